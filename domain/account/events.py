"""The facts of a person's account."""

from datetime import date

from domain.ground.declared import carries, says
from domain.ground.facts import Fact, fact
from domain.ground.matter import Matter
from domain.ground.money import Money
from domain.ground.people import PersonId
from domain.ground.terms import Category, Subject
from domain.law.small_fast import SmallGrant


@fact("grant-charged", version=5)
@carries("AMB-02 AMB-37", "A grant stands in this person's account, booked on the day of approval.")
class GrantCharged(Fact):
    """``base`` is the sum of costs it answered, of the year ``expense_year`` (AMB-37); facts of
    before the assessment bound approvals have neither. ``year``: whose totals it uses up, where
    costs decide that; a decision on two years charges each with its part. ``small``: of a small sum
    at once, how it counts.
    """

    on: date
    person: PersonId
    case: str
    subject: Subject
    category: Category
    matter: Matter
    amount: Money
    beneficiary: bool
    expense_year: int | None = None
    base: Money | None = None
    year: int | None = None
    small: SmallGrant | None = None


@fact("grant-released", version=2)
@says("Room of a grant is given back: it was not paid, or does not stand any more.")
class GrantReleased(Fact):
    """``year``: of the part charged to that year."""

    on: date
    person: PersonId
    case: str
    amount: Money
    reason: str
    year: int | None = None


AccountFact = GrantCharged | GrantReleased

"""The facts of a person's account."""

from datetime import date

from domain.case.events import Matter
from domain.case.terms import Category, Subject
from domain.facts import Fact, fact
from domain.money import Money
from domain.people import PersonId


@fact("grant-charged", version=3)
class GrantCharged(Fact):
    """A grant stands in this person's account, booked on the day of approval (AMB-02).

    ``base`` is the sum of costs it answered, of the year ``expense_year`` (AMB-37); facts of before
    the assessment bound approvals have neither.
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


@fact("grant-released")
class GrantReleased(Fact):
    """Unpaid room of a grant is given back: the case ended before it was paid."""

    on: date
    person: PersonId
    case: str
    amount: Money
    reason: str


AccountFact = GrantCharged | GrantReleased

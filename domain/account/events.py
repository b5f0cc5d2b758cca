"""The facts of a person's account."""

from datetime import date

from domain.case.events import Matter
from domain.case.terms import Category, Subject
from domain.facts import Fact, fact
from domain.money import Money
from domain.people import PersonId


@fact("grant-charged", version=2)
class GrantCharged(Fact):
    """A grant stands in this person's account, booked on the day of approval (AMB-02)."""

    on: date
    person: PersonId
    case: str
    subject: Subject
    category: Category
    matter: Matter
    amount: Money
    beneficiary: bool


@fact("grant-released")
class GrantReleased(Fact):
    """Unpaid room of a grant is given back: the case ended before it was paid."""

    on: date
    person: PersonId
    case: str
    amount: Money
    reason: str


AccountFact = GrantCharged | GrantReleased

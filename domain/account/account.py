"""What stands in a person's account: every grant, when, of what kind, for which year's costs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from domain.account.events import AccountFact, GrantCharged, GrantReleased
from domain.ground.declared import carries
from domain.ground.facts import unfolded
from domain.ground.matter import Matter
from domain.ground.money import ZERO, Money
from domain.ground.people import PersonId
from domain.ground.terms import Category, Subject
from domain.law.small_fast import SmallGrant


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One grant as it stands in an account: ``amount`` is what is still charged.

    ``on`` is the day of approval, ``expense_year`` the year whose costs it answered, ``base`` those
    costs where it had any. ``year``: the year whose totals it uses up, where costs decide that. A
    decision on two years stands in two parts. ``small``: of a small sum at once (小额快救).
    """

    case: str
    on: date
    subject: Subject
    category: Category
    matter: Matter
    amount: Money
    beneficiary: bool
    expense_year: int
    base: Money | None = None
    year: int | None = None
    small: SmallGrant | None = None

    @property
    def counted(self) -> bool:
        """Whether it counts in the totals and the count of the year."""
        return self.small is None or self.small.counted

    @property
    def booked(self) -> int:
        """The year whose totals it uses up."""
        return self.on.year if self.year is None else self.year


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAccount:
    """All grants of one person; ``version`` counts the facts of the stream."""

    version: int = 0
    grants: tuple[Grant, ...] = ()

    @property
    def standing(self) -> tuple[Grant, ...]:
        """Grants that still charge something."""
        return tuple(g for g in self.grants if g.amount > ZERO)


Accounts = dict[PersonId, PersonAccount]


def stream(person: PersonId) -> str:
    """The stream that holds a person's account."""
    return f"account-{person}"


def evolve(account: PersonAccount, fact: AccountFact) -> PersonAccount:
    """The account after a fact."""
    match fact:
        case GrantCharged():
            grants = (*account.grants, charged(fact))
        case GrantReleased():
            grants = released(account.grants, fact)
        case _:
            unfolded(fact, __name__)
    return PersonAccount(version=account.version + 1, grants=grants)


def charged(fact: GrantCharged) -> Grant:
    """A grant as first booked."""
    return Grant(
        case=fact.case,
        on=fact.on,
        subject=fact.subject,
        category=fact.category,
        matter=fact.matter,
        amount=fact.amount,
        beneficiary=fact.beneficiary,
        expense_year=fact.expense_year or fact.on.year,
        base=fact.base,
        year=fact.year,
        small=fact.small,
    )


def released(grants: tuple[Grant, ...], fact: GrantReleased) -> tuple[Grant, ...]:
    """The grants with room of a case's last one given back: those before it were revoked whole.

    Of one in parts, that of the year the fact names.
    """
    last = max(
        (
            n
            for n, one in enumerate(grants)
            if one.case == fact.case and fact.year in (None, one.year)
        ),
        default=None,
    )
    return tuple(
        replace(one, amount=one.amount - fact.amount) if number == last else one
        for number, one in enumerate(grants)
    )


@carries(
    "AMB-35",
    "The grants that stand in any of these accounts, each case once and one case left out.",
)
def distinct(accounts: Accounts, other_than: str) -> dict[tuple[str, int], Grant]:
    """By case and the year that is charged: a decision on two years stands in two parts."""
    return {
        (g.case, g.booked): g for a in accounts.values() for g in a.standing if g.case != other_than
    }


@carries(
    "12",
    "The most grants any of these persons was helped by, of those approved on counted days, one case "
    "left out.",
)
def most_grants(accounts: Accounts, other_than: str, counted: Callable[[date], bool]) -> int:
    helped = (
        {
            g.case
            for g in a.standing
            if g.beneficiary and g.counted and g.case != other_than and counted(g.on)
        }
        for a in accounts.values()
    )
    return max(map(len, helped), default=0)


def ever(_: date) -> bool:
    """Of a count that takes in every day there was."""
    return True


@carries("12 AMB-14", "The case that already relieved this very matter, in any year.")
def same_matter(
    accounts: Accounts,
    matter: Matter,
    case: str,
    counts: Callable[[date], bool] = ever,
    but: frozenset[str] = frozenset(),
) -> str | None:
    """``counts``: whether a grant of a day does; ``but``: cases that do not."""
    for account in accounts.values():
        for grant in account.standing:
            other = grant.case != case and grant.case not in but and counts(grant.on)
            if other and grant.beneficiary and grant.matter.same(matter):
                return grant.case
    return None

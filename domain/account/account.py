"""How much of this calendar year's room a person has used, and how often (A11, A12)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import assert_never

from domain.account.events import AccountFact, GrantCharged, GrantReleased
from domain.case.events import Matter
from domain.case.terms import Subject
from domain.money import ZERO, Money
from domain.people import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One grant as it stands in an account: ``amount`` is what is still charged."""

    case: str
    year: int
    subject: Subject
    matter: Matter
    amount: Money
    beneficiary: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAccount:
    """All grants of one person; ``version`` counts the facts of the stream."""

    version: int = 0
    grants: tuple[Grant, ...] = ()

    def of_year(self, year: int) -> tuple[Grant, ...]:
        """Grants approved in a calendar year (AMB-01) that still charge something."""
        return tuple(g for g in self.grants if g.year == year and g.amount > ZERO)


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
            grants = tuple(released(grant, fact) for grant in account.grants)
        case _:
            assert_never(fact)
    return PersonAccount(version=account.version + 1, grants=grants)


def charged(fact: GrantCharged) -> Grant:
    """A grant as first booked."""
    return Grant(
        case=fact.case,
        year=fact.on.year,
        subject=fact.subject,
        matter=fact.matter,
        amount=fact.amount,
        beneficiary=fact.beneficiary,
    )


def released(grant: Grant, fact: GrantReleased) -> Grant:
    """The grant with its unpaid part given back."""
    if grant.case != fact.case:
        return grant
    return replace(grant, amount=grant.amount - fact.amount)


def distinct(accounts: Iterable[PersonAccount], year: int) -> dict[str, Grant]:
    """The grants of a year that stand in any of these accounts, each case once."""
    return {g.case: g for account in accounts for g in account.of_year(year)}


def used_by_household(accounts: Accounts, year: int, counts_individual: bool) -> Money:
    """What the household's members have used of the household room this year, each grant once.

    ``counts_individual``: grants to single members use household room too (AMB-03).
    """
    total = ZERO
    for grant in distinct(accounts.values(), year).values():
        if counts_individual or grant.subject is Subject.HOUSEHOLD:
            total = total + grant.amount
    return total


def used_by_individual(account: PersonAccount, year: int) -> Money:
    """What the person received this year as an individual."""
    total = ZERO
    for grant in account.of_year(year):
        if grant.subject is Subject.INDIVIDUAL and grant.beneficiary:
            total = total + grant.amount
    return total


def most_grants(accounts: Accounts, year: int) -> int:
    """The largest number of grants any of these persons stands in this year (A12.3)."""
    helped = (sum(g.beneficiary for g in a.of_year(year)) for a in accounts.values())
    return max(helped, default=0)


def same_matter(accounts: Accounts, matter: Matter, case: str) -> str | None:
    """The case that already relieved this very matter, in any year (A12.1, AMB-14)."""
    for account in accounts.values():
        for grant in account.grants:
            other = grant.case != case and grant.amount > ZERO
            if other and grant.beneficiary and grant.matter.same(matter):
                return grant.case
    return None

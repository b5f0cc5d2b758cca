"""Families who received relief on other files while one is at the county."""

from collections.abc import Iterator
from dataclasses import replace

from domain.account.account import distinct
from domain.ground.money import Money
from domain.ground.terms import Category, Subject
from tests.case import journeys as j
from tests.case import people as p
from tests.case.words import About, yuan


def after_grants(*amounts: int, this: About | None = None) -> j.Journey:
    """A file at the county, while the same family received these sums on other files."""
    journey = j.under_county(j.accepted(this or About()))
    return meanwhile(journey, *(About(case=f"E-{n}", amount=yuan(a)) for n, a in each(amounts)))


def each(amounts: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Sums with the numbers of their cases."""
    return enumerate(amounts, start=1)


def meanwhile(journey: j.Journey, *others: About) -> j.Journey:
    """The same day, other files of the county are approved and paid."""
    for other in others:
        journey.world = j.paid(j.accepted(other, journey.world)).world
    return journey


ALONE = About(
    family=p.GESANG.alone(), subject=Subject.INDIVIDUAL, category=Category.OTHER_INDIVIDUAL
)


def alone_after(amount: int) -> j.Journey:
    """An individual at the county who received this on another file as an individual."""
    other = replace(ALONE, case="E-1", amount=yuan(amount))
    return meanwhile(j.under_county(j.accepted(ALONE)), other)


def year_room(journey: j.Journey) -> Money:
    """What the household of a case may still receive this year."""
    accounts = {person: journey.world.account(person) for person in journey.case.asked.members}
    year = journey.about.day.year
    used = sum(g.amount.fen for g in distinct(accounts, "").values() if g.on.year == year)
    return Money(1_000_000 - used)


def same_matter_again() -> j.Journey:
    """The same fire under two numbers, the other one relieved first."""
    journey = j.under_county(j.accepted())
    fire = j.application_incident(journey)
    second = j.accepted(About(case="L-2"), journey.world, incident=fire)
    journey.world = j.paid(second).world
    return journey

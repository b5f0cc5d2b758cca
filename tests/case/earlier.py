"""Families who received relief before, and apply again."""

from domain.account.account import used_by_household
from domain.case import commands as c
from domain.case.terms import Category, Subject
from domain.money import Money
from tests.case import journeys as j
from tests.case import people as p
from tests.case.words import About, yuan
from tests.case.world import World


def after_grants(*amounts: int, this: About | None = None) -> j.Journey:
    """The same family received these sums this year, and is at the county again."""
    world = World()
    for number, amount in enumerate(amounts, start=1):
        world = j.paid(j.accepted(About(case=f"E-{number}", amount=yuan(amount)), world)).world
    return j.under_county(j.accepted(this or About(), world))


ALONE = About(
    family=p.GESANG.alone(), subject=Subject.INDIVIDUAL, category=Category.OTHER_INDIVIDUAL
)


def alone_after(amount: int) -> j.Journey:
    """An individual who already received this as an individual this year."""
    before = About(
        **{
            **{k: getattr(ALONE, k) for k in ("family", "subject", "category")},
            "case": "E-1",
            "amount": yuan(amount),
        }
    )
    world = j.paid(j.accepted(before)).world
    return j.under_county(j.accepted(ALONE, world))


def year_room(journey: j.Journey) -> Money:
    """What the household of a case may still receive this year."""
    asked = journey.case.asked
    accounts = {person: journey.world.account(person) for person in asked.members}
    return yuan(10000) - used_by_household(accounts, journey.about.day.year, True)


def same_matter_again() -> j.Journey:
    """The same fire again, under another number."""
    first = j.paid()
    fire = j.application_incident(first)
    journey = j.submitted(j.accepted(About(case="L-2"), first.world, incident=fire))
    return journey.go(c.ReceiveAtCounty)

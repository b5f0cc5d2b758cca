"""Cases on their way with the circumstances a story names, and what the law prescribes for them."""

from datetime import date
from typing import Any

from domain.assessment.inputs import (
    Certainty,
    Figure,
    Finding,
    Means,
    MedicalBill,
    Source,
    Spending,
    Statement,
)
from domain.ground.money import ZERO
from domain.ground.terms import Category, Cause, Ground, Opinion
from domain.law.terms import Claim
from tests.case import journeys as j
from tests.case import people as p
from tests.case.hardship import bill
from tests.case.words import MONDAY, About, circumstances_of, yuan
from tests.case.world import World
from tests.support import commands as c

FIRE = About(category=Category.SUDDEN_HARDSHIP)
"""Three members and an invented standard of 600 yuan: at least 1,800."""
ILLNESS = About(category=Category.MEDICAL, cause=Cause.ILLNESS, amount=yuan(2100))
"""Costs of 3,000 yuan, the edge of the first tier."""


def looked_into(about: About | None = None, world: World | None = None) -> j.Journey:
    """Means checked and visited; nothing recorded yet."""
    return j.accepted(about, world).go(c.ReportMeansCheck, c.RecordHomeVisit)


def told(about: About, world: World | None = None, **changes: Any) -> j.Journey:
    """Its circumstances recorded, some of them changed."""
    return record(looked_into(about, world), **changes)


def record(journey: j.Journey, **changes: Any) -> j.Journey:
    """Circumstances recorded today."""
    facts = circumstances_of(journey.about, **changes)
    return journey.go(c.RecordCircumstances, circumstances=facts)


def bills(*amounts: str | int, day: date = MONDAY) -> tuple[MedicalBill, ...]:
    """One bill of each sum."""
    return tuple(bill(yuan(a), day, f"bill-{n}") for n, a in enumerate(amounts, start=1))


def onward(journey: j.Journey, **opinion: Any) -> j.Journey:
    """From the circumstances to the county's desk."""
    journey.go(c.SignOpinion, **opinion).go(c.CompleteExamination, c.PostPublicNotice)
    ready = journey.on(j.after_notice(journey)).go(c.EndPublicNotice)
    ready.go(c.SubmitForApproval, c.ReceiveAtCounty)
    return ready.go(c.ReportSpotCheck) if ready.case.county.spot_check else ready


def stated(claim: Claim, holds: bool) -> Statement:
    """What somebody found to be so, or not."""
    return Statement(claim, holds, Source(Certainty.VERIFIED, "paper-1", MONDAY))


def figure(amount: str | int) -> Figure:
    """A verified sum."""
    return Figure(yuan(amount), Source(Certainty.VERIFIED, "paper-1", MONDAY))


def found(ground: Ground, holds: bool = True, by: str = p.CASEWORKER.id) -> Finding:
    """A ground of refusal that the caseworker looked into."""
    return Finding(ground.value, holds, by, MONDAY, ("paper-2",))


def spent(amount: str | int) -> Spending:
    """E, in the year so far."""
    return Spending(start=MONDAY.replace(month=1, day=1), end=MONDAY, food=figure(amount))


NEGATIVE: dict[str, Any] = {"opinion": Opinion.NEGATIVE, "recommended": ZERO}
POOR = Means(deposits=figure(1000), income_last_year=figure(12000))
"""D and I of a household that has little."""

ABLE = (stated(Claim.PROPERTY_WITHIN_RULES, True), stated(Claim.LOSS_BEYOND_INCOME, False))
"""A household whose income makes up the loss."""

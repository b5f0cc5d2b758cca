"""第十八条紧急程序: the township approves under delegation, files, and the county countersigns."""

from dataclasses import replace
from datetime import date

import pytest

from domain.account.events import GrantCharged
from domain.case.decision import facts as e
from domain.ground.money import ZERO
from domain.ground.refusal import Code
from domain.ground.terms import Category, Cause, Ground, Opinion, Subject
from tests.case import journeys as j
from tests.case import people as p
from tests.case.earlier import each, meanwhile
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY, About, after, yuan
from tests.support import commands as c

ALONE = About(
    family=p.GESANG.alone(), subject=Subject.INDIVIDUAL, category=Category.OTHER_INDIVIDUAL
)


def after_county_grants(*amounts: int, this: About | None = None) -> j.Journey:
    """Urgent and signed at the township, while the county granted the family these sums."""
    journey = j.urgent_examined(this or About())
    about = replace(this or About(), cause=Cause.OTHER)
    others = (replace(about, case=f"E-{n}", amount=yuan(a)) for n, a in each(amounts))
    return meanwhile(journey, *others)


def same_fire() -> j.Journey:
    """The fire for which the county gave relief on another file."""
    journey = j.urgent_examined()
    fire = j.application_incident(journey)
    other = j.accepted(About(case="E-1"), journey.world, incident=fire)
    journey.world = j.approved(other).world
    return journey


def urgent_negative() -> j.Journey:
    """Urgent, but no relief is due."""
    return j.examined_negative(j.urgent_accepted(world=j.with_delegation()))


WRONG: tuple[Wrong, ...] = (
    *rows(
        j.examined,
        c.ApproveUnderDelegation,
        ("townships decide urgent cases only", Code.NOT_URGENT, "18.2.1", None),
    ),
    *rows(
        lambda: j.examined(j.urgent_accepted()),
        c.ApproveUnderDelegation,
        ("no delegation, no approval", Code.NOT_DELEGATED, "18.2.1", None),
    ),
    *rows(
        lambda: j.urgent_examined(About(cause=Cause.ILLNESS), j.with_delegation()),
        c.ApproveUnderDelegation,
        ("a kind that was not delegated", Code.NOT_DELEGATED, "18.2.1", None),
    ),
    *rows(
        j.urgent_examined,
        c.ApproveUnderDelegation,
        (
            "a delegation not yet in force",
            Code.NOT_DELEGATED,
            "18.2.1",
            None,
            {"day": date(2024, 12, 31)},
        ),
        (
            "a delegation that ran out",
            Code.NOT_DELEGATED,
            "18.2.1",
            None,
            {"day": date(2026, 1, 1)},
        ),
        (
            "an approval is of more than nothing",
            Code.AMOUNT_NOT_POSITIVE,
            None,
            "amount",
            {"amount": ZERO, "lowered_reason": p.secret("x")},
        ),
        (
            "the two signatures are the most",
            Code.ABOVE_RECOMMENDED_AMOUNT,
            "18",
            "amount",
            {"amount": yuan("1800.01")},
        ),
    ),
    *rows(
        lambda: j.urgent_examined(About(amount=yuan("2000.01"))),
        c.ApproveUnderDelegation,
        ("2,000.01 is too much", Code.ABOVE_DELEGATED_CEILING, "18.2.1", "amount"),
    ),
    *rows(
        lambda: after_county_grants(9000),
        c.ApproveUnderDelegation,
        ("the household's room is 10,000", Code.ABOVE_HOUSEHOLD_CAP, "11", "amount"),
    ),
    *rows(
        lambda: after_county_grants(4000, this=ALONE),
        c.ApproveUnderDelegation,
        ("an individual's room is 5,000", Code.ABOVE_PERSON_CAP, "11", "amount"),
    ),
    *rows(
        lambda: after_county_grants(10, 10),
        c.ApproveUnderDelegation,
        ("the township cannot except a third grant", Code.YEARLY_COUNT_REACHED, "12", "exception"),
    ),
    *rows(
        same_fire,
        c.ApproveUnderDelegation,
        ("nor the same matter", Code.SAME_MATTER, "12", "exception"),
    ),
    *empty(j.urgent_examined, c.ApproveUnderDelegation, "document"),
    *rows(
        j.urgent_returned,
        c.ApproveUnderDelegation,
        ("what the county had is the county's", Code.WITH_COUNTY, "18.2.2", None),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_delegation_refuses_what_the_law_does_not_allow(case: Wrong) -> None:
    """Each guard and check under delegation says its code, article and field, and leaves no trace."""
    case.holds()


@pytest.mark.article("18.2.1")
@pytest.mark.parametrize(
    ("amount", "approved"), [("0.01", True), ("2000", True), ("2000.01", False)]
)
def test_two_thousand_yuan_is_within_the_townships_power(amount: str, approved: bool) -> None:
    """小于2000元（含2000元）: the bound itself is included (A18.2.1)."""
    story = given(j.urgent_examined(About(amount=yuan(amount)))).when(c.ApproveUnderDelegation)
    if not approved:
        story.then_refused(Code.ABOVE_DELEGATED_CEILING, article="18.2.1", about="amount")
        return
    story.then(
        like(
            e.ReliefApproved,
            on=MONDAY,
            amount=yuan(amount),
            delegated=True,
            delegation="林委〔2025〕1号",
            ceiling=yuan(2000),
            document="批准 1/L-1",
        ),
        *[GrantCharged] * 3,
    )


def test_a_delegation_may_set_a_lower_ceiling_than_the_law() -> None:
    """The county's own ceiling binds where it is lower."""
    world = j.Journey().go(c.GrantDelegation, ceiling=yuan(1000)).world
    story = given(j.urgent_examined(About(amount=yuan(1500)), world))
    story.when(c.ApproveUnderDelegation).then_refused(Code.ABOVE_DELEGATED_CEILING)
    story.when(
        c.ApproveUnderDelegation, amount=yuan(1000), lowered_reason=p.secret("限额所限")
    ).then(like(e.ReliefApproved, ceiling=yuan(1000)), *[GrantCharged] * 3)


@pytest.mark.article("18.2.1")
def test_a_sum_above_the_ceiling_goes_to_the_county_the_same_day() -> None:
    """大于2000元的，审核当天上报 (A18.2.1)."""
    story = given(j.urgent_examined(About(amount=yuan("2000.01"))))
    assert story.journey.world.limits("L-1")["urgent-submission"].started_on == MONDAY
    story.when(c.SubmitForApproval).then(like(e.SubmittedForApproval, recommended=yuan("2000.01")))


def test_a_township_approval_after_its_day_is_valid_and_marked_late() -> None:
    """当天: help comes first, lateness is written down (AMB-32)."""
    given(j.urgent_examined).when(c.ApproveUnderDelegation, day=after(1)).then(
        like(e.ReliefApproved, late=True), *[GrantCharged] * 3
    )
    given(j.urgent_examined).when(c.ApproveUnderDelegation).then(
        like(e.ReliefApproved, late=False), *[GrantCharged] * 3
    )


def test_a_revoked_delegation_covers_nothing_more() -> None:
    """Decisions already taken stand; new ones are the county's."""
    story = given(j.urgent_examined).when(c.RevokeDelegation)
    story.when(c.ApproveUnderDelegation).then_refused(Code.NOT_DELEGATED, article="18.2.1")


@pytest.mark.article("18.2.2")
def test_an_urgent_negative_opinion_is_refused_by_the_county() -> None:
    """Even in urgency a township does not refuse (A18.2.2, AMB-27)."""
    story = given(urgent_negative).when(c.SubmitForApproval)
    story.then(like(e.SubmittedForApproval, opinion=Opinion.NEGATIVE))
    story.when(c.ReceiveAtCounty)
    story.when(c.ReportCountyVerification)
    story.when(c.RefuseRelief, ground=Ground.OWN_VIOLATION, evidence=("认定书 1",)).then(
        like(e.ReliefRefused, ground=Ground.OWN_VIOLATION)
    )


@pytest.mark.article("18.2.1")
def test_a_negative_opinion_is_not_approved_by_the_township() -> None:
    """No sum was recommended, so any sum is too much (A18.2.1)."""
    given(urgent_negative).when(c.ApproveUnderDelegation).then_refused(
        Code.OPINION_NEGATIVE, Code.ABOVE_RECOMMENDED_AMOUNT
    )

"""小额快救: registered, decided, paid; off until the city's document is on record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.account.events import GrantCharged, GrantReleased
from domain.ground.money import ZERO
from domain.ground.refusal import Code
from domain.ground.terms import Category, Procedure, Residence, Stage
from domain.law.reference import References
from domain.law.small_fast import SmallGrant, SmallMore, SmallPer, SmallYear
from domain.law.terms import Register
from tests.case import journeys as j
from tests.case import people as p
from tests.case.smallfast import (
    ABOUT,
    APART,
    BESIDE,
    DOCUMENT,
    PER_PERSON,
    Replaced,
    granted,
    on_record,
    registered,
)
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY, About, after, yuan
from tests.case.world import World
from tests.support import commands as c
from tests.support import facts as e

SMALL: dict[str, Any] = {"procedure": Procedure.SMALL_FAST}
RULE = "临时救助意见§小额快救"
PAID = (c.InstructPayment, c.ConfirmPayment)


def test_registered_decided_paid() -> None:
    """No check of means, no visit, no notice: three deeds of three hands, within its days."""
    story = given(lambda: j.received(ABOUT, on_record()))
    story.when(c.AcceptApplication, **SMALL).then(
        like(e.ApplicationAccepted, pack="lhasa-2018-202+small-fast")
    )
    assert set(story.journey.world.limits("L-1")) == {"small-fast"}
    held_to = e.SmallSum(
        document=DOCUMENT,
        series="urban_subsistence_monthly",
        standard=yuan(600),
        persons=3,
        per_whom=SmallPer.HOUSEHOLD,
        most=yuan(600),
        room=yuan(10000),
    )
    counts = SmallGrant(SmallYear.COUNTED, SmallMore.AGAINST)
    story.when(c.ApproveSmallRelief).then(
        like(e.ReliefApproved, amount=yuan(500), delegated=True, assessment=None),
        *[like(GrantCharged, amount=yuan(500), small=counts)] * 3,
    )
    (approved,) = story.journey.world.facts(e.ReliefApproved)
    assert isinstance(approved, e.ReliefApproved) and approved.small is not None
    assert replace(approved.small, trace=None) == held_to
    story.journey.go(*PAID)
    assert story.journey.stage is Stage.PAID
    assert "small-fast" not in story.journey.world.limits("L-1")


@pytest.mark.parametrize(
    "world", [World, lambda: on_record(after(1)), lambda: on_record(ends=after(-1))]
)
def test_it_is_off_until_a_document_is_on_record(world: Callable[[], World]) -> None:
    """Without one, before its first day and after its last nobody is accepted so; the way out is told."""
    story = given(lambda: j.received(ABOUT, world()))
    story.when(c.AcceptApplication, **SMALL)
    story.then_refused(Code.SMALL_FAST_OFF, article=RULE, about="procedure")
    story.when(c.RecordKnownStatus).then_refused(Code.SMALL_FAST_OFF)
    story.when(c.AcceptApplication).then(like(e.ApplicationAccepted, pack="lhasa-2018-202"))
    story.when(c.ApproveSmallRelief).then_refused(Code.NOT_SMALL_FAST)


def test_a_running_case_ends_by_its_own_law() -> None:
    """What was accepted while the document was in force is decided and paid after it ended."""
    world = on_record(ends=MONDAY)
    at = registered(ABOUT, world).on(after(2)).go(c.ApproveSmallRelief, *PAID)
    assert at.stage is Stage.PAID
    other = About(case="L-2", family=p.family("央金", serial=50), day=after(2), amount=yuan(500))
    given(j.received(other, world)).when(c.AcceptApplication, **SMALL).then_refused(
        Code.SMALL_FAST_OFF
    )


def test_whoever_is_in_an_emergency_is_helped_where_it_is() -> None:
    """Neither registered nor permitted here: a small sum at once, and no other course (15)."""
    story = given(lambda: j.received(ABOUT, on_record(), residence=Residence.NEITHER))
    story.when(c.AcceptApplication).then_refused(Code.NOT_RESIDENT, article="15", about="procedure")
    story.when(c.RefuseAcceptance).then_refused(Code.NOT_RESIDENT)
    story.when(c.AcceptApplication, **SMALL).then(e.ApplicationAccepted)
    assert set(story.journey.world.limits("L-1")) == {"small-fast"}
    vagrant = given(lambda: j.received(ABOUT, on_record(), residence=Residence.NEITHER))
    vagrant.when(c.HandToReliefStation).then(e.HandedToReliefStation)


def test_only_its_own_papers_are_asked_for() -> None:
    """Neither income nor property, nor the consent to a check: who, and what happened."""
    story = given(lambda: j.received(ABOUT, on_record(), materials=("identity-card",)))
    story.when(c.AcceptApplication, **SMALL).then_refused(Code.MATERIALS_MISSING)
    assert story.reasons[0].facts["missing"] == "hardship-proof"
    story.when(c.AcceptApplication).then_refused(*[Code.MATERIALS_MISSING] * 2)
    enough = given(
        lambda: j.received(ABOUT, on_record(), materials=("identity-card", "hardship-proof"))
    )
    enough.when(c.AcceptApplication, **SMALL).then(like(e.ApplicationAccepted, outstanding=()))


def test_nothing_of_the_ordinary_way_is_asked_or_done() -> None:
    """No check of means, no circumstances, no opinion; a visit may be made all the same."""
    story = given(registered)
    for command in (c.ReportMeansCheck, c.RecordCircumstances, c.SignOpinion):
        story.when(command).then_refused(Code.SMALL_FAST_ONLY)
    story.when(c.RecordHomeVisit).then(e.HomeVisited)


@pytest.mark.parametrize(
    ("replaced", "persons", "most"), [({}, 3, "600.00"), (PER_PERSON, 3, "1800.00")]
)
def test_a_sum_is_never_above_its_ceiling(replaced: Replaced, persons: int, most: str) -> None:
    """One month's standard of the household, or of each person, as the document reads it (AMB-44)."""
    world = on_record(replaced=replaced)
    over = replace(ABOUT, amount=yuan(most) + yuan("0.01"))
    story = given(registered(over, world)).when(c.ApproveSmallRelief, p.APPROVER)
    story.then_refused(Code.ABOVE_SMALL_SUM, article=RULE, about="amount")
    facts = {"amount": str(over.amount), "most": most, "persons": str(persons)}
    assert story.reasons[0].facts == facts
    story.when(c.ApproveSmallRelief, p.APPROVER, amount=yuan(most)).then(
        like(e.ReliefApproved, delegated=False, ceiling=None), *[GrantCharged] * 3
    )


def test_the_township_decides_alone_up_to_its_multiple_of_the_standard() -> None:
    """Above it the county does; the delegation of 2,000 yuan has no part in it."""
    world = on_record(replaced=PER_PERSON)
    story = given(registered(replace(ABOUT, amount=yuan("600.01")), world))
    story.when(c.ApproveSmallRelief).then_refused(
        Code.ABOVE_TOWNSHIP_SUM, article="内部§小额快救", about="amount"
    )
    story.when(c.ApproveSmallRelief, amount=yuan(600)).then(
        like(e.ReliefApproved, delegated=True, ceiling=yuan(600)), *[GrantCharged] * 3
    )


def test_no_hand_does_both_halves() -> None:
    """Who registered it does not decide it, though they hold both posts."""
    both = p.BOTH_TOWNSHIP_POSTS
    at = j.received(ABOUT, on_record()).go(c.AcceptApplication, by=both, **SMALL)
    given(at).when(c.ApproveSmallRelief, both).then_refused(Code.DUTIES_NOT_SEPARATE)
    given(at).when(c.ApproveSmallRelief, p.LEADER).then(e.ReliefApproved, *[GrantCharged] * 3)


def again(at: j.Journey, case: str, day: date = MONDAY, **changes: object) -> j.Journey:
    """Another application of the family on the counter."""
    about = replace(at.about, case=case, day=day)
    return j.received(about, at.world, **changes)


def test_never_twice_for_one_matter() -> None:
    """Relieved for it before, in whichever way, the family has no small sum for it (12)."""
    at = granted()
    same = c.SubmitApplication
    incident = at.words(same).incident  # type: ignore[attr-defined]
    other = again(at, "L-2", incident=incident).go(c.AcceptApplication, **SMALL)
    given(other).when(c.ApproveSmallRelief).then_refused(Code.SAME_MATTER, article="12")


def test_no_more_often_a_year_than_the_document_says() -> None:
    """Two; a year later again, however the sums count in the year of the regulation."""
    at = granted(world=on_record(replaced=APART))
    for case in ("L-2", "L-3"):
        at = again(at, case).go(c.AcceptApplication, **SMALL)
        if case == "L-2":
            at.go(c.ApproveSmallRelief)
    story = given(at).when(c.ApproveSmallRelief)
    story.then_refused(Code.SMALL_SUM_TOO_OFTEN, article="内部§小额快救")
    assert story.reasons[0].facts == {"grants": "2", "allowed": "2"}
    story.when(c.ApproveSmallRelief, day=date(2026, 1, 5)).then(
        e.ReliefApproved, *[GrantCharged] * 3
    )


def test_more_goes_another_way_and_may_be_accepted_anew() -> None:
    """The leader says why; the case lies on the counter as any other, with its limit."""
    story = given(registered).when(c.LeaveSmallFast).then(e.SmallFastLeft)
    assert (story.journey.stage, story.journey.case.procedure) == (Stage.RECEIVED, None)
    assert set(story.journey.world.limits("L-1")) == {"small-fast-left"}
    story.when(c.LeaveSmallFast).then_refused(Code.OUT_OF_ORDER)
    story.when(c.AcceptApplication).then(like(e.ApplicationAccepted, procedure=Procedure.GENERAL))
    assert set(story.journey.world.limits("L-1")) == {"examination"}


SUDDEN = replace(ABOUT, category=Category.SUDDEN_HARDSHIP)


@pytest.mark.parametrize(
    ("replaced", "floor"), [({}, "1300.00"), (BESIDE, "1800.00"), (APART, "1300.00")]
)
def test_more_for_the_same_matter_counts_the_small_sum(replaced: Replaced, floor: str) -> None:
    """The floor of three is 1,800; 500 were had at once: against it, or beside it (AMB-46)."""
    at = granted(SUDDEN, on_record(replaced=replaced))
    incident = at.words(c.SubmitApplication).incident  # type: ignore[attr-defined]
    ordinary = again(at, "L-2", incident=incident).go(c.AcceptApplication)
    ordinary.go(c.ReportMeansCheck, c.RecordHomeVisit, c.RecordCircumstances)
    story = given(ordinary).when(c.SignOpinion, recommended=yuan(floor))
    story.then(like(e.OpinionSigned, recommended=yuan(floor)))
    given(ordinary).when(c.SignOpinion, recommended=yuan(floor) - yuan("0.01")).then_refused(
        Code.AMOUNT_OUTSIDE_RANGE
    )


@pytest.mark.parametrize(
    ("issued", "valid"), [(date(2024, 3, 10), True), (date(2024, 3, 9), False)]
)
def test_a_known_status_stands_in_the_place_of_the_check(issued: date, valid: bool) -> None:
    """Within its months no means are checked, whoever holds what; the day after they are."""
    at = j.accepted(ABOUT, on_record())
    story = given(at).when(c.RecordKnownStatus, issued_on=issued).then(e.KnownStatusRecorded)
    story.journey.go(c.RecordHomeVisit, c.RecordCircumstances)
    story.when(c.SignOpinion)
    if valid:
        story.then(e.OpinionSigned)
    else:
        story.then_refused(Code.INQUIRY_INCOMPLETE)


def test_a_status_is_of_a_register_that_the_document_names_and_no_day_to_come() -> None:
    """Another register says nothing; tomorrow's paper is none."""
    story = given(lambda: j.accepted(ABOUT, on_record()))
    story.when(c.RecordKnownStatus, status=Register.SPECIAL_CHILD).then_refused(
        Code.FIELD_INVALID, about="status"
    )
    story.when(c.RecordKnownStatus, issued_on=after(1)).then_refused(
        Code.DATE_IN_FUTURE, about="issued_on"
    )


COUNTED = '次数（含）"\nvalue = '
OFTEN = {f"{COUNTED}2": f"{COUNTED}9"}


def used_up(*, room: bool) -> j.Journey:
    """The year's room is used but for 200 yuan, or both of its grants are given."""
    world = on_record(replaced=OFTEN)
    amounts = ("9800",) if room else ("100", "100")
    for number, amount in enumerate(amounts):
        about = replace(ABOUT, case=f"K-{number}", amount=yuan(amount))
        world = j.approved(j.accepted(about, world)).world
    return registered(replace(ABOUT, day=after(30)), world)


def revoked() -> j.Journey:
    """Granted, and taken back by the county."""
    return granted().go(c.RevokeDecision, by=p.SECOND_APPROVER)


def bereft() -> j.Journey:
    """Who asked alone died after the decision was taken back."""
    one = About(family=p.Family(p.GESANG.members[:1]), amount=yuan(500))
    at = granted(one).go(*PAID).go(c.ProposeRevision)
    return at.go(c.ApproveRevision).go(c.RecordDeath, person=one.family.applicant)


def complained() -> j.Journey:
    """A complaint about it was found right."""
    return registered().go(c.RecordComplaint).go(c.AnswerComplaint, founded=True)


def without_standard() -> j.Journey:
    """Nobody recorded a standard."""
    world = on_record()
    return registered(ABOUT, World(world.law, references=References()))


AGAIN = {"officer": p.APPROVER, "document": "小额批准 9"}

WRONG: tuple[Wrong, ...] = (
    *empty(registered, c.ApproveSmallRelief, "document"),
    *empty(registered, c.LeaveSmallFast, "reasons"),
    *empty(lambda: j.accepted(ABOUT, on_record()), c.RecordKnownStatus, "issuer", "evidence"),
    *rows(
        registered,
        c.ApproveSmallRelief,
        ("more than nothing", Code.AMOUNT_NOT_POSITIVE, None, "amount", {"amount": ZERO}),
    ),
    *rows(
        lambda: j.accepted(ABOUT, on_record()),
        c.LeaveSmallFast,
        ("whoever is on the course leaves it", Code.NOT_SMALL_FAST, RULE, None),
    ),
    *rows(
        without_standard,
        c.ApproveSmallRelief,
        ("nothing to reckon by", Code.FACTS_MISSING, RULE, None),
    ),
    *rows(
        lambda: used_up(room=True),
        c.ApproveSmallRelief,
        ("200 are left", Code.ABOVE_YEARLY_ROOM, "11", "amount"),
    ),
    *rows(
        lambda: used_up(room=False),
        c.ApproveSmallRelief,
        ("two were given this year", Code.YEARLY_COUNT_REACHED, "12", None),
    ),
    *rows(
        complained,
        c.ApproveSmallRelief,
        ("a complaint was right", Code.OPINION_MISSING, "18.1.2", None),
    ),
    *rows(bereft, c.ApproveSmallRelief, ("nobody left", Code.NOBODY_LEFT, "14.1", None, AGAIN)),
    *rows(
        lambda: revoked().go(c.CorrectApplication),
        c.ApproveSmallRelief,
        ("a correction waits", Code.AMENDMENT_PENDING, "内部§申请变更", None, AGAIN),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_small_sums_are_refused_what_is_not_allowed(case: Wrong) -> None:
    """Nothing happens, and the refusal names the provision and the field."""
    case.holds()


def test_taken_back_it_may_be_given_anew() -> None:
    """By the county, within the same ceiling; a changed sum is held to it too."""
    given(revoked()).when(c.ApproveSmallRelief, p.APPROVER, document="小额批准 9").then(
        e.ReliefApproved, *[GrantCharged] * 3
    )
    story = given(granted()).when(c.ChangeSum, p.APPROVER, amount=yuan("600.01"))
    story.then_refused(Code.ABOVE_SMALL_SUM, about="amount")
    story.when(c.ChangeSum, p.APPROVER, amount=yuan(600)).then(
        like(e.DecisionChanged, amount=yuan(600), assessment=None),
        *[GrantReleased] * 3,
        *[like(GrantCharged, amount=yuan(600))] * 3,
    )
    assert all(
        g.small is not None for g in story.journey.world.account(p.GESANG.applicant).standing
    )

"""死亡: recorded whenever it is learnt; what came after it to nobody any more is owed."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from domain.account.events import GrantReleased
from domain.account.known import DeathKnown
from domain.case.table import RULES
from domain.ground.money import ZERO, Money
from domain.ground.refusal import Code, Refused, gather
from domain.ground.terms import Category, Channel, Ending, Ground, Material, Stage, Subject
from tests.case import journeys as j
from tests.case import people as p
from tests.case.earlier import year_room
from tests.case.story import Wrong, given, like, rows, sentence
from tests.case.test_ending import FIRST, SECOND, individual
from tests.case.words import PAPERS, About, after, yuan
from tests.support import commands as c
from tests.support import facts as e

DECEMBER = date(2026, 12, 7)
HOUSE = "内部§补录"
APPROVED_ON = after(8)
"""The day on which the journeys approve and pay."""


def alone() -> j.Journey:
    """Somebody who is helped alone is to be paid."""
    return j.approved(j.accepted(individual()))


def ordered() -> j.Journey:
    """Money is on its way to somebody who is helped alone."""
    return alone().go(c.InstructPayment)


def paid() -> j.Journey:
    """Somebody who is helped alone was paid on the eighth day."""
    return ordered().go(c.ConfirmPayment)


def cash_out() -> j.Journey:
    """Cash for somebody who is helped alone lies at the township."""
    return alone().go(c.ReleaseForHandover)


def household() -> j.Journey:
    """A household of three is to be paid, and one of them died since."""
    return j.approved().go(c.RecordDeath)


@pytest.mark.parametrize(
    ("decided", "left"),
    [
        (lambda at: at.go(c.RevokeDecision), ()),
        (lambda at: at.go(c.ChangeSum), (yuan(1000),)),
        (lambda at: at.go(c.WithdrawApplication), ()),
    ],
    ids=["revoked", "lowered", "withdrawn"],
)
def test_what_is_given_back_is_given_back_to_who_died_since_too(
    decided: Callable[[j.Journey], j.Journey], left: tuple[Money, ...]
) -> None:
    """An account never shows what does not stand: whoever reckons by it would be told of it."""
    at = household()
    gone = p.GESANG.persons[-1]
    assert gone not in at.case.asked.members
    assert [one.amount for one in at.world.account(gone).standing] == [yuan(1800)]
    decided(at)
    for person in p.GESANG.persons:
        assert tuple(one.amount for one in at.world.account(person).standing) == left


WRONG: tuple[Wrong, ...] = (
    *rows(
        paid,
        c.RecordDeath,
        (
            "nobody died before they applied",
            Code.DATE_TOO_EARLY,
            "14.1",
            "died_on",
            {"person": FIRST, "died_on": after(-3650)},
        ),
    ),
    *rows(
        j.approved,
        c.RecordDeath,
        (
            "nor before they were applied for",
            Code.DATE_TOO_EARLY,
            "14.1",
            "died_on",
            {"died_on": after(-1)},
        ),
    ),
    *rows(
        lambda: j.received().go(c.WithdrawApplication),
        c.RecordDeath,
        ("a file that ended without relief", Code.NOTHING_TO_DO, "14.1", None),
    ),
    *rows(
        lambda: j.accepted(About(day=DECEMBER)).on(after(2, DECEMBER)),
        c.RecordDeath,
        (
            "entered late without a reason",
            Code.LATENESS_UNREASONED,
            HOUSE,
            "late_reason",
            {"died_on": DECEMBER},
        ),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_keeps_a_death_from_being_recorded(case: Wrong) -> None:
    """Each with its own reason, and nothing changed."""
    case.holds()


@pytest.mark.article("14.1", "17")
def test_whom_an_agent_applies_for_may_have_died_before() -> None:
    """The application tells nothing of whoever others applied for."""
    words: dict[str, Any] = {"channel": Channel.ON_BEHALF, "agent": p.AGENT}
    papers = (*PAPERS, Material.ENTRUSTMENT)
    story = given(j.received(individual(), materials=papers, **words))
    story.when(c.RecordDeath, person=SECOND, died_on=after(-1)).then_refused(Code.DATE_TOO_EARLY)
    story.when(c.RecordDeath, person=FIRST, died_on=after(-1))
    story.then(like(e.MemberDied, on=after(-1), stands=ZERO), e.CaseTerminated, DeathKnown)


@pytest.mark.article("14.1")
def test_a_day_on_record_elsewhere_is_recorded_here_though_it_is_before_the_application() -> None:
    """The family listed somebody dead: another case had told it, of that very day alone."""
    last, before = p.GESANG.persons[-1], after(-1)
    first = j.received(About(case="L-9", day=before)).go(c.RecordDeath, person=last)
    at = j.received(About(), first.world)
    story = given(at).when(c.RecordDeath, person=last, died_on=after(-2))
    story.then_refused(Code.DATE_TOO_EARLY).when(c.RecordDeath, person=last, died_on=before)
    story.then(like(e.MemberDied, on=before), DeathKnown)


@pytest.mark.article("14.1")
def test_a_minor_stands_for_a_household_only_where_nobody_of_age_is_left() -> None:
    """Nobody under age applies alone (民法典 §20), nor does anybody of age stand back for a child."""
    third = p.GESANG.persons[-1]
    words: dict[str, Any] = {"person": FIRST, "representative": third}
    story = given(j.accepted).when(c.RecordDeath, **words, under_age=(third,))
    story.then_refused(Code.ADULT_LEFT, article="民法典§20", about="representative")
    young: dict[str, Any] = {**words, "under_age": (SECOND, third)}
    story.when(c.RecordDeath, **young)
    story.then_refused(Code.GUARDIAN_MISSING, article="民法典§20", about="guardian")
    for nobody in (FIRST, SECOND):
        story.when(c.RecordDeath, **young, guardian=p.AGENT, guardian_is=nobody)
        story.then_refused(Code.GUARDIAN_MISSING, about="guardian.name")
    story.when(c.RecordDeath, **young, guardian=p.AGENT)
    story.then(like(e.MemberDied, representative=third), DeathKnown)
    asked, last = story.journey.case.asked, story.last
    assert not isinstance(last, Refused)
    recorded, *_ = last
    assert (asked.entrusted, asked.by_agent) == (True, False)
    assert isinstance(recorded, e.MemberDied) and recorded.guardian is not None
    assert recorded.guardian.name.about == third


@pytest.mark.article("14.1", "14.2")
def test_a_guardian_is_named_for_a_child_alone() -> None:
    """Not where somebody of age stands for the household, nor where an agent applied or it was found."""
    third = p.GESANG.persons[-1]
    story = given(j.accepted).when(
        c.RecordDeath, person=FIRST, representative=SECOND, under_age=(third,), guardian=p.AGENT
    )
    story.then_refused(Code.FIELD_INVALID, article="民法典§20", about="guardian")
    papers = (*PAPERS, Material.ENTRUSTMENT)
    words: dict[str, Any] = {"agent": p.AGENT, "channel": Channel.ON_BEHALF, "materials": papers}
    story = given(j.received(**words)).when(
        c.RecordDeath, person=FIRST, representative=third, under_age=(SECOND, third)
    )
    story.then(like(e.MemberDied, guardian=None), DeathKnown)


@pytest.mark.article("14.1", "14.2")
def test_a_guardian_is_named_for_a_representative_who_cannot_act() -> None:
    """Somebody of age (民法典 §21): not themselves, not the dead; where an agent applied nobody else is."""
    words: dict[str, Any] = {"person": FIRST, "representative": SECOND, "incapable": True}
    story = given(j.accepted).when(c.RecordDeath, **words)
    story.then_refused(Code.GUARDIAN_MISSING, article="民法典§21", about="guardian")
    for nobody in (FIRST, SECOND):
        story.when(c.RecordDeath, **words, guardian=p.AGENT, guardian_is=nobody)
        story.then_refused(Code.GUARDIAN_MISSING, article="民法典§21", about="guardian.name")
    story.when(c.RecordDeath, **words, guardian=p.AGENT)
    story.then(like(e.MemberDied, representative=SECOND, incapable=True), DeathKnown)
    assert story.journey.case.asked.entrusted
    story = given(j.accepted).when(c.RecordDeath, person=SECOND, incapable=True)
    story.then_refused(Code.FIELD_INVALID, article="民法典§21", about="incapable")
    papers = (*PAPERS, Material.ENTRUSTMENT)
    by_agent: dict[str, Any] = {"agent": p.AGENT, "channel": Channel.ON_BEHALF}
    story = given(j.received(**by_agent, materials=papers)).when(c.RecordDeath, **words)
    story.then(like(e.MemberDied, guardian=None, incapable=True), DeathKnown)


@pytest.mark.article("14.1")
@pytest.mark.parametrize("stage", sorted(Stage), ids=str)
def test_a_death_is_recorded_at_every_open_stage(stage: Stage) -> None:
    """Where it cannot be any more, the refusal says where else it is entered."""
    rule = RULES[c.RecordDeath]
    if stage is Stage.UNKNOWN:
        assert stage not in rule.stages
        return
    assert stage in rule.stages
    for ending in (None, *Ending):
        file = SimpleNamespace(case=SimpleNamespace(stage=stage, ending=ending))
        told = gather(guard(file) for guard in rule.guards)
        over = stage is Stage.CLOSED and ending is not Ending.PAID
        assert [one.code for one in told] == [Code.NOTHING_TO_DO] * over


@pytest.mark.article("14.1", "27")
def test_a_refusal_is_served_on_whoever_stands_for_the_applicant_who_died() -> None:
    """The letter is owed as before; nobody who died is served it."""
    story = given(j.refused).when(c.RecordDeath, person=FIRST, representative=SECOND)
    story.then(like(e.MemberDied, representative=SECOND, stands=None), DeathKnown)
    assert story.at(Stage.REFUSED) and story.journey.case.ending is Ending.REFUSED
    story.when(c.FeedBackResult).when(c.CloseCase).then_refused(Code.DECISION_NOT_SERVED)
    story.served().when(c.CloseCase).then(like(e.CaseClosed, ending=Ending.REFUSED))


@pytest.mark.article("14.1")
def test_a_refusal_of_somebody_who_died_stands_and_is_told_to_nobody() -> None:
    """There is nobody to be served; the file closes as that of any refusal."""
    alone_ = About(
        family=p.GESANG.alone(),
        subject=Subject.INDIVIDUAL,
        category=Category.OTHER_INDIVIDUAL,
    )
    at = j.examined_negative(j.accepted(alone_)).go(c.SubmitForApproval, c.ReceiveAtCounty)
    at.go(c.ReportSpotCheck).go(c.RefuseRelief, ground=Ground.IDLE_LAND)
    story = given(at).when(c.RecordDeath, person=FIRST)
    story.then(like(e.MemberDied, stands=ZERO), DeathKnown)
    assert story.at(Stage.REFUSED) and story.journey.case.bereft
    story.when(c.FeedBackResult).when(c.CloseCase)
    story.then(like(e.CaseClosed, ending=Ending.REFUSED))


@pytest.mark.article("14.1", "19")
def test_a_household_goes_on_though_an_order_is_out() -> None:
    """The order is answered, and nothing is owed."""
    story = given(j.ordered).when(c.RecordDeath).then(like(e.MemberDied, stands=None), DeathKnown)
    story.when(c.ConfirmPayment).then(e.ReliefDisbursed)
    assert story.at(Stage.PAID) and story.journey.case.debt == ZERO


@pytest.mark.article("14.1", "19")
def test_what_the_bank_credits_after_the_death_is_owed() -> None:
    """The file stays open for it; the room is free again at once (AMB-02)."""
    story = given(ordered).when(c.RecordDeath, person=FIRST)
    story.then(
        like(e.MemberDied, stands=ZERO), *[like(GrantReleased, amount=yuan(1800))] * 3, DeathKnown
    )
    assert story.at(Stage.APPROVED) and year_room(story.journey) == yuan(10000)
    story.when(c.ConfirmPayment).then(like(e.ReliefDisbursed, unpaid=ZERO))
    assert story.at(Stage.PAID) and story.journey.case.debt == yuan(1800)
    story.when(c.FeedBackResult).when(c.CloseCase).then_refused(Code.DEBT_OPEN)


def test_what_the_bank_sends_back_after_the_death_ends_the_case() -> None:
    """Nothing is owed and nothing is left to pay."""
    story = given(lambda: ordered().go(c.RecordDeath, person=FIRST)).when(c.ReportPaymentFailure)
    story.then(e.PaymentFailed, like(e.CaseTerminated, reason="death"))
    assert story.journey.case.ending is Ending.TERMINATED


def test_cash_that_comes_back_after_the_death_ends_the_case() -> None:
    """It is not handed over any more."""
    story = given(cash_out).when(c.RecordDeath, person=FIRST)
    story.then(e.MemberDied, *[GrantReleased] * 3, DeathKnown)
    story.when(c.PayCash, p.SECOND_FINANCE).then_refused(Code.RELEASE_OPEN)
    story.when(c.ReturnRelease).then(e.ReleaseReturned, like(e.CaseTerminated, reason="death"))


def test_a_household_whose_cash_comes_back_goes_on() -> None:
    """Somebody is left to be paid."""
    out = j.approved().go(c.ReleaseForHandover, c.RecordDeath)
    story = given(out).when(c.ReturnRelease).then(e.ReleaseReturned)
    assert story.at(Stage.APPROVED)


@pytest.mark.parametrize(
    "start", [paid, lambda: paid().go(c.FeedBackResult).serve().go(c.CloseCase)]
)
def test_a_death_learnt_after_payment_is_recorded_and_what_came_too_late_is_owed(
    start: j.Start,
) -> None:
    """Also where the file was closed: it is open for the debt."""
    story = given(start).when(c.RecordDeath, person=FIRST, died_on=after(7))
    story.then(like(e.MemberDied, on=after(7), stands=ZERO), *[GrantReleased] * 3, DeathKnown)
    assert story.at(Stage.PAID) and story.journey.case.debt == yuan(1800)


@pytest.mark.parametrize(
    "start", [paid, lambda: paid().go(c.FeedBackResult).serve().go(c.CloseCase)]
)
def test_what_came_in_time_stands(start: j.Start) -> None:
    """Paid on the very day of the death, or before: nothing is asked back."""
    stood = start().stage
    story = given(start).when(c.RecordDeath, person=FIRST, died_on=APPROVED_ON)
    story.then(like(e.MemberDied, stands=yuan(1800)), DeathKnown)
    assert story.at(stood) and story.journey.case.debt == ZERO


def test_of_two_payments_only_the_one_after_the_death_is_owed() -> None:
    """Cash on the eighth day, the rest on the twelfth, the death on the tenth."""
    journey = alone().go(c.PayCash, amount=yuan(500)).on(after(12))
    journey.go(c.PayCash, amount=yuan(1300), receipt="领条 9")
    story = given(journey).when(c.RecordDeath, person=FIRST, died_on=after(10))
    story.then(
        like(e.MemberDied, stands=yuan(500)),
        *[like(GrantReleased, amount=yuan(1300))] * 3,
        DeathKnown,
    )
    assert story.journey.case.debt == yuan(1300)


def test_a_death_between_two_payments_leaves_a_debt_and_nothing_to_pay() -> None:
    """Part was paid too late, the rest never is."""
    journey = alone().on(after(12)).go(c.PayCash, amount=yuan(500))
    story = given(journey).when(c.RecordDeath, person=FIRST, died_on=after(10))
    story.then(like(e.MemberDied, stands=ZERO), *[GrantReleased] * 3, DeathKnown)
    assert story.at(Stage.PAID) and story.journey.case.debt == yuan(500)


def test_nothing_is_approved_anew_for_somebody_who_died() -> None:
    """Taken back, it is refused; what was paid stays owed."""
    journey = paid().go(c.ProposeRevision, c.ApproveRevision)
    journey.go(c.RecordDeath, person=FIRST)
    assert journey.case.bereft
    story = given(journey).when(c.ApproveRelief).then_refused(Code.NOBODY_LEFT, article="14.1")
    story.when(c.RefuseRelief).then(e.ReliefRefused)
    assert story.journey.case.debt == yuan(1800)


def test_the_reason_of_a_late_entry_stands_in_the_file() -> None:
    """Learnt two days after."""
    story = given(j.accepted(About(day=DECEMBER)).on(after(2, DECEMBER)))
    why = "外地医院来函后得知"
    story.when(c.RecordDeath, died_on=DECEMBER, late_reason=p.secret(why))
    story.then(like(e.MemberDied, on=DECEMBER, late_reason=p.kept(why)), DeathKnown)


def test_another_listed_person_leaves_the_one_who_is_helped() -> None:
    """Nothing is owed where somebody is left."""
    story = (
        given(ordered)
        .when(c.RecordDeath, person=SECOND)
        .then(like(e.MemberDied, stands=None), DeathKnown)
    )
    assert not story.journey.case.bereft

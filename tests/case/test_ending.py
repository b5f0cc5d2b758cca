"""第二十一条转介; withdrawal, death and the archive."""

from collections.abc import Callable

import pytest

from domain.account.events import GrantReleased
from domain.account.known import DeathKnown
from domain.case.authority import Officer
from domain.ground.refusal import Code
from domain.ground.terms import Category, Ending, ReferralPurpose, Stage, Subject
from tests.case import journeys as j
from tests.case import people as p
from tests.case.earlier import year_room
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY, About, after, yuan
from tests.support import commands as c
from tests.support import facts as e

FIRST, SECOND, THIRD = p.GESANG.persons


def individual(family: p.Family = p.GESANG) -> About:
    """A member who is helped alone, the others listed beside."""
    return About(family=family, subject=Subject.INDIVIDUAL, category=Category.SPECIAL_INDIVIDUAL)


WRONG: tuple[Wrong, ...] = (
    *empty(j.approved, c.ReferCase, "receiver"),
    *empty(j.accepted, c.RecordJointMeeting, "minutes", "resolution"),
    *rows(
        j.accepted,
        c.RecordJointMeeting,
        ("a meeting to come", Code.DATE_IN_FUTURE, None, "held_on", {"held_on": after(1)}),
        (
            "a meeting before the application",
            Code.DATE_TOO_EARLY,
            None,
            "held_on",
            {"held_on": after(-1)},
        ),
    ),
    *empty(j.referred, c.RecordReferralAnswer, "result"),
    *rows(
        j.referred,
        c.RecordReferralAnswer,
        ("the referral exists", Code.REFERRAL_UNKNOWN, "21", "number", {"number": 2}),
        ("referrals count from one", Code.REFERRAL_UNKNOWN, "21", "number", {"number": 0}),
    ),
    *rows(
        lambda: j.referred().go(c.RecordReferralAnswer),
        c.RecordReferralAnswer,
        ("a referral is answered once", Code.REFERRAL_UNKNOWN, "21", None),
    ),
    *rows(
        j.ordered,
        c.WithdrawApplication,
        ("money under way is not withdrawn", Code.PAYMENT_PENDING, "19", None),
    ),
    *rows(
        lambda: j.approved().go(c.PayCash, amount=yuan(1)),
        c.WithdrawApplication,
        ("money paid is not withdrawn", Code.PAYMENT_PENDING, "19", None),
    ),
    *rows(
        j.countersignature_refused,
        c.WithdrawApplication,
        (
            "what was found to be fraud is not taken back",
            Code.COUNTERSIGNATURE_REFUSED,
            "18.2.1",
            None,
        ),
    ),
    *rows(
        j.accepted,
        c.RecordDeath,
        (
            "who died belongs to the family",
            Code.NOT_A_MEMBER,
            "14.1",
            "person",
            {"person": p.STRANGER},
        ),
        ("nobody dies tomorrow", Code.DATE_IN_FUTURE, None, "died_on", {"died_on": after(1)}),
        (
            "a new representative is named",
            Code.NOT_A_MEMBER,
            None,
            "representative",
            {"person": FIRST},
        ),
        (
            "not the dead one",
            Code.NOT_A_MEMBER,
            None,
            "representative",
            {"person": FIRST, "representative": FIRST},
        ),
        (
            "not a stranger",
            Code.NOT_A_MEMBER,
            None,
            "representative",
            {"person": FIRST, "representative": p.STRANGER},
        ),
        (
            "not where the applicant lives",
            Code.FIELD_INVALID,
            "14.1",
            "representative",
            {"representative": SECOND},
        ),
    ),
    *rows(
        lambda: j.accepted(individual()),
        c.RecordDeath,
        (
            "nobody represents an individual",
            Code.FIELD_INVALID,
            "14.1",
            "representative",
            {"person": FIRST, "representative": SECOND},
        ),
    ),
    *rows(
        lambda: j.referred().go(c.FeedBackResult).serve(),
        c.CloseCase,
        ("an open referral keeps the file open", Code.REFERRAL_OPEN, "21", None),
    ),
    *rows(
        lambda: j.paid().serve(),
        c.CloseCase,
        ("the result went back first", Code.OBLIGATION_OPEN, "18.2.1", None),
    ),
    *rows(
        lambda: j.delegated().go(c.FeedBackResult, c.PayCash).serve(),
        c.CloseCase,
        ("the countersignature came first", Code.OBLIGATION_OPEN, "18.2.1", None),
    ),
    *empty(lambda: j.paid().go(c.FeedBackResult).serve(), c.CloseCase, "volume"),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_the_end_of_a_case_refuses_what_the_law_does_not_allow(case: Wrong) -> None:
    """Each guard and check of the end says its code, article and field, and leaves no trace."""
    case.holds()


@pytest.mark.article("27")
@pytest.mark.parametrize("start", [j.received, j.accepted, j.in_notice, j.under_county])
def test_another_department_is_asked_before_anything_is_decided(
    start: Callable[[], j.Journey],
) -> None:
    """分办、转办 at any stage: a limit runs for the answer, the case goes on meanwhile."""
    before = start()
    story = given(before.copy()).when(c.ReferCase)
    story.then(like(e.CaseReferred, number=1))
    assert story.at(before.stage)
    assert "referral-answer/1" in story.journey.world.limits("L-1")
    story.when(c.RecordReferralAnswer).then(like(e.ReferralAnswered, accepted=True))
    assert "referral-answer/1" not in story.journey.world.limits("L-1")


@pytest.mark.article("27")
@pytest.mark.parametrize("officer", [p.CHECKER, p.APPROVER])
@pytest.mark.parametrize("start", [j.received, j.under_county, j.paid])
def test_what_a_joint_meeting_resolved_is_a_fact_of_the_case(
    start: Callable[[], j.Journey], officer: Officer
) -> None:
    """重大事项: what follows is decided by whoever is competent, and not by the meeting."""
    before = start()
    story = given(before.copy()).when(c.RecordJointMeeting, officer)
    story.then(like(e.JointMeetingHeld, held_on=before.about.day))
    assert story.at(before.stage)


@pytest.mark.parametrize("start", [j.approved, j.paid, j.refused])
@pytest.mark.parametrize("purpose", ReferralPurpose)
def test_who_still_needs_help_is_referred_and_the_answer_recorded(
    start: Callable[[], j.Journey], purpose: ReferralPurpose
) -> None:
    """转介, after any decision, to each of the places of A21."""
    story = given(start).when(c.ReferCase, purpose=purpose)
    story.then(like(e.CaseReferred, number=1, purpose=purpose))
    story.when(c.ReferCase).then(like(e.CaseReferred, number=2))
    story.when(c.RecordReferralAnswer, number=2).then(like(e.ReferralAnswered, number=2))
    assert story.journey.case.referrals == (None, True)


@pytest.mark.parametrize(
    "start",
    [
        j.received,
        j.notified,
        j.accepted,
        j.signed,
        j.examined,
        j.in_notice,
        j.cleared,
        j.submitted,
        j.under_county,
        j.returned,
    ],
)
def test_an_application_is_withdrawn_any_time_before_payment(
    start: Callable[[], j.Journey],
) -> None:
    """撤回: no limit runs any more, nothing was booked, a new application may follow."""
    story = given(start).when(c.WithdrawApplication).then(e.ApplicationWithdrawn)
    assert story.journey.case.ending is Ending.WITHDRAWN
    assert not story.journey.world.limits("L-1")
    assert not story.journey.world.accounts


def test_withdrawing_an_approved_case_gives_the_room_back() -> None:
    """未发放部分释放: afterwards neither cap, count nor same matter stands against the family."""
    story = (
        given(j.approved)
        .when(c.WithdrawApplication)
        .then(
            e.ApplicationWithdrawn,
            *(
                like(GrantReleased, person=x, amount=yuan(1800), reason="withdrawn")
                for x in p.GESANG.persons
            ),
        )
    )
    old = j.application_incident(story.journey)
    about = About(case="L-2", amount=yuan(10000))
    again = j.under_county(j.accepted(about, story.journey.world, incident=old))
    given(again).when(c.ApproveRelief)
    assert again.stage is Stage.APPROVED


def test_a_household_goes_on_after_a_death_with_one_member_fewer() -> None:
    """Before the decision: the dead member is not charged."""
    story = (
        given(j.under_county)
        .when(c.RecordDeath)
        .then(e.MemberDied(on=after(8), person=THIRD), DeathKnown)
    )
    story.when(c.ApproveRelief)
    charged = {name for name, one in story.journey.world.accounts.items() if one.grants}
    assert charged == {f"account-{FIRST}", f"account-{SECOND}"}


def test_a_household_whose_applicant_died_is_represented_by_another_member() -> None:
    """户主死亡: the named member stands for the family from then on."""
    story = given(j.accepted).when(c.RecordDeath, person=FIRST, representative=SECOND)
    story.then(e.MemberDied(on=MONDAY, person=FIRST, representative=SECOND), DeathKnown)
    asked = story.journey.case.asked
    assert (asked.applicant, asked.members) == (SECOND, (SECOND, THIRD))


def test_an_individuals_case_ends_with_the_death_and_gives_the_room_back() -> None:
    """个人死亡: unpaid relief is not paid any more."""
    story = given(j.approved(j.accepted(individual()))).when(c.RecordDeath, person=FIRST)
    story.then(
        e.MemberDied, like(e.CaseTerminated, reason="death"), *[GrantReleased] * 3, DeathKnown
    )
    assert story.journey.case.ending is Ending.TERMINATED


def test_a_death_after_part_payment_gives_back_what_was_not_paid() -> None:
    """What was handed over helped; the rest is not paid any more (AMB-02)."""
    start = j.approved(j.accepted(individual())).go(c.PayCash, amount=yuan(500))
    story = given(start).when(c.RecordDeath, person=FIRST)
    released = [like(GrantReleased, amount=yuan(1300), reason="death")] * 3
    story.then(e.MemberDied, like(e.CaseTerminated, reason="death"), *released, DeathKnown)
    assert year_room(story.journey) == yuan(9500)


def test_a_household_paid_in_part_goes_on_after_a_death() -> None:
    """The others still receive the rest."""
    story = given(j.approved().go(c.PayCash, amount=yuan(500))).when(c.RecordDeath)
    story.then(e.MemberDied, DeathKnown)
    story.when(c.PayCash, amount=yuan(1300), receipt="领条 2").then(e.CashDisbursed)
    assert story.at(Stage.PAID)


def test_an_individuals_case_goes_on_when_another_listed_person_dies() -> None:
    """The one who is helped still needs it."""
    story = given(j.accepted(individual())).when(c.RecordDeath, person=SECOND)
    story.then(e.MemberDied(on=MONDAY, person=SECOND), DeathKnown)
    assert story.journey.case.asked.applicant == FIRST


def test_the_last_of_a_household_leaves_nobody_to_help() -> None:
    """A household of one ends with its member."""
    alone = About(family=p.family(size=1))
    given(j.accepted(alone)).when(c.RecordDeath).then(e.MemberDied, e.CaseTerminated, DeathKnown)


@pytest.mark.parametrize(("start", "ending"), [(j.paid, Ending.PAID), (j.refused, Ending.REFUSED)])
def test_a_finished_case_goes_to_the_archive(
    start: Callable[[], j.Journey], ending: Ending
) -> None:
    """归档, paid or refused, once the result went back."""
    story = given(start).when(c.FeedBackResult).then(e.ResultFedBack)
    story.served().when(c.CloseCase).then(like(e.CaseClosed, ending=ending, volume="卷 1"))
    assert not story.journey.world.limits("L-1")

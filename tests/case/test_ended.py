"""终结: what ends an application without a decision of the county leaves its file open for its letters."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from domain.account.known import DeathKnown
from domain.case.moves import Move, moves
from domain.case.service.owed import to_serve
from domain.case.stages import STEPS, Stand
from domain.case.state import Case
from domain.case.timing import ENDS
from domain.ground.money import ZERO
from domain.ground.posts import TOWNSHIP_DESK
from domain.ground.refusal import Code
from domain.ground.terms import Category, DocumentKind, Ending, Manner, Material, Stage, Subject
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given
from tests.case.test_limits import DECEMBER, december_approved
from tests.case.words import PAPERS, About, after
from tests.support import commands as c
from tests.support import facts as e

ENDED: tuple[tuple[str, Callable[[], j.Journey], Ending, DocumentKind], ...] = (
    (
        "not accepted",
        lambda: j.received().go(c.RefuseAcceptance),
        Ending.NOT_ACCEPTED,
        DocumentKind.ACCEPTANCE_REFUSAL,
    ),
    (
        "handed to whoever is competent",
        lambda: j.accepted().go(c.HandToCompetent),
        Ending.HANDED_TO_COMPETENT,
        DocumentKind.HANDOVER,
    ),
    (
        "struck once its acceptance was undone",
        lambda: j.accepted().go(c.UndoAcceptance).go(c.StrikeApplication, by=p.APPROVER),
        Ending.ENTERED_BY_MISTAKE,
        DocumentKind.ACCEPTANCE_UNDOING,
    ),
    (
        "withdrawn after its acceptance was undone",
        lambda: j.accepted().go(c.UndoAcceptance, c.WithdrawApplication),
        Ending.WITHDRAWN,
        DocumentKind.ACCEPTANCE_UNDOING,
    ),
    (
        "withdrawn after its approval was revoked",
        lambda: j.approved().go(c.RevokeDecision, c.WithdrawApplication),
        Ending.WITHDRAWN,
        DocumentKind.REVOCATION,
    ),
)


@pytest.mark.article("16/1", "18.1.2", "27")
@pytest.mark.parametrize(("how", "start", "ending", "letter"), ENDED)
def test_a_file_does_not_close_before_the_family_was_served_how_it_ended(
    how: str, start: Callable[[], j.Journey], ending: Ending, letter: DocumentKind
) -> None:
    """Nothing more is decided, the letter is on a list, and the county closes the file after it."""
    story = given(start)
    case = story.journey.case
    assert (case.stage, case.ending) == (Stage.ENDED, ending), how
    story.when(c.CloseCase).then_refused(Code.DECISION_NOT_SERVED, article="27")
    assert commands(story.journey) == {c.ServeDocument}
    for late in (c.AcceptApplication, c.WithdrawApplication):
        story.when(late).then_refused(Code.OUT_OF_ORDER)
    story.when(c.AmendApplication).then_refused(Code.EXAMINED_ALREADY)
    story.served()
    assert story.journey.case.served and commands(story.journey) == {c.CloseCase}
    story.when(c.CloseCase).then(e.CaseClosed)
    assert (story.journey.stage, story.journey.case.ending) == (Stage.CLOSED, ending)
    assert letter in {kind for kind, _, _ in story.journey.case.served}
    assert commands(story.journey) == set()


@pytest.mark.article("27")
def test_who_cannot_be_reached_does_not_keep_it_open() -> None:
    """An attempt that reached nobody, then the announcement: then it closes as any other."""
    story = given(lambda: j.received().go(c.RefuseAcceptance))
    board: dict[str, Any] = {
        "document": DocumentKind.ACCEPTANCE_REFUSAL,
        "manner": Manner.ANNOUNCEMENT,
    }
    story.when(c.ServeDocument, **board).then_refused(Code.SERVICE_NOT_TRIED)
    story.when(c.RecordFailedService, document=DocumentKind.ACCEPTANCE_REFUSAL)
    story.when(c.ServeDocument, **board).then(e.DocumentServed)
    story.when(c.CloseCase).then(e.CaseClosed)


def test_what_is_asked_or_complained_of_is_answered_before_it_closes() -> None:
    """A referral and a complaint keep the file open as they keep any, and their limits go on."""
    at = j.received(About(day=DECEMBER)).go(c.ReferCase, c.RecordComplaint, c.RefuseAcceptance)
    assert set(at.world.limits("L-1")) == {
        *("referral-answer/1", "complaint-answer/1"),
        *("acceptance-refusal-service", "unserved-archiving"),
    }
    story = given(at).served()
    story.when(c.CloseCase).then_refused(Code.REFERRAL_OPEN, Code.COMPLAINT_OPEN)
    story.when(c.RecordReferralAnswer).when(c.AnswerComplaint).when(c.CloseCase)
    story.then(e.CaseClosed)
    assert not at.world.limits("L-1")


@pytest.mark.article("16/1", "27")
def test_an_application_lapses_only_once_the_family_was_served_what_it_lacks() -> None:
    """Until then the notice is the caseworker's to serve, and neither time nor anybody ends it."""
    at = j.notified()
    assert commands(at) == {c.ReceiveSupplement, c.ServeDocument}
    (serving,) = [one for one in waiting(at) if one.command is c.ServeDocument]
    assert serving.posts == TOWNSHIP_DESK
    at.on(after(31))
    given(at).when(c.LapseApplication).then_refused(Code.DECISION_NOT_SERVED, article="27")
    at = j.told()
    assert commands(at) == {c.ReceiveSupplement, c.LapseApplication}
    given(at).when(c.LapseApplication, day=after(31)).then(e.ApplicationLapsed)


@pytest.mark.article("16/1")
def test_who_brought_a_part_knows_what_it_lacks() -> None:
    """No letter is needed to tell it again."""
    two = tuple(m for m in PAPERS if m not in (Material.HARDSHIP_PROOF, Material.LETTER))
    at = j.received(materials=two).go(c.NotifyDeficiencies, missing=missing_of(two))
    at.go(c.ReceiveSupplement, materials=(Material.HARDSHIP_PROOF,))
    assert commands(at) == {c.ReceiveSupplement, c.LapseApplication}
    given(at).when(c.LapseApplication, day=after(31)).then(e.ApplicationLapsed)


def missing_of(papers: tuple[Material, ...]) -> tuple[Material, ...]:
    """Those that are not among them."""
    return tuple(paper for paper in PAPERS if paper not in papers)


@pytest.mark.article("27")
def test_limits_of_the_procedure_stop_and_those_of_letters_go_on() -> None:
    """Withdrawn at the counter after an undone acceptance: the letter's own three days go on."""
    at = j.accepted(About(day=DECEMBER)).go(c.UndoAcceptance)
    assert {"renewed-acceptance", "undoing-service"} <= set(at.world.limits("L-1"))
    at.go(c.WithdrawApplication)
    assert set(at.world.limits("L-1")) == {"undoing-service", "unserved-archiving"}


@pytest.mark.article("14.1")
def test_what_nobody_is_owed_a_letter_of_closes_at_once() -> None:
    """A withdrawal before anything was decided; an approval that was withdrawn is approved no more."""
    for start in (j.accepted, j.approved, j.cleared):
        at = start().go(c.WithdrawApplication)
        assert at.stage is Stage.CLOSED and not to_serve(asked(at.case))
    at = december_approved().go(c.WithdrawApplication)
    assert not at.world.limits("L-1")


def test_a_death_that_leaves_nobody_ends_it() -> None:
    """There is nobody to be told, and the file closes."""
    about = About(subject=Subject.INDIVIDUAL, category=Category.SPECIAL_INDIVIDUAL)
    story = given(lambda: j.received(about).go(c.RefuseAcceptance))
    story.when(c.RecordDeath, person=p.GESANG.applicant).then(
        e.MemberDied, e.CaseTerminated, DeathKnown
    )
    assert story.at(Stage.CLOSED) and commands(story.journey) == set()


def test_what_was_recorded_before_stays_closed_and_its_letter_stays_on_the_list() -> None:
    """A fact of before says nothing of letters: it closed the file in the same act."""
    stand = Stand(Stage.RECEIVED, None, None, ZERO)
    for kind in ENDS:
        silent = SimpleNamespace(unserved=kind.__dataclass_fields__["unserved"].default)
        assert STEPS[kind](stand, silent)[0] is Stage.CLOSED
        assert STEPS[kind](stand, SimpleNamespace(unserved=True))[0] is Stage.ENDED
    at = j.received().go(c.RefuseAcceptance)
    before = replace(at.case, stage=Stage.CLOSED)
    assert to_serve(asked(before))


def test_nothing_proposed_before_a_withdrawal_is_left_to_be_decided_after_it() -> None:
    """It is answered first: an approval neither changes then, nor does it come to life again."""
    story = given(lambda: j.approved().go(c.ProposeRevision)).when(c.WithdrawApplication)
    story.then_refused(Code.REVISION_PENDING)
    story.when(c.RejectRevision).when(c.WithdrawApplication)
    for late in (c.ApproveRevision, c.RejectRevision):
        story.when(late).then_refused(Code.REVISION_UNKNOWN, Code.OUT_OF_ORDER)
    assert commands(story.journey) == set()


def commands(journey: j.Journey) -> set[type[c.Command]]:
    """What the case waits for."""
    return {one.command for one in waiting(journey)}


def waiting(journey: j.Journey) -> tuple[Move, ...]:
    """The moves of a case, each by the office it is of."""
    case = journey.case
    pack = journey.world.pack(case, journey.about.day, case.asked.township)
    return moves(case, pack, journey.world.limits(case.id))


def asked(case: Case) -> Any:
    """What a turn looks at."""
    return SimpleNamespace(case=case)

"""误受理、误登记: what was accepted or entered by mistake is undone by another hand (内部)."""

from datetime import date

import pytest

from domain.case.intake.facts import AcceptanceUndone, ApplicationStruck
from domain.case.service.owed import owed
from domain.ground.refusal import Code
from domain.ground.terms import DocumentKind, Ending, MistakeGround, Procedure, Stage
from domain.registers.roster.facts import SpotCheckFellAway
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY, About, after
from tests.support import commands as c
from tests.support import facts as e

HOUSE = "内部§登记更正"
DECEMBER = date(2026, 12, 7)

WRONG: tuple[Wrong, ...] = (
    *empty(j.accepted, c.UndoAcceptance, "reasons"),
    *empty(j.received, c.StrikeApplication, "reasons"),
    *rows(
        lambda: j.received().go(c.AcceptApplication, by=p.BOTH_TOWNSHIP_POSTS),
        c.UndoAcceptance,
        (
            "not by who accepted",
            Code.DUTIES_NOT_SEPARATE,
            "30",
            None,
            {"officer": p.BOTH_TOWNSHIP_POSTS},
        ),
    ),
    *rows(
        j.approved,
        c.UndoAcceptance,
        ("before anything is decided", Code.OUT_OF_ORDER, HOUSE, None),
    ),
    *rows(
        lambda: j.approved().go(c.RevokeDecision),
        c.UndoAcceptance,
        (
            "what was decided once is decided anew",
            Code.OUT_OF_ORDER,
            HOUSE,
            None,
            {"officer": p.SECOND_APPROVER},
        ),
    ),
    *rows(
        j.submitted,
        c.UndoAcceptance,
        ("the county's once it has the file", Code.POST_NOT_COMPETENT, HOUSE, None),
    ),
    *rows(
        j.objected,
        c.UndoAcceptance,
        ("an objection is answered first", Code.OBJECTION_OPEN, "18.1.1", None),
    ),
    *rows(
        lambda: j.examined().go(c.CorrectApplication),
        c.UndoAcceptance,
        ("so is a correction", Code.AMENDMENT_PENDING, "内部§申请变更", None),
    ),
    *rows(
        j.accepted,
        c.StrikeApplication,
        ("an acceptance is undone first", Code.OUT_OF_ORDER, "内部§登记更正", None),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_keeps_an_entry_from_being_undone(case: Wrong) -> None:
    """Each refusal with its own reason, and nothing changed."""
    case.holds()


def test_an_acceptance_undone_leaves_the_application_on_the_counter() -> None:
    """It is under no law yet, its limits stop, and it may be accepted otherwise."""
    story = given(j.accepted).when(c.UndoAcceptance, day=after(1))
    story.then(like(AcceptanceUndone, since=MONDAY, ground=MistakeGround.WRONG_KIND))
    case = story.journey.case
    assert (case.stage, case.pack, case.procedure, case.accepted_on) == (
        Stage.RECEIVED,
        None,
        None,
        None,
    )
    assert "examination" not in story.journey.world.limits("L-1")
    story.when(c.EstablishUrgency).then(e.UrgencyEstablished)
    story.when(c.AcceptApplication, procedure=Procedure.URGENT).then(e.ApplicationAccepted)


def test_an_entry_made_twice_is_struck_and_ends_there() -> None:
    """Its limits stop with it."""
    story = given(j.received).when(c.StrikeApplication)
    story.then(like(ApplicationStruck, ground=MistakeGround.ENTERED_TWICE))
    case = story.journey.case
    assert (case.stage, case.ending) == (Stage.ENDED, Ending.ENTERED_BY_MISTAKE)
    assert not story.journey.world.limits("L-1")
    story.served().when(c.CloseCase)
    assert story.at(Stage.CLOSED)


def test_what_was_undone_may_be_struck() -> None:
    """By the same hand: it undid, and did not accept."""
    journey = j.accepted().go(c.UndoAcceptance)
    given(journey).when(c.StrikeApplication).then(ApplicationStruck)


@pytest.mark.article("18.1.1")
def test_the_days_of_an_examination_do_not_begin_anew_without_end() -> None:
    """Twice an acceptance may be undone; each new one tells what was used before."""
    story = given(j.accepted(About(day=DECEMBER)))
    for used in (2, 4):
        story.when(c.UndoAcceptance, day=after(2, story.journey.about.day)).then(e.AcceptanceUndone)
        story.when(c.AcceptApplication).then(like(e.ApplicationAccepted, used_days=used))
    story.when(c.UndoAcceptance).then_refused(Code.ACCEPTED_ANEW_TOO_OFTEN, article=HOUSE)
    story.when(c.OfferFile).then_refused(Code.ACCEPTED_ANEW_TOO_OFTEN, article=HOUSE)


def test_what_was_accepted_before_there_was_a_bound_is_told_all_the_same() -> None:
    """The first acceptance tells nothing; before December 2026 there is no bound."""
    story = given(j.accepted())
    assert story.journey.case.accepted_on is not None
    for _ in range(3):
        story.when(c.UndoAcceptance).then(e.AcceptanceUndone)
        story.when(c.AcceptApplication).then(like(e.ApplicationAccepted, used_days=0))


@pytest.mark.parametrize(
    "start", [j.signed, j.examined, j.cleared, j.returned], ids=lambda one: one.__name__
)
def test_a_mistake_found_later_is_undone_all_the_same(start: j.Start) -> None:
    """What was signed and shown falls with the acceptance, and nothing of it is owed any more."""
    journey = start()
    running = set(journey.world.limits("L-1"))
    story = given(journey).when(c.UndoAcceptance).then(AcceptanceUndone)
    case = story.journey.case
    assert (case.stage, case.accepted_on, case.examination, case.notice) == (
        *(Stage.RECEIVED, None),
        *(None, None),
    )
    assert not (running - {"complaint-answer"}) & set(story.journey.world.limits("L-1"))
    story.when(c.AcceptApplication).then(e.ApplicationAccepted)
    story.when(c.SignOpinion).then(e.OpinionSigned)


def test_a_notice_that_hangs_comes_down_with_it() -> None:
    """It is told by a fact of its own; a double entry is struck then."""
    story = given(j.in_notice).when(c.UndoAcceptance)
    story.then(e.PublicNoticeInterrupted, AcceptanceUndone)
    story.when(c.StrikeApplication).then(ApplicationStruck)
    assert to_serve_still(story.journey)


def to_serve_still(journey: j.Journey) -> bool:
    """Whether the letter that tells of it is on somebody's list, and served."""
    owes = [one.kind for one in owed(journey.case)]
    journey.serve()
    return owes == [DocumentKind.ACCEPTANCE_UNDOING, DocumentKind.STRIKING] and not list(
        owed(journey.case)
    )


@pytest.mark.article("18.1.2")
def test_a_visit_nobody_made_is_drawn_elsewhere() -> None:
    """At the county the approver undoes it; received again, the case is counted anew."""
    story = given(j.drawn).when(c.UndoAcceptance, p.APPROVER)
    story.then(like(AcceptanceUndone, fell_away=True), SpotCheckFellAway)
    county = story.journey.case.county
    assert (county.counted, county.spot_check, county.received_on) == (False, False, None)
    visited = given(j.under_county).when(c.UndoAcceptance, p.APPROVER)
    visited.then(like(AcceptanceUndone, fell_away=False))
    assert visited.journey.case.county.spot_check

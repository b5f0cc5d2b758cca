"""误受理、误登记: what was accepted or entered by mistake is undone by another hand (内部)."""

from datetime import date

import pytest

from domain.case.intake.facts import AcceptanceUndone, ApplicationStruck
from domain.ground.refusal import Code
from domain.ground.terms import Ending, MistakeGround, Procedure, Stage
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
        j.signed,
        c.UndoAcceptance,
        ("before it is signed", Code.OUT_OF_ORDER, "内部§登记更正", None),
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
    assert (case.stage, case.ending) == (Stage.CLOSED, Ending.ENTERED_BY_MISTAKE)
    assert not story.journey.world.limits("L-1")


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

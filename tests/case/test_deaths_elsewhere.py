"""死亡互通: a death that one case has on record is told in every other that lists the person."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.account.known import DeathKnown, DeathWithdrawn, PersonsJoined
from domain.case.authority import Post
from domain.case.decide import cautioned
from domain.case.knowledge.hints import deaths
from domain.case.records import Changes
from domain.case.table import RULES
from domain.ground.matter import Sameness
from domain.ground.refusal import Code, Refused
from domain.ground.terms import Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.smallfast import registered
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY, About, after
from tests.support import commands as c
from tests.support import facts as e

CHILD = p.GESANG.persons[-1]
FAR = p.officer("tw-far", p.OTHER_TOWNSHIP, Post.CASEWORKER)
ELSEWHERE = About(case="L-9", township=p.OTHER_TOWNSHIP)


def dies_elsewhere(journey: j.Journey) -> j.Journey:
    """Another county learns that a member of the family died, while this file lies as it lies."""
    other = j.Journey(ELSEWHERE, journey.world).go(c.SubmitApplication, by=FAR)
    done = other.do(c.RecordDeath, by=FAR)
    assert not isinstance(done, Refused)
    assert DeathKnown(on=MONDAY, person=CHILD, case="L-9") in done
    journey.world = other.world
    return journey


def at_counter() -> j.Journey:
    """On the counter."""
    return dies_elsewhere(j.received())


def at_county() -> j.Journey:
    """Ready to be decided by the county."""
    return dies_elsewhere(j.under_county())


def at_township() -> j.Journey:
    """Ready to be decided under delegation."""
    return dies_elsewhere(j.urgent_examined())


def at_once() -> j.Journey:
    """Ready to be decided for a small sum."""
    return dies_elsewhere(registered())


def to_be_paid() -> j.Journey:
    """Approved."""
    return dies_elsewhere(j.approved())


STOPPED = [
    (at_county, c.ApproveRelief),
    (at_township, c.ApproveUnderDelegation),
    (at_once, c.ApproveSmallRelief),
    (to_be_paid, c.InstructPayment),
    (to_be_paid, c.ReleaseForHandover),
    (to_be_paid, c.PayCash),
    (to_be_paid, c.DeliverGoods),
]
"""Wherever money is decided on or goes out."""


@pytest.mark.article("14.1", "19")
@pytest.mark.parametrize(("start", "command"), STOPPED)
def test_money_waits_until_a_death_on_record_elsewhere_was_answered(
    start: Callable[[], j.Journey], command: type[c.Command]
) -> None:
    """The day is told and which of our own persons; neither the other case nor its place."""
    story = given(start).when(command).then_refused(Code.DEATH_KNOWN, article="14.1")
    (only,) = story.reasons
    assert only.facts == {"person": CHILD, "day": MONDAY.isoformat()}


@pytest.mark.parametrize(("start", "command"), STOPPED)
def test_who_was_found_to_be_another_stops_nothing(
    start: Callable[[], j.Journey], command: type[c.Command]
) -> None:
    """The number was mistyped elsewhere; that somebody looked, and at what, stands on record."""
    story = given(start).when(c.JudgeDeath, p.SECOND_CASEWORKER)
    story.then(like(e.DeathJudged, person=CHILD, died_on=MONDAY, sameness=Sameness.ANOTHER))
    story.journey.go(command)


@pytest.mark.parametrize("sameness", [Sameness.SAME, Sameness.UNCLEAR])
def test_whatever_else_was_found_leaves_the_money_where_it_is(sameness: Sameness) -> None:
    """Of the same person the death is recorded here too; then it goes on for the others."""
    story = given(at_county).when(c.JudgeDeath, sameness=sameness).then(e.DeathJudged)
    story.when(c.ApproveRelief).then_refused(Code.DEATH_KNOWN)
    story.journey.go(c.RecordDeath)
    assert CHILD not in story.journey.case.asked.members


def test_a_finding_may_be_taken_back() -> None:
    """Whoever was taken for another is found to be the same after all."""
    story = given(at_county).when(c.JudgeDeath).then(e.DeathJudged)
    story.when(c.JudgeDeath, sameness=Sameness.SAME).then(e.DeathJudged)
    story.when(c.ApproveRelief).then_refused(Code.DEATH_KNOWN)


def test_another_death_of_the_same_number_is_asked_about_anew() -> None:
    """A finding is about one record with its day."""
    at = at_county().go(c.JudgeDeath)
    third = j.received(About(case="L-8"), at.world)
    third.world.execute(third.words(c.RecordDeath, died_on=after(1)), p.CASEWORKER, after(1))
    at.world = third.world
    given(at).when(c.ApproveRelief, day=after(9)).then_refused(Code.DEATH_KNOWN)


@pytest.mark.parametrize(
    ("start", "command"),
    [
        (at_counter, c.AcceptApplication),
        (lambda: dies_elsewhere(j.inquired(j.accepted())), c.SignOpinion),
    ],
)
def test_whoever_accepts_or_signs_is_told(
    start: Callable[[], j.Journey], command: type[c.Command]
) -> None:
    """It forbids neither: an application is taken whatever else is known."""
    at = start()
    seen = at.world.situation(at.words(command), p.CASEWORKER, MONDAY)
    assert Code.DEATH_KNOWN in [told.code for told in cautioned(seen, RULES[command])]
    at.go(command)


WRONG: tuple[Wrong, ...] = (
    *rows(j.received, c.JudgeDeath, ("nobody died", Code.DEATH_UNKNOWN, "14.1", None)),
    *rows(
        at_county,
        c.JudgeDeath,
        ("that one lives", Code.DEATH_UNKNOWN, "14.1", "person", {"person": p.GESANG.applicant}),
    ),
    *empty(at_county, c.JudgeDeath, "findings", "evidence"),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_keeps_a_death_from_being_judged(case: Wrong) -> None:
    """Each with its own reason, and nothing changed."""
    case.holds()


def test_a_file_that_ended_is_judged_no_more() -> None:
    """Nothing there waits for it."""
    at = dies_elsewhere(j.received().go(c.WithdrawApplication))
    assert at.stage is Stage.CLOSED
    given(at).when(c.JudgeDeath).then_refused(Code.OUT_OF_ORDER)


def withdrawn(at: j.Journey, **changes: Any) -> j.Journey:
    """One asks for it with its proof, another agrees."""
    told = Changes(alive=(CHILD,), **changes)
    at.go(c.CorrectApplication, by=p.SECOND_CASEWORKER, changes=told)
    return at.go(c.ConfirmCorrection, correction=at.case.corrections)


@pytest.mark.article("14.1")
def test_a_death_recorded_by_mistake_is_withdrawn_by_two_hands() -> None:
    """Wherever the person is listed: no other file is told of it any more, nor has to answer it."""
    at = withdrawn(at_county())
    at.go(c.ApproveRelief)
    assert at.world.home(CHILD).died is None
    living = {tie.other for tie in at.world.home(CHILD).ties if tie.living}
    assert living == {*p.GESANG.persons[:2]}
    after_it = j.Journey(About(case="L-5", day=at.about.day), at.world).go(c.SubmitApplication)
    seen = after_it.world.situation(after_it.words(c.SignOpinion), p.CASEWORKER, MONDAY)
    assert not [*deaths(seen)]


@pytest.mark.article("14.1")
def test_the_second_hand_withdraws_it() -> None:
    """What one asked for with its proof, and who lived together lives together again."""
    at = at_county()
    at.go(c.CorrectApplication, by=p.SECOND_CASEWORKER, changes=Changes(alive=(CHILD,)))
    assert at.world.home(CHILD).died is not None
    story = given(at).when(c.ConfirmCorrection, correction=at.case.corrections)
    story.then(e.ApplicationCorrected, DeathWithdrawn, *[PersonsJoined] * 3)
    assert story.journey.world.home(CHILD).died is None


def test_whoever_was_taken_off_as_dead_comes_back_with_it() -> None:
    """In the very file that had it: listed again, and no account of the dead."""
    at = withdrawn(j.received().go(c.RecordDeath), members=p.GESANG.members[2:])
    assert at.case.asked.members == p.GESANG.persons and at.case.asked.died == ()
    assert at.world.home(CHILD).died is None


def test_two_who_are_alive_live_together_as_well() -> None:
    """Both deaths were recorded by mistake, and are withdrawn at once."""
    at = j.received().go(c.RecordDeath).go(c.RecordDeath, person=p.GESANG.persons[1])
    told = Changes(alive=p.GESANG.persons[1:], members=p.GESANG.members[1:])
    at.go(c.CorrectApplication, by=p.SECOND_CASEWORKER, changes=told)
    at.go(c.ConfirmCorrection, correction=at.case.corrections)
    for one in p.GESANG.persons:
        living = {tie.other for tie in at.world.home(one).ties if tie.living}
        assert living == {*p.GESANG.persons} - {one}


def test_who_died_meanwhile_is_joined_to_nobody() -> None:
    """The mother died as well, and that stands."""
    at = j.received().go(c.RecordDeath).go(c.RecordDeath, person=p.GESANG.persons[1])
    withdrawn(at)
    living = {tie.other for tie in at.world.home(CHILD).ties if tie.living}
    assert living == {p.GESANG.persons[0]}


@pytest.mark.parametrize("start", [j.received, at_counter])
def test_only_a_death_on_record_of_somebody_of_the_file_is_withdrawn(start: j.Start) -> None:
    """And not by one hand."""
    who = CHILD if start is j.received else p.STRANGER
    story = given(start).when(c.CorrectApplication, changes=Changes(alive=(who,)))
    assert {(one.code, one.field) for one in story.reasons} == {
        (Code.DEATH_UNKNOWN, "changes.alive.0")
    }
    story = given(at_counter).when(c.AmendApplication, changes=Changes(alive=(CHILD,)))
    assert [one.field for one in story.reasons] == ["changes.alive"]

"""相似申请: what looks alike is compared by a person, whatever county has it, and counts for both."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.account.events import GrantCharged
from domain.account.known import MattersCompared, PersonsJoined
from domain.case.authority import Post
from domain.case.decide import cautioned
from domain.case.entitlement import question
from domain.case.records import Incident
from domain.case.table import RULES
from domain.ground.matter import Likeness, Sameness
from domain.ground.refusal import Code
from domain.ground.terms import Cause, Procedure, Relation
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.test_households import alone, room
from tests.case.words import MONDAY, About, after, yuan
from tests.support import commands as c
from tests.support import facts as e

HUSBAND, WIFE, CHILD = p.GESANG.persons
FAR = p.officer("tw-far", p.OTHER_TOWNSHIP, Post.CASEWORKER)


def fire(days: int = 0, place: str = "二村") -> Incident:
    """A fire nine days before Monday, or so many days later."""
    about = j.Journey().words(c.SubmitApplication)
    was: Incident = about.incident  # type: ignore[attr-defined]
    return replace(was, on=was.on + timedelta(days=days), place=p.secret(place), place_index=place)


def told_elsewhere(incident: Incident, journey: j.Journey) -> j.Journey:
    """The same family is also listed in another county, of this incident."""
    far = j.Journey(About(case="L-9", township=p.OTHER_TOWNSHIP), journey.world)
    journey.world = far.go(c.SubmitApplication, by=FAR, incident=incident).world
    return journey


def at_county(days: int = 0, place: str = "二村。") -> j.Journey:
    """Ready to be decided; the other county has the fire of a place spelt otherwise."""
    journey = j.under_county(j.accepted(incident=fire()))
    journey.on(MONDAY)
    told_elsewhere(fire(days, place), journey)
    return journey.on(after(8))


def at_township() -> j.Journey:
    """The same in urgency."""
    first = j.received(world=j.with_delegation(), incident=fire())
    told_elsewhere(fire(0, "二村。"), first)
    accepted = first.go(c.EstablishUrgency).go(c.AcceptApplication, procedure=Procedure.URGENT)
    return j.examined(accepted)


@pytest.mark.article("12")
@pytest.mark.parametrize(
    ("start", "command"), [(at_county, c.ApproveRelief), (at_township, c.ApproveUnderDelegation)]
)
def test_what_looks_alike_waits_for_a_persons_verdict(
    start: j.Start, command: type[c.Command]
) -> None:
    """One fire, one place spelt twice; which person is told and which of their applications."""
    story = given(start).when(command).then_refused(Code.LIKENESS_OPEN, article="12")
    (only,) = story.reasons
    assert only.facts == {"person": HUSBAND, "listing": "2"}
    story.when(c.JudgeLikeness, p.SECOND_CASEWORKER, listing=2)
    story.then(
        like(e.LikenessJudged, listing=2, likenesses=(Likeness.SAME_DAY,)),
        like(MattersCompared, person=HUSBAND, other=HUSBAND, sameness=Sameness.ANOTHER),
    )
    story.journey.go(command)


@pytest.mark.parametrize(
    ("days", "place", "alike"),
    [
        (0, "二村。", True),
        (0, "三村", True),
        (-1, "二村", True),
        (-31, "二村", True),
        (-32, "二村", False),
        (-1, "二村。", False),
        (0, "二村", False),
    ],
)
def test_when_two_look_alike(days: int, place: str, alike: bool) -> None:
    """Of one day, whatever the place; or of one place within a month. What is equal needs no verdict."""
    story = given(at_county(days, place)).when(c.ApproveRelief)
    if alike:
        story.then_refused(Code.LIKENESS_OPEN)
    else:
        story.then(e.ReliefApproved, *[GrantCharged] * 3)


def test_another_cause_is_another_matter() -> None:
    """An illness of the day of a fire."""
    journey = j.under_county(j.accepted(incident=fire())).on(MONDAY)
    told_elsewhere(replace(fire(), cause=Cause.ILLNESS), journey).on(after(8)).go(c.ApproveRelief)


@pytest.mark.article("12")
@pytest.mark.parametrize("first", ["here", "there"])
def test_what_was_found_to_be_one_matter_is_relieved_once(first: str) -> None:
    """Whichever was relieved before: the verdict of the one counts for the other."""
    journey = at_county().go(c.JudgeLikeness, listing=2, sameness=Sameness.SAME)
    if first == "here":
        world = journey.go(c.ApproveRelief).world
        other = j.Journey(About(case="L-9", township=p.OTHER_TOWNSHIP, day=after(9)), world)
        seen = world.situation(other.words(c.SignOpinion), FAR, after(9))
        assert question(seen).same_matter == "L-1"
        return
    seen = journey.world.situation(journey.words(c.SignOpinion), p.CASEWORKER, after(8))
    assert question(seen).same_matter is None


def test_a_verdict_that_nobody_can_tell_settles_nothing() -> None:
    """It waits until somebody knows."""
    story = given(at_county).when(c.JudgeLikeness, listing=2, sameness=Sameness.UNCLEAR)
    story.then(e.LikenessJudged, MattersCompared)
    story.when(c.ApproveRelief).then_refused(Code.LIKENESS_OPEN)


def test_whoever_signs_is_told() -> None:
    """It forbids nothing yet."""
    at = told_elsewhere(fire(0, "三村"), j.received(incident=fire()))
    j.inquired(at.go(c.AcceptApplication))
    seen = at.world.situation(at.words(c.SignOpinion), p.CASEWORKER, MONDAY)
    told = [one.code for one in cautioned(seen, RULES[c.SignOpinion])]
    assert told == [Code.LIKENESS_OPEN]


def apart() -> j.Journey:
    """Husband and wife apply in two counties, each listing nobody else; they share a telephone."""
    far = replace(alone(0, "L-2", 6000), township=p.OTHER_TOWNSHIP)
    world = j.Journey().go(c.IntroduceIndexKey).world
    world = j.Journey(far, world).go(c.SubmitApplication, by=FAR).world
    return j.accepted(alone(1, "L-3"), world)


@pytest.mark.article("11", "AMB-03")
def test_two_counties_are_told_of_one_telephone_and_join_the_household() -> None:
    """A verdict with its day and proof; from then on they share the year."""
    at = apart()
    seen = at.world.situation(at.words(c.JoinHousehold), p.CASEWORKER, MONDAY)
    (found,) = seen.alike
    assert (found.person, found.case) == (HUSBAND, "L-2")
    assert {*found.likenesses} == {Likeness.TELEPHONE, Likeness.ACCOUNT}
    story = given(at).when(c.JoinHousehold, person=HUSBAND)
    story.then(
        like(e.HouseholdJoined, person=HUSBAND, listing=1, others=1),
        like(PersonsJoined, person=WIFE, others=(HUSBAND,)),
        like(PersonsJoined, person=HUSBAND, others=(WIFE,)),
    )
    world = story.journey.world
    assert {tie.other for tie in world.home(HUSBAND).ties} == {WIFE}


def test_the_other_household_may_be_found_to_be_of_the_same_matter_only() -> None:
    """Neighbours with one telephone: no household, and still one fire."""
    at = apart().go(c.JudgeLikeness, person=HUSBAND, sameness=Sameness.SAME)
    assert [one.other for one in at.world.home(HUSBAND).compared] == [WIFE]
    assert [one.other for one in at.world.home(WIFE).compared] == [HUSBAND]
    assert room(at) == yuan(10000)


def with_a_third() -> j.Journey:
    """The wife lives with somebody in neither application."""
    friend = replace(p.family("德吉", size=1, serial=40).members[0], relation=Relation.SPOUSE)
    both = p.Family((replace(p.GESANG.members[1], relation=Relation.APPLICANT), friend))
    at = apart()
    at.world = j.received(About(case="L-7", family=both), at.world).world
    return at


def listed_already() -> j.Journey:
    """The other application lists nobody who is not listed here."""
    return told_elsewhere(fire(0, "三村"), j.accepted(incident=fire()))


WRONG: tuple[Wrong, ...] = (
    *rows(
        j.accepted,
        c.JudgeLikeness,
        ("nothing looks alike", Code.LIKENESS_UNKNOWN, "12", "listing"),
    ),
    *rows(
        j.accepted,
        c.JoinHousehold,
        ("nothing looks alike", Code.LIKENESS_UNKNOWN, "12", "listing"),
    ),
    *rows(
        listed_already,
        c.JoinHousehold,
        ("all are listed here", Code.LIKENESS_UNKNOWN, "11", "listing", {"listing": 2}),
    ),
    *rows(
        with_a_third,
        c.JoinHousehold,
        ("in two", Code.IN_TWO_HOUSEHOLDS, "11", "person", {"person": HUSBAND}),
    ),
    *rows(
        apart,
        c.JoinHousehold,
        (
            "tomorrow",
            Code.DATE_IN_FUTURE,
            None,
            "joined_on",
            {"person": HUSBAND, "joined_on": after(1)},
        ),
    ),
    *empty(at_county, c.JudgeLikeness, "findings", "evidence", listing=2),
    *empty(apart, c.JoinHousehold, "findings", "evidence", person=HUSBAND),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_keeps_a_verdict_from_being_recorded(case: Wrong) -> None:
    """Each with its own reason, and nothing changed."""
    case.holds()

"""相似申请: what looks alike is compared by a person, whatever county has it, and counts for both."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.account.events import GrantCharged
from domain.account.known import MattersCompared, PersonsJoined
from domain.case.authority import Officer, Post
from domain.case.decide import cautioned
from domain.case.entitlement import question
from domain.case.records import Incident
from domain.case.table import RULES
from domain.ground.matter import Likeness, Sameness
from domain.ground.people import PersonId
from domain.ground.refusal import Code
from domain.ground.terms import Cause, Procedure, Relation
from tests.case import journeys as j
from tests.case import people as p
from tests.case.smallfast import ABOUT, on_record
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


def at_once() -> j.Journey:
    """The same for a small sum at once."""
    first = j.received(ABOUT, on_record(), incident=fire())
    told_elsewhere(fire(0, "二村。"), first)
    return first.go(c.AcceptApplication, procedure=Procedure.SMALL_FAST)


@pytest.mark.article("12")
@pytest.mark.parametrize(
    ("start", "command"),
    [
        (at_county, c.ApproveRelief),
        (at_township, c.ApproveUnderDelegation),
        (at_once, c.ApproveSmallRelief),
    ],
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
        (-32, "二村", True),
        (-366, "二村", True),
        (-367, "二村", False),
        (-1, "二村。", True),
        (-8, "三村", True),
        (-31, "三村", True),
        (-32, "三村", False),
        (0, "二村", False),
    ],
)
def test_when_two_look_alike(days: int, place: str, alike: bool) -> None:
    """Within a month, whatever the place; or of one place within a year. What is told the same bars
    itself.
    """
    story = given(at_county(days, place)).when(c.ApproveRelief)
    if alike:
        story.then_refused(Code.LIKENESS_OPEN)
    else:
        story.then(e.ReliefApproved, *[GrantCharged] * 3)


@pytest.mark.article("12")
@pytest.mark.parametrize("cause", [Cause.OTHER_ACCIDENT, Cause.OTHER, Cause.ILLNESS])
@pytest.mark.parametrize(
    ("days", "place", "found"),
    [
        (0, "二村", Likeness.SAME_DAY),
        (0, "九村", Likeness.SAME_DAY),
        (-31, "二村", Likeness.SAME_PLACE),
        (-32, "二村", None),
        (-7, "九村", Likeness.NEAR_DAY),
        (-8, "九村", None),
    ],
)
def test_another_cause_hides_no_matter(
    cause: Cause, days: int, place: str, found: Likeness | None
) -> None:
    """One fire, told as an accident: whoever decides is told which day or place is one."""
    journey = j.under_county(j.accepted(incident=fire())).on(MONDAY)
    told_elsewhere(replace(fire(days, place), cause=cause), journey).on(after(8))
    if found is None:
        given(journey).when(c.ApproveRelief).then(e.ReliefApproved, *[GrantCharged] * 3)
        return
    story = given(journey).when(c.ApproveRelief).then_refused(Code.LIKENESS_OPEN)
    story.when(c.JudgeLikeness, p.SECOND_CASEWORKER, listing=2)
    likenesses = (found, Likeness.OTHER_CAUSE)
    story.then(like(e.LikenessJudged, listing=2, likenesses=likenesses), MattersCompared)


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


CHECKER = p.officer("co-checker-9", p.TOWNSHIP[:6], Post.COUNTY_CHECKER)
OTHER_CHECKER = p.officer("co-far", p.OTHER_TOWNSHIP[:6], Post.COUNTY_CHECKER)
SECOND_FAR = p.officer("tw-far-2", p.OTHER_TOWNSHIP, Post.CASEWORKER)


def found_there() -> j.Journey:
    """The other county's caseworker, whose application it is, found one matter."""
    at = at_county()
    far = j.Journey(About(case="L-9", township=p.OTHER_TOWNSHIP, day=after(8)), at.world)
    at.world = far.go(c.JudgeLikeness, by=FAR, sameness=Sameness.SAME).world
    return at


@pytest.mark.article("12")
@pytest.mark.parametrize("by", [p.CASEWORKER, p.SECOND_CASEWORKER, CHECKER], ids=lambda x: x.id)
@pytest.mark.parametrize("sameness", [Sameness.ANOTHER, Sameness.UNCLEAR])
def test_what_another_office_found_to_be_one_matter_stands(by: Officer, sameness: Sameness) -> None:
    """Nobody with the pending file takes it back; the same verdict may be said again."""
    at = found_there()
    story = given(at.copy()).when(c.JudgeLikeness, by, listing=2, sameness=sameness)
    story.then_refused(Code.VERDICT_STANDS, article="12")
    at.go(c.JudgeLikeness, by=by, listing=2, sameness=Sameness.SAME)


@pytest.mark.parametrize("by", [SECOND_FAR, OTHER_CHECKER], ids=["the office", "its county"])
def test_who_found_it_finds_otherwise_by_another_hand(by: Officer) -> None:
    """Also the county over it; whoever recorded the first verdict does not."""
    at = found_there()
    far = j.Journey(About(case="L-9", township=p.OTHER_TOWNSHIP, day=after(8)), at.world)
    (only,) = given(far.copy()).when(c.JudgeLikeness, FAR).reasons
    assert (only.code, only.facts) == (Code.DUTIES_NOT_SEPARATE, {"did": "recorded"})
    at.world = far.go(c.JudgeLikeness, by=by).world
    at.go(c.ApproveRelief)


def test_a_verdict_is_taken_back_in_a_closed_file_as_well() -> None:
    """Else the other family would wait for ever."""
    at = at_county().go(c.JudgeLikeness, listing=2, sameness=Sameness.SAME)
    at.go(c.WithdrawApplication).go(c.JudgeLikeness, by=p.SECOND_CASEWORKER, listing=2)


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


def known_since(at: j.Journey) -> j.Journey:
    """Elsewhere a fire is told that looks alike, and the wife lives with somebody not listed here."""
    told_elsewhere(fire(-1), at)
    friend = replace(p.family("德吉", size=1, serial=40).members[0], relation=Relation.SPOUSE)
    both = p.Family((replace(p.GESANG.members[1], relation=Relation.APPLICANT), friend))
    long_ago = fire(-60)
    at.world = j.received(About(case="L-7", family=both), at.world, incident=long_ago).world
    return at


PAID = (c.InstructPayment, c.ReleaseForHandover, c.PayCash, c.DeliverGoods)


@pytest.mark.article("12", "19", "11")
@pytest.mark.parametrize(
    ("start", "command"),
    [(j.received, c.AcceptApplication), *((j.approved, kind) for kind in PAID)],
)
def test_whoever_accepts_or_pays_is_told(start: j.Start, command: type[c.Command]) -> None:
    """What looks alike as much as who lives elsewhere; what was approved is paid all the same."""
    at = known_since(start())
    assert told_of(at, command) >= {Code.LIKENESS_OPEN, Code.IN_TWO_HOUSEHOLDS}
    at.go(command)


def told_of(at: j.Journey, command: type[c.Command]) -> set[Code]:
    """What is told of a command beforehand."""
    seen = at.world.situation(at.words(command), p.CASEWORKER, MONDAY)
    return {one.code for one in cautioned(seen, RULES[command])}


def decided_here() -> j.Journey:
    """Ready to be decided by the county."""
    return j.under_county(j.accepted(incident=fire()))


def decided_there() -> j.Journey:
    """Ready to be decided by the township, in urgency."""
    first = j.received(world=j.with_delegation(), incident=fire()).go(c.EstablishUrgency)
    return j.examined(first.go(c.AcceptApplication, procedure=Procedure.URGENT))


def decided_at_once() -> j.Journey:
    """Ready to be decided for a small sum."""
    first = j.received(ABOUT, on_record(), incident=fire())
    return first.go(c.AcceptApplication, procedure=Procedure.SMALL_FAST)


SAME: tuple[tuple[j.Start, type[c.Command]], ...] = (
    (lambda: j.received(incident=fire()), c.AcceptApplication),
    (lambda: j.inquired(j.accepted(incident=fire())), c.SignOpinion),
    (decided_here, c.ApproveRelief),
    (decided_there, c.ApproveUnderDelegation),
    (decided_at_once, c.ApproveSmallRelief),
    *((lambda: decided_here().go(c.ApproveRelief), kind) for kind in PAID),
)


@pytest.mark.article("12", "19")
@pytest.mark.parametrize(("start", "command"), SAME, ids=[kind.__name__ for _, kind in SAME])
def test_what_is_told_the_same_is_told_until_somebody_answers(
    start: j.Start, command: type[c.Command]
) -> None:
    """At every step from the counter to the money; a verdict with its evidence ends it."""
    at = told_elsewhere(fire(), start())
    assert Code.LIKENESS_OPEN in told_of(at, command)
    at.go(c.JudgeLikeness, by=p.SECOND_CASEWORKER, listing=2, sameness=Sameness.SAME)
    assert Code.LIKENESS_OPEN not in told_of(at, command)
    at.go(command)


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
    assert {*found.likenesses} == {Likeness.TELEPHONE, Likeness.ACCOUNT, Likeness.ADDRESS}
    story = given(at).when(c.JoinHousehold, person=HUSBAND)
    story.then(
        like(e.HouseholdJoined, person=HUSBAND, listing=1, others=1),
        like(PersonsJoined, person=WIFE, others=(HUSBAND,)),
        like(PersonsJoined, person=HUSBAND, others=(WIFE,)),
    )
    world = story.journey.world
    assert {tie.other for tie in world.home(HUSBAND).ties} == {WIFE}


def listed_together(*commands: type[c.Command], **told: Any) -> j.Journey:
    """Husband and wife were listed in another county; something became of them; the child applies alone."""
    both = p.Family(p.GESANG.members[:2])
    far = About(case="L-2", family=both, township=p.OTHER_TOWNSHIP)
    at = j.Journey(far, j.Journey().go(c.IntroduceIndexKey).world).go(c.SubmitApplication, by=FAR)
    at.world = j.received(alone(1, "L-5"), at.world).world
    for command in commands:
        case = "L-5" if command is c.PartHousehold else "L-2"
        by = None if command is c.PartHousehold else FAR
        family = p.GESANG.alone(1) if command is c.PartHousehold else both
        of = About(case=case, family=family, township=far.township if by else p.TOWNSHIP)
        at.world = j.Journey(of, at.world).go(command, by=by, **told).world
    return j.accepted(alone(2, "L-3"), at.world)


@pytest.mark.article("11", "AMB-03")
@pytest.mark.parametrize(
    ("start", "others"),
    [
        (lambda: listed_together(), {HUSBAND, WIFE}),
        (lambda: listed_together(c.PartHousehold, persons=(WIFE,)), {HUSBAND}),
        (lambda: listed_together(c.RecordDeath, person=WIFE), {HUSBAND}),
    ],
    ids=["both", "parted since", "died since"],
)
def test_who_joins_is_who_lives_there_now(start: j.Start, others: set[PersonId]) -> None:
    """Neither a former wife nor a dead one is brought along by an old listing."""
    at = start().go(c.JoinHousehold, person=HUSBAND)
    living = {tie.other for tie in at.world.home(CHILD).ties if tie.living}
    assert living == others
    left = {tie.other for tie in at.world.home(WIFE).ties if tie.living}
    assert left == ({HUSBAND, CHILD} if WIFE in others else set())


def test_of_the_dead_nobody_is_joined() -> None:
    """Whose application it was, and who lived with nobody else."""
    far = replace(alone(0, "L-2"), township=p.OTHER_TOWNSHIP)
    at = j.Journey(far, j.Journey().go(c.IntroduceIndexKey).world).go(c.SubmitApplication, by=FAR)
    at.go(c.RecordDeath, by=FAR)
    story = given(j.accepted(alone(1, "L-3"), at.world)).when(c.JoinHousehold, person=HUSBAND)
    story.then_refused(Code.LIKENESS_UNKNOWN)


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

"""共同生活: the year's room follows the household, whoever of it applies, and wherever."""

from dataclasses import replace
from typing import Any

import pytest

from domain.account.known import Parting, PersonListed, PersonsParted
from domain.case.authority import Post
from domain.case.decide import cautioned
from domain.case.entitlement import assessed, question
from domain.case.records import Changes, Parted
from domain.case.table import RULES
from domain.ground.money import Money
from domain.ground.people import PersonId
from domain.ground.refusal import Code
from domain.ground.terms import Category, Relation, Subject
from tests.case import journeys as j
from tests.case import people as p
from tests.case.smallfast import on_record, registered
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY, About, after, yuan
from tests.case.world import World
from tests.support import commands as c
from tests.support import facts as e

HUSBAND, WIFE, CHILD = p.GESANG.persons
INDIVIDUAL = {"subject": Subject.INDIVIDUAL, "category": Category.OTHER_INDIVIDUAL}
FAR = p.officer("tw-far", p.OTHER_TOWNSHIP, Post.CASEWORKER)


def alone(place: int, case: str, amount: int = 5000) -> About:
    """One of the family, who lists nobody else."""
    return About(case=case, family=p.GESANG.alone(place), amount=yuan(amount))


def known_together(case: str = "L-1") -> World:
    """The family once applied together; nothing came of it."""
    return j.received(About(case=case)).go(c.WithdrawApplication).world


def room(journey: j.Journey) -> Money | None:
    """What the law leaves to a case this year."""
    seen = journey.world.situation(journey.words(c.SignOpinion), p.CASEWORKER, journey.about.day)
    found = assessed(seen)
    return None if found is None else found.room


def test_an_application_is_known_in_the_account_of_everybody_it_lists() -> None:
    """With its matter, and with whom."""
    story = given().when(c.SubmitApplication)
    matter = story.journey.words(c.SubmitApplication).incident.matter  # type: ignore[attr-defined]
    listed = [
        PersonListed(on=MONDAY, person=one, case="L-1", matter=matter, others=tuple(others))
        for one, others in (
            (HUSBAND, [WIFE, CHILD]),
            (WIFE, [HUSBAND, CHILD]),
            (CHILD, [HUSBAND, WIFE]),
        )
    ]
    story.then(e.ApplicationSubmitted, *listed)


@pytest.mark.article("11", "AMB-03")
def test_members_who_apply_one_by_one_share_one_year() -> None:
    """The husband has 6,000 by himself; of the 10,000 the wife finds 4,000 left, in any township."""
    world = j.approved(j.accepted(alone(0, "L-2", 6000), known_together())).world
    wife = j.accepted(alone(1, "L-3"), world)
    assert room(wife) == yuan(4000)
    child = j.Journey(replace(alone(2, "L-4"), township=p.OTHER_TOWNSHIP), wife.world)
    assert room(child.go(c.SubmitApplication, by=FAR)) == yuan(4000)


def test_whoever_became_known_together_afterwards_shares_it_as_well() -> None:
    """No order of applications gives a year twice."""
    world = j.approved(j.accepted(alone(0, "L-2", 6000))).world
    world = j.received(About(case="L-3"), world).go(c.WithdrawApplication).world
    assert room(j.accepted(alone(1, "L-4"), world)) == yuan(4000)


def test_strangers_share_nothing_by_way_of_a_third() -> None:
    """The child lives with each of them; they never stood in one application."""
    with_child = p.Family((p.GESANG.members[0], p.GESANG.members[2]))
    apart = p.Family(
        (replace(p.GESANG.members[1], relation=Relation.APPLICANT), p.GESANG.members[2])
    )
    world = j.received(About(case="L-1", family=with_child)).world
    world = j.received(About(case="L-2", family=apart), world).world
    world = j.approved(j.accepted(alone(0, "L-3", 6000), world)).world
    assert room(j.accepted(alone(1, "L-4"), world)) == yuan(10000)
    assert room(j.accepted(alone(2, "L-5"), world)) == yuan(4000)


def found_by_two(
    at: j.Journey, day: int, parting: Parting = Parting.DIVORCED, who: PersonId = WIFE
) -> j.Journey:
    """One asks for it with its proof, another agrees."""
    parted = Parted(persons=(who,), parted_on=after(day), parting=parting)
    at.go(c.CorrectApplication, by=p.SECOND_CASEWORKER, changes=Changes(parted=parted))
    return at.go(c.ConfirmCorrection, correction=at.case.corrections)


def parted_on(day: int, parting: Parting = Parting.DIVORCED) -> j.Journey:
    """The husband has 6,000 since the eighth day; the wife parted from the others on a day."""
    world = j.approved(j.accepted(alone(0, "L-2", 6000), known_together())).world
    wife = j.accepted(alone(1, "L-3"), world).on(after(9))
    if day < 8 or parting is Parting.NEVER_TOGETHER:
        return found_by_two(wife, day, parting)
    return wife.go(c.PartHousehold, persons=(WIFE,), parted_on=after(day), parting=parting)


TWO_HANDS = {"fault": "parted-by-two-hands"}


@pytest.mark.article("11", "AMB-35")
@pytest.mark.parametrize(
    ("day", "parting"),
    [(7, Parting.DIVORCED), (7, Parting.MOVED_OUT), (9, Parting.NEVER_TOGETHER)],
)
def test_one_hand_mints_no_room_by_a_parting(day: int, parting: Parting) -> None:
    """The husband's 6,000 of the eighth day count for the wife, until two found that they do not."""
    world = j.approved(j.accepted(alone(0, "L-2", 6000), known_together())).world
    wife = j.accepted(alone(1, "L-3"), world).on(after(9))
    told: dict[str, Any] = {"persons": (WIFE,), "parted_on": after(day), "parting": parting}
    (only,) = given(wife.copy()).when(c.PartHousehold, **told).reasons
    assert (only.code, only.field, only.facts) == (Code.FIELD_INVALID, "parted_on", TWO_HANDS)
    assert room(wife) == yuan(4000)
    changes = Changes(parted=Parted(persons=(WIFE,), parted_on=after(day), parting=parting))
    story = given(wife.copy()).when(c.AmendApplication, changes=changes)
    assert [one.field for one in story.reasons] == ["changes.parted"]
    assert room(found_by_two(wife, day, parting)) == yuan(10000)


@pytest.mark.parametrize("back", [1, 400])
def test_one_hand_parts_nobody_before_the_day_they_were_said_to_live_together(back: int) -> None:
    """The family applied together on the first day; nothing was granted."""
    wife = j.accepted(alone(1, "L-3"), known_together())
    story = given(wife.copy()).when(c.PartHousehold, persons=(WIFE,), parted_on=after(-back))
    assert [one.facts for one in story.reasons] == [TWO_HANDS]
    wife.go(c.PartHousehold, persons=(WIFE,), parted_on=MONDAY)


@pytest.mark.parametrize("left", [False, True])
def test_what_two_hands_say_of_a_parting_is_right_as_well(left: bool) -> None:
    """Who is listed here, lived with others, and not after today."""
    wife = j.accepted(alone(1, "L-3"), known_together())
    who = () if left else (CHILD,)
    parted = Parted(persons=who, parted_on=after(1), parting=Parting.DIED)
    story = given(wife).when(c.CorrectApplication, changes=Changes(parted=parted))
    assert {one.field for one in story.reasons} == {
        "changes.parted.persons" if left else "changes.parted.persons.0",
        "changes.parted.parted_on",
        "changes.parted.parting",
    }


def test_whose_own_grant_it_is_parts_by_two_hands_as_well() -> None:
    """The wife's grant counts for the husband whose file says nothing of it."""
    world = j.approved(j.accepted(alone(1, "L-2", 6000), known_together())).world
    wife = j.accepted(alone(1, "L-3"), world).on(after(9))
    story = given(wife).when(c.PartHousehold, persons=(WIFE,), parted_on=after(7))
    assert [one.facts for one in story.reasons] == [TWO_HANDS]


@pytest.mark.article("14.1", "AMB-35")
@pytest.mark.parametrize("day", [9])
def test_a_death_of_any_day_leaves_nobody_a_year_of_their_own(day: int) -> None:
    """It was another's, as somebody finds where the wife applies: his 6,000 count all the same."""
    world = j.approved(j.accepted(alone(0, "L-2", 6000), known_together())).world
    family = j.received(About(case="L-4", day=after(9)), world)
    why = p.secret("家属迟报")
    family.go(c.RecordDeath, person=WIFE, died_on=after(day), late_reason=why)
    wife = j.received(replace(alone(1, "L-5"), day=after(9)), family.world)
    wife.go(c.JudgeDeath, person=WIFE)
    assert room(wife) == yuan(4000)


@pytest.mark.article("11", "AMB-35")
@pytest.mark.parametrize(("day", "left"), [(7, 10000), (8, 4000), (9, 4000)])
def test_what_was_granted_while_they_lived_together_stays_used(day: int, left: int) -> None:
    """To the very day they parted; what one of them gets later is theirs alone."""
    assert room(parted_on(day)) == yuan(left)


def test_who_never_lived_together_shares_nothing() -> None:
    """A mistyped number made them one household."""
    assert room(parted_on(9, Parting.NEVER_TOGETHER)) == yuan(10000)


def test_both_sides_know_of_the_parting() -> None:
    """The wife parts from husband and child: three accounts know."""
    at = j.accepted(alone(1, "L-3"), known_together())
    story = given(at).when(c.PartHousehold, persons=(WIFE,))
    story.then(
        like(e.HouseholdParted, persons=(WIFE,), others=2),
        like(PersonsParted, person=WIFE, others=(HUSBAND, CHILD)),
        like(PersonsParted, person=HUSBAND, others=(WIFE,)),
        like(PersonsParted, person=CHILD, others=(WIFE,)),
    )
    assert room(story.journey) == yuan(10000)


@pytest.mark.article("AMB-35")
def test_a_death_parts_whoever_lived_together_and_leaves_used_what_was_used() -> None:
    """The widow lives with nobody else; what he had until then was her household's as well."""
    world = j.approved(j.accepted(alone(0, "L-2", 6000), known_together())).world
    family = j.received(About(case="L-4", day=after(9)), world)
    family.go(c.RecordDeath, person=HUSBAND, representative=WIFE)
    widow = j.received(replace(alone(1, "L-5"), day=after(9)), family.world)
    assert room(widow) == yuan(4000)
    assert [tie.other for tie in widow.world.home(WIFE).ties if tie.living] == [CHILD]


def test_whoever_lives_together_again_shares_again() -> None:
    """They stand in one application anew."""
    at = parted_on(7)
    world = j.received(About(case="L-5", day=after(9)), at.world).world
    at.world = world
    assert room(at) == yuan(4000)


def test_a_member_who_comes_into_a_file_is_known_there_since() -> None:
    """Added by an amendment: everybody's account knows the others."""
    at = j.received(About(family=p.Family(p.GESANG.members[:2])))
    story = given(at).when(c.AmendApplication, changes=Changes(members=p.GESANG.members[2:]))
    story.then(e.ApplicationAmended, *[PersonListed] * 3)
    assert {tie.other for tie in story.journey.world.home(CHILD).ties} == {HUSBAND, WIFE}


def test_one_matter_of_one_household_is_relieved_once() -> None:
    """Whoever of it applies, and for whomever (12)."""
    first = j.approved(j.accepted(alone(0, "L-2"), known_together()))
    fire = j.application_incident(first)
    wife = j.accepted(alone(1, "L-3"), first.world, incident=fire)
    seen = wife.world.situation(wife.words(c.SignOpinion), p.CASEWORKER, MONDAY)
    assert question(seen).same_matter == "L-2"


NEW = About(
    case="L-2",
    family=p.Family(
        (
            replace(p.GESANG.members[1], relation=Relation.APPLICANT),
            replace(p.family("德吉", size=1, serial=40).members[0], relation=Relation.SPOUSE),
        )
    ),
)


def at_county() -> j.Journey:
    """She applies with a new husband, and nobody said that she parted from the first."""
    return j.under_county(j.accepted(NEW, known_together()))


def at_township() -> j.Journey:
    """The same in urgency."""
    world = j.received(About(case="L-1"), j.with_delegation()).world
    return j.urgent_examined(NEW, world)


def at_once() -> j.Journey:
    """The same for a small sum at once."""
    world = j.received(About(case="L-1"), on_record()).world
    return registered(replace(NEW, amount=yuan(500)), world)


@pytest.mark.article("11", "AMB-03")
@pytest.mark.parametrize(
    ("start", "command"),
    [
        (at_county, c.ApproveRelief),
        (at_township, c.ApproveUnderDelegation),
        (at_once, c.ApproveSmallRelief),
    ],
)
def test_nobody_is_relieved_in_two_households(start: j.Start, command: type[c.Command]) -> None:
    """It waits until somebody says since when she lives here; then it goes on."""
    story = given(start).when(command).then_refused(Code.IN_TWO_HOUSEHOLDS, article="11")
    (only,) = story.reasons
    assert only.facts == {"person": WIFE, "others": "2"}
    story.when(c.PartHousehold, p.SECOND_CASEWORKER, persons=(WIFE,)).when(command)
    story.journey.case.decided_on  # noqa: B018


def test_whoever_signs_is_told() -> None:
    """It forbids nothing: the county may still hear of the divorce."""
    at = j.inquired(j.accepted(NEW, known_together()))
    seen = at.world.situation(at.words(c.SignOpinion), p.CASEWORKER, MONDAY)
    told = [one.code for one in cautioned(seen, RULES[c.SignOpinion])]
    assert told == [Code.IN_TWO_HOUSEHOLDS]
    at.go(c.SignOpinion)


def test_a_household_of_which_somebody_is_not_listed_is_one() -> None:
    """All who are listed live with whoever is not."""
    parents = p.Family(p.GESANG.members[:2])
    at = j.under_county(j.accepted(About(case="L-2", family=parents), known_together()))
    at.go(c.ApproveRelief)


def with_others() -> j.Journey:
    """The wife applies alone, and lives with two others."""
    return j.accepted(alone(1, "L-3"), known_together())


WRONG: tuple[Wrong, ...] = (
    *rows(j.accepted, c.PartHousehold, ("nobody else", Code.NOT_LIVING_TOGETHER, "11", None)),
    *rows(
        with_others,
        c.PartHousehold,
        (
            "a death is recorded as one",
            Code.FIELD_INVALID,
            "14.1",
            "parting",
            {"persons": (WIFE,), "parting": Parting.DIED},
        ),
        ("no member", Code.NOT_A_MEMBER, "14.1", "persons.0", {"persons": (CHILD,)}),
        (
            "tomorrow",
            Code.DATE_IN_FUTURE,
            None,
            "parted_on",
            {"persons": (WIFE,), "parted_on": after(1)},
        ),
    ),
    *rows(
        at_county,
        c.PartHousehold,
        (
            "one of them lives with nobody else",
            Code.NOT_LIVING_TOGETHER,
            "11",
            "persons.1",
            {"persons": (WIFE, NEW.family.persons[1])},
        ),
    ),
    *empty(with_others, c.PartHousehold, "persons"),
    *empty(with_others, c.PartHousehold, "findings", "evidence", persons=(WIFE,)),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_keeps_a_parting_from_being_recorded(case: Wrong) -> None:
    """Each with its own reason, and nothing changed."""
    case.holds()

"""号码录错: whoever was listed by a wrong number leaves with what is theirs, and takes no room along."""

from dataclasses import replace

import pytest

from domain.account.known import Parting, PersonsParted
from domain.case.records import Changes
from domain.ground.people import PersonId
from domain.ground.refusal import Code
from domain.ground.terms import Category, Relation, Stage, Subject
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Story, given, like
from tests.case.test_households import found_by_two, room
from tests.case.words import About, yuan
from tests.support import commands as c
from tests.support import facts as e

HOUSE = "内部§申请变更"
STRANGERS = p.family("扎西", 2, 40)
WHO, _ = STRANGERS.persons
RIGHT = p.member("格桑-9", Relation.SPOUSE, 9, 1905)
CASE = "L-5"


def relieved() -> j.Journey:
    """A household of strangers was granted 6,000 and has nothing to do with anybody here."""
    return j.approved(j.accepted(About(case="L-4", family=STRANGERS, amount=yuan(6000))))


def mistyped(place: int = 1, before: j.Journey | None = None) -> j.Journey:
    """An application lists one of them for one of its own: a digit of the number was wrong."""
    before = before or relieved()
    members = list(p.GESANG.members)
    members[place] = replace(members[place], person=WHO)
    about = About(case=CASE, family=p.Family(tuple(members)), day=before.about.day)
    return j.accepted(about, before.world)


def anew(place: int = 1) -> Changes:
    """The stranger leaves, and whoever was meant comes."""
    relation = p.GESANG.members[place].relation
    return Changes(left=(WHO,), mistaken=(WHO,), members=(replace(RIGHT, relation=relation),))


def confirmed(at: j.Journey, changes: Changes) -> Story:
    """Asked for with its proof, and agreed to by somebody else."""
    story = given(at).when(c.CorrectApplication, p.SECOND_CASEWORKER, changes=changes)
    story.then(like(e.CorrectionRequested))
    return story.when(c.ConfirmCorrection)


@pytest.mark.article("11", "14.1", "AMB-35")
@pytest.mark.parametrize("place", [0, 1], ids=["the applicant's own", "a member's"])
def test_a_mistyped_number_is_put_right_by_two_hands(place: int) -> None:
    """Also before the examination; the room of both households is their own again."""
    at = mistyped(place)
    if place:
        assert room(at) == yuan(4000)
    story = confirmed(at, anew(place))
    others = tuple(one for one in p.GESANG.persons if one != p.GESANG.persons[place])
    told = [one for one in story.last if isinstance(one, PersonsParted)]  # type: ignore[union-attr]
    assert {one.parting for one in told} == {Parting.NEVER_TOGETHER}
    assert {one.person: one.others for one in told} == {
        WHO: others,
        **dict.fromkeys(others, (WHO,)),
    }
    case = story.journey.case
    assert WHO not in case.asked.members and RIGHT.person in case.asked.members
    if place:
        assert room(story.journey) == yuan(10000)
    assert case.stage is Stage.ACCEPTED


def test_one_who_applies_alone_is_put_right_as_well() -> None:
    """Nobody was listed with them, and nobody parts."""
    before = relieved()
    me = replace(STRANGERS.members[0], relation=Relation.APPLICANT)
    alone = About(
        case=CASE,
        family=p.Family((me,)),
        subject=Subject.INDIVIDUAL,
        category=Category.OTHER_INDIVIDUAL,
        day=before.about.day,
    )
    at = j.accepted(alone, before.world)
    given(at.copy()).when(c.AmendApplication, changes=replace(anew(0), mistaken=())).then_refused(
        Code.ROOM_MINTED
    )
    story = confirmed(at, anew(0))
    assert story.journey.case.asked.members == (RIGHT.person,)


@pytest.mark.article("11")
def test_what_the_strangers_were_granted_stays_theirs() -> None:
    """Their account is as it was, and they live with nobody of here."""
    at = mistyped()
    was = at.world.account(WHO)
    confirmed(at, anew())
    assert at.world.account(WHO) == was


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        (replace(anew(), mistaken=()), Code.ROOM_MINTED, "changes.left"),
        (replace(anew(), left=()), Code.FIELD_INVALID, "changes.mistaken.0"),
        (
            replace(anew(), mistaken=(PersonId("谁-1"),)),
            Code.FIELD_INVALID,
            "changes.mistaken.0",
        ),
    ],
    ids=["a real member", "who stays", "somebody else"],
)
def test_the_room_stays_used_by_whoever_is_not_found_to_be_another(
    changes: Changes, code: Code, field: str
) -> None:
    """What is said of a wrong number is said of those who leave."""
    story = given(mistyped()).when(c.CorrectApplication, changes=changes)
    fields = {(one.code, one.field) for one in story.reasons}
    assert (code, field) in fields, story.reasons


def test_one_hand_alone_finds_no_number_mistyped() -> None:
    """An amendment says so and is refused by that word; nor is a correction asked for anything else."""
    story = given(mistyped()).when(c.AmendApplication, changes=anew())
    assert (Code.FIELD_INVALID, "changes.mistaken") in {(x.code, x.field) for x in story.reasons}
    stays = Changes(mistaken=(WHO,), village="云杉村")
    story = given(mistyped()).when(c.AmendApplication, changes=stays)
    assert (Code.FIELD_INVALID, "changes.mistaken.0") in {(x.code, x.field) for x in story.reasons}
    story = given(j.accepted).when(c.CorrectApplication, changes=Changes(village="云杉村"))
    story.then_refused(Code.OUT_OF_ORDER, article=HOUSE)


@pytest.mark.article("11")
def test_whoever_was_found_never_to_live_here_leaves_with_what_is_theirs() -> None:
    """Said in the file of their own household, upon proof: an amendment takes them off."""
    at = mistyped()
    own = j.Journey(About(case="L-4", family=STRANGERS, day=at.about.day), at.world)
    changes = replace(anew(), mistaken=())
    given(at.copy()).when(c.AmendApplication, changes=changes).then_refused(Code.ROOM_MINTED)
    told = given(own.copy()).when(c.PartHousehold, persons=(WHO,), parting=Parting.NEVER_TOGETHER)
    assert [one.field for one in told.reasons] == ["parted_on"]
    found_by_two(own, 0, Parting.NEVER_TOGETHER, WHO)
    given(at).when(c.AmendApplication, changes=changes).then(like(e.ApplicationAmended))


@pytest.mark.parametrize("parting", [Parting.DIVORCED, Parting.MOVED_OUT])
def test_whoever_lived_here_once_takes_no_room_along(parting: Parting) -> None:
    """What was granted while they lived together stays used."""
    at = mistyped()
    own = j.Journey(About(case="L-4", family=STRANGERS, day=at.about.day), at.world)
    own.go(c.PartHousehold, persons=(WHO,), parting=parting)
    story = given(at).when(c.AmendApplication, changes=replace(anew(), mistaken=()))
    story.then_refused(Code.ROOM_MINTED)

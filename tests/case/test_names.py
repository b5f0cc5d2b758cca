"""One human, one id, one spelling; and the system's own names and command ids are nobody else's."""

import pytest
from hypothesis import given as whenever
from hypothesis import strategies as some

from domain.case.evolve import replay
from domain.ground.names import OFFICER_ID, RESERVED, NoSuchName, folded, nameable, officer_id
from domain.ground.posts import Post
from domain.ground.refusal import Code
from domain.registers.keys.facts import DestructionGround, KeyDestructionProposed
from domain.registers.keys.state import PersonKey
from domain.registers.keys.state import evolve as with_key
from domain.registers.officers import commands as c
from domain.registers.officers import state as officers
from domain.registers.officers.facts import Kinship, KinshipDeclared, OfficerAppointed, SignInLinked
from domain.registers.officers.state import Officers
from tests.case import people as p
from tests.case.story import given
from tests.case.words import MONDAY
from tests.support import facts as e

LOOKS_ALIKE = (
    "zhang san",
    " zhangsan",
    "ｚｈａｎｇ",
    "zh\u0430ng",
    "张三",
    "\u212aelvin",
    "-zhang",
    "",
    "x" * 65,
)
"""Blanks, full-width, Cyrillic ``а``, the Kelvin sign: none of them can be told from an id at sight."""


@pytest.mark.parametrize("typed", LOOKS_ALIKE)
def test_what_only_looks_like_an_id_is_none(typed: str) -> None:
    """Nobody could tell two such ids apart on a file."""
    assert not nameable(typed)
    with pytest.raises(NoSuchName):
        officer_id(typed)


@pytest.mark.parametrize("reserved", sorted(RESERVED))
def test_nobody_is_called_like_the_system(reserved: str) -> None:
    """In no letter case, by no appointment, and by no linked sign-in."""
    assert not nameable(reserved)
    assert not nameable(reserved.upper())
    story = given().when(c.AppointOfficer, case=reserved)
    story.then_refused(Code.FIELD_INVALID, about="officer")
    assert story.reasons[0].facts == {"fault": "name-reserved"}
    linked = given().when(c.LinkSignIn, case=reserved)
    assert (Code.FIELD_INVALID, "officer") in {(r.code, r.field) for r in linked.reasons}


@whenever(some.text(max_size=70))
def test_an_id_taken_is_in_its_one_spelling(typed: str) -> None:
    """Whatever is let in is its own folding; whatever is not let in raises."""
    if nameable(typed):
        assert OFFICER_ID.fullmatch(officer_id(typed))
        assert officer_id(typed) == officer_id(typed.upper()) == folded(typed)


def appointed(id: str, number: str) -> OfficerAppointed:
    """A fact of the register, spelled as it was then."""
    return OfficerAppointed(
        on=MONDAY,
        number=number,
        officer=id,
        post=Post.CASEWORKER,
        division=p.TOWNSHIP,
        valid_from=MONDAY,
        valid_to=None,
        document="任用通知",
    )


def test_two_spellings_on_record_are_one_officer() -> None:
    """Appointments, kin and sign-ins of both belong to the one; each spelling is remembered."""
    kin = p.GESANG.applicant
    facts = (
        appointed("Zhang.San", "1"),
        appointed("zhang.san", "2"),
        KinshipDeclared(
            on=MONDAY, officer="ZHANG.SAN", person=kin, relation=Kinship.SELF, document="d"
        ),
        SignInLinked(on=MONDAY, officer="Zhang.San", issuer="i", subject="s", document="d"),
    )
    register = Officers()
    for fact in facts:
        register = officers.evolve(register, fact)
    who = register.officer("Zhang.san", MONDAY)
    assert who is not None
    assert (who.id, len(who.appointments)) == ("zhang.san", 2)
    assert who.kin == {kin}
    assert set(register.entries) == {"zhang.san"}
    assert register.linked("i", "s") == "zhang.san"
    assert register.entry("zhang.san").spellings == {"Zhang.San", "ZHANG.SAN"}


def test_an_officer_once_called_like_the_system_acts_no_more() -> None:
    """The history loads; nobody is signed in under such a name."""
    register = officers.evolve(Officers(), appointed("sweep", "1"))
    assert register.officer("sweep", MONDAY) is None
    assert register.entry("sweep").appointments


def test_old_facts_are_read_with_the_one_spelling() -> None:
    """Who visited, checked, signed and decided, and who proposed a destruction."""
    findings = p.kept("属实")
    visited = e.HomeVisited(
        on=MONDAY, visitors=("cw", "AP"), findings=findings, signed_by_household=True
    )
    checked = e.SpotCheckReported(on=MONDAY, visitors=("CK",), confirmed=True, findings=findings)
    case = replay([(visited, "Zhang.San"), (checked, "CK")])
    assert case.hands.visited == {"zhang.san", "cw", "ap"}
    assert case.hands.checked == {"ck"}
    proposed = KeyDestructionProposed(
        on=MONDAY,
        person=p.GESANG.applicant,
        ground=DestructionGround.KEPT_LONG_ENOUGH,
        document="d",
    )
    assert with_key(PersonKey(), proposed, "Li.Si").proposed_by == "li.si"

"""第十六条第三项: children without an identity number, and the number that comes later."""

from dataclasses import replace
from typing import Any

import pytest

from domain.case.authority import concerned
from domain.case.records import Birth, Changes, Member
from domain.ground.identity import check_digit
from domain.ground.people import PersonId
from domain.ground.refusal import Code
from domain.ground.terms import Relation, Stage
from domain.registers.officers.facts import Kinship, KinshipDeclared
from domain.registers.officers.state import Officers
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.support import commands as c
from tests.support import facts as e

FAMILY = p.GESANG.members
PARENT = FAMILY[0].person
NEWBORN = PersonId("格桑-4")
BORN = "2025-02-20"


def child(**changes: Any) -> Member:
    """A newborn nobody gave a number yet."""
    birth: dict[str, Any] = {"born": p.secret(BORN), "guardian": PARENT, **changes}
    return Member(
        person=NEWBORN, relation=Relation.CHILD, name=p.secret("格桑四·测试"), birth=Birth(**birth)
    )


def with_child(**changes: Any) -> dict[str, Any]:
    """An application that lists the child as well."""
    return {"members": (*FAMILY, child(**changes))}


def anew(*members: Member) -> dict[str, Any]:
    """An amendment that lists these."""
    return {"changes": Changes(members=members)}


def born_lately() -> j.Journey:
    """A family that applied with its newborn."""
    return j.Journey().go(c.SubmitApplication, **with_child())


def numbered(year: int = 1909) -> dict[str, Any]:
    """The child gets a number; the day of birth that was said of it is that of the number."""
    number = p.identity_number(44, year)
    born = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    return {"person": NEWBORN, "id_number": p.secret(number), "born": p.secret(born)}


AGED = PersonId("格桑-5")


def aged(year: int) -> Member:
    """Somebody of an age, with a number."""
    return replace(p.member("格桑-5", Relation.CHILD, 5), id_number=p.secret(of_year(year)))


def of_year(year: int) -> str:
    """A number of somebody born on 5 June of a year."""
    first17 = f"549999{year}0605001"
    return first17 + check_digit(first17)


AT = "members.3"
WRONG: tuple[Wrong, ...] = (
    *rows(
        j.Journey,
        c.SubmitApplication,
        (
            "neither a number nor a birth",
            Code.IDENTITY_NOT_SAID,
            "16.3",
            f"{AT}.id_number",
            {"members": (*FAMILY, replace(child(), birth=None))},
        ),
        (
            "a number and a birth",
            Code.IDENTITY_CONTRADICTS,
            "16.3",
            f"{AT}.birth",
            {"members": (*FAMILY, replace(child(), id_number=p.secret(p.identity_number(9))))},
        ),
        (
            "a birth after the application",
            Code.BORN_LATER,
            "16.3",
            f"{AT}.birth.born",
            with_child(born=p.secret("2030-01-01")),
        ),
        (
            "a day that is none",
            Code.FIELD_INVALID,
            "16.3",
            f"{AT}.birth.born",
            with_child(born=p.secret("2026-02-30")),
        ),
        (
            "a certificate numbered otherwise",
            Code.FIELD_INVALID,
            "16.3",
            f"{AT}.birth.certificate",
            with_child(certificate=p.secret("54012345")),
        ),
        (
            "a grown-up without a number",
            Code.NUMBER_NEEDED,
            "16.3",
            f"{AT}.id_number",
            with_child(born=p.secret("1901-06-05")),
        ),
        *(
            (
                f"a {relation.value} known by a birth",
                Code.NUMBER_NEEDED,
                "16.3",
                f"{AT}.id_number",
                {"members": (*FAMILY, replace(child(), relation=relation))},
            )
            for relation in (Relation.SPOUSE, Relation.PARENT)
        ),
        *(
            (
                f"a guardian of {age}",
                Code.FIELD_INVALID,
                "16.3",
                "members.4.birth.guardian",
                {"members": (*FAMILY, aged(year), child(guardian=AGED))},
            )
            for age, year in ((4, 2021), (15, 2009))
        ),
        (
            "another birth was said before",
            Code.IDENTITY_CONTRADICTS,
            "16.3",
            f"{AT}.birth.born",
            {**with_child(), "otherwise": (NEWBORN,)},
        ),
        (
            "neither a certificate nor a guardian",
            Code.GUARDIAN_NOT_LISTED,
            "16.3",
            f"{AT}.birth.guardian",
            with_child(guardian=None),
        ),
        (
            "a guardian who is nobody of the application",
            Code.GUARDIAN_NOT_LISTED,
            "16.3",
            f"{AT}.birth.guardian",
            with_child(guardian=p.STRANGER),
        ),
        (
            "a child that is its own guardian",
            Code.GUARDIAN_NOT_LISTED,
            "16.3",
            f"{AT}.birth.guardian",
            with_child(guardian=NEWBORN),
        ),
    ),
    *rows(
        j.received,
        c.AmendApplication,
        (
            "a guardian who is nobody of the application, in an amendment",
            Code.GUARDIAN_NOT_LISTED,
            "16.3",
            "changes.members.0.birth.guardian",
            anew(child(guardian=p.STRANGER)),
        ),
    ),
    *empty(born_lately, c.JoinNumber, "document", **numbered()),
    *rows(
        born_lately,
        c.JoinNumber,
        (
            "nobody of the application",
            Code.NOT_A_MEMBER,
            "14.1",
            "person",
            {**numbered(), "person": p.STRANGER},
        ),
        (
            "who has a number keeps it",
            Code.NUMBERED_ALREADY,
            "16.3",
            "person",
            {**numbered(), "person": PARENT},
        ),
        (
            "a wrong number",
            Code.IDENTITY_NUMBER_WRONG,
            "16.3",
            "id_number",
            {**numbered(), "id_number": p.secret("540121190906050449")},
        ),
        (
            "a number of another day of birth",
            Code.IDENTITY_CONTRADICTS,
            "16.3",
            "id_number",
            {**numbered(), "born": p.secret(BORN)},
        ),
        (
            "a child that was joined to another number in another case",
            Code.IDENTITY_CONTRADICTS,
            "16.3",
            "id_number",
            {**numbered(), "otherwise": True},
        ),
        (
            "the number of another member",
            Code.NUMBER_OF_A_MEMBER,
            None,
            "id_number",
            {**numbered(), "known": PARENT},
        ),
        (
            "the number of somebody known from elsewhere",
            Code.NUMBER_KNOWN_OTHERWISE,
            None,
            "id_number",
            {**numbered(), "known": p.STRANGER, "held": True},
        ),
    ),
)


@pytest.mark.article("16.3")
def test_a_number_that_names_nobody_who_was_relieved_is_joined() -> None:
    """Whoever was only declared under it is the child from now on: their kin does nothing here either."""
    story = given(born_lately).when(c.JoinNumber, **numbered(), known=p.STRANGER)
    story.then(like(e.NumberJoined, person=NEWBORN, known=p.STRANGER))
    case = story.journey.case
    assert p.STRANGER in concerned(story.journey.words(c.AcceptApplication), case)
    assert p.STRANGER not in case.asked.members


def of_kin(journey: j.Journey) -> j.Journey:
    """Whoever visits declared kin by the number that is to be joined."""
    entry = replace(p.REGISTER.entry(p.CASEWORKER.id), kin={p.STRANGER: Kinship.LINEAL})
    journey.world.staffed(Officers(entries={**p.REGISTER.entries, p.CASEWORKER.id: entry}))
    return journey


def visited() -> j.Journey:
    """They visited the family before anybody knew whose number it is."""
    done = born_lately().go(c.AcceptApplication).go(c.ReportMeansCheck).go(c.RecordHomeVisit)
    return of_kin(done)


KIN = {**numbered(), "known": p.STRANGER}


@pytest.mark.article("公务员法§76")
def test_nobody_joins_a_number_of_their_own_kin() -> None:
    """Before the joining, too: whose number it is, the number tells."""
    story = given(lambda: of_kin(born_lately())).when(
        c.JoinNumber, replace(p.CASEWORKER, kin=frozenset({p.STRANGER})), **KIN
    )
    story.then_refused(Code.KIN_CONCERNED)


@pytest.mark.article("公务员法§76")
def test_a_number_makes_nobody_kin_who_had_a_hand_in_the_case() -> None:
    """The family is listed anew by the number, and what kin did is done again."""
    story = given(visited).when(c.JoinNumber, p.SECOND_CASEWORKER, **KIN)
    story.then_refused(Code.KIN_BY_NUMBER, article="公务员法§76", about="id_number")


@pytest.mark.article("公务员法§76")
def test_kin_of_whom_a_number_named_are_kin_of_whom_it_is_joined_to() -> None:
    """In the register, so that it holds in every file, of every relation and under every id."""
    story = given(lambda: of_kin(born_lately())).when(c.JoinNumber, p.SECOND_CASEWORKER, **KIN)
    told = like(KinshipDeclared, person=NEWBORN, officer=p.CASEWORKER.id, relation=Kinship.LINEAL)
    story.then(like(e.NumberJoined, person=NEWBORN, known=p.STRANGER), told)
    other = given(lambda: of_kin(born_lately()))
    other.when(c.JoinNumber, p.SECOND_CASEWORKER, **numbered()).then(e.NumberJoined)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_who_has_no_number_is_a_child_of_the_family(case: Wrong) -> None:
    """Each fault its own code and field, and nothing is kept."""
    case.holds()


@pytest.mark.article("16.3")
@pytest.mark.parametrize(
    "birth",
    [{}, {"certificate": p.secret("X540012345"), "guardian": None}],
    ids=["by guardian, name and day", "by a certificate"],
)
def test_a_newborn_counts_as_one_head_though_it_has_no_number(birth: dict[str, Any]) -> None:
    """Listed at the counter; what is said of the birth is sealed under the child's own key."""
    story = given().when(c.SubmitApplication, **with_child(**birth)).then(e.ApplicationSubmitted)
    (fact,) = story.journey.world.facts(e.ApplicationSubmitted)
    assert isinstance(fact, e.ApplicationSubmitted)
    told = fact.members[-1]
    assert told.id_number is None and told.birth is not None
    assert (told.birth.born.about, told.name.about) == (NEWBORN, NEWBORN)
    asked = story.journey.case.asked
    assert (len(asked.members), asked.unnumbered) == (4, (NEWBORN,))


@pytest.mark.article("14.1", "16.3")
def test_a_newborn_is_added_while_the_application_runs() -> None:
    """Then authority and duplicates are looked at again, as for whoever is added."""
    story = given(j.received).when(c.AmendApplication, **anew(child()))
    story.then(like(e.ApplicationAmended, again=("duplicates", "authority")))
    assert story.journey.case.asked.unnumbered == (NEWBORN,)


@pytest.mark.article("16.3")
def test_a_number_joined_later_leaves_everything_as_it_was() -> None:
    """The same person, the same household, the same stage; nothing is looked at again."""
    story = given(born_lately)
    before = story.journey.case
    story.when(c.JoinNumber, **numbered()).then(like(e.NumberJoined, person=NEWBORN))
    after = story.journey.case
    assert (after.asked.members, after.stage) == (before.asked.members, Stage.RECEIVED)
    assert after.asked.unnumbered == () and after.amended == (2,)
    story.when(c.JoinNumber, **numbered()).then_refused(Code.NUMBERED_ALREADY, about="person")


def test_a_corrected_application_says_who_still_has_no_number() -> None:
    """A child added by two hands after the examination is one without a number, too."""
    journey = j.examined()
    story = given(journey).when(c.CorrectApplication, **anew(child()))
    story.then(e.CorrectionRequested)
    assert NEWBORN not in story.journey.case.asked.unnumbered
    story.when(c.ConfirmCorrection).then(e.ApplicationCorrected, e.ExaminationReopened)
    assert story.journey.case.asked.unnumbered == (NEWBORN,)
    story.when(c.JoinNumber, **numbered()).then(e.NumberJoined)


def test_a_child_said_anew_with_its_number_has_one() -> None:
    """An amendment that names it by number does as well."""
    known = replace(child(), birth=None, id_number=p.secret(p.identity_number(44, 1909)))
    story = given(born_lately).when(c.AmendApplication, **anew(known)).then(e.ApplicationAmended)
    assert story.journey.case.asked.unnumbered == ()

"""第十六条第三项: numbers of 15 digits, and papers of identity of those who have no number."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.case.records import Birth, Changes, IdentityPaper, Member, PaperKind
from domain.ground.identity import (
    as_shown,
    born,
    check_digit,
    identity_number_fault,
    never_issued,
    normal,
)
from domain.ground.people import PersonId
from domain.ground.refusal import Code
from domain.ground.terms import Channel, Relation, Residence
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, given, rows, sentence
from tests.support import commands as c
from tests.support import facts as e

FAMILY = p.GESANG.members
SPOUSE, CHILD = PersonId("格桑-8"), PersonId("格桑-9")
GROWN, YOUNG = "1905-06-05", "2021-06-05"
TODAY = date(2026, 3, 2)


@pytest.mark.article("16.3")
@pytest.mark.parametrize(
    ("shown", "stored"),
    [
        ("110105491231002", "11010519491231002X"),
        (" 440524188001010014", "440524188001010014"),
        ("11010519491231002x", "11010519491231002X"),
        ("540121010605996", "540121180106059961"),
        ("540121010605995", "540121190106059952"),
    ],
)
def test_a_number_of_15_digits_is_kept_in_its_18_places(shown: str, stored: str) -> None:
    """GB 11643: the century goes in, and the check digit behind; 996 to 999 were a hundred years old."""
    assert normal(shown) == stored == normal(normal(shown))
    assert identity_number_fault(shown, TODAY) is None
    assert born(normal(shown)).year == int(stored[6:10])
    assert as_shown(shown) == shown.strip().upper()


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("110105491331002", "birth-date"),
        ("11010549123100", "length"),
        ("11010549123100X", "length"),
        ("1101054912310021", "length"),
        ("\u0f21" * 15, "length"),
    ],
)
def test_what_is_no_number_of_15_digits_is_said_to_be_none(number: str, fault: str) -> None:
    """Nothing is made of it."""
    assert identity_number_fault(number, TODAY) == fault


def numbered(area: str, day: str, sequence: str = "001") -> str:
    """A number that is written right."""
    return area + day + sequence + check_digit(area + day + sequence)


NEVER = [
    (numbered("000000", "19050101"), "area"),
    (numbered("999999", "19050101"), "area"),
    (numbered("100000", "19050101"), "area"),
    (numbered("540121", "18010101"), "birth-date"),
    (numbered("540121", "19050101", "000"), "sequence"),
]


@pytest.mark.article("16.3")
@pytest.mark.parametrize(("number", "fault"), NEVER)
def test_a_number_nobody_ever_got_is_none(number: str, fault: str) -> None:
    """Listed, amended in, joined, or declared of somebody's kin."""
    assert identity_number_fault(number, TODAY) is None
    listed = replace(FAMILY[1], id_number=p.secret(number))
    members = (FAMILY[0], listed, *FAMILY[2:])
    story = given().when(c.SubmitApplication, members=members)
    story.then_refused(Code.IDENTITY_NUMBER_WRONG, about="members.1.id_number")
    assert story.reasons[0].facts == {"fault": fault}
    changed = given(j.received()).when(c.AmendApplication, changes=Changes(members=(listed,)))
    changed.then_refused(Code.IDENTITY_NUMBER_WRONG, about="changes.members.0.id_number")


@pytest.mark.parametrize("area", ["540121", "549999", "710000", "810000", "830000", "911156"])
def test_residents_and_foreigners_have_areas_too(area: str) -> None:
    """Those of Hong Kong, Macao and Taiwan, and the cards of foreigners since 2023."""
    assert never_issued(numbered(area, "19050101"), TODAY) is None


def paper(kind: PaperKind = PaperKind.PASSPORT, number: str = "N1234567", **more: Any) -> Any:
    """A paper of identity; a passport unless said otherwise."""
    country = p.secret("NPL") if kind is PaperKind.PASSPORT else None
    told = {"born": p.secret(GROWN), "country": country, **more}
    return IdentityPaper(kind=kind, number=p.secret(number), **told)


def spouse(shown: IdentityPaper | None, **changes: Any) -> Member:
    """The spouse, who came from elsewhere."""
    name = p.secret("旅人·测试")
    made = Member(person=SPOUSE, relation=Relation.SPOUSE, name=name, paper=shown)
    return replace(made, **changes)


def newborn(guardian: PersonId = SPOUSE) -> Member:
    """A child whose guardian is that spouse."""
    return Member(
        person=CHILD,
        relation=Relation.CHILD,
        name=p.secret("格桑九·测试"),
        birth=Birth(born=p.secret("2025-02-20"), guardian=guardian),
    )


def married(shown: IdentityPaper | None = None, **changes: Any) -> dict[str, Any]:
    """An application that lists the spouse as well."""
    return {"members": (*FAMILY, spouse(shown or paper(), **changes))}


def alone(shown: IdentityPaper, residence: Residence, **changes: Any) -> dict[str, Any]:
    """An application of somebody who shows a paper, for themselves and the others."""
    first = replace(FAMILY[0], id_number=None, paper=shown)
    return {"members": (first, *FAMILY[1:]), "residence": residence, **changes}


RIGHT = [
    paper(),
    paper(number="e 1234567"),
    paper(country=p.secret(" npl ")),
    paper(PaperKind.HONG_KONG_MACAO, "H12345678"),
    paper(PaperKind.HONG_KONG_MACAO, "m1234567801"),
    paper(PaperKind.TAIWAN, "12345678"),
    paper(PaperKind.PERMANENT_RESIDENCE, "NPL110000010203"),
]


@pytest.mark.article("16.3")
@pytest.mark.parametrize("shown", RIGHT, ids=lambda one: f"{one.kind}")
def test_who_has_no_number_is_listed_by_another_paper(shown: IdentityPaper) -> None:
    """Sealed under the holder's own key; a number joined later makes nobody else of them."""
    journey = j.Journey()
    story = given(journey).when(c.SubmitApplication, **married(shown)).then(e.ApplicationSubmitted)
    (fact,) = story.journey.world.facts(e.ApplicationSubmitted)
    assert isinstance(fact, e.ApplicationSubmitted)
    told = fact.members[-1].paper
    assert told is not None and {told.number.about, told.born.about} == {SPOUSE}
    assert told.country is None or told.country.about == SPOUSE
    asked = story.journey.case.asked
    assert (len(asked.members), asked.unnumbered, asked.by_birth) == (4, (SPOUSE,), ())
    number = p.identity_number(44, 1905)
    words: dict[str, Any] = {"person": SPOUSE, "born": p.secret(GROWN)}
    words["id_number"] = p.secret(number)
    story.when(c.JoinNumber, **words).then(e.NumberJoined)
    assert story.journey.case.asked.members == asked.members
    assert story.journey.case.asked.unnumbered == ()


def test_a_number_joined_as_15_digits_keeps_what_the_paper_shows() -> None:
    """Of the same day of birth; what is shown is sealed as the number is."""
    number = p.identity_number(44, 1905)
    short = number[:6] + number[8:17]
    words: dict[str, Any] = {"person": SPOUSE, "born": p.secret(GROWN)}
    words["id_number"] = p.secret(short)
    story = given(j.Journey()).when(c.SubmitApplication, **married())
    story.when(c.JoinNumber, shown=p.secret(short), **words).then(e.NumberJoined)
    (fact,) = story.journey.world.facts(e.NumberJoined)
    assert isinstance(fact, e.NumberJoined) and fact.shown is not None
    assert fact.shown.about == SPOUSE


AT = "members.3.paper"
WRONG: tuple[Wrong, ...] = (
    *rows(
        j.Journey,
        c.SubmitApplication,
        (
            "a number and a paper",
            Code.IDENTITY_CONTRADICTS,
            "16.3",
            AT,
            married(id_number=p.secret(p.identity_number(9))),
        ),
        (
            "a paper and a birth",
            Code.IDENTITY_CONTRADICTS,
            "16.3",
            "members.3.birth",
            married(birth=Birth(born=p.secret(YOUNG), certificate=p.secret("X540012345"))),
        ),
        *(
            (
                f"a {kind.value} numbered {number}",
                Code.FIELD_INVALID,
                "16.3",
                f"{AT}.number",
                married(paper(kind, number)),
            )
            for kind, number in (
                (PaperKind.PASSPORT, "PASSPORT"),
                (PaperKind.PASSPORT, "N123"),
                (PaperKind.PASSPORT, "540121190106050018"),
                (PaperKind.HONG_KONG_MACAO, "12345678"),
                (PaperKind.HONG_KONG_MACAO, "810000190106050018"),
                (PaperKind.TAIWAN, "H12345678"),
                (PaperKind.PERMANENT_RESIDENCE, "NPL11000001020"),
                (PaperKind.PERMANENT_RESIDENCE, "911524190106050018"),
                (PaperKind.PERMANENT_RESIDENCE, "CHN110000010201"),
            )
        ),
        (
            "a passport of nobody",
            Code.FIELD_INVALID,
            "16.3",
            f"{AT}.country",
            married(paper(country=None)),
        ),
        (
            "a passport of a country of two letters",
            Code.FIELD_INVALID,
            "16.3",
            f"{AT}.country",
            married(paper(country=p.secret("NP"))),
        ),
        *(
            (
                f"a passport of a citizen, {country}",
                Code.FIELD_INVALID,
                "16.3",
                f"{AT}.country",
                married(paper(country=p.secret(country))),
            )
            for country in ("CHN", " chn", "HKG", "MAC", "TWN")
        ),
        (
            "a permit with a country",
            Code.FIELD_INVALID,
            "16.3",
            f"{AT}.country",
            married(paper(PaperKind.TAIWAN, "12345678", country=p.secret("CHN"))),
        ),
        (
            "a paper of somebody not born yet",
            Code.BORN_LATER,
            "16.3",
            f"{AT}.born",
            married(paper(born=p.secret("2030-01-01"))),
        ),
        (
            "a paper with a day that is none",
            Code.FIELD_INVALID,
            "16.3",
            f"{AT}.born",
            married(paper(born=p.secret("5 June 1905"))),
        ),
        (
            "an applicant with a passport and a hukou here",
            Code.IDENTITY_CONTRADICTS,
            "16.3",
            "residence",
            alone(paper(), Residence.LOCAL),
        ),
        (
            "a minor alone at the counter with a passport",
            Code.GUARDIAN_MISSING,
            "民法典§20",
            "agent",
            alone(paper(born=p.secret(YOUNG)), Residence.NEITHER),
        ),
    ),
    *rows(
        j.received,
        c.AmendApplication,
        (
            "a wrong paper in an amendment",
            Code.FIELD_INVALID,
            "16.3",
            "changes.members.0.paper.number",
            {"changes": Changes(members=(spouse(paper(number="N1")),))},
        ),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_a_paper_that_does_not_hold_is_refused(case: Wrong) -> None:
    """Each fault its own field, and nothing is kept."""
    case.holds()


def test_everything_wrong_with_a_paper_is_told_at_once() -> None:
    """Number, country and day of birth (16)."""
    wrong = paper(number="N1", country=p.secret("N"), born=p.secret("2030-01-01"))
    story = given(j.Journey()).when(c.SubmitApplication, **married(wrong))
    told = {one.field for one in story.reasons}
    assert {f"{AT}.number", f"{AT}.country", f"{AT}.born"} <= told


@pytest.mark.article("15", "16.3")
@pytest.mark.parametrize("residence", [Residence.PERMIT, Residence.NEITHER])
def test_whoever_shows_a_paper_applies_like_anybody_without_a_hukou(residence: Residence) -> None:
    """With a residence permit, or to be helped on to where others help (15)."""
    story = given(j.Journey()).when(c.SubmitApplication, **alone(paper(), residence))
    story.then(e.ApplicationSubmitted)


def test_a_minor_with_a_paper_applies_by_an_agent() -> None:
    """As one with a number does."""
    words = alone(paper(born=p.secret(YOUNG)), Residence.PERMIT)
    words |= {"agent": p.AGENT, "channel": Channel.ON_BEHALF}
    given(j.Journey()).when(c.SubmitApplication, **words).then(e.ApplicationSubmitted)


@pytest.mark.article("16.3")
def test_a_guardian_with_a_paper_answers_for_a_newborn() -> None:
    """In the application, and where the child is added later; a child answers for none."""
    both = (*FAMILY, spouse(paper()), newborn())
    given(j.Journey()).when(c.SubmitApplication, members=both).then(e.ApplicationSubmitted)
    story = given(j.Journey()).when(c.SubmitApplication, **married()).then(e.ApplicationSubmitted)
    story.when(c.AmendApplication, changes=Changes(members=(newborn(),)))
    story.then(e.ApplicationAmended)
    assert story.journey.case.asked.by_birth == (CHILD,)
    later = replace(newborn(CHILD), person=PersonId("格桑-10"))
    story.when(c.AmendApplication, changes=Changes(members=(later,)))
    story.then_refused(Code.GUARDIAN_NOT_LISTED, about="changes.members.0.birth.guardian")

"""法规入档: a pack counts once a fact says by which document, from which day, and what decides in it."""

from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest

from adapters.packs.parser import PackError, parse
from domain.ground.places import Level
from domain.ground.refusal import Code
from domain.law.pack import Pack
from domain.registers.divisions.facts import DivisionChange, DivisionEffect
from domain.registers.law import commands as c
from domain.registers.law.facts import (
    EntryHeld,
    InterpretationProposed,
    InterpretationRecorded,
    LawProposed,
    LawRecorded,
)
from domain.registers.law.state import Changed, changed, of_pack, runs
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given, like
from tests.case.test_divisions import counted
from tests.case.words import LAST_DAY, MONDAY
from tests.law.dating import TEXT, with_entries
from tests.law.dating import changed as rewritten

DAY = date(2027, 1, 1)
EVE = DAY - timedelta(days=1)
EDGE = "step = 1\nup_to = 3000\n"
FIRST_TIER = {"scale": "medical", "step": 1}
SHIPPED = of_pack(parse(TEXT))
COUNTY, ON_RECORD = "linzhou-2025-1", "内部§法规入档"


@pytest.mark.article("内部§法规入档")
def test_a_file_is_recorded_once_and_by_the_system_alone() -> None:
    """Another file of the same name is recorded again; the newest one counts."""
    story = given(j.Journey).when(c.RecordLaw)
    story.then(like(LawRecorded, on=MONDAY, name="beihe-2022-9", sha256="4e" * 32))
    story.when(c.RecordLaw).then_refused(Code.DONE_ALREADY, article="内部§法规入档")
    story.when(c.RecordLaw, p.SECURITY).then_refused(Code.POST_NOT_COMPETENT)
    story = given(story.journey).when(c.RecordLaw, sha256="4f" * 32)
    story.then(like(LawRecorded, sha256="4f" * 32))
    story.when(c.RecordLaw, sha256="4f" * 32).then_refused(Code.DONE_ALREADY)


@pytest.mark.article("内部§法规入档")
def test_a_file_laid_beside_the_program_counts_by_two_hands() -> None:
    """One city officer proposes it by document, first day and hash, another one approves it."""
    story = given(j.Journey).when(c.ProposeLaw)
    story.then(like(LawProposed, name=COUNTY, sha256="6a" * 32))
    story.when(c.ApproveLaw).then_refused(Code.DUTIES_NOT_SEPARATE, article=ON_RECORD)
    story.when(c.ApproveLaw, p.SECURITY).then_refused(Code.POST_NOT_COMPETENT, article="34")
    other = given(story.journey).when(c.ApproveLaw, p.CITY_TOO)
    other.then(like(LawRecorded, name=COUNTY, document="林民〔2025〕1号", sha256="6a" * 32))
    other.when(c.ProposeLaw).then_refused(Code.DONE_ALREADY, article=ON_RECORD)
    other.when(c.ApproveLaw, p.CITY_TOO).then_refused(Code.LAW_NOT_PROPOSED, article=ON_RECORD)


@pytest.mark.article("内部§法规入档")
@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ({"sha256": "6c" * 32}, [Code.LAW_FILE_DIFFERS]),
        ({"document": "林民〔2025〕2号"}, [Code.LAW_FILE_DIFFERS]),
        ({"valid_from": MONDAY}, [Code.LAW_FILE_DIFFERS]),
        ({"area": "540102"}, [Code.LAW_FILE_DIFFERS]),
        ({"sha256": "6b" * 32}, [Code.LAW_RESTED_ON]),
        ({"sha256": "6e" * 32}, [Code.DIVISION_UNKNOWN]),
        ({"case": "nowhere"}, [Code.LAW_FILE_UNKNOWN]),
        ({"document": " "}, [Code.FIELD_MISSING, Code.LAW_FILE_DIFFERS]),
        ({"sha256": " "}, [Code.FIELD_MISSING, Code.LAW_FILE_DIFFERS]),
    ],
)
def test_what_is_proposed_is_the_file_as_it_lies_there(
    words: dict[str, Any], codes: list[Code]
) -> None:
    """Said wrongly, rewriting what facts rest on, or not there at all: refused."""
    story = given(j.Journey).when(c.ProposeLaw, **words)
    about = next(iter(words)) if "case" not in words else None
    story.then_refused(*codes, article=None if len(codes) > 1 else ON_RECORD, about=about)


@pytest.mark.article("内部§法规入档")
def test_what_is_approved_is_what_was_proposed() -> None:
    """Nothing, another file, or a file of another city: refused."""
    story = given(j.Journey)
    story.when(c.ApproveLaw, p.CITY_TOO).then_refused(Code.LAW_NOT_PROPOSED, article=ON_RECORD)
    story = given(j.Journey().go(c.ProposeLaw))
    story.when(c.ApproveLaw, p.CITY_TOO, sha256="6b" * 32).then_refused(
        Code.LAW_NOT_PROPOSED, Code.LAW_RESTED_ON, article=ON_RECORD
    )
    story.when(c.ApproveLaw, p.CITY_TOO, area="540102").then_refused(
        Code.LAW_FILE_DIFFERS, article=ON_RECORD
    )
    story.when(c.ApproveLaw, p.CITY_TOO, sha256=" ").then_refused(
        Code.FIELD_MISSING, Code.LAW_NOT_PROPOSED
    )
    story.when(c.ApproveLaw, p.CITY_TOO, case="nowhere").then_refused(
        Code.LAW_FILE_UNKNOWN, Code.LAW_NOT_PROPOSED, article=ON_RECORD
    )


VILLAGE = DivisionChange(
    effect=DivisionEffect.ESTABLISHES,
    code="540121200001",
    name="云杉村",
    kind="村",
    level=Level.VILLAGE,
    parent="540121200",
    first_day=MONDAY,
)


@pytest.mark.article("内部§法规入档")
def test_the_law_of_a_village_counts_as_long_as_the_village_is_on_record() -> None:
    """Proposed while it is, and not approved once the record of it was ended in between."""
    its_file: dict[str, Any] = {"sha256": "6e" * 32}
    proposed = given(counted(VILLAGE)).when(c.ProposeLaw, **its_file)
    proposed.then(like(LawProposed, **its_file))
    ends = DivisionChange(effect=DivisionEffect.ENDS, code=VILLAGE.code, last_day=LAST_DAY)
    ended = counted(ends, at=counted(VILLAGE).go(c.ProposeLaw, **its_file))
    given(ended).when(c.ApproveLaw, p.CITY_TOO, **its_file).then_refused(
        Code.DIVISION_UNKNOWN, article=ON_RECORD, about="sha256"
    )
    counts = given(proposed.journey).when(c.ApproveLaw, p.CITY_TOO, **its_file)
    counts.then(like(LawRecorded, area=VILLAGE.code))


@pytest.mark.article("34")
def test_an_interpretation_is_recorded_by_two_hands_and_chooses_a_reading_from_a_day_on() -> None:
    """The bureau's document, its day; who proposed it does not approve it (34)."""
    story = given(j.Journey).when(c.ProposeInterpretation)
    story.then(like(InterpretationProposed, reading="AMB-33", choice="down-once"))
    story.when(c.ApproveInterpretation).then_refused(Code.DUTIES_NOT_SEPARATE, article="34")
    other = given(story.journey).when(c.ApproveInterpretation, p.CITY_TOO)
    other.then(like(InterpretationRecorded, since=date(2025, 7, 1), proposed_by=p.CITY.id))
    other.when(c.ProposeInterpretation).then_refused(Code.DONE_ALREADY, article="34")
    other.when(c.ApproveInterpretation, p.CITY_TOO).then_refused(
        Code.LAW_NOT_PROPOSED, article="34"
    )
    other.when(c.ApproveInterpretation, p.CITY_TOO, case="nowhere").then_refused(
        Code.LAW_UNKNOWN, Code.LAW_NOT_PROPOSED, article="34"
    )


@pytest.mark.article("34")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"reading": "AMB-99"}, Code.READING_UNKNOWN),
        ({"choice": "sideways"}, Code.FIELD_INVALID),
        ({"choice": "half-up-once"}, Code.DONE_ALREADY),
        ({"since": MONDAY}, Code.INTERPRETATION_REACHES_BACK),
        ({"correction": True}, Code.INTERPRETATION_IN_FUTURE),
        ({"since": date(2018, 1, 1), "correction": True}, Code.DATE_TOO_EARLY),
        ({"case": "nowhere"}, Code.LAW_UNKNOWN),
        ({"area": "540102"}, Code.LAW_UNKNOWN),
        ({"document": " "}, Code.FIELD_MISSING),
    ],
)
def test_no_interpretation_of_what_is_not_asked_and_none_that_reaches_back_unsaid(
    words: dict[str, Any], code: Code
) -> None:
    """Such an ambiguity, such a choice, a day to come; of days that have been it is a correction (34)."""
    given(j.Journey).when(c.ProposeInterpretation, **words).then_refused(code)


@pytest.mark.article("34")
def test_a_choice_that_is_none_is_told_with_those_there_are() -> None:
    """In words, beside the codes and the list that has them (34)."""
    story = given(j.Journey).when(c.ProposeInterpretation, choice="sideways")
    story.then_refused(Code.FIELD_INVALID)
    (why,) = story.reasons
    assert why.facts["allowed"] == "half-up-once,down-once"
    assert why.facts["list"] == "readings.AMB-33"


@pytest.mark.article("34")
def test_no_interpretation_under_which_the_law_contradicts_itself() -> None:
    """Each choice alone leaves a whole law; two together may not (34)."""
    with patch.object(Pack, "interpreted", side_effect=PackError([])):
        given(j.Journey).when(c.ProposeInterpretation).then_refused(
            Code.READING_IMPOSSIBLE, article="34"
        )


@pytest.mark.article("34")
def test_an_interpretation_that_waited_too_long_reaches_back() -> None:
    """Its day has come before it was approved; as a correction it may reach back (34)."""
    late = given(j.Journey().go(c.ProposeInterpretation).on(date(2025, 7, 1)))
    late.when(c.ApproveInterpretation, p.CITY_TOO).then_refused(
        Code.INTERPRETATION_REACHES_BACK, article="34"
    )
    since = date(2025, 1, 1)
    right = given(j.Journey().go(c.ProposeInterpretation, since=since, correction=True))
    right.when(c.ApproveInterpretation, p.CITY_TOO).then(
        like(InterpretationRecorded, correction=True)
    )


def test_every_entry_is_there_on_its_days() -> None:
    """What is recorded of a pack comes to what decides on each of its days."""
    pack = parse(with_entries([rewritten("tier", FIRST_TIER, up_to=4000, **{"from": DAY})]))
    document = of_pack(pack)
    for day in (*pack.book.since, EVE, DAY):
        assert {e.entry: e.digest for e in document.entries if e.on(day)} == pack.on(day).digests
    assert [(e.first, e.last) for e in document.entries if e.entry == "tier medical 1"] == [
        (parse(TEXT).valid_from, EVE),
        (DAY, None),
    ]


@pytest.mark.article("11.2")
def test_an_entry_changed_in_place_is_named_with_its_days() -> None:
    """Moving the edge of a tier: in place it changes every day, by an entry only those to come."""
    moved = of_pack(parse(TEXT.replace(EDGE, EDGE.replace("3000", "4000"))))
    assert moved.sha256 != SHIPPED.sha256
    since = parse(TEXT).valid_from
    assert changed(SHIPPED.entries, moved.entries) == (Changed("tier medical 1", since, None),)
    dated = parse(with_entries([rewritten("tier", FIRST_TIER, up_to=4000, **{"from": DAY})]))
    found = changed(SHIPPED.entries, of_pack(dated).entries)
    assert found == (Changed("tier medical 1", DAY, None),)


def test_what_decides_nothing_changes_no_entry() -> None:
    """Another title, a note: the file is another, its law the same."""
    retitled = of_pack(parse(TEXT.replace('title = "家庭年累计"', 'title = "家庭年度累计"')))
    assert retitled.sha256 != SHIPPED.sha256
    assert changed(SHIPPED.entries, retitled.entries) == ()


def test_an_entry_that_is_gone_or_new_is_told_as_such() -> None:
    """On the days on which one file says something and the other does not."""
    was = runs([(EVE, {"a": "1", "b": "2"}), (DAY, {"a": "1", "b": "3"})])
    now = runs([(EVE, {"b": "2", "c": "4"}), (DAY, {"b": "3"})])
    assert was == (
        EntryHeld("a", EVE, None, "1"),
        EntryHeld("b", EVE, EVE, "2"),
        EntryHeld("b", DAY, None, "3"),
    )
    assert changed(was, now) == (
        Changed("a", EVE, None, gone=True),
        Changed("c", EVE, EVE),
    )

"""Letters: one file each, and none ever prints a value of programs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from adapters import drawing
from domain.case.table import LETTERS
from domain.ground.document import Document
from domain.ground.facts import Recorded
from domain.ground.terms import (
    Category,
    Cause,
    DocumentKind,
    Ground,
    Material,
    MeansCheck,
    Method,
    Procedure,
    ReferralPurpose,
    Relation,
    Residence,
)
from relief.documents import letters
from relief.documents.letters import Unwritten, referral_slip, written
from relief.documents.offices import Offices
from relief.documents.papers import Papers, Unprintable
from relief.documents.telling import ground
from relief.office.calendars import Calendars
from relief.words.dictionary import Unworded, of, table, word
from tests.case import journeys as j
from tests.case.journey import Journey
from tests.case.world import PACK, PLACES

FILES = sorted(Path(letters.__file__).parent.glob("[a-z]*.py"))
SAID: tuple[type[StrEnum], ...] = (
    Category,
    Cause,
    MeansCheck,
    DocumentKind,
    Ground,
    Material,
    Method,
    Procedure,
    ReferralPurpose,
    Relation,
    Residence,
)
"""Every closed list a letter says a value of."""
BARE = replace(PACK.outcomes, casework=replace(PACK.outcomes.casework, grounds=()))
CODE = re.compile("[a-z]{2}")
JOURNEYS = (*j.STAGES.values(), j.referred, j.delegated, j.urgent_verified, j.in_notice)


def papers(journey: Journey) -> Papers:
    """The real papers over the history of a journey."""
    world = journey.world
    return Papers(
        world.journal,
        world.journal.opened,
        world.law,
        Calendars(world.journal),
        Offices(lambda: PLACES),
        drawing,
    )


def recorded(journey: Journey) -> Sequence[Recorded]:
    """The facts of its case."""
    return papers(journey).facts(journey.about.case).recorded


def issued(journey: Journey) -> Iterator[Document]:
    """Every document a journey led to."""
    made = papers(journey)
    facts = made.facts(journey.about.case)
    for kind in DocumentKind:
        found = made.issued(facts, kind, None) if facts.recorded else None
        if found is not None:
            yield found.document


def test_a_letter_is_one_file_named_after_its_kind() -> None:
    """What a row owes has a file that says how it is written, and every file is owed by a row."""
    kept = {file.stem.replace("_", "-") for file in FILES}
    owed = {kind.value for kind in LETTERS}
    unowed = sorted(kept - owed)
    assert not unowed, (
        f"no row of a command owes {unowed}: put a Letter into the row of its command"
    )
    assert all(written(kind).kind is kind for kind in LETTERS)


class Other(StrEnum):
    """A letter that nobody wrote."""

    OTHER = "other-letter"


def test_a_letter_that_is_not_written_is_told_by_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file, none in the file, or another one's: whoever starts the service reads which and where."""
    nobodys: Any = Other.OTHER
    with pytest.raises(Unwritten, match=r"the letter 'other-letter'.*letters/other_letter\.py"):
        written(nobodys)
    for lacking in (None, written(DocumentKind.FORM)):
        monkeypatch.setattr(referral_slip, "LETTER", lacking)
        with pytest.raises(Unwritten, match=r"referral_slip\.py .*kind=DocumentKind\.REFERRAL"):
            written(DocumentKind.REFERRAL)


@pytest.mark.parametrize("closed", SAID, ids=lambda one: one.__name__)
def test_every_value_a_letter_says_has_its_chinese(closed: type[StrEnum]) -> None:
    """A value added to a closed list is named in the dictionary before a letter can say it."""
    assert all(of(value) for value in closed)


@pytest.mark.parametrize("kind", Ground)
def test_a_refusal_says_its_ground_in_chinese_whatever_the_law_lists(kind: Ground) -> None:
    """A ground that no entry of the law words is worded by the dictionary, reckoned ones in full."""
    clause, said = ground(replace(PACK, outcomes=BARE), kind)
    assert clause.startswith("第") and not CODE.search(said)


def test_a_value_without_chinese_is_not_printed() -> None:
    """It raises, and names the list and the value; the letter cannot be drawn and says why."""
    with pytest.raises(Unworded, match="unheard-of"):
        word("Relation", "unheard-of")


def test_a_letter_that_cannot_say_a_value_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for it is told why there is none; the value is not told."""
    monkeypatch.delitem(table("values", "Procedure"), Procedure.GENERAL)
    made = papers(journey := j.accepted())
    with pytest.raises(Unprintable) as raised:
        made.issued(made.facts(journey.about.case), DocumentKind.ACCEPTANCE, None)
    assert (raised.value.why, str(raised.value)) == ("value-without-word", "value-without-word")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_letters_say_values_by_the_dictionary_alone(file: Path) -> None:
    """No letter takes the value of a closed list as it stands, nor a name that lets it through."""
    text = file.read_text(encoding="utf-8")
    assert not re.findall(r"\.value\b|in_chinese|TERMS|BY_FACT", text)


@pytest.mark.parametrize("start", JOURNEYS, ids=lambda start: start.__name__)
def test_no_letter_of_any_journey_prints_a_code(start: j.Start) -> None:
    """Wherever a case goes its documents are in Chinese; officers alone sign with what they are called."""
    journey = start()
    signing = re.compile("|".join(sorted({one.officer for one in recorded(journey)} or {"-"})))
    for document in issued(journey):
        found = [text for text in document.texts() if CODE.search(signing.sub("", text))]
        assert not found, f"{document.kind}: {found}"

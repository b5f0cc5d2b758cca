"""What comes with the program and reaches a person is Chinese, also where it was recorded long ago."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.registers.calendar.state import Noted
from relief.api.arranging import line
from relief.notices import known_notices
from relief.words.days import source, trusted
from relief.words.dictionary import table
from tests.api.conftest import Api
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.words import CASEWORKER
from tests.words.judged import english
from tests.words.judged import line as english_line

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(
    path
    for floor in ("adapters", "domain", "projections", "relief")
    for kind in ("json", "toml")
    for path in (ROOT / floor).rglob(f"*.{kind}")
    if "words" not in path.parts
)
KEPT_IN = frozenset({"about", "read_from", "unknown", "entries"})
"""What a file says of itself to who keeps it, and what it is only compared by: shown to nobody."""

SLOT = re.compile(r"\{\w+\}")

FORMERLY = table("notices", "formerly")


def texts(node: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a file, by where it stands."""
    if isinstance(node, dict):
        for name, inner in node.items():
            if name not in KEPT_IN:
                yield from texts(inner, f"{at}.{name}")
    elif isinstance(node, list):
        for inner in node:
            yield from texts(inner, at)
    elif isinstance(node, str):
        yield at, node


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_text_of_a_shipped_file_is_chinese_or_a_code(path: Path) -> None:
    """Holidays, places, law: no prose in another language waits there to be recorded."""
    text = path.read_text(encoding="utf-8")
    data = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    assert [(at, one) for at, one in texts(data) if english_line(SLOT.sub("", one))] == []


def test_there_are_files_to_walk() -> None:
    """Of each kind."""
    parts = {path.parent.name for path in SHIPPED}
    assert parts >= {"calendar", "places", "packs"} and len(SHIPPED) >= 4


def test_every_shipped_notice_is_told_in_chinese() -> None:
    """Name, document, where it was read, and how far that is trusted."""
    shipped = known_notices(date(2026, 2, 2))
    assert len(shipped) > 50
    for one in shipped:
        assert one.confidence in table("notices", "confidence"), one
        shown = (one.name, one.document, one.source, trusted(one.confidence))
        assert [text for text in shown if english(text)] == []


def test_what_was_recorded_in_other_words_is_shown_in_those_of_today() -> None:
    """The fact keeps what it says; beside it stands what the same notice is shipped with now."""
    shipped = {one.source: one for one in known_notices(date(2026, 2, 2))}
    assert len(FORMERLY) == 4
    for formerly, now in FORMERLY.items():
        old = replace(shipped[now], source=formerly)
        told = line(Noted(1, old, "system"))
        assert (told["source"], told["source_text"]) == (formerly, now)
        assert source(f"{old.document} ({formerly})") == f"{old.document} ({now})"
        assert not english(source(f"{old.document} ({formerly})"))


@ONE_STORE
def test_a_fresh_installation_shows_no_english_of_its_calendar(api: Api) -> None:
    """Every line on record and every day of a reckoning over a notice of Lhasa's own."""
    items = api.get(CASEWORKER, "/v1/calendar/notices").json()["items"]
    assert len(items) > 50
    for one in items:
        shown = (one["name"], one["document"], one["source"], one["source_text"])
        assert not any(map(english, (*shown, one["confidence_text"]))), one
    asked = {"start": "2019-02-01", "limit": "examination"}
    days = api.get(CASEWORKER, "/v1/calendar/due", **asked).json()["days"]
    assert any("昌都市卡若区的通知" in one["source"] for one in days)
    assert not any(english(one["source_text"]) for one in days)

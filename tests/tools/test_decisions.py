"""Decisions are numbered, dated, grouped by theme, and say what became of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

DECISIONS = Path(__file__).parents[2].joinpath("DECISIONS.md").read_text(encoding="utf-8")
ENTRY = re.compile(r"\*\*(\d+) · (\S+) · (.+?[.。])\*\*(?: \*([^*]+)\*)?(?: \S.*)?")
CALLED = {"Void, replaced by": "Replaces", "Changed by": "Changes"}
"""What an entry says of a later one, and what the later one says of it."""


@dataclass(frozen=True)
class Decision:
    """One entry. ``said``: what it says of others, as word and number."""

    number: int
    day: date
    theme: str
    said: frozenset[tuple[str, int]]


def marks(text: str) -> Iterator[tuple[str, int]]:
    """``Changed by 83 and 90.`` as two pairs."""
    for sentence in filter(None, text.split(".")):
        word = re.sub(r"[ ,\d]+(and [ \d]+)*$", "", sentence.strip())
        yield from ((word, int(number)) for number in re.findall(r"\d+", sentence))


def decisions() -> Iterator[Decision]:
    """Every paragraph below a theme. Fails on one that is no entry."""
    _, *chapters = re.split(r"^## ", DECISIONS, flags=re.MULTILINE)
    for chapter in chapters:
        theme, *paragraphs = chapter.strip().split("\n\n")
        for paragraph in paragraphs:
            entry = ENTRY.fullmatch(paragraph.strip())
            assert entry is not None, f"not an entry: {paragraph[:60]}"
            said = frozenset(marks(entry[4] or ""))
            yield Decision(int(entry[1]), date.fromisoformat(entry[2]), theme, said)


ALL = tuple(decisions())


def test_numbers_are_complete_and_used_once() -> None:
    """From 1 on, none left out, none twice: a number means one decision for ever."""
    numbers = sorted(one.number for one in ALL)
    assert numbers == list(range(1, max(numbers) + 1))


def test_numbers_and_days_run_alike() -> None:
    """A later number has no earlier day, also within its theme."""
    days = [one.day for one in sorted(ALL, key=lambda one: one.number)]
    assert days == sorted(days)
    for theme in {one.theme for one in ALL}:
        numbers = [one.number for one in ALL if one.theme == theme]
        assert numbers == sorted(numbers), theme


def test_each_theme_stands_once_and_says_something() -> None:
    """A theme is a heading with entries under it."""
    themes = re.findall(r"^## (.+)$", DECISIONS, re.MULTILINE)
    assert len(themes) == len(set(themes))
    assert set(themes) == {one.theme for one in ALL}


def test_what_was_replaced_or_changed_names_its_successor_and_is_named_back() -> None:
    """Whoever reads either of the two finds the other, and the later one is the later one."""
    told = {(one.number, word, other) for one in ALL for word, other in one.said}
    words = {*CALLED, *CALLED.values()}
    assert {word for _, word, _ in told} <= words
    forth = {(old, new, CALLED[word]) for old, word, new in told if word in CALLED}
    back = {(old, new, word) for new, word, old in told if word in CALLED.values()}
    assert forth == back
    assert all(old < new for old, new, _ in forth)
    assert forth


def test_a_replacement_is_said_nowhere_else() -> None:
    """Free text that replaces or voids an entry would be seen by nobody who looks at the marks."""
    loose = re.findall(r"\((?:replaces|instead of|changes) \d+\)", DECISIONS)
    assert loose == []

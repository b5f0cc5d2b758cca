"""Which tests name which provision: read from their marks, without running them.

``@pytest.mark.article("18.1.1")`` stands above a test, or ``pytestmark`` for a whole file. What
tests do is not parsed: there are thousands of lines of it.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

Tests = Sequence[tuple[str, str, frozenset[str]]]
"""Where a test is, what it promises, which provisions it names."""

MARK = "article"

MORE = r"[^\n]*\n(?:[ )\]}][^\n]*\n)*"
"""The rest of a statement: its line, and all lines that are set in or close a bracket."""

WHOLE = re.compile(rf"^pytestmark = {MORE}", re.MULTILINE)
TEST = re.compile(
    rf"^(?P<above>(?:@{MORE})*)def (?P<name>test_\w+)"
    r"\((?:[^\n]+:\n|\n(?: [^\n]*\n)+\)[^\n]*:\n)"
    r'(?: +"""(?P<promise>.*?)""")?',
    re.MULTILINE | re.DOTALL,
)
"""A test from its marks to its docstring, as the formatter sets it."""
NAMED = re.compile(rf"pytest\.mark\.{MARK}\(([^()]*)\)")
PLACE = re.compile(r"""["']([^"']+)["']""")


def naming_tests(folder: Path) -> Tests:
    """Every test in a folder that names a provision."""
    return [
        one
        for file in sorted(folder.rglob("test_*.py"))
        for one in _of_file(file, file.relative_to(folder.parent))
        if one[2]
    ]


def _of_file(file: Path, shown: Path) -> Iterator[tuple[str, str, frozenset[str]]]:
    text = file.read_text(encoding="utf-8")
    if f"mark.{MARK}" not in text:
        return
    whole = frozenset(place for one in WHOLE.findall(text) for place in _marks(one))
    for test in TEST.finditer(text):
        own = whole.union(_marks(test["above"]))
        yield f"{shown}::{test['name']}", " ".join((test["promise"] or "").split()), own


def _marks(text: str) -> Iterator[str]:
    """The places named by marks, in whatever they are wrapped."""
    for named in NAMED.findall(text):
        yield from PLACE.findall(named)

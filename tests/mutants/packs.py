"""Mutants of the pack: a number one more or less, another reading, an entry or a part of one gone.

The file's text is changed as it is read, so that everything made from it follows.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import adapters.packs as reader
from adapters.packs import book
from adapters.packs.parser import parse
from adapters.packs.reachable import check_reachable
from domain.law.pack import Pack
from tests.mutants.mutant import Kind, Mutant

FILE = "lhasa-2018-202.toml"

NUMBERS = ("value", "up_to", "percent", "flat", "most", "effects", "length")
"""Fields whose number decides something."""

LISTS = (
    "causes",
    "effects",
    "registers",
    "claims",
    "evidence",
    "binds",
    "duties",
    "starts",
    "stops",
    "limits",
    "bounds",
    "counts",
    "stages",
    "manual",
    "when",
    "courses",
    "residences",
    "basis",
    "warns",
)
"""Fields whose members each decide something."""

SWITCHES = ("needs_finding", "seat", "by_agent", "extends", "counts_start", "keyed")

WORDS = {
    "unit": {"WORKING_DAY": "NATURAL_DAY", "NATURAL_DAY": "WORKING_DAY"},
    "compare": {">": ">=", "<": "<="},
    "per": {"member": "case", "case": "member"},
    "fallback": {"latest-published-flagged": "none"},
    "as_of": {"year-before-application": "acceptance-day"},
    "notice": {"before-approval": "after-approval"},
    "cap": {"household_cap": "person_cap", "person_cap": "household_cap"},
    "expiry": {"LAPSES": "LATE", "ENDS_NOTICE": "LATE", "REMINDS": "LATE"},
}
"""Fields whose word decides something, and another word for each."""

NEVER_EMPTY = ("bounds", "counts")
"""Fields whose last member a pack cannot do without."""

GONE = ("override", "exception", "times", "floor_vs_cap", "counts_from")
"""Fields an entry may do without."""

STRUCK = (
    *("deduction", "test", "frequency", "fund", "ground", "material", "limit", "tier"),
    *("document", "published"),
)
"""Tables whose entries may be missing."""

PRINTED = ("title", "sign")
"""Words of a document that its reader sees: what it is called, and how its number begins."""

SPAN = ("valid_from", "valid_to")
"""The days a published figure is for. Where it was found, and when somebody read it there, decides
nothing: no sum is reckoned from its ``document``, ``source`` or ``read_on``. In another series or
unit it would make no pack."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the file: its table, what it is called, and its lines."""

    table: str
    name: str
    start: int
    end: int
    fields: dict[str, Any]

    @property
    def places(self) -> frozenset[str]:
        """What it cites."""
        return frozenset({str(self.fields.get("citation", ""))} - {""})


Change = Callable[[list[str]], None]


def text() -> str:
    """The file as it is shipped."""
    return files("domain.law").joinpath(reader.FOLDER, FILE).read_text(encoding="utf-8")


def entries(lines: Sequence[str]) -> Iterator[Entry]:
    """Every entry, in the order of the file; those of one name are counted."""
    heads = [n for n, line in enumerate(lines) if re.fullmatch(r"\[{1,2}[\w.]+\]{1,2}", line)]
    seen: dict[str, int] = {}
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        table = lines[start].strip("[]")
        if not lines[start].startswith("[["):
            continue
        fields = tomllib.loads("\n".join(lines[start + 1 : end]))
        name = str(next((fields[k] for k in ("id", "scale", "base", "per") if k in fields), table))
        seen[f"{table}.{name}"] = again = seen.get(f"{table}.{name}", 0) + 1
        yield Entry(table, name if again == 1 else f"{name}#{again}", start, end, fields)


def of_pack() -> Iterator[Mutant]:
    """Every mutant of the file."""
    lines = text().splitlines()
    yield _mutant("heading.valid_from", frozenset({"35"}), _line("valid_from", "2018-12-04"))
    for entry in entries(lines):
        for what, change in _changes(entry, lines):
            name = f"{entry.table}.{entry.name}{what}"
            yield _mutant(name, entry.places, change, entry.name.partition("#")[0])


def _mutant(name: str, places: frozenset[str], change: Change, called: str = "") -> Mutant:
    return Mutant(
        f"pack:{name}", Kind.PACK, places, lambda: read_as(change), chapter=called, before=True
    )


def _line(field: str, value: str) -> Change:
    def change(lines: list[str]) -> None:
        at = next(n for n, line in enumerate(lines) if line.startswith(f"{field} = "))
        lines[at] = f"{field} = {value}"

    return change


def _changes(entry: Entry, lines: Sequence[str]) -> Iterator[tuple[str, Change]]:
    """What can be changed in an entry."""
    for at in range(entry.start + 1, entry.end):
        field = lines[at].partition("=")[0].strip()
        if field in entry.fields:
            end = _end(lines, at)
            for what, new in (*_values(field, entry.fields), *_said(entry, field)):
                yield f".{field}{what}", _written(at, end, f"{field} = {new}")
            if field in GONE or (entry.table, field) == ("published", "valid_to"):
                yield f".{field}:struck", _written(at, end, "")
    if entry.table == "reading":
        yield from _readings(entry, lines)
    if entry.table in STRUCK and (entry.table != "tier" or "up_to" in entry.fields):
        yield ":struck", _written(entry.start, entry.end, "")


def _end(lines: Sequence[str], at: int) -> int:
    """The line after a value, which may be a list over several lines."""
    end = at + 1
    while lines[at].rstrip().endswith("[") and lines[end - 1].strip() != "]":
        end += 1
    return end


def _values(field: str, fields: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Other values of a field, as written in the file; none that a pack could not have."""
    value = fields[field]
    if type(value) is int and field in NUMBERS:
        least = 2 if field == "length" else 1
        yield from [("+1", str(value + 1))] if field != "length" or value else []
        yield from [("-1", str(value - 1))] if value >= least else []
    elif field == "needs_finding" and "signal" not in fields:
        return
    elif field == "value" and fields.get("unit") == "month-day":
        yield "+1", f'"{date.fromisoformat(f"2000-{value}") + timedelta(days=1):%m-%d}"'
    elif field == "value" and isinstance(value, str):
        yield "*2", f'"{2 * float(value)}"'
    elif type(value) is bool and field in SWITCHES:
        yield ":not", str(not value).lower()
    elif str(value) in WORDS.get(field, {}):
        word = WORDS[field][value]
        yield f":{word}", f'"{word}"'
    elif isinstance(value, list) and field in LISTS and (value[1:] or field not in NEVER_EMPTY):
        for one in value:
            if one != "maximum":
                yield f":-{one}", str([other for other in value if other != one])


def _said(entry: Entry, field: str) -> Iterator[tuple[str, str]]:
    """Other words of a document; another day, or another area, of a published figure."""
    value = entry.fields[field]
    if entry.table == "document" and field in PRINTED:
        yield ":other", f'"{value}别"'
    elif entry.table == "published" and field in SPAN:
        yield "+1", str(value + timedelta(days=1))
    elif entry.table == "published" and field == "area":
        yield ":narrower", f'"{value}01"'


def _readings(entry: Entry, lines: Sequence[str]) -> Iterator[tuple[str, Change]]:
    """Each other reading, the one chosen becoming an alternative."""
    chosen, others = entry.fields["chosen"], entry.fields["alternatives"]
    rest = [n for n in range(entry.start, entry.end) if lines[n].startswith("chosen =")]
    first = [n for n in range(entry.start, entry.end) if lines[n].startswith("alternatives =")]
    for other in others:
        left = [chosen, *(one for one in others if one != other)]
        words = {rest[0]: f'chosen = "{other}"', first[0]: f"alternatives = {left}"}
        ends = {at: _end(lines, at) for at in words}
        yield f":{other}", _all(_written(at, ends[at], line) for at, line in words.items())


def _all(changes: Iterable[Change]) -> Change:
    every = tuple(changes)

    def change(lines: list[str]) -> None:
        for one in every:
            one(lines)

    return change


def _written(start: int, end: int, line: str) -> Change:
    """These lines replaced by one; as many empty ones follow, so that line numbers stay."""
    return lambda lines: lines.__setitem__(slice(start, end), [line, *[""] * (end - start - 1)])


def read_as(change: Change) -> None:
    """Let the shipped pack's file read so, whoever reads it. Raises ``ValueError`` where it is none.

    Its own check refuses a limit that never starts or never stops. Whether tests miss it is asked
    all the same: this one text is read without that check, any other is refused as ever.
    """
    lines = text().splitlines()
    change(lines)
    changed = "\n".join(lines)
    pack = unchecked(changed)
    file = Path(str(files("domain.law").joinpath(reader.FOLDER, FILE)))
    _reads("read_text", file, changed)
    _reads("read_bytes", file, changed.encode())
    _put(reader, "parse", lambda asked: pack if asked == changed else parse(asked))
    reader.shipped.cache_clear()


def unchecked(changed: str) -> Pack:
    """A pack that may have limits that never start or never stop."""
    asked = check_reachable
    _put(book, "check_reachable", lambda *_: None)
    try:
        return parse(changed)
    finally:
        _put(book, "check_reachable", asked)


def _put(module: ModuleType, name: str, thing: Any) -> None:
    setattr(module, name, thing)


def _reads(method: str, file: Path, changed: str | bytes) -> None:
    """Let one file read otherwise. A fork is never undone."""
    as_written = getattr(Path, method)

    def read(self: Path, *words: Any, **more: Any) -> Any:
        return changed if self == file else as_written(self, *words, **more)

    setattr(Path, method, read)

"""Reading a policy pack from its text. Every mistake is gathered and named with its line."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from adapters.packs import entries, paperwork_entries, schema
from adapters.packs.book import Book
from adapters.packs.clauses import clauses
from adapters.packs.dated import Windows, dated
from adapters.packs.findings import SINGLE, Findings, read
from adapters.packs.knowledge import states
from adapters.packs.lines import Lines
from adapters.packs.outcome_schema import OUTCOME_TABLES
from adapters.packs.schema import Entry, Schema
from domain.ground.sayings import Saying
from domain.law.citations import citing
from domain.law.mistakes import PackError, Problem
from domain.law.pack import Pack

__all__ = ["PackError", "Problem", "parse"]

TABLES = (
    "pack",
    "provision",
    "clauses",
    "parameter",
    "reading",
    "limit",
    "document",
    *OUTCOME_TABLES,
)


def parse(text: str) -> Pack:
    """The policy pack written in ``text`` (TOML), as it is after its last change.

    Its other days are a question away (``Pack.on``). Raises ``PackError`` naming every mistake.
    """
    raw, found = opened(text)
    written = tables(raw, TABLES, found)
    heads = read("pack", written["pack"], schema.PACK, entries.head, found)
    provisions = dict(
        read("provision", written["provision"], schema.PROVISION, entries.provision, found).values()
    )
    told = written["pack"][0] if written["pack"] else {}
    if isinstance(told.get("document"), str):
        found.cite = citing(told["document"], provisions)
    if not written["pack"]:
        found.problems.append(Problem(1, "[pack]", Saying("missing")))
    own = clauses(written["clauses"], provisions, found)
    day = told.get("valid_from")
    since = day if type(day) is date else newest(written)
    head = heads[0] if heads else replace(NO_HEAD, valid_from=since)
    books: tuple[Book, ...] = ()
    for state in states(written, since, found):
        windows = dated(written, since, found, state.left_out)
        never(windows, since, SCHEMAS, found)
        book = Book.of(head, provisions, own, windows, written["published"], found.cite)
        book = replace(book, sha256=hashed(text), known=state.known, earlier=books)
        book.check(found)
        books = (*books, book)
    if found.problems:
        raise PackError(found.problems)
    return books[-1].latest


NO_HEAD = entries.Head("", "", "", "", date.min, None, (), frozenset(), {})
"""Stands for a head that is missing or wrong, so that the other mistakes are told as well."""

SCHEMAS: Mapping[str, Schema] = {
    "provision": schema.PROVISION,
    "parameter": schema.PARAMETER,
    "reading": schema.READING,
    "limit": schema.LIMIT,
    "document": paperwork_entries.DOCUMENT,
    **OUTCOME_TABLES,
}


def newest(written: Mapping[str, Iterable[Entry]]) -> date:
    """The last first day of any entry: where the file's own is unknown, only that day is looked at."""
    days = (entry.get("from") for some in written.values() for entry in some)
    return max((day for day in days if type(day) is date), default=date.min)


def never(windows: Windows, since: date, schemas: Mapping[str, Schema], found: Findings) -> None:
    """Entries that ended before the file's first day are no law of any day: only their keys count."""
    for table, some in windows.items():
        for one in some:
            if one.last is not None and one.last < since:
                for key, message in schemas[table].mistakes(one.entry):
                    found.add(table, one.index, key, message)


def hashed(text: str) -> str:
    """The hash of a file, as ``sha256sum`` prints it."""
    return sha256(text.encode("utf-8")).hexdigest()


def opened(text: str) -> tuple[Mapping[str, Any], Findings]:
    """What the text says, and where to note what is wrong. Raises ``PackError``: no TOML."""
    try:
        return tomllib.loads(text), Findings(Lines.of_text(text))
    except tomllib.TOMLDecodeError as error:
        raise PackError(
            [Problem(Lines.named_by(error), "text", Saying("no TOML: {error}", error=str(error)))]
        ) from error


def tables(raw: Mapping[str, Any], names: Iterable[str], found: Findings) -> dict[str, list[Entry]]:
    """The file's tables by name, each a list of entries; unknown ones are problems."""
    known: dict[str, list[Entry]] = {name: [] for name in names}
    for name, value in raw.items():
        entries_of = [value] if name in SINGLE else value
        line = found.lines.of(name, 0, None) or found.lines.of("", 0, name)
        if name not in known:
            found.problems.append(Problem(line, name, Saying("unknown table")))
        elif not isinstance(entries_of, list) or not all(isinstance(e, dict) for e in entries_of):
            shape = f"[{name}]" if name in SINGLE else f"[[{name}]]"
            found.problems.append(
                Problem(line, name, Saying("must be written as {shape}", shape=shape))
            )
        else:
            known[name] = entries_of
    return known

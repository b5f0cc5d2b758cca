"""The edition of the ledgers: a short name for everything their rows follow from but the history.

Two processes with the same edition read and write the same rows; rows of another edition are never
read, they are folded again. What can be derived is derived; what a fold does with a fact cannot be
seen from outside, so ``FOLDING`` is kept by hand and a test holds the rows of kept histories
against it (``tests/projections/test_edition.py``).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Dialect, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from adapters.store.upcasts import UPCASTS
from domain.law.overlay import Overlay
from domain.law.pack import Law, Pack
from projections.all import everything

FOLDING = 5
"""Raised by hand with every change that folds the same facts to other rows of the same shape.

1: until 11a5808. 2: the calendar's name leaves out the day of recording. 3: the
register takes a notice down with an acceptance, an approval or a sum that no longer stands. 4:
statutory rest days are off by rule, and what is firm is told by stretches. 5: the telephone of an
agent is kept among the likenesses.
"""


DIALECTS: tuple[Dialect, ...] = (sqlite.dialect(), postgresql.dialect())  # type: ignore[no-untyped-call]


def edition(law: Law) -> str:
    """The edition of this code under this law, as ``3-9f86d081884c``; fit for a name in a database."""
    tables = [table for projection in everything(law) for table in projection.tables]
    parts = (FOLDING, shapes(tables), limits(law), sorted(f"{n}/{v}" for n, v in UPCASTS))
    told = json.dumps(parts, ensure_ascii=False)
    return f"{FOLDING}-{sha256(told.encode()).hexdigest()[:12]}"


def shapes(tables: Iterable[Table]) -> list[str]:
    """Tables, columns, types, keys and indexes, as either database is asked to make them."""
    return sorted(
        statement for table in tables for dialect in DIALECTS for statement in _made(table, dialect)
    )


@cache
def _made(table: Table, dialect: Dialect) -> tuple[str, ...]:
    indexes = (str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes)
    return str(CreateTable(table).compile(dialect=dialect)), *indexes


def limits(law: Law) -> list[Any]:
    """What rows of time limits hang on: each law's limits by day, and where and when it holds."""
    of_packs = [(pack, {day: pack.on(day).limits for day in pack.book.since}) for pack in law.packs]
    of_counties = [
        (county, {day: added.limits for day, added in county.periods.items()})
        for county in law.overlays
    ]
    laws: list[tuple[Pack | Overlay, Mapping[date, Any]]] = [*of_packs, *of_counties]
    return [
        [one.id, one.area, str(one.valid_from), str(one.valid_to), plain(by_day)]
        for one, by_day in laws
    ]


def plain(value: Any) -> Any:
    """A value as JSON has it, the same in every process: sets in order, records by their fields."""
    if is_dataclass(value):
        return [plain(getattr(value, one.name)) for one in fields(value) if one.compare]
    if isinstance(value, Mapping):
        return sorted([str(key), plain(held)] for key, held in value.items())
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value if value is None or isinstance(value, str | int | bool) else str(value)

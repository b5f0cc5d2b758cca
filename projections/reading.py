"""Pages of a ledger: by area, after a cursor, in a stable order."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Select, func, tuple_

from projections.tables import typed

COUNTY, TOWNSHIP = 6, 9
"""Length of a division code at each level."""

LARGEST_PAGE = 500

_NEVER_STORED = re.compile("[\x00\ud800-\udfff]")

R = TypeVar("R")


class BadCursor(ValueError):
    """A cursor that no page of this list gave out."""


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Some rows, and the cursor of the next page; ``None`` where there is none."""

    rows: tuple[R, ...]
    next: str | None


def in_area(table: FromClause, area: str) -> ColumnElement[bool]:
    """Rows of a township (9 digits), a county (6), or what a shorter prefix contains.

    A prefix is asked for in a way no index answers, so that the order of the page chooses one.
    """
    if len(area) == TOWNSHIP:
        return table.c.township == area
    if len(area) == COUNTY:
        return table.c.county == area
    return func.substr(table.c.county, 1, len(area)) == area


def page(
    connection: Connection,
    statement: Select[Any],
    row: type[R],
    order: Sequence[ColumnElement[Any]],
    after: str | None,
    size: int,
) -> Page[R]:
    """One page of at most ``size`` rows in ``order``, which must tell any two rows apart.

    Raises ``BadCursor``; and ``ValueError`` for a size outside 1 to ``LARGEST_PAGE``.
    """
    if not 1 <= size <= LARGEST_PAGE:
        raise ValueError(f"a page has 1 to {LARGEST_PAGE} rows")
    if after is not None:
        statement = statement.where(tuple_(*order) > tuple_(*_values(after, order)))
    found = connection.execute(statement.order_by(*order).limit(size + 1)).mappings().all()
    rows = tuple(typed(row, one) for one in found[:size])
    more = len(found) > size
    return Page(rows, _cursor(found[size - 1], order) if more else None)


def _cursor(last: Any, order: Sequence[ColumnElement[Any]]) -> str:
    return json.dumps([last[column.name] for column in order], ensure_ascii=False)


def _values(cursor: str, order: Sequence[ColumnElement[Any]]) -> list[Any]:
    try:
        values = json.loads(cursor)
    except ValueError:
        values = None
    fits = isinstance(values, list) and len(values) == len(order)
    kinds = [column.type.python_type for column in order]
    if not fits or not all(_sound(v, k) for v, k in zip(values, kinds, strict=True)):
        raise BadCursor("no page of this list gave out this cursor")
    return list(values)


def _sound(value: Any, kind: type) -> bool:
    """Whether a column can hold it: no database takes larger numbers, nor every sign in a text."""
    if type(value) is not kind:
        return False
    if isinstance(value, int):
        return abs(value) < 2**63
    return isinstance(value, str) and not _NEVER_STORED.search(value)

"""One row type, one table: columns, keys and indexes of ledgers, the same on every database.

Dates are ISO text and flags are 0 or 1, because both need no conversion on the way in or out;
sums of money are whole fen.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

from sqlalchemy import BigInteger, Column, Index, MetaData, SmallInteger, Table, Text, text
from sqlalchemy.types import TypeEngine

from projections.rows import OPEN

LEDGERS = MetaData()

_TYPES: dict[type, type[TypeEngine[Any]]] = {str: Text, int: BigInteger, bool: SmallInteger}

R = TypeVar("R")


def table(name: str, row: type, key: Sequence[str], *indexes: Index) -> Table:
    """The table that holds rows of a ``TypedDict``: a column for each field, in their order.

    Fields are ``str``, ``int`` or ``bool``, or one of these or ``None``.
    """
    hints = get_type_hints(row)
    columns = [_column(field, hint, field in key) for field, hint in hints.items()]
    return Table(name, LEDGERS, *columns, *indexes)


def _column(field: str, hint: Any, key: bool) -> Column[Any]:
    kinds = get_args(hint) or (hint,)
    (kind,) = (k for k in kinds if k is not NoneType)
    return Column(field, _TYPES[kind], primary_key=key, nullable=NoneType in kinds)


def current_index(name: str, *columns: str, where: str = "") -> Index:
    """An index over the current rows of a versioned table only, perhaps not even all of them."""
    return partial_index(
        name, *columns, where=f"to_position = {OPEN}" + (f" AND {where}" if where else "")
    )


def partial_index(name: str, *columns: str, where: str) -> Index:
    """An index over the few rows of a table that something is asked about."""
    few = text(where)
    return Index(name, *columns, sqlite_where=few, postgresql_where=few)


@cache
def empty(row: Any) -> Mapping[str, Any]:
    """A row that tells nothing yet: ``None`` where a column may be empty, else zero or no text."""
    hints = get_type_hints(row)
    return {f: None if NoneType in get_args(h) else "" if h is str else 0 for f, h in hints.items()}


@cache
def _flags(row: Any) -> tuple[str, ...]:
    return tuple(field for field, hint in get_type_hints(row).items() if hint is bool)


def typed(row: type[R], found: Mapping[Any, Any]) -> R:
    """A row as read, with its flags as ``bool``."""
    made: Any = dict(found)
    kind: Any = row
    for flag in _flags(kind):
        made[flag] = bool(made[flag])
    return made  # type: ignore[no-any-return]

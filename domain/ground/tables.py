"""A table that says in a sentence what it lacks, and where that belongs."""

from collections.abc import Callable, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Lacking(LookupError):
    """What was asked for stands in no row. Says which, and in which file to write it."""


class Table(dict[K, V]):
    """Rows by what they are of; asked for one that is not there, it raises ``Lacking``."""

    def __init__(self, rows: Mapping[K, V], lacking: Callable[[K], str]) -> None:
        super().__init__(rows)
        self._lacking = lacking

    def __missing__(self, key: K) -> V:
        raise Lacking(self._lacking(key))

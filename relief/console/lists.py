"""A list as a page shows it: columns, lines of cells, and what follows; every list is drawn alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from relief.words.screens import screen


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: its words, and where they lead."""

    text: str
    way: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A list: what its columns are called, which of them are figures, its lines, the sums below them."""

    caption: str
    columns: Sequence[str]
    lines: Sequence[Sequence[Cell]]
    figures: frozenset[int] = frozenset()
    below: Sequence[Cell] = ()
    next: str = ""


def table(part: str, columns: Sequence[str], lines: Sequence[Sequence[Any]], **more: Any) -> Table:
    """A list in words: columns by the names of their words in ``[part]`` of the screens' words."""
    made = [[one if isinstance(one, Cell) else Cell(str(one)) for one in line] for line in lines]
    figures = frozenset(n for n, name in enumerate(columns) if name in FIGURES)
    heads = [screen(f"lists.{name}") for name in columns]
    return Table(screen(f"captions.{part}"), heads, made, figures, **more)


FIGURES = frozenset({"sum", "approved", "paid", "left", "members", "count", "total"})
"""Columns that hold figures."""

"""Every story of these tests told once more, by itself: what they exercise hangs on no order."""

import importlib
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.case.story import Seen, noting

HERE = Path(__file__).parent
LEFT_OUT = frozenset(
    {
        *("test_complete", "test_rows", "test_hands", "test_fewest", "test_properties"),
        *("test_columns", "test_moves", "test_own_citations"),
    }
)
"""Tests of completeness, two that draw long courses by chance, what reckons from tables alone, and
what asks of every case there is what else may be done: nothing is proven by them alone."""

Telling = tuple[Callable[..., Any], dict[str, Any]]


@cache
def walked() -> Seen:
    """What all stories exercise together. A story that fails does so where it is tested."""
    with noting() as seen:
        for tell, words in stories():
            try:
                tell(**words)
            except Exception:
                continue
    return seen


def stories() -> Iterator[Telling]:
    """Each test that needs nothing but the words of its own table, with each row of it."""
    for file in sorted(HERE.glob("test_*.py")):
        if file.stem in LEFT_OUT:
            continue
        module = importlib.import_module(f"{__package__}.{file.stem}")
        for name, test in vars(module).items():
            if name.startswith("test_") and inspect.isfunction(test):
                yield from told(test)


def told(test: Callable[..., Any]) -> Iterator[Telling]:
    """The rows of one test; none where it draws by chance or asks for a fixture."""
    if hasattr(test, "hypothesis"):
        return
    for rows in product(*tables(test)):
        words = {name: value for row in rows for name, value in row.items()}
        if words.keys() == inspect.signature(test).parameters.keys():
            yield test, words


def tables(test: Callable[..., Any]) -> Iterator[list[dict[str, Any]]]:
    """Its tables, each row by the names of its columns."""
    marks: list[Any] = getattr(test, "pytestmark", [])
    for mark in marks:
        if mark.name == "parametrize":
            named = mark.args[0]
            names = named.replace(" ", "").split(",") if isinstance(named, str) else list(named)
            yield [dict(zip(names, values(row, names), strict=True)) for row in mark.args[1]]


def values(row: Any, names: list[str]) -> tuple[Any, ...]:
    """The values of a row, whichever way it is written."""
    if isinstance(row, type(pytest.param())):
        return tuple(row.values)
    return (row,) if len(names) == 1 else tuple(row)

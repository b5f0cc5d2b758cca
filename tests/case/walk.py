"""What all stories of these tests exercise together: it hangs on no order, and on no other test.

Where tests run in several processes, each notes what the stories of a file exercised once it has
told them all; only what nobody told is told here once more.
"""

import importlib
import inspect
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import product
from pathlib import Path
from types import ModuleType
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


class Notes:
    """What the stories of this process exercise, file by file, and where a whole file is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, tuple[Seen, int]] = {}

    @contextmanager
    def taken(self, module: ModuleType) -> Iterator[None]:
        """A story of a file is told inside; the notes of the file are kept after its last one."""
        file = _stem(module)
        seen, left = self._files.get(file) or (Seen(), sum(1 for _ in stories(module)))
        try:
            with noting() as mine:
                yield
        finally:
            seen.add(mine)
            self._files[file] = seen, left - 1
            if left == 1:
                made = self._folder / f"{file}.new"
                made.write_bytes(pickle.dumps(seen))
                made.rename(self._folder / file)

    def of(self, file: str) -> Seen | None:
        """What all stories of a file exercised, where some process has told them."""
        kept = self._folder / file
        return pickle.loads(kept.read_bytes()) if kept.exists() else None


NOTES: list[Notes] = []
"""Those of this run, where it has several processes."""


@cache
def walked() -> Seen:
    """What all stories exercise together. A story that fails does so where it is tested."""
    seen = Seen()
    for file in sorted(HERE.glob("test_*.py")):
        if file.stem not in LEFT_OUT:
            noted = NOTES[0].of(file.stem) if NOTES else None
            seen.add(noted or told_again(file.stem))
    return seen


def told_again(file: str) -> Seen:
    """What the stories of a file exercise."""
    with noting() as seen:
        for tell, words in stories(importlib.import_module(f"{__package__}.{file}")):
            try:
                tell(**words)
            except Exception:
                continue
    return seen


def stories(module: ModuleType) -> Iterator[Telling]:
    """Each test of a file that needs nothing but the words of its own table, with each row of it."""
    for name, test in vars(module).items():
        if name.startswith("test_") and inspect.isfunction(test):
            yield from told(test)


@cache
def is_story(module: ModuleType, test: Callable[..., Any]) -> bool:
    """Whether a test of a file is one of the stories that are walked."""
    return _stem(module) not in LEFT_OUT and next(told(test), None) is not None


def _stem(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


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

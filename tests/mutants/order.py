"""In which order tests are asked about a mutant: first those that name what it carries."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest

from domain.coverage.coverage import within
from tests.mutants.mutant import Mutant

COMMAND = re.compile(r"\bc\.([A-Z]\w+)")
FUNCTION = re.compile(r"^def (\w+)", re.MULTILINE)
LEFT_OUT = {
    "test_complete.py": "asks what a whole run did, and so nothing of a run that stops",
    "test_fingerprint.py": "knows the shipped law by heart, and not what any of it does",
    "test_recomputation.py": "knows that law's fingerprint, too",
    "test_declared.py": "asks another process, which knows nothing of a mutant",
    "test_coverage.py": "counts what cites a provision, whatever that does",
}
"""Files that are asked nothing."""


def places(item: pytest.Item) -> frozenset[str]:
    """The provisions a test names: by its marks, or as the article a row says it is refused by."""
    marked = {str(one) for mark in item.iter_markers("article") for one in mark.args}
    rows = (getattr(value, "article", None) for value in _params(item))
    return frozenset(marked | {one for one in rows if isinstance(one, str)})


def names(item: pytest.Item, mutant: Mutant) -> bool:
    """Whether a test names what is struck, or a part of it."""
    return any(within(named, place) for named in places(item) for place in mutant.places)


def proves(item: pytest.Item, mutant: Mutant) -> frozenset[str]:
    """The provisions of a mutant that a test names."""
    named = places(item)
    return frozenset(p for p in mutant.places if any(within(one, p) for one in named))


def asked(
    items: Sequence[pytest.Item], mutant: Mutant, alike: Collection[str] = ()
) -> list[pytest.Item]:
    """The tests to run, the likeliest first; ``alike`` noticed something like it before."""
    some = [one for one in items if usable(one)]
    return sorted(some, key=lambda item: rank(item, mutant, alike))


def usable(item: pytest.Item) -> bool:
    """Slow tests start processes of their own, which know nothing of a mutant."""
    return item.path.name not in LEFT_OUT and item.get_closest_marker("slow") is None


def rank(item: pytest.Item, mutant: Mutant, alike: Collection[str] = ()) -> tuple[bool, ...]:
    """Smaller is earlier: a row about the command, then a test that gives it, then whatever noticed
    its like, then a file called like the chapter. Drawn examples cost most and come last.
    """
    return (
        getattr(getattr(item, "function", None), "is_hypothesis_test", False),
        not mutant.commands & set(_row(item)),
        not mutant.commands & given(item),
        item.nodeid.partition("[")[0] not in alike,
        not (mutant.chapter and mutant.chapter in item.nodeid),
        not names(item, mutant),
        not speaks(item.path, mutant),
    )


def speaks(file: Path, mutant: Mutant) -> bool:
    """Whether a file speaks of the commands, or of the entry of the pack."""
    if mutant.before:
        return bool(mutant.chapter) and mutant.chapter in words(file)
    return bool(mutant.commands & mentioned(file))


def _params(item: pytest.Item) -> Iterator[object]:
    call = getattr(item, "callspec", None)
    yield from () if call is None else call.params.values()


def _row(item: pytest.Item) -> Iterator[str]:
    """The commands that a row of a table of tests is about."""
    for value in _params(item):
        command = getattr(value, "command", value)
        if isinstance(command, type):
            yield command.__name__


def given(item: pytest.Item) -> frozenset[str]:
    """The commands that a test speaks of itself."""
    name = getattr(item, "originalname", None) or item.name
    return by_function(item.path).get(name, frozenset())


@cache
def by_function(file: Path) -> Mapping[str, frozenset[str]]:
    """The commands that each function of a file speaks of."""
    _, *parts = FUNCTION.split(words(file))
    return {
        name: frozenset(COMMAND.findall(body))
        for name, body in zip(parts[::2], parts[1::2], strict=True)
    }


@cache
def mentioned(file: Path) -> frozenset[str]:
    """The commands a file speaks of."""
    return frozenset(COMMAND.findall(words(file)))


@cache
def words(file: Path) -> str:
    """A file's text."""
    return file.read_text(encoding="utf-8")

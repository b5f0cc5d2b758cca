"""Which tests are asked about a mutant: the one on record for it, or all of them, likely ones first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from domain.coverage.coverage import within
from relief.tools.tested import Tests, naming_tests
from tests.mutants.killed import Killed, function_of
from tests.mutants.mutant import Mutant
from tests.mutants.order import asked, speaks

ROOT = Path(__file__).parents[2]
FOLDERS = (
    *("tests/case", "tests/law", "tests/assessment", "tests/time"),
    "tests/projections/test_limits.py",
)
"""The chapters that hold what the law says, and the worklists that its limits end on."""

FEW = 3
"""How many files are collected at a time, as long as they are likely."""

Targets = tuple[str, ...]
"""Folders, files, tests: what the test runner is told to collect."""


@dataclass(frozen=True, slots=True)
class OnRecord:
    """Only the test that killed it before."""

    known: Killed

    def targets(self, mutant: Mutant) -> Iterator[Targets]:
        """What to collect."""
        yield self.last(mutant)

    def last(self, mutant: Mutant) -> Targets:
        """All that may ever be asked of it."""
        return (function_of(self.known[mutant.id]),)

    def order(self, mutant: Mutant, items: Sequence[pytest.Item]) -> list[pytest.Item]:
        """Nothing but that test."""
        return [item for item in items if item.nodeid == self.known[mutant.id]]


@dataclass(frozen=True, slots=True)
class Naming:
    """Only tests that name a provision by a mark: whichever fails proves it."""

    place: str
    tests: Tests

    def targets(self, mutant: Mutant) -> Iterator[Targets]:
        """What to collect."""
        yield self.last(mutant)

    def last(self, mutant: Mutant) -> Targets:
        """All of them."""
        named = (where for where, _, places in self.tests if self._names(places))
        return tuple(dict.fromkeys(where for where in named if where.startswith(FOLDERS)))

    def order(self, mutant: Mutant, items: Sequence[pytest.Item]) -> list[pytest.Item]:
        """The likeliest first."""
        return asked(items, mutant)

    def _names(self, places: frozenset[str]) -> bool:
        return any(within(one, self.place) for one in places)


@dataclass(slots=True)
class Everything:
    """All tests: those that noticed something like it, then the likely files, then the rest."""

    tests: Tests = field(default_factory=lambda: naming_tests(ROOT / "tests"))
    noticed: dict[str, Counter[str]] = field(default_factory=dict)
    """How often tests killed mutants of one chapter or entry, and of one table."""

    def targets(self, mutant: Mutant) -> Iterator[Targets]:
        """What to collect, one after another until something notices."""
        alike = tuple(dict.fromkeys(self._alike(mutant)))
        speaking = [file for file in files() if speaks(ROOT / file, mutant)]
        naming = sorted(set(self._naming(mutant)))
        both = [file for file in naming if file in speaking]
        few = [tuple(both[at : at + FEW]) for at in range(0, len(both), FEW)]
        some = tuple(dict.fromkeys((*speaking, *naming)))
        yield from filter(None, (alike, *few, some, FOLDERS))

    @staticmethod
    def last(mutant: Mutant) -> Targets:
        """All that may ever be asked of it."""
        return FOLDERS

    def order(self, mutant: Mutant, items: Sequence[pytest.Item]) -> list[pytest.Item]:
        """The likeliest first."""
        return asked(items, mutant, frozenset(self._alike(mutant)))

    def remember(self, mutant: Mutant, test: str) -> None:
        """It will be asked first about the next ones like this."""
        for key in (mutant.chapter, _table(mutant)):
            self.noticed.setdefault(key, Counter())[function_of(test)] += 1

    def _alike(self, mutant: Mutant) -> Iterator[str]:
        for key, most in ((mutant.chapter, 6), (_table(mutant), 3)):
            yield from (test for test, _ in self.noticed.get(key, Counter()).most_common(most))

    def _naming(self, mutant: Mutant) -> Iterator[str]:
        for where, _, named in self.tests:
            if where.startswith(FOLDERS) and names_any(named, mutant):
                yield where.partition("::")[0]


Asking = OnRecord | Naming | Everything


def files() -> Iterator[str]:
    """Every file of tests that may be asked."""
    for folder in FOLDERS:
        there = ROOT / folder
        for file in sorted(there.glob("test_*.py")) if there.is_dir() else (there,):
            yield str(file.relative_to(ROOT))


def names_any(named: frozenset[str], mutant: Mutant) -> bool:
    """Whether one of the provisions named is carried by what is struck, or a part of that."""
    return any(within(one, place) for one in named for place in mutant.places)


def _table(mutant: Mutant) -> str:
    """Its kind, or the table of the pack that its entry stands in."""
    return mutant.id.partition(".")[0] if mutant.before else mutant.kind

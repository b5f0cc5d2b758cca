"""Mutants run: each in a fork, first by the test on record for it, then by all of them."""

import importlib
import pkgutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import Phase, settings

import adapters
import domain
import projections
from adapters import packs
from relief.tools.tested import Tests
from tests.mutants.asking import Asking, Everything, Naming, OnRecord
from tests.mutants.forks import End, Outcome, together
from tests.mutants.kept import FOLDER
from tests.mutants.killed import Killed, exists
from tests.mutants.mutant import Mutant
from tests.mutants.plugins import Collected, Only, Tell

UNUSED = ("cacheprovider", "schemathesis", "anyio")
"""Plugins that the tests asked here do without: each fork would load them."""

QUIET = (
    *("--quiet", "--no-header", "--disable-warnings", "--capture=no", "--tb=no"),
    *(word for plugin in UNUSED for word in ("-p", f"no:{plugin}")),
)


@dataclass(frozen=True, slots=True)
class How:
    """Forks at a time, and after how many seconds a mutant that lives on is called a survivor."""

    jobs: int
    patience: float


def run(
    mutants: Sequence[Mutant], known: Killed, how: How, tell: Tell, whole: Sequence[Mutant] = ()
) -> None:
    """Every mutant. Those of the pack come first: they need tests that nobody has imported yet.

    What is on record for the ``whole`` says which tests to ask first of what has no record. Of a
    test that is gone nothing is asked: it could not be collected, nor what is collected with it.
    """
    known = there(known)
    import_what_reads_no_pack()
    quick()
    every = Everything()
    for one in whole or mutants:
        if one.id in known:
            every.remember(one, known[one.id])
    pack = [one for one in mutants if one.before]
    tables = [one for one in mutants if not one.before]
    for some, way in ((pack, before_collection), (tables, after_collection)):
        by_id = {one.id: one for one in some}
        left = {one.id for one in some if one.id not in known}

        def first(outcome: Outcome, left: set[str] = left) -> None:
            tell(outcome) if outcome.end is End.KILLED else left.add(outcome.mutant)

        def then(outcome: Outcome, by_id: dict[str, Mutant] = by_id) -> None:
            if outcome.end is End.KILLED:
                every.remember(by_id[outcome.mutant], outcome.test)
            tell(outcome)

        way([one for one in some if one.id in known], OnRecord(known), how, first)
        way([one for one in some if one.id in left], every, how, then)


def there(known: Killed) -> Killed:
    """What is on record with a test that still exists."""
    return {mutant: test for mutant, test in known.items() if exists(test)}


def prove(place: str, mutants: Sequence[Mutant], how: How, tests: Tests) -> Outcome | None:
    """What carries a provision, struck until a test that names it notices; ``None`` where none does."""
    naming = Naming(place, tests)
    for mutant in mutants:
        if naming.last(mutant):
            work = [(mutant, lambda one=mutant: changed(one, naming, how.patience))]
            for outcome in together(work, 1):
                if outcome.end is End.KILLED:
                    return outcome
    return None


def after_collection(mutants: Sequence[Mutant], asking: Asking, how: How, tell: Tell) -> None:
    """Mutants of tables: what any of them needs is collected once."""
    if mutants:
        last = {target for one in mutants for target in asking.last(one)}
        plugin = Collected(mutants, asking.order, how.jobs, how.patience, tell)
        pytest.main([*QUIET, *sorted(last)], plugins=[plugin])


def before_collection(mutants: Sequence[Mutant], asking: Asking, how: How, tell: Tell) -> None:
    """Mutants of what tests read when they are imported: each collects for itself."""
    work = [(one, lambda one=one: changed(one, asking, how.patience)) for one in mutants]
    for outcome in together(work, how.jobs):
        tell(outcome)


def changed(mutant: Mutant, asking: Asking, patience: float) -> Outcome:
    """In a fork: change, then collect, until something notices."""
    try:
        mutant.apply()
    except ValueError:
        return Outcome(mutant.id, End.REFUSED)
    found, left = Outcome(mutant.id, End.SURVIVED), patience
    for targets in asking.targets(mutant):
        only = Only(mutant, asking.order, left)
        pytest.main([*QUIET, *targets], plugins=[only])
        found, left = only.outcome, left - only.until.spent
        if found.end is End.KILLED or left <= 0:
            break
    return found


def quick() -> None:
    """Drawn examples: the same ones always, none kept, and no search for a smaller one."""
    settings.register_profile(
        "mutants", database=None, derandomize=True, phases=(Phase.explicit, Phase.generate)
    )
    settings.load_profile("mutants")


def import_what_reads_no_pack() -> None:
    """Done once, forks need not. Raises ``RuntimeError`` where something reads the pack by that."""
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(FOLDER / "compiled")
    importlib.import_module("tests.conftest")
    for house in (domain, adapters, projections):
        for room in pkgutil.walk_packages(house.__path__, f"{house.__name__}."):
            importlib.import_module(room.name)
    if packs.shipped.cache_info().currsize:
        raise RuntimeError("the pack was read before it could be changed")

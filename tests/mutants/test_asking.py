"""Which tests are asked about a mutant, and in which order: none is missed, the likely come first."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from adapters import packs
from adapters.packs.parser import parse
from domain.case.intake.commands import LapseApplication
from tests.mutants.catalogue import every
from tests.mutants.forks import End, Outcome, together
from tests.mutants.mutant import Mutant
from tests.mutants.order import asked
from tests.mutants.packs import text
from tests.mutants.running import there

EVERY = {one.id: one for one in every()}
HERE = Path(__file__).parents[1] / "case"


def item(file: str, name: str, drawn: bool = False, **params: object) -> pytest.Item:
    """A test as it is collected, as far as its place in the order is reckoned from it."""

    def marks(_name: str) -> Iterator[pytest.Mark]:
        return iter(())

    shown = f"[{'-'.join(params)}]" if params else ""
    made: Any = SimpleNamespace(
        path=HERE / file,
        originalname=name,
        nodeid=f"tests/case/{file}::{name}{shown}",
        function=SimpleNamespace(is_hypothesis_test=drawn),
        callspec=SimpleNamespace(params=params),
        iter_markers=marks,
        get_closest_marker=lambda _name: None,
    )
    return cast("pytest.Item", made)


def test_whoever_speaks_of_the_command_is_asked_before_whoever_does_not() -> None:
    """A row about it, a test that gives it, what noticed its like; drawn examples at the end."""
    lapsing = "test_after_thirty_days_without_papers_the_application_lapses_without_prejudice"
    row = item("test_powers.py", "test_these_posts_may_and_no_others", command=LapseApplication)
    gives = item("test_acceptance.py", lapsing)
    alike = item("test_payment.py", "test_a_payment")
    file = item("test_acceptance.py", "test_something_else")
    other = item("test_payment.py", "test_another_payment")
    drawn = item("test_acceptance.py", lapsing, drawn=True)
    order = [row, gives, alike, file, other, drawn]
    mutant = EVERY["guard:LapseApplication:told_what_lacks"]
    found = asked(list(reversed(order)), mutant, {alike.nodeid})
    assert [one.nodeid for one in found] == [one.nodeid for one in order]


def test_a_record_of_a_test_that_is_gone_is_not_asked() -> None:
    """It would keep everything collected with it from being asked."""
    known = {
        "one": "tests/mutants/test_asking.py::test_a_record_of_a_test_that_is_gone_is_not_asked",
        "two": "tests/mutants/test_asking.py::test_that_was_renamed[1]",
        "three": "tests/mutants/test_of_a_file_that_is_gone.py::test_it",
    }
    assert there(known).keys() == {"one"}


def test_tests_are_asked_about_a_limit_that_never_starts_too() -> None:
    """The check of packs refuses it: whether tests miss it as well is asked of the shipped file alone."""
    mutant = EVERY["pack:limit.lead-triage.starts:-lead-recorded"]
    work = [(mutant, lambda: struck(mutant))]
    (outcome,) = together(work, 1)
    assert outcome.end is End.KILLED, outcome.test


def struck(mutant: Mutant) -> Outcome:
    """In a fork: killed where the file is read without the start, and another with one is refused."""
    mutant.apply()
    (limit,) = (one for one in packs.shipped()[0].limits if one.id == "lead-triage")
    try:
        parse(text() + "\n")
        told = "read"
    except ValueError as error:
        told = str(error)
    right = not limit.starts and "it can never start" in told
    return Outcome(mutant.id, End.KILLED if right else End.SURVIVED, told)

"""Nothing is left out: every command, guard, check, fact and code is exercised by some story.

The stories are told here once more, so that each of these tests stands alone, in any order.
"""

import inspect

import pytest

from domain.case.authority import POWERS
from domain.case.decide import RULES
from domain.ground.declared import named
from domain.ground.facts import FACTS
from domain.ground.refusal import Code
from domain.law.citations import as_cited, cite
from tests.case.walk import walked
from tests.case.words import RIGHT
from tests.support import commands as c

COMMANDS = {
    x
    for _, x in inspect.getmembers(c, inspect.isclass)
    if issubclass(x, c.Command) and x is not c.Command
}


def called(command: type[c.Command]) -> str:
    """How a command is called in a test's name."""
    return command.__name__


EVERY: list[type[c.Command]] = sorted(COMMANDS, key=called)
each = pytest.mark.parametrize("command", EVERY, ids=called)

AT_THE_EDGE = {
    Code.IDEMPOTENCY_KEY_REUSED: "the office compares payloads of one command id",
    Code.VERSION_STALE: "the office compares the version somebody saw",
    Code.BUSY: "the office lost too many races",
    Code.CLOCK_BEHIND: "the store holds later facts than this server's clock tells",
    Code.NO_LAW_IN_FORCE: "the office found no law of the day and place",
    Code.OFFICE_SHORT: "told beside an appointment; it refuses nothing",
    Code.KEY_DESTROYED: "the office could not seal what is about somebody",
    Code.DOCUMENT_NOT_PRINTABLE: "the office could not draw a document",
}
"""Codes no rule of the domain raises."""


@each
def test_every_command_has_a_row_and_right_words(command: type[c.Command]) -> None:
    """A command without one of them would do nothing, or everything."""
    name = command.__name__
    assert command in RULES, f"{name} has no row: write one in its chapter or register"
    assert command in POWERS, f"{name} has a row that table.py does not list"
    assert command in RIGHT, f"{name} has no right words: add them to tests/case/words.py"


@each
def test_every_command_is_given_by_a_story(command: type[c.Command]) -> None:
    """Each command class is exercised."""
    assert command in walked().done, f"no story of tests/case gives {command.__name__}"


@each
def test_every_guard_and_check_objects_in_some_story(command: type[c.Command]) -> None:
    """A guard that never refuses guards nothing."""
    row, fired = RULES[command], walked().fired
    silent = [
        f"{kind} {named(one)}"
        for kind, lines in (("guard", row.guards), ("check", row.checks))
        for place, one in enumerate(lines)
        if (command, kind, place) not in fired
    ]
    assert not silent, f"{command.__name__} is never refused by its {', '.join(silent)}"


@each
def test_each_row_brings_about_what_it_declares(command: type[c.Command]) -> None:
    """No fact comes from a row that does not name it; each one named is brought about by somebody."""
    declared = set(RULES[command].brings)
    brought = {fact for giver, fact in walked().brought if giver is command}
    name = command.__name__
    assert not brought - declared, f"{name} brings about {brought - declared}: name it in `brings`"
    assert not declared - brought, f"no story has {name} bring about {declared - brought}"


@pytest.mark.parametrize("code", Code)
def test_every_code_of_the_domain_is_provoked(code: Code) -> None:
    """Each reason to refuse is met, save those raised at the edge."""
    met = code in walked().codes
    assert met or code in AT_THE_EDGE, f"no story of tests/case is refused with {code.value}"
    assert not (met and code in AT_THE_EDGE), f"{code.value} is met by a story: it is of the domain"


def test_every_fact_is_brought_about_by_some_story() -> None:
    """Each fact in the vocabulary can happen."""
    ours = {fact.NAME for row in RULES.values() for fact in row.brings}
    there = {name for name, kind in FACTS.items() if kind.__module__.startswith("domain.")}
    assert not there - ours, f"no row brings about {sorted(there - ours)}"
    assert not ours - walked().facts, f"no story shows {sorted(ours - walked().facts)}"


def test_each_guard_and_check_refuses_by_what_it_declares() -> None:
    """An article named in a refusal is among those its guard declares, or a part of one of them."""
    unsaid = sorted(f"{line} refuses by {article}" for line, article in walked().unsaid)
    assert not unsaid, f"and does not declare it: {unsaid}"


@each
def test_every_row_and_power_cites_a_provision_that_exists(command: type[c.Command]) -> None:
    """The article beside a rule is one of the regulation's, or of the law it borrows."""
    cite(RULES[command].article)
    cite(RULES[command].power.article)


def test_every_refusal_cites_a_provision_that_exists() -> None:
    """What a refusal names can be looked up."""
    assert walked().cited
    for article in walked().cited:
        as_cited(article)

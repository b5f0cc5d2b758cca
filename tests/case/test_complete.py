"""Nothing is left out: every command, guard, check, fact and code was exercised by some story."""

import inspect

import pytest

from domain.authority import POWERS
from domain.case import commands as c
from domain.case.decide import RULES
from domain.facts import FACTS
from domain.law.citations import as_cited, cite
from domain.refusal import Code
from tests.case.story import SEEN
from tests.case.words import RIGHT

COMMANDS = {
    x
    for _, x in inspect.getmembers(c, inspect.isclass)
    if issubclass(x, c.Command) and x is not c.Command
}

AT_THE_EDGE = {
    Code.IDEMPOTENCY_KEY_REUSED: "the office compares payloads of one command id",
    Code.VERSION_STALE: "the office compares the version somebody saw",
    Code.BUSY: "the office lost too many races",
    Code.NO_LAW_IN_FORCE: "the office found no law of the day and place",
    Code.KEY_DESTROYED: "the office could not seal what is about somebody",
    Code.DOCUMENT_NOT_PRINTABLE: "the office could not draw a document",
}
"""Codes no rule of the domain raises."""


def test_every_command_has_a_rule_a_power_and_right_words() -> None:
    """A command without one of them would do nothing, or everything."""
    assert set(RULES) == COMMANDS
    assert set(POWERS) == COMMANDS
    assert set(RIGHT) == COMMANDS


def test_every_command_was_given_by_a_story() -> None:
    """Each command class was exercised."""
    assert COMMANDS - SEEN.done == set()


def test_every_guard_and_check_of_every_rule_objected_in_some_story() -> None:
    """A guard that never refuses guards nothing."""
    there = {
        (command, kind, place)
        for command, rule in RULES.items()
        for kind, tests in (("guard", rule.guards), ("check", rule.checks))
        for place in range(len(tests))
    }
    silent = there - SEEN.fired
    assert {(command.__name__, kind, place) for command, kind, place in silent} == set()


def test_every_code_of_the_domain_was_provoked() -> None:
    """Each reason to refuse was met, save those raised at the edge."""
    assert set(Code) - SEEN.codes == set(AT_THE_EDGE)


def test_every_fact_was_brought_about_by_some_story() -> None:
    """Each fact in the vocabulary can happen."""
    modules = (
        "domain.case.events",
        "domain.account",
        "domain.lead",
        "domain.delegation",
        "domain.sampling",
        "domain.time",
        "domain.reference",
        "domain.keeping",
        "domain.anchoring",
        "domain.officers",
    )
    ours = {name for name, kind in FACTS.items() if kind.__module__.startswith(modules)}
    assert ours - SEEN.facts == set()


@pytest.mark.parametrize("command", sorted(COMMANDS, key=str))
def test_every_rule_and_power_cites_a_provision_that_exists(command: type[c.Command]) -> None:
    """The article beside a rule is one of the regulation's, or of the law it borrows."""
    cite(RULES[command].article)
    cite(POWERS[command].article)


def test_every_refusal_cites_a_provision_that_exists() -> None:
    """What a refusal names can be looked up."""
    assert SEEN.cited
    for article in SEEN.cited:
        as_cited(article)

"""Nothing is left out: every command, guard, check, fact and code is exercised by some story.

The stories are told here once more, so that each of these tests stands alone, in any order.
"""

import inspect
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.case.authority import POWERS
from domain.case.decide import RULES
from domain.ground.declared import named
from domain.ground.facts import Authority, Fact, NotFolded, Recorded, unfolded
from domain.ground.refusal import Code
from domain.law.citations import as_cited, cite
from relief.office.streams import KINDS
from tests.case.test_rows import home
from tests.case.walk import walked
from tests.case.words import RIGHT
from tests.support import commands as c
from tests.words.walked import MODULES, below, facts, of_house

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
    Code.CONSENT_DUE_TODAY: "told beside an urgent acceptance; it refuses nothing",
    Code.OFFICE_SHORT: "told beside an appointment; it refuses nothing",
    Code.OFFICER_UNIDENTIFIED: "told beside an appointment; it refuses nothing",
    Code.OFFICER_OF_SEVERAL_IDS: "told beside what tells it; it refuses nothing",
    Code.LIKENESS_OF_HOUSE: "told beside an application; it refuses nothing",
    Code.NAMED_OTHERWISE: "told beside an application; it refuses nothing",
    Code.SIGN_NOT_PRINTABLE: "told beside an application; it refuses nothing",
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


def test_every_table_of_rows_is_listed() -> None:
    """Rows that the one table does not take up would be no command's."""
    for module in MODULES:
        table = getattr(module, "RULES", None)
        own = table.keys() - RULES.keys() if isinstance(table, dict) else ()
        rows = sorted(one.__name__ for one in own)
        assert not rows, (
            f"domain/case/table.py does not list the RULES of {module.__name__}: {rows}"
        )


def test_every_command_is_known_to_these_tests() -> None:
    """One in a module that they do not read would be proven by nothing."""
    there = {one.__name__ for one in below(c.Command) if of_house(one)}
    unread = there - {one.__name__ for one in COMMANDS}
    assert not unread, f"tests/support/commands.py does not import {sorted(unread)}"


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
    declared = {fact.NAME for fact in RULES[command].brings}
    brought = {fact.NAME for giver, fact in walked().brought if giver is command}
    name, more, fewer = command.__name__, sorted(brought - declared), sorted(declared - brought)
    assert not more, f"{name} brings about {more}: name it in `brings` of its row"
    assert not fewer, f"no story of tests/case has {name} bring about {fewer}"


@pytest.mark.parametrize("code", Code)
def test_every_code_of_the_domain_is_provoked(code: Code) -> None:
    """Each reason to refuse is met, save those raised at the edge."""
    met = code in walked().codes
    assert met or code in AT_THE_EDGE, f"no story of tests/case is refused with {code.value}"
    assert not (met and code in AT_THE_EDGE), f"{code.value} is met by a story: it is of the domain"


def test_every_fact_is_brought_about_by_some_story() -> None:
    """Each fact in the vocabulary can happen."""
    ours = {fact.NAME for row in RULES.values() for fact in row.brings}
    there = facts().keys()
    assert not there - ours, f"no row names {sorted(there - ours)} in what it `brings` about"
    unseen = sorted(ours - walked().facts)
    assert not unseen, f"no story of tests/case brings about {unseen}"


def not_folded(kind: type[Fact]) -> str:
    """What is said where a fact's stream does not fold it; nothing where some case takes it in."""
    said: Any = object.__new__(kind)
    power, now = Authority("caseworker", "540121100", "15"), datetime(2025, 3, 10, tzinfo=UTC)
    recorded = Recorded(
        stream="", version=1, fact=said, recorded_at=now, officer="x", authority=power, law="",
        command="x",
    )  # fmt: skip
    stream = KINDS[home(kind)]
    try:
        stream.fold(stream.empty, recorded)
    except NotFolded as error:
        return str(error)
    except Exception:
        # Some case takes it in, and the fact says nothing it could go on with.
        return ""
    return ""


STREAMED = sorted(name for name, kind in facts().items() if home(kind) in KINDS)


@pytest.mark.parametrize("name", STREAMED)
def test_every_fact_is_folded(name: str) -> None:
    """By its chapter or register: one that is recorded and changes nothing would be lost."""
    lost = not_folded(facts()[name])
    assert not lost, lost


def test_a_fact_without_a_case_in_its_fold_or_without_a_chapter_is_told_by_name() -> None:
    """With the file where it is lacking."""

    class NeverFolded(Fact):
        NAME = "never-folded"

    lost: Any = NeverFolded()
    with pytest.raises(
        NotFolded, match=r"domain/case/payment/fold\.py does not fold 'never-folded'"
    ):
        unfolded(lost, "domain.case.payment.fold")
    NeverFolded.__module__ = "domain.case.payment.facts"
    assert "name NeverFolded in the union at the end of domain/case/payment/facts.py" in not_folded(
        NeverFolded
    )


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

"""What carries an article is declared as data: nothing is left undeclared, nothing read from docstrings."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.case.authority import POWERS
from domain.case.decide import RULES
from domain.ground.declared import carries, declared, internal, is_declared, named, says
from domain.ground.terms import Opinion
from domain.law.citations import exists
from tests.words.walked import facts

ROOT = Path(__file__).parents[2]


def asked() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every guard, check and caution of every rule."""
    for command, rule in RULES.items():
        for function in (*rule.guards, *rule.checks, *rule.cautions):
            yield f"{command.__name__}: {function.__module__}.{named(function)}", function


@pytest.mark.parametrize(("where", "function"), [pytest.param(*one, id=one[0]) for one in asked()])
def test_each_guard_check_and_caution_declares_what_it_carries(
    where: str, function: Callable[..., Any]
) -> None:
    """Provisions that exist, or that it is a rule of the house; and a line that says what it asks."""
    said = declared(function)
    assert said.places or said.readings or said.internal, (
        f"{where} declares no article: write @carries(...) above it, or @internal(...)"
    )
    assert said.summary, f"{where} says nothing of itself"
    assert not [place for place in said.places if not exists(place)], where


@pytest.mark.parametrize("command", sorted(RULES, key=str), ids=lambda c: c.__name__)
def test_each_row_declares_its_article_and_its_facts(command: Any) -> None:
    """A row says what it carries and brings about."""
    row, name = RULES[command], command.__name__
    assert exists(row.article), f"the row of {name} has no article"
    assert row.brings, f"the row of {name} does not say which facts it brings about"
    assert exists(POWERS[command].article), f"the power of {name} has no article"


def test_each_fact_says_what_it_is() -> None:
    """Somebody who asks for an article is shown its facts, each with a line."""
    mute = sorted(fact.__name__ for fact in facts().values() if not declared(fact).summary)
    assert not mute, f"{mute} say nothing of themselves: @says or @carries above the class"


def test_a_declaration_changes_nothing_but_what_is_known_of_a_thing() -> None:
    """The very function stays, so a call costs nothing; a list stays a list."""

    def guard() -> None: ...

    assert carries("18.1.1 AMB-30", "Why.", name="guard(x)")(guard) is guard
    assert declared(guard).places == {"18.1.1"}
    assert declared(guard).readings == {"AMB-30"}
    assert (named(guard), declared(guard).summary) == ("guard(x)", "Why.")
    assert internal("Ours.")(guard) is guard
    assert declared(guard).internal
    assert declared(Opinion).summary
    with pytest.raises(ValueError, match="nothing is cited"):
        carries(" ", "Why.")


def test_a_subclass_declares_for_itself() -> None:
    """What is said of a class is not said of the classes made from it."""

    @says("The first.")
    class First: ...

    class Second(First): ...

    assert declared(First).summary == "The first."
    assert not is_declared(Second)


DOCUMENT = """
import json, sys, tempfile
from pathlib import Path
from relief.api.app import create_app
from relief.bootstrap import build
from relief.settings import Settings
folder = Path(tempfile.mkdtemp())
keys = {"master_key": folder / "relief.key", "token_key": folder / "tokens.key"}
service = build(Settings(database=f"sqlite:///{folder}/relief.db", **keys))
print(json.dumps(create_app(service).openapi(), ensure_ascii=False, sort_keys=True, indent=1))
service.close()
"""
"""Prints the document of the API, made by a fresh installation."""

SHOWN = {
    "law": ("-m", "relief", "law"),
    "law in JSON": ("-m", "relief.cli", "law", "--json"),
    "one clause": ("-m", "relief.cli", "law", "18.2"),
    "limits": ("-m", "relief.cli", "limits"),
    "a clause that is not there": ("-m", "relief.cli", "law", "18.9"),
    "help": ("-m", "relief.cli", "--help"),
    "the document of the API": ("-c", DOCUMENT),
}


@pytest.mark.day
@pytest.mark.slow
@pytest.mark.parametrize("words", SHOWN.values(), ids=SHOWN)
def test_what_is_shown_is_the_same_without_docstrings(words: tuple[str, ...]) -> None:
    """``python -OO`` has no docstrings and no assertions; nobody who asks can tell."""
    plain, bare = (
        subprocess.run(
            (sys.executable, *flags, *words), capture_output=True, text=True, cwd=ROOT, check=False
        )
        for flags in ((), ("-OO",))
    )
    assert plain.stdout, plain.stderr
    assert (bare.stdout, bare.returncode) == (plain.stdout, plain.returncode)

"""The fast copy of a case's records is indistinguishable from ``dataclasses.replace``."""

import dataclasses
from dataclasses import is_dataclass
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from domain.case import changing
from domain.case.beside import Payments
from domain.case.state import Application, Case, County, Inquiry
from domain.ground.duties import Hands
from domain.ground.facts import Fact
from domain.ground.terms import Stage


def test_a_changed_copy_is_equal_and_of_the_same_type() -> None:
    """Same values, same hash, same class; the original stays as it was."""
    before = Case(id="a", version=3)
    after = changing.replace(before, stage=Stage.RECEIVED, version=4)
    assert after == dataclasses.replace(before, stage=Stage.RECEIVED, version=4)
    assert hash(after) == hash(dataclasses.replace(before, stage=Stage.RECEIVED, version=4))
    assert type(after) is Case
    assert before == Case(id="a", version=3)


def test_a_changed_copy_is_frozen() -> None:
    """Whoever holds it cannot change it."""
    after = changing.replace(Hands(), signed=frozenset({"officer"}))
    with pytest.raises(dataclasses.FrozenInstanceError):
        after.signed = frozenset()  # type: ignore[misc]


@pytest.mark.parametrize("record", [Case(), County(), Hands(), Inquiry(), Payments()])
def test_a_copy_without_changes_is_equal(record: Case) -> None:
    """Every field is copied."""
    assert changing.replace(record) == record


def test_every_record_a_case_holds_can_be_copied() -> None:
    """A record with slots would fail only when a fact of its chapter is folded."""
    held = [hint for hint in get_type_hints(Case).values() if get_origin(hint) in (None, UnionType)]
    parts: set[Any] = {
        part for hint in held for part in (hint, *get_args(hint)) if is_dataclass(part)
    }
    ours = {kind for kind in (Case, *parts) if not issubclass(kind, Fact)}
    assert ours >= {Case, Application, County, Hands, Payments}
    assert [kind for kind in ours if "__slots__" in vars(kind)] == []


def test_an_unknown_field_is_refused() -> None:
    """A misspelt field is an error, not an attribute."""
    with pytest.raises(AttributeError):
        changing.replace(Hands(), signd=frozenset())  # type: ignore[call-arg]

"""The fast copy of a case's records is indistinguishable from ``dataclasses.replace``."""

import dataclasses

import pytest

from domain.case.folding import changing
from domain.case.state import Case, County, Hands, Inquiry, Payments
from domain.case.terms import Stage


def test_a_changed_copy_is_equal_and_of_the_same_type() -> None:
    """Same values, same hash, same class; the original stays as it was."""
    before = Case(id="a", version=3)
    after = changing.replace(before, stage=Stage.RECEIVED, version=4)
    assert after == dataclasses.replace(before, stage=Stage.RECEIVED, version=4)
    assert hash(after) == hash(dataclasses.replace(before, stage=Stage.RECEIVED, version=4))
    assert type(after) is Case
    assert before == Case(id="a", version=3)


def test_a_changed_copy_is_frozen() -> None:
    """Nothing of the open twin remains."""
    after = changing.replace(Hands(), signed=frozenset({"officer"}))
    with pytest.raises(dataclasses.FrozenInstanceError):
        after.signed = frozenset()  # type: ignore[misc]


@pytest.mark.parametrize("record", [Case(), County(), Hands(), Inquiry(), Payments()])
def test_a_copy_without_changes_is_equal(record: Case) -> None:
    """Every field is copied."""
    assert changing.replace(record) == record


def test_an_unknown_field_is_refused() -> None:
    """A misspelt field is an error, not an attribute."""
    with pytest.raises(AttributeError):
        changing.replace(Hands(), signd=frozenset())  # type: ignore[call-arg]

"""Checks of the words of a command that every room shares."""

from typing import Any

from domain.ground.declared import internal
from domain.ground.money import ZERO
from domain.ground.people import Private
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Check
from domain.ground.texts import blank


def said(*fields: str) -> tuple[Check, ...]:
    """These texts or lists must not be empty."""
    return tuple(_said(field) for field in fields)


def _said(field: str) -> Check:
    @internal("This is said: neither blank nor an empty list.", name=f"said({field})")
    def check(situation: object, command: Any) -> Reason | None:
        value = getattr(command, field)
        text = value.reveal() if isinstance(value, Private) else value
        empty = blank(text) if isinstance(text, str) else not text
        return reason(Code.FIELD_MISSING, field=field) if empty else None

    return check


def positive(field: str = "amount") -> Check:
    """A check of an amount, by the name of its field."""

    @internal("An amount of relief is more than nothing.", name=f"positive({field})")
    def check(situation: object, command: Any) -> Reason | None:
        amount = getattr(command, field)
        if amount is not None and amount <= ZERO:
            return reason(Code.AMOUNT_NOT_POSITIVE, field=field, amount=amount)
        return None

    return check

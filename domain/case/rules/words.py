"""Checks of the words of a command that several chapters share."""

from collections.abc import Callable
from datetime import date
from typing import Any

from domain.case.situation import Check, Situation
from domain.duties import clash
from domain.money import ZERO
from domain.people import Private
from domain.refusal import Code, Reason, reason


def said(*fields: str) -> tuple[Check, ...]:
    """These texts or lists must not be empty."""
    return tuple(_said(field) for field in fields)


def _said(field: str) -> Check:
    def check(situation: Situation, command: Any) -> Reason | None:
        value = getattr(command, field)
        text = value.reveal() if isinstance(value, Private) else value
        empty = not text.strip() if isinstance(text, str) else not text
        return reason(Code.FIELD_MISSING, field=field) if empty else None

    return check


def positive(field: str = "amount") -> Check:
    """An amount of relief is more than nothing."""

    def check(situation: Situation, command: Any) -> Reason | None:
        amount = getattr(command, field)
        if amount is not None and amount <= ZERO:
            return reason(Code.AMOUNT_NOT_POSITIVE, field=field, amount=amount)
        return None

    return check


def happened_by_today(
    field: str, since: Callable[[Situation], date | None] = lambda s: None
) -> Check:
    """A reported day is not in the future, nor before what it follows."""

    def check(situation: Situation, command: Any) -> Reason | None:
        day = getattr(command, field)
        if day > situation.today:
            return reason(Code.DATE_IN_FUTURE, field=field, day=day, today=situation.today)
        earliest = since(situation)
        if earliest is not None and day < earliest:
            return reason(Code.DATE_TOO_EARLY, field=field, day=day, earliest=earliest)
        return None

    return check


def enough_visitors(situation: Situation, command: Any) -> Reason | None:
    """A visit is made by at least as many as the office requires, each counted once (internal)."""
    fewest = "visitors_min"
    needed = situation.pack.count(fewest, situation.today) if situation.pack.has(fewest) else 1
    if len(set(command.visitors)) < needed:
        return reason(Code.FIELD_INVALID, field="visitors", needed=needed)
    return None


def visitors_apart(situation: Situation, command: Any) -> Reason | None:
    """Whoever goes along on a visit has no other hand in the case, just as who reports it (A30)."""
    for visitor in command.visitors:
        did = clash(type(command), visitor, situation.case.hands)
        if did is not None:
            return reason(Code.DUTIES_NOT_SEPARATE, "30", "visitors", did=did.value)
    return None


def visitors_unrelated(situation: Situation, command: Any) -> Reason | None:
    """Whoever goes along on a visit is no kin of the family."""
    family = situation.case.asked.members
    for visitor in command.visitors:
        if not situation.officers.kin(visitor).isdisjoint(family):
            return reason(Code.KIN_CONCERNED, "公务员法§76", "visitors")
    return None

"""What is kept in plain text leads to nobody: asked of the words of every command, in one place."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from domain.case.commands import Command
from domain.case.situation import Situation
from domain.personal import PersonalNumber, personal_number
from domain.refusal import Code, Reason, reason

LEFT_ALONE = {
    "issuer": "an address somebody else gave itself",
    "subject": "how the provider of sign-ins calls somebody; not ours to choose",
    "source": "the address of something published",
}
"""Plain fields whose words are given from outside and cannot be put otherwise."""

NUMBERS_OF_BANKS = frozenset({"serial"})
"""Drawn by a bank: one long number in ten looks like a card's, and cannot be put otherwise."""

CALLED = {"case": "officer"}
"""Only an officer's id is typed into it; every other number in the path is given by the system."""


def leads_to_nobody(situation: Situation, command: Command) -> tuple[Reason, ...]:
    """No plain text holds an identity, bank card or mobile number (个人信息保护法 §51)."""
    found = ((path, _kind(path, text, situation)) for path, text in plain(command))
    return tuple(
        reason(Code.PERSONAL_NUMBER, "个人信息保护法§51", CALLED.get(path, path), number=kind.value)
        for path, kind in found
        if kind is not None
    )


def _kind(path: str, text: str, situation: Situation) -> PersonalNumber | None:
    kind = personal_number(text, situation.today)
    banks = path in NUMBERS_OF_BANKS and kind is PersonalNumber.CARD
    return None if banks else kind


def plain(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every plain text of a command, with where it stands (``circumstances.bills.0.id``)."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple | frozenset):
        for place, one in enumerate(value):
            yield from plain(one, f"{path}.{place}")
    elif is_dataclass(value):
        for name in wordy(value.__class__):
            yield from plain(getattr(value, name), f"{path}.{name}" if path else name)


@cache
def wordy(kind: type) -> tuple[str, ...]:
    """The fields of a record that can hold plain text: no ids of persons, no closed lists."""
    hints = get_type_hints(kind)
    named = (one.name for one in fields(kind))
    return tuple(name for name in named if name not in LEFT_ALONE and _can(hints[name]))


def _can(hint: Any) -> bool:
    if isinstance(hint, type) and is_dataclass(hint):
        return bool(wordy(hint))
    return hint is str or any(_can(part) for part in get_args(hint))

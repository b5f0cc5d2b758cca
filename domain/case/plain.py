"""What is kept in plain text leads to nobody: asked of the words of every command, in one place."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from domain.case.payment.commands import VouchNumber
from domain.case.situation import Situation
from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.masks import is_mask, shows_a_mask
from domain.ground.parted import few, landline, parted_number
from domain.ground.people import Private
from domain.ground.personal import PersonalNumber, personal_number
from domain.ground.refusal import Code, Reason, reason
from domain.ground.shapes import shape_of
from domain.ground.texts import blank, hides
from domain.ground.writing import put_right, written, wrong

LEFT_ALONE = {
    "issuer": "an address somebody else gave itself",
    "subject": "how the provider of sign-ins calls somebody; not ours to choose",
    "source": "the address of something published",
}
"""Plain fields whose words are given from outside and cannot be put otherwise."""

NUMBERS_OF_BANKS: Mapping[str, type[Command]] = {"serial": Command, "number": VouchNumber}
"""Fields a bank fills in, and of which commands: one long number in ten looks like a card's, and cannot
be put otherwise."""

OF_A_FAMILY = frozenset({"village"})
"""Plain fields that say where a family lives: a telephone there is theirs, and no office's."""

CALLED = {"case": "officer"}
"""Only an officer's id is typed into it; every other number in the path is given by the system."""


class Said:
    """The words of one command, gathered once for all that is asked of them; what is not there to be
    told raises where it is asked for.
    """

    __slots__ = ("_numbers", "_plain", "_private", "command")

    def __init__(self, command: Command) -> None:
        self.command = command
        self._plain: list[tuple[str, str]] | None = None
        self._private: list[tuple[str, Private]] | None = None
        self._numbers: list[tuple[str, str, PersonalNumber | None]] | None = None

    @property
    def plain(self) -> list[tuple[str, str]]:
        """Every plain text, with where it stands."""
        if self._plain is None:
            self._plain = plain(self.command)
        return self._plain

    @property
    def private(self) -> list[tuple[str, Private]]:
        """Every private text, with where it stands."""
        if self._private is None:
            self._private = private(self.command)
        return self._private

    def numbers(self, situation: Situation) -> list[tuple[str, str, PersonalNumber | None]]:
        """The plain texts with figures enough, and what number of a person stands in each as it is
        written; not the number of the case, which the system gave.
        """
        if self._numbers is None:
            own = ("case", situation.case.id)
            self._numbers = [
                (*one, _kind(self.command, *one, situation))
                for one in self.plain
                if one != own and not few(one[1])
            ]
        return self._numbers


@since(2)
@carries("个人信息保护法§51", "No plain text holds an identity, bank card or mobile number.")
def leads_to_nobody(situation: Situation, said: Said) -> tuple[Reason, ...]:
    return tuple(
        reason(Code.PERSONAL_NUMBER, "个人信息保护法§51", CALLED.get(path, path), number=kind.value)
        for path, _, kind in said.numbers(situation)
        if kind is not None
    )


@since(3)
@carries(
    "个人信息保护法§51",
    "Nor however its figures are parted; nor the telephone of a family's house.",
)
def parted_leads_to_nobody(situation: Situation, said: Said) -> tuple[Reason, ...]:
    return tuple(
        reason(
            Code.PERSONAL_NUMBER, "个人信息保护法§51", CALLED.get(path, path), number=parted.value
        )
        for path, text, kind in said.numbers(situation)
        if kind is None
        and not drawn_by_a_bank(said.command, path)
        and (parted := _parted(path, text, situation)) is not None
    )


def _parted(path: str, text: str, situation: Situation) -> PersonalNumber | None:
    if path.rpartition(".")[2] in OF_A_FAMILY and landline(text):
        return PersonalNumber.LANDLINE
    return parted_number(text, situation.today)


@since(2)
@carries("个人信息保护法§8", "No private text is what the service shows in the place of one.")
def nothing_masked(said: Said) -> tuple[Reason, ...]:
    return tuple(
        reason(Code.MASKED_VALUE, "个人信息保护法§8", path)
        for path, value in said.private
        if is_mask(value.reveal())
    )


@since(2)
@carries("个人信息保护法§8", "A plain text is written in signs one sees, and is no mask.")
def plainly_written(situation: Situation, said: Said) -> tuple[Reason, ...]:
    own = ("case", situation.case.id)
    return tuple(
        reason(Code.MASKED_VALUE, "个人信息保护法§8", CALLED.get(path, path))
        if shows_a_mask(text)
        else reason(Code.FIELD_INVALID, None, CALLED.get(path, path), fault="unseen-signs")
        for path, text in said.plain
        if (path, text) != own and (shows_a_mask(text) or (hides(text) and not blank(text)))
    )


@since(3)
@carries(
    "14.1", "Names, telephones, addresses and texts are written so that later steps can carry them."
)
def rightly_written(said: Said) -> tuple[Reason, ...]:
    """What is meant for certain was put right when it came in (``put_right``); of masks is told apart."""
    told = ((path, value.reveal()) for path, value in said.private)
    found = ((path, wrong(written(path), text)) for path, text in told if not is_mask(text))
    return tuple(
        reason(Code.FIELD_INVALID, None, path, fault=fault) for path, fault in found if fault
    )


@since(3)
@carries("14.1", "Whatever is listed says something: a blank sheet proves nothing.")
def nothing_blank_listed(said: Said) -> tuple[Reason, ...]:
    """Each by its place (``evidence.0``); of a list that may be empty, too."""
    plainly = [(path, text) for path, text in said.plain if listed(path)]
    others = [(path, one.reveal()) for path, one in said.private if listed(path)]
    return tuple(
        reason(Code.FIELD_MISSING, None, path) for path, text in (*plainly, *others) if blank(text)
    )


def listed(path: str) -> bool:
    """Whether what stands there is one of several: its place is a number."""
    return path[-1].isdecimal() and path.rpartition(".")[2].isdecimal()


def right_written(command: Command) -> Command:
    """The command with its names, telephones and addresses in their one way of writing."""
    kind: Any = type(command)
    walk = shape_of(kind).walk
    if walk is None:
        return command
    told: Command = walk(command, _right, "")
    return told


def _right(value: Private, path: str) -> Private:
    if not isinstance(value, Private):
        return value
    text = value.reveal()
    told = put_right(written(path), text)
    return value if told == text else Private(value.about, told)


def _kind(command: Command, path: str, text: str, situation: Situation) -> PersonalNumber | None:
    banks = drawn_by_a_bank(command, path)
    kind = personal_number(text, situation.today, strict=banks)
    return None if banks and kind is PersonalNumber.CARD else kind


def drawn_by_a_bank(command: Command, path: str) -> bool:
    """Whether a bank gave what stands there: a serial in whichever command, or one vouched for."""
    return isinstance(command, NUMBERS_OF_BANKS.get(path, ()))


def plain(command: Any) -> list[tuple[str, str]]:
    """Every plain text of a command, with where it stands (``circumstances.bills.0.id``)."""
    found: list[tuple[str, str]] = []
    _of_record(command, "", found)
    return found


def within(value: Any, path: str) -> list[tuple[str, str]]:
    """The texts of what a field holds: a text of its own kind, several things, or a record."""
    found: list[tuple[str, str]] = []
    _within(value, path, found)
    return found


def _of_record(record: Any, stem: str, found: list[tuple[str, str]]) -> None:
    for name in wordy(record.__class__):
        held = getattr(record, name)
        if held.__class__ is str:
            found.append((stem + name, held))
        elif held is not None:
            _within(held, stem + name, found)


def _within(value: Any, path: str, found: list[tuple[str, str]]) -> None:
    if isinstance(value, str):
        found.append((path, value))
    elif isinstance(value, tuple | frozenset):
        for place, one in enumerate(value):
            _within(one, f"{path}.{place}", found)
    elif is_dataclass(value):
        _of_record(value, f"{path}.", found)


def private(command: Any) -> list[tuple[str, Private]]:
    """Every private text of a command, with where it stands (``members.0.name``)."""
    found: list[tuple[str, Private]] = []
    _privates(command, "", found)
    return found


def _privates(record: Any, stem: str, found: list[tuple[str, Private]]) -> None:
    for name in personal(record.__class__):
        held = getattr(record, name)
        if held is not None:
            _private(held, stem + name, found)


def _private(value: Any, path: str, found: list[tuple[str, Private]]) -> None:
    if isinstance(value, Private):
        found.append((path, value))
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            _private(one, f"{path}.{place}", found)
    elif is_dataclass(value):
        _privates(value, f"{path}.", found)


@cache
def personal(kind: type) -> tuple[str, ...]:
    """The fields of a record that can hold private text."""
    hints = get_type_hints(kind)
    return tuple(one.name for one in fields(kind) if _may_hold(hints[one.name]))


def _may_hold(hint: Any) -> bool:
    if isinstance(hint, type) and is_dataclass(hint):
        return bool(personal(hint))
    return hint is Private or any(_may_hold(part) for part in get_args(hint))


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

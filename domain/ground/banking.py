"""Account numbers as a bank keeps them (A19): digits, 10 to 30; a card's last one checks the others."""

from collections.abc import Iterable
from datetime import date
from itertools import takewhile

from domain.ground.indexes import dialled
from domain.ground.parted import landline
from domain.ground.personal import PersonalNumber, luhn, personal_number

FEWEST, MOST = 10, 30
CARD_LENGTHS = range(16, 20)
CARD_PREFIXES = ("35", "4", "5", "60", "62", "81", "9558", "9559")
"""How cards of this country's banks begin; passbooks may begin with anything, and check nothing."""

_NARROWED = str.maketrans("０１２３４５６７８９", "0123456789")


def written(number: str) -> str:
    """The number as it is kept: blanks typed for legibility gone, full-width digits narrowed.

    Nothing else is put right: what a bank would not take must be seen by whoever typed it.
    """
    return "".join(number.split()).translate(_NARROWED)


def account_number_fault(number: str) -> str | None:
    """What is wrong with a number as typed: "digits" or "length"; ``None`` for a right one."""
    plain = written(number)
    if not (plain.isascii() and plain.isdigit()):
        return "digits"
    return None if FEWEST <= len(plain) <= MOST else "length"


def one_digit_only(number: str) -> bool:
    """Whether it is one digit again and again: a field filled in to be rid of it, and no account."""
    plain = written(number)
    return account_number_fault(number) is None and len(set(plain)) == 1


def misread_card(number: str) -> bool:
    """Whether it looks like a card's number whose check digit is wrong (ISO/IEC 7812-1)."""
    plain = written(number)
    card = len(plain) in CARD_LENGTHS and plain.startswith(CARD_PREFIXES)
    return card and not luhn(plain)


def reads_as(number: str) -> PersonalNumber | None:
    """What else a number as typed looks like: somebody's telephone or identity number."""
    plain = written(number)
    kind = personal_number(plain, date.max)
    if kind in {PersonalNumber.IDENTITY, PersonalNumber.MOBILE}:
        return kind
    return PersonalNumber.LANDLINE if landline(plain) else None


def same_number(number: str, others: Iterable[str]) -> bool:
    """Whether an account's number is one of some telephones or identity numbers, as they are dialled."""
    return _bare(number) in map(_bare, others)


def near_number(number: str, others: Iterable[str]) -> bool:
    """Whether it is one of them but for one figure, which is another, one more or one less."""
    return any(_one_apart(_bare(number), _bare(one)) for one in others)


def _bare(number: str) -> str:
    """Without what is dialled or typed before it: zeros, and the country's code before a telephone."""
    plain = dialled(number).lstrip("0")
    return plain.removeprefix("86") if len(plain) in _WITH_CODE else plain


_WITH_CODE = range(12, 14)
"""A telephone of this country with the country's code; a bank's number that begins so is longer."""


def _one_apart(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < FEWEST - 1 or len(long) - len(short) > 1 or short == long:
        return False
    alike = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(short, long, strict=False))
    )
    return short[alike + (len(short) == len(long)) :] == long[alike + 1 :]

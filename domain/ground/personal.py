"""Numbers that lead to a person, wherever they stand in a text: identity, bank card, mobile phone."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import NewType

from domain.ground.figures import narrow, typed
from domain.ground.identity import identity_number_fault

Reckoned = NewType("Reckoned", str)
"""What the program reckons from a secret (hex). Nobody types it, so that it is no number of a person,
though one in tens of thousands looks like a card's."""

NOTHING_RECKONED = Reckoned("")


class PersonalNumber(StrEnum):
    """What kind of number it is."""

    IDENTITY = "identity-number"
    CARD = "bank-card-number"
    MOBILE = "mobile-number"
    LANDLINE = "landline-number"


_SHORTEST = 11
"""As many digits as the shortest of them has: most texts are let go here."""
_LONG = re.compile(rf"[0-9](?:[ .-]{{0,3}}[0-9]){{{_SHORTEST - 1}}}")

RANDOM = re.compile(
    r"(?=.*[a-f])([0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{64}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"
)
"""What programs draw or reckon: ids of persons, keys and requests, digests. Its digits mean nothing."""

_ANY, _SPACE = "[ .-]{0,3}", " {0,3}"
_IDENTITY = re.compile(rf"(?<![0-9])[1-9](?:{_ANY}[0-9]){{16}}{_ANY}[0-9X](?![0-9])")
_CARD = re.compile(
    rf"(?<![0-9])(?:[3-69][0-9]{{3}}(?:{_ANY}[0-9]{{4}}){{3}}(?:{_ANY}[0-9]{{1,3}})?"
    rf"|[3-69](?:{_SPACE}[0-9]){{15,18}}|[3-69]([.-])[0-9](?:\1[0-9]){{14,17}})(?![0-9])"
)
"""Banks' numbers begin with 3 to 6 or 9 (ISO/IEC 7812): what begins with a year never is one."""
DIALLED = "(?:11808|12593|12583[1-3]?|179(?:0[0-9]|1[01]|5[01])|10193|10131)"
"""What is dialled before a number to call it more cheaply, or under another one of one's own."""
_BEFORE = rf"(?:(?:00)?86{_ANY})?(?:0{_ANY})?(?:{DIALLED}{_ANY})?"
"""The country's code, and the zero once dialled for a mobile telephone of another place."""
_MOBILE = re.compile(
    rf"(?<![0-9]){_BEFORE}(?:1[3-9][0-9]{_ANY}[0-9]{{4}}{_ANY}[0-9]{{4}}"
    rf"|1{_SPACE}[3-9](?:{_SPACE}[0-9]){{9}}|1([.-])[3-9](?:\1[0-9]){{9}})(?![0-9])"
)
_EARLIER = re.compile(rf"(?<![0-9])[1-9][0-9]{{5}}{_ANY}[0-9]{{6}}{_ANY}[0-9]{{3}}(?![0-9])")
"""Identity numbers of before 1999 (GB 11643-89): 15 digits, a year of two, nothing that checks them."""
_OF_A_MONTH = re.compile(r"20[1-3][0-9](?:0[1-9]|1[0-2])$")
"""A township's code and a month are as long, and are no number of a person."""
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
"""How identity numbers begin (GB/T 2260)."""
_OF_A_YEAR = re.compile(r"-20[0-3][0-9]-")
"""135-2026-0001 is the number of a paper: a year of papers between hyphens parts what looks alike."""
_PARTING = re.compile("[ .-]")

FIGURE = re.compile("[0-9lIOo]")
"""What may be read as a figure in a text of plain signs."""


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1, annex B)."""
    doubled = (sum(divmod(2 * int(d), 10)) for d in digits[-2::-2])
    return (sum(doubled) + sum(int(d) for d in digits[::-2])) % 10 == 0


def personal_number(text: str, today: date, *, strict: bool = False) -> PersonalNumber | None:
    """The first kind of personal number a text contains.

    An identity number has its birth date right (not after ``today``), a card number of 16 to 19
    digits its check digit. They are found in the digits of any script, in groups, with dots or
    hyphens, with signs between them that nobody sees, and with letters for figures. ``strict``: only
    what its own check digit proves, and mobile numbers; for what others number.
    """
    if len(text) < _SHORTEST or (text.isascii() and len(FIGURE.findall(text)) < _SHORTEST):
        return None
    plain = narrow(text)
    figures = typed(plain)
    if _LONG.search(figures) is None or RANDOM.fullmatch(text):
        return None
    kind = _kind(plain, _KINDS, today)
    if kind is not None or strict:
        return kind
    for forms in _LOOSE if figures == plain else (_TYPED, *_LOOSE):
        kind = _kind(figures, forms, today)
        if kind is not None:
            return kind
    return None


def _kind(plain: str, kinds: "_Forms", today: date) -> PersonalNumber | None:
    for kind, (form, right) in kinds.items():
        if any(right(found, today) for found in _alike(form, plain)):
            return kind
    return None


def _alike(form: re.Pattern[str], plain: str) -> Iterator[str]:
    """Whatever has a form: also what begins within another, or ends before what stands after it."""
    found = form.search(plain)
    while found is not None:
        yield found[0]
        start = found.start()
        for end in range(found.end() - 1, start + _SHORTEST - 1, -1):
            if not plain[end].isdigit() and (shorter := form.fullmatch(plain, start, end)):
                yield shorter[0]
        found = form.search(plain, start + 1)


def _identity(found: str, today: date) -> bool:
    return identity_number_fault(_PARTING.sub("", found), today) is None


def _card(found: str, today: date) -> bool:
    return not _OF_A_YEAR.search(found) and luhn(_PARTING.sub("", found))


def _mobile(found: str, today: date) -> bool:
    return not _OF_A_YEAR.search(found)


def _likely(found: str, today: date) -> bool:
    """18 places of a province and a day of birth, whatever the last of them checks."""
    number = _PARTING.sub("", found)
    return (
        _PROVINCE.match(number) is not None
        and number[6:8] in {"19", "20"}
        and not _OF_A_YEAR.search(found)
        and identity_number_fault(number, today) in {None, "check-digit"}
    )


def _earlier(found: str, today: date) -> bool:
    """15 places of a province and a day of birth in the last century."""
    number = _PARTING.sub("", found)
    if _PROVINCE.match(number) is None or _OF_A_MONTH.search(number):
        return False
    return _likely(f"{number[:6]}19{number[6:]}0", today)


_Forms = dict[PersonalNumber, tuple[re.Pattern[str], Callable[[str, date], bool]]]
_KINDS: _Forms = {
    PersonalNumber.IDENTITY: (_IDENTITY, _identity),
    PersonalNumber.CARD: (_CARD, _card),
    PersonalNumber.MOBILE: (_MOBILE, _mobile),
}
_TYPED: _Forms = {kind: form for kind, form in _KINDS.items() if kind is not PersonalNumber.CARD}
_LOOSE: tuple[_Forms, ...] = (
    {PersonalNumber.IDENTITY: (_IDENTITY, _likely)},
    {PersonalNumber.IDENTITY: (_EARLIER, _earlier)},
)

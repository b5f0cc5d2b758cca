"""Numbers that lead to a person, wherever they stand in a text: identity, bank card, mobile phone."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import lru_cache

from domain.ground.identity import identity_number_fault


class PersonalNumber(StrEnum):
    """What kind of number it is."""

    IDENTITY = "identity-number"
    CARD = "bank-card-number"
    MOBILE = "mobile-number"


_LONG = re.compile(r"[0-9](?:[ .-]{0,3}[0-9]){10}")
"""As many digits as the shortest of them has: most texts are let go here."""

_RANDOM = re.compile(
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
_MOBILE = re.compile(
    rf"(?<![0-9])(?:(?:00)?86{_ANY})?(?:1[3-9][0-9]{_ANY}[0-9]{{4}}{_ANY}[0-9]{{4}}"
    rf"|1{_SPACE}[3-9](?:{_SPACE}[0-9]){{9}}|1([.-])[3-9](?:\1[0-9]){{9}})(?![0-9])"
)
_OF_A_YEAR = re.compile(r"-(?:19[4-9]|20[0-9])[0-9]-")
"""135-2026-0001 is the number of a paper: a year between hyphens parts what only looks alike."""
_PARTING = re.compile("[ .-]")

_DOTS = frozenset("._/·・•‧。．｡⋅∙་,，、､:：;；'’\"")
"""Signs that part groups of figures; brackets around them do as well."""
_TENS = frozenset("XxＸｘХхΧχⅩⅹ✕×")
"""The last place of an identity number, as it is written and as it looks."""
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
"""Signs with room and no shape that Unicode calls letters."""


@lru_cache(maxsize=4096)
def _narrow(sign: str) -> str:
    """A sign as it counts here: every script's digits are digits, what cannot be seen is nothing."""
    if sign in _TENS:
        return "X"
    value = unicodedata.numeric(sign, -1)
    if value in range(10):
        return str(int(value))
    kind = unicodedata.category(sign)
    if sign in _FILLERS or kind in ("Cf", "Mn", "Me"):
        return ""
    if sign in _DOTS or kind in ("Ps", "Pe", "Pi", "Pf"):
        return "."
    if kind == "Pd" or sign == "\u2212":
        return "-"
    return " " if kind[0] == "Z" or sign.isspace() else sign


def narrow(text: str) -> str:
    """A text as it is looked at for numbers; made for looking only."""
    return "".join(map(_narrow, text))


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1, annex B)."""
    doubled = (sum(divmod(2 * int(d), 10)) for d in digits[-2::-2])
    return (sum(doubled) + sum(int(d) for d in digits[::-2])) % 10 == 0


def personal_number(text: str, today: date) -> PersonalNumber | None:
    """The first kind of personal number a text contains.

    An identity number has its birth date (not after ``today``) and check digit right, a card number
    of 16 to 19 digits its own. They are found in the digits of any script, in groups, with dots or
    hyphens, and with signs between them that nobody sees.
    """
    plain = narrow(text)
    if _LONG.search(plain) is None or _RANDOM.fullmatch(text):
        return None
    for kind, (form, right) in _KINDS.items():
        if any(right(found[0], today) for found in form.finditer(plain)):
            return kind
    return None


def _identity(found: str, today: date) -> bool:
    return identity_number_fault(_PARTING.sub("", found), today) is None


def _card(found: str, today: date) -> bool:
    return not _OF_A_YEAR.search(found) and luhn(_PARTING.sub("", found))


def _mobile(found: str, today: date) -> bool:
    return not _OF_A_YEAR.search(found)


_KINDS: dict[PersonalNumber, tuple[re.Pattern[str], Callable[[str, date], bool]]] = {
    PersonalNumber.IDENTITY: (_IDENTITY, _identity),
    PersonalNumber.CARD: (_CARD, _card),
    PersonalNumber.MOBILE: (_MOBILE, _mobile),
}

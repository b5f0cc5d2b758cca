"""公民身份号码 (GB 11643): 6 area, 8 birth, 3 sequence, 1 check digit; of before 1999 15 digits."""

import re
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


def check_digit(first17: str) -> str:
    """The eighteenth place for the first seventeen (ASCII digits)."""
    return CHECKS[sum(int(d) * w for d, w in zip(first17, WEIGHTS, strict=True)) % 11]


_OF_BEFORE = re.compile(r"[0-9]{15}", re.ASCII)
"""GB 11643-89: a year of two digits, nothing that checks it."""
_OF_A_HUNDRED = frozenset({"996", "997", "998", "999"})
"""Sequences that were kept for people of a hundred years: born in the century before."""


def normal(number: str) -> str:
    """The number as stored: upper-case X, and one of 15 digits in its 18 places."""
    told = as_shown(number)
    if _OF_BEFORE.fullmatch(told) is None:
        return told
    century = "18" if told[12:] in _OF_A_HUNDRED else "19"
    first17 = f"{told[:6]}{century}{told[6:]}"
    return first17 + check_digit(first17)


def as_shown(number: str) -> str:
    """The number as its paper shows it."""
    return number.strip().upper()


def born(number: str) -> date:
    """The birth date a number tells. Raises ``ValueError`` where it tells none."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def is_male(number: str) -> bool:
    """The seventeenth place is odd for men, even for women."""
    return int(number[16]) % 2 == 1


def identity_number_fault(number: str, today: date) -> str | None:
    """What is wrong with a number, or ``None``: length, digits, birth-date or check-digit."""
    number = normal(number)
    if len(number) != 18:
        return "length"
    if not (number[:17].isascii() and number[:17].isdigit()):
        return "digits"
    try:
        birth = born(number)
    except ValueError:
        return "birth-date"
    if birth > today or birth.year < 1800:
        return "birth-date"
    return None if check_digit(number[:17]) == number[17] else "check-digit"


PROVINCES = frozenset(
    [
        *range(11, 16),
        *range(21, 24),
        *range(31, 38),
        *range(41, 47),
        *range(50, 55),
        *range(61, 66),
        71,
    ]
)
"""Which provinces areas of GB/T 2260 begin with."""
_OF_RESIDENTS = frozenset({81, 82, 83})
"""Residence permits of who is from Hong Kong, Macao and Taiwan."""
OLDEST = 130
"""Nobody lives for so many years."""


def never_issued(number: str, today: date) -> str | None:
    """Why nobody living ever got a number that is written right: area, birth-date or sequence."""
    number = normal(number)
    foreign = number[0] == "9"
    begins = int(number[1:3] if foreign else number[:2])
    if begins not in (PROVINCES if foreign else PROVINCES | _OF_RESIDENTS):
        return "area"
    if today.year - int(number[6:10]) > OLDEST:
        return "birth-date"
    return "sequence" if number[14:17] == "000" else None


def wrong_number(number: str, today: date) -> str | None:
    """What is wrong with a number, as it is written or as nobody ever got it."""
    return identity_number_fault(number, today) or never_issued(number, today)

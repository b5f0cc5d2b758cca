"""公民身份号码 (GB 11643): 6 area, 8 birth, 3 sequence, 1 check digit."""

from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


def check_digit(first17: str) -> str:
    """The eighteenth place for the first seventeen (ASCII digits)."""
    return CHECKS[sum(int(d) * w for d, w in zip(first17, WEIGHTS, strict=True)) % 11]


def normal(number: str) -> str:
    """The number as stored: upper-case X."""
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

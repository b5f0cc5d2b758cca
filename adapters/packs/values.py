"""Single values of a policy pack: from what TOML reads to amounts, rates, counts and days."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from domain.ground.money import Money
from domain.ground.sayings import Saying
from domain.law.mistakes import Fault
from domain.law.parts import ParameterUnit


class Mistake(ValueError):
    """An entry whose types are right and whose content is not."""

    def __init__(self, key: str | None, message: Saying, fault: Fault = Fault.ENTRY) -> None:
        super().__init__(message)
        self.key = key
        self.message = message
        self.fault = fault


AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2}0*)?", re.ASCII)
"""An amount as the ledgers can hold it: written out, less than a million million."""
FACTOR = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}|/0*[1-9][0-9]{0,5})?", re.ASCII)
"""A multiple: a number or a fraction, below a million, nothing divided by nought."""
MOST = 36_525
"""The most of a count, and of days: a hundred years. Beyond there are no days to reckon with."""


def yuan(value: object, key: str = "value") -> Money:
    if isinstance(value, bool) or not AMOUNT.fullmatch(str(value)):
        raise Mistake(key, Saying("{value!r} is no amount in yuan", value=value))
    return Money.of_yuan(Decimal(str(value)))


def percent(value: object, key: str = "value") -> Fraction:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
        raise Mistake(key, Saying("{value!r} is no whole percentage", value=value))
    return Fraction(value, 100)


def factor(value: object) -> Fraction:
    if isinstance(value, bool) or not FACTOR.fullmatch(str(value)):
        raise Mistake("value", Saying("{value!r} is no factor", value=value))
    return Fraction(str(value))


def count(value: object, key: str = "value") -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST:
        raise Mistake(key, Saying("{value!r} is no count", value=value))
    return value


def month_day(value: object) -> str:
    text = str(value)
    try:
        date.fromisoformat(f"2000-{text}")
    except ValueError:
        raise Mistake(
            "value", Saying("{value!r} is no day of the year, MM-DD", value=value)
        ) from None
    if not re.fullmatch(r"\d\d-\d\d", text):
        raise Mistake("value", Saying("{value!r} is no day of the year, MM-DD", value=value))
    return text


def flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Mistake("value", Saying("{value!r} is neither true nor false", value=value))
    return value


VALUES: Mapping[ParameterUnit, Callable[[object], Money | Fraction | int | bool | str]] = {
    ParameterUnit.YUAN: yuan,
    ParameterUnit.PERCENT: percent,
    ParameterUnit.FACTOR: factor,
    ParameterUnit.COUNT: count,
    ParameterUnit.NATURAL_DAYS: count,
    ParameterUnit.MONTH_DAY: month_day,
    ParameterUnit.FLAG: flag,
}

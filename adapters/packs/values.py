"""Single values of a policy pack: from what TOML reads to amounts, rates, counts and days."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
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


def yuan(value: object, key: str = "value") -> Money:
    try:
        amount = Money.of_yuan(Decimal(str(value)))
    except (InvalidOperation, ValueError):
        raise Mistake(key, Saying("{value!r} is no amount in yuan", value=value)) from None
    if isinstance(value, bool) or amount.fen < 0:
        raise Mistake(key, Saying("{value!r} is no amount in yuan", value=value))
    return amount


def percent(value: object, key: str = "value") -> Fraction:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
        raise Mistake(key, Saying("{value!r} is no whole percentage", value=value))
    return Fraction(value, 100)


def factor(value: object) -> Fraction:
    try:
        return Fraction(str(value))
    except ValueError:
        raise Mistake("value", Saying("{value!r} is no factor", value=value)) from None


def count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Mistake("value", Saying("{value!r} is no count", value=value))
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

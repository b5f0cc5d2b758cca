"""Lhasa's own holiday notices, from ``lhasa.json`` beside this module.

Only notices whose text, or a report quoting it, was read are facts. What was not found is listed
under ``unknown`` there and left to an administrator to record with its source: never guessed.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from domain.time.notices import HolidayNoticeRecorded, NoticeEffect
from domain.time.statute import ONE_DAY


@dataclass(frozen=True, slots=True)
class UnknownNotice:
    """A local holiday for which no notice was found: which, of which years, and what is known."""

    years: str
    name: str
    note: str


def lhasa(on: date) -> tuple[HolidayNoticeRecorded, ...]:
    """Every sourced notice of Lhasa as a fact recorded ``on``."""
    data = _data()
    return tuple(
        HolidayNoticeRecorded(
            region=data["region"],
            year=notice["year"],
            name=notice["name"],
            off=_span(*notice["off"]),
            makeup=tuple(date.fromisoformat(day) for day in notice["makeup"]),
            document=notice["document"],
            source=notice["source"],
            confidence=notice["confidence"],
            on=on,
            effect=NoticeEffect.ESTABLISHES,
        )
        for notice in data["notices"]
    )


def unknown() -> tuple[UnknownNotice, ...]:
    """The local holidays nobody found a notice for; their days follow the national calendar."""
    return tuple(UnknownNotice(**entry) for entry in _data()["unknown"])


def _span(first: str, last: str) -> tuple[date, ...]:
    """Every day from ``first`` through ``last``."""
    days, day = [], date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        days.append(day)
        day += ONE_DAY
    return tuple(days)


@cache
def _data() -> dict[str, Any]:
    text = files("adapters.calendar").joinpath("lhasa.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data

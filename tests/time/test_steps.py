"""What facts do to limits that run, remembered where one table holds for them: the same as reckoned."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from adapters.packs import law
from domain.time.limits import CONDITIONS, COURSES
from domain.time.running import NOTHING_RUNNING, advance
from domain.time.timetable import Timetable

MONDAY = date(2025, 3, 3)
LIMITS = law().on(MONDAY).limits
NAMES = sorted(
    {name for one in LIMITS for name in (*one.starts, *(s.partition(":")[0] for s in one.stops))}
)
DAILY = Timetable(
    (date.min, *(MONDAY + timedelta(days=n) for n in range(1, 60))),
    tuple(replace(LIMITS) for _ in range(60)),
)
"""The same limits, told as a table for each day: which one holds is asked for each run."""
TWICE = Timetable((date.min, MONDAY + timedelta(days=20)), (LIMITS, replace(LIMITS)))
"""Told as two tables: steps are remembered under each, and reckoned from the one to the other."""


@pytest.mark.parametrize("seed", range(40))
def test_remembered_steps_do_what_is_reckoned_day_by_day(seed: int) -> None:
    """Facts in any order, courses, conditions, keys: the same limits run, in the same order."""
    drawn = Random(seed)
    remembered = mixed = reckoned = NOTHING_RUNNING
    for n in range(60):
        day = MONDAY + timedelta(days=n)
        told = (
            drawn.choice((*NAMES, *sorted(LIMITS.ends_all), "no-such-fact")),
            day,
            drawn.choice(COURSES),
            drawn.sample(sorted(CONDITIONS), drawn.randrange(3)),
            drawn.choice(("", "1", "2")),
            datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
        remembered, reckoned = advance(remembered, LIMITS, *told), advance(reckoned, DAILY, *told)
        mixed = advance(mixed, TWICE, *told)
        assert [*remembered.items()] == [*reckoned.items()] == [*mixed.items()]


def test_what_changes_nothing_is_the_same_object() -> None:
    """Whoever keeps rows sees at once that there is nothing to write."""
    running = advance(NOTHING_RUNNING, LIMITS, "public-notice-posted", MONDAY, "general")
    assert advance(running, LIMITS, "application-accepted", MONDAY, "no-course") is not running
    assert advance(running, LIMITS, "result-fed-back", MONDAY, "general") is running

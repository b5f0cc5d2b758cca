"""Which days are firm (确定): the regulation alone decides them, or a notice says so; others are provisional.

Rest days lie about festivals. Between two of them nothing moves any more once national notices
arrange both; after one that is arranged and before one that is not, only what lies near the latter.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from domain.time.statute import ONE_DAY, Occasion, occasions

REACH = timedelta(days=15)
"""So far before a festival its notice may reach: none of 2004 to 2026 arranges a day that lies farther
from its festival than eleven days."""


@dataclass(frozen=True, slots=True)
class Firmness:
    """Stretches of days that are firm, first and last days in order; days named one by one are apart."""

    firsts: tuple[date, ...]
    lasts: tuple[date, ...]

    def covers(self, first: date, last: date) -> bool:
        """Whether one stretch has all these days."""
        n = bisect_right(self.firsts, first)
        return n > 0 and last <= self.lasts[n - 1]


NEVER = Firmness((), ())


def firmness(off: Set[date]) -> Firmness:
    """The stretches that notices settle, by the days that national ones have off."""
    if not off:
        return NEVER
    years = range(min(off).year - 1, max(off).year + 2)
    stretches = _joined(_settled([one for year in years for one in occasions(year)], off))
    return Firmness(tuple(s for s, _ in stretches), tuple(e for _, e in stretches))


def arranged(one: Occasion, off: Set[date]) -> bool:
    """Whether a notice arranges a festival: some of its own days are among those off."""
    return any(day in off for day in one.days)


def awaited(day: date, off: Set[date]) -> tuple[Occasion, ...]:
    """The festivals about a day that no notice arranges yet."""
    about = [one for year in range(day.year - 1, day.year + 2) for one in occasions(year)]
    before = [one for one in about if one.days[0] <= day][-1:]
    after = [one for one in about if one.days[0] > day][:1]
    return tuple(one for one in (*before, *after) if not arranged(one, off))


def _settled(about: list[Occasion], off: Set[date]) -> Iterator[tuple[date, date]]:
    """From each festival that is arranged to the next one, or to where the next one may reach."""
    for one, following in pairwise(about):
        if arranged(one, off):
            reach = timedelta(0) if arranged(following, off) else REACH
            last = following.days[0] - reach - ONE_DAY
            yield one.days[0], max(last, one.days[-1])


def _joined(stretches: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Those that meet or overlap are one."""
    joined: list[tuple[date, date]] = []
    for first, last in stretches:
        if joined and first <= joined[-1][1] + ONE_DAY:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return joined

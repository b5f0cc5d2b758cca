"""Which limits run in a case: one fold over the names and days of its facts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from domain.time.limits import STAYS_OPEN, Limit, Limits, Step, Unit
from domain.time.timetable import Timetable

Table = Limits | Timetable
"""One table for all days, or a table for each period."""


class Running(NamedTuple):
    """A limit that runs: since when, the how-maniest time in this case, and for which key.

    ``started_at`` is the instant of the start, where it is known: limits in hours run from it.

    ``(case, limit, key, occurrence)`` names what the sweep does at most once.
    """

    limit: str
    started_on: date
    occurrence: int
    key: str = ""
    started_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RunningLimits(Mapping[str, Running]):
    """The limits that run now, by slot: the limit's id, or ``id/key`` for a keyed limit.

    Remembers how often each slot was started, so that an occurrence number is never used twice.
    """

    _open: Mapping[str, Running] = field(default_factory=dict)
    _started: Mapping[str, int] = field(default_factory=dict)
    _days: Mapping[str, tuple[date, datetime | None]] = field(default_factory=dict)
    changed: tuple[tuple[str, ...], tuple[str, ...]] | None = field(default=None, compare=False)
    """The slots that the last fact stopped, and those it started; ``None`` where that is to be compared."""

    def __getitem__(self, slot: str) -> Running:
        return self._open[slot]

    def __iter__(self) -> Iterator[str]:
        return iter(self._open)

    def __len__(self) -> int:
        return len(self._open)

    @property
    def slots(self) -> Mapping[str, Running]:
        """The same as a plain mapping: looked through in a fraction of the time."""
        return self._open

    def after(
        self,
        limits: Table,
        fact: str,
        day: date,
        course: str,
        conditions: frozenset[str],
        key: str,
        at: datetime | None,
    ) -> "RunningLimits":
        """See ``advance``."""
        if not limits.concerns(fact):
            return self
        days = {**self._days, fact: (day, at)} if limits.remembers(fact) else self._days
        if fact in limits.ends_all:
            ended = _limits(self._outliving(limits, fact, conditions), self._started, days, None)
            return ended._begun(limits, fact, day, course, conditions, key, at, days)
        table = limits.alone or self._governing(limits, day, days)
        if table is not None:
            return self._stepped(table, fact, day, course, conditions, key, at, days)
        now = dict(self._open)
        for stopped in limits.stopped_by(fact, conditions):
            _stop(now, stopped, key, limits)
        left = _limits(now, self._started, days, None)
        return left._begun(limits, fact, day, course, conditions, key, at, days)

    def _outliving(
        self, limits: Table, end: str, conditions: frozenset[str]
    ) -> Mapping[str, Running]:
        """What runs on after a fact that ends all, where it leaves the file open."""
        if STAYS_OPEN not in conditions:
            return {}
        of = {slot: limits.at(run.started_on).get(run.limit) for slot, run in self._open.items()}
        left = {slot for slot, limit in of.items() if limit is not None and limit.outlives(end)}
        return {slot: run for slot, run in self._open.items() if slot in left}

    def _begun(
        self,
        limits: Table,
        fact: str,
        day: date,
        course: str,
        conditions: frozenset[str],
        key: str,
        at: datetime | None,
        days: "Mapping[str, tuple[date, datetime | None]]",
    ) -> "RunningLimits":
        """What runs on, and what the fact starts; what ends all may start what is owed after it."""
        now, started = dict(self._open), self._started
        fitting = [one for one in limits.at(day).started_by(fact) if one.fits(course, conditions)]
        for begun in fitting:
            since, moment = days.get(begun.counts_from, (day, at))
            limit = limits.at(since).get(begun.id)
            if limit is None:
                continue
            slot = _slot(limit, key)
            occurrence = started.get(slot, 0) + 1
            started = {**started, slot: occurrence}
            own = key if limit.keyed else ""
            exact = moment if limit.unit is Unit.HOUR else None
            now[slot] = Running(limit.id, since, occurrence, own, exact)
        return _limits(now, started, days, None)

    def _governing(
        self, limits: Table, day: date, days: "Mapping[str, tuple[date, datetime | None]]"
    ) -> Limits | None:
        """The one table of the fact and of all that runs, where none hangs on another: by it alone
        is decided what stops and starts.
        """
        running = (run.started_on for run in self._open.values())
        return limits.of_all((day, *running, *(since for since, _ in days.values())))

    def _stepped(
        self,
        limits: Limits,
        fact: str,
        day: date,
        course: str,
        conditions: frozenset[str],
        key: str,
        at: datetime | None,
        days: "Mapping[str, tuple[date, datetime | None]]",
    ) -> "RunningLimits":
        """The same under one table of all days concerned: then no day decides what stops and starts."""
        asked = (fact, course, conditions, key, *self._open)
        step = limits.steps.get(asked)
        if step is None:
            step = limits.keep(asked, self._step(limits, fact, course, conditions, key))
        stopped, begun = step
        if not stopped and not begun:
            return self if days is self._days else self._dated(days)
        now = dict(self._open)
        for slot in stopped:
            del now[slot]
        if not begun:
            return _limits(now, self._started, days, (stopped, ()))
        started = dict(self._started)
        for slot, limit in begun:
            since, moment = days.get(limit.counts_from, (day, at))
            occurrence = started[slot] = started.get(slot, 0) + 1
            exact = moment if limit.unit is Unit.HOUR else None
            own = key if limit.keyed else ""
            now[slot] = Running(limit.id, since, occurrence, own, exact)
        return _limits(now, started, days, (stopped, tuple([slot for slot, _ in begun])))

    def _dated(self, days: "Mapping[str, tuple[date, datetime | None]]") -> "RunningLimits":
        return _limits(self._open, self._started, days, ((), ()))

    def _step(
        self, limits: Limits, fact: str, course: str, conditions: frozenset[str], key: str
    ) -> Step:
        """What stops of what runs now, and what starts."""
        now = dict(self._open)
        for stopped in limits.stopped_by(fact, conditions):
            _stop(now, stopped, key, limits)
        fitting = (one for one in limits.started_by(fact) if one.fits(course, conditions))
        gone = tuple(slot for slot in self._open if slot not in now)
        return gone, tuple((_slot(begun, key), begun) for begun in fitting)


_set_open, _set_started, _set_days, _set_changed = [
    vars(RunningLimits)[name].__set__ for name in ("_open", "_started", "_days", "changed")
]


def _limits(
    open: Mapping[str, Running],
    started: Mapping[str, int],
    days: Mapping[str, tuple[date, datetime | None]],
    changed: tuple[tuple[str, ...], tuple[str, ...]] | None,
) -> RunningLimits:
    """As the constructor, in half of its time: one is made for nearly every fact."""
    made = RunningLimits.__new__(RunningLimits)
    _set_open(made, open)
    _set_started(made, started)
    _set_days(made, days)
    _set_changed(made, changed)
    return made


NOTHING_RUNNING = RunningLimits()
"""Where a case begins."""


def advance(
    running: RunningLimits,
    limits: Table,
    fact_name: str,
    day: date,
    course: str,
    conditions: Iterable[str] = (),
    key: str = "",
    at: datetime | None = None,
) -> RunningLimits:
    """The limits that run after one more fact: first it stops some, then it starts some.

    Where the limits changed over the years, those of the fact's day start, each as its entry was on
    the day it is counted from, and stop as that entry says.

    ``course`` and ``conditions`` are those of the case once the fact is applied; ``key`` tells
    objections, referrals or leads apart. A stop without a key stops that limit for every key. ``at``
    is the instant it was recorded, which limits in hours run from.
    """
    return running.after(limits, fact_name, day, course, frozenset(conditions), key, at)


def _slot(limit: Limit, key: str) -> str:
    return f"{limit.id}/{key}" if limit.keyed and key else limit.id


def _stop(now: dict[str, Running], limit: Limit, key: str, limits: Table) -> None:
    """What runs under this very entry stops; what runs under another of its name does not."""
    if not limit.keyed or key:
        slot = _slot(limit, key)
        run = now.get(slot)
        if run is not None and limits.at(run.started_on).get(limit.id) is limit:
            del now[slot]
        return
    for slot in [slot for slot, run in now.items() if run.limit == limit.id]:
        if limits.at(now[slot].started_on).get(limit.id) is limit:
            del now[slot]

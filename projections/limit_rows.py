"""Rows of time limits: how a run of a limit begins, and how it stands when it stops."""

from datetime import UTC, date, datetime
from typing import TypedDict

from sqlalchemy import Index

from domain.case.state import Moment
from domain.law.pack import Pack
from domain.time.calendar import Calendar
from domain.time.due import reckon
from domain.time.limits import Expiry
from domain.time.running import Running
from projections.rows import Row
from projections.tables import partial_index, table

RUNNING, MET, LATE, MISSED, ENDED = "running", "met", "late", "missed", "ended"
"""``missed``: runs on, its lateness is on record. ``late``: met after its last day. ``ended``: cut
short, the case (or the notice) ended first."""

RECKONED = ("last_day", "warning_day", "provisional")
"""Columns that a new calendar may change."""

REMEMBERED = 50_000
"""So many answers are remembered at once."""

CASE, LEAD = "case", "lead"


class LimitRow(TypedDict):
    """One run of a limit. ``case_id`` is the lead's number where ``kind`` is ``lead``.

    ``calendar`` is the version of the calendar that gave the days as they stand. ``until`` is the
    instant (UTC) at which a limit in hours is over. ``moved_from``: the last day as the case's own
    history has it, where a notice moved it since. ``held_to``: the last day as it was known when the
    limit stopped; ``cut``: the case ended with it. ``missed_on``: when its lateness was last recorded.
    """

    case_id: str
    limit: str
    key: str
    occurrence: int
    kind: str
    county: str
    township: str
    duty: str
    basis: str
    expiry: str
    citation: str
    pack: str
    started_on: str
    last_day: str
    warning_day: str
    until: str | None
    provisional: bool
    calendar: str
    moved_from: str | None
    state: str
    ended_on: str | None
    held_to: str | None
    cut: bool
    missed_on: str | None


class ClockRow(TypedDict):
    """What a stream has told its time limits so far. ``offered``: to which township its file is;
    ``area``: by whose law its application goes until it is accepted.
    """

    stream: str
    township: str
    area: str
    offered: str | None
    pack: str
    accepted: bool
    moments: str


LIMITS = table(
    "time_limits",
    LimitRow,
    ("case_id", "limit", "key", "occurrence"),
    Index("time_limits_township", "township", "state", "last_day", "case_id"),
    Index("time_limits_county", "county", "state", "last_day", "case_id"),
    Index("time_limits_city", "state", "last_day", "case_id"),
    partial_index("time_limits_until", "state", "until", "case_id", where="until IS NOT NULL"),
    partial_index("time_limits_moved", "last_day", "case_id", where="moved_from IS NOT NULL"),
)
CLOCKS = table("time_limit_clocks", ClockRow, ("stream",))

_NO_CASE: Row = dict.fromkeys(("case_id", "key", "occurrence", "kind", "county", "township"))


def started(pack: Pack, run: Running, calendar: Calendar) -> Row:
    """The row of a limit that starts, with the columns of the case still empty."""
    limit = pack.limit(run.limit, run.started_on)
    end = reckon(limit, run.started_on, calendar, run.started_at)
    return {
        **_NO_CASE,
        "limit": run.limit,
        "duty": limit.duty,
        "basis": limit.basis.value,
        "expiry": limit.expiry.value,
        "citation": limit.citation,
        "pack": pack.name,
        "started_on": run.started_on.isoformat(),
        "last_day": end.last_day.isoformat(),
        "warning_day": end.warning_day.isoformat(),
        "until": None if end.until is None else instant(end.until),
        "provisional": int(end.provisional),
        "calendar": calendar.version,
        "moved_from": None,
        "state": RUNNING,
        "ended_on": None,
        "held_to": None,
        "cut": 0,
        "missed_on": None,
    }


class Ends:
    """Rows of limits that start, remembered: the same question is asked for many cases."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, date, str, str], Row] = {}

    def of(self, pack: Pack, run: Running, calendar: Calendar) -> Row:
        """A row of its own. What runs from an instant is reckoned each time."""
        if run.started_at is not None:
            return started(pack, run, calendar)
        question = (pack.name, run.limit, run.started_on, calendar.version, calendar.area)
        known = self._known.get(question)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[question] = started(pack, run, calendar)
        return known.copy()


def instant(moment: datetime) -> str:
    """An instant as text that sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moved_from(row: Row, again: Row) -> str | None:
    """The day last told, where the one reckoned now is another."""
    told = row["moved_from"] or row["last_day"]
    return None if told == again["last_day"] else told


def running_late(row: Row) -> str:
    """How a limit that runs stands: missed while the day on which that was recorded is past its last."""
    missed = row["missed_on"]
    late = missed is not None and (row["until"] is not None or missed > row["last_day"])
    return MISSED if late else RUNNING


def judged(row: Row, last_day: str) -> Row:
    """A limit that stopped, by a last day known since: what was in time when it was done stays so,
    what was late is in time where a notice frees the days, and late again where it counts no more.
    """
    in_time = row["ended_on"] <= row["held_to"]
    known = {**row, "last_day": row["held_to"] if in_time else max(row["held_to"], last_day)}
    past = known["ended_on"] > known["last_day"]
    return {**known, "state": _outcome(known, past, bool(row["cut"]))}


def outcome(row: Row, now: Moment, case_ended: bool) -> str:
    """How a limit that stops stood; a notice is to hang until its last day has passed."""
    if row["until"] is not None and now.at is not None:
        past = instant(now.at) >= row["until"]
    else:
        past = row["ended_on"] > row["last_day"]
    return _outcome(row, past, case_ended)


def _outcome(row: Row, past: bool, case_ended: bool) -> str:
    if row["expiry"] == Expiry.ENDS_NOTICE:
        return MET if past and not case_ended else ENDED
    if past and (not case_ended or row["expiry"] == Expiry.LATE):
        return LATE
    return ENDED if case_ended else MET

"""Running and broken time limits: a row for each time a limit ran in a case or lead.

The calendar is what the stream of holiday notices adds up to; before the first notice every last
day in working days is provisional. A new notice reckons all running limits again.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypedDict, get_args

from sqlalchemy import Index, Table

from domain.case.decision.facts import ReceivedByCounty
from domain.case.ending.facts import TimeLimitMissed, TimeLimitRecomputed
from domain.case.facts import CaseFact
from domain.case.inquiry.facts import UrgencyNotConfirmed
from domain.case.intake.facts import ApplicationAccepted, ApplicationSubmitted
from domain.case.state import Moment
from domain.case.timing import moment
from domain.ground.facts import Fact, Recorded
from domain.ground.posts import CITY
from domain.law.pack import Law, Pack
from domain.registers.leads.facts import LeadClosed, LeadRecorded
from domain.time.calendar import Calendar
from domain.time.due import reckon
from domain.time.limits import Expiry
from domain.time.notices import HolidayNoticeRecorded
from domain.time.running import Running
from projections.calendars import Calendars
from projections.clocks import REMEMBERED, Clocks, Memory
from projections.rows import Key, Row, Rows
from projections.tables import partial_index, table

RUNNING, MET, LATE, MISSED, ENDED = "running", "met", "late", "missed", "ended"
"""``missed``: runs on, its lateness is on record. ``late``: met after its last day. ``ended``: cut
short, the case (or the notice) ended first."""

RECKONED = ("last_day", "warning_day", "provisional")
"""Columns that a new calendar may change."""

CASE, LEAD = "case", "lead"


class LimitRow(TypedDict):
    """One run of a limit. ``case_id`` is the lead's number where ``kind`` is ``lead``.

    ``calendar`` is the version of the calendar that gave the days as they stand. ``until`` is the
    instant (UTC) at which a limit in hours is over. ``moved_from``: the last day as the case's own
    history has it, where a notice moved it since.
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
    missed_on: str | None


class ClockRow(TypedDict):
    """What a stream has told its time limits so far."""

    stream: str
    township: str
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

LEAD_FACTS = (LeadRecorded, LeadClosed)
COURSE_SETTERS = (ApplicationAccepted, ReceivedByCounty, UrgencyNotConfirmed)


class TimeLimits:
    """Keeps the limits of all cases and leads under the law given."""

    tables: Sequence[Table] = (LIMITS, CLOCKS, *Calendars.tables)

    def __init__(self, law: Law) -> None:
        self._law = law
        self._calendars = Calendars()
        self._memory = Memory()
        self._known: dict[tuple[str, str, date, str, str], Row] = {}
        self._acts = self._dispatch()

    def _dispatch(self) -> Mapping[type[Fact], Callable[[Rows, Recorded], None]]:
        """Only facts that some pack's limits look at, or that set course, place or pack."""
        kinds: tuple[type[Fact], ...] = get_args(CaseFact)
        limits = [pack.timetable for pack in self._law.packs]
        acts: dict[type[Fact], Callable[[Rows, Recorded], None]] = {
            kind: self._advance
            for kind in kinds
            if kind in COURSE_SETTERS or any(one.concerns(kind.NAME) for one in limits)
        }
        acts[TimeLimitMissed] = self._miss
        acts[TimeLimitRecomputed] = self._told
        acts[ApplicationSubmitted] = acts[LeadRecorded] = self._begin
        acts[LeadClosed] = self._advance
        acts[HolidayNoticeRecorded] = self._recalculate
        return acts

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Start, stop or reckon again."""
        act = self._acts.get(type(recorded.fact))
        if act is not None:
            act(rows, recorded)

    def _begin(self, rows: Rows, recorded: Recorded) -> None:
        fact: Any = recorded.fact
        pack = self._whole(fact.on, fact.township)
        now = _moment(recorded, pack)
        before = self._memory.after(recorded.stream, "", pack)
        after = self._memory.tick(recorded.stream, before, now)
        clock = {
            "stream": recorded.stream,
            "township": fact.township,
            "pack": pack.name,
            "accepted": 0,
            "moments": after.moments,
        }
        rows.put(CLOCKS, clock)
        self._write(rows, clock, before, after, now)

    def _advance(self, rows: Rows, recorded: Recorded) -> None:
        clock, before = self._clock(rows, recorded)
        pack = self._pack(clock, recorded.fact)
        now = _moment(recorded, pack)
        after = self._memory.tick(recorded.stream, before, now)
        if pack is not before.pack:
            after = self._memory.after(recorded.stream, after.moments, pack)
        clock["moments"], clock["pack"] = after.moments, pack.name
        rows.put(CLOCKS, clock)
        self._write(rows, clock, before, after, now)

    def _clock(self, rows: Rows, recorded: Recorded) -> tuple[Row, Clocks]:
        clock = rows.get(CLOCKS, (recorded.stream,))
        if clock is None:
            raise LookupError(f"{recorded.stream}: nothing began before {recorded.fact.NAME}")
        pack = self._law.pack(clock["pack"])
        return clock, self._memory.after(recorded.stream, clock["moments"], pack)

    def _pack(self, clock: Row, fact: Any) -> Pack:
        """The pack fixed by acceptance; before it, the law in force on the day."""
        if isinstance(fact, ApplicationAccepted):
            clock["accepted"] = 1
            return self._law.pack(fact.pack)
        if clock["accepted"]:
            return self._law.pack(clock["pack"])
        return self._whole(fact.on, clock["township"])

    def _whole(self, day: date, place: str) -> Pack:
        """The pack in force on a day, by its name: limits look for their own day in it."""
        return self._law.pack(self._law.governing(day, place).name)

    def _write(self, rows: Rows, clock: Row, before: Clocks, after: Clocks, now: Moment) -> None:
        was, runs = before.runs, after.runs
        if was is runs:
            return
        switched = before.pack is not after.pack
        for slot, run in was.items():
            still = runs.get(slot)
            if still is not run and not _same(run, still):
                self._stop(rows, _key(clock, run), after.pack, now)
        opened = [run for slot, run in runs.items() if switched or was.get(slot) is not run]
        if opened:
            calendar = self._calendars.current(rows, clock["township"][:CITY])
            for run in opened:
                self._open(rows, clock, run, after.pack, calendar, switched)

    def _open(
        self, rows: Rows, clock: Row, run: Running, pack: Pack, calendar: Calendar, switched: bool
    ) -> None:
        kind, _, case_id = clock["stream"].partition("-")
        township = clock["township"]
        if run.started_at is None:
            row = self._started(pack, run.limit, run.started_on, calendar).copy()
        else:
            row = _started(pack, run, calendar)
        row["case_id"], row["key"], row["occurrence"] = case_id, run.key, run.occurrence
        row["kind"], row["county"], row["township"] = kind, township[:6], township
        held = rows.get(LIMITS, _key(clock, run)) if switched else None
        if held is not None and held["missed_on"] and held["started_on"] == row["started_on"]:
            row.update(state=MISSED, missed_on=held["missed_on"])
        rows.put(LIMITS, row)

    def _started(self, pack: Pack, limit: str, start: date, calendar: Calendar) -> Row:
        """All that does not depend on the case; the same question is answered once."""
        question = (pack.name, limit, start, calendar.version, calendar.area)
        known = self._known.get(question)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[question] = _started(pack, Running(limit, start, 0), calendar)
        return known

    def _stop(self, rows: Rows, key: Key, pack: Pack, now: Moment) -> None:
        row = _run(rows, key)
        row["ended_on"] = now.on.isoformat()
        row["state"] = _outcome(row, now, now.name in pack.timetable.ends_all)
        rows.put(LIMITS, row)

    def _miss(self, rows: Rows, recorded: Recorded) -> None:
        fact = recorded.fact
        assert isinstance(fact, TimeLimitMissed)
        clock, clocks = self._clock(rows, recorded)
        this = (fact.limit, fact.key, fact.started_on, fact.started_at)
        for run in clocks.runs.values():
            if (run.limit, run.key, run.started_on, run.started_at) == this:
                row = _run(rows, _key(clock, run))
                rows.put(LIMITS, {**row, "state": MISSED, "missed_on": fact.on.isoformat()})

    def _told(self, rows: Rows, recorded: Recorded) -> None:
        """The case's own history tells the day as it stands, unless it moved again."""
        fact = recorded.fact
        assert isinstance(fact, TimeLimitRecomputed)
        clock, clocks = self._clock(rows, recorded)
        for run in clocks.runs.values():
            if (run.limit, run.key, run.started_on) == (fact.limit, fact.key, fact.started_on):
                row = _run(rows, _key(clock, run))
                told = fact.now.isoformat()
                rows.put(LIMITS, {**row, "moved_from": None if row["last_day"] == told else told})

    def _recalculate(self, rows: Rows, recorded: Recorded) -> None:
        assert isinstance(recorded.fact, HolidayNoticeRecorded)
        self._calendars.record(rows, recorded, recorded.fact)
        for row in rows.find(LIMITS, state=RUNNING) + rows.find(LIMITS, state=MISSED):
            if row["until"] is not None:
                continue
            pack, start = self._law.pack(row["pack"]), date.fromisoformat(row["started_on"])
            calendar = self._calendars.current(rows, row["township"][:CITY])
            again = self._started(pack, row["limit"], start, calendar)
            if any(row[name] != again[name] for name in RECKONED):
                new = {name: again[name] for name in (*RECKONED, "calendar")}
                rows.put(LIMITS, {**row, **new, "moved_from": _moved_from(row, again)})


def _moved_from(row: Row, again: Row) -> str | None:
    """The day last told, where the one reckoned now is another."""
    told = row["moved_from"] or row["last_day"]
    return None if told == again["last_day"] else told


_NO_CASE: Row = dict.fromkeys(("case_id", "key", "occurrence", "kind", "county", "township"))


def _started(pack: Pack, run: Running, calendar: Calendar) -> Row:
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
        "missed_on": None,
    }


def instant(moment: datetime) -> str:
    """An instant as text that sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _moment(recorded: Recorded, pack: Pack) -> Moment:
    """The moment of a case's fact, or of a lead's, which has nothing but its day.

    The instant is kept only where some limit of the pack runs in hours.
    """
    fact = recorded.fact
    if isinstance(fact, LEAD_FACTS):
        return Moment(fact.NAME, fact.on)
    at = recorded.recorded_at if pack.timetable.in_hours else None
    return moment(fact, at)  # type: ignore[arg-type]


def _same(one: Running, two: Running | None) -> bool:
    """Whether both are the same run of a limit."""
    return two is not None and one.occurrence == two.occurrence


def _key(clock: Row, run: Running) -> Key:
    return (clock["stream"].partition("-")[2], run.limit, run.key, run.occurrence)


def _run(rows: Rows, key: Key) -> Row:
    """The row of a limit that runs."""
    row = rows.get(LIMITS, key)
    if row is None:
        raise LookupError(f"no row of a limit that ran: {key}")
    return row


def _outcome(row: Row, now: Moment, case_ended: bool) -> str:
    """How a limit that stops stood; a notice is to hang until its last day has passed."""
    if row["until"] is not None and now.at is not None:
        past = instant(now.at) >= row["until"]
    else:
        past = row["ended_on"] > row["last_day"]
    if row["expiry"] == Expiry.ENDS_NOTICE:
        return MET if past and not case_ended else ENDED
    if past and (not case_ended or row["expiry"] == Expiry.LATE):
        return LATE
    return ENDED if case_ended else MET

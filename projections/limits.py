"""Running and broken time limits: a row for each time a limit ran in a case or lead.

The calendar is what the stream of holiday notices adds up to; before the first notice every last
day in working days is provisional. A new notice reckons all running limits again, and says anew of
those that stopped whether they were late.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, get_args

from sqlalchemy import Table

from domain.case.decision.facts import ReceivedByCounty, ReliefApproved
from domain.case.ending.facts import TimeLimitMissed, TimeLimitRecomputed
from domain.case.facts import CaseFact
from domain.case.inquiry.facts import UrgencyNotConfirmed
from domain.case.intake.facts import (
    AcceptanceUndone,
    ApplicationAccepted,
    ApplicationSubmitted,
    SupplementReceived,
)
from domain.case.small_fast.facts import SmallFastLeft
from domain.case.transfer.facts import FileOffered, FilePassedOn, FileSentBack, FileTakenOver
from domain.ground.facts import Fact, Recorded
from domain.ground.posts import CITY
from domain.law.pack import Law, Pack
from domain.registers.leads.facts import LeadClosed, LeadPassedOn, LeadRecorded
from domain.time.calendar import Calendar
from domain.time.limits import UNDOES, Expiry
from domain.time.notices import HolidayNoticeRecorded, HolidayNoticeWithdrawn
from domain.time.running import Running
from domain.time.standing import touched
from projections.calendars import Calendars
from projections.clocks import Clocks, Memory, Moments, Told
from projections.limit_places import MOVING, SAID_ANEW, placed, where
from projections.limit_rows import (
    CLOCKS,
    ENDED,
    LATE,
    LIMITS,
    MET,
    MISSED,
    RECKONED,
    RUNNING,
    Ends,
    judged,
    moved_from,
    outcome,
    running_late,
)
from projections.rows import Key, Looks, Row, Rows

SETTERS = (
    *(ApplicationAccepted, ReceivedByCounty, UrgencyNotConfirmed, SmallFastLeft),
    *(FileOffered, FileTakenOver, FileSentBack, FilePassedOn),
    *SAID_ANEW,
)
"""Facts that set course or place, whether or not a limit starts or stops with them."""
PARTS: Looks = {
    ApplicationSubmitted: ("agent", "materials", "lacking"),
    SupplementReceived: ("lacking",),
    ApplicationAccepted: ("outstanding",),
    ReliefApproved: ("duties",),
    HolidayNoticeRecorded: ("off", "makeup"),
    **dict.fromkeys(SAID_ANEW, ("stands",)),
}
"""What conditions and calendars are made of."""


STEP = 1_000
"""So many rows are reckoned again at a time."""
STOPPED = (LATE, MET, ENDED)


class _Known(NamedTuple):
    """A pack, and what is asked of it at every fact."""

    pack: Pack
    name: str
    ends_all: frozenset[str]


class TimeLimits:
    """Keeps the limits of all cases and leads under the law given."""

    tables: Sequence[Table] = (LIMITS, CLOCKS, *Calendars.tables)

    def __init__(self, law: Law) -> None:
        self._law = law
        self._calendars = Calendars()
        self._memory = Memory()
        self._moments = Moments()
        self._packs: dict[str, _Known] = {}
        self._ends = Ends()
        self._acts = self._dispatch()

    def _dispatch(self) -> Mapping[type[Fact], Callable[[Rows, Recorded], None]]:
        """Only facts that some pack's limits look at, or that set course, place or pack."""
        kinds: tuple[type[Fact], ...] = get_args(CaseFact)
        limits = [pack.timetable for pack in self._law.packs]
        acts: dict[type[Fact], Callable[[Rows, Recorded], None]] = {
            kind: self._advance
            for kind in kinds
            if kind in SETTERS or any(one.concerns(kind.NAME) for one in limits)
        }
        acts[TimeLimitMissed] = self._miss
        acts[TimeLimitRecomputed] = self._told
        acts[ApplicationSubmitted] = acts[LeadRecorded] = self._begin
        acts[LeadClosed] = acts[LeadPassedOn] = self._advance
        acts[HolidayNoticeRecorded] = acts[HolidayNoticeWithdrawn] = self._recalculate
        return acts

    @property
    def looks(self) -> Looks:
        """What starts, stops or moves a limit under some pack."""
        return {kind: PARTS.get(kind, ()) for kind in self._acts}

    def forget(self) -> None:
        """Drop the clocks of cases and leads; what limits come to on which day stays."""
        self._memory = Memory()

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Start, stop or reckon again."""
        act = self._acts.get(type(recorded.fact))
        if act is not None:
            act(rows, recorded)

    def _begin(self, rows: Rows, recorded: Recorded) -> None:
        fact: Any = recorded.fact
        area = getattr(fact, "village_code", "") or fact.township
        known = self._whole(fact.on, area)
        told = self._moments.of(recorded, known.pack)
        before = self._memory.after(recorded.stream, "", known.pack)
        after = self._memory.tick(recorded.stream, before, told)
        clock = {
            "stream": recorded.stream,
            "township": fact.township,
            "area": area,
            "offered": None,
            "pack": known.name,
            "accepted": 0,
            "moments": after.moments,
        }
        rows.put(CLOCKS, clock)
        self._write(rows, clock, before, after, told, known)

    def _advance(self, rows: Rows, recorded: Recorded) -> None:
        clock, before = self._clock(rows, recorded)
        placed(clock, recorded.fact)
        known = self._governing(clock, recorded.fact)
        told = self._moments.of(recorded, known.pack)
        after = self._memory.tick(recorded.stream, before, told)
        if known.pack is not before.pack:
            after = self._memory.after(recorded.stream, after.moments, known.pack)
        clock["moments"], clock["pack"] = after.moments, known.name
        rows.put(CLOCKS, clock)
        if after.limits is not before.limits or known.pack is not before.pack:
            self._write(rows, clock, before, after, told, known)
        if isinstance(recorded.fact, MOVING):
            self._move(rows, clock, after, known.pack)

    def _clock(self, rows: Rows, recorded: Recorded) -> tuple[Row, Clocks]:
        clock = rows.get(CLOCKS, (recorded.stream,))
        if clock is None:
            raise LookupError(f"{recorded.stream}: nothing began before {recorded.fact.NAME}")
        pack = self._named(clock["pack"]).pack
        return clock, self._memory.after(recorded.stream, clock["moments"], pack)

    def _governing(self, clock: Row, fact: Any) -> _Known:
        """The pack fixed by acceptance; before it, the law in force on the day."""
        if isinstance(fact, ApplicationAccepted):
            clock["accepted"] = 1
            return self._named(fact.pack)
        if isinstance(fact, FileTakenOver):
            clock["accepted"] = 0
        if isinstance(fact, AcceptanceUndone | SmallFastLeft):
            clock["accepted"] = 0
            return self._named(clock["pack"])
        if clock["accepted"]:
            return self._named(clock["pack"])
        return self._whole(fact.on, clock["area"])

    def _whole(self, day: date, place: str) -> _Known:
        """The pack in force on a day, by its name: limits look for their own day in it."""
        return self._named(self._law.governing(day, place).name)

    def _named(self, name: str) -> _Known:
        known = self._packs.get(name)
        if known is None:
            pack = self._law.pack(name)
            known = self._packs[name] = _Known(
                pack, pack.name, pack.timetable.ends_all | UNDOES.keys()
            )
        return known

    def _write(
        self, rows: Rows, clock: Row, before: Clocks, after: Clocks, told: Told, known: _Known
    ) -> None:
        was, runs = before.runs, after.runs
        if was is runs:
            return
        switched, kind, case_id = before.pack is not after.pack, *_named(clock["stream"])
        gone, begun = (None if switched else after.limits.changed) or _changed(was, runs)
        again = [s for s in begun if s in was and was[s].occurrence != runs[s].occurrence]
        for slot in (*gone, *again):
            self._stop(rows, _key(case_id, was[slot]), told, known)
        opened = [*runs.values()] if switched else [runs[slot] for slot in begun]
        if opened:
            calendar = self._calendars.current(rows, clock["township"][:CITY])
            for run in opened:
                place = {"case_id": case_id, "kind": kind, **where(clock, run, known.pack)}
                self._open(rows, place, run, known, calendar, switched)

    def _move(self, rows: Rows, clock: Row, after: Clocks, pack: Pack) -> None:
        """What still runs is the duty of the township that has the file now, or is offered it."""
        case_id = _named(clock["stream"])[1]
        for run in after.runs.values():
            row = _run(rows, _key(case_id, run))
            rows.put(LIMITS, {**row, **where(clock, run, pack)})

    def _open(
        self,
        rows: Rows,
        place: Row,
        run: Running,
        known: _Known,
        calendar: Calendar,
        switched: bool,
    ) -> None:
        row = self._ends.of(known.pack, run, calendar)
        row.update(place)
        row["key"], row["occurrence"] = run.key, run.occurrence
        held = rows.get(LIMITS, _key(place["case_id"], run)) if switched else None
        if held is not None and held["missed_on"] and held["started_on"] == row["started_on"]:
            row["missed_on"] = held["missed_on"]
            row["state"] = running_late(row)
        rows.put(LIMITS, row)

    def _stop(self, rows: Rows, key: Key, told: Told, known: _Known) -> None:
        row, now = _run(rows, key), told.moment
        row["ended_on"], row["held_to"] = now.on.isoformat(), row["last_day"]
        row["cut"] = int(now.name in known.ends_all)
        row["state"] = outcome(row, now, bool(row["cut"]))
        rows.put(LIMITS, row)

    def _miss(self, rows: Rows, recorded: Recorded) -> None:
        fact = recorded.fact
        assert isinstance(fact, TimeLimitMissed)
        _, clocks = self._clock(rows, recorded)
        case_id = _named(recorded.stream)[1]
        this = (fact.limit, fact.key, fact.started_on, fact.started_at)
        for run in clocks.runs.values():
            if (run.limit, run.key, run.started_on, run.started_at) == this:
                row = {**_run(rows, _key(case_id, run)), "missed_on": fact.on.isoformat()}
                rows.put(LIMITS, {**row, "state": running_late(row)})

    def _told(self, rows: Rows, recorded: Recorded) -> None:
        """The case's own history tells the day as it stands, unless it moved again."""
        fact = recorded.fact
        assert isinstance(fact, TimeLimitRecomputed)
        _, clocks = self._clock(rows, recorded)
        case_id = _named(recorded.stream)[1]
        for run in clocks.runs.values():
            if (run.limit, run.key, run.started_on) == (fact.limit, fact.key, fact.started_on):
                row = _run(rows, _key(case_id, run))
                told = fact.now.isoformat()
                rows.put(LIMITS, {**row, "moved_from": None if row["last_day"] == told else told})

    def _recalculate(self, rows: Rows, recorded: Recorded) -> None:
        """What runs, in steps; and of what stopped, the limits that were counted over days that turn."""
        fact: Any = recorded.fact
        before = self._calendars.current(rows).facts
        after = self._calendars.record(rows, recorded, fact).facts
        for state in (RUNNING, MISSED):
            for page in rows.walk(LIMITS, "last_day", "", STEP, state=state):
                for row in page:
                    self._again(rows, row)
        days = touched(before, after)
        for state in STOPPED if days else ():
            for page in rows.walk(LIMITS, "last_day", min(days).isoformat(), STEP, state=state):
                for row in page:
                    self._judge(rows, row)

    def _again(self, rows: Rows, row: Row) -> None:
        """A limit that runs; where it is not late by the calendar as it is since, it is not missed."""
        if row["until"] is not None:
            return
        again = self._reckoned(rows, row)
        if any(row[name] != again[name] for name in RECKONED):
            new = {name: again[name] for name in (*RECKONED, "calendar")}
            moved = {**row, **new, "moved_from": moved_from(row, again)}
            rows.put(LIMITS, {**moved, "state": running_late(moved)})

    def _judge(self, rows: Rows, row: Row) -> None:
        """A limit that stopped; a public notice was served with its day, which stays (18.1.1)."""
        if row["until"] is not None or row["expiry"] == Expiry.ENDS_NOTICE:
            return
        now = judged(row, self._reckoned(rows, row)["last_day"])
        if now != row:
            rows.put(LIMITS, now)

    def _reckoned(self, rows: Rows, row: Row) -> Row:
        known, start = self._named(row["pack"]), date.fromisoformat(row["started_on"])
        calendar = self._calendars.current(rows, row["township"][:CITY])
        return self._ends.of(known.pack, Running(row["limit"], start, 0), calendar)


def _changed(
    was: Mapping[str, Running], runs: Mapping[str, Running]
) -> tuple[Sequence[str], Sequence[str]]:
    """The slots in which nothing runs any more, and those in which something else does."""
    gone = [slot for slot in was if slot not in runs]
    return gone, [slot for slot, run in runs.items() if was.get(slot) is not run]


def _named(stream: str) -> tuple[str, str]:
    """Of what kind a stream is, and the number of its case or lead."""
    kind, _, number = stream.partition("-")
    return kind, number


def _key(case_id: str, run: Running) -> Key:
    return (case_id, run.limit, run.key, run.occurrence)


def _run(rows: Rows, key: Key) -> Row:
    """The row of a limit that runs."""
    row = rows.get(LIMITS, key)
    if row is None:
        raise LookupError(f"no row of a limit that ran: {key}")
    return row

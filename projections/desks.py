"""Whose move it is in every open case and lead (待办): a row for each post that one waits for.

A case is folded as the office folds it, and the very rows of the commands say what it waits for
(``domain/case/moves.py``). It is remembered between two facts; after a restart it is folded again from
its own history, which whoever makes the projection hands in. The last days are reckoned as those of
the time limits are, and again with each holiday notice; the calendar's rows are those that the time
limits keep, which therefore come first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import partial
from typing import NamedTuple, cast, get_args

from sqlalchemy import Table

from domain.case.clock import START, running, tick
from domain.case.evolve import NEW, evolve
from domain.case.facts import CaseFact
from domain.case.governing import law_of
from domain.case.state import Case
from domain.ground.facts import Fact, Recorded
from domain.ground.posts import CITY
from domain.ground.terms import Course
from domain.law.pack import Law, Pack
from domain.registers.leads.facts import LeadClosed, LeadPassedOn, LeadRecorded
from domain.time.notices import CalendarFact
from domain.time.running import Running, RunningLimits
from projections.calendars import Calendars
from projections.desk_leads import pass_on, runs, waits
from projections.desk_rows import (
    DESKS,
    DUE,
    DeskRow,
    Place,
    acts_of,
    awaited,
    due,
    due_first,
    lines,
    place_of,
)
from projections.limit_rows import Ends
from projections.rows import History, Looks, Row, Rows, Unsettled
from projections.tables import empty

REMEMBERED = 5_000
"""So many cases that wait for somebody are remembered; the others are read again."""

STEP = 1_000
"""So many rows are reckoned again at a time, after a notice."""

KINDS: tuple[type[Fact], ...] = get_args(CaseFact)

NOTICES: Looks = dict.fromkeys(get_args(CalendarFact), ())
LOOKS: Looks = {
    **{
        kind: tuple(one.name for one in fields(kind))  # type: ignore[arg-type]
        for kind in KINDS
    },
    **NOTICES,
    **dict.fromkeys((LeadRecorded, LeadClosed, LeadPassedOn), ()),
}
"""What it looks at: every fact of a case, whole, as its fold does."""


class _State(NamedTuple):
    """A case as remembered, with the limits that run under its pack, and its rows."""

    case: Case
    pack: Pack | None
    course: Course
    limits: RunningLimits
    rows: Mapping[Place, Row]

    def awaited(self) -> Mapping[Place, frozenset[str]]:
        """The names of the acts it waited for."""
        assert self.pack is not None
        return awaited(self.case, self.pack, self.limits)


class _Begun(NamedTuple):
    """A case since its rows were written last: each fact, and how it stood after it."""

    rows: Mapping[Place, Row]
    stood: list[_State]
    facts: list[Recorded]

    def since(self, place: Place, row: Row) -> str:
        """The day from which this row has waited for the same: asked back no further than it takes."""
        acts, n = acts_of(row["acts"]).keys(), len(self.stood) - 1
        while n and self.stood[n - 1].awaited().get(place) == acts:
            n -= 1
        was = None if n else self.rows.get(place)
        return was["since"] if was and acts_of(was["acts"]).keys() == acts else self._day(n)

    def _day(self, n: int) -> str:
        on: date = cast(CaseFact, self.facts[n].fact).on
        return on.isoformat()


class Settled:
    """Has desks settled under the calendar as it is, before a notice changes it."""

    tables: Sequence[Table] = ()
    looks = NOTICES

    def __init__(self, desks: "Desks") -> None:
        self._desks = desks

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Write what was left until later, where a notice comes."""
        if isinstance(recorded.fact, CalendarFact):
            self._desks.settle(rows)


class Desks:
    """Keeps what every case waits for, under the law given.

    Rows follow from how a case stands, so that they are made once for the facts that come together:
    ``settle`` writes those of all the cases that went on since it was called last.
    """

    tables: Sequence[Table] = (DESKS,)
    looks = LOOKS

    def __init__(self, law: Law, history: History | None = None) -> None:
        self._law = law
        self._history = history
        self._calendars = Calendars()
        self._ends = Ends()
        self._held: dict[str, _State] = {}
        self._begun: dict[str, _Begun] = {}

    def forget(self) -> None:
        """Drop the cases remembered; what limits come to on which day stays."""
        self._held.clear()
        self._begun.clear()

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Let the case go on; what it waits for then is written by ``settle``."""
        fact = recorded.fact
        if isinstance(fact, KINDS):
            self._go_on(rows, recorded)
        elif isinstance(fact, LeadRecorded):
            self._lead(rows, fact)
        elif isinstance(fact, LeadClosed):
            for row in rows.find(DESKS, case_id=recorded.stream.partition("-")[2]):
                rows.delete(DESKS, (row["case_id"], *place_of(row)))
        elif isinstance(fact, LeadPassedOn):
            pass_on(rows, fact, recorded.stream.partition("-")[2])
        elif isinstance(fact, CalendarFact):
            self._recalculate(rows)

    def settle(self, rows: Rows) -> None:
        """Put what each case waits for now in the place of what it waited for. Raises ``Unsettled``."""
        for stream, begun in self._begun.items():
            try:
                self._keep(rows, stream, begun)
            except Exception as error:
                raise Unsettled(begun.facts[-1]) from error
        self._begun.clear()

    def _go_on(self, rows: Rows, recorded: Recorded) -> None:
        begun = self._begun.get(recorded.stream)
        if begun is None or begun.stood[-1].case.version != recorded.version - 1:
            before = self._before(rows, recorded)
            begun = self._begun[recorded.stream] = _Begun(before.rows, [], [])
        else:
            before = begun.stood[-1]
        begun.stood.append(self._after(before, recorded))
        begun.facts.append(recorded)

    def _lead(self, rows: Rows, lead: LeadRecorded) -> None:
        """Somebody is to be looked for: it stands there until it is closed."""
        pack = self._law.governing(lead.on, lead.township)
        calendar = self._calendars.current(rows, lead.township[:CITY])
        over = [self._ends.of(pack, run, calendar) for run in runs(lead, pack)]
        first = min(over, key=lambda one: one["last_day"], default=None)
        for row in waits(lead, pack):
            rows.put(DESKS, {**empty(DeskRow), **row, **due_first(first)})

    def _before(self, rows: Rows, recorded: Recorded) -> _State:
        """The case as it stood: remembered, where that is what stood before this very fact."""
        stream, version = recorded.stream, recorded.version
        held = self._held.get(stream)
        if held is not None and held.case.version == version - 1:
            return held
        state = _State(NEW, None, *START, {})
        if version == 1:
            return state
        if self._history is None:
            raise LookupError(f"{stream}: nothing tells what stood before fact {version}")
        for one in self._history(stream):
            if one.version < version:
                state = self._after(state, one)
        kept = {place_of(row): row for row in rows.find(DESKS, case_id=state.case.id)}
        return state._replace(rows=kept)

    def _after(self, before: _State, recorded: Recorded) -> _State:
        fact = cast(CaseFact, recorded.fact)
        case = evolve(before.case, fact, recorded.officer, recorded.recorded_at)
        pack = law_of(case, self._law, fact.on, case.asked.township)
        if before.pack is not None and before.pack.name == pack.name:
            course, limits = tick(before.course, before.limits, case.moments[-1], pack)
            return _State(case, pack, course, limits, before.rows)
        course = START[0]
        for moment in case.moments:
            course = moment.course or course
        return _State(case, pack, course, running(case, pack), before.rows)

    def _keep(self, rows: Rows, stream: str, begun: _Begun) -> None:
        after = begun.stood[-1]
        assert after.pack is not None
        case = after.case
        calendar = self._calendars.current(rows, case.asked.township[:CITY])
        ends = partial(self._ends.of, after.pack, calendar=calendar)
        now = dict(lines(case, after.pack, after.limits, ends))
        for place, row in now.items():
            row["since"] = begun.since(place, row)
            if row != begun.rows.get(place):
                rows.put(DESKS, row)
        for place in begun.rows.keys() - now.keys():
            rows.delete(DESKS, (case.id, *place))
        self._remember(stream, after._replace(rows=now))

    def _remember(self, stream: str, state: _State) -> None:
        """The case touched last is the last to be forgotten; one that waits for nobody, the first.

        Where no history can be read again, streams come whole, a few thousand facts at a time.
        """
        self._held.pop(stream, None)
        if state.rows or self._history is None:
            self._held[stream] = state
        if len(self._held) > REMEMBERED:
            del self._held[next(iter(self._held))]

    def _recalculate(self, rows: Rows) -> None:
        """The last days of everything that waits, under the calendar as it is since."""
        again_due: dict[str, dict[Place, Row]] = {}
        held = {state.case.id for state in self._held.values()}
        for page in rows.walk(DESKS, "due_on", "", STEP):
            for row in page:
                moved = self._moved(rows, row)
                if moved is None:
                    continue
                rows.put(DESKS, moved)
                if row["case_id"] in held:
                    again_due.setdefault(row["case_id"], {})[place_of(row)] = moved
        for stream, state in self._held.items():
            if found := again_due.get(state.case.id):
                self._held[stream] = state._replace(rows={**state.rows, **found})

    def _moved(self, rows: Rows, row: Row) -> Row | None:
        """A row with another last day than before; ``None`` where it has the same."""
        if row["limit"] is None or row["until"] is not None:
            return None
        pack = self._law.pack(row["pack"])
        run = Running(row["limit"], date.fromisoformat(row["started_on"]), 0)
        calendar = self._calendars.current(rows, row["township"][:CITY])
        again = due(self._ends.of(pack, run, calendar))
        if all(row[name] == again[name] for name in DUE):
            return None
        return {**row, **{name: again[name] for name in DUE}}

"""Whose move it is in every open case (待办): a row for each post that a case waits for.

A case is folded as the office folds it, and the very rows of the commands say what it waits for
(``domain/case/moves.py``). It is remembered between two facts; after a restart it is folded again from
its own history, which whoever makes the projection hands in. The last days are reckoned as those of
the time limits are, and again with each holiday notice; the calendar's rows are those that the time
limits keep, which therefore come first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import partial
from typing import Any, NamedTuple, TypedDict, cast, get_args

from sqlalchemy import Index, Table

from domain.case.clock import START, running, tick
from domain.case.evolve import NEW, evolve
from domain.case.facts import CaseFact
from domain.case.governing import law_of
from domain.case.moves import Move, Party, moves
from domain.case.state import Case
from domain.ground.facts import Fact, Recorded
from domain.ground.posts import CITY, Post
from domain.ground.terms import Course
from domain.law.pack import Law, Pack
from domain.time.notices import HolidayNoticeRecorded
from domain.time.running import Running, RunningLimits
from projections.calendars import Calendars
from projections.limit_rows import Ends
from projections.rows import Looks, Row, Rows, Unsettled
from projections.tables import empty, table

REMEMBERED = 5_000
"""So many cases that wait for somebody are remembered; the others are read again."""

NEVER = "9999-12-31"
"""The day something is due that no limit asks for: after everything else."""

APPLICANT = "applicant"
"""Whose duty a limit of papers is."""

KINDS: tuple[type[Fact], ...] = get_args(CaseFact)
History = Callable[[str], Iterable[Recorded]]
"""The facts of a stream from its first."""


class DeskRow(TypedDict):
    """What a case waits for from officers of one post. No personal data: persons are random ids.

    ``acts`` are the commands by name, each with whoever may not give it because of what they did
    (``name:id,id``), separated by blanks; ``apart`` are those who may give none of them, between
    commas, and so are the ``members`` whom the case is about. ``since`` is the day it has waited from;
    ``due_on`` the last day of the limit that is met first, ``NEVER`` where none runs. A row of time's
    waits for that day to be over; one of the applicant's for the applicant.
    """

    case_id: str
    post: str
    party: str
    county: str
    township: str
    village: str
    applicant: str
    members: str
    stage: str
    acts: str
    apart: str
    since: str
    due_on: str
    until: str | None
    limit: str | None
    basis: str | None
    citation: str | None
    pack: str
    started_on: str | None
    provisional: bool


DESKS = table(
    "desks",
    DeskRow,
    ("case_id", "post", "party"),
    Index("desks_township", "township", "post", "due_on", "case_id"),
    Index("desks_county", "county", "post", "due_on", "case_id"),
    Index("desks_city", "due_on", "case_id"),
)
DUE = ("due_on", "until", "provisional")
"""Columns that a new calendar may change."""


LOOKS: Looks = {
    **{
        kind: tuple(one.name for one in fields(kind))  # type: ignore[arg-type]
        for kind in KINDS
    },
    HolidayNoticeRecorded: (),
}
"""What it looks at: every fact of a case, whole, as its fold does."""


class _State(NamedTuple):
    """A case as remembered, with the limits that run under its pack, and its rows."""

    case: Case
    pack: Pack | None
    course: Course
    limits: RunningLimits
    rows: Mapping[tuple[str, str], Row]


class _Begun(NamedTuple):
    """A case since its rows were written last: each fact, and how it stood after it."""

    rows: Mapping[tuple[str, str], Row]
    stood: list[_State]
    facts: list[Recorded]

    def since(self, place: tuple[str, str], row: Row) -> str:
        """The day from which this row has waited for the same: asked back no further than it takes."""
        acts, n = acts_of(row["acts"]).keys(), len(self.stood) - 1
        while n and awaited(self.stood[n - 1]).get(place) == acts:
            n -= 1
        was = None if n else self.rows.get(place)
        return was["since"] if was and acts_of(was["acts"]).keys() == acts else self._day(n)

    def _day(self, n: int) -> str:
        on: date = cast(CaseFact, self.facts[n].fact).on
        return on.isoformat()


NOTICES: Looks = {HolidayNoticeRecorded: ()}


class Settled:
    """Has desks settled under the calendar as it is, before a notice changes it."""

    tables: Sequence[Table] = ()
    looks = NOTICES

    def __init__(self, desks: "Desks") -> None:
        self._desks = desks

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Write what was left until later, where a notice comes."""
        if isinstance(recorded.fact, HolidayNoticeRecorded):
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
        elif isinstance(fact, HolidayNoticeRecorded):
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
        kept = {(row["post"], row["party"]): row for row in rows.find(DESKS, case_id=state.case.id)}
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
        for post, party in begun.rows.keys() - now.keys():
            rows.delete(DESKS, (case.id, post, party))
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
        again_due: dict[str, dict[tuple[str, str], Row]] = {}
        for row in rows.find(DESKS):
            if row["limit"] is None or row["until"] is not None:
                continue
            pack = self._law.pack(row["pack"])
            run = Running(row["limit"], date.fromisoformat(row["started_on"]), 0)
            calendar = self._calendars.current(rows, row["township"][:CITY])
            again = due(self._ends.of(pack, run, calendar))
            if any(row[name] != again[name] for name in DUE):
                moved = {**row, **{name: again[name] for name in DUE}}
                rows.put(DESKS, moved)
                again_due.setdefault(row["case_id"], {})[row["post"], row["party"]] = moved
        for stream, state in self._held.items():
            if found := again_due.get(state.case.id):
                self._held[stream] = state._replace(rows={**state.rows, **found})


def lines(
    case: Case, pack: Pack, limits: RunningLimits, ends: Callable[[Running], Row]
) -> Iterator[tuple[tuple[str, str], Row]]:
    """The rows of a case but for the day since when; by post, and by who moves."""
    desks = by_place(case, pack, limits)
    over = {run: ends(run) for run in limits.values()} if desks else {}
    for (post, party), found in desks.items():
        met = {run for move in found for run in move.meets}
        # What stops no limit itself is one step towards whatever the office owes next.
        owed = [over[run] for run in met] or [o for o in over.values() if o["duty"] != APPLICANT]
        first = min(owed, key=lambda one: (one["last_day"], one["limit"]), default=None)
        yield (post.value, party.value), line(case, pack, post, party, found, first)


def by_place(case: Case, pack: Pack, limits: RunningLimits) -> dict[tuple[Post, Party], list[Move]]:
    """The moves of a case by post, and by who moves."""
    desks: dict[tuple[Post, Party], list[Move]] = {}
    for move in moves(case, pack, limits):
        # What no limit ends is not left to time: nobody would ever be told.
        party = move.party if move.meets or move.party is not Party.TIME else Party.OFFICE
        for post in move.posts:
            desks.setdefault((post, party), []).append(move)
    return desks


def awaited(state: _State) -> dict[tuple[str, str], frozenset[str]]:
    """The names of the acts that a case waited for, by the place of their row."""
    assert state.pack is not None
    return {
        (post.value, party.value): frozenset(one.command.__name__ for one in found)
        for (post, party), found in by_place(state.case, state.pack, state.limits).items()
    }


def line(
    case: Case, pack: Pack, post: Post, party: Party, found: list[Move], first: Row | None
) -> Row:
    """The row of one post; ``first`` is the limit that is over first."""
    asked = case.asked
    return {
        **empty(DeskRow),
        "case_id": case.id,
        "post": post.value,
        "party": party.value,
        "county": asked.township[:6],
        "township": asked.township,
        "village": asked.village,
        "applicant": asked.applicant,
        "members": _list(asked.members),
        "stage": case.stage.value,
        "acts": " ".join(f"{one.command.__name__}:{','.join(sorted(one.apart))}" for one in found),
        "apart": _list(sorted(frozenset.intersection(*(one.apart for one in found)))),
        "pack": pack.name,
        **(due(first) if first is not None else {"due_on": NEVER}),
    }


def due(end: Row) -> Row:
    """What a row has of the limit that is met first."""
    return {
        "due_on": end["last_day"],
        "until": end["until"],
        "limit": end["limit"],
        "basis": end["basis"],
        "citation": end["citation"],
        "started_on": end["started_on"],
        "provisional": end["provisional"],
    }


def acts_of(told: str) -> dict[str, frozenset[str]]:
    """The acts of a row by name, each with who may not give it."""
    pairs = (one.partition(":") for one in told.split())
    return {name: frozenset(ids.split(",")) - {""} for name, _, ids in pairs}


def _list(ids: Iterable[Any]) -> str:
    """Ids between commas, so that each is found with its commas around it."""
    told = ",".join(ids)
    return f",{told}," if told else ""

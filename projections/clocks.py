"""The clocks of one case or lead between two facts: its moments as text, and what runs after them.

The text is the truth; what it adds up to is remembered for the very same text only, so that a
batch that was rolled back, or a restart, never leaves a clock that nothing on record started.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from domain.case.clock import START, tick
from domain.case.state import Moment
from domain.case.timing import CONDITIONS, COURSES, NUMBERED, moment
from domain.ground.facts import Recorded
from domain.ground.terms import Course
from domain.law.pack import Pack
from domain.registers.leads.facts import LeadClosed, LeadRecorded
from domain.time.running import Running, RunningLimits

REMEMBERED = 50_000
LEAD_FACTS = (LeadRecorded, LeadClosed)


class Clocks(NamedTuple):
    """Course and running limits after ``moments``, under a pack."""

    moments: str
    pack: Pack
    course: Course
    limits: RunningLimits

    @property
    def runs(self) -> Mapping[str, Running]:
        """What runs, by slot; the very same object where nothing started or stopped."""
        return self.limits.slots


def line(moment: Moment) -> str:
    """A moment as a line of text."""
    course = "" if moment.course is None else moment.course.value
    held = ",".join(sorted(moment.conditions)) if moment.conditions else ""
    at = "" if moment.at is None else moment.at.isoformat()
    return f"{moment.name}|{moment.on.isoformat()}|{held}|{moment.key}|{course}|{at}\n"


def moment_of(line: str) -> Moment:
    """The moment that ``line`` wrote."""
    name, on, held, key, course, at = line.split("|")
    return Moment(
        name=name,
        on=date.fromisoformat(on),
        conditions=frozenset(held.split(",")) if held else frozenset(),
        key=key,
        course=Course(course) if course else None,
        at=datetime.fromisoformat(at) if at else None,
    )


class Told(NamedTuple):
    """A moment, and its line."""

    moment: Moment
    line: str


class Moments:
    """What facts tell the time limits. The same told on the same day is one object."""

    def __init__(self) -> None:
        self._held: dict[tuple[object, ...], Told] = {}

    def of(self, recorded: Recorded, pack: Pack) -> Told:
        """The moment of a case's fact, or of a lead's, which has nothing but its day.

        The instant is kept only where some limit of the pack runs in hours.
        """
        fact: Any = recorded.fact
        if pack.timetable.in_hours and not isinstance(fact, LEAD_FACTS):
            now = moment(fact, recorded.recorded_at)
            return Told(now, line(now))
        asked = (type(fact), fact.on, *_asked(fact))
        told = self._held.get(asked)
        if told is None:
            now = Moment(fact.NAME, fact.on) if isinstance(fact, LEAD_FACTS) else moment(fact)
            if len(self._held) >= REMEMBERED:
                self._held.clear()
            told = self._held[asked] = Told(now, line(now))
        return told


def _asked(fact: Any) -> tuple[object, ...]:
    """What makes a fact's moment beside its kind and day."""
    kind = type(fact)
    held, course = CONDITIONS.get(kind), COURSES.get(kind)
    return (
        None if held is None else held(fact),
        None if course is None else course(fact),
        fact.number if kind in NUMBERED else None,
    )


class Memory:
    """Clocks by stream, for the text they were folded from."""

    def __init__(self) -> None:
        self._held: dict[str, Clocks] = {}

    def after(self, stream: str, moments: str, pack: Pack) -> Clocks:
        """The clocks after these moments."""
        held = self._held.get(stream)
        if held is not None and held.pack is pack and held.moments == moments:
            return held
        course, running = START
        for one in moments.splitlines():
            course, running = tick(course, running, moment_of(one), pack)
        return self._keep(stream, Clocks(moments, pack, course, running))

    def tick(self, stream: str, before: Clocks, told: Told) -> Clocks:
        """The clocks after one more moment under the same pack."""
        course, running = tick(before.course, before.limits, told.moment, before.pack)
        moments = before.moments + told.line
        return self._keep(stream, Clocks(moments, before.pack, course, running))

    def _keep(self, stream: str, clocks: Clocks) -> Clocks:
        if len(self._held) >= REMEMBERED:
            self._held.clear()
        self._held[stream] = clocks
        return clocks

"""What stood beside a case at any position of the history: registers as they were known then."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from domain.account import account, home
from domain.account.account import Accounts
from domain.assessment.engine import Assessor
from domain.case.amendment.amended import Naming, named
from domain.case.asking import Beside
from domain.case.lawful import Held, held, township_of
from domain.case.state import Case
from domain.case.streams import dead, listed
from domain.ground.editions import STATUTES
from domain.ground.facts import Recorded
from domain.ground.people import PersonId
from domain.ground.posts import CITY, COUNTY
from domain.law import reference
from domain.registers.delegations import state as delegation
from domain.registers.officers import state as officers
from domain.registers.officers.state import Officers
from domain.time.calendar import Calendar
from domain.time.notices import CalendarFact
from relief.bootstrap import Service
from relief.office.streams import CALENDAR, kind_of

UNSEEN = timedelta(seconds=10)
"""How long what another process recorded of officers or days off may at most go unseen."""
STRIDE = 32
"""Of every so many facts of a register one state is kept; those between are folded when asked."""


class Timeline:
    """One register, as it stood before any position."""

    def __init__(self, stream: str, facts: Sequence[Recorded]) -> None:
        self._kind = kind_of(stream) if stream != CALENDAR else None
        self.facts = facts
        self._positions = [one.position for one in facts]
        self._moments = [one.recorded_at for one in facts]
        self._marks: list[Any] = [] if self._kind is None else [self._kind.empty]
        self._last: tuple[int, Any] = (-1, None)

    def before(self, position: int) -> int:
        """How many facts stood then."""
        return bisect_left(self._positions, position)

    def seen(self, position: int, at: datetime) -> int:
        """How many of them nobody can have missed any more."""
        return min(self.before(position), bisect_right(self._moments, at - UNSEEN))

    def state(self, number: int) -> Any:
        """What the first facts add up to."""
        if self._last[0] != number:
            mark = number // STRIDE
            while len(self._marks) <= mark:
                start = len(self._marks) - 1
                self._marks.append(self._folded(self._marks[-1], start * STRIDE, STRIDE))
            left = number - mark * STRIDE
            self._last = number, self._folded(self._marks[mark], mark * STRIDE, left)
        return self._last[1]

    def _folded(self, state: Any, start: int, count: int) -> Any:
        assert self._kind is not None
        for one in self.facts[start : start + count]:
            state = self._kind.fold(state, one)
        return state


class Known:
    """Puts together what an office knew when it decided. Accounts are given for a few cases at once."""

    def __init__(self, service: Service) -> None:
        self._service, self._assessor = service, Assessor(service.law)
        self._officers = self._timeline(officers.STREAM)
        self._references = self._timeline(reference.STREAM)
        self._notices = self._timeline(CALENDAR)
        self._calendars: dict[tuple[int, str, bool], Calendar] = {}
        self._delegations: dict[str, Timeline] = {}

    def _timeline(self, stream: str) -> Timeline:
        return Timeline(stream, self._service.journal.placed((stream,)))

    def beside(self, recorded: Recorded, case: Case, granted: "Granted") -> Iterator[Beside]:
        """What the office knew; and, where that is another thing, what it may have known instead."""
        position, at, fact = recorded.position, recorded.recorded_at, recorded.fact
        known = (self._officers.before(position), self._notices.before(position))
        older = (self._officers.seen(position, at), self._notices.seen(position, at))
        everybody, died, township = listed(fact, case), dead(case), township_of(recorded, case)
        homes = granted.homes(position, everybody)
        accounts = granted.before(position, (one for one in everybody if one not in died))
        living = home.around(homes[one] for one in accounts).keys()
        around = granted.before(position, {*living, *died} - accounts.keys())
        for register, notices in dict.fromkeys((known, older)):
            yield Beside(
                law=self._service.law,
                assessor=self._assessor,
                places=self._service.divisions,
                calendar=self._calendar(notices, township[:CITY], recorded.rules >= STATUTES),
                references=self._references.state(self._references.before(position)),
                accounts=accounts,
                around=around,
                homes=homes,
                delegations=self._delegated(township[:COUNTY], position),
                officers=self._officers.state(register),
            )

    def officers(self, recorded: Recorded) -> Iterator[Officers]:
        """The officers as they were known; and, where that is another thing, as they may have been."""
        register = self._officers
        known = register.before(recorded.position)
        for number in dict.fromkeys(
            (known, register.seen(recorded.position, recorded.recorded_at))
        ):
            yield register.state(number)

    def _calendar(self, notices: int, area: str, statutes: bool) -> Calendar:
        key = notices, area, statutes
        if key not in self._calendars:
            facts = (cast(CalendarFact, one.fact) for one in self._notices.facts[:notices])
            self._calendars[key] = Calendar.of(facts, area, statutes)
        return self._calendars[key]

    def _delegated(self, county: str, position: int) -> delegation.Delegations:
        if county not in self._delegations:
            self._delegations[county] = self._timeline(delegation.stream(county))
        line = self._delegations[county]
        found: delegation.Delegations = line.state(line.before(position))
        return found


class Granted:
    """The accounts of some persons and what is known of them, as it stood before any position."""

    def __init__(self, service: Service, persons: Iterable[PersonId]) -> None:
        self._service = service
        self._facts: dict[str, list[Recorded]] = {}
        every = tuple(persons)
        self._load((*map(account.stream, every), *map(home.stream, every)))

    def _load(self, streams: Iterable[str]) -> None:
        """The facts of streams that are not here yet."""
        wanted = sorted(stream for stream in streams if stream not in self._facts)
        self._facts |= {stream: [] for stream in wanted}
        for one in self._service.journal.placed(wanted) if wanted else ():
            self._facts[one.stream].append(one)

    def before(self, position: int, persons: Iterable[PersonId]) -> Accounts:
        """What each had been granted then."""
        return {one: self._state(account.stream(one), position) for one in persons}

    def homes(self, position: int, persons: Iterable[PersonId]) -> home.Homes:
        """What was known of each then."""
        return {one: self._state(home.stream(one), position) for one in persons}

    def _state(self, stream: str, position: int) -> Any:
        self._load((stream,))
        kind, facts = kind_of(stream), self._facts[stream]
        state = kind.empty
        for one in facts:
            if one.position < position:
                state = kind.fold(state, one)
        return state


def again(facts: Sequence[Recorded], known: Known, granted: Granted) -> Iterator[Held]:
    """Each deed of one case, held to what was known when it was done."""
    return held(facts, lambda one, case: known.beside(one, case, granted))


def household(facts: Sequence[Recorded]) -> tuple[PersonId, ...]:
    """Everybody a case was ever applied for."""
    naming = (one.fact for one in facts if isinstance(one.fact, Naming))
    return tuple(dict.fromkeys(member.person for fact in naming for member in named(fact)))

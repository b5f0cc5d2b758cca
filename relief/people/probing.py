"""How many numbers of persons somebody may ask for: who tries them out is slowed, and told of.

Whether a number is known is a fact about a person. Whoever may ask it of one may not ask it of all
numbers of a birthday; each one asked for stands in the access log as a keyed mark, found or not.
Counted is by human, over a day, in the log itself: it holds across processes and restarts. Entries
that succeeded stand in the history with their persons: they are counted in memory beside, since a
line in the log for each would only cost who enters honestly.
"""

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

import structlog

from adapters.access.log import AccessLog, Look
from adapters.keys.keys import MasterKey
from domain.ground.access import Act
from domain.ground.identity import normal
from domain.ground.posts import Officer
from relief.clock import Clock

log = structlog.get_logger(__name__)

WINDOW = timedelta(days=1)
FREE = {Act.SEARCHED: 60, Act.TRIED: 200}
"""How many different numbers a day nobody waits for: in searches, and in entries that were refused."""
FREE_ALIKE = 5
"""How many of them may be of one birthday, or of one run of papers, whatever way they were asked for."""
FREE_ENTERED = 60
"""How many of one birthday may be entered a day with success: no office has so many."""
SOFTLY = 8
"""Beyond ``FREE`` the wait doubles with each eighth number, beyond ``FREE_ALIKE`` with each."""
LONGEST_SECONDS = 900.0
MOST = 1_000
"""Looks counted at most; what is slowed so stays far below."""
DIGITS = 32
PLACES, RUN = 18, 3
"""Of an identity number; and how many last signs of another paper's tell two of one run apart."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What asking for some numbers comes to. ``wait``: seconds until it is answered, 0 for now."""

    asked: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    wait: float = 0.0


class Probing:
    """Weighs who asks for numbers of persons. Thread-safe."""

    def __init__(self, looks: AccessLog, master: MasterKey, clock: Clock) -> None:
        self._looks = looks
        self._master = master
        self._clock = clock
        self._entered: dict[str, deque[tuple[datetime, str]]] = {}
        self.turn = Lock()
        """Held from weighing until the look is noted, so that many at once are counted one by one."""

    def weigh(self, officer: Officer, act: Act, numbers: Sequence[str]) -> Weighed:
        """Whether these are answered now; whoever asks for many is told of in the service's log."""
        asked = {mark: self._marked(mark, number) for mark, number in self._marks(numbers)}
        known = self.known(officer, act)
        counted = tuple(one for one in asked.values() if one not in known.same)
        wait = 0.0
        if counted and (over := beyond(act, known, counted)):
            wait = known.left(over, self._clock.now())
            log.warning(
                "one officer asks for many numbers of persons",
                officer=officer.id,
                numbers=len(known.same | {*counted}),
                seconds=round(wait),
            )
        return Weighed(tuple(asked), counted, wait)

    def entered(self, officer: Officer, weighed: Weighed) -> None:
        """These numbers were entered, and the entry stands."""
        now = self._clock.now()
        held = self._entered.setdefault(officer.id, deque(maxlen=MOST))
        held.extend((now, mark) for mark in weighed.counted)

    def known(self, officer: Officer, act: Act) -> "Known":
        """What somebody asked for within a day, under whichever of their ids."""
        now = self._clock.now()
        looks = self._looks.counting(officer.ids, MOST)
        recent = [one for one in looks if now - WINDOW < _at(one) <= now]
        stood = [two for id in officer.ids for two in tuple(self._entered.get(id, ()))]
        stood = [(at, mark) for at, mark in stood if now - WINDOW < at <= now]
        times = (*(_at(one) for one in recent[:1]), *(at for at, _ in stood))
        return Known(
            same=frozenset(mark for one in recent if one.act == act for mark in one.counted),
            tried=frozenset(mark for one in recent for mark in one.counted),
            entered=frozenset(mark for _, mark in stood),
            last=max(times, default=None),
        )

    def _marks(self, numbers: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Each number with its mark."""
        for number in numbers:
            plain = normal(number)
            yield self._master.digest(f"asked|{plain}".encode())[:DIGITS], plain

    def _marked(self, mark: str, number: str) -> str:
        """The mark with those of what numbers tried in turn share."""
        runs = (self._master.digest(f"born|{one}".encode())[:DIGITS] for one in shared(number))
        return "-".join((mark, *runs))


@dataclass(frozen=True, slots=True)
class Known:
    """Marks of a day: of ``same`` way of asking, of what was ``tried`` in any, and what was ``entered``
    with success; and when the ``last`` one was.
    """

    same: frozenset[str]
    tried: frozenset[str]
    entered: frozenset[str]
    last: datetime | None

    def left(self, over: float, now: datetime) -> float:
        """Seconds that are left of a wait since the last one; none for the first."""
        return 0.0 if self.last is None else max(0.0, over - (now - self.last).total_seconds())


def shared(number: str) -> tuple[str, ...]:
    """What numbers tried in turn have in common: the birthday; of other papers all but the end, or all
    but the beginning.
    """
    if number[:17].isdecimal() and len(number) == PLACES:
        return (number[6:14],)
    kind, slash, written = number.rpartition("/")
    return (number[:-RUN], f"{kind}{slash}*{written[RUN:]}")


def beyond(act: Act, known: Known, counted: Sequence[str]) -> float:
    """Seconds between answers, for so many numbers of a day and so many of one birthday."""
    every = known.same | {*counted}
    many = len(every) - FREE[act]
    anew = [one for one in counted if one not in known.tried]
    waits = (
        2.0 ** min(many / SOFTLY, 10) if many > 0 else 0.0,
        _alike(known.tried, anew, FREE_ALIKE),
        _alike(known.entered, [one for one in anew if one not in known.entered], FREE_ENTERED),
    )
    return min(LONGEST_SECONDS, max(waits))


def _alike(known: Collection[str], anew: Sequence[str], free: int) -> float:
    """Seconds for so many of one birthday, of which some were not asked for before."""
    every, runs = {*known, *anew}, {run for one in anew for run in one.split("-")[1:]}
    over = max((sum(run in one for one in every) for run in runs), default=0) - free
    return 2.0 ** min(over, 10) if over > 0 else 0.0


def _at(look: Look) -> datetime:
    return datetime.fromisoformat(look.at)

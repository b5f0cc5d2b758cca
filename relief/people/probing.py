"""How many numbers of persons somebody may ask for: who tries them out is slowed, and told of.

Whether a number is known is a fact about a person. Whoever may ask it of one may not ask it of all
numbers of a birthday; each one asked for stands in the access log as a keyed mark, found or not.
Counted is by human, over a day, in the log itself: it holds across processes and restarts.
"""

from collections.abc import Collection, Sequence
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
"""How many of them may be of one birthday."""
SOFTLY = 8
"""Beyond ``FREE`` the wait doubles with each eighth number, beyond ``FREE_ALIKE`` with each."""
LONGEST_SECONDS = 900.0
MOST = 1_000
"""Looks counted at most; what is slowed so stays far below."""
DIGITS = 32


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
        self.turn = Lock()
        """Held from weighing until the look is noted, so that many at once are counted one by one."""

    def weigh(self, officer: Officer, act: Act, numbers: Sequence[str]) -> Weighed:
        """Whether these are answered now; whoever asks for many is told of in the service's log."""
        now = self._clock.now()
        looks = self._looks.counting(officer.ids, MOST)
        recent = [one for one in looks if one.act == act and now - WINDOW < _at(one) <= now]
        known = {mark for look in recent for mark in look.counted}
        asked = {
            mark: self._marked(mark, number) for number in numbers for mark in [self._mark(number)]
        }
        counted = tuple(one for one in asked.values() if one not in known)
        wait = 0.0
        if counted and (over := beyond(act, known, counted)):
            wait = max(0.0, over - (now - _at(recent[0])).total_seconds()) if recent else 0.0
            log.warning(
                "one officer asks for many numbers of persons",
                officer=officer.id,
                numbers=len(known | {*counted}),
                seconds=round(wait),
            )
        return Weighed(tuple(asked), counted, wait)

    def _mark(self, number: str) -> str:
        return self._master.digest(f"asked|{normal(number)}".encode())[:DIGITS]

    def _marked(self, mark: str, number: str) -> str:
        """The mark with that of its birthday, which is all that numbers tried in turn share."""
        birthday = normal(number)[6:14]
        return f"{mark}-{self._master.digest(f'born|{birthday}'.encode())[:DIGITS]}"


def beyond(act: Act, known: Collection[str], counted: Sequence[str]) -> float:
    """Seconds between answers, for so many numbers of a day and so many of one birthday."""
    every = {*known, *counted}
    many = len(every) - FREE[act]
    births = {one.partition("-")[2] for one in counted}
    alike = max(sum(one.endswith(birth) for one in every) for birth in births) - FREE_ALIKE
    waits = (
        2.0 ** min(many / SOFTLY, 10) if many > 0 else 0.0,
        2.0 ** min(alike, 10) if alike > 0 else 0.0,
    )
    return min(LONGEST_SECONDS, max(waits))


def _at(look: Look) -> datetime:
    return datetime.fromisoformat(look.at)

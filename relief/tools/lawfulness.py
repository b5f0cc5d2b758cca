"""Every deed of every case and register held again to its rules, for ``relief verify``."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from domain.case.intake.facts import ApplicationSubmitted
from domain.case.lawful import Held
from domain.case.registered import held_register
from domain.ground.editions import FIRST
from domain.ground.facts import Recorded
from relief.beside import Granted, Known, again, household
from relief.bootstrap import Service
from relief.words.dictionary import fact
from relief.words.refusals import against
from relief.words.sentences import say

AT_ONCE = 100
"""How many cases are read in one round trip; no more are held in memory."""


class Backwards:
    """Cases begun under older rules after newer ones had been in use somewhere in the history.

    Right while two releases run side by side at an upgrade; else somebody chose older rules.
    """

    def __init__(self) -> None:
        self._newest, self._since = FIRST, 0
        self._cases = 0

    def look(self, recorded: Recorded) -> None:
        """Take in one fact of the history."""
        if recorded.rules > self._newest:
            self._newest, self._since = recorded.rules, recorded.position
        elif recorded.rules < self._newest and isinstance(recorded.fact, ApplicationSubmitted):
            self._cases += 1

    def notes(self) -> list[str]:
        """What is worth knowing, if anything."""
        if not self._cases:
            return []
        return [say("lawfulness.older", since=self._since, newest=self._newest, cases=self._cases)]


class Lawfulness:
    """Holds cases again; ``faults`` says which deed was not lawful, by which rule and edition."""

    def __init__(self, service: Service) -> None:
        self._service, self._known = service, Known(service)
        self.deeds: Counter[int] = Counter()
        self.registered = 0
        self.asked = 0
        self.untold: Counter[str] = Counter()
        self.faults: list[str] = []

    def look(self, streams: Iterable[str]) -> Iterator[int]:
        """Take in the cases of these streams, a few at a time; how many were done so far."""
        left, done = iter(streams), 0
        while some := tuple(islice(left, AT_ONCE)):
            self._some(some)
            done += len(some)
            yield done

    def registers(self, streams: Iterable[str]) -> None:
        """Take in registers, each whole: who did it, in which post, by which appointment."""
        for stream, facts in self._gathered(streams):
            for found in held_register(facts, self._known.officers):
                self.registered += 1
                self._against(stream, found)

    def _gathered(self, streams: Iterable[str]) -> Iterator[tuple[str, list[Recorded]]]:
        left = iter(streams)
        while some := tuple(islice(left, AT_ONCE)):
            yield from self._read(some).items()

    def _read(self, streams: Sequence[str]) -> dict[str, list[Recorded]]:
        found: dict[str, list[Recorded]] = {}
        for one in self._service.journal.placed(streams):
            found.setdefault(one.stream, []).append(one)
        return found

    def _some(self, streams: Sequence[str]) -> None:
        cases = self._read(streams)
        persons = {person for facts in cases.values() for person in household(facts)}
        granted = Granted(self._service, persons)
        for stream, facts in cases.items():
            try:
                for found in again(facts, self._known, granted):
                    self._note(stream, found)
            except ValueError:
                self.faults.append(say("lawfulness.unfollowed", stream=stream))

    def _note(self, stream: str, found: Held) -> None:
        self.deeds[found.edition] += 1
        self.asked += found.asked
        self.untold.update(found.untold)
        self._against(stream, found)

    def _against(self, stream: str, found: Held) -> None:
        self.faults += [
            say(
                "lawfulness.against",
                stream=stream,
                version=found.version,
                fact=fact(found.fact),
                edition=found.edition,
                what=against(one.code),
                code=one.code,
                rule=one.rule,
            )
            for one in found.against
        ]

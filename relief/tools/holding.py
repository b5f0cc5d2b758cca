"""The deeds of a history held to their rules, by as many processes as there are cores.

A share is some streams as they stand. What it came to can be noted in a file of the asker's, by its
streams, their versions and the edition: whoever asks again goes on with the shares that lack.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from adapters.proof.stretches import may_begin
from domain.case.registered import REGISTERS
from relief.bootstrap import Service
from relief.opening import for_reading
from relief.settings import Settings
from relief.tools.lawfulness import Lawfulness

SHARE = 400
"""How many streams are a share."""
WORTH = 8
"""With fewer shares another process is not worth its start."""


@dataclass(slots=True)
class Outcome:
    """What holding a share came to."""

    deeds: dict[str, int] = field(default_factory=dict)
    registered: int = 0
    asked: int = 0
    untold: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Way:
    """How it is done: by how many processes (0: as many as there are cores), noted in which file."""

    processes: int = 0
    noted: Path | None = None


def hold(service: Service, streams: Sequence[str]) -> Outcome:
    """One share: cases, then registers."""
    held = Lawfulness(service)
    for _ in held.look(one for one in streams if one.startswith("case-")):
        pass
    held.registers(one for one in streams if one.partition("-")[0] in REGISTERS)
    deeds = {str(edition): many for edition, many in held.deeds.items()}
    return Outcome(deeds, held.registered, held.asked, dict(held.untold), held.faults)


class Noted:
    """What shares came to, a line each; without a file nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self._path, self._known, self._torn = path, dict[str, Outcome](), False
        if path is not None and path.exists():
            told = path.read_text(encoding="utf-8")
            self._torn = told != "" and not told.endswith("\n")
            for line in told.splitlines():
                with suppress(ValueError, TypeError):
                    one = json.loads(line)
                    key = one.pop("share")
                    self._known[key] = Outcome(**one)

    def known(self, key: str) -> Outcome | None:
        """What a share came to; one with a fault is held again."""
        found = self._known.get(key)
        return None if found is None or found.faults else found

    def note(self, key: str, outcome: Outcome) -> None:
        """Keep it, durably. Raises ``OSError``."""
        if self._path is None:
            return
        told = {"share": key, **asdict(outcome)}
        with self._path.open("a", encoding="utf-8") as file:
            file.write("\n" * self._torn + f"{json.dumps(told, ensure_ascii=False)}\n")
            file.flush()
            os.fsync(file.fileno())
        self._torn = False


_service: Service | None = None


def _begin(settings: Settings) -> None:
    global _service
    _service = for_reading(settings)


def _held(streams: Sequence[str]) -> Outcome:
    assert _service is not None
    return hold(_service, streams)


def shares(wanted: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The streams with deeds of their own, so many at a time."""
    left = iter(
        one for one in wanted if one.startswith("case-") or one.partition("-")[0] in REGISTERS
    )
    while some := tuple(islice(left, SHARE)):
        yield some


def outcomes(
    service: Service, versions: Mapping[str, int], wanted: Sequence[str], way: Way
) -> Iterator[tuple[int, Outcome]]:
    """What each share comes to, in order, with how many streams it has. Raises ``OSError``."""
    noted, edition = Noted(way.noted), service.ledgers.edition
    every = [(_key(edition, versions, one), one) for one in shares(wanted)]
    left = [one for key, one in every if noted.known(key) is None]
    cores = way.processes or len(os.sched_getaffinity(0))
    many = min(cores, len(left)) if way.processes else min(cores, len(left) // WORTH)
    found = _apart(service, left, many) if many > 1 and may_begin() else _here(service, left)
    for key, one in every:
        outcome = noted.known(key)
        if outcome is None:
            outcome = next(found)
            noted.note(key, outcome)
        yield len(one), outcome


def _here(service: Service, left: Sequence[Sequence[str]]) -> Iterator[Outcome]:
    yield from (hold(service, one) for one in left)


def _apart(service: Service, left: Sequence[Sequence[str]], many: int) -> Iterator[Outcome]:
    with ProcessPoolExecutor(
        many, get_context("spawn"), initializer=_begin, initargs=(service.settings,)
    ) as pool:
        yield from pool.map(_held, left)


def _key(edition: str, versions: Mapping[str, int], streams: Sequence[str]) -> str:
    told = "".join(f"{one}\n{versions[one]}\n" for one in streams)
    return sha256(f"relief-held/1\n{edition}\n{told}".encode()).hexdigest()


def gathered(every: Sequence[Outcome]) -> tuple[Counter[int], Counter[str]]:
    """The deeds by edition and what was not asked, of all shares together."""
    deeds, untold = Counter[int](), Counter[str]()
    for one in every:
        deeds.update({int(edition): many for edition, many in one.deeds.items()})
        untold.update(one.untold)
    return deeds, untold

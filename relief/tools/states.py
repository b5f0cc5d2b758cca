"""``relief replay --all``: every state the history comes to, as one hash.

It is the same on every machine, on either database, and without any key: states are told in one
way only, and what is sealed stays sealed. Another release may know more, so its hash may differ.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from hashlib import sha256
from itertools import islice
from typing import Any

from adapters.proof.logs import FACTS
from adapters.proof.prover import Sources
from domain.ground.facts import Recorded
from domain.ground.people import Private
from relief.bootstrap import Service
from relief.office.streams import fold
from relief.tools.output import Output
from relief.words.sentences import say

AT_ONCE = 100
"""How many streams are read in one round trip; no more are held in memory."""


def plain(value: Any) -> Any:
    """A value as JSON can tell it, in one way only. Raises ``TypeError`` for what nobody foresaw."""
    match value:
        case Private():
            return {"about": value.about, "box": value.box}
        case Enum():
            return plain(value.value)
        case None | bool() | int() | str():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat() if value.tzinfo else value.isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta() | Decimal() | Fraction():
            return str(value)
        case bytes():
            return value.hex()
        case tuple() | list():
            return [plain(one) for one in value]
        case set() | frozenset():
            return sorted((plain(one) for one in value), key=written)
        case Mapping():
            return sorted(([plain(key), plain(one)] for key, one in value.items()), key=written)
        case _:
            pass
    if is_dataclass(value):
        told = {one.name: plain(getattr(value, one.name)) for one in fields(value) if one.compare}
        return {type(value).__name__: told}
    raise TypeError(type(value).__name__)


def written(told: Any) -> str:
    """JSON without blanks, names in order."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def line(stream: str, facts: list[Recorded]) -> str:
    """A stream, how many facts it has, and the hash of the state they come to."""
    state = written(plain(fold(stream, facts)))
    return f"{stream}\n{len(facts)}\n{sha256(state.encode()).hexdigest()}\n"


def streams(service: Service) -> tuple[int, list[str]]:
    """The newest position, and every stream up to there in the order of its bytes."""
    sources, found, head = Sources(service.settings.database), set[str](), 0
    try:
        for page in sources[FACTS].pages():
            found |= {one[1] for one in page}
            head = page[-1][0]
    finally:
        sources.close()
    return head, sorted(found, key=str.encode)


def states(service: Service, head: int, wanted: list[str]) -> Iterator[str]:
    """A line for each stream, as it stood at a position."""
    left = iter(wanted)
    while some := [*islice(left, AT_ONCE)]:
        held: dict[str, list[Recorded]] = {stream: [] for stream in some}
        for one in service.journal.placed(some):
            if one.position <= head:
                held[one.stream].append(one)
        for stream in some:
            yield line(stream, held[stream])


def replay_all(service: Service, output: Output) -> int:
    """Fold every stream, and tell one hash over all states. Returns 0. Nothing personal is shown."""
    head, every = streams(service)
    told = sha256(f"relief-states/1\n{head}\n".encode())
    for done, one in enumerate(states(service, head, every), 1):
        told.update(one.encode())
        output.progress(say("replay.folding"), done, len(every))
    output.progress_done()
    found = {"position": head, "streams": len(every), "states": told.hexdigest()}
    if output.json:
        output.data(found)
    output.line(say("replay.states", events=head, streams=len(every), hash=told.hexdigest()))
    return 0

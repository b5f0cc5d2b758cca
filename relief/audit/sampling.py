"""Samples that anyone can draw again: a population fixed by positions, a seed nobody chose.

The population is every case in which a certain fact was recorded between two positions. The seed goes
over a checkpoint signed later and a value published later still, such as a lottery's; whoever names
its source beforehand cannot choose it. Each case has a ticket by the seed, the lowest are drawn: who
draws more draws the same ones first, and who draws from a part draws what the whole would there.
"""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256

from adapters.proof.book import read
from adapters.proof.notes import Checkpoint
from adapters.proof.telling import Teller
from relief.audit.packing import Json
from relief.office.streams import case_stream

FORM = "relief-sample/1"


class TooEarly(Exception):
    """No checkpoint was signed since the population was fixed: there is no seed yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be drawn: so many ``count`` of the cases of a ``division`` with a ``fact``.

    ``after`` and ``upto`` are positions; ``value`` is the published one, ``source`` where it stands.
    """

    fact: str
    division: str
    after: int
    upto: int
    count: int
    value: str
    source: str

    @property
    def prefix(self) -> str:
        """How the streams of the division's cases begin."""
        return case_stream(self.division)


def draw(teller: Teller, origin: str, wanted: Wanted) -> Json:
    """The sample, as a bundle tells it. Raises ``TooEarly``."""
    note = teller.first_after(origin, wanted.upto)
    if note is None:
        raise TooEarly
    point = read(note)
    population = teller.having(wanted.fact, wanted.prefix, wanted.after, wanted.upto)
    told = {"fact": wanted.fact, "prefix": wanted.prefix, "after": wanted.after}
    about = {"upto": wanted.upto, "checkpoint": point.size, "value": wanted.value}
    drawn = lowest(population, seed(point, wanted.value), wanted.count)
    numbers = {"source": wanted.source, "count": wanted.count, "population": len(population)}
    return {**told, **about, **numbers, "drawn": drawn}


def seed(point: Checkpoint, value: str) -> str:
    """Hex, over the checkpoint and the published value."""
    told = (FORM, point.origin, str(point.size), b64encode(point.root).decode(), value)
    return sha256("".join(f"{one}\n" for one in told).encode()).hexdigest()


def lowest(population: set[str], seed: str, count: int) -> list[str]:
    """The cases' streams with the lowest tickets, the lowest first."""
    return sorted(population, key=lambda one: ticket(seed, one))[:count]


def ticket(seed: str, stream: str) -> str:
    """Which place a case has in every sample by this seed."""
    return sha256(f"{seed}\n{stream}\n".encode()).hexdigest()

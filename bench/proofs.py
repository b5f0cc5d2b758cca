"""What proving a history costs: its logs hashed, everything verified, decisions reckoned again, bundles."""

from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from io import StringIO
from os import sched_getaffinity
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from sqlalchemy import URL

from adapters.proof.logs import FACTS
from adapters.proof.prover import Sources
from adapters.proof.stretches import Asked as Hashing
from adapters.proof.stretches import Tiles, stretches
from adapters.proof.stretches import hashed as hash_stretch
from adapters.store.factory import install_store
from bench.costs import Servers, metered, middle, postmaster
from bench.databases import POSTGRESQL, SQLITE, Databases, service
from bench.figures import Figure, in_loops
from bench.general import TOWNSHIPS, DeskClock, Walk, desks
from bench.histories import fill
from domain.case.authority import Officer
from relief.audit.asked import Asked
from relief.audit.bundling import bundle
from relief.bootstrap import Service
from relief.office.streams import fold
from relief.tools.holding import Way, hold
from relief.tools.output import Output
from relief.tools.rebuild import rebuild
from relief.tools.reckoning import Reckoner
from relief.tools.verify import verify
from relief.upkeep.checkpointing import checkpoint

AUDITOR = Officer("local:auditor", frozenset(), "-")
ROUNDS = 5
HASHED = 5e-6 / 1e-5
"""200,000 facts a second by the clock on two cores, where a loop takes 10 µs."""
VERIFIED = 1 / 30_000 / 1e-5
"""30,000 facts a second by the clock on two cores."""
RECKONED = 1 / 3_000 / 1e-5
"""3,000 decisions a second of one core."""
REPLAYED = 5e-3 / 1e-5
"""A case of 25 facts in 5 ms."""
BUNDLED = 10e-3 / 1e-5
"""1,000 cases in 10 s: each in 10 ms."""
FACTS_OF_A_CASE = 25


def hashed(kind: str, bases: Databases, quick: bool) -> list[Figure]:
    """Every leaf of a long history hashed, and the root over it."""
    count = 50_000 if quick else 1_000_000
    with bases.fresh(kind) as url:
        install_store(url)
        fill(url, count)
        asked = Hashing(url.render_as_string(False), FACTS, {}, (), False, frozenset({count}))
        servers = Servers(postmaster(url))

        sources = Sources(url)
        here = partial(hash_stretch, sources[FACTS], Tiles({}, (), None), asked.sizes)

        def run() -> float:
            return sum(one.count for one in stretches(asked, count, 0, here))

        cost = middle([metered(run, servers) for _ in range(1 if quick else ROUNDS)])
        sources.close()
    note = f"{count:,} facts at {1 / cost.wall:,.0f}/s on {cores()} cores"
    return [in_loops(f"hashes and proofs, {kind}", cost.wall, "µs", cost, note).most(HASHED)]


def cores() -> int:
    """How many processors may be used."""
    return len(sched_getaffinity(0))


@dataclass(frozen=True, slots=True)
class Held:
    """A history of so many cases, recorded by the office itself, sealed and signed."""

    service: Service
    url: URL
    folder: Path
    cases: int

    @property
    def facts(self) -> int:
        """How long the history is."""
        return self.service.journal.head


@contextmanager
def recorded(kind: str, bases: Databases, cases: int) -> Iterator[Held]:
    """Cases of one township, ledgers, a checkpoint of each log."""
    clock = DeskClock()
    with bases.fresh(kind) as url, TemporaryDirectory(dir=bases.folder) as told:
        folder = Path(told)
        with service(url, folder, clock) as opened:
            opened.settings = replace(opened.settings, proof_key=folder / "proof.key")
            for _ in range(cases):
                Walk(opened.office, clock, desks(TOWNSHIPS[0])).run()
            with redirect_stdout(StringIO()):
                rebuild(opened, Output(json=True))
            checkpoint(opened)
            yield Held(opened, url, folder, cases)


def verifying(kind: str, bases: Databases, quick: bool) -> list[Figure]:
    """Verify whole, the decisions and deeds by themselves, a case replayed, a township bundled."""
    with recorded(kind, bases, 30 if quick else 1_000) as held:
        rounds = 1 if quick else ROUNDS
        return [
            _verified(kind, held, rounds),
            *_decided(kind, held),
            _replayed(kind, held),
            _bundled(kind, held, rounds),
        ]


def _verified(kind: str, held: Held, rounds: int) -> Figure:
    def run() -> float:
        with redirect_stdout(StringIO()) as said:
            code = verify(held.service, Output(json=True), Way())
        if code != 0:
            raise AssertionError(said.getvalue())
        return held.facts

    cost = middle([metered(run, Servers(postmaster(held.url))) for _ in range(rounds)])
    note = f"{held.facts:,} facts at {1 / cost.wall:,.0f}/s on {cores()} cores"
    return in_loops(f"verify, all of it, {kind}", cost.wall, "µs", cost, note).most(VERIFIED)


def _decided(kind: str, held: Held) -> list[Figure]:
    """Decisions reckoned again; and what a deed held to its rules costs, which nobody promised."""
    opened = held.service
    facts = [one for page in opened.journal.pages(2_000) for one in page]
    reckoner = Reckoner(opened.law, opened.references.current())
    began = process_time()
    for one in facts:
        reckoner.look(one)
    each = (process_time() - began) / reckoner.decisions
    note = f"{1 / each:,.0f}/s of a core"
    streams = sorted({one.stream for one in facts})
    began = process_time()
    outcome = hold(opened, streams)
    deed = (process_time() - began) / max(1, sum(outcome.deeds.values()))
    return [
        in_loops(f"re-deciding, {kind}", each, "µs", note=note).most(RECKONED),
        in_loops(
            f"a deed held to its rules, {kind}", deed, "µs", note=f"{1 / deed:,.0f}/s of a core"
        ),
    ]


def _replayed(kind: str, held: Held) -> Figure:
    journal = held.service.journal
    cases = sorted({one.stream for one in journal.following(0, 100) if one.stream[:5] == "case-"})
    taken, count = list[float](), 0
    for _ in range(ROUNDS):
        for stream in cases:
            began = perf_counter()
            found = journal.placed([stream])
            fold(stream, found)
            taken.append((perf_counter() - began) / len(found))
            count = len(found)
    seconds = median(taken) * FACTS_OF_A_CASE
    note = f"reckoned from one of {count}"
    return in_loops(f"replay of 25 facts, {kind}", seconds, "ms", note=note).most(REPLAYED)


def _bundled(kind: str, held: Held, rounds: int) -> Figure:
    numbers = iter(range(rounds))

    def run() -> float:
        asked = Asked(township=TOWNSHIPS[0], first=date(2026, 1, 1), last=date(2026, 12, 31))
        bundle(held.service, asked, AUDITOR, held.folder / f"{next(numbers)}.zip")
        return held.cases

    cost = middle([metered(run, Servers(postmaster(held.url))) for _ in range(rounds)])
    note = f"{held.cases:,} cases in {held.cases * cost.wall:.1f} s"
    return in_loops(f"a bundle, by the case, {kind}", cost.wall, "ms", cost, note).most(BUNDLED)


MEASURES = {
    f"proof-{name}-{kind.lower()}": partial(measure, kind)
    for name, measure in (("hashes", hashed), ("verify", verifying))
    for kind in (SQLITE, POSTGRESQL)
}
"""By the name to ask for."""

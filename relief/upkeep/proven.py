"""How the proof of an installation stands: its checkpoints, who witnessed them, what the watcher found.

Read from the database alone, so that whoever looks waits for no share and no network; nothing is told
of what entries say.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial

from adapters.proof import merkle
from adapters.proof.book import Book, read
from adapters.proof.cosigning import held
from adapters.proof.logs import FACTS, LOGS
from adapters.proof.notes import Checkpoint, Verifier
from adapters.proof.prover import Sources
from adapters.proof.tiles import TileTree
from adapters.store import reading
from domain.ground.facts import Recorded
from relief.bootstrap import Service
from relief.upkeep.checkpointing import named, place, remotes, witness_keys, witnesses

NEWEST = 20
"""So many checkpoints of a log are told."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint: when it was made, and which witnesses are known to have signed it."""

    size: int
    root: str
    made_at: str
    witnesses: tuple[str, ...]
    stamped: bool


@dataclass(frozen=True, slots=True)
class Log:
    """A log: how far it is, and its newest checkpoints, the newest first."""

    log: str
    title: str
    origin: str
    entries: int
    checkpoints: tuple[Signed, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Of the whole installation: ``broken`` logs do not continue their checkpoints, ``red`` parts
    were found wrong by the watcher, which has not looked for so many seconds.
    """

    installation: str
    logs: tuple[Log, ...]
    folders: int
    addresses: int
    broken: tuple[str, ...]
    red: tuple[str, ...]
    unwatched: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A fact in the log: its leaf, and whether the newest checkpoint covers and proves it."""

    version: int
    position: int
    leaf: str
    covered: bool
    proved: bool
    proof: tuple[str, ...]


@contextmanager
def opened(service: Service) -> Iterator[tuple[Book, Sources]]:
    """The book of checkpoints and the logs, for reading."""
    url = reading.for_reading(service.settings.database)
    with closing(Book(url, create=False)) as book, closing(Sources(url)) as sources:
        yield book, sources


def standing(service: Service) -> Standing:
    """How the proof stands now. Raises what the database does."""
    settings = service.settings
    with opened(service) as (book, sources):
        name = book.installation() if book.stands() else None
        known = witness_keys(settings)
        logs = (log(book, sources, f"{name}/{one}", one, known) for one in LOGS) if name else ()
        return Standing(
            installation=name or "",
            logs=tuple(logs),
            folders=len(witnesses(settings)),
            addresses=len(remotes(settings)),
            broken=service.standing.broken,
            red=tuple(dict.fromkeys(place(*part) for *part, _ in book.reds())),
            unwatched=int(service.standing.unwatched()),
        )


def log(book: Book, sources: Sources, origin: str, name: str, known: list[Verifier]) -> Log:
    """One log and its newest checkpoints."""
    latest, lines = book.latest(origin, NEWEST), dict[int, str]()
    sizes = [size for size, *_ in latest]
    for size, line in book.cosignatures(origin, sizes):
        lines[size] = lines.get(size, "") + line
    stamps, made = book.stamped(origin, sizes), []
    for size, at, note in latest:
        point = read(note)
        names = tuple(held(point.text(), lines.get(size, ""), known))
        made.append(Signed(size, point.root.hex(), at, names, size in stamps))
    source = sources[name]
    head = source.head() if source.stands() else 0
    return Log(name, named(name), origin, head, tuple(made))


def placed(
    service: Service, recorded: Sequence[Recorded]
) -> tuple[Checkpoint | None, list[Placed]]:
    """Each of these facts in the log, held anew to the newest checkpoint that was signed."""
    with opened(service) as (book, sources):
        name = book.installation() if book.stands() else None
        newest = book.newest(f"{name}/{FACTS}") if name else None
        point, hashes = newest[0] if newest else None, sources[FACTS].hashes
        tree = point and TileTree(point.size, partial(book.tile, point.origin), hashes)
        found = []
        for one in recorded:
            (leaf,) = hashes(one.position - 1, one.position)
            proof: list[bytes] = []
            proved = False
            if point and tree and one.position <= point.size:
                index, size = one.position - 1, point.size
                proof = merkle.inclusion(tree, index, size)
                proved = merkle.includes(leaf, index, size, proof, point.root)
            told = tuple(step.hex() for step in proof)
            covered = point is not None and one.position <= point.size
            found.append(Placed(one.version, one.position, leaf.hex(), covered, proved, told))
        return point, found

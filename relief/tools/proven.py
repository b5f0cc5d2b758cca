"""Each log against its checkpoints: those the database keeps, and those every witness holds.

The first wrong entry of each log is named. Reads only.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from adapters.proof import keys
from adapters.proof.book import Book, read
from adapters.proof.cosigning import held
from adapters.proof.folder import Folder
from adapters.proof.logs import LOGS, Source
from adapters.proof.merkle import Edge
from adapters.proof.notes import DASH, Verifier, WrongNote, opened, parts
from adapters.proof.prover import Sources
from adapters.proof.stamping import stamped
from adapters.proof.tiles import WIDTH, split
from relief.bootstrap import Service
from relief.tools.findings import Findings
from relief.tools.proven_rows import check_rows
from relief.upkeep.checkpointing import named, witness_keys, witnesses
from relief.words.sentences import say


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody holds of a log: that its first entries have a root."""

    size: int
    root: bytes
    where: str


class Proven:
    """Holds the logs of an installation against all that was ever signed of them and is at hand."""

    def __init__(self, service: Service, found: Findings) -> None:
        settings = service.settings
        self._service, self._found = service, found
        self.sources = Sources(settings.database)
        self._book = Book(settings.database, create=False)
        self._kept = self._book.stands()
        self._witnesses = [one for one in witnesses(settings) if self._reached(one)]
        self._signing = _signing(settings.proof_key)
        self._name = self._named()

    def _reached(self, witness: Folder) -> bool:
        if not witness.there():
            self._found.fault(say("proven.away", where=witness.folder))
        return witness.there()

    def _named(self) -> str | None:
        """How the installation is called in origins: the file of the key says so, or else the database."""
        known = self._book.installation() if self._kept else None
        if self._signing is None or known in (None, self._signing.name):
            return known if self._signing is None else self._signing.name
        self._found.fault(say("proven.other-origin", there=known, ours=self._signing.name))
        return self._signing.name

    def check(self) -> None:
        """Every log, from its first entry to its last."""
        for log in LOGS:
            source = self.sources[log]
            claims = [] if self._name is None else self._claims(f"{self._name}/{log}")
            self._found.checkpoints += len(claims)
            if source.stands():
                _Walk(self._found, source, claims, self._tiles(log)).walk()
            elif claims:
                self._found.fault(say("proven.no-log", log=named(log), size=claims[-1].size))
        if not self._found.checkpoints:
            self._found.notes.append(say("proven.none-yet"))
        if not self._witnesses:
            self._found.notes.append(say("checkpoint.no-witness"))

    def _claims(self, origin: str) -> list[Claim]:
        """All that is held of a log, by size; what cannot be read is a fault."""
        notes = [("", size, note) for size, note in self._book.all(origin)] if self._kept else []
        for one in self._witnesses:
            notes += [(str(one.folder), size, note) for size, note in one.notes(origin)]
        self._cosigned(origin, {size: note for where, size, note in notes if not where})
        self._stamped(origin, {size: note for where, size, note in notes if not where})
        found = [self._claim(origin, *one) for one in notes]
        return sorted((one for one in found if one is not None), key=lambda claim: claim.size)

    def _cosigned(self, origin: str, notes: Mapping[int, str]) -> None:
        """What the database keeps of known witnesses is theirs, and is of a checkpoint that is kept."""
        known = witness_keys(self._service.settings)
        for size, line in self._book.cosignatures(origin) if self._kept else ():
            witness = line.removeprefix(DASH).partition(" ")[0]
            if not any(one.name == witness for one in known):
                continue
            try:
                whole = witness in held(parts(notes[size])[0], line, known)
            except (KeyError, WrongNote, ValueError):
                whole = False
            if not whole:
                self._found.fault(say("proven.bad-cosignature", size=size, witness=witness))

    def _stamped(self, origin: str, notes: Mapping[int, str]) -> None:
        """What stands as a time stamp stamps the checkpoint it stands with."""
        for size, token in (self._book.stamps(origin) if self._kept else {}).items():
            try:
                whole = stamped(token)[0] == sha256(notes[size].encode()).digest()
            except (KeyError, ValueError, IndexError):
                whole = False
            if not whole:
                self._found.fault(say("proven.bad-stamp", size=size))

    def _claim(self, origin: str, where: str, size: int, note: str) -> Claim | None:
        place = where or say("proven.here")
        signers = () if self._signing is None else self._signing.signers
        trusted = [Verifier(origin, one.type, one.public) for one in signers]
        try:
            point = read(note)
            if trusted:
                opened(note, trusted)
        except (WrongNote, UnicodeError):
            self._found.fault(say("proven.bad-note", where=place, size=size))
            return None
        if (point.origin, point.size) != (origin, size):
            self._found.fault(say("proven.bad-note", where=place, size=size))
            return None
        return Claim(size, point.root, place)

    def _tiles(self, log: str) -> "Tiles":
        origin = f"{self._name}/{log}"
        return Tiles(origin, self._witnesses, self._book if self._kept else None)

    def close(self) -> None:
        """Close every connection."""
        self.sources.close()
        self._book.close()


def _signing(path: Path) -> keys.Signing | None:
    try:
        return keys.signing(path)
    except (OSError, keys.UnsafeProofKey):
        return None


@dataclass(frozen=True, slots=True)
class Tiles:
    """Who holds the hashes of single entries: each witness, and the database itself."""

    origin: str
    witnesses: Sequence[Folder]
    book: Book | None

    def held(self, index: int) -> list[tuple[str, list[bytes]]]:
        """The hashes of a tile, as far as each has them."""
        found = [(str(one.folder), one.leaves(self.origin, index)) for one in self.witnesses]
        tile = None if self.book is None else self.book.tile(self.origin, 0, index)
        if tile is not None:
            found.append((say("proven.here"), split(tile)))
        return [one for one in found if one[1]]


class _Walk:
    """One log from end to end; it stops at the first wrong entry."""

    def __init__(
        self, found: Findings, source: Source, claims: Sequence[Claim], tiles: Tiles
    ) -> None:
        self._found, self._source, self._tiles = found, source, tiles
        self._claims = deque(claims)
        self._held: list[tuple[str, list[bytes]]] = []
        self._agreed = 0
        self._log = named(source.log)

    def walk(self) -> None:
        """Check each entry and each checkpoint on the way."""
        edge = Edge()
        for number, hash in self._hashes():
            if (number - 1) % WIDTH == 0:
                self._held = self._tiles.held((number - 1) // WIDTH)
            edge.add(hash)
            if not self._as_held(number, hash) or not self._as_claimed(edge):
                return
        self._found.leaves += edge.size
        if self._claims:
            size, where, end = self._claims[-1].size, self._claims[-1].where, edge.size
            first = end + 1
            self._found.fault(
                say("proven.short", log=self._log, end=end, first=first, size=size, where=where)
            )

    def _hashes(self) -> Iterator[tuple[int, bytes]]:
        """By number; the first that lacks ends it with a fault."""
        expected = 0
        for page in self._source.pages():
            for entry in page:
                expected += 1
                if entry[0] != expected:
                    self._claims.clear()
                    self._found.fault(say("proven.gap", log=self._log, number=expected))
                    return
                yield expected, self._source.hashed(entry)

    def _as_held(self, number: int, hash: bytes) -> bool:
        at = (number - 1) % WIDTH
        for where, hashes in self._held:
            if at < len(hashes) and hashes[at] != hash:
                told = say("proven.changed", log=self._log, number=number, where=where)
                self._found.fault(told)
                return False
        return True

    def _as_claimed(self, edge: Edge) -> bool:
        while self._claims and self._claims[0].size == edge.size:
            claim = self._claims.popleft()
            if edge.root() != claim.root:
                first, last, where = self._agreed + 1, edge.size, claim.where
                told = say("proven.other-root", log=self._log, first=first, last=last, where=where)
                self._found.fault(told)
                return False
            self._agreed = edge.size
        return True


def check_proof(service: Service, found: Findings) -> None:
    """The logs against their checkpoints, and what stands beside facts against its log."""
    proven = Proven(service, found)
    try:
        if not proven.sources["rows"].stands():
            found.notes.append(say("proven.before"))
            return
        proven.check()
        check_rows(service, found, proven.sources)
    finally:
        proven.close()

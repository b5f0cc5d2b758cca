"""Each log against its checkpoints: those the database keeps, and those every witness holds.

The first wrong entry of each log is named. Reads only.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from adapters.proof import keys
from adapters.proof.book import Book, read
from adapters.proof.cosigning import held
from adapters.proof.folder import Folder
from adapters.proof.logs import LOGS, ROWS
from adapters.proof.merkle import Edge
from adapters.proof.notes import DASH, Verifier, WrongNote, opened, parts
from adapters.proof.prover import Sources
from adapters.proof.restored import Restored
from adapters.proof.stamping import stamped
from adapters.proof.stretches import Asked, Stretch, Tiles, hashed, stretches
from adapters.proof.tiles import WIDTH
from relief.bootstrap import Service
from relief.tools.findings import Findings
from relief.tools.proven_rows import check_rows
from relief.upkeep.checkpointing import named, witness_keys, witnesses
from relief.upkeep.restoring import logged
from relief.words.sentences import say


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody holds of a log: that its first entries have a root."""

    size: int
    root: bytes
    where: str


class Proven:
    """Holds the logs of an installation against all that was ever signed of them and is at hand."""

    def __init__(self, service: Service, found: Findings, processes: int = 1) -> None:
        settings = service.settings
        self._service, self._found, self._processes = service, found, processes
        self.sources = Sources(settings.database)
        self._book = Book(settings.database, create=False)
        self._kept = self._book.stands()
        self._witnesses = [one for one in witnesses(settings) if self._reached(one)]
        self._signing = _signing(settings.proof_key)
        self.name = self._named()
        self._restored = self._brought_back()

    def _reached(self, witness: Folder) -> bool:
        if not witness.there():
            self._found.fault(say("proven.away", where=witness.folder))
        return witness.there()

    def _named(self) -> str | None:
        """How the installation is called in origins: the file of the key says so, or else the database."""
        known = self._book.installation() if self._kept else None
        if self._signing is None or known is None or keys.goes_on(self._signing.name, known):
            return known if self._signing is None else self._signing.name
        self._found.fault(say("proven.other-origin", there=known, ours=self._signing.name))
        return self._signing.name

    def _brought_back(self) -> tuple[int, Restored] | None:
        """The row by which it came to its name, and what it says; ``None`` under its first name."""
        if self.name is None or not keys.older(self.name):
            return None
        row = logged(self._service.journal.store.engine, self.name)
        return row or (0, Restored(self.name, {}))

    @property
    def untold(self) -> bool:
        """Whether it has a later name and no restore that tells of it."""
        return self._restored is not None and self._restored[0] == 0

    def _told_rightly(self) -> None:
        """A restore that is not told, or stands before what it agrees with, is a fault."""
        if self._restored is None or self.name is None:
            return
        number, restored = self._restored
        if number == 0:
            before = keys.older(self.name)[0]
            self._found.fault(say("proven.no-restore", name=self.name, before=before))
        rows = [size for one, (size, _) in restored.agreed.items() if one.endswith(f"/{ROWS}")]
        if number and number <= max(rows, default=0):
            self._found.fault(say("proven.row", number=number))

    def check(self) -> None:
        """Every log, from its first entry to its last."""
        self._told_rightly()
        for log in LOGS:
            source = self.sources[log]
            claims = [] if self.name is None else [*self.claims(f"{self.name}/{log}")]
            claims = sorted([*claims, *self._before(log)], key=lambda claim: claim.size)
            self._found.checkpoints += len(claims)
            if source.stands():
                asked = self._asked(log, frozenset(one.size for one in claims))
                tiles = self.tiles(asked.origins)
                here = partial(hashed, source, tiles, asked.sizes)
                every = stretches(asked, source.head(), self._processes, here)
                _Walk(self._found, log, claims).walk(every)
            elif claims:
                self._found.fault(say("proven.no-log", log=named(log), size=claims[-1].size))
        if not self._found.checkpoints:
            self._found.notes.append(say("proven.none-yet"))
        if not self._witnesses:
            self._found.notes.append(say("checkpoint.no-witness"))

    def _before(self, log: str) -> Iterator[Claim]:
        """What is held of a log under names it had before, as far as the restore says it agrees."""
        agreed = {} if self._restored is None else self._restored[1].agreed
        for name in [] if self.name is None else keys.older(self.name):
            origin = f"{name}/{log}"
            claims = self.claims(origin)
            if origin not in agreed:
                yield from claims
                continue
            size, root = agreed[origin]
            if size:
                yield Claim(size, root, say("proven.by-restore"))
            yield from (one for one in claims if one.size <= size)
            newest = claims[-1].size if claims else size
            if newest > size:
                told = say("proven.restored", origin=origin, size=size, newest=newest)
                self._found.notes.append(told)

    def claims(self, origin: str) -> list[Claim]:
        """All that is held of a log, by size; what cannot be read is a fault."""
        notes = [("", size, note) for size, note in self._book.all(origin)] if self._kept else []
        for one in self._witnesses:
            notes += [(str(one.folder), size, note) for size, note in one.notes(origin)]
        self._kept_by_others_only(origin, notes)
        self._cosigned(origin, {size: note for where, size, note in notes if not where})
        self._stamped(origin, {size: note for where, size, note in notes if not where})
        found = [self._claim(origin, *one) for one in notes]
        return sorted((one for one in found if one is not None), key=lambda claim: claim.size)

    def _kept_by_others_only(self, origin: str, notes: Sequence[tuple[str, int, str]]) -> None:
        """Checkpoints that lack here and lie with witnesses harm nobody; it is told that they do."""
        here = {size for where, size, _ in notes if not where}
        away = {size for where, size, _ in notes if where} - here
        if away and origin.startswith(f"{self.name}/"):
            told = say(
                "proven.kept-by-others", many=len(away), log=named(origin.rpartition("/")[2])
            )
            self._found.notes.append(told)

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

    def _asked(self, log: str, sizes: frozenset[int]) -> Asked:
        upto: dict[str, int | None] = {f"{self.name}/{log}": None}
        for origin, (size, _) in self._restored[1].agreed.items() if self._restored else ():
            if origin.endswith(f"/{log}"):
                upto[origin] = size
        folders = [one.folder for one in self._witnesses]
        return Asked(self._service.settings.database, log, upto, folders, self._kept, sizes)

    def tiles(self, origins: Mapping[str, int | None]) -> Tiles:
        """Who holds what of a log under its names, up to an entry each."""
        return Tiles(origins, self._witnesses, self._book if self._kept else None)

    def close(self) -> None:
        """Close every connection."""
        self.sources.close()
        self._book.close()


def _signing(path: Path) -> keys.Signing | None:
    try:
        return keys.signing(path)
    except (OSError, keys.UnsafeProofKey):
        return None


class _Walk:
    """One log from end to end; it stops at the first wrong entry."""

    def __init__(self, found: Findings, log: str, claims: Sequence[Claim]) -> None:
        self._found, self._log = found, named(log)
        self._claims = deque(claims)
        self._edge, self._agreed, self._end = Edge(), 0, 0

    def walk(self, every: Iterable[Stretch]) -> None:
        """Check each stretch and each checkpoint on the way."""
        for stretch in every:
            if not self._as_claimed(stretch) or not self._as_held(stretch):
                return
        self._found.leaves += self._end
        if self._claims:
            size, where, end = self._claims[-1].size, self._claims[-1].where, self._end
            first = end + 1
            self._found.fault(
                say("proven.short", log=self._log, end=end, first=first, size=size, where=where)
            )

    def _as_held(self, stretch: Stretch) -> bool:
        if stretch.wrong:
            where = stretch.where or say("proven.here")
            told = say("proven.changed", log=self._log, number=self._end + 1, where=where)
            self._found.fault(told)
        if stretch.lacks:
            self._found.fault(say("proven.gap", log=self._log, number=self._end + 1))
        return not stretch.wrong and not stretch.lacks

    def _as_claimed(self, stretch: Stretch) -> bool:
        tiles = iter(stretch.tiles)
        self._end += stretch.count
        while self._claims and self._claims[0].size <= self._end:
            claim = self._claims.popleft()
            while (self._edge.size + 1) * WIDTH <= claim.size:
                self._edge.add(next(tiles))
            if self._edge.root_with(stretch.claimed[claim.size]) != claim.root:
                first, last, where = self._agreed + 1, claim.size, claim.where
                told = say("proven.other-root", log=self._log, first=first, last=last, where=where)
                self._found.fault(told)
                return False
            self._agreed = claim.size
        for tile in tiles:
            self._edge.add(tile)
        return True


def check_proof(service: Service, found: Findings, processes: int = 1) -> None:
    """The logs against their checkpoints, and what stands beside facts against its log."""
    proven = Proven(service, found, processes)
    try:
        if not proven.sources["rows"].stands():
            found.notes.append(say("proven.before"))
            return
        proven.check()
        check_rows(service, found, proven.sources)
    finally:
        proven.close()

"""Bundles of a case, or of a township and a period: what was recorded, and that it was never changed.

Whoever looks is in the access log before anything is told, case by case. Personal text stays sealed
unless a reason is given; a fact kept in clear by an old edition is then told by its hash only.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from adapters.proof.book import Book
from adapters.proof.cosigning import held
from adapters.proof.folder import Folder
from adapters.proof.logs import ACCESS, BUNDLE, FACTS, LOGS, ROWS
from adapters.proof.notes import Verifier, WrongNote, parts
from adapters.proof.prover import Prover, Sources
from adapters.proof.telling import Fact, Teller
from adapters.proof.tiles import TileTree
from domain.case.authority import Officer
from domain.ground.access import Act
from domain.ground.facts import Recorded
from domain.ground.masks import DESTROYED
from domain.ground.people import Private
from relief.audit.appended import appended, letters
from relief.audit.asked import Asked
from relief.audit.packing import Json, Log, Parts, Remembered, Told, write
from relief.audit.sampling import Wanted, draw
from relief.bootstrap import Service
from relief.office.streams import case_stream
from relief.people.looks import CONSOLE, Seen, Whence
from relief.people.masking import FIELDS
from relief.upkeep.checkpointing import proving, witnesses

CASES_AT_ONCE = 100
"""How many cases' facts are held in memory."""


class NoCheckpoint(Exception):
    """No checkpoint covers what is asked for: one has to be signed first."""


class NoSuchCase(LookupError):
    """There is no such case, or no case in the township and period."""


@dataclass(slots=True)
class Bundling:
    """One bundle on its way, over a service opened for reading with its looks.

    ``by`` is who looks.
    """

    service: Service
    asked: Asked
    by: Officer
    prover: Prover
    book: Book
    sources: Sources
    teller: Teller
    persons: set[str] = field(default_factory=set)
    personal: list[Json] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    positions: set[int] = field(default_factory=set)
    letters: dict[str, bytes] = field(default_factory=dict)

    def parts(self) -> Parts:
        """All of it. Raises ``NoCheckpoint``, ``NoSuchCase`` and what keeping looks does."""
        logs = self.logs()
        upto = logs[FACTS].size
        about, streams = self.scope(upto)
        for recorded in self.looked(streams, upto):
            self.take(recorded)
        told = dict(self.told(streams, {name: log.size for name, log in logs.items()}))
        skeleton = self.teller.skeleton(upto) if self.asked.listed else None
        return Parts(
            made_at=self.service.clock.now().isoformat(),
            scope=about,
            keys="".join(f"{key}\n" for key in self.keys()),
            logs={name: _with(log, told.get(name, ())) for name, log in logs.items()},
            personal=self.personal,
            skeleton=skeleton,
            samples=self.asked.samples,
            free={**appended(self.service), **self.letters},
        )

    def keys(self) -> Iterator[Verifier]:
        """Of every log, and of bundles."""
        for name in (*LOGS, BUNDLE):
            yield from self.prover.keys(name)
        yield from self.prover.known

    def logs(self) -> dict[str, Log]:
        """Every log that has a checkpoint, as of the newest. Raises ``NoCheckpoint``."""
        drawn = {int(str(one["checkpoint"])) for one in self.asked.samples}
        also, found = drawn | self.asked.held, {}
        for name in LOGS:
            origin = self.prover.origin(name)
            lines = self.cosigned(origin)
            if notes := self.teller.notes(origin, {*also, max(lines, default=0)}):
                stored = partial(self.book.tile, origin)
                tree = TileTree(max(notes), stored, self.sources[name].hashes)
                stamps = {n: token for n, token in self.book.stamps(origin).items() if n in notes}
                found[name] = Log(
                    stamps=stamps,
                    origin=origin,
                    notes=with_lines(notes, lines, self.prover.known),
                    tree=Remembered(tree),
                )
        if FACTS not in found or ROWS not in found:
            raise NoCheckpoint
        return found

    def cosigned(self, origin: str) -> dict[int, set[str]]:
        """What witnesses signed of checkpoints, by size; of folders, who looked into them."""
        found: dict[int, set[str]] = {}
        folders = witnesses(self.service.settings)
        every: list[Book | Folder] = [self.book, *folders]
        for size, line in (told for one in every for told in one.cosignatures(origin)):
            found.setdefault(size, set()).add(line)
        return found

    def scope(self, upto: int) -> tuple[Json, list[str]]:
        """What the manifest says of it, and the streams of its cases. Raises ``NoSuchCase``."""
        asked = self.asked
        if asked.case is not None:
            return {"case": asked.case}, [case_stream(asked.case)]
        after, last, period = 0, upto, ""
        if asked.first is not None and asked.last is not None:
            after = self.teller.before(asked.first, upto)
            last = self.teller.before(asked.last + timedelta(days=1), upto)
            period = f"{asked.first.isoformat()}/{asked.last.isoformat()}"
        streams = self.teller.begun(case_stream(asked.township), after, last)
        if not streams:
            raise NoSuchCase
        township = {"township": asked.township, "period": period}
        return {**township, "after": after, "upto": last}, streams

    def looked(self, streams: Sequence[str], upto: int) -> Iterator[list[Recorded]]:
        """The facts of each case, once its look is kept. Raises ``NoSuchCase``, ``NoCheckpoint``."""
        for at in range(0, len(streams), CASES_AT_ONCE):
            held: dict[str, list[Recorded]] = {}
            for recorded in self.service.journal.placed(streams[at : at + CASES_AT_ONCE]):
                held.setdefault(recorded.stream, []).append(recorded)
            if not held:
                raise NoSuchCase
            for facts in held.values():
                if self.asked.case is not None and facts[-1].position > upto:
                    raise NoCheckpoint
                self.note(facts)
                yield [one for one in facts if one.position <= upto]

    def note(self, recorded: Sequence[Recorded]) -> None:
        """Keep that somebody looks at a case, as ``relief replay`` does."""
        why = self.asked.why
        seen = Seen(
            act=Act.MASKED if why is None else Act.REVEALED,
            case=recorded[0].stream.partition("-")[2],
            persons=self.service.personal.persons(recorded),
            fields=("history",) if why is None else tuple(sorted(FIELDS)),
            why=why,
        )
        self.service.looks.note(self.by, seen, Whence(CONSOLE, ""))

    def take(self, recorded: Sequence[Recorded]) -> None:
        """What of a case's facts is personal: in clear where a reason was given."""
        at = {one.version: one.position for one in recorded}
        self.positions |= {*at.values()}
        self.persons |= {*self.service.personal.persons(recorded)}
        if self.asked.why is None:
            self.hidden |= {one.position for one in recorded if self.clear(one)}
            return
        for value in self.service.personal.values(recorded, FIELDS):
            if value.text != DESTROYED:
                told = {"position": at[value.version], "path": value.path, "text": value.text}
                self.personal.append(told)
        if self.asked.papers:
            self.letters |= letters(self.service, recorded)

    def clear(self, recorded: Recorded) -> bool:
        """Whether some personal text of a fact is stored in clear, as old editions did."""
        found: list[Private] = []

        def note(private: Private, _path: str) -> Private:
            found.append(private)
            return private

        self.service.journal.changed(recorded, note)
        return any(private.box is None for private in found)

    def told(
        self, streams: Sequence[str], sizes: Mapping[str, int]
    ) -> Iterator[tuple[str, list[Told]]]:
        """The entries of each log that are told."""
        saves = self.teller.saves(sorted(self.positions))
        spans = ((int(values[3]), int(values[4])) for values in saves.values())
        every = {n for first, last in spans for n in range(first, last + 1)} | self.positions
        facts = self.teller.facts(n for n in every if n <= sizes[FACTS])
        shown = {*streams}
        bodies = {one.position: one.body for one in facts}
        self.personal = [one for one in self.personal if boxed(one, bodies)]
        yield FACTS, [Told(one.position, self.fact(one, shown)) for one in facts]
        claims = {f"{one.stream} {one.version}" for one in facts}
        keyed = {"save": {*saves}, "person": self.persons, "claim": claims, "began": None}
        rows = []
        for row in self.teller.rows(keyed, sizes[ROWS]):
            values = saves.get(row.key) if row.kind == "save" else None
            named = {key: one for key, one in row._asdict().items() if key != "values"}
            rows.append(
                Told(row.number, named if values is None else {**named, "values": [*values]})
            )
        yield ROWS, rows
        if ACCESS in sizes:
            cases = [stream.partition("-")[2] for stream in streams]
            looks = self.teller.looks(cases, sizes[ACCESS])
            yield ACCESS, [Told(n, {"number": n, "body": body}) for n, body in looks]

    def fact(self, one: Fact, shown: set[str]) -> Json:
        """A fact as it is told: of other cases, and of what may not be shown, the hash only."""
        told = one._asdict()
        other = one.stream.startswith(case_stream("")) and one.stream not in shown
        if other or one.position in self.hidden:
            del told["body"]
            told["body_sha256"] = one.hashed
        return told


def with_lines(
    notes: Mapping[int, bytes], lines: Mapping[int, Iterable[str]], known: Sequence[Verifier]
) -> dict[int, bytes]:
    """The notes, and behind them one line of each known witness that signed; what fails is not told."""
    found = {}
    for size, note in notes.items():
        text, signed = parts(note.decode())[0], dict[str, str]()
        for line in sorted(lines.get(size, ())):
            with suppress(WrongNote, ValueError):
                signed |= held(text, line, known)
        found[size] = note + "".join(line for _, line in sorted(signed.items())).encode()
    return found


def boxed(told: Json, bodies: Mapping[Any, str]) -> bool:
    """Whether a clear value belongs to a box of the body that is told; old editions had some in clear."""
    found: Any = json.loads(bodies[told["position"]])["fact"]
    for step in str(told["path"]).split("."):
        try:
            found = found[int(step) if isinstance(found, list) else step]
        except (LookupError, TypeError, ValueError):
            return False
    return isinstance(found, dict) and found.keys() == {"about", "box"}


def _with(log: Log, entries: Sequence[Told]) -> Log:
    return replace(log, entries=entries)


def bundle(service: Service, asked: Asked, by: Officer, path: Path) -> Parts:
    """Write a bundle into a file that is not there yet; what it holds.

    Raises ``NoCheckpoint``, ``NoSuchCase``, ``OSError`` and what keeping looks and ``proving`` do.
    """
    url = service.settings.database
    book, sources, teller = Book(url, create=False), Sources(url), Teller(url)
    try:
        if not book.stands() or book.installation() is None:
            raise NoCheckpoint
        with proving(service) as prover:
            made = Bundling(service, asked, by, prover, book, sources, teller).parts()
            write(made, path, lambda text: prover.signed(text).encode())
    finally:
        for one in (book, sources, teller):
            one.close()
    return made


def sampled(service: Service, wanted: Wanted) -> dict[str, Any]:
    """A sample drawn. Raises ``NoCheckpoint``, ``TooEarly``."""
    url = service.settings.database
    book, teller = Book(url, create=False), Teller(url)
    try:
        name = book.installation() if book.stands() else None
        if name is None:
            raise NoCheckpoint
        return draw(teller, f"{name}/{FACTS}", wanted)
    finally:
        book.close()
        teller.close()

"""Law enters on record: which file, by which document, from which day, and what decides in it.

A pack or a county's overlay counts once a fact says so: what is installed by the system, every later
file by two city officers, of whom one proposes it and the other approves. The fact keeps the digest of
every entry with its days, so that an entry changed in place is found and named, and cannot rewrite what
rests on it. So the bureau's interpretation of an ambiguity is recorded, too (34).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from domain.ground.facts import unfolded
from domain.law.overlay import Overlay
from domain.law.pack import Book, Pack
from domain.registers.law.facts import (
    EnactmentFact,
    EntryHeld,
    InterpretationProposed,
    InterpretationRecorded,
    LawProposed,
    LawRecorded,
)

ONE_DAY = timedelta(days=1)
UNTIL = " until "
"""Between a wrong entry and the day until which it was taken for right."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What was proposed last, and by whom; a file or an interpretation."""

    fact: LawProposed | InterpretationProposed
    by: str


@dataclass(frozen=True, slots=True)
class Enacted:
    """What is on record of one pack or overlay; ``version`` counts the facts.

    ``file`` and ``reading`` are what was proposed and not approved yet.
    """

    version: int = 0
    newest: LawRecorded | None = None
    file: Proposed | None = None
    reading: Proposed | None = None
    interpretations: tuple[InterpretationRecorded, ...] = ()


@dataclass(frozen=True, slots=True)
class Laid:
    """A file that was laid ready and does not count yet, as it would be recorded.

    ``rewrites`` are its entries that say something else of days that facts rest on already.
    """

    document: "Document"
    rewrites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A pack's or overlay's file as it would be recorded."""

    name: str
    pack: str | None
    document: str
    area: str
    valid_from: date
    valid_to: date | None
    sha256: str
    entries: tuple[EntryHeld, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry that says something else than it did on some days. ``gone``: it says nothing any more.

    ``was`` is the digest of what it said; none where it said nothing. ``put_right``: what it said on
    those days had come in the place of something wrong.
    """

    entry: str
    first: date
    last: date | None
    gone: bool = False
    was: str | None = field(default=None, compare=False)
    put_right: bool = field(default=False, compare=False)

    @property
    def table(self) -> str:
        """The table it stands in."""
        return self.entry.partition(" ")[0]

    def on(self, day: date) -> bool:
        """Whether a day is among them."""
        return self.first <= day and (self.last is None or day <= self.last)


def stream(name: str) -> str:
    """The stream of what is on record of a pack or overlay."""
    return f"law-{name}"


def of_pack(pack: Pack) -> Document:
    """A pack as it would be recorded."""
    return Document(
        name=pack.id,
        pack=None,
        document=pack.document,
        area=pack.area,
        valid_from=pack.valid_from,
        valid_to=pack.valid_to,
        sha256=pack.book.sha256,
        entries=of_book(pack.book),
    )


def of_book(book: Book) -> tuple[EntryHeld, ...]:
    """Every entry, and those that were corrected, by the day until which they were taken for right."""
    return _as_known([(one.known, runs_of(one)) for one in (*book.earlier, book)])


def _as_known(states: Sequence[tuple[date | None, tuple[EntryHeld, ...]]]) -> tuple[EntryHeld, ...]:
    """The entries of the last state, and what of those before it was not right."""
    right, found = states[-1][1], list[EntryHeld]()
    times = Counter[date | None]()
    for (_, wrong), (known, _) in pairwise(states):
        times[known] += 1
        again = "" if times[known] == 1 else f" ({times[known]})"
        found += [
            replace(one, entry=f"{one.entry}{UNTIL}{known} known{again}")
            for one in wrong
            if one not in right
        ]
    return (*right, *found)


def runs_of(book: Book) -> tuple[EntryHeld, ...]:
    """Each entry of a book with the days on which it decides the same."""
    return runs((day, book.on(day).digests) for day in book.since)


def of_overlay(overlay: Overlay) -> Document:
    """A county's overlay as it would be recorded."""
    return Document(
        name=overlay.id,
        pack=overlay.pack,
        document=overlay.document,
        area=overlay.area,
        valid_from=overlay.valid_from,
        valid_to=overlay.valid_to,
        sha256=overlay.sha256,
        entries=_as_known([(o.known, runs_of_overlay(o)) for o in (*overlay.earlier, overlay)]),
    )


def runs_of_overlay(overlay: Overlay) -> tuple[EntryHeld, ...]:
    """Each of a county's entries with the days on which it decides the same."""
    return runs((day, added.digests) for day, added in overlay.periods.items())


def runs(pages: Iterable[tuple[date, Mapping[str, str]]]) -> tuple[EntryHeld, ...]:
    """Each entry with the days on which it decides the same, from the digests of each period."""
    found: list[EntryHeld] = []
    running: dict[str, tuple[date, str]] = {}
    for day, digests in pages:
        for name, (first, digest) in tuple(running.items()):
            if digests.get(name) != digest:
                found.append(EntryHeld(name, first, day - ONE_DAY, digest))
                del running[name]
        for name, digest in digests.items():
            running.setdefault(name, (day, digest))
    found += [EntryHeld(name, first, None, digest) for name, (first, digest) in running.items()]
    return tuple(sorted(found, key=lambda one: (one.entry, one.first)))


def changed(was: Sequence[EntryHeld], now: Sequence[EntryHeld]) -> tuple[Changed, ...]:
    """Every entry that decides something else than before on some days, with those days."""
    before, after = _by_entry(was), _by_entry(now)
    wrong = _by_entry([replace(o, entry=o.entry.split(UNTIL)[0]) for o in was if UNTIL in o.entry])
    found = (
        replace(part, put_right=any(one.on(part.first) for one in wrong.get(entry, ())))
        for entry in sorted(before.keys() | after.keys())
        for part in _parts(entry, before.get(entry, ()), after.get(entry, ()))
    )
    return tuple(found)


HEAD = ("document", "area", "pack")
"""What a file says of itself as a whole."""


def heads(was: LawRecorded | Document, now: Document) -> Iterator[Changed]:
    """What a file says of itself otherwise; of days: only those it does not cover any more.

    A pack's own head has a digest among its entries; of an overlay's there is none.
    """
    if now.pack is not None:
        for name in HEAD:
            if getattr(was, name) != getattr(now, name):
                yield Changed(name, was.valid_from, None, was=str(getattr(was, name)))
    if now.valid_to is not None and (was.valid_to is None or now.valid_to < was.valid_to):
        yield Changed("valid_to", now.valid_to + ONE_DAY, was.valid_to, was=str(was.valid_to))
    if now.valid_from > was.valid_from:
        yield Changed(
            "valid_from", was.valid_from, now.valid_from - ONE_DAY, was=str(was.valid_from)
        )


def _by_entry(held: Sequence[EntryHeld]) -> dict[str, tuple[EntryHeld, ...]]:
    found: dict[str, tuple[EntryHeld, ...]] = {}
    for one in held:
        found[one.entry] = (*found.get(one.entry, ()), one)
    return found


def _parts(entry: str, was: Sequence[EntryHeld], now: Sequence[EntryHeld]) -> Iterator[Changed]:
    """Between two days on which either changes, both say one thing."""
    starts = {one.first for one in (*was, *now)}
    ends = {one.last + ONE_DAY for one in (*was, *now) if one.last is not None}
    days = sorted(starts | ends)
    for number, day in enumerate(days):
        before, after = _says(was, day), _says(now, day)
        if before != after:
            last = days[number + 1] - ONE_DAY if number + 1 < len(days) else None
            yield Changed(entry, day, last, gone=after is None, was=before)


def _says(held: Sequence[EntryHeld], day: date) -> str | None:
    return next((one.digest for one in held if one.on(day)), None)


def evolve(state: Enacted, fact: EnactmentFact, officer: str) -> Enacted:
    """What is on record after one more fact. Of files the newest counts, of interpretations all do."""
    next = replace(state, version=state.version + 1)
    match fact:
        case LawRecorded():
            return replace(next, newest=fact, file=None)
        case LawProposed():
            return replace(next, file=Proposed(fact, officer))
        case InterpretationProposed():
            return replace(next, reading=Proposed(fact, officer))
        case InterpretationRecorded():
            return replace(next, interpretations=(*state.interpretations, fact), reading=None)
        case _:
            unfolded(fact, __name__)

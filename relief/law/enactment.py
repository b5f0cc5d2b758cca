"""Law on record: which files count, and how what was recorded since reads them.

While the shipped law is not on record yet, this is an installation, and what its owner laid beside
the program counts as well. Every later file counts once one city officer proposed it and another
approved it; until then it is read and checked, and not in force. What was approved counts from the
next start on.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, cast

from adapters.packs import Files, hash_of
from domain.ground.facts import Fact, Recorded, topics
from domain.law.overlay import Overlay
from domain.law.pack import Law, Pack
from domain.registers.law.commands import ApproveLaw, ProposeLaw
from domain.registers.law.facts import EnactmentFact, InterpretationRecorded, LawRecorded
from domain.registers.law.state import Document, Enacted, evolve, of_overlay, of_pack, stream
from relief.words.dictionary import command
from relief.words.sentences import say

if TYPE_CHECKING:
    from adapters.journal import Journal
    from relief.office import ports

NOTHING = Enacted()
MANY = 1_000
"""Of what was approved since the start, so much at most is looked at between two questions."""


def on_record(journal: "ports.Journal", names: Iterable[str]) -> dict[str, Enacted]:
    """What is on record of each of these packs and overlays."""
    wanted = {stream(name): name for name in names}
    found = journal.read(tuple(wanted)) if wanted else {}
    states = dict.fromkeys(wanted.values(), NOTHING)
    for facts in found.values():
        _fold(states, wanted, facts)
    return states


class Placed(Protocol):
    """A history that can be asked for whole streams."""

    def placed(self, streams: Sequence[str]) -> list[Recorded]:
        """All in the order they were recorded, with positions."""
        ...


def on_record_of(files: Files, history: Placed, at: int | None = None) -> dict[str, Enacted]:
    """What is on record of each of the files, now or up to a position."""
    wanted = {stream(one.id): one.id for one in (*files.shipped, *files.beside())}
    states = dict.fromkeys(wanted.values(), NOTHING)
    placed = history.placed(tuple(sorted(wanted)))
    _fold(states, wanted, (one for one in placed if at is None or one.position <= at))
    return states


def _fold(states: dict[str, Enacted], names: Mapping[str, str], facts: Iterable[Recorded]) -> None:
    for one in facts:
        name = names[one.stream]
        states[name] = evolve(states[name], cast(EnactmentFact, one.fact), one.officer)


APPROVED = topics(LawRecorded, InterpretationRecorded)
"""What counts from the start after it."""


def told(document: Document, *, approved: bool = False) -> str:
    """That a file does not count yet, and the way out; for whoever starts the service."""
    if approved:
        return say(
            "enactment.approved",
            named=document.name,
            document=document.document,
            valid_from=document.valid_from,
            sha256=document.sha256,
        )
    return say(
        "enactment.waiting",
        named=document.name,
        document=document.document,
        valid_from=document.valid_from,
        sha256=document.sha256,
        propose=command(ProposeLaw.__name__),
        approve=command(ApproveLaw.__name__),
    )


def told_reading(fact: InterpretationRecorded) -> str:
    """That an ambiguity is not read so yet, and the way out."""
    return say(
        "enactment.read-otherwise",
        named=fact.name,
        reading=fact.reading,
        document=fact.document,
        since=fact.since,
    )


def document_of(one: Pack | Overlay) -> Document:
    """A file as it would be recorded."""
    return of_pack(one) if isinstance(one, Pack) else of_overlay(one)


def read(pack: Pack, state: Enacted) -> Pack:
    """A pack as it is read by what is on record of it."""
    for one in state.interpretations:
        pack = pack.interpreted(one.reading, one.choice, one.since, one.on)
    return pack


class Counting:
    """The files at hand, and what of them counts by what is on record of each."""

    def __init__(self, files: Files, record: Mapping[str, Enacted]) -> None:
        self.files = files
        self.record = record
        self.installing = all(self._recorded(one.id) is None for one in files.shipped)

    def _recorded(self, name: str) -> str | None:
        newest = self.record.get(name, NOTHING).newest
        return None if newest is None else newest.sha256

    def counts(self, one: Pack | Overlay) -> bool:
        """Whether a file laid beside the program is the one on record, or is being installed."""
        return self._recorded(one.id) == hash_of(one) or self._installed(one)

    def _installed(self, one: Pack | Overlay) -> bool:
        return self.installing and self._recorded(one.id) is None

    @cached_property
    def written(self) -> Law:
        """What counts, as the files have it. Raises ``ValueError`` where two overlap."""
        packs = (*self.files.shipped, *filter(self.counts, self.files.cities))
        known = {one.id for one in packs}
        counties = (one for one in self.files.counties if one.pack in known and self.counts(one))
        return Law.of(
            {one.id: one for one in packs}.values(), {one.id: one for one in counties}.values()
        )

    @cached_property
    def law(self) -> Law:
        """The same as the bureau reads it (34)."""
        packs = [read(one, self.record.get(one.id, NOTHING)) for one in self.written.packs]
        return Law.of(packs, self.written.overlays)

    @property
    def counting(self) -> tuple[Pack | Overlay, ...]:
        """The files that count."""
        return (*self.written.packs, *self.written.overlays)

    @cached_property
    def waiting(self) -> tuple[Document, ...]:
        """The files that were read, checked and found good, and do not count yet."""
        counting = {hash_of(one) for one in self.counting}
        return tuple(
            document_of(one) for one in self.files.beside() if hash_of(one) not in counting
        )

    def laid_as_law(self, document: Document) -> Law:
        """The law as it would be if a file that waits counted. Raises ``ValueError`` where two overlap."""
        mine = next(one for one in self.files.beside() if hash_of(one) == document.sha256)
        packs = {one.id: one for one in self.written.packs}
        counties = {one.id: one for one in self.written.overlays}
        if isinstance(mine, Pack):
            packs[mine.id] = mine
        else:
            counties[mine.id] = mine
        return Law.of(packs.values(), counties.values())


class Enactments(Counting):
    """The same by the record as it stood when this was made, and the history to ask again."""

    def __init__(self, files: Files, journal: "Journal", at: int | None = None) -> None:
        """``at``: the record up to that position; without it, as it stands now."""
        self.journal = journal
        self.at = journal.head if at is None else at
        super().__init__(files, on_record_of(files, journal, self.at))
        self._seen, self._since = self.at, tuple[Fact, ...]()
        journal.epoch.forgetting.append(self._forget)

    def _forget(self) -> None:
        """The store went back: what was approved since may be gone."""
        self._seen, self._since = self.at, ()

    def not_counting(self) -> tuple[str, ...]:
        """Of all that counts from the next start on, or after two hands, what it is and what is to do.

        Each file once, approved or not, and each interpretation approved since the start.
        """
        seen, since, head = self._seen, self._since, self.journal.head
        if head > seen:
            found = self.journal.following(seen, MANY, head, APPROVED)
            since += tuple(one.fact for one in found)
            self._seen, self._since = head, since
        hashes = {one.sha256 for one in since if isinstance(one, LawRecorded)}
        files = (told(one, approved=one.sha256 in hashes) for one in self.waiting)
        read = (told_reading(one) for one in since if isinstance(one, InterpretationRecorded))
        return (*files, *read)

    def read_now(self, name: str) -> Pack:
        """A pack as it is read by all that is on record up to now, approved since the start or not.

        Raises ``NoLawInForce`` where none of that name counts.
        """
        return read(self.written.pack(name), on_record(self.journal, [name])[name])

"""A part of a history at a time, for whoever watches beside the service: its log, its streams.

A part of a log is a tile: its entries against the hashes the database and every witness hold. A part
of the streams is some whole ones: decisions reckoned again, deeds held to their rules, ledgers folded
afresh and compared. Reads only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select, tuple_

from adapters.proof.book import Book
from adapters.proof.logs import LOGS, ROWS, Entry
from adapters.proof.prover import Sources
from adapters.proof.stretches import Tiles
from adapters.proof.tiles import WIDTH
from adapters.store import reading
from adapters.store.folding import Folding
from adapters.store.mapper import UnreadableEvent
from adapters.store.proving import SAVE, receipt_digest
from adapters.store.schema import EVENTS
from adapters.store.shares import Share
from adapters.store.trouble import FollowerStopped
from domain.case.registered import REGISTERS
from domain.ground.facts import Recorded
from projections.rows import primary_key
from relief.bootstrap import Service
from relief.tools.lawfulness import Lawfulness
from relief.tools.ledgers import alike, position, scratch, snapshot, standing
from relief.tools.reckoning import Reckoner
from relief.tools.walking import CHANGED, unread
from relief.upkeep.checkpointing import named, witnesses
from relief.words.sentences import say

STREAMS = 20
"""How many streams are a part."""
ROWS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Part:
    """A tile of a log, or (``log`` empty) the streams after one up to another."""

    log: str
    after: str
    upto: str


class Rolling:
    """Checks parts, one after the other and over again; close it when done."""

    def __init__(self, service: Service, book: Book, name: str | None) -> None:
        self._service, self._book, self._name = service, book, name
        self._sources = Sources(reading.for_reading(service.settings.database))

    def parts(self) -> Iterator[Part]:
        """Every part once: the tiles of each log, and between them the streams in turn."""
        streams = self._streams()
        for log in LOGS:
            source = self._sources[log]
            tiles = -(-source.head() // WIDTH) if source.stands() else 0
            for index in range(tiles):
                yield Part(log, str(index * WIDTH), str((index + 1) * WIDTH))
                yield from islice(streams, 1)
        yield from streams

    def _streams(self) -> Iterator[Part]:
        after = ""
        stream = EVENTS.c.stream
        wanted = select(stream).distinct().order_by(stream).limit(STREAMS)
        while True:
            with self._service.journal.store.engine.connect() as connection:
                found = list(connection.execute(wanted.where(stream > after)).scalars())
            if not found:
                return
            yield Part("", after, found[-1])
            after = found[-1]

    def check(self, part: Part) -> list[str]:
        """What is wrong in a part; never what it holds."""
        try:
            return list(self._tile(part) if part.log else self._whole(part))
        except UnreadableEvent as error:
            return [unread(error)]
        except FollowerStopped as stopped:
            return [say("ledgers.stopped", position=stopped.position)]
        except CHANGED as error:
            what = named(part.log) if part.log else say("watch.streams")
            return [say("walking.broke-off", what=what, error=type(error).__name__)]

    def _tile(self, part: Part) -> Iterator[str]:
        source, start = self._sources[part.log], int(part.after)
        book = self._book if self._book.stands() else None
        tiles = Tiles({f"{self._name}/{part.log}": None}, witnesses(self._service.settings), book)
        held = [] if self._name is None else tiles.held(start // WIDTH)
        # After what others hold of it: what is recorded and deposited meanwhile is not missed.
        entries: list[Entry] = list(next(source.pages(start, WIDTH), ()))
        log = named(part.log)
        for at in range(max([len(entries), *(len(hashes) for _, hashes in held)])):
            if at >= len(entries) or entries[at][0] != start + at + 1:
                yield say("proven.gap", log=log, number=start + at + 1)
                return
            hash = source.hashed(entries[at])
            for where, hashes in held:
                if at < len(hashes) and hashes[at] != hash:
                    place = where or say("proven.here")
                    yield say("proven.changed", log=log, number=start + at + 1, where=place)
                    return
        if part.log == ROWS:
            yield from self._receipts(entries)

    def _receipts(self, entries: list[Entry]) -> Iterator[str]:
        """Receipts are as they were logged."""
        for number, kind, key, digest, _ in entries:
            if kind == SAVE:
                receipt = self._service.journal.store.command(key)
                if receipt is None:
                    yield say("proven.no-receipt", number=number)
                elif receipt_digest(receipt) != digest:
                    first = receipt.first_position
                    yield say("proven.receipt", number=number, position=first)

    def _whole(self, part: Part) -> Iterator[str]:
        stream = EVENTS.c.stream
        wanted = select(stream).distinct().where(stream > part.after, stream <= part.upto)
        with self._service.journal.store.engine.connect() as connection:
            streams = sorted(connection.execute(wanted).scalars())
        facts = self._service.journal.placed(streams)
        reckoner = Reckoner(self._service.law, self._service.references.current())
        for recorded in facts:
            reckoner.look(recorded)
        yield from reckoner.faults
        yield from _gaps(facts)
        held = Lawfulness(self._service)
        for _ in held.look(one for one in streams if one.startswith("case-")):
            pass
        held.registers(one for one in streams if one.partition("-")[0] in REGISTERS)
        yield from held.faults
        yield from self._ledgers(part)

    def _ledgers(self, part: Part) -> Iterator[str]:
        """Every row that follows from these streams stands in the ledgers as it is folded afresh."""
        service, place = self._service, standing(self._service)
        recipe = service.keeper.sharing.recipe
        tables = [table for one in recipe.projections() for table in one.tables]
        if place is None:
            return
        with scratch() as fresh, snapshot(place) as left:
            if not alike(left, tables) or not (head := position(left)):
                return
            fresh.prepare(tables)
            folded = Folding(recipe, fresh, service.journal.store).fold(
                Share(0, part.after, part.upto, head)
            )
            with fresh.writing() as connection:
                folded.rows.insert(connection, {})
            with fresh.reading() as right:
                for table in tables:
                    keys = [table.c[name] for name in primary_key(table)]
                    rows = map(tuple, right.execute(select(table)).all())
                    while some := list(islice(rows, ROWS_AT_ONCE)):
                        at = [table.columns.keys().index(key.name) for key in keys]
                        ids = [tuple(row[n] for n in at) for row in some]
                        there = left.execute(select(table).where(tuple_(*keys).in_(ids)))
                        if {*some} - {*map(tuple, there)}:
                            yield say("watch.rows", table=table.name, first=part.upto)
                            break

    def close(self) -> None:
        """Close every connection."""
        self._sources.close()


def _gaps(facts: list[Recorded]) -> Iterator[str]:
    """Streams whose versions do not follow one another."""
    versions: dict[str, int] = {}
    for one in facts:
        expected = versions.get(one.stream, 0) + 1
        if one.version != expected:
            yield say("walking.lacking", stream=one.stream, version=expected)
        versions[one.stream] = one.version

"""What a bundle tells, byte for byte as it is stored: facts, the saves they belong to, looks."""

import json
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import URL, Row, Select, select

from adapters.access.log import access_engine
from adapters.access.schema import ENTRIES
from adapters.proof.logs import FACTS, PAGE, Source
from adapters.proof.schema import CHECKPOINTS, proof_engine
from adapters.store.factory import store_engine
from adapters.store.reading import has_table
from adapters.store.schema import COMMANDS, EVENTS, PROOF_ROWS

AT_ONCE = 500
"""How many values one statement names."""


class Fact(NamedTuple):
    """A row of ``events``."""

    position: int
    stream: str
    version: int
    name: str
    body: str

    @property
    def hashed(self) -> str:
        """Hex SHA-256 of the body."""
        return sha256(self.body.encode()).hexdigest()


class LoggedRow(NamedTuple):
    """A row of the log of rows, with what its digest goes over where that is told."""

    number: int
    kind: str
    key: str
    digest: str
    seal: str
    values: tuple[str, ...] | None = None


class Teller:
    """Reads only. Close it when done."""

    def __init__(self, url: str | URL) -> None:
        self._history = store_engine(url)
        self._access = access_engine(url, append_only=True)
        self._proof = proof_engine(url)

    def close(self) -> None:
        """Close every connection."""
        self._history.dispose()
        self._access.dispose()
        self._proof.dispose()

    def notes(self, origin: str, also: Collection[int] = ()) -> dict[int, bytes]:
        """The checkpoints of a log, by size: the last of each day, and those asked for besides."""
        if not has_table(self._proof, CHECKPOINTS.name):
            return {}
        c, days = CHECKPOINTS.c, dict[str | int, tuple[int, bytes]]()
        wanted = select(c.size, c.made_at, c.note).where(c.origin == origin).order_by(c.size)
        with self._proof.connect() as connection:
            for size, made_at, note in connection.execute(wanted):
                days[made_at[:10]] = (size, note.encode())
                if size in also:
                    days[size] = (size, note.encode())
        return dict(sorted(days.values()))

    def first_after(self, origin: str, size: int) -> str | None:
        """The first checkpoint of a log that goes beyond a size; ``None`` before there is one."""
        if not has_table(self._proof, CHECKPOINTS.name):
            return None
        c = CHECKPOINTS.c
        wanted = select(c.note).where(c.origin == origin, c.size > size).order_by(c.size).limit(1)
        with self._proof.connect() as connection:
            found: str | None = connection.execute(wanted).scalar_one_or_none()
        return found

    def facts(self, positions: Iterable[int]) -> list[Fact]:
        """The facts at these positions, in order."""
        wanted = select(*FACT_COLUMNS)
        found = self._by(wanted, EVENTS.c.position, sorted(set(positions)))
        return sorted(Fact._make(row) for row in found)

    def begun(self, start: str, after: int, upto: int) -> list[str]:
        """The streams with this beginning whose first fact lies after one position, up to another."""
        wanted = select(EVENTS.c.stream).where(
            EVENTS.c.stream.startswith(start, autoescape=True),
            EVENTS.c.version == 1,
            EVENTS.c.position > after,
            EVENTS.c.position <= upto,
        )
        with self._history.connect() as connection:
            return [*connection.execute(wanted.order_by(EVENTS.c.position)).scalars()]

    def having(self, fact: str, start: str, after: int, upto: int) -> set[str]:
        """The streams with this beginning in which a fact was recorded between two positions."""
        wanted = select(EVENTS.c.stream).where(
            EVENTS.c.position > after,
            EVENTS.c.position <= upto,
            EVENTS.c.name.startswith(f"{fact}/", autoescape=True),
            EVENTS.c.stream.startswith(start, autoescape=True),
        )
        with self._history.connect() as connection:
            return {*connection.execute(wanted).scalars()}

    def before(self, day: date, upto: int) -> int:
        """The last position recorded before a day, of those up to one; instants never go back."""
        low, high = 0, upto
        while low < high:
            middle = (low + high + 1) // 2
            (fact,) = self.facts([middle])
            at = datetime.fromisoformat(json.loads(fact.body)["at"])
            low, high = (middle, high) if at.date() < day else (low, middle - 1)
        return low

    def saves(self, positions: Sequence[int]) -> dict[str, tuple[str, ...]]:
        """The receipts of the commands that recorded these facts, by id: what their digest goes over."""
        if not positions:
            return {}
        c, ordered = COMMANDS.c, sorted(positions)
        wanted = select(c.command_id, c.digest, c.first_position, c.last_position, c.outcome)
        wanted = wanted.where(
            c.first_position > 0, c.last_position >= ordered[0], c.first_position <= ordered[-1]
        )
        found = dict[str, tuple[str, ...]]()
        with self._history.connect() as connection:
            for id, digest, first, last, outcome in connection.execute(wanted):
                at = bisect_left(ordered, first)
                if at < len(ordered) and ordered[at] <= last:
                    found[id] = ("save", id, digest, str(first), str(last), outcome)
        return found

    def rows(self, wanted: Mapping[str, Collection[str] | None], upto: int) -> Iterator[LoggedRow]:
        """The rows of the log of rows under these keys (``None``: all), by kind; one walk along it."""
        number = PROOF_ROWS.c.number
        page = (
            select(PROOF_ROWS).where(PROOF_ROWS.c.kind.in_([*wanted])).order_by(number).limit(PAGE)
        )
        after = 0
        with self._history.connect() as connection:
            while found := connection.execute(page.where(number > after, number <= upto)).all():
                for row in found:
                    keys = wanted[row.kind]
                    if keys is None or row.key in keys:
                        yield LoggedRow(*row)
                after = found[-1].number

    def looks(self, cases: Sequence[str], upto: int) -> list[tuple[int, str]]:
        """The entries of the access log about these cases, in order."""
        if not has_table(self._access, ENTRIES.name):
            return []
        found: list[tuple[int, str]] = []
        wanted = select(ENTRIES.c.number, ENTRIES.c.body).where(ENTRIES.c.number <= upto)
        with self._access.connect() as connection:
            for some in _pieces(cases):
                those = connection.execute(wanted.where(ENTRIES.c.case_id.in_(some)))
                found += [(row.number, row.body) for row in those]
        return sorted(found)

    def skeleton(self, upto: int) -> Iterator[tuple[str, int, str, str]]:
        """Of every fact up to a position: stream, version, name, hash of the body."""
        for page in Source(FACTS, self._history).pages():
            for position, stream, version, name, body in page:
                if position > upto:
                    return
                yield stream, version, name, sha256(body.encode()).hexdigest()

    def _by(self, wanted: Select[Any], column: Any, values: Sequence[Any]) -> Iterator[Row[Any]]:
        with self._history.connect() as connection:
            for some in _pieces(values):
                yield from connection.execute(wanted.where(column.in_(some)))


FACT_COLUMNS = [EVENTS.c[name] for name in Fact._fields]


def _pieces(values: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(values)
    while some := list(islice(rest, AT_ONCE)):
        yield some

"""Noting who looked, before they see it; and asking who did.

SQLite keeps the log in a file of its own beside the history, so that reads never wait for a writer
of facts; PostgreSQL in the same database. Whoever notes waits until the entry is durable; those who
wait together share one transaction.
"""

import hashlib
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from threading import Lock

import msgspec
from eventsourcing.persistence import PersistenceError
from sqlalchemy import URL, Connection, Engine, exc, insert, make_url, select

from adapters.access.schema import ENTRIES, FIRST, PERSONS, install
from adapters.store.engines import is_sqlite, postgres_engine, sqlite_engine
from adapters.store.errors import translated

PAGE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at personal data. ``case`` (or lead) is "-" where it was about none.

    No personal data: persons by identifier, fields by name; ``note`` is sealed for the first person
    under ``id``. ``address`` is where the request came from, ``request`` its number.
    """

    id: str
    at: str
    officer: str
    posts: tuple[str, ...]
    division: str
    act: str
    case: str
    persons: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    reason: str | None = None
    note: str | None = None
    address: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """A look as it stands in the log."""

    number: int
    look: Look
    digest: str


@dataclass(slots=True)
class _Waiting:
    body: str
    error: PersistenceError | None = None
    waiting: bool = True


def access_engine(url: str | URL, *, append_only: bool = False) -> Engine:
    """The engine the log lives on: beside an SQLite history, or in its PostgreSQL database."""
    given = make_url(url)
    if not is_sqlite(given):
        return postgres_engine(given)
    name = (given.database or "").removesuffix(".db")
    return sqlite_engine(given.set(database=f"{name}-access.db"), append_only=append_only)


def install_access(url: str | URL, app_role: str | None = None) -> None:
    """Create the log at this URL; safe to repeat."""
    engine = access_engine(url)
    try:
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            install(connection, app_role)
    finally:
        engine.dispose()


class AccessLog:
    """Appends looks and answers questions about them. Thread-safe; close it when done."""

    def __init__(self, url: str | URL, *, create: bool = True) -> None:
        if create:
            install_access(url)
        self._engine = access_engine(url, append_only=True)
        self._writing = Lock()
        self._queue: deque[_Waiting] = deque()

    def note(self, look: Look) -> None:
        """Keep a look. Returns once it is durable; raises a ``PersistenceError`` where it is not."""
        mine = _Waiting(msgspec.json.encode(look, order="sorted").decode())
        self._queue.append(mine)
        with self._writing:
            if mine.waiting:
                self._write([self._queue.popleft() for _ in range(len(self._queue))])
        if mine.error is not None:
            raise mine.error

    def _write(self, batch: Sequence[_Waiting]) -> None:
        """One transaction for all who wait; it fails for all or for none."""
        try:
            opened = self._engine.connect().execution_options(writing=True)
            with opened as connection, connection.begin():
                _append(connection, [one.body for one in batch])
        except exc.SQLAlchemyError as error:
            for one in batch:
                one.error = translated(error)
        finally:
            for one in batch:
                one.waiting = False

    def page(
        self,
        *,
        case: str | None = None,
        person: str | None = None,
        officer: str | None = None,
        before: int | None = None,
        size: int = 100,
    ) -> list[Noted]:
        """Looks at a case, at a person, or by an officer, the newest first."""
        wanted = select(ENTRIES.c.number, ENTRIES.c.body, ENTRIES.c.digest)
        if person is not None:
            wanted = wanted.join(PERSONS, PERSONS.c.number == ENTRIES.c.number)
            wanted = wanted.where(PERSONS.c.person == person)
        if case is not None:
            wanted = wanted.where(ENTRIES.c.case_id == case)
        if officer is not None:
            wanted = wanted.where(ENTRIES.c.officer == officer)
        if before is not None:
            wanted = wanted.where(ENTRIES.c.number < before)
        with self._engine.connect() as connection:
            found = connection.execute(wanted.order_by(ENTRIES.c.number.desc()).limit(size))
            return [Noted(n, _look(body), digest) for n, body, digest in found]

    def faults(self) -> Iterator[str]:
        """Everything that does not fit: gaps, broken digests, rows that differ from their bodies."""
        head, chained = 0, FIRST
        with self._engine.connect() as connection:
            while rows := _after(connection, head):
                filed = _filed(connection, head, rows[-1][0])
                for number, officer, case, body, digest in rows:
                    if number != head + 1:
                        yield f"access log: entry {head + 1} is missing"
                    chained = chained_digest(chained, number, body)
                    if digest != chained:
                        yield f"access log: entry {number} was changed"
                        chained = digest
                    look = _look(body)
                    if (officer, case) != (look.officer, look.case):
                        yield f"access log: entry {number} is filed under another name"
                    if filed.pop(number, set()) != set(look.persons):
                        yield f"access log: the persons of entry {number} are not those filed"
                    head = number
                yield from (
                    f"access log: persons are filed for entry {n}, not there" for n in filed
                )

    def size(self) -> int:
        """How many entries there are."""
        with self._engine.connect() as connection:
            return connection.execute(_LAST).scalar() or 0

    def close(self) -> None:
        """Close every connection."""
        with self._writing:
            self._engine.dispose()


def chained_digest(before: str, number: int, body: str) -> str:
    """Hex SHA-256 over the digest before, the number and the body."""
    return hashlib.sha256(f"{before}\n{number}\n{body}".encode()).hexdigest()


_LAST = select(ENTRIES.c.number).order_by(ENTRIES.c.number.desc()).limit(1)
_HEAD = select(ENTRIES.c.number, ENTRIES.c.digest).order_by(ENTRIES.c.number.desc()).limit(1)


def _append(connection: Connection, bodies: Sequence[str]) -> None:
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SELECT relief_note_access(%s)", (list(bodies),))
        return
    head, chained = connection.execute(_HEAD).one_or_none() or (0, FIRST)
    for number, body in enumerate(bodies, start=head + 1):
        chained = chained_digest(chained, number, body)
        look = _look(body)
        row = {"number": number, "officer": look.officer, "case_id": look.case}
        connection.execute(insert(ENTRIES).values(**row, body=body, digest=chained))
        whose = [{"person": person, "number": number} for person in dict.fromkeys(look.persons)]
        if whose:
            connection.execute(insert(PERSONS), whose)


def _after(connection: Connection, number: int) -> Sequence[tuple[int, str, str, str, str]]:
    wanted = select(ENTRIES).where(ENTRIES.c.number > number).order_by(ENTRIES.c.number)
    return [tuple(row) for row in connection.execute(wanted.limit(PAGE))]


def _filed(connection: Connection, after: int, to: int) -> dict[int, set[str]]:
    """Under which persons the entries of a page are filed."""
    found: dict[int, set[str]] = {}
    wanted = select(PERSONS).where(PERSONS.c.number > after, PERSONS.c.number <= to)
    for person, number in connection.execute(wanted):
        found.setdefault(number, set()).add(person)
    return found


def _look(body: str) -> Look:
    return msgspec.json.decode(body, type=Look)


def public(noted: Noted) -> dict[str, object]:
    """An entry as an answer has it; the note stays sealed."""
    told = asdict(noted.look)
    told.pop("id")
    return {"number": noted.number, **told, "digest": noted.digest}

"""Noting who looked, before they see it; and asking who did.

SQLite keeps the log in a file of its own beside the history, so that reads never wait for a writer
of facts; PostgreSQL in the same database.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import msgspec
from sqlalchemy import URL, Column, Connection, Engine, Row, insert, select

from adapters.access.schema import ASKED, ENTRIES, LOOKS, PERSONS, install
from adapters.chain.log import ChainedLog, Noted
from adapters.store.engines import engine_beside, install_beside
from adapters.store.errors import NotInstalled
from adapters.store.reading import has_table, meant
from domain.ground.names import folded
from domain.ground.sayings import Saying


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look at personal data. ``case`` (or lead) is "-" where it was about none.

    No personal data: persons by identifier, fields by name; ``note`` is sealed for the first person
    under ``id``. ``address`` is where the request came from, ``request`` its number. ``asked`` are
    keyed marks of the numbers asked for, whether or not anybody has them; ``counted`` those not asked
    for shortly before, each with the mark of what numbers of one birthday have in common.
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
    asked: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()


def access_engine(url: str | URL, *, append_only: bool = False) -> Engine:
    """The engine the log lives on: beside an SQLite history, or in its PostgreSQL database."""
    return engine_beside(url, "access", append_only=append_only)


def install_access(url: str | URL, app_role: str | None = None) -> None:
    """Create the log at this URL; safe to repeat."""
    install_beside(access_engine(url), partial(install, app_role=app_role))


def serving_log(url: str | URL, *, create: bool) -> "AccessLog":
    """The log of whoever serves. Raises ``NotInstalled`` where an earlier edition installed it."""
    log = AccessLog(url, create=create)
    if not meant(url):
        log.check_installed()
    return log


class AccessLog(ChainedLog[Look]):
    """Appends looks and answers questions about them. Thread-safe; close it when done."""

    chain = LOOKS
    decoder = msgspec.json.Decoder(Look)

    def __init__(self, url: str | URL, *, create: bool = True) -> None:
        if create:
            install_access(url)
        super().__init__(access_engine(url, append_only=True))

    def check_installed(self) -> None:
        """Raises ``NotInstalled`` where a log of an earlier edition lacks a table of this one."""
        if self.stands() and not has_table(self._engine, ASKED.name):
            raise NotInstalled(
                Saying(
                    "the access log was not installed by this edition of relief:"
                    " the owner of the database runs `relief install` first"
                )
            )

    def page(
        self,
        *,
        case: str | None = None,
        person: str | None = None,
        officer: str | Collection[str] | None = None,
        before: int | None = None,
        size: int = 100,
    ) -> list[Noted[Look]]:
        """Looks at a case, at a person, or by an officer under any of these ids, the newest first."""
        wanted = select(ENTRIES.c.number, ENTRIES.c.body, ENTRIES.c.digest)
        if person is not None:
            wanted = wanted.join(PERSONS, PERSONS.c.number == ENTRIES.c.number)
            wanted = wanted.where(PERSONS.c.person == person)
        if case is not None:
            wanted = wanted.where(ENTRIES.c.case_id == case)
        if officer is not None:
            ids = {officer} if isinstance(officer, str) else set(officer)
            wanted = wanted.where(ENTRIES.c.officer.in_(ids | set(map(folded, ids))))
        return self._newest(wanted, before, size)

    def counting(self, officers: Collection[str], size: int) -> list[Look]:
        """The newest looks by any of these ids that asked for numbers anew, the newest first."""
        mine = select(ASKED.c.number).where(ASKED.c.officer.in_(officers)).distinct()
        numbers = mine.order_by(ASKED.c.number.desc()).limit(size).subquery()
        wanted = select(ENTRIES.c.number, ENTRIES.c.body, ENTRIES.c.digest)
        wanted = wanted.join(numbers, numbers.c.number == ENTRIES.c.number)
        return [one.entry for one in self._newest(wanted, None, size)]

    def _file(self, connection: Connection, number: int, entry: Look) -> None:
        """Under each person it is about, and each number it counts as asked for."""
        whose = [{"person": person, "number": number} for person in dict.fromkeys(entry.persons)]
        if whose:
            connection.execute(insert(PERSONS), whose)
        asked = [
            {"number": number, "mark": mark, "officer": entry.officer}
            for mark in dict.fromkeys(entry.counted)
        ]
        if asked:
            connection.execute(insert(ASKED), asked)

    def _misfiled(
        self, connection: Connection, after: int, rows: Sequence[Row[Any]]
    ) -> Iterator[Saying]:
        """Rows under another officer, case or person than their bodies say."""
        to, there = rows[-1].number, has_table(self._engine, ASKED.name)
        filed = _filed(connection, (PERSONS.c.person,), after, to)
        # An earlier release's log has no such table.
        asked = _filed(connection, (ASKED.c.officer, ASKED.c.mark), after, to) if there else {}
        for row in rows:
            try:
                look = self.decoder.decode(row.body)
            except msgspec.MsgspecError:
                yield Saying("access log: entry {number} cannot be read", number=row.number)
                filed.pop(row.number, None), asked.pop(row.number, None)
                continue
            if (row.officer, row.case_id) != (look.officer, look.case):
                yield Saying(
                    "access log: entry {number} is filed under another name", number=row.number
                )
            if filed.pop(row.number, set()) != {(person,) for person in look.persons}:
                yield Saying(
                    "access log: the persons of entry {number} are not those filed",
                    number=row.number,
                )
            if asked.pop(row.number, set()) != {(look.officer, mark) for mark in look.counted}:
                yield Saying(
                    "access log: the marks of entry {number} are not those filed",
                    number=row.number,
                )
        yield from (
            Saying("access log: marks are filed for entry {number}, not there", number=n)
            for n in asked
        )
        yield from (
            Saying("access log: persons are filed for entry {number}, not there", number=n)
            for n in filed
        )


def _filed(
    connection: Connection, under: Sequence[Column[Any]], after: int, to: int
) -> dict[int, set[tuple[str, ...]]]:
    """Under what the entries of a page are filed, by their number: these columns of one table."""
    found: dict[int, set[tuple[str, ...]]] = {}
    number = under[0].table.c.number
    wanted = select(number, *under).where(number > after, number <= to)
    for entry, *told in connection.execute(wanted):
        found.setdefault(entry, set()).add(tuple(told))
    return found


def public(noted: Noted[Look]) -> dict[str, object]:
    """An entry as an answer has it; the note stays sealed."""
    told = asdict(noted.entry)
    for inner in ("id", "counted"):
        told.pop(inner)
    return {"number": noted.number, **told, "digest": noted.digest}

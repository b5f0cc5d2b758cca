"""A history whose every save is sealed, its logs and a witness beside it, on either database."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from shutil import copytree
from typing import Any

import psycopg
from eventsourcing.persistence import StoredEvent
from sqlalchemy import URL, make_url

from adapters.access.log import AccessLog
from adapters.identity.door import Door
from adapters.identity.log import Entry
from adapters.journal import Journal
from adapters.keys.keys import MasterKey
from adapters.store.beside import Beside
from adapters.store.factory import install_store
from adapters.store.recorder import EventRecorder
from adapters.store.trouble import FollowerStopped
from domain.case.claims import ClaimRow
from domain.ground.history import CommandRow, PersonRow
from relief.bootstrap import Service, build
from relief.clock import LHASA, SimulatedClock
from relief.opening import for_reading
from relief.settings import Settings
from relief.tools.findings import Findings
from relief.tools.holding import Way
from relief.tools.opened import CODES, code
from relief.tools.output import Output
from relief.tools.proven import check_proof
from relief.tools.rebuild import rebuild
from relief.tools.restoring import restored
from relief.tools.verify import verify
from relief.upkeep.checkpointing import checkpoint
from tests.support.earlier import LOOKS, unpacked
from tests.support.worker import settings_for

RELEASE = "545c1c2"
CLOCK = SimulatedClock(datetime(2026, 12, 15, 9, tzinfo=LHASA))
"""After everything the history holds."""
FACTS = "SELECT stream, version, name, body FROM events WHERE position BETWEEN ? AND ? ORDER BY position"
MIDWAY = 400
"""So many saves are made before the first checkpoint; the second is over everything."""


@dataclass(frozen=True, slots=True)
class Proven:
    """An installation: its settings, its folder."""

    settings: Settings
    folder: Path

    @property
    def url(self) -> URL:
        """Where its history is."""
        return make_url(self.settings.database)

    @property
    def on_sqlite(self) -> bool:
        """Whether it is files."""
        return self.url.get_backend_name() == "sqlite"

    def at(self, url: URL, folder: Path) -> "Proven":
        """The same elsewhere: a copy."""
        settings = replace(
            self.settings,
            database=url.render_as_string(hide_password=False),
            master_key=folder / "relief.key",
            proof_key=folder / "relief-proof.key",
            witnesses=str(folder / "witness"),
        )
        return Proven(settings, folder)

    def copied(self, url: URL, folder: Path) -> "Proven":
        """The same with files of its own; on PostgreSQL over a database that is a copy."""
        copytree(self.folder, folder, dirs_exist_ok=True)
        return self.at(url, folder)

    def faults(self) -> list[str]:
        """What the proof finds wrong; it only reads."""
        service, found = for_reading(self.settings, CLOCK, keys=True), Findings()
        try:
            check_proof(service, found)
        finally:
            service.close()
        return found.faults

    def run(self, statement: str, params: Sequence[Any] = (), beside: str = "") -> list[Any]:
        """A statement of the database's owner, whom no guard stops; ``beside`` in that log's file."""
        if not self.on_sqlite:
            plain = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
            with psycopg.connect(plain, autocommit=True) as connection:
                connection.execute("SET session_replication_role = replica")
                done = connection.execute(statement.replace("%", "%%").replace("?", "%s"), params)
                return list(done.fetchall()) if done.description else []
        name = Path(self.url.database or "").name.removesuffix(".db")
        file = self.folder / f"{name}{'-' if beside else ''}{beside}.db"
        with sqlite3.connect(file) as opened:
            triggers = opened.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (trigger,) in () if statement.startswith("SELECT") else triggers.fetchall():
                opened.execute(f"DROP TRIGGER {trigger}")
            rows = opened.execute(statement, params).fetchall()
        opened.close()
        return rows


def recorded_anew(folder: Path, url: URL) -> Proven:
    """A kept history as this release records it, save by save, with two checkpoints deposited."""
    source = Journal(unpacked(RELEASE, folder).render_as_string())
    settings = replace(settings_for(url, folder), development=False)
    made = Proven(settings, folder).at(url, folder)
    (folder / "witness").mkdir()
    install_store(url)
    master = MasterKey.load(folder / "relief.key")
    target = Journal(made.settings.database, create=False, office=master.digest)
    saves = _saves(source.store)
    _record(source.store, target.store, islice(saves, MIDWAY))
    _logs(made)
    with _service(made.settings) as service:
        checkpoint(service)
    _record(source.store, target.store, saves)
    source.close()
    target.close()
    with _service(made.settings) as service:
        checkpoint(service)
    return made


@contextmanager
def _service(settings: Settings) -> Iterator[Service]:
    service = for_reading(settings, CLOCK, keys=True)
    service.settings = settings
    try:
        yield service
    finally:
        service.close()


def _saves(store: EventRecorder) -> Iterator[CommandRow]:
    rows = store._fetch("SELECT * FROM commands ORDER BY first_position, command_id")
    yield from (CommandRow(*row) for row in rows)


def _record(source: EventRecorder, target: EventRecorder, saves: Iterator[CommandRow]) -> None:
    claims = defaultdict[tuple[str, int], list[ClaimRow]](list)
    for claim in source.all_claims():
        claims[claim.stream, claim.version].append(claim)
    people = [PersonRow(*row) for row in source._fetch("SELECT * FROM people")]
    known = {row[0] for row in target._fetch("SELECT person_id FROM people")}
    fresh = [one for one in people if one.person_id not in known]
    for command in saves:
        rows = source._fetch(FACTS, (command.first_position, command.last_position))
        facts = [StoredEvent(s, v, n, body.encode()) for s, v, n, body in rows]
        mine = [claim for s, v, *_ in rows for claim in claims[s, v]]
        new, fresh = fresh[:3], fresh[3:]
        row = CommandRow(command.command_id, command.digest, command.outcome)
        target.insert_events(facts, command=row, people=new, beside=Beside(claims=mine))
    assert not fresh or not known, "every person is stored"


def _logs(made: Proven) -> None:
    """The looks of the kept history as they stand there, and some who came to the door."""
    AccessLog(made.url).close()
    with closing(sqlite3.connect(made.folder / "relief-access.db")) as kept:
        for table in LOOKS:
            for row in kept.execute(f"SELECT * FROM {table}").fetchall():
                marks = ", ".join("?" * len(row))
                made.run(f"INSERT INTO {table} VALUES ({marks})", row, "access")
    AccessLog(made.url).close()
    door = Door(made.url, create=True)
    for n in range(20):
        door.log.note(Entry(1_780_000_000.0 + n, f"officer-{n % 3}", "signed-in", "local", "::1"))
    door.close()


def signed_again(at: Proven, *, witnessed: bool = False) -> None:
    """Checkpoints over whatever there is now, by the same key; deposited where they are witnessed."""
    settings = at.settings if witnessed else replace(at.settings, witnesses="")
    with _service(settings) as service:
        checkpoint(service)


def signed_by_a_stranger(at: Proven) -> None:
    """Checkpoints under another name, by another key, in the database alone."""
    settings = replace(at.settings, witnesses="", proof_key=at.folder / "stranger.key")
    with _service(settings) as service:
        checkpoint(service)


@dataclass(frozen=True, slots=True)
class Heard(Output):
    """What a tool says, kept."""

    lines: list[str] = field(default_factory=list)

    def line(self, text: str = "") -> None:
        """One more."""
        self.lines.append(text)


def rebuilt_and_verified(at: Proven) -> tuple[int, list[str] | None]:
    """How `relief verify` ends once `relief rebuild` was asked for, whatever became of that; and the
    faults it tells, ``None`` where it could not even begin."""
    with suppress(FollowerStopped, *CODES):
        service = build(at.settings, CLOCK)
        try:
            rebuild(service, Output(json=False))
        finally:
            service.close()
    try:
        service = for_reading(at.settings, CLOCK, keys=True)
    except tuple(CODES) as error:
        return code("verify", type(error)), None
    told = list[str]()
    try:
        ended = verify(service, Heard(lines=told), Way(processes=1))
        return ended, [one for one in told if one.startswith("✗")]
    finally:
        service.close()


def ceremony(at: Proven, size: int) -> tuple[int, list[str]]:
    """How the office's half ends, and what it says."""
    with _service(at.settings) as service:
        service.journal.close()
        seal = MasterKey.load(at.settings.master_key).digest
        service.journal = Journal(at.settings.database, create=True, office=seal)
        said = Heard()
        return restored(service, said, size), said.lines

"""One save inside a transaction on SQLite: what is asked, what is written, which conflict it was."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eventsourcing.persistence import IntegrityError, PersistenceError, Tracking

from adapters.store.beside import Beside
from adapters.store.epoch import Mark
from adapters.store.errors import (
    BY_CONSTRAINT,
    ClaimTaken,
    ClockBehind,
    CommandAlreadyRecorded,
    EpochChanged,
    PersonAlreadyKnown,
    TrackingConflict,
    VersionConflict,
    translated,
)
from adapters.store.proving import rows_of
from adapters.store.recorder import HOLDS, Save
from adapters.store.sqlite_ddl import AT, NOT_NEXT
from domain.case.claims import ClaimRow
from domain.ground.history import Versions

INSERT_EVENT = "INSERT INTO events (stream, version, name, body) VALUES (?, ?, ?, ?)"
INSERT_COMMAND = "INSERT INTO commands VALUES (?, ?, ?, ?, ?)"
INSERT_PERSON = "INSERT INTO people VALUES (?, ?, ?)"
INSERT_TRACKING = (
    "INSERT INTO tracking VALUES (?, ?) ON CONFLICT (application_name)"
    " DO UPDATE SET notification_id = excluded.notification_id"
    " WHERE tracking.notification_id < excluded.notification_id RETURNING 1"
)
INSERT_PROOF = "INSERT INTO proof_rows (kind, key, digest, seal) VALUES (?, ?, ?, ?)"
INSERT_CLAIM = "INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?)"
CLAIMED = "SELECT 1 FROM claims WHERE kind = ? AND key = ? AND NOT (? <> '' AND shared = ?) LIMIT 1"
NEWEST = (
    f"SELECT version, {AT.format('body')} FROM events WHERE stream = ?"
    " ORDER BY version DESC LIMIT 1"
)
STANDS = "SELECT max(version) FROM events WHERE stream = ?"
KNOWN_COMMAND = "SELECT 1 FROM commands WHERE command_id = ?"


@dataclass(slots=True)
class Queued:
    """One save on its way into a transaction, and what became of it."""

    save: Save
    rows: list[tuple[str, int, str, str]]
    first: int = 0
    error: PersistenceError | None = None
    waiting: bool = True


def remembers(writer: sqlite3.Connection, mark: Mark | None, held: set[Mark] | None) -> None:
    """Raises ``EpochChanged`` where the store does not hold the newest fact that was seen.

    ``held``: what was found in this transaction already, where several saves share it.
    """
    if mark is None or (held and mark in held):
        return
    if writer.execute(HOLDS, (mark.position, mark.stream, mark.body)).fetchone() is None:
        raise EpochChanged(f"position {mark.position} is not what it was")
    if held is not None:
        held.add(mark)


def unmoved(writer: sqlite3.Connection, reads: Versions) -> None:
    """Raises ``VersionConflict`` where a stream does not stand as it was looked at."""
    for stream, version in reads.items():
        held: int | None = writer.execute(STANDS, (stream,)).fetchone()[0]
        if (held or 0) != version:
            raise VersionConflict(f"{stream} moved on since it was read")


def write(writer: sqlite3.Connection, queued: Queued) -> int:
    """Persons, events, what stands beside them, the receipt, their log; the position of the first event.

    The receipt comes last: until then a receipt that is found is a twin's (``conflict``).
    """
    first = last = 0
    command, people = queued.save.command, queued.save.people
    if people:
        persons = [(p.person_id, p.blind_index, p.wrapped_key) for p in people]
        writer.executemany(INSERT_PERSON, persons)
    for row in queued.rows:
        last = writer.execute(INSERT_EVENT, row).lastrowid or 0
    if queued.rows:
        first = last - len(queued.rows) + 1
    keep_beside(writer, queued.save.beside)
    if command is not None:
        receipt = (command.command_id, command.digest, command.outcome, first, last)
        writer.execute(INSERT_COMMAND, receipt)
    prove(writer, queued.save, first, last)
    return first


def prove(writer: sqlite3.Connection, save: Save, first: int, last: int) -> None:
    """Log what was just written beside the facts from first to last."""
    rows = rows_of(save.command, first, last, save.people, save.beside.claims, save.sealed)
    if rows:
        writer.executemany(INSERT_PROOF, rows)


def keep_beside(writer: sqlite3.Connection, beside: Beside) -> None:
    """Keep what stands beside the facts just written. Raises ``ClaimTaken``."""
    claim(writer, beside.claims)


def claim(writer: sqlite3.Connection, claims: Sequence[ClaimRow]) -> None:
    """Keep the claims. Raises ``ClaimTaken`` for a number that is used already."""
    for one in claims:
        asked = (one.kind, one.key, one.shared, one.shared)
        if not one.vouched and writer.execute(CLAIMED, asked).fetchone():
            raise ClaimTaken(one.kind, one.key)
    for one in claims:
        row = (one.kind, one.key, one.shared, one.vouched, one.stream, one.version)
        writer.execute(INSERT_CLAIM, row)


def track(writer: sqlite3.Connection, tracking: Tracking) -> None:
    """Keep how far an application came. Raises ``TrackingConflict`` on going back."""
    params = (tracking.application_name, tracking.notification_id)
    if not writer.execute(INSERT_TRACKING, params).fetchall():
        raise TrackingConflict(f"{params} or a later one was tracked already")


def conflict(
    writer: sqlite3.Connection,
    error: sqlite3.IntegrityError | IntegrityError,
    queued: Queued,
) -> PersistenceError:
    """Which conflict it was: a twin of the command first, since it explains all others."""
    command = queued.save.command
    if isinstance(error, EpochChanged | TrackingConflict):
        return error
    if command and writer.execute(KNOWN_COMMAND, (command.command_id,)).fetchone():
        return CommandAlreadyRecorded(f"command {command.command_id} has a receipt")
    if isinstance(error, PersistenceError):
        return error
    if str(error) == NOT_NEXT:
        return behind(writer, queued) or VersionConflict(str(error))
    by_trigger = BY_CONSTRAINT.get(str(error))
    if by_trigger is not None:
        return by_trigger(str(error))
    if "events." in str(error):
        return VersionConflict(str(error))
    if "people." in str(error):
        return PersonAlreadyKnown(str(error))
    return translated(error)


def behind(writer: sqlite3.Connection, queued: Queued) -> ClockBehind | None:
    """The clock's fault, if the versions are right; part of the save may be written already."""
    for stream, version, _, body in queued.rows:
        held = writer.execute(NEWEST, (stream,)).fetchone()
        if held is None or held[0] >= version:
            continue
        given = writer.execute(f"SELECT {AT.format('?1')}", (body,)).fetchone()[0]
        if held[0] == version - 1 and given and held[1]:
            newest, mine = datetime.fromisoformat(held[1]), datetime.fromisoformat(given)
            return ClockBehind(newest, mine) if mine < newest else None
        return None
    return None

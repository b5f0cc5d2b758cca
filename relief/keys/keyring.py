"""Which keys open this history; what is said where those at hand do not.

A history keeps check values of its keys. A key is only ever made while nothing at all was recorded:
a new one would open nothing, and everybody ever relieved would be a stranger.
"""

from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy import make_url

from adapters.identity.door import Door, door_engine
from adapters.identity.schema import CREDENTIALS
from adapters.journal import Journal
from adapters.keys.keys import MARK, MasterKey
from adapters.keys.ring import NoKeys
from adapters.store import reading
from adapters.store.engines import is_sqlite
from domain.registers.keys.facts import CheckedBy, KeyCheck, KeyRole
from domain.registers.keys.state import MASTER_KEYS, MasterKeys
from relief.keys import proof
from relief.keys.histories import standing
from relief.keys.proof import KeysDoNotOpen
from relief.office.streams import fold
from relief.settings import Settings

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that open a history. ``by``: how that is known, where it is not on record yet;
    ``made``: the file that was written for it just now.
    """

    master: MasterKey
    by: CheckedBy | None = None
    made: Path | None = None


def on_record(journal: Journal) -> MasterKeys:
    """What the history says of its keys."""
    known: MasterKeys = fold(MASTER_KEYS, journal.read((MASTER_KEYS,))[MASTER_KEYS])
    return known


def for_serving(settings: Settings) -> Keys:
    """The keys, made where nothing was recorded yet; the tables as well, where that is allowed.

    Raises ``KeysDoNotOpen``, and ``NoHistory`` where tables are wanted that may not be made.
    """
    if not settings.install:
        standing(settings.database)
    _usable(settings)
    journal = Journal(settings.database, create=settings.install)
    try:
        return _keys(settings, journal, make=True)
    finally:
        journal.close()


def _usable(settings: Settings) -> None:
    """The keys can be read, or made beside a history that begins. Raises ``KeysDoNotOpen``; nothing
    is made to find out.
    """
    path, url = settings.master_key, settings.database
    begins = is_sqlite(url) and not Path(make_url(url).database or "").exists()
    try:
        proof.loaded(path)
    except FileNotFoundError as error:
        if begins and not path.absolute().parent.is_dir():
            raise KeysDoNotOpen(proof.unwritable(path, error)) from None


def for_reading(settings: Settings, journal: Journal) -> MasterKey:
    """The keys; none where there is no file and nothing is recorded. Raises ``KeysDoNotOpen``."""
    return _keys(settings, journal, make=False).master


def settled(keys: Keys, settings: Settings, journal: Journal) -> None:
    """Look again once check values are on record: another process may have been first.

    Raises ``KeysDoNotOpen``; a file just made for nothing is taken away again.
    """
    known = on_record(journal)
    try:
        if not known.checks:
            raise RuntimeError("the check values of the keys are not on record")
        against(keys.master, known, settings, journal)
    except KeysDoNotOpen:
        if keys.made is not None:
            keys.made.unlink(missing_ok=True)
        raise


def _keys(settings: Settings, journal: Journal, *, make: bool) -> Keys:
    path, known = settings.master_key, on_record(journal)
    fresh, made = not _recorded(settings, journal), None
    try:
        master = proof.loaded(path)
    except FileNotFoundError:
        if not fresh:
            raise KeysDoNotOpen(proof.absent(path, wanted(known, journal))) from None
        if not make:
            return Keys(MasterKey(NoKeys()))
        master, made = _made(path)
    against(master, known, settings, journal)
    if known.checks:
        return Keys(master)
    by = CheckedBy.FIRST if fresh else proof.proven(master, journal, path)
    if by is CheckedBy.NOTHING_SEALED:
        log.info("no sealed value stands in the history: the keys at hand become its keys")
    return Keys(master, by, made)


def _made(path: Path) -> tuple[MasterKey, Path | None]:
    """A new key, or the one another process was first to make. Raises ``KeysDoNotOpen``."""
    try:
        return MasterKey.create(path), path
    except FileExistsError:
        return proof.loaded(path), None
    except OSError as error:
        raise KeysDoNotOpen(proof.unwritable(path, error)) from None


def against(master: MasterKey, known: MasterKeys, settings: Settings, journal: Journal) -> None:
    """Hold the keys at hand against what is on record. Raises ``KeysDoNotOpen``."""
    path, held = settings.master_key, master.keys.held()
    if known.standing() and not known.standing() & set(held):
        raise KeysDoNotOpen(proof.strange(path, wanted(known, journal), held))
    for key in sorted(known.standing() - set(held)):
        if key == known.newest or _used(key, known, settings, journal):
            raise KeysDoNotOpen(proof.lacking(path, key, held))
    yielded = {(check.role, check.key): check.value for check in master.keys.checks()}
    for check in known.checks:
        if check.role is KeyRole.MASTER and check.key not in held:
            continue
        if yielded.get((check.role, check.key)) != check.value:
            raise KeysDoNotOpen(proof.another(path, check, wanted(known, journal), held))
    if lost := proof.unopened_years(master, known, journal):
        raise KeysDoNotOpen(proof.years_lost(lost))


def checks(master: MasterKey, known: MasterKeys) -> tuple[KeyCheck, ...]:
    """The check values to record: of all keys but one an interrupted rotation did not bring in yet."""
    keys = master.keys
    used = {keys.current(), keys.original(), *known.standing()}
    return tuple(c for c in keys.checks() if c.role is not KeyRole.MASTER or c.key in used)


def wanted(known: MasterKeys, journal: Journal) -> tuple[str, ...]:
    """The ids of the master keys this history needs, as far as it knows them."""
    if known.standing():
        return tuple(sorted(known.standing()))
    with journal.store.engine.connect() as connection:
        found = reading.a_wrapping_key(connection, MARK)
    return () if found is None else (found,)


def _used(key: str, known: MasterKeys, settings: Settings, journal: Journal) -> bool:
    """Whether a person's key or a second factor is wrapped under a master key."""
    original = key not in known.introduced
    with journal.store.engine.connect() as connection:
        if reading.wrapped_under(connection, f"{key}{MARK}"):
            return True
        if original and reading.wrapped_without(connection, MARK):
            return True
    if not _local_list(settings):
        return False
    door = Door(reading.for_reading(settings.database), create=False)
    try:
        return door.sealed_under(key, original) > 0
    finally:
        door.close()


def _recorded(settings: Settings, journal: Journal) -> bool:
    """Whether anything was ever kept here: facts, receipts, persons, passwords."""
    with journal.store.engine.connect() as connection:
        return reading.anything_recorded(connection) or _local_list(settings)


def _local_list(settings: Settings) -> bool:
    """Whether anybody is on the local list of passwords."""
    engine = door_engine(reading.for_reading(settings.database))
    try:
        return reading.any_row(engine, CREDENTIALS)
    finally:
        engine.dispose()

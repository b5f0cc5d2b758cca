"""Opening a history for reading only: nothing is made, nothing in it is changed.

The service is the same; its connections cannot write, but for the access log where somebody looks.
"""

from dataclasses import replace

from adapters.access.log import AccessLog, access_engine
from adapters.access.schema import ENTRIES
from adapters.journal import Journal
from adapters.keys.keys import MasterKey
from adapters.keys.ring import NoKeys
from adapters.store import reading
from relief.bootstrap import Service, assembled
from relief.clock import Clock, SystemClock
from relief.entropy import SystemEntropy
from relief.installation import divisions, files_of, lawful
from relief.keys import keyring
from relief.keys.histories import NoHistory, standing
from relief.law.enactment import Enactments, told
from relief.left import none_lost
from relief.people.looks import Looks
from relief.settings import Settings
from relief.words.sentences import say


class NoAccessLog(Exception):
    """Looks cannot be kept: nothing personal is shown. The sentence is for people."""


def for_reading(
    settings: Settings, clock: Clock | None = None, *, keys: bool = False, looks: bool = False
) -> Service:
    """The service over a history that stands. ``keys``: its sealed values will be opened;
    ``looks``: somebody will look at personal data, which the access log must be able to keep.

    Raises ``HistoryGone``, ``NoHistory``, ``Unreachable``, ``KeysDoNotOpen``, ``NoAccessLog``.
    """
    clock = clock or SystemClock()
    files, known = files_of(settings), divisions(settings)
    lawful(files, known, clock.now().date())
    none_lost(settings)
    standing(settings.database)
    quiet = replace(settings, database=reading.for_reading(settings.database), install=False)
    master = _keys(quiet) if keys else MasterKey(NoKeys())
    log = AccessLog(settings.database, create=False) if looks and _kept(quiet) else None
    service = assembled(quiet, clock, SystemEntropy(), files, known, master)
    if log is not None:
        service.looks.log.close()
        service.looks = Looks(log, service.sealer, clock, SystemEntropy())
    return service


def waiting(settings: Settings) -> tuple[str, ...]:
    """Of each file laid beside the program that does not count yet: so, and the way out.

    Where no history stands the first start installs them all. Raises ``HistoryGone``.
    """
    files = files_of(settings)
    if not files.beside():
        return ()
    none_lost(settings)
    try:
        standing(settings.database)
    except NoHistory:
        return (say("opening.first-start"),)
    journal = Journal(reading.for_reading(settings.database), create=False)
    try:
        return tuple(map(told, Enactments(files, journal).waiting))
    finally:
        journal.close()


def _keys(quiet: Settings) -> MasterKey:
    journal = Journal(quiet.database, create=False)
    try:
        return keyring.for_reading(quiet, journal)
    finally:
        journal.close()


def _kept(quiet: Settings) -> bool:
    """Whether the access log is there. Raises ``NoAccessLog``."""
    if has_access_log(quiet.database):
        return True
    raise NoAccessLog(say("opening.no-log"))


def has_access_log(url: str) -> bool:
    """Whether looks were ever kept at this address."""
    engine = access_engine(reading.for_reading(url))
    try:
        return reading.has_table(engine, ENTRIES.name)
    finally:
        engine.dispose()

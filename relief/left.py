"""What an earlier history left where none stands: nobody begins another beside it unseen.

The history itself may be gone (a file deleted, a folder not mounted, tables emptied) while its logs,
its ledgers and its files lie there. Begun anew, everybody ever relieved would be a stranger.
"""

from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import Table, exc

from adapters.access.log import access_engine
from adapters.access.schema import ENTRIES
from adapters.files.store import FilesDown
from adapters.identity.door import door_engine
from adapters.identity.schema import CREDENTIALS, LOG
from adapters.store import reading
from adapters.store.factory import store_engine
from adapters.store.place import FOLLOWERS
from adapters.store.places import Places
from adapters.store.schema import COMMANDS, EVENTS, PEOPLE
from relief.evidence.orphans import kept
from relief.filestore import files_folder, files_store
from relief.keys.histories import NoHistory, Unreachable, standing
from relief.settings import Settings
from relief.words.sentences import say

_KEPT_BY = {ENTRIES: access_engine, LOG: door_engine, CREDENTIALS: door_engine}
"""What lies in a place of its own; the rest is the history's."""


class HistoryGone(Exception):
    """A history stood here and is gone. The sentence is for people and hides the password."""


def none_lost(settings: Settings) -> None:
    """Raises ``HistoryGone`` where nothing is recorded beside what an earlier history left."""
    if recorded(settings.database):
        return
    # Another process may begin in this moment: its facts come before whatever lies beside them.
    left = tuple(left_behind(settings))
    if left and not recorded(settings.database):
        shown = reading.shown(settings.database)
        raise HistoryGone(say("histories.gone", shown=shown, list="、".join(left)))


def left_behind(settings: Settings) -> Iterator[str]:
    """Whatever only a history brings about, by its name for people; nothing is made to find out."""
    url = settings.database
    # A server that has no such database holds nothing of it either.
    with suppress(exc.OperationalError):
        if _row(url, COMMANDS) or _row(url, PEOPLE):
            yield say("histories.left.receipts")
        if _row(url, ENTRIES):
            yield say("histories.left.looks")
        if _row(url, LOG):
            yield say("histories.left.sign-ins")
        if _row(url, CREDENTIALS):
            yield say("histories.left.local-list")
        if _folded(url):
            yield say("histories.left.ledgers")
    if _files(settings):
        yield say("histories.left.files", where=settings.files_s3 or files_folder(settings))


def recorded(url: str) -> bool:
    """Whether there is a history with any fact; where that cannot be asked, whoever opens it next
    says why. Receipts and persons without a fact are what one left.
    """
    try:
        standing(url)
    except NoHistory:
        return False
    except Unreachable:
        return True
    return _row(url, EVENTS)


def _row(url: str, table: Table) -> bool:
    """Whether there is a row in a table of the history, of the log of looks, or of signing in."""
    engine = _KEPT_BY.get(table, store_engine)(reading.for_reading(url))
    try:
        return reading.any_row(engine, table)
    finally:
        engine.dispose()


def _folded(url: str) -> bool:
    """Whether there are ledgers of any fact; a follower that came first makes empty ones."""
    places = Places(reading.for_reading(url))
    try:
        engines = [places.named(name).engine for name in places.names()]
        return any(reading.any_row(one, FOLLOWERS, FOLLOWERS.c.position > 0) for one in engines)
    finally:
        places.close()


def _files(settings: Settings) -> bool:
    """Whether files are kept there; a store that does not answer says of none."""
    store = files_store(settings)
    try:
        return store.founded() and next(kept(store), None) is not None
    except FilesDown:
        return False

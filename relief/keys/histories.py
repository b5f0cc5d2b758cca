"""Whether a history stands where the settings say; nothing is made to find out."""

from pathlib import Path

from sqlalchemy import exc, make_url

from adapters.store import reading
from adapters.store.engines import is_sqlite
from adapters.store.factory import store_engine
from adapters.store.schema import EVENTS
from relief.keys.trouble import trouble
from relief.words.sentences import say


class NoHistory(Exception):
    """There is no history at this address. The sentence is for people and hides the password."""


class Unreachable(Exception):
    """Whether there is one cannot be told now. The sentence likewise."""


def standing(url: str) -> None:
    """Look for a history. Raises ``NoHistory``, ``Unreachable``."""
    sqlite = is_sqlite(url)
    if sqlite and not Path(make_url(url).database or "").is_file():
        raise _absent(url)
    engine = store_engine(reading.for_reading(url))
    try:
        there = reading.has_table(engine, EVENTS.name)
    except exc.DBAPIError as error:
        if not sqlite and 'database "' in str(error) and "does not exist" in str(error):
            raise _absent(url) from None
        shown = reading.shown(url)
        raise Unreachable(say("histories.shut", why=trouble(error), shown=shown)) from None
    finally:
        engine.dispose()
    if not there:
        raise _absent(url)


def _absent(url: str) -> NoHistory:
    return NoHistory(say("histories.none", shown=reading.shown(url)))

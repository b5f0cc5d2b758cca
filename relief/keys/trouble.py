"""What is the matter with a database, in words: never by the name an exception has in the code."""

import sqlite3
from collections.abc import Iterator

import psycopg

from relief.words.sentences import say

OF_A_FILE = {
    "SQLITE_NOTADB": "histories.why.no-database",
    "SQLITE_CANTOPEN": "histories.why.not-opened",
    "SQLITE_BUSY": "histories.why.busy",
    "SQLITE_LOCKED": "histories.why.busy",
    "SQLITE_FULL": "histories.why.full",
    "SQLITE_READONLY": "histories.why.read-only",
    "SQLITE_PERM": "histories.why.read-only",
    "SQLITE_CORRUPT": "histories.why.damaged",
    "SQLITE_IOERR": "histories.why.damaged",
}
"""By what SQLite calls it; what follows a second underscore says more than a person needs."""

OF_A_SERVER = {
    "28": "histories.why.not-let-in",
    "3D": "histories.why.no-such",
    "42": "histories.why.not-let-in",
    "53": "histories.why.full",
    "57": "histories.why.away",
    "08": "histories.why.away",
}
"""By the class of PostgreSQL's code."""


def trouble(error: BaseException) -> str:
    """What a database's error is about."""
    for one in _behind(error):
        if isinstance(one, sqlite3.Error):
            name = "_".join(str(getattr(one, "sqlite_errorname", "")).split("_")[:2])
            return say(OF_A_FILE.get(name, "histories.why.other"))
        if isinstance(one, psycopg.Error):
            away = one.sqlstate is None and isinstance(one, psycopg.OperationalError)
            code = "08" if away else str(one.sqlstate)[:2]
            return say(OF_A_SERVER.get(code, "histories.why.other"))
    return say("histories.why.other")


def _behind(error: BaseException) -> Iterator[BaseException]:
    """The error and those it came of, as far as libraries keep them."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        kept = getattr(one, "orig", None) or one.__cause__ or one.__context__
        one = kept if isinstance(kept, BaseException) else None

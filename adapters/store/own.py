"""Nothing is installed into what is something else: a mistyped address may lead to another of the house's
own files, which would then hold two things, and neither whole.
"""

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import Connection

from adapters.store.errors import NotOurs
from adapters.store.place import FOLLOWERS
from domain.ground.sayings import Saying

IN_FILE = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
IN_SCHEMA = "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"


def unmixed(connection: Connection, ours: Collection[str]) -> None:
    """Where tables are to be made, some of ours stand or none of another kind. Raises ``NotOurs``.

    A file of SQLite's is one thing. A schema of PostgreSQL's may be shared with others, but ledgers
    have one of their own.
    """
    sqlite = connection.dialect.name == "sqlite"
    found = set(connection.exec_driver_sql(IN_FILE if sqlite else IN_SCHEMA).scalars())
    strange = found if sqlite else found & {FOLLOWERS.name}
    if strange and not found & set(ours):
        raise NotOurs(_in_file(connection, strange) if sqlite else _in_schema(connection))


def _in_file(connection: Connection, found: Collection[str]) -> Saying:
    return Saying(
        "{file} holds other tables ({tables}): nothing is installed there",
        file=str(Path(connection.engine.url.database or "").absolute()),
        tables=tuple(sorted(found)),
    )


def _in_schema(connection: Connection) -> Saying:
    schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    return Saying("the schema {schema} holds ledgers: nothing is installed there", schema=schema)

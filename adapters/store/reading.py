"""Opening what is there for reading only: nothing is made, nothing is changed, not even a file beside.

A URL made by ``for_reading`` says so to every engine opened on it. PostgreSQL is told to refuse
every write. SQLite is opened without making a file; where nobody has it open and no write-ahead log
waits, it tidies up after itself; where one waits, it is left to whoever writes.
"""

from pathlib import Path
from urllib.parse import quote, unquote

from sqlalchemy import URL, ColumnElement, Connection, Engine, Table, make_url, select, text

from adapters.store.quiet import mode
from adapters.store.schema import COMMANDS, EVENTS, PEOPLE

MARK = "relief_reading"
READ_ONLY = "-c default_transaction_read_only=on"
SQLITE_TABLE = text("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :name")
POSTGRES_TABLE = text("SELECT to_regclass(:name)")


def for_reading(url: str | URL) -> str:
    """The same database, to be read only."""
    given = make_url(url)
    if given.get_backend_name() == "sqlite":
        marked = given.update_query_dict({MARK: "yes"})
    else:
        own = given.query.get("options", "")
        own = own if isinstance(own, str) else " ".join(own)
        marked = given.update_query_dict({"options": f"{own} {READ_ONLY}".strip()})
    return marked.render_as_string(hide_password=False)


def meant(url: str | URL) -> bool:
    """Whether a URL was made by ``for_reading``."""
    return only_read(url) or READ_ONLY in str(make_url(url).query.get("options", ""))


def only_read(url: str | URL) -> bool:
    """Whether an SQLite database is to be read only."""
    return MARK in make_url(url).query


def sqlite_reading(url: str | URL) -> URL:
    """How SQLite is told to make nothing, by what lies on the disk now."""
    given = make_url(url).difference_update_query([MARK])
    file = Path(given.database or "").absolute()
    asked = {"uri": "true", **mode(file)}
    return given.set(database=f"file:{quote(str(file))}").update_query_dict(asked)


def shown(url: str | URL) -> str:
    """The database as people may read it: no password."""
    given = make_url(url).difference_update_query([MARK])
    return given.render_as_string(hide_password=True)


def has_table(engine: Engine, table: str) -> bool:
    """Whether there is such a table; an SQLite file that is not there has none."""
    file = engine.url.database or ""
    if file.startswith("file:") and not Path(unquote(file.removeprefix("file:"))).is_file():
        return False
    asked = SQLITE_TABLE if engine.dialect.name == "sqlite" else POSTGRES_TABLE
    with engine.connect() as connection:
        return connection.execute(asked, {"name": table}).scalar_one_or_none() is not None


def anything_recorded(connection: Connection) -> bool:
    """Whether a fact, a receipt or a person was ever kept here."""
    kept = (EVENTS.c.position, COMMANDS.c.command_id, PEOPLE.c.person_id)
    return any(connection.execute(select(column).limit(1)).first() for column in kept)


def a_wrapping_key(connection: Connection, mark: str) -> str | None:
    """The id of a master key that some person's key is wrapped under; ``None`` where none says."""
    named = PEOPLE.c.wrapped_key.contains(mark, autoescape=True)
    wanted = select(PEOPLE.c.wrapped_key).where(named).limit(1)
    found: str | None = connection.execute(wanted).scalar_one_or_none()
    return None if found is None else found.partition(mark)[0]


def wrapped_under(connection: Connection, start: str) -> bool:
    """Whether some person's key is wrapped under the key whose id and mark this is."""
    under = PEOPLE.c.wrapped_key.startswith(start, autoescape=True)
    return connection.execute(select(PEOPLE.c.person_id).where(under).limit(1)).first() is not None


def wrapped_without(connection: Connection, mark: str) -> bool:
    """Whether some person's key is wrapped as the first edition did, which named no key."""
    named = PEOPLE.c.wrapped_key.contains(mark, autoescape=True)
    wanted = select(PEOPLE.c.person_id).where(PEOPLE.c.wrapped_key != "", ~named).limit(1)
    return connection.execute(wanted).first() is not None


def any_row(engine: Engine, table: Table, *such: ColumnElement[bool]) -> bool:
    """Whether there is a row (such a one) in a table that may not be there itself."""
    if not has_table(engine, table.name):
        return False
    with engine.connect() as connection:
        wanted = select(*table.primary_key).where(*such).limit(1)
        return connection.execute(wanted).first() is not None


def a_digest(connection: Connection, start: str) -> tuple[str, str] | None:
    """The id and digest of a command whose id begins so."""
    begins = COMMANDS.c.command_id.startswith(start, autoescape=True)
    wanted = select(COMMANDS.c.command_id, COMMANDS.c.digest).where(begins).limit(1)
    row = connection.execute(wanted).first()
    return None if row is None else (row.command_id, row.digest)

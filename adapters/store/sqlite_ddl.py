"""What SQLAlchemy cannot say for SQLite: AUTOINCREMENT positions and the append-only guard."""

from collections.abc import Iterator

from adapters.store.schema import NAMING

EVENTS = """
CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    stream TEXT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT events_stream_version_key UNIQUE (stream, version)
)
"""
"""Plain row ids are given out again after a deletion; AUTOINCREMENT ones never."""

_REFUSE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

_REFUSE_REPLACE = """
CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: {table}.{same}'); END
"""
"""``INSERT OR REPLACE`` deletes without firing delete triggers, so it is refused beforehand."""

_SAME = {
    "events": (
        "position = NEW.position",
        "stream = NEW.stream AND version = NEW.version",
    ),
    "commands": ("command_id = NEW.command_id",),
}


_KEY_OF = "substr(NEW.wrapped_key, 1, instr(NEW.wrapped_key, ':') - 1)"
_NAMES_SOMEBODY = " OR ".join(f"name LIKE '{name}/%'" for name in NAMING)

KEYS = (
    """
    CREATE TRIGGER IF NOT EXISTS people_no_delete BEFORE DELETE ON people
    BEGIN SELECT RAISE(ABORT, 'people are never deleted'); END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS people_stay BEFORE UPDATE ON people
    WHEN OLD.person_id <> NEW.person_id OR OLD.wrapped_key = ''
        OR (NEW.wrapped_key = '' OR NEW.blind_index <> OLD.blind_index) AND NOT EXISTS (
            SELECT 1 FROM events
            WHERE stream = 'person-' || OLD.person_id AND name LIKE 'key-destroyed/%')
    BEGIN SELECT RAISE(ABORT, 'a key is destroyed by its fact only, and for good'); END
    """,
    *(
        f"""
        CREATE TRIGGER IF NOT EXISTS people_not_retired_{act} BEFORE {act} ON people
        WHEN EXISTS (SELECT 1 FROM retired_master_keys WHERE key_id = {_KEY_OF})
        BEGIN SELECT RAISE(ABORT, 'retired_master_key'); END
        """
        for act in ("INSERT", "UPDATE")
    ),
    f"""
    CREATE TRIGGER IF NOT EXISTS events_destroy_key AFTER INSERT ON events
    WHEN NEW.name LIKE 'key-destroyed/%'
    BEGIN
        SELECT RAISE(ABORT, 'people_named_since') WHERE EXISTS (
            SELECT 1 FROM events WHERE position > json_extract(NEW.body, '$.fact.seen')
            AND ({_NAMES_SOMEBODY}));
        UPDATE people SET wrapped_key = '', blind_index = 'destroyed:' || person_id
        WHERE person_id = substr(NEW.stream, 8);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS events_name_the_living BEFORE INSERT ON events
    WHEN NEW.name LIKE 'application-submitted/%' AND EXISTS (
        SELECT 1 FROM json_each(NEW.body, '$.fact.members') AS member
        JOIN people ON person_id = json_extract(member.value, '$.person')
        WHERE wrapped_key = '')
    BEGIN SELECT RAISE(ABORT, 'people_key_destroyed'); END
    """,
)
"""The fact that a key is destroyed destroys it: in the same transaction, unless somebody was named
in a file since the files were looked at. Whoever then still means the old person is refused."""


def guards() -> Iterator[str]:
    """The triggers that keep events and receipts append-only, and persons' keys under their facts."""
    yield from KEYS
    for table, sames in _SAME.items():
        for act in ("UPDATE", "DELETE"):
            yield _REFUSE.format(table=table, act=act)
        same = " OR ".join(f"({one})" for one in sames)
        yield _REFUSE_REPLACE.format(table=table, same=same)

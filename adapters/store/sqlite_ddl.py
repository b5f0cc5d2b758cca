"""What SQLAlchemy cannot say for SQLite: AUTOINCREMENT positions and the append-only guard."""

from collections.abc import Iterable, Iterator
from itertools import product

from domain.ground.history import ALSO, ALSO_BY, AMENDING, NAMING, YEAR_KEY, also

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

PROOF_ROWS = """
CREATE TABLE IF NOT EXISTS proof_rows (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    digest TEXT NOT NULL,
    seal TEXT NOT NULL
)
"""
"""The row id is the number: the next one is one more than the greatest."""

PROVEN = "proof_rows_no_replace"
"""What is installed last of the log of rows."""

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

AT = "CASE WHEN substr({0}, 1, 7) = '{{\"at\":\"' THEN substr({0}, 8, instr(substr({0}, 8), '\"') - 1) END"
"""When a fact was recorded: what its body, canonical JSON, begins with."""

NOT_NEXT = "events_contiguous"
_PLAINLY = """
    substr(held.body, 34, 6) = '+08:00' AND substr(NEW.body, 34, 6) = '+08:00'
        AND substr(held.body, 1, 33) <= substr(NEW.body, 1, 33)
"""
"""Of two times in our own zone, to the microsecond, the greater text is the later."""

CONTIGUOUS = f"""
CREATE TRIGGER IF NOT EXISTS events_contiguous BEFORE INSERT ON events
WHEN NEW.position > 0 OR NOT coalesce((
    SELECT version = NEW.version - 1 AND {_PLAINLY.strip()}
    FROM events AS held WHERE stream = NEW.stream ORDER BY version DESC LIMIT 1
), 0)
BEGIN
    SELECT RAISE(ABORT, 'UNIQUE constraint failed: events.position, events.stream, events.version')
    FROM events WHERE position = NEW.position OR stream = NEW.stream AND version = NEW.version;
    SELECT RAISE(ABORT, '{NOT_NEXT}') WHERE NOT coalesce((
        SELECT version = NEW.version - 1
            AND coalesce(julianday({AT.format("body")}) <= julianday({AT.format("NEW.body")}), 1)
        FROM events WHERE stream = NEW.stream ORDER BY version DESC LIMIT 1
    ), NEW.version IN (0, 1));
END
"""
"""Each fact is its stream's next, and not before the one before it; so it never replaces another. The
library's own cases count from 0, ours from 1: nothing of ours ever asks for version 0. A position that
is yet to be given out is -1 here. What is not plainly right is looked at closely."""

_SAME = {
    "commands": "command_id = NEW.command_id",
    "proof_rows": "number = NEW.number",
    "claims": "kind = NEW.kind AND key = NEW.key AND stream = NEW.stream AND version = NEW.version",
}


_KEY_OF = "substr(NEW.wrapped_key, 1, instr(NEW.wrapped_key, ':') - 1)"
_YEAR_KEY = f"'{YEAR_KEY}' || json_extract({{0}}, '$.fact.year')"
_AFTER_ALSO = f"substr(OLD.person_id, {len(ALSO) + 1})"
_WHOSE = f"substr({_AFTER_ALSO}, instr({_AFTER_ALSO}, '-') + 1)"
"""Whose a row is that finds somebody by something besides."""
_BESIDES = ", ".join(f"'{also(by, '')}' || substr(NEW.stream, 8)" for by in ALSO_BY)
DESTROYS_YEAR = "events_destroy_index_key"
DESTROYS_BESIDES = "events_destroy_besides"
_NAMES_SOMEBODY = " OR ".join(f"name LIKE '{name}/%'" for name in NAMING)
NAMES_SINCE = "events_name_the_living_since"
_AMENDS = " OR ".join(f"NEW.name LIKE '{name}/%'" for name in AMENDING)

KEYS = (
    """
    CREATE TRIGGER IF NOT EXISTS people_no_delete BEFORE DELETE ON people
    BEGIN SELECT RAISE(ABORT, 'people are never deleted'); END
    """,
    f"""
    CREATE TRIGGER IF NOT EXISTS people_keep BEFORE UPDATE ON people
    WHEN OLD.person_id <> NEW.person_id OR OLD.wrapped_key = ''
        OR (NEW.wrapped_key = '' OR NEW.blind_index <> OLD.blind_index) AND NOT EXISTS (
            SELECT 1 FROM events
            WHERE stream IN ('person-' || OLD.person_id,
                iif(OLD.person_id LIKE '{ALSO}%', 'person-' || {_WHOSE}, NULL))
            AND name LIKE 'key-destroyed/%')
        AND NOT EXISTS (
            SELECT 1 FROM events WHERE stream = 'keys' AND name LIKE 'index-key-destroyed/%'
            AND OLD.person_id = {_YEAR_KEY.format("body")})
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
    f"""
    CREATE TRIGGER IF NOT EXISTS {DESTROYS_BESIDES} AFTER INSERT ON events
    WHEN NEW.name LIKE 'key-destroyed/%'
    BEGIN
        UPDATE people SET wrapped_key = '', blind_index = 'destroyed:' || person_id
        WHERE person_id IN ({_BESIDES});
    END
    """,
    f"""
    CREATE TRIGGER IF NOT EXISTS {DESTROYS_YEAR} AFTER INSERT ON events
    WHEN NEW.stream = 'keys' AND NEW.name LIKE 'index-key-destroyed/%'
    BEGIN
        UPDATE people SET wrapped_key = '', blind_index = 'destroyed:' || person_id
        WHERE person_id = {_YEAR_KEY.format("NEW.body")};
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
    f"""
    CREATE TRIGGER IF NOT EXISTS {NAMES_SINCE} BEFORE INSERT ON events
    WHEN ({_AMENDS}) AND EXISTS (
        SELECT 1 FROM json_each(NEW.body, '$.fact.changes.members') AS member
        JOIN people ON person_id = json_extract(member.value, '$.person')
        WHERE wrapped_key = '')
    BEGIN SELECT RAISE(ABORT, 'people_key_destroyed'); END
    """,
)
"""The fact that a key is destroyed destroys it: in the same transaction, unless somebody was named
in a file since the files were looked at. Whoever then still means the old person is refused. A year's
index key goes by its own fact."""


def guards() -> Iterator[str]:
    """The triggers that keep what is appended as it is, each stream without a gap, and persons' keys
    under their facts."""
    yield "DROP TRIGGER IF EXISTS people_stay"
    yield "DROP TRIGGER IF EXISTS people_keep"
    yield "DROP TRIGGER IF EXISTS events_destroy_key"
    yield from KEYS
    yield CONTIGUOUS
    yield "DROP TRIGGER IF EXISTS events_no_replace"
    yield from append_only(("events", *_SAME))
    for table, same in _SAME.items():
        yield _REFUSE_REPLACE.format(table=table, same=same)


def append_only(tables: Iterable[str]) -> Iterator[str]:
    """Triggers that refuse every change of what stands in tables."""
    for table, act in product(tables, ("UPDATE", "DELETE")):
        yield _REFUSE.format(table=table, act=act)

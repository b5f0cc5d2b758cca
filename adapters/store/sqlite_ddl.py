"""What SQLAlchemy cannot say for SQLite: AUTOINCREMENT positions and the append-only guard."""

from collections.abc import Iterator

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


def guards() -> Iterator[str]:
    """The triggers that keep events and receipts append-only."""
    for table, sames in _SAME.items():
        for act in ("UPDATE", "DELETE"):
            yield _REFUSE.format(table=table, act=act)
        same = " OR ".join(f"({one})" for one in sames)
        yield _REFUSE_REPLACE.format(table=table, same=same)

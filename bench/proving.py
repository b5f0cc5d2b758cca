"""What proof costs a command: the office with the log of rows and its seals, and the same without."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import URL, create_engine

from adapters.store import sqlite_saves
from adapters.store.postgres_ddl import APPEND, PROVEN
from adapters.store.proving import unsealed
from bench.costs import Cost
from bench.databases import POSTGRESQL, SQLITE, Databases
from bench.figures import Figure, by_the_clock, in_processor, in_turn
from bench.office import Contestant, field, sizes

LEAST = 1 / 1.15
"""Recording with proof takes at most 1.15 times what it takes without."""


def recording(kind: str, bases: Databases, quick: bool) -> list[Figure]:
    """One writer, in turn with and without proof, each on a database of its own."""
    cases, rounds = sizes(quick)
    with field(bases, kind, cases) as proven, field(bases, kind, cases) as bare:
        bare.service.journal.store.office = unsealed
        without = bare.ours(bare.service.office)
        if kind == SQLITE:
            without = partial(_unlogged, without)
        else:
            _without_rows(bare.url)
        ours, other = in_turn(rounds, [proven.ours(proven.service.office), without])
    name = f"recording with proof, {kind}"
    return [
        in_processor(name, ours, "without", other).least(LEAST),
        by_the_clock(name, ours, "without", other).least(LEAST),
    ]


def _unlogged(run: Contestant, n: int) -> Cost:
    kept: Callable[..., None] = sqlite_saves.prove
    sqlite_saves.prove = lambda *_: None
    try:
        return run(n)
    finally:
        sqlite_saves.prove = kept


def _without_rows(url: URL) -> None:
    """The function that appends, as it was before the log of rows."""
    assert PROVEN in APPEND
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(APPEND.replace(PROVEN, "").format(schema="public"))
    engine.dispose()


MEASURES = {f"proof-{kind.lower()}": partial(recording, kind) for kind in (SQLITE, POSTGRESQL)}

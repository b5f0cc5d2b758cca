"""What jurisdiction costs: a page of the register with and without it, in turns, among a million cases.

The rows are written straight into the table the follower would fill; a page is read by the same
statement as the API's, its condition on the area left out on the other side.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from time import perf_counter
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, insert, select

from adapters.store.factory import install_store
from adapters.store.places import Places
from bench.databases import POSTGRESQL, SQLITE, Databases
from bench.figures import Figure, interleaved
from domain.case.authority import Officer, Post
from projections.reading import page
from projections.register import (
    EVERYTHING,
    NOW,
    ORDER,
    REGISTER,
    _conditions,
    county_ledger,
)
from projections.register_moves import CaseRow
from projections.rows import OPEN
from relief.api.territory import territory

CASES, FEW = 1_000_000, 20_000
TOWNSHIPS = tuple(
    f"5401{county:02d}{town:03d}" for county in range(2, 10) for town in range(200, 208)
)
MOST = 1.10
ROUNDS = 200
BATCH = 20_000
READERS = {
    "township": Officer("cw", frozenset({Post.CASEWORKER}), TOWNSHIPS[17]),
    "county": Officer("ap", frozenset({Post.APPROVER}), TOWNSHIPS[17][:6]),
    "city": Officer("rd", frozenset({Post.CITY_READER}), "5401"),
}


def figures(bases: Databases, quick: bool) -> list[Figure]:
    """Both databases, officers of every level."""
    cases = FEW if quick else CASES
    return [
        figure
        for kind in (SQLITE, POSTGRESQL)
        for figure in measured(bases, kind, cases, ROUNDS // 10 if quick else ROUNDS)
    ]


def measured(bases: Databases, kind: str, cases: int, rounds: int) -> Iterator[Figure]:
    """One database: a line for each level."""
    with bases.fresh(kind) as url:
        install_store(url)
        places = Places(url)
        try:
            place = places.first()
            place.prepare([REGISTER])
            fill(url, kind, place.name, cases, places)
            with places.reading() as connection:
                for level, officer in READERS.items():
                    mine, everything = in_turns(connection, officer, rounds)
                    yield figure(kind, level, mine, everything, cases)
        finally:
            places.close()


def figure(kind: str, level: str, mine: float, everything: float, cases: int) -> Figure:
    """How much longer the page takes; both medians beside it."""
    name = f"jurisdiction, a page of the register, {level}, {kind}"
    found = Figure(name, mine * 1e3, "ms", "without", everything * 1e3, note=f"{cases:,} cases")
    return found.most(MOST)


def in_turns(connection: Connection, officer: Officer, rounds: int) -> tuple[float, float]:
    """Medians of a page within the officer's territory and of one of everything, in turns."""

    def within() -> object:
        return county_ledger(connection, territory(officer).area(None))

    def everything() -> object:
        area_first = _conditions(NOW, "", EVERYTHING)
        return page(connection, select(*NOW.c).where(*area_first[1:]), CaseRow, ORDER, None, 100)

    mine, all_of_it = interleaved(
        rounds, [lambda _: timed(within), lambda _: timed(everything)], warm=5
    )
    return mine, all_of_it


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    started = perf_counter()
    work()
    return perf_counter() - started


def fill(url: URL, kind: str, place: str, cases: int, places: Places) -> None:
    """The register of so many cases, and what the planner knows of it."""
    if kind == POSTGRESQL:
        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        names = ", ".join(f'"{column.name}"' for column in REGISTER.c)
        with psycopg.connect(plain) as connection, connection.cursor() as cursor:
            with cursor.copy(f"COPY {place}.register ({names}) FROM STDIN") as copy:
                for row in rows(cases):
                    copy.write_row([row[column.name] for column in REGISTER.c])
            cursor.execute(f"ANALYZE {place}.register")
        return
    made = rows(cases)
    with places.first().writing() as held:
        while batch := list(islice(made, BATCH)):
            held.execute(insert(REGISTER), batch)
        held.exec_driver_sql("ANALYZE")


def rows(cases: int) -> Iterator[dict[str, Any]]:
    """Lines of the register: invented, and evenly spread over townships and ten years."""
    empty = {column.name: None if column.nullable else 0 for column in REGISTER.c}
    texts = ("methods", "sources", "referrals", "cause", "channel", "subject", "category", "stage")
    for number in range(cases):
        township = TOWNSHIPS[number % len(TOWNSHIPS)]
        year, month, day = 2018 + number * 10 // cases, 1 + number // 28 % 12, 1 + number % 28
        yield {
            **empty,
            **dict.fromkeys(texts, "household"),
            "case_id": f"{township}-{number:012d}",
            "from_position": number + 1,
            "to_position": OPEN,
            "county": township[:6],
            "township": township,
            "village": "虹桥村",
            "applicant": f"{number:032x}",
            "members": 3,
            "applied_on": f"{year}-{month:02d}-{day:02d}",
        }

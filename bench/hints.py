"""What is known elsewhere of a household of eight, told at the counter, among a million persons.

The homes of the others are written straight into the events and the ledger the follower would fill;
the household itself, whoever lives with it and what looks alike went through the office.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import URL, insert, update

from adapters.store.factory import install_store
from adapters.store.place import FOLLOWERS
from bench.costs import Servers, metered, middle, postmaster
from bench.databases import POSTGRESQL, SQLITE, Databases, service
from bench.figures import Figure
from bench.histories import Stored, write
from domain.case.knowledge import hints
from projections.likenesses import LIKENESSES
from relief.bootstrap import Service
from relief.clock import SimulatedClock
from tests.case import people as p
from tests.case.words import MONDAY, About
from tests.support import commands as c
from tests.support.offices import Counter, at, local
from tests.support.register import appoint

PERSONS, FEW = 1_000_000, 20_000
MILLISECONDS = 20
ROUNDS = 50
EARLIER = 4
"""How often the household applied before; as many families share its telephone."""
BATCH = 20_000


def figures(bases: Databases, quick: bool) -> list[Figure]:
    """Both databases."""
    persons = FEW if quick else PERSONS
    return [measured(bases, kind, persons) for kind in (SQLITE, POSTGRESQL)]


def measured(bases: Databases, kind: str, persons: int) -> Figure:
    """The processor time of all hints of one application, client and server together."""
    with bases.fresh(kind) as url, TemporaryDirectory(dir=bases.folder) as folder:
        install_store(url)
        with service(url, Path(folder), SimulatedClock(at(MONDAY))) as opened:
            about, told = applied(opened)
            fill(opened, url, persons)
            asked = local(p.CASEWORKER, about.township)
            opened.office.states.forget()
            servers = Servers(None if kind == SQLITE else postmaster(bases.server))
            costs = [
                metered(lambda: ask(opened, about.case, asked, told), servers)
                for _ in range(ROUNDS)
            ]
        cost = middle(costs)
        name = f"hints at the counter, a household of eight, {kind}"
        found = Figure(name, cost.processor * 1e3, "ms", note=f"{persons:,} persons", cost=cost)
        return found.within(MILLISECONDS)


def ask(opened: Service, case: str, officer: Any, told: int) -> int:
    """All that is told of one application, as the API asks it."""
    situation = opened.office.situation(case, officer)
    assert situation is not None
    seen, known = opened.office.looking.hinted(situation)
    found = [*hints.hints(seen, known), *hints.deaths(seen), *hints.others(seen)]
    assert len(found) >= told and len([*hints.years(seen)]) == 9
    return 1


def applied(opened: Service) -> tuple[About, int]:
    """A household of eight that applied before, and others with its telephone; how much is told."""
    eight = About(case="H-0", family=p.family("家", size=8, serial=1))
    counter = Counter(opened)
    appoint(opened, local(p.CASEWORKER, eight.township))
    for number in range(EARLIER):
        counter.go(About(case=f"H-{number + 1}", family=eight.family), c.SubmitApplication)
        others = p.family("邻", size=3, serial=100 + 3 * number)
        counter.go(About(case=f"N-{number + 1}", family=others), c.SubmitApplication)
    counter.go(eight, c.SubmitApplication)
    return eight, EARLIER


def fill(opened: Service, url: URL, persons: int) -> None:
    """So many homes beside those there are, each of a family of four, and their likenesses."""
    journal = opened.journal
    pattern = next(
        (str(one.originator_id), one.topic, one.state.decode())
        for one in journal.store.select_notifications(1, 10_000)
        if str(one.originator_id).startswith("home-")
    )
    opened.keeper.follower().catch_up()
    write(url, islice(homes(pattern), persons), journal.head + 1)
    made = rows(persons // 4)
    with opened.keeper.ledgers.current().writing() as held:
        while batch := list(islice(made, BATCH)):
            held.execute(insert(LIKENESSES), batch)
        held.execute(update(FOLLOWERS).values(position=journal.head))


def homes(pattern: tuple[str, str, str]) -> Iterator[Stored]:
    """One application each, of other people."""
    stream, topic, body = pattern
    person = stream.removeprefix("home-")
    number = 0
    while True:
        number += 1
        other = f"{number:032x}"
        yield f"home-{other}", 1, topic, body.replace(person, other)


def rows(cases: int) -> Iterator[dict[str, Any]]:
    """A telephone and an account of each."""
    for number in range(cases):
        for place, likeness in enumerate(("telephone", "account")):
            yield {
                "value": f"{number * 2 + place:032x}",
                "case_id": f"540121200-{number:012d}",
                "likeness": likeness,
                "applicant": f"{number:032x}",
                "position": number + 1,
            }

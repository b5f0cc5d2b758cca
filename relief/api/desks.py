"""Whose move it is: one list for each officer, what waits for others beside it, and each one's load.

The list is read from the ledger of desks, whose rows the commands' own rows made. What such a row
cannot tell of the case alone is asked as next-steps asks it. Nothing is decided here: what is left
out is what the officer may not do now.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Annotated, Any, cast

from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from domain.case.amendment.amended import Said, amended
from domain.case.authority import Officer, Post
from domain.case.intake.facts import ApplicationSubmitted
from domain.case.moves import Party
from domain.case.situation import Situation
from domain.case.streams import case_stream
from domain.ground.access import Act
from domain.ground.people import PersonId
from domain.ground.posts import acting
from domain.law.pack import Law
from domain.registers.officers.state import Officers
from projections import desk_boards
from projections.desk_boards import ItemRow, Who
from projections.desk_rows import CASE, JUDGING, NEVER, acts_of
from projections.reading import Page
from relief.api import queries as q
from relief.api.access import noted
from relief.api.addresses import DESK, LOAD
from relief.api.desk import Desk
from relief.api.ledgers import read
from relief.api.lists import DeskList
from relief.api.problems import article_text
from relief.api.routes import GIVEN, ROUTES, About
from relief.api.steps import step
from relief.api.territory import area as area_of
from relief.api.territory import held, territory
from relief.people.looks import Seen
from relief.words.dictionary import command, of

STEPS = {route.name: route for route in ROUTES if route.about in (About.CASE, About.LEAD)}
LEADERS = frozenset({Post.TOWNSHIP_LEADER, Post.APPROVER, Post.CITY_OFFICER})
"""Who sees how much lies with each officer of the office (internal)."""

OF_CASES = frozenset(
    {Post.CASEWORKER, Post.TOWNSHIP_LEADER, Post.COUNTY_CHECKER, Post.APPROVER, Post.FINANCE}
)
"""The posts a case may wait for."""

Board = Callable[..., Page[ItemRow]]


def desks(desk: Desk) -> APIRouter:
    """``/v1/desk`` and ``/v1/office-load``."""
    made = APIRouter()

    @DESK.on(made)
    async def own(request: Request, asked: Annotated[q.DeskQuery, Query()]) -> Response:
        officer = await desk.officer(request)
        seats = seats_of(desk, officer, asked.area)

        def find(c: Connection) -> dict[str, Any]:
            return waiting(c, desk, request, officer, seats, asked)

        return await read(desk, request, asked, find)

    @LOAD.on(made)
    async def load(request: Request, asked: Annotated[q.LoadQuery, Query()]) -> Response:
        return await read(desk, request, asked, await loads(desk, request, asked))

    return made


async def loads(
    desk: Desk, request: Request, asked: q.LoadQuery
) -> Callable[[Connection], dict[str, Any]]:
    """How to find what lies with each officer of an area; others than leaders see their own alone."""
    officer = await desk.officer(request)
    area = area_of(desk, officer, asked.area)
    leads = territory(officer, LEADERS).holds(area)
    today, register = desk.service.clock.now().date(), await desk.register()
    office = [one for one in colleagues(register, area, today) if leads or one[0] in officer.ids]

    def find(c: Connection) -> dict[str, Any]:
        return {"items": [burden(c, one, today) for one in office]}

    return find


def seats_of(desk: Desk, officer: Officer, area: str | None) -> dict[str, Who]:
    """Who an officer is in an area, or in all that is theirs. Raises ``Problem`` 400, 403."""
    areas = territory(officer).areas if area is None else ()
    return seated(officer, areas or (area_of(desk, officer, area),))


def waiting(
    c: Connection,
    desk: Desk,
    request: Request,
    officer: Officer,
    seats: Mapping[str, Who],
    asked: q.DeskQuery,
    only: desk_boards.Only = desk_boards.ALL,
) -> dict[str, Any]:
    """A page of a list, with how much lies with the officer in all; names are noted as one look."""
    today = desk.service.clock.now().date()
    board: Board = desk_boards.mine if asked.whose is DeskList.MINE else desk_boards.others
    found = board(c, seats, today, only=only, after=asked.cursor, size=asked.limit)
    shown = masked(desk, request, officer, found.rows)
    told = free(desk, found.rows, officer, asked.whose)
    return {
        "items": [item(desk, one, names, shown) for one, names in told if names],
        "next": q.cursor(found.next),
        "counts": desk_boards.counts(c, seats, today),
    }


def seated(officer: Officer, areas: Iterable[str]) -> dict[str, Who]:
    """An officer as the ledger of desks sees one: in each area by the posts that reach it."""
    posts = held(officer)
    return {
        area: Who(
            {post.value for post, division in posts if area.startswith(division)},
            officer.ids,
            officer.kin,
        )
        for area in areas
    }


def masked(
    desk: Desk, request: Request, officer: Officer, rows: Sequence[ItemRow]
) -> dict[str, str]:
    """The applicants' names, masked, by case; that they were looked at is kept first, as one look."""
    cases = [row for row in rows if row["kind"] == CASE]
    if not cases:
        return {}
    service = desk.service
    applicants = {case_stream(row["case_id"]): PersonId(row["applicant"]) for row in cases}
    states, _ = service.office.states.load([*applicants], fresh=True)
    records = [
        service.journal.at(stream, version)
        for stream in applicants
        for version in (1, *states[stream].amended)
    ]
    persons = tuple(dict.fromkeys(applicants.values()))
    noted(desk, request, officer, Seen(act=Act.MASKED, persons=persons, fields=("name",)))
    told: dict[str, str] = {}
    facts = groupby(service.personal.masked(records), attrgetter("stream"))
    for stream, (first, *later) in facts:
        said = [cast(Said, one.fact) for one in later]
        now = amended(cast(ApplicationSubmitted, first.fact), said)
        names = {member.person: cast(str, member.name) for member in now.members}
        told[now.case] = names[applicants[stream]]
    return told


def free(
    desk: Desk, rows: Sequence[ItemRow], officer: Officer, whose: DeskList
) -> Iterator[tuple[ItemRow, list[str]]]:
    """Each row with its acts that stand on a list; the cases of rows that cannot tell are looked at all
    at once.
    """
    unsure = [row["case_id"] for row in rows if row["unsure"]]
    seen = desk.service.office.looking.cases(unsure, officer)
    for row in rows:
        yield row, allowed(row, seen.get(row["case_id"]), officer, whose)


def allowed(row: ItemRow, found: Situation | None, officer: Officer, whose: DeskList) -> list[str]:
    """The acts of a row: of one's own those one may give now, of others' those the case allows.

    What more than the case decides is asked as next-steps asks it: what may be done though the case
    does not wait for it is on no list. Of others' work that nothing of is
    allowed now, all is told: it waits all the same.
    """
    names, mine = acts_of(row["acts"]), whose is DeskList.MINE
    own = [name for name, apart in names.items() if not mine or apart.isdisjoint(officer.ids)]
    if found is None:
        return own
    unsure = {*row["unsure"].split()} & {*own} & STEPS.keys()
    asked = {name: step(STEPS[name], found, officer) for name in unsure}
    barred = {
        name for name, one in asked.items() if not one.turn or (one.reasons if mine else one.case)
    }
    left = [name for name in own if name not in barred]
    return left if mine else left or own


def item(
    desk: Desk, row: ItemRow, names: Iterable[str], shown: Mapping[str, str]
) -> dict[str, Any]:
    """What waits: the case, the acts, whose they are, since when, and when it is due by which law."""
    of_case = row["kind"] == CASE
    party = Party.OFFICE if row["party"] == JUDGING else Party(row["party"])
    return {
        "case": row["case_id"] if of_case else None,
        "lead": None if of_case else row["case_id"],
        "village": row["village"],
        "applicant": row["applicant"],
        "stage": row["stage"] or None,
        "post": row["post"],
        "post_title": of(Post(row["post"])),
        "waits_for": party.value,
        "waits_for_title": of(party),
        "acts": [act(name, row["case_id"]) for name in names],
        "since": row["since"],
        **due(row, desk.service.law),
        "name": shown.get(row["case_id"]) if of_case else None,
    }


def act(name: str, number: str) -> dict[str, Any]:
    """One act, and where it is done; what only the system does has no address."""
    route = STEPS.get(name)
    if route is None:
        return {"command": name, "title": command(name), "method": None, "href": None}
    href = route.path.format_map({route.about.value: number})
    return {"command": name, "title": route.summary, "method": GIVEN, "href": href}


def due(row: ItemRow, law: Law) -> dict[str, Any]:
    """The last day, how near it is, and what says so; nothing where no limit runs."""
    told = {"due_on": None if row["due_on"] == NEVER else row["due_on"], "mark": row["mark"]}
    if row["limit"] is None or row["started_on"] is None:
        return told | dict.fromkeys(("time_limit", "title", "basis", "article", "article_text"))
    pack = law.pack(row["pack"])
    limit = pack.limit(row["limit"], date.fromisoformat(row["started_on"]))
    article = pack.cited(limit.citation)
    return {
        **told,
        "time_limit": limit.id,
        "title": limit.title,
        "basis": limit.basis.value,
        "article": article,
        "article_text": article_text(article),
    }


def colleagues(register: Officers, area: str, day: date) -> Iterable[tuple[str, str, Officer]]:
    """Who works on cases in an office on a day, with the division; in order of names."""
    for id in sorted(register.entries):
        officer = register.officer(id, day)
        if officer is None:
            continue
        for division in sorted({d for post, d in held(officer) if post in OF_CASES}):
            if division.startswith(area):
                yield id, division, acting(officer, division)


def burden(c: Connection, one: tuple[str, str, Officer], today: date) -> dict[str, Any]:
    """How much lies with an officer."""
    id, division, officer = one
    seats = seated(officer, [division])
    counts: Mapping[str, int] = desk_boards.counts(c, seats, today)
    return {
        "officer": id,
        "division": division,
        "posts": sorted(seats[division].posts),
        "counts": counts,
        "total": sum(counts.values()),
    }

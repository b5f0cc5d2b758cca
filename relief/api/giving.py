"""Giving a command over HTTP: read strictly, hand to the office, answer with its receipt."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from domain.case.authority import Officer
from domain.case.intake.commands import AcceptApplication
from domain.case.intake.consent import due_today
from domain.case.knowledge.called import names_open
from domain.case.knowledge.deaths import nobody_known_dead
from domain.case.knowledge.households import one_household
from domain.case.knowledge.likeness import likeness_judged, of_one_house, same_judged
from domain.ground.access import Act
from domain.ground.commands import Command
from domain.ground.refusal import Reason, Refused, gather
from domain.law.clauses import by_own_law
from relief.api import reading, ways
from relief.api.bodies import BODIES, command_of
from relief.api.desk import Desk
from relief.api.envelope import notes
from relief.api.hints import named_otherwise
from relief.api.looked import numbered
from relief.api.mistakes import unasked
from relief.api.printable import leads_to_letters, names_people, told_of_names, unprintable
from relief.api.probing import answered, numbers_in, refused
from relief.api.problems import POSITION, Gathering, faults, told
from relief.api.routes import GIVEN, CommandRoute
from relief.api.shown import file
from relief.api.staffing import APPOINTING, cautions
from relief.api.territory import territory
from relief.office.requests import Receipt, client_id
from relief.office.requests import Request as Asked
from relief.people.probing import Weighed

KNOWN_ELSEWHERE = (
    *(nobody_known_dead, one_household),
    *(likeness_judged, same_judged, of_one_house),
)
"""Asked when an application is recorded, said anew or accepted."""

Endpoint = Callable[[Request], Awaitable[Response]]


def endpoint(desk: Desk, route: CommandRoute) -> Endpoint:
    """The endpoint of one command."""

    async def give(request: Request) -> Response:
        officer = await desk.officer(request)
        said = await read(desk, request, route)
        done, beside = await given(desk, request, route, officer, said)
        return receipt(done, route, beside)

    return give


async def given(
    desk: Desk, request: Request, route: CommandRoute, officer: Officer, said: "Said"
) -> tuple[Receipt, list[dict[str, Any]] | None]:
    """A command given: its receipt, and cautions where it is one that has any. Raises ``Problem``."""
    former = (await desk.register()).entry(officer.id).spellings
    asked = _asked(desk, officer, former, said)
    named = numbers_in(asked.command, desk)
    weighed = Weighed()
    if named:
        trying = (desk, request, officer, Act.TRIED, named)
        weighed = await desk.blocking(lambda: answered(*trying))
    answer = await desk.writing(lambda: desk.service.office.execute(asked))
    if isinstance(answer, Refused):
        if weighed.asked:
            await desk.blocking(lambda: refused(desk, request, officer, weighed, answer))
        raise territory(officer).refusal(answer, route.about)
    if weighed.counted and not answer.repeated:
        desk.service.probing.entered(officer, weighed)
    notes(request).case = answer.case
    return answer, await _beside(desk, route, officer, asked.command, answer.case)


async def _beside(
    desk: Desk, route: CommandRoute, officer: Officer, command: Command, case: str
) -> list[Any] | None:
    """What is told beside a receipt; ``None`` where nothing ever is."""
    beside, holds = None, territory(officer).holds
    if isinstance(command, APPOINTING):
        today = desk.service.clock.now().date()
        beside = cautions(await desk.register(), command, today)
    elif isinstance(command, AcceptApplication):
        due = due_today(command)
        found = faults(() if due is None else (due,), holds)
        beside = [told(one, BODIES[route.command]) for one in found]
    elif names_people(route.command):
        beside = [told(one, BODIES[route.command]) for one in unprintable(command)]
    if isinstance(command, AcceptApplication) or names_people(route.command):
        known = await desk.blocking(lambda: elsewhere(desk, officer, case))
        beside = [*(beside or ()), *map(told, faults(known, holds))]
    if leads_to_letters(route.command) and case:
        named = await desk.blocking(lambda: told_of_names(desk.service.papers, case))
        beside = [*(beside or ()), *named]
    return beside


def elsewhere(desk: Desk, officer: Officer, case: str) -> tuple[Reason, ...]:
    """What is known elsewhere of whoever an application lists, and waits for somebody's answer."""
    seen = desk.service.office.situation(case, officer)
    if seen is None:
        return ()
    seen = desk.service.office.looking.with_alike(seen)
    named = names_open(seen, named_otherwise(desk, seen))
    found = gather((*(each(seen) for each in KNOWN_ELSEWHERE), named))
    return by_own_law(seen.pack, found)


@dataclass(frozen=True, slots=True)
class Said:
    """A command as it was sent: to which path and about what number, its key, the version seen, its words."""

    path: str
    key: str
    seen: int | None
    number: str
    command: Command
    canonical: bytes


async def read(desk: Desk, request: Request, route: CommandRoute) -> Said:
    """What was sent: path, headers, query and body are all read. Raises ``Problem`` with all faults."""
    found = Gathering()
    with found.kept():
        unasked(request)
    with found.kept():
        number = numbered(request, route.about)
    with found.kept():
        key = reading.idempotency_key(request)
    with found.kept():
        seen = reading.version_seen(request, route)
    with found.kept():
        raw = await reading.raw_body(request)
        body, canonical = await desk.aside.read(
            raw, lambda: reading.body(raw, BODIES[route.command])
        )
    found.told()
    command = command_of(route, body, number)
    return Said(request.scope["path"], key, seen, number, command, canonical)


def _asked(desk: Desk, officer: Officer, former: frozenset[str], said: Said) -> Asked:
    """The request to the office; its digest tells the same words from other words."""
    payload = f"{GIVEN} {said.path}\n".encode() + said.canonical
    return Asked(
        command=said.command,
        officer=officer,
        id=client_id(officer.id, said.key),
        former=tuple(client_id(id, said.key) for id in former),
        digest=desk.service.master.digest(payload),
        seen=said.seen,
    )


def receipt(
    done: Receipt, route: CommandRoute, beside: list[dict[str, Any]] | None = None
) -> Response:
    """201 for something new, 200 for what an earlier request did; with cautions where there are any."""
    answer: dict[str, Any] = {
        "case": done.case,
        "version": done.version,
        "position": done.position,
        "facts": done.facts,
        "repeated": done.repeated,
        "links": ways.onward(ways.about(route), done.case),
    }
    if beside is not None:
        answer["cautions"] = beside
    headers = {"ETag": f'"{done.version}"', POSITION: str(done.position)}
    if route.path in ways.OPENING:
        headers["Location"] = file(done.case, ways.about(route).value)
    body = json.dumps(answer, ensure_ascii=False).encode()
    return Response(body, 200 if done.repeated else 201, headers, "application/json")

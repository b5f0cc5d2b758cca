"""What stands around the body of a question: path, headers and query, looked at whole before it is answered.

A condition that cannot be read keeps nobody from hearing what is wrong with the others; only what
follows from another fault is not told.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from domain.ground.names import folded
from domain.time.notices import NATIONAL
from relief.api import reading
from relief.api.desk import Desk
from relief.api.envelope import notes
from relief.api.mistakes import OF_PATH, OF_QUERY, asked_by, conditions, mistake, unasked
from relief.api.positions import said
from relief.api.problems import Gathering, Problem, misspelt, nowhere
from relief.api.records import Body
from relief.api.routes import NUMBERS, About
from relief.api.territory import known

Given = Mapping[str, Any]
"""The conditions that could be read, by name."""

Check = Callable[[Desk, Given], Awaitable[None]]
"""What a question finds wrong with its conditions. Raises ``Problem`` 400."""

PLACES = ("area", "region", "township")
"""Conditions that are a division."""

NUMBERED = {about.value: about for about in NUMBERS}


async def looked(
    request: Request, body: type[BaseModel] | None, checks: tuple[Check, ...], *, anyone: bool
) -> None:
    """A question as it was asked; ``body`` is what comes with it. Raises ``Problem`` with all faults.

    Who asks is asked first, and alone. The body is read here only where something else is refused.
    """
    route: APIRoute = request.scope["route"]
    found = Gathering()
    of_path(request, route, found)
    with found.kept():
        if "after" in conditions(route):
            said(request)
    given = of_query(request, route, found)
    placed = [name for name in PLACES if given.get(name) not in (None, NATIONAL)]
    if anyone or not (found.any or checks or placed):
        found.told()
        return
    desk: Desk = request.app.state.desk
    await desk.officer(request)
    for name in placed:
        with found.kept():
            known(desk, given[name], name)
    for check in checks:
        with found.kept():
            await check(desk, given)
    if found.any and body is not None and issubclass(body, Body):
        with found.kept():
            raw = await reading.raw_body(request)
            await desk.aside.read(raw, lambda: reading.body(raw, body))
    found.told()


def numbered(request: Request, about: About) -> str:
    """The number in the path. Raises ``Problem`` 404 where it is none that could exist.

    An officer's id is taken in its one spelling; what only looks like an id is said to be none.
    """
    if about is About.NOTHING:
        return ""
    notes(request).case = number = written(request, about)
    return number


def written(request: Request, about: About) -> str:
    """The same, with no word of it in the log."""
    number: str = request.path_params[about.value]
    if not NUMBERS[about].fullmatch(number):
        raise misspelt() if about is About.OFFICER else nowhere(about)
    return folded(number) if about is About.OFFICER else number


def of_path(request: Request, route: APIRoute, found: Gathering) -> None:
    """What a path names: a number as numbers of its kind are written, or one of a closed list."""
    for name in request.path_params.keys() & NUMBERED.keys():
        with found.kept():
            written(request, About(name))
    for one in route.dependant.path_params:
        _, errors = one.validate(request.path_params[one.name], loc=(one.name,))
        with found.kept():
            faults = [mistake(e, {one.name: one.field_info.annotation}, OF_PATH) for e in errors]
            if faults:
                raise Problem(*faults)


def of_query(request: Request, route: APIRoute, found: Gathering) -> Given:
    """The conditions that could be read; what is wrong with the others is kept."""
    record, query = asked_by(route), dict(request.query_params)
    if record is None:
        with found.kept():
            unasked(request)
        return {}
    try:
        return vars(record.model_validate(query))
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        faults = (mistake(one, record, OF_QUERY) for one in errors)
        with found.kept():
            raise Problem(*{one.field: one for one in faults}.values()) from None
        wrong = {one["loc"][0] for one in errors}
        known = record.model_fields.keys() - wrong
        left = {name: text for name, text in query.items() if name in known}
        return dict(readable(record, left))


def readable(record: type[BaseModel], query: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """Conditions read one by one, each beside nothing."""
    for name, text in query.items():
        one = record.__pydantic_validator__.validate_assignment(
            record.model_construct(), name, text
        )
        yield name, getattr(one, name)

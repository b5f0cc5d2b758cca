"""What stands around the body of a question: path, headers and query, looked at whole before it is answered.

A condition that cannot be read keeps nobody from hearing what is wrong with the others; only what
follows from another fault is not told.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any, TypeVar

from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from domain.ground.names import folded
from domain.time.notices import NATIONAL
from relief.api import given, reading
from relief.api.desk import Desk
from relief.api.envelope import notes
from relief.api.mistakes import OF_PATH, OF_QUERY, asked_by, conditions, mistake, unasked
from relief.api.positions import said as position_said
from relief.api.problems import Gathering, Problem, misspelt
from relief.api.records import Body
from relief.api.routes import NUMBERS, About
from relief.api.territory import known

Asked = TypeVar("Asked", bound=BaseModel)

Given = Mapping[str, Any]
"""The conditions that could be read, by name."""

Check = Callable[[Desk, Given], Awaitable[None]]
"""What a question finds wrong with its conditions. Raises ``Problem`` 400."""

Head = Callable[[Request], object]
"""Reads a header of a question. Raises ``Problem`` for what is wrong with it."""

PLACES = ("area", "region", "township")
"""Conditions that are a division."""

NUMBERED = {about.value: about for about in NUMBERS}


async def looked(
    request: Request,
    body: type[BaseModel] | None,
    checks: tuple[Check, ...],
    *,
    anyone: bool,
    heads: tuple[Head, ...] = (),
) -> None:
    """A question as it was asked; ``body`` is what comes with it. Raises ``Problem`` with all faults.

    Who asks is asked first, and alone. The body is read here only where something else is refused.
    """
    route: APIRoute = request.scope["route"]
    found = Gathering()
    of_path(request, route, found)
    with found.kept():
        if "after" in conditions(route):
            position_said(request)
    said = of_query(request, route, found)
    placed = [name for name in PLACES if said.get(name) not in (None, NATIONAL)]
    for head in heads:
        with found.kept():
            head(request)
    if not (found.any or checks or placed):
        return
    desk: Desk = request.app.state.desk
    if not anyone:
        await desk.officer(request)
    for name in placed:
        with found.kept():
            known(desk, said[name], name)
    for check in checks:
        with found.kept():
            await check(desk, said)
    if found.any and body is not None and issubclass(body, Body):
        most = reading.SMALL_BODY if anyone else reading.LARGEST_BODY
        with found.kept():
            raw = await reading.raw_body(request, most)
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
        raise misspelt(about)
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
    """The conditions that could be read; what is wrong with the others is kept.

    Of one that stands twice only that is told: neither value is read.
    """
    record = asked_by(route)
    if record is None:
        with found.kept():
            unasked(request)
        return {}
    names = None
    with found.kept():
        names = given.sent(request)
    if names is None:
        return {}
    again = given.repeated(names)
    with found.kept():
        given.told(again.values())
    twice = again.keys() & record.model_fields.keys()
    query = {name: text for name, text in request.query_params.items() if name not in twice}
    try:
        return vars(record.model_validate(query))
    except ValidationError as error:
        told = error.errors(include_url=False, include_input=False)
        errors = [one for one in told if one["loc"][0] not in twice]
    faults = (mistake(one, record, OF_QUERY) for one in errors)
    with found.kept():
        given.told({one.field: one for one in faults}.values())
    known = record.model_fields.keys() - {one["loc"][0] for one in errors}
    return dict(readable(record, {name: query[name] for name in query if name in known}))


def conditions_of(request: Request, record: type[Asked]) -> Asked:
    """The conditions of a request as their record. Raises ``Problem`` 400 with all that is wrong."""
    again = given.repeated(given.sent(request))
    given.told(again.values())
    try:
        return record.model_validate(dict(request.query_params))
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
    faults = (mistake(one, record, OF_QUERY) for one in errors)
    raise Problem(*{one.field: one for one in faults}.values())


def readable(record: type[BaseModel], query: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """Conditions read one by one, each beside nothing."""
    for name, text in query.items():
        one = record.__pydantic_validator__.validate_assignment(
            record.model_construct(), name, text
        )
        yield name, getattr(one, name)

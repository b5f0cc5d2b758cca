"""The application: commands from the table of routes, questions, health, problems."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

from domain.ground.history import KeyGone
from domain.ground.refusal import Code
from domain.law.pack import NoLawInForce
from relief import __version__
from relief.api import (
    access,
    giving,
    health,
    openapi,
    pages,
    signing,
)
from relief.api.addresses import QUESTIONS, SENT
from relief.api.arranging import arranging
from relief.api.assessments import assessing
from relief.api.bodies import BODIES
from relief.api.calendar import reckoning
from relief.api.case_limits import limits_of_cases
from relief.api.casefile import cases
from relief.api.credentials import invitations, own_credentials
from relief.api.desk import Desk
from relief.api.desks import desks
from relief.api.dividing import dividing
from relief.api.documents import papers
from relief.api.envelope import Envelope, notes
from relief.api.evidence import evidence
from relief.api.forms import forms
from relief.api.gate import Gate
from relief.api.headers import headed
from relief.api.hints import hints_of_cases
from relief.api.ledgers import lists
from relief.api.lookups import looking_up
from relief.api.mistakes import asked_by, of_query
from relief.api.problems import Fault, Place, Problem
from relief.api.progress import progress
from relief.api.proving import proving
from relief.api.recomputing import recomputing, reviewing
from relief.api.routes import GIVEN, ROUTES, CommandRoute, Tag
from relief.api.speech import THEIRS
from relief.api.staging import ENTER, entering
from relief.api.steps import coming
from relief.api.telling import tell
from relief.api.ways import linked
from relief.api.wordbook import complete, dictionary
from relief.bootstrap import Service
from relief.office.gone import DESTROYED_BY
from relief.outside import KEYS_DOWN, STORE_DOWN, FilesDown
from relief.words.edges import Edge
from relief.words.sentences import say

log = structlog.get_logger(__name__)
SENT_TO = {one.name: one.body for one in QUESTIONS if one.body is not None}
"""What is sent to a question that takes a body, by the question's name."""

ROOMS = (
    *(cases, recomputing, reviewing, papers, evidence, lists, desks, reckoning, assessing),
    *(
        access.looking,
        signing.signing,
        own_credentials,
        invitations,
        health.router,
        looking_up,
        progress,
    ),
    *(limits_of_cases, hints_of_cases, coming, arranging, dividing, proving),
)
"""What serves the questions, in the order of the document."""

OF_STATUS: Mapping[int, Edge] = {
    404: Edge.NOT_FOUND,
    405: Edge.METHOD_WRONG,
    413: Edge.BODY_TOO_LARGE,
    415: Edge.MEDIA_TYPE_WRONG,
}


class CommandAddress(Route):
    """A command's address, served without the framework's checks: ours read the request strictly.

    The OpenAPI document describes it from the table of routes (``openapi.operation``).
    """

    def __init__(self, route: CommandRoute, endpoint: giving.Endpoint) -> None:
        self.command = route.command
        super().__init__(route.path, endpoint, methods=["POST"], include_in_schema=False)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As its base; the log line finds the template in the scope."""
        match, found = super().matches(scope)
        if match is not Match.NONE:
            found["route"] = self
        return match, found


class Commands(BaseRoute):
    """Every command's address, found at once by what stands around the number in its path."""

    def __init__(self, addresses: Iterable[CommandAddress]) -> None:
        self._addresses = {_unnumbered(one.path): one for one in addresses}

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As the one address the path could be of."""
        one = self._addresses.get(_unnumbered(scope["path"]))
        return (Match.NONE, {}) if one is None else one.matches(scope)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As the address found."""
        await scope["route"].handle(scope, receive, send)


def asked_of(routes: Iterable[BaseRoute]) -> dict[str, type[BaseModel]]:
    """By the name of each question with conditions: the record they are the fields of."""
    found = {one.operation_id: asked_by(one) for one in routes if isinstance(one, APIRoute)}
    return {name: record for name, record in found.items() if name and record}


def _unnumbered(path: str) -> str:
    """A path without the number of what it is about: ``/v1/cases/{}/approval``."""
    parts = path.split("/", 4)
    return path if len(parts) < 5 else "/".join((*parts[:3], "{}", parts[4]))


def create_app(service: Service) -> FastAPI:
    """The HTTP API over a service. The caller keeps the ledgers followed and closes the service.

    Raises ``Unworded`` where anything it would have to say has no words.
    """
    complete()
    app = FastAPI(
        title=say("api.title"),
        description=say("api.about"),
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        openapi_tags=[{"name": tag.value} for tag in Tag],
    )
    desk = app.state.desk = Desk(service)
    commands = [CommandAddress(route, giving.endpoint(desk, route)) for route in ROUTES]
    app.router.routes.append(Commands(commands))
    rooms = [made(desk) for made in ROOMS]
    rooms.append(dictionary(service.law))
    for room in rooms:
        app.include_router(room)
    app.state.rooms = rooms
    asked = asked_of(route for room in rooms for route in room.routes)
    app.openapi = partial(openapi.document, app, SENT, forms(), (linked, headed), asked)  # type: ignore[method-assign]
    app.add_route("/v1/openapi.json", openapi.written(app.openapi), include_in_schema=False)
    app.add_route("/docs", pages.shown(app.openapi), include_in_schema=False)
    if service.sign_in.staged:
        app.add_route(ENTER, entering(desk), methods=["POST"], include_in_schema=False)
    app.add_middleware(Gate, settings=service.settings)
    app.add_middleware(Envelope)
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)
    app.add_exception_handler(RequestValidationError, wrong_query(desk))
    return app


def _said(request: Request, problem: Problem) -> Response:
    """The answer, its codes noted for the log."""
    mine = notes(request)
    mine.codes.extend(dict.fromkeys(fault.code.value for fault in problem.faults))
    record = form_of(request.scope.get("route"))
    problem.faults = tuple(placed(one, request, record) for one in problem.faults)
    return tell(request.scope, problem, record)


def placed(fault: Fault, request: Request, record: type[BaseModel] | None) -> Fault:
    """A fault with the place its field has here: what the rules call so may stand in the path, or nowhere."""
    if fault.where is not Place.BODY or fault.field is None or fault.code in THEIRS:
        return fault
    name = fault.field.partition(".")[0]
    there = record is not None and name in record.model_fields
    if there and request.method == GIVEN:
        return fault
    if name in request.path_params:
        return replace(fault, place=Place.PATH)
    return replace(fault, place=Place.QUERY if there else None)


def form_of(route: Any) -> type[BaseModel] | None:
    """What is filled in at an address: the body of a command or question, or the conditions."""
    if isinstance(route, CommandAddress):
        return BODIES[route.command]
    if not isinstance(route, APIRoute):
        return None
    return SENT_TO.get(route.operation_id or "") or asked_by(route)


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return _said(request, error)


async def _http(request: Request, error: Exception) -> Response:
    """What the framework refuses: unknown addresses and methods."""
    assert isinstance(error, HTTPException)
    code = OF_STATUS.get(error.status_code, Edge.NOT_FOUND)
    return _said(request, Problem(Fault(code), headers=error.headers))


def wrong_query(desk: Desk) -> Any:
    """Wrong words in a query, all of them, without the words; a stranger is told only that."""

    async def told(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        if not openapi.open_to_all(request):
            try:
                await desk.officer(request)
            except Problem as stranger:
                return _said(request, stranger)
        return _said(request, Problem(*of_query(error.errors(), request.scope["route"])))

    return told


async def _store(request: Request, error: Exception) -> Response:
    """The database cannot be reached, or did not say what became of a save."""
    return _said(request, Problem(Fault(Edge.STORE_DOWN)))


async def _keys(request: Request, error: Exception) -> Response:
    """A key is not there, or does not open what was sealed: nothing is shown, nothing was saved."""
    log.error("sealed values cannot be opened or made", error=type(error).__name__)
    return _said(request, Problem(Fault(Edge.KEYS_DOWN)))


async def _files(request: Request, error: Exception) -> Response:
    """Files can neither be kept nor read now: nothing was kept."""
    log.error("files cannot be kept or read", error=str(error))
    return _said(request, Problem(Fault(Edge.FILES_DOWN)))


async def _destroyed(request: Request, error: Exception) -> Response:
    """The key of somebody this is about was destroyed."""
    return _said(request, Problem(Fault(Code.KEY_DESTROYED, DESTROYED_BY)))


async def _lawless(request: Request, error: Exception) -> Response:
    """A question about a case of a place whose law ended before the case was accepted."""
    return _said(request, Problem(Fault(Code.NO_LAW_IN_FORCE)))


HANDLERS: dict[type[Exception], Any] = {
    Problem: _problem,
    HTTPException: _http,
    NoLawInForce: _lawless,
    KeyGone: _destroyed,
    FilesDown: _files,
    **dict.fromkeys(STORE_DOWN, _store),
    **dict.fromkeys(KEYS_DOWN, _keys),
}

"""The application: commands from the table of routes, questions, health, problems."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from eventsourcing.persistence import InterfaceError, OperationalError
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy import exc
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from domain.law.pack import NoLawInForce
from domain.refusal import Code
from relief import __version__
from relief.api import access, access_models, giving, health, openapi, signing, signing_models
from relief.api.assessments import MODELS, assessing
from relief.api.calendar import reckoning
from relief.api.casefile import cases
from relief.api.credentials import own_credentials
from relief.api.desk import Desk
from relief.api.documents import papers
from relief.api.envelope import Envelope, notes
from relief.api.gate import Gate
from relief.api.ledgers import lists
from relief.api.problems import Fault, Problem, answer
from relief.api.reading import safe_name
from relief.api.routes import ROUTES, CommandRoute, Tag
from relief.bootstrap import Service
from relief.wording import Edge

OF_STATUS: Mapping[int, Edge] = {
    404: Edge.NOT_FOUND,
    405: Edge.METHOD_WRONG,
    413: Edge.BODY_TOO_LARGE,
    415: Edge.MEDIA_TYPE_WRONG,
}
STORE_DOWN = (
    OperationalError,
    InterfaceError,
    exc.OperationalError,
    exc.InterfaceError,
    exc.TimeoutError,
)


class CommandAddress(Route):
    """A command's address, served without the framework's checks: ours read the request strictly.

    The OpenAPI document describes it from the table of routes (``openapi.operation``).
    """

    def __init__(self, route: CommandRoute, endpoint: giving.Endpoint) -> None:
        super().__init__(route.path, endpoint, methods=["POST"], include_in_schema=False)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As its base; the log line finds the template in the scope."""
        match, found = super().matches(scope)
        if match is not Match.NONE:
            found["route"] = self
        return match, found


def create_app(service: Service) -> FastAPI:
    """The HTTP API over a service. The caller keeps the ledgers followed and closes the service."""
    app = FastAPI(
        title="拉萨市临时救助办理后台",
        description="依据《拉萨市临时救助实施细则（试行）》（拉政发〔2018〕202号）。",
        version=__version__,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        openapi_tags=[{"name": tag.value} for tag in Tag],
    )
    desk = Desk(service)
    for route in ROUTES:
        app.router.routes.append(CommandAddress(route, giving.endpoint(desk, route)))
    app.include_router(cases(desk))
    app.include_router(papers(desk))
    app.include_router(lists(desk))
    app.include_router(reckoning(desk))
    app.include_router(assessing(desk))
    app.include_router(access.looking(desk))
    app.include_router(signing.signing(desk))
    app.include_router(own_credentials(desk))
    app.include_router(health.router(desk))
    more = (*MODELS, *access_models.MODELS, *signing_models.MODELS)
    app.openapi = partial(openapi.document, app, more)  # type: ignore[method-assign]
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
    return answer(problem, mine.request)


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
        fields = dict.fromkeys(safe_name(one["loc"][-1]) for one in error.errors())
        return _said(request, Problem(*(Fault(Edge.QUERY_INVALID, field=name) for name in fields)))

    return told


async def _store(request: Request, error: Exception) -> Response:
    """The database cannot be reached, or did not say what became of a save."""
    return _said(request, Problem(Fault(Edge.STORE_DOWN)))


async def _lawless(request: Request, error: Exception) -> Response:
    """A question about a case of a place whose law ended before the case was accepted."""
    return _said(request, Problem(Fault(Code.NO_LAW_IN_FORCE)))


HANDLERS: dict[type[Exception], Any] = {
    Problem: _problem,
    HTTPException: _http,
    NoLawInForce: _lawless,
    **dict.fromkeys(STORE_DOWN, _store),
}

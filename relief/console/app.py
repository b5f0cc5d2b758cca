"""The application whole: the API, and the console's pages beside it."""

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from relief.api.app import create_app
from relief.api.staging import ENTER
from relief.bootstrap import Service
from relief.console import errors, static
from relief.console.pages import HOME
from relief.console.view import View, sent_on
from relief.console.views import VIEWS

DEMO = ENTER.removesuffix("/{officer}")
"""What a page of a served demo sends is refused with a page."""


class Page(Route):
    """A screen's address; it stands in no document of the API."""

    teller = staticmethod(errors.told)

    def __init__(self, view: View) -> None:
        self.view = view
        methods = sorted(view.answering)
        super().__init__(view.address, view.answered, methods=methods, include_in_schema=False)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As its base; the log line finds the template in the scope."""
        match, found = super().matches(scope)
        if match is Match.NONE or not self._holds(scope):
            return Match.NONE, {}
        found["route"] = self
        return match, found

    def _holds(self, scope: Scope) -> bool:
        """Whether the browser holds what this screen stands in for another address by."""
        return not self.view.instead or self.view.instead in Request(scope).cookies


def with_console(service: Service) -> FastAPI:
    """The API and the console over a service, in one application."""
    app = create_app(service)
    mount(app, VIEWS)
    return app


def mount(app: FastAPI, views: Iterable[View]) -> None:
    """Puts screens into an application: routes, menu, and how refusals are told there."""
    every = tuple(views)
    app.router.routes[:0] = [Page(one) for one in every if one.instead]
    app.router.routes.extend(Page(one) for one in every if not one.instead)
    app.add_route(f"{static.PREFIX}/{{file}}", static.sent, include_in_schema=False)
    app.add_route("/", first, include_in_schema=False)
    app.state.menu = tuple(one for one in every if one.menu)
    app.state.tellers = {HOME: errors.told, DEMO: errors.told}


async def first(_: Request) -> Response:
    """Whoever names no page comes to the first one."""
    return sent_on(HOME)


def screens(app: FastAPI) -> list[Any]:
    """Every screen of an application."""
    return [one.view for one in app.router.routes if isinstance(one, Page)]

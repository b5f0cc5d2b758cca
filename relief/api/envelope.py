"""Around every request: its number, its one log line, headers that keep browsers careful."""

import logging
import re
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from uuid import uuid4

import structlog
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from relief.api.problems import Fault, Problem
from relief.api.telling import tell
from relief.logs import Flat, flatly, of_a_person
from relief.words.edges import Edge

log = structlog.get_logger("relief.request")
REQUESTS = logging.getLogger("relief.request")

SECURITY_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"strict-transport-security", b"max-age=31536000"),
)
"""What every answer says, unless it says so itself."""
CLIENT_GONE = 499
"""The status logged where the client did not wait for the answer."""

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(slots=True)
class Notes:
    """What the log line says of a request; filled in while it is carried out."""

    request: str
    officer: str | None = None
    case: str | None = None
    codes: list[str] = field(default_factory=list)
    status: int | None = None


def notes(connection: HTTPConnection) -> Notes:
    """The notes of this request."""
    found: Notes = connection.scope["relief"]
    return found


def own_number(given: str) -> str:
    """The number of a request as its client gave it, where it is one that may be kept; else a new one."""
    return given if _REQUEST_ID.fullmatch(given) and not of_a_person(given) else uuid4().hex


class Envelope:
    """ASGI middleware, outermost of ours. A failure inside becomes a bare problem and a log line."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Carry a request out."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        mine = Notes(own_number(given))
        scope["relief"] = mine
        began = perf_counter()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                mine.status = message["status"]
                given = message["headers"]
                names = {name for name, _ in given}
                ours = (one for one in SECURITY_HEADERS if one[0] not in names)
                number = (b"x-request-id", mine.request.encode())
                message["headers"] = [*given, number, *ours]
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except ClientDisconnect:
            mine.status = CLIENT_GONE
        except Exception as error:
            log.error("request failed", request_id=mine.request, exc_info=error)
            mine.codes.append(Edge.FAULT.value)
            if mine.status is None:
                await tell(scope, Problem(Fault(Edge.FAULT)))(scope, receive, sending)
        finally:
            self._line(scope, mine, perf_counter() - began)

    def _line(self, scope: Scope, mine: Notes, seconds: float) -> None:
        """One line: the route's template, never the path, the query or the body."""
        said: dict[str, Any] = {
            "request_id": mine.request,
            "officer": mine.officer,
            "method": scope["method"],
            "route": getattr(scope.get("route"), "path", None),
            "case": mine.case,
            "status": mine.status,
            "ms": round(seconds * 1000, 1),
            "codes": mine.codes,
            "event": "request",
        }
        flatly(REQUESTS, Flat({name: value for name, value in said.items() if value}))

"""The gate every request comes through before anything looks at it: how often, and for which host."""

import re
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from relief.api.envelope import Notes
from relief.api.problems import Fault, Problem, answer
from relief.api.rates import Rates
from relief.settings import Settings
from relief.wording import Edge

_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")

MOST_CONDITIONS = 50
"""How many conditions a query may have."""


class Gate:
    """ASGI middleware inside the envelope. What does not pass is answered with a problem."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._rates = Rates(settings.address_rate, settings.address_burst)
        self._hosts = frozenset(filter(None, settings.hosts.lower().split(",")))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say why not."""
        if scope["type"] == "http":
            try:
                self._pass(scope)
            except Problem as problem:
                notes: Notes = scope["relief"]
                notes.codes.extend(fault.code.value for fault in problem.faults)
                await answer(problem, notes.request)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _pass(self, scope: Scope) -> None:
        """Raises ``Problem``."""
        client = scope.get("client")
        self._rates.take(client[0] if client else "")
        if self._hosts:
            given = Headers(scope=scope).getlist("host")
            if len(given) != 1 or given[0].lower().partition(":")[0] not in self._hosts:
                raise Problem(Fault(Edge.HOST_UNKNOWN))
        once(scope["query_string"])


def once(query: bytes) -> None:
    """Which of two values counts is not guessed in a query either, and no value hides a sign.

    Raises ``Problem`` 400.
    """
    try:
        given = parse_qsl(query.decode("ascii"), True, max_num_fields=MOST_CONDITIONS)
    except ValueError:
        raise Problem(Fault(Edge.QUERY_INVALID, field="?")) from None
    names = [name for name, _ in given]
    if len(set(names)) != len(names) or any(_UNSEEN.search(value) for _, value in given):
        raise Problem(Fault(Edge.QUERY_INVALID, field="?"))

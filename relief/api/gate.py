"""The gate every request comes through before anything looks at it: how often, and for which host.

Clients are counted by the address the proxies tell, where there are any.
"""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from relief.api.envelope import Notes
from relief.api.problems import Fault, Problem
from relief.api.rates import Rates
from relief.api.telling import tell
from relief.clients import client_of
from relief.settings import Settings
from relief.words.edges import Edge


class Gate:
    """ASGI middleware inside the envelope. What does not pass is answered with a problem."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._rates = Rates(settings.address_rate, settings.address_burst)
        self._each, self._under_way = settings.client_connections, dict[str, int]()
        self._hosts = frozenset(filter(None, map(str.strip, settings.hosts.lower().split(","))))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = scope.get("client")
        client = client_of(given[0]) if given else ""
        try:
            self._pass(scope, client)
        except Problem as problem:
            notes: Notes = scope["relief"]
            notes.codes.extend(fault.code.value for fault in problem.faults)
            await tell(scope, problem)(scope, receive, send)
            return
        self._under_way[client] = self._under_way.get(client, 0) + 1
        try:
            await self.app(scope, receive, send)
        finally:
            left = self._under_way.pop(client) - 1
            if left:
                self._under_way[client] = left

    def _pass(self, scope: Scope, client: str) -> None:
        """Raises ``Problem``."""
        self._rates.take(client)
        if self._under_way.get(client, 0) >= self._each:
            raise Problem(
                Fault(Edge.TOO_MANY, facts={"seconds": "1"}), headers={"Retry-After": "1"}
            )
        if self._hosts:
            given = Headers(scope=scope).getlist("host")
            if len(given) != 1 or given[0].lower().partition(":")[0] not in self._hosts:
                raise Problem(Fault(Edge.HOST_UNKNOWN))

"""What every endpoint needs: the service, who is asking, threads for blocking work."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import anyio
from anyio import to_thread
from starlette.requests import Request

from adapters.identity.tokens import ExpiredToken, Tokens, WrongToken
from domain.authority import Officer
from domain.officers import Officers
from relief.api.envelope import notes
from relief.api.problems import Fault, Problem
from relief.api.rates import Rates
from relief.bootstrap import Service
from relief.wording import Edge

THREADS = 16
"""How many requests work at once; the rest wait their turn. The store has as many connections."""

T = TypeVar("T")


class Desk:
    """The service as endpoints use it."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._tokens = Tokens(service.settings.token_key)
        self._rates = Rates(service.settings.officer_rate, service.settings.officer_burst)
        self._threads = anyio.CapacityLimiter(THREADS)

    async def officer(self, request: Request) -> Officer:
        """Who is asking. Raises ``Problem`` 401, and 429 for who asks too often."""
        given = request.headers.getlist("authorization")
        scheme, _, token = (given[0] if len(given) == 1 else "").partition(" ")
        if scheme.lower() != "bearer":
            raise Problem(Fault(Edge.UNAUTHENTICATED))
        try:
            officer = self._tokens.officer(token.strip(), self.service.clock.now())
        except ExpiredToken:
            raise Problem(Fault(Edge.TOKEN_EXPIRED)) from None
        except WrongToken:
            raise Problem(Fault(Edge.UNAUTHENTICATED)) from None
        notes(request).officer = officer.id
        self._rates.take(officer.id)
        kin = (await self.register()).kin(officer.id)
        return replace(officer, kin=kin) if kin else officer

    async def register(self) -> Officers:
        """The register of officers in force."""
        book = self.service.officers
        remembered = book.remembered()
        return await self.blocking(book.current) if remembered is None else remembered

    async def blocking(self, work: Callable[[], T]) -> T:
        """Work that waits for the database, on a thread of its own."""
        return await to_thread.run_sync(work, limiter=self._threads)

"""What every endpoint needs: the service, who is asking, threads for blocking work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from math import ceil
from typing import TypeVar

import anyio
from anyio import to_thread
from starlette.requests import Request

from domain.case.authority import Officer
from domain.ground.posts import serving, standing_for
from domain.registers.officers.state import Officers
from relief.api import cookies
from relief.api.envelope import notes
from relief.api.problems import Fault, Problem
from relief.api.rates import Rates
from relief.api.reading import Aside
from relief.bootstrap import Service
from relief.clients import client_of
from relief.outside import AT_ONCE, FORM, ExpiredToken, ProviderDown, Tokens, WrongToken
from relief.people.signing import Expired, NotAppointed, NotSignedIn, Wait
from relief.words.edges import Edge

WRITERS = 12
"""How many commands work at once: those that wait for a commit keep nobody from reading."""
THREADS = 16
"""How many requests work at once; the rest wait their turn. The store has as many connections."""

ARRIVING = 32
"""How many files may be on their way at once: each has room on disk."""
FILERS = 4
"""How many parts of files are sealed, or files looked at, at once: each looks in a process of its own."""

KNOCK_RATE, KNOCK_BURST = 5.0, 200
"""Passwords a second of one client, in the long run, and at once: a whole office may sign in at nine."""

ASK_RATE, ASK_BURST = 0.5, 30
"""Questions a second by slip of one client, in the long run, and at once: who guesses waits."""

ASKING = "relief.asking"
"""Where a request keeps who is asking."""

T = TypeVar("T")


class Desk:
    """The service as endpoints use it."""

    def __init__(self, service: Service) -> None:
        self.service = service
        chosen = service.settings
        self._tokens = Tokens(chosen.token_key) if chosen.development else None
        self._rates = Rates(service.settings.officer_rate, service.settings.officer_burst)
        self._threads = anyio.CapacityLimiter(THREADS)
        self._knocks = Rates(min(KNOCK_RATE, chosen.address_rate), KNOCK_BURST)
        self._slips = Rates(min(ASK_RATE, chosen.address_rate), ASK_BURST)
        self._proving = anyio.CapacityLimiter(AT_ONCE)
        self.aside = Aside()
        self._writers = anyio.CapacityLimiter(WRITERS)
        self._filers = anyio.CapacityLimiter(FILERS)
        self._arriving = 0

    async def officer(self, request: Request) -> Officer:
        """Who is asking, found out and counted once for a request.

        Raises ``Problem`` 401, 503, and 429 for who asks too often.
        """
        known: Officer | None = request.scope.get(ASKING)
        if known is not None:
            return known
        officer = await self._asking(request)
        notes(request).officer = officer.id
        officer = await self._serving(officer)
        self._rates.take(officer.id)
        request.scope[ASKING] = officer
        return officer

    async def _serving(self, officer: Officer) -> Officer:
        """Who asks, in those of their divisions that are there, with what these stand for.

        Raises ``Problem`` 401 where none is: nobody is appointed to what is no more.
        """
        book = self.service.division_book
        remembered = book.remembered()
        places = await self.blocking(book.current) if remembered is None else remembered
        day = self.service.clock.now().date()
        here = serving(officer, places, day)
        if here is None:
            raise Problem(Fault(Edge.NOT_APPOINTED))
        return standing_for(here, places, day)

    async def _asking(self, request: Request) -> Officer:
        """By token where one is given, else by session."""
        given = request.headers.getlist("authorization")
        if not given:
            return await self._of_session(request)
        scheme, _, token = (given[0] if len(given) == 1 else "").partition(" ")
        token = token.strip()
        if scheme.lower() != "bearer":
            raise Problem(Fault(Edge.UNAUTHENTICATED))
        if token.startswith(f"{FORM}."):
            return await self._developing(token)
        return await self.signing(lambda: self.service.sign_in.of_token(token))

    async def _of_session(self, request: Request) -> Officer:
        held = cookies.held(request, cookies.SESSION)
        if held is None or not cookies.from_here(request):
            raise Problem(Fault(Edge.UNAUTHENTICATED))
        return await self.signing(lambda: self.service.sign_in.of_session(held))

    async def _developing(self, token: str) -> Officer:
        """A development token's officer; the register still says whose kin, and who else, they are."""
        if self._tokens is None:
            raise Problem(Fault(Edge.UNAUTHENTICATED))
        try:
            officer = self._tokens.officer(token, self.service.clock.now())
        except ExpiredToken:
            raise Problem(Fault(Edge.TOKEN_EXPIRED)) from None
        except WrongToken:
            raise Problem(Fault(Edge.UNAUTHENTICATED)) from None
        register = await self.register()
        return replace(officer, kin=register.kin(officer.id), ids=register.human(officer.id))

    def knocking(self, address: str) -> None:
        """A password is to be proved from somewhere. Raises ``Problem`` 429."""
        self._knocks.take(client_of(address))

    def asking_for_progress(self, address: str) -> None:
        """Somebody asks by a slip from somewhere. Raises ``Problem`` 429."""
        self._slips.take(client_of(address))

    async def proving(self, work: Callable[[], T], failed: Edge) -> T:
        """As ``signing``, for passwords: each takes long, so they keep nobody but each other waiting."""
        return await self.signing(work, failed, self._proving)

    async def signing(
        self,
        work: Callable[[], T],
        failed: Edge = Edge.UNAUTHENTICATED,
        turns: anyio.CapacityLimiter | None = None,
    ) -> T:
        """What signing in or being signed in comes to. Raises ``Problem`` 401, 429, 503."""
        try:
            return await to_thread.run_sync(work, limiter=turns or self._threads)
        except Wait as closed:
            seconds = str(max(1, ceil(closed.seconds)))
            fault = Fault(Edge.TOO_MANY, facts={"seconds": seconds})
            raise Problem(fault, headers={"Retry-After": seconds}) from None
        except NotAppointed:
            raise Problem(Fault(Edge.NOT_APPOINTED)) from None
        except Expired:
            raise Problem(Fault(Edge.TOKEN_EXPIRED)) from None
        except NotSignedIn:
            raise Problem(Fault(failed)) from None
        except ProviderDown:
            raise Problem(Fault(Edge.PROVIDER_DOWN)) from None

    async def register(self) -> Officers:
        """The register of officers in force."""
        book = self.service.officers
        remembered = book.remembered()
        return await self.blocking(book.current) if remembered is None else remembered

    async def blocking(self, work: Callable[[], T]) -> T:
        """Work that waits for the database, on a thread of its own."""
        return await to_thread.run_sync(work, limiter=self._threads)

    async def writing(self, work: Callable[[], T]) -> T:
        """A command, on a thread of its own."""
        return await to_thread.run_sync(work, limiter=self._writers)

    @contextmanager
    def arriving(self) -> Iterator[None]:
        """While a file is on its way. Raises ``Problem`` 429 where too many are."""
        if self._arriving >= ARRIVING:
            fault = Fault(Edge.TOO_MANY, facts={"seconds": "1"})
            raise Problem(fault, headers={"Retry-After": "1"})
        self._arriving += 1
        try:
            yield
        finally:
            self._arriving -= 1

    async def filing(self, work: Callable[[], T]) -> T:
        """Work on a file, on a thread of its own: files keep nobody but each other waiting."""
        return await to_thread.run_sync(work, limiter=self._filers)

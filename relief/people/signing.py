"""Signing in: from a provider's word, a password or a token to an officer with posts in force."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from hashlib import sha256
from secrets import token_urlsafe

import structlog

from adapters.identity.door import Door, Session
from adapters.identity.knocking import Knock
from adapters.identity.log import NOBODY, Entry
from adapters.identity.passwords import Passwords
from adapters.identity.provider import NotTheirs, Provider
from adapters.keys.keys import MasterKey
from domain.ground.names import folded
from domain.ground.posts import Officer
from domain.registers.officers.facts import Credential
from relief.clients import client_of
from relief.clock import Clock
from relief.office.officers import OfficerRegister
from relief.people.drafts import Drafts
from relief.settings import Settings

log = structlog.get_logger(__name__)

BEGUN_SECONDS = 600.0
"""How long somebody may take at the provider's."""
FREE_FAILURES = 3
LONGEST_WAIT_SECONDS = 900.0
DEVICE_SECONDS = 180 * 86_400.0
"""How long a device is known after its last sign-in."""
LOCAL = ""
"""The issuer of sessions that rest on the local list."""
STAGED = "demo"
"""The issuer of sessions in a served demo; a provider's is an address."""
METHODS = {LOCAL: "password", STAGED: "demo"}
"""How a session was opened, by its issuer; any other is a provider."""


class NotSignedIn(Exception):
    """There is no such session or identity, or it proves nothing."""


class Expired(NotSignedIn):
    """It was good once."""


class NotAppointed(NotSignedIn):
    """Somebody, but no officer: not linked, or without an appointment in force."""


class Wait(Exception):
    """Too many failures: ``seconds`` until the next attempt."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in on its way: where the browser goes, and what it keeps to itself meanwhile."""

    address: str
    secret: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session: what the browser holds, and until when at the most."""

    token: str
    officer: Officer
    seconds: int
    device: str | None = None
    """What the browser shows next time, to be known again; only by both factors."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from the provider through the browser."""

    secret: str
    code: str
    state: str
    issuer: str | None


def waiting(failures: int) -> float:
    """Seconds the door stays closed after so many failures in a row: it doubles each time."""
    if failures < FREE_FAILURES:
        return 0.0
    doubled = 2.0 ** min(failures - FREE_FAILURES + 1, 20)
    return float(min(LONGEST_WAIT_SECONDS, doubled))


class SignIn:
    """Opens, finds and ends sessions; knows whose token a token is. Thread-safe."""

    def __init__(
        self,
        settings: Settings,
        door: Door,
        provider: Provider | None,
        register: OfficerRegister,
        clock: Clock,
        master: MasterKey,
    ) -> None:
        self.door = door
        self.provider = provider
        self.passwords = Passwords(door, master)
        self.drafts = Drafts(door.drafts, master, clock)
        self.local = settings.sign_in_local
        self.staged: tuple[str, ...] = ()
        """Whom anybody may sign in as: officers of a served demo, which no setting can make this."""
        self._idle = settings.session_idle_minutes * 60
        self._longest = settings.session_hours * 3600
        self._register = register
        self._clock = clock
        self._master = master

    def begin(self) -> Begun:
        """Send somebody to the provider. Raises ``NotSignedIn``, ``ProviderDown``."""
        if self.provider is None:
            raise NotSignedIn
        secret, now = token_urlsafe(32), self.now()
        state = _drawn(secret, "state")
        address = self.provider.address(state, _drawn(secret, "nonce"), _drawn(secret, "verifier"))
        self.door.begin(_hash(state), now, now + BEGUN_SECONDS)
        return Begun(address, secret)

    def finish(self, answer: Answer, address: str) -> Opened:
        """Somebody comes back. Raises ``NotSignedIn``, ``ProviderDown``.

        State, nonce and verifier are drawn from what this very browser kept; each is good once.
        """
        if self.provider is None:
            raise NotSignedIn
        secret = answer.secret
        mine = hmac.compare_digest(_drawn(secret, "state").encode(), answer.state.encode())
        if not mine or not self.door.take(_hash(answer.state), self.now()):
            self.log(NOBODY, "refused", "provider", address)
            raise NotSignedIn
        try:
            subject = self.provider.of_code(
                answer.code, _drawn(secret, "verifier"), _drawn(secret, "nonce"), answer.issuer
            )
        except NotTheirs:
            self.log(NOBODY, "refused", "provider", address)
            raise NotSignedIn from None
        officer = self._linked(self.provider.registered.issuer, subject)
        return self._open(officer, self.provider.registered.issuer, subject, address)

    def by_password(
        self, name: str, password: str, code: str, address: str, device: str | None = None
    ) -> Opened:
        """The local list. Raises ``NotSignedIn`` and ``Wait``, alike for nobody and somebody.

        ``device`` is what a browser kept of a sign-in before.
        """
        if not self.local:
            raise NotSignedIn
        name = folded(name)
        self.prove(name, password, code, address, device)
        opened = self._open(self._appointed(name), LOCAL, name, address)
        fresh, held = token_urlsafe(32), None if device is None else self._device(device)
        self.door.know_device(self._device(fresh), held, name, self.now())
        return replace(opened, device=fresh)

    def stage(self, officers: Iterable[str]) -> None:
        """Let anybody in as one of these: what a served demo does with its invented officers."""
        self.staged = tuple(map(folded, officers))

    def as_staged(self, name: str, address: str) -> Opened:
        """Somebody tries a demo out as one of its officers. Raises ``NotSignedIn``, ``NotAppointed``."""
        name = folded(name)
        if name not in self.staged:
            self.log(NOBODY, "refused", METHODS[STAGED], address)
            raise NotSignedIn
        return self._open(self._appointed(name), STAGED, name, address)

    def prove(
        self, name: str, password: str, code: str, address: str, device: str | None = None
    ) -> None:
        """Both factors of the local list. Raises ``NotSignedIn`` and ``Wait``; either is logged."""
        known = name if self.credentials(name) else NOBODY
        knock = self._knock(name, address, device)
        seconds = self.door.attempt(knock, self.now(), waiting)
        if seconds:
            self.log(known, "made to wait", "password", address)
            raise Wait(seconds)
        if not self.passwords.right(name, password, code, self.now()):
            self.log(known, "refused", "password", address)
            raise NotSignedIn
        self.door.succeeded(knock)

    def _knock(self, name: str, address: str, device: str | None) -> Knock:
        """Who knocks: an officer's own device, or a name from a client, of which there are many."""
        id, since = self._device(device or ""), self.now() - DEVICE_SECONDS
        if device is not None and self.door.device(id, name, since):
            return Knock(self._hashed("sign-in")("device", id, name))
        return self.knock("sign-in", name, address)

    def knock(self, door: str, name: str, address: str) -> Knock:
        """A name from a client at one of the doors, of which each counts for itself."""
        hashed, client = self._hashed(door), client_of(address)
        return Knock(hashed("from", client, name), hashed(name), hashed("turn", client, name))

    def credentials(self, name: str) -> frozenset[Credential]:
        """What of the local list somebody has on record."""
        return self._register.current().entry(name).credentials

    def try_slip(self, number: str, address: str) -> Knock:
        """Somebody says the code of a slip: wrong ones are counted as passwords are, for case and client.

        Raises ``Wait``. A number nobody has is counted like any other.
        """
        knock = self.knock("slip", number, address)
        seconds = self.door.attempt(knock, self.now(), waiting)
        if seconds:
            log.warning("codes of slips are tried out for one case", seconds=round(seconds))
            raise Wait(seconds)
        return knock

    def _hashed(self, door: str) -> Callable[..., str]:
        return lambda *words: self._master.digest("/".join((door, *words)).encode(errors="replace"))

    def _device(self, token: str) -> str:
        """The id a device is kept under: of no use to whoever reads the table."""
        return self._master.digest(f"device/{token}".encode())

    def of_session(self, token: str) -> Officer:
        """Whose session this is. Raises ``NotSignedIn``, ``Expired``, ``NotAppointed``."""
        session, now = self.session(token), self.now()
        if session is None:
            raise NotSignedIn
        if now - session.seen > self._idle or now - session.started > self._longest:
            self.door.end(session.id)
            raise Expired
        officer = self._resting_on(session)
        self.door.saw(session, now)
        return officer

    def of_token(self, token: str) -> Officer:
        """Whom an access token of the provider stands for. Raises ``NotSignedIn``, ``ProviderDown``."""
        if self.provider is None:
            raise NotSignedIn
        try:
            subject = self.provider.of_token(token)
        except NotTheirs:
            raise NotSignedIn from None
        return self._linked(self.provider.registered.issuer, subject)

    def end(self, token: str, address: str) -> None:
        """Sign out. Nothing happens where nobody is signed in."""
        session = self.session(token)
        if session is not None:
            self.door.end(session.id)
            self.log(session.officer, "signed out", _method(session.issuer), address)

    def until(self, token: str) -> float | None:
        """When a session ends at the latest, in seconds since 1970."""
        session = self.session(token)
        return None if session is None else session.started + self._longest

    def session(self, token: str) -> Session | None:
        """What a browser holds, whether or not it is still good."""
        return self.door.session(_hash(token))

    def close(self) -> None:
        """Close every connection."""
        self.door.close()
        if self.provider is not None:
            self.provider.close()

    def now(self) -> float:
        """Seconds since 1970."""
        return self._clock.now().timestamp()

    def _open(self, officer: Officer, issuer: str, subject: str, address: str) -> Opened:
        token, now = token_urlsafe(32), self.now()
        session = Session(_hash(token), officer.id, issuer, subject, now, now)
        self.door.open(session, now - self._longest)
        self.log(officer.id, "signed in", _method(issuer), address)
        return Opened(token, officer, int(self._longest))

    def _resting_on(self, session: Session) -> Officer:
        """The officer, while what the session rests on still stands."""
        if session.issuer == LOCAL:
            if not self.local or Credential.PASSWORD not in self.credentials(session.officer):
                raise NotSignedIn
            return self._appointed(session.officer)
        if session.issuer == STAGED:
            if folded(session.officer) not in self.staged:
                raise NotSignedIn
            return self._appointed(session.officer)
        officer = self._linked(session.issuer, session.subject)
        if officer.id != folded(session.officer):
            raise NotSignedIn
        return officer

    def _linked(self, issuer: str, subject: str) -> Officer:
        id = self._register.current().linked(issuer, subject)
        if id is None:
            raise NotAppointed
        return self._appointed(id)

    def _appointed(self, id: str) -> Officer:
        officer = self._register.current().officer(id, self._clock.now().date())
        if officer is None:
            raise NotAppointed
        return officer

    def log(self, officer: str, event: str, method: str, address: str) -> None:
        """Keep what happened at the door."""
        self.door.log.note(Entry(self.now(), officer, event, method, address))


def _method(issuer: str) -> str:
    return METHODS.get(issuer, "provider")


def _hash(secret: str) -> str:
    """What is kept of a secret: useless to whoever reads the table."""
    return sha256(secret.encode()).hexdigest()


def _drawn(secret: str, purpose: str) -> str:
    """One of several values that only the holder of the secret could name."""
    mac = hmac.new(secret.encode(), f"relief/{purpose}".encode(), sha256).digest()
    return urlsafe_b64encode(mac).decode().rstrip("=")

"""The local list of officers: Argon2id passwords and time-based codes, each code used once.

Both factors are chosen by the officer, upon an invitation: whoever administers knows neither.
"""

from base64 import b32encode
from dataclasses import dataclass
from functools import cached_property
from hmac import compare_digest
from secrets import token_bytes
from threading import BoundedSemaphore

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from adapters.identity.door import Credential, Door
from adapters.keys.keys import MasterKey, WrongKey
from adapters.keys.ring import MasterKeyMissing
from domain.ground.sayings import Saying

SHORTEST, LONGEST = 12, 256
STEP_SECONDS = 30
STEPS_AROUND = 1
"""How many time steps a clock may be off."""
SEED_BYTES = 20
AT_ONCE = 4
"""How many passwords are looked at together: each takes 64 MiB for a moment."""
ISSUER = "relief"
INVITED = ""
"""Stands where a password would: the entry is an invitation, and ends at ``step``."""
INVITED_SECONDS = 72 * 3_600


class UnfitPassword(ValueError):
    """A password is too short or too long."""


class UnfitOffer(ValueError):
    """A second factor was not offered to this officer, or the code is not one of its codes."""


@dataclass(frozen=True, slots=True, repr=False)
class Offer:
    """A second factor nobody has taken up yet: for the authenticator, and sealed to come back."""

    address: str
    sealed: str


class Passwords:
    """Sets and checks local credentials. Thread-safe."""

    def __init__(self, door: Door, master: MasterKey, hasher: PasswordHasher | None = None) -> None:
        self._door = door
        self._master = master
        self._hasher = hasher or PasswordHasher()
        self._turns = BoundedSemaphore(AT_ONCE)

    def invite(self, officer: str, now: float) -> str:
        """What an officer shows, once and in time, to choose both factors; those of before end."""
        secret = token_bytes(SEED_BYTES)
        sealed = self._master.wrap(_place(officer), secret)
        self._door.keep(Credential(officer, INVITED, sealed, int(now) + INVITED_SECONDS))
        return _invitation(secret)

    def invited(self, officer: str, shown: str, now: float) -> Credential | None:
        """The entry that is an invitation, if this is it, and in time."""
        held = self._door.credential(officer)
        if held is None or held.password != INVITED:
            return None
        secret = self._master.unwrap(_place(held.officer), held.second_factor)
        right = compare_digest(_invitation(secret), shown.strip().upper())
        return held if right and now < held.step else None

    def hashed(self, password: str) -> str:
        """A password as it is kept. Raises ``UnfitPassword``."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise UnfitPassword(
                Saying("a password has {least} to {most} characters", least=SHORTEST, most=LONGEST)
            )
        with self._turns:
            return self._hasher.hash(password)

    def offer(self, officer: str) -> Offer:
        """A new second factor for an officer to take up; only ``sealed`` leads back to it."""
        seed = token_bytes(SEED_BYTES)
        return Offer(_address(officer, seed), self._master.wrap(_offered(officer), seed))

    def taken_up(self, officer: str, offered: str, code: str, now: float) -> tuple[str, int]:
        """The second factor offered, sealed for keeping, and the time step of its first code.

        Raises ``UnfitOffer``.
        """
        try:
            seed = self._master.unwrap(_offered(officer), offered)
        except (WrongKey, MasterKeyMissing):
            raise UnfitOffer("no such second factor was offered") from None
        step = _step(seed, code, now)
        if step is None:
            raise UnfitOffer("the code does not belong to what was offered")
        return self._master.wrap(_place(officer), seed), step

    def right(self, officer: str, password: str, code: str, now: float) -> bool:
        """Whether password and code are right, and the code new. Takes as long for nobody."""
        nobody, held = self._nobody, self._door.credential(officer)
        if held is not None and held.password == INVITED:
            held = None
        known = held or nobody
        with self._turns:
            fits = self._fits(known.password, password)
        seed = bytes(SEED_BYTES)
        if held is not None:
            seed = self._master.unwrap(_place(held.officer), held.second_factor)
        step = _step(seed, code, now)
        if held is None or not fits or step is None or step <= held.step:
            return False
        self._renew(held, password)
        return self._door.use(held.officer, step, held.step)

    @cached_property
    def _nobody(self) -> Credential:
        """Whom a stranger is compared with; asked for at every attempt, so that none takes longer."""
        return Credential("", self._hasher.hash(token_bytes(16)), "", -1)

    def rewrap(self) -> int:
        """Seal every second factor under the current master key; how many were under another one."""
        done = 0
        for held in self._door.sealed_otherwise(self._master.keys.current()):
            place = _place(held.officer)
            fresh = self._master.wrap(place, self._master.unwrap(place, held.second_factor))
            done += self._door.reseal(held, fresh)
        return done

    def unopened(self) -> list[str]:
        """Whose second factor these keys do not open."""
        return [held.officer for held in self._door.sealed_otherwise("") if not self._opens(held)]

    def _opens(self, held: Credential) -> bool:
        try:
            self._master.unwrap(_place(held.officer), held.second_factor)
        except (WrongKey, MasterKeyMissing):
            return False
        return True

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False

    def _renew(self, held: Credential, password: str) -> None:
        """Parameters grow with the years; whoever signs in brings theirs up to date."""
        if self._hasher.check_needs_rehash(held.password):
            self._door.rehash(held.officer, held.password, self._hasher.hash(password))


def _invitation(secret: bytes) -> str:
    """An invitation as it is handed over: 160 bits in letters nobody mistakes."""
    return b32encode(secret).decode()


def _step(seed: bytes, code: str, now: float) -> int | None:
    """The latest time step about now that a code belongs to."""
    codes, current, found = _code(seed), int(now) // STEP_SECONDS, None
    for step in range(current - STEPS_AROUND, current + STEPS_AROUND + 1):
        if pyotp.utils.strings_equal(codes.generate_otp(step), code):
            found = step
    return found


def _place(officer: str) -> str:
    """What a seed is bound to: it cannot be given to another officer."""
    return f"second-factor/{officer}"


def _offered(officer: str) -> str:
    """The same, until it is taken up."""
    return f"second-factor-offer/{officer}"


def _address(officer: str, seed: bytes) -> str:
    """What an authenticator reads."""
    return _code(seed).provisioning_uri(name=officer, issuer_name=ISSUER)


def _code(seed: bytes) -> pyotp.TOTP:
    return pyotp.TOTP(b32encode(seed).decode(), interval=STEP_SECONDS)

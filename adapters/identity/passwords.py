"""The local list of officers: Argon2id passwords and time-based codes, each code used once."""

from base64 import b32encode
from dataclasses import dataclass
from functools import cached_property
from secrets import token_bytes
from threading import BoundedSemaphore

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from adapters.identity.door import Credential, Door
from adapters.keys.keys import MasterKey

SHORTEST, LONGEST = 12, 256
STEP_SECONDS = 30
STEPS_AROUND = 1
"""How many time steps a clock may be off."""
SEED_BYTES = 20
AT_ONCE = 4
"""How many passwords are looked at together: each takes 64 MiB for a moment."""
ISSUER = "relief"


class UnfitPassword(ValueError):
    """A password is too short or too long."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What an officer puts into their authenticator: shown once, kept sealed."""

    address: str


class Passwords:
    """Sets and checks local credentials. Thread-safe."""

    def __init__(self, door: Door, master: MasterKey, hasher: PasswordHasher | None = None) -> None:
        self._door = door
        self._master = master
        self._hasher = hasher or PasswordHasher()
        self._turns = BoundedSemaphore(AT_ONCE)

    def enrol(self, officer: str, password: str) -> Enrolled:
        """Give an officer a password and a new second factor. Raises ``UnfitPassword``."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise UnfitPassword(f"a password has {SHORTEST} to {LONGEST} characters")
        seed = token_bytes(SEED_BYTES)
        sealed = self._master.wrap(_place(officer), seed)
        self._door.keep(Credential(officer, self._hasher.hash(password), sealed, -1))
        return Enrolled(_code(seed).provisioning_uri(name=officer, issuer_name=ISSUER))

    def right(self, officer: str, password: str, code: str, now: float) -> bool:
        """Whether password and code are right, and the code new. Takes as long for nobody."""
        nobody, held = self._nobody, self._door.credential(officer)
        known = held or nobody
        with self._turns:
            fits = self._fits(known.password, password)
        step = self._step(known, code, now)
        if held is None or not fits or step is None:
            return False
        self._renew(held, password)
        return self._door.use(officer, step, held.step)

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

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False

    def _step(self, held: Credential, code: str, now: float) -> int | None:
        """The time step a code belongs to, if it is later than the last one used."""
        if held.second_factor:
            seed = self._master.unwrap(_place(held.officer), held.second_factor)
        else:
            seed = bytes(SEED_BYTES)
        codes, current = _code(seed), int(now) // STEP_SECONDS
        found = None
        for step in range(current - STEPS_AROUND, current + STEPS_AROUND + 1):
            if pyotp.utils.strings_equal(codes.generate_otp(step), code) and step > held.step:
                found = step
        return found

    def _renew(self, held: Credential, password: str) -> None:
        """Parameters grow with the years; whoever signs in brings theirs up to date."""
        if self._hasher.check_needs_rehash(held.password):
            self._door.rehash(held.officer, held.password, self._hasher.hash(password))


def _place(officer: str) -> str:
    """What a seed is bound to: it cannot be given to another officer."""
    return f"second-factor/{officer}"


def _code(seed: bytes) -> pyotp.TOTP:
    return pyotp.TOTP(b32encode(seed).decode(), interval=STEP_SECONDS)

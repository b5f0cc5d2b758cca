"""One's own entry of the local list: chosen upon an invitation, changed by who proves who they are."""

from dataclasses import dataclass

from adapters.identity.door import Credential, Session
from adapters.identity.log import NOBODY
from adapters.identity.passwords import Offer
from domain.ground.names import folded
from domain.registers.officers import facts as e
from relief.people.signing import LOCAL, NotSignedIn, SignIn, Wait, waiting

NO_SESSION = ""
"""The id of none: every session of an officer ends."""


class NotLocal(Exception):
    """The session does not rest on the local list: there is nothing here to change."""


@dataclass(frozen=True, slots=True, repr=False)
class Proof:
    """A session, the password and a code of now, and where they come from."""

    token: str
    password: str
    code: str
    address: str
    device: str | None = None


class OwnCredentials:
    """Every change ends the officer's other sessions and stands in the sign-in log. Thread-safe.

    A wrong password or code counts like one at the door: ``NotSignedIn``, then ``Wait``. What is
    to be kept is looked at first, so that unfit words do not use up the code of now.
    """

    def __init__(self, sign_in: SignIn) -> None:
        self._sign_in = sign_in
        self._passwords = sign_in.passwords

    def change_password(self, proof: Proof, password: str) -> None:
        """Another password. Raises ``NotLocal``, ``UnfitPassword``, ``NotSignedIn``, ``Wait``."""
        session, _ = self._held(proof.token)
        hashed = self._passwords.hashed(password)
        self._change(session, proof, "password changed", password=hashed)

    def offer(self, token: str) -> Offer:
        """A second factor to take up; nothing changes yet. Raises ``NotLocal``, ``NotSignedIn``."""
        _, held = self._held(token)
        return self._passwords.offer(held.officer)

    def take_up(self, proof: Proof, offered: str, code: str) -> None:
        """The second factor offered, once a code of it shows that the authenticator has it.

        Raises ``NotLocal``, ``UnfitOffer``, ``NotSignedIn``, ``Wait``.
        """
        (session, held), now = self._held(proof.token), self._sign_in.now()
        sealed, step = self._passwords.taken_up(held.officer, offered, code, now)
        self._change(session, proof, "second factor changed", second_factor=sealed, step=step)

    def _change(self, session: Session, proof: Proof, event: str, **fresh: str | int) -> None:
        self._sign_in.prove(
            session.officer, proof.password, proof.code, proof.address, proof.device
        )
        session, held = self._held(proof.token)
        if not self._sign_in.door.change(held, session.id, **fresh):
            raise NotSignedIn
        self._sign_in.log(session.officer, event, "password", proof.address)

    def _held(self, token: str) -> tuple[Session, Credential]:
        """The session and the entry it rests on."""
        session = self._sign_in.session(token)
        if session is None:
            raise NotSignedIn
        held = self._sign_in.door.credential(session.officer)
        if session.issuer != LOCAL or held is None:
            raise NotLocal
        return session, held


@dataclass(frozen=True, slots=True, repr=False)
class Invited:
    """Who shows an invitation, and from where."""

    officer: str
    invitation: str
    address: str


class Invitations:
    """Officers choose password and second factor themselves, once and in time. Thread-safe.

    A wrong invitation counts like a wrong password: ``NotSignedIn``, then ``Wait``; alike for nobody
    and somebody. Either is logged.
    """

    def __init__(self, sign_in: SignIn) -> None:
        self._sign_in = sign_in
        self._passwords = sign_in.passwords

    def offer(self, invited: Invited) -> Offer:
        """A second factor to take up; the invitation stands. Raises ``NotSignedIn``, ``Wait``."""
        return self._passwords.offer(self._held(invited).officer)

    def accept(self, invited: Invited, password: str, offered: str, code: str) -> None:
        """The password, and the second factor offered, once a code shows that the authenticator has it.

        Raises ``UnfitPassword``, ``UnfitOffer``, ``NotSignedIn``, ``Wait``.
        """
        held, now = self._held(invited), self._sign_in.now()
        hashed = self._passwords.hashed(password)
        sealed, step = self._passwords.taken_up(held.officer, offered, code, now)
        fresh: dict[str, str | int] = {"password": hashed, "second_factor": sealed, "step": step}
        if not self._sign_in.door.change(held, NO_SESSION, **fresh):
            raise NotSignedIn
        self._sign_in.log(held.officer, "invitation accepted", "password", invited.address)

    def _held(self, invited: Invited) -> Credential:
        """The entry the invitation is for, of somebody whom the register has on the local list."""
        name = folded(invited.officer)
        on_record = self._sign_in.credentials(name)
        known = name if on_record else NOBODY
        knock = self._sign_in.knock("invitation", name, invited.address)
        door, now = self._sign_in.door, self._sign_in.now()
        seconds = door.attempt(knock, now, waiting)
        if seconds:
            self._sign_in.log(known, "made to wait", "password", invited.address)
            raise Wait(seconds)
        held = self._passwords.invited(name, invited.invitation, now)
        listed = self._sign_in.local and e.Credential.PASSWORD in on_record
        if held is None or not listed:
            self._sign_in.log(known, "refused", "password", invited.address)
            raise NotSignedIn
        door.succeeded(knock)
        return held

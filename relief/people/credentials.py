"""Changing one's own entry of the local list: who is signed in by it proves once more who they are."""

from dataclasses import dataclass

from adapters.identity.door import Credential, Session
from adapters.identity.passwords import Offer
from relief.people.signing import LOCAL, NotSignedIn, SignIn


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

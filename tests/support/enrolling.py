"""Officers who were invited to the local list and came."""

from urllib.parse import parse_qs, urlsplit

import pyotp

from adapters.identity.door import Credential
from relief.people.signing import SignIn


def enrol(sign_in: SignIn, officer: str, password: str) -> str:
    """What their authenticator was told; none of its codes was used yet."""
    passwords, now = sign_in.passwords, sign_in.now()
    offered = passwords.offer(officer)
    code = pyotp.TOTP(secret(offered.address)).at(int(now))
    sealed, _ = passwords.taken_up(officer, offered.sealed, code, now)
    sign_in.door.keep(Credential(officer, passwords.hashed(password), sealed, -1))
    return offered.address


def secret(address: str) -> str:
    """What an authenticator keeps of what it was told."""
    (kept,) = parse_qs(urlsplit(address).query)["secret"]
    return kept

"""What an administrator registered of the sign-in provider: the only addresses ever called."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from domain.ground.sayings import Saying

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class WrongProvider(ValueError):
    """What is registered about the provider cannot be used. Says which setting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What an administrator registered. ``origins`` are allowed beside the issuer's own.

    ``audience`` is what access tokens of systems must be made for; empty: none are taken.
    ``key`` is the private key that signs our assertions; without one we are a public client.
    """

    issuer: str
    client: str
    redirect: str
    audience: str = ""
    origins: frozenset[str] = frozenset()
    key: Path | None = None


def origin(address: str) -> str:
    """Scheme, host and port. Raises ``WrongProvider`` unless https, or http on this machine."""
    parts = urlsplit(address)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not safe or not parts.hostname or parts.username or parts.password:
        raise WrongProvider(Saying("an address of the sign-in provider is not https"))
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{parts.scheme}://{parts.hostname}:{port}"


def private_key(path: Path) -> RSAKey | ECKey:
    """The key in a PEM file of 0600. Raises ``WrongProvider``."""
    try:
        if path.stat().st_mode & 0o077:
            raise WrongProvider(
                Saying("{path} must be accessible by its owner only (chmod 600)", path=path)
            )
        text = path.read_bytes()
    except OSError:
        raise WrongProvider(Saying("{path} cannot be read", path=path)) from None
    for kind in (ECKey, RSAKey):
        try:
            key = kind.import_key(text)
        except (JoseError, ValueError, TypeError):
            continue
        if key.is_private:
            return key
    raise WrongProvider(Saying("{path} holds no private key", path=path))

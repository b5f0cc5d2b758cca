"""Compact signed tokens: who an officer is, until when. HMAC-SHA256 over the very bytes sent."""

import hmac
import json
import os
import re
import stat
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import Any

from adapters.aside import written_aside
from domain.case.authority import Officer, Post
from domain.ground.names import folded, nameable
from domain.ground.sayings import Saying

FORM = "relief1"
KEY_BYTES = 32
LONGEST = 2048
SKEW = timedelta(minutes=1)
"""How far an issuer's clock may be ahead of ours."""

_DIVISION = re.compile(r"[0-9]{4}|[0-9]{6}|[0-9]{9}")


class WrongToken(Exception):
    """Not a token of ours, or altered. Says nothing about what was wrong."""


class ExpiredToken(WrongToken):
    """A token of ours whose time is over."""


class UnsafeTokenKey(Exception):
    """The key file can be read by others, or is not a key."""


def token_key(path: Path) -> bytes:
    """The key in a file of 0600, made on first use; several processes may start at once.

    Raises ``UnsafeTokenKey``.
    """
    if not path.exists():
        _make(path)
    with path.open("rb") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
            raise UnsafeTokenKey(
                Saying("{path} must be accessible by its owner only (chmod 600)", path=path)
            )
        key = file.read(KEY_BYTES + 1)
    if len(key) != KEY_BYTES:
        raise UnsafeTokenKey(Saying("{path} must hold {bytes} bytes", path=path, bytes=KEY_BYTES))
    return key


def _make(path: Path) -> None:
    """Write the key aside, then link it into place whole: nobody ever reads half a key."""
    with written_aside(path, token_bytes(KEY_BYTES)) as aside, suppress(FileExistsError):
        os.link(aside, path)


def issue(path: Path, officer: Officer, now: datetime, life: timedelta) -> str:
    """A token for an officer, good for ``life`` from ``now``.

    Raises ``ValueError`` for an officer no token can name, ``UnsafeTokenKey``.
    """
    if not _sound(officer):
        raise ValueError("an officer has a plain id, posts, and a division of 4, 6 or 9 digits")
    issued = int(now.timestamp())
    claims = {
        "officer": folded(officer.id),
        "posts": sorted(officer.posts),
        "division": officer.division,
        "issued": issued,
        "expires": issued + int(life.total_seconds()),
    }
    payload = _text(json.dumps(claims, sort_keys=True, separators=(",", ":")).encode())
    return f"{FORM}.{payload}.{_text(_mac(token_key(path), payload))}"


def _sound(officer: Officer) -> bool:
    return (
        nameable(officer.id)
        and _DIVISION.fullmatch(officer.division) is not None
        and bool(officer.posts)
        and Post.SYSTEM not in officer.posts
    )


class Tokens:
    """Reads tokens signed with one key. Thread-safe."""

    def __init__(self, path: Path) -> None:
        self._key = token_key(path)
        self._claims = lru_cache(maxsize=1024)(self._verified)

    def officer(self, token: str, now: datetime) -> Officer:
        """Whom a token names. Raises ``WrongToken``, ``ExpiredToken``."""
        officer, issued, expires = self._claims(token)
        moment = now.timestamp()
        if moment >= expires:
            raise ExpiredToken
        if issued > moment + SKEW.total_seconds():
            raise WrongToken
        return officer

    def _verified(self, token: str) -> tuple[Officer, int, int]:
        """The claims of a well-signed token; remembered, because they never change."""
        form, _, signed = token.partition(".")
        payload, _, mac = signed.partition(".")
        if len(token) > LONGEST or form != FORM or not token.isascii():
            raise WrongToken
        if not hmac.compare_digest(_text(_mac(self._key, payload)), mac):
            raise WrongToken
        try:
            claims: dict[str, Any] = json.loads(
                urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
            )
            posts = frozenset(Post(post) for post in claims["posts"])
            officer = Officer(folded(claims["officer"]), posts, claims["division"])
            times = int(claims["issued"]), int(claims["expires"])
        except (ValueError, KeyError, TypeError):
            raise WrongToken from None
        if not _sound(officer):
            raise WrongToken
        return officer, *times


def _mac(key: bytes, payload: str) -> bytes:
    return hmac.new(key, f"{FORM}.{payload}".encode(), sha256).digest()


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")

"""The server's own bounds, over real sockets: heads and bodies that are too large or too slow."""

import json
import socket
from collections.abc import Iterator
from time import monotonic

import pytest

from relief.api import reading, wire
from tests.api.conftest import Api
from tests.api.words import CASEWORKER
from tests.support.live import live

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

PATIENCE = 20.0
"""Long after every bound: what is still open then was never let go."""


@pytest.fixture
def address(api: Api, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    """A real server whose patience is short."""
    monkeypatch.setattr(wire, "HEAD_SECONDS", 0.3)
    monkeypatch.setattr(reading, "BODY_SECONDS", 0.3)
    with live(api.service) as where:
        yield where


def said(address: tuple[str, int], *parts: bytes) -> bytes:
    """What comes back until the server hangs up; raises ``TimeoutError`` where it never does."""
    told = b""
    with socket.create_connection(address, timeout=PATIENCE) as line:
        try:
            for part in parts:
                line.sendall(part)
            while more := line.recv(65536):
                told += more
        except (ConnectionResetError, BrokenPipeError):
            return told
    return told


def test_a_plain_request_is_answered(address: tuple[str, int]) -> None:
    """The bounds are in nobody's way, twice over one connection."""
    told = said(
        address,
        b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    )
    assert told.count(b"HTTP/1.1 200") == 2


def test_who_says_nothing_or_never_ends_is_let_go(address: tuple[str, int]) -> None:
    """Slow-loris: silence, half a request line, half a header."""
    for head in (b"", b"GET /heal", b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: a"):
        began = monotonic()
        assert said(address, head) == b""
        assert monotonic() - began < PATIENCE


def test_a_head_without_end_is_cut(address: tuple[str, int]) -> None:
    """Many headers, one endless header, an endless request line: none fills the memory."""
    many = b"".join(b"X-%d: %s\r\n" % (n, b"a" * 100) for n in range(1000))
    for head in (many + b"\r\n", b"X-Long: " + b"a" * 200_000, b""):
        line = b"GET /healthz HTTP/1.1\r\nHost: x\r\n" if head else b"GET /" + b"a" * 200_000
        assert b" 200 " not in said(address, line + head)


def test_a_body_that_trickles_in_is_refused(api: Api, address: tuple[str, int]) -> None:
    """408 in words, and the connection ends."""
    head = (
        "POST /v1/cases HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {api.token(CASEWORKER)}\r\n"
        "Idempotency-Key: slow\r\nContent-Length: 100\r\n\r\n{"
    )
    told = said(address, head.encode())
    assert told.startswith(b"HTTP/1.1 408")
    problem = json.loads(told.partition(b"\r\n\r\n")[2])
    assert problem["errors"][0]["code"] == "body-too-slow"

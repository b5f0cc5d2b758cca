"""One hostile client over real sockets: connections, slow bodies and large ones keep nobody else out.

Loopback has as many addresses as there are clients: 127.0.0.1 is somebody else than 127.0.0.2.
``RELIEF_TEST_HOSTILE_SECONDS`` keeps it up for longer; ``python -m bench --only hostile`` for 60.
"""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread
from time import monotonic, sleep

import pytest

from relief.api import reading, wire
from tests.api.conftest import Api
from tests.api.words import CASEWORKER
from tests.support.lengths import walk
from tests.support.live import live

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

SECONDS = float(os.environ.get("RELIEF_TEST_HOSTILE_SECONDS", "2"))
LONG = walk(6, 60)
PACE = 0.2
"""Whoever is honest asks less often than an officer may."""
PATIENCE = 20.0
HOSTILE, OTHER, PROXY = "127.0.0.2", "127.0.0.1", "127.0.0.3"
CROWD = 1_100
UNKNOWN = json.dumps({f"unknown_{n:05d}": 1 for n in range(13_000)}).encode()
Address = tuple[str, int]


def connected(address: Address, client: str) -> socket.socket:
    """A connection of a client."""
    return socket.create_connection(address, PATIENCE, source_address=(client, 0))


def asked(address: Address, client: str, request: bytes) -> tuple[int, float]:
    """The status of an answer, and how long it took; 0 where there was none."""
    began, told = monotonic(), b""
    try:
        with connected(address, client) as line:
            line.sendall(request)
            while more := line.recv(65536):
                told += more
    except (ConnectionError, TimeoutError):
        pass
    return int(told.split(b" ", 2)[1]) if told else 0, monotonic() - began


def get(path: str, *headers: str) -> bytes:
    """A question."""
    lines = [f"GET {path} HTTP/1.1", "Host: x", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode()


def post(path: str, body: bytes, *headers: str, length: int | None = None) -> bytes:
    """A body, or the beginning of one."""
    size = len(body) if length is None else length
    lines = [f"POST {path} HTTP/1.1", "Host: x", "Content-Type: application/json"]
    return "\r\n".join([*lines, f"Content-Length: {size}", *headers, "", ""]).encode() + body


@pytest.fixture
def address(api: Api) -> Iterator[Address]:
    """A real server as it is installed: every bound at its default."""
    with live(api.service, address_rate=200.0, address_burst=2000) as where:
        yield where


@contextmanager
def idle(address: Address, many: int, client: str = HOSTILE, said: bytes = b"") -> Iterator[None]:
    """So many connections of one client that say this and nothing more, made anew where they end."""
    lines: list[socket.socket] = []
    enough = Event()

    def keep() -> None:
        while not enough.is_set():
            try:
                line = connected(address, client)
                lines.append(line)
                line.sendall(said)
            except OSError:
                continue
            if len(lines) > many:
                lines.pop(0).close()
                sleep(0.002)

    thread = Thread(target=keep)
    thread.start()
    try:
        deadline = monotonic() + PATIENCE
        while len(lines) < many and monotonic() < deadline:
            sleep(0.01)
        assert len(lines) >= many
        yield
    finally:
        enough.set()
        thread.join()
        for line in lines:
            line.close()


@contextmanager
def sending(address: Address, requests: list[bytes]) -> Iterator[list[int]]:
    """As many hostile clients as requests, each sending its own again and again; what they are told."""
    told: list[int] = []
    enough = Event()

    def send(request: bytes) -> None:
        while not enough.is_set():
            told.append(asked(address, HOSTILE, request)[0])

    threads = [Thread(target=send, args=(request,)) for request in requests]
    for thread in threads:
        thread.start()
    try:
        yield told
    finally:
        enough.set()
        for thread in threads:
            thread.join()


def served(api: Api, address: Address, *headers: str, seconds: float = SECONDS) -> None:
    """Somebody else is answered all the while, never 503 or 429."""
    bearer = f"Authorization: Bearer {api.token(CASEWORKER)}"
    deadline, count = monotonic() + seconds, 0
    while monotonic() < deadline or count < 4:
        for path in ("/healthz", "/v1/session"):
            status, _ = asked(address, OTHER, get(path, bearer, *headers))
            assert status == 200, (path, status)
            count += 1
        sleep(PACE)


def test_idle_connections_of_one_client_keep_nobody_else_out(api: Api, address: Address) -> None:
    """1,100 of them, more than there are in all; the others find room."""
    with idle(address, CROWD):
        served(api, address)


def test_clients_who_share_an_address_have_room(api: Api, address: Address) -> None:
    """A hundred officers with six connections each, and one more officer from the same address."""
    with idle(address, 600, OTHER, get("/healthz").replace(b"close", b"keep-alive")):
        served(api, address)


def test_heads_and_bodies_that_trickle_keep_nobody_else_out(api: Api, address: Address) -> None:
    """Half a head, half a body, each over as many connections as one client may have."""
    body = post("/v1/sign-in/local", b"{", length=1000)
    for said in (b"GET /healthz HTT", body):
        with idle(address, CROWD, said=said):
            served(api, address)


def test_bodies_of_unknown_keys_keep_nobody_else_out(api: Api, address: Address) -> None:
    """Four clients with 240 KB each, at an address open to anybody and at one that is not."""
    assert 240_000 < len(UNKNOWN) < reading.LARGEST_BODY
    bearer = f"Authorization: Bearer {api.token(CASEWORKER)}"
    close = "Connection: close"
    requests = [post("/v1/sign-in/local", UNKNOWN, close)] * 2
    requests += [post("/v1/cases", UNKNOWN, close, bearer, f"Idempotency-Key: h{n}") for n in "ab"]
    with sending(address, requests) as told:
        served(api, address)
    assert set(told) <= {413, 400, 429}, set(told)
    assert {413, 400} <= set(told)


@pytest.mark.slow
def test_both_at_once_for_long(api: Api, address: Address) -> None:
    """1,100 idle connections of one client and four with 240 KB of unknown keys."""
    with idle(address, CROWD), sending(address, [post("/v1/sign-in/local", UNKNOWN)] * 4):
        served(api, address, seconds=LONG)


def test_behind_a_proxy_the_forwarded_client_counts(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proxy's own connections are bounded only in all; one client of its cannot take them."""
    monkeypatch.setattr(reading, "BODY_SECONDS", PATIENCE)
    slow = post("/v1/sign-in/local", b"{", "X-Forwarded-For: 10.1.1.1", length=1000)
    chosen = {"proxies": f"{PROXY},10.9.0.0/16", "client_connections": 20}
    with live(api.service, **chosen) as address, ExitStack() as until_the_end:
        for _ in range(20):
            line = until_the_end.enter_context(connected(address, PROXY))
            line.sendall(slow)
        forwarded = get("/healthz", "X-Forwarded-For: 10.1.1.1")
        deadline = monotonic() + PATIENCE
        while (status := asked(address, PROXY, forwarded)[0]) == 200 and monotonic() < deadline:
            sleep(0.01)
        assert status == 429
        for client in ("10.1.1.2", "10.1.1.3"):
            mine = get("/healthz", f"X-Forwarded-For: {client}")
            assert asked(address, PROXY, mine)[0] == 200


def test_who_does_not_read_the_answer_is_let_go(
    api: Api, monkeypatch: pytest.MonkeyPatch, address: Address
) -> None:
    """A large answer left lying ends the connection, and with it what it holds."""
    monkeypatch.setattr(wire, "READ_SECONDS", 0.2)
    ask = get("/v1/openapi.json").replace(b"close", b"keep-alive")
    lost, times = Event(), 40
    leave = wire.BoundedProtocol.connection_lost

    def noticed(line: wire.BoundedProtocol, error: Exception | None) -> None:
        leave(line, error)
        if line.client_key == HOSTILE:
            lost.set()

    monkeypatch.setattr(wire.BoundedProtocol, "connection_lost", noticed)
    with socket.socket() as line:
        line.settimeout(PATIENCE)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.bind((HOSTILE, 0))
        line.connect(address)
        line.sendall(ask * times)
        assert lost.wait(PATIENCE)
    assert asked(address, OTHER, get("/healthz"))[0] == 200


def test_many_headers_are_no_request(address: Address) -> None:
    """A hundred are enough for anybody."""
    many = [f"X-{n}: a" for n in range(wire.MOST_HEADERS + 1)]
    assert asked(address, HOSTILE, get("/healthz", *many))[0] == 0
    assert asked(address, HOSTILE, get("/healthz", *many[:50]))[0] == 200

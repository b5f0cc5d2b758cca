"""A large file passes through: little of it is in memory at any time, and nobody waits for it."""

import tracemalloc
from collections.abc import Iterator
from threading import Event, Thread
from time import monotonic

import httpx
import pytest

from tests.api.conftest import Api
from tests.api.test_evidence import upload
from tests.api.words import CASEWORKER
from tests.support import pictures
from tests.support.live import live

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

LARGE = 10 * 1024 * 1024
HELD = 2 * 1024 * 1024
PATIENCE = 1.0
"""Seconds nobody waits longer than while a file arrives and is looked at, on a machine with work."""


@pytest.fixture(scope="module")
def file() -> bytes:
    """More than ten mebibytes."""
    made = pictures.large(LARGE)
    assert len(made) > LARGE
    return made


def parts(data: bytes) -> Iterator[bytes]:
    """As a network brings it."""
    for at in range(0, len(data), 16_384):
        yield data[at : at + 16_384]


def sent(api: Api, place: tuple[str, int], case: str, key: str, data: bytes) -> httpx.Response:
    """The file over a real connection."""
    headers = api.headers(CASEWORKER, Idempotency_Key=key, Content_Type="image/png")
    url = f"http://{place[0]}:{place[1]}/v1/cases/{case}/files"
    return httpx.post(url, content=parts(data), headers=headers, timeout=60)


def test_ten_mebibytes_hold_no_more_than_two_in_memory(api: Api, file: bytes) -> None:
    """From the first byte of the request to the answer, whatever the child process needs apart."""
    case = api.submit()
    assert upload(api, case, pictures.scan(), "image/png").status_code == 200
    with live(api.service) as place:
        assert sent(api, place, case, "warm", pictures.scan(2)).status_code == 200
        tracemalloc.start()
        try:
            before, _ = tracemalloc.get_traced_memory()
            tracemalloc.reset_peak()
            taken = sent(api, place, case, "large", file)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert taken.status_code == 200, taken.text
        assert peak - before <= HELD, f"{(peak - before) / 1024:.0f} KiB were held"
        words = {"file": taken.json()["file"], "kind": "scan", "of": "other"}
        api.act(CASEWORKER, case, "evidence", **words)
        got = httpx.get(
            f"http://{place[0]}:{place[1]}/v1/cases/{case}/evidence/{words['file']}",
            headers=api.headers(CASEWORKER),
            timeout=60,
        )
        assert got.status_code == 200 and len(got.content) == taken.json()["size"]


def test_a_large_file_keeps_nobody_waiting(api: Api, file: bytes) -> None:
    """Whoever asks meanwhile is answered."""
    case, over, waits = api.submit(), Event(), list[float]()

    def asks(url: str) -> None:
        with httpx.Client(timeout=30) as http:
            while not over.is_set():
                began = monotonic()
                assert http.get(url, headers=api.headers(CASEWORKER)).status_code == 200
                waits.append(monotonic() - began)

    with live(api.service) as place:
        other = Thread(target=asks, args=(f"http://{place[0]}:{place[1]}/v1/cases/{case}",))
        other.start()
        try:
            taken = [sent(api, place, case, f"large-{n}", file) for n in range(2)]
        finally:
            over.set()
            other.join()
    assert [one.status_code for one in taken] == [200, 200]
    assert len(waits) > 5 and max(waits) < PATIENCE, f"{len(waits)}: {max(waits):.2f}"

"""What a hostile client meets: limits, strictness, careful headers, answers that give nothing away."""

import json
import sqlite3
from base64 import urlsafe_b64encode
from dataclasses import replace
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy import exc
from starlette.testclient import TestClient

from domain.case.authority import Officer, Post
from relief.api import reading
from relief.api.problems import Problem
from relief.api.rates import Rates
from relief.console.app import with_console
from relief.settings import Settings
from tests.api.asked import body, operations
from tests.api.conftest import Api, codes
from tests.api.words import CASEWORKER, CITY, LEADER, TOWNSHIP, application

ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SECURE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}

KEPT = {"cache-control": "public, max-age=300"}
"""The dictionary says nothing of anybody: it alone may be kept."""


class Ticks:
    """A clock that stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_empties_and_fills_again() -> None:
    """So many at once, then as many as the rate allows; each key for itself."""
    clock = Ticks()
    rates = Rates(2.0, 3, clock=clock)
    for _ in range(3):
        rates.take("a")
    with pytest.raises(Problem) as refused:
        rates.take("a")
    assert refused.value.headers == {"Retry-After": "1"}
    rates.take("b")
    clock.now = 0.5
    rates.take("a")
    with pytest.raises(Problem):
        rates.take("a")
    clock.now = 1000.0
    for _ in range(3):
        rates.take("a")


def test_a_bucket_for_everyone_needs_no_more_than_its_room() -> None:
    """However many keys there are: memory is bounded, and whoever asked just now is still known."""
    rates = Rates(0.001, 1, remembered=10, clock=Ticks())
    for key in range(1000):
        rates.take(str(key))
    assert len(rates._buckets) == 10
    with pytest.raises(Problem):
        rates.take("999")


def client(api: Api, **chosen: Any) -> TestClient:
    """The same service under other settings."""
    service = replace(api.service, settings=replace(api.service.settings, **chosen))
    return TestClient(with_console(service), raise_server_exceptions=False)


@ONE_STORE
def test_an_officer_who_asks_too_often_waits(api: Api) -> None:
    """429 with the seconds to wait, for this officer only; nothing is recorded."""
    before = api.position()
    with client(api, officer_rate=0.001, officer_burst=2) as http:
        for _ in range(2):
            assert http.get("/v1/cases/x", headers=api.headers(CASEWORKER)).status_code == 404
        late = http.post(
            "/v1/cases", json=application(), headers=api.headers(CASEWORKER, Idempotency_Key="k")
        )
        assert (late.status_code, codes(late)) == (429, ["too-many-requests"])
        assert "请在1000秒后重试" in late.json()["detail"]
        assert int(late.headers["retry-after"]) == 1000
        assert SECURE.items() <= dict(late.headers).items()
        assert http.get("/v1/cases/x", headers=api.headers(LEADER)).status_code == 404
    assert api.position() == before


@ONE_STORE
def test_an_address_that_asks_too_often_waits(api: Api) -> None:
    """Also without a token, also for what does not exist: before anything is looked at."""
    with client(api, address_rate=0.001, address_burst=3) as http:
        told = [http.get(path).status_code for path in ("/nothing", "/healthz", "/v1/leads")]
        assert told == [404, 200, 401]
        late = http.get("/healthz")
        assert (late.status_code, codes(late)) == (429, ["too-many-requests"])
        assert "retry-after" in late.headers


@ONE_STORE
def test_a_request_for_another_host_is_not_ours(api: Api) -> None:
    """Where hosts are named, exactly one of them must be meant."""
    with client(api, hosts="relief.example,testserver") as http:
        assert http.get("/healthz").status_code == 200
        assert http.get("/healthz", headers={"Host": "relief.example:443"}).status_code == 200
        wrong = http.get("/healthz", headers={"Host": "evil.example"})
        assert (wrong.status_code, codes(wrong)) == (421, ["host-unknown"])


@ONE_STORE
def test_a_condition_given_twice_is_refused(api: Api) -> None:
    """Which of two values counts is not guessed."""
    for query, code in (
        ("limit=1&limit=2", "query-repeated"),
        ("area=1&" * 60, "query-unreadable"),
        ("limit=%FF", "query-invalid"),
        ("cursor=%00", "query-unreadable"),
    ):
        told = api.http.get(f"/v1/leads?{query}", headers=api.headers(CASEWORKER))
        assert (told.status_code, codes(told)) == (400, [code]), query


@ONE_STORE
def test_a_condition_whose_name_is_not_repeated_is_told_by_its_place(api: Api) -> None:
    """What is not one of ours could be anybody's number; the client finds it all the same."""
    told = api.http.get("/v1/leads?limit=1&x1=1&x1=2", headers=api.headers(CASEWORKER))
    assert codes(told) == ["query-repeated", "query-unknown"]
    error = told.json()["errors"][0]
    assert "第3项与前面的同名" in error["message"] and "（名称不予照录）" in error["message"]
    assert "x1" not in told.text and "“?”" not in told.text


BAD_CURSORS: list[Any] = [
    ["2026-01-01", "x", 2**64],
    ["2026-01-01", "\x00", 1],
    ["2026-01-01", "\ud800", 1],
    ["x"],
    2**70,
    "9" * 40,
]


def test_a_made_up_cursor_is_refused(api: Api) -> None:
    """Numbers no database holds, signs no text has: a wrong question, never a fault."""
    api.follow()
    auditor = Officer("aa", frozenset({Post.AUDIT_ADMIN}), "5401")
    for path in ("/v1/public-notices", "/v1/leads", "/v1/time-limits", "/v1/access-log"):
        for made_up in BAD_CURSORS:
            cursor = urlsafe_b64encode(json.dumps(made_up).encode()).decode().rstrip("=")
            asking = auditor if path.endswith("log") else CASEWORKER
            told = api.get(asking, path, cursor=cursor)
            assert (told.status_code, codes(told)) == (400, ["query-invalid"]), (path, made_up)


def nested(levels: int) -> bytes:
    """Objects in objects."""
    return b'{"a":' * levels + b"1" + b"}" * levels


@ONE_STORE
def test_a_body_is_no_deeper_than_it_need_be(api: Api) -> None:
    """Too deep is refused by name, absurdly deep as no JSON; neither costs the server its stack."""
    assert codes(api.raw(nested(reading.DEEPEST_BODY)))[0] != "body-too-deep"
    deep = api.raw(nested(reading.DEEPEST_BODY + 1))
    assert (deep.status_code, codes(deep)) == (400, ["body-too-deep"])
    assert api.raw(nested(40_000)).status_code == 400


@ONE_STORE
def test_no_form_no_file_no_other_type(api: Api) -> None:
    """There is no upload: whatever is not JSON is refused, also where it says that it is JSON."""
    for kind in (
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "image/png",
    ):
        told = api.raw(b"a=1", kind=kind)
        assert (told.status_code, codes(told)) == (415, ["media-type-wrong"])
    picture = api.raw(b"\x89PNG\r\n\x1a\n")
    assert (picture.status_code, codes(picture)) == (400, ["body-not-json"])
    utf16 = api.raw('{"a": 1}'.encode("utf-16"), kind="application/json; charset=utf-16")
    assert (utf16.status_code, codes(utf16)) == (415, ["media-type-wrong"])


@ONE_STORE
def test_every_answer_has_careful_headers(api: Api) -> None:
    """Found, refused, unknown, not allowed: nothing is kept, framed or guessed."""
    answers = [
        api.http.get("/healthz"),
        api.http.get("/nothing"),
        api.http.put("/v1/cases"),
        api.http.options("/v1/cases"),
        api.get(CASEWORKER, "/v1/leads", area="x"),
        api.post(CASEWORKER, "/v1/cases", application()),
        api.raw(b"["),
    ]
    for answer in answers:
        assert SECURE.items() <= dict(answer.headers).items(), answer.status_code
        assert "server" not in answer.headers
        assert "access-control-allow-origin" not in answer.headers


MARK = "geheim-in-sql"
BROKEN: tuple[BaseException, ...] = (
    sqlite3.OperationalError(f"near {MARK}: syntax error"),
    psycopg.errors.UndefinedTable(f"SELECT * FROM {MARK}"),
    exc.ProgrammingError(f"SELECT {MARK}", {"p": MARK}, ValueError(MARK)),
    RuntimeError(f"Traceback (most recent call last): {MARK}"),
)
GIVEN_AWAY = (MARK, "Traceback", "SELECT", "INSERT", ".py", "sqlite", "psycopg", "sqlalchemy")


@ONE_STORE
def test_a_broken_store_gives_nothing_away(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every route, every way to break: a problem without traces or SQL, in answer and log."""
    case = api.submit()
    api.follow()
    document = api.app.openapi()
    names = {"case": case, "lead": case, "code": TOWNSHIP, "county": TOWNSHIP[:6]}
    failures = 0
    for broken in BROKEN:
        with monkeypatch.context() as patched:
            _break(api, patched, broken)
            for one in operations(document):
                named = {name: names.get(name, case) for name in one.names}
                told = _ask(api, one.method, one.address(**named), body(one.said, document))
                failures += told.status_code in (500, 503)
                assert told.headers["content-type"].startswith("application/"), one.id
                for word in GIVEN_AWAY:
                    assert word not in told.text, (one.id, broken)
                secure = SECURE | KEPT if one.id == "Words" else SECURE
                assert secure.items() <= dict(told.headers).items(), one.id
    assert failures > 40 * len(BROKEN)
    assert MARK not in api.log.getvalue()


def _break(api: Api, patched: pytest.MonkeyPatch, broken: BaseException) -> None:
    def breaks(*_: Any, **__: Any) -> Any:
        raise broken

    for method in ("_fetch", "_append"):
        patched.setattr(api.service.journal.store, method, breaks)
    patched.setattr(type(api.service.ledgers), "current", breaks)


def _ask(api: Api, method: str, path: str, said: Any) -> httpx.Response:
    officer = CITY if "holiday" in path or "calendar" in path else CASEWORKER
    headers = api.headers(officer, Idempotency_Key=f"b-{next(api._keys)}", If_Match='"1"')
    if method == "get":
        return api.http.get(path, headers=headers)
    return api.http.request(method, path, json=said, headers=headers)


def test_settings_do_not_show_the_database_password() -> None:
    """Whoever prints settings prints no secret."""
    assert "hunter2" not in repr(Settings(database="postgresql://u:hunter2@h/d"))

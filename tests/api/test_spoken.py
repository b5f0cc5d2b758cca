"""What a refusal says is Chinese: every address is asked wrongly, and every sentence looked at."""

import re
from typing import Any

import httpx
import pytest

from relief.api.routes import ROUTES
from tests.api.conftest import Api
from tests.api.spoken import foreign, sentences
from tests.api.words import APPROVER, CASEWORKER, CHECKER, FINANCE, LEADER, application

pytestmark = [
    pytest.mark.day,
    pytest.mark.slow,
    pytest.mark.parametrize("database", ["sqlite"], indirect=True),
]

WRONG: tuple[Any, ...] = ({}, {"x": 1}, [], {"document": 7, "amount": "x", "on": "-"})
"""Bodies that nobody may send: empty, unknown, no object, of wrong types."""


def english(answer: httpx.Response) -> list[str]:
    """The sentences of an answer with an English word in them; it has some."""
    assert [*sentences(answer.json())], answer.text
    return foreign(answer)


def test_every_command_sent_wrongly_is_refused_in_chinese(api: Api) -> None:
    """Each address with bodies that cannot be, over a case that stands and over none."""
    case = api.submit()
    told: dict[str, list[str]] = {}
    asked = 0
    for route in ROUTES:
        for number in (case, "540121200-20260101-ABCDEF"):
            path = re.sub(r"\{\w+\}", number, route.path)
            for body in WRONG:
                answer = api.post(CASEWORKER, path, body, version=1)
                asked += answer.status_code >= 400
                if answer.status_code >= 400 and (some := english(answer)):
                    told[path] = some
    assert asked > 300 and told == {}


def test_every_command_on_a_case_too_early_is_refused_in_chinese(api: Api) -> None:
    """What has not come to a step tells the step, the post and the article, in words."""
    case = api.submit()
    bodies: tuple[dict[str, str], ...] = (
        {"opinion": "positive", "recommended": "1.00", "reasons": "x"},
        {"amount": "1.00", "document": "批-1"},
        {"document": "文-1"},
        {"reason": "x"},
        {},
    )
    told: dict[str, list[str]] = {}
    for route in ROUTES:
        path = route.path.replace("{case}", case)
        for officer in (CASEWORKER, LEADER, CHECKER, APPROVER, FINANCE):
            for body in bodies if "{" not in path else ():
                answer = api.post(officer, path, body)
                if answer.status_code >= 400 and (some := english(answer)):
                    told[path] = some
    assert told == {}


def test_what_never_reaches_a_command_is_refused_in_chinese(api: Api) -> None:
    """No JSON, no key, no token, no such address, a wrong question, a wrong method."""
    http, mine = api.http, api.headers(CASEWORKER)
    answers = [
        api.raw(b"{"),
        api.raw(b"[" * 200),
        api.raw(b"{}", kind="text/plain"),
        api.raw(b'{"a": 1, "a": 2}'),
        http.post("/v1/cases", json=application()),
        http.post("/v1/cases", json=application(), headers=mine),
        http.post("/v1/cases", json=application(), headers={**mine, "Idempotency-Key": " "}),
        http.get("/v1/cases", headers={"Authorization": "Bearer x"}),
        http.get("/v1/nowhere", headers=mine),
        http.put("/v1/cases", headers=mine),
        http.get("/v1/cases?limit=x&strange=1", headers=mine),
        http.get("/v1/calendar?start=x", headers=mine),
    ]
    assert [answer.status_code for answer in answers if answer.status_code < 400] == []
    assert [some for answer in answers if (some := english(answer))] == []

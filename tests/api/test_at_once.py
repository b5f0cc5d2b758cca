"""No fault of one part of a request hides those of the others, or who asks: at every address there is."""

from typing import Any

import pytest

from tests.api.asked import Asked, operations
from tests.api.conftest import Api, codes
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.test_places import PATHS
from tests.api.test_queries import BROWSERS, FORMS, questions
from tests.api.words import CASEWORKER

BADLY = {
    "zz=1&zz=2": {"query-repeated", "query-unknown"},
    "zz=1": {"query-unknown"},
    "zz=%00": {"query-unreadable"},
    "z=1&" * 60: {"query-unreadable"},
}
"""Queries that are wrong at any address, and what each is told for."""


def wrong(api: Api, one: Asked, query: str, token: bool = True) -> Any:
    """An operation asked with this query, with headers and a body that are wrong as well."""
    headers = {"Relief-After": "abc", "If-Match": "x", "Idempotency-Key": "!" * 101}
    headers["Content-Disposition"] = "attachment; filename=../x.pdf"
    if token:
        headers |= api.headers(CASEWORKER)
    path = one.path.format(**{**PATHS, **FORMS.get(one.id, {})})
    body = None if one.method == "get" else b"{"
    if body is not None:
        headers["Content-Type"] = "application/json"
    return api.http.request(one.method, f"{path}?{query}", content=body, headers=headers)


def expected(one: Asked) -> set[str]:
    """What is wrong with the request beside its query: of the headers and body that it has."""
    named = {p["name"] for p in one.said.get("parameters", ()) if p["in"] == "header"}
    found = {"idempotency-key-invalid"} if "Idempotency-Key" in named else set()
    found |= {"if-match-invalid"} if "If-Match" in named else set()
    found |= {"header-invalid"} if "Relief-After" in named else set()
    kinds = one.said.get("requestBody", {}).get("content", {})
    if not kinds:
        return found
    named_so = {"file-type-wrong", "file-name-leads"}
    return found | ({"body-not-json"} if "application/json" in kinds else named_so)


@ONE_STORE
def test_a_wrong_query_hides_nothing_else_at_any_address(api: Api) -> None:
    """Repeated, unknown, unreadable: told beside headers and body, once it is known who asks."""
    tried = 0
    for one in operations(api.app.openapi()):
        if one.id in BROWSERS:
            continue
        anyone = one.said.get("security") == []
        for query, said in BADLY.items():
            answer = wrong(api, one, query)
            told = {e["code"] for e in answer.json()["errors"]}
            assert told >= said | expected(one), (one.id, query, answer.text)
            tried += len(expected(one))
            if not anyone:
                stranger = wrong(api, one, query, token=False)
                assert codes(stranger) == ["unauthenticated"], (one.id, query)
    assert tried > 400


@ONE_STORE
@pytest.mark.parametrize("path", ["/v1/progress", "/v1/sign-in/local"])
def test_a_stranger_is_told_of_query_and_body_at_once(api: Api, path: str) -> None:
    """Where nobody has to sign in, each field that lacks is told beside a condition that is none."""
    told = api.http.post(f"{path}?q=1", json={})
    assert {"query-unknown", "field-missing"} <= set(codes(told)), told.text
    large = api.http.post(f"{path}?q=1", json={"x": "x" * 5000})
    assert {"query-unknown", "body-too-large"} == set(codes(large)), large.text


@ONE_STORE
def test_a_file_is_told_of_every_header_beside_the_path(api: Api) -> None:
    """A number that is none, a key that lacks, a type that is none and a name that leads somewhere."""
    headers = {"Content-Type": "text/plain", "Content-Disposition": "filename=../x"}
    answer = api.http.post(
        "/v1/cases/zz/files?x=1", content=b"x", headers={**api.headers(CASEWORKER), **headers}
    )
    wanted = {"case-unknown", "query-unknown", "idempotency-key-missing"}
    assert set(codes(answer)) == {*wanted, "file-type-wrong", "file-name-leads"}


@ONE_STORE
def test_a_condition_that_stands_twice_is_called_what_it_is_called(api: Api) -> None:
    """Every condition of every question: by its label, without a guess at either value."""
    tried = 0
    for one, asked in questions(api):
        path = one.path.format(**{**PATHS, **FORMS.get(one.id, {})})
        titles = (
            {p["name"]: p["schema"]["title"] for p in one.said["parameters"] if p["in"] == "query"}
            if asked
            else {}
        )
        for name, title in titles.items():
            answer = api.http.get(f"{path}?{name}=!&{name}=!", headers=api.headers(CASEWORKER))
            (error,) = [e for e in answer.json()["errors"] if e["field"] == name]
            assert (error["code"], error["label"]) == ("query-repeated", title), one.id
            assert f"“{title}”" in error["message"]
            tried += 1
    assert tried > 40

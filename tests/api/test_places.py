"""A fault says in which part of the request it is, and calls its field as the document does there."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from domain.ground.refusal import Code
from relief.api.problems import DISPOSITION, HEADERS, KEY, TYPE, VERSION, Fault, Place, told
from relief.api.records import safe_name
from relief.words.dictionary import word
from relief.words.edges import Edge
from relief.words.refusals import wording
from tests.api.asked import Asked, operations
from tests.api.conftest import Api, codes
from tests.api.limits import resolved
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.test_queries import BROWSERS, FORMS, NUMBERS
from tests.api.words import CASEWORKER, application

ANY_TEXT = frozenset({"Accept-Language", "If-None-Match"})
"""Headers of which nothing is wrong."""

SAYING_WHAT = ("path-invalid", "query-invalid", "header-invalid")
"""Codes of many parameters: each says what is wrong with this one."""

PATHS = {**NUMBERS, "law": "lasa-2018", "officer": "wang-fang", "person": "0" * 32}


def wrongly(one: Asked, api: Api) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Every parameter of an operation, with a value it cannot have."""
    for given in one.said.get("parameters", ()):
        schema = resolved(given["schema"], api.app.openapi())
        if given["name"] in ANY_TEXT:
            continue
        if schema.get("type") == "string" and not schema.keys() & {"pattern", "enum", "format"}:
            if "maxLength" in schema:
                yield given, "W" * (schema["maxLength"] + 1)
            continue
        yield given, "!" * 101 if given["name"] == "Idempotency-Key" else "!"


def sent(api: Api, one: Asked, given: Mapping[str, Any], value: str) -> dict[str, Any]:
    """The error about a parameter of the operation asked with that value."""
    path = {**PATHS, **FORMS.get(one.id, {})}
    headers = api.headers(CASEWORKER, Idempotency_Key=f"place-{one.id}-{given['name']}")
    query: dict[str, str] = {}
    {"path": path, "query": query, "header": headers}[given["in"]][given["name"]] = value
    body: dict[str, Any] | None = None if one.method != "post" else {}
    answer = api.http.request(
        one.method, one.path.format(**path), params=query, headers=headers, json=body
    )
    found = [e for e in answer.json()["errors"] if e["place"] == given["in"]]
    named = [e for e in found if e["field"] == given["name"]]
    assert len(named) == 1, (one.id, given["name"], answer.text)
    (error,) = named
    return dict(error)


@ONE_STORE
def test_a_wrong_parameter_is_told_where_it_stands_and_as_the_document_calls_it(api: Api) -> None:
    """Path, query and header of every operation: place, name and label, and no pointer."""
    tried = dict.fromkeys(("path", "query", "header"), 0)
    for one in operations(api.app.openapi()):
        if one.id in BROWSERS or one.id == "Upload":
            continue
        for given, value in wrongly(one, api):
            error = sent(api, one, given, value)
            tried[given["in"]] += 1
            if error["code"] in SAYING_WHAT:
                assert word("fault", error["facts"]["fault"]) in error["message"], (one.id, error)
            assert error["pointer"] is None, (one.id, error)
            assert error["label"] == given["schema"]["title"], (one.id, given, error)
    assert min(tried.values()) > 20, tried


@ONE_STORE
def test_a_wrong_body_is_told_by_pointer_and_as_the_document_calls_its_fields(api: Api) -> None:
    """Every field that every command needs, left out: where it belongs and what it is called."""
    document, tried = api.app.openapi(), 0
    for one in operations(document):
        content = one.said.get("requestBody", {}).get("content", {}).get("application/json")
        if content is None or "Idempotency-Key" not in str(one.said.get("parameters")):
            continue
        schema = resolved(content["schema"], document)
        answer = api.http.post(
            one.path.format(**PATHS), json={}, headers=api.headers(CASEWORKER, Idempotency_Key="b")
        )
        told = {e["field"]: e for e in answer.json()["errors"] if e["place"] == "body"}
        for name in schema.get("required", ())[:15]:
            tried += 1
            assert told[name]["pointer"] == f"/{name}", (one.id, told[name])
            assert told[name]["label"] == schema["properties"][name]["title"], (one.id, told[name])
    assert tried > 100


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("status", "status"),
        ("pageSize", "pageSize"),
        ("x-y", "x-y"),
        ("w" * 41, "w" * 40 + "…"),
        ("s1", "?"),
        ("13912345678", "?"),
        ("卓玛", "?"),
        ("a b", "?"),
    ],
)
def test_a_name_is_told_as_typed_where_it_leads_to_nobody(typed: str, told: str) -> None:
    """Letters only, shortened; digits could be a number, other signs a name."""
    assert safe_name(typed) == told


@ONE_STORE
def test_what_is_unknown_is_told_as_it_was_typed_and_what_there_is_by_name_and_label(
    api: Api,
) -> None:
    """No label of some other field stands for a name of the client's."""
    (error,) = api.get(CASEWORKER, "/v1/leads", status="open").json()["errors"]
    assert error["label"] == "status" and "“status”" in error["message"]
    assert "（state）" in error["message"] and "（limit）" in error["message"]
    case = api.submit()
    (error,) = api.get(CASEWORKER, f"/v1/cases/{case}/history", limit=5).json()["errors"]
    assert error["label"] == "limit" and "“limit”" in error["message"]
    body = application(document="x", limit=1, **{"w" * 41: 1})
    body["members"][0]["limit"] = 2
    errors = api.post(CASEWORKER, "/v1/cases", body).json()["errors"]
    labels = {e["field"]: (e["label"], e["pointer"]) for e in errors}
    assert labels["document"] == ("document", "/document")
    assert labels["limit"] == ("limit", "/limit")
    assert labels["w" * 40 + "…"] == ("w" * 40 + "…", "")
    assert re.fullmatch("申请所列人员第1项的limit", labels["members.0.limit"][0])


@ONE_STORE
def test_path_headers_query_and_body_are_looked_at_before_anything_is_refused(api: Api) -> None:
    """One answer for all parts of a request; who asks is asked first, and alone."""
    headers = api.headers(CASEWORKER)
    told = api.http.post("/v1/cases/x/approval?zz=1", json={"surplus": 1}, headers=headers)
    assert told.status_code == 404
    assert {"case-unknown", "idempotency-key-missing", "if-match-missing"} < set(codes(told))
    assert {"query-unknown", "field-unknown", "field-missing"} < set(codes(told))
    asked = {**headers, "Relief-After": "abc"}
    told = api.http.get("/v1/ledgers/township/54", params={"limit": "x", "zz": "1"}, headers=asked)
    assert codes(told) == ["path-invalid", "header-invalid", "query-invalid", "query-unknown"]
    told = api.get(CASEWORKER, "/v1/calendar/due", start="x", limit="foo")
    assert [e["field"] for e in told.json()["errors"]] == ["start", "limit"]
    told = api.get(CASEWORKER, "/v1/time-limits", area="999999", time_limit="foo", limit="x")
    assert {e["field"] for e in told.json()["errors"]} == {"area", "time_limit", "limit"}
    told = api.http.post("/v1/assessments?zz=1", json={}, headers=headers)
    assert {"query-unknown", "field-missing"} <= set(codes(told))
    stranger = api.http.get("/v1/ledgers/township/54?limit=x")
    assert codes(stranger) == ["unauthenticated"]
    api.follow()
    late = api.http.get("/v1/leads", headers={**headers, "Relief-After": "99999999"})
    (error,) = late.json()["errors"]
    assert (error["code"], error["place"], error["field"]) == (
        "header-invalid",
        "header",
        "Relief-After",
    )


@pytest.mark.parametrize("code", [*Code, *Edge])
def test_a_refusal_about_a_header_says_which(code: Code | Edge) -> None:
    """Whoever refuses by such a code: place, field and label; a sentence that names a header is of one."""
    error = told(Fault(code))
    if code in HEADERS:
        assert (error["place"], error["field"]) == (Place.HEADER, HEADERS[code])
        assert error["label"] and error["pointer"] is None
    named = [one for one in (KEY, VERSION, TYPE, DISPOSITION) if one in wording(code).sentence]
    assert not named or HEADERS[code] in named


@ONE_STORE
def test_a_version_that_is_old_and_a_key_used_before_are_told_by_their_headers(api: Api) -> None:
    """What the office finds wrong with a header, as what the edge does."""
    case = api.submit()
    body = {"reason": "不属本地", "document": "不予-1"}
    path = f"/v1/cases/{case}/acceptance-refusal"
    (stale,) = api.post(CASEWORKER, path, body, version=7).json()["errors"]
    assert (stale["code"], stale["place"], stale["field"]) == ("version-stale", "header", VERSION)
    assert api.post(CASEWORKER, "/v1/cases", application(), key="once").status_code == 201
    other = api.post(CASEWORKER, "/v1/cases", application(village="别的村"), key="once")
    for error in other.json()["errors"]:
        assert (error["code"], error["field"]) == ("idempotency-key-reused", KEY)
        assert error["place"] == "header"


@ONE_STORE
def test_a_document_that_is_not_there_yet_is_the_kind_in_the_path(api: Api) -> None:
    """A question has no body to point into."""
    told = api.get(CASEWORKER, f"/v1/cases/{api.submit()}/documents/relief-approval")
    for error in told.json()["errors"]:
        assert (error["place"], error["field"], error["pointer"]) == ("path", "kind", None)


@ONE_STORE
def test_no_fault_is_told_that_only_follows_from_another(api: Api) -> None:
    """The day that was given is to blame for the law; a township that is none, for itself."""
    asked = {"on": "2017-01-01", "township": "540121200"}
    fields = told_of(api, asked)
    assert "on" in fields and "accepted_on" not in fields
    assert told_of(api, {**asked, "on": "2026-02-02", "township": "540199999"}) >= {"township"}
    assert "accepted_on" not in told_of(api, {"on": "2026-02-02", "township": "999999999"})
    assert "accepted_on" in told_of(api, {**asked, "on": "2026-02-02", "accepted_on": "2017-01-01"})


def told_of(api: Api, body: dict[str, Any]) -> set[str]:
    """The fields that the refusal of a question to assess is about."""
    answer = api.http.post("/v1/assessments", json=body, headers=api.headers(CASEWORKER))
    return {e["field"] for e in answer.json()["errors"]}


@ONE_STORE
def test_json_is_utf_8_and_what_else_came_is_said(api: Api) -> None:
    """Another charset is refused, a mark at the beginning and bad signs are called by name."""
    for kind in ("application/json; charset=gbk", 'application/json;charset="GB18030"'):
        told = api.raw(b"{}", kind=kind)
        assert (told.status_code, codes(told)) == (415, ["media-type-wrong"])
        assert told.json()["errors"][0]["place"] == "header"
    assert "field-missing" in codes(api.raw(b"{}", kind='application/json; charset="UTF-8"'))
    for raw, fault in ((b"\xef\xbb\xbf{}", "byte-order-mark"), (b'{"a":"\xb2\xe2"}', "not-utf-8")):
        (error,) = api.raw(raw).json()["errors"]
        assert (error["code"], error["facts"]["fault"]) == ("body-not-json", fault)

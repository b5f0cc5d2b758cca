"""What a question asks wrongly is told whole: each parameter by its name, the rule and the way out."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from domain.ground.refusal import Code
from relief.api.routes import ROUTES
from relief.api.speech import spoken
from relief.words.dictionary import table, word
from relief.words.refusals import of_field
from tests.api.asked import CHOICES, Asked, operations
from tests.api.conftest import Api, codes
from tests.api.limits import resolved
from tests.api.test_contract import _reasons
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.words import CASEWORKER, application

NUMBERS = {
    "case": "540121200-20260101-ABCDEF",
    "lead": "540121200-20260101-ABCDEF",
    "county": "540121",
    "code": "540121200",
    **CHOICES,
}
FORMS = {"CountyLedger": {"code": "540121"}}
"""Where a name of a path is written otherwise than elsewhere."""

BROWSERS = {"FinishSignIn"}
"""Called by a browser that comes back with whatever the provider added."""


def questions(api: Api) -> list[tuple[Asked, dict[str, Mapping[str, Any]]]]:
    """Every question that is read by GET, with the schemas of its conditions."""
    document = api.app.openapi()
    found = []
    for one in operations(document):
        if one.method == "get" and one.id not in BROWSERS:
            given = one.said.get("parameters", ())
            asked = {p["name"]: p["schema"] for p in given if p["in"] == "query"}
            found.append((one, {name: resolved(s, document) for name, s in asked.items()}))
    return found


def refused(api: Api, one: Asked, query: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The grounds of a refusal of the question asked so; each is a whole Chinese sentence."""
    path = one.path.format(**{**NUMBERS, **FORMS.get(one.id, {})})
    headers = api.headers(CASEWORKER)
    answer = api.http.get(path, params=query, headers=headers)
    assert answer.status_code == 400, (one.id, query, answer.text)
    errors: list[dict[str, Any]] = answer.json()["errors"]
    for error in errors:
        assert error["pointer"] is None and error["way_out"], (one.id, error)
        assert error["label"] in error["message"], (one.id, error)
    return errors


def wrongly(schema: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """What no condition of this schema may be, its fault, and what must stand beside it."""
    if "enum" in schema:
        yield "zz", "not-in-list", {"allowed": ",".join(schema["enum"])}
    if schema.get("type") == "integer":
        yield "x", "not-digits", {}
        least, most = schema["minimum"], schema["maximum"]
        yield str(most + 1), "too-large", {"most": str(most)}
        yield str(least - 1), "too-small", {"least": str(least)}
        for length in (20, 5000):
            yield "9" * length, "too-large", {"most": str(most)}
            yield "-" + "9" * length, "too-small", {"least": str(least)}
    if schema.get("format") == "date":
        yield "2026-02-30", "not-a-date", {}
    if "pattern" in schema:
        yield "!", "not-", {}
    elif "maxLength" in schema:
        length = schema["maxLength"]
        yield "W" * (length + 1), "too-long", {"most": str(length)}


@ONE_STORE
def test_every_ill_formed_condition_says_the_rule_it_broke(api: Api) -> None:
    """Each parameter of each question: a value of no list, form or bound is told which."""
    tried, untold = 0, []
    for one, asked in questions(api):
        for name, schema in asked.items():
            for value, fault, more in wrongly(schema):
                (error,) = [e for e in refused(api, one, {name: value}) if e["field"] == name]
                tried += 1
                facts = error["facts"]
                right = facts["fault"].startswith(fault) and facts.items() >= more.items()
                said = all(one in error["message"] for one in more.values() if one.isdigit())
                named = all(one in error["message"] for one in worded(facts))
                if error["code"] != "query-invalid" or not (right and said and named):
                    untold.append((one.id, name, value, error))
    assert tried > 60 and untold == []


def worded(facts: Mapping[str, str]) -> list[str]:
    """The values of a closed list in words, by the name that /v1/words has for it."""
    if "list" not in facts or "titles" in facts:
        return [word("fault", facts["fault"])]
    return [word(facts["list"], value) for value in facts["allowed"].split(",")]


@ONE_STORE
def test_no_condition_is_passed_over_and_those_there_are_are_named(api: Api) -> None:
    """An address with conditions names its own in Chinese; one without takes none at all."""
    for one, asked in questions(api):
        told = {e["field"]: e for e in refused(api, one, {"zz": "1"})}
        error = told["zz"]
        assert error["code"] == "query-unknown", one.id
        assert [*filter(None, error["facts"].get("allowed", "").split(","))] == [*asked], one.id
        titles = [
            p["schema"]["title"] for p in one.said.get("parameters", ()) if p["in"] == "query"
        ]
        assert all(title in error["message"] for title in titles), error
    for route in ROUTES:
        path = re.sub(r"\{\w+\}", "x", route.path)
        answer = api.post(CASEWORKER, f"{path}?zz=1", application())
        assert "query-unknown" in codes(answer), route.name


@ONE_STORE
def test_what_is_missing_unknown_and_wrong_is_told_together(api: Api) -> None:
    """All faults of one question at once, each under its own code."""
    needed = [
        (one, p["name"])
        for one, _ in questions(api)
        for p in one.said.get("parameters", ())
        if p["in"] == "query" and p.get("required")
    ]
    assert len(needed) == 3
    for one, name in needed:
        (error,) = [e for e in refused(api, one, {"zz": "1"}) if e["field"] == name]
        assert error["code"] == "query-missing"
    asked = {"area": "x", "state": "x", "limit": "0", "zz": "1"}
    answer = api.get(CASEWORKER, "/v1/leads", **asked)
    assert sorted(codes(answer)) == ["query-invalid"] * 3 + ["query-unknown"]
    assert {e["field"] for e in answer.json()["errors"]} == asked.keys()
    many = "/v1/leads?limit=1&limit=2&area=1&area=2&zz=1"
    twice = api.http.get(many, headers=api.headers(CASEWORKER))
    assert {(e["code"], e["field"], e["label"]) for e in twice.json()["errors"]} == {
        ("query-repeated", "limit", "每页条数"),
        ("query-repeated", "area", "行政区划"),
        ("query-unknown", "zz", "zz"),
    }


@ONE_STORE
@pytest.mark.parametrize(
    ("path", "query", "allowed"),
    [
        ("/v1/time-limits", {"time_limit": "zz"}, "审核"),
        ("/v1/calendar/due", {"start": "2026-03-02", "limit": "zz"}, "审核"),
        ("/v1/reference-values", {"series": "zz"}, "城镇低保月保障标准"),
    ],
)
def test_a_list_that_stands_in_the_law_names_its_entries_by_their_titles(
    api: Api, path: str, query: dict[str, str], allowed: str
) -> None:
    """What the pack calls them, with the ids beside for whoever writes the question."""
    (error,) = api.get(CASEWORKER, path, **query).json()["errors"]
    assert allowed in error["facts"]["titles"] and error["facts"]["titles"] in error["message"]
    ids, titles = error["facts"]["allowed"].split(","), error["facts"]["titles"].split("；")
    assert len(ids) == len(titles)


def test_a_fields_own_sentence_is_never_joined_to_a_fault_of_another_kind() -> None:
    """Its rule is said where the rule was broken; a fault of form is said alone and whole."""
    own = table("refusals", "field-invalid")["fields"]
    assert len(own) > 10
    for field in own:
        said, _ = of_field(Code.FIELD_INVALID, field)
        assert "{fault}" not in said, field
        for fault in ("not-a-list", "not-a-text", "not-in-list", "too-long"):
            told, _ = spoken(Code.FIELD_INVALID, field, {"fault": fault})
            assert word("fault", fault) in told and told.startswith("“"), told
            assert said[:-1] not in told, told


def test_every_invalid_field_says_what_is_wrong_with_it() -> None:
    """Each rule that finds a field wrong names the fault, or the field has a sentence of its own."""
    own = table("refusals", "field-invalid")["fields"]
    found = [(field, facts) for code, field, facts in _reasons() if code is Code.FIELD_INVALID]
    assert len(found) > 20
    assert [one for one in found if "fault" not in one[1] and one[0] not in own] == []


@ONE_STORE
def test_a_value_of_no_list_is_told_in_a_body_as_in_a_query(api: Api) -> None:
    """The same fault, the same words of the values, under the code of its place."""
    body = api.post(CASEWORKER, "/v1/cases", application(category="zz")).json()["errors"]
    query = api.get(CASEWORKER, "/v1/materials", category="zz").json()["errors"]
    (one,), (other,) = body, query
    assert (one["code"], other["code"]) == ("field-invalid", "query-invalid")
    assert one["pointer"] == "/category" and one["facts"] == other["facts"]
    values = [word("Category", value) for value in one["facts"]["allowed"].split(",")]
    assert all(v in one["message"] and v in other["message"] for v in values)

"""What a body must be: strict JSON, plain sums, a key of its own; all faults told together."""

import json
from typing import Any

from tests.api.conftest import Api, codes
from tests.api.words import (
    CASEWORKER,
    NAME,
    application,
    identity_number,
)


def told(body: dict[str, Any], field: str) -> dict[str, Any]:
    """The error about a field."""
    found: dict[str, Any] = next(e for e in body["errors"] if e["field"] == field)
    return found


def test_all_faults_of_a_body_are_told_together_and_nothing_is_stored(api: Api) -> None:
    """Missing, surplus, mistyped and unlisted fields in one answer, without the values."""
    before = api.position()
    body = application(subject=NAME, requested="-5", surplus=NAME, lives_in=7)
    del body["statement"]
    body["members"][0]["id_number"] = 540121190106050017
    refused = api.post(CASEWORKER, "/v1/cases", body)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    problem = refused.json()
    assert told(problem, "statement")["code"] == "field-missing"
    assert told(problem, "surplus")["code"] == "field-unknown"
    assert told(problem, "subject")["facts"]["fault"] == "not-in-list"
    assert told(problem, "requested")["facts"]["fault"] == "amount-negative"
    assert told(problem, "lives_in")["facts"]["fault"] == "not-a-text"
    assert told(problem, "members.0.id_number")["facts"]["fault"] == "not-a-text"
    assert all(error["way_out"] and error["message"] for error in problem["errors"])
    assert NAME not in refused.text
    assert "540121190106050017" not in refused.text
    assert api.position() == before


WRONG_SUMS: list[tuple[Any, str]] = [
    ("-1.00", "amount-negative"),
    ("1.001", "amount-decimals"),
    ("１８００", "amount-full-width"),
    ("1,800", "amount-form"),
    ("1e3", "amount-form"),
    ("", "amount-form"),
    ("9999999999", "amount-too-large"),
    (1800, "amount-not-text"),
    (1800.0, "amount-not-text"),
]


def test_money_is_plain_yuan_in_quotes(api: Api) -> None:
    """Each wrong way to write a sum has its own message; an optional sum may be null."""
    before = api.position()
    for amount, fault in WRONG_SUMS:
        answer = api.post(CASEWORKER, "/v1/cases", application(requested=amount))
        assert answer.status_code == 422, amount
        error = told(answer.json(), "requested")
        assert error["facts"] == {"fault": fault}
        assert "金额" in error["message"]
    assert api.position() == before
    assert api.post(CASEWORKER, "/v1/cases", application(requested=None)).status_code == 201


def test_rules_about_words_are_gathered_with_their_articles(api: Api) -> None:
    """Unknown division, future date and wrong identity number come back at once."""
    before = api.position()
    body = application(
        lives_in="540121999",
        incident={"cause": "fire", "on": "2026-03-03", "place": "雪莲村"},
    )
    wrong = identity_number()[:-1] + ("0" if identity_number()[-1] != "0" else "1")
    body["members"][0]["id_number"] = wrong
    refused = api.post(CASEWORKER, "/v1/cases", body)
    assert refused.status_code == 422
    problem = refused.json()
    assert told(problem, "lives_in")["article_text"] == "拉政发〔2018〕202号第三条"
    assert told(problem, "incident.on")["code"] == "date-in-future"
    number = told(problem, "members.0.id_number")
    assert number["code"] == "identity-number-wrong"
    assert number["facts"] == {"fault": "check-digit"}
    assert wrong not in refused.text
    assert api.position() == before


def test_an_unknown_township_is_not_taken(api: Api) -> None:
    """A township nobody knows is said to be unknown."""
    refused = api.post(CASEWORKER, "/v1/cases", application(township="540121999"))
    assert (refused.status_code, codes(refused)) == (422, ["division-unknown"])


NO_OBJECTS = [
    b"{",
    b"[]",
    b'"x"',
    b"\xff\xfe",
    b'{"a": NaN}',
    b'{"a": Infinity}',
    b'{"statement": "\\ud800"}',
    b"[" * 100_000,
    b'{"a": ' + b"9" * 5000 + b"}",
]


def test_what_is_no_json_object_is_refused(api: Api) -> None:
    """Neither broken JSON nor what only some programs take for JSON comes through."""
    before = api.position()
    for content in NO_OBJECTS:
        refused = api.raw(content)
        assert (refused.status_code, codes(refused)) == (400, ["body-not-json"]), content[:30]
    assert api.position() == before


def test_a_key_given_twice_is_refused(api: Api) -> None:
    """Which of two values counts is not guessed, however deep they stand."""
    text = json.dumps(application(), ensure_ascii=False)
    twice = text.replace('"cause": "fire"', '"cause": "drowning", "cause": "fire"')
    refused = api.raw(twice.encode())
    assert (refused.status_code, codes(refused)) == (422, ["field-repeated"])
    assert refused.json()["errors"][0]["field"] == "cause"


def test_large_and_foreign_bodies_are_refused(api: Api) -> None:
    """More than 256 KiB is not read; only JSON is."""
    large = api.raw(b" " * (256 * 1024 + 1))
    assert (large.status_code, codes(large)) == (413, ["body-too-large"])
    foreign = api.raw(b"<a/>", kind="text/xml")
    assert (foreign.status_code, codes(foreign)) == (415, ["media-type-wrong"])


def test_a_write_needs_a_sound_key_of_its_own(api: Api) -> None:
    """No key, or one that is empty, long or invisible, and nothing happens."""
    before = api.position()
    missing = api.http.post("/v1/cases", json=application(), headers=api.headers(CASEWORKER))
    assert (missing.status_code, codes(missing)) == (400, ["idempotency-key-missing"])
    for key in ("", "a b", "x" * 101):
        wrong = api.http.post(
            "/v1/cases", json=application(), headers=api.headers(CASEWORKER, Idempotency_Key=key)
        )
        assert (wrong.status_code, codes(wrong)) == (400, ["idempotency-key-invalid"])
    assert api.position() == before

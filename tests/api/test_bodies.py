"""What a body must be: strict JSON, plain sums, a key of its own; all faults told together."""

import json
from asyncio import run
from threading import current_thread
from typing import Any

from domain.case.intake import commands as c
from relief.api import reading
from relief.api.bodies import BODIES
from relief.api.records import safe_name
from tests.api.conftest import Api, codes
from tests.api.words import (
    CASEWORKER,
    NAME,
    PHONE,
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


WIDE = json.dumps({f"unknown_{n}": 1 for n in range(90)}).encode()
CROWDED = {
    "many unknown keys": json.dumps({f"k{n}": 1 for n in range(18_000)}).encode(),
    "one key many times": b"{" + b",".join([b'"a":1'] * 40_000) + b"}",
    "a list of nothing": json.dumps({"members": [1] * 80_000}).encode(),
    "lists in lists": json.dumps({"members": [[1] * 100] * 700}).encode(),
    "records of unknown keys": b'{"members":[' + b",".join([WIDE] * 150) + b"]}",
}


def test_no_body_makes_a_large_answer(api: Api) -> None:
    """240 KB of unknown or repeated keys or of list items are refused in a few words."""
    before = api.position()
    for how, content in CROWDED.items():
        assert 150_000 < len(content) < reading.LARGEST_BODY, how
        for path in ("/v1/cases", "/v1/assessments"):
            refused = api.raw(content, path)
            assert (refused.status_code, codes(refused)) == (400, ["body-too-many"]), how
            assert len(refused.content) < 2_000
    assert api.position() == before


def test_at_most_twenty_faults_are_told_and_the_rest_counted(api: Api) -> None:
    """Ninety unknown fields and what is missing: twenty of them, and how many more there are."""
    refused = api.raw(WIDE)
    problem = refused.json()
    assert (refused.status_code, len(problem["errors"])) == (422, 20)
    required = sum(one.is_required() for one in BODIES[c.SubmitApplication].model_fields.values())
    assert problem["more"] == 90 + required - 20
    assert f"共{90 + required}项，列出前20项" in problem["detail"]
    members = [{"relation": "child", "name": "", "id_number": "1"}] * 150
    refused = api.post(CASEWORKER, "/v1/cases", application(members=members))
    assert (len(refused.json()["errors"]), refused.json()["more"]) == (20, 130)
    few = api.raw(b"{}").json()
    assert few["more"] == 0 and len(few["errors"]) == required


def test_who_has_not_signed_in_sends_little(api: Api) -> None:
    """What anybody may send is read up to 4 KiB; the rest is let go, and the answer says so."""
    for content in (b'{"officer": "' + b"x" * 5_000 + b'"}', CROWDED["many unknown keys"]):
        headers = {"Content-Type": "application/json"}
        refused = api.http.post("/v1/sign-in/local", content=content, headers=headers)
        assert (refused.status_code, codes(refused)) == (413, ["body-too-large"])
        assert refused.json()["errors"][0]["facts"] == {"most": "4096"}


def test_a_large_body_is_read_beside_the_loop(api: Api) -> None:
    """Small ones at once; large ones on a thread, where they keep nobody else waiting."""
    seen: list[str] = []

    async def both() -> None:
        aside = reading.Aside()
        for raw in (b"{}", b" " * (reading.SMALL_BODY + 1)):
            await aside.read(raw, lambda: seen.append(current_thread().name))

    run(both())
    assert seen[0] == current_thread().name != seen[1]


def test_a_refusal_repeats_no_number_of_a_person(api: Api) -> None:
    """Also where the wrong word itself is a fact of the refusal."""
    before = api.position()
    for number in (PHONE, identity_number(), "༡༣༩༡༢༣༤༥༦༧༨"):
        refused = api.post(CASEWORKER, "/v1/cases", application(township=number))
        assert "division-unknown" in codes(refused)
        assert number not in refused.text and number not in api.log.getvalue()
    assert api.position() == before


def test_a_number_of_a_request_is_no_number_of_a_person(api: Api) -> None:
    """It is kept for ever: a telephone is refused however it is grouped; a random one is not."""
    for key in ("13912345678", "tel-139.1234.5678", "139-1234-5678"):
        told = api.post(CASEWORKER, "/v1/cases", application(), key=key)
        assert (told.status_code, codes(told)) == (400, ["idempotency-key-invalid"])
    random = "0000a139-1234-4678-9012-abcdefabcdef"
    assert api.post(CASEWORKER, "/v1/cases", application(), key=random).status_code == 201


def test_a_refusal_calls_every_field_of_ours_by_its_name(api: Api) -> None:
    """Fields with digits too: a missing one is told by its label, not hidden and not a failure."""
    case = api.submit()
    told = api.post(CASEWORKER, f"/v1/cases/{case}/documents", {}, 1)
    assert told.status_code == 422
    labels = {one["field"]: one["label"] for one in told.json()["errors"]}
    assert labels["sha256"] == "文件摘要"
    names = {name for body in BODIES.values() for name in body.model_fields}
    assert {name for name in names if safe_name(name) != name} == set()
    assert safe_name("13912345678") == safe_name("x1") == "?"

"""The log: one line per request, and no personal data whatever happens."""

import json
import logging
from datetime import datetime, timedelta
from io import StringIO

import structlog

from relief.logs import BLOT, Flat, configure, flatly
from tests.api.conftest import Api
from tests.api.words import (
    CARD,
    CASEWORKER,
    NAME,
    PHONE,
    STATEMENT,
    STRANGER,
    application,
    identity_number,
)

MARKED = (NAME, "标记姓名丙", PHONE, CARD, STATEMENT, identity_number(), identity_number(501))


def test_no_marked_value_reaches_log_answer_or_database_in_clear(api: Api) -> None:
    """Accepted, refused and malformed requests, reads and paths: none of it is written down."""
    answers = [api.post(CASEWORKER, "/v1/cases", application())]
    case = answers[0].json()["case"]
    wrong = application(subject=NAME, statement=7)
    wrong[NAME] = PHONE
    answers.append(api.post(CASEWORKER, "/v1/cases", wrong))
    answers.append(
        api.post(STRANGER, f"/v1/cases/{case}/urgency", {"kind": "fire", "reason": NAME})
    )
    answers.append(api.get(CASEWORKER, f"/v1/cases/{identity_number()}"))
    answers.append(api.get(CASEWORKER, "/v1/leads", area=identity_number(), name=NAME))
    answers.append(api.get(CASEWORKER, f"/v1/cases/{case}/history"))
    answers.append(api.get(CASEWORKER, f"/v1/cases/{case}"))
    written = api.log.getvalue() + "".join(a.text + str(dict(a.headers)) for a in answers)
    with api.service.journal.store.engine.connect() as connection:
        facts = connection.exec_driver_sql("SELECT body FROM events").all()
        receipts = connection.exec_driver_sql("SELECT outcome FROM commands").all()
    stored = "".join(str(row) for row in (*facts, *receipts))
    for value in MARKED:
        assert value not in written
        assert value not in stored


def test_each_request_has_one_line_with_its_template(api: Api) -> None:
    """Number, officer, template, case, status, time and codes; neither path nor query."""
    case = api.submit()
    api.get(CASEWORKER, f"/v1/cases/{case}?probe=geheim")
    api.post(CASEWORKER, f"/v1/cases/{case}/closing", {"volume": "x"})
    lines = [line for line in api.lines() if line["event"] == "request"]
    assert [line["route"] for line in lines] == [
        "/v1/cases",
        "/v1/cases/{case}",
        "/v1/cases/{case}/closing",
    ]
    assert "geheim" not in api.log.getvalue()
    last = lines[-1]
    assert (last["officer"], last["case"], last["status"]) == ("cw", case, 403)
    assert last["codes"] == ["post-not-competent"]
    assert last["ms"] > 0


def test_the_number_of_a_request_is_taken_over_where_it_is_plain(api: Api) -> None:
    """A client's own number goes through; anything else is replaced."""
    named = api.http.get("/healthz", headers={"X-Request-Id": "abc-1"})
    assert named.headers["x-request-id"] == "abc-1"
    odd = api.http.get("/healthz", headers={"X-Request-Id": "a b"})
    assert odd.headers["x-request-id"] != "a b"


def test_numbers_that_could_be_a_persons_are_blotted_out() -> None:
    """Also in lines of libraries, also deep inside, also behind an exception."""
    stream = StringIO()
    configure("INFO", stream)
    logging.getLogger("library").warning("number %s of %s", identity_number(), PHONE)
    structlog.get_logger("x").info("said", deep={"list": [CARD, 5]}, token="relief1.abc.def")
    try:
        raise ValueError(NAME)
    except ValueError:
        structlog.get_logger("x").exception("failed")
    written = stream.getvalue()
    for value in (identity_number(), PHONE, CARD, NAME, "relief1.abc"):
        assert value not in written
    first, second, third = map(json.loads, written.splitlines())
    assert first["event"] == f"number {BLOT} of {BLOT}"
    assert second["deep"] == {"list": [BLOT, 5]}
    assert third["exception"][0]["type"] == "builtins.ValueError"
    assert "message" not in third["exception"][0]


def test_case_numbers_and_positions_are_not_mistaken_for_persons() -> None:
    """What an operator needs stays readable."""
    stream = StringIO()
    configure("INFO", stream)
    structlog.get_logger("x").info("said", case="540121200-20260302-ABC123", position=123456789012)
    line = json.loads(stream.getvalue())
    assert line["case"] == "540121200-20260302-ABC123"
    assert line["position"] == 123456789012


def test_a_flat_line_is_guarded_and_formed_as_any_other() -> None:
    """The one line of each request, which is written without the processors."""
    stream = StringIO()
    configure("INFO", stream)
    said = {"case": PHONE, "codes": [CARD, "busy"], "status": 409, "ms": 1.5}
    flatly(logging.getLogger("x"), Flat(event="said", **said))
    structlog.get_logger("x").info("said", **said)
    flat, other = map(json.loads, stream.getvalue().splitlines())
    stamps = [datetime.fromisoformat(line.pop("timestamp")) for line in (flat, other)]
    assert timedelta() <= stamps[1] - stamps[0] < timedelta(minutes=1)
    assert flat == other
    assert (flat["case"], flat["codes"]) == (BLOT, [BLOT, "busy"])


def test_a_flat_line_is_not_written_below_the_level() -> None:
    """As any other."""
    configure("WARNING", stream := StringIO())
    flatly(logging.getLogger("x"), Flat(event="said"))
    assert stream.getvalue() == ""

"""Single values at their limits, one by one: refused by name, on both databases."""

import re
from typing import Any
from unittest.mock import AsyncMock

import pytest
from starlette.routing import Match

from domain.ground.identity import check_digit
from relief.api.app import CommandAddress, Commands
from relief.api.routes import ROUTES, CommandRoute
from tests.api.conftest import Api, codes
from tests.api.words import APPROVER, CASEWORKER, CITY, application, identity_number


def test_a_document_by_number_before_there_is_one_is_not_issued_yet(api: Api) -> None:
    """Its draft may be looked at, its first copy is not there: 409 with what is awaited."""
    case = api.submit()
    draft = api.get(CASEWORKER, f"/v1/cases/{case}/documents/acceptance-notice")
    assert (draft.status_code, draft.headers["relief-document-standing"]) == (200, "draft")
    path = f"/v1/cases/{case}/documents/acceptance-notice"
    for number in (1, 2, 1000):
        early = api.get(CASEWORKER, path, number=number)
        assert (early.status_code, codes(early)) == (409, ["document-not-issued"])
        assert early.json()["errors"][0]["article_text"] == "拉政发〔2018〕202号第十五条"


def test_a_limit_that_would_end_after_the_last_day_is_refused(api: Api) -> None:
    """9999-12-28 and ten working days: 400 naming the day it starts on."""
    for start in ("9999-12-28", "9999-12-31"):
        told = api.get(CASEWORKER, "/v1/calendar/due", start=start, limit="examination")
        assert (told.status_code, codes(told)) == (400, ["query-invalid"])
        assert told.json()["errors"][0]["field"] == "start"


@pytest.mark.article("16")
def test_every_wrong_identity_number_is_told_at_once(api: Api) -> None:
    """Two members of three, in one answer (16); nothing is stored and no number comes back."""
    before, first = api.position(), identity_number()
    wrong = [f"54012119010605{n:03d}" for n in (31, 32)]
    wrong = [one + ("0" if check_digit(one) != "0" else "1") for one in wrong]
    members = [
        {"relation": relation, "name": name, "id_number": number}
        for relation, name, number in zip(
            ("applicant", "spouse", "child"), "甲乙丙", (wrong[0], first, wrong[1]), strict=True
        )
    ]
    told = api.post(CASEWORKER, "/v1/cases", application(members=members))
    assert (told.status_code, codes(told)) == (422, ["identity-number-wrong"] * 2)
    fields = [error["field"] for error in told.json()["errors"]]
    assert fields == ["members.0.id_number", "members.2.id_number"]
    assert not any(number in told.text for number in (*wrong, first))
    assert api.position() == before


def test_every_township_a_county_does_not_have_is_told(api: Api) -> None:
    """A delegation that names two of them is refused for both."""
    words = {
        "number": "委1",
        "document": "委托书",
        "ceiling": "2000.00",
        "townships": ["540104200", "540121200", "540122200"],
        "valid_from": "2026-03-01",
        "valid_to": "2026-12-31",
        "kinds": [],
    }
    told = api.post(APPROVER, "/v1/counties/540121/delegations", words)
    wrong = [e["facts"]["division"] for e in told.json()["errors"] if e["field"] == "townships"]
    assert wrong == ["540104200", "540122200"]


WRITTEN = {
    "Tibetan digits": "联系电话༡༣༩༡༢༣༤༥༦༧༨",
    "hidden signs": "电话" + "\u200b".join("13912345678"),
    "groups": "电话139-1234-5678",
    "words": "一三九一二三四五六七八",
}


def test_a_telephone_in_any_script_is_refused_in_a_plain_field(api: Api) -> None:
    """Tibetan digits, digits with what nobody sees between them, hyphens, words: kept nowhere."""
    before = api.position()
    for how, said in WRITTEN.items():
        told = api.post(CASEWORKER, "/v1/cases", application(village=said))
        assert (told.status_code, codes(told)[0]) == (422, "personal-number"), how
        assert said not in told.text and said not in api.log.getvalue()
    assert api.position() == before


NO_DAYS = (
    "0001-01-01",
    "1948-12-31",
    "1772409600",
    "2026-03-02T00:00:00Z",
    "2026-3-2",
    "20260302",
    " 2026-03-02",
    "２０２６-03-02",
    "2026-02-29",
    "",
)


def test_a_day_is_written_in_a_query_as_in_a_body(api: Api) -> None:
    """YYYY-MM-DD and nothing else: no seconds since 1970, no instant, no other spelling."""
    api.follow()
    for said in NO_DAYS:
        for path, query in (
            ("/v1/calendar/due", {"start": said, "limit": "examination"}),
            ("/v1/ledgers/township/540121200", {"approved_from": said}),
            ("/v1/public-notices", {"posted_to": said}),
            ("/v1/counties/540121/delegations", {"in_force": said}),
        ):
            told = api.get(CASEWORKER, path, **query)
            assert (told.status_code, codes(told)) == (400, ["query-invalid"]), (path, said)
    for day in ("1772409600", "0001-01-01"):
        wrong = application(incident={"cause": "fire", "on": day, "place": "雪莲村"})
        told = api.post(CASEWORKER, "/v1/cases", wrong)
        assert (told.status_code, codes(told)) == (422, ["field-invalid"])


@pytest.mark.parametrize("year", [0, 1, 1900, 9999])
def test_a_year_is_one_of_which_something_can_be_said(api: Api, year: int) -> None:
    """Neither costs nor holidays are of the year 1, or of one that nobody arranged yet."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    found = {"expense_year": year, "circumstances": {}}
    told = api.post(CASEWORKER, f"/v1/cases/{case}/circumstances", found)
    assert "expense_year" in {error["field"] for error in told.json()["errors"]}
    words = {
        "year": year,
        "holidays": [{"name": "春节", "effect": "establishes", "off": ["2026-02-16"]}],
        "document": "通知",
        "source": "https://a.example",
    }
    told = api.post(CITY, "/v1/calendar/notices", {"region": "5401", **words})
    assert told.status_code == 422, told.text
    assert "year" in {error["field"] for error in told.json()["errors"]}


NO_NUMBERS = ("007", "+5", " 5", "5 ", "5.0", "1e2", "1_0", "༥", "５", "0x5", "9" * 30, "")


def test_a_number_is_written_in_a_query_as_in_a_body(api: Api) -> None:
    """As JSON spells it: no zeros before, sign, blank, fraction or digits of another script."""
    api.follow()
    case = api.submit()
    for said in NO_NUMBERS:
        for path, name in (
            ("/v1/leads", "limit"),
            ("/v1/leads", "after"),
            ("/v1/ledgers/township/540121200", "as_of"),
            ("/v1/ledgers/township/540121200", "year"),
            (f"/v1/cases/{case}/documents/application-form", "number"),
        ):
            told = api.get(CASEWORKER, path, **{name: said})
            assert (told.status_code, codes(told)) == (400, ["query-invalid"]), (name, said)
        headers: dict[str, Any] = {**api.headers(CASEWORKER), "Relief-After": said.encode()}
        late = api.http.get("/v1/leads", headers=headers)
        assert (late.status_code, codes(late)) == (400, ["header-invalid"]), said
    for said, fault in (("9" * 20, "too-large"), ("9" * 5000, "too-large"), ("-1", "too-small")):
        headers = {**api.headers(CASEWORKER), "Relief-After": said}
        (error,) = api.http.get("/v1/leads", headers=headers).json()["errors"]
        assert (error["code"], error["facts"]["fault"]) == ("header-invalid", fault), said


NO_VERSIONS = ('"01"', 'W/"1"', ' "1" ', '"1', "1", '"1","2"', '"+1"', '"1.0"', "*", '""', '"༡"')


def test_the_version_seen_is_given_exactly(api: Api) -> None:
    """If-Match is one number in quotes, as the case showed it: nothing is read into it."""
    case = api.submit()
    for said in NO_VERSIONS:
        headers: dict[str, Any] = {**api.headers(CASEWORKER, Idempotency_Key="version")}
        headers["If-Match"] = said.encode()
        told = api.http.post(f"/v1/cases/{case}/withdrawal", json={}, headers=headers)
        assert "if-match-invalid" in codes(told), said


def test_a_cursor_is_given_back_to_the_letter(api: Api) -> None:
    """Cut short, lengthened or spelled otherwise, it leads nowhere."""
    api.follow()
    for made_up in ("W", "WyJ4Il0=", "WyJ4 Il0", "Wy-*", "x" * 600, ""):
        told = api.get(CASEWORKER, "/v1/leads", cursor=made_up)
        assert (told.status_code, codes(told)) == (400, ["query-invalid"]), made_up


NUMBERED = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_each_address_is_found_and_nothing_beside_it(route: CommandRoute) -> None:
    """Whatever number stands in it; by another method it is there and not allowed."""
    commands = Commands([CommandAddress(one, AsyncMock()) for one in ROUTES])

    def matched(path: str, method: str = "POST") -> tuple[Match, Any]:
        scope = {"type": "http", "method": method, "path": path, "headers": []}
        match, found = commands.matches(scope)
        return match, getattr(found.get("route"), "command", None)

    path = NUMBERED.sub("a-number", route.path)
    assert matched(path) == (Match.FULL, route.command)
    assert matched(path, "GET") == (Match.PARTIAL, route.command)
    others = [f"{path}/", f"{path}/x", f"/x{path}", path.replace("/v1/", "/v2/"), path[:-1]]
    others += [NUMBERED.sub(number, route.path) for number in ("", "a/b")]
    assert {matched(other) for other in others if other != path} == {(Match.NONE, None)}

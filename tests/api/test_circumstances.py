"""困难情况登记 over HTTP: the words of 试算, of a real case; what the law says of it, and what is missing."""

from typing import Any

import pytest

from domain.ground.terms import Category
from relief.api.assessed import plain
from relief.api.beyond import ELSEWHERE, unnamed
from relief.api.territory import territory
from tests.api.conftest import Api, codes
from tests.api.test_journeys import CHECK, VISIT
from tests.api.words import CASEWORKER, LEADER, MONDAY, NAME, READER, STRANGER, identity_number
from tests.case.hardship import fitting
from tests.case.words import yuan


def circumstances(**changes: Any) -> dict[str, Any]:
    """What was found out about the family of two after the fire."""
    facts = fitting(Category.SUDDEN_HARDSHIP, yuan(1820), MONDAY.date(), members=2)
    told: dict[str, Any] = plain(facts)
    return {**told, **changes}


def looked_into(api: Api) -> str:
    """Accepted, checked and visited."""
    case = api.submit(category="sudden-hardship")
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    api.act(CASEWORKER, case, "means-check", **CHECK)
    api.act(CASEWORKER, case, "home-visits", **VISIT)
    return case


def recorded(api: Api, **changes: Any) -> str:
    """And its circumstances recorded."""
    case = looked_into(api)
    body = {"expense_year": 2026, "circumstances": circumstances(**changes)}
    api.act(CASEWORKER, case, "circumstances", **body)
    return case


def step(api: Api, case: str, command: str) -> dict[str, Any]:
    """One of the next steps of the caseworker."""
    path = f"/v1/cases/{case}/next-steps"
    found: dict[str, Any] = api.get(CASEWORKER, path, command=command).json()["step"]
    return found


@pytest.mark.article("11.1")
def test_a_case_is_assessed_by_the_very_function_that_holds_its_opinion(api: Api) -> None:
    """Verdict and range of the case are those the opinion is held to (11.1)."""
    case = recorded(api)
    told = api.get(CASEWORKER, f"/v1/cases/{case}/assessment").json()
    assert (told["record"], told["verdict"]["code"]) == (1, "due")
    assert (told["amount"]["least"], told["amount"]["most"]) == ("1820.00", "10000.00")
    opinion = {"opinion": "positive", "recommended": "1819.99", "reasons": "困难属实"}
    refused = api.post(CASEWORKER, f"/v1/cases/{case}/opinion", opinion)
    assert (refused.status_code, codes(refused)) == (422, ["amount-outside-range"])
    error = refused.json()["errors"][0]
    assert error["article_text"].startswith("拉政发〔2018〕202号第十一条")
    assert "1820.00元至10000.00元" in error["message"]
    api.act(CASEWORKER, case, "opinion", **{**opinion, "recommended": "1820.00"})
    (signed,) = [
        item
        for item in api.get(READER, f"/v1/cases/{case}/history").json()["items"]
        if item["fact"] == "opinion-signed"
    ]
    assert signed["fields"]["prescribed"]["verdict"] == "due"


@pytest.mark.article("9")
def test_why_not_yet_names_the_missing_fact_in_chinese_with_its_article(api: Api) -> None:
    """Nothing recorded: a reason. Something missing: a caution that some words could answer (9)."""
    case = looked_into(api)
    before = step(api, case, "SignOpinion")
    assert not before["allowed"]
    assert [r["code"] for r in before["reasons"]] == ["circumstances-missing"]
    body = {"expense_year": 2026, "circumstances": circumstances(spending=None, evidence=[])}
    api.act(CASEWORKER, case, "circumstances", **body)
    after = step(api, case, "SignOpinion")
    assert after["allowed"] and after["reasons"] == []
    messages = {c["message"]: c["article_text"] for c in after["cautions"]}
    assert any(
        "必需支出超过存款与上年收入之和的2倍" in m and "第九条" in t for m, t in messages.items()
    )
    assert any("事故证明" in message for message in messages)


def test_every_fault_of_a_record_is_told_at_once_and_nothing_is_stored(api: Api) -> None:
    """Form and facts alike: no names, no invented members, no impossible bills."""
    case = looked_into(api)
    before = api.position()
    named = circumstances()
    named["statements"][0]["source"]["evidence"] = NAME
    named["spending"]["food"]["amount"] = "-1"
    body = {"expense_year": 2026, "circumstances": named, "correction": identity_number()}
    refused = api.post(CASEWORKER, f"/v1/cases/{case}/circumstances", body)
    assert refused.status_code == 422 and NAME not in refused.text
    faults = {error["field"]: error["facts"]["fault"] for error in refused.json()["errors"]}
    assert faults == {
        "circumstances.statements.0.source.evidence": "not-an-id",
        "circumstances.spending.food.amount": "amount-negative",
        "correction": "not-an-id",
    }
    body = {"expense_year": 2027, "circumstances": circumstances(members=5, subject="individual")}
    refused = api.post(CASEWORKER, f"/v1/cases/{case}/circumstances", body)
    fields = {error["field"] for error in refused.json()["errors"]}
    assert fields == {"expense_year", "circumstances.members", "circumstances.subject"}
    assert api.position() == before


@pytest.mark.article("18.1.1")
def test_only_the_caseworker_of_the_township_records(api: Api) -> None:
    """Others are told they may not, or that there is no such case (18.1.1)."""
    case = looked_into(api)
    body = {"expense_year": 2026, "circumstances": circumstances()}
    path = f"/v1/cases/{case}/circumstances"
    assert api.post(LEADER, path, body).status_code == 403
    assert api.post(STRANGER, path, body).status_code == 404
    assert api.get(STRANGER, f"/v1/cases/{case}/assessment").status_code == 404


def test_a_case_nobody_recorded_anything_of_is_assessed_as_incomplete(api: Api) -> None:
    """The application alone says what would have to be found out."""
    case = api.submit(category="sudden-hardship")
    told = api.get(CASEWORKER, f"/v1/cases/{case}/assessment").json()
    assert (told["record"], told["verdict"]["code"]) == (None, "facts-missing")
    assert told["missing"] and all(one["article_text"] for one in told["missing"])


def test_grants_of_other_territories_count_and_have_no_number() -> None:
    """A township officer does not learn that a case exists elsewhere."""
    trace = {
        "question": {
            "same_matter": "540104200-1",
            "earlier": [
                {"case": "540104200-1", "amount": "9000.00"},
                {"case": "540121200-2", "amount": "100.00"},
            ],
        }
    }
    told = unnamed({"assessment": trace}, territory(LEADER).holds)["assessment"]["question"]
    assert told["same_matter"] == ELSEWHERE
    assert [grant["case"] for grant in told["earlier"]] == [ELSEWHERE, "540121200-2"]
    assert [grant["amount"] for grant in told["earlier"]] == ["9000.00", "100.00"]
    assert unnamed({"assessment": trace}, territory(READER).holds) == {"assessment": trace}

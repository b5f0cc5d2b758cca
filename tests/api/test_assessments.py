"""试算 over HTTP: the worked values, every fault at once, and nothing stored."""

from typing import Any

import httpx
import pytest

from domain.assessment.result import Verdict
from domain.ground.terms import Category
from relief.bootstrap import published_values, record_missing
from relief.words.dictionary import of
from tests.api.conftest import Api
from tests.api.words import CASEWORKER, CITY, READER

PATH, VALUES = "/v1/assessments", "/v1/reference-values"
DAY = "2021-09-06"
SEEN = {"certainty": "verified", "evidence": "paper-1", "on": "2021-09-01"}
INCOME = {
    "region": "5401",
    "series": "disposable_income_per_resident",
    "period": 2020,
    "published_on": "2021-04-20",
    "value": "30000.00",
    "document": "虚构统计公报",
    "source": "市统计局",
}


def figure(amount: str) -> dict[str, Any]:
    return {"amount": amount, "source": SEEN}


def stated(*claims: str) -> list[dict[str, Any]]:
    return [{"claim": claim, "holds": True, "source": SEEN} for claim in claims]


def bill(amount: str, id: str = "b-1") -> dict[str, Any]:
    return {"id": id, "patient": "member-2", "settled_on": "2021-08-02", "total": amount}


def facts(**changes: Any) -> dict[str, Any]:
    """What every kind of hardship shares."""
    body: dict[str, Any] = {
        "subject": "household",
        "household_size": 3,
        "other_aid": "not-covered",
        "township": "540102003",
        "on": DAY,
        "spending": {
            "start": "2021-01-01",
            "end": DAY,
            "food": figure("9000.00"),
            "medical": figure("30000.00"),
        },
        "means": {
            "deposits": figure("1000.00"),
            "income_last_year": figure("12000.00"),
            "income_per_head": figure("8000.00"),
        },
    }
    return {**body, **changes}


def medical(*amounts: str, **changes: Any) -> dict[str, Any]:
    """A family with bills of a sudden major illness."""
    return facts(
        **{
            "category": "medical-expenditure",
            "cause": "major-illness",
            "statements": stated("remaining-cost-still-heavy", "property-within-subsistence-rules"),
            "evidence": ["medical-bills-and-settlement-slips", "visit-record"],
            "bills": [bill(amount, f"b-{n}") for n, amount in enumerate(amounts)],
            **changes,
        }
    )


def fire(**changes: Any) -> dict[str, Any]:
    """A family after a fire, under a delegation of the county up to 2,000 yuan."""
    return facts(
        **{
            "category": "sudden-hardship",
            "cause": "fire",
            "procedure": "urgent",
            "effects": ["heavy-property-loss"],
            "statements": stated(
                "income-cannot-make-up-the-loss", "property-within-subsistence-rules"
            ),
            "evidence": ["event-proof", "visit-record"],
            "delegated_up_to": "2000.00",
            **changes,
        }
    )


def ask(api: Api, body: Any) -> httpx.Response:
    """Without a key: nothing is stored that could be stored twice."""
    return api.http.post(PATH, json=body, headers=api.headers(CASEWORKER))


def answered(api: Api, body: Any) -> dict[str, Any]:
    answer = ask(api, body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def with_income(api: Api) -> None:
    """The city records last year's figure (invented: none of Lhasa was found)."""
    assert api.post(CITY, VALUES, INCOME).status_code == 201


def codes(told: dict[str, Any]) -> list[str]:
    return [flag["code"] for flag in told["flags"]]


@pytest.mark.article("11.2")
@pytest.mark.parametrize("cost", ["3000.00", "3000.01"])
def test_the_edge_of_the_first_medical_tier(api: Api, cost: str) -> None:
    """3,000 earns 70%, a fen more earns 80% of the whole (11.2)."""
    with_income(api)
    told = answered(api, medical(cost))
    due = {"3000.00": "2100.00", "3000.01": "2400.01"}[cost]
    assert told["verdict"]["code"] == "due"
    assert told["amount"]["proposed"] == due
    assert told["amount"]["article"] == "11.2"
    assert told["amount"]["article_text"].endswith("第十一条第（二）项")
    assert told["room"]["left"] == "10000.00"
    assert told["decider"] == {
        "code": "county",
        "title": "县级民政部门",
        "article": "4/2",
        "article_text": "拉政发〔2018〕202号第四条第二款",
    }
    assert "base-near-a-tier-edge" in codes(told)
    assert told["trace"]["reckoning"]["base"] == cost
    assert told["trace"]["question"]["accepted_on"] == DAY


@pytest.mark.article("11.2")
def test_the_second_grant_of_a_year_pays_the_difference(api: Api) -> None:
    """3,000 earned 2,100; a year's total of 5,000 is due 4,000, so 1,900 (11.2, AMB-05)."""
    with_income(api)
    grant = {
        "case": "540102003-1",
        "on": "2021-03-01",
        "subject": "household",
        "category": "medical-expenditure",
        "amount": "2100.00",
        "expense_year": 2021,
    }
    told = answered(api, medical("3000.00", "2000.00", earlier=[grant], grants_this_year=1))
    assert told["amount"]["proposed"] == "1900.00"
    assert told["room"]["left"] == "7900.00"
    assert "earlier-grant-of-the-year-deducted" in codes(told)


def test_a_floor_above_the_delegation_is_the_countys(api: Api) -> None:
    """3 × 910 are more than 2,000, so the county decides; for two persons the township may."""
    told = answered(api, fire())
    assert told["amount"]["least"] == "2730.00"
    assert told["decider"]["code"] == "county"
    (value,) = told["values"]["references"]
    assert value["value"] == "910.00" and value["valid_from"] == "2021-01-01"
    assert value["document"].startswith("中国西藏网") and not value["older"]
    two = answered(api, fire(household_size=2))
    assert (two["amount"]["least"], two["decider"]["code"]) == ("1820.00", "township-by-delegation")
    assert two["decider"]["article"].startswith("18.2.")


@pytest.mark.article("8.1/2")
def test_a_reference_value_nobody_recorded_is_named(api: Api) -> None:
    """Facts are missing, not guessed: the figure of last year, with its article (8.1/2)."""
    told = answered(api, medical("3000.00"))
    assert told["verdict"]["code"] == "facts-missing"
    assert "reference-value-not-recorded" in codes(told)
    (missing,) = told["missing"]
    assert missing["what"] == "test:medical-income"
    assert "上年度居民人均可支配收入" in missing["title"]
    early = answered(api, fire(on="2019-09-06", spending=None, means={}))
    named = {one["what"]: one for one in early["missing"]}
    assert named["reference:urban_subsistence_monthly"]["article"] == "11.1"
    assert named["reference:urban_subsistence_monthly"]["title"] == (
        "标准尚未登记：城镇低保月保障标准"
    )
    assert early["amount"] is None


@pytest.mark.article("18")
def test_limits_say_whether_the_law_sets_them(api: Api) -> None:
    """Those of the procedure, statutory and internal apart (18)."""
    general = {one["id"]: one for one in answered(api, medical("1.00"))["limits"]}
    assert general["examination"]["basis_title"] == "法定"
    assert general["examination"]["length"] == 5
    assert general["submission"]["basis_title"] == "内部"
    assert "urgent-decision" not in general and "countersignature" not in general
    urgent = {one["id"] for one in answered(api, fire(household_size=2))["limits"]}
    assert "countersignature" in urgent and not {"examination", "feedback"} & urgent


@pytest.mark.article("16/2", "17")
def test_papers_follow_residence_and_agent(api: Api) -> None:
    """A permit holder's agent hands in two papers more (16/2, 17)."""
    plain = answered(api, fire())["materials"]
    more = answered(api, fire(residence="residence-permit", by_agent=True))["materials"]
    assert {"origin-county-proof", "entrustment-letter"} == {m["id"] for m in more} - {
        m["id"] for m in plain
    }
    assert all(paper["article_text"] for paper in more)


@pytest.mark.parametrize("subject", ["household", "individual"])
def test_every_kind_of_hardship_is_answered_with_titles_and_articles(
    api: Api, subject: str
) -> None:
    """Whatever is missing or fails is said in Chinese, with its provision; all kinds of that day."""
    for category in set(Category) - {Category.DESTITUTE}:
        told = answered(api, facts(category=category, cause="other", subject=subject))
        lacking = [*told["missing"], *told["covered"]["failed"], *told["covered"]["missing"]]
        assert lacking, category
        for one in (*lacking, *told["tests"], *told["limits"], *told["materials"]):
            assert one["article_text"] and one["title"] != one.get("what")


@pytest.mark.parametrize(
    ("changes", "verdict", "article"),
    [
        ({"elsewhere": "vagrant-relief"}, "other-rules-apply", "8.2"),
        ({"same_matter": "540102003-1"}, "same-matter", "12"),
        ({"grants_this_year": 2}, "yearly-count-reached", "12"),
        (
            {
                "findings": [
                    {
                        "ground": "10.3-leaves-land-idle",
                        "holds": True,
                        "by": "officer-1",
                        "on": DAY,
                        "evidence": ["paper-9"],
                    }
                ]
            },
            "refusal-ground",
            "10.3",
        ),
        ({"spending": {"start": "2021-01-01", "end": DAY}}, "test-failed", "9"),
    ],
)
def test_each_no_names_its_article(
    api: Api, changes: dict[str, Any], verdict: str, article: str
) -> None:
    """Firm refusals come before open questions, each with the provision behind it."""
    told = answered(api, fire(**changes))
    assert told["verdict"]["code"] == verdict
    assert told["verdict"]["article"].startswith(article)
    assert told["verdict"]["title"] == of(Verdict(verdict))


WRONG: dict[str, Any] = {
    "township": "540199001",
    "aid": [{"giver": "charity-1", "amount": "-5.00", "on": DAY, "evidence": "p-1"}],
    "compensation": [{"giver": "insurer-1", "amount": "5.001", "on": DAY, "evidence": "p-2"}],
    "means": {"deposits": figure("１０００"), "income_from": "2021-02-30"},
    "known_base": "9000.00",
    "surplus": 1,
}


def test_all_faults_come_in_one_answer_and_nothing_is_stored(api: Api) -> None:
    """Form and facts together, each with its own code and sentence; the values are not repeated."""
    before = api.position()
    refused = ask(api, medical("3000.00", **WRONG))
    assert refused.status_code == 422
    errors = {e["field"]: e for e in refused.json()["errors"]}
    named = {field: e["facts"].get("fault", e["code"]) for field, e in errors.items()}
    assert named == {
        "township": "division-unknown",
        "aid.0.amount": "amount-negative",
        "compensation.0.amount": "amount-decimals",
        "means.deposits.amount": "amount-full-width",
        "means.income_from": "not-a-date",
        "known_base": "sum-shrank-since-last-assessed",
        "surplus": "field-unknown",
    }
    sentences = {e["message"] for e in errors.values()}
    assert len(sentences) == len(errors)
    assert all(e["way_out"] for e in errors.values())
    assert api.position() == before


def test_what_is_wrong_with_one_item_does_not_hide_the_others(api: Api) -> None:
    """Items keep the places they had, whichever of them could not be read."""
    twice = [
        bill("-1", "b-0"),
        bill("5.00", "b-1"),
        {**bill("5.00", "b-1"), "settled_on": "2021-10-01"},
    ]
    errors = ask(api, medical(bills=twice, household_size=0)).json()["errors"]
    named = {e["field"]: e["facts"]["fault"] for e in errors}
    assert named == {
        "bills.0.total": "amount-negative",
        "bills.2.settled_on": "date-after-the-day",
        "bills.2.id": "listed-twice",
        "household_size": "must-be-one-or-more",
    }


@pytest.mark.parametrize(
    ("changes", "field", "fault"),
    [
        ({"on": "2021-02-30"}, "on", "not-a-date"),
        ({"on": "2016-05-04"}, "on", "no-law-in-force"),
        ({"on": "2027-01-01"}, "on", "date-in-future"),
        ({"accepted_on": "2021-10-01"}, "on", "dates-out-of-order"),
        ({"same_matter": "某某某"}, "same_matter", "not-an-id"),
        ({"same_matter": "540121190106050017"}, "same_matter", "not-an-id"),
        ({"same_matter": 7}, "same_matter", "not-a-text"),
        ({"cause": "flood"}, "cause", "not-in-list"),
        ({"spending": {"start": DAY}}, "spending.end", "field-missing"),
        (
            {"overrides": [{"test": "none", "post": "approver", "on": DAY, "reason": "r-1"}]},
            "overrides.0.test",
            "not-in-pack",
        ),
    ],
)
def test_each_impossible_fact_has_its_own_code(
    api: Api, changes: dict[str, Any], field: str, fault: str
) -> None:
    """Alone in an otherwise right body, it is the only thing said."""
    errors = ask(api, fire(**changes)).json()["errors"]
    assert [(e["field"], e["facts"].get("fault", e["code"])) for e in errors] == [(field, fault)]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"null", b'{"on": "\\ud800"}', b'{"bills": 1}']
)
def test_what_is_no_question_is_refused_without_a_trace(api: Api, content: bytes) -> None:
    """Whatever is sent, the answer is a problem of the client's."""
    answer = api.http.post(
        PATH, content=content, headers=api.headers(CASEWORKER, Content_Type="application/json")
    )
    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_assessment_decides_and_stores_nothing(api: Api) -> None:
    """Positions, commands and ledgers are as they were; asking twice answers the same."""
    with_income(api)
    before = api.position()
    first, second = answered(api, medical("3000.00")), answered(api, medical("3000.00"))
    assert first == second
    assert api.position() == before
    assert api.http.post(PATH, json=fire()).status_code == 401
    assert api.http.get(PATH, headers=api.headers(CASEWORKER)).status_code == 405


def test_the_packs_own_figures_are_recorded_once(api: Api) -> None:
    """847 for 2020 and 910 from 2021, with their documents; a second start records nothing."""
    before = api.position()
    record_missing([*published_values(api.service)], api.service)
    assert api.position() == before
    listed = api.get(READER, VALUES).json()
    assert listed["version"] == 2
    assert [(v["value"], v["valid_from"], v["valid_to"]) for v in listed["items"]] == [
        ("847.00", "2020-01-01", "2020-12-31"),
        ("910.00", "2021-01-01", None),
    ]
    assert all(v["document"] and v["source"] and v["region"] == "54" for v in listed["items"])


def test_a_figure_counts_as_soon_as_the_city_recorded_it(api: Api) -> None:
    """Only the city's officer may; the next question already rests on it."""
    assert answered(api, medical("3000.00"))["verdict"]["code"] == "facts-missing"
    refused = api.post(CASEWORKER, VALUES, INCOME)
    assert refused.status_code == 403
    with_income(api)
    assert answered(api, medical("3000.00"))["verdict"]["code"] == "due"
    assert api.get(CASEWORKER, VALUES).json()["items"][-1]["unit"] == "yuan-per-year"


@pytest.mark.article("11")
def test_a_wrong_figure_is_refused_with_every_reason(api: Api) -> None:
    """Series, area, sum, day and document at once (11)."""
    before = api.position()
    wrong = {
        **INCOME,
        "series": "price_of_tea",
        "region": "540199",
        "value": "0",
        "document": " ",
        "published_on": "2027-01-01",
        "valid_from": "2021-01-01",
    }
    refused = api.post(CITY, VALUES, wrong)
    assert {e["field"] for e in refused.json()["errors"]} == {
        "series",
        "region",
        "value",
        "document",
        "published_on",
        "period",
    }
    assert api.position() == before


def test_the_document_describes_the_question_and_the_answer(api: Api) -> None:
    """Body, answer and refusals; no key is asked for."""
    document = api.http.get("/v1/openapi.json").json()
    post = document["paths"][PATH]["post"]
    assert not post.get("parameters")
    schema = document["components"]["schemas"]["AssessmentQuestion"]
    assert schema["additionalProperties"] is False
    assert {"subject", "category", "cause", "on", "township"} == set(schema["required"])
    assert "get" in document["paths"][VALUES] and "post" in document["paths"][VALUES]

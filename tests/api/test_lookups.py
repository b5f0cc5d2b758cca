"""What a client needs before it fills anything in: divisions, papers, figures, who is in post, limits."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.case.authority import Officer, Post
from domain.ground.places import Division, Level, Places
from domain.ground.terms import Category, Residence
from relief.api.lookups import there
from tests.api.conftest import Api, codes
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.words import (
    APPROVER,
    CASEWORKER,
    CHECKER,
    CITY,
    COUNTY,
    FINANCE,
    LEADER,
    MONDAY,
    PAPERS,
    READER,
    STRANGER,
    TOWNSHIP,
)
from tests.support.register import appoint
from tests.words.judged import english


@ONE_STORE
def test_divisions_are_told_by_name_and_by_what_lies_in_them(api: Api) -> None:
    """Whoever fills in an application chooses a township by its name."""
    told = api.get(STRANGER, "/v1/divisions", area=COUNTY).json()
    assert told["on"] == str(MONDAY.date())
    names = {one["code"]: one["name"] for one in told["items"]}
    assert names[COUNTY] == "林周县"
    assert names.keys() == {code for code in names if code.startswith(COUNTY)}
    every = api.get(STRANGER, "/v1/divisions").json()["items"]
    assert {one["level"] for one in every} >= {"city", "county", "township"}
    assert [one["code"] for one in every] == sorted(one["code"] for one in every)
    assert codes(api.get(STRANGER, "/v1/divisions", area="x")) == ["query-invalid"]
    read = {one[name] for one in every for name in ("name", "kind", "level_title", "source")}
    assert len(read) > 80 and [text for text in read if english(text)] == []


def test_a_division_is_there_between_its_dates_only() -> None:
    """One code may name two divisions, each in its time."""
    end = date(2025, 12, 31)
    old = Division("540102099", "旧街道", Level.TOWNSHIP, "街道", "540102", valid_to=end)
    new = Division(
        "540102099", "新街道", Level.TOWNSHIP, "街道", "540102", valid_from=end + timedelta(1)
    )
    known = Places.of((old, new)).table["540102099"]
    (then,), (now,) = there(known, None, end), there(known, "540102", end + timedelta(1))
    assert (then["name"], then["valid_to"]) == ("旧街道", "2025-12-31")
    assert (now["name"], now["valid_from"]) == ("新街道", "2026-01-01")
    assert there(known, "540103", end) == []


@ONE_STORE
@pytest.mark.article("16")
def test_the_papers_asked_for_are_those_an_application_must_name(api: Api) -> None:
    """The list by kind is the one that acceptance asks for; an agent needs more (16, 17)."""
    query = {"category": Category.OTHER_HOUSEHOLD.value, "residence": Residence.LOCAL.value}
    told = api.get(CASEWORKER, "/v1/materials", **query).json()
    assert {one["id"] for one in told["items"]} == set(PAPERS)
    assert all(one["title"] and one["article_text"].startswith("拉政发") for one in told["items"])
    by_agent = api.get(CASEWORKER, "/v1/materials", **query, by_agent="true").json()
    assert len(by_agent["items"]) > len(told["items"])
    for wrong in ({"by_agent": "yes"}, {"on": "1990-01-01"}, {"township": "5401"}):
        refused = api.get(CASEWORKER, "/v1/materials", **query, **wrong)
        assert codes(refused) == ["query-invalid"], wrong
        assert refused.json()["errors"][0]["field"] == next(iter(wrong))


def figure(region: str, value: str, **days: Any) -> dict[str, Any]:
    """A figure as the city's officer records it."""
    words = {"region": region, "value": value, "document": "拉政发〔2025〕1号", "source": "公报"}
    return {**words, **days}


SUBSISTENCE = {"series": "urban_subsistence_monthly"}


@ONE_STORE
@pytest.mark.article("8.1/2")
def test_figures_are_found_by_series_region_and_day(api: Api) -> None:
    """What is on record for a place on a day, in yuan, and which series there are at all."""
    first = figure("540121", "901.00", valid_from="2024-01-01", valid_to="2024-12-31")
    then = figure("540121", "950.50", valid_from="2025-01-01")
    for one in (first, then, figure("540102", "999.00", valid_from="2025-01-01")):
        done = api.post(CITY, "/v1/reference-values", {**SUBSISTENCE, **one})
        assert done.status_code == 201, done.text

    def values(**query: str) -> list[str]:
        told = api.get(CASEWORKER, "/v1/reference-values", **query).json()
        return [one["value"] for one in told["items"] if one["document"] == "拉政发〔2025〕1号"]

    assert values() == ["901.00", "950.50", "999.00"]
    assert values(region="540121200") == ["901.00", "950.50"]
    assert values(region="540121200", on="2024-12-31") == ["901.00"]
    assert values(series=SUBSISTENCE["series"], on="2025-06-01") == ["950.50", "999.00"]
    assert values(series="disposable_income_per_resident") == []
    told = api.get(CASEWORKER, "/v1/reference-values").json()["series"]
    known = {one["series"]: one for one in told}
    assert known["urban_subsistence_monthly"]["unit"] == "yuan-per-month"
    assert not known["urban_subsistence_monthly"]["yearly"]
    assert known["disposable_income_per_resident"]["yearly"]
    refused = api.get(CASEWORKER, "/v1/reference-values", series="none")
    assert codes(refused) == ["query-invalid"]


@ONE_STORE
def test_who_is_in_post_is_told_by_id_within_ones_own_territory(api: Api) -> None:
    """Whom a command may name: no kin, nobody of elsewhere, no administrator."""
    security = Officer("sa", frozenset({Post.SECURITY_ADMIN}), "5401")
    appoint(api.service, CASEWORKER, LEADER, CHECKER, STRANGER)
    words = {"number": "任1", "post": "audit-administrator", "division": "5401"}
    words |= {"valid_from": str(MONDAY.date()), "document": "任用通知"}
    appointed = api.post(CITY, "/v1/officers/aa/administration", words)
    assert appointed.status_code == 201, appointed.text

    def ids(officer: Officer, **query: str) -> list[str]:
        return [
            one["officer"] for one in api.get(officer, "/v1/colleagues", **query).json()["items"]
        ]

    assert ids(CASEWORKER) == ["cw", "ld"]
    assert ids(CHECKER) == ["ck", "cw", "ld"]
    assert {"ck", "cw", "ld", "st"} <= set(ids(READER))
    assert "aa" not in ids(READER) and ids(security) == []
    assert ids(READER, post="audit-administrator") == []
    assert ids(CHECKER, post="caseworker") == ["cw"]
    assert ids(CHECKER, area=TOWNSHIP, on="1990-01-01") == []
    assert codes(api.get(CASEWORKER, "/v1/colleagues", area=COUNTY)) == ["out-of-jurisdiction"]
    first = api.get(CHECKER, "/v1/colleagues", limit=2).json()
    assert [one["officer"] for one in first["items"]] == ["ck", "cw"]
    assert ids(CHECKER, limit="2", cursor=first["next"]) == ["ld"]
    told = {"officer", "post", "post_title", "division", "deputy_for", "name", "phone"}
    assert first["items"][0].keys() == told


@ONE_STORE
@pytest.mark.article("18.1.1")
def test_the_limits_of_a_case_are_told_with_their_article(api: Api) -> None:
    """What runs, until when, who is to act, and what was met: statutory and our own told apart."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    api.follow()
    told = api.get(APPROVER, f"/v1/cases/{case}/time-limits").json()
    limits = {one["limit"]: one for one in told["items"]}
    assert (limits["acceptance"]["state"], limits["acceptance"]["state_title"]) == ("met", "按期")
    examination = limits["examination"]
    assert (examination["state"], examination["basis"]) == ("running", "STATUTORY")
    assert examination["last_day"] > str(MONDAY.date())
    assert examination["article_text"].startswith("拉政发〔2018〕202号")
    assert examination["post_title"] == "经办人"
    assert api.get(STRANGER, f"/v1/cases/{case}/time-limits").status_code == 404
    assert api.get(FINANCE, f"/v1/cases/{case}/time-limits").status_code == 200


@ONE_STORE
def test_a_case_leads_on_to_all_that_is_told_of_it(api: Api) -> None:
    """Nobody puts addresses together: each way on is there, and answers."""
    case = api.submit()
    api.follow()
    links = api.get(CASEWORKER, f"/v1/cases/{case}").json()["links"]
    assert links["next_steps"] == f"/v1/cases/{case}/next-steps"
    told = {name: api.get(CASEWORKER, href).status_code for name, href in links.items()}
    assert told == dict.fromkeys(links, 200)
    document = api.app.openapi()
    below = {path for path, said in document["paths"].items() if "get" in said}
    ways = {path for path in below if path.rpartition("/")[0] == "/v1/cases/{case}"}
    assert ways - {"/v1/cases/{case}/recomputation"} == {
        f"/v1/cases/{{case}}/{href.rpartition('/')[2]}" for href in links.values()
    }

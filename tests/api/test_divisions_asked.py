"""A division that is named in a question: there is one of that code, or the question is refused."""

import pytest

from domain.ground.terms import Category
from relief.words.fields import label
from tests.api.conftest import Api, codes
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.test_queries import questions
from tests.api.words import CASEWORKER, CITY, COUNTY, LEADER, OTHER_COUNTY, READER, TOWNSHIP

NOWHERE = {"area": "540199", "township": "540199999", "region": "5499"}
"""Codes of the right form that no division has."""
MORE: dict[str, dict[str, str]] = {"/v1/materials": {"category": Category.MEDICAL.value}}
"""What some addresses are asked beside."""


def asked(api: Api) -> list[tuple[str, str]]:
    """Every address with a division among its conditions, and what that is called there."""
    return [(one.path, name) for one, names in questions(api) for name in names if name in NOWHERE]


@ONE_STORE
def test_a_division_there_is_none_of_is_refused_wherever_it_is_asked_for(api: Api) -> None:
    """By its label, with the way out; it is no empty list. The whole of an area there is, is asked."""
    api.follow()
    addresses = asked(api)
    assert len(addresses) >= 11, addresses
    for path, name in addresses:
        refused = api.get(READER, path, **{name: NOWHERE[name]}, **MORE.get(path, {}))
        assert refused.status_code == 400, (path, refused.text)
        (error,) = refused.json()["errors"]
        assert (error["code"], error["field"], error["pointer"]) == ("division-unknown", name, None)
        assert f"“{label(name, '')}”" in error["message"] and NOWHERE[name] in error["message"]
        there = TOWNSHIP if name == "township" else COUNTY
        found = api.get(READER, path, **{name: there}, **MORE.get(path, {}))
        assert found.status_code == 200, (path, found.text)


@ONE_STORE
@pytest.mark.parametrize("path", ["/v1/worklist", "/v1/desk", "/v1/leads", "/v1/colleagues"])
def test_a_division_that_is_another_offices_is_refused_as_before(api: Api, path: str) -> None:
    """It is there, and not theirs."""
    refused = api.get(CASEWORKER, path, area=OTHER_COUNTY)
    assert (refused.status_code, codes(refused)) == (403, ["out-of-jurisdiction"])


@ONE_STORE
def test_a_path_with_a_division_there_is_none_of_leads_nowhere(api: Api) -> None:
    """Of every kind of division that a path has."""
    api.follow()
    for path in (
        "/v1/counties/540199/delegations",
        "/v1/ledgers/county/540199",
        "/v1/ledgers/township/540199999",
    ):
        assert api.get(READER, path).status_code == 404, path
    assert api.get(LEADER, f"/v1/counties/{COUNTY}/delegations").status_code == 200


@ONE_STORE
def test_what_is_recorded_for_a_division_there_is_none_of_is_refused(api: Api) -> None:
    """A figure, by the field that names it: the register it would go to is not even looked for."""
    body = {"series": "urban_subsistence_monthly", "region": "5499", "value": "901.00"}
    words = {"document": "拉政发〔2025〕1号", "source": "公报", "valid_from": "2024-01-01"}
    for region in ("5499", "540199", "540199999"):
        refused = api.post(CITY, "/v1/reference-values", {**body, **words, "region": region})
        assert (refused.status_code, codes(refused)) == (422, ["division-unknown"]), refused.text
        assert refused.json()["errors"][0]["field"] == "region"


@ONE_STORE
def test_days_that_end_before_they_begin_are_refused(api: Api) -> None:
    """Wherever a list is asked from a day to a day; the same day is a range."""
    api.follow()
    pairs = [
        (one.path, name)
        for one, names in questions(api)
        for name in names
        if name.endswith("_to") and f"{name[:-3]}_from" in names
    ]
    assert len(pairs) == 3, pairs
    for path, name in pairs:
        at = path.replace("{code}", TOWNSHIP if "township" in path else COUNTY)
        first = f"{name[:-3]}_from"
        days = {first: "2026-03-02", name: "2026-03-01"}
        refused = api.get(READER, at, **days)
        assert (refused.status_code, codes(refused)) == (400, ["query-invalid"]), refused.text
        (error,) = refused.json()["errors"]
        assert (error["field"], error["facts"]["fault"]) == (name, "dates-out-of-order")
        assert api.get(READER, at, **{**days, name: days[first]}).status_code == 200

"""The first page: what lies with an officer, as the API lists it, narrowed by what stands in the address."""

from html import unescape

import pytest

from tests.api.conftest import Api
from tests.api.words import CASEWORKER, READER
from tests.console.read import read
from tests.console.test_forms import page

ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@ONE_STORE
def test_the_desk_shows_what_the_api_lists(api: Api) -> None:
    """Each case with its masked name, its acts as links to their forms; the counts as the API counts."""
    cases = [api.submit(serial=1), api.submit(serial=5)]
    api.follow()
    told = api.get(CASEWORKER, "/v1/desk").json()
    shown = page(api, "/console")
    assert shown.status_code == 200
    found = read(shown.text)
    for one in told["items"]:
        assert f"/console/cases/{one['case']}" in found.links
        assert one["name"] in unescape(shown.text)
        for act in one["acts"]:
            assert f"/console/do{act['href'].removeprefix('/v1')}" in found.links
    assert {one["case"] for one in told["items"]} == set(cases)
    assert "/console/do/cases" in found.links
    counts = [text for text in found.texts if text.isdecimal()]
    assert [int(one) for one in counts[:4]] == [*told["counts"].values()]


@ONE_STORE
def test_a_list_is_one_look(api: Api) -> None:
    """However many names stand on it."""
    for serial in (1, 5):
        api.submit(serial=serial)
    api.follow()
    before = api.service.looks.log.page(size=100)
    page(api, "/console")
    after = api.service.looks.log.page(size=100)
    assert len(after) == len(before) + 1


@ONE_STORE
def test_filters_stand_in_the_address_and_narrow_the_list(api: Api) -> None:
    """By village, stage and due; left at all they ask nothing; what is none is refused as a page."""
    here, there = api.submit(serial=1), api.submit(serial=5, village="松石村")
    api.follow()

    def listed(query: str) -> set[str]:
        shown = page(api, f"/console?{query}")
        assert shown.status_code == 200, shown.text
        return {one for one in (here, there) if f"/console/cases/{one}" in read(shown.text).links}

    assert listed("village=&stage=&mark=") == {here, there}
    assert listed("village=松石村") == {there}
    assert listed("stage=received") == {here, there}
    assert listed("stage=paid") == set()
    marks = {mark: listed(f"mark={mark}") for mark in ("late", "today", "soon", "later")}
    assert set.union(*marks.values()) == {here, there}
    wrong = page(api, "/console?mark=sometimes")
    assert wrong.status_code == 400 and "text/html" in wrong.headers["content-type"]
    others = page(api, "/console?whose=others", READER)
    assert others.status_code == 200

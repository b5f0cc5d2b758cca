"""The pages of a case: what is told there is what the API tells, and its limits day for day."""

from html import unescape
from typing import Any

import pytest

from tests.api.conftest import Api
from tests.api.test_journeys import inquire
from tests.api.test_journeys import (
    test_a_general_case_runs_from_application_to_archive as general,
)
from tests.api.test_journeys import (
    test_an_urgent_case_is_decided_by_the_township_and_countersigned as urgent,
)
from tests.api.words import APPROVER, CASEWORKER, LEADER, NAME, READER, TOWNSHIP
from tests.console.read import read
from tests.console.test_forms import page
from tests.words.judged import english

ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
OFFICERS = ("cw", "ld", "ck", "ck2", "ap", "fi", "fi2", "rd")
PAGES = ("", "/history", "/history?v=2", "/time-limits", "/documents")


def begun(api: Api) -> str:
    """A case under inquiry."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    return case


@ONE_STORE
def test_pages_of_a_case_say_everything_in_chinese_and_name_nobody(api: Api) -> None:
    """The head on each, no identifier of the code in any text, no clear name, one id for one place."""
    case = begun(api)
    api.follow()
    for follows in PAGES:
        shown = page(api, f"/console/cases/{case}{follows}")
        assert shown.status_code == 200, (follows, shown.text)
        found = read(shown.text)
        known = {CASEWORKER.id, case}
        assert not [text for text in found.texts if english(text, known)], follows
        assert NAME not in shown.text and case in found.texts
        assert len(found.ids) == len(set(found.ids)), follows


@ONE_STORE
def test_a_case_shows_its_steps_as_next_steps_sorts_them(api: Api) -> None:
    """Each step of mine leads to its form, and why others wait is told in the same words."""
    case = begun(api)
    told = api.get(CASEWORKER, f"/v1/cases/{case}/next-steps").json()
    shown = page(api, f"/console/cases/{case}")
    found, text = read(shown.text), unescape(shown.text)
    for one in told["mine"]:
        assert f"/console/do{one['href'].removeprefix('/v1')}" in found.links
    for group in told["not_yet"]:
        assert all(one["message"] in text for one in group["reasons"])
    assert all(one["title"] in text for one in told["others"])


@ONE_STORE
def test_replay_says_what_each_fact_changed(api: Api) -> None:
    """At every version the fact of that line and the stage after it; what is beyond is the last."""
    case = begun(api)
    items = api.get(CASEWORKER, f"/v1/cases/{case}/history").json()["items"]
    for one in items:
        shown = page(api, f"/console/cases/{case}/history?v={one['version']}")
        assert shown.status_code == 200, shown.text
        assert f"第{one['version']}版（共{len(items)}版）" in shown.text
    changed = page(api, f"/console/cases/{case}/history?v=1").text
    assert "<ins>已收件</ins>" in changed
    assert page(api, f"/console/cases/{case}/history?v=999").status_code == 200
    assert page(api, f"/console/cases/{case}/history?v=0").status_code == 400


@ONE_STORE
def test_each_day_of_a_limit_is_told_as_the_api_tells_it(api: Api) -> None:
    """Cells of the calendar: the same days, counted or not, with the day it lands on."""
    case = begun(api)
    api.follow()
    runs = api.get(CASEWORKER, f"/v1/cases/{case}/time-limits").json()["items"]
    compared = 0
    for number, one in enumerate(runs, 1):
        query = {"limit": one["limit"], "start": one["started_on"]}
        told = api.get(CASEWORKER, "/v1/calendar/due", **query)
        shown = read(page(api, f"/console/cases/{case}/time-limits?run={number}").text)
        cells = {t["data-day"]: t for tag, t in shown.tags if tag == "td" and "data-day" in t}
        if told.status_code != 200:
            assert not cells
            continue
        days = told.json()["days"]
        assert {day: cell["data-counted"] for day, cell in cells.items()} == {
            day["day"]: "yes" if day["counted"] else "no" for day in days
        }
        landing = [day for day, cell in cells.items() if "landing" in cell["class"].split()]
        assert landing == [told.json()["last_day"]]
        compared += 1
    assert compared


@ONE_STORE
def test_a_decision_shows_the_sum_of_the_assessment_and_what_stands_against_it(api: Api) -> None:
    """Opinion, conditions, sum and choice at once, all as the API tells them; nothing in English."""
    case = api.submit()
    path = f"/console/cases/{case}/decision"
    assert page(api, path).status_code == 200, "before anything is recorded"
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    inquire(api, case, "1800.00")
    found = api.get(APPROVER, f"/v1/cases/{case}/assessment").json()
    shown = page(api, path, APPROVER)
    assert shown.status_code == 200, shown.text
    told, text = read(shown.text), unescape(shown.text)
    sums = {found["amount"][name] for name in ("least", "proposed", "most")} - {None}
    assert sums <= set(told.texts)
    assert found["verdict"]["title"] in text
    assert all(one["title"] in text for one in found["tests"])
    known = {case, *(one.id for one in (CASEWORKER, LEADER, APPROVER))}
    assert not [one for one in told.texts if english(one, known)]
    query = {"command": "ApproveRelief"}
    step = api.get(APPROVER, f"/v1/cases/{case}/next-steps", **query).json()["step"]
    assert step["allowed"] or all(one["message"] in text for one in step["reasons"])


@ONE_STORE
@pytest.mark.parametrize("story", [general, urgent])
def test_every_page_and_version_of_a_whole_case_is_in_chinese(api: Api, story: Any) -> None:
    """From application to archive: each page for each officer, and the case after each of its facts."""
    story(api)
    api.follow()
    items = api.get(CASEWORKER, f"/v1/ledgers/township/{TOWNSHIP}").json()["items"]
    for case in (one["case"] for one in items):
        last = api.get(CASEWORKER, f"/v1/cases/{case}").json()["version"]
        versions = [f"/history?v={number}" for number in range(1, last + 1)]
        runs = api.get(CASEWORKER, f"/v1/cases/{case}/time-limits").json()["items"]
        drawn = [f"/time-limits?run={number}" for number in range(1, len(runs) + 1)]
        for officer in (CASEWORKER, LEADER, APPROVER, READER):
            ways = (*versions, *drawn) if officer is CASEWORKER else ()
            for follows in (*PAGES, "/decision", *ways):
                shown = page(api, f"/console/cases/{case}{follows}", officer)
                assert shown.status_code == 200, (officer.id, follows, shown.text)
                found = read(shown.text)
                known = {case, *OFFICERS}
                wrong = [text for text in found.texts if english(text, known)]
                assert not wrong, (officer.id, follows, wrong)
                assert NAME not in shown.text

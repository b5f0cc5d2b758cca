"""Forms that ask for little: what is known stands there, what few need is folded, the sum is live."""

import re
from html import unescape
from typing import Any

import pytest

from relief.api.bodies import BODIES
from relief.api.routes import ROUTES
from relief.console.forms.asked import form_of
from relief.console.forms.drawn import drawn
from relief.console.forms.typed import typed_of
from tests.api.conftest import Api
from tests.api.test_journeys import inquire
from tests.api.words import CASEWORKER, LEADER, PAPERS, TOWNSHIP, application
from tests.console.read import read
from tests.console.test_case import begun
from tests.console.test_forms import FORM, beside, page, send
from tests.words.judged import english

ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
TODAY = "2026-03-02"


def inputs(text: str) -> dict[str, list[str]]:
    """What the inputs of a form's page hold, by name: ticked and chosen ones only."""
    held: dict[str, list[str]] = {}
    for tag, told in read(text).tags:
        kind = told.get("type", "text")
        if tag == "input" and (kind not in ("radio", "checkbox") or "checked" in told):
            held.setdefault(told.get("name", ""), []).append(told.get("value", ""))
    for name, body in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', text, re.S):
        held[name] = re.findall(r'value="([^"]*)" selected', body)
    for name, body in re.findall(
        r'<textarea [^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', text, re.S
    ):
        held[name] = [unescape(body.strip())]
    return held


@ONE_STORE
def test_an_application_begins_with_what_the_desk_knows(api: Api) -> None:
    """The township by name, the usual answers chosen, papers to tick; nothing of it in code or English."""
    shown = page(api, "/console/do/cases")
    held = inputs(shown.text)
    assert held["township"] == held["lives_in"] == [TOWNSHIP]
    assert held["channel"] == ["counter"] and held["members.0.relation"] == ["applicant"]
    found = read(shown.text)
    papers = [
        t["value"] for tag, t in found.tags if tag == "input" and t.get("name") == "materials"
    ]
    assert {*PAPERS} <= {*papers}
    assert not [text for text in found.texts if english(text, {CASEWORKER.id, "NPL"})]


@ONE_STORE
def test_papers_follow_from_the_kind_of_hardship(api: Api) -> None:
    """By a button without a script: those that such an application needs, and no other."""
    path = "/console/do/cases"
    typed = {**beside(page(api, path)), **typed_of(FORM, application())}
    shown = send(api, path, typed, "edit")
    held = [t for tag, t in read(shown.text).tags if t.get("name") == "materials"]
    told = api.get(CASEWORKER, "/v1/materials", category="other-household").json()["items"]
    assert [one["value"] for one in held] == [one["id"] for one in told]
    assert {one["value"] for one in held if "checked" in one} == {*PAPERS}
    live = send(api, path, typed, "look")
    assert 'id="f-materials"' in live.text and "data-part" in live.text


@ONE_STORE
def test_who_is_known_here_is_told_before_an_application_is_handed_in(api: Api) -> None:
    """The file that names somebody listed, and the look that was; of who is nobody's, nothing."""
    path = "/console/do/cases"
    typed = {**beside(page(api, path)), **typed_of(FORM, application())}
    blank = send(api, path, typed, "check")
    assert 'value="know"' in blank.text and "所列人员在本辖区" not in blank.text
    case = api.submit()
    api.follow()
    before = len(api.service.looks.log.page(size=500))
    told = send(api, path, typed, "know")
    assert told.status_code == 200 and f"/console/cases/{case}" in read(told.text).links
    assert "第1人" in unescape(told.text)
    assert len(api.service.looks.log.page(size=500)) > before


@ONE_STORE
def test_the_sum_is_reckoned_on_what_is_typed_and_nothing_is_recorded(api: Api) -> None:
    """The same as the assessment says once it is recorded; with a fault, what is lacking."""
    case = begun(api)
    path = f"/console/do/cases/{case}/circumstances"
    version = api.get(CASEWORKER, f"/v1/cases/{case}").json()["version"]
    form = form_of(BODIES[next(one for one in ROUTES if one.name == "RecordCircumstances").command])
    inquire(api, case, "1800.00")
    recorded = page(api, path)
    found = api.get(CASEWORKER, f"/v1/cases/{case}/assessment").json()
    typed = {**beside(recorded), **_held(recorded.text)}
    for step in ("reckon", "look"):
        told = send(api, path, typed, step)
        assert told.status_code == 200, told.text
        text = unescape(told.text)
        assert found["verdict"]["title"] in text.partition('id="reckoned"')[2]
        assert found["amount"]["most"] in text
        assert not [one for one in read(told.text).texts if english(one, {CASEWORKER.id, case})]
    lacking = send(api, path, {**typed, "expense_year": ""}, "reckon")
    assert lacking.status_code == 200 and "还不能试算" in lacking.text
    assert form.record.__name__ and version


def _held(text: str) -> dict[str, Any]:
    return {n: v for n, v in inputs(text).items() if n and not n.startswith("_")}


@ONE_STORE
def test_what_is_on_record_begins_the_next_form(api: Api) -> None:
    """Circumstances as they were recorded, the sum prescribed, the day it is, oneself among the visitors."""
    case = begun(api)
    visit = inputs(page(api, f"/console/do/cases/{case}/home-visits").text)
    assert visit["visited_on"] == [TODAY] and visit["visitors"] == [CASEWORKER.id]
    inquire(api, case, "1800.00")
    circumstances = inputs(page(api, f"/console/do/cases/{case}/circumstances").text)
    assert circumstances["circumstances.category"] == ["other-household"]
    opinion = inputs(page(api, f"/console/do/cases/{case}/opinion").text)
    found = api.get(CASEWORKER, f"/v1/cases/{case}/assessment").json()["amount"]
    assert opinion["recommended"] == [found["proposed"] or ""]
    signed = page(api, f"/console/do/cases/{case}/examination", LEADER)
    assert found["most"] in read(signed.text).texts, "what is signed is shown where it is signed"


@ONE_STORE
def test_all_that_is_lacking_is_ticked_for_the_notice_of_it(api: Api) -> None:
    """Once and whole: of what such an application needs, what nobody handed in, and nothing else."""
    case = api.submit(materials=PAPERS[:3])
    path = f"/console/do/cases/{case}/deficiency-notice"
    assert inputs(page(api, path).text)["missing"] == PAPERS[3:]


def test_what_few_need_is_folded_until_something_stands_there() -> None:
    """Folded in an empty form, open with a value or a fault; a needed field is never folded but the hash."""
    group = drawn(FORM, {}, {}, {})[0]
    assert group.rare and not group.open
    late = {"late_reason": ["迟了"]}
    assert drawn(FORM, late, {}, {})[0].open
    assert drawn(FORM, {}, {"late_reason": [{"message": "x"}]}, {})[0].open
    for route in ROUTES:
        for one in form_of(BODIES[route.command]).fields:
            assert not (one.rare and one.needed) or one.name == "sha256", (route.name, one.name)


@ONE_STORE
def test_after_an_application_its_slip_is_printed(api: Api) -> None:
    """The slip and the paper form stand on the page that says it was taken in, and are files."""
    case = api.submit()
    shown = page(api, f"/console/done?act=SubmitApplication&number={case}")
    ways = [one for one in read(shown.text).links if one.startswith(f"/v1/cases/{case}/")]
    assert len(ways) == 2
    for way in ways:
        told = page(api, way)
        assert told.headers["content-type"] == "application/pdf", told.text[:300]

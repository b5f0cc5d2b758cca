"""The form of every command: it asks for all its body has, keeps what was typed, and makes one fact."""

import json
import re
from html import unescape
from typing import Any

import httpx
import pytest

from domain.case.table import RULES
from domain.ground.posts import Post
from relief.api.bodies import BODIES
from relief.api.routes import GIVEN, ROUTES, About, CommandRoute
from relief.console.app import screens
from relief.console.forms import asked as a
from relief.console.forms.acts import address_of
from relief.console.forms.asked import Form, form_of
from relief.console.forms.typed import said, typed_of, with_row, without_row
from relief.words.dictionary import example, examples
from relief.words.screens import screen
from tests.api.conftest import Api
from tests.api.posts import MINE
from tests.api.words import CASEWORKER, application
from tests.case.words import giver
from tests.console.read import Read, read
from tests.support.offices import local
from tests.support.pictures import scan

ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SUBMIT = next(one for one in ROUTES if one.name == "SubmitApplication")
FORM = form_of(BODIES[SUBMIT.command])


def page(api: Api, path: str, officer: Any = CASEWORKER) -> httpx.Response:
    """A page, as an officer."""
    return api.http.get(path, headers=api.headers(officer), follow_redirects=False)


def send(api: Api, path: str, typed: Any, step: str, officer: Any = CASEWORKER) -> httpx.Response:
    """A form, by one of its buttons."""
    headers = api.headers(officer)
    data = {**typed, "_step": step}
    return api.http.post(path, data=data, headers=headers, follow_redirects=False)


def beside(answer: httpx.Response) -> dict[str, Any]:
    """What a form sends beside its body."""
    return {n: v for n, v in read(answer.text).forms[-1].fields if n.startswith("_")}


def leaves(form: Form, place: str = "") -> list[str]:
    """The names of a form's inputs; of a list its button stands for them."""
    found = []
    for one in form.fields:
        name = f"{place}{one.name}"
        if one.kind == a.RECORD:
            assert one.inner is not None
            found += leaves(one.inner, f"{name}.")
        elif one.kind == a.RECORDS:
            found.append(f"add:{name}")
        else:
            found.append(name)
    return found


def names(read_: Read) -> set[str]:
    """The names and values of everything that can be filled in or pressed."""
    inputs = [told for tag, told in read_.tags if tag in ("input", "select", "textarea", "button")]
    return {told.get("name", "") for told in inputs} | {told.get("value", "") for told in inputs}


@pytest.mark.parametrize("name", sorted(set(examples()) & {one.name for one in ROUTES}))
def test_a_body_typed_into_its_form_is_the_same_body(name: str) -> None:
    """Every example of the dictionary, as inputs and back."""
    route = next(one for one in ROUTES if one.name == name)
    record, body = BODIES[route.command], example(name)
    form = form_of(record)
    back = said(form, typed_of(form, body)).body
    assert record.model_validate_json(json.dumps(back)) == record.model_validate_json(
        json.dumps(body)
    )


def number_for(route: CommandRoute, case: str, lead: str) -> dict[str, str]:
    """What a path names, of each kind."""
    known = {
        About.CASE: case,
        About.LEAD: lead,
        About.COUNTY: MINE[:6],
        About.LAW: "another-city",
        About.OFFICER: "zhang.san",
        About.PERSON: "a0" * 16,
    }
    return {route.about.value: known[route.about]} if route.about else {}


@ONE_STORE
def test_every_command_is_reached_by_its_holder_through_a_page(api: Api) -> None:
    """Whoever gives a command finds a page that asks for all its body has, in Chinese."""
    case = api.submit()
    told = api.post(
        CASEWORKER, "/v1/leads", {"township": MINE, "source": "citizen", "whereabouts": "村口"}
    )
    assert told.status_code == 201, told.text
    views = {one.address for one in screens(api.app)}
    for route in ROUTES:
        assert set(RULES[route.command].by) != {Post.SYSTEM}
        path = f"/console{address_of(route)}"
        assert path in views, route.name
        where = path.format(**number_for(route, case, told.json()["case"]))
        officer = local(giver(route.command), MINE)
        shown = page(api, where, officer)
        assert shown.status_code == 200, (route.name, officer.id, shown.text[:500])
        found = read(shown.text)
        assert len(found.ids) == len(set(found.ids)), route.name
        lacking = [
            name for name in leaves(form_of(BODIES[route.command])) if name not in names(found)
        ]
        assert not lacking, (route.name, lacking)
        described = re.findall(r'(?:for|aria-describedby)="\s*([^"]+)"', shown.text)
        assert not {id for one in described for id in one.split()} - set(found.ids), route.name


@ONE_STORE
def test_an_application_typed_into_pages_is_the_one_the_api_takes(api: Api) -> None:
    """Form, check, submit; sent twice, by reload or double click, it is one; the API knows it again."""
    path = "/console/do/cases"
    blank = page(api, path)
    typed = {**beside(blank), **typed_of(FORM, application())}
    checked = send(api, path, typed, "check")
    assert checked.status_code == 200 and "核对" in checked.text
    kept: dict[str, list[str]] = {}
    for name, value in read(checked.text).forms[-1].fields:
        kept.setdefault(name, []).append(value)
    before, first = api.position(), send(api, path, kept, "give")
    recorded, again = api.position(), send(api, path, kept, "give")
    assert first.status_code == again.status_code == 303
    assert first.headers["location"] == again.headers["location"]
    assert before < recorded == api.position()
    done = page(api, first.headers["location"])
    number = re.search(r'class="number">([^<]+)<', done.text)
    assert done.status_code == 200 and number
    assert f"/console/cases/{number[1]}" in read(done.text).links
    same = api.post(CASEWORKER, "/v1/cases", said(FORM, kept).body, key=kept["_key"][-1])
    assert (same.status_code, same.json()["repeated"]) == (200, True)
    assert same.json()["case"] == number[1]


@ONE_STORE
def test_faults_stand_beside_their_fields_in_the_words_of_the_api(api: Api) -> None:
    """All at once, with status 422, each linked to an input that is there; nothing typed is lost."""
    path = "/console/do/cases"
    body = application(statement="<script>alert(1)</script>")
    body["members"][0]["id_number"] = "540121190106079014"
    body["incident"]["on"] = "2026-02-30"
    typed = {**beside(page(api, path)), **typed_of(FORM, body)}
    wrong = send(api, path, typed, "check")
    assert wrong.status_code == 422 and "text/html" in wrong.headers["content-type"]
    found = read(wrong.text)
    told = api.post(CASEWORKER, "/v1/cases", body)
    for one in told.json()["errors"]:
        assert one["message"] in unescape(wrong.text), one
    links = [link for link in found.links if link.startswith("#f-")]
    assert links and all(link[1:] in found.ids for link in links)
    assert "<script>alert" not in wrong.text and "&lt;script&gt;alert" in wrong.text
    assert body["members"][0]["id_number"] in wrong.text
    refused = {**typed, "incident.on": "2026-02-27"}
    rules = send(api, path, refused, "give")
    assert rules.status_code == 422 and 'href="#f-members-0-id_number"' in rules.text


@ONE_STORE
def test_a_stale_page_shows_what_happened_and_keeps_what_was_typed(api: Api) -> None:
    """412 with the facts recorded since, the words still there; sent over the new version it is done."""
    case = api.submit()
    path = f"/console/do/cases/{case}/acceptance-refusal"
    opened = page(api, path)
    mine = {**beside(opened), "reason": "材料不实的理由", "document": "不予受理1号"}
    other = page(api, f"/console/do/cases/{case}/acceptance")
    theirs = {**beside(other), "procedure": "general"}
    done = send(api, f"/console/do/cases/{case}/acceptance", theirs, "give")
    assert done.status_code == 303, done.text
    stale = send(api, path, mine, "give")
    assert stale.status_code == 412
    assert screen("forms.moved") in stale.text and "材料不实的理由" in stale.text
    assert beside(stale)["_seen"] != mine["_seen"]


@ONE_STORE
def test_rows_come_and_go_without_a_script(api: Api) -> None:
    """A row more keeps what was typed; a row less moves the others up."""
    path = "/console/do/cases"
    typed = {**beside(page(api, path)), **typed_of(FORM, application())}
    more = send(api, path, typed, "add:members")
    assert more.status_code == 200
    fields = dict(read(more.text).forms[-1].fields)
    rows = int(str(typed["rows:members"][-1]))
    assert fields["rows:members"] == str(rows + 1)
    assert fields["members.0.name"] == application()["members"][0]["name"]
    fewer = without_row(with_row(typed_of(FORM, application()), "members"), "members.0")
    assert fewer["rows:members"] == [str(rows)]


@ONE_STORE
def test_what_was_typed_outlives_the_session(api: Api) -> None:
    """401 with everything on the page, to go on once signed in; another officer does not see it."""
    path = "/console/do/cases"
    typed = {**beside(page(api, path)), **typed_of(FORM, application())}
    ended = api.http.post(path, data={**typed, "_step": "check"}, follow_redirects=False)
    assert ended.status_code == 401
    kept = dict(read(ended.text).forms[-1].fields)
    assert kept["members.0.name"] == application()["members"][0]["name"]
    on = api.http.post(path, data=kept, headers=api.headers(CASEWORKER))
    assert on.status_code == 200 and "核对" in on.text
    other = api.http.post(
        path, data={**kept, "_by": "somebody.else"}, headers=api.headers(CASEWORKER)
    )
    assert kept["members.0.name"] not in other.text


def test_every_form_is_given_by_post() -> None:
    """What changes something is never asked for by an address alone."""
    assert GIVEN == "POST"


@ONE_STORE
def test_a_file_is_sent_by_a_form_and_attached_by_the_next(api: Api) -> None:
    """Kept once however often it is sent, sealed on its way; what is none is told on the page."""
    case = api.submit()
    path = f"/console/do/cases/{case}/upload"
    action = unescape(read(page(api, path).text).forms[-1].action)
    headers = api.headers(CASEWORKER)
    sent = {"file": ("照片.png", scan(), "image/png")}
    first, again = (api.http.post(action, files=sent, headers=headers) for _ in range(2))
    assert first.status_code == again.status_code == 200, first.text
    (form, same) = (read(one.text).forms[-1] for one in (first, again))
    kept = dict(form.fields)
    assert kept["file"] == dict(same.fields)["file"]
    wrong = api.http.post(
        unescape(read(page(api, path).text).forms[-1].action),
        files={"file": ("x.exe", b"MZ", "application/octet-stream")},
        headers=headers,
    )
    assert wrong.status_code == 415 and "text/html" in wrong.headers["content-type"]
    typed = {**kept, "kind": "scan", "of": "paper", "paper": "hardship-proof"}
    done = send(api, form.action, typed, "give")
    assert done.status_code == 303, done.text
    there = api.get(CASEWORKER, f"/v1/cases/{case}/evidence").json()["items"]
    assert [one["file"] for one in there] == [kept["file"]]

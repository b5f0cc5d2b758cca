"""What people and programs put where it does not belong: told on a page, never run, never recorded."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

import httpx
import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient

import relief.console.views as views_of
from relief.api.bodies import BODIES
from relief.api.routes import ROUTES, CommandRoute
from relief.console.app import screens, with_console
from relief.console.forms import asked as a
from relief.console.forms.acts import address_of
from relief.console.forms.asked import Form, form_of
from relief.console.forms.typed import typed_of
from relief.console.view import View
from relief.outside import STORE_DOWN
from relief.words.dictionary import example
from tests.api.conftest import Api
from tests.api.posts import MINE
from tests.api.test_journeys import inquire
from tests.api.words import APPROVER, CASEWORKER, LEADER, STRANGER, application
from tests.case.words import giver
from tests.console.read import read
from tests.console.test_forms import FORM, beside, number_for, page, send
from tests.support.offices import local

ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b id=mine>"
TEMPLATE = "{{ 7*7 }}{% include 'base.html' %}${7*7}"
TIBETAN = "བོད་ཡིག་ཁྱིམ་ཚང་།"
HOSTILE = {
    "markup": MARKUP,
    "a template": TEMPLATE,
    "4,000 signs": "长" * 4000,
    "right to left": "\u202e反过来\u2066\u200f",
    "invisible": "看\u200b不\u00ad见\ufeff\u2063",
    "control": "\x00\x07\x1b[31m",
    "Tibetan": TIBETAN,
}
PLAIN = (a.LINE, a.LONG, a.LINES)
"""Controls that take any text."""


def texts(form: Form, place: str = "") -> Iterator[str]:
    """The inputs of a form in which a text is typed, of a first row where there are rows."""
    for one in form.fields:
        name = f"{place}{one.name}"
        if one.inner is not None:
            yield from texts(one.inner, f"{name}." if one.kind == a.RECORD else f"{name}.0.")
        elif one.kind in PLAIN:
            yield name


def filled(route: CommandRoute, *hostile: str) -> dict[str, Any]:
    """The form's example, and in each of its texts one of these in turn."""
    form, body = form_of(BODIES[route.command]), example(route.name)
    typed = dict(typed_of(form, body))
    rows = {name: ["1"] for name in typed if name.startswith("rows:") and typed[name] == ["0"]}
    turn = {name: [hostile[n % len(hostile)]] for n, name in enumerate(texts(form))}
    return {**typed, **rows, **turn}


def unharmed(told: httpx.Response, case: object = "") -> None:
    """A page, whole, in which nothing of what was typed became a part of it."""
    assert told.status_code in (200, 422), (case, told.status_code, told.text[:300])
    assert "text/html" in told.headers["content-type"], case
    found = read(told.text)
    assert found.tags[0][0] == "html", case
    assert "mine" not in found.ids and "img" not in [tag for tag, _ in found.tags], case
    assert sum(tag == "script" for tag, _ in found.tags) == 1, case
    assert not [name for _, told in found.tags for name in told if name.startswith("on")], case


@pytest.fixture
def numbers(api: Api) -> dict[str, str]:
    """A case and a lead to give commands about."""
    lead = {"township": MINE, "source": "citizen", "whereabouts": "村口"}
    return {"case": api.submit(), "lead": api.post(CASEWORKER, "/v1/leads", lead).json()["case"]}


@ONE_STORE
def test_no_form_runs_or_loses_what_was_typed(api: Api, numbers: dict[str, str]) -> None:
    """Markup, templates, 4,000 signs, marks nobody sees, Tibetan, in the texts of every command."""
    head, kinds = api.position(), list(HOSTILE.values())
    for n, route in enumerate(ROUTES):
        path = f"/console{address_of(route)}".format(
            **number_for(route, numbers["case"], numbers["lead"])
        )
        typed = filled(route, *kinds[n % len(kinds) :], *kinds[: n % len(kinds)])
        told = send(api, path, typed, "check", local(giver(route.command), MINE))
        unharmed(told, route.name)
        kept = {value for form in read(told.text).forms for _, value in form.fields}
        shown = unescape(told.text)
        for name in texts(form_of(BODIES[route.command])):
            assert typed[name][0] in kept or typed[name][0].strip() in shown, (route.name, name)
    assert api.position() == head


@ONE_STORE
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_page_refuses_what_the_api_refuses_and_no_more(api: Api, kind: str) -> None:
    """Each in every text of an application: the same fields are told in the same words, or it is taken."""
    text = HOSTILE[kind]
    places = {name.partition(".0.")[2] or name for name in texts(FORM)}
    for name in ("village", "statement", "contact.address", "incident.place", "members.0.name"):
        assert (name.partition(".0.")[2] or name) in places, name
    body = application()
    body |= {"village": text, "statement": text}
    body["contact"]["address"] = body["incident"]["place"] = body["members"][0]["name"] = text
    told = api.post(CASEWORKER, "/v1/cases", body)
    assert told.status_code in (201, 422), told.text
    typed = {**beside(page(api, "/console/do/cases")), **typed_of(FORM, body)}
    again = send(api, "/console/do/cases", typed, "check")
    unharmed(again)
    if told.status_code == 422:
        shown = unescape(again.text)
        form = [
            one
            for one in told.json()["errors"]
            if one["code"] in ("field-invalid", "field-missing")
        ]
        assert all(one["message"] in shown for one in form), form
        assert (again.status_code == 422) == bool(form)
    else:
        assert again.status_code == 200


@ONE_STORE
def test_what_was_recorded_is_shown_and_never_run(api: Api) -> None:
    """Markup, a template and Tibetan in all that was said of a case: each of its pages for each officer."""
    said = f"{TIBETAN}<img id=mine src=x onerror=alert(1)>{{{{ 7*7 }}}}"
    case = api.submit(statement=said)
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    inquire(api, case, "1800.00")
    notice = {"place": said, "evidence": [said]}
    api.act(CASEWORKER, case, "public-notice", **notice)
    api.follow()
    last = api.get(CASEWORKER, f"/v1/cases/{case}").json()["version"]
    ways = ("", "/history", "/time-limits", "/documents", "/decision")
    versions = tuple(f"/history?v={n}" for n in range(1, last + 1))
    shown = ""
    for officer in (CASEWORKER, LEADER, APPROVER):
        for follows in (*ways, *versions):
            told = page(api, f"/console/cases/{case}{follows}", officer)
            assert told.status_code == 200, (officer.id, follows)
            unharmed(told, (officer.id, follows))
            shown += unescape(told.text)
    assert said in shown


FORGED = (
    {"_by": "somebody.else"},
    {"_by": ["cw", "ld"]},
    {"_seen": "-1"},
    {"_seen": "99999999999999999999"},
    {"_seen": "٣"},
    {"_key": "../../etc"},
    {"_key": "k" * 5000},
    {"_key": "\x00"},
    {"_step": "add:nothing"},
    {"_step": "add:members.0.paper.number"},
    {"_step": "drop:members.99999999999999999999"},
    {"_step": "drop:members.²"},
    {"_step": "drop:"},
    {"_step": "give:"},
    {"_step": ["save", "check"]},
    {"rows:members": "99999"},
    {"rows:members": "-1"},
    {"rows:members": "²"},
    {"rows:members": ["1", "2"]},
    {"rows:": "3"},
    {"members.0": "x"},
    {"members.99.name": "x"},
    {"nobody.asked": "x"},
    {"account.holder": "99"},
    {"account.holder": "-1"},
    {"members.0.name": ["one", "two"]},
    {"officer": "ap", "post": "approver", "on": "2020-01-01", "case": "x", "version": "0"},
)


@ONE_STORE
def test_forged_hidden_fields_make_no_fact_and_no_error(api: Api) -> None:
    """Whose form it is, its version, key, buttons and rows as nobody's browser sends them."""
    case = api.submit()
    head = api.position()
    typed = {**beside(page(api, "/console/do/cases")), **typed_of(FORM, application(serial=9))}
    for forged in FORGED:
        for path, words in (
            ("/console/do/cases", {**typed, "statement": ""}),
            (f"/console/do/cases/{case}/acceptance", {"procedure": ""}),
        ):
            sent = {"_step": "check", **words, **forged}
            told = api.http.post(
                path, data=sent, headers=api.headers(CASEWORKER), follow_redirects=False
            )
            assert told.status_code in (200, 303, 412, 422), (path, forged, told.status_code)
    assert api.position() == head


@ONE_STORE
def test_a_forged_officer_or_day_in_a_form_is_nobodys(api: Api) -> None:
    """What a form does not ask is not read: the fact is of who is signed in, of this day."""
    case = api.submit()
    path = f"/console/do/cases/{case}/acceptance"
    forged = {"officer": "ap", "by": "ap", "post": "approver", "recorded_at": "2020-01-01"}
    done = send(api, path, {**beside(page(api, path)), "procedure": "general", **forged}, "give")
    assert done.status_code in (200, 303), done.text
    last = api.get(CASEWORKER, f"/v1/cases/{case}/history").json()["items"][-1]
    assert (last["fact"], last["officer"]) == ("application-accepted", "cw")
    assert last["authority"]["post"] == "caseworker" and last["on"] == "2026-03-02"


@ONE_STORE
@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.test"}, {"Origin": "null"}, {"Sec-Fetch-Site": "same-site"}],
    ids=["a foreign origin", "none by name", "a neighbour"],
)
def test_nothing_a_foreign_page_sends_is_taken_by_any_screen(
    api: Api, numbers: dict[str, str], headers: dict[str, str]
) -> None:
    """401 as a page, whoever is signed in, and nothing recorded."""
    head = api.position()
    for view in screens(api.app):
        if "POST" not in view.answering:
            continue
        path = view.way(**known(view, numbers))
        told = api.http.post(
            path,
            data={"_step": "give", "procedure": "general"},
            headers={**api.headers(CASEWORKER), **headers},
            follow_redirects=False,
        )
        assert (told.status_code, "set-cookie" in told.headers) == (401, False), path
        assert "text/html" in told.headers["content-type"], path
    assert api.position() == head


def known(view: View, numbers: dict[str, str]) -> dict[str, str]:
    """What a screen's address names."""
    named = re.findall(r"\{([a-z]+)\}", view.path)
    others = {"county": MINE[:6], "law": "another-city", "officer": "cw", "person": "a0" * 16}
    return {name: numbers.get(name) or others[name] for name in named}


def of_each_kind(api: Api) -> list[View]:
    """The screens that are shown, of the forms one of each kind."""
    shown = [one for one in screens(api.app) if "GET" in one.answering and not one.instead]
    forms = {one.name: one for one in shown if one.name.startswith("do")}
    return [*(one for one in shown if one.name not in forms), *forms.values()]


@ONE_STORE
def test_a_foreign_case_is_told_as_none(api: Api, numbers: dict[str, str]) -> None:
    """404 in the same words for what lies elsewhere and for what is nowhere; what is no number as well."""
    for view in of_each_kind(api):
        if not {"case", "lead"} & {*view.numbers}:
            continue
        (name,) = view.numbers
        told = []
        for number in (numbers[name], f"{numbers[name][:-6]}ZZZZZZ"):
            answer = page(api, view.way(**{name: number}), STRANGER)
            assert answer.status_code == 404, view.name
            told.append(re.sub(r"[0-9a-f]{32}", "", answer.text.replace(number, "")))
        assert told[0] == told[1], view.name
        for wrong in ("x", "<b>", "540121200-20260302-ZZZZZZ%00", "۵۴۰"):
            assert page(api, view.way(**{name: wrong})).status_code == 404, (view.name, wrong)


def asked_names() -> set[str]:
    """Every condition that some screen takes."""
    found: set[str] = set()
    for name in dir(views_of):
        module = getattr(views_of, name)
        for one in vars(module).values() if hasattr(module, "__file__") else ():
            if isinstance(one, type) and issubclass(one, BaseModel) and "Query" in one.__name__:
                found |= set(one.model_fields)
    return found


@ONE_STORE
def test_conditions_nobody_can_read_are_told_on_a_page(api: Api, numbers: dict[str, str]) -> None:
    """Of every screen each condition there is: far too long, markup, twice, unseen: never 500."""
    names = {*asked_names(), "nobody"}
    assert {"to", "act", "v", "mark", "draft", "key"} <= names
    for view in of_each_kind(api):
        path = view.way(**known(view, numbers))
        for name in ["nobody"] if view.bare else sorted(names):
            for wrong in ("x" * 5000, f"{MARKUP}&{name}=b", "%00"):
                told = page(api, f"{path}?{name}={wrong}")
                assert told.status_code < 500, (path, name, wrong[:20])
                assert told.status_code == 303 or "text/html" in told.headers["content-type"]


@ONE_STORE
def test_a_stranger_with_an_overlong_address_is_still_let_to_the_door(api: Api) -> None:
    """What is too long to come back to is not asked for again."""
    told = api.http.get(f"/console?village={'x' * 3000}", follow_redirects=True)
    assert told.status_code == 200 and "/console/sign-in" in str(told.url)
    assert page(api, f"/console/sign-in?to={'x' * 3000}").status_code == 400


@ONE_STORE
def test_too_many_requests_and_a_lost_store_are_told_in_words(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """429 and 503 are pages that say when to try again, with the header for programs."""
    case = api.submit()

    def lost(*_: Any, **__: Any) -> None:
        raise STORE_DOWN[0]("gone")

    with monkeypatch.context() as changed:
        changed.setattr(type(api.service.office), "situation", lost)
        down = page(api, f"/console/cases/{case}")
    api.service.settings = replace(api.service.settings, address_rate=0.001, address_burst=1)
    with TestClient(with_console(api.service), raise_server_exceptions=False) as http:
        told = [http.get("/console", headers=api.headers(CASEWORKER)) for _ in range(2)]
    for answer, status in ((down, 503), (told[-1], 429)):
        assert answer.status_code == status
        assert "text/html" in answer.headers["content-type"]
        seconds = answer.headers["retry-after"]
        assert f"请等待{seconds}秒后再试" in answer.text

"""Signing in on the pages of the console: both factors, the way back, what a wrong one is told."""

import re
from datetime import timedelta

import pytest

from relief.api import cookies
from relief.console.views import signing as door
from tests.console.read import read
from tests.identity.conftest import WORKER, Opening, Signing
from tests.identity.test_local import PASSWORD, Officer, enrolled
from tests.support.provider import through

pytestmark = [pytest.mark.day, pytest.mark.slow]

ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def officer(opening: Opening) -> Officer:
    """An appointed caseworker on the local list."""
    made = opening(sign_in_local=True)
    made.clock.still = made.clock.now()
    made.appoint()
    return enrolled(made)


def test_an_officer_signs_in_on_a_page_and_comes_back_to_the_one_they_wanted(
    officer: Officer,
) -> None:
    """Sent to the door with the address, through it with both factors, back by a page that looks."""
    http = officer.signing.http
    sent = http.get("/console")
    assert sent.status_code == 303
    shown = read(http.get(sent.headers["location"]).text)
    (form,) = shown.forms
    typed = {**dict(form.fields), "officer": WORKER, "password": PASSWORD, "code": officer.code()}
    done = http.post(form.action, data=typed)
    assert (done.status_code, "HttpOnly" in done.headers["set-cookie"]) == (303, True)
    on = http.get(done.headers["location"])
    assert (on.status_code, on.headers["location"]) == (303, "/console")
    assert "经办人" in http.get("/console").text
    out = http.post("/console/sign-out")
    assert out.headers["location"] == "/console/sign-in"
    assert http.get("/console").status_code == 303


@ONE_STORE
def test_a_wrong_factor_is_told_on_the_page_and_the_password_is_not_repeated(
    officer: Officer,
) -> None:
    """401 with words, the name kept; too many are told to wait, on a page; a bad field by its label."""
    http, wrong = officer.signing.http, "wrong horse battery"
    typed = {"officer": WORKER, "password": wrong, "code": "000000", "to": "/console"}
    answers = [http.post("/console/sign-in", data=typed) for _ in range(5)]
    assert answers[0].status_code == 401 and WORKER in answers[0].text
    assert wrong not in answers[0].text and "请更正" in answers[0].text
    assert answers[-1].status_code == 429 and "retry-after" in answers[-1].headers
    odd = http.post("/console/sign-in", data={**typed, "officer": "张 三"})
    assert odd.status_code == 422 and "人员" in odd.text


@ONE_STORE
def test_the_way_back_leads_nowhere_else(officer: Officer) -> None:
    """An address of another site, of the API, or with signs that fool browsers is the first page."""
    for to in ("https://evil.test", "//evil.test", "/v1/cases", "/console\\evil", "/consolex"):
        typed = {"officer": WORKER, "password": PASSWORD, "code": officer.later(), "to": to}
        done = officer.signing.http.post("/console/sign-in", data=typed)
        assert done.headers["location"] == "/console/sign-in/kept?to=%2Fconsole", to


@ONE_STORE
def test_over_plain_http_the_page_says_why_it_cannot_work(officer: Officer) -> None:
    """No form where the browser would lose the session; where it did, the page says so."""
    http = officer.signing.http
    plain = http.get("http://relief.intranet/console/sign-in")
    assert "没有加密" in plain.text and not read(plain.text).forms
    assert read(http.get("http://127.0.0.1/console/sign-in").text).forms
    lost = http.get("http://127.0.0.1/console/sign-in/kept?to=/console")
    assert lost.status_code == 200 and "登录没有保持住" in lost.text


def test_what_was_typed_when_the_session_ended_is_put_aside_for_who_typed_it(
    officer: Officer,
) -> None:
    """401 with everything still on the page, and a draft of it behind the door.

    None for another than sat there, nor once the browser's session is forgotten.
    """
    http, path, said = officer.signing.http, "/console/do/cases", "标记陈述：房屋失火"
    typed = {"officer": WORKER, "password": PASSWORD, "to": path}
    assert http.post("/console/sign-in", data={**typed, "code": officer.code()}).status_code == 303
    form = dict(read(http.get(path).text).forms[-1].fields)
    officer.signing.clock.later += timedelta(hours=1)
    for by in ("li.si", WORKER):
        answer = http.post(path, data={**form, "statement": said, "_by": by, "_step": "check"})
        assert answer.status_code == 401 and said in answer.text and "草稿" not in answer.text
    assert http.post("/console/sign-in", data={**typed, "code": officer.later()}).status_code == 303
    drafts = "/console/drafts"
    assert not [one for one in read(http.get(drafts).text).links if "draft=" in one]
    officer.signing.clock.later += timedelta(hours=1)
    answer = http.post(path, data={**form, "statement": said, "_step": "check"})
    assert answer.status_code == 401 and "已存为草稿" in answer.text
    assert http.post("/console/sign-in", data={**typed, "code": officer.later()}).status_code == 303
    (way,) = (one for one in read(http.get(drafts).text).links if "draft=" in one)
    assert said in http.get(way).text


@ONE_STORE
def test_the_provider_brings_an_officer_back_to_their_page(signing: Signing) -> None:
    """Off from the page, back at the API's own address, on to the page; a wrong state is told on one."""
    http = signing.http
    link = next(one for one in read(http.get("/console/sign-in").text).links if "provider" in one)
    off = http.get(link)
    assert off.status_code == 303
    back = signing.back(through(off.headers["location"]))
    assert back.headers["location"] == "/console/sign-in/kept?to=%2Fconsole"
    assert cookies.SESSION in back.headers["set-cookie"]
    assert http.get("/console/drafts").status_code == 200
    assert door.TO not in http.cookies
    off = http.get("/console/sign-in/provider")
    wrong = signing.back(through(off.headers["location"]), state="another")
    assert wrong.status_code == 401 and re.search("text/html", wrong.headers["content-type"])

"""A demo stopped in the middle: work on every desk, a clock that goes on, a door that exists nowhere else."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from starlette.testclient import TestClient

from domain.case.authority import Post
from domain.ground.posts import LEVEL
from relief.api.app import create_app
from relief.api.cookies import STAGED
from relief.bootstrap import Service, build
from relief.cli import main
from relief.clock import RunningClock
from relief.console.app import with_console
from relief.demo.left import FILE, found
from relief.demo.run import STOPPED_AT
from relief.demo.serving import HERE, NAMES, settings_of, staged
from relief.demo.staff import people
from relief.staged import officers_shown
from relief.words.screens import screen
from tests.console.read import read
from tests.crash.test_first_start import ready
from tests.support.stopped import stopped
from tests.support.worker import free_port

__all__ = ["stopped"]

SITE = f"http://{HERE}"
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def place(stopped: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copytree(stopped, tmp_path / "demo")


@pytest.fixture
def service(place: Path) -> Iterator[Service]:
    """The demo going on."""
    chosen = replace(settings_of(place), hosts=NAMES)
    made = staged(chosen, found(place))
    try:
        yield made
    finally:
        made.close()


def entered(service: Service, officer: str) -> TestClient:
    """A browser signed in by one click."""
    browser = TestClient(create_app(service), base_url=SITE, follow_redirects=False)
    answer = browser.post(f"/demo/sign-in/{officer}", headers={"Origin": SITE})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "secure" not in answer.headers["set-cookie"].lower()
    return browser


def told(browser: TestClient, path: str) -> dict[str, Any]:
    """What a question answers."""
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


def test_every_desk_has_something_to_do(service: Service) -> None:
    """Of each post a case may wait for somebody is shown for whom one does."""
    waits = dict.fromkeys(LEVEL, 0)
    for one in officers_shown(service):
        if one.post in LEVEL:
            browser = entered(service, one.officer)
            counts = told(browser, "/v1/desk")["counts"]
            waits[one.post] += sum(counts.values())
    assert {post: count for post, count in waits.items() if not count} == {}


def test_the_address_printed_leads_to_the_door_and_one_click_to_the_console(
    service: Service,
) -> None:
    """A form for each officer shown, no talk of encryption, a band that nobody overlooks; out again."""
    browser = TestClient(with_console(service), base_url=SITE)
    door = browser.get("/")
    shown, page = officers_shown(service), read(door.text)
    assert door.url.path == "/console/sign-in"
    assert [one.action for one in page.forms] == [f"/demo/sign-in/{one.officer}" for one in shown]
    assert {one.name for one in shown} | {one.place for one in shown} <= set(page.texts)
    assert "没有加密" not in door.text and screen("frame.staged-why") in door.text
    first = browser.post(page.forms[0].action, headers={"Origin": SITE})
    assert (first.status_code, first.url.path) == (200, "/console")
    heads = (shown[0].name, "经办人", screen("frame.staged-why"))
    assert all(one in read(first.text).texts for one in heads)
    wrong = browser.get("/console/nothing")
    assert wrong.status_code == 404 and screen("frame.staged-why") in wrong.text
    out = browser.post("/console/sign-out", headers={"Origin": SITE})
    assert out.url.path == "/console/sign-in" and STAGED not in browser.cookies
    refused = browser.post("/demo/sign-in/nobody", headers={"Origin": SITE})
    assert refused.status_code == 401 and "text/html" in refused.headers["content-type"]


def test_officers_are_shown_with_name_post_and_place(service: Service) -> None:
    """Each post but the system's, two where two hands are asked for; and they are who they are said to be."""
    shown = officers_shown(service)
    assert {one.post for one in shown} == set(Post) - {Post.SYSTEM}
    assert len({one.name for one in shown}) == len(shown) == len(people("540104", "1", "2", "3"))
    for post in (Post.COUNTY_CHECKER, Post.APPROVER, Post.FINANCE, Post.CITY_OFFICER):
        assert sum(one.post is post for one in shown) == 2
    who = shown[0]
    session = told(entered(service, who.officer), "/v1/session")
    assert (session["officer"], session["division"], session["posts"]) == (
        who.officer,
        who.division,
        [who.post],
    )
    assert (who.place.endswith(("乡", "镇", "街道")) and "区" in who.place) or "县" in who.place


def test_the_city_has_a_township_to_let_pass(service: Service) -> None:
    """What the first officer proposed waits for the second, who is shown what moves."""
    browser = entered(service, "city-office-2")
    (waits,) = [one for one in told(browser, "/v1/divisions/records")["items"] if one["pending"]]
    path = "/v1/divisions/confirmation/foreseen"
    moved = browser.post(path, json={"number": waits["number"]}, headers={"Origin": SITE}).json()
    assert moved["items"][0]["open_cases"] > 0


def test_the_clock_goes_on_from_where_it_stopped(service: Service, place: Path) -> None:
    """Nothing goes by the machine's clock: sessions, their ends, what is due."""
    assert found(place).at == STOPPED_AT
    assert timedelta() < service.clock.now() - STOPPED_AT < timedelta(hours=1)
    until = told(entered(service, "city"), "/v1/session")["until"]
    assert timedelta(hours=9) < datetime.fromisoformat(until) - STOPPED_AT < timedelta(hours=11)


def test_a_running_clock_goes_as_fast_as_the_machines() -> None:
    """From a moment of its own."""
    seconds = iter((5.0, 5.0, 8.5))
    clock = RunningClock(STOPPED_AT, lambda: next(seconds))
    assert clock.now() == STOPPED_AT
    assert clock.now() == STOPPED_AT + timedelta(seconds=3.5)


def test_nobody_else_and_no_other_site_enters(service: Service) -> None:
    """Only the officers shown, from a page of this very site, called by this machine's name."""
    browser = TestClient(create_app(service), base_url=SITE, follow_redirects=False)
    for path, origin, status in (
        ("/demo/sign-in/nobody", SITE, 401),
        ("/demo/sign-in/cw1.540102002", SITE, 401),
        ("/demo/sign-in/city", "http://elsewhere.example", 401),
        ("/demo/sign-in/city", "null", 401),
        ("/demo/sign-in/city?to=x", SITE, 400),
    ):
        answer = browser.post(path, headers={"Origin": origin})
        assert (answer.status_code, "set-cookie" in answer.headers) == (status, False), path
    other = {"Host": "elsewhere.example", "Origin": "http://elsewhere.example"}
    assert browser.post("/demo/sign-in/city", headers=other).status_code >= 400
    assert told(browser, "/v1/version")["demo"] is True


def test_the_door_is_nowhere_else_and_its_sessions_open_nothing_there(
    service: Service, place: Path
) -> None:
    """The same data served by any other start: no such address, and the browser is a stranger."""
    browser = entered(service, "city")
    assert told(browser, "/v1/session")["officer"] == "city"
    token = browser.cookies[STAGED]
    plain = build(settings_of(place), RunningClock(STOPPED_AT + timedelta(minutes=5)))
    try:
        app = create_app(plain)
        named = {"Cookie": f"{STAGED}={token}; __Host-relief={token}", "Origin": SITE}
        other = TestClient(app, base_url=SITE, headers=named)
        assert other.post("/demo/sign-in/city").status_code == 404
        assert other.get("/v1/session").status_code == 401
        assert other.get("/v1/version").json()["demo"] is False
        assert officers_shown(plain) == ()
    finally:
        plain.close()


def test_no_setting_makes_an_installation_a_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name nobody knows is refused, and a folder that no demo left is served by nothing."""
    monkeypatch.setenv("RELIEF_DEMO", "yes")
    assert main(["demo", "--serve", str(tmp_path)]) == 2
    assert "RELIEF_DEMO" in capsys.readouterr().err
    monkeypatch.delenv("RELIEF_DEMO")
    for content in (None, "", "[]", '{"at": "yesterday", "officers": []}', '{"officers": []}'):
        if content is not None:
            tmp_path.joinpath(FILE).write_text(content)
        assert main(["demo", "--serve", str(tmp_path)]) == 2
        assert "不是演示留下的文件夹" in capsys.readouterr().err


@pytest.mark.slow
def test_what_was_left_is_served_until_told_to_stop_and_goes_on_from_there(place: Path) -> None:
    """With its follower and its sweep; where it is and whom one may be is printed; the clock is kept."""
    port = free_port()
    variables = {**os.environ, "RELIEF_PORT": str(port), "PYTHONPATH": str(REPOSITORY)}
    process = subprocess.Popen(
        [sys.executable, "-m", "relief", "demo", "--serve", str(place)],
        env={**variables, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        told = ready(f"{SITE}:{port}")
        assert told["not_ready"] == []
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, said
    assert f"{SITE}:{port}/" in said and "2026-03-05 11:0" in said
    assert re.search(r"旦增罗杰 +经办人 +.+ +cw1\.\d{9} +\d", said), said
    at = datetime.fromisoformat(json.loads(place.joinpath(FILE).read_text())["at"])
    assert STOPPED_AT < at < STOPPED_AT + timedelta(hours=1)

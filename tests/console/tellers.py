"""Who tells a story: officers over HTTP, or officers at browsers. Both leave the same facts."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient

from domain.case.authority import Officer
from relief.api.app import create_app
from relief.api.routes import ROUTES
from relief.bootstrap import Service
from relief.clock import SimulatedClock
from relief.console.forms.acts import address_of
from tests.api.words import READER
from tests.console.seated import Tally, fill
from tests.console.staged import Staged
from tests.console.stories import CASE, Step
from tests.support.browser import opened

SITE = "http://127.0.0.1"
KEYS = count()
"""One of all that is told: several tellers may come to the same office."""
OWN = re.compile(r"[0-9]{9}-[0-9]{8}-[0-9A-Z]{6}|[0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f-]{36}")
"""What chance or the moment gave: numbers of cases, identifiers, digests."""
BY_CHANCE = frozenset({"recorded_at", "seed"})
"""What is otherwise each time, and said in words nobody else's are like."""


def history(ask: Callable[[str], Any], case: str) -> list[dict[str, Any]]:
    """What is recorded of a case, with whatever is its own called by the order it comes in."""
    items = ask(f"/v1/cases/{case}/history")["items"]
    told = in_order(without_chance(items))
    known: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        return known.setdefault(found[0], f"#{len(known)}")

    same: list[dict[str, Any]] = json.loads(OWN.sub(named, json.dumps(told, ensure_ascii=False)))
    return same


def without_chance(told: Any) -> Any:
    """The same without what chance alone says."""
    if isinstance(told, dict):
        kept = {name: value for name, value in told.items() if name not in BY_CHANCE}
        return {name: without_chance(value) for name, value in kept.items()}
    return [*map(without_chance, told)] if isinstance(told, list) else told


def in_order(told: Any) -> Any:
    """The same with what stands in no order, evidence, in one: a page asks it in the order of its form."""
    if isinstance(told, dict):
        made = {name: in_order(value) for name, value in told.items()}
        kept = made.get("evidence")
        if isinstance(kept, list):
            made["evidence"] = sorted(kept, key=lambda one: OWN.sub("", json.dumps(one)))
        return made
    return [*map(in_order, told)] if isinstance(told, list) else told


def unlike(one: Any, other: Any, place: str = "") -> list[str]:
    """Where two histories differ, and what stands there in either."""
    if one == other:
        return []
    if isinstance(one, dict) and isinstance(other, dict):
        names = sorted({*one, *other})
        return [d for n in names for d in unlike(one.get(n), other.get(n), f"{place}.{n}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        both = enumerate(zip(one, other, strict=True))
        return [d for n, (a, b) in both for d in unlike(a, b, f"{place}.{n}")]
    return [f"{place}: {one!r} is not {other!r}"]


@dataclass
class ByApi:
    """Each officer over HTTP, signed in as in a browser."""

    service: Service
    clock: SimulatedClock
    case: str = ""
    _seats: dict[str, httpx.Client] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._app = create_app(self.service)

    def seat(self, officer: Officer) -> httpx.Client:
        """Signed in; anew where the session ended."""
        seat = self._seats.get(officer.id)
        if seat is None:
            seat = self._seats[officer.id] = TestClient(self._app, base_url=SITE)
        if seat.get("/v1/session").status_code != 200:
            door = seat.post(f"/demo/sign-in/{officer.id}", follow_redirects=False)
            assert door.status_code == 303, door.text
        return seat

    def ask(self, path: str, officer: Officer = READER) -> Any:
        """A question's answer."""
        told = self.seat(officer).get(path)
        assert told.status_code == 200, told.text
        return told.json()

    def tell(self, story: Iterable[Step]) -> str:
        """The story, given step by step; the number of its case."""
        for one in story:
            self.give(one)
        return self.case

    def give(self, one: Step) -> None:
        """One command, over the version there is."""
        self.clock.set(one.at)
        seat, headers = self.seat(one.officer), {"Idempotency-Key": f"told-{next(KEYS)}"}
        body = dict(one.body)
        if CASE in one.path:
            now = self.ask(f"/v1/cases/{self.case}", one.officer)
            headers["If-Match"] = f'"{now["version"]}"'
        if one.serves:
            body |= letter(seat, self.case, one.serves)
        done = seat.post(f"/v1{one.path.format(case=self.case)}", json=body, headers=headers)
        assert done.status_code == 201, (one.path, done.text)
        self.case = done.json()["case"] if one.path == "/cases" else self.case


def letter(seat: Any, case: str, kind: str) -> dict[str, Any]:
    """What serving a document says of it: which it is, and the digest of the file that is handed over."""
    items = seat.get(f"/v1/cases/{case}/documents").json()["items"]
    (one,) = [one for one in items if one["document"] == kind and one["standing"] == "issued"]
    file = seat.get(f"{one['href']}?format=docx&number={one['number']}")
    digest = file.headers["relief-document-sha256"]
    return {"document": kind, "number": one["number"], "format": "docx", "sha256": digest}


@dataclass
class ByPages:
    """Each officer at a browser of their own, coming from the first page and clicking on."""

    browser: Browser
    office: Staged
    script: bool
    until: ExitStack
    case: str = ""
    tally: Tally = field(default_factory=Tally)
    pages: dict[str, Page] = field(default_factory=dict)

    def tell(self, story: Iterable[Step]) -> str:
        """The story, clicked and typed step by step; the number of its case."""
        for one in story:
            self.give(one)
        return self.case

    def opened(self) -> AbstractContextManager[Page]:
        """A browser nobody used before."""
        return opened(self.browser, self.office.address, self.script)

    def seat(self, officer: Officer) -> Page:
        """The first page; signed in by one click where the session ended."""
        page = self.pages.get(officer.id)
        if page is None:
            page = self.pages[officer.id] = self.until.enter_context(self.opened())
            page.goto("/")
        else:
            self.click(page, "a.brand")
        door = page.locator(f"form[action='/demo/sign-in/{officer.id}'] button")
        if door.count():
            self.click(page, f"form[action='/demo/sign-in/{officer.id}'] button")
            assert page.url.endswith("/console"), page.url
        return page

    def click(self, page: Page, what: str) -> None:
        """The first there is."""
        with page.expect_navigation():
            page.locator(what).first.click()
        self.tally.clicks += 1

    def give(self, one: Step) -> None:
        """One command: found from the first page, filled in, checked, given."""
        self.office.clock.set(one.at)
        self.office.settled()
        page = self.seat(one.officer)
        self.find(page, f"/console/do{one.path.format(case=self.case)}")
        body = dict(one.body)
        if one.serves:
            body |= letter(page.request, self.case, one.serves)
        self.tally.fields += leaves(body)
        fill(page, body, tally=self.tally)
        self.press(page, "check", "give")
        self.press(page, "give", "done")
        told = page.locator(".number")
        self.case = told.first.inner_text() if one.path == "/cases" else self.case

    def press(self, page: Page, step: str, then: str) -> None:
        """A button of the form, and wait for what it leads to."""
        self.click(page, f"button.button[name=_step][value={step}]")
        reached = "main > .message" if then == "done" else f"button.button[value={then}]"
        page.locator(f"{reached}, [role=alert] li").first.wait_for()
        wrong = page.locator("[role=alert] li").all_inner_texts()
        assert not wrong, (page.url, wrong)

    def find(self, page: Page, form: str) -> None:
        """The form of a command: by its case on the desk or by number, or among what can be begun."""
        own = f"a[href='/console/cases/{self.case}']"
        of_case = self.case and f"/{self.case}/" in form
        if of_case and page.locator(own).count():
            self.click(page, own)
        else:
            self.click(page, "a[href='/console/do']")
            if of_case:
                self.number(page, "", self.case)
        if page.locator(f"a[href='{form}']").count():
            self.click(page, f"a[href='{form}']")
        else:
            self.number(page, *named(form))
        page.locator("button.button[value=check]").wait_for()

    def number(self, page: Page, act: str, number: str) -> None:
        """A number typed, where a command or a case is asked for by it."""
        page.fill(f"#number-{act}", number)
        self.tally.typed += 1
        self.click(page, f"form:has(#number-{act}) button")


def named(form: str) -> tuple[str, str]:
    """The command whose form is found at an address, and the number it names."""
    for one in ROUTES:
        way = f"/console{address_of(one)}"
        if one.about:
            made = re.escape(way).replace(re.escape(f"{{{one.about}}}"), "([^/]+)")
            found = re.fullmatch(made, form)
            if found:
                return one.name, found[1]
    raise AssertionError(f"no command has its form at {form}")


def leaves(body: Any) -> int:
    """How many single values stand in a body."""
    if isinstance(body, Mapping):
        return sum(map(leaves, body.values()))
    if isinstance(body, list):
        return sum(map(leaves, body))
    return int(body is not None)

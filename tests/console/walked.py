"""Every page of an office with open work: found by the routes themselves, and by the links on pages.

A new screen is walked by having its route; nothing here names one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
from sqlalchemy import select
from starlette.testclient import TestClient

from adapters.identity.tokens import issue
from domain.case.authority import Officer, Post
from domain.case.decision.commands import ApproveRelief
from domain.case.table import RULES
from projections.register import NOW
from projections.rows import OPEN
from relief.api.asking import Whom
from relief.api.bodies import BODIES
from relief.api.routes import ROUTES
from relief.bootstrap import Service
from relief.console.app import screens, with_console
from relief.console.forms.acts import address_of
from relief.console.forms.asked import form_of
from relief.console.forms.typed import typed_of
from relief.console.view import View
from relief.demo.desk import CITY, RECORDER, approver, caseworker, checker, finance, leader
from relief.demo.staff import ADMINISTRATORS, AUDITOR
from relief.words.dictionary import example, examples
from tests.console.read import Read, read
from tests.support.following import catch_up

SITE = "http://127.0.0.1"
FORMS = {f"/console{address_of(one)}": one for one in ROUTES}
"""The screens of commands, by their addresses."""
LINKS = 2
"""So many links of one kind are followed from the pages of one post."""
ELSE = {"law": "another-city", "officer": "zhang.san", "person": "a0" * 16}
"""What a path names that is not of the demo."""
NOBODY = Officer("nobody", frozenset(), "5401")
"""Stands for whoever did not sign in."""


@dataclass(frozen=True)
class Page:
    """A page as it was answered: to whom, how it was asked for, what it is, and what was typed."""

    officer: Officer
    name: str
    how: str
    answer: httpx.Response = field(repr=False)
    typed: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """Its source."""
        return self.answer.text

    @cached_property
    def found(self) -> Read:
        """The source, read."""
        return read(self.text)

    @property
    def size(self) -> int:
        """Bytes on the way, compressed."""
        return int(self.answer.headers["content-length"])


@dataclass
class Walk:
    """Officers of a demo who open everything there is to open."""

    service: Service
    http: TestClient
    cases: dict[str, str]
    lead: str
    seen: set[tuple[str, str]] = field(default_factory=set)
    filled: set[str] = field(default_factory=set)
    kinds: Counter[tuple[str, str, tuple[str, ...]]] = field(default_factory=Counter)

    def pages(self) -> Iterator[Page]:
        """Each screen for each post it concerns, each form also wrong, whole and checked."""
        waiting = [*self.begin()]
        while waiting:
            officer, path = waiting.pop(0)
            page = self.open(officer, path)
            if page is None:
                continue
            yield page
            waiting += [
                (officer, link) for link in page.found.links if self.leads_on(officer, link)
            ]
            if page.name in FORMS and page.name not in self.filled:
                self.filled.add(page.name)
                yield from self.typed(page)
        yield from self.amiss()

    def begin(self) -> Iterator[tuple[Officer, str]]:
        """Every address by which a screen is reached."""
        for view in screens(self.http.app):  # type: ignore[arg-type]
            if "GET" in view.answering and not view.instead:
                for case in self.places(view):
                    named = view.way(**{one: self.named(one, case) for one in _names(view)})
                    readers = [*who(view, case)]
                    yield from ((officer, named) for officer in readers)
                    yield readers[0], f"{named}?zz=1"

    def places(self, view: View) -> list[str]:
        """The cases it is opened for: one of each stage, or any."""
        every = [*self.cases.values()]
        of_a_case = view.numbers == ("case",) and view.address not in FORMS
        return every if of_a_case else every[:1]

    def named(self, name: str, case: str) -> str:
        """What a path names."""
        return {"case": case, "lead": self.lead, "county": case[:6], **ELSE}[name]

    def open(self, officer: Officer, path: str) -> Page | None:
        """A page, unless it was opened before, or is none: a redirect or a file."""
        if (officer.id, path) in self.seen:
            return None
        self.seen.add((officer.id, path))
        answer = self.http.get(path, headers=self.headers(officer))
        if not answer.headers.get("content-type", "").startswith("text/html"):
            return None
        return Page(officer, self.screen(path), path, answer)

    def typed(self, page: Page) -> Iterator[Page]:
        """A form with nothing in it, with what the dictionary shows as an example, and checked."""
        route = FORMS[page.name]
        beside = {n: v for n, v in page.found.forms[-1].fields if n.startswith("_")}
        body = example(route.name) if route.name in examples() else {}
        whole = typed_of(form_of(BODIES[route.command]), body)
        for step, said in (("check", {}), ("edit", whole), ("check", whole)):
            data = {**said, **beside, "_step": step}
            where = page.how.partition("?")[0]
            answer = self.http.post(where, data=data, headers=self.headers(page.officer))
            how = f"{step} {bool(said)} {where}"
            words = frozenset(one for values in said.values() for one in lines(values))
            yield Page(page.officer, page.name, how, answer, words)

    def amiss(self) -> Iterator[Page]:
        """What is told where something is wrong: nothing there, not asked so, not theirs, not signed in."""
        case = next(iter(self.cases.values()))
        clerk, form = caseworker(case[:9]), f"/console/do/cases/{case}/approval"
        for officer, way, path in (
            (clerk, "GET", "/console/nothing"),
            (clerk, "POST", "/console"),
            (NOBODY, "GET", "/console/nothing"),
            (NOBODY, "POST", form),
            (approver(case), "POST", form),
        ):
            stale = {
                "_seen": ["1"],
                "_step": ["give"],
                "_by": [officer.id],
                "_key": ["page-walked"],
            }
            said = {**stale, **typed_of(form_of(BODIES[ApproveRelief]), example("ApproveRelief"))}
            data = said if way == "POST" else None
            answer = self.http.request(way, path, data=data, headers=self.headers(officer))
            words = frozenset(one for values in said.values() for one in lines(values))
            yield Page(officer, "amiss", f"{way} {path}", answer, words)

    def leads_on(self, officer: Officer, link: str) -> bool:
        """Whether a link leads to a page of which few like it were opened."""
        where = urlsplit(unescape(link))
        if not where.path.startswith("/console"):
            return False
        conditions = tuple(sorted(parse_qs(where.query)))
        kind = (str(officer.posts), self.screen(where.path), conditions)
        self.kinds[kind] += 1
        return self.kinds[kind] <= LINKS

    def screen(self, path: str) -> str:
        """The address of the screen that answers a path."""
        bare = path.partition("?")[0]
        for view in screens(self.http.app):  # type: ignore[arg-type]
            if re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(view.address)), bare):
                return str(view.address)
        return bare

    def headers(self, officer: Officer) -> dict[str, str]:
        """Who asks."""
        if officer is NOBODY:
            return {}
        key, now = self.service.settings.token_key, self.service.clock.now()
        return {"Authorization": f"Bearer {issue(key, officer, now, timedelta(days=1))}"}


def lines(values: Sequence[str]) -> Iterator[str]:
    """What was typed, line by line."""
    for value in values:
        yield from value.split("\n")


def _names(view: View) -> list[str]:
    return re.findall(r"\{(\w+)\}", view.address)


def who(view: View, case: str) -> Iterator[Officer]:
    """For whom a screen is opened: who gives the command, whom it is for, or who reads cases."""
    everybody = officers(case)
    if view.address in FORMS:
        by = RULES[FORMS[view.address].command].by
        yield next(one for one in everybody if one.posts & set(by))
    elif view.whom is Whom.ANYONE:
        yield from (NOBODY, everybody[0])
    elif view.posts:
        yield from (one for one in everybody if one.posts & view.posts)
    elif "case" in view.numbers:
        yield from (one for one in everybody if one.posts & READING)
    else:
        yield from everybody


READING = frozenset({Post.CASEWORKER, Post.APPROVER})


def officers(case: str) -> list[Officer]:
    """One of each post, where a case lies."""
    town, county = case[:9], case[:6]
    here = (caseworker(town), leader(town), checker(county), approver(county), finance(county))
    return [
        *here,
        RECORDER,
        CITY,
        AUDITOR,
        *(one for one in ADMINISTRATORS if one.id != "security-2"),
    ]


@contextmanager
def walking(service: Service) -> Iterator[Walk]:
    """The walk through a demo: a case of each stage it holds, and a lead."""
    with TestClient(with_console(service), base_url=SITE, follow_redirects=False) as http:
        made = Walk(service, http, one_of_each(service), "")
        said = {
            "township": next(iter(made.cases.values()))[:9],
            "source": "citizen",
            "whereabouts": "村口",
        }
        key = {"Idempotency-Key": "walked"}
        headers = made.headers(caseworker(said["township"]))
        told = http.post("/v1/leads", json=said, headers=headers | key)
        made.lead = told.json()["case"]
        catch_up(service)
        yield made


def one_of_each(service: Service) -> dict[str, str]:
    """A case by each stage there is; of several the one that went furthest."""
    rows = (
        select(NOW.c.stage, NOW.c.case_id)
        .where(NOW.c.to_position == OPEN)
        .order_by(NOW.c.from_position)
    )
    with service.ledgers.reading() as connection:
        return {row.stage: row.case_id for row in connection.execute(rows)}

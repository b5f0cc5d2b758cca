"""Marked personal data through whole cases, and then a search wherever it could have been left.

Log, addresses, answers, errors, lists and notices; the files of either database with its
write-ahead log, ledgers and access log; a backup and a dump.
"""

import json
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from io import StringIO
from itertools import count, product
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import URL, make_url

from domain.ground.money import ZERO
from domain.ground.terms import Ground, Material, Opinion, Procedure, Residence
from relief.api.bodies import BODIES
from relief.api.routes import ROUTES
from relief.clock import SimulatedClock
from relief.console.app import screens, with_console
from relief.console.forms.asked import form_of
from relief.console.forms.typed import typed_of
from relief.logs import configure
from tests.api.asked import operations
from tests.api.conftest import Api
from tests.api.marked import Marks
from tests.api.posts import CITY, COUNTIES, MINE
from tests.api.words import APPROVER, CASEWORKER, LEADER, READER
from tests.case.people import family
from tests.case.words import MONDAY, PAPERS, About, giver
from tests.console.read import read as read_page
from tests.support import commands as c
from tests.support.cluster import Cluster, cluster
from tests.support.live import live
from tests.support.offices import Counter, at, local, serving
from tests.support.postgres import _binaries

PATHS = {route.command: route for route in ROUTES}
PLAIN = "拉姆岗村"
"""Not personal, in every application: where this is not found, nothing would be."""

EXAMINED: tuple[Any, ...] = (
    c.ReportMeansCheck,
    c.RecordHomeVisit,
    c.RecordCommunityAppraisal,
    c.RecordCircumstances,
    c.SignOpinion,
    c.CompleteExamination,
)
URGENT: tuple[Any, ...] = (
    c.SubmitApplication,
    c.EstablishUrgency,
    (c.AcceptApplication, {"procedure": Procedure.URGENT}),
    *EXAMINED,
)
POSTED: tuple[Any, ...] = (
    (
        c.SubmitApplication,
        {"materials": tuple(m for m in PAPERS if m is not Material.HARDSHIP_PROOF)},
    ),
    c.NotifyDeficiencies,
    c.ReceiveSupplement,
    c.AcceptApplication,
    *EXAMINED[:5],
    c.SendBackOpinion,
    *EXAMINED[4:],
    c.PostPublicNotice,
    c.LodgeObjection,
    c.ResolveObjection,
)
INTAKE = "/console/do/cases"
ELSE = {"county": MINE[:6], "law": "another-city", "officer": "zhang.san", "person": "a0" * 16}
"""What a path names that is no case and no lead."""

IDLE = {"ground": Ground.IDLE_LAND, "evidence": ("ledger-1",)}
STORIES: dict[str, tuple[Any, ...]] = {
    "objected to and answered": POSTED,
    "interrupted": (
        c.SubmitApplication,
        c.AcceptApplication,
        *EXAMINED,
        c.PostPublicNotice,
        c.InterruptPublicNotice,
    ),
    "paid after a failure": (
        *URGENT,
        c.SubmitForApproval,
        c.ReceiveAtCounty,
        c.ReportCountyVerification,
        c.ApproveRelief,
        c.FeedBackResult,
        c.InstructPayment,
        c.ReportPaymentFailure,
        c.TellOfPayment,
        c.CorrectPaymentAccount,
        c.PayCash,
        c.ReferCase,
        c.RecordReferralAnswer,
        c.RecordFailedService,
        c.CloseCase,
    ),
    "given in goods": (
        *URGENT,
        c.SubmitForApproval,
        c.ReceiveAtCounty,
        c.ReportCountyVerification,
        c.ApproveRelief,
        c.DeliverGoods,
    ),
    "given back": (
        *URGENT,
        c.SubmitForApproval,
        c.ReceiveAtCounty,
        c.ReportCountyVerification,
        c.ApproveRelief,
        c.PayCash,
        c.TakeBack,
        c.InstructPayment,
        c.ConfirmPayment,
        c.RecordPaymentReturn,
    ),
    "sent back": (*URGENT, c.SubmitForApproval, c.ReceiveAtCounty, c.ReturnForReexamination),
    "refused": (
        *URGENT[:-2],
        (
            c.SignOpinion,
            {"opinion": Opinion.NEGATIVE, "recommended": ZERO, **IDLE},
        ),
        c.CompleteExamination,
        c.SubmitForApproval,
        c.ReceiveAtCounty,
        c.ReportCountyVerification,
        (c.RefuseRelief, {**IDLE}),
    ),
    "delegated and struck down": (
        *URGENT,
        c.ApproveUnderDelegation,
        c.FileForRecord,
        c.RefuseCountersignature,
    ),
    "released and returned": (
        *URGENT,
        c.ApproveUnderDelegation,
        c.ReleaseForHandover,
        c.ReturnRelease,
    ),
    "not urgent": (*URGENT[:-2], c.RejectUrgency),
    "not taken": (c.SubmitApplication, c.RefuseAcceptance),
    "handed over": ((c.SubmitApplication, {"residence": Residence.NEITHER}), c.HandToReliefStation),
    "withdrawn": (c.SubmitApplication, c.AcceptApplication, c.WithdrawApplication),
    "ended by a death": (c.SubmitApplication, c.AcceptApplication, c.RecordDeath),
    "a lead": (c.RecordLead, c.CloseLead),
}


@dataclass
class Hunt:
    """Officers at a live service, everything they were answered, and what must not be found."""

    api: Api
    marks: Marks = field(default_factory=Marks)
    answers: list[str] = field(default_factory=list)
    serials: Iterator[int] = field(default_factory=lambda: count(1, 10))
    leads: list[str] = field(default_factory=list)
    followed: set[str] = field(default_factory=set)

    def tell(self, name: str) -> None:
        """A whole story."""
        serial = next(self.serials)
        number, people = "", list[str]()
        those = family(f"家{serial}", serial=serial)
        about = About(number, those, day=self.api.clock.now().date(), township=MINE)
        for step in STORIES[name]:
            kind, changes = step if isinstance(step, tuple) else (step, {})
            if kind is c.CloseCase:
                self.api.serve(number, local(giver(kind), MINE))
            told = self.give(kind, about, number, people, changes)
            assert told.status_code == 201, (name, kind.__name__, told.text)
            if not number:
                number = told.json()["case"]
                self.leads += [number] if kind is c.RecordLead else []
                if kind is c.SubmitApplication:
                    seen = self.ask("get", f"/v1/cases/{number}", CASEWORKER)
                    people += seen.json()["members"]

    def give(
        self, kind: type[c.Command], about: About, number: str, people: list[str], changes: Any
    ) -> httpx.Response:
        """One command, over the version there is."""
        path = PATHS[kind].path.format(case=number, lead=number, county=MINE[:6])
        headers = {"Idempotency-Key": f"marked-{len(self.answers)}"}
        if PATHS[kind].decision:
            now = self.ask("get", f"/v1/cases/{number}", APPROVER)
            headers["If-Match"] = now.headers["etag"]
        officer = local(giver(kind), MINE)
        going = Counter(self.api.service).visitors(kind, officer)
        said = self.marks.body(kind, about, people, **going, **changes)
        return self.ask("post", path, officer, said, headers)

    def ask(
        self,
        method: str,
        path: str,
        officer: Any,
        said: Any = None,
        headers: Any = None,
        **query: Any,
    ) -> httpx.Response:
        """One request; its answer is kept for the search."""
        asking = {**self.api.headers(officer), **(headers or {})}
        told = self.api.http.request(method, path, json=said, headers=asking, params=query)
        self.answers.append(f"{told.url} {told.status_code} {told.headers} {told.text}")
        return told

    def provoke(self) -> None:
        """Errors that are about marked values: in bodies, names of fields, paths, queries, headers."""
        mark = self.marks.text()
        number = next(value for value in sorted(self.marks.values) if value.isdecimal())
        wrong = {
            mark: number,
            "township": number,
            "statement": 7,
            "channel": mark,
            "village": number,
        }
        key = {"Idempotency-Key": "marked-wrong"}
        before = len(self.answers)
        for body in (wrong, [mark], mark, {"members": [{"name": mark, "id_number": mark}]}):
            self.ask("post", "/v1/cases", CASEWORKER, body, key)
        for path in (f"/v1/cases/{number}", f"/v1/cases/{mark}/history", f"/v1/leads/{number}"):
            self.ask("get", path, CASEWORKER)
        for query in ({"area": number}, {mark: number}, {"cursor": mark}, {"state": mark}):
            self.ask("get", "/v1/leads", CASEWORKER, **query)
        self.ask("get", "/v1/leads", CASEWORKER, headers={"Relief-After": number})
        self.ask("post", "/v1/leads", CASEWORKER, {}, {"X-Request-Id": number, **key})
        right = {"township": MINE, "source": "citizen", "whereabouts": mark}
        for personal in sorted(value for value in self.marks.values if value[:-1].isdecimal()):
            told = self.ask("post", "/v1/leads", CASEWORKER, right, {"Idempotency-Key": personal})
            assert told.status_code == 400, told.text
        # The test's own client writes the address it asked for into what is kept here.
        self.answers[before:] = [one.partition(" ")[2] for one in self.answers[before:]]

    def look_everywhere(self, cases: list[str]) -> None:
        """Every question there is, about every case and every area, by whoever may ask most."""
        self.api.follow()
        for one in operations(self.api.app.openapi()):
            if one.method != "get" or not one.names <= {"case", "code", "county"}:
                continue
            for case, code in product(cases, (MINE, COUNTIES[0], CITY)):
                if ("case" in one.names and code != MINE) or (
                    "case" not in one.names and case != cases[0]
                ):
                    continue
                path = one.path.format(case=case, code=code, county=MINE[:6])
                for officer in (CASEWORKER, APPROVER, READER):
                    self.ask("get", path, officer)
        for view in screens(self.api.app):
            every = {"case": cases, "lead": self.leads}.get("".join(view.numbers), cases[:1])
            for number in every if "GET" in view.answering else ():
                path = view.way(**{name: ELSE.get(name, number) for name in view.numbers})
                for officer in (CASEWORKER, APPROVER, READER):
                    told = self.ask("get", path, officer)
                    if officer is CASEWORKER:
                        self.follow_links(told)

    def follow_links(self, page: httpx.Response) -> None:
        """What a page leads to that stands in no table: versions, runs, filters."""
        for link in read_page(page.text).links:
            if link.startswith("/console") and "?" in link and link not in self.followed:
                self.followed.add(link)
                self.ask("get", link, CASEWORKER)

    def type_it(self) -> None:
        """An application typed into its page: who typed it has it back, no address and nobody else."""
        form = form_of(BODIES[c.SubmitApplication])
        those = family("页", serial=next(self.serials))
        about = About("", those, day=self.api.clock.now().date(), township=MINE)
        typed = typed_of(form, self.marks.body(c.SubmitApplication, about, []))
        wrong = {**typed, "incident.on": ["2026-02-30"]}
        for step, said, by, status in (
            ("check", typed, CASEWORKER, 200),
            ("check", wrong, CASEWORKER, 422),
            ("edit", typed, CASEWORKER, 200),
            ("check", typed, None, 401),
            ("give", typed, CASEWORKER, 303),
            ("save", typed, CASEWORKER, 303),
        ):
            told = self.send(by, {**said, "_step": [step], "_key": ["page-typed"]})
            assert told.status_code == status, (step, told.text)
            assert (typed["statement"][0] in told.text) == (status != 303), step
        for officer, path in (
            (CASEWORKER, INTAKE),
            (LEADER, f"{INTAKE}?draft=page-typed"),
            (LEADER, "/console/drafts"),
        ):
            self.ask("get", path, officer)

    def send(self, officer: Any, typed: dict[str, list[str]]) -> httpx.Response:
        """The form of an application; of its answer all but the page itself is kept for the search."""
        headers = {} if officer is None else self.api.headers(officer)
        told = self.api.http.post(INTAKE, data=typed, headers=headers, follow_redirects=False)
        self.answers.append(f"{told.url} {told.status_code} {told.headers}")
        return told

    def run(self) -> None:
        """Everything there is to tell."""
        about = About(day=self.api.clock.now().date(), township=MINE)
        self.give(c.GrantDelegation, about, "", [], {})
        for name in STORIES:
            self.tell(name)
        self.type_it()
        self.provoke()
        self.api.clock.set(self.api.clock.now() + timedelta(days=30))
        self.api.follow()
        page = self.ask("get", f"/v1/ledgers/township/{MINE}", CASEWORKER)
        cases = [line["case"] for line in page.json()["items"]]
        assert len(cases) == len(STORIES), "one story is of a lead, and one case was typed"
        self.look_everywhere(cases)

    def found_in(self, *places: bytes) -> set[str]:
        """Which marks are in there, as they are or as JSON writes them."""
        return {
            mark
            for mark in self.marks.values
            for form in (mark.encode(), json.dumps(mark)[1:-1].encode(), mark.encode("utf-16-le"))
            for place in places
            if form in place
        }


@pytest.fixture
def hunt(where: URL, tmp_path: Path) -> Iterator[Hunt]:
    """The service live on a database of its own."""
    log = StringIO()
    configure("DEBUG", log)
    clock = SimulatedClock(at(MONDAY))
    with (
        serving(tmp_path, where, clock) as service,
        live(service) as (host, port),
        httpx.Client(base_url=f"http://{host}:{port}", timeout=60) as http,
    ):
        yield Hunt(Api(service, clock, with_console(service), http, log))


@pytest.fixture
def server() -> Iterator[Cluster]:
    """A PostgreSQL server whose every file can be read."""
    with cluster() as made:
        yield made


@pytest.fixture
def where(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """A database whose files are at hand."""
    if request.param == "sqlite":
        return make_url(f"sqlite:///{tmp_path / 'relief.db'}")
    made: Cluster = request.getfixturevalue("server")
    return made.url


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_nothing_marked_is_left_anywhere_on_sqlite(hunt: Hunt, tmp_path: Path) -> None:
    """Answers, log, database, write-ahead log, ledgers, access log and an online backup."""
    hunt.run()
    _nothing_said(hunt)
    for file in tmp_path.glob("*.db"):
        copy = file.with_suffix(".backup")
        with closing(sqlite3.connect(file)) as one, closing(sqlite3.connect(copy)) as other:
            one.backup(other)
    files = {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()}
    assert {"relief.db-wal", "relief.backup"} <= files.keys()
    assert PLAIN.encode() in files["relief.db"] + files["relief.db-wal"]
    assert PLAIN.encode() in files["relief.backup"]
    assert {name: found for name, data in files.items() if (found := hunt.found_in(data))} == {}


@pytest.mark.parametrize("where", ["postgresql"], indirect=True)
def test_nothing_marked_is_left_anywhere_on_postgresql(hunt: Hunt, server: Cluster) -> None:
    """Answers, log, every file of the server with pg_wal and its own log, and a dump."""
    hunt.run()
    _nothing_said(hunt)
    dump = _binaries() / "pg_dump"
    asked = [str(dump), "-h", str(server.folder), "-U", "relief", "postgres"]
    dumped = subprocess.run(asked, capture_output=True, check=True).stdout
    assert PLAIN.encode() in dumped
    assert hunt.found_in(dumped) == set()
    files = [file for file in (server.folder / "data").rglob("*") if file.is_file()]
    wal = [file for file in files if file.parent.name == "pg_wal"]
    assert any(PLAIN.encode() in read(file) for file in wal)
    assert {str(file): found for file in files if (found := hunt.found_in(read(file)))} == {}


def read(file: Path) -> bytes:
    """A file of a running server; what it did away with meanwhile holds nothing."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def _nothing_said(hunt: Hunt) -> None:
    """Neither answers nor the log name anything marked, and the search would have seen it."""
    assert len(hunt.marks.values) > 100
    assert hunt.found_in(next(iter(hunt.marks.values)).encode())
    assert [(one, found) for one in hunt.answers if (found := hunt.found_in(one.encode()))] == []
    assert hunt.found_in(hunt.api.log.getvalue().encode()) == set()

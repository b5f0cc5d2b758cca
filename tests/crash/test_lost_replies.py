"""A reply is lost on its way: whoever asks again is told rightly, and nothing is done twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import URL, create_engine, text

from adapters.identity.tokens import issue
from adapters.store.errors import OutcomeUnknown
from adapters.store.postgres_ddl import LOCK
from domain.case.intake import commands as c
from domain.ground.refusal import Refused
from relief.bootstrap import Service
from relief.demo.desk import caseworker
from relief.demo.families import Families
from relief.demo.run import listening
from relief.office.requests import Receipt, Request
from tests.case.people import family
from tests.case.words import About
from tests.support.asking import TOKEN_LIFE
from tests.support.offices import Counter, serving
from tests.support.proxy import Moment, Proxy, proxy, tcp, unix
from tests.support.waiting import until
from tests.support.walks import TOWNSHIPS, submission
from tests.support.wholeness import by_command, whole_history

KEY = "the-key-of-the-lost-request"
RETRIES = 5
NAMES = tuple(enumerate("甲乙丙丁戊己庚"))


@contextmanager
def through_a_proxy(server: URL, folder: Path) -> Iterator[tuple[Service, Proxy]]:
    """A service that reaches PostgreSQL through a proxy only."""
    socket, port = server.query.get("host"), server.port or 5432
    connect = (
        unix(Path(str(socket)) / f".s.PGSQL.{port}") if socket else tcp(str(server.host), port)
    )
    with proxy(connect) as between:
        query = {name: value for name, value in server.query.items() if name != "host"}
        way = server.set(host="127.0.0.1", port=between.port, query=query)
        with serving(folder, way) as service:
            yield service, between


def insisting(service: Service, request: Request) -> tuple[Receipt | Refused, int]:
    """Ask until there is an answer, as a client does; and how often the outcome was unknown."""
    for unknown in range(RETRIES):
        try:
            return service.office.execute(request), unknown
        except OutcomeUnknown:
            continue
    raise AssertionError("never answered")


def facts_of(service: Service, command: str) -> list[str]:
    """What the history holds of a command."""
    return [r.fact.NAME for r in by_command(whole_history(service)).get(command, [])]


@pytest.mark.parametrize("moment", Moment)
def test_everybody_whose_save_shared_a_lost_reply_is_answered_rightly(
    moment: Moment, postgres_url: URL, tmp_path: Path
) -> None:
    """Several commands in one call that is cut: each stands once or not at all, and is told so."""
    writers = 6
    with through_a_proxy(postgres_url, tmp_path) as (service, between), ExitStack() as held:
        counter, families = Counter(service), [family(n, serial=20 + i) for i, n in NAMES]
        abouts = [About(case=f"G-{n}", family=one) for n, one in enumerate(families)]
        counter.go(abouts[0], c.SubmitApplication)
        requests = [
            counter.request(about, c.SubmitApplication, id=f"cw/{KEY}-{n}")
            for n, about in enumerate(abouts)
        ][1:]
        # The last ones wait for two calls that wait for this lock, and then go together.
        engine = create_engine(postgres_url)
        held.callback(engine.dispose)
        lock = held.enter_context(engine.connect())
        lock.execute(text(f"SELECT pg_advisory_lock({LOCK})"))
        together: Any = service.journal.store._together  # type: ignore[attr-defined]
        with ThreadPoolExecutor(writers) as pool:
            first = [pool.submit(insisting, service, one) for one in requests[:2]]
            until(lambda: together._under_way == 2)
            rest = [pool.submit(insisting, service, one) for one in requests[2:]]
            until(lambda: together.waiting == writers - 2)
            between.cut(f"{KEY}-{writers}".encode(), moment)
            lock.execute(text(f"SELECT pg_advisory_unlock({LOCK})"))
            answers = [one.result()[0] for one in (*first, *rest)]
        assert between.cuts == 1
        for request, receipt in zip(requests, answers, strict=True):
            assert isinstance(receipt, Receipt), receipt
            assert facts_of(service, request.id) == list(receipt.facts)
            again = service.office.execute(request)
            assert isinstance(again, Receipt) and again.repeated
            assert (again.version, again.position) == (receipt.version, receipt.position)


@pytest.mark.parametrize("moment", Moment)
def test_the_office_answers_rightly_where_the_database_reply_is_lost(
    moment: Moment, postgres_url: URL, tmp_path: Path
) -> None:
    """Cut before, during and after the commit: one receipt, its facts once, told as it was."""
    with through_a_proxy(postgres_url, tmp_path) as (service, between):
        counter, about = Counter(service), About()
        counter.go(about, c.SubmitApplication)
        between.cut(KEY.encode(), moment)
        request = counter.request(about, c.AcceptApplication, id=f"cw/{KEY}")
        receipt, unknown = insisting(service, request)
        assert between.cuts == 1 and isinstance(receipt, Receipt)
        if moment is not Moment.AT_ONCE:
            assert receipt.repeated is (moment is Moment.AFTER)
            assert unknown == (moment is Moment.BEFORE)
        assert facts_of(service, request.id) == list(receipt.facts) == ["application-accepted"]
        again = service.office.execute(request)
        assert isinstance(again, Receipt) and again.repeated
        assert (again.version, again.position) == (receipt.version, receipt.position)


def test_a_commit_that_cannot_be_asked_about_stays_unknown_until_it_can(
    postgres_url: URL, tmp_path: Path
) -> None:
    """The database is gone after the commit: the office says it does not know, later it does."""
    with through_a_proxy(postgres_url, tmp_path) as (service, between):
        counter, about = Counter(service), About()
        counter.go(about, c.SubmitApplication)
        request = counter.request(about, c.AcceptApplication, id=f"cw/{KEY}")
        between.cut(KEY.encode(), Moment.AFTER)
        between.refusing = True
        with pytest.raises(OutcomeUnknown):
            service.office.execute(request)
        between.refusing = False
        receipt = service.office.execute(request)
        assert isinstance(receipt, Receipt) and receipt.repeated
        assert facts_of(service, request.id) == ["application-accepted"]


def posting(service: Service, url: str) -> Iterator[httpx.Response | httpx.TransportError]:
    """The same application sent again and again under one key, as long as anybody looks."""
    officer = caseworker(TOWNSHIPS[0])
    token = issue(service.settings.token_key, officer, service.clock.now(), TOKEN_LIFE)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": KEY}
    family = Families(1).make(TOWNSHIPS[0][:6], 2)
    body = submission(family, TOWNSHIPS[0], service.clock.now().date())
    while True:
        with httpx.Client(base_url=url, timeout=10) as http:
            try:
                yield http.post("/v1/cases", json=body, headers=headers)
            except httpx.TransportError as error:
                yield error


@pytest.mark.parametrize("moment", [Moment.BEFORE, Moment.AFTER])
def test_the_api_answers_rightly_where_the_database_reply_is_lost(
    moment: Moment, postgres_url: URL, tmp_path: Path
) -> None:
    """Through HTTP: a commit behind a lost reply is told as done already, 200; else 503, then 201."""
    with (
        through_a_proxy(postgres_url, tmp_path) as (service, between),
        listening(service) as url,
    ):
        between.cut(KEY.encode(), moment)
        answers = posting(service, url)
        told = [answer for answer, _ in zip(answers, range(3), strict=False)]
        assert all(isinstance(answer, httpx.Response) for answer in told)
        seen = [(a.status_code, a.json().get("repeated")) for a in told]  # type: ignore[union-attr]
        again = (200, True)
        if moment is Moment.AFTER:
            assert seen == [again, again, again]
        else:
            assert seen == [(503, None), (201, False), again]
        kept = facts_of(service, f"{caseworker(TOWNSHIPS[0]).id}/{KEY}")
        assert kept == ["application-submitted", *["person-listed"] * 2]


@pytest.mark.parametrize("moment", [Moment.BEFORE, Moment.AFTER])
def test_a_client_that_lost_the_answer_learns_it_from_the_second_request(
    moment: Moment, database: URL, tmp_path: Path
) -> None:
    """Cut between client and API: the retry says whether the first request had done it."""
    with (
        serving(tmp_path, database) as service,
        listening(service) as url,
        proxy(tcp("127.0.0.1", int(url.rpartition(":")[2]))) as between,
    ):
        between.cut(KEY.encode(), moment)
        answers = posting(service, f"http://127.0.0.1:{between.port}")
        assert isinstance(next(answers), httpx.TransportError) and between.cuts == 1
        told = next(answers)
        assert isinstance(told, httpx.Response)
        done = moment is Moment.AFTER
        assert (told.status_code, told.json()["repeated"]) == (
            (200, True) if done else (201, False)
        )
        assert facts_of(service, f"{caseworker(TOWNSHIPS[0]).id}/{KEY}") == told.json()["facts"]

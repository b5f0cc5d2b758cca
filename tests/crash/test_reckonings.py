"""At an upgrade every decision is reckoned again by itself: once, wherever it is killed, by one process."""

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from sqlalchemy import URL, create_engine, text
from starlette.testclient import TestClient
from structlog.testing import capture_logs

import domain
from adapters.identity.tokens import issue
from adapters.packs.parser import parse
from adapters.store import upcasts
from adapters.store.apart import Apart
from adapters.store.factory import install_store
from adapters.store.trouble import FollowerStopped
from domain.assessment.result import Trace
from domain.case import recomputation
from domain.case.authority import Officer, Post
from domain.ground.facts import topics
from domain.law.pack import Law
from projections import reckonings as fold
from projections.reckonings import Progress
from relief.api.app import create_app
from relief.bootstrap import Service
from relief.clock import SimulatedClock
from relief.law import reckonings
from relief.tools.beside import beside
from tests.law.dating import TEXT
from tests.support.earlier import loaded, unpacked
from tests.support.goneback import cut_off
from tests.support.histories import RELEASE
from tests.support.offices import all_at_once, at, serving
from tests.support.postgres import role_url
from tests.support.waiting import until
from tests.support.worker import environment, settings_for

LATER = date(2026, 4, 1)
"""After everything the release recorded."""
DECIDED = 57
"""How many decisions of that history kept a trace."""
CITY = Officer("auditor", frozenset({Post.AUDITOR}), "5401")
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(params=["sqlite", "postgresql"])
def left(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """What release 11a5808 left, on each database; its keys lie in ``tmp_path``."""
    file = unpacked(RELEASE, tmp_path)
    if request.param == "sqlite":
        return file
    url: URL = request.getfixturevalue("postgres_url")
    loaded(RELEASE, url, tmp_path)
    return url


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever was overtaken looks again soon; a batch is a part of the history only."""
    monkeypatch.setattr(reckonings, "RETRY_SECONDS", 0.02)
    monkeypatch.setattr(reckonings, "BATCH", 10)


@contextmanager
def started(left: URL, folder: Path) -> Iterator[Service]:
    """This release over it."""
    with serving(folder, left, SimulatedClock(at(LATER))) as service:
        yield service


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each decision is reckoned, by the day and sum of its trace's case."""
    seen = Counter[str]()

    def counted(fact: Any, law: Any, references: Any) -> Any:
        found = recomputation.reckoned(fact, law, references)
        if found is not None:
            seen[repr(fact)] += 1
        return found

    monkeypatch.setattr(fold, "reckoned", counted)
    return seen


@contextmanager
def upgraded(monkeypatch: pytest.MonkeyPatch, release: str) -> Iterator[None]:
    """Meanwhile the program is another one."""
    with monkeypatch.context() as during:
        during.setattr(reckonings, "code", lambda: release)
        yield


def finished(service: Service) -> Progress:
    """Reckon to the end; what came of it."""
    assert service.reckonings.reckon(Event())
    return service.reckonings.progress()


def http(service: Service, path: str) -> Any:
    """What the API answers an auditor of the city."""
    token = issue(service.settings.token_key, CITY, service.clock.now(), timedelta(hours=1))
    with TestClient(create_app(service), headers={"Authorization": f"Bearer {token}"}) as asking:
        return asking.get(path).json()


def doctored(database: URL, fen: int) -> str:
    """In one decision another sum stands as the most that could be granted; its case."""
    engine = create_engine(database.set(drivername="postgresql+psycopg") if
                           database.get_backend_name() != "sqlite" else database)  # fmt: skip
    with engine.begin() as connection:
        if database.get_backend_name() == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER events_no_UPDATE")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        rows = connection.execute(
            text("SELECT position, stream, body FROM events WHERE name LIKE 'relief-approved/%'")
        ).all()
        for position, stream, body in rows:
            read = json.loads(body)
            amount = (read["fact"].get("prescribed") or {}).get("amount")
            if amount:
                amount["most"] = {"fen": fen}
                written = json.dumps(read, ensure_ascii=False, separators=(",", ":"))
                connection.execute(
                    text("UPDATE events SET body = :body WHERE position = :position"),
                    {"body": written, "position": position},
                )
                engine.dispose()
                return str(stream).removeprefix("case-")
    raise AssertionError("no decision keeps what was prescribed")


def test_what_an_earlier_release_left_is_reckoned_once_and_nothing_differs(
    left: URL, tmp_path: Path, asked: Counter[str]
) -> None:
    """By itself at the start, in the background; the next start reckons nothing again."""
    with started(left, tmp_path) as service:
        assert service.reckonings.progress() == Progress()
        with beside(service.reckonings.run, "reckonings"):
            until(lambda: service.reckonings.progress().finished_at)
        done = service.reckonings.progress()
        assert (done.decisions, done.differing) == (DECIDED, 0)
        assert http(service, "/readyz?part=commands")["reckoned"] == {
            "edition": service.reckonings.edition,
            "decisions": DECIDED,
            "differing": 0,
            "finished_at": at(LATER).isoformat(),
        }
        assert http(service, "/v1/reviews") == {"items": []}
    assert asked.total() == DECIDED
    with started(left, tmp_path) as again:
        assert finished(again) == done
    assert asked.total() == DECIDED


def test_a_trace_that_comes_to_another_sum_is_named_and_still_known_after_a_restart(
    left: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an upgrade: loudly in the log, by case in the list of reviews, in numbers by readiness."""
    with started(left, tmp_path) as before:
        assert finished(before).differing == 0
    case = doctored(left, 123_456)
    with upgraded(monkeypatch, "next"), started(left, tmp_path) as service:
        with capture_logs() as lines:
            assert finished(service).differing == 1
        (named,) = (one for one in lines if "case" in one)
        assert (named["log_level"], named["case"], named["why"]) == ("error", case, "rules-changed")
        assert (
            "amount.most 1234.56 → " in named["differs"] and named["stored"] and named["reckoned"]
        )
        (sum_up,) = (one for one in lines if one.get("differing"))
        assert (sum_up["log_level"], sum_up["decisions"]) == ("error", DECIDED)
    with upgraded(monkeypatch, "next"), started(left, tmp_path) as restarted:
        (item,) = http(restarted, "/v1/reviews")["items"]
        assert (item["case"], item["same"], item["why"]) == (case, False, "rules-changed")
        assert [one["what"] for one in item["differences"]] == ["amount.most"]
        assert http(restarted, f"/v1/reviews?area={case[:9]}")["items"] == [item]
        assert http(restarted, "/v1/reviews?area=540127")["items"] == []
        told = http(restarted, "/readyz?part=commands")["reckoned"]
        assert (told["decisions"], told["differing"]) == (DECIDED, 1)
        (kept,) = restarted.reckonings.differing()
        assert kept["stored_fen"] and kept["most_fen"] != kept["stored_fen"]


def test_another_way_of_reckoning_is_named_for_each_decision_it_touches(
    left: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it even fails, that is named by its kind and keeps nobody from the others."""
    first, anew = list[Trace](), recomputation._anew

    def broken(fact: Any, trace: Trace, *more: Any) -> Any:
        first.append(trace)
        if trace == first[0]:
            raise ZeroDivisionError
        return anew(fact, trace, *more)

    monkeypatch.setattr(recomputation, "_anew", broken)
    with started(left, tmp_path) as service:
        done = finished(service)
        (row,) = service.reckonings.differing()
    assert (done.decisions, done.differing) == (DECIDED, 1)
    assert row["why"] == "reckoning-failed" and "ZeroDivisionError" in row["differences"]


KILLED = """
import sys, time
from projections import reckonings as fold
from relief import bootstrap
from relief.law import reckonings
from threading import Event
from datetime import datetime
from relief.clock import SimulatedClock
from relief.settings import Settings
reckonings.BATCH, seen, real = 10, [], fold.reckoned
def slow(*words):
    found = real(*words)
    seen.append(1)
    if len(seen) == 25:
        print("here", flush=True)
        time.sleep(600)
    return found
fold.reckoned = slow
service = bootstrap.build(Settings.read(), SimulatedClock(datetime.fromisoformat(sys.argv[1])))
service.reckonings.reckon(Event())
"""


def test_who_is_killed_in_the_middle_has_marked_nothing_done_and_another_goes_on(
    left: URL, tmp_path: Path, asked: Counter[str]
) -> None:
    """SIGKILL at the twenty-fifth: two batches stand, the rest is reckoned by the next start."""
    killed = subprocess.Popen(
        [sys.executable, "-c", KILLED, at(LATER).isoformat()],
        env={**environment(settings_for(left, tmp_path)), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert killed.stdout is not None and killed.stdout.readline() == "here\n"
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    killed.stdout.close()
    with started(left, tmp_path) as service:
        assert service.reckonings.progress() == Progress(20, 0, None)
        done = finished(service)
    assert (done.decisions, done.finished_at) == (DECIDED, at(LATER).isoformat())
    assert asked.total() == DECIDED - 20


def test_of_several_processes_one_at_a_time_reckons_and_all_see_what_came_of_it(
    left: URL, tmp_path: Path, asked: Counter[str]
) -> None:
    """Each decision once, however many start at the same moment."""
    with started(left, tmp_path) as one, started(left, tmp_path) as other:
        assert all_at_once([lambda o=each: finished(o) for each in (one, other)])  # type: ignore[misc]
        assert one.reckonings.progress() == other.reckonings.progress()
        assert one.reckonings.progress().decisions == DECIDED
    assert set(asked.values()) == {1} and asked.total() == DECIDED


def test_a_history_that_went_back_is_reckoned_anew(left: URL, tmp_path: Path) -> None:
    """What was lost is neither counted nor named any more."""
    doctored(left, 123_456)
    with started(left, tmp_path) as service:
        assert finished(service).decisions == DECIDED
        assert service.reckonings.differing()
        found = service.journal.following(0, 1, topics=topics(*recomputation.DECISIONS))
        cut_off(left, after=found[0].position - 1)
    with started(left, tmp_path) as restored:
        assert (finished(restored).decisions, restored.reckonings.differing()) == (0, [])


def test_a_decision_that_cannot_be_read_is_not_stepped_over(
    left: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The edition is not done; what holds it is logged and tried again until the service stops."""
    monkeypatch.setattr(fold, "reckoned", lambda *_: 1 / 0)
    with started(left, tmp_path) as service:
        with pytest.raises(FollowerStopped):
            service.reckonings.reckon(Event())
        assert service.reckonings.progress() == Progress()
        with capture_logs() as lines, beside(service.reckonings.run, "reckonings"):
            until(lambda: len(lines) > 2)
        assert lines[0]["error"] == "ZeroDivisionError" and lines[0]["position"] > 0


def test_it_ends_between_two_batches_when_told_to_stop(left: URL, tmp_path: Path) -> None:
    """With what was reckoned kept."""
    stop = Event()
    with started(left, tmp_path) as service:
        stop.set()
        assert not service.reckonings.reckon(stop)
        assert service.reckonings.progress() == Progress()


def test_the_lesser_role_needs_no_installing_for_it(postgres_url: URL) -> None:
    """It makes the place itself, as it makes ledgers; made twice it is the same."""
    with role_url(postgres_url) as (role, url):
        install_store(postgres_url, role)
        for _ in range(2):
            place = Apart(url, reckonings.PLACE)
            try:
                place.made().prepare(fold.TABLES)
                with place.made().alone() as connection:
                    fold.finish(connection, "one", "now", 1)
                    assert fold.progress(connection, "one") == Progress(0, 0, "now")
            finally:
                place.close()


def test_who_only_reads_makes_no_place_of_it(sqlite_url: URL, tmp_path: Path) -> None:
    """Asked where nothing was reckoned yet, it says so, and no file comes of it."""
    with serving(tmp_path, sqlite_url) as service:
        assert service.reckonings.progress() == Progress()
        assert service.reckonings.differing() == []
    assert not list(tmp_path.glob("*reckonings*"))


def test_the_edition_changes_with_the_program_and_the_law_and_with_nothing_else(
    sqlite_url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same in every process and without docstrings; another sum in a pack is another edition."""
    with serving(tmp_path, sqlite_url) as service:
        mine, law = service.reckonings.edition, service.law
    words = "from adapters.packs import law; from relief.law.reckonings import edition; print(edition(law()))"
    told = {
        subprocess.run(
            [sys.executable, *flags, "-c", words],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for flags, seed in (((), "1"), (("-OO",), "2"))
    }
    assert told == {mine}
    fewer = parse(TEXT.replace("value = 10000\n", "value = 9000\n", 1))
    assert reckonings.edition(Law.of([fewer])) != mine
    with upgraded(monkeypatch, "next"):
        assert reckonings.edition(law) != mine


def test_every_source_that_decides_belongs_to_the_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One more sign in any file of the domain, or in how old facts are read, is another program."""
    folder = tmp_path / "domain"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "sums.py").write_text("A = 1\n")
    (folder / "pack.toml").write_text("a = 1\n")
    monkeypatch.setattr(domain, "__path__", [str(folder)])
    monkeypatch.setattr(upcasts, "__file__", str(tmp_path / "domain" / "upcasts.py"))
    (folder / "upcasts.py").write_text("")
    seen = {reckonings.code.__wrapped__()}
    for name in ("deep/sums.py", "pack.toml", "upcasts.py"):
        (folder / name).write_text("A = 2\n")
        seen.add(reckonings.code.__wrapped__())
    assert len(seen) == 4
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "sums.pyc").write_bytes(b"1")
    assert reckonings.code.__wrapped__() in seen

"""``relief follow`` as a process: started where nobody follows, watched, and gone with who started it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import URL

from adapters.store.trouble import Trouble
from bench.costs import loop
from domain.case.intake import commands as c
from domain.case.table import EVERY_FACT
from relief.bootstrap import Service
from relief.readiness import NOBODY, readiness
from relief.settings import Settings
from relief.tools.followed import followed, started
from relief.tools.output import Output
from relief.tools.verify import verify
from relief.words.edges import Edge
from tests.case.people import family
from tests.case.words import About
from tests.crash.test_followers import applications, caught_up, head
from tests.support.offices import Counter, serving
from tests.support.waiting import until
from tests.support.worker import environment

pytestmark = [pytest.mark.day, pytest.mark.slow]

BACK_SECONDS = 5.0
"""A killed follower is back within so long, on the machine the targets were set on."""
LOOP_SECONDS = 10e-6
"""What a loop of a thousand additions costs there."""
ROOT = Path(__file__).parents[2]


@pytest.fixture
def service(database: URL, tmp_path: Path) -> Iterator[Service]:
    """A service over a fresh database that expects its ledgers to be kept, by others, since long."""
    with serving(tmp_path, database) as built:
        built.ledgers.hear_moves()
        built.standing.expects_follower()
        built.standing.followed()
        yield built


def followers() -> set[int]:
    """The processes this one started to follow."""
    mine = set[int]()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(entry.joinpath("stat").read_text().rpartition(")")[2].split()[1])
            words = entry.joinpath("cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if parent == os.getpid() and b"follow" in words:
            mine.add(int(entry.name))
    return mine


def stopped(service: Service) -> bool:
    """Whether readiness tells that the ledgers are not kept."""
    return Edge.FOLLOWER_STOPPED in {cause.code for cause in readiness(service).causes}


def test_a_killed_follower_is_back_within_five_seconds_and_readiness_tells(
    service: Service,
) -> None:
    """SIGKILL under work: not ready while nobody follows, ready again, and every row is right."""
    assert stopped(service)
    with followed(service):
        applications(service, range(3))
        until(lambda: not stopped(service))
        assert caught_up(service)
        for number in (3, 4):
            (one,) = followers()
            before = slowness()
            os.kill(one, signal.SIGKILL)
            began = monotonic()
            until(lambda: stopped(service))
            applications(service, range(number, number + 1))
            until(lambda: not stopped(service))
            took = monotonic() - began
            assert took <= BACK_SECONDS * max(before, slowness())
            assert caught_up(service)
    assert followers() == set()
    assert stopped(service)
    assert verify(service, Output(json=True)) == 0


def slowness() -> float:
    """How much longer a start takes here: the cores are shared, and may be slower ones.

    As measurements are told: 5 seconds are 500,000 loops of a thousand additions, 10 µs each on the
    machine the targets were set on (docs/measurements.md).
    """
    began = monotonic()
    used = os.times()
    subprocess.run([sys.executable, "-c", "import relief.keeper"], check=True, cwd=ROOT)
    took, now = monotonic() - began, os.times()
    own = now.children_user + now.children_system - used.children_user - used.children_system
    return max(1.0, took / own) * max(1.0, loop() / LOOP_SECONDS)


def test_one_of_several_services_has_a_follower_and_any_may_start_the_next(
    service: Service, tmp_path: Path, postgres_url: URL
) -> None:
    """Two serving processes: one follower, and another one where its starter is gone."""
    with ExitStack() as stack:
        one, two = (stack.enter_context(serving(tmp_path, postgres_url)) for _ in range(2))
        with followed(one):
            until(one.ledgers.seat.taken)
            with followed(two):
                sleep(1.5)
                assert len(followers()) == 1
                applications(one, range(2))
                assert caught_up(two)
        assert followers() == set()
        with followed(two):
            until(two.ledgers.seat.taken)
            applications(one, range(2, 3))
            assert caught_up(one)


def test_a_follower_ends_with_the_process_that_started_it(service: Service) -> None:
    """However that one ended: its end of the pipe is closed."""
    child = started(service)
    until(service.ledgers.seat.taken)
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(20) == 0
    assert not service.ledgers.seat.taken()


def test_a_follower_started_by_hand_stands_by_and_takes_over(service: Service) -> None:
    """``relief follow`` twice: the second waits, and follows once the first is killed."""
    command = [sys.executable, "-m", "relief", "follow"]
    variables = environment(service.settings)
    with ExitStack() as ended:

        def begin() -> "subprocess.Popen[bytes]":
            process = subprocess.Popen(command, env=variables, cwd=ROOT)
            ended.callback(process.wait)
            ended.callback(process.kill)
            return process

        first = begin()
        until(service.ledgers.seat.taken)
        second = begin()
        applications(service, range(2))
        assert caught_up(service)
        first.kill()
        first.wait()
        until(service.ledgers.seat.taken)
        applications(service, range(2, 3))
        assert caught_up(service)
        second.terminate()
        assert second.wait(20) == 0


def test_what_the_follower_stopped_at_is_told_by_every_process(service: Service) -> None:
    """Whoever is asked whether it is ready; and where nobody follows, that."""
    about = About(case="540121200-20260302-SEAT", family=family("丁", serial=9))
    Counter(service).go(about, c.SubmitApplication)
    causes = {cause.code: cause.facts for cause in readiness(service).causes}
    assert causes[Edge.FOLLOWER_STOPPED]["error"] == NOBODY
    service.ledgers.seat.take()
    service.ledgers.seat.say(Trouble(head(service), "KeyError"))
    causes = {cause.code: cause.facts for cause in readiness(service).causes}
    assert causes[Edge.FOLLOWER_STOPPED] == {
        "position": str(head(service)),
        "error": "KeyError",
        "head": str(head(service)),
    }


def test_a_follower_keeps_the_ledgers_of_its_server_or_none(service: Service) -> None:
    """Files of law that were changed on the disk since: it ends and says so, and follows nothing."""
    other = "1-of-another-law"
    words = ("follow", "--attached", other, str(service.enactments.at))
    done = subprocess.run(
        [sys.executable, "-m", "relief", *words],
        env=environment(service.settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 1
    assert other in done.stderr
    assert not service.ledgers.seat.taken()


def test_settings_are_the_same_in_the_process_that_is_started(tmp_path: Path) -> None:
    """Every setting is written as it is read, whatever it is set to."""
    changed = replace(
        Settings(),
        database="sqlite:///elsewhere.db",
        packs=tmp_path,
        sweep=False,
        development=True,
        tick_seconds=0.5,
        port=1,
        hosts="a,b",
    )
    assert Settings.read(changed.environment()) == changed
    assert Settings.read(Settings().environment()) == Settings()


def test_a_follower_in_a_process_of_its_own_knows_every_fact() -> None:
    """It would stop at the first one it does not know."""
    asked = "import relief.tools.follow; from domain.ground.facts import FACTS; print(*FACTS)"
    told = subprocess.check_output([sys.executable, "-c", asked], text=True)
    assert told.split() and set(told.split()) == set(EVERY_FACT)

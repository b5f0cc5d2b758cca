"""Ledgers survive what happens to their followers: killed, doubled, rebuilt and swapped."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

import pytest
from sqlalchemy import URL, func, select

from adapters.store.building import build
from adapters.store.follower import Follower, FollowerOvertaken
from adapters.store.mapper import FactMapper
from domain.case.intake import commands as c
from domain.ground.facts import Recorded
from projections.all import everything
from projections.limit_rows import LIMITS
from projections.rows import Rows
from relief.bootstrap import Service
from relief.keeper import FOLLOWER
from relief.tools.output import Output
from relief.tools.rebuild import rebuild
from relief.tools.verify import verify
from tests.case.words import About
from tests.crash.test_sweeps import applicant
from tests.support.following import following
from tests.support.offices import Counter, all_at_once, serving
from tests.support.stalling import BATCH
from tests.support.waiting import until
from tests.support.worker import environment

QUIET = Output(json=True)
CATCH_UP_SECONDS = 20.0


@pytest.fixture
def service(database: URL, tmp_path: Path) -> Iterator[Service]:
    """A service over a fresh database."""
    with serving(tmp_path, database) as built:
        yield built


def applications(service: Service, numbers: range) -> None:
    """Two facts for each number: applied and accepted."""
    counter = Counter(service)
    for number in numbers:
        about = About(case=f"F-{number}", family=applicant(number))
        counter.go(about, c.SubmitApplication, c.AcceptApplication)


def head(service: Service) -> int:
    """The newest position."""
    return service.journal.store.max_notification_id() or 0


def stalled(service: Service, position: int) -> "subprocess.Popen[str]":
    """A process that follows and stands still within the batch that holds this position."""
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.support.stalling", str(position)],
        env=environment(service.settings),
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert started.stdout is not None
    while (line := started.stdout.readline()) and line.strip() != "here":
        pass
    assert line.strip() == "here", "it ended before it stood still"
    return started


@pytest.mark.slow
def test_a_follower_killed_within_a_batch_goes_on_where_the_last_batch_ended(
    service: Service,
) -> None:
    """SIGKILL in the middle of two batches: no half batch is kept, and the rows come out the same."""
    applications(service, range(80))
    for position in (BATCH + 5, 4 * BATCH - 1):
        process = stalled(service, position)
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        assert service.position() == (position - 1) // BATCH * BATCH
    assert verify(service, QUIET) == 0
    service.follower().catch_up()
    assert service.position() == head(service)
    assert verify(service, QUIET) == 0


@pytest.mark.slow
def test_ledgers_whose_builder_was_killed_among_its_shares_are_no_ledgers(
    service: Service,
) -> None:
    """SIGKILL while two processes fold: what was written whole is kept, the next one does the rest."""
    applications(service, range(80))
    process = stalled(service, 0)
    until(lambda: service.built() > 0)
    process.kill()
    process.communicate()
    assert (service.ledgers.found(), service.position()) == (None, 0)
    assert 0 < service.built() < head(service)
    begun = service.ledgers.names()
    build(service.ledgers, service.following, sharing=service.keeper.sharing)
    assert service.position() == head(service)
    assert service.ledgers.names() == begun
    assert verify(service, QUIET) == 0


@contextmanager
def background(*works: Callable[[Event], None]) -> Iterator[None]:
    """Works that go on until the end of the block. Raises what any of them raised."""
    stop, errors = Event(), list[BaseException]()

    def run(work: Callable[[Event], None]) -> None:
        try:
            work(stop)
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    if errors:
        raise errors[0]


@pytest.fixture
def pair(database: URL, tmp_path: Path) -> Iterator[list[Service]]:
    """Two services over one fresh database, as two processes have them."""
    with ExitStack() as stack:
        yield [stack.enter_context(serving(tmp_path, database)) for _ in range(2)]


class Dawdle:
    """Takes its time over every fact, so that two followers are bound to meet."""

    tables = ()

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Nothing, slowly."""
        sleep(0.002)


def test_two_followers_of_one_place_write_every_row_once(pair: list[Service]) -> None:
    """Both follow while officers work; who comes second is told so, and the ledgers stay right."""
    applications(pair[0], range(20))
    overtaken: list[int] = []

    def follow(service: Service) -> Callable[[Event], None]:
        projections = [*everything(service.law, service.keeper.history), Dawdle()]
        store, place = service.journal.store, service.ledgers.first()
        mine = Follower(FOLLOWER, store, FactMapper(), place, projections, 3)

        def work(stop: Event) -> None:
            while not stop.is_set() or mine.position < head(service):
                try:
                    mine.catch_up()
                except FollowerOvertaken:
                    overtaken.append(mine.position)

        return work

    with background(follow(pair[0]), follow(pair[1])):
        applications(pair[0], range(20, 80))
    assert overtaken, "they never met"
    assert pair[0].position() == head(pair[0])
    assert verify(pair[0], QUIET) == 0


def test_ledgers_may_be_opened_for_the_first_time_by_several_at_once(
    database: URL, tmp_path: Path
) -> None:
    """Four processes start on an empty database in the same moment: one calendar, one place."""
    with ExitStack() as stack:
        built = all_at_once(
            [lambda: stack.enter_context(serving(tmp_path, database)) for _ in range(4)]
        )
        followers = all_at_once([lambda one=one: one.follower() for one in built])  # type: ignore[misc]
        assert {one.ledgers.current().name for one in built} == {built[0].ledgers.current().name}
        followers[0].catch_up()
        assert built[-1].position() == head(built[0])
        assert verify(built[1], QUIET) == 0


def caught_up(service: Service) -> bool:
    """Whether the ledgers in use show everything, waited for."""
    deadline = monotonic() + CATCH_UP_SECONDS
    while service.position() < head(service):
        if monotonic() > deadline:
            return False
        sleep(0.05)
    return True


@pytest.mark.slow
def test_a_rebuild_while_serving_is_swapped_in_under_readers_and_writers(
    pair: list[Service],
) -> None:
    """Another process rebuilds and swaps: every question is answered, new facts go on to appear."""
    service, other = pair
    applications(service, range(40))
    numbers, asked = iter(range(40, 10_000)), list[int]()

    def write(stop: Event) -> None:
        while not stop.is_set():
            applications(service, range(number := next(numbers), number + 1))

    def read(stop: Event) -> None:
        while not stop.is_set():
            with service.ledgers.reading() as connection:
                found = connection.execute(select(func.count()).select_from(LIMITS)).scalar_one()
                asked.append(found)
            sleep(0.005)

    with following(service):
        assert caught_up(service)
        before = service.ledgers.current().name
        with background(write, read):
            assert rebuild(other, QUIET) == 0
            sleep(1.5)
        assert service.ledgers.current().name != before
        assert caught_up(service)
    assert min(asked) >= asked[0] > 0 and max(asked) > asked[0]
    assert before not in other.ledgers.names()
    assert verify(service, QUIET) == 0

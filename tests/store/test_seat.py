"""The seat of the ledgers' follower: one sits, everybody sees it, and what it says is heard."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import URL, text

from adapters.store.factory import install_store
from adapters.store.places import Places
from adapters.store.seat import FileSeat, SessionSeat
from adapters.store.trouble import Trouble
from adapters.store.wake import Wake
from tests.support.waiting import until


@pytest.fixture
def process(database: URL) -> Iterator[Callable[..., Places]]:
    """Places as another process over the same database has them."""
    install_store(database)
    made: list[Places] = []

    def another(edition: str = "one") -> Places:
        made.append(Places(database, edition))
        return made[-1]

    yield another
    for places in made:
        places.close()


def test_one_sits_and_the_next_sits_once_it_got_up(process: Callable[..., Places]) -> None:
    """Everybody sees whether the seat is taken, whoever asks how often."""
    first, second = process(), process()
    assert not second.seat.taken()
    assert first.seat.take() and first.seat.take() and first.seat.held()
    assert first.seat.taken() and second.seat.taken()
    assert not second.seat.take() and not second.seat.held()
    first.seat.leave()
    assert not first.seat.held() and not second.seat.taken()
    assert second.seat.take()


def test_each_edition_has_a_seat_where_two_releases_may_serve(
    process: Callable[..., Places], database: URL
) -> None:
    """PostgreSQL: a rolling upgrade has two followers. A file of SQLite's has one."""
    one, two = process("one"), process("two")
    assert one.seat.take()
    assert two.seat.take() is (database.get_backend_name() == "postgresql")


def test_what_the_follower_stands_still_at_is_told_to_every_process(
    process: Callable[..., Places],
) -> None:
    """Until it goes on; another edition's trouble is not ours."""
    follower, reader, other = process(), process(), process("two")
    assert reader.seat.trouble() is None
    follower.seat.say(None)
    assert reader.seat.trouble() is None
    follower.seat.say(Trouble(7, "KeyError"))
    assert reader.seat.trouble() == Trouble(7, "KeyError")
    assert other.seat.trouble() is None
    assert follower.others() == []
    process().seat.say(None)
    assert reader.seat.trouble() is None


def test_a_lost_seat_is_noticed(process: Callable[..., Places], database: URL) -> None:
    """The session was ended by the server, the file was removed: it sits no more, and may again."""
    places = process()
    assert places.seat.take()
    if isinstance(places.seat, FileSeat):
        places.seat.file.unlink()
    else:
        with process()._main.begin() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks"
                    " WHERE locktype = 'advisory' AND objsubid = 2"
                )
            )
    until(lambda: not places.seat.held())
    until(lambda: not places.seat.taken())
    places.seat.leave()
    assert places.seat.take()


def rung(wake: Wake, call: Callable[[], object]) -> None:
    """Call until it is heard: whoever listens may not have begun to."""
    before = wake.count
    until(lambda: (call(), wake.wait(before, 0.05) > before)[1])


def test_a_call_for_the_ledgers_is_heard_by_who_sits(process: Callable[..., Places]) -> None:
    """A reader of another process waits: the follower need not let facts gather any longer."""
    follower, reader = process(), process()
    reader.seat.call()
    assert follower.seat.take()
    follower.hear_wants()
    rung(follower.wanted, reader.seat.call)


def test_ledgers_that_moved_are_heard_by_readers(process: Callable[..., Places]) -> None:
    """On PostgreSQL by a notification of the batch; on SQLite readers look for themselves, soon."""
    follower, reader = process(), process()
    place = follower.first()
    reader.hear_moves()
    if isinstance(reader.seat, SessionSeat):

        def batch() -> None:
            with place.writing() as connection:
                place.tell(connection)

        rung(reader.moved, batch)
        assert reader.patience > 0.2
    else:
        assert reader.patience < 0.05

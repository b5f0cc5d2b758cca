"""Turns: of those who hand in work together one decides at a time, and passes on at its save."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

from sqlalchemy import URL

from adapters.store.factory import install_store, open_recorder
from adapters.store.mapper import FactMapper
from adapters.store.turns import pass_on, turn
from tests.store.samples import SAMPLES, paid, recorded

MAPPER = FactMapper(facts=SAMPLES)


def test_one_decides_while_others_wait() -> None:
    """Nobody is inside with somebody else until the turn is passed on."""
    turns, inside, most = Lock(), list[int](), list[int]()

    def decide(n: int) -> None:
        with turn(turns):
            inside.append(n)
            most.append(len(inside))
            inside.remove(n)
            pass_on()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(decide, range(100)))
    assert set(most) == {1}
    assert not turns.locked()


def test_a_save_passes_the_turn_on(database: URL) -> None:
    """Whoever waits for the store lets the next one decide; the turn is over at its end anyway."""
    install_store(database)
    recorder, turns, begun, decided = open_recorder(database), Lock(), Event(), Event()

    def first() -> None:
        with turn(turns):
            begun.set()
            recorder.insert_events(MAPPER.stored([recorded("case-1", 1, paid(1))]))
            assert decided.wait(10)

    def second() -> None:
        assert begun.wait(10)
        with turn(turns):
            decided.set()

    try:
        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(first), pool.submit(second)]:
                done.result()
    finally:
        recorder.close()
    assert not turns.locked()


def test_without_a_turn_there_is_nothing_to_pass_on() -> None:
    """Whoever saves by itself, or passed on already, changes nothing."""
    turns = Lock()
    pass_on()
    with turn(turns):
        pass_on()
        assert not turns.locked()
        with turns:
            pass_on()
            assert turns.locked()

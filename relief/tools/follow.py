"""``relief follow``: the ledgers of one edition kept by a process of its own; a second one stands by."""

import signal
import sys
from contextlib import ExitStack
from functools import partial
from threading import Event, Thread

import structlog

from adapters.collector import settle
from adapters.store.building import Tidying, build
from adapters.store.follower import RETRY_SECONDS, Follower, LedgersAhead
from adapters.store.place import Place
from adapters.store.trouble import Trouble
from relief.keeper import FOLLOWER, Keeper

log = structlog.get_logger(__name__)
LOOK_SECONDS = 1.0
STANDBY_SECONDS = 0.5
"""How often whoever stands by looks whether the seat is free."""


def run(keeper: Keeper, attached: bool) -> int:
    """Follow until told to stop. Returns 0.

    ``attached``: whoever started it holds its standard input open; it ends with that, and at once
    where another process follows.
    """
    stop = Event()
    with ExitStack() as ended:
        for sign in (signal.SIGTERM, signal.SIGINT):
            ended.callback(signal.signal, sign, signal.signal(sign, lambda *_: stop.set()))
        if attached:
            Thread(target=partial(until_left, stop), name="attached", daemon=True).start()
        keeper.store.listen()
        keeper.ledgers.hear_wants()
        settle()
        # The main thread takes the signals, so the work is done beside it.
        worker = Thread(target=partial(follow, keeper, stop, standby=not attached), name="follower")
        worker.start()
        while worker.is_alive() and not stop.wait(LOOK_SECONDS):
            pass
        worker.join()
    return 0


def until_left(stop: Event) -> None:
    """Tell the follower to stop once its standard input has ended."""
    sys.stdin.buffer.read()
    stop.set()


def follow(keeper: Keeper, stop: Event, standby: bool = True) -> None:
    """Keep the ledgers, whatever happens to the database, until told to stop.

    While another process sits, this one stands by; unless ``standby``, it ends.
    """
    waiting, seat = False, keeper.ledgers.seat
    try:
        while not stop.is_set():
            try:
                if seat.take():
                    waiting = False
                    follow_current(keeper, stop)
                    continue
            except Exception as error:
                told(keeper, Trouble.of(error, 0))
                log.exception("the ledgers cannot be followed now")
                stop.wait(RETRY_SECONDS)
                continue
            if not standby:
                return
            if not waiting:
                log.info("another process keeps the ledgers; this one stands by")
            waiting = True
            stop.wait(STANDBY_SECONDS)
    finally:
        seat.leave()


def told(keeper: Keeper, trouble: Trouble | None) -> None:
    """Tell every process how the follower stands, if the database can be told."""
    try:
        keeper.ledgers.seat.say(trouble)
    except Exception as error:
        log.warning("how the follower stands cannot be told now", error=type(error).__name__)


def follow_current(keeper: Keeper, stop: Event) -> None:
    """Keep the ledgers in use now; those of a history that went back are given up, to be built anew.

    Raises ``LedgersAhead`` where nothing is recorded any more: they are what tells that it was.
    """
    try:
        keep(keeper, stop)
    except LedgersAhead as ahead:
        if not keeper.head():
            raise
        log.exception("the history went back: its ledgers are folded anew")
        keeper.ledgers.abandon(ahead.place)


def keep(keeper: Keeper, stop: Event) -> None:
    """Keep the ledgers in use until they are swapped by another process; build what lacks."""
    place = keeper.ledgers.found() or build(
        keeper.ledgers, keeper.following, stop, sharing=keeper.sharing
    )
    if place is None:
        return
    swapped, follower = Event(), keeper.following(place)
    watcher = Thread(target=watch, args=(keeper, follower, place, stop, swapped), daemon=True)
    watcher.start()
    try:
        follower.run(swapped)
    finally:
        swapped.set()
        watcher.join()


def watch(keeper: Keeper, follower: Follower, place: Place, stop: Event, swapped: Event) -> None:
    """Tell the follower when its ledgers are no longer the current ones, its seat is lost, or all
    is to stop.

    Meanwhile what it stands still at is told on, and places nobody follows any more are dropped.
    """
    tidying = Tidying(keeper.ledgers, FOLLOWER, keeper.head)
    while not (stop.wait(LOOK_SECONDS) or swapped.is_set()):
        told(keeper, follower.trouble)
        try:
            keeper.store.look()
            found = keeper.ledgers.found()
            lost = found is None or found.name != place.name
            if lost or not keeper.ledgers.seat.held():
                break
            tidying.look()
        except Exception as error:
            log.warning("which ledgers are current cannot be asked now", error=type(error).__name__)
    swapped.set()

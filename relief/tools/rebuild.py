"""``relief rebuild``: fold the whole history into fresh ledgers, then swap them in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from time import monotonic, sleep

from adapters.store.follower import Follower, FollowerOvertaken
from adapters.store.mapper import FactMapper
from projections.all import everything
from relief.bootstrap import FOLLOWER, Service
from relief.tools.output import Output

SWAP_SECONDS = 3.0
"""Readers notice a swap within a second; only then is the old place dropped."""


@contextmanager
def showing(show: Callable[[], None]) -> Iterator[None]:
    """Show progress twice a second while something works."""
    done = Event()

    def beat() -> None:
        while not done.wait(0.5):
            show()

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def rebuild(service: Service, output: Output) -> int:
    """Rebuild and swap; the old ledgers serve until the new ones are complete. Returns 0."""
    started, places = monotonic(), service.ledgers
    old, new = places.current(), places.fresh()
    head = service.journal.store.max_notification_id() or 0
    follower = Follower(FOLLOWER, service.journal.store, FactMapper(), new, everything(service.law))
    with showing(lambda: output.progress("重建", follower.position, head)):
        follower.catch_up()
    output.progress_done()
    places.swap(new)
    with suppress(FollowerOvertaken):
        follower.catch_up()
    sleep(SWAP_SECONDS)
    places.drop(old)
    seconds = monotonic() - started
    result = {
        "place": new.name,
        "events": follower.position,
        "seconds": round(seconds, 2),
    }
    if output.json:
        output.data(result)
    output.line(f"已重建 {follower.position} 条事实，用时 {seconds:.1f} 秒；现用 {new.name}")
    return 0

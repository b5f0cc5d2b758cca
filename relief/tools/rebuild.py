"""``relief rebuild``: fold the whole history into fresh ledgers, then swap them in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from time import monotonic, sleep

from adapters.store.building import SWAP_SECONDS, build
from adapters.store.follower import FollowerOvertaken
from relief.bootstrap import Service
from relief.keeper import FOLLOWER
from relief.tools.output import Output
from relief.words.sentences import say


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
    old, head = places.found(), service.head()
    with showing(lambda: output.progress(say("rebuild.rebuilding"), service.built(), head)):
        sharing = service.keeper.sharing
        new = build(places, service.following, anew=True, sharing=sharing) or places.current()
    output.progress_done()
    with suppress(FollowerOvertaken):
        service.following(new).catch_up()
    position = new.position(FOLLOWER)
    if old is not None and old.name != new.name:
        sleep(SWAP_SECONDS)
        places.drop(old)
    seconds = monotonic() - started
    result = {
        "place": new.name,
        "events": position,
        "seconds": round(seconds, 2),
    }
    if output.json:
        output.data(result)
    output.line(say("rebuild.rebuilt", position=position, seconds=seconds, named=new.name))
    return 0

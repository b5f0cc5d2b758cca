"""``relief rebuild``: fold the whole history into fresh ledgers, then swap them in."""

from time import monotonic

from adapters.store.follower import Follower
from adapters.store.mapper import FactMapper
from projections.all import everything
from relief.bootstrap import FOLLOWER, Service
from relief.tools.output import Output


def rebuild(service: Service, output: Output) -> int:
    """Rebuild and swap; the old ledgers serve until the new ones are complete. Returns 0."""
    started, places = monotonic(), service.ledgers
    old, new = places.current(), places.fresh()
    head = service.journal.store.max_notification_id() or 0
    follower = Follower(FOLLOWER, service.journal.store, FactMapper(), new, everything(service.law))
    while follower.position < head:
        follower.catch_up(at_most=10_000)
        output.progress("重建", follower.position, head)
    output.progress_done()
    follower.catch_up()
    places.swap(new)
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

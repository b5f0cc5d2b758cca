"""A follower on a thread of the test: the work of ``relief follow``, without its process."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from adapters.store.follower import FollowerOvertaken
from relief.bootstrap import Service
from relief.tools.beside import beside
from relief.tools.follow import follow


@contextmanager
def following(service: Service) -> Iterator[None]:
    """The ledgers kept in the background, as by another process over the same database."""
    service.journal.store.listen()
    service.ledgers.hear_moves()
    service.ledgers.hear_wants()
    with beside(partial(follow, service.keeper), "follower"):
        yield


def catch_up(service: Service) -> None:
    """The ledgers at the head of the history, whoever else follows it meanwhile."""
    while True:
        try:
            service.follower().catch_up()
        except FollowerOvertaken:
            continue
        return

"""The conditions of a query as they were sent, before anything is made of them."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl

from starlette.requests import Request

from relief.api.problems import Fault, Problem
from relief.api.records import safe_name
from relief.words.edges import Edge

MOST_CONDITIONS = 50
"""How many conditions a query may have."""

_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")


def sent(request: Request) -> list[str]:
    """The names of a query's conditions in their order, each as often as it stands there.

    Raises ``Problem`` 400 for a query that cannot be read, or has signs in it that nobody sees.
    """
    unreadable = Problem(Fault(Edge.QUERY_UNREADABLE, facts={"most": str(MOST_CONDITIONS)}))
    query: bytes = request.scope["query_string"]
    try:
        given = parse_qsl(query.decode("ascii"), True, max_num_fields=MOST_CONDITIONS)
    except ValueError:
        raise unreadable from None
    if any(_UNSEEN.search(value) for _, value in given):
        raise unreadable
    return [name for name, _ in given]


def repeated(names: list[str]) -> dict[str, Fault]:
    """Which of two values counts is not guessed: each condition that stands twice, by its name."""
    again = {name: n + 1 for n, name in enumerate(names) if name in names[:n]}
    return {name: said_again(name, position) for name, position in again.items()}


def said_again(name: str, position: int) -> Fault:
    """A condition that stands twice, by its place in the query: its name is not always repeated."""
    facts = {"position": str(position)}
    return Fault(Edge.QUERY_REPEATED, field=safe_name(name), facts=facts)


def told(faults: Iterable[Fault]) -> None:
    """Raises ``Problem`` with the faults, where there are any."""
    every = tuple(faults)
    if every:
        raise Problem(*every)

"""At the doors that tell whether a number of a person is known: who asks for many is slowed."""

from collections.abc import Iterator
from math import ceil

from starlette.requests import Request

from domain.case.authority import Officer
from domain.ground.access import Act
from domain.ground.commands import Command
from domain.ground.identity import identity_number_fault
from domain.ground.people import Private
from relief.api.desk import Desk
from relief.api.envelope import notes
from relief.api.problems import Fault, Problem
from relief.people.looks import NO_CASE, Seen, Whence
from relief.people.probing import Weighed
from relief.words.edges import Edge

FIELD = ("id_number",)


def answered(
    desk: Desk, request: Request, officer: Officer, act: Act, numbers: tuple[str, ...]
) -> Weighed:
    """What was asked for, as the log keeps it; call it on a thread.

    Raises ``Problem`` 429 for who asks for too many, once that stands in the log.
    """
    weighed = desk.service.probing.weigh(officer, act, numbers)
    if not weighed.wait:
        return weighed
    seen = Seen(act=Act.SLOWED, fields=FIELD, asked=weighed.asked)
    desk.service.looks.note(officer, seen, whence(request))
    seconds = str(max(1, ceil(weighed.wait)))
    fault = Fault(Edge.NUMBERS_MANY, facts={"seconds": seconds})
    raise Problem(fault, headers={"Retry-After": seconds})


def refused(desk: Desk, request: Request, officer: Officer, weighed: Weighed) -> None:
    """An entry that named persons came to nothing: no fact tells whom it asked about, the log does."""
    case = notes(request).case or NO_CASE
    asked, counted = weighed.asked, weighed.counted
    seen = Seen(act=Act.TRIED, case=case, fields=FIELD, asked=asked, counted=counted)
    desk.service.looks.note(officer, seen, whence(request))


def whence(request: Request) -> Whence:
    """Where a request came from, for the log."""
    return Whence(request.client.host if request.client else "", notes(request).request)


def numbers_in(command: Command, desk: Desk) -> tuple[str, ...]:
    """The identity numbers a command names that could be somebody's."""
    today = desk.service.clock.now().date()
    return tuple(one for one in _named(command) if identity_number_fault(one, today) is None)


def _named(command: Command) -> Iterator[str]:
    changes = getattr(command, "changes", None)
    holders = (command, *getattr(command, "members", ()), *getattr(changes, "members", ()))
    for one in holders:
        number = getattr(one, "id_number", None)
        if isinstance(number, Private):
            yield number.reveal()

"""At the doors that tell whether a number of a person is known: who asks for many is slowed."""

from collections.abc import Iterator
from math import ceil

from starlette.requests import Request

from domain.case.authority import Officer
from domain.case.intake.children import certificate_of
from domain.case.intake.identities import told_apart
from domain.case.records import Member
from domain.ground.access import Act
from domain.ground.commands import Command
from domain.ground.identity import identity_number_fault
from domain.ground.people import Private
from domain.ground.refusal import Refused
from relief.api.desk import Desk
from relief.api.envelope import notes
from relief.api.problems import Fault, Problem
from relief.people.children import CERTIFICATE
from relief.people.looks import NO_CASE, Seen, Whence
from relief.people.probing import Weighed
from relief.words.edges import Edge
from relief.words.refusals import wording

FIELD = ("id_number",)
OWN_FAULT = 500
"""From this status on it is the service's fault."""


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


def not_theirs(answer: Refused) -> bool:
    """Whether an entry was refused for what is wrong with the service alone: sent again, it is the same
    one.
    """
    return all(wording(one.code).status >= OWN_FAULT for one in answer.reasons)


def refused(
    desk: Desk, request: Request, officer: Officer, weighed: Weighed, answer: Refused
) -> None:
    """An entry that named persons came to nothing: no fact tells whom it asked about, the log does.

    Where the service is to blame nobody is taken for one who tries numbers out.
    """
    case = notes(request).case or NO_CASE
    asked = weighed.asked
    counted = () if not_theirs(answer) else weighed.counted
    seen = Seen(act=Act.TRIED, case=case, fields=FIELD, asked=asked, counted=counted)
    desk.service.looks.note(officer, seen, whence(request))


def whence(request: Request) -> Whence:
    """Where a request came from, for the log."""
    return Whence(request.client.host if request.client else "", notes(request).request)


def numbers_in(command: Command, desk: Desk) -> tuple[str, ...]:
    """The numbers a command names that could be somebody's: of identity, or of another paper."""
    today = desk.service.clock.now().date()
    numbers = (one for one in _named(command) if identity_number_fault(one, today) is None)
    return (*numbers, *_papers(command))


def _named(command: Command) -> Iterator[str]:
    for one in (command, *_members(command)):
        number = getattr(one, "id_number", None)
        if isinstance(number, Private):
            yield number.reveal()


def _papers(command: Command) -> Iterator[str]:
    """Of passports, permits and certificates of birth, each with its kind."""
    for one in _members(command):
        if one.paper is not None:
            yield told_apart(one.paper)
        if one.birth is not None and (certificate := certificate_of(one.birth)):
            yield f"{CERTIFICATE}/{certificate}"


def _members(command: Command) -> tuple[Member, ...]:
    """Whom a command lists, or brings in."""
    changes = getattr(command, "changes", None)
    return (*getattr(command, "members", ()), *getattr(changes, "members", ()))

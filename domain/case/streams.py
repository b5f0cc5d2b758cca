"""The kinds of streams a command looks at and writes to, and what they are called for a command."""

from collections.abc import Callable, Mapping

from domain.account import account
from domain.case.state import Case
from domain.ground.commands import Command
from domain.ground.streams import Stream
from domain.law import reference
from domain.registers.anchors import state as anchoring
from domain.registers.delegations import state as delegation
from domain.registers.keys import state as keeping
from domain.registers.law import state as enactment
from domain.registers.leads import state as lead
from domain.registers.officers import state as officers
from domain.registers.roster import state as sampling


def case_stream(case: str) -> str:
    """The stream of a case."""
    return f"case-{case}"


OWN: Mapping[Stream, Callable[[str], str]] = {
    Stream.CASE: case_stream,
    Stream.LEAD: lead.stream,
    Stream.DELEGATIONS: delegation.stream,
    Stream.OFFICERS: lambda _: officers.STREAM,
    Stream.PERSON_KEY: keeping.stream,
    Stream.MASTER_KEYS: lambda _: keeping.MASTER_KEYS,
    Stream.ANCHORS: anchoring.stream,
    Stream.LAW: enactment.stream,
    Stream.CALENDAR: lambda _: "calendar",
    Stream.VALUES: lambda _: reference.STREAM,
}
"""The stream of a kind that a command is itself about, by the number it names."""


def _delegations(command: Command, case: Case) -> tuple[str, ...]:
    """A county delegates urgent cases only: no other looks at what it delegated."""
    urgent = case.application is not None and case.urgent_kind is not None
    return (delegation.stream(_county(case)),) if urgent else ()


def _accounts(command: Command, case: Case) -> tuple[str, ...]:
    """The accounts of all persons of the application, and of whoever died since."""
    asked = case.application
    if asked is None:
        return ()
    persons = dict.fromkeys((*asked.members, *asked.died))
    return tuple(account.stream(person) for person in persons)


def _roster(command: Command, case: Case) -> tuple[str, ...]:
    return () if case.application is None else (sampling.stream(_county(case)),)


def _lead(command: Command, case: Case) -> tuple[str, ...]:
    """The lead an application comes from."""
    number: str | None = getattr(command, "lead", None)
    return () if number is None else (lead.stream(number),)


def _county(case: Case) -> str:
    return case.asked.township[:6]


BESIDE: Mapping[Stream, Callable[[Command, Case], tuple[str, ...]]] = {
    Stream.DELEGATIONS: _delegations,
    Stream.ACCOUNTS: _accounts,
    Stream.ROSTER: _roster,
    Stream.LEAD: _lead,
}
"""The streams of a kind that stand beside the case a command is about."""

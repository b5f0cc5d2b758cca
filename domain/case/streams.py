"""The kinds of streams a command looks at and writes to, and what they are called for a command."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from domain.account import account, home
from domain.account.home import AlikeFile
from domain.case.state import Case
from domain.ground.commands import Command
from domain.ground.facts import Fact
from domain.ground.people import PersonId
from domain.ground.streams import Stream
from domain.law import reference
from domain.registers.anchors import state as anchoring
from domain.registers.calendar import state as arranging
from domain.registers.delegations import state as delegation
from domain.registers.divisions import state as dividing
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
    Stream.DIVISIONS: lambda _: dividing.STREAM,
    Stream.PERSON_KEY: keeping.stream,
    Stream.MASTER_KEYS: lambda _: keeping.MASTER_KEYS,
    Stream.ANCHORS: anchoring.stream,
    Stream.LAW: enactment.stream,
    Stream.CALENDAR: lambda _: arranging.STREAM,
    Stream.VALUES: lambda _: reference.STREAM,
}
"""The stream of a kind that a command is itself about, by the number it names."""


def _delegations(command: Command, case: Case) -> tuple[str, ...]:
    """A county delegates urgent cases only: no other looks at what it delegated."""
    urgent = case.application is not None and case.urgent_kind is not None
    return (delegation.stream(_county(case)),) if urgent else ()


def _accounts(command: Command, case: Case) -> tuple[str, ...]:
    """The accounts of all persons of the application, of whoever died since, and of whom it names."""
    return tuple(map(account.stream, listed(command, case)))


def dead(case: Case) -> frozenset[PersonId]:
    """Who died of those an application listed."""
    asked = case.application
    return frozenset() if asked is None else frozenset(asked.died) - {*asked.members}


def listed(words: Command | Fact, case: Case) -> Sequence[PersonId]:
    """Everybody an application lists or listed, and whoever a command, the fact that keeps its words,
    or a correction brings into it.
    """
    told: Any = words
    said = getattr(told, "changes", told)
    new = tuple(member.person for member in getattr(said, "members", ()))
    asked = case.application
    if asked is None:
        return tuple(dict.fromkeys(new))
    if case.asked_for is not None:
        new = (*new, *case.asked_for.added)
    return tuple(dict.fromkeys((*asked.members, *asked.died, *new)))


def _homes(command: Command, case: Case) -> tuple[str, ...]:
    """What is known of all persons of the application, and of whoever it names."""
    return tuple(map(home.stream, listed(command, case)))


def living_around(
    command: Command, case: Case, states: Mapping[str, Any], kinds: Collection[Stream]
) -> tuple[str, ...]:
    """The accounts and homes of those whom the members of an application live or lived with: nobody
    further. ``states`` are those already looked at.
    """
    alive = () if case.asked_for is None else case.asked_for.alive
    dead = () if case.application is None else {*case.application.died} - {*alive}
    known = (home.stream(one) for one in listed(command, case) if one not in dead)
    persons = home.around(states[stream] for stream in known if stream in states)
    named = {Stream.ACCOUNTS: account.stream, Stream.HOMES: home.stream}
    wanted = (named[kind](one) for kind in kinds for one in persons)
    return tuple(stream for stream in wanted if stream not in states)


def _roster(command: Command, case: Case) -> tuple[str, ...]:
    if case.application is None:
        return ()
    return (sampling.stream(case.counted_in or _county(case)),)


def _lead(command: Command, case: Case) -> tuple[str, ...]:
    """The lead an application comes from."""
    number: str | None = getattr(command, "lead", None)
    return () if number is None else (lead.stream(number),)


def _officers(command: Command, case: Case) -> tuple[str, ...]:
    """Only where a number is joined by which somebody else was known: whose kin that is, is said there."""
    known: PersonId | None = getattr(command, "known", None)
    own: PersonId | None = getattr(command, "person", None)
    return () if known in (None, own) else (officers.STREAM,)


def _county(case: Case) -> str:
    return case.asked.township[:6]


BESIDE: Mapping[Stream, Callable[[Command, Case], tuple[str, ...]]] = {
    Stream.DELEGATIONS: _delegations,
    Stream.ACCOUNTS: _accounts,
    Stream.HOMES: _homes,
    Stream.ROSTER: _roster,
    Stream.LEAD: _lead,
    Stream.OFFICERS: _officers,
}
"""The streams of a kind that stand beside the case a command is about."""


def found_alike(alike: Sequence[AlikeFile], states: Mapping[str, Any]) -> Iterator[str]:
    """What is known of a person of each application that looks alike."""
    return (home.stream(one.person) for one in alike)


def listed_with(alike: Sequence[AlikeFile], states: Mapping[str, Any]) -> Iterator[str]:
    """What is known of whoever those applications list besides."""
    for one in alike:
        known: home.Home = states[home.stream(one.person)]
        for listing in known.listings:
            if listing.case == one.case:
                yield from map(home.stream, listing.others)

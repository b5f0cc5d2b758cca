"""The deeds of registers held again: officers, keys, delegations, figures, days off, law, leads.

Asked are the edition, the envelope, the post, its level and place, and the appointment it was done by.
What a rule asks of a register itself is not asked: it knew more than its facts tell.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import cast

from domain.case.asking import day_of
from domain.case.authority import POWERS
from domain.case.decide import RULES
from domain.case.lawful import Against, Held, brought_by
from domain.ground import commands as c
from domain.ground.editions import EDITIONS
from domain.ground.facts import Recorded
from domain.ground.posts import CITY, LEVEL, Post
from domain.ground.refusal import Code
from domain.ground.streams import Stream, kind_of
from domain.registers.officers.state import Officers

REGISTERS = frozenset(Stream) - {Stream.CASE, Stream.ACCOUNTS, Stream.ROSTER, Stream.FILES}
REGISTERS -= {Stream.HOMES, Stream.ALIKE}
"""Streams with deeds of their own; what cases write into accounts and rosters is held with the case."""

Registers = Callable[[Recorded], Iterable[Officers]]
"""The officers as they were known when something was recorded: one answer, or several where nobody can
tell which of them was known to whoever decided."""


def held_register(facts: Sequence[Recorded], officers: Registers) -> Iterator[Held]:
    """Each deed of one register, the oldest first."""
    for _, some in groupby(facts, key=lambda one: one.command):
        deed = tuple(some)
        yield _held(deed, officers)


def _held(deed: Sequence[Recorded], officers: Registers) -> Held:
    first = deed[0]
    stream = kind_of(first.stream)
    commands = [one for one in brought_by(deed, first.rules) if stream in RULES[one].writes]
    asked, against = 1, list[Against]()
    if len({(one.rules, one.officer, one.authority) for one in deed}) > 1:
        against.append(Against("envelope", "envelopes-differ"))
    if first.rules not in EDITIONS or not commands:
        against.append(Against("edition", "unknown-to-the-edition"))
    else:
        best = min((_power(first, one, officers) for one in commands), key=len)
        asked += 3
        against += best
    return Held(first.version, first.fact.NAME, first.rules, asked, (), tuple(against))


def _power(first: Recorded, kind: type[c.Command], officers: Registers) -> list[Against]:
    """What stands against the post a deed was done in, as one command."""
    power, found = first.authority, list[Against]()
    if power.post not in POWERS[kind].posts:
        found.append(Against("post", Code.POST_NOT_COMPETENT.value))
    level = LEVEL.get(cast(Post, power.post), CITY)
    place = _place(first) or power.division
    if not place.startswith(power.division) or len(power.division) != level:
        found.append(Against("territory", Code.OUT_OF_JURISDICTION.value))
    if not any(_appointed(first, kind, register) for register in officers(first)):
        found.append(Against("appointment", Code.POST_NOT_COMPETENT.value))
    return found


def _place(recorded: Recorded) -> str:
    """What a deed is about, where its register says so: a county, or a lead's township."""
    if kind_of(recorded.stream) is Stream.DELEGATIONS:
        return recorded.stream.partition("-")[2]
    return str(getattr(recorded.fact, "township", ""))


def _appointed(first: Recorded, kind: type[c.Command], register: Officers) -> bool:
    """Whether the appointment it names was there and in force; whoever names none acted otherwise."""
    power = first.authority
    if power.appointment is None:
        return True
    found = register.appointment(first.officer, power.appointment)
    return (
        found is not None
        and (found.post, found.division) == (power.post, power.division)
        and register.holds(found, day_of(kind, first))
    )

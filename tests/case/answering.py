"""What a refusal asks for first: a finding on what is known elsewhere, or another case drawn."""

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.account.known import Parting
from domain.case.authority import Officer, Post
from domain.case.state import Case
from domain.ground.matter import Sameness
from domain.ground.people import PersonId
from domain.ground.refusal import Code, Reason, Refused
from tests.case import people as p
from tests.support import commands as c

FINDING: dict[str, Any] = {"findings": p.secret("已查明"), "evidence": ("证明 1",)}


@dataclass(frozen=True, slots=True)
class Asked:
    """A case of which something was refused, on a day, and how words differ from one time to the next."""

    case: Case
    day: date
    variant: int


def answered(
    machine: Any, case: Case, refused: Refused, variant: int, codes: Set[Code] = frozenset(Code)
) -> bool:
    """Whether somebody did what the refusal asks for, by a machine that gives commands."""
    about = Asked(case, machine.day, variant)
    given = [
        machine.give(command, officer)
        for one in refused.reasons
        if one.code in ANSWERS and one.code in codes
        for command, officer in ANSWERS[one.code](one, about)
    ]
    return any(not isinstance(done, Refused) for done in given)


Answer = Callable[[Reason, Asked], Iterator[tuple[c.Command, Officer]]]


def deaths(one: Reason, of: Asked) -> Iterator[tuple[c.Command, Officer]]:
    """Who died elsewhere is somebody else."""
    person = person_of(one)
    yield c.JudgeDeath(case=of.case.id, person=person, sameness=Sameness.ANOTHER, **FINDING), by(of)


def likenesses(one: Reason, of: Asked) -> Iterator[tuple[c.Command, Officer]]:
    """What looks alike is another matter; mostly those of both live together."""
    person, listing = person_of(one), int(one.facts["listing"])
    if of.variant % 4:
        yield together(one, of, listing)
    other = Sameness.ANOTHER
    yield (
        c.JudgeLikeness(case=of.case.id, person=person, listing=listing, sameness=other, **FINDING),
        by(of),
    )


def together(one: Reason, of: Asked, listing: int) -> tuple[c.Command, Officer]:
    """Those of an application that looks alike and of this one are one household."""
    who, day = person_of(one), of.day
    return (
        c.JoinHousehold(case=of.case.id, person=who, listing=listing, joined_on=day, **FINDING),
        by(of),
    )


def households(one: Reason, of: Asked) -> Iterator[tuple[c.Command, Officer]]:
    """Whoever lives elsewhere too lives with both, or moved out there."""
    if of.variant % 4:
        yield from (together(one, of, listing) for listing in (1, 2, 3))
    parted = c.PartHousehold(
        case=of.case.id,
        persons=(person_of(one),),
        parted_on=of.day,
        parting=Parting.MOVED_OUT,
        **FINDING,
    )
    yield parted, by(of)


def drawn_first(one: Reason, of: Asked) -> Iterator[tuple[c.Command, Officer]]:
    """The case whose turn it is by lot."""
    checker = p.officer("fresh-drawing", of.case.asked.township[:6], Post.COUNTY_CHECKER)
    yield c.DrawAgain(case=one.facts.get("case", of.case.id), seed="seed"), checker


ANSWERS: dict[Code, Answer] = {
    Code.DEATH_KNOWN: deaths,
    Code.LIKENESS_OPEN: likenesses,
    Code.IN_TWO_HOUSEHOLDS: households,
    Code.SPOT_CHECK_SHORT: drawn_first,
    Code.SPOT_CHECK_OTHER: drawn_first,
}
"""By what is refused, what is done about it."""

LOT = frozenset({Code.SPOT_CHECK_SHORT, Code.SPOT_CHECK_OTHER})
"""What is refused until another case was drawn: the lot moves there, and no list of this case."""


def person_of(one: Reason) -> PersonId:
    """Whom a refusal names."""
    return PersonId(one.facts["person"])


def by(of: Asked) -> Officer:
    """A caseworker who never saw the file."""
    return Officer("fresh-knowing", frozenset({Post.CASEWORKER}), of.case.asked.township)

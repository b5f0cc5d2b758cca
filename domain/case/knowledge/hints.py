"""互通提示: what is known elsewhere of the persons of an application, for whoever records it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

from domain.account.account import Accounts, distinct
from domain.account.home import NOBODY
from domain.case.entitlement import household
from domain.case.knowledge.deaths import known_dead
from domain.case.knowledge.households import unlisted
from domain.case.knowledge.likeness import far, judged, near
from domain.case.situation import Situation
from domain.case.state import OVER, Case
from domain.ground.matter import Likeness, Sameness
from domain.ground.money import Money
from domain.ground.people import PersonId
from domain.ground.terms import Ending, Stage


class CourseThere(StrEnum):
    """What became of an application elsewhere, and no more than that."""

    OPEN = "open"
    DECIDED = "decided"
    ENDED = "ended"


DECIDED = frozenset({Ending.PAID, Ending.REFUSED, Ending.COUNTERSIGNATURE_REFUSED})


@dataclass(frozen=True, slots=True)
class Death:
    """A member who died, as another case has it; ``answered``: found to be somebody else."""

    person: PersonId
    day: date
    answered: bool


@dataclass(frozen=True, slots=True)
class Year:
    """What somebody, or the whole household, was granted this year, wherever it was."""

    person: PersonId | None
    grants: int
    total: Money


@dataclass(frozen=True, slots=True)
class Hint:
    """An application that is, or looks like, one of the same matter; ``told_same``: it says so itself."""

    person: PersonId
    listing: int
    likenesses: tuple[Likeness, ...]
    told_same: bool
    course: CourseThere
    sameness: Sameness | None
    case: str


def deaths(s: Situation) -> Iterator[Death]:
    """Of members, by any other case, as long as something may still be decided on them."""
    if s.case.stage in OVER:
        return
    dead = frozenset(known_dead(s))
    for person in s.case.asked.members:
        died = s.homes.get(person, NOBODY).died
        if died is not None:
            yield Death(person, died, person not in dead)


def others(s: Situation) -> Iterator[tuple[PersonId, int]]:
    """With how many persons who are not listed each member lives."""
    if s.case.stage in OVER:
        return iter(())
    counted = ((one, len(unlisted(s, one))) for one in s.case.asked.members)
    return (one for one in counted if one[1])


def years(s: Situation) -> Iterator[Year]:
    """This year of each member, then of the household; nothing once the application is over."""
    if s.case.stage in OVER:
        return
    for person in s.case.asked.members:
        yield _year(s, person, {person: s.accounts[person]} if person in s.accounts else {})
    yield _year(s, None, household(s))


def _year(s: Situation, person: PersonId | None, accounts: Accounts) -> Year:
    granted = [one for one in distinct(accounts, "").values() if one.booked == s.today.year]
    total = Money(sum(one.amount.fen for one in granted))
    return Year(person, len({one.case for one in granted}), total)


def cases(s: Situation) -> tuple[str, ...]:
    """The other applications there is something to tell of: nothing to one that came to nothing."""
    if course(s.case) is CourseThere.ENDED:
        return ()
    return tuple(dict.fromkeys(one.listing.case for one in chain(near(s), far(s))))


def hints(s: Situation, known: Mapping[str, Case]) -> Iterator[Hint]:
    """Each of them, with what became of it (``known``)."""
    for one in chain(near(s), far(s)):
        case = one.listing.case
        if case not in known:
            continue
        yield Hint(
            person=one.person,
            listing=one.place,
            likenesses=one.likenesses,
            told_same=not one.likenesses,
            course=course(known[case]),
            sameness=judged(s, case),
            case=case,
        )


def course(case: Case) -> CourseThere:
    """What became of an application."""
    if case.stage is Stage.CLOSED and case.ending not in DECIDED:
        return CourseThere.ENDED
    decided = case.approval is not None or case.stage in (Stage.REFUSED, Stage.CLOSED)
    return CourseThere.DECIDED if decided else CourseThere.OPEN

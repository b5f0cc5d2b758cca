"""What is known of a person everywhere: alive or dead, which applications list them, who lives with them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain.account.account import Accounts, PersonAccount, distinct, ever
from domain.account.known import (
    DeathKnown,
    DeathWithdrawn,
    HomeFact,
    MattersCompared,
    Parting,
    PersonListed,
    PersonsJoined,
    PersonsParted,
)
from domain.ground.declared import carries
from domain.ground.facts import unfolded
from domain.ground.matter import Likeness, Matter, Sameness
from domain.ground.people import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An application that lists a person, since when, what it is about, and who else is listed."""

    case: str
    on: date
    matter: Matter
    others: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody a person lives with, or lived with ``until`` a day; ``said``: the last day it was said
    that they do. ``died``: a death parted them, and takes nothing of what is shared.
    """

    other: PersonId
    until: date | None = None
    said: date | None = None
    died: bool = False

    @property
    def living(self) -> bool:
        """Whether they live together."""
        return self.until is None

    def shares(self, day: date) -> bool:
        """Whether what was granted on a day to the one counts for the other.

        Since when they lived together nobody said: whatever came before they parted counts, so
        that no order of applications gives a year twice.
        """
        return self.until is None or self.died or day <= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two applications that somebody of a ``division`` compared, and a person the other one lists."""

    cases: frozenset[str]
    other: PersonId
    sameness: Sameness
    division: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What every case knows of a person; ``version`` counts the facts of the stream."""

    version: int = 0
    died: date | None = None
    listings: tuple[Listing, ...] = ()
    ties: tuple[Tie, ...] = ()
    compared: tuple[Compared, ...] = ()


NOBODY = Home()
"""Of whom nothing is known."""

Homes = Mapping[PersonId, Home]


def stream(person: PersonId) -> str:
    """The stream that holds what is known of a person."""
    return f"home-{person}"


def evolve(home: Home, fact: HomeFact) -> Home:
    """What is known after a fact."""
    version = home.version + 1
    match fact:
        case DeathKnown():
            return replace(home, version=version, died=fact.on)
        case DeathWithdrawn():
            return replace(home, version=version, died=None)
        case PersonListed():
            listings, ties = listed(home.listings, fact), tied(home.ties, fact)
            return replace(home, version=version, listings=listings, ties=ties)
        case PersonsJoined():
            return replace(home, version=version, ties=tied(home.ties, fact))
        case PersonsParted():
            return replace(home, version=version, ties=parted(home.ties, fact))
        case MattersCompared():
            return replace(home, version=version, compared=compared(home.compared, fact))
        case _:
            unfolded(fact, __name__)


def listed(before: tuple[Listing, ...], fact: PersonListed) -> tuple[Listing, ...]:
    """The applications that list a person; one that is said anew keeps its place."""
    new = Listing(case=fact.case, on=fact.on, matter=fact.matter, others=fact.others)
    if all(one.case != fact.case for one in before):
        return (*before, new)
    return tuple(_anew(one, new) if one.case == fact.case else one for one in before)


def _anew(before: Listing, new: Listing) -> Listing:
    """Of a matter said anew, those who are listed stay."""
    return replace(new, others=new.others or before.others)


def tied(before: tuple[Tie, ...], fact: PersonListed | PersonsJoined) -> tuple[Tie, ...]:
    """Those a person lives with now, too."""
    told = tuple(_said(tie, fact) for tie in before)
    known = {tie.other for tie in told if tie.living}
    new = (Tie(other, said=fact.on) for other in fact.others if other not in known)
    return (*told, *new)


def _said(tie: Tie, fact: PersonListed | PersonsJoined) -> Tie:
    """Of whom it is said again that they live together; who does, did not die."""
    if tie.other not in fact.others or not (tie.living or tie.died):
        return tie
    return Tie(tie.other, said=max(fact.on, tie.said or fact.on))


def parted(before: tuple[Tie, ...], fact: PersonsParted) -> tuple[Tie, ...]:
    """They live together no more; where they never did nothing is left of it.

    Whom a death parted shared everything to the end, so that a wrong day, or a death that was
    another's, leaves nobody a year of their own.
    """
    gone = frozenset(fact.others)
    if fact.parting is Parting.NEVER_TOGETHER:
        return tuple(tie for tie in before if tie.other not in gone or not tie.living)
    dead = fact.parting is Parting.DIED
    return tuple(
        replace(tie, until=fact.on, died=dead) if tie.living and tie.other in gone else tie
        for tie in before
    )


@carries("11 12 AMB-03 AMB-35", "What somebody shared with those they part from, and does no more.")
def takes_away(home: Home, fact: PersonsParted, others: Accounts, own: PersonAccount) -> bool:
    """Whether some grant that counts for them now, and is not their own, counts no more."""
    after = replace(home, ties=parted(home.ties, fact))
    theirs = {one: others[one] for one in fact.others if one in others}
    now, then = (distinct(together([one], theirs), "").keys() for one in (home, after))
    return bool(now - then - distinct({fact.person: own}, "").keys())


@carries("11 AMB-03", "Somebody said that they lived together after the day they are said to part.")
def said_otherwise(home: Home, fact: PersonsParted) -> bool:
    """Of whom it is said that they never did, it always was said."""
    never = fact.parting is Parting.NEVER_TOGETHER
    return any(
        never or (tie.said is not None and fact.on < tie.said)
        for tie in home.ties
        if tie.living and tie.other in fact.others
    )


def compared(before: tuple[Compared, ...], fact: MattersCompared) -> tuple[Compared, ...]:
    """What was found last of two applications stands."""
    cases = frozenset((fact.case, fact.other_case))
    new = Compared(cases=cases, other=fact.other, sameness=fact.sameness, division=fact.division)
    return (*(one for one in before if one.cases != cases), new)


def around(homes: Iterable[Home]) -> dict[PersonId, None]:
    """Everybody these persons live or lived with, and whoever else had one matter with them."""
    known = tuple(homes)
    ties = (tie.other for one in known for tie in one.ties)
    same = (two.other for one in known for two in one.compared if two.sameness is Sameness.SAME)
    return dict.fromkeys((*ties, *same))


@carries(
    "AMB-03 AMB-35",
    "What those whom these persons live or lived with were granted and still counts: the year's "
    "room follows the household, and used room its members.",
)
def together(homes: Iterable[Home], others: Accounts) -> Accounts:
    """Only of others' own applications: what third persons were granted who live with those is none
    of it.
    """
    ties: dict[PersonId, list[Tie]] = {}
    for tie in (tie for one in homes for tie in one.ties if tie.other in others):
        ties.setdefault(tie.other, []).append(tie)
    return {
        person: replace(
            others[person],
            grants=tuple(
                grant for grant in others[person].grants if any(t.shares(grant.on) for t in mine)
            ),
        )
        for person, mine in ties.items()
    }


@carries("12", "The case that relieved what somebody found to be the same matter, told otherwise.")
def found_same(
    homes: Iterable[Home],
    accounts: Accounts,
    case: str,
    counts: Callable[[date], bool] = ever,
    but: frozenset[str] = frozenset(),
) -> str | None:
    """``counts``: whether a grant of a day does; ``but``: cases that do not."""
    for one in (two for home in homes for two in home.compared):
        if case not in one.cases or one.sameness is not Sameness.SAME:
            continue
        (elsewhere,) = one.cases - {case}
        if elsewhere in but:
            continue
        held = accounts.get(one.other, PersonAccount()).standing
        helped = (one for one in held if one.case == elsewhere and one.beneficiary)
        if any(counts(one.on) for one in helped):
            return elsewhere
    return None


@dataclass(frozen=True, slots=True)
class AlikeFile:
    """An application of others that shares a value with one, and a person it lists."""

    person: PersonId
    case: str
    likenesses: tuple[Likeness, ...]

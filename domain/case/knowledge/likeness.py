"""第十二条: applications that look alike are compared by a person, whatever county has them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from domain.account.home import NOBODY, AlikeFile, Compared, Listing
from domain.account.home import stream as home_stream
from domain.account.known import MattersCompared, PersonsJoined
from domain.case.knowledge import commands as c
from domain.case.knowledge import facts as e
from domain.case.knowledge.households import one_household
from domain.case.situation import Situation
from domain.case.state import WHILE_OPEN
from domain.case.words import happened_by_today
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.matter import Likeness, Sameness
from domain.ground.people import PersonId
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, Reasons, reason
from domain.ground.rows import Change, Rule, Rules
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.ground.words import said

Naming = c.JudgeLikeness | c.JoinHousehold


@dataclass(frozen=True, slots=True)
class Alike:
    """An application that looks like this one: the how-manieth that lists a person.

    No ``likenesses`` where it says itself that it is of the same matter.
    """

    person: PersonId
    place: int
    listing: Listing
    likenesses: tuple[Likeness, ...]


def near(s: Situation) -> Iterator[Alike]:
    """Of persons listed here as well, of a matter that says itself to be this one or looks alike: each
    application once.
    """
    matter, seen = s.case.asked.matter, {s.case.id}
    for person in s.case.asked.members:
        for place, one in enumerate(s.homes.get(person, NOBODY).listings, start=1):
            found = None if one.case in seen else matter.compares(one.matter)
            if found is not None:
                seen.add(one.case)
                yield Alike(person, place, one, found)


def some_near(s: Situation) -> bool:
    """Some application of a person listed here looks alike."""
    return any(one.likenesses for one in near(s))


def far(s: Situation) -> Iterator[Alike]:
    """Of nobody listed here, by telephone or account, or of one house, cause and day: each application
    once.
    """
    members = (s.homes.get(person, NOBODY) for person in s.case.asked.members)
    seen = {one.case for home in members for one in home.listings}
    for found in s.alike:
        listings = s.homes.get(found.person, NOBODY).listings
        for place, one in enumerate(listings, start=1):
            likenesses = _shared(s, found, one)
            if one.case == found.case and one.case not in seen and likenesses:
                yield Alike(found.person, place, one, likenesses)


def _shared(s: Situation, found: AlikeFile, one: Listing) -> tuple[Likeness, ...]:
    """What they share that tells something: one house alone does not, years and neighbours share it."""
    of_one_day = s.case.asked.matter.of_one_day(one.matter)
    return tuple(two for two in found.likenesses if two is not Likeness.ADDRESS or of_one_day)


def of_one_house(s: Situation) -> tuple[Reason, ...]:
    """What somebody not listed here applied for, of this very house, cause and day, and nobody compared.

    Told at the counter; nothing waits for it.
    """
    found = (one for one in far(s) if Likeness.ADDRESS in one.likenesses and _unsettled(s, one))
    return _open(found, Code.LIKENESS_OF_HOUSE)


def judged(s: Situation, other: str) -> Sameness | None:
    """What was found of this application and another, by whichever office."""
    found = verdict(s, other)
    return None if found is None else found.sameness


def verdict(s: Situation, other: str) -> Compared | None:
    """The verdict upon this application and another that stands."""
    pair = frozenset((s.case.id, other))
    every = (two for one in s.homes.values() for two in one.compared)
    return next((two for two in every if two.cases == pair), None)


SETTLED = frozenset({Sameness.SAME, Sameness.ANOTHER})


@since(3)
@carries("12", "What looks like a matter that these persons applied for was compared by a person.")
def likeness_judged(s: Situation) -> tuple[Reason, ...]:
    return _open(one for one in near(s) if one.likenesses and _unsettled(s, one))


@since(3)
@carries("12", "What these persons applied for of this very matter was looked at by a person.")
def same_judged(s: Situation) -> tuple[Reason, ...]:
    """It is told and holds nothing back: what was relieved once bars the second relief by itself."""
    return _open(one for one in near(s) if not one.likenesses and _unsettled(s, one))


def _unsettled(s: Situation, one: Alike) -> bool:
    return judged(s, one.listing.case) not in SETTLED


def _open(those: Iterable[Alike], code: Code = Code.LIKENESS_OPEN) -> tuple[Reason, ...]:
    return tuple(reason(code, "12", person=one.person, listing=one.place) for one in those)


def named(s: Situation, command: Naming) -> Alike | None:
    """The application that is compared."""
    wanted = (command.person, command.listing)
    return next((one for one in chain(near(s), far(s)) if (one.person, one.place) == wanted), None)


@since(3)
@carries("12", "What is compared looks alike.")
def looks_alike(s: Situation, command: Naming) -> Reason | None:
    if named(s, command) is not None:
        return None
    return reason(Code.LIKENESS_UNKNOWN, "12", "listing")


@since(3)
@carries(
    "12 30", "That two are of one matter is taken back by who found it, or above, and another hand."
)
def overturns_none(s: Situation, command: c.JudgeLikeness) -> Reason | None:
    """Of the same office or a county over it; and nobody who recorded anything in the file."""
    found = named(s, command)
    stands = None if found is None else verdict(s, found.listing.case)
    if stands is None or Sameness.SAME not in {stands.sameness} - {command.sameness}:
        return None
    if not stands.division.startswith(s.officer.division):
        return reason(Code.VERDICT_STANDS, "12", "sameness")
    if not s.officer.ids.isdisjoint(s.case.hands.recorded):
        return reason(Code.DUTIES_NOT_SEPARATE, "30", "sameness", did=Deed.RECORDED.value)
    return None


def compared(s: Situation, command: c.JudgeLikeness) -> tuple[Change, ...]:
    """Known to both applications, in the account of somebody of each."""
    other = named(s, command)
    if other is None:
        raise ValueError("nothing looks alike")
    asked = s.case.asked
    fact = e.LikenessJudged(
        on=s.today,
        person=command.person,
        listing=command.listing,
        likenesses=other.likenesses,
        sameness=command.sameness,
        findings=command.findings.bound(asked.applicant),
        evidence=tuple(command.evidence),
    )
    there = other.listing.case
    here = command.person if command.person in asked.members else asked.applicant
    sides = {command.person: (there, here, s.case.id), here: (s.case.id, command.person, there)}
    return (Change(fact), *(_side(s, command, who, *told) for who, told in sides.items()))


def _side(
    s: Situation, command: c.JudgeLikeness, who: PersonId, case: str, other: PersonId, there: str
) -> Change:
    fact = MattersCompared(
        on=s.today,
        person=who,
        case=case,
        other=other,
        other_case=there,
        sameness=command.sameness,
        division=s.officer.division,
    )
    return Change(fact, home_stream(who))


@since(3)
@carries(
    "11 AMB-03", "Whoever lives with somebody outside both applications parts from them first."
)
def free_to_join(s: Situation, command: c.JoinHousehold) -> Reasons:
    both = frozenset((*s.case.asked.members, *joined_by(s, command)))
    return tuple(
        reason(Code.IN_TWO_HOUSEHOLDS, "11", "person", person=one, others=len(out))
        for one in sorted(both)
        if (
            out := [
                tie.other
                for tie in s.homes.get(one, NOBODY).ties
                if tie.living and tie.other not in both
            ]
        )
    )


def joined_by(s: Situation, command: c.JoinHousehold) -> tuple[PersonId, ...]:
    """Those of the other application who are not listed here, and live there to this day: whoever
    parted since, or died, is none of them.
    """
    other = named(s, command)
    if other is None:
        return ()
    living = {tie.other for tie in s.homes.get(other.person, NOBODY).ties if tie.living}
    every = (other.person, *(one for one in other.listing.others if one in living))
    return tuple(
        one
        for one in every
        if one not in s.case.asked.members and s.homes.get(one, NOBODY).died is None
    )


@since(3)
@carries("11", "Who is said to live together was not listed together already.")
def somebody_joins(s: Situation, command: c.JoinHousehold) -> Reason | None:
    if named(s, command) is None or joined_by(s, command):
        return None
    return reason(Code.LIKENESS_UNKNOWN, "11", "listing")


def joined(s: Situation, command: c.JoinHousehold) -> tuple[Change, ...]:
    """One household since a day: everybody's account knows of everybody else."""
    members, others = s.case.asked.members, joined_by(s, command)
    every = (*members, *others)
    fact = e.HouseholdJoined(
        on=command.joined_on,
        person=command.person,
        listing=command.listing,
        others=len(others),
        findings=command.findings.bound(s.case.asked.applicant),
        evidence=tuple(command.evidence),
    )
    known = (
        PersonsJoined(
            on=command.joined_on,
            person=one,
            case=s.case.id,
            others=tuple(other for other in every if other != one),
        )
        for one in every
    )
    return (Change(fact), *(Change(one, home_stream(one.person)) for one in known))


RULES: Rules = {
    c.JudgeLikeness: Rule(
        article="12",
        by=(Post.CASEWORKER, Post.COUNTY_CHECKER),
        hand=Deed.RECORDED,
        reads=(Stream.HOMES, Stream.ALIKE),
        writes=(Stream.CASE, Stream.HOMES),
        address="likenesses",
        awaited=True,
        lifts=(likeness_judged,),
        stages=WHILE_OPEN | {Stage.CLOSED},
        checks=(looks_alike, overturns_none, *said("findings", "evidence")),
        facts=compared,
        brings=(e.LikenessJudged, MattersCompared),
    ),
    c.JoinHousehold: Rule(
        article="11",
        by=(Post.CASEWORKER, Post.COUNTY_CHECKER),
        hand=Deed.RECORDED,
        reads=(Stream.HOMES, Stream.ALIKE),
        writes=(Stream.CASE, Stream.HOMES),
        address="household",
        awaited=True,
        turn=some_near,
        lifts=(one_household,),
        stages=WHILE_OPEN,
        checks=(
            looks_alike,
            somebody_joins,
            free_to_join,
            happened_by_today("joined_on"),
            *said("findings", "evidence"),
        ),
        facts=joined,
        brings=(e.HouseholdJoined, PersonsJoined),
    ),
}

"""Who leaves takes no used room along, unless a number was mistyped: then it never was this household's."""

from collections.abc import Iterator

from domain.account.account import distinct, same_matter
from domain.account.home import NOBODY
from domain.account.home import stream as home_stream
from domain.account.known import Parting, PersonsParted
from domain.case.amendment import commands as c
from domain.case.amendment.again import HOUSE, household, stands
from domain.case.amendment.fold import meant
from domain.case.knowledge.households import partings, who_parted
from domain.case.situation import Situation
from domain.case.state import Asked
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.people import PersonId
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change

Amending = c.AmendApplication | c.CorrectApplication
BY_TWO_HANDS = ("mistaken", "parted", "alive")
"""What of an application no one hand says anew, and what two hands say before the examination, too."""


@since(3)
@carries(HOUSE, "Who was listed by mistake leaves.")
def mistaken_leave(s: Situation, command: Amending) -> tuple[Reason, ...]:
    told = command.changes
    return tuple(
        reason(Code.FIELD_INVALID, HOUSE, f"changes.mistaken.{place}", fault="stays-listed")
        for place, person in enumerate(told.mistaken)
        if person not in told.left
    )


@since(3)
@carries(
    HOUSE, "What takes back what was known of persons is said with its proof, and by two hands."
)
def proven_mistaken(s: Situation, command: c.AmendApplication) -> Reason | None:
    told = command.changes
    field = next((name for name in BY_TWO_HANDS if getattr(told, name)), None)
    if field is None:
        return None
    return reason(Code.FIELD_INVALID, HOUSE, f"changes.{field}", fault="by-two-hands")


@since(3)
@carries("11 12 AMB-03 AMB-35", "No grant that counts now counts any less afterwards.")
def mints_no_room(s: Situation, command: Amending) -> tuple[Reason, ...]:
    return room_minted(s, meant(s.case, command.changes))


@carries(
    "11 12", "Whose number was mistyped, or who never lived here, used no room of this household."
)
def room_minted(s: Situation, asked: Asked) -> tuple[Reason, ...]:
    """By whom leaves, or by another matter than the one that was relieved already."""
    stay = frozenset(household(s, asked))
    never = {one for one in asked.left if one in asked.mistaken or never_lived_here(s, asked, one)}
    theirs = {person: held for person, held in s.accounts.items() if person not in never}
    kept = {person: held for person, held in theirs.items() if person in stay}
    own, found = s.case.id, list[Reason]()
    if distinct(theirs, own).keys() - distinct(kept, own).keys():
        found.append(reason(Code.ROOM_MINTED, "11", "changes.left"))
    matter, after = s.case.asked.matter, stands(s, asked).matter
    relieved = same_matter(theirs, matter, own)
    if relieved is not None and same_matter(theirs, after, own) is None:
        found.append(reason(Code.ROOM_MINTED, "12", "changes.incident"))
    return tuple(found)


@carries(
    "11", "A person found that they never lived with anybody who stays: on record, upon proof."
)
def never_lived_here(s: Situation, asked: Asked, person: PersonId) -> bool:
    """This application joined them to the others; whom nothing joins now never lived together."""
    known = s.homes.get(person, NOBODY)
    stay = frozenset(s.case.asked.members) - frozenset(asked.left)
    joined = frozenset(
        other for one in known.listings if one.case == s.case.id for other in one.others
    )
    return bool(stay) and stay <= joined and stay.isdisjoint(tie.other for tie in known.ties)


@since(3)
@carries(
    "11 14.1", "Whoever parted is listed here, and lived with somebody not listed, until a day."
)
def parted_right(s: Situation, command: c.CorrectApplication) -> tuple[Reason, ...]:
    told = command.changes.parted
    if told is None:
        return ()
    found = list(who_parted(s, told, "changes.parted."))
    if not told.persons:
        found.append(reason(Code.FIELD_MISSING, "11", "changes.parted.persons"))
    if told.parted_on > s.today:
        at = "changes.parted.parted_on"
        found.append(reason(Code.DATE_IN_FUTURE, field=at, day=told.parted_on, today=s.today))
    return tuple(found)


def parted_by_two(s: Situation, asked: Asked) -> tuple[Change, ...]:
    """Both sides' accounts know who parted from whom, as one found and another agreed."""
    told = () if asked.parted is None else partings(s, asked.parted)
    return tuple(Change(fact, home_stream(fact.person)) for fact in told)


@carries("11 AMB-35", "Whose number was mistyped shares nothing with whoever is listed here.")
def parted_for_good(s: Situation, asked: Asked) -> tuple[Change, ...]:
    """Both sides are told, so that neither's room follows the other."""
    sides: dict[PersonId, list[PersonId]] = {}
    for one, other in strangers(s, asked):
        sides.setdefault(one, []).append(other)
        sides.setdefault(other, []).append(one)
    return tuple(
        Change(
            PersonsParted(
                on=s.today,
                person=person,
                case=s.case.id,
                others=tuple(others),
                parting=Parting.NEVER_TOGETHER,
            ),
            home_stream(person),
        )
        for person, others in sides.items()
    )


def strangers(s: Situation, asked: Asked) -> Iterator[tuple[PersonId, PersonId]]:
    """Each whose number was mistyped, with each listed here they are thought to live with."""
    listed = frozenset((*s.case.asked.members, *s.case.asked.died)) - frozenset(asked.mistaken)
    for person in asked.mistaken:
        ties = s.homes.get(person, NOBODY).ties
        yield from ((person, tie.other) for tie in ties if tie.living and tie.other in listed)

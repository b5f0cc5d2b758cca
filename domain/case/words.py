"""Checks of days and visits that several chapters share."""

from collections.abc import Callable
from datetime import date
from typing import Any

from domain.case.records import Helper
from domain.case.situation import Situation
from domain.ground.declared import carries, internal
from domain.ground.duties import Deed, clash
from domain.ground.editions import since
from domain.ground.names import folded, seen
from domain.ground.people import PersonId, Private, unsaid
from domain.ground.refusal import Code, Reason, gather, reason
from domain.ground.rows import Check
from domain.registers.officers.staffing import in_post


def happened_by_today(
    field: str, since: Callable[[Situation], date | None] = lambda s: None
) -> Check:
    """A check of a day, by the name of its field; ``since`` is the day it follows."""

    @internal(
        "A reported day is not in the future, nor before what it follows.",
        name=f"happened_by_today({field})",
    )
    def check(situation: Situation, command: Any) -> Reason | None:
        day = getattr(command, field)
        if day is None:
            return None
        if day > situation.today:
            return reason(Code.DATE_IN_FUTURE, field=field, day=day, today=situation.today)
        earliest = since(situation)
        if earliest is not None and day < earliest:
            return reason(Code.DATE_TOO_EARLY, field=field, day=day, earliest=earliest)
        return None

    return check


def those_visiting(command: Any) -> tuple[str, ...]:
    """The officers of a visit by their ids, each once."""
    return tuple(dict.fromkeys(map(folded, command.visitors)))


def those_helping(situation: Situation, helpers: tuple[Helper, ...]) -> tuple[Helper, ...]:
    """The helpers of a visit, each once; their names are kept as long as the file they stand in."""
    applicant = situation.case.asked.applicant
    return tuple(
        Helper(person=person, name=name.bound(applicant))
        for person, name in {one.person: one.name for one in helpers}.items()
    )


@since(2)
@internal("A visit is made by at least as many as the office requires, each counted once.")
def enough_visitors(situation: Situation, command: Any) -> Reason | None:
    """One of them is an officer; the others may be helpers of the village's committee where it
    helps.
    """
    fewest, pack, day = "visitors_min", situation.pack, situation.today
    needed = pack.count(fewest, day) if pack.has(fewest, day) else 1
    helping = {helper.person for helper in getattr(command, "helpers", ())}
    officers = {situation.officers.human(id) for id in those_visiting(command)}
    if not officers or len(officers) + len(helping) < needed:
        return reason(Code.FIELD_INVALID, field="visitors", needed=needed)
    return None


@since(3)
@internal("Who made a visit is told once each: a name told twice may stand for somebody left out.")
def told_once(situation: Situation, command: Any) -> tuple[Reason, ...]:
    """Where those who are left are too few, that is what is said."""
    if enough_visitors(situation, command) is not None:
        return ()
    helpers = [one.person for one in getattr(command, "helpers", ())]
    told = {"visitors": [folded(id) for id in command.visitors], "helpers": helpers}
    return tuple(
        reason(Code.FIELD_INVALID, field=field, fault="told-twice")
        for field, ids in told.items()
        if len(set(ids)) < len(ids)
    )


@since(2)
@carries(
    "30", "Who goes along holds a post there on the day of the visit; who records it is let in."
)
def visitors_known(situation: Situation, command: Any) -> tuple[Reason, ...]:
    register, place = situation.officers, situation.case.asked.township
    day = getattr(command, "visited_on", situation.today)
    return tuple(
        reason(Code.OFFICER_UNKNOWN, "30", "visitors", place=number)
        for number, id in enumerate(those_visiting(command), start=1)
        if id != situation.officer.id and not in_post(register, id, place, day)
    )


@carries(
    "30",
    "Somebody from outside, known by name: not of the family, and no officer written as a name.",
)
def outsider(
    situation: Situation, person: PersonId, name: Private, field: str, day: date
) -> Reason | None:
    if person in situation.case.asked.members:
        return reason(Code.NOT_AN_OUTSIDER, "30", field)
    told = name.reveal()
    by_id = seen(told) in map(seen, situation.officer.ids) or situation.officers.called(told)
    if by_id or named_like_one_here(situation, person, day):
        return reason(Code.FIELD_INVALID, "30", field, fault="officer-by-name")
    return None


@carries(
    "30",
    "Who is called like an officer in post there, or with a hand in the case, is taken for them.",
)
def named_like_one_here(situation: Situation, person: PersonId, day: date) -> bool:
    """Duties follow humans: whoever bears the name is named by id, or another is asked."""
    register, place = situation.officers, situation.case.asked.township
    id = register.whose_name(person)
    if id is None:
        return False
    ids = register.human(id)
    known = any(in_post(register, one, place, on) for one in ids for on in (day, situation.today))
    return known or not ids.isdisjoint(situation.officer.ids) or had_a_hand(ids, situation)


def had_a_hand(ids: frozenset[str], situation: Situation) -> bool:
    """Whether a human did anything in the case that is told apart from other deeds."""
    hands = situation.case.hands
    return any(not ids.isdisjoint(getattr(hands, deed)) for deed in Deed)


@since(2)
@carries(
    "30", "Who helps on a visit is named, is of another family, and is not an officer under a name."
)
def helpers_are_outsiders(situation: Situation, command: Any) -> tuple[Reason, ...]:
    day: date = getattr(command, "visited_on", situation.today)
    found = [
        reason(Code.FIELD_MISSING, field="helpers")
        if unsaid(one.name)
        else outsider(situation, one.person, one.name, "helpers", day)
        for one in command.helpers
    ]
    return gather(found)


@since(2)
@carries(
    "30", "Whoever goes along on a visit has no other hand in the case, just as who reports it."
)
def visitors_apart(situation: Situation, command: Any) -> Reason | None:
    kept = situation.row.apart
    for visitor in those_visiting(command):
        did = clash(kept, situation.officers.human(visitor), situation.case.hands)
        if did is not None:
            return reason(Code.DUTIES_NOT_SEPARATE, "30", "visitors", did=did.value)
    return None


@since(2)
@carries("公务员法§76", "Whoever goes along on a visit is no kin of the family.")
def visitors_unrelated(situation: Situation, command: Any) -> Reason | None:
    family = situation.case.asked.members
    for visitor in those_visiting(command):
        if not situation.officers.kin(visitor).isdisjoint(family):
            return reason(Code.KIN_CONCERNED, "公务员法§76", "visitors")
    return None

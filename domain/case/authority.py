"""Who may do what, where, and who may not because of what they already did in this case.

Asked of the row of the command. The authority returned is stored with every fact.
"""

from datetime import date
from functools import lru_cache

from domain.case.records import Changes, Member
from domain.case.state import Case
from domain.case.table import POWERS, RULES
from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.duties import NOTHING, Deed, clash
from domain.ground.editions import DEAD_STAY_KIN, RULES_EDITION
from domain.ground.facts import Authority
from domain.ground.people import PersonId
from domain.ground.places import Places
from domain.ground.posts import (
    ADMINISTRATORS,
    CITY,
    COUNTY,
    LEVEL,
    SYSTEM,
    TOWNSHIP,
    Appointment,
    Officer,
    Post,
    Power,
    city_for,
    reaches,
    serving,
)
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Rule
from domain.law.clauses import by_own_law
from domain.law.pack import Pack
from domain.registers.delegations.state import Delegations
from domain.registers.officers.staffing import excused
from domain.registers.officers.state import Officers

__all__ = [
    "ACCESS_LOG_READERS",
    "ADMINISTRATORS",
    "CITY",
    "COUNTY",
    "DUTY_POSTS",
    "LEVEL",
    "POWERS",
    "REVEALERS",
    "SYSTEM",
    "TOWNSHIP",
    "Officer",
    "Post",
    "Power",
    "authorise",
    "city_for",
    "reaches",
]

REVEALERS = frozenset(
    {
        Post.CASEWORKER,
        Post.TOWNSHIP_LEADER,
        Post.COUNTY_CHECKER,
        Post.APPROVER,
        Post.FINANCE,
        Post.AUDITOR,
    }
)
"""Who may ask for clear values, or for a person, in the territory they read (internal)."""

ACCESS_LOG_READERS = frozenset({Post.AUDIT_ADMIN})
"""Who may ask who looked (internal, GB/T 22239 level 3)."""

DUTY_POSTS = {
    "caseworker": Post.CASEWORKER,
    "township-leader": Post.TOWNSHIP_LEADER,
    "county-checker": Post.COUNTY_CHECKER,
    "approver": Post.APPROVER,
    "finance": Post.FINANCE,
    "applicant": Post.CASEWORKER,
}
"""Whose worklist a limit stands on: what an applicant owes, the caseworker reminds them of."""


PLACES = ("township", "division")
"""What commands call the place that they are given in."""

NONE_GRANTED = Delegations()


@carries(
    "4 18 30 公务员法§76",
    "The power by which an officer gives a command about a case of ``place``.",
)
def authorise(
    command: Command,
    officer: Officer,
    place: str,
    case: Case,
    day: date,
    delegations: Delegations = NONE_GRANTED,
    pack: Pack | None = None,
    officers: Officers | None = None,
    places: Places | None = None,
) -> Authority | tuple[Reason, ...]:
    """Cited as the law of the place has it, where ``pack`` says which that is.

    Territory comes first, so that an outsider learns nothing else about the case; then a post in
    force on ``day``; then kin and what the officer already did in this case. ``officers`` say how
    many are in post, where that decides whether one person may do two things; ``places`` whose
    division is no more: they do nothing.
    """
    row = RULES[type(command)]
    power = row.power
    if places is not None:
        here = serving(officer, places, day)
        if here is None:
            return _refused(division_gone(officer, places, day), pack)
        officer = here
    held = competent(power, officer, place, day)
    if held is None:
        why = another_office(row, officer, place, case)
        why = why or incompetent(power, officer, place, named_by(command, place, case))
        return _refused(why, pack)
    if officer.kin and not officer.kin.isdisjoint(concerned(command, case)):
        return _refused(reason(Code.KIN_CONCERNED, "公务员法§76"), pack)
    joined = _excused(row, officer.ids, held[0], officers, place, day)
    did = clash(row.apart, officer.ids, case.hands, joined)
    if did is not None:
        return _refused(reason(Code.DUTIES_NOT_SEPARATE, "30", did=did.value), pack)
    mandate = _mandate(case, day, delegations) if row.under_delegation else None
    article = power.article if pack is None else pack.cited(power.article)
    return _authority(*held, article, mandate)


def division_gone(officer: Officer, places: Places, day: date) -> Reason:
    """Whoever holds posts in divisions that are no more, and nowhere else, does nothing."""
    division = officer.division
    after = places.standing(division, day)
    facts = {} if after == division else {"successor": after}
    return reason(Code.DIVISION_ENDED, "行政诉讼法§26", division=division, **facts)


@carries(
    "30", "What may have been done all the same: by a caseworker, the only approver of a county."
)
def _excused(
    row: Rule, who: frozenset[str], post: str, officers: Officers | None, place: str, day: date
) -> frozenset[Deed]:
    if officers is None:
        return NOTHING
    return excused(officers, who, post, place, day, row.short_handed)


def _refused(why: Reason, pack: Pack | None) -> tuple[Reason, ...]:
    return (why,) if pack is None else by_own_law(pack, (why,))


def place_in(row: Rule, case: Case) -> str:
    """The township a command about a case is given in: the one that has it, or the one it is offered to."""
    receiver = case.receiver if row.receives else None
    return receiver or case.asked.township


@carries(
    "15 27", "What a township may not do any more, or not yet, with a file that changes hands."
)
def another_office(row: Rule, officer: Officer, place: str, case: Case) -> Reason | None:
    if case.application is None or reaches(officer, place):
        return None
    here, article = case.application.township, row.power.article
    if reaches(officer, here):
        return reason(Code.NOT_THE_RECEIVER, article, division=place)
    if case.receiver is not None and reaches(officer, case.receiver):
        return reason(Code.NOT_TAKEN_OVER, article, division=here)
    if any(reaches(officer, one.township) for one in case.formerly):
        return reason(Code.TAKEN_OVER, article, division=here)
    return None


def named_by(command: Command, place: str, case: Case) -> str | None:
    """The field of a command that says where it is given, where no case says it."""
    if case.application is not None:
        return None
    return next((one for one in PLACES if getattr(command, one, None) == place), None)


def incompetent(power: Power, officer: Officer, place: str, field: str | None = None) -> Reason:
    """Whether the officer has no say in that place at all (``field`` names it), or only none in this."""
    if not reaches(officer, place):
        return reason(Code.OUT_OF_JURISDICTION, power.article, field)
    people = [one.value for one in power.posts if one is not Post.SYSTEM]
    needed = ",".join(people or [one.value for one in power.posts])
    return reason(Code.POST_NOT_COMPETENT, power.article, posts=needed)


@lru_cache(maxsize=4096)
def _authority(
    post: str, division: str, appointment: str | None, article: str, delegation: str | None
) -> Authority:
    """Made once for each officer's post and article: authority is asked for very often."""
    return Authority(post, division, article, delegation, appointment)


Held = tuple[str, str, str | None]
"""A post as it is held: its name, the division, the number of the appointment."""


def competent(power: Power, officer: Officer, place: str, day: date) -> Held | None:
    """The first competent post the officer really holds, at its level, there and on that day.

    Whoever administers holds no other post, whatever else a list of posts may say.
    """
    if officer.appointments:
        return _appointed(power, officer.appointments, place, day)
    held = officer.posts & ADMINISTRATORS or officer.posts
    division = officer.division
    for post, level, _ in power.needs:
        if post in held and level == len(division) and place.startswith(division):
            return post.value, division, None
    return None


def _appointed(
    power: Power, appointments: tuple[Appointment, ...], place: str, day: date
) -> Held | None:
    for post, level, administrator in power.needs:
        for one in appointments:
            division = one.division
            if one.post is post and place.startswith(division) and len(division) == level:
                if not one.in_force(day):
                    continue
                if not administrator and len(appointments) > 1 and administers(appointments, day):
                    return None
                return post.value, division, one.number
    return None


def administers(appointments: tuple[Appointment, ...], day: date) -> bool:
    """Whether one of them is an administrator's post, in force on a day."""
    return any(one.post in ADMINISTRATORS and one.in_force(day) for one in appointments)


def concerned(command: Command, case: Case, edition: int = RULES_EDITION) -> tuple[PersonId, ...]:
    """Whose matter it is: who is named in the application, in the one being handed in, or is to be; and
    who was until they died, so that no death lets their kin act.
    """
    members: tuple[Member, ...] = getattr(command, "members", ())
    if case.application is None:
        return tuple(member.person for member in members)
    named = case.asked_for.named if case.asked_for is not None else ()
    changes: Changes | None = getattr(command, "changes", None)
    added = () if changes is None else tuple(member.person for member in changes.members)
    died = case.application.died if edition >= DEAD_STAY_KIN else ()
    known: PersonId | None = getattr(command, "known", None)
    if known is not None:
        added = (*added, known)
    return (*case.application.members, *case.application.also, *died, *named, *added)


@carries("18.2.1", "The number of the delegation a township decides under.")
def _mandate(case: Case, day: date, delegations: Delegations) -> str | None:
    if case.urgent_kind is None:
        return None
    found = delegations.covering(case.asked.township, case.urgent_kind, day)
    return None if found is None else found.number

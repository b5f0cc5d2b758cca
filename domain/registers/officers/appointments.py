"""任用与解除: who gives and ends which posts (internal rules: three administrators, apart)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.names import OFFICER_ID, TYPED, folded, nameable
from domain.ground.posts import ADMINISTRATORS, CITY, LEVEL, SYSTEM, Appointment, Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Check, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.ground.words import said
from domain.registers.officers import commands as c
from domain.registers.officers.facts import AppointmentEnded, OfficerAppointed
from domain.registers.officers.situation import Situation

APART = "内部§三员分立"
KIN = "公务员法§76"

WORKING = frozenset(Post) - ADMINISTRATORS - {Post.SYSTEM}
"""The posts of the procedure and of its supervision."""

BESIDE_CASES = stages(Stage.UNKNOWN)


@since(2)
@carries(
    APART,
    "An officer's id has its one spelling, and nobody is called like the system's own doings.",
)
def officer_nameable(s: Situation, command: Command) -> Reason | None:
    if OFFICER_ID.fullmatch(command.case) and nameable(command.case):
        return None
    fault = "name-reserved" if TYPED.fullmatch(command.case) else "not-an-officer-id"
    return reason(Code.FIELD_INVALID, APART, "officer", fault=fault)


@carries(APART, "Nobody appoints, ends, clears or links themselves, under whichever id.")
def not_oneself(s: Situation, command: Command) -> Reason | None:
    return reason(Code.OWN_MATTER, APART) if folded(command.case) in s.officer.ids else None


@since(3)
@carries(KIN, "Nobody gives or takes away a post of their kin, whichever of the two declared it.")
def not_of_kin(s: Situation, command: Command) -> Reason | None:
    theirs, mine = s.officers.kin(command.case), s.officers.selves(s.officer.id)
    related = s.officer.kin & s.officers.selves(command.case) or theirs & mine
    return reason(Code.KIN_CONCERNED, KIN) if related else None


def post_among(posts: frozenset[Post]) -> Check:
    """A check of the post given: one of these."""

    @carries(APART, "Working posts and administrators' posts are given by different hands.")
    def post_is_theirs_to_give(s: Situation, command: c.AppointOfficer) -> Reason | None:
        if command.post in posts:
            return None
        known = ",".join(sorted(posts))
        return reason(Code.FIELD_INVALID, APART, "post", fault="not-in-list", allowed=known)

    return post_is_theirs_to_give


@carries(APART, "The division is there when it begins, and of the level of the post.")
def division_of_level(s: Situation, command: c.AppointOfficer) -> Reason | None:
    level = LEVEL.get(command.post, CITY)
    if s.places.find(command.division, max(s.today, command.valid_from)) is None:
        return reason(Code.DIVISION_UNKNOWN, APART, "division", division=command.division)
    if len(command.division) == level:
        return None
    return reason(
        Code.DIVISION_OF_OTHER_LEVEL,
        APART,
        "division",
        division=command.division,
        post=command.post.value,
        level=f"level-{level}",
    )


@carries(APART, "It does not end before it begins.")
def term_in_order(s: Situation, command: c.AppointOfficer) -> Reason | None:
    if command.valid_to is None or command.valid_from <= command.valid_to:
        return None
    return reason(Code.FIELD_INVALID, APART, "valid_to", fault="dates-out-of-order")


@since(3)
@carries(
    APART, "Whoever stands in for somebody holds that very post there, to a day they are back."
)
def deputises(s: Situation, command: c.AppointOfficer) -> tuple[Reason, ...]:
    """Nobody stands in for themselves, or for one who only stands in."""
    away, found = command.deputy_for, list[Reason]()
    if away is None:
        return ()
    if command.valid_to is None:
        found.append(reason(Code.FIELD_MISSING, APART, "valid_to"))
    own = () if folded(command.case) in s.officers.human(away) else s.officers.all_of(away)
    if not any(one.deputy_for is None and one.covers(appointment(command)) for one in own):
        found.append(reason(Code.NOBODY_TO_DEPUTISE, APART, "deputy_for"))
    return tuple(found)


@carries(APART, "An appointment's number is used once.")
def appointment_new(s: Situation, command: c.AppointOfficer) -> Reason | None:
    if s.officers.number_used(command.number):
        return reason(Code.APPOINTMENT_EXISTS, APART, "number", number=command.number)
    return None


@carries(APART, "An administrator holds no other post on any day, and nobody who does becomes one.")
def posts_compatible(s: Situation, command: c.AppointOfficer) -> Reason | None:
    new = appointment(command)
    for held in s.officers.all_of(command.case):
        apart = {held.post, new.post} & ADMINISTRATORS and held.post is not new.post
        if apart and held.meets(new):
            return reason(Code.POSTS_INCOMPATIBLE, APART, "post", held=held.post.value)
    return None


@carries(
    APART, "The system itself appoints one security administrator where nobody could appoint any."
)
def first_of_all(s: Situation, command: c.AppointAdministrator) -> Reason | None:
    if s.officer.id != SYSTEM.id:
        return None
    able = (Post.SECURITY_ADMIN, Post.CITY_OFFICER)
    if command.post is Post.SECURITY_ADMIN and not any(s.officers.anyone(p, s.today) for p in able):
        return None
    return reason(Code.ADMINISTRATOR_EXISTS, APART)


def appointment_known(posts: frozenset[Post]) -> Check:
    """A check of the appointment ended: it gives one of these posts."""

    @carries(APART, "Only what runs is ended, by those who could have given it.")
    def appointment_runs(s: Situation, command: c.EndAppointment) -> Reason | None:
        held = s.officers.appointment(command.case, command.number)
        over = held is None or (held.valid_to is not None and held.valid_to < s.today)
        if held is None or over or held.post not in posts:
            return reason(Code.APPOINTMENT_UNKNOWN, APART, "number", number=command.number)
        return None

    return appointment_runs


@carries(APART, "Nothing is ended for days that are past; an end is never put off.")
def ends_from_yesterday_on(s: Situation, command: c.EndAppointment) -> Reason | None:
    earliest = s.today - timedelta(days=1)
    if command.last_day < earliest:
        return reason(
            Code.DATE_TOO_EARLY, APART, "last_day", day=command.last_day, earliest=earliest
        )
    held = s.officers.appointment(command.case, command.number)
    if held is not None and held.valid_to is not None and command.last_day > held.valid_to:
        return reason(Code.FIELD_INVALID, APART, "last_day", fault="after-the-end")
    return None


def appointment(command: c.AppointOfficer) -> Appointment:
    """The appointment the words describe."""
    return Appointment(
        number=command.number,
        post=command.post,
        division=command.division,
        valid_from=command.valid_from,
        valid_to=command.valid_to,
        document=command.document,
        deputy_for=command.deputy_for,
    )


def appointed(s: Situation, command: c.AppointOfficer) -> tuple[Change, ...]:
    """任用."""
    fact = OfficerAppointed(
        on=s.today,
        number=command.number,
        officer=command.case,
        post=command.post,
        division=command.division,
        valid_from=command.valid_from,
        valid_to=command.valid_to,
        document=command.document,
        deputy_for=command.deputy_for,
    )
    return (Change(fact),)


def ended(s: Situation, command: c.EndAppointment) -> tuple[Change, ...]:
    """解除任用; whoever stands in for them does so no longer."""
    left = ((command.case, command.number), *standing_in(s, command))
    facts = (
        AppointmentEnded(
            on=s.today,
            number=number,
            officer=officer,
            last_day=command.last_day,
            document=command.document,
        )
        for officer, number in left
    )
    return tuple(map(Change, facts))


def standing_in(s: Situation, command: c.EndAppointment) -> Iterator[tuple[str, str]]:
    """Deputies in the post that ends, beyond its last day, and their appointments' numbers."""
    human = s.officers.human(command.case)
    own = [
        replace(one, valid_to=command.last_day) if one.number == command.number else one
        for one in s.officers.all_of(command.case)
        if one.deputy_for is None
    ]
    ends = next((one for one in own if one.number == command.number), None)
    for officer, entry in s.officers.entries.items():
        for held in entry.appointments:
            theirs = held.deputy_for is not None and folded(held.deputy_for) in human
            beyond = held.valid_to is None or held.valid_to > command.last_day
            here = ends is not None and (ends.post, ends.division) == (held.post, held.division)
            if theirs and beyond and here and not any(one.covers(held) for one in own):
                yield officer, held.number


def _appointing(by: tuple[Post, ...], address: str, posts: frozenset[Post], *more: Check) -> Rule:
    return Rule(
        article=APART,
        by=by,
        reads=(Stream.OFFICERS,),
        writes=(Stream.OFFICERS,),
        address=address,
        stages=BESIDE_CASES,
        checks=(
            *said("number", "document"),
            officer_nameable,
            not_oneself,
            not_of_kin,
            post_among(posts),
            division_of_level,
            term_in_order,
            deputises,
            appointment_new,
            posts_compatible,
            *more,
        ),
        facts=appointed,
        brings=(OfficerAppointed,),
    )


def _ending(by: tuple[Post, ...], address: str, posts: frozenset[Post]) -> Rule:
    return Rule(
        article=APART,
        by=by,
        reads=(Stream.OFFICERS,),
        writes=(Stream.OFFICERS,),
        address=address,
        stages=BESIDE_CASES,
        checks=(
            *said("document"),
            not_oneself,
            not_of_kin,
            appointment_known(posts),
            ends_from_yesterday_on,
        ),
        facts=ended,
        brings=(AppointmentEnded,),
    )


RULES: Rules = {
    c.AppointOfficer: _appointing((Post.SECURITY_ADMIN,), "appointments", WORKING),
    c.AppointAdministrator: _appointing(
        (Post.CITY_OFFICER, Post.SYSTEM), "administration", ADMINISTRATORS, first_of_all
    ),
    c.EndAppointment: _ending((Post.SECURITY_ADMIN,), "appointments/end", WORKING),
    c.EndAdministration: _ending((Post.CITY_OFFICER,), "administration/end", ADMINISTRATORS),
}

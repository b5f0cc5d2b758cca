"""任用与解除: who gives and ends which posts (internal rules: three administrators, apart)."""

import re
from datetime import timedelta

from domain.case import commands as c
from domain.case.rules.words import said
from domain.case.situation import Change, Check, Rule, Rules, Situation, stages
from domain.case.terms import Stage
from domain.officers import AppointmentEnded, OfficerAppointed
from domain.posts import ADMINISTRATORS, CITY, LEVEL, SYSTEM, Appointment, Post
from domain.refusal import Code, Reason, reason

APART = "内部§三员分立"

OFFICER_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
WORKING = frozenset(Post) - ADMINISTRATORS - {Post.SYSTEM}
"""The posts of the procedure and of its supervision."""

BESIDE_CASES = stages(Stage.UNKNOWN)


def officer_nameable(s: Situation, command: c.Command) -> Reason | None:
    """An officer's id is plain, and nobody is called like the system itself."""
    if OFFICER_ID.fullmatch(command.case) and command.case != SYSTEM.id:
        return None
    return reason(Code.FIELD_INVALID, APART, "officer", fault="wrong-form")


def not_oneself(s: Situation, command: c.Command) -> Reason | None:
    """Nobody appoints, ends, clears or links themselves."""
    return reason(Code.OWN_MATTER, APART) if s.officer.id == command.case else None


def post_among(posts: frozenset[Post]) -> Check:
    """Working posts and administrators' posts are given by different hands."""

    def post_is_theirs_to_give(s: Situation, command: c.AppointOfficer) -> Reason | None:
        if command.post in posts:
            return None
        known = ",".join(sorted(posts))
        return reason(Code.FIELD_INVALID, APART, "post", fault="not-in-list", allowed=known)

    return post_is_theirs_to_give


def division_of_level(s: Situation, command: c.AppointOfficer) -> Reason | None:
    """The division is there, and of the level of the post."""
    level = LEVEL.get(command.post, CITY)
    if len(command.division) == level and s.places.find(command.division, s.today) is not None:
        return None
    return reason(Code.DIVISION_UNKNOWN, APART, "division", division=command.division)


def term_in_order(s: Situation, command: c.AppointOfficer) -> Reason | None:
    """It does not end before it begins."""
    if command.valid_to is None or command.valid_from <= command.valid_to:
        return None
    return reason(Code.FIELD_INVALID, APART, "valid_to", fault="dates-out-of-order")


def appointment_new(s: Situation, command: c.AppointOfficer) -> Reason | None:
    """An appointment's number is used once."""
    if s.officers.number_used(command.number):
        return reason(Code.APPOINTMENT_EXISTS, APART, "number", number=command.number)
    return None


def posts_compatible(s: Situation, command: c.AppointOfficer) -> Reason | None:
    """An administrator holds no other post on any day, and nobody who does becomes one."""
    new = appointment(command)
    for held in s.officers.entry(command.case).appointments:
        apart = {held.post, new.post} & ADMINISTRATORS and held.post is not new.post
        if apart and held.meets(new):
            return reason(Code.POSTS_INCOMPATIBLE, APART, "post", held=held.post.value)
    return None


def first_of_all(s: Situation, command: c.AppointAdministrator) -> Reason | None:
    """The system itself appoints one security administrator where nobody could appoint any."""
    if s.officer.id != SYSTEM.id:
        return None
    able = (Post.SECURITY_ADMIN, Post.CITY_OFFICER)
    if command.post is Post.SECURITY_ADMIN and not any(s.officers.anyone(p, s.today) for p in able):
        return None
    return reason(Code.ADMINISTRATOR_EXISTS, APART)


def appointment_known(posts: frozenset[Post]) -> Check:
    """Only what runs is ended, by those who could have given it."""

    def appointment_runs(s: Situation, command: c.EndAppointment) -> Reason | None:
        held = s.officers.appointment(command.case, command.number)
        over = held is None or (held.valid_to is not None and held.valid_to < s.today)
        if held is None or over or held.post not in posts:
            return reason(Code.APPOINTMENT_UNKNOWN, APART, "number", number=command.number)
        return None

    return appointment_runs


def ends_from_yesterday_on(s: Situation, command: c.EndAppointment) -> Reason | None:
    """Nothing is ended for days that are past; an end is never put off."""
    earliest = s.today - timedelta(days=1)
    if command.last_day < earliest:
        return reason(
            Code.DATE_TOO_EARLY, APART, "last_day", day=command.last_day, earliest=earliest
        )
    held = s.officers.appointment(command.case, command.number)
    if held is not None and held.valid_to is not None and command.last_day > held.valid_to:
        return reason(Code.FIELD_INVALID, APART, "last_day", fault="too-large")
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
    )
    return (Change(fact),)


def ended(s: Situation, command: c.EndAppointment) -> tuple[Change, ...]:
    """解除任用."""
    fact = AppointmentEnded(
        on=s.today,
        number=command.number,
        officer=command.case,
        last_day=command.last_day,
        document=command.document,
    )
    return (Change(fact),)


def _appointing(posts: frozenset[Post], *more: Check) -> Rule:
    return Rule(
        article=APART,
        stages=BESIDE_CASES,
        checks=(
            *said("number", "document"),
            officer_nameable,
            not_oneself,
            post_among(posts),
            division_of_level,
            term_in_order,
            appointment_new,
            posts_compatible,
            *more,
        ),
        facts=appointed,
    )


def _ending(posts: frozenset[Post]) -> Rule:
    return Rule(
        article=APART,
        stages=BESIDE_CASES,
        checks=(
            *said("document"),
            not_oneself,
            appointment_known(posts),
            ends_from_yesterday_on,
        ),
        facts=ended,
    )


RULES: Rules = {
    c.AppointOfficer: _appointing(WORKING),
    c.AppointAdministrator: _appointing(ADMINISTRATORS, first_of_all),
    c.EndAppointment: _ending(WORKING),
    c.EndAdministration: _ending(ADMINISTRATORS),
}

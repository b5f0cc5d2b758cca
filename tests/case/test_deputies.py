"""代理: who stands in for somebody away holds their post, on record, to a last day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.ground.posts import SYSTEM, Appointment, Post
from domain.ground.refusal import Code, Refused
from domain.registers.officers.facts import (
    AppointmentEnded,
    Kinship,
    KinshipDeclared,
    KinshipWithdrawn,
    OfficerAppointed,
    OfficerFact,
)
from domain.registers.officers.staffing import humans, in_post
from domain.registers.officers.state import Officers
from tests.case import journeys as j
from tests.case import people as p
from tests.case.replaying import against, history
from tests.case.story import Wrong, given, rows, sentence
from tests.case.words import MONDAY
from tests.case.world import Entry, World
from tests.support import commands as c

APART = "内部§三员分立"
AWAY, DEPUTY, OTHER = "new-caseworker", "deputy", "other"


def after(days: int) -> date:
    """So many days after the first."""
    return MONDAY + timedelta(days=days)


def standing_in(**changes: Any) -> dict[str, Any]:
    """The words of an appointment in the place of the caseworker, for three days."""
    words = {"case": DEPUTY, "number": "任 9", "deputy_for": AWAY, "valid_to": after(3)}
    return {**words, **changes}


def for_a_week() -> j.Journey:
    """The caseworker holds the post until a day."""
    return j.Journey().go(c.AppointOfficer, valid_to=after(7))


def with_a_deputy() -> j.Journey:
    """Somebody stands in already."""
    return j.appointed().go(c.AppointOfficer, **standing_in())


def one_human() -> j.Journey:
    """The register knows both ids as the same human."""
    number = p.secret(p.identity_number(77))
    journey = j.appointed().go(c.AppointOfficer, case=DEPUTY, number="任 8", valid_to=after(0))
    for id in (AWAY, DEPUTY):
        journey = journey.go(
            c.DeclareKinship, case=id, relation=Kinship.SELF, person=p.STRANGER, id_number=number
        )
    return journey


NOBODY = (Code.NOBODY_TO_DEPUTISE, APART, "deputy_for")
WRONG: tuple[Wrong, ...] = (
    *rows(
        j.appointed,
        c.AppointOfficer,
        ("without a last day", Code.FIELD_MISSING, APART, "valid_to", standing_in(valid_to=None)),
        ("for nobody of the register", *NOBODY, standing_in(deputy_for="nobody")),
        ("in another post", *NOBODY, standing_in(post=Post.TOWNSHIP_LEADER)),
        ("in another township", *NOBODY, standing_in(division=p.OTHER_TOWNSHIP)),
        ("from before they were in post", *NOBODY, standing_in(valid_from=after(-1))),
        ("for oneself", *NOBODY, standing_in(case=AWAY)),
    ),
    *rows(
        for_a_week,
        c.AppointOfficer,
        ("after they left", *NOBODY, standing_in(valid_to=after(8))),
    ),
    *rows(
        with_a_deputy,
        c.AppointOfficer,
        (
            "for a deputy",
            *NOBODY,
            standing_in(case="another", number="任 10", deputy_for=DEPUTY),
        ),
    ),
    *rows(
        j.Journey,
        c.AppointAdministrator,
        (
            "in an administrator's post nobody holds",
            *NOBODY,
            {"deputy_for": AWAY, "valid_to": after(3)},
        ),
    ),
    *rows(one_human, c.AppointOfficer, ("for oneself under another id", *NOBODY, standing_in())),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_nobody_stands_in_where_nobody_is_away(case: Wrong) -> None:
    """One code for each, and the register stays as it was."""
    case.holds()


@pytest.mark.parametrize("start", [j.appointed, for_a_week])
def test_a_deputy_holds_the_post_to_a_last_day(start: Any) -> None:
    """And the register says in whose place."""
    story = given(start).when(c.AppointOfficer, **standing_in(deputy_for=AWAY))
    story.then(
        OfficerAppointed(
            on=MONDAY,
            number="任 9",
            officer=DEPUTY,
            post=Post.CASEWORKER,
            division=p.TOWNSHIP,
            valid_from=MONDAY,
            valid_to=after(3),
            document="任用通知 1",
            deputy_for=AWAY,
        )
    )
    register = story.journey.world.officers
    assert [register.officer(DEPUTY, after(n)) is not None for n in (0, 3, 4)] == [
        True,
        True,
        False,
    ]
    held = register.appointment(DEPUTY, "任 9")
    assert held is not None and held.deputy_for == AWAY


@pytest.mark.parametrize(
    ("first", "last", "covered"),
    [(0, 7, True), (1, 6, True), (-1, 7, False), (0, 8, False), (0, None, False)],
)
def test_a_post_covers_the_days_it_is_held(first: int, last: int | None, covered: bool) -> None:
    """Both ends included; one that never ends covers all."""
    held = Appointment(
        number="1",
        post=Post.CASEWORKER,
        division=p.TOWNSHIP,
        valid_from=after(0),
        valid_to=after(7),
        document="d",
    )
    end = None if last is None else after(last)
    other = replace(held, valid_from=after(first), valid_to=end)
    assert held.covers(other) is covered
    assert replace(held, valid_to=None).covers(other) is (first >= 0)
    assert not held.covers(replace(held, post=Post.TOWNSHIP_LEADER))


@pytest.mark.parametrize("last", [-1, 1])
def test_whoever_stands_in_leaves_with_whom_they_stand_in_for(last: int) -> None:
    """The same day, by the same document; one in another's place stays."""
    at = with_a_deputy()
    other = standing_in(case="stays", number="任 11", deputy_for=OTHER)
    at.go(c.AppointOfficer, case=OTHER, number="任 10").go(c.AppointOfficer, **other)
    done = at.do(c.EndAppointment, last_day=after(last))
    assert [(one.officer, one.last_day) for one in done] == [  # type: ignore[union-attr]
        (AWAY, after(last)),
        (DEPUTY, after(last)),
    ]
    register = at.world.officers
    held = {one: register.officer(one, after(2)) for one in (AWAY, DEPUTY, "stays")}
    assert [one for one, who in held.items() if who is not None and who.posts] == ["stays"]


def declared(id: str) -> KinshipDeclared:
    """An id of one human, by their number."""
    return KinshipDeclared(
        on=MONDAY, officer=id, person=p.STRANGER, relation=Kinship.SELF, document="d"
    )


def under_another_id(post: Post) -> OfficerAppointed:
    """A post of the one who is away, under a second id of theirs."""
    return OfficerAppointed(
        on=MONDAY,
        number="任 20",
        officer="away-too",
        post=post,
        division=p.TOWNSHIP if post is Post.CASEWORKER else "5401",
        valid_from=MONDAY,
        valid_to=None,
        document="d",
    )


def counted(register: Officers) -> bool:
    """Whether the office has somebody the more by the deputy."""
    others = {id: entry for id, entry in register.entries.items() if id != DEPUTY}
    without = replace(register, entries=others)
    return humans(register, p.TOWNSHIP, MONDAY) > humans(without, p.TOWNSHIP, MONDAY)


ENDED = AppointmentEnded(
    on=MONDAY, number="任 1", officer=AWAY, last_day=after(-1), document="免职通知"
)
UNTIED = KinshipWithdrawn(on=MONDAY, officer="away-too", person=p.STRANGER, document="d")
TIED = (declared(AWAY), declared("away-too"))

LEFT: dict[str, tuple[tuple[OfficerFact, ...], tuple[OfficerFact, ...]]] = {
    "their post ended": ((), (ENDED,)),
    "their post ended under every id": (
        (under_another_id(Post.CASEWORKER), *TIED),
        (ENDED, replace(ENDED, number="任 20", officer="away-too")),
    ),
    "the id under which they held it is another's": (
        (under_another_id(Post.CASEWORKER), *TIED, ENDED),
        (UNTIED,),
    ),
    "they turn out to administer": ((under_another_id(Post.AUDIT_ADMIN),), TIED),
}
"""How whom somebody stands in for loses the post: what held before, and what took it from them."""


def happened(journey: j.Journey, facts: tuple[OfficerFact, ...]) -> j.Journey:
    """Facts of the register, as some office recorded them; the deputy is told of none."""
    for fact in facts:
        journey.world.record("officers", Entry(fact, p.SECURITY.id, None, MONDAY))
    return journey


@pytest.mark.parametrize("way", LEFT)
def test_nobody_stands_in_for_who_does_not_hold_the_post(way: str) -> None:
    """However they lost it: from then on the deputy acts in nothing, and is counted nowhere."""
    before, taken = LEFT[way]
    at = happened(with_a_deputy(), before)
    asking = at.world.officers.officer(DEPUTY, MONDAY)
    assert asking is not None
    assert in_post(at.world.officers, DEPUTY, p.TOWNSHIP, MONDAY)
    assert counted(at.world.officers)
    register = happened(at, taken).world.officers
    assert register.officer(DEPUTY, MONDAY) is None
    assert not in_post(register, DEPUTY, p.TOWNSHIP, MONDAY)
    assert not counted(register)
    done = at.do(c.SubmitApplication, by=asking)
    assert isinstance(done, Refused)
    assert {one.code for one in done.reasons} == {Code.POST_NOT_COMPETENT}


@pytest.mark.parametrize("way", LEFT)
def test_what_a_deputy_does_meanwhile_is_lawful_and_afterwards_is_named(way: str) -> None:
    """Held again to the register of the moment."""
    before, taken = LEFT[way]
    at = happened(with_a_deputy(), before)
    asking = at.world.officers.officer(DEPUTY, MONDAY)
    at.go(c.SubmitApplication, by=asking)
    assert not against(history(at), at.world)
    named = ("application-submitted", "appointment", "post-not-competent")
    assert against(history(at), happened(at, taken).world) == [named]


def test_what_was_asked_for_before_a_post_ended_is_not_done_after() -> None:
    """Who was let in keeps nothing that ended while their words came in, nor what they were kin to."""
    at = j.appointed()
    asking = at.world.officers.officer(AWAY, MONDAY)
    assert asking is not None
    kin = happened(at.copy(), (replace(declared(AWAY), person=p.GESANG.applicant),))
    done = kin.do(c.SubmitApplication, by=asking)
    assert isinstance(done, Refused) and done.reasons[0].code is Code.KIN_CONCERNED
    at.go(c.EndAppointment, last_day=after(-1))
    done = at.do(c.SubmitApplication, by=asking)
    assert isinstance(done, Refused) and done.reasons[0].code is Code.POST_NOT_COMPETENT


def test_an_office_is_not_locked_by_who_stands_in_for_nobody() -> None:
    """Where only a deputy of nobody is left of those who appoint, the system appoints again."""
    administrator = replace(
        under_another_id(Post.SECURITY_ADMIN), deputy_for=AWAY, valid_to=after(9)
    )
    at = happened(j.Journey(world=World().staffed(Officers())), (administrator,))
    done = at.do(c.AppointAdministrator, by=SYSTEM, post=Post.SECURITY_ADMIN)
    assert not isinstance(done, Refused), done


def test_whoever_has_the_post_by_another_appointment_keeps_their_deputy() -> None:
    """The one that ends is not the only one."""
    at = with_a_deputy().go(c.AppointOfficer, number="任 12")
    assert len(at.do(c.EndAppointment, last_day=after(1))) == 1  # type: ignore[arg-type]


def test_a_deputy_who_leaves_sooner_is_left_alone() -> None:
    """Their last day lies before."""
    assert len(with_a_deputy().do(c.EndAppointment, last_day=after(3))) == 1  # type: ignore[arg-type]

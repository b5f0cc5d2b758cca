"""代理: who stands in for somebody away holds their post, on record, to a last day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.ground.posts import Appointment, Post
from domain.ground.refusal import Code
from domain.registers.officers.facts import Kinship, OfficerAppointed
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, given, rows, sentence
from tests.case.words import MONDAY
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


def test_whoever_has_the_post_by_another_appointment_keeps_their_deputy() -> None:
    """The one that ends is not the only one."""
    at = with_a_deputy().go(c.AppointOfficer, number="任 12")
    assert len(at.do(c.EndAppointment, last_day=after(1))) == 1  # type: ignore[arg-type]


def test_a_deputy_who_leaves_sooner_is_left_alone() -> None:
    """Their last day lies before."""
    assert len(with_a_deputy().do(c.EndAppointment, last_day=after(3))) == 1  # type: ignore[arg-type]

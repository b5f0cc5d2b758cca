"""No door keeps or repeats a number of a person, in whichever habit it is written."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import example, given
from starlette.requests import Request

from domain.case.intake.commands import SubmitApplication
from domain.case.plain import Said, leads_to_nobody, parted_leads_to_nobody
from domain.ground.masks import REMOVED
from domain.ground.personal import PersonalNumber
from domain.registers.officers.commands import AppointOfficer
from relief.api.envelope import own_number
from relief.api.problems import Problem, unnumbered
from relief.api.reading import idempotency_key
from tests.case import journeys as j
from tests.case import people as p
from tests.case.test_plain import put
from tests.case.words import MONDAY, RIGHT, About
from tests.support.habits import written

SITUATION = j.Journey().world.situation(RIGHT[SubmitApplication](About()), p.CASEWORKER, MONDAY)


def word(kind: type, path: str) -> Callable[[str], bool]:
    """Whether a command is refused with a text in one of its plain fields."""

    def refused(text: str) -> bool:
        command = put(RIGHT[kind](About()), path, text)
        asked = (leads_to_nobody, parted_leads_to_nobody)
        return any(one(SITUATION, Said(command)) for one in asked)

    return refused


def key(text: str) -> bool:
    """Whether it is taken as the number of a request, which is kept for ever."""
    try:
        raw = text.encode("latin-1")
    except UnicodeEncodeError:
        return True
    scope: Any = {"type": "http", "headers": [(b"idempotency-key", raw)]}
    try:
        idempotency_key(Request(scope))
    except Problem:
        return True
    return False


DOORS: Mapping[str, Callable[[str], bool]] = {
    "where a family lives": word(SubmitApplication, "village"),
    "an officer's id": word(AppointOfficer, "case"),
    "a document": word(AppointOfficer, "document"),
    "Idempotency-Key": key,
    "X-Request-Id": lambda text: own_number(text) != text,
    "what a refusal repeats": lambda text: unnumbered({"given": text}) == {"given": REMOVED},
}


@pytest.mark.parametrize("door", DOORS)
@given(written())
@example((PersonalNumber.MOBILE, "139____0891____0234"))
@example((PersonalNumber.IDENTITY, "540121~~~~19010605~~~~0018"))
@example((PersonalNumber.MOBILE, "013908910234"))
@example((PersonalNumber.MOBILE, "139°891°234"))
@example((PersonalNumber.MOBILE, "一三九○八九一○二三四"))
@example((PersonalNumber.IDENTITY, "五四○一二一一九○一○六○五○○一八"))
def test_a_number_of_a_person_is_refused_at_every_door(
    door: str, number: tuple[PersonalNumber, str]
) -> None:
    """Any number, in any mixture of the habits known."""
    kind, text = number
    assert DOORS[door](text), (kind, text)


OURS = (
    "7b0c1f6e-3d2a-4e58-9a01-139089102347",
    "13908910-2345-4678-9012-a39089102345",
    "2026-03-02T15:45:30.123-7",
    "k-1764530000-12",
    "1764530000123-7",
    "req.2026.0001",
    "540121200-20260302-000123",
)


@pytest.mark.parametrize("door", ["Idempotency-Key", "X-Request-Id"])
@pytest.mark.parametrize("text", OURS)
def test_a_client_numbers_its_requests_as_it_likes(door: str, text: str) -> None:
    """What programs draw or count leads to nobody."""
    assert not DOORS[door](text) or (":" in text and door == "X-Request-Id")

"""属地: every route of the document × every post × divisions, against cases of every division.

Whoever may not know of a case gets, byte for byte, the answer there is for no case at all; and
what happens elsewhere changes nothing in any list, count or ledger of theirs.
"""

import re
from asyncio import Runner
from collections.abc import Iterator
from itertools import product
from typing import Any

import httpx
import pytest

from domain.case.authority import ADMINISTRATORS, REVEALERS, Officer
from relief.console.app import screens
from tests.api.asked import (
    ANYBODY,
    BY_POST,
    LISTS,
    OF_A_SESSION,
    OPEN,
    PLACED,
    Asked,
    body,
    operations,
    unclassified,
)
from tests.api.conftest import Api, codes
from tests.api.posts import ABROAD, CITY, COUNTIES, MINE, NEXT_DOOR, ODD, OFFICERS, TOWNSHIPS
from tests.api.words import CASEWORKER, application, identity_number
from tests.api.world import World
from tests.case.people import IN_COUNTY
from tests.case.words import MONDAY
from tests.support.offices import at, local
from tests.support.register import appoint

FIRE = {"cause": "fire", "on": "2025-03-01", "place": "雪莲村"}
LAST_SHIPPED = 67
"""The newest holiday notice on record, by its number."""

NOTHING = "540121200-20250310-NOBODY"
NOBODY = {"case": NOTHING, "lead": NOTHING, "person": identity_number(999)}
"""Numbers of a case, a lead and a person that nobody ever gave."""

ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For what is asked of no database."""


def knows(officer: Officer, place: str) -> bool:
    """What the law of this house says, in other words than the code: own division, real posts."""
    if officer in ODD or officer.posts & ADMINISTRATORS:
        return False
    return place[: len(officer.division)] == officer.division


@pytest.fixture
def world(api: Api) -> Iterator[World]:
    """Nothing yet, on the day of the right words."""
    api.clock.set(at(MONDAY))
    with Runner() as loop:
        yield World(api, loop)


HANDED = ("Document", "EvidenceFile")
"""Questions answered by a file, to those who may see people in clear."""


def said(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    """An answer as bytes; how far the whole history has come is in no list's gift to hide.

    Nor is the second at which the cookie of a session ends that ended.
    """
    beside = {"relief-position", "set-cookie"}
    headers = {name: v for name, v in answer.headers.items() if name not in beside}
    return answer.status_code, answer.content, headers


@ONE_STORE
def test_no_route_is_outside_the_matrix(api: Api) -> None:
    """A new route fails here until somebody has said whom it concerns."""
    assert unclassified(api.app.openapi()) == []


@ONE_STORE
def test_what_lies_elsewhere_is_answered_like_what_does_not_exist(world: World) -> None:
    """Every route that names a case or lead: every post, every division, every place."""
    for township in TOWNSHIPS:
        world.settle(township)
    document = world.api.app.openapi()
    asked = [one for one in operations(document) if one.names & {"case", "lead"}]
    assert len(asked) > 40
    for one, officer in product(asked, (*OFFICERS, *ODD)):
        (name,) = one.names & {"case", "lead"}
        words = body(one.said, document)
        none = said(world.ask(officer, one, {name: NOTHING}, {}, words))
        assert none[0] == 404, (one.id, officer.id, none)
        for township in TOWNSHIPS:
            mine = knows(officer, township)
            if mine and one.method == "post" and township != MINE:
                continue  # what the right officer may do is for other tests
            told = said(world.ask(officer, one, {name: world.numbers[township][name]}, {}, words))
            if mine:
                unread = one.id in HANDED and not officer.posts & REVEALERS
                if one.id == "EvidenceFile" and not unread:
                    assert told[:2] != none[:2], (officer.id, "no such file, in a case of theirs")
                    continue
                assert told[0] != 404, (one.id, officer.id, township, told)
                right = 403 if unread else 200
                assert one.method != "get" or told[0] == right, (one.id, officer.id, township)
            else:
                assert told == none, (one.id, officer.id, township)


@ONE_STORE
def test_pages_of_what_lies_elsewhere_are_those_of_what_does_not_exist(world: World) -> None:
    """Every screen about a case or lead: whoever may not know of it sees the page of no such number."""
    for township in TOWNSHIPS:
        world.settle(township)
    views = [
        one
        for one in screens(world.api.app)
        if {"case", "lead"} & set(one.numbers) and "GET" in one.answering
    ]
    # Forms are one function: those of all commands are asked by one officer, one form by everybody.
    few = {(one.name, one.numbers): one for one in views}.values()
    for view, officer in (*product(few, (*OFFICERS, *ODD)), *((one, ODD[0]) for one in views)):
        (name,) = view.numbers
        none = said(world.look(officer, view.way(**{name: NOTHING})))
        assert none[0] == 404, (view.name, officer.id)
        for township in TOWNSHIPS:
            told = said(world.look(officer, view.way(**{name: world.numbers[township][name]})))
            if knows(officer, township):
                assert told[0] != 404, (view.name, officer.id, township)
            else:
                assert told == none, (view.name, officer.id, township)


def lists(document: Any) -> Iterator[tuple[Asked, dict[str, str], dict[str, str]]]:
    """Every list, about everything and about every area."""
    for one in operations(document):
        if one.id not in LISTS:
            continue
        (where,) = LISTS[one.id]
        if where == "area":
            yield one, {}, {}
        for area in (MINE, ABROAD, COUNTIES[0], CITY):
            yield one, *(({}, {where: area}) if where == "area" else ({where: area}, {}))


def test_what_happens_elsewhere_changes_nothing_in_any_list(world: World) -> None:
    """Lists, counts and ledgers of every officer, before and after cases appear elsewhere."""
    document = world.api.app.openapi()
    asked = list(lists(document))
    assert {one.id for one, _, _ in asked} == LISTS.keys()
    before: dict[tuple[int, str], Any] = {}
    for township in TOWNSHIPS:
        world.settle(township)
        now, moved = {}, set()
        for number, officer in product(range(len(asked)), (*OFFICERS, *ODD)):
            answer = world.ask(officer, *asked[number], None)
            now[number, officer.id] = said(answer)
            if township == MINE:
                continue
            here = (asked[number][0].id, officer.id)
            same = now[number, officer.id] == before[number, officer.id]
            if not knows(officer, township):
                assert same, (here, township)
                assert township not in answer.text, here
            elif not same:
                moved.add(here)
        before = now
        if township != MINE:
            wanted = {
                (name, o.id)
                for name, o in product(("TimeLimits", "PublicNotices", "Leads"), OFFICERS)
                if knows(o, township)
            }
            assert wanted <= moved, f"{sorted(wanted - moved)} do not show {township}"


WHOLE = frozenset({"looks", "proof"})
"""Screens of the whole installation, for the posts they are for: the log of looks, how the proof stands."""

FRESH = re.compile(rb"page-[0-9A-Za-z_-]{20,}")
"""The number of one giving, which each form has anew."""


@ONE_STORE
def test_what_happens_elsewhere_changes_nothing_on_any_page(world: World) -> None:
    """Every screen that names no case, for every officer, before and after cases appear elsewhere."""
    # Forms are one function: one of those that name nothing stands for them.
    shown = [one for one in screens(world.api.app) if "GET" in one.answering and not one.instead]
    asked = {one.name: one for one in shown if not one.numbers}.values()
    assert len(asked) > 4
    before: dict[tuple[str, str], Any] = {}
    for township in TOWNSHIPS:
        world.settle(township)
        now, moved = {}, set()
        for view, officer in product(asked, (*OFFICERS, *ODD)):
            here = view.name, officer.id
            status, page, headers = said(world.look(officer, view.address))
            now[here] = status, FRESH.sub(b"", page), headers.get("location")
            if township != MINE and now[here] != before[here]:
                whole = view.name in WHOLE and bool(officer.posts & set(view.posts))
                assert whole or knows(officer, township), (here, township)
                moved.add(here)
        before = now
        if township != MINE:
            assert ("desk", f"caseworker.{township}") in moved


def may_ask(officer: Officer, id: str) -> bool:
    """Who is answered at all: anybody, or the posts of the table where they are really held."""
    if id not in BY_POST:
        return True
    posts = {"audit-administrator"} if officer.id == "admin.reader" else set(officer.posts)
    return (officer not in ODD or officer.id == "admin.reader") and bool(posts & BY_POST[id])


RIGHT = {**dict.fromkeys(OF_A_SESSION, 409), "ForeseeConfirmDivisions": 422}
"""What who may ask is answered where it is not 200: no session here, and a number nobody gave."""

Told = dict[tuple[str, Officer, str], Any]


def by_post(world: World, *asked: str) -> Told:
    """What these routes tell everybody of nobody and, where they name somebody, of every township."""
    document, found = world.api.app.openapi(), Told()
    routes = [one for one in operations(document) if one.id in asked]
    assert {one.id for one in routes} == set(asked)
    for one, officer in product(routes, (*OFFICERS, *ODD)):
        about = {"": NOBODY}
        if one.id in ("PersonSearch", "AccessLog"):
            about |= {place: world.numbers.get(place, NOBODY) for place in TOWNSHIPS}
        for place, named in about.items():
            query, words = dict(ANYBODY.get(one.id, {})), body(one.said, document)
            if one.id == "AccessLog":
                query = {"case": named["case"]}
            elif one.id == "PersonSearch":
                words["id_number"] = named["person"]
            elif one.id == "ForeseeRecordHolidayNotice":
                day = {"name": "临时放假", "effect": "establishes", "off": ["2026-11-03"]}
                words |= {"year": 2026, "region": "5401", "holidays": [day]}
            elif one.id == "ForeseeWithdrawHolidayNotice":
                words |= {"number": LAST_SHIPPED, "region": "5401"}
            elif one.id == "Assess":
                words["on"] = MONDAY.isoformat()
            found[one.id, officer, place] = said(world.ask(officer, one, {}, query, words))
    return found


@ONE_STORE
def test_what_is_asked_by_post_tells_nothing_of_what_lies_elsewhere(world: World) -> None:
    """Persons, looks, registers: who is answered, and only of what they may know of.

    A person whose only case lies elsewhere, and the looks at it, are those of nobody, byte for
    byte. Who looked is told to the audit administrator, who is appointed to the registrars.
    """
    appoint(world.api.service, *(local(IN_COUNTY[1], township) for township in TOWNSHIPS))
    world.api.follow()
    none = by_post(world, *ANYBODY, *BY_POST, *OF_A_SESSION)
    for township in TOWNSHIPS:
        world.settle(township)
    there = by_post(world, *ANYBODY, *BY_POST, *OF_A_SESSION)
    for (id, officer, place), told in there.items():
        about = (id, officer.id, place)
        right = RIGHT.get(id, 200) if may_ask(officer, id) else 403
        assert told[0] == right, (about, told, told[1].decode())
        if id == "PersonSearch" and told[0] == 200 and place and knows(officer, place):
            assert world.numbers[place]["case"].encode() in told[1], about
        else:
            assert told == none[id, officer, place] == there[id, officer, ""], about
    looked_at_and_appointed(world, ABROAD)
    later = by_post(world, "AccessLog", "Officers", "SignIns")
    moved = {
        (id, o.id, place) for id, o, place in later if later[id, o, place] != there[id, o, place]
    }
    auditors = {"audit-administrator.5401", "admin.reader"}
    registrars = auditors | {"security-administrator.5401", "city-officer.5401"}
    looks = {("AccessLog", id, ABROAD) for id in auditors}
    assert moved == looks | {("Officers", id, "") for id in registrars}


def looked_at_and_appointed(world: World, township: str) -> None:
    """Somebody there reads their case, and somebody new is appointed there."""
    who = {officer.id: officer for officer in OFFICERS}
    looker, security = who[f"caseworker.{township}"], who["security-administrator.5401"]
    read = world.api.get(looker, f"/v1/cases/{world.numbers[township]['case']}")
    words = {"number": "任1", "post": "caseworker", "division": township}
    words |= {"valid_from": MONDAY.isoformat(), "document": "任用通知"}
    appointed = world.api.post(security, "/v1/officers/new/appointments", words)
    assert (read.status_code, appointed.status_code) == (200, 201)


@ONE_STORE
def test_what_begins_a_case_is_refused_beyond_the_territory(world: World) -> None:
    """Applications, leads and delegations for elsewhere: the same refusal, whatever is there."""
    document = world.api.app.openapi()
    for one in operations(document):
        if one.id not in PLACED:
            continue
        for officer, place in product((*OFFICERS, *ODD), TOWNSHIPS):
            where = PLACED[one.id]
            words = body(one.said, document)
            named = {"county": place[:6]} if where == "county" else {}
            named |= dict.fromkeys(one.names - {"county"}, "a0" * 16)
            if where == "township":
                words |= {"township": place}
            if "region" in words:
                words |= {"region": CITY}
            told = world.ask(officer, one, named, {}, words)
            place = {"county": place[:6], "": CITY}.get(where, place)
            if not place.startswith(officer.division):
                assert codes(told) == ["out-of-jurisdiction"], (one.id, officer.id, place)


@ONE_STORE
def test_a_lead_elsewhere_cannot_be_named_in_an_application(world: World) -> None:
    """Its number answers like one nobody ever gave."""
    for township in TOWNSHIPS:
        world.settle(township)
    told = []
    for lead in (NOTHING, f"{ABROAD}-20250310-LEAD", f"{NEXT_DOOR}-20250310-LEAD"):
        words = application(channel="lead", lead=lead, incident=FIRE)
        answer = world.api.post(CASEWORKER, "/v1/cases", words)
        found = answer.json()
        told.append((answer.status_code, [e | {"facts": None} for e in found["errors"]]))
    assert told[0][0] == 422
    assert told[0] == told[1] == told[2]


@ONE_STORE
def test_everything_but_health_asks_who_is_asking(api: Api) -> None:
    """Without a token nothing is answered, whether it exists or not."""
    document = api.app.openapi()
    for one in operations(document):
        if one.id in OPEN:
            continue
        named = dict.fromkeys(one.names, NOTHING)
        told = api.http.request(one.method, one.address(**named), json={})
        assert (told.status_code, codes(told)) == (401, ["unauthenticated"]), one.id

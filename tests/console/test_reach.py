"""Every command is reached by whoever gives it: by links from the first page, no address is typed."""

from datetime import timedelta

import pytest

from domain.case.authority import Officer, Post
from domain.case.table import RULES
from domain.ground.posts import CITY, LEVEL
from relief.api.checks import STEPS
from relief.api.routes import ROUTES, About, CommandRoute
from relief.api.steps import step
from relief.console.forms.acts import address_of
from relief.console.views.begin import BEGIN
from tests.api.conftest import Api
from tests.api.posts import MINE
from tests.api.test_journeys import inquire, to_county
from tests.api.words import APPROVER, CASEWORKER, CHECKER, FINANCE, LEADER, MONDAY, READER
from tests.console.read import read
from tests.console.test_forms import number_for, page

ONE_STORE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ELSEWHERE = [one for one in ROUTES if one.about is not About.CASE]
AT_WORK = (CASEWORKER, LEADER, CHECKER, APPROVER, FINANCE, READER)


def holder(post: Post) -> Officer:
    """Somebody with this one post, where it is held."""
    return Officer(f"one.{post.value}", frozenset({post}), MINE[: LEVEL.get(post, CITY)])


@ONE_STORE
def test_what_is_about_no_case_is_begun_from_the_menu(api: Api) -> None:
    """Each such command, for each post that gives it: from every page to its form, or by its number."""
    lead = {"township": MINE, "source": "citizen", "whereabouts": "村口"}
    number = api.post(CASEWORKER, "/v1/leads", lead).json()["case"]
    for post in Post:
        mine = [one for one in ELSEWHERE if post in RULES[one.command].by]
        officer = holder(post)
        if not mine:
            continue
        assert BEGIN.address in read(page(api, "/console/drafts", officer).text).links
        shown = read(page(api, BEGIN.address, officer).text)
        typed = {
            value for tag, told in shown.tags if tag == "input" for value in [told.get("value")]
        }
        for one in mine:
            way = f"/console{address_of(one)}".format(**number_for(one, "", number))
            if not one.about:
                assert way in shown.links, (post, one.name)
                continue
            assert one.name in typed, (post, one.name)
            named = number_for(one, "", number)[one.about.value]
            on = page(api, f"{BEGIN.address}?act={one.name}&number={named}", officer)
            assert (on.status_code, on.headers["location"]) == (303, way), one.name
        others = {one.name for one in ELSEWHERE} - {one.name for one in mine}
        assert not others & typed, post


@ONE_STORE
def test_a_case_is_opened_by_its_number(api: Api) -> None:
    """Typed with a blank beside it; what is no number, or an act of other posts, is told on the page."""
    case = api.submit()
    on = page(api, f"{BEGIN.address}?act=&number=%20{case}%20")
    assert (on.status_code, on.headers["location"]) == (303, f"/console/cases/{case}")
    for wrong in ("act=&number=x", f"act=RecordLead&number={case}", "act=AppointOfficer&number=cw"):
        told = page(api, f"{BEGIN.address}?{wrong}")
        assert told.status_code == 400 and 'id="number-"' in told.text, wrong


def allowed(api: Api, case: str, officer: Officer) -> set[str]:
    """Where the forms are of all that an officer may do in a case now, by its rules."""
    situation = api.service.office.situation(case, officer)
    assert situation is not None
    found = (step(route, situation, officer) for route in STEPS)
    return {way(one.route, case) for one in found if one.theirs and not one.reasons}


def way(route: CommandRoute, case: str) -> str:
    """Where the form of a command about a case is."""
    return f"/console{address_of(route)}".format(case=case)


def test_all_commands_about_cases_are_asked() -> None:
    """None is left out of what a case's page asks."""
    assert {one.name for one in STEPS} == {one.name for one in ROUTES if one.about is About.CASE}


@ONE_STORE
def test_what_an_officer_may_do_in_a_case_is_linked_on_its_page(api: Api) -> None:
    """Awaited, possible, or beside every course: at each stage of a case exactly what its rules allow."""
    reached: set[str] = set()

    def look(case: str) -> None:
        for officer in AT_WORK:
            links = set(read(page(api, f"/console/cases/{case}", officer).text).links)
            forms = {one for one in links if one.startswith(f"/console/do/cases/{case}/")}
            assert forms == allowed(api, case, officer), officer.id
            reached.update(one.rpartition(f"{case}/")[2] for one in forms)

    case = api.submit()
    look(case)
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    look(case)
    inquire(api, case, "1800.00")
    look(case)
    api.act(CASEWORKER, case, "public-notice", place="公示栏", evidence=["照片-1"])
    look(case)
    api.clock.set(MONDAY + timedelta(days=14))
    api.act(CASEWORKER, case, "public-notice/end")
    to_county(api, case)
    look(case)
    api.act(APPROVER, case, "approval", amount="1800.00", document="批-1")
    look(case)
    assert {"acceptance", "home-visits", "approval", "payments", "withdrawal"} <= reached

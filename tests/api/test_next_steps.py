"""What comes next, sorted for a person: mine now, mine but not yet and why, others' turn."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.case.authority import POWERS, Officer, Post
from relief.api.routes import ROUTES
from tests.api.conftest import Api, codes
from tests.api.test_journeys import (
    test_a_general_case_runs_from_application_to_archive as general,
)
from tests.api.test_journeys import (
    test_an_urgent_case_is_decided_by_the_township_and_countersigned as urgent,
)
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.words import APPROVER, CASEWORKER, CHECKER, FINANCE, LEADER, READER

MOST_BYTES = 8 * 1024
LOOKING = (CASEWORKER, LEADER, CHECKER, APPROVER, FINANCE, READER)
NAMES = {route.path.rpartition("{case}/")[2]: route for route in ROUTES if "{case}" in route.path}


def steps(api: Api, officer: Officer, case: str, **query: str) -> dict[str, Any]:
    """What an officer is told."""
    answer = api.get(officer, f"/v1/cases/{case}/next-steps", **query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


class Watched(Api):
    """The API, where everybody asks what comes next before each step is taken."""

    largest: dict[str, int]

    def act(self, officer: Officer, case: str, path: str, **body: Any) -> dict[str, Any]:
        """The same, once the step was found to be the officer's now and nobody else's secret."""
        name = NAMES[path].name
        for one in LOOKING:
            told = api_bytes(self, one, case)
            self.largest[f"{name} {one.id}"] = told
        self.held(officer, case, name)
        return super().act(officer, case, path, **body)

    def held(self, officer: Officer, case: str, name: str) -> None:
        """Who gives it reads it as theirs; who may not reads whose turn it is."""
        assert name in {one["command"] for one in steps(self, officer, case)["mine"]}, name
        (turn,) = [one for one in steps(self, READER, case)["others"] if one["command"] == name]
        assert set(turn["posts"]) == {p.value for p in POWERS[NAMES_OF[name]].posts} - {"system"}


NAMES_OF = {route.name: route.command for route in ROUTES}


def api_bytes(api: Api, officer: Officer, case: str) -> int:
    """How large an answer is."""
    return len(api.get(officer, f"/v1/cases/{case}/next-steps").content)


@pytest.fixture
def watched(api: Api) -> Iterator[Watched]:
    """The API, watched."""
    made = Watched(api.service, api.clock, api.app, api.http, api.log)
    made.largest = {}
    yield made


@ONE_STORE
@pytest.mark.parametrize("journey", [general, urgent])
def test_every_step_of_a_whole_case_is_told_beforehand_and_briefly(
    watched: Watched, journey: Any
) -> None:
    """Whoever gives a command read it among theirs just before, and no answer is over 8 KB."""
    journey(watched)
    assert len(watched.largest) > 60
    assert {name: n for name, n in watched.largest.items() if n > MOST_BYTES} == {}


@ONE_STORE
def test_what_is_mine_but_not_yet_says_why_once_for_all_that_wait_for_it(api: Api) -> None:
    """A caseworker reads why; what another post gives is neither theirs nor explained to them."""
    case = api.submit()
    told = steps(api, CASEWORKER, case)
    waiting = {one["command"]: group for group in told["not_yet"] for one in group["steps"]}
    (why,) = waiting["SignOpinion"]["reasons"]
    assert why["code"] == "out-of-order" and why["message"] and why["way_out"]
    reasons = [group["reasons"] for group in told["not_yet"]]
    assert all(reasons.count(one) == 1 for one in reasons)
    assert "ApproveRelief" not in str(told)
    assert told["step"] is None
    assert [one["awaited"] for one in told["mine"]] == sorted(
        (one["awaited"] for one in told["mine"]), reverse=True
    )


@ONE_STORE
def test_every_step_stands_in_one_place_by_its_own_row(api: Api) -> None:
    """Each command is mine, waits, is another's turn, or nobody's now: as its row whole says."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    for officer in LOOKING:
        told = steps(api, officer, case)
        mine = {one["command"] for one in told["mine"]}
        wait = {one["command"] for group in told["not_yet"] for one in group["steps"]}
        others = {one["command"] for one in told["others"]}
        assert not mine & wait and not mine & others and not wait & others
        for name, route in ((route.name, route) for route in NAMES.values()):
            step = steps(api, officer, case, command=name)["step"]
            power = POWERS[route.command].posts
            theirs = bool(officer.posts & set(power))
            assert step["allowed"] == (name in mine), (officer.id, name)
            assert (name in mine | wait) == theirs, (officer.id, name)
            stopped = {one["code"] for one in step["reasons"]} - {"post-not-competent"}
            turn = not theirs and not stopped and set(power) != {Post.SYSTEM}
            assert (name in others) == turn, (officer.id, name)


@ONE_STORE
def test_a_step_there_is_not_is_refused(api: Api) -> None:
    """A mistyped command is a wrong question, not an empty answer."""
    case = api.submit()
    for name in ("ApproveReleif", "RecordLead", ""):
        refused = api.get(CASEWORKER, f"/v1/cases/{case}/next-steps", command=name)
        assert codes(refused) == ["query-invalid"], name

"""What comes next, sorted for a person: mine now, mine but not yet and why, others' turn."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from domain.case.authority import POWERS, Officer, Post
from domain.case.table import RULES
from domain.ground.rows import always, anybody
from domain.ground.terms import Stage
from relief.api.routes import ROUTES
from relief.words.slots import in_words
from tests.api.conftest import Api, codes
from tests.api.paperwork import posted, refused
from tests.api.test_journeys import (
    test_a_general_case_runs_from_application_to_archive as general,
)
from tests.api.test_journeys import (
    test_an_urgent_case_is_decided_by_the_township_and_countersigned as urgent,
)
from tests.api.test_journeys import to_county
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.words import (
    APPROVER,
    CASEWORKER,
    CHECKER,
    CITY,
    COUNTY,
    FINANCE,
    LEADER,
    MONDAY,
    READER,
    TOWNSHIP,
)

MOST_BYTES = 8 * 1024
"""For who holds one post and for who holds all of an office, also where one step is asked for whole."""
BEFORE = (Stage.RECEIVED, Stage.SUPPLEMENT_REQUESTED)
"""What an accepted case has behind it."""

LOOKING = (CASEWORKER, LEADER, CHECKER, APPROVER, FINANCE, READER)
AT_TOWNSHIP = Officer("two", frozenset({Post.CASEWORKER, Post.TOWNSHIP_LEADER}), TOWNSHIP)
COUNTY_POSTS = frozenset({Post.COUNTY_CHECKER, Post.APPROVER, Post.FINANCE})
AT_COUNTY = Officer("three", COUNTY_POSTS, COUNTY)
SEVERAL = (AT_TOWNSHIP, AT_COUNTY)
"""Officers of a small office, who hold all of its posts."""

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
    stages: set[str]

    def act(self, officer: Officer, case: str, path: str, **body: Any) -> dict[str, Any]:
        """The same, once the step was found to be the officer's now and nobody else's secret."""
        name = NAMES[path].name
        self.look(case, name)
        self.held(officer, case, name)
        return super().act(officer, case, path, **body)

    def look(self, case: str, before: str) -> None:
        """Everybody asks; how large each answer is, and at which stage it was given, is kept."""
        for one in (*LOOKING, *SEVERAL):
            answer = self.get(one, f"/v1/cases/{case}/next-steps")
            whole = self.get(one, f"/v1/cases/{case}/next-steps", command=before)
            self.largest[f"{before} {one.id}"] = max(len(answer.content), len(whole.content))
            self.stages.add(answer.json()["stage"])

    def held(self, officer: Officer, case: str, name: str) -> None:
        """Who gives it reads it as theirs; who may not reads whose turn it is."""
        assert name in {one["command"] for one in steps(self, officer, case)["mine"]}, name
        (turn,) = [one for one in steps(self, READER, case)["others"] if one["command"] == name]
        posts = {p.value for p in POWERS[NAMES_OF[name]].posts} - {"system"}
        told = {*turn["posts"]}
        assert told <= posts and {post.value for post in officer.posts} & told, (name, told)
        assert told == posts or RULES[NAMES_OF[name]].whose is not anybody, (name, told)


NAMES_OF = {route.name: route.command for route in ROUTES}


@pytest.fixture
def watched(api: Api) -> Iterator[Watched]:
    """The API, watched."""
    made = Watched(api.service, api.clock, api.app, api.http, api.log)
    made.largest, made.stages = {}, set()
    yield made


MAIN = ("received", "accepted", "opinion-signed", "examined")
GENERAL = {*MAIN, "in-notice", "cleared", "submitted", "under-county", "approved", "paid", "closed"}
URGENT = {*MAIN, "approved", "paid"}


@ONE_STORE
@pytest.mark.parametrize(("journey", "stages"), [(general, GENERAL), (urgent, URGENT)])
def test_every_step_of_a_whole_case_is_told_beforehand_and_briefly(
    watched: Watched, journey: Any, stages: set[str]
) -> None:
    """Whoever gives a command read it among theirs just before, and no answer is over 8 KB.

    With the command asked for by name or not, at every stage, to officers of one post and of all
    posts of an office.
    """
    journey(watched)
    (case,) = {line["case"] for line in watched.lines() if "-" in line.get("case", "")}
    watched.look(case, "CloseCase")
    assert watched.stages == stages
    assert len(watched.largest) > 80
    assert {name: n for name, n in watched.largest.items() if n > MOST_BYTES} == {}


def returned(api: Api) -> str:
    """Sent back to the township to be examined again."""
    case = posted(api)
    api.clock.set(MONDAY + timedelta(days=14))
    api.act(CASEWORKER, case, "public-notice/end")
    to_county(api, case)
    api.act(CHECKER, case, "return", reasons="重新核实收入")
    return case


def withdrawn(api: Api) -> str:
    """Taken back by the family."""
    case = api.submit()
    api.act(CASEWORKER, case, "withdrawal", reason="申请人自行撤回")
    return case


@ONE_STORE
@pytest.mark.parametrize("ended", [withdrawn, refused])
def test_a_case_that_is_over_says_so_since_when_and_what_is_left(api: Api, ended: Any) -> None:
    """Nobody is told to finish what comes before: what has passed for good is not told at all."""
    case = ended(api)
    day = str(api.clock.now().date())
    for officer in (*LOOKING, *SEVERAL):
        told = steps(api, officer, case)
        over = told["over"]
        assert (over["ending"], over["since"]) == (ended.__name__, day)
        assert over["ending_title"] in over["message"] and day in over["message"]
        assert over["way_out"] and told["links"]["history"].endswith("/history")
        first = {one["code"] for group in told["not_yet"] for one in group["reasons"]}
        assert told["stage"] == "refused" or "out-of-order" not in first, told["not_yet"]
        assert api.get(officer, told["links"]["history"]).status_code == 200
        gone = {one["command"] for group in told["not_yet"] for one in group["steps"]}
        assert not gone & {"AcceptApplication", "SignOpinion", "ApproveRelief", "InstructPayment"}
    mine = {one["command"] for one in steps(api, CHECKER, case)["mine"]}
    assert ("ServeDocument" in mine, "FeedBackResult" in mine) == (True, ended is refused)


@ONE_STORE
def test_a_case_under_way_is_not_over_and_begins_again_where_it_was_returned(api: Api) -> None:
    """What the township gives anew is to come again; before the end nothing says that it is over."""
    case = returned(api)
    told = steps(api, AT_TOWNSHIP, case)
    assert (told["stage"], told["over"]) == ("returned", None)
    coming = {one["command"]: one for group in told["not_yet"] for one in group["steps"]}
    assert coming["PostPublicNotice"]["needed_text"] == "已审核、已批准、已发放"
    assert "AcceptApplication" not in coming


@ONE_STORE
def test_stages_and_posts_stand_in_the_order_of_the_procedure(api: Api) -> None:
    """In every sentence and list: by the law's course, not by the letters of their codes."""
    case = api.submit()
    reasons = steps(api, CHECKER, case, command="FeedBackResult")["step"]["reasons"]
    (early,) = [one["message"] for one in reasons if one["code"] == "out-of-order"]
    assert "已批准、不予批准、已发放" in early
    assert in_words(("Post",), "approver,caseworker,township-leader") == (
        "经办人、乡镇主管领导、县级审批人"
    )
    for post in (READER, CITY):
        (wrong,) = api.post(post, "/v1/person-search", {}).json()["errors"]
        assert "经办人、乡镇主管领导、县级核查人、县级审批人、财务人员" in wrong["message"]


@ONE_STORE
def test_what_is_mine_but_not_yet_says_why_once_for_all_that_wait_for_it(api: Api) -> None:
    """A caseworker reads why; what another post gives is neither theirs nor explained to them."""
    case = api.submit()
    told = steps(api, CASEWORKER, case)
    assert told["stage_title"] == "已收件"
    waiting = {one["command"]: group for group in told["not_yet"] for one in group["steps"]}
    (why,) = waiting["SignOpinion"]["reasons"]
    assert why["code"] == "out-of-order" and "已收件" in why["message"] and why["way_out"]
    needed = {one["command"]: one["needed_text"] for one in waiting["SignOpinion"]["steps"]}
    assert needed["EndPublicNotice"] == "公示中、已批准、已发放"
    reasons = [group["reasons"] for group in told["not_yet"]]
    assert all(reasons.count(one) == 1 for one in reasons)
    assert "ApproveRelief" not in str(told)
    assert told["step"] is None
    assert [one["awaited"] for one in told["mine"]] == sorted(
        (one["awaited"] for one in told["mine"]), reverse=True
    )


@ONE_STORE
def test_every_step_stands_in_one_place_by_its_own_row(api: Api) -> None:
    """Each command is mine, waits, is another's turn, or nobody's now: as its row whole says.

    What stands beside every course is told only while it is awaited, or asked for by its name.
    What answers for another township is nobody's as long as no file is offered to one.
    """
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
            if RULES[route.command].aside:
                awaited = RULES[route.command].awaited and step["allowed"]
                assert (name in mine, name in wait | others) == (awaited, False), name
                continue
            assert step["allowed"] == (name in mine), (officer.id, name)
            row = RULES[route.command]
            passed = {*row.stages} <= {Stage.UNKNOWN, *BEFORE} or row.receives
            stopped = {one["code"] for one in step["reasons"]} - {"post-not-competent"}
            idle = (row.awaited or row.turn is not always) and not step["awaited"] and stopped
            there = theirs and not passed and not idle
            assert (name in mine | wait) == there, (officer.id, name)
            turn = not theirs and not stopped and set(power) != {Post.SYSTEM}
            assert (name in others) == turn, (officer.id, name)


@ONE_STORE
def test_nobody_is_promised_what_is_always_refused_nor_told_what_such_a_case_never_meets(
    api: Api,
) -> None:
    """All papers are there, whoever applied lives here, nothing is urgent, paid or complained of."""
    case = api.submit()
    for officer, never in (
        (CASEWORKER, {"NotifyDeficiencies", "HandToReliefStation", "PayCash", "DeliverGoods"}),
        (CASEWORKER, {"FileForRecord"}),
        (LEADER, {"RejectUrgency", "FileForRecord"}),
        (CHECKER, {"AnswerComplaint"}),
        (APPROVER, {"AnswerComplaint", "RejectUrgency", "Countersign"}),
        (FINANCE, {"ConfirmPayment", "ReportPaymentFailure", "PayCash", "DeliverGoods"}),
    ):
        told = steps(api, officer, case)
        waiting = {one["command"] for group in told["not_yet"] for one in group["steps"]}
        assert not never & (waiting | {one["command"] for one in told["mine"]}), officer.id
    awaited = {
        one["command"] for group in steps(api, FINANCE, case)["not_yet"] for one in group["steps"]
    }
    assert "InstructPayment" in awaited
    (none,) = steps(api, CASEWORKER, case, command="NotifyDeficiencies")["step"]["reasons"]
    assert none["code"] == "nothing-to-do" and "所缺的申请材料" in none["message"]


@ONE_STORE
def test_a_step_there_is_not_is_refused(api: Api) -> None:
    """A mistyped command is a wrong question, not an empty answer."""
    case = api.submit()
    for name in ("ApproveReleif", "RecordLead", ""):
        refused = api.get(CASEWORKER, f"/v1/cases/{case}/next-steps", command=name)
        assert codes(refused) == ["query-invalid"], name


@ONE_STORE
def test_a_letter_is_the_turn_of_the_office_whose_it_is(api: Api) -> None:
    """Others read which posts may serve it: not those of the other office, which would be refused."""
    for giver, posts, mine, other in (
        (LEADER, {Post.CASEWORKER, Post.TOWNSHIP_LEADER}, CASEWORKER, CHECKER),
        (APPROVER, {Post.COUNTY_CHECKER, Post.APPROVER}, CHECKER, CASEWORKER),
    ):
        case = api.submit()
        api.act(giver, case, "striking", ground="entered-twice", reasons="已登记一次")
        told = steps(api, FINANCE, case)["others"]
        (turn,) = [one for one in told if one["command"] == "ServeDocument"]
        assert {*turn["posts"]} == {post.value for post in posts}, giver.id
        api.follow()
        for officer, theirs in ((mine, True), (other, False)):
            desk = api.get(officer, "/v1/desk", whose="mine")
            assert desk.status_code == 200, desk.text
            acts = {
                act["command"]
                for one in desk.json()["items"]
                if one["case"] == case
                for act in one["acts"]
            }
            assert ("ServeDocument" in acts) is theirs, (giver.id, officer.id)

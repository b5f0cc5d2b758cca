"""Whose move it is, over HTTP: no list hides work, and what is on a list may be done."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from domain.case.authority import ADMINISTRATORS, Officer, Post
from domain.case.table import RULES
from relief.people.masking import Kind, masked
from tests.api.conftest import Api
from tests.api.test_journeys import CHECK, VISIT, inquire
from tests.api.test_journeys import (
    test_a_general_case_runs_from_application_to_archive as general,
)
from tests.api.test_journeys import (
    test_an_urgent_case_is_decided_by_the_township_and_countersigned as urgent,
)
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.test_next_steps import NAMES, NAMES_OF, steps
from tests.api.words import (
    APPROVER,
    CASEWORKER,
    CHECKER,
    CITY,
    COUNTY,
    FINANCE,
    LEADER,
    MONDAY,
    NAME,
    OTHER_TOWNSHIP,
    READER,
    SECOND_CHECKER,
    SECOND_FINANCE,
    STRANGER,
    TOWNSHIP,
    delegation,
    identity_number,
)
from tests.support.hardship import circumstances
from tests.support.register import appoint

OFFICE = (CASEWORKER, LEADER, CHECKER, SECOND_CHECKER, APPROVER, FINANCE, SECOND_FINANCE)


def listed(api: Api, officer: Officer, whose: str = "mine", **query: str) -> list[dict[str, Any]]:
    """A list of an officer's."""
    answer = api.get(officer, "/v1/desk", whose=whose, **query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def acts(items: list[dict[str, Any]], case: str) -> set[str]:
    """What may be done in a case, of a list."""
    return {act["command"] for one in items if one["case"] == case for act in one["acts"]}


class Listed(Api):
    """The API, where the lists are looked at before each step is taken."""

    taken: list[str]

    def act(self, officer: Officer, case: str, path: str, **body: Any) -> dict[str, Any]:
        """The same, once it stood on the list of whoever gives it, and lists and steps agreed."""
        name = NAMES[path].name
        self.follow()
        for one in OFFICE:
            mine = acts(listed(self, one), case)
            told = {step["command"] for step in steps(self, one, case)["mine"]}
            assert mine <= told, (name, one.id, mine - told)
        if RULES[NAMES_OF[name]].awaited:
            assert name in acts(listed(self, officer), case), name
            self.taken.append(name)
        return super().act(officer, case, path, **body)


@pytest.fixture
def watched(api: Api) -> Iterator[Listed]:
    """The API, watched."""
    made = Listed(api.service, api.clock, api.app, api.http, api.log)
    made.taken = []
    yield made


@ONE_STORE
@pytest.mark.parametrize("course", [general, urgent], ids=["general", "urgent"])
def test_each_step_stood_on_the_list_of_whoever_takes_it(watched: Listed, course: Any) -> None:
    """Along a whole case of either procedure; and nothing is listed that next-steps denies."""
    course(watched)
    assert len(set(watched.taken)) > 10, watched.taken
    watched.follow()
    closed = "CloseCase" in watched.taken
    assert closed == (course is general)
    assert closed == all(listed(watched, one) == [] for one in OFFICE)


def test_a_list_tells_the_act_the_day_its_law_and_the_place(api: Api) -> None:
    """In Chinese, with where it is done; what is due first stands first."""
    late = api.submit()
    api.act(CASEWORKER, late, "acceptance", procedure="general")
    inquire(api, late, "1800.00")
    api.clock.set(MONDAY + timedelta(days=1))
    case = api.submit()
    api.follow()
    notice, acceptance = listed(api, CASEWORKER)
    assert (notice["case"], acceptance["case"]) == (late, case)
    assert [act["title"] for act in acceptance["acts"]] == ["受理", "不予受理"]
    assert acceptance["acts"][0]["href"] == f"/v1/cases/{case}/acceptance"
    assert (acceptance["since"], acceptance["post_title"]) == ("2026-03-03", "经办人")
    assert (acceptance["due_on"], acceptance["basis"]) != (None, None)
    assert acceptance["article_text"] and acceptance["title"]
    assert listed(api, LEADER) == [] == listed(api, STRANGER)


def test_beside_it_stands_what_waits_for_others_and_for_whom(api: Api) -> None:
    """For each case whose it is; a city officer, whom no case waits for, sees everything there."""
    case = api.submit()
    api.follow()
    (waits,) = listed(api, LEADER, "others")
    assert (waits["case"], waits["post"], waits["waits_for"]) == (case, "caseworker", "office")
    assert listed(api, CASEWORKER, "others") == []
    assert [one["case"] for one in listed(api, CITY, "others")] == [case]
    assert listed(api, CITY) == []


def test_who_had_a_hand_does_not_have_it_and_somebody_else_has(api: Api) -> None:
    """第三十条: whoever signed as caseworker does not sign as leader, under any post."""
    both = Officer("cw", frozenset({Post.CASEWORKER, Post.TOWNSHIP_LEADER}), TOWNSHIP)
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    api.act(CASEWORKER, case, "means-check", **CHECK)
    api.act(CASEWORKER, case, "home-visits", **VISIT)
    api.act(CASEWORKER, case, "circumstances", **circumstances(2, MONDAY.date()))
    opinion = {"opinion": "positive", "recommended": "1800.00", "reasons": "困难属实"}
    api.act(CASEWORKER, case, "opinion", **opinion)
    api.follow()
    assert acts(listed(api, both), case) == set()
    assert acts(listed(api, LEADER), case) == {"CompleteExamination"}
    (waits,) = listed(api, both, "others")
    assert waits["post"] == "township-leader"


def test_a_name_on_a_list_is_masked_and_looked_at_on_record(api: Api) -> None:
    """One look for the whole page; an empty list shows nobody."""
    api.submit()
    api.submit()
    api.follow()
    assert listed(api, LEADER) == []
    (told, _) = listed(api, CASEWORKER)
    assert "*" in told["name"] and NAME not in told["name"] and told["name"][0] == NAME[0]
    seen = [look.entry for look in api.service.looks.log.page(size=10)]
    assert [(one.officer, one.act, one.case, one.fields) for one in seen] == [
        ("cw", "masked-read", "-", ("name",))
    ]


def test_a_lead_stands_on_the_list_until_it_is_closed(api: Api) -> None:
    """14.2: without a name, with where it is closed and the day it is due."""
    words = {"township": TOWNSHIP, "source": "citizen", "whereabouts": "桥下"}
    lead = api.post(CASEWORKER, "/v1/leads", words).json()["case"]
    api.follow()
    for one in (CASEWORKER, LEADER):
        (waits,) = listed(api, one)
        assert (waits["lead"], waits["case"], waits["name"], waits["stage"]) == (lead, *3 * (None,))
        assert waits["acts"][0]["href"] == f"/v1/leads/{lead}/closing"
        assert (waits["time_limit"], waits["basis"]) == ("lead-triage", "INTERNAL")
    assert listed(api, STRANGER) == []
    end = {"outcome": "not-in-need", "note": "已返家"}
    assert api.post(LEADER, f"/v1/leads/{lead}/closing", end).status_code == 201
    api.follow()
    assert listed(api, CASEWORKER) == []


def test_what_nobody_delegated_is_on_no_list(api: Api) -> None:
    """18.2.1: the leader sends it up; under a delegation of the day the township may decide."""
    case = api.submit()
    api.act(CASEWORKER, case, "urgency", kind="fire", reason="无处居住")
    api.act(CASEWORKER, case, "acceptance", procedure="urgent")
    inquire(api, case, "2000.00")
    api.follow()
    assert acts(listed(api, LEADER), case) == {"SubmitForApproval"}
    assert acts(listed(api, APPROVER, "others"), case) == {"SubmitForApproval"}
    api.post(APPROVER, f"/v1/counties/{COUNTY}/delegations", delegation())
    api.follow()
    assert acts(listed(api, LEADER), case) == {"SubmitForApproval", "ApproveUnderDelegation"}


def test_a_list_ends_at_the_territory(api: Api) -> None:
    """An area beyond is forbidden; administrators have no list."""
    api.submit()
    api.follow()
    assert api.get(CASEWORKER, "/v1/desk", area=OTHER_TOWNSHIP).status_code == 403
    assert len(listed(api, READER, "others", area=TOWNSHIP)) == 1
    for post in sorted(ADMINISTRATORS):
        administrator = Officer("admin", frozenset({post}), "5401")
        assert listed(api, administrator, "others") == [] == listed(api, administrator)


def test_a_leader_sees_how_much_lies_with_each_officer(api: Api) -> None:
    """Of the office that is led, as the register has it; whoever leads none sees their own."""
    for one in (CASEWORKER, LEADER, CHECKER, FINANCE):
        appoint(api.service, one)
    api.submit()
    api.submit()
    api.follow()
    told = api.get(LEADER, "/v1/office-load").json()["items"]
    assert {one["officer"]: one["total"] for one in told} == {"cw": 2, "ld": 0}
    told = api.get(APPROVER, "/v1/office-load", area=COUNTY).json()["items"]
    assert {one["officer"]: one["total"] for one in told} == {"ck": 0, "cw": 2, "fi": 0, "ld": 0}
    (own,) = api.get(CASEWORKER, "/v1/office-load").json()["items"]
    assert (own["officer"], own["counts"]["today"] + own["counts"]["soon"] > 0) == ("cw", True)
    assert api.get(LEADER, "/v1/office-load", area=COUNTY).status_code == 403


def test_a_list_names_the_applicant_there_is_now(api: Api) -> None:
    """Masked as the application reads after its amendments: another applicant, or another name."""
    case = api.submit()
    before = api.get(CASEWORKER, f"/v1/cases/{case}").json()["applicant"]
    put_right = {"relation": "applicant", "name": "更正姓名庚", "id_number": identity_number(1)}
    other = {"relation": "applicant", "name": "另行姓名辛", "id_number": identity_number(900)}
    for changes, shown in (
        ({"members": [put_right]}, masked(Kind.NAME, "更正姓名庚")),
        ({"members": [other], "left": [before]}, masked(Kind.NAME, "另行姓名辛")),
    ):
        api.act(CASEWORKER, case, "amendments", changes=changes, reasons="户口簿另有记载")
        api.follow()
        assert {one["name"] for one in listed(api, CASEWORKER)} == {shown}


def test_a_page_costs_as_many_looks_at_the_history_however_many_rows_it_has(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What rows cannot tell of their case alone is asked of all the cases of the page at once."""
    looks = Counter[str]()
    for name in ("since", "read", "last", "after"):
        counted(monkeypatch, type(api.service.journal), name, looks)

    def page(rows: int) -> int:
        """How often cases are asked for, for a page of so many rows; registers are asked by the second."""
        api.follow()
        listed(api, CASEWORKER)
        looks.clear()
        found = [one for one in listed(api, CASEWORKER) if one["stage"] == "examined"]
        assert len(found) == rows
        assert looks.total() <= 8, looks
        return looks["since"]

    costs = list[int]()
    for rows, new in ((1, 1), (2, 1), (6, 4)):
        for number in range(rows - new, rows):
            case = api.submit(serial=10 + number)
            api.act(CASEWORKER, case, "acceptance", procedure="general")
            inquire(api, case, "1800.00")
        costs.append(page(rows))
    assert costs[0] == costs[1] == costs[2] <= 3, costs


def counted(monkeypatch: pytest.MonkeyPatch, kind: type, name: str, looks: Counter[str]) -> None:
    """Count the calls of a method of the history."""
    plain = getattr(kind, name)

    def told(self: Any, *words: Any, **more: Any) -> Any:
        looks[name] += 1
        return plain(self, *words, **more)

    monkeypatch.setattr(kind, name, told)

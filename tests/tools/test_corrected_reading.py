"""A reading the bureau corrects for days that have been: what was decided on the old one is listed."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL
from starlette.testclient import TestClient

from adapters.identity.tokens import issue
from domain.case.authority import Officer, Post
from domain.ground.terms import Category, Cause, Procedure
from relief.api.app import create_app
from relief.bootstrap import Service
from relief.clock import SimulatedClock
from relief.office.requests import Receipt
from relief.tools.output import Output
from relief.tools.verify import verify
from tests.case.people import family
from tests.case.prescribed import bills
from tests.case.words import MONDAY, About, circumstances_of, yuan
from tests.support import commands as c
from tests.support.offices import Counter, at
from tests.tools.test_two_hands import LHASA, LINZHOU, ONE, TWO, House

READER = Officer("city.reader", frozenset({Post.CITY_READER}), "5401")


@pytest.fixture
def house(database: URL, tmp_path: Path) -> House:
    """Nothing laid beside it, nothing installed."""
    return House(tmp_path, database, SimulatedClock(at(MONDAY)))


def marginal(since: date) -> tuple[c.Command, c.Command]:
    """The two commands by which tiers are corrected to be marginal since a day (AMB-07)."""
    words: dict[str, Any] = {"case": LHASA, "area": "5401", "reading": "AMB-07"}
    proposal = c.ProposeInterpretation(
        **words,
        choice="marginal",
        since=since,
        document="拉民函〔2025〕4号（虚构）",
        correction=True,
    )
    return proposal, c.ApproveInterpretation(**words)


def approved(service: Service, serial: int, cost: str) -> str:
    """A township's case of medical costs, approved with all that is due; its number."""
    due = {"3000": "2100", "3500": "2800"}[cost]
    about = About(
        f"{LINZHOU}-{serial}", family("甲", serial=serial), yuan(due), cause=Cause.ILLNESS,
        category=Category.MEDICAL, township=LINZHOU,
    )  # fmt: skip
    paid = circumstances_of(about, bills=bills(cost))
    counter = Counter(service)
    counter.go(about, c.SubmitApplication, c.EstablishUrgency)
    counter.go(about, c.AcceptApplication, procedure=Procedure.URGENT)
    counter.go(about, c.ReportMeansCheck, c.RecordHomeVisit)
    counter.go(about, c.RecordCircumstances, circumstances=paid)
    counter.go(about, c.SignOpinion, c.CompleteExamination, c.SubmitForApproval)
    counter.go(about, c.ReceiveAtCounty, c.ReportCountyVerification, c.ApproveRelief)
    return about.case


def noted(service: Service, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What verify notes of decisions to be looked at again; it finds nothing wrong."""
    capsys.readouterr()
    assert verify(service, Output(json=True)) == 0
    notes = json.loads(capsys.readouterr().out)["notes"]
    return [note for note in notes if "后来作了更正" in note]


def asked(service: Service, method: str, path: str) -> Any:
    """What the API answers a reader of the city."""
    token = issue(service.settings.token_key, READER, service.clock.now(), timedelta(days=1))
    with TestClient(create_app(service)) as http:
        named = {"Authorization": f"Bearer {token}"}
        answer = http.request(method, path, headers=named, json={} if method == "POST" else None)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


@pytest.mark.article("34")
def test_decisions_on_a_reading_the_bureau_corrects_stand_and_are_listed(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    """By verify, the list and the case itself, once it counts; none of which the same would come (34)."""
    with house.started() as service:
        Counter(service).go(About(), c.RecordReferenceValue)
        same, other = approved(service, 1, "3000"), approved(service, 40, "3500")
        for officer, command in zip((ONE, TWO), marginal(date(2020, 1, 1)), strict=True):
            assert isinstance(house.give(service, officer, command), Receipt)
        assert noted(service, capsys) == []
    with house.started() as service:
        (note,) = noted(service, capsys)
        assert f"case-{other}第" in note and "金额的最高额 2800.00 → 2500.00" in note
        (item,) = asked(service, "GET", "/v1/reviews")
        assert (item["case"], item["why"], item["same"]) == (other, "law-corrected", False)
        for case in (same, other):
            (told,) = asked(service, "POST", f"/v1/cases/{case}/recomputation")
            assert told["same"] is (case == same)


@pytest.mark.article("34")
def test_a_reading_corrected_from_a_later_day_on_lists_no_decision_of_before(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was accepted before that day was not read wrongly (34)."""
    with house.started() as service:
        Counter(service).go(About(), c.RecordReferenceValue)
        approved(service, 40, "3500")
        house.clock.set(at(MONDAY + timedelta(days=2)))
        late = marginal(MONDAY + timedelta(days=1))
        for officer, command in zip((ONE, TWO), late, strict=True):
            assert isinstance(house.give(service, officer, command), Receipt)
    with house.started() as service:
        assert noted(service, capsys) == [] == asked(service, "GET", "/v1/reviews")

"""The document suffices: a client generated from it takes a case through with its own examples."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import count
from typing import Any

import httpx
import pytest

from domain.case.authority import Officer, Post
from tests.api.client import Answered, example, generated
from tests.api.conftest import Api
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.words import COUNTY, MONDAY, TOWNSHIP, officer
from tests.support.register import appoint

CASEWORKER = officer("zhaxi", Post.CASEWORKER, TOWNSHIP)
LEADER = officer("nima", Post.TOWNSHIP_LEADER, TOWNSHIP)
CHECKER = officer("danzeng", Post.COUNTY_CHECKER, COUNTY)
SECOND_CHECKER = officer("luosang", Post.COUNTY_CHECKER, COUNTY)
APPROVER = officer("ciren", Post.APPROVER, COUNTY)
FINANCE = officer("baima", Post.FINANCE, COUNTY)
SECOND_FINANCE = officer("deji", Post.FINANCE, COUNTY)

COURSE: Mapping[str, Officer] = {
    "SubmitApplication": CASEWORKER,
    "AcceptApplication": CASEWORKER,
    "ReportMeansCheck": CASEWORKER,
    "RecordHomeVisit": CASEWORKER,
    "RecordCircumstances": CASEWORKER,
    "SignOpinion": CASEWORKER,
    "CompleteExamination": LEADER,
    "PostPublicNotice": CASEWORKER,
    "EndPublicNotice": CASEWORKER,
    "SubmitForApproval": LEADER,
    "ReceiveAtCounty": CHECKER,
    "ReportSpotCheck": CHECKER,
    "ApproveRelief": APPROVER,
    "FeedBackResult": CHECKER,
    "InstructPayment": FINANCE,
    "ConfirmPayment": SECOND_FINANCE,
    "CloseCase": CHECKER,
}
"""The usual course, and who takes each step."""


class Office:
    """Officers who know the API by its document only."""

    def __init__(self, api: Api) -> None:
        self.api, self.who, self.keys = api, CASEWORKER, count()
        self.document: dict[str, Any] = api.http.get("/v1/openapi.json").json()
        self.functions = generated(self.document, self.send)
        self.ways: Mapping[str, Mapping[str, str]] = {}
        self.version = self.case = ""

    def send(
        self, method: str, path: str, headers: dict[str, str], query: Any, content: bytes | None
    ) -> httpx.Response:
        """Over HTTP, as whoever is at the desk."""
        said = {**self.api.headers(self.who), **headers}
        return self.api.http.request(method, path, headers=said, params=query, content=content)

    def give(self, name: str) -> Answered:
        """The command of the example, over the version of the last receipt."""
        self.who = COURSE[name]
        given = {**self.ways.get(name, {}), "Idempotency-Key": f"k-{next(self.keys)}"}
        if "If-Match" in given:
            given["If-Match"] = self.version
        done = self.functions[name](given, example(self.document, name))
        if done.status == 201:
            self.case = done.body["case"]
            self.ways, self.version = self.ways or done.ways, done.headers["etag"]
        return done


@ONE_STORE
def test_a_client_generated_from_the_document_takes_a_case_through(api: Api) -> None:
    """Names, parameters, bodies, links and examples are the document's; the case ends closed."""
    appoint(api.service, *COURSE.values(), SECOND_CHECKER)
    office, drawn = Office(api), False
    for name in COURSE:
        if name == "EndPublicNotice":
            api.clock.set(MONDAY + timedelta(days=14))
        if name == "CloseCase":
            api.serve(office.case, CHECKER)
            looked = api.get(CHECKER, f"/v1/cases/{office.case}")
            office.version = looked.headers["etag"]
        done = office.give(name)
        right = 409 if name == "ReportSpotCheck" and not drawn else 201
        assert done.status == right, (name, done.body)
        drawn = drawn or "spot-check-selected" in done.body.get("facts", ())
    read = office.functions["Case"](office.ways["Case"])
    assert (read.body["stage"], read.body["paid"]) == ("closed", "1800.00")


@ONE_STORE
def test_the_client_takes_nothing_that_the_document_does_not_name(api: Api) -> None:
    """A parameter left out or made up, and a body of another form, go no further than the client."""
    office = Office(api)
    with pytest.raises(TypeError, match="SubmitApplication"):
        office.functions["SubmitApplication"]({})
    with pytest.raises(ValueError, match="amount"):
        named = {"case": "1", "If-Match": '"1"', "Idempotency-Key": "1"}
        office.functions["ApproveRelief"](named, {"amount": 1800})

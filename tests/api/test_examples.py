"""Every operation that takes a body has an example, and each is sent as it stands.

Those of the usual course take a case through in ``test_client``. The others are given here, each at
the moment for it; where an example names what only a real case has (a person, the hash of a file),
it is right in its form and refused for that alone, and is taken with the real one in its place.
"""

from collections.abc import Mapping
from copy import deepcopy
from itertools import count
from typing import Any

import pytest

from domain.case.table import RULES
from relief.api.addresses import QUESTIONS
from relief.api.bodies import BODIES
from relief.api.routes import ROUTES
from relief.words.dictionary import example, examples
from tests.api.arranging import seen
from tests.api.conftest import Api, codes
from tests.api.givers import CITY, GIVERS
from tests.api.test_client import (
    CASEWORKER,
    COURSE,
    SECOND_CHECKER,
    SECOND_FINANCE,
)
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.words import COUNTY, identity_number
from tests.support.complete import complete
from tests.support.register import appoint

INQUIRY = ("ReportMeansCheck", "RecordHomeVisit", "RecordCircumstances", "SignOpinion")
URGENT: tuple[Any, ...] = (
    "SubmitApplication",
    "EstablishUrgency",
    ("AcceptApplication", {"procedure": "urgent"}),
    *INQUIRY,
)
EXAMINED = (*URGENT, "CompleteExamination")
AT_COUNTY = (*EXAMINED, "SubmitForApproval", "ReceiveAtCounty")
APPROVED = (*AT_COUNTY, "ReportCountyVerification", "ApproveRelief")
PAPERS = [one for one in example("SubmitApplication")["materials"] if one != "hardship-proof"]
REFUSED = {
    "opinion": "negative",
    "recommended": "0.00",
    "ground": "10.3-leaves-land-idle",
    "evidence": ["ledger-1"],
}
STORIES: Mapping[str, tuple[Any, ...]] = {
    "objected to": (
        ("SubmitApplication", {"materials": PAPERS}),
        "NotifyDeficiencies",
        "ReceiveSupplement",
        "AcceptApplication",
        *INQUIRY,
        "SendBackOpinion",
        "SignOpinion",
        "CompleteExamination",
        "PostPublicNotice",
        "LodgeObjection",
        "ResolveObjection",
    ),
    "interrupted": (
        *("SubmitApplication", "AcceptApplication", "RecordCommunityAppraisal", *INQUIRY),
        *("CompleteExamination", "PostPublicNotice", "InterruptPublicNotice"),
    ),
    "paid after a failure": (
        *(*APPROVED, "FeedBackResult", "InstructPayment", "ReportPaymentFailure"),
        "TellOfPayment",
        *("CorrectPaymentAccount", "RejectAccountCorrection"),
        *("CorrectPaymentAccount", "ConfirmAccountCorrection", "VouchNumber"),
        *("PayCash", "ReferCase", "RecordReferralAnswer"),
    ),
    "sent back once it was credited": (
        *(*APPROVED, "InstructPayment"),
        ("ConfirmPayment", {"paid_on": "2026-03-02", "serial": "流水-2026-9"}),
        "RecordPaymentReturn",
    ),
    "given back": (
        *APPROVED,
        ("PayCash", {"receipt": example("TakeBack")["handed"]}),
        "TakeBack",
    ),
    "changed": (*APPROVED, "ChangeSum"),
    "revised": (
        *(*APPROVED, "PayCash", "ProposeRevision", "RejectRevision"),
        *("ProposeRevision", "ApproveRevision"),
    ),
    "in doubt": (
        *("SubmitApplication", "AcceptApplication"),
        ("ReportMeansCheck", {"result": "not-verifiable"}),
        "ResolveDoubt",
    ),
    "complained of": (*APPROVED, "RecordComplaint", "AnswerComplaint"),
    "nothing to draw or excuse": (*AT_COUNTY, "DrawAgain", "ExcusePapers"),
    "reviewed": (*APPROVED, "RecordReview"),
    "taken back": (*APPROVED, "RevokeDecision"),
    "given in goods": (*APPROVED, "DeliverGoods"),
    "sent back": (*AT_COUNTY, "ReturnForReexamination"),
    "refused": (
        *URGENT[:-1],
        ("SignOpinion", REFUSED),
        *("CompleteExamination", "SubmitForApproval", "ReceiveAtCounty"),
        *("ReportCountyVerification", "RefuseRelief"),
    ),
    "delegated and countersigned": (
        *("GrantDelegation", *EXAMINED, "ApproveUnderDelegation", "FileForRecord", "Countersign"),
    ),
    "delegated and struck down": (
        *(*EXAMINED, "ApproveUnderDelegation", "FileForRecord", "RefuseCountersignature"),
    ),
    "released and returned": (
        *(*EXAMINED, "ApproveUnderDelegation", "ReleaseForHandover", "ReturnRelease"),
        *("ServeDocument", "RevokeDelegation"),
    ),
    "not urgent": (*URGENT, "RejectUrgency"),
    "at once": (
        *("SubmitApplication", "AcceptApplication", "RecordKnownStatus"),
        *("ApproveSmallRelief", "LeaveSmallFast"),
    ),
    "entered twice": (
        *("SubmitApplication", "AcceptApplication", "UndoAcceptance", "StrikeApplication"),
    ),
    "said anew": (
        *("SubmitApplication", "AmendApplication", *EXAMINED[1:], "CorrectApplication"),
        "RejectCorrection",
    ),
    "put right": (
        *("SubmitApplication", "AmendApplication", *EXAMINED[1:], "CorrectApplication"),
        "ConfirmCorrection",
    ),
    "handed on": ("SubmitApplication", "OfferFile", "SendFileBack", "OfferFile", "TakeOverFile"),
    "under other rules": (
        *("SubmitApplication", "AcceptApplication", "RecordJointMeeting", "HandToCompetent"),
    ),
    "a child's number": ("SubmitApplication", "JoinNumber"),
    "not taken": ("SubmitApplication", "RefuseAcceptance"),
    "handed over": (("SubmitApplication", {"residence": "neither"}), "HandToReliefStation"),
    "a file": ("SubmitApplication", "AttachEvidence"),
    "written to": (
        *("SubmitApplication", "AcceptApplication", "AgreeToMessages", "QueueMessage"),
        "EndMessages",
    ),
    "withdrawn": (
        *("SubmitApplication", "RenewSlip", "AcceptApplication", "RecordFailedService"),
        "WithdrawApplication",
    ),
    "nobody dead elsewhere": (
        "SubmitApplication",
        "JudgeDeath",
        "JudgeName",
        "PartHousehold",
        "JudgeLikeness",
        "JoinHousehold",
    ),
    "ended by a death": ("SubmitApplication", "AcceptApplication", "RecordDeath"),
    "a lead": ("RecordLead", "CloseLead"),
    "officers": (
        *("AppointOfficer", "LinkSignIn", "UnlinkSignIn", "DeclareKinship", "WithdrawKinship"),
        *("NameOfficer", "EndAppointment", "AppointAdministrator", "EndAdministration"),
    ),
    "keys": ("ProposeKeyDestruction", "ConfirmKeyDestruction"),
    "the city": (
        *("RecordHolidayNotice", "WithdrawHolidayNotice", "RecordReferenceValue"),
        *("ProposeDivisions", "ConfirmDivisions", "RejectDivisions", "WithdrawDivisions"),
        *("ProposeLaw", "ApproveLaw"),
        *("ProposeInterpretation", "ApproveInterpretation"),
    ),
}

OF_A_CASE: Mapping[str, tuple[str, ...]] = {
    "ApproveSmallRelief": ("not-small-fast",),
    "LeaveSmallFast": ("not-small-fast",),
    "RecordKnownStatus": ("small-fast-off",),
    "CorrectPaymentAccount": ("not-a-member",),
    "RecordDeath": ("not-a-member",),
    "JoinNumber": ("not-a-member",),
    "JudgeDeath": ("death-unknown",),
    "JudgeName": ("names-agree",),
    "PartHousehold": ("not-living-together",),
    "JudgeLikeness": ("likeness-unknown",),
    "JoinHousehold": ("likeness-unknown",),
    "WithdrawKinship": ("kinship-unknown",),
    "ServeDocument": ("document-differs",),
    "DrawAgain": ("spot-check-enough",),
    "ExcusePapers": ("nothing-to-do",),
    "AttachEvidence": ("file-unknown",),
    "RecordHolidayNotice": ("notice-not-shown",),
    "WithdrawHolidayNotice": ("notice-unknown",),
    "ConfirmDivisions": ("divisions-not-shown",),
    "WithdrawDivisions": ("divisions-unknown",),
    "ProposeLaw": ("law-file-unknown",),
    "ApproveLaw": ("law-file-unknown", "law-not-proposed"),
    "ProposeKeyDestruction": ("person-unknown",),
    "ConfirmKeyDestruction": ("not-proposed", "person-unknown"),
}
"""Examples that name what only a real case, file or person has, and what they are refused for."""


class Desk:
    """Officers who send the examples; each is sent as it stands once, and then for other families."""

    def __init__(self, api: Api) -> None:
        self.api, self.routes = api, {one.name: one for one in ROUTES}
        self.taken, self.refused = set[str](), dict[str, list[str]]()
        self.serials, self.family, self.case = count(1), 0, ""

    def tell(self, story: tuple[Any, ...]) -> None:
        """A story about a family of its own."""
        self.family, self.case = next(self.serials), ""
        for step in story:
            name, changes = step if isinstance(step, tuple) else (step, {})
            if name in OF_A_CASE:
                self.odd(name)
            if name in REAL or name not in OF_A_CASE:
                self.give(name, changes)

    def give(self, name: str, changes: Mapping[str, Any]) -> None:
        """A command that is taken: the example itself where that was not sent yet."""
        body = example(name)
        if changes or name in COURSE or name in self.taken or name in REAL:
            body = self.varied(name, body) | self.real(name) | dict(changes)
        answer = self.post(name, body)
        self.of_its_officer(name, answer)
        assert answer.status_code == 201, (
            f"{name} is not taken where a story of STORIES gives it: {answer.text}"
        )
        if body == example(name) or name in REAL:
            self.taken.add(name)
        if name in ("SubmitApplication", "RecordLead"):
            self.case = answer.json()["case"]

    def odd(self, name: str) -> None:
        """An example that is refused for the one thing it cannot know."""
        answer = self.post(name, example(name))
        self.of_its_officer(name, answer)
        assert tuple(codes(answer)) == OF_A_CASE[name], (
            f"OF_A_CASE has {name} refused for {OF_A_CASE[name]}; it was answered {answer.text}"
        )
        self.refused[name] = codes(answer)

    def of_its_officer(self, name: str, answer: Any) -> None:
        """Says so where it is not given by whom it belongs to."""
        if answer.status_code != 403:
            return
        by = ", ".join(post.value for post in RULES[self.routes[name].command].by)
        assert "post-not-competent" not in codes(answer), (
            f"GIVERS in tests/api/givers.py does not say that {name} is given by {by}"
        )

    def post(self, name: str, body: Any) -> Any:
        """As whoever gives it, over the version there is."""
        assert name in self.routes, f"a story of STORIES gives {name}, which has no `address`"
        route, who = self.routes[name], GIVERS.get(name, CASEWORKER)
        new = "yangjin" if "Administrat" in name else "suolang"
        named = {"law": "lhasa-2018-202", "officer": new, "person": "0" * 32}
        path = route.path.format(case=self.case, lead=self.case, county=COUNTY, **named)
        version = None
        if route.decision:
            version = self.api.get(who, f"/v1/cases/{self.case}").json()["version"]
        return self.api.post(who, path, body, version)

    def varied(self, name: str, body: Any) -> dict[str, Any]:
        """The example for another family: other people, other numbers of papers."""
        made: dict[str, Any] = deepcopy(body)
        for one in ("document", "receipt", "consent", "report", "minutes", "slip", "procurement"):
            if one in made:
                made[one] = f"{made[one]}/{self.family}"
        if name == "SubmitApplication":
            for place, member in enumerate(made["members"]):
                member["id_number"] = identity_number(2 * self.family + place)
        return made

    def real(self, name: str) -> dict[str, Any]:
        """What only the case knows."""
        if name not in REAL:
            return {}
        if name in KEPT:
            return self.shown(name)
        people = self.api.get(CASEWORKER, f"/v1/cases/{self.case}").json()["members"]
        if name == "RecordDeath":
            return {"person": people[-1]}
        account = example(name)["account"]
        return {"account": {**account, "holder": people[0]}}

    def shown(self, name: str) -> dict[str, Any]:
        """The number of the notice given before, and the mark of what was shown."""
        known: dict[str, Any] = {}
        if name == "WithdrawHolidayNotice":
            listed = self.api.get(CITY, "/v1/calendar/notices", year=2026).json()["items"]
            known["number"] = listed[-1]["number"]
        path, body = self.routes[name].path, self.varied(name, example(name)) | known
        return known | {"shown": seen(self.api, GIVERS[name], body, path).json()["shown"]}


KEPT = frozenset({"RecordHolidayNotice", "WithdrawHolidayNotice"})
REAL = frozenset({"CorrectPaymentAccount", "RecordDeath"}) | KEPT
"""Examples that are taken once a person of the case stands in them, or what only the register knows."""


@ONE_STORE
def test_every_example_is_sent_as_it_stands(api: Api) -> None:
    """What the document shows of commands is taken, or lacks but what a real case has."""
    appoint(api.service, *COURSE.values(), SECOND_CHECKER, SECOND_FINANCE)
    desk = Desk(api)
    for story in STORIES.values():
        desk.tell(story)
    sent = desk.taken | desk.refused.keys() | COURSE.keys()
    untold = sorted({one.name for one in ROUTES} - sent)
    assert not untold, (
        f"no story here gives {', '.join(untold)}: add it to STORIES, or to OF_A_CASE"
    )
    complete(OF_A_CASE, desk.refused, "OF_A_CASE in tests/api/test_examples.py")


def test_every_operation_with_a_body_has_its_example() -> None:
    """Commands and questions; none is kept for what is gone."""
    sent = {one.name for one in QUESTIONS if one.body is not None}
    wanted, file = {kind.__name__ for kind in BODIES} | sent, "relief/words/zh-CN/examples.json"
    lacking, left_over = sorted(wanted - examples().keys()), sorted(examples().keys() - wanted)
    assert not lacking, f"{file} has no example of {', '.join(lacking)}"
    assert not left_over, f"{file} has examples of what is gone: {', '.join(left_over)}"


@ONE_STORE
def test_the_document_shows_each_operation_its_example(api: Api) -> None:
    """The very one that is sent here."""
    for methods in api.app.openapi()["paths"].values():
        for said in methods.values():
            content = said.get("requestBody", {}).get("content", {}).get("application/json")
            if content is not None:
                assert content["examples"]["usual"]["value"] == example(said["operationId"])


@ONE_STORE
@pytest.mark.parametrize(
    ("name", "path", "right"),
    [
        ("Assess", "/v1/assessments", 200),
        ("PersonSearch", "/v1/person-search", 200),
        ("RevealCase", "/v1/cases/{case}/reveal", 200),
        ("RevealLead", "/v1/leads/{lead}/reveal", 200),
        ("Progress", "/v1/progress", 404),
        ("SignInLocally", "/v1/sign-in/local", 401),
        ("OfferToInvited", "/v1/sign-in/invitation/offer", 401),
        ("AcceptInvitation", "/v1/sign-in/invitation", 401),
        ("ChangePassword", "/v1/session/password", 409),
        ("OfferSecondFactor", "/v1/session/second-factor/offer", 409),
        ("ChangeSecondFactor", "/v1/session/second-factor", 409),
        ("ForeseeRecordHolidayNotice", "/v1/calendar/notices/foreseen", 200),
        ("ForeseeWithdrawHolidayNotice", "/v1/calendar/notices/withdrawal/foreseen", 422),
        ("ForeseeConfirmDivisions", "/v1/divisions/confirmation/foreseen", 422),
    ],
)
def test_the_examples_of_questions_are_answered(api: Api, name: str, path: str, right: int) -> None:
    """Or, where a password would have to be right, refused for that and not for its form."""
    api.follow()
    lead = api.post(CASEWORKER, "/v1/leads", example("RecordLead")).json()["case"]
    case = api.submit() if name == "RevealCase" else ""
    who = CITY if name.startswith("Foresee") else CASEWORKER
    answer = api.post(who, path.format(case=case, lead=lead), example(name))
    assert answer.status_code == right, answer.text

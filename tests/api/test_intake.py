"""What comes to the counter over HTTP: whatever papers came, told once; and what follows the same day."""

from typing import Any

from adapters.drawing.fonts import drawable
from tests.api.conftest import Api, codes
from tests.api.test_journeys import inquire
from tests.api.words import CASEWORKER, PAPERS, PHONE, application

CONSENT = "means-check-consent"
NEXT_DOOR = {"phone": PHONE, "address": "雪莲村2号"}


def step(api: Api, case: str) -> dict[str, Any]:
    """What the caseworker is told of accepting the case."""
    asked = api.get(CASEWORKER, f"/v1/cases/{case}/next-steps", command="AcceptApplication")
    told: dict[str, Any] = asked.json()["step"]
    return told


def accept(api: Api, case: str, **words: Any) -> Any:
    """An acceptance, whatever comes of it."""
    return api.post(CASEWORKER, f"/v1/cases/{case}/acceptance", words)


def test_an_application_without_papers_is_registered_and_told_once(api: Api) -> None:
    """Nor does an agent without a telephone keep it from the counter (16, 17)."""
    agent = {"reason": "年老体弱", "name": "次仁"}
    words = application(channel="on-behalf", agent=agent, materials=["entrustment-letter"])
    done = api.post(CASEWORKER, "/v1/cases", words)
    assert done.status_code == 201, done.text
    case = done.json()["case"]
    told = {"missing": [*PAPERS, "entrustment-letter"], "document": "补正-1"}
    api.act(CASEWORKER, case, "deficiency-notice", **told)
    api.act(CASEWORKER, case, "supplements", materials=told["missing"])
    assert accept(api, case, procedure="general").status_code == 201


def test_next_steps_answer_as_the_acceptance_does(api: Api) -> None:
    """While papers lack that may not follow, it is not allowed, for the same reasons."""
    case = api.submit(materials=PAPERS[:1])
    told, refused = step(api, case), accept(api, case, procedure="general")
    assert not told["allowed"] and refused.status_code == 409
    assert [one["code"] for one in told["reasons"]] == codes(refused) == ["materials-missing"]
    whole = api.submit(serial=7)
    assert step(api, whole)["allowed"]


def test_a_consent_that_follows_is_warned_of(api: Api) -> None:
    """Before the urgent acceptance, and beside its receipt: it must come the same day (18.2.1)."""
    papers = [one for one in PAPERS if one != CONSENT]
    case = api.submit(materials=papers)
    api.act(CASEWORKER, case, "urgency", kind="fire", reason="无处居住")
    told = step(api, case)
    assert told["allowed"]
    assert [one["code"] for one in told["cautions"]] == ["materials-missing", "consent-due-today"]
    words = {"procedure": "urgent", "outstanding": [CONSENT], "reason": "授权书烧毁"}
    done = accept(api, case, **words)
    assert done.status_code == 201, done.text
    assert [one["code"] for one in done.json()["cautions"]] == ["consent-due-today"]
    general = accept(api, api.submit(serial=9, contact=NEXT_DOOR), procedure="general")
    assert general.json()["cautions"] == []


def test_a_sign_no_letter_could_show_is_told_before_one_is_posted(api: Api) -> None:
    """A name of GB 18030 level 3 is kept as it is; who records it is told at once (P6)."""
    rare = "次仁\U00020000"
    assert not drawable(rare)
    members = application()["members"]
    named = [{**members[0], "name": rare}, members[1]]
    done = api.post(CASEWORKER, "/v1/cases", application(members=named))
    assert done.status_code == 201, done.text
    (told,) = done.json()["cautions"]
    assert (told["code"], told["field"]) == ("sign-not-printable", "members.0.name")
    assert rare not in done.text
    plain = api.post(CASEWORKER, "/v1/cases", application(serial=3, contact=NEXT_DOOR)).json()
    assert plain["cautions"] == []


def test_what_leads_to_a_letter_tells_of_a_sign_none_could_show(api: Api) -> None:
    """Among what comes next, and at acceptance; nothing hangs that no letter could follow (P6)."""
    members = application()["members"]
    case = api.submit(members=[{**members[0], "name": "次仁\U00020000"}, members[1]])
    told = api.get(CASEWORKER, f"/v1/cases/{case}/next-steps").json()["mine"]
    warned = {one["command"]: [two["code"] for two in one["cautions"]] for one in told}
    assert "sign-not-printable" in warned["AcceptApplication"]
    assert "sign-not-printable" not in warned["EstablishUrgency"]
    done = accept(api, case, procedure="general")
    assert done.status_code == 201, done.text
    assert "sign-not-printable" in [one["code"] for one in done.json()["cautions"]]
    inquire(api, case, "1800.00")
    version = api.get(CASEWORKER, f"/v1/cases/{case}").json()["version"]
    body = {"place": "村务公示栏", "evidence": ["照片-1"]}
    refused = api.post(CASEWORKER, f"/v1/cases/{case}/public-notice", body, version)
    assert codes(refused) == ["document-not-printable"]
    assert "申请更正" in refused.json()["errors"][0]["way_out"]


def test_a_name_is_kept_with_its_one_dot(api: Api) -> None:
    """Whichever was typed: printed, found and told equal by it."""
    members = application()["members"]
    named = [{**members[0], "name": "格桑‧ 卓玛"}, members[1]]
    case = api.submit(members=named)
    body = {"reason": "identity-check", "fields": ["name"]}
    told = api.post(CASEWORKER, f"/v1/cases/{case}/reveal", body).json()["items"]
    assert told[0]["value"] == "格桑·卓玛"

"""Visits and hand-overs over HTTP: who goes along, who helps, who hands over, before whom."""

from typing import Any

import pytest

from domain.case.authority import Post
from tests.api.conftest import Api, codes
from tests.api.test_journeys import CHECK, inquire
from tests.api.words import (
    APPROVER,
    CASEWORKER,
    FINANCE,
    LEADER,
    NAME,
    READER,
    SECOND_CHECKER,
    delegation,
    identity_number,
    officer,
)
from tests.support.register import appoint


def accepted(api: Api) -> str:
    """A general case whose means were checked."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    api.act(CASEWORKER, case, "means-check", **CHECK)
    return case


def visit(**changes: Any) -> dict[str, Any]:
    """A visit by the caseworker with a helper of the village."""
    return {
        "visited_on": "2026-03-02",
        "visitors": ["cw"],
        "helpers": [{"name": "边巴"}],
        "findings": "属实",
        "signed_by_household": True,
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"visitors": ["cw", "幽灵"], "helpers": []}, "field-invalid", "visitors.1"),
        ({"visitors": ["cw", "ｃｗ"], "helpers": []}, "field-invalid", "visitors.1"),
        ({"visitors": ["cw", "CW"], "helpers": []}, "field-invalid", "visitors"),
        ({"visitors": ["cw", "zz1"], "helpers": []}, "officer-unknown", "visitors"),
        ({"visitors": ["cw", "sweep"], "helpers": []}, "field-invalid", "visitors.1"),
        ({"helpers": [{"name": NAME}]}, "not-an-outsider", "helpers"),
        ({"helpers": [{"name": "标记·姓名　丙"}]}, "not-an-outsider", "helpers"),
        ({"helpers": [{"name": "CW"}]}, "field-invalid", "helpers"),
        ({"helpers": [{"name": "ｃ　 w"}]}, "field-invalid", "helpers"),
    ],
)
def test_a_visit_is_made_by_people(
    api: Api, changes: dict[str, Any], code: str, field: str
) -> None:
    """Officers in post and helpers from outside the household; nothing else is recorded."""
    case = accepted(api)
    refused = api.post(CASEWORKER, f"/v1/cases/{case}/home-visits", visit(**changes))
    assert refused.status_code == 422, refused.text
    assert (codes(refused), refused.json()["errors"][0]["field"]) == ([code], field)
    assert NAME not in refused.text


@pytest.mark.article("18", "30")
def test_who_went_along_in_capitals_does_not_approve(api: Api) -> None:
    """``AP`` is the approver (18, 30)."""
    appoint(api.service, APPROVER)
    case = accepted(api)
    api.act(CASEWORKER, case, "home-visits", **visit(visitors=["cw", "AP"], helpers=[]))
    history = api.get(READER, f"/v1/cases/{case}/history").json()["items"]
    assert history[-1]["fields"]["visitors"] == ["cw", "ap"]
    path = f"/v1/cases/{case}/next-steps"
    approval = api.get(APPROVER, path, command="ApproveRelief").json()["step"]
    assert "duties-not-separate" in {reason["code"] for reason in approval["reasons"]}


def test_a_helper_is_one_person_under_a_random_identifier(api: Api) -> None:
    """The same in the next case of the township; the name is sealed, and shown only masked."""
    ids = []
    for serial in (1, 2):
        case = api.submit(
            members=[{"relation": "applicant", "name": "甲", "id_number": number(serial)}],
            account=None,
            incident={"cause": "fire", "on": "2026-02-27", "place": f"{serial}组"},
        )
        api.act(CASEWORKER, case, "acceptance", procedure="general")
        api.act(CASEWORKER, case, "home-visits", **visit(helpers=[{"name": "标记·协助人"}]))
        last = api.get(READER, f"/v1/cases/{case}/history").json()["items"][-1]
        (helper,) = last["fields"]["helpers"]
        ids.append(helper["person"])
        assert "标记·协助人" not in str(last)
    assert ids[0] == ids[1]
    assert len(ids[0]) == 32


def number(serial: int) -> str:
    """Another person's identity number."""
    return identity_number(700 + serial)


def delegated(api: Api) -> str:
    """Decided in the township; the caseworker visited and signed."""
    api.post(APPROVER, "/v1/counties/540121/delegations", delegation())
    case = api.submit()
    api.act(CASEWORKER, case, "urgency", kind="fire", reason="无处居住")
    api.act(CASEWORKER, case, "acceptance", procedure="urgent", outstanding=[])
    inquire(api, case, "1800.00")
    api.act(LEADER, case, "delegated-approval", amount="1800.00", document="急批-1")
    return case


CASH = {"amount": "1800.00", "source": "fiscal", "reason": "无账户", "receipt": "收据-1"}


def give(api: Api, case: str, **more: Any) -> Any:
    """The caseworker hands over cash."""
    version = api.get(CASEWORKER, f"/v1/cases/{case}").json()["version"]
    return api.post(CASEWORKER, f"/v1/cases/{case}/cash", {**CASH, **more}, version)


@pytest.mark.article("19", "30")
def test_an_office_of_three_has_another_hand(api: Api) -> None:
    """The caseworker who visited and signed is refused (19, 30)."""
    third = officer("cw3", Post.CASEWORKER, LEADER.division)
    appoint(api.service, CASEWORKER, LEADER, third)
    case = delegated(api)
    api.act(FINANCE, case, "handover-release", amount="1800.00", source="fiscal")
    refused = give(api, case, witness="村委会主任")
    assert (refused.status_code, codes(refused)) == (403, ["duties-not-separate"])


def test_an_office_of_two_hands_over_what_was_released_before_an_outsider(api: Api) -> None:
    """Without release refused; before a member or the helper refused; then done, and said so."""
    appoint(api.service, CASEWORKER, LEADER, SECOND_CHECKER)
    case = delegated(api)
    refused = give(api, case, witness="村委会主任")
    assert (refused.status_code, codes(refused)) == (409, ["not-released"])
    api.act(FINANCE, case, "handover-release", amount="1800.00", source="fiscal")
    for wrong in ({"witness": NAME}, {"witness": "边 巴"}, {"witness_officer": "CW"}):
        told = give(api, case, **wrong)
        assert codes(told) in (["not-an-outsider"],), told.text
    done = give(api, case, witness_officer="CK2")
    assert done.status_code == 201, done.text
    fields = api.get(READER, f"/v1/cases/{case}/history").json()["items"][-1]["fields"]
    assert (fields["short_handed"], fields["witness_officer"]) == (True, "ck2")

"""An application said anew over HTTP: at the counter, after examination, by two officers at once."""

from typing import Any

from domain.case.authority import Officer
from tests.api.conftest import Api, codes
from tests.api.test_journeys import inquire
from tests.api.words import CASEWORKER, LEADER, identity_number

CHILD = {"relation": "child", "name": "标记姓名丁", "id_number": identity_number(901)}
WHY = {"reasons": "登记时遗漏一人"}


def seen(api: Api, case: str) -> dict[str, Any]:
    """A case as it stands now."""
    told: dict[str, Any] = api.get(CASEWORKER, f"/v1/cases/{case}").json()
    return told


def next_of(api: Api, who: Officer, case: str) -> set[str]:
    """What an officer can do now."""
    told = api.get(who, f"/v1/cases/{case}/next-steps").json()
    return {one["command"] for one in told["mine"]}


def test_a_forgotten_child_is_added_at_the_counter(api: Api) -> None:
    """The person is listed, masked; the file and the form show who."""
    case = api.submit()
    told = api.act(CASEWORKER, case, "amendments", changes={"members": [CHILD]}, **WHY)
    assert told["facts"] == ["application-amended", *["person-listed"] * 3]
    now = seen(api, case)
    assert len(now["members"]) == 3 and now["people"][-1]["name"] == "标*"
    history = api.get(CASEWORKER, f"/v1/cases/{case}/history").json()["items"]
    assert history[-1]["fields"]["again"] == ["duplicates", "authority"]
    assert "丁" not in str(history)
    letter = api.get(CASEWORKER, f"/v1/cases/{case}/documents/application-form")
    assert letter.status_code == 200, letter.text
    inquiry = api.act(CASEWORKER, case, "acceptance", procedure="general")
    assert inquiry["facts"] == ["application-accepted"]


def test_after_examination_it_takes_two_and_its_proof(api: Api) -> None:
    """Asked for it stands in the case, masked; agreed to, the case is examined again."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    inquire(api, case, "1800.00")
    late = api.post(
        CASEWORKER,
        f"/v1/cases/{case}/amendments",
        {"changes": {"members": [CHILD]}, **WHY},
        seen(api, case)["version"],
    )
    assert (late.status_code, codes(late)) == (409, ["examined-already"])
    words = {"changes": {"members": [CHILD]}, "evidence": ["出生证明-1"], **WHY}
    api.act(CASEWORKER, case, "corrections", **words)
    asked = seen(api, case)
    assert asked["correction"]["number"] == 1 and len(asked["members"]) == 2
    assert asked["correction"]["changes"]["members"][0]["name"] == "标*"
    assert "ConfirmCorrection" in next_of(api, LEADER, case)
    told = api.act(LEADER, case, "corrections/confirmation", correction=1, reasons="属实")
    assert told["facts"][:2] == ["application-corrected", "examination-reopened"]
    assert told["facts"][2:] == ["person-listed"] * 3
    now = seen(api, case)
    assert (now["stage"], now["correction"], len(now["members"])) == ("accepted", None, 3)


def test_an_acceptance_undone_is_told_in_writing(api: Api) -> None:
    """Why it does not stand, and that the application goes on."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    before = api.get(CASEWORKER, f"/v1/cases/{case}/documents/acceptance-undoing")
    assert before.status_code == 409
    api.act(LEADER, case, "acceptance/undoing", ground="wrong-kind", reasons="类型选错")
    letter = api.get(CASEWORKER, f"/v1/cases/{case}/documents/acceptance-undoing")
    assert letter.status_code == 200, letter.text


def test_two_officers_at_once_do_not_amend_over_each_other(api: Api) -> None:
    """The second is told that the case has moved on, and nothing is stored."""
    case = api.submit()
    version = seen(api, case)["version"]
    path, words = f"/v1/cases/{case}/amendments", {"changes": {"village": "云杉村"}, **WHY}
    first = api.post(CASEWORKER, path, words, version)
    second = api.post(CASEWORKER, path, {**words, "changes": {"village": "青稞村"}}, version)
    assert (first.status_code, second.status_code) == (201, 412)
    assert codes(second) == ["version-stale"]
    assert seen(api, case)["village"] == "云杉村"


def test_everything_wrong_is_told_at_once(api: Api) -> None:
    """A wrong number, a stranger who leaves, a kind that is none of households'."""
    case = api.submit()
    wrong = {
        "members": [{**CHILD, "id_number": "540121190106059999"}],
        "left": ["0" * 32],
        "category": "other-individual",
    }
    answer = api.post(
        CASEWORKER,
        f"/v1/cases/{case}/amendments",
        {"changes": wrong, **WHY},
        seen(api, case)["version"],
    )
    assert codes(answer) == ["field-invalid", "not-a-member", "identity-number-wrong"]
    assert seen(api, case)["version"] == 1

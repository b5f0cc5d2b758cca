"""What a refusal says can be done next: it is true of the case, and it is there."""

import pytest

from relief.api.reading import LARGEST_BODY
from relief.words.sentences import say
from tests.api.conftest import Api, codes
from tests.api.paperwork import refused as refused_case
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.test_next_steps import withdrawn
from tests.api.words import CASEWORKER, CHECKER, application


def early(api: Api, case: str, command: str) -> tuple[str, str]:
    """What is said of a step that is not in order: the sentence and the way out."""
    asked = api.get(CASEWORKER, f"/v1/cases/{case}/next-steps", command=command).json()["step"]
    (one,) = [reason for reason in asked["reasons"] if reason["code"] == "out-of-order"]
    return one["message"], one["way_out"]


@ONE_STORE
def test_what_is_over_is_not_to_be_finished_first(api: Api) -> None:
    """A closed file says so; a stage that is past is past; only what is to come waits for others."""
    first = "请先完成前面的环节"
    case = withdrawn(api)
    said, way = early(api, case, "AcceptApplication")
    assert "已归档" in said and first not in way and "下一步" in way
    told = api.post(CASEWORKER, f"/v1/cases/{case}/acceptance", {"procedure": "general"})
    assert codes(told) == ["out-of-order"] and first not in told.text
    case = api.submit()
    assert first in early(api, case, "SignOpinion")[1]
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    said, way = early(api, case, "NotifyDeficiencies")
    assert "已不能办理" in said and first not in way
    assert first in early(api, case, "CompleteExamination")[1]


@ONE_STORE
def test_a_document_by_a_number_beyond_those_issued_says_how_many_there_are(api: Api) -> None:
    """Its command was given; that it may not be given now is no matter."""
    case = refused_case(api)
    path = f"/v1/cases/{case}/documents/relief-refusal"
    none = api.get(CHECKER, path, number=7)
    assert (none.status_code, codes(none)) == (409, ["document-not-issued"]), none.text
    (error,) = none.json()["errors"]
    assert error["facts"]["issued"] == "1" and "已制发1份" in error["message"]
    assert "尚未办理" not in error["message"] and "文书目录" in error["way_out"]


@ONE_STORE
def test_what_is_too_large_is_told_where_files_go(api: Api) -> None:
    """By the name the upload has among the operations."""
    large = api.raw(b"x" * (LARGEST_BODY + 1))
    (error,) = large.json()["errors"]
    assert large.status_code == 413
    assert f"“{say('api.operations.Upload').partition('：')[0]}”" in error["way_out"]


@ONE_STORE
@pytest.mark.parametrize("path", ["/v1/sign-in/provider", "/v1/sign-in/callback?code=x&state=y"])
def test_a_way_in_that_is_not_open_is_not_to_be_tried_again(api: Api, path: str) -> None:
    """Without a provider there is none to be sent to, and none to come back from."""
    closed = api.http.get(path, follow_redirects=False)
    assert (closed.status_code, codes(closed)) == (404, ["sign-in-not-offered"]), closed.text


@ONE_STORE
def test_a_wrong_identity_number_is_named_once(api: Api) -> None:
    """The label says what it is."""
    body = application()
    body["members"][0]["id_number"] = "54012119010605001" + "9"
    told = api.post(CASEWORKER, "/v1/cases", body)
    (error,) = [e for e in told.json()["errors"] if e["code"] == "identity-number-wrong"]
    assert error["message"].count("公民身份号码") == 1, error


@ONE_STORE
def test_the_page_takes_no_conditions(api: Api) -> None:
    """As every other address without any."""
    assert api.http.get("/docs").status_code == 200
    told = api.http.get("/docs", params={"x": "1"})
    assert (told.status_code, codes(told)) == (400, ["query-unknown"])

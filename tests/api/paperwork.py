"""Cases brought to their documents over HTTP, and the documents read back."""

import hashlib
from datetime import timedelta
from typing import Any

import httpx

from domain.case.authority import Officer
from tests.api.conftest import Api
from tests.api.test_journeys import inquire, to_county
from tests.api.words import (
    APPROVER,
    CASEWORKER,
    COUNTY,
    LEADER,
    MONDAY,
    delegation,
)
from tests.documents.reading import pdf_text, word_text
from tests.support.hardship import circumstances

GROUND = "10.5-realisable-assets"
REASON = "标记理由丁：所持金融资产短期内可变现。"


def get(api: Api, officer: Officer, case: str, kind: str, **query: Any) -> httpx.Response:
    """A document as a file; it must be there."""
    found = api.get(officer, f"/v1/cases/{case}/documents/{kind}", **query)
    assert found.status_code == 200, found.text
    assert hashlib.sha256(found.content).hexdigest() == found.headers["relief-document-sha256"]
    return found


def text(file: httpx.Response) -> str:
    """What a file says, without white space."""
    return (pdf_text if file.content.startswith(b"%PDF") else word_text)(file.content)


def listed(api: Api, officer: Officer, case: str) -> dict[str, dict[str, Any]]:
    """The list of documents by kind; the last of each."""
    items = api.get(officer, f"/v1/cases/{case}/documents").json()["items"]
    return {item["document"]: item for item in items}


def service(file: httpx.Response, kind: str, **changes: Any) -> dict[str, Any]:
    """The words that record the service of a file on the applicant."""
    return {
        "document": kind,
        "sha256": file.headers["relief-document-sha256"],
        "manner": "direct",
        "served_on": "applicant",
        "delivered_on": "2026-03-02",
        "receipt": "回证-1",
        **changes,
    }


def examined(api: Api, amount: str = "1800.00", **changes: Any) -> str:
    """A general case with both signatures."""
    case = api.submit(**changes)
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    inquire(api, case, amount)
    return case


def refused(api: Api) -> str:
    """A general case the county refused."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    api.act(CASEWORKER, case, "means-check", result="mismatch", consent="核授-1", report="核报-1")
    visit = {
        "visitors": ["cw"],
        "helpers": [{"name": "标记协助人庚"}],
        "findings": "标记邻居戊所述",
        "signed_by_household": True,
    }
    api.act(CASEWORKER, case, "home-visits", visited_on="2026-03-02", **visit)
    api.act(CASEWORKER, case, "circumstances", **circumstances(2, MONDAY.date()))
    found = {"ground": GROUND, "reasons": REASON, "evidence": ["hb-1"]}
    opinion = {"opinion": "negative", "recommended": "0.00", **found}
    api.act(CASEWORKER, case, "opinion", **opinion)
    api.act(LEADER, case, "examination")
    to_county(api, case)
    api.act(APPROVER, case, "refusal", **found, document="林民救不批〔2026〕5号")
    return case


def posted(api: Api, **changes: Any) -> str:
    """A general case whose notice hangs."""
    case = examined(api, **changes)
    api.act(CASEWORKER, case, "public-notice", place="村务公示栏", evidence=["照片-1"])
    return case


def approved(api: Api, **changes: Any) -> str:
    """A general case the county approved."""
    case = posted(api, **changes)
    api.clock.set(MONDAY + timedelta(days=14))
    api.act(CASEWORKER, case, "public-notice/end")
    to_county(api, case)
    api.act(APPROVER, case, "approval", amount="1800.00", document="批-1")
    return case


def delegated(api: Api) -> str:
    """An urgent case the township approved under delegation."""
    done = api.post(APPROVER, f"/v1/counties/{COUNTY}/delegations", delegation())
    assert done.status_code == 201, done.text
    case = api.submit()
    api.act(CASEWORKER, case, "urgency", kind="fire", reason="房屋烧毁，无处居住。")
    api.act(CASEWORKER, case, "acceptance", procedure="urgent")
    inquire(api, case, "2000.00")
    api.act(LEADER, case, "delegated-approval", amount="2000.00", document="批-1")
    return case

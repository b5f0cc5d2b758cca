"""Law enters on record over HTTP: a file by two city officers, a reading of the bureau's by two as well."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL
from starlette.testclient import TestClient

from domain.case.authority import Post
from relief.api.app import create_app
from relief.bootstrap import build
from relief.clock import SimulatedClock
from relief.logs import configure
from relief.settings import Settings
from tests.api import words as w
from tests.api.conftest import Api, codes
from tests.api.described import described
from tests.law.test_overlay import OVERLAY
from tests.law.test_overlay import TEXT as COUNTY
from tests.support.installed import MASTER, TOKENS

ONE, TWO = (w.officer(name, Post.CITY_OFFICER, "5401") for name in ("city-a", "city-b"))
FILE = {
    "area": "5401",
    "document": OVERLAY.document,
    "valid_from": "2021-01-01",
    "sha256": OVERLAY.sha256,
}
LAW = f"/v1/laws/{OVERLAY.id}"
READING = {
    "area": "5401",
    "reading": "AMB-33",
    "choice": "down-once",
    "since": "2027-01-01",
    "document": "拉民函〔2026〕3号（虚构）",
}
READINGS = "/v1/laws/lhasa-2018-202/interpretations"


@pytest.fixture
def api(database: URL, tmp_path: Path) -> Iterator[Api]:
    """The application over an installed history, with a county's file laid beside the program since."""
    configure("INFO", log := StringIO())
    folder = tmp_path / "overlays"
    folder.mkdir()
    (folder / "linzhou.toml").write_text(COUNTY, encoding="utf-8")
    settings = Settings(
        database=database.render_as_string(hide_password=False),
        overlays=folder,
        master_key=tmp_path / MASTER,
        token_key=tmp_path / TOKENS,
        development=True,
        address_rate=0,
        officer_rate=0,
    )
    service = build(settings, clock := SimulatedClock(w.MONDAY))
    app = create_app(service)
    with TestClient(app, raise_server_exceptions=False) as http:
        http.event_hooks["response"].append(described(app, service.law))
        yield Api(service, clock, app, http, log)
    service.close()


def detail(answer: Any) -> str:
    """What the first fault says."""
    return str(answer.json()["errors"][0])


def test_a_file_is_proposed_by_one_city_officer_and_approved_by_another(api: Api) -> None:
    """What waits is told by readiness; each refusal is told in Chinese, with the way out."""
    api.follow()
    (waits,) = api.get(ONE, "/readyz", part="commands").json()["waiting"]
    assert OVERLAY.sha256 in waits and "尚未入档，不适用" in waits and "市级工作人员" in waits
    wrong = api.post(ONE, f"{LAW}/proposal", {**FILE, "sha256": "0" * 64})
    assert (wrong.status_code, codes(wrong)) == (422, ["law-file-differs"])
    assert "与待入档的法规文件所载不符" in detail(wrong)
    early = api.post(TWO, f"{LAW}/approval", {"area": "5401", "sha256": OVERLAY.sha256})
    assert (early.status_code, codes(early)) == (409, ["law-not-proposed"])
    nobody = api.post(w.CASEWORKER, f"{LAW}/proposal", FILE)
    assert nobody.status_code == 403
    assert api.post(ONE, f"{LAW}/proposal", FILE).status_code == 201
    own = api.post(ONE, f"{LAW}/approval", {"area": "5401", "sha256": OVERLAY.sha256})
    assert (own.status_code, codes(own)) == (403, ["duties-not-separate"])
    done = api.post(TWO, f"{LAW}/approval", {"area": "5401", "sha256": OVERLAY.sha256})
    assert (done.status_code, done.json()["facts"]) == (201, ["law-recorded"])
    (approved,) = api.get(ONE, "/readyz", part="commands").json()["waiting"]
    assert OVERLAY.sha256 in approved and "已核准入档，自下次启动服务起适用" in approved
    assert "尚未入档" not in approved
    nowhere = api.post(ONE, "/v1/laws/nowhere/proposal", FILE)
    assert (nowhere.status_code, codes(nowhere)) == (404, ["law-file-unknown"])


def test_the_bureaus_reading_is_recorded_by_two_city_officers(api: Api) -> None:
    """By its document, from a day to come; what the text does not ask, and days gone by, are refused."""
    for changes, code in (
        ({"reading": "AMB-99"}, "reading-unknown"),
        ({"choice": "sideways"}, "field-invalid"),
        ({"since": "2025-01-01"}, "interpretation-reaches-back"),
    ):
        refused = api.post(ONE, READINGS, {**READING, **changes})
        assert codes(refused) == [code], refused.text
    wrong = detail(api.post(ONE, READINGS, {**READING, "choice": "sideways"}))
    assert "可填：末次四舍五入到分、末次舍去分以下" in wrong
    book = api.get(ONE, "/v1/words").json()["values"]
    assert book["readings.AMB-33"].keys() == {"half-up-once", "down-once"}
    assert api.post(ONE, READINGS, READING).status_code == 201
    words = {"area": "5401", "reading": "AMB-33"}
    own = api.post(ONE, f"{READINGS}/approval", words)
    assert (own.status_code, codes(own)) == (403, ["duties-not-separate"])
    assert "您此前已提请，不能再办理该事项。" in own.text
    done = api.post(TWO, f"{READINGS}/approval", words)
    api.follow()
    before = api.get(ONE, "/readyz", part="commands").json()["waiting"]
    assert (done.status_code, done.json()["facts"]) == (201, ["interpretation-recorded"])
    assert any("AMB-33" in one and "自下次启动服务起适用" in one for one in before)

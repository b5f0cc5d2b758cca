"""小额快救 over HTTP, whole: off, put on record by two city officers, a case to its end, taken off again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import URL
from starlette.testclient import TestClient

from adapters.packs import law
from adapters.packs.county import parse_overlay
from domain.case.authority import Post
from relief.api.app import create_app
from relief.bootstrap import build
from relief.clock import SimulatedClock
from relief.logs import configure
from relief.settings import Settings
from tests.api import words as w
from tests.api.conftest import Api, codes
from tests.api.described import described
from tests.api.spoken import spoken
from tests.api.test_paying import ORDER, credited, give
from tests.case.smallfast import DOCUMENT, filled
from tests.support.installed import MASTER, TOKENS

ONE, TWO = (w.officer(name, Post.CITY_OFFICER, "5401") for name in ("city-a", "city-b"))
BEGINS, ENDS = date(2026, 3, 3), date(2026, 3, 4)
KEYS = count()
"""Every request of this file has a key of its own, whichever start of the service it goes to."""
SMALL = {"procedure": "small-fast"}
STRANGER = {"residence": "neither", "materials": ["identity-card", "hardship-proof"]}


@contextmanager
def running(folder: Path, database: URL, at: datetime, *files: str) -> Iterator[Api]:
    """The service as it is started with these files laid beside it."""
    configure("INFO", log := StringIO())
    laid = folder / "overlays"
    laid.mkdir(exist_ok=True)
    for number, text in enumerate(files):
        (laid / f"small-fast-{number}.toml").write_text(text, encoding="utf-8")
    settings = Settings(
        database=database.render_as_string(hide_password=False),
        overlays=laid,
        master_key=folder / MASTER,
        token_key=folder / TOKENS,
        files=folder / "files",
        development=True,
        address_rate=0,
        officer_rate=0,
    )
    service = build(settings, clock := SimulatedClock(at))
    app = create_app(service)
    try:
        with TestClient(app, raise_server_exceptions=False) as http:
            http.event_hooks["response"].extend((described(app, service.law), spoken))
            yield Api(service, clock, app, http, log, KEYS)
    finally:
        service.close()


def recorded(api: Api, text: str) -> None:
    """One city officer proposes the file, another approves it."""
    sha256 = parse_overlay(text, law().packs[0]).sha256
    words = {"document": DOCUMENT, "valid_from": str(BEGINS), "sha256": sha256, "area": "5401"}
    told = api.post(ONE, "/v1/laws/small-fast/proposal", words)
    assert told.status_code == 201, told.text
    words = {"sha256": sha256, "area": "5401"}
    assert api.post(TWO, "/v1/laws/small-fast/approval", words).status_code == 201


def asked(api: Api, serial: int, **changes: Any) -> str:
    """A family in an emergency of its own."""
    fire = {"cause": "fire", "on": "2026-02-27", "place": f"雪莲村{serial}"}
    return api.submit(serial=serial, incident=fire, **changes)


def off(api: Api, case: str) -> None:
    """Refused, in Chinese, with the way out."""
    told = give(api, w.CASEWORKER, case, "acceptance", **SMALL)
    assert (told.status_code, codes(told)) == (409, ["small-fast-off"])
    assert "没有入档并施行的小额快救文件" in told.text and "按一般程序或者紧急程序办理" in told.text


def paid(api: Api, case: str, serial: str) -> None:
    """Ordered by one of finance, confirmed by another."""
    api.act(w.FINANCE, case, "payments", **{**ORDER, "amount": "900.00"})
    assert credited(api, case, serial).status_code == 201


def test_a_small_sum_from_the_document_on_record_to_its_end(database: URL, tmp_path: Path) -> None:
    """Off; proposed, approved and started again: on; whoever is in an emergency is helped where it is;
    with a last day on record the running case ends by its own law, and no new one is accepted so.
    """
    begins, ends = filled(BEGINS), filled(BEGINS, ENDS)
    with running(tmp_path, database, w.MONDAY) as api:
        off(api, asked(api, 1))
        stranger = give(api, w.CASEWORKER, asked(api, 4, **STRANGER), "acceptance", **SMALL)
        assert {"not-resident", "small-fast-off"} <= set(codes(stranger))
    with running(tmp_path, database, w.MONDAY, begins) as api:
        recorded(api, begins)
        off(api, asked(api, 2))
    tuesday = w.MONDAY + timedelta(days=1)
    with running(tmp_path, database, tuesday, begins, ends) as api:
        whole(api)
        unshown(api)
        late = asked(api, 5)
        api.act(w.CASEWORKER, late, "acceptance", **SMALL)
        recorded(api, ends)
    with running(tmp_path, database, tuesday + timedelta(days=6), begins, ends) as api:
        off(api, asked(api, 6))
        api.act(w.LEADER, late, "small-approval", amount="900.00", document="镇快批-2")
        paid(api, late, "流水-2")
        lawful(api, late)


def whole(api: Api) -> None:
    """Registered, decided, paid; told in every place where cases are told."""
    case = asked(api, 3, **STRANGER)
    ordinary = give(api, w.CASEWORKER, case, "acceptance", procedure="general")
    assert "not-resident" in codes(ordinary)
    api.act(w.CASEWORKER, case, "acceptance", **SMALL)
    told = give(api, w.LEADER, case, "small-approval", amount="910.01", document="镇快批-1")
    assert set(codes(told)) == {"above-small-sum", "above-township-sum"}
    assert "超过小额快救每次的最高金额910.00元" in told.text
    told = give(api, w.CASEWORKER, case, "small-approval", amount="900.00", document="镇快批-1")
    assert told.status_code == 403
    api.follow()
    limits = api.get(w.CHECKER, f"/v1/cases/{case}/time-limits").json()["items"]
    (mine,) = [one for one in limits if one["limit"] == "small-fast"]
    assert mine["last_day"] == "2026-03-06"
    done = api.act(w.LEADER, case, "small-approval", amount="900.00", document="镇快批-1")
    assert done["facts"] == ["relief-approved", "grant-charged", "grant-charged"]
    paid(api, case, "流水-1")
    api.follow()
    told = api.get(w.CHECKER, f"/v1/ledgers/county/{w.COUNTY}", procedure="small-fast").json()
    (line,) = told["items"]
    assert line["case"] == case
    assert told["by_procedure"] == {"small-fast": told["totals"]}
    assert told["totals"]["paid"] == "900.00"
    assert (line["procedure"], line["stage"], line["paid"]) == ("small-fast", "paid", "900.00")
    letters = api.get(w.CASEWORKER, f"/v1/cases/{case}/documents").json()["items"]
    for one in letters:
        if one["standing"] == "issued":
            file = api.get(w.CASEWORKER, one["href"], format="docx")
            assert file.status_code == 200, file.text
    assert {"acceptance-notice", "relief-approval"} <= {one["document"] for one in letters}
    lawful(api, case)


def unshown(api: Api) -> None:
    """No small sum is granted whose letter could not show the name: told before, refused then (P6)."""
    members = w.application(7)["members"]
    case = asked(api, 7, members=[{**members[0], "name": "次仁\U00020000"}, members[1]])
    api.act(w.CASEWORKER, case, "acceptance", **SMALL)
    asks = {"command": "ApproveSmallRelief"}
    step = api.get(w.LEADER, f"/v1/cases/{case}/next-steps", **asks).json()["step"]
    assert "sign-not-printable" in [one["code"] for one in step["cautions"]]
    told = give(api, w.LEADER, case, "small-approval", amount="900.00", document="镇快批-7")
    assert codes(told) == ["document-not-printable"]
    changes = {"members": members[:1]}
    api.act(w.CASEWORKER, case, "amendments", changes=changes, reasons="姓名改用可以打印的写法")
    step = api.get(w.LEADER, f"/v1/cases/{case}/next-steps", **asks).json()["step"]
    assert "sign-not-printable" not in [one["code"] for one in step["cautions"]]


def lawful(api: Api, case: str) -> None:
    """Each deed held again to the rules it names: nothing stands against any."""
    answer = api.post(w.CHECKER, f"/v1/cases/{case}/recomputation")
    assert answer.status_code == 200, answer.text
    held = answer.json()["deeds"]
    assert held and [one for one in held if one["against"]] == []

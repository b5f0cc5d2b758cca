"""Three further places over HTTP, each from its file alone: steps, notice, sums as their texts have them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from sqlalchemy import URL
from starlette.testclient import TestClient

from domain.case.authority import Officer, Post
from domain.ground.money import ZERO
from domain.ground.terms import Category, Cause
from relief.api.app import create_app
from relief.api.assessed import plain
from relief.bootstrap import build
from relief.clock import LHASA, SimulatedClock
from relief.logs import configure
from relief.settings import Settings
from tests.api import words as w
from tests.api.conftest import Api, codes
from tests.api.described import described
from tests.api.spoken import spoken
from tests.api.test_paying import give
from tests.case.hardship import bill, fitting
from tests.case.words import yuan
from tests.support.installed import MASTER, TOKENS

PACKS = Path(__file__).parents[1] / "law" / "packs"
KEYS = ("code", "name", "level", "kind", "parent")


class Place:
    """A township with its county and city, and one officer for each post.

    ``within``: its law is a county's, and in the province around it another one holds.
    """

    def __init__(self, pack: str, township: str, morning: datetime, within: str = "") -> None:
        county, city = township[:6], township[:4]
        self.pack, self.township, self.morning, self.within = pack, township, morning, within
        self.caseworker = w.officer("cw", Post.CASEWORKER, township)
        self.leader = w.officer("ld", Post.TOWNSHIP_LEADER, township)
        self.checker = w.officer("ck", Post.COUNTY_CHECKER, county)
        self.approver = w.officer("ap", Post.APPROVER, county)
        self.finance = w.officer("fi", Post.FINANCE, county)
        self.second = w.officer("fi2", Post.FINANCE, county)
        names = [
            (city, "虚构市", "city", "地级市", city[:2]),
            (county, "虚构县", "county", "县", city),
        ]
        names += [(township, "虚构镇", "township", "镇", county)]
        self.divisions = [{**dict(zip(KEYS, one, strict=True)), "seat": True} for one in names]


HUBEI = Place("hubei-2018", "420101001", datetime(2019, 3, 4, 10, tzinfo=LHASA))
ANHUI = Place("anhui-2025", "340101001", datetime(2025, 3, 3, 10, tzinfo=LHASA))
ZOUPING = Place("zouping-2018", "371681001", datetime(2019, 11, 4, 9, tzinfo=LHASA), "37")


@contextmanager
def serving(place: Place, folder: Path, url: URL) -> Iterator[Api]:
    """The real application with that place's two files beside it."""
    (law := folder / "packs").mkdir()
    copy(PACKS / f"{place.pack}.toml", law)
    if place.within:
        wider = (PACKS / f"{HUBEI.pack}.toml").read_text(encoding="utf-8")
        wider = wider.replace('area = "42"', f'area = "{place.within}"')
        assert f'area = "{place.within}"' in wider
        (law / "wider.toml").write_text(wider, encoding="utf-8")
    table = folder / "divisions.json"
    table.write_text(json.dumps({"source": "虚构", "divisions": place.divisions}), encoding="utf-8")
    configure("INFO", log := StringIO())
    settings = Settings(
        database=url.render_as_string(hide_password=False),
        packs=law,
        divisions=table,
        master_key=folder / MASTER,
        token_key=folder / TOKENS,
        files=folder / "files",
        development=True,
        address_rate=0,
        officer_rate=0,
    )
    service = build(settings, clock := SimulatedClock(place.morning))
    app = create_app(service)
    try:
        with TestClient(app, raise_server_exceptions=False) as http:
            http.event_hooks["response"].extend((described(app, service.law), spoken))
            yield Api(service, clock, app, http, log)
    finally:
        service.close()


def submitted(api: Api, at: Place, papers: list[str], **changes: Any) -> str:
    """An application at the counter of the place."""
    day = at.morning.date() - timedelta(days=2)
    fire = {"cause": "fire", "on": str(day), "place": "雪莲村"}
    said = {"township": at.township, "lives_in": at.township, "incident": fire}
    body = w.application(**{**said, "materials": papers, **changes})
    done = api.post(at.caseworker, "/v1/cases", body)
    assert done.status_code == 201, done.text
    return str(done.json()["case"])


def visited(api: Api, at: Place, case: str) -> Any:
    """入户, whatever the answer."""
    day = str(api.clock.now().date())
    seen = {"visitors": ["cw"], "helpers": [{"name": "边巴"}], "findings": "属实"}
    body = {"visited_on": day, "signed_by_household": True, **seen}
    return give(api, at.caseworker, case, "home-visits", **body)


def told(api: Api, at: Place, case: str, category: Category, cause: Cause, **facts: Any) -> None:
    """困难情况."""
    day = at.morning.date()
    found = plain(fitting(category, ZERO, day, cause=cause, members=2, **facts))
    api.act(at.caseworker, case, "circumstances", expense_year=day.year, circumstances=found)


def opinion(api: Api, at: Place, case: str, amount: str) -> Any:
    """The caseworker's opinion, whatever the answer."""
    said = {"opinion": "positive", "recommended": amount, "reasons": "困难属实"}
    return give(api, at.caseworker, case, "opinion", **said)


def signed(api: Api, at: Place, case: str, amount: str) -> None:
    """两级签字."""
    assert opinion(api, at, case, amount).status_code == 201
    api.act(at.leader, case, "examination")


def paid(api: Api, at: Place, case: str, amount: str) -> None:
    """Ordered, and confirmed by another."""
    api.act(at.finance, case, "payments", amount=amount, source="fiscal")
    words = {"paying_bank": "虚构代理银行", "serial": "流水-1", "payment": 1}
    day = str(api.clock.now().date())
    api.act(at.second, case, "payments/confirmation", paid_on=day, **words)


def refused(done: Any, *wanted: str) -> None:
    """Not now, for these reasons."""
    assert done.status_code in (409, 422), done.text
    assert set(codes(done)) == set(wanted), done.text


def closed(api: Api, case: str, checker: Officer) -> None:
    """Archived, and held again to the rules it was decided under."""
    api.act(checker, case, "closing", volume="卷 1")
    assert api.get(checker, f"/v1/cases/{case}").json()["stage"] == "closed"
    held = api.post(checker, f"/v1/cases/{case}/recomputation").json()
    assert [one["same"] for one in held["items"]] == [True]
    assert [one for one in held["deeds"] if one["against"]] == []


def test_relief_first_and_papers_later_as_the_pack_orders_them(
    sqlite_url: URL, tmp_path: Path
) -> None:
    """P17, Zouping: decided and paid on the letter alone; visit and proof before the file closes."""
    at = ZOUPING
    with serving(at, tmp_path, sqlite_url) as api:
        case = submitted(api, at, ["application-letter"], category="sudden-hardship")
        api.act(at.caseworker, case, "urgency", kind="fire", reason="无处居住")
        late = {"outstanding": ["hardship-proof"], "reason": "先行救助"}
        api.act(at.caseworker, case, "acceptance", procedure="urgent", **late)
        told(api, at, case, Category.SUDDEN_HARDSHIP, Cause.FIRE)
        signed(api, at, case, "3000.00")
        api.act(at.leader, case, "delegated-approval", amount="3000.00", document="批-1")
        refused(visited(api, at, case), "inquiry-incomplete")
        paid(api, at, case, "3000.00")
        api.act(at.checker, case, "feedback")
        api.serve(case, at.caseworker)
        early = give(api, at.checker, case, "closing", volume="卷 1")
        refused(early, "materials-missing", "inquiry-incomplete")
        assert visited(api, at, case).status_code == 201
        api.act(at.caseworker, case, "supplements", materials=["hardship-proof"])
        closed(api, case, at.checker)


def test_a_township_that_decides_waits_for_the_notice_where_the_pack_posts_first(
    sqlite_url: URL, tmp_path: Path
) -> None:
    """P15 and P18, Anhui: the greater of two formulas, three days on the board, then the township."""
    at = ANHUI
    with serving(at, tmp_path, sqlite_url) as api:
        illness = {"cause": "major-illness", "on": "2025-02-10", "place": "县医院"}
        kind = {"category": "medical-expenditure", "incident": illness}
        case = submitted(api, at, ["application-letter"], **kind)
        api.act(at.caseworker, case, "acceptance", procedure="general")
        check = {"result": "consistent", "consent": "核授-1", "report": "核报-1"}
        api.act(at.caseworker, case, "means-check", **check)
        assert visited(api, at, case).status_code == 201
        bills = (bill(yuan(10000), at.morning.date()),)
        told(api, at, case, Category.MEDICAL, Cause.ILLNESS, bills=bills)
        refused(opinion(api, at, case, "4000.01"), "amount-outside-range")
        signed(api, at, case, "4000.00")
        approval = {"amount": "4000.00", "document": "批-1"}
        refused(give(api, at.leader, case, "delegated-approval", **approval), "notice-missing")
        api.act(at.caseworker, case, "public-notice", place="村务公示栏", evidence=["照片-1"])
        refused(give(api, at.leader, case, "delegated-approval", **approval), "out-of-order")
        api.clock.set(datetime(2025, 3, 7, 10, tzinfo=LHASA))
        api.act(at.caseworker, case, "public-notice/end", evidence=["照片-2"])
        api.act(at.leader, case, "delegated-approval", **approval)
        paid(api, at, case, "4000.00")
        api.act(at.checker, case, "feedback")
        api.serve(case, at.leader)
        closed(api, case, at.checker)


@pytest.mark.parametrize("amount", ["4000.00"])
def test_more_than_the_maximum_by_the_minutes_of_a_meeting(
    amount: str, sqlite_url: URL, tmp_path: Path
) -> None:
    """P17 and P18, Hubei: no means check in urgency; above the maximum only as a meeting resolved."""
    at = HUBEI
    with serving(at, tmp_path, sqlite_url) as api:
        papers = ["application-letter", "identity-card"]
        case = submitted(api, at, papers, category="sudden-hardship")
        api.act(at.caseworker, case, "urgency", kind="fire", reason="无处居住")
        api.act(at.caseworker, case, "acceptance", procedure="urgent")
        assert visited(api, at, case).status_code == 201
        told(api, at, case, Category.SUDDEN_HARDSHIP, Cause.FIRE)
        refused(opinion(api, at, case, amount), "amount-outside-range")
        day = str(at.morning.date())
        minutes = {"held_on": day, "minutes": "协调〔2019〕3号", "resolution": "提供临时住所"}
        api.act(at.checker, case, "joint-meetings", **minutes)
        signed(api, at, case, amount)
        api.act(at.leader, case, "submission", files=["卷宗"])
        api.act(at.checker, case, "county-receipt")
        api.act(at.approver, case, "approval", amount=amount, document="批-1")
        paid(api, at, case, amount)
        api.act(at.checker, case, "feedback")
        api.serve(case, at.checker)
        closed(api, case, at.checker)

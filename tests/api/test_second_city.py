"""A second city beside Lhasa, from two files: its cases are decided, told and printed by its own law."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from sqlalchemy import URL
from starlette.testclient import TestClient

from adapters.packs import keys
from domain.case.authority import SYSTEM, Post
from domain.case.intake.commands import LapseApplication
from domain.ground.money import ZERO
from domain.ground.refusal import Code, Refused
from domain.ground.terms import Category, Cause
from domain.law.citations import REGULATION
from domain.law.terms import Register
from domain.time.notices import HolidayNoticeRecorded
from relief.api.app import create_app
from relief.api.assessed import plain
from relief.bootstrap import build
from relief.clock import LHASA, SimulatedClock
from relief.installation import divisions, law_of
from relief.logs import configure
from relief.office.requests import Request
from relief.settings import Settings, WrongSetting
from tests.api import words as w
from tests.api.conftest import Api, codes
from tests.api.described import described
from tests.api.paperwork import text
from tests.case.hardship import fitting
from tests.case.test_second_city import BEIHE, FILE
from tests.support.installed import MASTER, TOKENS

TOWNSHIP, COUNTY, CITY = "990101001", "990101", "9901"
NAMES = [(CITY, "北河市", "city", "地级市", "99"), (COUNTY, "北河县", "county", "县", CITY)]
NAMES += [(TOWNSHIP, "北河镇", "township", "镇", COUNTY)]
KEYS = ("code", "name", "level", "kind", "parent")
MONDAY = datetime(2023, 3, 6, 10, 0, tzinfo=LHASA)

CASEWORKER = w.officer("cw", Post.CASEWORKER, TOWNSHIP)
LEADER = w.officer("ld", Post.TOWNSHIP_LEADER, TOWNSHIP)
CHECKER = w.officer("ck", Post.COUNTY_CHECKER, COUNTY)
APPROVER = w.officer("ap", Post.APPROVER, COUNTY)
FINANCE = w.officer("fi", Post.FINANCE, COUNTY)
READER = w.officer("rd", Post.CITY_READER, CITY)
OFFICERS = (CASEWORKER, LEADER, CHECKER, APPROVER, FINANCE)


def files(folder: Path) -> Settings:
    """The settings by which the invented city comes in."""
    law = folder / "packs"
    law.mkdir()
    copy(FILE, law)
    places = {
        "source": "虚构",
        "divisions": [{**dict(zip(KEYS, one, strict=True)), "seat": True} for one in NAMES],
    }
    table = folder / "divisions.json"
    table.write_text(json.dumps(places), encoding="utf-8")
    return Settings(
        packs=law,
        divisions=table,
        master_key=folder / MASTER,
        token_key=folder / TOKENS,
        development=True,
        address_rate=0,
        officer_rate=0,
    )


def started(settings: Settings, url: URL) -> Settings:
    """The same over an installed database."""
    named = {name: getattr(settings, name) for name in Settings.__dataclass_fields__}
    return Settings(**{**named, "database": url.render_as_string(hide_password=False)})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Both cities' files."""
    return files(tmp_path)


@pytest.fixture
def api(sqlite_url: URL, settings: Settings) -> Iterator[Api]:
    """The real application with both cities; one kind of database, since no store knows cities.

    Installed on the Monday of the tests: nothing is recorded before what stands already.
    """
    configure("INFO", log := StringIO())
    clock = SimulatedClock(MONDAY)
    service = build(started(settings, sqlite_url), clock)
    app = create_app(service)
    with TestClient(app, raise_server_exceptions=False) as http:
        http.event_hooks["response"].append(described(app, service.law))
        yield Api(service, clock, app, http, log)
    service.close()


def submit(api: Api, serial: int, **changes: Any) -> str:
    """An application in Beihe, with the one paper it asks for unless told otherwise."""
    body = w.application(
        serial,
        township=TOWNSHIP,
        lives_in=TOWNSHIP,
        incident={"cause": "fire", "on": "2023-03-01", "place": "雪莲村"},
        **{"category": "predicament", "materials": ["identity-card"], **changes},
    )
    done = api.post(CASEWORKER, "/v1/cases", body)
    assert done.status_code == 201, done.text
    return str(done.json()["case"])


def look_into(api: Api, case: str, *registers: Register) -> None:
    """核对、入户、困难情况; without a register nobody is in a predicament there (2)."""
    api.act(CASEWORKER, case, "means-check", result="consistent", consent="核授-1", report="核报-1")
    visit = {
        "visitors": ["cw"],
        "helpers": [{"name": "边巴"}],
        "findings": "属实",
        "signed_by_household": True,
    }
    api.act(CASEWORKER, case, "home-visits", visited_on="2023-03-06", **visit)
    facts = fitting(
        Category.PREDICAMENT,
        ZERO,
        MONDAY.date(),
        cause=Cause.FIRE,
        members=2,
        registers=registers,
    )
    api.act(CASEWORKER, case, "circumstances", expense_year=2023, circumstances=plain(facts))


def examined(api: Api, case: str, **opinion: Any) -> None:
    """两级签字."""
    said = {"opinion": "positive", "recommended": "1800.00", "reasons": "困难属实", **opinion}
    api.act(CASEWORKER, case, "opinion", **said)
    api.act(LEADER, case, "examination")


def seen(api: Api, case: str) -> Iterator[str]:
    """What the officers of the place may read of a case, and what they are refused with."""
    for officer in OFFICERS:
        yield api.get(officer, f"/v1/cases/{case}/next-steps").text
    for what in ("", "/history", "/assessment", "/documents"):
        yield api.get(CASEWORKER, f"/v1/cases/{case}{what}").text
    for path in ("approval", "refusal", "closing", "filing", "payments", "public-notice"):
        yield api.post(APPROVER, f"/v1/cases/{case}/{path}", {}, 1).text


def printed(api: Api, case: str) -> Iterator[str]:
    """Every document the case has or could have now."""
    for item in api.get(CASEWORKER, f"/v1/cases/{case}/documents").json()["items"]:
        if item["href"] is not None:
            file = api.get(CASEWORKER, item["href"], format="docx")
            assert file.status_code == 200, (item["document"], file.text)
            yield text(file)


def walks(api: Api) -> Iterator[str]:
    """Approved and paid; refused by the county; not accepted: everything that was to be read."""
    case = submit(api, 1)
    yield from seen(api, case)
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    yield from seen(api, case)
    look_into(api, case, Register.SUBSISTENCE)
    examined(api, case)
    yield from seen(api, case)
    api.act(LEADER, case, "delegated-approval", amount="1800.00", document="批-1")
    api.act(CHECKER, case, "feedback")
    api.act(CASEWORKER, case, "public-notice", place="村务公示栏", evidence=["照片-1"])
    api.act(CHECKER, case, "referrals", receiver="慈善会", purpose="charity")
    yield from (*seen(api, case), *printed(api, case))
    other = submit(api, 2)
    api.act(CASEWORKER, other, "acceptance", procedure="general")
    look_into(api, other)
    no = {"ground": "8-not-covered", "reasons": "不在救助名册。"}
    examined(api, other, opinion="negative", recommended="0.00", **no)
    api.act(LEADER, other, "submission", files=["卷宗"])
    api.act(CHECKER, other, "county-receipt")
    api.act(APPROVER, other, "refusal", **no, document="不批-1")
    yield from (*seen(api, other), *printed(api, other))
    third = submit(api, 3, category="education-expenditure", residence="residence-permit")
    api.act(CASEWORKER, third, "deficiency-notice", missing=["school-letter"], document="补-1")
    yield from (*seen(api, third), *printed(api, third))
    api.follow()
    yield api.get(READER, f"/v1/ledgers/county/{COUNTY}").text
    yield api.get(READER, "/v1/time-limits", area=CITY).text


def test_nothing_told_or_printed_in_another_city_names_lhasa(api: Api) -> None:
    """Refusals, why-not, limits, history, assessments and documents cite its own document only."""
    everything = list(walks(api))
    assert not [one for one in everything if REGULATION in one or "拉萨" in one]
    told = "".join(everything)
    assert BEIHE.document in told and "本办法未列条款" in told


def test_each_citys_time_is_counted_by_its_own_holidays(api: Api) -> None:
    """A local notice of Lhasa's moves no last day elsewhere; the national ones hold everywhere."""
    own, lhasa = api.service.calendars.current(CITY), api.service.calendars.current()
    assert (own.area, own.version) == (CITY, lhasa.version)
    own_notices = [n for n in lhasa.facts if isinstance(n, HolidayNoticeRecorded)]
    days = {day for notice in own_notices if notice.region == "5401" for day in notice.off}
    weekdays = [day for day in days if day.weekday() < 5 and not lhasa.is_working(day)]
    assert any(own.is_working(day) for day in weekdays)
    assert not own.is_working(date(2023, 10, 2)) and not lhasa.is_working(date(2023, 10, 2))


@pytest.fixture
def ending(settings: Settings) -> None:
    """The city's law ends with the day."""
    assert settings.packs is not None
    file = settings.packs / FILE.name
    since = "valid_from = 2022-07-01"
    text = file.read_text(encoding="utf-8")
    assert text.count(since) == 1
    file.write_text(text.replace(since, f"{since}\nvalid_to = 2023-03-06"), encoding="utf-8")


@pytest.mark.usefixtures("ending")
def test_where_no_law_is_in_force_any_more_that_is_said(api: Api) -> None:
    """What was not accepted in time has no law to be decided by; the sweep is refused, not stopped."""
    case = submit(api, 1)
    before = api.position()
    api.clock.set(MONDAY.replace(month=4))
    for told in (
        api.post(CASEWORKER, f"/v1/cases/{case}/acceptance", {"procedure": "general"}, 1),
        api.get(CASEWORKER, f"/v1/cases/{case}/next-steps"),
    ):
        assert (told.status_code, codes(told)) == (503, ["no-law-in-force"])
    lapsed = Request(LapseApplication(case=case), replace(SYSTEM, division=CITY), "lapse", "")
    answer = api.service.office.execute(lapsed)
    assert isinstance(answer, Refused)
    assert [one.code for one in answer.reasons] == [Code.NO_LAW_IN_FORCE]
    assert api.position() == before


@pytest.mark.parametrize(
    ("file", "text", "named"),
    [
        (
            "packs/beihe-2022-9.toml",
            "[pack]",
            "RELIEF_PACKS：文件“beihe-2022-9.toml”：\n第1行  .pack.  缺少“id”",
        ),
        ("packs/other.toml", FILE.read_text(encoding="utf-8"), "有两个文件同名"),
        ("divisions.json", "{}", "RELIEF_DIVISIONS：不是合格的行政区划清单：缺少“divisions”"),
        ("divisions.json", "[", "RELIEF_DIVISIONS：内容的形式不对"),
    ],
)
def test_a_file_that_is_no_good_stops_the_start(
    file: str, text: str, named: str, tmp_path: Path
) -> None:
    """The setting is named with what is wrong; nothing is served by half a law."""
    settings = files(tmp_path)
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(WrongSetting, match=named):
        law_of(settings)
        divisions(settings)


@pytest.mark.parametrize("area", ["99", "00"])
def test_a_law_of_the_province_or_the_nation_is_that_of_its_cities(
    area: str, tmp_path: Path, sqlite_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It loads, its figures are recorded for its own area, and Lhasa keeps its narrower law (P16)."""
    monkeypatch.setattr(keys, "PROVINCES", keys.PROVINCES | {"99"})
    settings = files(tmp_path)
    assert settings.packs is not None
    file = settings.packs / FILE.name
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('area = "9901"', f'area = "{area}"'), encoding="utf-8")
    service = build(started(settings, sqlite_url), SimulatedClock(MONDAY))
    try:
        day = MONDAY.date()
        assert service.law.on(day, TOWNSHIP).area == area
        assert service.law.on(day, "540102003").document == REGULATION
        figures = service.references.current().recorded
        assert {one.area for one in figures if one.series == "subsistence"} == {area}
    finally:
        service.close()


def test_a_law_of_a_province_that_is_not_here_governs_nobody(
    tmp_path: Path, sqlite_url: URL
) -> None:
    """Another province's file loads; a city without law is told as such, by its own setting (P16)."""
    settings = files(tmp_path)
    assert settings.packs is not None
    file = settings.packs / FILE.name
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('area = "9901"', 'area = "33"'), encoding="utf-8")
    with pytest.raises(WrongSetting, match="RELIEF_DIVISIONS：9901在2023-03-06没有施行中"):
        build(started(settings, sqlite_url), SimulatedClock(MONDAY))
    assert settings.divisions is not None
    settings.divisions.write_text('{"source": "虚构", "divisions": []}', encoding="utf-8")
    build(started(settings, sqlite_url), SimulatedClock(MONDAY)).close()


def test_a_city_without_a_law_in_force_stops_the_start(tmp_path: Path) -> None:
    """Its officers could decide nothing; nothing was made yet that would have to be undone."""
    settings = files(tmp_path)
    with pytest.raises(WrongSetting, match="9901在2021-03-06没有施行中的政策文件"):
        build(settings, SimulatedClock(MONDAY.replace(year=2021)))
    assert not (tmp_path / MASTER).exists()

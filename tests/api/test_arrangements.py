"""The calendar as law, over HTTP: what a notice does is said, shown and confirmed, and can be taken back."""

from typing import Any

import pytest

from domain.case.authority import Post
from projections import limit_moves
from relief.upkeep.sweep import Sweep
from tests.api.arranging import NOTICES, confirmed, noted, seen
from tests.api.conftest import Api, codes
from tests.api.test_journeys import inquire
from tests.api.words import CASEWORKER, CITY, LEADER, MONDAY, notice, officer

SECOND = officer("ci2", Post.CITY_OFFICER, "5401")
NATIONAL_2026 = "国务院办公厅关于2026年部分节假日安排的通知"
EXTENSION = {"name": "国庆节", "off": ["2026-10-08", "2026-10-09"]}
OF_THE_STATE = {"region": "national", "document": "国办发明电〔2026〕9号（虚构）"}


def due(api: Api, start: str, limit: str = "examination") -> dict[str, Any]:
    """When a limit would end."""
    told: dict[str, Any] = api.get(CASEWORKER, "/v1/calendar/due", start=start, limit=limit).json()
    return told


def on_record(api: Api, year: int = 2026) -> list[dict[str, Any]]:
    """What is on record of a year."""
    items: list[dict[str, Any]] = api.get(CASEWORKER, NOTICES, year=year).json()["items"]
    return items


@pytest.mark.article("民法典§203")
def test_an_extension_is_asked_what_it_does_and_no_day_falls_back(api: Api) -> None:
    """国庆节 of 8 and 9 October: established it cannot be; as an amendment it adds two days (P8)."""
    before = on_record(api)
    bare = api.post(CITY, NOTICES, notice(EXTENSION, **OF_THE_STATE))
    assert (bare.status_code, codes(bare)) == (422, ["field-missing"])
    anew = {**EXTENSION, "effect": "establishes"}
    refused = seen(api, CITY, notice(anew, **OF_THE_STATE))
    assert (refused.status_code, codes(refused)) == (409, ["notice-stands-already"])
    assert NATIONAL_2026 in refused.json()["errors"][0]["message"]
    assert on_record(api) == before
    case = api.submit()
    api.clock.set(MONDAY.replace(month=9, day=29))
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    amended = {**EXTENSION, "effect": "amends", "amends": NATIONAL_2026}
    shown = seen(api, CITY, notice(amended, **OF_THE_STATE)).json()
    assert [(one["day"], one["was"], one["becomes"]) for one in shown["days"]] == [
        ("2026-10-08", "working", "rest"),
        ("2026-10-09", "working", "rest"),
    ]
    moved = {one["limit"]: (one["last_day"], one["new_last_day"]) for one in shown["limits"]}
    assert moved["examination"] == ("2026-10-12", "2026-10-14")
    assert shown["moving"] == sum(one["count"] for one in shown["limits"]) and not shown["left_off"]
    blind = api.post(CITY, NOTICES, notice(amended, **OF_THE_STATE))
    assert (blind.status_code, codes(blind)) == (409, ["notice-not-shown"])
    assert confirmed(api, CITY, notice(amended, **OF_THE_STATE)).status_code == 201
    end = due(api, "2026-09-29")
    worked = [one["day"] for one in end["days"] if one["counted"]]
    assert worked == ["2026-09-30", "2026-10-10", "2026-10-12", "2026-10-13", "2026-10-14"]
    assert not end["provisional"]


@pytest.mark.article("民法典§203")
def test_a_notice_recorded_by_mistake_is_taken_back_by_a_second_hand(api: Api) -> None:
    """Withdrawn on record, shown before; who recorded it does not take it back (P9)."""
    wrong = {"name": "雪顿节", "effect": "establishes", "off": ["2026-08-13"]}
    assert noted(api, CITY, wrong).status_code == 201
    (line,) = [one for one in on_record(api) if one["name"] == "雪顿节"]
    assert (line["stands"], line["officer"], line["effect_text"]) == (True, CITY.id, "新的安排")
    words = {"region": "5401", "number": line["number"], "reason": "误登"}
    own = confirmed(api, CITY, words, f"{NOTICES}/withdrawal")
    assert (own.status_code, codes(own)) == (403, ["duties-not-separate"])
    assert due(api, "2026-08-12")["last_day"] == "2026-08-20"
    assert confirmed(api, SECOND, words, f"{NOTICES}/withdrawal").status_code == 201
    assert due(api, "2026-08-12")["last_day"] == "2026-08-19"
    first, second = [one for one in on_record(api) if one["name"] == "雪顿节"]
    assert (first["counts"], first["stands"]) == (False, False)
    assert (second["mistaken"], second["reason"]) == (line["number"], "误登")


@pytest.mark.article("全国年节及纪念日放假办法§2")
def test_statutory_days_are_off_by_rule_and_the_rest_is_provisional(api: Api) -> None:
    """2027 with only 元旦 recorded: February waits for its notice, 1 October is off by law (P10)."""
    api.clock.set(MONDAY.replace(month=11, day=30))
    new_year = {"name": "元旦", "effect": "establishes", "off": ["2027-01-01"]}
    whole = {**OF_THE_STATE, "year": 2027}
    assert noted(api, CITY, new_year, **whole).status_code == 201
    assert due(api, "2027-02-01")["provisional"]
    assert not due(api, "2026-12-29")["provisional"]
    (first,) = [one for one in due(api, "2027-09-30")["days"] if one["day"] == "2027-10-01"]
    assert (first["reason"], first["firm"]) == ("rest-day", True)
    assert "国务院令第795号" in first["source_text"] and "国庆节" in first["source_text"]
    worked = {**new_year, "name": "劳动节", "off": ["2027-05-01"], "makeup": ["2027-05-02"]}
    against = seen(api, CITY, notice(worked, **whole))
    assert (against.status_code, codes(against)) == (422, ["notice-against-statute"])


def swept(api: Api) -> None:
    """The sweep, and ledgers up to date before and after."""
    api.follow()
    Sweep(api.service).run()
    api.follow()


def examination(api: Api, case: str, **asked: Any) -> dict[str, Any]:
    """The limit of examination of a case."""
    items = api.get(CASEWORKER, f"/v1/cases/{case}/time-limits", **asked).json()["items"]
    (found,) = [one for one in items if one["limit"] == "examination"]
    return {name: found[name] for name in ("state", "last_day")}


@pytest.mark.article("民法典§203")
def test_lateness_follows_what_is_known_and_what_was_known(api: Api) -> None:
    """Missed on 8 June; on the 9th 8 and 9 June are freed: neither missed nor late (P11)."""
    running, done = api.submit(), api.submit()
    api.clock.set(MONDAY.replace(month=6, day=1))
    for case in (running, done):
        api.act(CASEWORKER, case, "acceptance", procedure="general")
    api.clock.set(MONDAY.replace(month=6, day=9))
    inquire(api, done, "1800.00")
    swept(api)
    then = api.position()
    assert examination(api, running) == {"state": "missed", "last_day": "2026-06-08"}
    assert examination(api, done) == {"state": "late", "last_day": "2026-06-08"}
    freed = {
        "name": "临时放假",
        "effect": "establishes",
        "off": ["2026-06-08", "2026-06-09"],
    }
    assert noted(api, CITY, freed).status_code == 201
    swept(api)
    assert examination(api, running) == {"state": "running", "last_day": "2026-06-10"}
    assert examination(api, done) == {"state": "met", "last_day": "2026-06-10"}
    assert examination(api, running, as_of=then)["state"] == "missed"
    assert examination(api, done, as_of=then)["state"] == "late"
    api.clock.set(MONDAY.replace(month=6, day=11))
    swept(api)
    assert examination(api, running) == {"state": "missed", "last_day": "2026-06-10"}
    beyond = api.get(CASEWORKER, f"/v1/cases/{running}/time-limits", as_of=api.position() + 1)
    assert (beyond.status_code, codes(beyond)) == (400, ["query-invalid"])


def test_a_vague_notice_is_refused_and_nothing_stored(api: Api) -> None:
    """Every fault of every holiday at once, each by its code and place; the register is as before."""
    before = on_record(api)
    vague = {"name": "甲", "effect": "establishes", "off": []}
    nothing = {"name": "乙", "effect": "withdraws", "amends": "无此通知"}
    told = api.post(CITY, NOTICES, notice(vague, nothing))
    assert codes(told) == ["notice-amends-nothing", "notice-not-shown", "notice-vague"]
    fields = [one["field"] for one in told.json()["errors"]]
    assert fields == ["holidays.1.amends", "shown", "holidays.0.off"]
    assert on_record(api) == before


def test_only_the_city_is_shown_what_a_notice_would_move(api: Api) -> None:
    """How many limits of a city move is none of a township's business."""
    for stranger in (CASEWORKER, LEADER):
        told = seen(api, stranger, notice({"name": "甲", "effect": "establishes", "off": []}))
        assert (told.status_code, codes(told)) == (403, ["post-not-competent"])


def test_what_a_withdrawal_would_revive_contradicts_nothing_recorded_meanwhile(api: Api) -> None:
    """Kind B: the day another holiday has since is named; under a name written otherwise it is one."""
    first = {
        "name": "雪顿节",
        "effect": "establishes",
        "off": ["2026-08-13"],
        "makeup": ["2026-08-15"],
    }
    assert noted(api, CITY, first).status_code == 201
    taken = {"name": "雪顿节", "effect": "withdraws", "amends": "通知"}
    assert noted(api, CITY, taken, document="二号通知").status_code == 201
    number = max(one["number"] for one in on_record(api))
    other = {"name": "虚构节", "effect": "establishes", "off": ["2026-08-15"]}
    assert noted(api, CITY, other, document="三号通知").status_code == 201
    withdrawal = {"region": "5401", "number": number, "reason": "误登"}
    told = seen(api, SECOND, withdrawal, f"{NOTICES}/withdrawal")
    assert (told.status_code, codes(told)) == (409, ["notice-contradicts"])
    twice = {**other, "name": "虚构节 ", "off": ["2026-08-14"]}
    told = seen(api, CITY, notice(twice, document="四号通知"))
    assert codes(told) == ["notice-stands-already"]


def test_what_would_move_is_counted_in_steps_and_comes_to_the_same(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many limits one statement looks at, also where several of a case end on one day."""
    for _ in range(3):
        api.act(CASEWORKER, api.submit(), "acceptance", procedure="general")
    freed = {"name": "临时放假", "effect": "establishes", "off": ["2026-03-04", "2026-03-05"]}
    whole = seen(api, CITY, notice(freed)).json()
    assert whole["moving"] >= 3 and len(whole["limits"]) >= 1
    for step in (1, 2, whole["moving"]):
        monkeypatch.setattr(limit_moves, "STEP", step)
        assert seen(api, CITY, notice(freed)).json() == whole, step


@pytest.mark.article("全国年节及纪念日放假办法§4")
def test_a_festival_of_the_region_is_on_record_as_the_regions_own(api: Api) -> None:
    """Rest days of 西藏 hold in its cities, which may not work them; another province's are nobody's here."""
    losar = {"name": "藏历新年", "effect": "establishes", "off": ["2026-03-04"]}
    of_the_region = {"region": "54", "document": "藏政办发〔2026〕1号（虚构）"}
    before = due(api, "2026-03-03")["last_day"]
    assert noted(api, CITY, losar, **of_the_region).status_code == 201
    assert due(api, "2026-03-03")["last_day"] > before
    (line,) = api.get(CASEWORKER, NOTICES, region="54").json()["items"]
    assert (line["region"], line["name"], line["stands"]) == ("54", "藏历新年", True)
    worked = {"name": "调休", "effect": "establishes", "off": ["2026-03-06"]}
    against = seen(api, CITY, notice({**worked, "makeup": ["2026-03-04"]}, document="市通知"))
    assert (against.status_code, codes(against)) == (409, ["notice-contradicts"])
    words = {"region": "54", "number": line["number"], "reason": "误登"}
    assert confirmed(api, SECOND, words, f"{NOTICES}/withdrawal").status_code == 201
    assert due(api, "2026-03-03")["last_day"] == before


@pytest.mark.article("全国年节及纪念日放假办法§4")
@pytest.mark.parametrize("region", ["37", "540102", "540102003"])
def test_a_notice_that_holds_in_no_whole_city_here_is_refused_by_its_field(
    api: Api, region: str
) -> None:
    """Limits run by a city's days: of another province, a county or a township nothing is recorded."""
    told = seen(api, CITY, notice({**EXTENSION, "effect": "establishes"}, region=region))
    (error,) = told.json()["errors"]
    assert (told.status_code, error["code"], error["field"]) == (422, "field-invalid", "region")
    assert "放假办法" in error["article"] and not on_record(api, 2030)

"""行政区划 over HTTP: a township ends, its successor goes on, ledgers follow, the old ones read on (P12)."""

from datetime import date, datetime, time, timedelta
from typing import Any

import httpx

from domain.case.authority import Officer, Post
from domain.time.due import LOCAL
from relief.upkeep.sweep import Sweep
from tests.api.conftest import Api, codes
from tests.api.words import (
    APPROVER,
    CASEWORKER,
    CHECKER,
    CITY,
    COUNTY,
    TOWNSHIP,
    application,
    delegation,
    officer,
)

AFTER = "540121201"
"""What stands for the township from the day on."""
LAST_DAY = date(2026, 3, 31)
THERE = officer("there", Post.CASEWORKER, AFTER)
CITY_TOO = officer("city-officer-too", Post.CITY_OFFICER, "5401")
ALSO_CITY = officer("city-officer-third", Post.CITY_OFFICER, "5401")
DIVISIONS = "/v1/divisions"
ELSEWHERE = "540121202"
OFFERING = officer("offering", Post.CASEWORKER, ELSEWHERE)


def ending(**changes: Any) -> dict[str, Any]:
    """A document by which the township passes into its neighbour."""
    one = {"effect": "ends", "code": TOWNSHIP, "last_day": LAST_DAY.isoformat(), "successor": AFTER}
    return {
        "document": "藏政函〔2026〕1号（虚构）",
        "source": "虚构公报",
        "changes": [one | changes],
    }


def foreseen(api: Api, who: Officer, number: int) -> httpx.Response:
    """What a confirmation would move."""
    path = f"{DIVISIONS}/confirmation/foreseen"
    return api.http.post(path, json={"number": number}, headers=api.headers(who))


def confirmed(api: Api, document: dict[str, Any]) -> int:
    """A document proposed, looked at and confirmed by another hand; its number."""
    done = api.post(CITY, f"{DIVISIONS}/proposals", document)
    assert done.status_code == 201, done.text
    number: int = done.json()["version"]
    api.follow()
    shown = foreseen(api, CITY_TOO, number).json()["shown"]
    told = {"number": number, "shown": shown}
    done = api.post(CITY_TOO, f"{DIVISIONS}/confirmation", told)
    assert done.status_code == 201, done.text
    return number


def on_the_day(api: Api) -> None:
    """The first day on which another stands for the township, at ten."""
    api.clock.set(datetime.combine(LAST_DAY + timedelta(days=1), time(10), LOCAL))


def ledger(api: Api, who: Officer, code: str, **query: Any) -> list[str]:
    """The cases of a township's ledger."""
    api.follow()
    answer = api.get(who, f"/v1/ledgers/township/{code}", **query)
    assert answer.status_code == 200, answer.text
    return [one["case"] for one in answer.json()["items"]]


def test_a_township_ends_and_its_successor_goes_on(api: Api) -> None:
    """P12: shown and confirmed before; on the day the old office does nothing, the new one everything."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    number = confirmed(api, ending())
    assert ledger(api, CASEWORKER, TOWNSHIP) == [case]
    assert api.get(THERE, f"/v1/cases/{case}").status_code == 404
    before = api.service.head()
    on_the_day(api)
    gone = api.get(CASEWORKER, f"/v1/cases/{case}")
    assert (gone.status_code, codes(gone)) == (401, ["not-appointed"])
    seen = api.get(THERE, f"/v1/cases/{case}").json()
    assert (seen["case"], seen["township"], seen["stage"]) == (case, AFTER, "accepted")
    assert number == 2
    api.act(THERE, case, "means-check", result="consistent", consent="核授-1", report="核报-1")
    api.follow()
    assert ledger(api, THERE, AFTER) == [case]
    assert ledger(api, THERE, TOWNSHIP) == []
    assert ledger(api, THERE, TOWNSHIP, as_of=before) == [case]
    history = api.get(THERE, f"/v1/cases/{case}/history").json()
    assert "file-passed-on" in {one["fact"] for one in history["items"]}


def test_what_a_confirmation_moves_is_shown_before(api: Api) -> None:
    """Open cases, leads, delegations and officers; and the register tells who said what."""
    api.submit()
    done = api.post(CITY, f"{DIVISIONS}/proposals", ending())
    number = done.json()["version"]
    api.follow()
    (moved,) = foreseen(api, CITY_TOO, number).json()["items"]
    assert (moved["open_cases"], moved["code"], moved["since"]) == (1, TOWNSHIP, "2026-04-01")
    assert (moved["delegations"], moved["delegations_text"]) == (0, None)
    own = foreseen(api, CITY, number)
    assert codes(own) == ["duties-not-separate"]
    lines = api.get(CASEWORKER, f"{DIVISIONS}/records").json()["items"]
    assert [one["fact"] for one in lines] == ["divisions-installed", "divisions-proposed"]
    assert (lines[1]["officer"], lines[1]["pending"], lines[1]["counts"]) == (CITY.id, True, False)


def test_that_delegations_do_not_pass_on_is_shown_before(api: Api) -> None:
    """Whoever confirms an end is told that what was delegated lets nobody decide from then on."""
    path = f"/v1/counties/{COUNTY}/delegations"
    assert api.post(APPROVER, path, delegation()).status_code == 201
    number = api.post(CITY, f"{DIVISIONS}/proposals", ending()).json()["version"]
    api.follow()
    (moved,) = foreseen(api, CITY_TOO, number).json()["items"]
    assert moved["delegations"] == 1
    assert moved["delegations_text"].startswith("1项现行委托不随承接转移")


def test_the_sweep_passes_on_what_nobody_touched_and_every_sum_is_counted_once(api: Api) -> None:
    """The successor's ledger counts what passed on; the county's totals are as they were."""
    cases = [api.submit() for _ in range(3)]
    confirmed(api, ending())
    county = api.get(CHECKER, "/v1/ledgers/county/540121").json()["totals"]
    on_the_day(api)
    assert Sweep(api.service, together=2).run().acted >= len(cases)
    assert sorted(ledger(api, THERE, AFTER)) == sorted(cases)
    after = api.get(CHECKER, "/v1/ledgers/county/540121").json()
    assert after["totals"] == county and set(after["by_township"]) == {AFTER}
    assert {one["case"] for one in api.get(THERE, "/v1/desk").json()["items"]} == set(cases)
    again = Sweep(api.service).run()
    assert not any(code == "nothing-to-do" for code in again.codes)


def offered_here(api: Api) -> str:
    """A file of another township that the one which ends is to take over."""
    done = api.post(OFFERING, "/v1/cases", application(township=ELSEWHERE, lives_in=ELSEWHERE))
    assert done.status_code == 201, done.text
    case = str(done.json()["case"])
    offer = {"township": TOWNSHIP, "ground": "family-moved", "reasons": "迁居", "told": "已告知"}
    api.act(OFFERING, case, "transfer", **offer)
    api.follow()
    return case


def test_the_sweep_passes_on_what_is_only_offered_to_a_township_that_ended(api: Api) -> None:
    """It lies elsewhere and is shown before as moving; the same night the successor has it to answer."""
    case = offered_here(api)
    number = api.post(CITY, f"{DIVISIONS}/proposals", ending()).json()["version"]
    shown = foreseen(api, CITY_TOO, number).json()
    assert [one["open_cases"] for one in shown["items"]] == [1]
    told = {"number": number, "shown": shown["shown"]}
    assert api.post(CITY_TOO, f"{DIVISIONS}/confirmation", told).status_code == 201
    on_the_day(api)
    Sweep(api.service).run()
    api.follow()
    assert [one["case"] for one in api.get(THERE, "/v1/desk").json()["items"]] == [case]
    seen = api.get(OFFERING, f"/v1/cases/{case}").json()
    assert (seen["township"], seen["transfer"]["township"]) == (ELSEWHERE, AFTER)
    assert Sweep(api.service).run().codes["nothing-to-do"] == 0
    api.act(
        THERE,
        case,
        "transfer/acceptance",
        village="云杉村",
        lives_in=AFTER,
        residence="local-hukou",
    )


def test_a_township_to_which_a_file_is_offered_does_not_end_without_a_successor(api: Api) -> None:
    """Nobody could answer, and it could be offered to nobody else."""
    offered_here(api)
    document = ending()
    del document["changes"][0]["successor"]
    refused = api.post(CITY, f"{DIVISIONS}/proposals", document)
    assert codes(refused) == ["division-cases-open"]


def test_a_closed_case_stays_in_the_ledger_of_its_township_and_is_read_by_the_successor(
    api: Api,
) -> None:
    """Under the name of that time, which the list of divisions of the day tells."""
    case = api.submit()
    api.act(CASEWORKER, case, "withdrawal", reason="不再需要")
    confirmed(api, ending())
    on_the_day(api)
    Sweep(api.service).run()
    assert (ledger(api, THERE, TOWNSHIP), ledger(api, THERE, AFTER)) == ([case], [])
    assert api.get(THERE, f"/v1/cases/{case}").status_code == 200
    for day, there in ((LAST_DAY, True), (LAST_DAY + timedelta(days=1), False)):
        listed = api.get(THERE, DIVISIONS, area=TOWNSHIP, on=day.isoformat()).json()["items"]
        assert [one["name"] for one in listed] == (["春堆乡"] if there else [])


def test_a_wrong_record_is_withdrawn_by_a_third_hand_over_http(api: Api) -> None:
    """Nothing rests on it: the township is there on the day as if nothing had been said."""
    number = confirmed(api, ending())
    told = {"number": number, "reason": "误登"}
    assert codes(api.post(CITY, f"{DIVISIONS}/withdrawal", told)) == ["duties-not-separate"]
    assert api.post(ALSO_CITY, f"{DIVISIONS}/withdrawal", told).status_code == 201
    case = api.submit()
    on_the_day(api)
    assert api.get(CASEWORKER, f"/v1/cases/{case}").status_code == 200


def test_a_letter_bears_the_name_of_its_own_day(api: Api) -> None:
    """Kind C: a document of before a renaming is printed again under the name of then."""
    new = {"effect": "renames", "code": TOWNSHIP, "name": "春堆镇", "kind": "镇"}
    first = (LAST_DAY + timedelta(days=1)).isoformat()
    confirmed(api, {**ending(), "changes": [{**new, "first_day": first}]})
    names = [
        api.service.offices.issuer(TOWNSHIP, LAST_DAY + timedelta(days=n)).name for n in (0, 1)
    ]
    assert names == ["林周县春堆乡人民政府", "林周县春堆镇人民政府"]


def test_what_was_done_before_and_after_the_day_is_lawful_when_it_is_held_again(api: Api) -> None:
    """Kind C: each deed by the township that had the case then; auditors replay the whole."""
    case = api.submit()
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    confirmed(api, ending())
    on_the_day(api)
    api.act(THERE, case, "means-check", result="consistent", consent="核授-1", report="核报-1")
    told = api.http.post(
        f"/v1/cases/{case}/recomputation", json={}, headers=api.headers(THERE)
    ).json()
    assert [one for one in told["deeds"] if one["against"]] == []
    assert len(told["deeds"]) == 4


def test_bad_documents_are_told_whole_over_http(api: Api) -> None:
    """Kind H: codes are held to one form at this door as at every other; faults of the rules gathered."""
    wrong = ending(code="54012", successor="x")
    assert set(codes(api.post(CITY, f"{DIVISIONS}/proposals", wrong))) == {"field-invalid"}
    itself = ending(successor=TOWNSHIP, last_day="2026-02-01")
    refused = api.post(CITY, f"{DIVISIONS}/proposals", itself)
    assert codes(refused) == ["division-succeeds-itself", "division-reaches-back"]
    assert refused.status_code == 422


def test_what_ends_before_it_begins_is_refused_beside_everything_else_and_nothing_stored(
    api: Api,
) -> None:
    """A new township, and one that stands for itself, in one document: each by its own code."""
    before = api.get(CITY, f"{DIVISIONS}/records").json()
    new = {"effect": "establishes", "code": "540121299", "name": "云杉乡", "kind": "乡"}
    new |= {"level": "township", "parent": COUNTY, "first_day": "2026-05-01"}
    document = ending(successor=TOWNSHIP)
    document["changes"].append({**new, "last_day": "2026-04-30"})
    refused = api.post(CITY, f"{DIVISIONS}/proposals", document)
    assert codes(refused) == ["division-ends-too-early", "division-succeeds-itself"]
    assert [one["field"] for one in refused.json()["errors"]] == [
        "changes.1.last_day",
        "changes.0.successor",
    ]
    assert api.get(CITY, f"{DIVISIONS}/records").json() == before


def test_the_last_of_all_days_and_a_second_end_are_refused_over_http(api: Api) -> None:
    """Kinds B and H: no day comes after 9999-12-31, and no later document ends a township anew."""
    endless = ending(last_day="9999-12-31")
    refused = api.post(CITY, f"{DIVISIONS}/proposals", endless)
    assert (refused.status_code, codes(refused)) == (422, ["division-vague"])
    confirmed(api, ending())
    again = api.post(CITY, f"{DIVISIONS}/proposals", ending(last_day="2026-03-20"))
    assert "done-already" in codes(again)

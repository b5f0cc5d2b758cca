"""行政区划 over HTTP: a township ends, its successor goes on, ledgers follow, the old ones read on (P12)."""

from datetime import date, datetime, time, timedelta
from typing import Any

import httpx

from domain.case.authority import Officer, Post
from tests.api.conftest import Api, codes
from tests.api.words import CASEWORKER, CITY, LHASA, TOWNSHIP, officer

AFTER = "540121201"
"""What stands for the township from the day on."""
LAST_DAY = date(2026, 3, 31)
THERE = officer("there", Post.CASEWORKER, AFTER)
CITY_TOO = officer("city-officer-too", Post.CITY_OFFICER, "5401")
ALSO_CITY = officer("city-officer-third", Post.CITY_OFFICER, "5401")
DIVISIONS = "/v1/divisions"


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
    api.clock.set(datetime.combine(LAST_DAY + timedelta(days=1), time(10), LHASA))


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

"""A village's own law over HTTP: an application goes by it where its village is on record by that name."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL
from starlette.testclient import TestClient

from domain.case.authority import Post
from domain.time.due import LOCAL
from relief.api.app import create_app
from relief.bootstrap import build
from relief.clock import SimulatedClock
from relief.logs import configure
from tests.api import words as w
from tests.api.conftest import Api, codes
from tests.api.test_second_city import (
    CASEWORKER,
    CITY,
    COUNTY,
    KEYS,
    MONDAY,
    NAMES,
    TOWNSHIP,
    files,
    started,
)
from tests.case.test_second_city import BEIHE, FILE

VILLAGE, OTHER = f"{TOWNSHIP}001", f"{TOWNSHIP}002"
NEIGHBOUR = "990101002"
"""The township into which the other passes."""
PLACES = [*NAMES, (NEIGHBOUR, "南河镇", "township", "镇", COUNTY)]
ON_RECORD = (VILLAGE, "云杉村村委会", "village", "村", TOWNSHIP)
OFFICER = w.officer("city", Post.CITY_OFFICER, CITY)
SECOND = w.officer("city-too", Post.CITY_OFFICER, CITY)
THERE = w.officer("there", Post.CASEWORKER, NEIGHBOUR)
OWN = "yunshan-2022"
"""The law of the village: the city's, but decided in 24 hours and not in 48."""
TODAY = MONDAY.date()
TOMORROW = TODAY + timedelta(days=1)


def own_law() -> str:
    """The village's file."""
    text = FILE.read_text(encoding="utf-8").replace(f'id = "{BEIHE.id}"', f'id = "{OWN}"', 1)
    text = text.replace("length = 48", "length = 24", 1)
    return text.replace(f'area = "{CITY}"\nvalid_from', f'area = "{VILLAGE}"\nvalid_from', 1)


@contextmanager
def serving(folder: Path, url: URL, *villages: tuple[str, ...]) -> Iterator[Api]:
    """The real application with the city's law and the village's own beside it."""
    settings = files(folder)
    assert settings.packs is not None and settings.divisions is not None
    (settings.packs / "own.toml").write_text(own_law(), encoding="utf-8")
    named = [{**dict(zip(KEYS, one, strict=True)), "seat": True} for one in (*PLACES, *villages)]
    told = json.dumps({"source": "虚构", "divisions": named})
    settings.divisions.write_text(told, encoding="utf-8")
    configure("INFO", log := StringIO())
    service = build(started(settings, url), clock := SimulatedClock(MONDAY))
    app = create_app(service)
    with TestClient(app, raise_server_exceptions=False) as http:
        yield Api(service, clock, app, http, log)
    service.close()


@pytest.fixture
def api(sqlite_url: URL, tmp_path: Path) -> Iterator[Api]:
    """With the village on record from the beginning."""
    with serving(tmp_path, sqlite_url, ON_RECORD) as made:
        yield made


@pytest.fixture
def bare(sqlite_url: URL, tmp_path: Path) -> Iterator[Api]:
    """Without any village on record."""
    with serving(tmp_path, sqlite_url) as made:
        yield made


def applied(api: Api, village: str, serial: int = 1) -> str:
    """An application that names its village."""
    body = w.application(
        serial,
        township=TOWNSHIP,
        lives_in=TOWNSHIP,
        village=village,
        category="predicament",
        materials=["identity-card"],
        incident={"cause": "fire", "on": "2023-03-01", "place": village},
    )
    done = api.post(CASEWORKER, "/v1/cases", body)
    assert done.status_code == 201, done.text
    return str(done.json()["case"])


def law_of(api: Api, case: str, who: Any = CASEWORKER) -> tuple[str, str | None]:
    """By whose law it goes, and the code its village has."""
    told = api.get(who, f"/v1/cases/{case}").json()
    return told["law"], told["village_code"]


def confirmed(api: Api, *changes: dict[str, Any]) -> int:
    """What a document says of divisions, by two hands; its number."""
    document = {"document": "北民函〔2023〕1号", "source": "虚构公报", "changes": list(changes)}
    done = api.post(OFFICER, "/v1/divisions/proposals", document)
    assert done.status_code == 201, done.text
    told = {"number": done.json()["version"]}
    api.follow()
    path = "/v1/divisions/confirmation"
    shown = api.http.post(f"{path}/foreseen", json=told, headers=api.headers(SECOND)).json()
    done = api.post(SECOND, path, {**told, "shown": shown["shown"]})
    assert done.status_code == 201, done.text
    return int(told["number"])


def new(code: str, name: str, first: date) -> dict[str, Any]:
    """A village that begins."""
    what = {"effect": "establishes", "code": code, "name": name, "kind": "村", "level": "village"}
    return {**what, "parent": code[:9], "first_day": first.isoformat()}


def test_the_village_by_its_name_decides_whose_law_it_is(api: Api) -> None:
    """However its name is written; another village of the township goes by the city's law."""
    for serial, written in enumerate(("云杉村", "云杉村村民委员会", "北河镇 云杉村"), start=1):
        case = applied(api, written, serial)
        assert law_of(api, case) == (OWN, VILLAGE), written
    assert law_of(api, applied(api, "雪莲村", 9)) == (BEIHE.id, None)


def test_which_papers_are_asked_for_is_looked_up_by_the_name_of_the_village(api: Api) -> None:
    """By the village's law where it is on record, by that of the township otherwise."""
    for village, own in (("云杉村", OWN), ("雪莲村", BEIHE.id)):
        asked = {"category": "predicament", "township": TOWNSHIP, "village": village}
        told = api.get(CASEWORKER, "/v1/materials", **asked)
        assert (told.status_code, told.json()["law"]) == (200, own)


def hours(api: Api, case: str) -> float:
    """How long the decision of a case may take, as the ledger of limits has it."""
    api.follow()
    told = api.get(CASEWORKER, f"/v1/cases/{case}/time-limits").json()["items"]
    (one,) = [each for each in told if each["limit"] == "decision"]
    until = datetime.fromisoformat(one["until"])
    return (until - api.clock.now()).total_seconds() / 3600


def test_limits_and_acceptance_are_the_villages(api: Api) -> None:
    """What is accepted keeps that law, whatever the register says later."""
    own, other = applied(api, "云杉村"), applied(api, "雪莲村", 2)
    for case in (own, other):
        api.act(CASEWORKER, case, "acceptance", procedure="general")
    assert [hours(api, case) for case in (own, other)] == [24, 48]
    confirmed(
        api, {"effect": "renames", "code": VILLAGE, "name": "新村", "first_day": str(TOMORROW)}
    )
    api.clock.set(datetime.combine(TOMORROW, time(10), LOCAL))
    assert law_of(api, own) == (OWN, VILLAGE)
    assert law_of(api, applied(api, "云杉村", 3)) == (BEIHE.id, None)
    assert law_of(api, applied(api, "新村", 4)) == (OWN, VILLAGE)


def test_a_village_recorded_later_reaches_no_application_of_before(bare: Api) -> None:
    """By two hands, from a document; old cases are what they were."""
    before = applied(bare, "云杉村")
    confirmed(bare, new(VILLAGE, "云杉村", TODAY))
    assert law_of(bare, before) == (BEIHE.id, None)
    assert law_of(bare, applied(bare, "云杉村", 2)) == (OWN, VILLAGE)


def test_another_village_said_before_acceptance_is_another_law(api: Api) -> None:
    """A misspelt name chooses no law for good: it is amended, and the clock is the village's."""
    case = applied(api, "雪莲村")
    api.act(CASEWORKER, case, "amendments", changes={"village": "云杉村"}, reasons="误写")
    assert law_of(api, case) == (OWN, VILLAGE)
    api.act(CASEWORKER, case, "acceptance", procedure="general")
    assert hours(api, case) == 24


def test_a_village_that_passes_takes_its_applications_along(api: Api) -> None:
    """With its township, by one document: what was not accepted goes by the law of where it is."""
    waits, goes_on = applied(api, "云杉村"), applied(api, "云杉村", 2)
    api.act(CASEWORKER, goes_on, "acceptance", procedure="general")
    after = f"{NEIGHBOUR}001"
    last = {"effect": "ends", "last_day": str(TODAY)}
    confirmed(
        api,
        new(after, "云杉村", TODAY),
        {**last, "code": VILLAGE, "successor": after},
        {**last, "code": TOWNSHIP, "successor": NEIGHBOUR},
    )
    api.clock.set(datetime.combine(TOMORROW, time(10), LOCAL))
    assert law_of(api, waits, THERE) == (BEIHE.id, after)
    assert law_of(api, goes_on, THERE) == (OWN, after)


def test_what_a_document_says_of_villages_is_held_to_the_same(api: Api) -> None:
    """In their township, one name each, none that ends while the township's own end leaves it."""
    document = {"document": "文", "source": "公报"}
    twice = new(OTHER, "云杉村民委员会", TODAY)
    township = {"effect": "ends", "code": TOWNSHIP, "last_day": str(TODAY), "successor": NEIGHBOUR}
    for change, code in (
        (twice, "field-invalid"),
        ({**new(OTHER, "雪莲村", TODAY), "parent": NEIGHBOUR}, "division-misfits"),
        ({**new(f"{TOWNSHIP}03", "雪莲村", TODAY)}, "field-invalid"),
        (township, "division-has-parts"),
    ):
        refused = api.post(OFFICER, "/v1/divisions/proposals", {**document, "changes": [change]})
        assert codes(refused) == [code], refused.text
    number = confirmed(api, new(OTHER, "雪莲村", TODAY))
    third = w.officer("city-third", Post.CITY_OFFICER, CITY)
    told = {"number": number, "reason": "误登"}
    assert codes(api.post(third, "/v1/divisions/withdrawal", told)) == ["divisions-rested-on"]

"""What the city puts on record in the later weeks, each by whose post it is, shown before and looked at.

A holiday is made longer; a notice nobody issued is recorded and taken back by another hand; a township
passes into its neighbour while families wait there.
"""

from collections.abc import Generator
from datetime import date, datetime
from typing import Any

from relief.demo.desk import RECORDER, SECOND_RECORDER, Desks
from relief.demo.plan import moment

ENDING, SUCCESSOR = "540121208", "540121207"
LAST_DAY = date(2026, 3, 9)
"""Of the township that passes into the other."""
LOSAR = "藏历新年"
NOTICES, DIVISIONS = "/v1/calendar/notices", "/v1/divisions"
INVENTED = "演示自行编造"


def city(desks: Desks) -> Generator[datetime, None, None]:
    """The city's own weeks: each moment at which it records something."""
    yield moment(25, 15)
    extend(desks)
    yield moment(3, 9, month=3)
    record_mistake(desks)
    yield moment(4, 15, month=3)
    take_back(desks)
    yield moment(5, 10, month=3)
    number = propose(desks)
    yield moment(6, 15, month=3)
    confirm(desks, number)


def extend(desks: Desks) -> None:
    """Snow on the passes: one day more is off after Losar."""
    (stands,) = (one for one in on_record(desks) if one["name"] == LOSAR and one["stands"])
    day = {"effect": "amends", "amends": stands["document"], "off": ["2026-02-27"]}
    record(desks, "关于延长2026年藏历新年假期的通知（虚构）", {"name": LOSAR, **day})


def record_mistake(desks: Desks) -> None:
    """A draft is read as if it had been issued."""
    day = {"name": "临时放假", "effect": "establishes", "off": ["2026-03-10"]}
    record(desks, "关于2026年3月10日放假的通知（征求意见稿，虚构）", day)


def record(desks: Desks, document: str, holiday: dict[str, Any]) -> None:
    """A notice on record, once what it moves was shown."""
    about = {"region": "5401", "year": 2026, "document": document, "source": INVENTED}
    body = {**about, "holidays": [holiday]}
    shown = desks.post(RECORDER, f"{NOTICES}/foreseen", body)["shown"]
    desks.post(RECORDER, NOTICES, {**body, "shown": shown})


def take_back(desks: Desks) -> None:
    """Another officer sees that nobody issued it."""
    (wrong,) = (one for one in on_record(desks) if one["name"] == "临时放假")
    body = {"region": "5401", "number": wrong["number"], "reason": "所据为征求意见稿，未印发"}
    shown = desks.post(SECOND_RECORDER, f"{NOTICES}/withdrawal/foreseen", body)["shown"]
    desks.post(SECOND_RECORDER, f"{NOTICES}/withdrawal", {**body, "shown": shown})


def on_record(desks: Desks) -> list[dict[str, Any]]:
    """The city's notices of the year."""
    items: list[dict[str, Any]] = desks.get(RECORDER, NOTICES, year=2026, region="5401")["items"]
    return items


def propose(desks: Desks) -> int:
    """The approval of the province is there: its number in the register."""
    change = {"effect": "ends", "code": ENDING, "last_day": str(LAST_DAY), "successor": SUCCESSOR}
    body = {"document": "虚构批复〔2026〕1号", "source": INVENTED, "changes": [change]}
    return int(desks.post(RECORDER, f"{DIVISIONS}/proposals", body)["version"])


def confirm(desks: Desks, number: int) -> None:
    """Another officer is shown what moves, and has it count."""
    shown = desks.post(SECOND_RECORDER, f"{DIVISIONS}/confirmation/foreseen", {"number": number})[
        "shown"
    ]
    body = {"number": number, "shown": shown}
    desks.post(SECOND_RECORDER, f"{DIVISIONS}/confirmation", body)

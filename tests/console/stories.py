"""Whole cases as they are told: who does what when, in the words of the API; pages are given the same."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from domain.case.authority import Officer
from tests.api.test_journeys import CHECK, VISIT
from tests.api.words import (
    APPROVER,
    CASEWORKER,
    CHECKER,
    COUNTY,
    FINANCE,
    LEADER,
    MONDAY,
    SECOND_FINANCE,
    application,
    delegation,
)
from tests.support.hardship import circumstances

CASE = "{case}"
LATE = MONDAY.replace(hour=23, minute=50)
"""Ten minutes before a day ends."""
TUESDAY = MONDAY + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """An officer gives a command. ``serves``: it hands over the letter of this kind, whole as it is."""

    officer: Officer
    at: datetime
    path: str
    body: Mapping[str, Any] = field(default_factory=dict)
    serves: str = ""


def case(officer: Officer, at: datetime, path: str, **body: Any) -> Step:
    """A command about the case of the story."""
    return Step(officer, at, f"/cases/{CASE}/{path}", body)


def burnt(at: datetime, serial: int) -> dict[str, Any]:
    """The application of a family whose house burnt that day."""
    incident = {"cause": "fire", "on": str(at.date()), "place": "雪莲村"}
    return application(serial, incident=incident)


def inquiry(at: datetime, amount: str) -> Iterator[Step]:
    """核对、入户、困难情况、两级签字."""
    day = at.date()
    yield case(CASEWORKER, at, "means-check", **CHECK)
    yield case(CASEWORKER, at, "home-visits", **VISIT | {"visited_on": str(day)})
    yield case(CASEWORKER, at, "circumstances", **circumstances(2, day))
    opinion = {"opinion": "positive", "recommended": amount, "reasons": "困难属实"}
    yield case(CASEWORKER, at, "opinion", **opinion)
    yield case(LEADER, at, "examination")


def payment(at: datetime, amount: str) -> Iterator[Step]:
    """银行发放, by two."""
    yield case(FINANCE, at, "payments", amount=amount, source="fiscal")
    words = {"payment": 1, "paid_on": str(at.date())}
    words |= {"paying_bank": "虚构代理银行", "serial": "流水-1"}
    yield case(SECOND_FINANCE, at, "payments/confirmation", **words)


def general(at: datetime = TUESDAY, serial: int = 1) -> Iterator[Step]:
    """The general procedure, from application to archive, drawn for a visit by the county."""
    over = at + timedelta(days=14)
    yield Step(CASEWORKER, at, "/cases", burnt(at, serial))
    yield case(CASEWORKER, at, "acceptance", procedure="general")
    yield from inquiry(at, "1800.00")
    yield case(CASEWORKER, at, "public-notice", place="村务公示栏", evidence=["照片-1"])
    yield case(CASEWORKER, over, "public-notice/end")
    yield case(LEADER, over, "submission", files=["卷宗"])
    yield case(CHECKER, over, "county-receipt")
    looked = {"visitors": ["ck", "ck2"], "confirmed": True, "findings": "属实"}
    yield case(CHECKER, over, "spot-check", **looked)
    yield case(APPROVER, over, "approval", amount="1800.00", document="批-1")
    yield case(CHECKER, over, "feedback")
    yield from payment(over, "1800.00")
    served = {"manner": "direct", "served_on": "applicant", "delivered_on": str(over.date())}
    served |= {"receipt": "送达回证-1"}
    yield Step(CHECKER, over, f"/cases/{CASE}/documents", served, "relief-approval")
    yield case(CHECKER, over, "closing", volume="卷-1")


def urgent() -> Iterator[Step]:
    """The urgent procedure ten minutes before midnight, under a delegation; paid after it."""
    after = LATE + timedelta(minutes=20)
    yield Step(APPROVER, LATE, f"/counties/{COUNTY}/delegations", delegation(number="委-1"))
    yield Step(CASEWORKER, LATE, "/cases", burnt(LATE, 7))
    yield case(CASEWORKER, LATE, "urgency", kind="fire", reason="无处居住")
    yield case(CASEWORKER, LATE, "acceptance", procedure="urgent")
    yield from inquiry(LATE, "2000.00")
    yield case(LEADER, LATE, "delegated-approval", amount="2000.00", document="批-1")
    yield case(LEADER, after, "filing")
    yield case(APPROVER, after, "countersignature")
    yield from payment(after, "2000.00")


Story = Callable[[], Iterator[Step]]
STORIES: Mapping[str, Story] = {"urgent": urgent, "general": general}
"""In the order of their days."""

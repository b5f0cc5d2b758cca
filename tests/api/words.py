"""Invented officers and bodies: birth years lie between 1900 and 1910, nobody living."""

from datetime import date, datetime, timedelta
from typing import Any

from domain.case.authority import Officer, Post
from domain.ground.identity import check_digit
from relief.clock import LHASA

TOWNSHIP, COUNTY = "540121200", "540121"
OTHER_TOWNSHIP, OTHER_COUNTY = "540104200", "540104"
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=LHASA)
"""An ordinary Monday without a holiday near it."""

NAME, PHONE, CARD = "标记姓名甲", "13912345678", "6222000011112222337"
STATEMENT = "标记陈述乙：房屋失火"
"""Marked personal values: they must turn up nowhere."""

PAPERS = [
    "application-letter",
    "hukou-book-or-permit",
    "identity-card",
    "hardship-proof",
    "income-and-property-proof",
    "means-check-consent",
    "application-form",
]


def officer(name: str, post: Post, division: str) -> Officer:
    """Somebody with one post."""
    return Officer(name, frozenset({post}), division)


CASEWORKER = officer("cw", Post.CASEWORKER, TOWNSHIP)
LEADER = officer("ld", Post.TOWNSHIP_LEADER, TOWNSHIP)
CHECKER = officer("ck", Post.COUNTY_CHECKER, COUNTY)
SECOND_CHECKER = officer("ck2", Post.COUNTY_CHECKER, COUNTY)
APPROVER = officer("ap", Post.APPROVER, COUNTY)
FINANCE = officer("fi", Post.FINANCE, COUNTY)
SECOND_FINANCE = officer("fi2", Post.FINANCE, COUNTY)
STRANGER = officer("st", Post.CASEWORKER, OTHER_TOWNSHIP)
STRANGE_COUNTY = officer("sc", Post.APPROVER, OTHER_COUNTY)
READER = officer("rd", Post.CITY_READER, "5401")
CITY = officer("ci", Post.CITY_OFFICER, "5401")


def identity_number(serial: int = 1) -> str:
    """A valid number of somebody born in 1901 or a little later: 50 of a day, none of them 000."""
    later, order = divmod(serial, 50)
    first17 = f"540121{date(1901, 6, 5) + timedelta(later):%Y%m%d}{order or 50:03d}"
    return first17 + check_digit(first17)


def delegation(**changes: Any) -> dict[str, Any]:
    """A county's act for the year: fires up to 2,000 yuan, decided in the township."""
    return {
        "number": "林民发〔2026〕1号",
        "townships": [TOWNSHIP],
        "kinds": ["fire"],
        "ceiling": "2000.00",
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-31",
        "document": "委托书-1",
        **changes,
    }


def application(serial: int = 1, **changes: Any) -> dict[str, Any]:
    """A complete application of a family of two after a fire."""
    body: dict[str, Any] = {
        "channel": "counter",
        "subject": "household",
        "category": "other-household",
        "incident": {"cause": "fire", "on": "2026-02-27", "place": "雪莲村"},
        "township": TOWNSHIP,
        "village": "雪莲村",
        "lives_in": TOWNSHIP,
        "residence": "local-hukou",
        "members": [
            {"relation": "applicant", "name": NAME, "id_number": identity_number(serial)},
            {
                "relation": "spouse",
                "name": "标记姓名丙",
                "id_number": identity_number(serial + 500),
            },
        ],
        "contact": {"phone": PHONE, "address": "雪莲村1号"},
        "account": {"holder": 0, "bank": "虚构银行", "number": CARD},
        "statement": STATEMENT,
        "materials": PAPERS,
    }
    return {**body, **changes}


def notice(*holidays: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A holiday notice of the city in the year of these tests."""
    return {
        "region": "5401",
        "year": 2026,
        "document": "通知",
        "source": "市政府",
        "holidays": list(holidays),
        **changes,
    }

"""Offices in print are named after the divisions, in any city."""

import json
from datetime import date
from pathlib import Path

import pytest

from adapters.places import lhasa
from adapters.places.contacts import contacts
from domain.ground.places import Division, Level, Places
from relief.documents.offices import Offices

DAY = date(2026, 3, 2)
ELSEWHERE = Places.of(
    [
        Division("9901", "北河市", Level.CITY, "地级市", "99"),
        Division("990101", "东河区", Level.COUNTY, "市辖区", "9901"),
        Division("990101001", "桥头街道", Level.TOWNSHIP, "街道", "990101"),
    ]
)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("540121200", "林周县春堆乡人民政府"),
        ("540121", "林周县民政局"),
        ("540102002", "拉萨市城关区八廓街道办事处"),
        ("540102", "拉萨市城关区民政局"),
    ],
)
def test_offices_are_named_by_the_kind_of_their_division(code: str, name: str) -> None:
    """Townships have a government, subdistricts an office; districts are named with their city."""
    assert Offices(lhasa).issuer(code, DAY).name == name


def test_another_city_needs_other_divisions_only() -> None:
    """No name of Lhasa stands in the code."""
    offices = Offices(lambda: ELSEWHERE)
    assert offices.issuer("990101001", DAY).name == "北河市东河区桥头街道办事处"
    assert offices.review("990101001", DAY) == "北河市东河区人民政府"
    with pytest.raises(KeyError):
        offices.issuer("540121", DAY)


def test_addresses_hold_on_their_days(tmp_path: Path) -> None:
    """A document of last year bears last year's telephone."""
    file = tmp_path / "offices.json"
    one = {
        "code": "540121200",
        "from": "2025-01-01",
        "to": "2025-12-31",
        "address": "旧址",
        "phone": "1",
    }
    two = {
        "code": "540121200",
        "from": "2026-01-01",
        "address": "新址",
        "phone": "2",
        "name": "某办",
    }
    file.write_text(json.dumps([one, two]))
    offices = Offices(lhasa, contacts(file))
    assert offices.issuer("540121200", date(2025, 6, 1)).address == "旧址"
    assert offices.issuer("540121200", DAY).name == "某办"


@pytest.mark.parametrize("wrong", [{}, [{"code": "5401"}], [{"code": "1", "fax": "2"}]])
def test_a_wrong_file_of_offices_is_refused(tmp_path: Path, wrong: object) -> None:
    """Which entry is wrong is said."""
    file = tmp_path / "offices.json"
    file.write_text(json.dumps(wrong))
    with pytest.raises(ValueError, match=r"offices\.json"):
        contacts(file)

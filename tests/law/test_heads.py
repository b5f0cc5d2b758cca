"""What a file says of itself has no days: each field decides nothing, or is guarded on all days."""

from datetime import date

import pytest

from adapters.packs.county import parse_overlay
from adapters.packs.outcome_schema import OVERLAY
from adapters.packs.parser import parse
from adapters.packs.schema import PACK
from domain.registers.law.state import Document, changed, heads, of_overlay, of_pack
from tests.case.test_second_city import FILE
from tests.law.dating import TEXT
from tests.law.test_overlay import TEXT as COUNTY

SHOWN = "is shown and decides nothing"
NAMES = "names the law: under another name it is another law, and the one on record is gone"
WHOLE = "decides on every day of the file: another document or area is another pack"
DAYS = "is a day itself: days that are left out, and that facts rest on, are named"

OF_A_PACK = {
    "id": NAMES,
    "title": SHOWN,
    "document": WHOLE,
    "area": WHOLE,
    "legal_bases": WHOLE,
    "ends_all": WHOLE,
    "county_grounds": WHOLE,
    "county_materials": WHOLE,
    "valid_from": DAYS,
    "valid_to": DAYS,
}
OF_AN_OVERLAY = {
    "id": NAMES,
    "title": SHOWN,
    "document": WHOLE,
    "area": WHOLE,
    "pack": WHOLE,
    "valid_from": DAYS,
    "valid_to": DAYS,
}

SHIPPED = of_pack(parse(TEXT))
CITY = FILE.read_text(encoding="utf-8")
OVERLAY_FILE = of_overlay(parse_overlay(COUNTY, parse(TEXT)))


def named(was: Document, now: Document) -> set[str]:
    """What stands under guard when a file is edited so."""
    parts = (*heads(was, now), *changed(was.entries, now.entries))
    return {one.entry for one in parts}


def test_each_field_of_a_head_has_its_reason() -> None:
    """Nobody adds one without saying what it decides."""
    assert OF_A_PACK.keys() == PACK.required.keys() | PACK.optional.keys()
    assert OF_AN_OVERLAY.keys() == OVERLAY.required.keys() | OVERLAY.optional.keys()


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ('title = "拉萨市临时救助实施细则（试行）"', 'title = "细则"', set()),
        ('"藏政发〔2017〕10号"]', '"藏政发〔2017〕11号"]', {"pack"}),
        ('"acceptance-refused", "application-lapsed"', '"application-lapsed"', {"pack"}),
        ('area = "5401"', 'area = "5402"', {"pack"}),
        ("valid_from = 2018-12-03\n", "valid_from = 2018-12-03\nvalid_to = 2030-12-31\n", {"valid_to"}),
    ],
)  # fmt: skip
def test_the_head_of_a_pack_is_guarded_as_a_whole(old: str, new: str, wanted: set[str]) -> None:
    """An edit is named on every day; a title is not; a last day only leaves out the days after it."""
    assert old in TEXT
    assert named(SHIPPED, of_pack(parse(TEXT.replace(old, new, 1)))) == wanted


def test_a_first_day_moved_is_named_with_the_days_it_leaves_out() -> None:
    """Nobody is decided under a law that, as it then says, did not hold yet."""
    later = CITY.replace("valid_from = 2022-07-01", "valid_from = 2022-08-01")
    was, now = of_pack(parse(CITY)), of_pack(parse(later))
    (found,) = (one for one in heads(was, now) if one.entry == "valid_from")
    assert (found.first, found.last) == (date(2022, 7, 1), date(2022, 7, 31))


def test_the_clauses_of_a_pack_are_guarded_as_a_whole() -> None:
    """Which of its own provisions says what ours does: it decides what is cited, on every day."""
    at = CITY.index("[clauses]")
    line = next(one for one in CITY[at:].split("\n")[1:] if " = " in one and one[0] == '"')
    without = CITY.replace(f"{line}\n", "", 1)
    assert named(of_pack(parse(CITY)), of_pack(parse(without))) == {"clauses"}


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("林民〔2021〕1号", "林民〔2021〕2号", {"document"}),
        ('area = "540121"', 'area = "540122"', {"area"}),
        ('title = "林周县临时救助操作规程（虚构）"', 'title = "规程"', set()),
        ("valid_from = 2021-01-01\n", "valid_from = 2021-01-01\nvalid_to = 2030-12-31\n", {"valid_to"}),
    ],
)  # fmt: skip
def test_the_head_of_an_overlay_is_guarded_as_a_whole(old: str, new: str, wanted: set[str]) -> None:
    """Its document, its county, the days it leaves out; its title is only shown."""
    assert old in COUNTY
    edited = of_overlay(parse_overlay(COUNTY.replace(old, new, 1), parse(TEXT)))
    assert named(OVERLAY_FILE, edited) == wanted

"""Divisions: what lies in what, and where counties sit."""

from datetime import date

import pytest

from adapters.places import lhasa
from domain.ground.places import Division, Level, Places, called, within

DAY = date(2024, 5, 6)
PLACES = lhasa()


def test_lhasa_has_8_counties_and_65_townships() -> None:
    """The table is complete as of its data set."""
    levels = [division.level for division in PLACES.inside("5401", DAY)]
    assert (levels.count(Level.COUNTY), levels.count(Level.TOWNSHIP)) == (8, 65)


@pytest.mark.parametrize(
    ("code", "area", "inside"),
    [
        ("540102003", "5401", True),
        ("540102003", "540100", True),
        ("540102003000", "540102003", True),
        ("540102003", "540103", False),
        ("5401", "540102", False),
        ("540102003", "54", True),
    ],
)
def test_containment_is_by_prefix(code: str, area: str, inside: bool) -> None:
    """A division lies in an area whose code its own begins with, filling zeros aside."""
    assert within(code, area) is inside


def test_what_is_no_code_is_an_error() -> None:
    """A typing slip never widens what an officer may see."""
    for wrong in ("", "5", "5401a2", "54010"):
        with pytest.raises(ValueError, match="division code"):
            within("540102", wrong)


def test_the_two_townships_of_one_name_are_kept_apart() -> None:
    """德庆镇 is the seat in 达孜区 and not in 堆龙德庆区."""
    assert PLACES.is_seat("540104100", DAY) is True
    assert PLACES.is_seat("540103104", DAY) is False


def test_the_seat_of_chengguan_is_unknown_until_it_is_configured() -> None:
    """Nobody guesses; once configured, exactly one subdistrict is the seat."""
    districts = [d for d in PLACES.inside("540102", DAY) if d.level is Level.TOWNSHIP]
    assert {PLACES.is_seat(d.code, DAY) for d in districts} == {None}
    known = PLACES.with_seat(districts[0].code, "决定")
    assert [known.is_seat(d.code, DAY) for d in districts].count(True) == 1
    assert None not in [known.is_seat(d.code, DAY) for d in districts]


def test_divisions_are_dated() -> None:
    """A code names what it named on that day; one day has one name."""
    old = Division("540102099", "旧乡", Level.TOWNSHIP, "乡", "540102", None, date(2018, 12, 31))
    new = Division("540102099", "新街道", Level.TOWNSHIP, "街道", "540102", date(2019, 1, 1))
    places = Places.of([old, new])
    assert places.township("540102099", date(2018, 12, 31)) == old
    assert places.township("540102099", date(2019, 1, 1)) == new
    with pytest.raises(ValueError, match="same day"):
        Places.of([old, old])


@pytest.mark.parametrize(
    "written",
    [
        "雪莲村7",
        "雪莲村7。",
        "雪莲村 ７",
        "“雪莲村”-7",
        "春堆乡雪莲村7",
        "西藏自治区拉萨市林周县春堆乡雪莲村7",
        "雪莲村七",
        "雪莲村柒",
        "雪莲村07",
    ],
)
def test_a_place_is_one_however_it_is_written(written: str) -> None:
    """Punctuation, width, blanks, the writing of numerals and the divisions in front make no other place."""
    assert PLACES.spot(written) == "雪莲村七"


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("2村", "二村"),
        ("２村", "贰村"),
        ("两村", "②村"),
        ("12组", "十二组"),
        ("20号", "二十号"),
        ("203室", "二〇三室"),
        ("203室", "二百零三室"),
        ("八一镇", "81镇"),
    ],
)
def test_a_numeral_is_one_in_words_and_in_figures(written: str, other: str) -> None:
    """In the name of a village, of a house and of a room."""
    assert PLACES.spot(written) == PLACES.spot(other)


@pytest.mark.parametrize(
    "written", ["春堆乡", "阳光小区三栋", "。", "雪莲村八", "百花村", "千佛洞", "三十二号"]
)
def test_what_tells_places_apart_stays(written: str) -> None:
    """A township alone, a quarter of a town, another house, a mere dot, hundreds in a name."""
    assert PLACES.spot(written) == written


VILLAGE = Division("540121207001", "云杉村村民委员会", Level.VILLAGE, "村", "540121207", DAY)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("云杉村", VILLAGE.code),
        ("云杉村委会", VILLAGE.code),
        ("云杉村村委会", VILLAGE.code),
        (" 云杉　村。", VILLAGE.code),
        ("西藏自治区拉萨市林周县春堆乡云杉村", VILLAGE.code),
        ("云杉", ""),
        ("雪莲村", ""),
        ("村委会", ""),
    ],
)
def test_a_village_is_found_by_its_name_in_its_township_on_its_days(
    written: str, code: str
) -> None:
    """By its committee's name as well; another township's village of the same name is another one."""
    every = (one for known in PLACES.table.values() for one in known)
    places = Places.of([*every, VILLAGE])
    assert places.village("540121207", written, DAY) == code
    assert places.village("540121208", written, DAY) == ""
    assert places.village("540121207", written, date(2024, 5, 5)) == ""


def test_a_community_is_called_with_and_without_its_committee() -> None:
    """八廓居委会 and 八廓 are one; 八廓社区 is what it calls itself."""
    assert called("八廓居委会") == called("八廓居民委员会") == called("八廓") != called("八廓社区")

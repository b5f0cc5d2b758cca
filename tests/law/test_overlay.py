"""A county's overlay adds grounds, papers, procedures and stricter limits, and weakens nothing."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from adapters.packs import OverlayUnreadable, law
from adapters.packs import law as installed
from adapters.packs.county import parse_overlay
from adapters.packs.parser import PackError, parse
from domain.ground.terms import Category, Procedure, Residence
from domain.law.overlay import Overlay
from domain.law.pack import Law, NoLawInForce
from domain.law.terms import NoticeTime
from domain.registers.law.state import of_overlay
from tests.law.dating import changed, with_entries

DAY = date(2021, 9, 6)
PACK = law().on(DAY)
TEXT = Path(__file__).with_name("county.toml").read_text(encoding="utf-8")
OVERLAY = parse_overlay(TEXT, PACK)
BOTH = Law.of(law().packs, [OVERLAY])


def problems(text: str) -> list[tuple[int, str]]:
    with pytest.raises(PackError) as raised:
        parse_overlay(text, PACK)
    return [(problem.line, problem.message) for problem in raised.value.problems]


@pytest.mark.article("10.10", "16.8")
def test_what_a_county_adds_stands_beside_what_the_city_has() -> None:
    """Eleven grounds, one more paper for its kind of hardship, a notice afterwards (10.10, 16.8)."""
    laid = PACK.under(OVERLAY)
    assert len(laid.outcomes.casework.grounds) == 11
    papers = laid.outcomes.casework.papers(
        Category.SUDDEN_HARDSHIP, Residence.LOCAL, by_agent=False
    )
    assert [rule.id for rule in papers][-1] == "linzhou-herd-certificate"
    urgent = laid.outcomes.casework.procedure(Procedure.URGENT, Category.SUDDEN_HARDSHIP)
    assert urgent is not None and urgent.notice is NoticeTime.AFTER
    assert laid.limits["payment"].length == 5 and PACK.limits["payment"].length == 10


RIGHT = {"corrects": date(2021, 1, 1), "known_from": date(2025, 3, 1)}
STRICT = tomllib.loads(TEXT)["limit"][1]


def corrected() -> Overlay:
    """Three days to pay were meant, not five: known since March 2025."""
    return parse_overlay(with_entries([("limit", {**STRICT, "length": 3, **RIGHT})], TEXT), PACK)


@pytest.mark.article("34")
def test_a_countys_entry_is_corrected_like_the_citys() -> None:
    """Known now for every day; what was taken for right is found by whoever decided on it (34)."""
    overlay = corrected()
    assert (overlay.known, [one.known for one in overlay.earlier]) == (date(2025, 3, 1), [None])
    law = Law.of([PACK.on(DAY)], [overlay])
    now, before = law.pages(f"{PACK.id}+{overlay.id}", DAY)
    assert [page.limits["payment"].length for page in (now, before)] == [3, 5]
    assert before.fingerprint == PACK.under(OVERLAY).on(DAY).fingerprint != now.fingerprint
    held = {one.entry for one in of_overlay(overlay).entries}
    assert {"limit payment", "limit payment until 2025-03-01 known"} <= held


@pytest.mark.article("34")
def test_city_and_county_are_corrected_one_after_the_other() -> None:
    """Each state of knowledge of both together is kept, the oldest first (34)."""
    cap = {"value": 9000, "corrects": date(2018, 12, 3), "known_from": date(2025, 2, 1)}
    city = parse(with_entries([changed("parameter", {"id": "household_cap"}, **cap)]))
    law = Law.of([city], [corrected()])
    pages = law.pages(f"{city.id}+linzhou-test", DAY)
    told = [(p.money("household_cap", DAY).fen // 100, p.limits["payment"].length) for p in pages]
    assert told == [(9000, 3), (9000, 5), (10000, 5)]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({**RIGHT, "corrects": date(2020, 5, 5)}, "no such entry begins on 2020-05-05"),
        ({"corrects": date(2021, 1, 1)}, "needs 'corrects' and 'known_from'"),
    ],
)
def test_a_county_corrects_nothing_that_is_not_there(keys: dict[str, date], message: str) -> None:
    """Half a correction, or one of no entry, is refused with its line."""
    told = problems(with_entries([("limit", {**STRICT, "length": 3, **keys})], TEXT))
    assert message in [said for _, said in told]


def test_an_addition_holds_in_its_county_and_its_time() -> None:
    """Found for the county's townships from its first day, nowhere else, and dated within."""
    assert BOTH.overlay_on(PACK.id, DAY, "540121100") is OVERLAY
    assert BOTH.overlay_on(PACK.id, DAY, "540102003") is None
    assert BOTH.overlay_on(PACK.id, date(2020, 12, 31), "540121100") is None
    later = PACK.under(OVERLAY).on(date(2022, 1, 1)).outcomes.casework.grounds
    assert "linzhou-gambling" not in {rule.id for rule in later}


def test_a_county_addition_survives_another_reading_and_belongs_to_one_pack() -> None:
    """Readings change beneath it; laid twice it is an error, unknown it is not guessed."""
    laid = PACK.under(OVERLAY)
    assert laid.read_as({"AMB-07": "marginal"}).overlay is OVERLAY
    with pytest.raises(ValueError, match="none of pack"):
        laid.under(OVERLAY)
    with pytest.raises(NoLawInForce):
        BOTH.overlay("elsewhere")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "linzhou-gambling"', 'id = "10.3-leaves-land-idle"', "is the city's"),
        ("needs_finding = true", "needs_finding = false", "found by a person"),
        ('citation = "16.8"', 'citation = "16.3"', "adds under 16.8"),
        ('id = "urgent"\nnotice = "after-approval"', 'id = "general"\nnotice = "after-approval"',
         "weakens the city's before-approval"),
        ("length = 5\n", "length = 11\n", "weakens the city's 10"),
        ('unit = "WORKING_DAY"', 'unit = "NATURAL_DAY"', "must stay the city's WORKING_DAY"),
        ('basis = "INTERNAL"\ncitation = "34"\n\n[[limit]]\nid = "payment"',
         'basis = "STATUTORY"\ncitation = "34"\n\n[[limit]]\nid = "payment"', "is internal"),
        ('area = "540121"', 'area = "540221"', "no county in 5401"),
        ('pack = "lhasa-2018-202"', 'pack = "other"', "checked against"),
        ("to = 2021-12-31", "to = 2020-12-31", "is before 'from'"),
        ("[[material]]", '[[pool]]\nid = "household-year"\n\n[[material]]', "may not write"),
        ("needs_finding = true", "needs_finding = true\ncolour = 1", "unknown key"),
        ("[overlay]", "[pack]", "missing"),
    ],
)  # fmt: skip
def test_a_county_cannot_weaken_or_misstate(old: str, new: str, message: str) -> None:
    """Each attempt is refused with the line it stands on."""
    assert old in TEXT
    found = problems(TEXT.replace(old, new, 1))
    assert any(message in said and line for line, said in found), found


def test_a_county_file_in_the_folder_is_part_of_the_law(tmp_path: Path) -> None:
    """Whoever lays the file there has its rules in force; a folder without files changes nothing."""
    assert installed(tmp_path).overlays == ()
    (tmp_path / "linzhou.toml").write_text(TEXT, encoding="utf-8")
    found = installed(tmp_path)
    laid = found.governing(DAY, "540121100")
    assert laid.name == "lhasa-2018-202+linzhou-test"
    assert found.pack(laid.name, DAY) is laid is found.governing(DAY, "540121200")
    assert found.governing(DAY, "540102003") is found.pack("lhasa-2018-202", DAY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id = "linzhou-test"', 'id = "linzhou+test"'),
        ('pack = "lhasa-2018-202"', 'pack = "other"'),
        ("[overlay]", "[[overlay"),
    ],
)
def test_a_county_file_that_cannot_be_used_is_named(tmp_path: Path, old: str, new: str) -> None:
    """The system does not start on half a law, and says which file is wrong."""
    (tmp_path / "linzhou.toml").write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(OverlayUnreadable, match=r"linzhou\.toml"):
        installed(tmp_path)

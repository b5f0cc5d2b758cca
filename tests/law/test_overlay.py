"""A county's overlay adds grounds, papers, procedures and stricter limits, and weakens nothing."""

from datetime import date
from pathlib import Path

import pytest

from adapters.packs import OverlayUnreadable, law
from adapters.packs import law as installed
from domain.case.terms import Category, Procedure, Residence
from domain.law.overlays import parse_overlay
from domain.law.pack import Law, NoLawInForce
from domain.law.parse import PackError
from domain.law.terms import NoticeTime

DAY = date(2021, 9, 6)
PACK = law().on(DAY)
TEXT = Path(__file__).with_name("county.toml").read_text(encoding="utf-8")
OVERLAY = parse_overlay(TEXT, PACK)
BOTH = Law.of(law().packs, [OVERLAY])


def problems(text: str) -> list[tuple[int, str]]:
    with pytest.raises(PackError) as raised:
        parse_overlay(text, PACK)
    return [(problem.line, problem.message) for problem in raised.value.problems]


def test_what_a_county_adds_stands_beside_what_the_city_has() -> None:
    """Eleven grounds, one more paper for its kind of hardship, a notice afterwards (10.10, 16.8)."""
    laid = PACK.under(OVERLAY)
    assert len(laid.outcomes.casework.grounds_on(DAY)) == 11
    papers = laid.outcomes.casework.papers(
        Category.SUDDEN_HARDSHIP, Residence.LOCAL, by_agent=False, day=DAY
    )
    assert [rule.id for rule in papers][-1] == "linzhou-herd-certificate"
    urgent = laid.outcomes.casework.procedure(Procedure.URGENT)
    assert urgent is not None and urgent.notice is NoticeTime.AFTER
    assert laid.limits["payment"].length == 5 and PACK.limits["payment"].length == 10


def test_an_addition_holds_in_its_county_and_its_time() -> None:
    """Found for the county's townships from its first day, nowhere else, and dated within."""
    assert BOTH.overlay_on(PACK.id, DAY, "540121100") is OVERLAY
    assert BOTH.overlay_on(PACK.id, DAY, "540102003") is None
    assert BOTH.overlay_on(PACK.id, date(2020, 12, 31), "540121100") is None
    later = PACK.under(OVERLAY).outcomes.casework.grounds_on(date(2022, 1, 1))
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
    assert found.pack(laid.name) is laid is found.governing(DAY, "540121200")
    assert found.governing(DAY, "540102003") is found.pack("lhasa-2018-202")


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

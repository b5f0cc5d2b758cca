"""A value nobody can reckon with is refused where it is written: by nought, below it, beyond every bound."""

from fractions import Fraction
from pathlib import Path

import pytest

from adapters.packs import further
from adapters.packs.parser import PackError, parse
from adapters.packs.values import Mistake, count, factor, yuan
from domain.law.mistakes import Fault
from relief.words.sayings import told
from tests.assessment.test_another_city import TEXT, line_of
from tests.law.dating import TEXT as LHASA

MONSTROUS = "1e999999999"
FACTORS = ["1/0", "0/0", "-1", "1/-2", "inf", "nan", MONSTROUS, 10**9, True, " 1 ", "１"]
AMOUNTS = ["Infinity", "-Infinity", "NaN", "sNaN", MONSTROUS, -1, "0.001", 10**13, True, "１", ""]
COUNTS = [-1, 36_526, 10**12, True, "1", 1.0]


@pytest.mark.parametrize("value", FACTORS)
def test_a_factor_is_no_division_by_nought_and_no_endless_number(value: object) -> None:
    """Nor below nought: what it is multiplied by stays a sum."""
    with pytest.raises(Mistake):
        factor(value)


@pytest.mark.parametrize("value", AMOUNTS)
def test_an_amount_is_one_the_ledgers_can_hold(value: object) -> None:
    """Neither without end, nor no number, nor more than a million million."""
    with pytest.raises(Mistake):
        yuan(value)


@pytest.mark.parametrize("value", COUNTS)
def test_a_count_is_within_a_hundred_years_of_days(value: object) -> None:
    """Beyond there is no day to reckon with."""
    with pytest.raises(Mistake):
        count(value)


@pytest.mark.parametrize(("value", "fen"), [(0, 0), ("0.50", 50), ("2000", 200_000)])
def test_what_can_be_reckoned_with_is_read_exactly(value: object, fen: int) -> None:
    """To the fen, as it is written; so are fractions and decimals of factors."""
    assert yuan(value).fen == fen
    assert [factor(one) for one in ("1/2", "1.5", 3)] == [
        Fraction(1, 2),
        Fraction(3, 2),
        Fraction(3),
    ]
    assert count(36_525) == 36_525


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('value = "1.5"', 'value = "3/0"', "“3/0”不是倍数"),
        ('value = "1.5"', f'value = "{MONSTROUS}"', f"“{MONSTROUS}”不是倍数"),
        ("value = 10000\n", 'value = "Infinity"\n', "“Infinity”不是以元计的金额"),
    ],
)
def test_a_file_with_such_a_value_is_told_with_its_line(old: str, new: str, said: str) -> None:
    """As every other mistake of a file; nothing breaks and nothing hangs."""
    text = LHASA.replace(old, new, 1)
    with pytest.raises(PackError) as raised:
        parse(text)
    (problem,) = raised.value.problems
    assert (problem.line, told(problem.message)) == (line_of(text, new.strip()), said)


def test_a_limit_is_no_longer_than_there_are_days() -> None:
    """One of a million million days would stop whoever reckons its last day (kind H: same bound)."""
    text = TEXT.replace("length = 3\n", "length = 1000000000000\n", 1)
    assert text != TEXT
    with pytest.raises(PackError) as raised:
        parse(text)
    (problem,) = raised.value.problems
    assert problem.fault is Fault.ENTRY and "length" in problem.where


def test_what_holds_in_one_village_alone_is_laid_like_any_other(tmp_path: Path) -> None:
    """Its area is that village and no other: which applications are of it, the register of divisions says."""
    text = TEXT.replace('area = "9901"\nvalid_from', 'area = "990101001001"\nvalid_from', 1)
    (tmp_path / "village.toml").write_text(text, encoding="utf-8")
    (village,) = further(tmp_path)
    assert village.area == "990101001001"

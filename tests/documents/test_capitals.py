"""大写: examples at the edges, and every sum reads back as itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ground.money import ZERO, Money
from relief.documents.capitals import LIMIT, NUMERALS, capitals


@pytest.mark.parametrize(
    ("yuan", "written"),
    [
        ("0", "零元整"),
        ("0.01", "壹分"),
        ("0.10", "壹角整"),
        ("0.99", "玖角玖分"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("10.50", "壹拾元伍角整"),
        ("100.05", "壹佰元零伍分"),
        ("101", "壹佰零壹元整"),
        ("1010", "壹仟零壹拾元整"),
        ("2100", "贰仟壹佰元整"),
        ("2400.01", "贰仟肆佰元零壹分"),
        ("9999.99", "玖仟玖佰玖拾玖元玖角玖分"),
        ("10000", "壹万元整"),
        ("10010", "壹万零壹拾元整"),
        ("100000", "壹拾万元整"),
        ("105000", "壹拾万伍仟元整"),
        ("100000000", "壹亿元整"),
        ("100005000", "壹亿零伍仟元整"),
        ("100050000", "壹亿零伍万元整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_sums_are_written_as_vouchers_write_them(yuan: str, written: str):
    """Round sums, gaps, tenths and hundredths, and the largest sum."""
    assert capitals(Money.of_yuan(yuan)) == written


@pytest.mark.parametrize("amount", [Money(-1), LIMIT])
def test_sums_outside_are_refused(amount: Money):
    """Neither debts nor a trillion yuan."""
    with pytest.raises(ValueError, match="capital numerals"):
        capitals(amount)


@given(st.integers(0, LIMIT.fen - 1))
def test_every_sum_reads_back_as_itself(fen: int):
    """Written, then read by a reader that knows only the values of the signs."""
    assert read(capitals(Money(fen))) == Money(fen)


@given(st.integers(0, LIMIT.fen - 1))
def test_gaps_are_written_once(fen: int):
    """Never two 零 in a row, and none before a unit of value other than 元."""
    written = capitals(Money(fen))
    assert "零零" not in written
    assert not any(f"零{unit}" in written for unit in "拾佰仟万亿角分整")


def read(written: str) -> Money:
    """A sum from its capital numerals."""
    units = {"拾": 10, "佰": 100, "仟": 1000}
    fen = whole = group = digit = 0
    for sign in written.removesuffix("整"):
        if sign in NUMERALS:
            digit = NUMERALS.index(sign)
        elif sign in units:
            group, digit = group + digit * units[sign], 0
        elif sign in "万亿元":
            whole += (group + digit) * {"万": 10**4, "亿": 10**8, "元": 1}[sign]
            group = digit = 0
        else:
            fen, digit = fen + digit * {"角": 10, "分": 1}[sign], 0
    return Money(whole * 100 + fen) if written else ZERO

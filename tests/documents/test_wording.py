"""Days and sums as offices write them."""

from datetime import date

from domain.ground.money import Money
from relief.documents import wording


def test_days_and_sums_are_written_as_in_offices():
    """Arabic figures, no leading zeros, both ways of writing a sum."""
    assert wording.day(date(2026, 3, 5)) == "2026年3月5日"
    assert wording.sum_in_full(Money(210000)) == "人民币2,100.00元（大写：贰仟壹佰元整）"

"""Days and sums, as offices write them in documents."""

from datetime import date

from domain.ground.money import Money
from relief.documents.capitals import capitals
from relief.words.sentences import say

WORDING = 5
"""Raised whenever what a document says or how it is laid out changes; a test watches over it."""


def day(on: date | None) -> str:
    """2026年3月5日; a blank to fill in by hand where there is no day yet."""
    return (
        say("letters.no-day")
        if on is None
        else say("letters.day", year=on.year, month=on.month, day=on.day)
    )


def figures(amount: Money | None) -> str:
    """2,100.00元, for table cells; empty where there is no sum."""
    if amount is None:
        return ""
    whole, fen = divmod(amount.fen, 100)
    return say("letters.figures", whole=whole, fen=fen)


def sum_in_full(amount: Money) -> str:
    """人民币2,100.00元（大写：贰仟壹佰元整）."""
    return say("letters.sum", figures=figures(amount), capitals=capitals(amount))


def sum_or_blank(amount: Money | None) -> str:
    """The sum both ways, or room to write it by hand."""
    return sum_in_full(amount) if amount else say("letters.no-sum")

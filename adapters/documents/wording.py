"""Days and sums, as offices write them in documents."""

from datetime import date

from adapters.documents.capitals import capitals
from domain.money import Money


def day(on: date | None) -> str:
    """2026年3月5日; a blank to fill in by hand where there is no day yet."""
    return "　　　　年　　月　　日" if on is None else f"{on.year}年{on.month}月{on.day}日"


def figures(amount: Money | None) -> str:
    """2,100.00元, for table cells; empty where there is no sum."""
    if amount is None:
        return ""
    whole, fen = divmod(amount.fen, 100)
    return f"{whole:,}.{fen:02d}元"


def sum_in_full(amount: Money) -> str:
    """人民币2,100.00元（大写：贰仟壹佰元整）."""
    return f"人民币{figures(amount)}（大写：{capitals(amount)}）"


def sum_or_blank(amount: Money | None) -> str:
    """The sum both ways, or room to write it by hand."""
    return (
        sum_in_full(amount) if amount else "人民币　　　　　　元（大写：　　　　　　　　　　　　）"
    )

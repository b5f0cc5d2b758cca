"""Sums in capital numerals (大写), as vouchers write them so that no digit can be altered."""

from domain.ground.money import Money

NUMERALS = "零壹贰叁肆伍陆柒捌玖"
LIMIT = Money(10**14)
"""Sums from one trillion yuan (一万亿元) on are refused: no relief office writes them."""

_PLACES = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
_GROUPS = ((10**8, "亿"), (10**4, "万"), (1, ""))


def capitals(amount: Money) -> str:
    """2100 yuan is 贰仟壹佰元整, 100.05 is 壹佰元零伍分, nothing is 零元整.

    整 closes a sum without fen (分). Raises ``ValueError`` below zero and from ``LIMIT`` on.
    """
    if not 0 <= amount.fen < LIMIT.fen:
        raise ValueError("capital numerals are written for sums from 0 to under a trillion yuan")
    yuan, rest = divmod(amount.fen, 100)
    jiao, fen = divmod(rest, 10)
    whole = f"{_integer(yuan)}元" if yuan or not rest else ""
    if not rest:
        return f"{whole}整"
    gap = "零" if whole and not jiao else ""
    tenths = f"{NUMERALS[jiao]}角" if jiao else ""
    return f"{whole}{gap}{tenths}" + (f"{NUMERALS[fen]}分" if fen else "整")


def _integer(yuan: int) -> str:
    """Whole yuan in groups of four places; 零 wherever places were skipped."""
    written, empty = "", False
    for size, sign in _GROUPS:
        group = yuan // size % 10**4
        if group:
            gap = "零" if written and (empty or group < 1000) else ""
            written += gap + _group(group) + sign
        empty = group == 0
    return written or NUMERALS[0]


def _group(group: int) -> str:
    """A number from 1 to 9999, leading places left out."""
    written, gap = "", False
    for unit, sign in _PLACES:
        digit = group // unit % 10
        if digit:
            written += ("零" if gap else "") + NUMERALS[digit] + sign
        gap = digit == 0 and bool(written)
    return written

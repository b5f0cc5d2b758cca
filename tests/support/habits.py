"""Every habit in which people are known to write a number of somebody, drawn in all their mixtures."""

from collections.abc import Callable
from datetime import date

from hypothesis import assume
from hypothesis import strategies as st

from domain.ground.identity import check_digit
from domain.ground.personal import PersonalNumber, luhn

DAYS = st.dates(date(1900, 1, 1), date(1910, 12, 31))


@st.composite
def numbers(draw: st.DrawFn) -> tuple[PersonalNumber, str]:
    """A number of each kind that says by itself whose it is, invented."""
    kinds = (PersonalNumber.IDENTITY, PersonalNumber.CARD, PersonalNumber.MOBILE)
    kind = draw(st.sampled_from(kinds))
    if kind is PersonalNumber.MOBILE:
        return kind, f"1{draw(st.integers(3_000_000_000, 9_999_999_999))}"
    if kind is PersonalNumber.IDENTITY:
        first = f"540121{draw(DAYS):%Y%m%d}{draw(st.integers(0, 999)):03d}"
        return kind, first + check_digit(first)
    length = draw(st.integers(15, 18))
    figures = st.lists(st.sampled_from("0123456789"), min_size=length - 2, max_size=length - 2)
    first = "62" + "".join(draw(figures))
    return kind, next(first + last for last in "0123456789" if luhn(first + last))


def _in(figures: str) -> Callable[[str], str]:
    table = str.maketrans("0123456789", figures)
    return lambda number: number.translate(table)


FIGURES: dict[str, Callable[[str], str]] = {
    "as they are": str,
    "wide": _in("０１２３４５６７８９"),
    "Tibetan": _in("༠༡༢༣༤༥༦༧༨༩"),
    "words": _in("〇一二三四五六七八九"),
    "words with a ring": _in("○一二三四五六七八九"),
    "words with a wide ring": _in("◯一二三四五六七八九"),
    "words of forms": _in("零壹贰叁肆伍陆柒捌玖"),
    "words of forms, unabridged": _in("零壹貳參肆伍陸柒捌玖"),
    "as they are spoken": _in("零幺两三四五六七八九"),
    "in rings": _in("⓪①②③④⑤⑥⑦⑧⑨"),
    "with a ring for zero": _in("○123456789"),
    "words with a bull's eye": _in("◎一二三四五六七八九"),
    "raised": _in("⁰¹²³⁴⁵⁶⁷⁸⁹"),
}
LETTERS: dict[str, Callable[[str], str]] = {
    "with the letter O": lambda n: n.replace("0", "O"),
    "with a wide letter O": lambda n: n.replace("0", "Ｏ"),
    "with the letter l": lambda n: n[0] + n[1:].replace("1", "l"),
}
"""Only identity and mobile numbers are looked for so: papers begin with letters."""

SIGNS = (
    *"- ._~+/\\*#|:;,=%<'－—–‐−·•。，、：；～…／转杠横点接年月日😀（）【→×x",
    *("\u3000", "\u2009", "\u200b"),
)
"""What is typed between figures."""

GROUPS: dict[PersonalNumber, tuple[tuple[int, ...], ...]] = {
    PersonalNumber.IDENTITY: (
        (18,),
        (6, 8, 4),
        (6, 4, 4, 4),
        (6, 4, 2, 2, 4),
        (3, 3, 4, 4, 4),
        (6, 12),
    ),
    PersonalNumber.CARD: ((19,), (4, 4, 4, 4, 3), (6, 6, 7), (4, 4, 4, 7), (3, 3, 3, 3, 3, 4)),
    PersonalNumber.MOBILE: (
        (11,),
        (3, 4, 4),
        (3, 3, 5),
        (3, 5, 3),
        (3, 2, 2, 2, 2),
        (4, 4, 3),
        (7, 4),
        (5, 6),
    ),
}
BEFORE = (
    "",
    "86",
    "+86 ",
    "0086",
    "+86-",
    "0",
    "(0)",
    "86 0",
    "+86(0)",
    "17909",
    "12593 ",
    "17951-",
    "11808",
)
"""What is dialled before a mobile number."""
AROUND = ("{}", "电话{}", "联系：{}，见卷", "{}转12", "3-{}", "{}（本人）", "{}/8", "k:{}", "{}_a")


@st.composite
def written(draw: st.DrawFn) -> tuple[PersonalNumber, str]:
    """A number of a person, however it is written, among other words; and what it is."""
    kind, number = draw(numbers())
    before = draw(st.sampled_from(BEFORE)) if kind is PersonalNumber.MOBILE else ""
    groups = _grouped(number, draw(st.sampled_from(GROUPS[kind])))
    habits = FIGURES if kind is PersonalNumber.CARD else {**FIGURES, **LETTERS}
    how = draw(st.sampled_from(sorted(habits)))
    sign = draw(st.sampled_from(SIGNS)) * draw(st.integers(1, 6))
    alike = kind is not PersonalNumber.IDENTITY and any(
        "2000" <= one <= "2039" for one in groups[1:]
    )
    # A year between hyphens parts the number of a paper.
    assume(not alike)
    text = before + habits[how](sign.join(groups))
    return kind, draw(st.sampled_from(AROUND)).format(text)


def _grouped(number: str, sizes: tuple[int, ...]) -> list[str]:
    found, at = [], 0
    for size in sizes:
        found.append(number[at : at + size])
        at += size
    return [one for one in (*found, number[at:]) if one]

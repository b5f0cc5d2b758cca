"""Signs as whoever looks for a number reads them: figures of any kind, and what parts them.

One reading for all that compares numbers of papers, looks for numbers of persons, or indexes what is
dialled: a habit known here is known everywhere.
"""

import re
import unicodedata
from functools import lru_cache

from domain.ground.texts import category, unseen

WORDS = {
    sign: value
    for value, signs in enumerate(
        (
            "零〇○◯⚪⭕❍⚬⊙◎⦾⌾☉⭘🅞🅾",
            "一壹壱幺",
            "二贰貳两兩",
            "三叁參",
            "四肆",
            "五伍",
            "六陆陸",
            "七柒漆",
            "八捌",
            "九玖",
        )
    )
    for sign in signs
}
"""Figures said one by one, as in a year; rings of any size are typed for a zero."""

_SMALL = frozenset("。｡°˚゜∘◦")
"""Small rings: they part two figures, or are typed for the zero between them."""
_BETWEEN = re.compile("(?<=[0-9])r+(?=[0-9])")

_SPOKEN = frozenset(map(chr, (0x8F6C, 0x8F49, 0x6760, 0x6A2A, 0x70B9, 0x9EDE, 0x63A5)))
"""Words said for a sign between figures, as for a dash or a dot."""
_TENS = frozenset("XxＸｘХхΧχⅩⅹ✕×")
"""The last place of an identity number, as it is written and as it looks."""
_LIKE = {**dict.fromkeys("ОоΟοºօჿⵔ", "O"), **dict.fromkeys("ІіΙιӏ", "I")}
"""Letters of other scripts that look like the two which look like figures."""
FIGURES = {"l": "1", "I": "1", "O": "0", "o": "0"}
"""Letters that look like figures, where they stand beside some."""
_LETTERS = re.compile(
    "(?<=[0-9])[lIOo]+|[lIOo]+(?=[0-9])|(?<![A-Za-z0-9])[lIOo]{2,}(?![A-Za-z0-9])"
)
"""Beside a figure, or a group of nothing else."""


def figure(sign: str) -> int | None:
    """The figure a sign stands for by itself: a digit of any script, a word, a number in a ring."""
    value = WORDS.get(sign)
    if value is None:
        said = unicodedata.numeric(sign, -1)
        value = int(said) if said in range(10) else None
    return value


@lru_cache(maxsize=4096)
def narrowed(sign: str) -> str:
    """A sign as it counts: a figure, ``X``, a letter; what parts is a dot, a hyphen or a blank, and
    what cannot be seen is nothing.
    """
    if sign in _TENS:
        return "X"
    value = figure(sign)
    if value is not None:
        return str(value)
    kind = category(sign)
    if (unseen(sign) and not sign.isspace()) or kind in ("Mn", "Me"):
        return ""
    if kind == "Pd" or sign == "\u2212":
        return "-"
    if kind[0] == "Z" or sign.isspace():
        return " "
    if sign in _SPOKEN or kind[0] not in "LNM":
        return "."
    plain = unicodedata.normalize("NFKC", sign)
    return _LIKE.get(sign) or (plain if plain in FIGURES else sign)


def narrow(text: str) -> str:
    """A text as it is looked at for numbers; made for looking only."""
    return "".join(map(narrowed, text))


def ringed(text: str) -> str | None:
    """The text with small rings between two figures as zeros; ``None`` where there are none."""
    if _SMALL.isdisjoint(text):
        return None
    signs = "".join("r" if sign in _SMALL else _one(sign) for sign in text)
    found = {place for one in _BETWEEN.finditer(typed(signs)) for place in range(*one.span())}
    return "".join("0" if n in found else sign for n, sign in enumerate(text)) if found else None


def _one(sign: str) -> str:
    """A sign as it counts, in one place, so that places stay what they are."""
    plain = narrowed(sign)
    return plain if len(plain) == 1 and plain != "r" else "."


def typed(narrow_text: str) -> str:
    """The same with letters that look like figures as figures, where they stand beside some."""
    return _LETTERS.sub(lambda found: "".join(map(FIGURES.__getitem__, found[0])), narrow_text)

"""How one number of a paper is written by different hands: made into one form, for comparing only."""

import re
import unicodedata
from functools import lru_cache

from domain.ground.figures import WORDS
from domain.ground.texts import category, spelled

DASHES = re.compile(
    r"[\u002d\u2010-\u2015\u2212\u30fc\uff0d_~\uff5e\u00b7\u30fb./\\\u2044\u2215|]+"
)
LOOSE = re.compile(r"(?<![0-9])-|-(?![0-9])")

_QUOTES = dict.fromkeys(
    [*map(ord, "\"'`"), *range(0x2018, 0x2020), *range(0x300C, 0x3010), *range(0x301D, 0x3020)]
)
"""Marks about a whole number, wherever they stand."""
_TENS = {"\u5341": 10, "\u767e": 100, "\u5343": 1000, "\u62fe": 10, "\u4f70": 100, "\u4edf": 1000}
_ONES = "".join(WORDS)
_WORDS = _ONES + "".join(_TENS)
_TEN = "".join(sign for sign, value in _TENS.items() if value == 10)
_FIRST = tuple(next(sign for sign, value in WORDS.items() if value == n) for n in range(10))
"""The word by which each figure is written first."""

_YEAR, _FIGURE = "(?:19|20)[0-9]{2}", "[0-9]+(?:-[0-9]+)*"
_BETWEEN = "(?:[-\u5e74\u5ea6\u7b2c#]|no)"
"""What is said or left out between a year and the figure after it."""
_SPOKEN_YEAR = re.compile(rf"(?<![{_WORDS}])[\u4e00\u4e8c][{_ONES}]{{3}}(?![{_WORDS}])")
_SPOKEN = re.compile(rf"(?<=[\]\u5e74\u5ea6\u7b2c#-])[{_WORDS}]+(?=\u53f7|$)")
_ENDS = re.compile("^[\u3002,;\u3001!:]+|[\u3002,;\u3001!:-]+$|(?<=\u53f7)\u6587\u4ef6?$")
_ABOUT = re.compile(r"^\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]$")
"""A pair of brackets about the whole."""
_IN_BRACKETS = re.compile(rf"\u7b2c*\[({_YEAR})\u5e74?\u5ea6?\]{_BETWEEN}*(?=[0-9])")
_COUNTED = re.compile(rf"(?<![0-9\[\u7b2c-])\u7b2c*({_YEAR}){_BETWEEN}+(?={_FIGURE}\u53f7)")
_LAST = re.compile(rf"(?<=[^\W\d_\u7b2c])\u7b2c*({_YEAR}){_BETWEEN}+(?={_FIGURE}$)")
"""Without the word for a number: only of an office, since 2026-1 may be a book and a leaf."""
_UNCOUNTED = re.compile(rf"(\[{_YEAR}\]{_FIGURE})$")
_ORDINAL = re.compile("(?<![0-9])\u7b2c+(?=[0-9]+\u53f7)")
"""The word that makes an ordinal of a number; it is said or left out."""


def usual(number: str) -> str:
    """A number in the form it has in most papers: office, year in brackets, figure, the word for number."""
    text = number
    for _ in range(9):
        again = _usual(text)
        if again == text:
            break
        text = again
    return text


def _usual(number: str) -> str:
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", number).casefold())
    text = seen(text).translate(_QUOTES).replace("\u865f", "\u53f7")
    text = DASHES.sub("-", "".join(map(_plain, text)))
    text = _ABOUT.sub(r"\1", _ENDS.sub("", text))
    text = _SPOKEN_YEAR.sub(_year, text)
    text = LOOSE.sub("", _SPOKEN.sub(_value, text))
    for form in (_IN_BRACKETS, _COUNTED, _LAST):
        text = form.sub(r"[\1]", text)
    return _ORDINAL.sub("", _UNCOUNTED.sub("\\1\u53f7", text))


def seen(text: str) -> str:
    """A text without blanks, and without marks and signs nobody sees; most texts have none."""
    if text.isascii() and text.isprintable():
        return text.replace(" ", "")
    return "".join(s for s in text if not s.isspace() and category(s)[0] not in "CM")


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    """A sign with every script's digits and every kind of brackets as one."""
    if sign.isascii() and sign not in "<>(){}":
        return sign
    value = unicodedata.decimal(sign, None)
    if value is not None:
        return str(value)
    kind = category(sign)
    if sign == "<" or kind in ("Ps", "Pi"):
        return "["
    return "]" if sign == ">" or kind in ("Pe", "Pf") else sign


_COUNT = re.compile(rf"[0-9]+|[{_WORDS}]+")


def counted(text: str) -> str:
    """A text with its numerals as names of villages have them: in words, with tens up to 99, beyond
    that one by one, however they were written. What is no number stays as it stands.
    """
    plain = unicodedata.normalize("NFKC", text)
    signs = (str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)
    return _COUNT.sub(_in_words, "".join(signs))


def _in_words(found: re.Match[str]) -> str:
    """Hundreds alone, as in a name, count nothing."""
    said = found[0]
    figures = said if said.isdecimal() or not set(said) & {*_ONES, *_TEN} else _value(found)
    if not figures.isdecimal():
        return said
    number = figures.lstrip("0") or "0"
    if len(number) > 2:
        return "".join(_FIRST[int(one)] for one in number)
    tens, ones = divmod(int(number), 10)
    before = (_FIRST[tens] if tens > 1 else "") + _TEN[0] if tens else ""
    return before + (_FIRST[ones] if ones or not tens else "")


def located(text: str) -> str:
    """A place as it is compared: without what only writes it differently, numerals among it."""
    return spelled(counted(text))


def _year(found: re.Match[str]) -> str:
    """Four figures said one by one, where they are a year."""
    read = "".join(str(WORDS[sign]) for sign in found[0])
    return read if re.fullmatch(_YEAR, read) else found[0]


def _value(found: re.Match[str]) -> str:
    """Figures said one by one, or with their tens and hundreds; as it stands where it is neither."""
    words = found[0]
    if not set(words) & set(_TENS):
        return "".join(str(WORDS[sign]) for sign in words)
    total, last, least = 0, None, 10_000
    for sign in words:
        if sign in _TENS:
            if _TENS[sign] >= least or last == 0:
                return words
            least = _TENS[sign]
            total, last = total + (1 if last is None else last) * least, None
        elif last in (None, 0):
            last = WORDS[sign]
        else:
            return words
    return str(total + (last or 0))

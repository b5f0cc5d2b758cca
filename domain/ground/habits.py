"""How one number of a paper is written by different hands: made into one form, for comparing only."""

import re
import unicodedata

DASHES = re.compile(r"[\u002d\u2010-\u2015\u2212\u30fc\uff0d_~～·・./\\\u2044\u2215|]+")
LOOSE = re.compile(r"(?<![0-9])-|-(?![0-9])")

_QUOTES = dict.fromkeys(
    [*map(ord, "\"'`"), *range(0x2018, 0x2020), *range(0x300C, 0x3010), *range(0x301D, 0x3020)]
)
"""Marks about a whole number, wherever they stand."""
_ONE = dict(
    zip(
        "零一二三四五六七八九〇○两壹贰叁肆伍陆柒捌玖",
        [*range(10), 0, 0, 2, *range(1, 10)],
        strict=True,
    )
)
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_ONES = "".join(_ONE)
_WORDS = _ONES + "".join(_TENS)

_YEAR, _FIGURE = "(?:19|20)[0-9]{2}", "[0-9]+(?:-[0-9]+)*"
_BETWEEN = "(?:[-年度第#]|no)"
"""What is said or left out between a year and the figure after it."""
_SPOKEN_YEAR = re.compile(rf"(?<![{_WORDS}])[一二][{_ONES}]{{3}}(?![{_WORDS}])")
_SPOKEN = re.compile(rf"(?<=[\]年度第#-])[{_WORDS}]+(?=号|$)")
_ENDS = re.compile("^[。,;、!:]+|[。,;、!:-]+$|(?<=号)文件?$")
_ABOUT = re.compile(r"^\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]$")
"""A pair of brackets about the whole."""
_IN_BRACKETS = re.compile(rf"第*\[({_YEAR})年?度?\]{_BETWEEN}*(?=[0-9])")
_COUNTED = re.compile(rf"(?<![0-9\[第-])第*({_YEAR}){_BETWEEN}+(?={_FIGURE}号)")
_LAST = re.compile(rf"(?<=[^\W\d_第])第*({_YEAR}){_BETWEEN}+(?={_FIGURE}$)")
"""Without the word for a number: only of an office, since 2026-1 may be a book and a leaf."""
_UNCOUNTED = re.compile(rf"(\[{_YEAR}\]{_FIGURE})$")
_ORDINAL = re.compile("(?<![0-9])第+(?=[0-9]+号)")
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
    text = seen(text).translate(_QUOTES).replace("號", "号")
    text = DASHES.sub("-", "".join(map(_plain, text)))
    text = _ABOUT.sub(r"\1", _ENDS.sub("", text))
    text = _SPOKEN_YEAR.sub(_year, text)
    text = LOOSE.sub("", _SPOKEN.sub(_value, text))
    for form in (_IN_BRACKETS, _COUNTED, _LAST):
        text = form.sub(r"[\1]", text)
    return _ORDINAL.sub("", _UNCOUNTED.sub(r"\1号", text))


def seen(text: str) -> str:
    """A text without blanks, and without marks and signs nobody sees; most texts have none."""
    if text.isascii() and text.isprintable():
        return text.replace(" ", "")
    return "".join(s for s in text if not s.isspace() and unicodedata.category(s)[0] not in "CM")


def _plain(sign: str) -> str:
    """A sign with every script's digits and every kind of brackets as one."""
    if sign.isascii() and sign not in "<>(){}":
        return sign
    value = unicodedata.decimal(sign, None)
    if value is not None:
        return str(value)
    kind = unicodedata.category(sign)
    if sign == "<" or kind in ("Ps", "Pi"):
        return "["
    return "]" if sign == ">" or kind in ("Pe", "Pf") else sign


def _year(found: re.Match[str]) -> str:
    """Four figures said one by one, where they are a year."""
    read = "".join(str(_ONE[sign]) for sign in found[0])
    return read if re.fullmatch(_YEAR, read) else found[0]


def _value(found: re.Match[str]) -> str:
    """Figures said one by one, or with their tens and hundreds; as it stands where it is neither."""
    words = found[0]
    if not set(words) & set(_TENS):
        return "".join(str(_ONE[sign]) for sign in words)
    total, last, least = 0, None, 10_000
    for sign in words:
        if sign in _TENS:
            if _TENS[sign] >= least or last == 0:
                return words
            least = _TENS[sign]
            total, last = total + (1 if last is None else last) * least, None
        elif last in (None, 0):
            last = _ONE[sign]
        else:
            return words
    return str(total + (last or 0))

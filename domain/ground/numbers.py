"""How numbers of papers are compared."""

import re
import unicodedata

from domain.ground.terms import NumberKind

_DASHES = re.compile(r"[\u002d\u2010-\u2015\u2212\u30fc\uff0d_~～·・./\\\u2044\u2215|]+")


_LOOSE = re.compile(r"(?<![0-9])-|-(?![0-9])")


_BRACKETS = str.maketrans("〔〕【】［］()（）〈〉<>", "[][][][][][][]")


_COUNTED = "[0-9]+\u53f7"
"""Figures and the word for a number after them."""

_YEAR = re.compile(rf"(?<![0-9\[-])\[?((?:19|20)[0-9]{{2}})\]?[-\u5e74\u7b2c]+(?={_COUNTED})")
"""A year before a number, however it is set off: in brackets, by a hyphen, by the word for a year."""

_ORDINAL = re.compile(rf"(?<![0-9])\u7b2c+(?={_COUNTED})")
"""The word that makes an ordinal of a number; it is said or left out."""


def normal(kind: NumberKind, number: str) -> str:
    """How a number is compared: as ``first_form``, and by whichever habit its year and figure are written.

    With or without brackets about the year, a word before the figure, and the word for a number in
    its older character, it is one number.
    """
    text = first_form(kind, number)
    if kind is NumberKind.BANK_SERIAL:
        return text
    text = text.replace("\u865f", "\u53f7")
    return _ORDINAL.sub("", _YEAR.sub(r"[\1]", text))


def first_form(kind: NumberKind, number: str) -> str:
    """How a number was compared first: width, case, blanks, hyphens, strokes, brackets are no difference.

    A hyphen between two digits parts them (book 1, leaf 12 is not book 11, leaf 2), but for a
    bank's serial, which is its letters and figures and nothing else. Leading zeros count.
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", number).casefold())
    text = _DASHES.sub("-", _seen(text.translate(_BRACKETS)))
    if kind is NumberKind.BANK_SERIAL:
        return "".join(filter(str.isalnum, text))
    return _LOOSE.sub("", text)


def _seen(text: str) -> str:
    """A text without blanks, and without marks and signs nobody sees; most texts have none."""
    if text.isascii() and text.isprintable():
        return text.replace(" ", "")
    return "".join(s for s in text if not s.isspace() and unicodedata.category(s)[0] not in "CM")


def batch_word(word: str | None) -> str:
    """How the word for a batch is compared: as a number would be."""
    return first_form(NumberKind.RECEIPT, word or "")

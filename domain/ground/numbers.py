"""How numbers of papers are compared."""

import unicodedata
from functools import lru_cache

from domain.ground.habits import DASHES, LOOSE, seen, usual
from domain.ground.terms import NumberKind

_BRACKETS = str.maketrans("〔〕【】［］()（）〈〉<>", "[][][][][][][]")


REMEMBERED = 1024
"""So many numbers are remembered with how they are compared: one command compares its own several times."""


@lru_cache(maxsize=REMEMBERED)
def normal(kind: NumberKind, number: str) -> str:
    """How a number is compared: as ``first_form``, and by whichever habit its year and figure are written.

    Whatever stands about the year, whichever digits, with or without the word for a number, with a
    word before the figure, in quotes or with a stop after it, it is one number (``habits``).
    """
    return first_form(kind, number) if kind is NumberKind.BANK_SERIAL else usual(number)


@lru_cache(maxsize=REMEMBERED)
def first_form(kind: NumberKind, number: str) -> str:
    """How a number was compared first: width, case, blanks, hyphens, strokes, brackets are no difference.

    A hyphen between two digits parts them (book 1, leaf 12 is not book 11, leaf 2), but for a
    bank's serial, which is its letters and figures and nothing else. Leading zeros count.
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", number).casefold())
    text = DASHES.sub("-", seen(text.translate(_BRACKETS)))
    if kind is NumberKind.BANK_SERIAL:
        return "".join(filter(str.isalnum, text))
    return LOOSE.sub("", text)


def batch_word(word: str | None) -> str:
    """How the word for a batch is compared: as a number would be."""
    return first_form(NumberKind.RECEIPT, word or "")

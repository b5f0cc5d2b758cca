"""书写: how names, telephones and addresses are written; what is put right as it enters, what is refused.

What is meant for certain is put right: another dot, a wide letter, a blank typed for legibility. What
could mean two things, or shows nothing where something stands, is refused, because it could neither
be printed nor found again.
"""

import re
import unicodedata

from domain.ground.texts import blank, category, hides, lettered

DOT = "\u00b7"
"""The dot between the parts of a name (GB 18030: A1A4, as the public security writes it)."""
_DOTS = re.compile("\\s*[\u00b7\u0387\u16eb\u2022\u2024\u2027\u2219\u22c5\u2e31\u30fb\uff65]\\s*")
_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_STOP = re.compile(rf"(?<={_HAN})[.\uff0e](?={_HAN})")
_APART = re.compile(rf"(?<={_HAN})\s+(?={_HAN})")
_BLANKS = re.compile(r"\s+")
_WIDE = {wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))}
_WIDE |= {wide: wide - 0xFEE0 for wide in range(0xFF41, 0xFF5B)} | {0x3000: " "}
_TELEPHONE = re.compile(
    "(?:(?:\\+|00)?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{4}){2}"
    "|(?:(?:\\+|00)86[- ]?)?\\(?0[0-9]{2,3}\\)?[- ]?[2-8][0-9]{2,3}[- ]?[0-9]{4}(?:[- ][0-9]{1,6})?"
    "|[2-8][0-9]{2,3}[- ]?[0-9]{4}"
    "|(?:\\+|00)(?!86)[1-9][0-9 -]{5,18}[0-9]"
)
"""A mobile one, one of a place with or without its code, one of another country."""


_MISPLACED = re.compile(f"^{DOT}|{DOT}$|{DOT}{DOT}")
_OTHER_HAN = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Radicals and doubled forms that look like a sign of writing, and are found by no search for it."""
_OF_NAMES = frozenset(f"{DOT} -'.,\u2019")
"""What stands between the letters of names, in whatever script."""
NOTHING_SAID = frozenset({"无", "没有", "不详", "未知", "不知道", "暂无", "同上", "未填"})
"""What is written where somebody has nothing to write."""


class Written:
    """What a text is, as far as writing it goes: said to nobody, so no closed list of words."""

    NAME = "name"
    TELEPHONE = "telephone"
    ADDRESS = "address"
    TEXT = "text"


FIELDS = {
    "name": Written.NAME,
    "witness": Written.NAME,
    "phone": Written.TELEPHONE,
    "address": Written.ADDRESS,
    "registered_at": Written.ADDRESS,
    "bank": Written.ADDRESS,
    "place": Written.ADDRESS,
}
"""Fields that hold one of them; whatever else is personal is text."""


def written(path: str) -> str:
    """What stands in a field: ``members.0.name`` is a name."""
    last = path.rpartition(".")[2]
    return FIELDS.get(last, Written.TEXT)


def put_right(kind: str, text: str) -> str:
    """The same text in its one way of writing; what is not meant for certain stays as it is."""
    match kind:
        case Written.NAME:
            told = _STOP.sub(DOT, _DOTS.sub(DOT, text.translate(_WIDE)))
            return _BLANKS.sub(" ", _APART.sub("", told)).strip()
        case Written.TELEPHONE:
            return _BLANKS.sub(" ", "".join(map(_dialled, text.translate(_WIDE)))).strip()
        case Written.ADDRESS:
            return text.translate(_WIDE).strip()
        case _:
            return text


def _dialled(sign: str) -> str:
    """A sign of a telephone number: digits of any script, and one hyphen."""
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    wide = {"\uff08": "(", "\uff09": ")", "\uff0b": "+"}
    return "-" if unicodedata.category(sign) == "Pd" else wide.get(sign, sign)


def wrong(kind: str, text: str) -> str | None:
    """The fault of a text that was put right, ``None`` for one that may enter; blank ones say nothing."""
    if blank(text):
        return None
    if hides(text) and hides(text.replace("\n", "").replace("\t", "")):
        return "unseen-signs"
    if kind is Written.TELEPHONE:
        return None if _TELEPHONE.fullmatch(text) else "not-a-telephone"
    return _of_letters(kind, text) if kind in (Written.NAME, Written.ADDRESS) else None


def _of_letters(kind: str, text: str) -> str | None:
    """The fault of a name or an address."""
    if not lettered(text):
        return "no-letter"
    if text in NOTHING_SAID:
        return "nothing-said"
    if any(unicodedata.normalize("NFKC", one) != one for one in _OTHER_HAN.findall(text)):
        return "look-alike-signs"
    if kind is Written.ADDRESS:
        return None
    if _MISPLACED.search(text):
        return "misplaced-dot"
    other = (s for s in text if category(s)[0] in "PS" and not _of_names(s))
    return "no-sign-of-names" if any(other) else None


def _of_names(sign: str) -> bool:
    """Whether a sign that is no letter stands in names; Tibetan parts its syllables by signs of its own."""
    return sign in _OF_NAMES or "\u0f00" <= sign <= "\u0fff"

"""Whether a text says anything, and whether two say the same."""

import re
import unicodedata

_NO_SHAPE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Signs with room and no shape that Unicode calls letters, marks or symbols."""

_SELECTORS = (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
"""What chooses between shapes of the sign before it, and shows none of its own."""

_SHAPELESS = re.compile(
    f"[{''.join(sorted(_NO_SHAPE))}{''.join(f'{chr(r[0])}-{chr(r[-1])}' for r in _SELECTORS)}]"
)
"""Those of them that count as printable; nearly every text has none, and is let go at once."""


_IDEOGRAPHS = (range(0x20000, 0x2FFFE), range(0x30000, 0x3FFFE))
"""Planes of ideographs alone (GB 18030-2022 level 3): one that is newer than this Python is one, too."""


def category(sign: str) -> str:
    """The general category of a sign."""
    told = unicodedata.category(sign)
    if told == "Cn" and any(ord(sign) in plane for plane in _IDEOGRAPHS):
        return "Lo"
    return told


def lettered(text: str) -> bool:
    """Whether a text holds a letter of any script."""
    return any(category(sign)[0] == "L" for sign in text)


def unseen(sign: str) -> bool:
    """Whether nobody sees a sign: it steers, joins, selects or only takes room."""
    if sign.isascii():
        return sign < " " or sign == "\x7f"
    return category(sign)[0] == "C" or _SHAPELESS.match(sign) is not None


def hides(text: str) -> bool:
    """Whether a text holds a sign nobody sees."""
    if text.isprintable() and _SHAPELESS.search(text) is None:
        return False
    return any(map(unseen, text))


def blank(text: str | None) -> bool:
    """Whether a text is missing, or only blanks and signs nobody sees."""
    if not text or not hides(text):
        return not text or text.isspace()
    return all(sign.isspace() or unseen(sign) for sign in text)


def spelled(text: str) -> str:
    """A text without what only writes it differently: dots, blanks, width, letter case, and signs
    nobody sees.
    """
    shown = "".join(s for s in text if not unseen(s)) if hides(text) else text
    plain = unicodedata.normalize("NFKC", shown).casefold()
    return "".join(s for s in plain if s.isalnum() or category(s)[0] in "LM")

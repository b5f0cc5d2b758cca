"""What stands in the place of a personal value that is not shown, and how it is told from one."""

import re

from domain.ground.texts import category

SEALED = "‹密封›"
"""Stands for a text nobody is shown without a reason."""

DESTROYED = "已销毁"
"""Stands for a value whose person's key was destroyed."""

REMOVED = "‹略›"
"""Stands in a refusal for a number of somebody that was typed where none belongs."""

_MASK = re.compile(r"(?:[0-9X]{0,4}|\S|[\u0f40-\u0fbc]+\u0f0b)[*＊]+[0-9X]{0,4}")
"""A name but for its first sign, or a number but for its ends."""


_IN_PLAIN = re.compile(r"(?:[0-9X]{0,4}|\S)[*＊]+|[0-9X]{0,4}[*＊]{3,}[0-9X]{1,4}")
"""The same where quantities may stand (one sign, a star and a number is one)."""


_HINT = re.compile(f"[*＊{SEALED[0]}{REMOVED[0]}]|{DESTROYED}")
"""Some sign of every mask: nearly every text has none, and is let go at once."""


_TSHEG = "\u0f0b"
"""What ends a syllable in Tibetan script."""


def masked_name(name: str) -> str:
    """张小明 becomes 张*, a name in Tibetan script keeps its first syllable; one that is no longer is
    not shown by its mask.
    """
    syllables = [one for one in name.strip().split(_TSHEG) if one]
    if len(syllables) > 1:
        return f"{syllables[0]}{_TSHEG}*"
    seen = [sign for sign in name.strip() if category(sign)[0] not in "CM"]
    return f"{seen[0]}*" if len(seen) > 1 and _TSHEG not in name else "*"


def shows_a_mask(text: str) -> bool:
    """Whether a text that is not private holds what is shown in the place of one that is."""
    if _HINT.search(text) is None:
        return False
    plain = text.strip()
    ours = SEALED in plain or REMOVED in plain or plain == DESTROYED
    return ours or _IN_PLAIN.fullmatch(plain) is not None


def is_mask(text: str) -> bool:
    """Whether somebody sent back what they were shown in the place of the value itself."""
    if _HINT.search(text) is None:
        return False
    plain = text.strip()
    return (
        SEALED in plain
        or REMOVED in plain
        or plain == DESTROYED
        or _MASK.fullmatch(plain) is not None
    )

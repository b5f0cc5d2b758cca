"""What stands in the place of a personal value that is not shown, and how it is told from one."""

import re

SEALED = "‹密封›"
"""Stands for a text nobody is shown without a reason."""

DESTROYED = "已销毁"
"""Stands for a value whose person's key was destroyed."""

REMOVED = "‹略›"
"""Stands in a refusal for a number of somebody that was typed where none belongs."""

_MASK = re.compile(r"(?:[0-9X]{0,4}|\S)[*＊]+[0-9X]{0,4}")
"""A name but for its first sign, or a number but for its ends."""


_IN_PLAIN = re.compile(r"(?:[0-9X]{0,4}|\S)[*＊]+|[0-9X]{0,4}[*＊]{3,}[0-9X]{1,4}")
"""The same where quantities may stand (one sign, a star and a number is one)."""


def shows_a_mask(text: str) -> bool:
    """Whether a text that is not private holds what is shown in the place of one that is."""
    plain = text.strip()
    ours = SEALED in plain or REMOVED in plain or plain == DESTROYED
    return ours or _IN_PLAIN.fullmatch(plain) is not None


def is_mask(text: str) -> bool:
    """Whether somebody sent back what they were shown in the place of the value itself."""
    plain = text.strip()
    return (
        SEALED in plain
        or REMOVED in plain
        or plain == DESTROYED
        or _MASK.fullmatch(plain) is not None
    )

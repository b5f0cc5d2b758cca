"""人员标识: how an officer's id is spelled, and which names are the system's own.

One human has one id, and an id one spelling: lower case letters, digits and ``._-``. Whoever types
``Zhang.San`` means ``zhang.san`` and is understood so; what only looks like it (full-width signs,
Cyrillic, blanks) is refused, since nobody could tell the two apart on a file.
"""

import re
import unicodedata
from functools import lru_cache

from domain.ground.texts import category, unseen

TYPED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""An id as somebody may type it: its letter case does not count."""

AT_THE_CONSOLE = "os:"
"""How whoever looked by the command line is named, before their name on the server."""

FILE_NUMBER = re.compile(r"[0-9]{9}-[0-9A-Za-z-]{1,30}")
"""The number of a case or a lead as somebody may type it: its letter case does not count."""

OFFICER_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
"""An id as it is kept and compared."""

RESERVED = frozenset(
    {"system", "sweep", "anchor", "anchors", "moved", "calendar", "reference", "officers", "keys"}
    | {"install", "law", "migration", "outbox", "relief", "divisions", "passed-on"}
)
"""What the system calls itself and its own doings: nobody is called so."""


class NoSuchName(ValueError):
    """Not an officer's id, or one that is the system's own."""


def folded(id: str) -> str:
    """The one spelling of an id on record. Facts from before may hold any letter case."""
    return id.lower() if id.isascii() else id


def officer_id(typed: str) -> str:
    """The id somebody typed, in its one spelling. Raises ``NoSuchName``."""
    if not nameable(typed):
        raise NoSuchName("an officer's id is 1 to 64 of a-z, 0-9 and ._-, and not a reserved word")
    return typed.lower()


_LOOK_ALIKE = str.maketrans(
    dict(
        zip(
            "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u04cf\u0261\u0131"
            "\u03bf\u03b1\u03b9\u03bd\u03c1\u03ba",
            "aeopcyxijshdqwlgioaivpk",
            strict=True,
        )
    )
)
"""Letters of other scripts that look like Latin ones, in lower case."""


@lru_cache(maxsize=4096)
def seen(name: str) -> str:
    """How a name is compared with officers' ids: only what somebody reads in it counts.

    Width, letter case, accents, blanks, dots and signs nobody sees make no difference, and a letter
    of another script is the Latin one it looks like.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    told = plain.translate(_LOOK_ALIKE)
    return "".join(s for s in told if category(s)[0] in "LN" and not unseen(s))


def nameable(typed: str) -> bool:
    """Whether an officer may be called so."""
    return TYPED.fullmatch(typed) is not None and folded(typed) not in RESERVED

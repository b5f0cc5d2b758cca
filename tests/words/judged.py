"""Whether a text that people read has English in it but what is an id, a code, or typed so."""

import re
from collections.abc import Collection

ENGLISH = re.compile("[A-Za-z]{2,}")

TYPED = re.compile(
    r"RELIEF_[A-Z0-9_]+(=yes)?|relief (demo|install|law|limits|rebuild|serve|sweep|verify)"
    r"|relief (keys (rotate|scrub|show)|officers first|files( --remove)?)|/v1/(reviews|openapi\.json)"
    r"|python3 verify_bundle\.py|relief (audit draw|checkpoint( --keys)?|witness (begin|end|restore|trust))"
    r"|--(issuer|subject|help|serve|keys|note|reveal)|Idempotency-Key|If-Match|Content-Type"
    r"|application/json|JSON|ASCII|UTF-8|SQLite|PostgreSQL|-access\.db|chmod|Ctrl-C"
    r"|\+5wd|valid_from|valid_to|known_from|corrects|（from）|（source）"
    r"|SHA-256|yes或no|true（是）或false（否）|https|chinesecalendar|JPEG|PNG|PDF"
    r"|[a-z][a-z-]*(?= ?第\d+(条事实|版))"
)
"""What is typed, or looked for, as it stands: settings, commands, headers, addresses, keys of files."""

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]*")
"""An id is in one piece; it has a digit in it, which no word of English has."""

QUOTED = re.compile(r"“[^“”]*”")
"""A name or value as somebody's file has it, or as somebody typed it."""


CODE = re.compile(r"[!-~]+([、,] ?[!-~]+)*|\[+\w+\]+( \d+)?( \w+)?")
"""A cell that is an id or a code, in one piece, or several; or a place in a file of law."""

INSIDE = re.compile(
    r"(^|[、, ])(_\w+|(?!county\.)[a-z_]+"
    r"(\.\d{1,2}\b|\.(?!(db|key|toml|py|jsonl?|zip|csv|ods)\b)[a-z_]+)+)($|[、, ])"
)
"""What only the code has: a private name, or where a value lies in a record (``members.0.name``)."""


def english(text: str, known: Collection[str] = (), quoted: bool = False) -> bool:
    """Whether a sentence has English in it; ids may stand there.

    ``known``: what else is an id here, as the names of officers; ``quoted``: the text tells of a
    file or of what was typed, whose words stand in ``“”``.
    """
    left = TYPED.sub("", QUOTED.sub("", text) if quoted else text)
    for word in sorted(known, key=len, reverse=True):
        left = left.replace(word, "")
    left = ID.sub(lambda one: "" if any(map(str.isdigit, one[0])) else one[0], left)
    return ENGLISH.search(left) is not None


def line(text: str, known: Collection[str] = (), quoted: bool = False) -> bool:
    """The same of a line that a tool prints: a cell of its own may be a code."""
    cells = re.split(r"\s{2,}", text.strip())
    return any(
        english(cell, known, quoted) if not CODE.fullmatch(cell) else bool(INSIDE.search(cell))
        for cell in cells
    )

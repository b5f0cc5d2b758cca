"""Which wording and which tools drew a file: only the same edition draws the same bytes again."""

import zlib
from functools import cache
from hashlib import sha256
from importlib.metadata import version

from adapters.documents.content import Document
from adapters.documents.fonts import find
from adapters.documents.styles import Typeface

WORDING = 2
"""Raised whenever what a document says or how it is laid out changes; a test watches over it."""

TOOLS = ("fpdf2", "python-docx", "fonttools", "uharfbuzz")


@cache
def edition() -> str:
    """``1-9f3a01c2``: the wording, and a digest of libraries, compression and fonts."""
    fonts = [find(face).path for face in Typeface]
    made = [f"{tool} {version(tool)}" for tool in TOOLS]
    made += [f"zlib {zlib.ZLIB_RUNTIME_VERSION}"]
    made += [f"{path.name} {path.stat().st_size}" for path in fonts]
    return f"{WORDING}-{sha256(';'.join(made).encode()).hexdigest()[:8]}"


def text_digest(document: Document) -> str:
    """The SHA-256 of a document's words, number and day: the same whatever draws it."""
    said = (document.kind.value, document.number, document.on.isoformat(), *document.texts())
    return sha256("\x1f".join(said).encode()).hexdigest()

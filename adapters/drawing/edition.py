"""Which wording and which tools drew a file: only the same edition draws the same bytes again."""

import zlib
from functools import cache
from hashlib import sha256
from importlib.metadata import version

from adapters.drawing.fonts import find
from adapters.drawing.styles import Typeface

TOOLS = ("fpdf2", "python-docx", "fonttools", "uharfbuzz")


@cache
def edition(wording: int) -> str:
    """``1-9f3a01c2``: the number of the wording, and a digest of libraries, compression and fonts."""
    fonts = [find(face).path for face in Typeface]
    made = [f"{tool} {version(tool)}" for tool in TOOLS]
    made += [f"zlib {zlib.ZLIB_RUNTIME_VERSION}"]
    made += [f"{path.name} {path.stat().st_size}" for path in fonts]
    return f"{wording}-{sha256(';'.join(made).encode()).hexdigest()[:8]}"

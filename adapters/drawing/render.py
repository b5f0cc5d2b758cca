"""A document to bytes, ready to print, edit, keep and hash."""

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from typing import assert_never

from adapters.drawing.fonts import check
from adapters.drawing.styles import Typeface
from domain.ground.document import Document, Rendered
from domain.ground.terms import DocumentFormat

REMEMBERED = 32
"""Files kept in memory: what was printed is asked for again when its service is recorded."""
MEDIA_TYPES = {
    DocumentFormat.PDF: "application/pdf",
    DocumentFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def drawn_by(format: DocumentFormat) -> Callable[[Document], bytes]:
    """What draws in a format: its libraries are a quarter of a start, and most commands draw nothing."""
    match format:
        case DocumentFormat.PDF:
            from adapters.drawing.pdf import pdf

            return pdf
        case DocumentFormat.DOCX:
            from adapters.drawing.word import word

            return word
        case _:
            assert_never(format)


def ready() -> None:
    """Load all that draws, so that nobody who asks for a file waits for it."""
    for format in DocumentFormat:
        drawn_by(format)


@lru_cache(maxsize=REMEMBERED)
def render(document: Document, format: DocumentFormat) -> Rendered:
    """Draws a document.

    Raises ``FontMissing`` where the fonts are not installed and ``GlyphMissing`` where a character
    cannot be printed: nothing is ever drawn with holes. The editable format is held to the same.
    """
    for text in (*document.texts(), document.number, document.issuer, document.mark):
        for face in (Typeface.SONG, Typeface.BOLD, Typeface.HEI):
            check(text, face)
    data = drawn_by(format)(document)
    return Rendered(
        media_type=MEDIA_TYPES[format],
        data=data,
        sha256=sha256(data).hexdigest(),
    )

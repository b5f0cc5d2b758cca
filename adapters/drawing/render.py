"""A document to bytes, ready to print, edit, keep and hash."""

from functools import lru_cache
from hashlib import sha256
from typing import assert_never

from adapters.drawing.fonts import check
from adapters.drawing.pdf import pdf
from adapters.drawing.styles import Typeface
from adapters.drawing.word import word
from domain.ground.document import Document, Rendered
from domain.ground.terms import DocumentFormat

REMEMBERED = 32
"""Files kept in memory: what was printed is asked for again when its service is recorded."""
MEDIA_TYPES = {
    DocumentFormat.PDF: "application/pdf",
    DocumentFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@lru_cache(maxsize=REMEMBERED)
def render(document: Document, format: DocumentFormat) -> Rendered:
    """Draws a document.

    Raises ``FontMissing`` where the fonts are not installed and ``GlyphMissing`` where a character
    cannot be printed: nothing is ever drawn with holes. The editable format is held to the same.
    """
    for text in (*document.texts(), document.number, document.issuer, document.mark):
        for face in (Typeface.SONG, Typeface.BOLD, Typeface.HEI):
            check(text, face)
    match format:
        case DocumentFormat.PDF:
            data = pdf(document)
        case DocumentFormat.DOCX:
            data = word(document)
        case _:
            assert_never(format)
    return Rendered(
        media_type=MEDIA_TYPES[format],
        data=data,
        sha256=sha256(data).hexdigest(),
    )

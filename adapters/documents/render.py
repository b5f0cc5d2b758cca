"""A document to bytes, ready to print, edit, keep and hash."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import assert_never

from adapters.documents.content import Document
from adapters.documents.fonts import check
from adapters.documents.pdf import pdf
from adapters.documents.styles import Typeface
from adapters.documents.word import word
from domain.case.terms import DocumentFormat

REMEMBERED = 32
"""Files kept in memory: what was printed is asked for again when its service is recorded."""
MEDIA_TYPES = {
    DocumentFormat.PDF: "application/pdf",
    DocumentFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A file. ``sha256`` is what the fact of service records.

    The same document gives the same bytes in the same ``edition``; another may draw it otherwise.
    """

    media_type: str
    data: bytes
    sha256: str


@lru_cache(maxsize=REMEMBERED)
def render(document: Document, format: DocumentFormat) -> Rendered:
    """Draws a document.

    Raises ``FontMissing`` where the fonts are not installed and ``GlyphMissing`` where a character
    cannot be printed: nothing is ever drawn with holes. The editable format is held to the same.
    """
    for text in (*document.texts(), document.number, document.issuer):
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

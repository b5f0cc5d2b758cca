"""A document to bytes, ready to print, edit, keep and hash."""

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import assert_never

from adapters.documents.content import Document
from adapters.documents.fonts import check
from adapters.documents.pdf import pdf
from adapters.documents.styles import Typeface
from adapters.documents.word import word


class Format(StrEnum):
    """Printable, or editable in an office program."""

    PDF = "pdf"
    DOCX = "docx"


MEDIA_TYPES = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A file. ``sha256`` is what the fact of service records.

    The same document gives the same bytes with the same fonts and libraries; newer ones may draw it
    otherwise, so what was served is kept, not drawn again.
    """

    name: str
    media_type: str
    data: bytes
    sha256: str


def render(document: Document, format: Format) -> Rendered:
    """Draws a document.

    Raises ``FontMissing`` where the fonts are not installed and ``GlyphMissing`` where a character
    cannot be printed: nothing is ever drawn with holes. The editable format is held to the same.
    """
    for text in (*document.texts(), document.number, document.issuer):
        for face in (Typeface.SONG, Typeface.BOLD, Typeface.HEI):
            check(text, face)
    match format:
        case Format.PDF:
            data = pdf(document)
        case Format.DOCX:
            data = word(document)
        case _:
            assert_never(format)
    return Rendered(
        name=f"{_file_name(document)}.{format.value}",
        media_type=MEDIA_TYPES[format],
        data=data,
        sha256=sha256(data).hexdigest(),
    )


def _file_name(document: Document) -> str:
    """Title and number without whatever has a meaning in paths."""
    return re.sub(r"[^\w〔〕（）-]+", "_", f"{document.title}_{document.number}").strip("_")

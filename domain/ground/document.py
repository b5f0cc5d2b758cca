"""What an official document consists of, before anyone draws it: plain text in named styles.

Text is only ever text: no mark in it means anything to a renderer. ``\\n`` begins a new paragraph.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import ClassVar

from domain.ground.terms import DocumentKind


class Style(StrEnum):
    """What a paragraph is; how that looks is for whoever draws it."""

    TIBETAN = "tibetan-heading"
    OFFICE = "issuing-office"
    TITLE = "title"
    NUMBER = "document-number"
    ADDRESSEE = "addressee"
    HEADING = "heading"
    BODY = "body"
    NOTE = "note"
    SIGNATURE = "signature"
    RECEIPT = "receipt"


class Role(StrEnum):
    """What a table cell holds."""

    LABEL = "label"
    TEXT = "text"
    CENTRED = "centred"
    BAND = "band"
    """The name of a part of a form, over its whole width."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text in one style."""

    style: Style
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell over ``span`` columns; the lines of ``foot`` stand to the right at its end."""

    text: str
    span: int = 1
    role: Role = Role.TEXT
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A table row, at least ``height`` millimetres high."""

    cells: tuple[Cell, ...]
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """``columns`` are relative widths; the first ``headings`` rows stand again on each page."""

    columns: tuple[int, ...]
    rows: tuple[Row, ...]
    headings: int = 0

    def __post_init__(self) -> None:
        for row in self.rows:
            if sum(cell.span for cell in row.cells) != len(self.columns):
                raise ValueError("the cells of a row must fill the columns of its table")


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A finished document. ``form``: narrow margins, for sheets that are one large table.

    ``mark`` is a word across every page, as on a draft; none where it is empty.
    """

    kind: DocumentKind
    title: str
    number: str
    issuer: str
    on: date
    blocks: tuple[Block, ...]
    form: bool = False
    mark: str = ""

    def texts(self) -> Iterator[str]:
        """Every piece of text, in reading order, with the title first."""
        yield self.title
        for block in self.blocks:
            match block:
                case Paragraph():
                    yield block.text
                case Table():
                    for row in block.rows:
                        for cell in row.cells:
                            yield cell.text
                            yield from cell.foot

    def digest(self) -> str:
        """The SHA-256 of its words, number and day: the same whatever draws it."""
        said = (self.kind.value, self.number, self.on.isoformat(), *self.texts())
        return sha256("\x1f".join(said).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A file. ``sha256`` is what the fact of service records.

    The same document gives the same bytes in the same edition; another may draw it otherwise.
    """

    media_type: str
    data: bytes
    sha256: str


class Undrawable(Exception):
    """A document cannot become a file. ``why`` is a word of a closed list, never one of the text."""

    why: ClassVar[str]

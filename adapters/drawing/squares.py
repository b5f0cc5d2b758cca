"""Sheets that a machine reads back: squares (QR codes), each with the lines that stand beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import segno

from adapters.drawing.fonts import check
from adapters.drawing.lines import break_lines
from adapters.drawing.pages import Pages
from adapters.drawing.styles import MM_PER_POINT, Typeface

QUIET = 4
"""So many squares of white stand around a code, as ISO/IEC 18004 asks."""
GAP = 4.0
TITLE_SIZE, TEXT_SIZE = 18.0, 10.5
LEADING = 1.5


@dataclass(frozen=True, slots=True)
class Square:
    """What is to be read back, byte for byte; ``side`` in millimetres, white included."""

    data: bytes
    lines: tuple[str, ...]
    side: float = 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of squares, with what is said above them."""

    title: str
    issuer: str
    on: date
    lines: tuple[str, ...]
    squares: tuple[Square, ...]
    number: str = ""
    form: bool = True
    mark: str = ""

    def texts(self) -> Iterator[str]:
        """Every piece of text, the title first."""
        yield self.title
        yield from self.lines
        for square in self.squares:
            yield from square.lines


def drawn(sheet: Sheet) -> bytes:
    """The sheet as PDF. Raises ``FontMissing``, ``GlyphMissing``, and ``ValueError`` for too much data."""
    for text in sheet.texts():
        check(text, Typeface.SONG)
    check(sheet.title, Typeface.BOLD)
    pages = Pages(sheet)
    left, width = pages.margins.left, pages.margins.width
    _written(pages, sheet.title, left, width, Typeface.BOLD, TITLE_SIZE)
    for text in sheet.lines:
        _written(pages, text, left, width)
    for square in sheet.squares:
        _beside(pages, square)
    return pages.data()


def _beside(pages: Pages, square: Square) -> None:
    """A square at the left, its lines at its right."""
    if square.side + GAP > pages.room:
        pages.turn()
    pages.y += GAP
    top, left = pages.y, pages.margins.left
    _dark(pages, square, left, top)
    right = left + square.side + GAP
    for text in square.lines:
        _written(pages, text, right, pages.margins.width - square.side - GAP)
    pages.y = max(pages.y, top + square.side)


def _dark(pages: Pages, square: Square, left: float, top: float) -> None:
    """The code: what is black in one row and touches is one area."""
    code = segno.make(square.data, error="m", micro=False, boost_error=False).matrix
    step = square.side / (len(code) + 2 * QUIET)
    for down, row in enumerate(code, start=QUIET):
        across = QUIET
        for black, run in groupby(row):
            many = len([*run])
            if black:
                pages.dark(left + across * step, top + down * step, many * step, step)
            across += many


def _written(
    pages: Pages,
    text: str,
    left: float,
    width: float,
    face: Typeface = Typeface.SONG,
    size: float = TEXT_SIZE,
) -> None:
    """A text in as many lines as it needs."""
    for line in break_lines(text, width, pages.measure(face, size), 0.0):
        pages.line(left, pages.y, line, face, size)
        pages.y += size * MM_PER_POINT * LEADING

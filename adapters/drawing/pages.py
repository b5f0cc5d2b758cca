"""The paper: a thin layer over fpdf2 that knows faces, baselines, page breaks and page numbers."""

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from itertools import chain, groupby
from string import digits
from typing import Protocol

from fpdf import FPDF

from adapters.drawing.cutting import Cut, cut
from adapters.drawing.fonts import is_tibetan
from adapters.drawing.lines import Measure
from adapters.drawing.styles import (
    FOOTER_SIZE,
    MM_PER_POINT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Margins,
    Typeface,
    margins,
)

BASELINE = 0.88
"""Where the baseline of a line lies below its top, as a share of the size of the type."""
for _library in ("fontTools", "fpdf"):
    logging.getLogger(_library).setLevel(logging.WARNING)  # They list the signs of names.

FOOT = "— {} —"
"""What stands at the foot of a page, around its number."""
VERSION = "1.6"
"""Of the format: the first that takes the fonts of Chinese faces as they are."""

MARK_SIZE = 150.0
MARK_GREY = 225
"""Light enough to read the text over it, and to survive a copying machine."""


class Paper(Protocol):
    """What is to be drawn, as far as the paper asks."""

    @property
    def title(self) -> str:
        """What it is called."""
        ...

    @property
    def number(self) -> str:
        """Its number; empty where it has none."""
        ...

    @property
    def issuer(self) -> str:
        """Whose it is."""
        ...

    @property
    def on(self) -> date:
        """Its day."""
        ...

    @property
    def form(self) -> bool:
        """Whether its margins are narrow."""
        ...

    @property
    def mark(self) -> str:
        """A word across every page; none where it is empty."""
        ...

    def texts(self) -> Iterator[str]:
        """Every piece of text."""
        ...


class Pages:
    """Pages being filled from the top. All distances are millimetres, all sizes points."""

    def __init__(self, document: Paper) -> None:
        self.margins: Margins = margins(form=document.form)
        self.y = 0.0
        self._signs = frozenset(chain(FOOT, digits, document.mark, *document.texts()))
        self._widths: dict[tuple[Typeface, float, str], float] = {}
        self._stamp = document.mark
        self._pdf = FPDF(format="A4")
        self._pdf.pdf_version = VERSION
        self._pdf.alias_nb_pages("")  # Else "{nb}" in a text would become a number.
        self._pdf.set_auto_page_break(False)
        self._pdf.c_margin = 0
        self._pdf.set_line_width(0.25)
        self._describe(document)
        self.turn()

    def _describe(self, document: Paper) -> None:
        """Nothing here may differ between two drawings of the same document."""
        self._pdf.set_creation_date(datetime.combine(document.on, time(), tzinfo=UTC))
        self._pdf.set_title(f"{document.title} {document.number}")
        self._pdf.set_author(document.issuer)
        self._pdf.set_lang("zh-CN")

    @property
    def room(self) -> float:
        """Height left on this page."""
        return PAGE_HEIGHT - self.margins.bottom - self.y

    @property
    def height(self) -> float:
        """Height of an empty page."""
        return PAGE_HEIGHT - self.margins.bottom - self.margins.top

    def turn(self) -> None:
        """A new page, its number at its foot."""
        self._pdf.add_page()
        if self._stamp:
            self._mark()
        self.y = self.margins.top
        text = FOOT.format(self._pdf.page)
        width = self.width(text, Typeface.SONG, FOOTER_SIZE)
        bottom = PAGE_HEIGHT - min(self.margins.bottom - 7, 28)
        self.line((PAGE_WIDTH - width) / 2, bottom, text, Typeface.SONG, FOOTER_SIZE)

    def _mark(self) -> None:
        """The mark across the page, under its text."""
        middle, height = (PAGE_WIDTH / 2, PAGE_HEIGHT / 2), MARK_SIZE * MM_PER_POINT
        width = self._select(Typeface.HEI, MARK_SIZE, self._stamp)
        self._pdf.set_text_color(MARK_GREY)
        with self._pdf.rotation(45, *middle):
            self._pdf.set_xy(middle[0] - width / 2, middle[1] - height / 2)
            self._pdf.cell(w=width, h=height, text=self._stamp)
        self._pdf.set_text_color(0)

    def measure(self, face: Typeface, size: float) -> Measure:
        """A measure for ``break_lines``."""
        return lambda text: self.width(text, face, size)

    def width(self, text: str, face: Typeface, size: float) -> float:
        """Of a piece of text, Tibetan parts in their own face."""
        key = (face, size, text)
        if key not in self._widths:
            self._widths[key] = sum(
                self._select(own, size, part) for own, part in _parts(text, face)
            )
        return self._widths[key]

    def line(
        self, x: float, y: float, text: str, face: Typeface, size: float, spread: float = 0.0
    ) -> None:
        """Text on one line whose top is ``y``; ``spread`` is added after each character."""
        height = size * MM_PER_POINT
        top = y + height * (BASELINE - 0.8)  # fpdf2 sets baselines at 0.5 h + 0.3 of the size.
        for own, part in _parts(text, face):
            width = self._select(own, size, part)
            self._pdf.set_char_spacing(spread / MM_PER_POINT)
            self._pdf.set_xy(x, top)
            self._pdf.cell(w=width, h=height, text=part)
            self._pdf.set_char_spacing(0)
            x += width + spread * len(part)

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """A frame."""
        self._pdf.rect(x, y, width, height)

    def dark(self, x: float, y: float, width: float, height: float) -> None:
        """A black area."""
        self._pdf.rect(x, y, width, height, style="F")

    def data(self) -> bytes:
        """The finished file."""
        return bytes(self._pdf.output())

    def _select(self, face: Typeface, size: float, text: str) -> float:
        """Sets the face (cutting it on first use) and returns the width of ``text`` in it."""
        if face.value not in self._pdf.fonts:
            self._pdf.fonts[face.value] = Cut(self._pdf, face, cut(face, self._signs))
        self._pdf.set_font(face.value, size=size)
        self._pdf.set_text_shaping(face is Typeface.TIBETAN)
        return float(self._pdf.get_string_width(text))


def _parts(text: str, face: Typeface) -> list[tuple[Typeface, str]]:
    """Runs of one face: the given one, and the Tibetan one where Tibetan stands."""
    return [
        (Typeface.TIBETAN if tibetan else face, "".join(run))
        for tibetan, run in groupby(text, is_tibetan)
    ]

"""How styles look, for both formats: after the usual format of official documents (GB/T 9704).

Sizes are points, distances millimetres. 22 pt is 二号, 16 pt 三号, 12 pt 小四, 10.5 pt 五号.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.ground.document import Document, Role, Style

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
CELL_PADDING = 1.4
TABLE_SIZE = {True: 10.5, False: 12.0}
"""Size of table text: on forms, in letters."""
TABLE_AIR = 2.0
"""White before and after a table, in millimetres."""
TABLE_LEADING = 1.4
"""Distance of lines in tables, as a multiple of their size."""
MM_PER_POINT = 25.4 / 72
FOOTER_SIZE = 14.0
"""四号: the page number between dashes."""


class Typeface(StrEnum):
    """宋体 for text, its bold for titles, 黑体 for headings, and a Tibetan face."""

    SONG = "song"
    BOLD = "song-bold"
    HEI = "hei"
    TIBETAN = "tibetan"


class Align(StrEnum):
    """Where the lines of a paragraph stand."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFIED = "justified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """``indent`` counts characters; ``start`` is the share of the width left free at the left."""

    face: Typeface = Typeface.SONG
    size: float = 16.0
    leading: float = 9.4
    align: Align = Align.JUSTIFIED
    indent: int = 0
    before: float = 0.0
    after: float = 0.0
    start: float = 0.0
    keep: bool = False
    """Stays on one page, together with what follows."""


LOOKS = {
    Style.TIBETAN: Look(
        face=Typeface.BOLD, size=20, leading=14, align=Align.CENTRE, after=3, keep=True
    ),
    Style.OFFICE: Look(face=Typeface.BOLD, size=22, leading=12.5, align=Align.CENTRE, keep=True),
    Style.TITLE: Look(
        face=Typeface.BOLD, size=22, leading=12.5, align=Align.CENTRE, after=2, keep=True
    ),
    Style.NUMBER: Look(align=Align.CENTRE, after=6, keep=True),
    Style.ADDRESSEE: Look(align=Align.LEFT),
    Style.HEADING: Look(face=Typeface.HEI, indent=2, keep=True),
    Style.BODY: Look(indent=2),
    Style.NOTE: Look(size=12, leading=7, before=2, after=1),
    Style.SIGNATURE: Look(align=Align.CENTRE, before=8, after=3, start=0.45, keep=True),
    Style.RECEIPT: Look(size=12, leading=8, before=2, align=Align.LEFT),
}

FORM_LOOKS = LOOKS | {
    Style.TITLE: Look(
        face=Typeface.BOLD, size=20, leading=11, align=Align.CENTRE, after=1, keep=True
    ),
    Style.NUMBER: Look(size=12, leading=7, align=Align.CENTRE, after=1, keep=True),
    Style.ADDRESSEE: Look(size=12, leading=7, align=Align.LEFT),
    Style.NOTE: Look(size=10.5, leading=6, before=0.5, after=1),
}

CELL_FACES = {
    Role.LABEL: Typeface.SONG,
    Role.TEXT: Typeface.SONG,
    Role.CENTRED: Typeface.SONG,
    Role.BAND: Typeface.HEI,
}
CELL_ALIGNS = {
    Role.LABEL: Align.CENTRE,
    Role.TEXT: Align.LEFT,
    Role.CENTRED: Align.CENTRE,
    Role.BAND: Align.CENTRE,
}


@dataclass(frozen=True, slots=True)
class Margins:
    """Millimetres of white on each side."""

    top: float
    right: float
    bottom: float
    left: float

    @property
    def width(self) -> float:
        """Of the text between them."""
        return PAGE_WIDTH - self.left - self.right


LETTER = Margins(top=37, right=26, bottom=35, left=28)
FORM = Margins(top=20, right=20, bottom=20, left=22)


def margins(*, form: bool) -> Margins:
    """Those of a letter or of a form."""
    return FORM if form else LETTER


def look(document: Document, style: Style) -> Look:
    """How a style looks in this document."""
    return (FORM_LOOKS if document.form else LOOKS)[style]

"""Tables in .docx."""

from collections.abc import Callable
from itertools import accumulate

from docx.document import Document as WordFile
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from adapters.drawing.styles import (
    CELL_ALIGNS,
    CELL_FACES,
    CELL_PADDING,
    MM_PER_POINT,
    TABLE_LEADING,
    TABLE_SIZE,
    Align,
    Look,
    margins,
)
from adapters.drawing.word_parts import set_cell_margins
from domain.ground.document import Cell, Document, Role, Row, Table

Write = Callable[[Paragraph, str, Look], None]


def add_table(file: WordFile, table: Table, document: Document, write: Write) -> None:
    """Adds a table as wide as the text; ``write`` puts text into a paragraph."""
    size = TABLE_SIZE[document.form]
    unit = margins(form=document.form).width / sum(table.columns)
    edges = [unit * part for part in accumulate(table.columns, initial=0)]
    made = file.add_table(len(table.rows), len(table.columns), style="Table Grid")
    set_cell_margins(made, CELL_PADDING)
    made.autofit, made.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(made.columns, table.columns, strict=True):
        column.width = Mm(unit * width)
    for number, row in enumerate(table.rows):
        _fill(made, number, row, edges, size, write)
        if number < table.headings:
            _repeat(made.rows[number])


def _fill(
    made: WordTable, number: int, row: Row, edges: list[float], size: float, write: Write
) -> None:
    """One row: cells merged over their spans, each as wide as its columns."""
    line = made.rows[number]
    if row.height:
        line.height, line.height_rule = Mm(row.height), WD_ROW_HEIGHT_RULE.AT_LEAST
    places, column = line.cells, 0
    for cell in row.cells:
        last = column + cell.span
        place = places[column]
        if cell.span > 1:
            place = place.merge(places[last - 1])
        place.width = Mm(edges[last] - edges[column])
        gap = _gap(cell, row.height, edges[last] - edges[column], size)
        _put(place, cell, size, gap, write)
        column = last


def _gap(cell: Cell, height: float, width: float, size: float) -> float:
    """About the white that puts the foot of a cell at its end; the reader's faces decide exactly."""
    if not cell.foot:
        return 0.0
    character = size * MM_PER_POINT
    lines = sum(1 + int(len(text) * character / width) for text in cell.text.split("\n"))
    used = (lines + len(cell.foot)) * (character * TABLE_LEADING + CELL_PADDING / 2)
    return max(0.0, height - used - 2 * CELL_PADDING)


def _put(place: _Cell, cell: Cell, size: float, gap: float, write: Write) -> None:
    """The text of a cell, then its foot to the right."""
    if cell.role is not Role.TEXT or not cell.foot:
        place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    texts = [(text, CELL_ALIGNS[cell.role], 0.0) for text in cell.text.split("\n")]
    texts += [(text, Align.RIGHT, 0.0 if n else gap) for n, text in enumerate(cell.foot)]
    for number, (text, align, before) in enumerate(texts):
        paragraph = place.paragraphs[0] if number == 0 else place.add_paragraph()
        write(paragraph, text, _look(cell, align, size, before if number else CELL_PADDING))


def _look(cell: Cell, align: Align, size: float, before: float) -> Look:
    return Look(
        face=CELL_FACES[cell.role],
        size=size,
        leading=size * MM_PER_POINT * TABLE_LEADING,
        align=align,
        before=before,
        after=CELL_PADDING / 2,
    )


def _repeat(row: _Row) -> None:
    """Shows the row again at the top of each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

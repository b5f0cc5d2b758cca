"""Tables on paper: rows over several pages, headings repeated, over-long rows parted."""

from dataclasses import dataclass
from itertools import accumulate

from adapters.drawing.lines import break_lines
from adapters.drawing.pages import Pages
from adapters.drawing.styles import (
    CELL_ALIGNS,
    CELL_FACES,
    CELL_PADDING,
    MM_PER_POINT,
    TABLE_LEADING,
    Align,
)
from domain.ground.document import Cell, Role, Row, Table


@dataclass(slots=True)
class _Box:
    """A cell with its place across the page, and the lines it still has to show."""

    cell: Cell
    x: float
    width: float
    lines: list[str]
    foot: list[str]

    def count(self) -> int:
        """How many lines are left to draw."""
        return len(self.lines) + len(self.foot)


def table_height(pages: Pages, table: Table, size: float) -> float:
    """The height of a table that no page end parts."""
    edges = _edges(pages, table)
    return sum(_height(row, _boxes(pages, row, edges, size), size) for row in table.rows)


def draw_table(pages: Pages, table: Table, size: float) -> None:
    """Draws a table from the present height on. ``size`` is that of its text, in points."""
    edges = _edges(pages, table)
    headings = table.rows[: table.headings]
    for number, row in enumerate(table.rows):
        boxes = _boxes(pages, row, edges, size)
        height = _height(row, boxes, size)
        if _must_turn(pages, height + _kept(pages, table, number, size), size):
            pages.turn()
            if number >= table.headings:
                for heading in headings:
                    again = _boxes(pages, heading, edges, size)
                    _draw(pages, again, _height(heading, again, size), size)
        _draw_in_parts(pages, boxes, height, size)


def _must_turn(pages: Pages, height: float, size: float) -> bool:
    """Whether a row goes overleaf; one higher than a page begins here, if there is some room."""
    if height <= pages.room:
        return False
    return height <= pages.height or pages.room < 4 * _leading(size)


def _kept(pages: Pages, table: Table, number: int, size: float) -> float:
    """The height a row must have below it: the name of a part stays with its first row."""
    if table.rows[number].cells[0].role is not Role.BAND or number + 1 == len(table.rows):
        return 0.0
    following = table.rows[number + 1]
    height = _height(following, _boxes(pages, following, _edges(pages, table), size), size)
    return min(height, pages.height / 4)


def _draw_in_parts(pages: Pages, boxes: list[_Box], height: float, size: float) -> None:
    """A row; where it is higher than the page, as much as fits, then the rest overleaf."""
    while height > pages.room:
        fitting = int((pages.room - 2 * CELL_PADDING) / _leading(size))
        part = [_Box(b.cell, b.x, b.width, b.lines[:fitting], []) for b in boxes]
        _draw(pages, part, pages.room, size)
        for box in boxes:
            box.lines = box.lines[fitting:]
        height = 2 * CELL_PADDING + _leading(size) * max(box.count() for box in boxes)
        pages.turn()
    _draw(pages, boxes, height, size)


def _draw(pages: Pages, boxes: list[_Box], height: float, size: float) -> None:
    for box in boxes:
        pages.box(box.x, pages.y, box.width, height)
        text = len(box.lines) * _leading(size)
        centred = box.cell.role is not Role.TEXT or not box.foot
        top = pages.y + ((height - text) / 2 if centred else CELL_PADDING)
        _column(pages, box, box.lines, top, CELL_ALIGNS[box.cell.role], size)
        bottom = pages.y + height - CELL_PADDING - len(box.foot) * _leading(size)
        _column(pages, box, box.foot, bottom, Align.RIGHT, size)
    pages.y += height


def _column(
    pages: Pages, box: _Box, lines: list[str], top: float, align: Align, size: float
) -> None:
    """Lines under each other within a cell."""
    face = CELL_FACES[box.cell.role]
    air = (_leading(size) - size * MM_PER_POINT) / 2
    for number, text in enumerate(lines):
        free = box.width - 2 * CELL_PADDING - pages.width(text, face, size)
        share = {Align.CENTRE: 0.5, Align.RIGHT: 1.0}.get(align, 0.0)
        x = box.x + CELL_PADDING + free * share
        pages.line(x, top + number * _leading(size) + air, text, face, size)


def _boxes(pages: Pages, row: Row, edges: list[float], size: float) -> list[_Box]:
    boxes, column = [], 0
    for cell in row.cells:
        x, column = edges[column], column + cell.span
        width = edges[column] - x
        room = width - 2 * CELL_PADDING
        measure = pages.measure(CELL_FACES[cell.role], size)
        lines, foot = (
            [line for text in texts for line in break_lines(text, room, measure)]
            for texts in (cell.text.split("\n"), cell.foot)
        )
        boxes.append(_Box(cell, x, width, lines, foot))
    return boxes


def _height(row: Row, boxes: list[_Box], size: float) -> float:
    lines = max(box.count() for box in boxes)
    return max(row.height, lines * _leading(size) + 2 * CELL_PADDING)


def _edges(pages: Pages, table: Table) -> list[float]:
    """Where the columns begin, and where the last one ends."""
    unit = pages.margins.width / sum(table.columns)
    return [pages.margins.left + unit * part for part in accumulate(table.columns, initial=0)]


def _leading(size: float) -> float:
    return size * MM_PER_POINT * TABLE_LEADING

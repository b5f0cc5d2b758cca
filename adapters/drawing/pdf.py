"""A document as A4 PDF, with fonts embedded. The same document gives the same bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from adapters.drawing.lines import break_lines
from adapters.drawing.pages import Pages
from adapters.drawing.pdf_table import draw_table, table_height
from adapters.drawing.styles import MM_PER_POINT, TABLE_AIR, TABLE_SIZE, Align, Look, look
from domain.ground.document import Block, Document, Paragraph, Style, Table

TIGHTEST = 0.87
"""To what share of its height text is pressed to fit one page; more would be hard to read."""

CLOSING_LINES = 3
"""A closing paragraph of so few lines stays with the signature: no page bears a signature alone."""


def pdf(document: Document) -> bytes:
    """The file. Its fonts must be installed and have every character (see ``fonts``)."""
    pages = Pages(document)
    styles = _fitted(pages, document)
    for position, block in enumerate(document.blocks):
        match block:
            case Paragraph():
                _keep_together(pages, document.blocks[position:], styles)
                _draw(pages, block, styles[block.style])
            case Table():
                pages.y += TABLE_AIR
                draw_table(pages, block, TABLE_SIZE[document.form])
                pages.y += TABLE_AIR
    return pages.data()


def _fitted(pages: Pages, document: Document) -> Mapping[Style, Look]:
    """How styles look here: lines draw together a little where that spares a second page."""
    styles = {style: look(document, style) for style in Style}
    text = tables = 0.0
    for block in document.blocks:
        match block:
            case Paragraph():
                style = styles[block.style]
                lines = len(_lines(pages, block, style))
                text += style.before + style.leading * lines + style.after
            case Table():
                tables += table_height(pages, block, TABLE_SIZE[document.form]) + 2 * TABLE_AIR
    scale = (pages.height - tables) / text
    if not TIGHTEST <= scale < 1:
        return styles
    return {name: _scaled(style, scale - 0.002) for name, style in styles.items()}


def _scaled(style: Look, scale: float) -> Look:
    return replace(
        style,
        leading=style.leading * scale,
        before=style.before * scale,
        after=style.after * scale,
    )


def _keep_together(pages: Pages, blocks: Sequence[Block], styles: Mapping[Style, Look]) -> None:
    """Turns the page where a heading would part from its text, or a signature from the text above."""
    needed = 0.0
    for block, after in pairwise((*blocks, None)):
        if not isinstance(block, Paragraph):
            break
        style = styles[block.style]
        lines = len(_lines(pages, block, style))
        signed = isinstance(after, Paragraph) and after.style is Style.SIGNATURE
        closing = signed and lines <= CLOSING_LINES
        whole = style.keep or closing
        needed += style.before + style.leading * (lines if whole else min(lines, 2))
        if block.style is Style.SIGNATURE or not whole:
            break
        needed += style.after
    if needed > pages.room:
        pages.turn()


def _draw(pages: Pages, paragraph: Paragraph, style: Look) -> None:
    """Line by line, turning pages."""
    width = pages.margins.width * (1 - style.start)
    left = pages.margins.left + pages.margins.width * style.start
    pages.y += style.before
    lines = _lines(pages, paragraph, style)
    for number, (text, indent, last) in enumerate(lines):
        lone = 0 < number == len(lines) - 2 and pages.room < 2 * style.leading
        if style.leading > pages.room or lone:
            pages.turn()
        free = width - indent - pages.width(text, style.face, style.size)
        x, spread = left + indent, 0.0
        match style.align:
            case Align.CENTRE:
                x += free / 2
            case Align.RIGHT:
                x += free
            case Align.JUSTIFIED if not last and len(text) > 1:
                spread = free / (len(text) - 1)
            case _:
                pass
        air = (style.leading - style.size * MM_PER_POINT) / 2
        pages.line(x, pages.y + air, text, style.face, style.size, spread)
        pages.y += style.leading
    pages.y += style.after


def _lines(pages: Pages, paragraph: Paragraph, style: Look) -> list[tuple[str, float, bool]]:
    """Each line with its indent, and whether it ends its paragraph."""
    width = pages.margins.width * (1 - style.start)
    indent = style.indent * style.size * MM_PER_POINT
    measure = pages.measure(style.face, style.size)
    found = []
    for text in paragraph.text.split("\n"):
        lines = break_lines(text, width, measure, indent)
        for number, line in enumerate(lines, start=1):
            found.append((line, indent if number == 1 else 0.0, number == len(lines)))
    return found

"""A document as .docx, for offices that must edit it. The same document gives the same bytes."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import groupby

import docx
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from adapters.drawing.fonts import is_tibetan
from adapters.drawing.styles import (
    FOOTER_SIZE,
    LETTER,
    MM_PER_POINT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TABLE_AIR,
    Align,
    Look,
    Typeface,
    look,
    margins,
)
from adapters.drawing.word_parts import page_field, set_faces, set_language, set_size
from adapters.drawing.word_table import add_table
from domain.ground.document import Document, Paragraph, Style, Table

FACES = {
    Typeface.SONG: "仿宋",
    Typeface.BOLD: "宋体",
    Typeface.HEI: "黑体",
    Typeface.TIBETAN: "Microsoft Himalaya",
}
"""Faces of office computers. They are named in the file, not embedded: its reader brings them."""

ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFIED: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def word(document: Document) -> bytes:
    """The file."""
    file = docx.Document()
    _prepare(file, document)
    for position, block in enumerate(document.blocks):
        match block:
            case Paragraph():
                _write_lines(file, block, _style(document, position, block.style))
            case Table():
                add_table(file, block, document, write)
    return _repacked(file)


def _style(document: Document, position: int, own: Style) -> Look:
    """That of a paragraph, with white towards tables and no page turned before a signature."""
    before, _, after = (None, *document.blocks, None)[position : position + 3]
    style = look(document, own)
    closing = isinstance(after, Paragraph) and after.style is Style.SIGNATURE
    return replace(
        style,
        before=style.before + TABLE_AIR * isinstance(before, Table),
        after=style.after + TABLE_AIR * isinstance(after, Table),
        keep=closing or (style.keep and own is not Style.SIGNATURE),
    )


def _write_lines(file: WordFile, paragraph: Paragraph, style: Look) -> None:
    """A paragraph for each line: white before the first and after the last, none torn off."""
    texts = paragraph.text.split("\n")
    for number, text in enumerate(texts, start=1):
        first, last = number == 1, number == len(texts)
        own = replace(
            style,
            before=style.before if first else 0.0,
            after=style.after if last else 0.0,
            keep=style.keep or (paragraph.style is Style.SIGNATURE and not last),
        )
        write(file.add_paragraph(), text, own)


def write(paragraph: WordParagraph, text: str, style: Look) -> None:
    """Text into an empty paragraph, in a style."""
    layout = paragraph.paragraph_format
    layout.alignment = ALIGNMENTS[style.align]
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    layout.line_spacing = Mm(style.leading)
    layout.space_before, layout.space_after = Mm(style.before), Mm(style.after)
    layout.first_line_indent = Pt(style.indent * style.size)
    layout.left_indent = Mm(style.start * LETTER.width)
    layout.keep_with_next = style.keep
    for tibetan, part in groupby(text, is_tibetan):
        face = Typeface.TIBETAN if tibetan else style.face
        run = paragraph.add_run("".join(part))
        set_size(run, style.size)
        run.font.bold = style.face is Typeface.BOLD
        set_faces(run, FACES[face])


def _prepare(file: WordFile, document: Document) -> None:
    """Page, language, page numbers and properties, with nothing that changes from day to day."""
    section, white = file.sections[0], margins(form=document.form)
    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(white.top), Mm(white.bottom)
    section.left_margin, section.right_margin = Mm(white.left), Mm(white.right)
    section.footer_distance = Mm(min(white.bottom - 7, 28) - FOOTER_SIZE * MM_PER_POINT)
    page_field(section.footer.paragraphs[0], FOOTER_SIZE, FACES[Typeface.SONG])
    if document.mark:
        mark = Look(face=Typeface.HEI, size=26, leading=12, align=Align.CENTRE)
        write(section.header.paragraphs[0], "　".join(document.mark), mark)
    set_language(file, FACES[Typeface.SONG])
    about, day = file.core_properties, datetime.combine(document.on, time(), tzinfo=UTC)
    about.title, about.author = f"{document.title} {document.number}", document.issuer
    about.last_modified_by, about.comments, about.language = document.issuer, "", "zh-CN"
    about.created, about.modified, about.revision = day, day, 1


def _repacked(file: WordFile) -> bytes:
    """The saved file with the day of saving taken out of it."""
    saved, packed = io.BytesIO(), io.BytesIO()
    file.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            new.writestr(entry, old.read(name))
    return packed.getvalue()

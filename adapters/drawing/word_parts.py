"""What python-docx has no method for: East Asian faces, language, page number fields."""

from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_SCRIPTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")


def set_faces(run: Run, face: str) -> None:
    """One face for every script, so that no program picks one of its own."""
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for script in _SCRIPTS:
        fonts.set(qn(script), face)


def set_size(run: Run, size: float) -> None:
    """The size in points, for Tibetan too: programs keep a second one for complex scripts."""
    run.font.size = Pt(size)
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(round(size * 2)))
    run._r.get_or_add_rPr().find(qn("w:sz")).addnext(complex_size)


def set_language(file: WordFile, face: str) -> None:
    """Chinese, in the face of the text, wherever nothing else is said."""
    properties = file.styles["Normal"].element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in _SCRIPTS:
        fonts.set(qn(script), face)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    language.set(qn("w:bidi"), "bo-CN")
    properties.append(language)


def set_cell_margins(table: Table, left: float) -> None:
    """White at both sides of all cells, in millimetres; the default is wider."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), str(round(Mm(left).twips)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    properties.append(margins) if look is None else look.addprevious(margins)


def page_field(paragraph: Paragraph, size: float, face: str) -> None:
    """``— 1 —``, counted by the program that opens the file."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, kind in (("— ", ""), ("", "begin"), ("PAGE", "code"), ("", "end"), (" —", "")):
        run = paragraph.add_run("" if kind else text)
        set_size(run, size)
        set_faces(run, face)
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.text = text
            run._r.append(code)
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)

"""Drawing: the same bytes again, no holes, text as text, lines and pages as Chinese is set."""

import hashlib
import re
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from fpdf import FPDF
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.drawing import FontMissing, GlyphMissing, pages, render
from adapters.drawing.fonts import check, find
from adapters.drawing.lines import NOT_FIRST, NOT_LAST, break_lines
from adapters.drawing.pdf import pdf
from adapters.drawing.styles import Typeface
from domain.ground.terms import DocumentFormat
from relief.documents.form_inputs import Applicant, ApplicationForm
from relief.documents.form_sheet import application_form
from tests.documents import samples
from tests.documents.family import paper
from tests.documents.filled_form import form
from tests.documents.reading import pdf_fonts, pdf_text, squeezed, word_text

ELSEWHERE = """
from adapters.drawing import render
from domain.ground.terms import DocumentFormat
from tests.documents.filled_form import form
for format in DocumentFormat:
    print(render(form(), format).sha256)
"""


@pytest.mark.parametrize("format", DocumentFormat)
def test_the_hash_is_that_of_the_bytes(format: DocumentFormat):
    """What the fact of service records is the file served."""
    file = render(samples.notice(), format)
    assert file.sha256 == hashlib.sha256(file.data).hexdigest()


def test_another_process_on_another_day_draws_the_same_bytes():
    """Neither clock, hash seed nor time zone is in the file."""
    here = [render(form(), format).sha256 for format in DocumentFormat]
    there = subprocess.run(
        ["env", "TZ=Asia/Shanghai", "PYTHONHASHSEED=7", sys.executable, "-c", ELSEWHERE],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.split() == here


def whole(pdf: FPDF, face: Typeface, _: bytes) -> object:
    """A face as the drawing library reads it from its file, which takes seconds."""
    found = find(face)
    pdf.add_font(face.value, fname=found.path, collection_font_number=found.face.index)
    return pdf.fonts[face.value]


def test_cut_faces_draw_the_bytes_that_whole_ones_draw(monkeypatch: pytest.MonkeyPatch):
    """Cutting saves time and changes no file: what was served before it is drawn again as it was."""
    document = samples.acceptance(samples.TIBETAN_SAMPLE)
    cut = pdf(document)
    monkeypatch.setattr(pages, "Cut", whole)
    assert pdf(document) == cut


def test_a_tibetan_heading_is_drawn_in_its_own_font():
    """Stacked letters need shaping; the text stays readable for programs."""
    file = render(samples.acceptance(samples.TIBETAN_SAMPLE), DocumentFormat.PDF)
    assert any("NotoSerifTibetan" in line[0] for line in pdf_fonts(file.data))
    assert "ལྷ་ས་" in pdf_text(file.data)
    word = render(samples.acceptance(samples.TIBETAN_SAMPLE), DocumentFormat.DOCX)
    assert squeezed(samples.TIBETAN_SAMPLE) in word_text(word.data)


@pytest.mark.parametrize("face", [Typeface.SONG, Typeface.BOLD, Typeface.HEI])
def test_every_character_of_every_document_has_a_glyph(face: Typeface):
    """Rare characters of names too, and Tibetan beside Chinese."""
    for make in samples.ALL.values():
        for text in make().texts():
            check(text, face)
    check("㛃䶮喆昇 ¥〔〕—□■ " + samples.TIBETAN_SAMPLE, face)


@pytest.mark.parametrize("bad", ["😀", "\ue000", "\u202e", "\u200b", "\x00", "\t", "\U000323af"])
@pytest.mark.parametrize("format", DocumentFormat)
def test_what_cannot_be_printed_is_an_error(bad: str, format: DocumentFormat):
    """No silent boxes, nothing invisible, nothing that turns the order of reading."""
    with pytest.raises(GlyphMissing, match=f"U\\+{ord(bad):04X}"):
        render(samples.refused(f"事实{bad}。"), format)


def test_a_missing_font_names_its_package(tmp_path: Path):
    """Whoever reads the error knows what to install."""
    with pytest.raises(FontMissing, match="sudo apt-get install fonts-noto-cjk"):
        find(Typeface.SONG, (tmp_path,))
    with pytest.raises(FontMissing, match="fonts-noto-core"):
        find(Typeface.TIBETAN, (tmp_path,))


HOSTILE = "{nb}<b>甲</b>&amp;**乙**{{x}}${y}=1+1__丙__</w:t>%PDF(\\)"


def test_marks_in_texts_mean_nothing():
    """Page counts, markup, templates, formulas: all are printed as they stand."""
    document = samples.refused(HOSTILE)
    assert squeezed(HOSTILE) in pdf_text(render(document, DocumentFormat.PDF).data)
    assert squeezed(HOSTILE) in word_text(render(document, DocumentFormat.DOCX).data)


def test_long_texts_go_on_overleaf():
    """Every line of a long statement is there, and pages are numbered."""
    sentence = "".join(f"第{n}项事实清楚。" for n in range(400))
    text = pdf_text(render(samples.refused(sentence), DocumentFormat.PDF).data)
    assert all(f"—{n}—" in text for n in range(1, 6))
    assert sentence in without_page_numbers(text)


def test_a_row_higher_than_a_page_goes_on_overleaf():
    """An applicant may have much to say."""
    statement = "".join(f"第{n}项困难属实。" for n in range(500))
    text = pdf_text(render(form(statement), DocumentFormat.PDF).data)
    assert "—3—" in text
    assert statement in without_page_numbers(text).replace("申请理由", "")


def test_a_blank_form_can_be_printed():
    """For those who fill it by hand."""
    blank = ApplicationForm(
        paper=paper("申请审批表", "春临救〔2026〕18号", date(2026, 3, 5)),
        household=False,
        category="其他困难个人",
        cause="其他",
        applicant=Applicant(name="次仁旺堆"),
        members=(),
    )
    text = pdf_text(render(application_form(blank), DocumentFormat.PDF).data)
    assert "人民币元（大写：）" in text


@pytest.mark.parametrize("format", DocumentFormat)
def test_a_draft_says_so_on_every_page_and_has_no_number(format: DocumentFormat):
    """Nobody takes a preview for the notice itself."""
    data = render(samples.deficiencies(draft=True), format).data
    if format is DocumentFormat.PDF:
        pages = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
        texts = [squeezed(page) for page in pages.stdout.decode().split("\f") if page.strip()]
        assert len(texts) == 2
        assert all("草" in text and "稿" in text for text in texts)
        assert "未编号" in texts[0]
    else:
        assert "草稿，未编号" in word_text(data)
    with pytest.raises(ValueError, match="draft"):
        paper("补正告知书", "春政救补〔2026〕9号", date(2026, 3, 3), draft=True)


def without_page_numbers(text: str) -> str:
    """Text as it runs on from page to page."""
    return re.sub("—[0-9]+—", "", text)


@example("111111）", 6)
@given(st.text("甲乙丙，。、（）《》〔〕12ab %", max_size=120), st.integers(6, 30))
def test_lines_keep_the_text_and_the_rules(text: str, width: int):
    """Nothing lost; no comma leads and no bracket ends a line, where a line can avoid it."""
    lines = break_lines(text, width, len)
    assert "".join(lines) == text
    assert all(len(line) <= width for line in lines)
    for above, below in pairwise(lines):
        avoidable = any(c not in NOT_FIRST | NOT_LAST for c in above[1:])
        assert not avoidable or (below[0] not in NOT_FIRST and above[-1] not in NOT_LAST)

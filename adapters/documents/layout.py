"""Parts that documents share: head, signature, receipt, lists, contact."""

from collections.abc import Sequence

from adapters.documents.content import (
    Block,
    Cell,
    Document,
    Paragraph,
    Role,
    Row,
    Style,
    Table,
)
from adapters.documents.inputs import Limit, Missing, Office, Paper
from adapters.documents.wording import day
from domain.case.terms import DocumentKind

DRAFT = "（草稿，未编号，不得送达）"
COPIES = "本文书一式两份，一份送达申请人，一份存入救助档案。"


def letter(
    kind: DocumentKind, paper: Paper, blocks: Sequence[Block], *, served: bool = True
) -> Document:
    """A document that speaks in running text: head, text, signature and, if served, receipt."""
    signature = p(Style.SIGNATURE, f"{paper.issuer.name}（印章）\n{day(paper.on)}")
    tail = (p(Style.NOTE, COPIES), _receipt()) if served else ()
    return _document(kind, paper, (*_head(paper), *blocks, signature, *tail), form=False)


def sheet(kind: DocumentKind, paper: Paper, blocks: Sequence[Block]) -> Document:
    """A document that is mostly one table."""
    return _document(kind, paper, (*_head(paper, office=False), *blocks), form=True)


def p(style: Style, text: str) -> Paragraph:
    """A paragraph; short because builders consist of them."""
    return Paragraph(style, text)


def row(*texts: str, height: float = 0.0) -> Row:
    """Label, value, label, value … each over one column."""
    cells = (Cell(t, role=Role.TEXT if i % 2 else Role.LABEL) for i, t in enumerate(texts))
    return Row(tuple(cells), height)


def band(text: str, columns: int) -> Row:
    """A row that names the part of a form that follows."""
    return Row((Cell(text, span=columns, role=Role.BAND),))


def papers_table(missing: Sequence[Missing]) -> Table:
    """The papers to hand in (A16.2): name, form, where to get them."""
    head = ("序号", "材料名称", "形式及份数", "取得途径")
    rows = [Row(tuple(Cell(text, role=Role.LABEL) for text in head))]
    for number, one in enumerate(missing, start=1):
        cells = (
            Cell(str(number), role=Role.CENTRED),
            Cell(one.material),
            Cell(one.form or "原件1份"),
            Cell(one.source or "申请人自备"),
        )
        rows.append(Row(cells))
    return Table((7, 32, 20, 33), tuple(rows), headings=1)


def last_day(limit: Limit) -> str:
    """``5个工作日（截止日期为2026年3月12日）``, marked where holidays are not published yet."""
    doubt = "，因该年度节假日安排尚未公布，暂按此日计算" if limit.provisional else ""
    return f"{limit.length}（截止日期为{day(limit.last_day)}{doubt}）"


def contact(office: Office) -> str:
    """Where to ask, as a sentence of its own; nothing where it is not on record."""
    parts = (("地址：", office.address), ("联系电话：", office.phone))
    known = "；".join(label + text for label, text in parts if text)
    return f"{known}。" if known else ""


def _head(paper: Paper, *, office: bool = True) -> tuple[Paragraph, ...]:
    tibetan = (p(Style.TIBETAN, paper.tibetan),) if paper.tibetan else ()
    issuer = (p(Style.OFFICE, paper.issuer.name),) if office else ()
    number = DRAFT if paper.draft else paper.number
    return (*tibetan, *issuer, p(Style.TITLE, paper.title), p(Style.NUMBER, number))


def _receipt() -> Paragraph:
    return p(
        Style.RECEIPT,
        "受送达人（签名或者捺印）：　　　　　　　　送达日期：　　　年　　月　　日",
    )


def _document(
    kind: DocumentKind, paper: Paper, blocks: tuple[Block, ...], *, form: bool
) -> Document:
    return Document(
        kind=kind,
        title=paper.title,
        number=paper.number,
        issuer=paper.issuer.name,
        on=paper.on,
        blocks=blocks,
        form=form,
        draft=paper.draft,
    )

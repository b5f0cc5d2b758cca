"""Parts that documents share: head, signature, receipt, lists, contact, rights of review."""

from collections.abc import Sequence

from domain.ground.document import Block, Cell, Document, Paragraph, Role, Row, Style, Table
from domain.ground.terms import DocumentKind
from relief.documents.inputs import Limit, Missing, Office, Paper, Rights
from relief.documents.wording import day
from relief.words.sentences import say, titles

DRAFT, MARK = say("letters.draft"), say("letters.mark")
COPIES = say("letters.copies")


def letter(
    kind: DocumentKind, paper: Paper, blocks: Sequence[Block], *, served: bool = True
) -> Document:
    """A document that speaks in running text: head, text, signature and, if served, receipt."""
    signature = p(
        Style.SIGNATURE, say("letters.sealed", named=paper.issuer.name, day=day(paper.on))
    )
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
    head = titles("letters.papers-head")
    rows = [Row(tuple(Cell(text, role=Role.LABEL) for text in head))]
    for number, one in enumerate(missing, start=1):
        cells = (
            Cell(str(number), role=Role.CENTRED),
            Cell(one.material),
            Cell(one.form or say("letters.original")),
            Cell(one.source or say("letters.by-applicant")),
        )
        rows.append(Row(cells))
    return Table((7, 32, 20, 33), tuple(rows), headings=1)


def last_day(limit: Limit) -> str:
    """``5个工作日（截止日期为2026年3月12日）``, marked where holidays are not published yet."""
    doubt = say("letters.provisional") if limit.provisional else ""
    return say("letters.limit", length=limit.length, day=day(limit.last_day), doubt=doubt)


def contact(office: Office) -> str:
    """Where to ask, as a sentence of its own; nothing where it is not on record."""
    parts = ((say("letters.address"), office.address), (say("letters.phone"), office.phone))
    known = "；".join(label + text for label, text in parts if text)
    return f"{known}。" if known else ""


def wide(label: str, text: str, height: float = 0.0, foot: tuple[str, ...] = ()) -> Row:
    """A label, and text over the other three columns of four."""
    return Row((Cell(label, role=Role.LABEL), Cell(text, span=3, foot=foot)), height)


def rights_of_review(you: str, rights: Rights) -> str:
    """How a decision can be contested, in one sentence (社会救助暂行办法 article 65).

    It tells both ways and both limits, each with the law that sets it.
    """
    return say(
        "letters.remedies",
        you=you,
        statute=rights.statute,
        review_days=rights.review_days,
        authority=rights.authority,
        review_law=rights.review_law,
        litigation_months=rights.litigation_months,
        court=rights.court,
        litigation_law=rights.litigation_law,
    )


def _head(paper: Paper, *, office: bool = True) -> tuple[Paragraph, ...]:
    tibetan = (p(Style.TIBETAN, paper.tibetan),) if paper.tibetan else ()
    issuer = (p(Style.OFFICE, paper.issuer.name),) if office else ()
    number = DRAFT if paper.draft else paper.number
    return (*tibetan, *issuer, p(Style.TITLE, paper.title), p(Style.NUMBER, number))


def _receipt() -> Paragraph:
    return p(
        Style.RECEIPT,
        say("letters.receipt"),
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
        mark=MARK if paper.draft else "",
    )

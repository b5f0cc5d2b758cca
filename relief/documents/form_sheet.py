"""The sheet of 申请审批表 (A16.7, A18): its grid of six parts.

Application, means, inquiry, opinions and decision stand on one form. Whatever is absent stays blank,
to be written by hand.
"""

from domain.ground.document import Block, Cell, Document, Role, Row, Style, Table
from domain.ground.money import ZERO
from domain.ground.terms import DocumentKind, Opinion
from relief.documents.form_inputs import ApplicationForm, FormMember
from relief.documents.parts import band, p, sheet
from relief.documents.wording import day, figures, sum_or_blank
from relief.words.sentences import say

COLUMNS = 24
"""The form is one grid: widths are told in twenty-fourths."""

BLANK = "　　　　　"
OPINIONS = {
    Opinion.POSITIVE: say("form.positive"),
    Opinion.NEGATIVE: say("form.negative"),
}
CONSENT = say("form.promise")


def application_form(said: ApplicationForm) -> Document:
    """申请审批表. Parts nobody filled yet are left to be written by hand."""
    rows = (
        *_applicant(said),
        *_members(said.members),
        *_matter(said),
        *_means(said),
        *_inquiry(said),
        *_township(said),
        *_county(said),
    )
    number = say("form.head", case=said.paper.case, day=day(said.paper.on))
    blocks: list[Block] = [p(Style.NOTE, number), Table((1,) * COLUMNS, rows)]
    if said.attachments:
        blocks.append(p(Style.NOTE, say("form.attached") + "；".join(said.attachments) + "。"))
    return sheet(DocumentKind.FORM, said.paper, blocks)


def _applicant(said: ApplicationForm) -> tuple[Row, ...]:
    one = said.applicant
    agent = (_cells((3, say("form.agent")), (21, one.agent)),) if one.agent else ()
    return (
        band(say("form.applicant-of"), COLUMNS),
        _cells(
            (3, say("form.name")),
            (5, one.name),
            (2, say("form.sex")),
            (2, one.sex),
            (4, say("form.id-number")),
            (8, one.id_number),
        ),
        _cells(
            (3, say("form.registered")),
            (9, one.registered_at),
            (3, say("form.lives")),
            (9, one.lives_at),
        ),
        _cells(
            (3, say("form.phone")),
            (5, one.phone),
            (4, say("form.residence")),
            (6, one.residence),
            (3, say("form.size")),
            (3, _size(said)),
        ),
        *agent,
    )


def _size(said: ApplicationForm) -> str:
    return say("form.persons-of", count=len(said.members))


def _members(members: tuple[FormMember, ...]) -> tuple[Row, ...]:
    head = (
        (3, say("form.name")),
        (2, say("form.relation")),
        (7, say("form.id-number-full")),
        (2, say("form.age")),
        (3, say("form.health")),
        (3, say("form.work")),
    )
    rows = [_labels(*head, (4, say("form.income")))]
    for one in members:
        texts = (
            (3, one.name),
            (2, one.relation),
            (7, one.id_number),
            (2, "" if one.age is None else str(one.age)),
            (3, one.health),
            (3, one.occupation),
            (4, figures(one.income)),
        )
        rows.append(Row(tuple(Cell(t, span=n, role=Role.CENTRED) for n, t in texts)))
    return (band(say("form.member"), COLUMNS), *rows)


def _matter(said: ApplicationForm) -> tuple[Row, ...]:
    subject = say("form.household") if said.household else say("form.individual")
    account = said.account
    return (
        band(say("form.matter"), COLUMNS),
        _cells(
            (3, say("form.subject")),
            (6, subject),
            (3, say("form.category")),
            (12, said.category),
        ),
        _cells(
            (3, say("form.cause")),
            (6, said.cause),
            (3, say("form.procedure")),
            (12, said.procedure),
        ),
        _wide(say("form.statement"), said.statement, 26),
        _cells(
            (3, say("form.holder")),
            (6, account.holder),
            (3, say("form.bank")),
            (12, account.bank),
        ),
        _wide(say("form.account"), account.number),
        _wide(
            say("form.promise-of"),
            CONSENT,
            24,
            (say("form.applicant-signed", blank=BLANK, day=day(said.consent_on)),),
        ),
    )


def _means(said: ApplicationForm) -> tuple[Row, ...]:
    means = said.means
    year = last = ""
    if means.grants_this_year is not None:
        year = say(
            "form.earlier",
            grants_this_year=means.grants_this_year,
            what=figures(means.granted_this_year or ZERO),
        )
        last = say("form.none")
    if means.last_granted_on:
        last = f"{day(means.last_granted_on)}，{figures(means.last_granted)}"
    return (
        band(say("form.means"), COLUMNS),
        _cells(
            (4, say("form.income-of-family")),
            (4, figures(means.income)),
            (3, say("form.deposits")),
            (5, figures(means.deposits)),
            (4, say("form.spending")),
            (4, figures(means.spending)),
        ),
        _cells(
            (4, say("form.granted")),
            (8, year),
            (4, say("form.latest")),
            (8, last),
        ),
        _wide(say("form.property"), means.property_note),
        _wide(say("form.aid"), means.other_aid),
    )


def _inquiry(said: ApplicationForm) -> tuple[Row, ...]:
    done = said.inquiry
    visitors = say(
        "form.visitors",
        what="、".join(done.visitors) or BLANK * 2,
        day=day(done.visited_on),
    )
    appraisal = (
        say("form.not-held")
        if done.appraised_on is None
        else (
            say(
                "form.appraised",
                day=day(done.appraised_on),
                participants=done.participants,
                in_favour=done.in_favour,
            )
        )
    )
    return (
        band(say("form.inquiry"), COLUMNS),
        _wide(say("form.means-check"), done.check),
        _wide(
            say("form.village"),
            done.village_opinion,
            24,
            (say("form.village-signed", blank=BLANK, day=day(None)),),
        ),
        _wide(say("form.visit"), done.findings, 26, (visitors,)),
        _wide(say("form.appraisal"), appraisal),
    )


def _township(said: ApplicationForm) -> tuple[Row, ...]:
    part = said.township
    opinion = OPINIONS[part.opinion] if part.opinion else ""
    notice = say(
        "form.notice",
        notice_place=part.notice_place,
        day=day(part.notice_from),
        day2=day(part.notice_to),
        objections=part.objections,
    )
    signed = (
        say("form.signatures", what=part.caseworker or BLANK, what2=part.leader or BLANK),
        say("form.sealed", day=day(part.signed_on)),
    )
    text = say(
        "form.proposed",
        opinion=opinion,
        reasons=part.reasons,
        sum_or_blank=sum_or_blank(part.recommended),
    )
    if part.basis:
        text += say("form.basis", basis=part.basis)
    return (
        band(say("form.township"), COLUMNS),
        _wide(say("form.opinion"), text, 40, signed),
        _wide(say("form.notice-of"), notice if part.notice_from else "", 20),
    )


def _county(said: ApplicationForm) -> tuple[Row, ...]:
    part = said.county
    drawn = {
        None: "",
        True: say("form.drawn"),
        False: say("form.not-drawn"),
    }[part.drawn]
    boxes = {None: "□□", True: "■□", False: "□■"}[part.approved]
    decision = say(
        "form.decision",
        what=boxes[0],
        what2=boxes[1],
        reasons=part.reasons,
        sum_or_blank=sum_or_blank(part.amount),
    )
    signed = (
        say("form.approver", what=part.approver or BLANK),
        say("form.sealed", day=day(part.decided_on)),
    )
    checker = (say("form.checker", what=part.checker or BLANK),)
    return (
        band(say("form.county"), COLUMNS),
        _wide(
            say("form.verification"),
            "\n".join(text for text in (drawn, part.checked) if text),
            22,
            checker,
        ),
        _wide(say("form.decision-of"), decision, 42, signed),
    )


def _cells(*parts: tuple[int, str]) -> Row:
    """Label, value, label, value …, each with its width."""
    roles = (Role.LABEL, Role.TEXT)
    return Row(tuple(Cell(t, span=n, role=roles[i % 2]) for i, (n, t) in enumerate(parts)))


def _labels(*parts: tuple[int, str]) -> Row:
    return Row(tuple(Cell(t, span=n, role=Role.LABEL) for n, t in parts))


def _wide(label: str, text: str, height: float = 0.0, foot: tuple[str, ...] = ()) -> Row:
    cells = (Cell(label, span=4, role=Role.LABEL), Cell(text, span=COLUMNS - 4, foot=foot))
    return Row(cells, height)

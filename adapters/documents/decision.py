"""不予批准告知书 (A18.1.2): facts, clause, reasons, rights of review."""

from dataclasses import dataclass
from datetime import date

from adapters.documents.content import Block, Document, Style
from adapters.documents.inputs import Addressee, Paper, Rights
from adapters.documents.layout import contact, letter, p
from adapters.documents.review import rights_of_review
from adapters.documents.wording import day
from domain.case.terms import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefRefusal:
    """What 不予批准告知书 says. ``clause`` is where the ``ground`` stands, in words."""

    paper: Paper
    to: Addressee
    applied_on: date
    facts: str
    clause: str
    ground: str
    reasons: str
    rights: Rights


def refusal_notice(said: ReliefRefusal) -> Document:
    """不予批准告知书."""
    paper, you = said.paper, said.to.you
    blocks: list[Block] = [
        p(Style.ADDRESSEE, said.to.line),
        p(
            Style.BODY,
            f"{you}于{day(said.applied_on)}提出的临时救助申请（受理编号：{paper.case}），"
            f"经审核审批，本机关依照{paper.basis}的规定，决定不予批准。"
            "现将事实、依据、理由和救济途径告知如下：",
        ),
        p(Style.HEADING, "一、查明的事实"),
        p(Style.BODY, said.facts),
        p(Style.HEADING, "二、决定的依据"),
        p(Style.BODY, f"{paper.regulation.cited}{said.clause}：{said.ground}。"),
        p(Style.HEADING, "三、不予批准的理由"),
        p(Style.BODY, said.reasons),
        p(Style.HEADING, "四、救济途径"),
        p(Style.BODY, rights_of_review(you, said.rights)),
        p(
            Style.BODY,
            f"情况发生变化或者遭遇新的困难的，{you}可以重新提出申请。咨询：{paper.issuer.name}。"
            f"{contact(paper.issuer)}",
        ),
        p(Style.BODY, "特此告知。"),
    ]
    return letter(DocumentKind.RELIEF_REFUSAL, paper, blocks)

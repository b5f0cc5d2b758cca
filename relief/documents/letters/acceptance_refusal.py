"""不予受理告知书: the reason in writing, and the rights of review (A16.1)."""

from dataclasses import dataclass
from datetime import date

from domain.case.intake import facts as e
from domain.ground.document import Block, Document, Style
from domain.ground.terms import DocumentKind
from relief.documents.inputs import Addressee, Paper, Rights
from relief.documents.parts import contact, letter, p, rights_of_review
from relief.documents.telling import Telling, Writing
from relief.documents.wording import day
from relief.words.sentences import say


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceRefusal:
    """What 不予受理告知书 says (A16.1). ``way_out``: what the applicant can do instead."""

    paper: Paper
    to: Addressee
    applied_on: date
    reasons: str
    way_out: str = ""
    rights: Rights


def tell(t: Telling) -> Document:
    """From the refusal."""
    refused = t.founded(e.AcceptanceRefused)
    return acceptance_refusal(
        AcceptanceRefusal(
            paper=t.paper(),
            to=t.to(),
            applied_on=t.case.asked.on,
            reasons=refused.reason.reveal(),
            rights=t.rights(),
        )
    )


def acceptance_refusal(said: AcceptanceRefusal) -> Document:
    """不予受理告知书."""
    paper, you = said.paper, said.to.you
    way_out = (
        (p(Style.BODY, say("acceptance-refusal.way-out", way_out=said.way_out)),)
        if said.way_out
        else ()
    )
    blocks: list[Block] = [
        p(Style.ADDRESSEE, said.to.line),
        p(
            Style.BODY,
            say(
                "acceptance-refusal.refused",
                you=you,
                day=day(said.applied_on),
                case=paper.case,
                basis=paper.basis,
            ),
        ),
        p(Style.BODY, said.reasons),
        *way_out,
        p(Style.BODY, rights_of_review(you, said.rights)),
        p(Style.BODY, say("acceptance-refusal.contact", contact=contact(paper.issuer))),
        p(Style.BODY, say("acceptance-refusal.closing")),
    ]
    return letter(DocumentKind.ACCEPTANCE_REFUSAL, paper, blocks)


LETTER = Writing(kind=DocumentKind.ACCEPTANCE_REFUSAL, tell=tell, numbered_by_hand=True)

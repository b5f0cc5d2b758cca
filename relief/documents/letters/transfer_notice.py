"""移送告知书: another township has the application now, and goes on with it."""

from dataclasses import dataclass

from domain.case.transfer.facts import FileTakenOver
from domain.ground.document import Block, Document, Style
from domain.ground.terms import DocumentKind
from relief.documents.inputs import Addressee, Office, Paper
from relief.documents.parts import contact, letter, p
from relief.documents.telling import Telling, Writing
from relief.documents.wording import day
from relief.words.dictionary import of
from relief.words.sentences import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What 移送告知书 says. ``origin`` is the office that had the application before."""

    paper: Paper
    to: Addressee
    origin: Office
    ground: str
    awaited: bool


def tell(t: Telling) -> Document:
    """From the taking over."""
    taken = t.founded(FileTakenOver)
    return transfer(
        Transfer(
            paper=t.paper(),
            to=t.to(),
            origin=t.office(taken.origin),
            ground=of(taken.ground),
            awaited=taken.awaited,
        )
    )


def transfer(said: Transfer) -> Document:
    """移送告知书."""
    paper, you = said.paper, said.to.you
    papers = say("transfer-notice.papers") if said.awaited else ""
    follows = papers or say("transfer-notice.follows", you=you)
    blocks: list[Block] = [
        p(Style.ADDRESSEE, said.to.line),
        p(
            Style.BODY,
            say(
                "transfer-notice.taken",
                you=you,
                case=paper.case,
                origin=said.origin.name,
                ground=said.ground,
                basis=paper.basis,
                day=day(paper.on),
                here=paper.issuer.name,
            ),
        ),
        p(Style.HEADING, say("transfer-notice.follows-title")),
        p(Style.BODY, follows),
        p(Style.BODY, say("transfer-notice.stays", you=you)),
        p(Style.BODY, say("transfer-notice.contact", contact=contact(paper.issuer))),
        p(Style.BODY, say("transfer-notice.closing")),
    ]
    return letter(DocumentKind.TRANSFER, paper, blocks)


LETTER = Writing(kind=DocumentKind.TRANSFER, tell=tell)

"""撤销登记告知书: an application was entered by mistake and is struck, why, and what is left to do."""

from dataclasses import dataclass
from datetime import date

from domain.case.intake.facts import ApplicationStruck
from domain.ground.document import Block, Document, Style
from domain.ground.terms import DocumentKind
from relief.documents.inputs import Addressee, Paper, Rights
from relief.documents.parts import contact, letter, p, rights_of_review
from relief.documents.telling import Telling, Writing
from relief.documents.wording import day
from relief.words.dictionary import of
from relief.words.sentences import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Striking:
    """What 撤销登记告知书 says. ``since`` is the day of the application."""

    paper: Paper
    to: Addressee
    since: date
    ground: str
    reasons: str
    rights: Rights


def tell(t: Telling) -> Document:
    """From the striking."""
    struck = t.founded(ApplicationStruck)
    return striking(
        Striking(
            paper=t.paper(),
            to=t.to(),
            since=t.case.asked.on,
            ground=of(struck.ground),
            reasons=struck.reasons.reveal(),
            rights=t.rights(),
        )
    )


def striking(said: Striking) -> Document:
    """撤销登记告知书."""
    paper, you = said.paper, said.to.you
    blocks: list[Block] = [
        p(Style.ADDRESSEE, said.to.line),
        p(
            Style.BODY,
            say("application-striking.struck", you=you, case=paper.case, since=day(said.since)),
        ),
        p(Style.HEADING, say("application-striking.grounds-title")),
        p(Style.BODY, f"{said.ground}。{said.reasons}"),
        p(Style.HEADING, say("application-striking.follows-title")),
        p(Style.BODY, say("application-striking.follows", you=you)),
        p(Style.BODY, rights_of_review(you, said.rights)),
        p(Style.BODY, say("application-striking.contact", contact=contact(paper.issuer))),
        p(Style.BODY, say("application-striking.closing")),
    ]
    return letter(DocumentKind.STRIKING, paper, blocks)


LETTER = Writing(kind=DocumentKind.STRIKING, tell=tell)

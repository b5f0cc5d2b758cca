"""移送告知书: who is competent for what was asked, why, and that it went there."""

from dataclasses import dataclass
from datetime import date

from domain.case.intake.facts import HandedToCompetent
from domain.ground.document import Block, Document, Style
from domain.ground.terms import DocumentKind
from relief.documents.inputs import Addressee, Paper
from relief.documents.parts import contact, letter, p
from relief.documents.telling import Telling, Writing
from relief.documents.wording import day
from relief.words.dictionary import of
from relief.words.sentences import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What 移送告知书 says. ``rules`` are those the matter comes under, ``body`` who carries them out."""

    paper: Paper
    to: Addressee
    applied_on: date
    rules: str
    body: str
    reasons: str
    slip: str


def tell(t: Telling) -> Document:
    """From the hand-over."""
    handed = t.founded(HandedToCompetent)
    return handover(
        Handover(
            paper=t.paper(),
            to=t.to(),
            applied_on=t.case.asked.on,
            rules=of(handed.competent),
            body=handed.body,
            reasons=handed.reasons.reveal(),
            slip=handed.slip,
        )
    )


def handover(said: Handover) -> Document:
    """移送告知书."""
    paper, you = said.paper, said.to.you
    blocks: list[Block] = [
        p(Style.ADDRESSEE, said.to.line),
        p(
            Style.BODY,
            say(
                "handover-notice.handed",
                you=you,
                day=day(said.applied_on),
                case=paper.case,
                rules=said.rules,
                body=said.body,
                slip=said.slip,
            ),
        ),
        p(Style.HEADING, say("handover-notice.grounds-title")),
        p(Style.BODY, said.reasons),
        p(Style.HEADING, say("handover-notice.follows-title")),
        p(Style.BODY, say("handover-notice.follows", you=you, body=said.body)),
        p(Style.BODY, say("handover-notice.contact", contact=contact(paper.issuer))),
        p(Style.BODY, say("handover-notice.closing")),
    ]
    return letter(DocumentKind.HANDOVER, paper, blocks)


LETTER = Writing(kind=DocumentKind.HANDOVER, tell=tell)

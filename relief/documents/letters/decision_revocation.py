"""决定撤销告知书: which decision does not stand any more, why, and what follows."""

from dataclasses import dataclass
from datetime import date

from domain.case.revision.facts import DecisionRevoked
from domain.ground.document import Block, Document, Style
from domain.ground.money import Money
from domain.ground.terms import DocumentKind
from relief.documents.inputs import Addressee, Paper, Rights
from relief.documents.parts import contact, letter, p, rights_of_review
from relief.documents.telling import Telling, Writing
from relief.documents.wording import day, sum_in_full
from relief.words.dictionary import of
from relief.words.sentences import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """What 决定撤销告知书 says. ``decided`` names what stood, ``amount`` its sum if it had one."""

    paper: Paper
    to: Addressee
    since: date
    decided: str
    amount: Money | None
    ground: str
    reasons: str
    rights: Rights


def tell(t: Telling) -> Document:
    """From the revocation."""
    revoked = t.founded(DecisionRevoked)
    return revocation(
        Revocation(
            paper=t.paper(),
            to=t.to(),
            since=revoked.since,
            decided=of(revoked.stood),
            amount=revoked.amount,
            ground=of(revoked.ground),
            reasons=revoked.reasons.reveal(),
            rights=t.rights(),
        )
    )


def revocation(said: Revocation) -> Document:
    """决定撤销告知书."""
    paper, you = said.paper, said.to.you
    amount = (
        say("decision-revocation.amount", amount=sum_in_full(said.amount)) if said.amount else ""
    )
    blocks: list[Block] = [
        p(Style.ADDRESSEE, said.to.line),
        p(
            Style.BODY,
            say(
                "decision-revocation.revoked",
                you=you,
                case=paper.case,
                since=day(said.since),
                decided=said.decided,
                amount=amount,
            ),
        ),
        p(Style.HEADING, say("decision-revocation.grounds-title")),
        p(Style.BODY, f"{said.ground}。{said.reasons}"),
        p(Style.HEADING, say("decision-revocation.follows-title")),
        p(Style.BODY, say("decision-revocation.follows", you=you)),
        p(Style.HEADING, say("decision-revocation.remedies-title")),
        p(Style.BODY, rights_of_review(you, said.rights)),
        p(Style.BODY, say("decision-revocation.contact", contact=contact(paper.issuer))),
        p(Style.BODY, say("decision-revocation.closing")),
    ]
    return letter(DocumentKind.REVOCATION, paper, blocks)


LETTER = Writing(kind=DocumentKind.REVOCATION, tell=tell, numbered_by_hand=True)

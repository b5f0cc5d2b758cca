"""决定变更告知书: which sum stood, which stands now, and why."""

from dataclasses import dataclass
from datetime import date

from domain.case.revision.facts import DecisionChanged
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
class ChangedSum:
    """What 决定变更告知书 says."""

    paper: Paper
    to: Addressee
    since: date
    was: Money
    now: Money
    ground: str
    reasons: str
    rights: Rights


def tell(t: Telling) -> Document:
    """From the change."""
    changed = t.founded(DecisionChanged)
    return change(
        ChangedSum(
            paper=t.paper(),
            to=t.to(),
            since=changed.since,
            was=changed.was,
            now=changed.amount,
            ground=of(changed.ground),
            reasons=changed.reasons.reveal(),
            rights=t.rights(),
        )
    )


def change(said: ChangedSum) -> Document:
    """决定变更告知书."""
    paper, you = said.paper, said.to.you
    blocks: list[Block] = [
        p(Style.ADDRESSEE, said.to.line),
        p(
            Style.BODY,
            say(
                "decision-change.changed",
                you=you,
                case=paper.case,
                since=day(said.since),
                was=sum_in_full(said.was),
                now=sum_in_full(said.now),
            ),
        ),
        p(Style.HEADING, say("decision-change.grounds-title")),
        p(Style.BODY, f"{said.ground}。{said.reasons}"),
        p(Style.HEADING, say("decision-change.remedies-title")),
        p(Style.BODY, rights_of_review(you, said.rights)),
        p(Style.BODY, say("decision-change.contact", contact=contact(paper.issuer))),
        p(Style.BODY, say("decision-change.closing")),
    ]
    return letter(DocumentKind.CHANGE, paper, blocks)


LETTER = Writing(kind=DocumentKind.CHANGE, tell=tell, numbered_by_hand=True)

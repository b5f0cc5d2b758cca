"""撤销受理告知书: an acceptance does not stand any more, why, and what follows."""

from dataclasses import dataclass
from datetime import date

from domain.case.intake.facts import AcceptanceUndone
from domain.ground.document import Block, Document, Style
from domain.ground.terms import DocumentKind
from relief.documents.inputs import Addressee, Paper
from relief.documents.parts import contact, letter, p
from relief.documents.telling import Telling, Writing
from relief.documents.wording import day
from relief.words.dictionary import of
from relief.words.sentences import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """What 撤销受理告知书 says. ``since`` is the day of the acceptance."""

    paper: Paper
    to: Addressee
    since: date
    ground: str
    reasons: str


def tell(t: Telling) -> Document:
    """From the undoing."""
    undone = t.founded(AcceptanceUndone)
    return undoing(
        Undoing(
            paper=t.paper(),
            to=t.to(),
            since=undone.since,
            ground=of(undone.ground),
            reasons=undone.reasons.reveal(),
        )
    )


def undoing(said: Undoing) -> Document:
    """撤销受理告知书."""
    paper, you = said.paper, said.to.you
    blocks: list[Block] = [
        p(Style.ADDRESSEE, said.to.line),
        p(
            Style.BODY,
            say("acceptance-undoing.undone", you=you, case=paper.case, since=day(said.since)),
        ),
        p(Style.HEADING, say("acceptance-undoing.grounds-title")),
        p(Style.BODY, f"{said.ground}。{said.reasons}"),
        p(Style.HEADING, say("acceptance-undoing.follows-title")),
        p(Style.BODY, say("acceptance-undoing.follows", you=you)),
        p(Style.BODY, say("acceptance-undoing.contact", contact=contact(paper.issuer))),
        p(Style.BODY, say("acceptance-undoing.closing")),
    ]
    return letter(DocumentKind.ACCEPTANCE_UNDOING, paper, blocks)


LETTER = Writing(kind=DocumentKind.ACCEPTANCE_UNDOING, tell=tell)

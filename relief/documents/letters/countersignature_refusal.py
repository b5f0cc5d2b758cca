"""不予补签告知书: what the township approved is not paid, or not paid on; why, and what may be done."""

from dataclasses import dataclass
from datetime import date

from domain.case.countersignature.facts import CountersignatureRefused
from domain.ground.document import Block, Document, Style
from domain.ground.money import ZERO, Money
from domain.ground.terms import DocumentKind
from relief.documents.inputs import Addressee, Paper, Rights
from relief.documents.parts import contact, letter, p, rights_of_review
from relief.documents.telling import Telling, Writing
from relief.documents.wording import day, sum_in_full
from relief.words.dictionary import of
from relief.words.sentences import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """What 不予补签告知书 says. ``approved`` is what the township granted, ``paid`` what of it was paid."""

    paper: Paper
    to: Addressee
    since: date
    approved: Money
    paid: Money
    ground: str
    reasons: str
    rights: Rights


def tell(t: Telling) -> Document:
    """From the refusal, and what stood and was paid by then."""
    refused = t.founded(CountersignatureRefused)
    approval = t.case.approval
    if approval is None:
        raise ValueError("nothing was approved")
    return stopped(
        Stopped(
            paper=t.paper(),
            to=t.to(),
            since=approval.on,
            approved=approval.amount,
            paid=t.case.payments.disbursed,
            ground=of(refused.outcome),
            reasons=refused.reasons.reveal(),
            rights=t.rights(),
        )
    )


def stopped(said: Stopped) -> Document:
    """不予补签告知书."""
    paper, you = said.paper, said.to.you
    blocks: list[Block] = [
        p(Style.ADDRESSEE, said.to.line),
        p(
            Style.BODY,
            say(
                "countersignature-refusal.stopped",
                you=you,
                case=paper.case,
                since=day(said.since),
                amount=sum_in_full(said.approved),
            ),
        ),
        p(Style.HEADING, say("countersignature-refusal.grounds-title")),
        p(Style.BODY, f"{said.ground}。{said.reasons}"),
        p(Style.HEADING, say("countersignature-refusal.follows-title")),
        p(Style.BODY, follows(said.paid)),
        p(Style.HEADING, say("countersignature-refusal.remedies-title")),
        p(Style.BODY, rights_of_review(you, said.rights)),
        p(Style.BODY, say("countersignature-refusal.contact", contact=contact(paper.issuer))),
        p(Style.BODY, say("countersignature-refusal.closing")),
    ]
    return letter(DocumentKind.COUNTERSIGNATURE_REFUSAL, paper, blocks)


def follows(paid: Money) -> str:
    """What was paid of it, and that no more is."""
    if paid == ZERO:
        return say("countersignature-refusal.nothing-paid")
    return say("countersignature-refusal.partly-paid", paid=sum_in_full(paid))


LETTER = Writing(kind=DocumentKind.COUNTERSIGNATURE_REFUSAL, tell=tell)

"""批准告知书: the sum, where the money goes, and how to contest the decision (A27)."""

from dataclasses import dataclass
from datetime import date

from domain.case.decision.facts import ReliefApproved
from domain.ground.document import Block, Document, Style
from domain.ground.money import Money
from domain.ground.terms import DocumentKind
from relief.documents.form_inputs import BankAccount
from relief.documents.inputs import Addressee, Paper, Rights
from relief.documents.letters.application_form import account
from relief.documents.parts import contact, letter, p, rights_of_review
from relief.documents.telling import Telling, Writing
from relief.documents.wording import day, sum_in_full
from relief.words.sentences import say

SHOWN = 4
"""How many of an account's last figures a letter shows: enough to know one's own by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefApproval:
    """What 批准告知书 says. ``lowered`` is why less than prescribed, empty where it is not less;
    ``at_once`` the document by which a small sum was given at once, empty where it was not.
    """

    paper: Paper
    to: Addressee
    applied_on: date
    amount: Money
    lowered: str
    account: BankAccount
    rights: Rights
    at_once: str = ""


def tell(t: Telling) -> Document:
    """From the approval, with the account on record by then."""
    approved = t.founded(ReliefApproved)
    lowered = approved.lowered_reason
    return approval_notice(
        ReliefApproval(
            paper=t.paper(),
            to=t.to(),
            applied_on=t.case.asked.on,
            amount=approved.amount,
            lowered="" if lowered is None else lowered.reveal(),
            at_once="" if approved.small is None else approved.small.document,
            account=account(t),
            rights=t.rights(),
        )
    )


def way(to: Addressee, known: BankAccount) -> str:
    """Where the money goes; where no account is on record, that it will be told."""
    if not known.number:
        return say("relief-approval.no-account", you=to.you)
    return say(
        "relief-approval.account",
        holder=known.holder,
        bank=known.bank,
        tail=known.number[-SHOWN:],
    )


def _granted(said: ReliefApproval) -> str:
    """By which law what was granted; of a small sum at once, by the city's document."""
    you, case, amount = said.to.you, said.paper.case, sum_in_full(said.amount)
    on, law = day(said.applied_on), said.at_once or said.paper.regulation.cited
    if said.at_once:
        return say("relief-approval.at-once", you=you, day=on, case=case, law=law, amount=amount)
    return say("relief-approval.approved", you=you, day=on, case=case, law=law, amount=amount)


def approval_notice(said: ReliefApproval) -> Document:
    """批准告知书."""
    paper, you = said.paper, said.to.you
    blocks: list[Block] = [
        p(Style.ADDRESSEE, said.to.line),
        p(
            Style.BODY,
            _granted(said),
        ),
        p(Style.HEADING, say("relief-approval.way-title")),
        p(Style.BODY, way(said.to, said.account)),
        p(Style.HEADING, say("relief-approval.remedies-title")),
        p(Style.BODY, rights_of_review(you, said.rights)),
        p(Style.BODY, say("relief-approval.contact", contact=contact(paper.issuer))),
        p(Style.BODY, say("relief-approval.closing")),
    ]
    if said.lowered:
        blocks.insert(2, p(Style.BODY, say("relief-approval.lowered", reasons=said.lowered)))
    return letter(DocumentKind.RELIEF_APPROVAL, paper, blocks)


LETTER = Writing(kind=DocumentKind.RELIEF_APPROVAL, tell=tell, numbered_by_hand=True)

"""Fold: the case after a fact. Holds no rule, reads no clock."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Never, NoReturn

from domain.case.amendment import fold as amendment
from domain.case.amendment.facts import AmendmentFact
from domain.case.changing import replace
from domain.case.claims import FIELDS
from domain.case.complaint import fold as complaint
from domain.case.complaint.facts import ComplaintFact
from domain.case.countersignature import fold as countersignature
from domain.case.countersignature.facts import CountersignatureFact
from domain.case.decision import fold as decision
from domain.case.decision.facts import DecisionFact
from domain.case.ending import fold as ending
from domain.case.ending.facts import EndingFact
from domain.case.evidence import fold as evidence
from domain.case.evidence.facts import EvidenceFact
from domain.case.facts import CaseFact
from domain.case.inquiry import fold as inquiry
from domain.case.inquiry.facts import InquiryFact
from domain.case.intake import fold as intake
from domain.case.intake.facts import IntakeFact
from domain.case.knowledge import fold as knowledge
from domain.case.knowledge.facts import KnowledgeFact
from domain.case.messages import fold as messages
from domain.case.messages.facts import MessageFact
from domain.case.notice import fold as notice
from domain.case.notice.facts import NoticeFact
from domain.case.payment import fold as payment
from domain.case.payment.facts import PaymentFact
from domain.case.revision import fold as revision
from domain.case.revision.facts import RevisionFact
from domain.case.service import fold as service
from domain.case.service.facts import ServiceFact
from domain.case.small_fast import fold as small_fast
from domain.case.small_fast.facts import SmallFastFact
from domain.case.stages import STEPS, Stand
from domain.case.standing import noted
from domain.case.state import OVER, Case
from domain.case.timing import moment
from domain.case.transfer import fold as transfer
from domain.case.transfer.facts import TransferFact
from domain.ground.facts import NotFolded, file_of
from domain.ground.names import folded
from domain.ground.numbers import normal
from domain.ground.terms import NumberKind
from domain.time.due import LOCAL

NEW = Case()
NOTHING: Mapping[str, NumberKind] = {}
DECIDING = frozenset({NumberKind.DECISION, NumberKind.ACCEPTANCE_REFUSAL})
"""Kinds of papers that decide on an application."""


def evolve(case: Case, fact: CaseFact, officer: str, at: datetime | None = None) -> Case:
    """The case after ``fact``, recorded by ``officer`` at an instant.

    Facts from before may spell one officer in several ways: here they are one.
    """
    after = chapter(case, fact, folded(officer))
    if getattr(fact, "vouched", ()):
        after = used(after, fact)
    if FIELDS.get(type(fact), NOTHING).get("document") in DECIDING:
        after = numbered(after, fact)
    moments = (*case.moments, moment(fact, at))
    step = STEPS.get(type(fact))
    stage, ending = (case.stage, case.ending) if step is None else step(stand(case), fact)
    if step is not None and stage in OVER:
        after = over(after)
    now = replace(after, stage=stage, ending=ending, version=case.version + 1, moments=moments)
    return noted(case, now, fact.on if at is None else at.astimezone(LOCAL).date())


def stand(case: Case) -> Stand:
    """Where a case stands."""
    approved = None if case.approval is None else case.approval.amount
    return Stand(case.stage, case.ending, approved, case.payments.disbursed)


def chapter(case: Case, fact: CaseFact, officer: str) -> Case:
    """Each chapter folds its own facts; a fact of none is a type error, and ``NotFolded``."""
    if isinstance(fact, IntakeFact):
        return intake.evolve(case, fact, officer)
    if isinstance(fact, InquiryFact):
        return inquiry.evolve(case, fact, officer)
    if isinstance(fact, SmallFastFact):
        return small_fast.evolve(case, fact, officer)
    if isinstance(fact, KnowledgeFact):
        return knowledge.evolve(case, fact, officer)
    if isinstance(fact, NoticeFact):
        return notice.evolve(case, fact)
    if isinstance(fact, ComplaintFact):
        return complaint.evolve(case, fact)
    if isinstance(fact, DecisionFact):
        return decision.evolve(case, fact, officer)
    if isinstance(fact, CountersignatureFact):
        return countersignature.evolve(case, fact, officer)
    if isinstance(fact, PaymentFact):
        return payment.evolve(case, fact, officer)
    if isinstance(fact, RevisionFact):
        return revision.evolve(case, fact, officer)
    if isinstance(fact, AmendmentFact):
        return amendment.evolve(case, fact, officer)
    if isinstance(fact, TransferFact):
        return transfer.evolve(case, fact, officer)
    if isinstance(fact, ServiceFact):
        return service.evolve(case, fact)
    if isinstance(fact, MessageFact):
        return messages.evolve(case, fact)
    if isinstance(fact, EvidenceFact):
        return evidence.evolve(case, fact)
    if isinstance(fact, EndingFact):
        return ending.evolve(case, fact)
    in_no_chapter(fact)


def in_no_chapter(fact: Never) -> NoReturn:
    """Of a fact that no union of a chapter names. Raises ``NotFolded``."""
    kind: Any = type(fact)
    raise NotFolded(
        f"{kind.NAME!r} is a fact of no chapter: name {kind.__name__} in the union at the end of"
        f" {file_of(kind.__module__)} (that of a new chapter in domain/case/facts.py, and in chapter"
        f" of {file_of(__name__)})"
    )


def replay(facts: Iterable[tuple[CaseFact, str]], start: Case = NEW) -> Case:
    """The case after all ``(fact, officer)`` pairs, in order."""
    for fact, officer in facts:
        start = evolve(start, fact, officer)
    return start


def over(case: Case) -> Case:
    """With its end falls what was asked to be corrected: the application, or where it is paid to."""
    paid = case.payments
    if case.asked_for is None and paid.correction is None:
        return case
    return replace(case, asked_for=None, payments=replace(paid, correction=None))


def numbered(case: Case, fact: Any) -> Case:
    """The case after a decision of an office's own, under its number."""
    number = normal(NumberKind.DECISION, fact.document or "")
    return replace(case, papers=replace(case.papers, own=case.papers.own | {number}))


def used(case: Case, fact: Any) -> Case:
    """The case after a fact whose numbers somebody had vouched for."""
    numbers = {
        (kind, normal(kind, getattr(fact, field)))
        for field, kind in FIELDS[type(fact)].items()
        if kind in fact.vouched
    }
    left = frozenset(one for one in case.vouched if (one.kind, one.number) not in numbers)
    return replace(case, vouched=left)

"""Fold: the case after a fact. Holds no rule, reads no clock."""

from collections.abc import Iterable
from datetime import datetime
from typing import assert_never

from domain.case.events import (
    CaseFact,
    DecisionFact,
    DocumentServed,
    EndingFact,
    InquiryFact,
    IntakeFact,
    NoticeFact,
    PaymentFact,
)
from domain.case.folding import decision, ending, inquiry, intake, notice, payment
from domain.case.folding.changing import replace
from domain.case.state import Case
from domain.case.timing import moment

NEW = Case()


def evolve(case: Case, fact: CaseFact, officer: str, at: datetime | None = None) -> Case:
    """The case after ``fact``, recorded by ``officer`` at an instant."""
    after = chapter(case, fact, officer)
    return replace(after, version=case.version + 1, moments=(*case.moments, moment(fact, at)))


def chapter(case: Case, fact: CaseFact, officer: str) -> Case:
    """Each chapter folds its own facts; a fact of no chapter is a type error."""
    if isinstance(fact, IntakeFact):
        return intake.evolve(case, fact)
    if isinstance(fact, InquiryFact):
        return inquiry.evolve(case, fact, officer)
    if isinstance(fact, NoticeFact):
        return notice.evolve(case, fact)
    if isinstance(fact, DecisionFact):
        return decision.evolve(case, fact, officer)
    if isinstance(fact, PaymentFact):
        return payment.evolve(case, fact, officer)
    if isinstance(fact, DocumentServed):
        to = (fact.document, fact.serial, fact.served_on)
        return replace(case, served=case.served | {to})
    if isinstance(fact, EndingFact):
        return ending.evolve(case, fact)
    assert_never(fact)


def replay(facts: Iterable[tuple[CaseFact, str]], start: Case = NEW) -> Case:
    """The case after all ``(fact, officer)`` pairs, in order."""
    for fact, officer in facts:
        start = evolve(start, fact, officer)
    return start

"""小额快救: what a sum is held to, by the law, a question and the figures on record alone."""

from domain.assessment.engine import as_of
from domain.assessment.inputs import Question
from domain.assessment.result import Assessment
from domain.case.decision.facts import SmallSum
from domain.ground.declared import carries
from domain.ground.money import Money
from domain.ground.terms import Subject
from domain.law.pack import Pack
from domain.law.reference import References
from domain.law.small_fast import HOUSE, MONTHS, RULE, TOWNSHIP, SmallYear


@carries(
    f"{RULE} 11 AMB-12 AMB-44 AMB-45",
    "So many monthly standards where the emergency is, and what the year leaves where it counts.",
)
def held_to(
    pack: Pack, asked: Question, found: Assessment | None, known: References
) -> SmallSum | None:
    """``None`` where the law has no small sums, or no standard is on record.

    ``found`` is what the law says of the whole question: its trace is kept, so that whoever reckons
    again asks the same.
    """
    small, day = pack.outcomes.casework.small_fast, asked.accepted_on
    if small is None:
        return None
    fen = as_of(pack.outcomes.series[small.series], asked.township, day, known)
    if fen is None:
        return None
    standard, circumstances = Money(fen), asked.circumstances
    persons = circumstances.members if circumstances.subject is Subject.HOUSEHOLD else 1
    counted = found is not None and small.year is SmallYear.COUNTED
    return SmallSum(
        document=document(pack, asked),
        series=small.series,
        standard=standard,
        persons=persons,
        per_whom=small.per,
        most=small.most(standard, pack.rate(MONTHS, day), persons),
        room=found.room if found is not None and counted else None,
        trace=None if found is None else found.trace,
    )


@carries(HOUSE, "Up to how much the township decides alone: so many monthly standards, no more.")
def alone(pack: Pack, asked: Question, small: SmallSum) -> Money:
    """Apart from what the county delegates in urgent cases, which stays as it is (18.2.1)."""
    return Money(int(small.standard.fen * pack.rate(TOWNSHIP, asked.accepted_on)))


@carries(RULE, "The document of the city that lets small sums be given at once, by its number.")
def document(pack: Pack, asked: Question) -> str:
    """Raises ``LookupError`` where there is none in the law of the case."""
    laid = () if pack.overlay is None else pack.overlay.parts
    for part in laid:
        if part.on(asked.accepted_on).casework.small_fast is not None:
            return part.document
    raise LookupError("no document on small sums in the law of the case")

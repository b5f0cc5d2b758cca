"""What follows from the parts of an assessment: one verdict, firm refusals before open questions."""

from domain.assessment.amounts import Due
from domain.assessment.inputs import Question
from domain.assessment.plan import Plan
from domain.assessment.result import Answer, Checked, Coverage, GroundResult, Lack, Verdict


def verdict(
    plan: Plan,
    question: Question,
    coverage: Coverage,
    tests: tuple[Checked, ...],
    grounds: tuple[GroundResult, ...],
    missing: tuple[Lack, ...],
    came: Due,
) -> Verdict:
    """The first that applies, in the order of articles 8, 9, 10, 12 and 11."""
    if question.circumstances.elsewhere is not None:
        return Verdict.ELSEWHERE
    if coverage.answer is Answer.NO:
        return Verdict.NOT_COVERED
    for test in tests:
        if test.answer is Answer.NO and test.binding and not test.overridden:
            return Verdict.TEST_FAILED
    for ground in grounds:
        if ground.holds:
            return Verdict.GROUND
    return often(plan, question) or _open(missing) or _sum(came)


def often(plan: Plan, question: Question) -> Verdict | None:
    """One relief per matter, twice a year in principle; the county may except from both (12)."""
    if question.exception is not None:
        return None
    if question.same_matter is not None and plan.per_matter is not None:
        return Verdict.SAME_MATTER
    if plan.yearly is not None and question.grants_this_year >= plan.yearly[0]:
        return Verdict.TOO_OFTEN
    return None


def _open(missing: tuple[Lack, ...]) -> Verdict | None:
    return Verdict.INCOMPLETE if missing else None


def _sum(came: Due) -> Verdict:
    """Nothing left to grant, or nothing due, is a refusal with its own reason (11)."""
    if came.room is not None and came.room.fen <= 0:
        return Verdict.CAP_REACHED
    if came.amount is None or came.amount.most.fen == 0:
        return Verdict.NOTHING_DUE
    return Verdict.DUE

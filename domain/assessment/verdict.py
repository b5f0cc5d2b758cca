"""What follows from the parts of an assessment: everything that stands against relief, in order."""

from domain.assessment.amounts import Due
from domain.assessment.inputs import Question
from domain.assessment.plan import Plan
from domain.assessment.result import Answer, Checked, Coverage, GroundResult, Lack, Verdict


def against(
    plan: Plan,
    question: Question,
    coverage: Coverage,
    tests: tuple[Checked, ...],
    grounds: tuple[GroundResult, ...],
    missing: tuple[Lack, ...],
    came: Due,
) -> tuple[Verdict, ...]:
    """All that applies, in the order of articles 8, 9, 10, 12 and 11; nothing where relief is due.

    The first is the verdict: firm refusals come before open questions.
    """
    found: list[Verdict] = []
    if question.circumstances.elsewhere is not None:
        found.append(Verdict.ELSEWHERE)
    if coverage.answer is Answer.NO:
        found.append(Verdict.NOT_COVERED)
    for test in tests:
        if fails(test):
            found.append(Verdict.TEST_FAILED)
            break
    for ground in grounds:
        if ground.holds:
            found.append(Verdict.GROUND)
            break
    _often(plan, question, found)
    if missing:
        found.append(Verdict.INCOMPLETE)
    _sum(came, found)
    return tuple(found)


def fails(test: Checked) -> bool:
    """Whether a test by itself forbids relief: it binds, is not met, and was not set aside (9)."""
    return test.answer is Answer.NO and test.binding and not test.overridden


def _often(plan: Plan, question: Question, found: list[Verdict]) -> None:
    """One relief per matter, twice a year in principle; the county may except from both (12)."""
    if question.exception is not None:
        return
    if question.same_matter is not None and plan.per_matter is not None:
        found.append(Verdict.SAME_MATTER)
    if plan.yearly is not None and question.grants_this_year >= plan.yearly[0]:
        found.append(Verdict.TOO_OFTEN)


def _sum(came: Due, found: list[Verdict]) -> None:
    """Nothing left to grant, or nothing due, is a refusal with its own reason (11)."""
    if came.room is not None and came.room.fen <= 0:
        found.append(Verdict.CAP_REACHED)
    elif came.amount is not None and came.amount.most.fen == 0:
        found.append(Verdict.NOTHING_DUE)

"""What follows from the parts of an assessment: everything that stands against relief, in order."""

from domain.assessment.amounts import Due
from domain.assessment.inputs import Question
from domain.assessment.plan import Plan
from domain.assessment.result import Answer, Checked, Coverage, GroundResult, Lack, Verdict
from domain.ground.declared import carries
from domain.law.terms import Frequency


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


@carries(
    "9", "Whether a test by itself forbids relief: it binds, is not met, and was not set aside."
)
def fails(test: Checked) -> bool:
    return test.answer is Answer.NO and test.binding and not test.overridden


@carries(
    "12", "One relief per matter, twice a year in principle; excepted from as far as the law lets."
)
def _often(plan: Plan, question: Question, found: list[Verdict]) -> None:
    excepted = plan.excepted if question.exception is not None else ()
    again = question.same_matter is not None and plan.per_matter is not None
    often = plan.yearly is not None and question.grants_this_year >= plan.yearly[0]
    if again and Frequency.MATTER not in excepted:
        found.append(Verdict.SAME_MATTER)
    if often and Frequency.YEAR not in excepted:
        found.append(Verdict.TOO_OFTEN)


@carries("11", "Nothing left to grant, or nothing due, is a refusal with its own reason.")
def _sum(came: Due, found: list[Verdict]) -> None:
    if came.room is not None and came.room.fen <= 0:
        found.append(Verdict.CAP_REACHED)
    elif came.amount is not None and came.amount.most.fen == 0:
        found.append(Verdict.NOTHING_DUE)

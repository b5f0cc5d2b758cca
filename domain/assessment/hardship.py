"""How hard it is (第九条、第八条第一项第二款): tests of sums and findings, and who may override them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from domain.assessment.inputs import Certainty, Circumstances, Question, Spending
from domain.assessment.plan import HardshipPlan
from domain.assessment.result import Answer, Checked
from domain.ground.declared import carries
from domain.ground.money import Money

Standard = Callable[[str], int | None]
"""The value of a series in fen; ``None`` where it is not recorded."""


@carries("8.1/2 AMB-09", "The whole months before the month of application, first and last day.")
def income_window(applied_on: date, months: int) -> tuple[date, date]:
    """``months`` is the pack's ``income_window_months``."""
    year, month = divmod(applied_on.year * 12 + applied_on.month - 1 - months, 12)
    last = applied_on.replace(day=1).toordinal() - 1
    return date(year, month + 1, 1), date.fromordinal(last)


def run(plan: HardshipPlan, question: Question, standard: Standard) -> Checked:
    """One test on these facts. An override counts only from the post the pack names, in writing."""
    rule = plan.rule
    overridden = bool(question.overrides) and _overridden(plan, question)
    overridden = overridden or rule.id in question.waived
    if rule.claim is not None:
        result = _stated(plan, question)
        return replace(result, overridden=True) if overridden else result
    left, right = sides(plan, question, standard)
    answer = Answer.OPEN
    if left is not None and right is not None:
        answer = Answer.YES if plan.met(left, right) else Answer.NO
    sums = _shown(left), _shown(right)
    return Checked(rule.id, plan.article, answer, plan.binding, *sums, overridden)


def _overridden(plan: HardshipPlan, question: Question) -> bool:
    """By the post the pack names for this test, with a reason."""
    return plan.rule.override is not None and any(
        override.test == plan.rule.id and override.post == plan.rule.override and override.reason
        for override in question.overrides
    )


def _stated(plan: HardshipPlan, question: Question) -> Checked:
    """As last stated."""
    claim, (yes, no, result) = plan.rule.claim, plan.stated
    for statement in question.circumstances.statements:
        if statement.claim is claim:
            result = yes if statement.holds else no
    return result


def sides(
    plan: HardshipPlan, question: Question, standard: Standard
) -> tuple[Fraction | int | None, Fraction | int | None]:
    """Both sides of a comparison, exact, in fen; ``None`` where a figure is missing."""
    circumstances, series = question.circumstances, plan.rule.series
    left = None if plan.left is None else plan.left(circumstances)
    right: Fraction | int | None = 0 if series is None else standard(series)
    for term in plan.right:
        figure = term(circumstances)
        right = None if right is None or figure is None else right + figure
    if right is None:
        return left, None
    return left, right * (plan.times if plan.whole is None else plan.whole)


def _shown(side: Fraction | int | None) -> Money | None:
    """For display, a fraction of a fen dropped; comparisons are made on the exact sides."""
    return None if side is None else Money(side if isinstance(side, int) else int(side))


def only_declared(question: Question) -> bool:
    """Whether any figure of the household's means or spending was not verified."""
    return declared_in(question.circumstances)


def declared_in(told: Circumstances) -> bool:
    """The same of circumstances."""
    means, spending = told.means, told.spending
    spent = () if spending is None else spending.items
    for figure in (means.deposits, means.income_last_year, means.income_per_head, *spent):
        if figure is not None and figure.source.certainty is Certainty.DECLARED:
            return True
    return False


@carries("9", "Whether the home is larger than basic housing, or in danger: the officer is told.")
def beyond_basic(spending: Spending | None, square_metres: int | None) -> bool:
    if spending is None or spending.housing is None:
        return False
    area = spending.housing_area
    large = area is not None and square_metres is not None and area > square_metres * 100
    return large or spending.housing_dangerous

"""How hard it is (第九条、第八条第一项第二款): tests of sums and findings, and who may override them."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from domain.assessment.inputs import Certainty, Figure, Question, Spending
from domain.assessment.plan import HardshipPlan
from domain.assessment.result import Answer, Checked
from domain.law.terms import Comparison, Quantity
from domain.money import Money

Standard = Callable[[str], int | None]
"""The value of a series in fen; ``None`` where it is not recorded."""


def income_window(applied_on: date, months: int) -> tuple[date, date]:
    """The whole months before the month of application, first and last day (8.1/2, AMB-09).

    ``months`` is the pack's ``income_window_months``.
    """
    year, month = divmod(applied_on.year * 12 + applied_on.month - 1 - months, 12)
    last = applied_on.replace(day=1).toordinal() - 1
    return date(year, month + 1, 1), date.fromordinal(last)


def run(plan: HardshipPlan, question: Question, standard: Standard) -> Checked:
    """One test on these facts. An override counts only from the post the pack names, in writing."""
    rule = plan.rule
    overridden = rule.override is not None and any(
        override.test == rule.id and override.post == rule.override and override.reason
        for override in question.overrides
    )
    if rule.claim is not None:
        answer = _stated(plan, question)
        return Checked(rule.id, plan.article, answer, plan.binding, overridden=overridden)
    left, right = sides(plan, question, standard)
    answer = _compared(rule.compare, left, right)
    return Checked(
        rule.id, plan.article, answer, plan.binding, _shown(left), _shown(right), overridden
    )


def _stated(plan: HardshipPlan, question: Question) -> Answer:
    """As last stated."""
    answer = Answer.OPEN
    for statement in question.circumstances.statements:
        if statement.claim is plan.rule.claim:
            answer = Answer.YES if statement.holds else Answer.NO
    return answer


def sides(
    plan: HardshipPlan, question: Question, standard: Standard
) -> tuple[Fraction | int | None, Fraction | int | None]:
    """Both sides of a comparison, exact, in fen; ``None`` where a figure is missing."""
    rule = plan.rule
    left = None if rule.left is None else quantity(rule.left, question)
    right: int | None = 0
    if rule.series is not None:
        right = standard(rule.series)
    for term in rule.right:
        figure = quantity(term, question)
        right = None if right is None or figure is None else right + figure
    if right is None or plan.times == 1:
        return left, right
    whole = plan.times.denominator == 1
    return left, right * plan.times.numerator if whole else right * plan.times


def quantity(term: Quantity, question: Question) -> int | None:
    """A sum in fen; ``None`` where it was not given. E adds the items that were (9)."""
    means = question.circumstances.means
    match term:
        case Quantity.NECESSARY_SPENDING:
            spending = question.circumstances.spending
            return None if spending is None else sum(item.amount.fen for item in spending.items)
        case Quantity.DEPOSITS:
            return _fen(means.deposits)
        case Quantity.INCOME_LAST_YEAR:
            return _fen(means.income_last_year)
        case Quantity.INCOME_PER_HEAD:
            return _fen(means.income_per_head)


def _fen(figure: Figure | None) -> int | None:
    return None if figure is None else figure.amount.fen


def _compared(
    compare: Comparison | None, left: Fraction | int | None, right: Fraction | int | None
) -> Answer:
    """Exact and, where the text says so, strict: E = 2(D+I) is not enough (9)."""
    if left is None or right is None:
        return Answer.OPEN
    match compare:
        case Comparison.OVER:
            met = left > right
        case Comparison.AT_LEAST:
            met = left >= right
        case Comparison.UNDER:
            met = left < right
        case Comparison.AT_MOST:
            met = left <= right
        case None:
            return Answer.OPEN
    return Answer.YES if met else Answer.NO


def _shown(side: Fraction | int | None) -> Money | None:
    """For display, a fraction of a fen dropped; comparisons are made on the exact sides."""
    return None if side is None else Money(side if isinstance(side, int) else int(side))


def only_declared(question: Question) -> bool:
    """Whether any figure of the household's means or spending was not verified."""
    means, spending = question.circumstances.means, question.circumstances.spending
    figures = (means.deposits, means.income_last_year, means.income_per_head)
    items = () if spending is None else spending.items
    return any(
        figure is not None and figure.source.certainty is Certainty.DECLARED
        for figure in (*figures, *items)
    )


def beyond_basic(spending: Spending | None, square_metres: int | None) -> bool:
    """Whether the home is larger than basic housing, or in danger (9); shown, decides nothing."""
    if spending is None or spending.housing is None:
        return False
    area = spending.housing_area
    large = area is not None and square_metres is not None and area > square_metres * 100
    return large or spending.housing_dangerous

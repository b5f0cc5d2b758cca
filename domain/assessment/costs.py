"""The base of an amount: which costs of the expense year count, and what is taken off them."""

from dataclasses import dataclass

from domain.assessment.inputs import CareCost, MedicalBill, Question, SchoolCost
from domain.assessment.result import Flag
from domain.ground.declared import carries
from domain.law.outcome import BaseRule
from domain.law.terms import Costs, Deducted, SumOver

HOUSEHOLD = ""
"""Whose costs they are, where those of the whole household are added."""

REPAID = (Flag.REPAID_MORE,)

_FIELD = {
    Deducted.BASIC_INSURANCE: "basic_insurance",
    Deducted.MAJOR_INSURANCE: "major_insurance",
    Deducted.MEDICAL_AID: "medical_aid",
    Deducted.EDUCATION_AID: "education_aid",
    Deducted.SOCIAL_AID: "social_aid",
    Deducted.COMMERCIAL_INSURANCE: "commercial_insurance",
    Deducted.COMPENSATION: "compensation",
    Deducted.INSURANCE: "insurance",
    Deducted.SPECIAL_AID: "special_aid",
    Deducted.SUPPORT_FUND: "support_fund",
}


@dataclass(frozen=True, slots=True)
class Base:
    """Sums in fen by whose they are; ``known`` is false where no cost was given at all."""

    sums: dict[str, int]
    known: bool
    flags: tuple[Flag, ...] = ()

    @property
    def total(self) -> int:
        """All of it, in fen."""
        return sum(self.sums.values())


@carries("8.1/4 8.1/5 AMB-05", "The costs that count, household by household or person by person.")
def base_of(rule: BaseRule, question: Question) -> Base:
    if rule.costs is Costs.MEDICAL:
        return _medical(rule, question)
    if rule.costs is Costs.SCHOOL:
        return _school(rule, question)
    if rule.costs is Costs.CARE:
        return _care(rule, question)
    spending = question.circumstances.spending
    if spending is None:
        return Base({HOUSEHOLD: 0}, False)
    return Base({HOUSEHOLD: spending.fen}, True)


@carries("AMB-37", "Bills settled in the expense year, up to the day of decision.")
def _medical(rule: BaseRule, question: Question) -> Base:
    fields = [_FIELD[deducted] for deducted in rule.deducts]
    apart = rule.sum_over is not SumOver.HOUSEHOLD
    sums = {} if apart else {HOUSEHOLD: 0}
    more = False
    for bill in question.circumstances.bills:
        if bill.settled_on.year == question.expense_year and bill.settled_on <= question.on:
            whose, left = bill.patient if apart else HOUSEHOLD, self_pay(bill, fields)
            sums[whose] = sums.get(whose, 0) + borne(left)
            more = more or left < 0
    return Base(sums, bool(question.circumstances.bills), REPAID if more else ())


@carries("26", "Costs of the expense year that no other programme paid.")
def _care(rule: BaseRule, question: Question) -> Base:
    fields = [_FIELD[deducted] for deducted in rule.deducts]
    told = question.circumstances.care
    left = [
        self_pay(cost, fields)
        for cost in told
        if cost.paid_on.year == question.expense_year and cost.paid_on <= question.on
    ]
    more = any(one < 0 for one in left)
    return Base({HOUSEHOLD: sum(map(borne, left))}, bool(told), REPAID if more else ())


def self_pay(bill: MedicalBill | CareCost, fields: list[str]) -> int:
    """What a bill came to less what others paid of it, in fen: under nothing where they paid more."""
    left = bill.total.fen
    for name in fields:
        left -= getattr(bill, name).fen
    return left


@carries(
    "8.1/4 8.1/5", "Whoever was paid back more than a cost bears none of it, and owes no other."
)
def borne(left: int) -> int:
    return max(left, 0)


def _school(rule: BaseRule, question: Question) -> Base:
    """Costs of the stages that count, paid in the expense year; the others are flagged."""
    fields = [_FIELD[deducted] for deducted in rule.deducts]
    apart = rule.sum_over is not SumOver.HOUSEHOLD
    sums = {} if apart else {HOUSEHOLD: 0}
    flags: dict[Flag, None] = {}
    for cost in question.circumstances.schooling:
        if cost.stage not in rule.stages:
            manual = cost.stage in rule.manual
            flags[Flag.STAGE_MANUAL if manual else Flag.STAGE_NOT_COUNTED] = None
        elif cost.paid_on.year == question.expense_year and cost.paid_on <= question.on:
            whose, left = cost.child if apart else HOUSEHOLD, schooling_left(cost, fields)
            sums[whose] = sums.get(whose, 0) + borne(left)
            if left < 0:
                flags[Flag.REPAID_MORE] = None
    return Base(sums, bool(question.circumstances.schooling), tuple(flags))


@carries("8.1/5", "Tuition, lodging, living and books less aid, in fen; 择校费 and 校外租房 never.")
def schooling_left(cost: SchoolCost, fields: list[str]) -> int:
    left = cost.tuition.fen + cost.lodging.fen + cost.living.fen + cost.books.fen
    for name in fields:
        left -= getattr(cost, name).fen
    return left

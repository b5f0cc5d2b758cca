"""The base of an amount: which costs of the expense year count, and what is taken off them."""

from dataclasses import dataclass

from domain.assessment.inputs import MedicalBill, Question, SchoolCost
from domain.assessment.result import Flag
from domain.ground.declared import carries
from domain.law.outcome import BaseRule
from domain.law.terms import Costs, Deducted, SumOver

HOUSEHOLD = ""
"""Whose costs they are, where those of the whole household are added."""

_FIELD = {
    Deducted.BASIC_INSURANCE: "basic_insurance",
    Deducted.MAJOR_INSURANCE: "major_insurance",
    Deducted.MEDICAL_AID: "medical_aid",
    Deducted.EDUCATION_AID: "education_aid",
    Deducted.SOCIAL_AID: "social_aid",
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
    spending = question.circumstances.spending
    if spending is None:
        return Base({HOUSEHOLD: 0}, False)
    return Base({HOUSEHOLD: spending.fen}, True)


@carries("AMB-37", "Bills settled in the expense year, up to the day of decision.")
def _medical(rule: BaseRule, question: Question) -> Base:
    fields = [_FIELD[deducted] for deducted in rule.deducts]
    apart = rule.sum_over is not SumOver.HOUSEHOLD
    sums = {} if apart else {HOUSEHOLD: 0}
    for bill in question.circumstances.bills:
        if bill.settled_on.year == question.expense_year and bill.settled_on <= question.on:
            whose = bill.patient if apart else HOUSEHOLD
            sums[whose] = sums.get(whose, 0) + self_pay(bill, fields)
    return Base(sums, bool(question.circumstances.bills))


def self_pay(bill: MedicalBill, fields: list[str]) -> int:
    """What is left to the household of a bill, in fen."""
    left = bill.total.fen
    for name in fields:
        left -= getattr(bill, name).fen
    return left


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
            whose = cost.child if apart else HOUSEHOLD
            sums[whose] = sums.get(whose, 0) + schooling_left(cost, fields)
    return Base(sums, bool(question.circumstances.schooling), tuple(flags))


@carries("8.1/5", "Tuition, lodging, living and books less aid, in fen; 择校费 and 校外租房 never.")
def schooling_left(cost: SchoolCost, fields: list[str]) -> int:
    left = cost.tuition.fen + cost.lodging.fen + cost.living.fen + cost.books.fen
    for name in fields:
        left -= getattr(cost, name).fen
    return left

"""Facts that cannot be: all of them found at once, before anything is assessed."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Any

from domain.assessment.costs import base_of
from domain.assessment.hardship import income_window
from domain.assessment.inputs import Question
from domain.ground.declared import carries
from domain.ground.money import ZERO, Money
from domain.ground.texts import blank
from domain.law.outcome import BaseRule, Outcomes
from domain.law.pack import Pack

INCOME_WINDOW = "income_window_months"
"""The parameter that says how many months before the application an income is taken of."""


class Wrong(StrEnum):
    """What is wrong with a field."""

    NEGATIVE = "amount-negative"
    TWICE = "listed-twice"
    OUT_OF_ORDER = "dates-out-of-order"
    IN_FUTURE = "date-after-the-day"
    NOT_POSITIVE = "must-be-one-or-more"
    SHRUNK = "sum-shrank-since-last-assessed"
    UNREASONED = "reason-missing"
    UNKNOWN = "not-in-pack"
    NOT_THE_YEAR_BEFORE = "not-the-year-before"
    OTHER_MONTHS = "not-the-months-before-the-application"


@dataclass(frozen=True, slots=True)
class Fault:
    """A field, by its dotted path, and what is wrong with it."""

    field: str
    wrong: Wrong


REST_ON = frozenset({"bills", "schooling", "care", "spending", "known_base", "on", "expense_year"})
"""The fields the base is reckoned from: with a fault in them nothing is said of it."""


def faults(
    question: Question, base: BaseRule | None, unread: Set[str] = frozenset()
) -> tuple[Fault, ...]:
    """Everything that cannot be; ``base`` is the base rule of the kind of hardship, if any.

    ``unread`` names fields that could not be read as they were written.
    """
    found = [
        *_days(question),
        *_counts(question),
        *_money(question),
        *_repeated("bills", (bill.id for bill in question.circumstances.bills)),
        *_repeated("schooling", (cost.id for cost in question.circumstances.schooling)),
        *_repeated("care", (cost.id for cost in question.circumstances.care)),
        *_reasons(question),
        *_two_years(question, base),
    ]
    doubtful = {*unread, *(fault.field.partition(".")[0] for fault in found)}
    firm = REST_ON.isdisjoint(doubtful)
    if firm and base is not None and shrunk(base, question):
        found.append(Fault("known_base", Wrong.SHRUNK))
    return tuple(found)


@carries("11.2", "Whether the costs of a year are less than they were assessed to be before.")
def shrunk(base: BaseRule, question: Question) -> bool:
    known = question.known_base
    return known is not None and Money(base_of(base, question).total) < known


@carries("8.1/4 AMB-37", "One decision answers two years where the law says so: one and the next.")
def _two_years(question: Question, base: BaseRule | None) -> Iterator[Fault]:
    also = question.also_year
    if also is None:
        return
    if base is None or not base.two_years:
        yield Fault("also_year", Wrong.UNKNOWN)
    elif also != question.expense_year - 1:
        yield Fault("also_year", Wrong.NOT_THE_YEAR_BEFORE)


def _days(question: Question) -> Iterator[Fault]:
    """Applied, accepted, decided, in this order; nothing dated after the decision."""
    circumstances = question.circumstances
    if question.accepted_on < question.applied_on:
        yield Fault("accepted_on", Wrong.OUT_OF_ORDER)
    if question.on < question.accepted_on:
        yield Fault("on", Wrong.OUT_OF_ORDER)
    spending, means = circumstances.spending, circumstances.means
    if spending is not None and spending.end < spending.start:
        yield Fault("spending.end", Wrong.OUT_OF_ORDER)
    if means.income_from and means.income_to and means.income_to < means.income_from:
        yield Fault("means.income_to", Wrong.OUT_OF_ORDER)
    dated = [(f"bills.{n}.settled_on", b.settled_on) for n, b in enumerate(circumstances.bills)]
    dated += [(f"schooling.{n}.paid_on", c.paid_on) for n, c in enumerate(circumstances.schooling)]
    dated += [(f"care.{n}.paid_on", c.paid_on) for n, c in enumerate(circumstances.care)]
    dated += [(f"earlier.{n}.on", g.on) for n, g in enumerate(question.earlier)]
    yield from (Fault(path, Wrong.IN_FUTURE) for path, day in dated if day > question.on)


def _counts(question: Question) -> Iterator[Fault]:
    circumstances = question.circumstances
    if circumstances.members < 1:
        yield Fault("members", Wrong.NOT_POSITIVE)
    if question.periods is not None and question.periods < 1:
        yield Fault("periods", Wrong.NOT_POSITIVE)
    if question.grants_this_year < 0:
        yield Fault("grants_this_year", Wrong.NEGATIVE)


def _money(question: Question) -> Iterator[Fault]:
    """No sum is negative."""
    circumstances, signals = question.circumstances, question.circumstances.signals
    parts: list[tuple[str, object]] = [("means", circumstances.means), ("signals", signals)]
    if circumstances.spending is not None:
        parts.append(("spending", circumstances.spending))
    for name in ("bills", "schooling", "care", "aid", "compensation"):
        rows = getattr(circumstances, name)
        parts += [(f"{name}.{n}", row) for n, row in enumerate(rows)]
    parts += [(f"earlier.{n}", grant) for n, grant in enumerate(question.earlier)]
    for path, part in parts:
        yield from (Fault(f"{path}.{name}", Wrong.NEGATIVE) for name in _negative(part))
    for name in ("known_base", "delegated_up_to"):
        value = getattr(question, name)
        if value is not None and value < ZERO:
            yield Fault(name, Wrong.NEGATIVE)


def _negative(part: object) -> Iterator[str]:
    """The fields of a record that hold a negative sum, or a figure of one."""
    kind: Any = type(part)
    for name in _names(kind):
        value = getattr(part, name)
        amount = value if isinstance(value, Money) else getattr(value, "amount", None)
        if isinstance(amount, Money) and amount < ZERO:
            yield name


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a record."""
    return tuple(field.name for field in fields(kind))


def _repeated(name: str, ids: Iterable[str]) -> Iterator[Fault]:
    """A bill counts once."""
    seen: set[str] = set()
    for n, id in enumerate(ids):
        if id in seen:
            yield Fault(f"{name}.{n}.id", Wrong.TWICE)
        seen.add(id)


@carries("9 12", "A test is set aside, and an exception made, in writing.")
def _reasons(question: Question) -> Iterator[Fault]:
    for n, override in enumerate(question.overrides):
        if blank(override.reason):
            yield Fault(f"overrides.{n}.reason", Wrong.UNREASONED)
    if question.exception is not None and blank(question.exception):
        yield Fault("exception", Wrong.UNREASONED)


@carries("8.1/2 AMB-09", "An income of other months than the pack's number before the application.")
def out_of_window(pack: Pack, question: Question) -> Iterator[Fault]:
    means, day = question.circumstances.means, question.accepted_on
    if means.income_per_head is None or not pack.has(INCOME_WINDOW, day):
        return
    first, last = income_window(question.applied_on, pack.count(INCOME_WINDOW, day))
    if means.income_from not in (None, first):
        yield Fault("means.income_from", Wrong.OTHER_MONTHS)
    if means.income_to not in (None, last):
        yield Fault("means.income_to", Wrong.OTHER_MONTHS)


@carries("9 10", "Findings and overrides about a ground or test that the pack does not have.")
def unknown_to(outcomes: Outcomes, question: Question) -> Iterator[Fault]:
    grounds = {rule.id for rule in outcomes.casework.grounds}
    tests = {test.id for test in outcomes.tests}
    for n, finding in enumerate(question.circumstances.findings):
        if finding.ground not in grounds:
            yield Fault(f"findings.{n}.ground", Wrong.UNKNOWN)
    for n, override in enumerate(question.overrides):
        if override.test not in tests:
            yield Fault(f"overrides.{n}.test", Wrong.UNKNOWN)

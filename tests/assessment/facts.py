"""Households and questions to assess, complete unless a test takes something away."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from adapters.packs import law
from domain.assessment.engine import Engine
from domain.assessment.inputs import (
    Certainty,
    Circumstances,
    EarlierGrant,
    Figure,
    Means,
    MedicalBill,
    OtherAid,
    Question,
    SchoolCost,
    Source,
    Spending,
    Statement,
)
from domain.assessment.result import Assessment
from domain.ground.money import Money
from domain.ground.terms import Category, Cause, Subject
from domain.law.outcome import CategoryRule
from domain.law.reference import INCOME_PER_RESIDENT, References, ReferenceValueRecorded, fold
from domain.law.terms import Claim, Effect, SchoolStage

DAY = date(2021, 9, 6)
LAW = law()
PACK = LAW.on(DAY)
ENGINE = Engine(PACK)
SEEN = Source(Certainty.VERIFIED, "paper-1", date(2021, 9, 1))
TOWNSHIP = "540102003"


def yuan(amount: str | int) -> Money:
    return Money.of_yuan(Decimal(str(amount)))


def figure(amount: str | int, certainty: Certainty = Certainty.VERIFIED) -> Figure:
    return Figure(yuan(amount), Source(certainty, "paper-2", date(2021, 9, 1)))


def income_figure(year: int, value: int, published: date) -> ReferenceValueRecorded:
    """Invented: no such figure of Lhasa was found."""
    return ReferenceValueRecorded(
        series=INCOME_PER_RESIDENT,
        area="5401",
        period=year,
        valid_from=None,
        valid_to=None,
        published_on=published,
        value=yuan(value),
        unit="yuan-per-year",
        document="invented",
        source="invented",
        on=published,
    )


REFERENCES = fold([*PACK.outcomes.published, income_figure(2020, 30000, date(2021, 4, 20))])

LATE_DAY = date(2026, 12, 7)
LATE_PACK = LAW.on(LATE_DAY)
LATE = Engine(LATE_PACK)
LATE_REFERENCES = fold(
    [*LATE_PACK.outcomes.published, income_figure(2025, 30000, date(2026, 4, 20))]
)

SPENDING = Spending(
    start=date(2021, 1, 1),
    end=date(2021, 9, 6),
    food=figure(9000),
    clothing=figure(1000),
    medical=figure(30000),
)
MEANS = Means(
    deposits=figure(1000),
    income_last_year=figure(12000),
    income_per_head=figure(8000),
    income_from=date(2020, 9, 1),
    income_to=date(2021, 8, 31),
)
CAUSES = {
    Category.SUDDEN_HARDSHIP: Cause.FIRE,
    Category.MEDICAL: Cause.ILLNESS,
    Category.EDUCATION: Cause.SCHOOLING,
    Category.UNSUPPORTED_INDIVIDUAL: Cause.TRAFFIC,
}


def bill(amount: str | int, on: date = date(2021, 8, 2), id: str = "", **parts: Any) -> MedicalBill:
    """A bill of which the household pays ``amount`` itself."""
    others = sum(part.fen for part in parts.values() if isinstance(part, Money))
    total = Money(yuan(amount).fen + others)
    patient = parts.pop("patient", "one")
    return MedicalBill(
        id=id or f"b{amount}-{on}", patient=patient, settled_on=on, total=total, **parts
    )


def school(amount: str | int, stage: SchoolStage = SchoolStage.COLLEGE, **parts: Any) -> SchoolCost:
    fixed: dict[str, Any] = {"id": f"s{amount}{stage}", "child": "one", "paid_on": date(2021, 9, 1)}
    return SchoolCost(**{**fixed, "stage": stage, "tuition": yuan(amount), **parts})


def complete(rule: CategoryRule, **changes: Any) -> Circumstances:
    """Everything a kind of hardship needs to be covered."""
    claims = [*rule.claims, Claim.PROPERTY_WITHIN_RULES]
    facts = Circumstances(
        subject=rule.subject,
        category=rule.category,
        cause=CAUSES.get(rule.category, Cause.OTHER),
        members=1 if rule.subject is Subject.INDIVIDUAL else 3,
        other_aid=OtherAid.NOT_COVERED,
        effects=(Effect.EARNER_LOST,) if rule.effects else (),
        registers=tuple(sorted(rule.registers))[:1],
        evidence=rule.evidence,
        statements=tuple(Statement(claim, True, SEEN) for claim in claims),
        spending=SPENDING,
        means=MEANS,
    )
    return replace(facts, **changes)


def question(
    category: Category, on: date = DAY, rules: Engine = ENGINE, **changes: Any
) -> Question:
    """A complete question; ``changes`` go to the question or, failing that, the circumstances."""
    names = Question.__dataclass_fields__
    own = {k: v for k, v in changes.items() if k in names}
    facts = {k: v for k, v in changes.items() if k not in names}
    rule = rules.pack.outcomes.categories[category]
    asked = Question(
        circumstances=complete(rule, **facts),
        township=TOWNSHIP,
        applied_on=on,
        accepted_on=on,
        on=on,
        expense_year=on.year,
    )
    return replace(asked, **own)


def assess(
    category: Category,
    on: date = DAY,
    rules: Engine = ENGINE,
    references: References = REFERENCES,
    **changes: Any,
) -> Assessment:
    return rules.assess(question(category, on, rules, **changes), references)


def of_late(category: Category, rules: Engine = LATE, **changes: Any) -> Assessment:
    """The same under the law of December 2026; ``on`` may be a later day."""
    on = changes.pop("on", LATE_DAY)
    return assess(category, on, rules, LATE_REFERENCES, **changes)


def medical(*amounts: str | int, rules: Engine = ENGINE, **changes: Any) -> Assessment:
    bills = tuple(bill(amount, id=str(n)) for n, amount in enumerate(amounts))
    return assess(Category.MEDICAL, rules=rules, **{"bills": bills, **changes})


def education(*amounts: str | int, rules: Engine = ENGINE, **changes: Any) -> Assessment:
    costs = tuple(school(amount, id=str(n)) for n, amount in enumerate(amounts))
    return assess(Category.EDUCATION, rules=rules, **{"schooling": costs, **changes})


def proposed(assessment: Assessment) -> str:
    assert assessment.amount is not None
    return str(assessment.amount.proposed)


def grant(
    amount: str | int,
    category: Category = Category.MEDICAL,
    on: date = date(2021, 3, 1),
    **changes: Any,
) -> EarlierGrant:
    individual = "individual" in category
    made = EarlierGrant(
        case=f"c-{amount}-{on}",
        on=on,
        subject=Subject.INDIVIDUAL if individual else Subject.HOUSEHOLD,
        category=category,
        amount=yuan(amount),
        expense_year=on.year,
        own=individual,
    )
    return replace(made, **changes)

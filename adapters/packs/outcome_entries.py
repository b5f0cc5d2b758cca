"""How entries of a pack about outcomes, their keys and types already right, become rules."""

from dataclasses import replace
from fractions import Fraction

from adapters.packs.keys import area, cited, one_of, ordered, some_of
from adapters.packs.schema import DATES, Entry
from adapters.packs.values import Mistake, percent, yuan
from domain.ground.money import ZERO, Money
from domain.ground.sayings import Saying
from domain.ground.terms import Category, Cause, Subject
from domain.law.citations import Citation
from domain.law.outcome import (
    AmountRule,
    BaseRule,
    CategoryRule,
    HardshipTest,
    MaximumRule,
    PoolRule,
    SeriesRule,
)
from domain.law.reference import ReferenceValueRecorded
from domain.law.terms import (
    AmountKind,
    AsOf,
    CapYear,
    Claim,
    Comparison,
    Costs,
    DangerousHome,
    Deducted,
    Effect,
    Evidence,
    Fallback,
    FloorVsCap,
    LargeHome,
    Per,
    PoolOf,
    Quantity,
    Register,
    Rounding,
    SchoolStage,
    SeriesUnit,
    SumOver,
    Window,
)

NEEDS: dict[AmountKind, tuple[str, ...]] = {
    AmountKind.TIER_WHOLE: ("base", "scale"),
    AmountKind.TIER_MARGINAL: ("base", "scale"),
    AmountKind.RATE: ("base", "percent", "most"),
    AmountKind.FLOOR: ("series", "per"),
    AmountKind.STANDARD: ("series", "per", "periods_most"),
    AmountKind.BAND: ("least", "most"),
    AmountKind.DISCRETIONARY: (),
    AmountKind.COSTS: ("base",),
    AmountKind.UP_TO: ("series", "per"),
    AmountKind.GREATER: ("of",),
    AmountKind.LESSER: ("of",),
}
"""The keys each shape of amount cannot do without."""

ALLOWS: dict[AmountKind, tuple[str, ...]] = {
    AmountKind.TIER_WHOLE: ("most",),
    AmountKind.TIER_MARGINAL: ("most",),
    AmountKind.RATE: (),
    AmountKind.FLOOR: ("factor", "most", "floor_vs_cap"),
    AmountKind.STANDARD: ("factor", "periods_least", "most", "per_day"),
    AmountKind.BAND: (),
    AmountKind.DISCRETIONARY: ("most",),
    AmountKind.COSTS: ("most",),
    AmountKind.UP_TO: ("factor", "most", "per_day"),
    AmountKind.GREATER: ("base", "most"),
    AmountKind.LESSER: ("base", "most"),
}
"""The keys each shape may have besides."""

FORMULAS = (
    *(AmountKind.TIER_WHOLE, AmountKind.TIER_MARGINAL, AmountKind.RATE),
    AmountKind.STANDARD,
)
"""The shapes of which the greater or the lesser may be taken: each proposes a sum."""

ALWAYS = ("categories", "kind", "limits", "citation", "reading", "rounding", "round_to", "apart")


def category(entry: Entry) -> CategoryRule:
    """Raises ``Mistake`` where it names what no list has."""
    effects = entry.get("effects", 0)
    if not 0 <= effects <= len(Effect):
        raise Mistake("effects", Saying("must be from 0 to {what}", what=len(Effect)))
    return CategoryRule(
        category=one_of(Category, entry, "id"),
        title=entry["title"],
        subject=one_of(Subject, entry, "subject"),
        citation=cited(entry),
        causes=frozenset(some_of(Cause, entry, "causes")),
        effects=effects,
        registers=frozenset(some_of(Register, entry, "registers")),
        claims=some_of(Claim, entry, "claims"),
        evidence=some_of(Evidence, entry, "evidence"),
    )


def test(entry: Entry) -> HardshipTest:
    """Raises ``Mistake`` unless it is a statement, or a comparison with exactly one bound."""
    compares = "left" in entry
    if compares == ("claim" in entry):
        raise Mistake(None, Saying("needs either claim or left"))
    if compares and ("compare" not in entry or ("right" in entry) == ("series" in entry)):
        raise Mistake(None, Saying("compares with either right or series, by compare"))
    if not compares and any(key in entry for key in ("compare", "right", "series", "times")):
        raise Mistake("claim", Saying("a statement is not compared"))
    if entry.get("left") != Quantity.NECESSARY_SPENDING:
        for key in ("large_home", "dangerous_home"):
            if key in entry:
                raise Mistake(key, Saying("has no meaning for {kind}", kind=entry["id"]))
    return HardshipTest(
        id=entry["id"],
        title=entry["title"],
        citation=cited(entry),
        claim=None if compares else one_of(Claim, entry, "claim"),
        left=one_of(Quantity, entry, "left") if compares else None,
        compare=one_of(Comparison, entry, "compare") if compares else None,
        right=some_of(Quantity, entry, "right"),
        series=entry.get("series"),
        times=entry.get("times"),
        binds=frozenset(some_of(Category, entry, "binds")),
        informs=frozenset(some_of(Category, entry, "informs")),
        override=entry.get("override"),
        large_home=one_of(LargeHome, entry, "large_home", LargeHome.WHOLE),
        dangerous_home=one_of(DangerousHome, entry, "dangerous_home", DangerousHome.COUNTED),
    )


def base(entry: Entry) -> BaseRule:
    """Without its deductions, which are entries of their own. Raises ``Mistake``."""
    return BaseRule(
        id=entry["id"],
        costs=one_of(Costs, entry, "costs"),
        deducts={},
        sum_over=one_of(SumOver, entry, "sum_over"),
        citation=cited(entry),
        stages=frozenset(some_of(SchoolStage, entry, "stages")),
        manual=frozenset(some_of(SchoolStage, entry, "manual")),
        two_years=entry.get("two_years", False),
    )


def deduction(entry: Entry) -> tuple[str, Deducted, Citation]:
    """The base it belongs to, what is taken off, and by which provision. Raises ``Mistake``."""
    return entry["base"], one_of(Deducted, entry, "takes"), cited(entry)


def series(entry: Entry) -> SeriesRule:
    """Raises ``Mistake`` where it names what no list has."""
    return SeriesRule(
        id=entry["id"],
        title=entry["title"],
        unit=one_of(SeriesUnit, entry, "unit"),
        as_of=one_of(AsOf, entry, "as_of"),
        fallback=one_of(Fallback, entry, "fallback"),
        citation=cited(entry),
    )


def amount(entry: Entry) -> AmountRule:
    """Raises ``Mistake`` where keys do not fit the shape, or the least is above the most."""
    kind = one_of(AmountKind, entry, "kind")
    _fits(kind, entry)
    least = yuan(entry["least"], "least") if "least" in entry else None
    most = yuan(entry["most"], "most") if "most" in entry else None
    if least is not None and most is not None and most < least:
        raise Mistake("most", Saying("is below 'least'"))
    unit = yuan(entry.get("round_to", "0.01"), "round_to")
    if unit == ZERO:
        raise Mistake("round_to", Saying("must be over 0"))
    return AmountRule(
        categories=frozenset(some_of(Category, entry, "categories")),
        kind=kind,
        limits=tuple(entry["limits"]),
        per_day=entry.get("per_day", False),
        formulas=tuple(entry.get("of", ())),
        citation=cited(entry),
        base=entry.get("base"),
        scale=entry.get("scale"),
        rate=_rate(entry),
        series=entry.get("series"),
        factor=entry.get("factor"),
        per=one_of(Per, entry, "per", Per.CASE),
        periods_least=entry.get("periods_least", 1),
        periods_most=entry.get("periods_most", 1),
        least=least,
        most=most,
        floor_vs_cap=one_of(FloorVsCap, entry, "floor_vs_cap", FloorVsCap.CAP_WINS),
        rounding=one_of(Rounding, entry, "rounding", Rounding.HALF_UP),
        unit=unit,
        apart=entry.get("apart", False),
    )


def formula(entry: Entry) -> tuple[str, AmountRule]:
    """One of several of which the greater or the lesser is taken. Raises ``Mistake`` as ``amount``."""
    kind = one_of(AmountKind, entry, "kind")
    if kind not in FORMULAS:
        raise Mistake("kind", Saying("must be one of {what}", what=FORMULAS))
    of_nobody = {"categories": [Category.OTHER_HOUSEHOLD.value], "limits": []}
    own = {key: value for key, value in entry.items() if key != "id"}
    open_rate = kind is AmountKind.RATE and "most" not in entry
    made = amount({**of_nobody, **own, **({"most": 0} if open_rate else {})})
    most = None if open_rate else made.most
    return entry["id"], replace(made, categories=frozenset(), most=most)


def maximum(entry: Entry) -> MaximumRule:
    """Raises ``Mistake`` where nothing would have to be so for it, or it lifts nothing."""
    collective = entry.get("collective", False)
    if not collective and "claim" not in entry:
        raise Mistake(None, Saying("needs a claim, or collective"))
    for key in ("categories", "lifts"):
        if not entry[key]:
            raise Mistake(key, Saying("names none"))
    return MaximumRule(
        categories=frozenset(some_of(Category, entry, "categories")),
        most=yuan(entry["most"], "most"),
        lifts=tuple(entry["lifts"]),
        citation=cited(entry),
        claim=one_of(Claim, entry, "claim") if "claim" in entry else None,
        collective=collective,
    )


def _rate(entry: Entry) -> Fraction | None:
    return percent(entry["percent"], "percent") if "percent" in entry else None


def _fits(kind: AmountKind, entry: Entry) -> None:
    for key in NEEDS[kind]:
        if key not in entry:
            raise Mistake(None, Saying("{kind} needs {key!r}", kind=kind, key=key))
    for key in entry:
        if key not in (*ALWAYS, *DATES, *NEEDS[kind], *ALLOWS[kind]):
            raise Mistake(key, Saying("has no meaning for {kind}", kind=kind))
    if not entry["categories"]:
        raise Mistake("categories", Saying("names none"))
    if not 1 <= entry.get("periods_least", 1) <= entry.get("periods_most", 1):
        raise Mistake("periods_most", Saying("periods must be at least 1, in order"))


def pool(entry: Entry) -> PoolRule:
    """Raises ``Mistake`` where a multiple has no standard or nobody is bound."""
    if "per" in entry and "series" not in entry:
        raise Mistake("per", Saying("has no meaning without series"))
    if not entry["bounds"] or not entry["counts"]:
        raise Mistake("bounds", Saying("bounds or counts nobody"))
    return PoolRule(
        id=entry["id"],
        title=entry["title"],
        of=one_of(PoolOf, entry, "of"),
        cap=entry["cap"],
        bounds=frozenset(some_of(Subject, entry, "bounds")),
        counts=frozenset(some_of(Subject, entry, "counts")),
        window=one_of(Window, entry, "window"),
        citation=cited(entry),
        series=entry.get("series"),
        per=one_of(Per, entry, "per", Per.CASE),
        year=one_of(CapYear, entry, "year", CapYear.APPROVAL),
    )


def published(entry: Entry) -> ReferenceValueRecorded:
    """A figure found in a public document, ready to be recorded. Raises ``Mistake``."""
    if ("period" in entry) == ("valid_from" in entry):
        raise Mistake(None, Saying("needs either period or valid_from"))
    if "valid_to" in entry and "valid_from" not in entry:
        raise Mistake("valid_to", Saying("has no valid_from"))
    ordered(entry, "valid_from", "valid_to")
    value = yuan(entry["value"])
    if value == Money(0):
        raise Mistake("value", Saying("must be over 0"))
    return ReferenceValueRecorded(
        series=entry["series"],
        area=area(entry),
        period=entry.get("period"),
        valid_from=entry.get("valid_from"),
        valid_to=entry.get("valid_to"),
        published_on=entry.get("published_on"),
        value=value,
        unit=one_of(SeriesUnit, entry, "unit").value,
        document=entry["document"],
        source=entry["source"],
        on=entry["read_on"],
    )

"""Whether the outcome tables of a pack agree with each other and with its parameters and limits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from adapters.packs.casework_entries import Written
from adapters.packs.findings import Findings
from adapters.packs.formula_checks import check_formulas
from adapters.packs.schema import Entry
from adapters.packs.step_checks import check_steps
from adapters.packs.values import Mistake, yuan
from domain.ground.sayings import Saying
from domain.ground.terms import Category
from domain.law.outcome import EARLIER_GRANTS, MAXIMUM, MISMATCH_TOLERANCE, Outcomes
from domain.law.pack import Scales
from domain.law.parts import ParameterUnit, Tier
from domain.law.terms import AmountKind, AsOf

MULTIPLES = (ParameterUnit.FACTOR, ParameterUnit.COUNT)


@dataclass(frozen=True, slots=True)
class Known:
    """What the outcome tables may name: parameters with their units, time limits, those of notices."""

    parameters: Mapping[str, str]
    limits: frozenset[str]
    notices: frozenset[str] = frozenset()


def check_tiers(
    tiers: Mapping[int, tuple[str, Tier]], written: list[Entry | None], found: Findings
) -> None:
    """The tiers of a scale ascend without gap or overlap, and only the last one is open."""
    before: dict[str, Tier] = {}
    steps: dict[str, set[bool]] = {}
    for index, (scale, tier) in tiers.items():
        last = before.get(scale)
        if last is not None and last.up_to is None:
            found.add(
                "tier", index, None, Saying("{scale!r} goes on after its open tier", scale=scale)
            )
        elif last and last.up_to and tier.up_to and tier.up_to <= last.up_to:
            found.add("tier", index, "up_to", Saying("{scale!r} does not ascend", scale=scale))
        _joins(index, scale, last, written[index] or {}, found)
        steps.setdefault(scale, set()).add("step" in (written[index] or {}))
        if len(steps[scale]) > 1:
            found.add(
                "tier",
                index,
                "step",
                Saying("{scale!r} says the step of each tier, or of none", scale=scale),
            )
        before[scale] = tier
    for scale, tier in before.items():
        if tier.up_to is not None:
            last_index = max(index for index, (name, _) in tiers.items() if name == scale)
            found.add(
                "tier",
                last_index,
                "up_to",
                Saying("{scale!r} has no open tier at its end", scale=scale),
            )


def _joins(index: int, scale: str, last: Tier | None, entry: Entry, found: Findings) -> None:
    """Where a tier says over what it begins, that is where the one before ends."""
    if "over" not in entry:
        return
    try:
        over = yuan(entry["over"], "over")
    except Mistake as mistake:
        found.add("tier", index, mistake.key, mistake.message)
        return
    ended = yuan(0) if last is None else last.up_to
    if ended is not None and over != ended:
        what = Saying("a gap") if over > ended else Saying("an overlap")
        found.add(
            "tier",
            index,
            "over",
            Saying(
                "{scale!r} has {what} between {ended} and {over}",
                scale=scale,
                what=what,
                ended=ended,
                over=over,
            ),
        )


def check_outcomes(
    outcomes: Outcomes, scales: Scales, written: Written, known: Known, found: Findings
) -> None:
    """Whatever an entry names exists and is of the right unit; every kind has one amount."""
    series = frozenset(outcomes.series)
    for index, entry in _standing(written, "amount"):
        _names(found, "amount", index, entry, "base", frozenset(outcomes.bases))
        _names(found, "amount", index, entry, "scale", frozenset(scales))
        _names(found, "amount", index, entry, "series", series)
        _parameter(found, "amount", index, entry, "factor", known, MULTIPLES)
        _limits(found, index, entry, frozenset(outcomes.pools))
    check_formulas(outcomes, scales, written, found)
    for index, entry in _standing(written, "formula"):
        _parameter(found, "formula", index, entry, "factor", known, MULTIPLES)
    for table, key in (("pool", "cap"), ("delegation", "ceiling")):
        for index, entry in _standing(written, table):
            _names(found, table, index, entry, "series", series)
            units = MULTIPLES if "series" in entry else (ParameterUnit.YUAN,)
            _parameter(found, table, index, entry, key, known, units)
    for index, entry in _standing(written, "test"):
        _names(found, "test", index, entry, "series", series)
        _parameter(found, "test", index, entry, "times", known, MULTIPLES)
    for index, entry in _standing(written, "frequency"):
        _parameter(found, "frequency", index, entry, "count", known, (ParameterUnit.COUNT,))
    _check_marginal(outcomes, scales, written, found)
    _check_limits(written, known, found)
    _check_grounds(written, known, found)
    _check_published(outcomes, written, found)
    _check_kinds(outcomes, written, found)
    check_steps(outcomes, written, found)


def _check_marginal(outcomes: Outcomes, scales: Scales, written: Written, found: Findings) -> None:
    """Where each part earns its own rate, only the open tier may name a sum instead."""
    every = (*outcomes.amounts, *outcomes.formulas.values())
    marginal = {a.scale for a in every if a.kind is AmountKind.TIER_MARGINAL}
    for scale in sorted(name for name in marginal if name is not None):
        if any(tier.flat is not None for tier in scales.get(scale, ())[:-1]):
            rows = [n for n, e in _standing(written, "tier") if e.get("scale") == scale]
            flat = next(n for n in rows if "flat" in (written["tier"][n] or {}))
            found.add(
                "tier",
                flat,
                "flat",
                Saying("{scale!r} is marginal: this names a sum, not a rate", scale=scale),
            )


def _standing(written: Written, table: str) -> Iterator[tuple[int, Entry]]:
    """The entries of a table that apply, with their places."""
    return ((n, entry) for n, entry in enumerate(written[table]) if entry is not None)


def _names(
    found: Findings, table: str, index: int, entry: Entry, key: str, known: frozenset[str]
) -> None:
    if key in entry and entry[key] not in known:
        found.add(
            table, index, key, Saying("there is no {key} {value!r}", key=key, value=entry[key])
        )


def _parameter(
    found: Findings,
    table: str,
    index: int,
    entry: Entry,
    key: str,
    known: Known,
    units: tuple[ParameterUnit, ...],
) -> None:
    if key in entry and known.parameters.get(entry[key]) not in units:
        found.add(
            table,
            index,
            key,
            Saying("there is no parameter {value!r} in {wanted}", value=entry[key], wanted=units),
        )


def _limits(found: Findings, index: int, entry: Entry, pools: frozenset[str]) -> None:
    """The order of limits names pools, the own maximum where there is one, or earlier grants."""
    limits = entry.get("limits", [])
    for limit in limits if isinstance(limits, list) else []:
        if limit not in pools | {MAXIMUM, EARLIER_GRANTS}:
            found.add("amount", index, "limits", Saying("there is no limit {limit!r}", limit=limit))
    if ("most" in entry) != (MAXIMUM in limits):
        found.add(
            "amount",
            index,
            "limits",
            Saying("{limit!r} stands for 'most': both or neither", limit=MAXIMUM),
        )
    if EARLIER_GRANTS in limits and "base" not in entry:
        found.add(
            "amount",
            index,
            "limits",
            Saying("{limit!r} needs a base that adds up", limit=EARLIER_GRANTS),
        )


def _check_limits(written: Written, known: Known, found: Findings) -> None:
    for index, entry in _standing(written, "procedure"):
        _names(found, "procedure", index, entry, "notice_limit", known.notices)


def _check_grounds(written: Written, known: Known, found: Findings) -> None:
    for index, entry in _standing(written, "ground"):
        needs = entry.get("signal") == "mismatch-above-tolerance"
        if needs and known.parameters.get(MISMATCH_TOLERANCE) != ParameterUnit.YUAN:
            found.add(
                "ground",
                index,
                "signal",
                Saying(
                    "needs the parameter {parameter!r}",
                    parameter=MISMATCH_TOLERANCE,
                ),
            )


def _check_published(outcomes: Outcomes, written: Written, found: Findings) -> None:
    for index, entry in _standing(written, "published"):
        rule = outcomes.series.get(entry.get("series", ""))
        if rule is None:
            found.add("published", index, "series", Saying("there is no such series"))
        elif entry.get("unit") != rule.unit:
            found.add(
                "published",
                index,
                "unit",
                Saying("{id!r} is in {unit}", id=rule.id, unit=rule.unit),
            )
        elif ("period" in entry) != (rule.as_of is AsOf.LAST_YEAR):
            found.add(
                "published",
                index,
                None,
                Saying("{id!r} is asked for by {as_of}", id=rule.id, as_of=rule.as_of),
            )


def _check_kinds(outcomes: Outcomes, written: Written, found: Findings) -> None:
    """Each kind of hardship has exactly one amount, and nothing speaks of a kind that is none."""
    kinds = frozenset(category.value for category in outcomes.categories)
    for table, keys in (
        ("amount", ("categories",)),
        ("test", ("binds", "informs")),
        ("delegation", ("categories",)),
        ("material", ("categories",)),
        ("procedure", ("categories",)),
        ("step", ("categories",)),
        ("maximum", ("categories",)),
    ):
        for index, entry in _standing(written, table):
            for key in keys:
                named = entry.get(key, [])
                for strange in sorted(set(named if isinstance(named, list) else []) - kinds):
                    found.add(
                        table,
                        index,
                        key,
                        Saying("{strange!r} is no kind of this pack", strange=strange),
                    )
    for index, entry in _standing(written, "category"):
        amounts = [a for a in outcomes.amounts if entry.get("id") in _values(a.categories)]
        if len(amounts) != 1:
            found.add(
                "category", index, "id", Saying("has {what} amounts, needs one", what=len(amounts))
            )


def _values(categories: frozenset[Category]) -> frozenset[str]:
    return frozenset(category.value for category in categories)

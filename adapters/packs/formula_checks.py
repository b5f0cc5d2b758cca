"""Whether formulas, days and other maxima of a pack agree with the amounts they belong to."""

from collections.abc import Iterator, Mapping

from adapters.packs.findings import Findings
from adapters.packs.schema import Entry
from adapters.packs.values import yuan
from domain.ground.money import Money
from domain.ground.sayings import Saying
from domain.ground.terms import Category
from domain.law.outcome import MAXIMUM, AmountRule, Outcomes
from domain.law.pack import Scales
from domain.law.terms import AmountKind, SeriesUnit

Rows = Mapping[str, list[Entry | None]]
LEAST = 2
"""Of fewer formulas there is no greater or lesser."""


def check_formulas(outcomes: Outcomes, scales: Scales, written: Rows, found: Findings) -> None:
    """What is named is there, in the unit it must have; each formula belongs to an amount."""
    used: set[str] = set()
    for index, entry in _standing(written, "amount"):
        used.update(entry.get("of", ()))
        for key, message in _of(entry, outcomes):
            found.add("amount", index, key, message)
        _by_the_day("amount", index, entry, outcomes, found)
    for index, entry in _standing(written, "formula"):
        if entry["id"] not in used:
            found.add("formula", index, "id", Saying("no amount is reckoned from it"))
        for key, known in (
            ("base", outcomes.bases.keys()),
            ("scale", scales.keys()),
            ("series", outcomes.series.keys()),
        ):
            if key in entry and entry[key] not in known:
                what = Saying("there is no {key} {value!r}", key=key, value=entry[key])
                found.add("formula", index, key, what)
        _by_the_day("formula", index, entry, outcomes, found)
    for index, entry in _standing(written, "maximum"):
        for key, message in _lifted(entry, outcomes):
            found.add("maximum", index, key, message)


def _standing(written: Rows, table: str) -> Iterator[tuple[int, Entry]]:
    return ((n, entry) for n, entry in enumerate(written[table]) if entry is not None)


def _of(entry: Entry, outcomes: Outcomes) -> Iterator[tuple[str, Saying]]:
    """Several formulas that are there, and whose costs are the amount's own."""
    if entry["kind"] not in (AmountKind.GREATER, AmountKind.LESSER):
        return
    named = entry["of"]
    if len(set(named)) < LEAST:
        yield "of", Saying("needs two formulas or more")
    strange = [one for one in named if one not in outcomes.formulas]
    for one in strange:
        yield "of", Saying("there is no formula {one!r}", one=one)
    bases = {outcomes.formulas[one].base for one in named if one not in strange} - {None}
    if bases - {entry.get("base")} or ("base" in entry and not bases):
        yield "base" if "base" in entry else "of", Saying("names the base of its formulas")


def _by_the_day(table: str, index: int, entry: Entry, outcomes: Outcomes, found: Findings) -> None:
    """A day is a thirtieth of a month, so the standard is one of a month."""
    series = outcomes.series.get(entry.get("series", ""))
    if entry.get("per_day") and series is not None and series.unit is not SeriesUnit.YUAN_A_MONTH:
        found.add(
            table, index, "per_day", Saying("{id!r} is in {unit}", id=series.id, unit=series.unit)
        )


def _lifted(entry: Entry, outcomes: Outcomes) -> Iterator[tuple[str, Saying]]:
    """The limits it stands for are those of every amount it is about, and it is no lower."""
    most = yuan(entry["most"])
    for category in sorted(entry["categories"]):
        amount = outcomes.amount(Category(category))
        if amount is None:
            continue
        for limit in entry["lifts"]:
            if limit not in amount.limits:
                yield "lifts", Saying("{kind} has no limit {limit!r}", kind=category, limit=limit)
        if MAXIMUM in entry["lifts"] and _lower(most, amount):
            yield "most", Saying("is below the maximum it stands for")


def _lower(most: Money, amount: AmountRule) -> bool:
    return amount.most is not None and most < amount.most

"""The outcome tables of a pack under its readings: which entries apply, and whether they agree."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from adapters.packs import entries, outcome_entries
from adapters.packs.casework_entries import Written, casework, once
from adapters.packs.findings import Findings, read
from adapters.packs.keys import under
from adapters.packs.outcome_checks import Known, check_outcomes, check_tiers
from adapters.packs.outcome_schema import CHOOSABLE, OUTCOME_TABLES
from adapters.packs.schema import Entry
from adapters.packs.values import Mistake
from domain.ground.sayings import Saying
from domain.law.citations import Citation
from domain.law.outcome import DEDUCTIBLE, BaseRule, Outcomes
from domain.law.pack import Scales
from domain.law.parts import Reading, Tier

Raw = Mapping[str, list[Entry | None]]
"""The entries of each table in their places; ``None`` for those not in force."""


@dataclass(frozen=True, slots=True)
class Prescriber:
    """Builds a pack's scales and outcomes, again for each choice of readings."""

    raw: Raw
    known: Known
    cite: Callable[[str], Citation]

    def build(self, readings: Mapping[str, Reading], found: Findings) -> tuple[Scales, Outcomes]:
        """What can be built; what is wrong goes to ``found``."""
        before = len(found.problems)
        written = applying(self.raw, readings, found)
        tiers = read("tier", written["tier"], OUTCOME_TABLES["tier"], entries.tier, found)
        tiers = _in_order(tiers, written["tier"])
        check_tiers(tiers, written["tier"], found)
        scales = _scales(tiers)
        outcomes = _outcomes(written, found)
        if len(found.problems) == before:
            check_outcomes(outcomes, scales, written, self.known, found)
        return scales, outcomes

    def check(self, readings: Mapping[str, Reading], found: Findings) -> None:
        """Every single change of a reading must leave a pack without contradiction."""
        if found.problems:
            return
        for changed in variants(readings, self.raw):
            self.build(changed, found)


def variants(readings: Mapping[str, Reading], raw: Raw) -> Iterator[Mapping[str, Reading]]:
    """The readings with one that outcome tables depend on chosen otherwise, one after another."""
    named = set(_named(raw))
    for id, one in readings.items():
        if id in named:
            for choice in one.alternatives:
                yield {**readings, id: one.read_as(choice)}


def _named(raw: Raw) -> Iterator[str]:
    """The readings that outcome tables depend on."""
    for table, some in raw.items():
        for entry in some:
            if entry is None:
                continue
            if isinstance(entry.get("reading"), dict):
                yield str(entry["reading"].get("id"))
            yield from (str(entry[key]) for key in CHOOSABLE.get(table, ()) if key in entry)


def depends_on(raw: Raw, readings: Iterable[str]) -> tuple[str, ...]:
    """Those of the readings that outcome tables depend on, sorted."""
    return tuple(sorted(set(_named(raw)) & set(readings)))


def applying(raw: Raw, readings: Mapping[str, Reading], found: Findings) -> Written:
    """The entries in place, those under another reading left out, named readings replaced."""
    return {
        table: [_applied(table, n, entry, readings, found) for n, entry in enumerate(raw[table])]
        for table in raw
    }


def _applied(
    table: str, index: int, entry: Entry | None, readings: Mapping[str, Reading], found: Findings
) -> Entry | None:
    if entry is None:
        return None
    try:
        named = under(entry) if isinstance(entry.get("reading"), dict) else None
    except Mistake as mistake:
        found.add(table, index, mistake.key, mistake.message)
        return None
    if named is not None:
        id, choice = named
        if id not in readings or choice not in readings[id].possible:
            found.add(
                table,
                index,
                "reading",
                Saying("no reading {choice!r} of {id!r}", choice=choice, id=id),
            )
            return None
        if readings[id].chosen != choice:
            return None
    chosen = {
        key: readings[entry[key]].chosen
        for key in CHOOSABLE.get(table, ())
        if isinstance(entry.get(key), str) and entry[key] in readings
    }
    return {**entry, **chosen} if chosen else entry


def _in_order(
    tiers: Mapping[int, tuple[str, Tier]], written: list[Entry | None]
) -> dict[int, tuple[str, Tier]]:
    """By their steps, where they say them."""
    return {n: tiers[n] for n in sorted(tiers, key=lambda n: (written[n] or {}).get("step", 0))}


def _scales(tiers: Mapping[int, tuple[str, Tier]]) -> Scales:
    scales: dict[str, tuple[Tier, ...]] = {}
    for scale, tier in tiers.values():
        scales[scale] = (*scales.get(scale, ()), tier)
    return scales


def _outcomes(written: Written, found: Findings) -> Outcomes:
    t, e = OUTCOME_TABLES, outcome_entries
    kinds = read("category", written["category"], t["category"], e.category, found)
    tests = read("test", written["test"], t["test"], e.test, found)
    bases = read("base", written["base"], t["base"], e.base, found)
    series = read("series", written["series"], t["series"], e.series, found)
    amounts = read("amount", written["amount"], t["amount"], e.amount, found)
    formulas = read("formula", written["formula"], t["formula"], e.formula, found)
    maxima = read("maximum", written["maximum"], t["maximum"], e.maximum, found)
    pools = read("pool", written["pool"], t["pool"], e.pool, found)
    values = read("published", written["published"], t["published"], e.published, found)
    once("category", {i: r.category for i, r in kinds.items()}, found, "id")
    once("test", {i: r.id for i, r in tests.items()}, found, "id")
    once("base", {i: r.id for i, r in bases.items()}, found, "id")
    once("series", {i: r.id for i, r in series.items()}, found, "id")
    once("formula", {i: id for i, (id, _) in formulas.items()}, found, "id")
    once("pool", {i: r.id for i, r in pools.items()}, found, "id")
    return Outcomes(
        categories={rule.category: rule for rule in kinds.values()},
        tests=tuple(tests.values()),
        bases=_deducted(bases, written, found),
        series={rule.id: rule for rule in series.values()},
        amounts=tuple(amounts.values()),
        pools={rule.id: rule for rule in pools.values()},
        published=tuple(values.values()),
        casework=casework(written, found),
        formulas=dict(formulas.values()),
        maxima=tuple(maxima.values()),
    )


def _deducted(
    bases: Mapping[int, BaseRule], written: Written, found: Findings
) -> dict[str, BaseRule]:
    """The bases, each with its deductions."""
    made = {rule.id: rule for rule in bases.values()}
    table = OUTCOME_TABLES["deduction"]
    taken = read("deduction", written["deduction"], table, outcome_entries.deduction, found)
    for index, (base, takes, by) in taken.items():
        if base not in made:
            found.add("deduction", index, "base", Saying("there is no base {base!r}", base=base))
        elif takes not in DEDUCTIBLE[made[base].costs]:
            found.add(
                "deduction",
                index,
                "takes",
                Saying("cannot be taken off {costs}", costs=made[base].costs),
            )
        elif takes in made[base].deducts:
            found.add(
                "deduction", index, "takes", Saying("{takes} is taken off twice", takes=takes)
            )
        else:
            made[base] = replace(made[base], deducts={**made[base].deducts, takes: by})
    return made

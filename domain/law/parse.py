"""Reading a policy pack from its text. Every mistake is gathered and named with its line."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from domain.law import entries, schema
from domain.law.lines import Lines
from domain.law.pack import LimitEntry, Pack, Parameter, Reading, Tier, applicable
from domain.law.schema import Entry, Schema
from domain.law.values import Mistake

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a pack's text: its line (from 1; 0: unknown), where, and what is wrong."""

    line: int
    where: str
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.where}: {self.message}"


class PackError(ValueError):
    """A text that is no valid policy pack, with everything that is wrong about it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(slots=True)
class _Findings:
    """What has been found wrong so far."""

    lines: Lines
    problems: list[Problem] = field(default_factory=list)

    def add(self, table: str, index: int, key: str | None, message: str) -> None:
        line = self.lines.of(table, index, key)
        where = f"[{table}]" if table == "pack" else f"[[{table}]] {index + 1}"
        self.problems.append(Problem(line, where if key is None else f"{where} {key}", message))


def parse(text: str) -> Pack:
    """The policy pack written in ``text`` (TOML). Raises ``PackError`` naming every mistake."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError([Problem(Lines.named_by(error), "text", str(error))]) from error
    found = _Findings(Lines.of_text(text))
    tables = _tables(raw, found)
    heads = _read("pack", tables["pack"], schema.PACK, entries.head, found)
    parameters = _read("parameter", tables["parameter"], schema.PARAMETER, entries.parameter, found)
    readings = _read("reading", tables["reading"], schema.READING, entries.reading, found)
    tiers = _read("tier", tables["tier"], schema.TIER, entries.tier, found)
    limits = _read("limit", tables["limit"], schema.LIMIT, entries.limit, found)
    if not tables["pack"]:
        found.problems.append(Problem(1, "[pack]", "missing"))
    _check_parameters(parameters, found)
    _check_unique("reading", {i: r.id for i, r in readings.items()}, found)
    _check_tiers(tiers, found)
    chosen = {reading.id: reading for reading in readings.values()}
    _check_limits(limits, chosen, found)
    if found.problems:
        raise PackError(found.problems)
    return _assembled(heads[0], parameters, chosen, tiers, limits)


def _assembled(
    head: entries.Head,
    parameters: Mapping[int, Parameter],
    readings: Mapping[str, Reading],
    tiers: Mapping[int, tuple[str, Tier]],
    limits: Mapping[int, LimitEntry],
) -> Pack:
    """The pack from parts that were all found to be good."""
    scales: dict[str, tuple[Tier, ...]] = {}
    for scale, tier in tiers.values():
        scales[scale] = (*scales.get(scale, ()), tier)
    table = tuple(limits.values())
    return Pack(
        id=head.id,
        document=head.document,
        title=head.title,
        area=head.area,
        valid_from=head.valid_from,
        valid_to=head.valid_to,
        bases=head.bases,
        parameters=tuple(parameters.values()),
        readings=readings,
        scales=scales,
        entries=table,
        limits=applicable(table, readings, head.ends_all),
    )


def _tables(raw: Mapping[str, Any], found: _Findings) -> dict[str, list[Entry]]:
    """The file's tables by name, each a list of entries; unknown ones are problems."""
    known: dict[str, list[Entry]] = {
        name: [] for name in ("pack", "parameter", "reading", "tier", "limit")
    }
    for name, value in raw.items():
        entries_of = [value] if name == "pack" else value
        if name not in known:
            line = found.lines.of(name, 0, None) or found.lines.of("", 0, name)
            found.problems.append(Problem(line, name, "unknown table"))
        elif not isinstance(entries_of, list) or not all(isinstance(e, dict) for e in entries_of):
            line = found.lines.of(name, 0, None) or found.lines.of("", 0, name)
            shape = "[pack]" if name == "pack" else f"[[{name}]]"
            found.problems.append(Problem(line, name, f"must be written as {shape}"))
        else:
            known[name] = entries_of
    return known


def _read(
    table: str,
    written: list[Entry],
    keys: Schema,
    build: Callable[[Entry], T],
    found: _Findings,
) -> dict[int, T]:
    """Every good entry of a table, by its place; bad ones become problems."""
    good: dict[int, T] = {}
    for index, entry in enumerate(written):
        mistakes = keys.mistakes(entry)
        for key, message in mistakes:
            found.add(table, index, key, message)
        if not mistakes:
            try:
                good[index] = build(entry)
            except Mistake as mistake:
                found.add(table, index, mistake.key, mistake.message)
    return good


def _check_unique(table: str, ids: Mapping[int, object], found: _Findings) -> None:
    seen: set[object] = set()
    for index, id in ids.items():
        if id in seen:
            found.add(table, index, "id", f"{id!r} is defined twice")
        seen.add(id)


def _check_parameters(parameters: Mapping[int, Parameter], found: _Findings) -> None:
    """Values of one parameter must not cover the same day twice."""
    standing: list[Parameter] = []
    for index, new in parameters.items():
        for old in standing:
            if old.id == new.id and old.start <= _end(new) and new.start <= _end(old):
                found.add("parameter", index, "from", f"{new.id!r} has two values on one day")
        standing.append(new)


def _end(parameter: Parameter) -> date:
    return parameter.end or date.max


def _check_tiers(tiers: Mapping[int, tuple[str, Tier]], found: _Findings) -> None:
    """The tiers of a scale ascend, and only the last one is open."""
    before: dict[str, Tier] = {}
    for index, (scale, tier) in tiers.items():
        last = before.get(scale)
        if last is not None and last.up_to is None:
            found.add("tier", index, None, f"{scale!r} goes on after its open tier")
        elif last and last.up_to and tier.up_to and tier.up_to <= last.up_to:
            found.add("tier", index, "up_to", f"{scale!r} does not ascend")
        before[scale] = tier
    for scale, tier in before.items():
        if tier.up_to is not None:
            last_index = max(index for index, (name, _) in tiers.items() if name == scale)
            found.add("tier", last_index, "up_to", f"{scale!r} has no open tier at its end")


def _check_limits(
    limits: Mapping[int, LimitEntry], readings: Mapping[str, Reading], found: _Findings
) -> None:
    """Ids are unique under each reading, and readings named by limits are possible ones."""
    seen: dict[str, set[tuple[str, str] | None]] = {}
    for index, entry in limits.items():
        under = seen.setdefault(entry.limit.id, set())
        clash = entry.reading in under or (under and None in (entry.reading, *under))
        if clash or any(r and entry.reading and r[0] != entry.reading[0] for r in under):
            found.add("limit", index, "id", f"{entry.limit.id!r} is defined twice")
        under.add(entry.reading)
        if entry.reading is not None:
            id, choice = entry.reading
            if id not in readings or choice not in readings[id].possible:
                found.add("limit", index, "reading", f"no reading {choice!r} of {id!r}")

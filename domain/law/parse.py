"""Reading a policy pack from its text. Every mistake is gathered and named with its line."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from domain.law import entries, paperwork_entries, schema
from domain.law.citations import citing
from domain.law.clauses import clauses
from domain.law.findings import SINGLE, Findings, PackError, Problem, read
from domain.law.lines import Lines
from domain.law.outcome import Outcomes
from domain.law.outcome_checks import Known
from domain.law.outcome_schema import OUTCOME_TABLES
from domain.law.pack import Pack, Scales, applicable
from domain.law.parts import LimitEntry, Parameter, Reading
from domain.law.prescribed import Prescriber, depends_on
from domain.law.schema import Entry
from domain.time.limits import Expiry

__all__ = ["PackError", "Problem", "parse"]

TABLES = (
    "pack",
    "provision",
    "clauses",
    "parameter",
    "reading",
    "limit",
    "document",
    *OUTCOME_TABLES,
)


def parse(text: str) -> Pack:
    """The policy pack written in ``text`` (TOML). Raises ``PackError`` naming every mistake."""
    raw, found = opened(text)
    written = tables(raw, TABLES, found)
    heads = read("pack", written["pack"], schema.PACK, entries.head, found)
    provisions = dict(
        read("provision", written["provision"], schema.PROVISION, entries.provision, found).values()
    )
    if heads:
        found.cite = citing(heads[0].document, provisions)
    parameters = read("parameter", written["parameter"], schema.PARAMETER, entries.parameter, found)
    readings = read("reading", written["reading"], schema.READING, entries.reading, found)
    limits = read("limit", written["limit"], schema.LIMIT, entries.limit, found)
    documents = read(
        "document",
        written["document"],
        paperwork_entries.DOCUMENT,
        lambda entry: paperwork_entries.document(entry, found.cite),
        found,
    )
    _check_unique("document", {i: d.kind for i, d in documents.items()}, found)
    if not written["pack"]:
        found.problems.append(Problem(1, "[pack]", "missing"))
    _check_parameters(parameters, found)
    _check_unique("reading", {i: r.id for i, r in readings.items()}, found)
    chosen = {reading.id: reading for reading in readings.values()}
    _check_limits(limits, chosen, found)
    prescriber = Prescriber(
        {table: written[table] for table in OUTCOME_TABLES},
        _known(written["parameter"], written["limit"]),
        found.cite,
    )
    scales, outcomes = prescriber.build(chosen, found)
    prescriber.check(chosen, found)
    own = clauses(written["clauses"], provisions, found)
    if found.problems:
        raise PackError(found.problems)
    made = _assembled(
        heads[0], provisions, parameters, chosen, limits, prescriber, scales, outcomes
    )
    return replace(made, documents={d.kind: d for d in documents.values()}, clauses=own)


def opened(text: str) -> tuple[Mapping[str, Any], Findings]:
    """What the text says, and where to note what is wrong. Raises ``PackError``: no TOML."""
    try:
        return tomllib.loads(text), Findings(Lines.of_text(text))
    except tomllib.TOMLDecodeError as error:
        raise PackError([Problem(Lines.named_by(error), "text", str(error))]) from error


def _known(parameters: list[Entry], limits: list[Entry]) -> Known:
    """What may be named, faulty entries included: their own mistakes are told already."""
    return Known(
        {str(entry.get("id")): str(entry.get("unit")) for entry in parameters},
        frozenset(str(entry.get("id")) for entry in limits),
        frozenset(str(e.get("id")) for e in limits if e.get("expiry") == Expiry.ENDS_NOTICE),
    )


def _assembled(
    head: entries.Head,
    provisions: Mapping[str, str],
    parameters: Mapping[int, Parameter],
    readings: Mapping[str, Reading],
    limits: Mapping[int, LimitEntry],
    prescriber: Prescriber,
    scales: Scales,
    outcomes: Outcomes,
) -> Pack:
    """The pack from parts that were all found to be good."""
    table = tuple(limits.values())
    return Pack(
        id=head.id,
        document=head.document,
        title=head.title,
        area=head.area,
        valid_from=head.valid_from,
        valid_to=head.valid_to,
        bases=head.bases,
        provisions=provisions,
        county=head.county,
        parameters=tuple(parameters.values()),
        readings=readings,
        scales=scales,
        entries=table,
        limits=applicable(table, readings, head.ends_all),
        outcomes=outcomes,
        decisive=depends_on(prescriber.raw, readings),
        prescribe=prescriber,
    )


def tables(raw: Mapping[str, Any], names: Iterable[str], found: Findings) -> dict[str, list[Entry]]:
    """The file's tables by name, each a list of entries; unknown ones are problems."""
    known: dict[str, list[Entry]] = {name: [] for name in names}
    for name, value in raw.items():
        entries_of = [value] if name in SINGLE else value
        line = found.lines.of(name, 0, None) or found.lines.of("", 0, name)
        if name not in known:
            found.problems.append(Problem(line, name, "unknown table"))
        elif not isinstance(entries_of, list) or not all(isinstance(e, dict) for e in entries_of):
            shape = f"[{name}]" if name in SINGLE else f"[[{name}]]"
            found.problems.append(Problem(line, name, f"must be written as {shape}"))
        else:
            known[name] = entries_of
    return known


def _check_unique(table: str, ids: Mapping[int, object], found: Findings) -> None:
    seen: set[object] = set()
    for index, id in ids.items():
        if id in seen:
            found.add(table, index, "id", f"{id!r} is defined twice")
        seen.add(id)


def _check_parameters(parameters: Mapping[int, Parameter], found: Findings) -> None:
    """Values of one parameter must not cover the same day twice."""
    standing: list[Parameter] = []
    for index, new in parameters.items():
        for old in standing:
            if old.id == new.id and old.start <= _end(new) and new.start <= _end(old):
                found.add("parameter", index, "from", f"{new.id!r} has two values on one day")
        standing.append(new)


def _end(parameter: Parameter) -> date:
    return parameter.end or date.max


def _check_limits(
    limits: Mapping[int, LimitEntry], readings: Mapping[str, Reading], found: Findings
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

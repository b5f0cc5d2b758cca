"""Reading 小额快救: the one addition that may be a whole city's, by a document the city records."""

from collections.abc import Iterable, Mapping
from typing import Any

from adapters.packs import entries, schema
from adapters.packs.casework_entries import Written
from adapters.packs.findings import Findings, read
from adapters.packs.keys import cited, one_of, some_of
from adapters.packs.prescribed import applying
from adapters.packs.schema import DATES, TEXTS, Entry, Schema
from adapters.packs.values import Mistake
from domain.ground.sayings import Saying
from domain.ground.terms import FollowUp, Procedure
from domain.law.pack import Pack
from domain.law.parts import LimitEntry, Parameter, ParameterUnit, Reading
from domain.law.small_fast import (
    CHECKED,
    PARAMETERS,
    STATUS_MONTHS,
    TIMES,
    SmallFastRule,
    SmallMore,
    SmallPer,
    SmallYear,
)
from domain.law.terms import Register, SeriesUnit
from domain.time.limits import Limit

TABLE = "small-fast"
ALONE = (TABLE, "procedure", "limit", "parameter", "reading")
"""The tables of a document on 小额快救; nothing else of the city's law is in it."""

LEFT = "small-fast-left"
"""The fact with which a case leaves the course, and after which one limit may run."""

COUNTS = frozenset({TIMES, STATUS_MONTHS})
CHOSEN: Mapping[str, type[SmallPer | SmallYear | SmallMore]] = {
    "per": SmallPer,
    "year": SmallYear,
    "more": SmallMore,
}
"""Keys that may name a reading; its chosen reading is then the value."""

SMALL_FAST = Schema(
    {
        "id": str,
        "series": str,
        "per": str,
        "year": str,
        "more": str,
        "papers": TEXTS,
        "statuses": TEXTS,
        "waives": TEXTS,
        "ordinary": bool,
        "citation": str,
    },
    {"duties": TEXTS, **DATES},
)


def small_fast(entry: Entry) -> SmallFastRule:
    """Raises ``Mistake`` where it names what no list has."""
    if entry["id"] != TABLE:
        raise Mistake("id", Saying("must be one of {what}", what=(TABLE,)))
    return SmallFastRule(
        series=entry["series"],
        per=one_of(SmallPer, entry, "per"),
        year=one_of(SmallYear, entry, "year"),
        more=one_of(SmallMore, entry, "more"),
        papers=tuple(entry["papers"]),
        statuses=frozenset(some_of(Register, entry, "statuses")),
        waives=tuple(entry["waives"]),
        ordinary=entry["ordinary"],
        citation=cited(entry),
        duties=some_of(FollowUp, entry, "duties"),
    )


def readings_of(written: Written, found: Findings) -> dict[str, Reading]:
    """What the document's authors leave open, as whoever recorded it reads it."""
    built = read("reading", written["reading"], schema.READING, entries.reading, found)
    return {one.id: one for one in built.values()}


def as_read(written: Written, readings: Mapping[str, Reading], found: Findings) -> Written:
    """The entries with the chosen readings in the places of those they name."""
    return applying(written, readings, found)


def rule_of(written: Written, found: Findings) -> SmallFastRule | None:
    """The one rule of a day."""
    built = read(TABLE, written[TABLE], SMALL_FAST, small_fast, found)
    return next(iter(built.values()), None)


def parameters_of(written: Written, pack: Pack, found: Findings) -> tuple[Parameter, ...]:
    """The document's own values: each of those it must give, and none of the city's."""
    built = read("parameter", written["parameter"], schema.PARAMETER, entries.parameter, found)
    city = {one.id for one in pack.parameters}
    for index, one in built.items():
        if one.id in city or one.id not in PARAMETERS:
            found.add("parameter", index, "id", Saying("must be one of {what}", what=PARAMETERS))
        elif one.unit is not _unit(one.id):
            found.add(
                "parameter", index, "unit", Saying("must be one of {what}", what=(_unit(one.id),))
            )
        elif one.value == 0 and one.id != CHECKED:
            found.add("parameter", index, "value", Saying("{value!r} is no factor", value="0"))
    return tuple(built.values())


def _unit(id: str) -> ParameterUnit:
    if id == CHECKED:
        return ParameterUnit.PERCENT
    return ParameterUnit.COUNT if id in COUNTS else ParameterUnit.FACTOR


def check(
    written: Written,
    pack: Pack,
    rule: SmallFastRule,
    parameters: Iterable[Parameter],
    readings: Mapping[str, Reading],
    found: Findings,
) -> None:
    """What it names is the city's; what it must give is there; its course has no notice."""
    for what in sorted(set(PARAMETERS) - {one.id for one in parameters}):
        _wrong(found, None, Saying("{key!r} is missing", key=what))
    series = pack.outcomes.series.get(rule.series)
    if series is None or series.unit is not SeriesUnit.YUAN_A_MONTH:
        _wrong(found, "series", Saying("there is no such series"))
    tests = {one.id for one in pack.outcomes.tests}
    papers = {one.id for one in pack.outcomes.casework.materials}
    for key, named, known in (("waives", rule.waives, tests), ("papers", rule.papers, papers)):
        for one in sorted(set(named) - known):
            _wrong(found, key, Saying("there is no {key} {value!r}", key=key, value=one))
    for id in sorted(set(readings) & set(pack.readings)):
        _wrong(found, None, Saying("{value!r} is the city's and stays as it is", value=id))
    _check_choices(written, readings, found)


def _check_choices(written: Written, readings: Mapping[str, Reading], found: Findings) -> None:
    """Each way a named doubt can be read is one its key can have."""
    for index, entry in enumerate(written[TABLE]):
        for key, kind in CHOSEN.items():
            reading = readings.get("" if entry is None else entry[key])
            if reading is not None and not set(reading.possible) <= set(kind):
                found.add(TABLE, index, key, Saying("must be some of {what}", what=tuple(kind)))


def check_procedures(written: Written, found: Findings) -> None:
    """Of procedures it has its own only."""
    for index, entry in enumerate(written["procedure"]):
        if entry is not None and entry.get("id") != Procedure.SMALL_FAST:
            found.add("procedure", index, "id", Saying("must be one of {what}", what=(TABLE,)))


def check_limits(limits: Mapping[int, LimitEntry], pack: Pack, found: Findings) -> None:
    """Limits of its own course; of the city's, one may only be stopped by more facts."""
    for index, entry in limits.items():
        limit = entry.limit
        if limit.id in pack.limits:
            if not _stopped_by_more(limit, pack.limits[limit.id]):
                found.add("limit", index, "stops", Saying("must stay as the city has it"))
        elif limit.courses != (TABLE,) and limit.starts != (LEFT,):
            found.add("limit", index, "courses", Saying("must be one of {what}", what=(TABLE,)))


def _stopped_by_more(new: Limit, city: Limit) -> bool:
    same: Any = (
        "unit",
        "length",
        "starts",
        "duty",
        "expiry",
        "basis",
        "counts_from",
        "courses",
        "when",
    )
    return set(city.stops) <= set(new.stops) and all(
        getattr(new, key) == getattr(city, key) for key in same
    )


def _wrong(found: Findings, key: str | None, message: Saying) -> None:
    found.add(TABLE, 0, key, message)

"""Reading a county's overlay: it may add where the pack lets it, and weaken nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from adapters.packs import entries, schema, small_fast
from adapters.packs.casework_entries import Written, casework
from adapters.packs.dated import Windows, changes, dated, on, places
from adapters.packs.findings import Findings, read
from adapters.packs.form import digests
from adapters.packs.keys import area, first_day, law_id, ordered
from adapters.packs.knowledge import states
from adapters.packs.outcome_schema import OUTCOME_TABLES, OVERLAY
from adapters.packs.parser import hashed, never, newest, opened, tables
from adapters.packs.reachable import absent_under, check_reachable
from adapters.packs.schema import Entry
from adapters.packs.values import Mistake
from domain.ground.places import lies_in
from domain.ground.sayings import Saying
from domain.law.casework import Casework, ProcedureRule, joined
from domain.law.citations import citing
from domain.law.mistakes import PackError, Problem
from domain.law.overlay import JOINT, Additions, Overlay
from domain.law.pack import Pack
from domain.law.parts import LimitEntry
from domain.law.terms import NoticeTime
from domain.time.limits import Basis, Expiry, Limit

MAY_ADD = ("ground", "material", "procedure", "limit")
"""The tables a county may write; all others are the city's."""

SCHEMAS: Mapping[str, schema.Schema] = {
    **OUTCOME_TABLES,
    "limit": schema.LIMIT,
    "parameter": schema.PARAMETER,
    "reading": schema.READING,
    small_fast.TABLE: small_fast.SMALL_FAST,
}

_WEIGHT = {NoticeTime.NONE: 0, NoticeTime.AFTER: 1, NoticeTime.BEFORE: 2}


@dataclass(frozen=True, slots=True)
class _Head:
    id: str
    document: str
    title: str
    area: str
    pack: str
    valid_from: date
    valid_to: date | None


def parse_overlay(text: str, pack: Pack) -> Overlay:
    """The overlay written in ``text`` (TOML) for a city's pack.

    Raises ``PackError`` naming every mistake and every attempt to weaken the city's rules.
    """
    raw, found = opened(text)
    found.cite = citing(pack.document, pack.provisions)
    names = ("overlay", "limit", "parameter", "reading", small_fast.TABLE, *OUTCOME_TABLES)
    written = tables(raw, names, found)
    quick = bool(written[small_fast.TABLE])
    may_add = small_fast.ALONE if quick else MAY_ADD
    _only_additions(written, may_add, found)
    if not written["overlay"]:
        found.problems.append(Problem(1, "[overlay]", Saying("missing")))
    heads = read("overlay", written["overlay"], OVERLAY, _head, found)
    _of_the_pack(heads, pack, found, quick)
    _without_readings(written, found)
    since = heads[0].valid_from if heads else newest(written)
    known: tuple[Overlay, ...] = ()
    may = {table: written[table] for table in may_add}
    for state in states(may, since, found):
        windows = dated(may, since, found, state.left_out)
        never(windows, since, SCHEMAS, found)
        periods = _periods(windows, since, pack, found)
        if heads:
            made = _assembled(heads[0], periods, hashed(text))
            known = (*known, replace(made, known=state.known, earlier=known))
    if found.problems:
        raise PackError(found.problems)
    return known[-1]


def _periods(windows: Windows, since: date, pack: Pack, found: Findings) -> dict[date, Additions]:
    """What it adds, by the first day of each period: its own, and those in which the city's law changes."""
    own, found.places = changes(windows, since), places(windows)
    periods = {}
    days = sorted({*own, *(day for day in pack.book.since if day > own[0])})
    for number, day in enumerate(days):
        before = tuple(found.problems)
        periods[day] = _added(on(windows, day), pack, day, found)
        if number:
            found.since(day, before)
    return periods


def _added(written: Written, pack: Pack, day: date, found: Findings) -> Additions:
    """What the county adds from a day on, held to the city's law of that day."""
    city = pack.on(max(day, pack.valid_from))
    if small_fast.TABLE in written:
        return _quick(written, city, found)
    added = casework(written, found)
    limits = read("limit", written["limit"], schema.LIMIT, entries.limit, found)
    _check_additions(written, city, found)
    _check_procedures(added, city, limits, found)
    _check_limits(limits, city, found)
    both = joined((city.outcomes.casework, added))
    check_reachable(limits, absent_under(both), found)
    good = () if found.problems else digests(written).items()
    return Additions(added, tuple(entry.limit for entry in limits.values()), dict(good))


def _quick(written: Written, city: Pack, found: Findings) -> Additions:
    """What the city's document on 小额快救 adds."""
    readings = small_fast.readings_of(written, found)
    read_so = small_fast.as_read(written, readings, found)
    rule = small_fast.rule_of(read_so, found)
    parameters = small_fast.parameters_of(written, city, found)
    limits = read("limit", written["limit"], schema.LIMIT, entries.limit, found)
    small_fast.check_procedures(written, found)
    small_fast.check_limits(limits, city, found)
    if rule is not None:
        small_fast.check(written, city, rule, parameters, readings, found)
    added = replace(casework(read_so, found), small_fast=rule)
    good = () if found.problems else digests(read_so).items()
    return Additions(
        added, tuple(entry.limit for entry in limits.values()), dict(good), parameters, readings
    )


def _assembled(head: _Head, periods: Mapping[date, Additions], sha256: str) -> Overlay:
    return Overlay(
        id=head.id,
        document=head.document,
        title=head.title,
        area=head.area,
        pack=head.pack,
        valid_from=head.valid_from,
        valid_to=head.valid_to,
        periods=periods,
        sha256=sha256,
    )


def _head(entry: Entry) -> _Head:
    ordered(entry, "valid_from", "valid_to")
    if JOINT in entry["id"]:
        raise Mistake("id", Saying("must not contain {mark!r}", mark=JOINT))
    return _Head(
        law_id(entry),
        entry["document"],
        entry["title"],
        area(entry),
        entry["pack"],
        first_day(entry),
        entry.get("valid_to"),
    )


def _only_additions(
    written: Mapping[str, list[Any]], may_add: Sequence[str], found: Findings
) -> None:
    for table, some in written.items():
        if table not in (*may_add, "overlay"):
            for index in range(len(some)):
                found.add(
                    table, index, None, Saying("a county may not write [[{table}]]", table=table)
                )


def _of_the_pack(
    heads: Mapping[int, _Head], pack: Pack, found: Findings, quick: bool = False
) -> None:
    """``quick``: 小额快救 is recorded by the city, for all of it."""
    for index, head in heads.items():
        if head.pack != pack.id:
            found.add(
                "overlay", index, "pack", Saying("this is checked against {id!r}", id=pack.id)
            )
        if quick and head.area != pack.area:
            found.add("overlay", index, "area", Saying("is not {area}", area=pack.area))
        elif not quick and (not lies_in(head.area, pack.area) or len(head.area) != 6):
            found.add("overlay", index, "area", Saying("is no county in {area}", area=pack.area))
        if head.valid_from < pack.valid_from:
            found.add("overlay", index, "valid_from", Saying("is before the city's pack"))


def _without_readings(written: Mapping[str, list[Entry]], found: Findings) -> None:
    for table in MAY_ADD:
        for index, entry in enumerate(written[table]):
            if "reading" in entry:
                found.add(
                    table, index, "reading", Saying("a county does not choose how the text is read")
                )


def _check_additions(written: Written, pack: Pack, found: Findings) -> None:
    """A county's ground or paper is its own, under the provision that lets it add one."""
    city = pack.outcomes.casework
    taken = {
        "ground": {rule.id for rule in city.grounds},
        "material": {rule.id for rule in city.materials},
    }
    for table in taken:
        article = pack.county.get(table)
        for index, entry in enumerate(written[table]):
            if entry is None:
                continue
            if article is None:
                found.add(table, index, None, Saying("this pack lets no county add any"))
            elif entry.get("citation") != article:
                found.add(
                    table,
                    index,
                    "citation",
                    Saying("a county adds under {article}", article=article),
                )
            if entry.get("id") in taken[table]:
                found.add(
                    table,
                    index,
                    "id",
                    Saying("{value!r} is the city's and stays as it is", value=entry["id"]),
                )
            if table == "ground" and entry.get("needs_finding") is False:
                found.add(
                    table, index, "needs_finding", Saying("a county's ground is found by a person")
                )


def _check_procedures(
    added: Casework, pack: Pack, limits: Mapping[int, LimitEntry], found: Findings
) -> None:
    """A notice may be added or moved before the decision, never dropped or moved after it."""
    known = {limit.id for limit in pack.limits} | {e.limit.id for e in limits.values()}
    for index, rule in enumerate(added.procedures):
        if rule.notice_limit is not None and rule.notice_limit not in known:
            found.add(
                "procedure",
                index,
                "notice_limit",
                Saying("there is no {notice_limit!r}", notice_limit=rule.notice_limit),
            )
        for city in _in_their_place(rule, pack):
            if _WEIGHT[rule.notice] < _WEIGHT[city.notice]:
                found.add(
                    "procedure",
                    index,
                    "notice",
                    Saying("weakens the city's {notice}", notice=city.notice),
                )
            elif city.notice_limit is not None and rule.notice_limit != city.notice_limit:
                found.add(
                    "procedure",
                    index,
                    "notice_limit",
                    Saying("replaces {notice_limit!r}", notice_limit=city.notice_limit),
                )


def _in_their_place(rule: ProcedureRule, pack: Pack) -> Iterator[ProcedureRule]:
    """The city's rules that a county's would stand in the place of, for some kind."""
    for city in pack.outcomes.casework.procedures:
        apart = city.categories and rule.categories and city.categories.isdisjoint(rule.categories)
        if city.procedure is rule.procedure and not apart:
            yield city


def _check_limits(limits: Mapping[int, LimitEntry], pack: Pack, found: Findings) -> None:
    """A city's limit may only be tightened; a new one is the county's own, never the law's."""
    for index, entry in limits.items():
        limit = entry.limit
        if limit.id not in pack.limits:
            if limit.basis is Basis.STATUTORY:
                found.add("limit", index, "basis", Saying("a county's own limit is internal"))
            continue
        for key, message in _weaker(limit, pack.limits[limit.id]):
            found.add("limit", index, key, message)


def _weaker(new: Limit, city: Limit) -> list[tuple[str, Saying]]:
    """How a limit falls short of the city's: a notice may grow longer, a deadline shorter."""
    short = [
        (key, Saying("must stay the city's {what}", what=getattr(city, key)))
        for key in ("unit", "starts", "stops", "duty", "expiry", "basis", "counts_from", "courses")
        if getattr(new, key) != getattr(city, key)
    ]
    notice = city.expiry is Expiry.ENDS_NOTICE
    if (new.length < city.length) if notice else (new.length > city.length):
        short.append(("length", Saying("weakens the city's {length}", length=city.length)))
    if (new.extends != city.extends) if notice else (new.extends and not city.extends):
        short.append(("extends", Saying("must stay as the city has it")))
    return short

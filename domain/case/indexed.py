"""Which values of which facts are indexed, and what later rules may ask of two facts without reading them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.case.amendment.facts import ApplicationAmended, CorrectionRequested
from domain.case.decision.facts import CountyVerified, SpotCheckReported
from domain.case.inquiry.facts import HomeVisited
from domain.case.intake.facts import ApplicationSubmitted
from domain.case.payment.facts import (
    AccountCorrectionRequested,
    CashDisbursed,
    GoodsDelivered,
    PaymentAccountCorrected,
    PaymentInstructed,
)
from domain.ground.facts import Fact
from domain.ground.indexes import Index, IndexKind
from domain.ground.people import Private

_ACCOUNT = {"account.number": IndexKind.ACCOUNT}
_PHONE = {"changes.contact.phone": IndexKind.TELEPHONE}
_WITNESS = {"witness": IndexKind.WITNESS}
_FINDINGS = {"findings": IndexKind.FINDINGS}

FIELDS: Mapping[type[Fact], Mapping[str, IndexKind]] = {
    ApplicationSubmitted: {
        **_ACCOUNT,
        "contact.phone": IndexKind.TELEPHONE,
        "agent.name": IndexKind.AGENT,
        "agent.phone": IndexKind.TELEPHONE,
    },
    ApplicationAmended: _PHONE,
    CorrectionRequested: _PHONE,
    AccountCorrectionRequested: _ACCOUNT,
    PaymentAccountCorrected: _ACCOUNT,
    PaymentInstructed: _ACCOUNT,
    CashDisbursed: _WITNESS,
    GoodsDelivered: _WITNESS,
    HomeVisited: _FINDINGS,
    SpotCheckReported: _FINDINGS,
    CountyVerified: _FINDINGS,
}
"""By fact: the private values that are indexed, each by its path, and as what kind of value."""

HINTING: Mapping[type[Fact], Mapping[str, IndexKind]] = {
    ApplicationSubmitted: {"contact.address": IndexKind.ADDRESS},
    ApplicationAmended: {"changes.contact.address": IndexKind.ADDRESS},
    CorrectionRequested: {"changes.contact.address": IndexKind.ADDRESS},
}
"""Indexed as well, for hints alone: a fact without such an index tells nothing, and lacks nothing."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """A value by its indexes, one for each year; none of a year where nothing could be compared."""

    kind: IndexKind
    by_year: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class NotIndexed:
    """A value was recorded and no index of it: the fact is older than indexes are."""

    kind: IndexKind


Told = Indexed | NotIndexed


class Meeting(StrEnum):
    """Whether two values are the same one, as far as indexes tell."""

    SAME = "same"
    APART = "apart"
    UNKNOWN = "unknown"
    """One has no index, or their years share no key: whoever counts must say so."""


def value_at(fact: Fact, path: str) -> Any:
    """What stands at a path of a fact; ``None`` where anything on the way is absent."""
    held: Any = fact
    for name in path.split("."):
        held = getattr(held, name, None)
    return held


def to_index(fact: Fact) -> Iterator[tuple[str, IndexKind, Private]]:
    """The values of a fact that are indexed, with their paths."""
    for table in (FIELDS, HINTING):
        for path, kind in table.get(type(fact), {}).items():
            held = value_at(fact, path)
            if held is not None:
                yield path, kind, held


def indexes(fact: Fact) -> tuple[Index, ...]:
    """The indexes a fact carries."""
    return getattr(fact, "indexes", ())


def told(fact: Fact) -> dict[str, Told]:
    """What indexes tell of a fact, by path, for each value that it holds."""
    found: dict[str, Told] = {}
    hinting = HINTING.get(type(fact), {})
    for path, kind, _ in to_index(fact):
        by_year = {one.year: one.value for one in indexes(fact) if one.field == path}
        if not by_year and path in hinting:
            continue
        found[path] = Indexed(kind, by_year) if by_year else NotIndexed(kind)
    return found


def not_indexed(fact: Fact) -> tuple[str, ...]:
    """The values of a fact that have no index: nobody can say which others they equal."""
    return tuple(path for path, one in told(fact).items() if isinstance(one, NotIndexed))


def meeting(one: Told, other: Told) -> Meeting:
    """Whether two values are the same; of two kinds never."""
    if one.kind is not other.kind:
        return Meeting.APART
    if isinstance(one, NotIndexed) or isinstance(other, NotIndexed):
        return Meeting.UNKNOWN
    years = one.by_year.keys() & other.by_year.keys()
    if not years:
        return Meeting.UNKNOWN
    same = any(one.by_year[y] and one.by_year[y] == other.by_year[y] for y in years)
    return Meeting.SAME if same else Meeting.APART

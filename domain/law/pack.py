"""A policy pack: one regulation's values, readings and limits as dated data; ``Law`` picks one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from domain.case.terms import DocumentKind
from domain.law.casework import joined
from domain.law.citations import UNLISTED, wholes
from domain.law.outcome import Outcomes
from domain.law.overlay import Overlay
from domain.law.paperwork import DocumentRule
from domain.law.parts import LimitEntry, Parameter, Reading, Tier
from domain.money import Money
from domain.time.limits import Limits

JOINT = "+"
"""Between the pack and the county's overlay in the name of both together."""


class NoLawInForce(LookupError):
    """No pack, or no value, covers that day and area. Never answered by the nearest one."""


Scales = Mapping[str, tuple[Tier, ...]]
Prescribe = Callable[[Mapping[str, Reading]], tuple[Scales, Outcomes]]
"""The scales and outcomes under chosen readings. Raises ``ValueError`` where they contradict."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One regulation as data. ``id`` is what cases and events name.

    ``provisions`` lists its document where that is another than the one known here, and ``clauses``
    which of them says what each of ours does; ``county`` says by which provision counties may add
    to a table. ``decisive`` are the readings its outcomes depend on; ``overlay`` is the county's
    addition, where one was laid over it.
    """

    id: str
    document: str
    title: str
    area: str
    valid_from: date
    valid_to: date | None
    bases: tuple[str, ...]
    provisions: Mapping[str, str]
    county: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    readings: Mapping[str, Reading]
    scales: Scales
    entries: tuple[LimitEntry, ...]
    limits: Limits
    outcomes: Outcomes
    decisive: tuple[str, ...]
    prescribe: Prescribe = field(compare=False, repr=False)
    overlay: Overlay | None = None
    documents: Mapping[DocumentKind, DocumentRule] = field(default_factory=dict)
    clauses: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What cases and envelopes keep: the pack, and the county's overlay where one lies on it."""
        return self.id if self.overlay is None else f"{self.id}{JOINT}{self.overlay.id}"

    def cited(self, article: str) -> str:
        """What this pack's document says in the place of an article that our rules cite.

        Other law, and what already cites this document, stays as it is.
        """
        if "§" in article or not self.provisions:
            return article
        own = next((self.clauses[p] for p in wholes(article) if p in self.clauses), UNLISTED)
        return f"{self.document}§{own}"

    def covers(self, day: date) -> bool:
        """Whether the pack is in force on a day; both ends are included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def parameter(self, id: str, on: date) -> Parameter:
        """The parameter in force on a day. Raises ``NoLawInForce`` where none is."""
        for parameter in self.parameters:
            if parameter.id == id and parameter.covers(on):
                return parameter
        raise NoLawInForce(f"pack {self.id!r} has no {id!r} on {on}")

    def money(self, id: str, on: date) -> Money:
        """A parameter in yuan. Raises ``NoLawInForce``; ``TypeError`` where it is no amount."""
        value = self.parameter(id, on).value
        if not isinstance(value, Money):
            raise TypeError(f"parameter {id!r} is no amount")
        return value

    def count(self, id: str, on: date) -> int:
        """A parameter that counts. Raises ``NoLawInForce``; ``TypeError`` where it does not."""
        value = self.parameter(id, on).value
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError(f"parameter {id!r} is no count")
        return value

    def has(self, id: str) -> bool:
        """Whether the pack has such a parameter at all: what a text does not ask for binds nobody."""
        return any(parameter.id == id for parameter in self.parameters)

    def rate(self, id: str, on: date) -> Fraction:
        """A percentage or factor. Raises ``NoLawInForce``; ``TypeError`` where it is none."""
        value = self.parameter(id, on).value
        if not isinstance(value, Fraction):
            raise TypeError(f"parameter {id!r} is no rate")
        return value

    def flag(self, id: str, on: date) -> bool:
        """A yes or no. Raises ``NoLawInForce``; ``TypeError`` where it is none."""
        value = self.parameter(id, on).value
        if not isinstance(value, bool):
            raise TypeError(f"parameter {id!r} is no flag")
        return value

    def reading(self, id: str) -> str:
        """The chosen reading of an ambiguity (``AMB-01``). Raises ``KeyError``."""
        return self.readings[id].chosen

    def scale(self, id: str) -> tuple[Tier, ...]:
        """The tiers of a scale, lowest first. Raises ``KeyError``."""
        return self.scales[id]

    def read_as(self, choices: Mapping[str, str]) -> "Pack":
        """The same pack under other readings. Raises ``ValueError`` for an impossible one."""
        readings = dict(self.readings)
        for id, choice in choices.items():
            if id not in readings or choice not in readings[id].possible:
                raise ValueError(f"pack {self.id!r} knows no reading {choice!r} of {id!r}")
            readings[id] = readings[id].read_as(choice)
        limits = applicable(self.entries, readings, self.limits.ends_all)
        scales, outcomes = self.prescribe(readings)
        city = replace(
            self, readings=readings, limits=limits, scales=scales, outcomes=outcomes, overlay=None
        )
        return city if self.overlay is None else city.under(self.overlay)

    def under(self, overlay: Overlay) -> "Pack":
        """The pack with a county's additions. Raises ``ValueError`` where they are another pack's."""
        if overlay.pack != self.id or self.overlay is not None:
            raise ValueError(f"overlay {overlay.id!r} is none of pack {self.id!r}")
        casework = joined((self.outcomes.casework, overlay.casework))
        own = {limit.id for limit in overlay.limits}
        kept = tuple(limit for limit in self.limits if limit.id not in own)
        return replace(
            self,
            outcomes=replace(self.outcomes, casework=casework),
            limits=Limits((*kept, *overlay.limits), self.limits.ends_all),
            overlay=overlay,
        )


def applicable(
    entries: Iterable[LimitEntry], readings: Mapping[str, Reading], ends_all: frozenset[str]
) -> Limits:
    """The limits that apply under the chosen readings."""
    chosen = [
        entry.limit
        for entry in entries
        if entry.reading is None or readings[entry.reading[0]].chosen == entry.reading[1]
    ]
    return Limits(tuple(chosen), ends_all)


@dataclass(frozen=True, slots=True)
class Law:
    """All packs and county overlays known. Two never cover the same day in the same area."""

    packs: tuple[Pack, ...]
    overlays: tuple[Overlay, ...] = ()
    _laid: dict[tuple[str, str], Pack] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @classmethod
    def of(cls, packs: Iterable[Pack], overlays: Iterable[Overlay] = ()) -> "Law":
        """Raises ``ValueError`` where ids repeat or two of one area overlap."""
        return cls(_apart("packs", packs), _apart("overlays", overlays))

    def on(self, day: date, area: str = "5401") -> Pack:
        """The pack in force on a day in an area (a division code); the narrowest area wins.

        Without county additions. Raises ``NoLawInForce`` where none is.
        """
        covering = [p for p in self.packs if area.startswith(p.area) and p.covers(day)]
        if not covering:
            raise NoLawInForce(f"no policy pack is in force in {area} on {day}")
        return max(covering, key=lambda pack: len(pack.area))

    def governing(self, day: date, area: str) -> Pack:
        """The pack in force on a day in an area, with what its county adds that day (34).

        Raises ``NoLawInForce`` where none is.
        """
        city = self.on(day, area)
        overlay = self.overlay_on(city.id, day, area)
        return city if overlay is None else self._under(city, overlay)

    def pack(self, name: str) -> Pack:
        """The pack of that name, in force or not, with the overlay the name holds.

        Raises ``NoLawInForce`` where either is unknown.
        """
        id, _, added = name.partition(JOINT)
        for pack in self.packs:
            if pack.id == id:
                return self._under(pack, self.overlay(added)) if added else pack
        raise NoLawInForce(f"no policy pack is named {id!r}")

    def _under(self, city: Pack, overlay: Overlay) -> Pack:
        """Both together: the same one each time it is asked for."""
        key = (city.id, overlay.id)
        if key not in self._laid:
            self._laid[key] = city.under(overlay)
        return self._laid[key]

    def overlay_on(self, pack: str, day: date, area: str) -> Overlay | None:
        """The county's addition to a pack that is in force there on a day, if there is one."""
        for overlay in self.overlays:
            if overlay.pack == pack and area.startswith(overlay.area) and overlay.covers(day):
                return overlay
        return None

    def overlay(self, id: str) -> Overlay:
        """The overlay of that id. Raises ``NoLawInForce`` where it is unknown."""
        for overlay in self.overlays:
            if overlay.id == id:
                return overlay
        raise NoLawInForce(f"no county overlay is named {id!r}")


P = TypeVar("P", Pack, Overlay)


def _apart(what: str, some: Iterable[P]) -> tuple[P, ...]:
    """In order of area and first day. Raises ``ValueError`` where two would both apply."""
    ordered = tuple(sorted(some, key=lambda one: (one.area, one.valid_from)))
    if len({one.id for one in ordered}) != len(ordered):
        raise ValueError(f"two {what} share an id")
    for one, two in pairwise(ordered):
        if one.area == two.area and (one.valid_to is None or one.valid_to >= two.valid_from):
            raise ValueError(f"{what} {one.id!r} and {two.id!r} cover the same day")
    return ordered

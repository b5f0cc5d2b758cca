"""A policy pack: one regulation's values, readings and limits on a day; ``Law`` picks one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import Protocol

from domain.ground.money import Money
from domain.ground.places import lies_in, narrowness
from domain.ground.sayings import Saying
from domain.ground.terms import DocumentKind
from domain.law.apart import apart
from domain.law.citations import UNLISTED, wholes
from domain.law.outcome import Outcomes
from domain.law.overlay import JOINT, Overlay, together
from domain.law.paperwork import DocumentRule
from domain.law.parts import Parameter, Reading, Tier
from domain.time.limits import Limit, Limits
from domain.time.timetable import Timetable


class NoLawInForce(LookupError):
    """No pack, or no value, covers that day and area. Never answered by the nearest one."""


Scales = Mapping[str, tuple[Tier, ...]]


class Book(Protocol):
    """A pack on all of its days."""

    @property
    def since(self) -> tuple[date, ...]:
        """The days on which something in it changes, its first day among them."""
        ...

    @property
    def sha256(self) -> str:
        """The hash of its file."""
        ...

    @property
    def known(self) -> date | None:
        """Since when this much is known; from the beginning where nothing was corrected."""
        ...

    @property
    def earlier(self) -> tuple["Book", ...]:
        """What was known before, the oldest first: what was decided by it is reckoned by it."""
        ...

    def on(self, day: date) -> "Pack":
        """The law of a day. Raises ``NoLawInForce`` before its first."""
        ...

    @property
    def latest(self) -> "Pack":
        """The law after the last change that is known."""
        ...

    @property
    def timetable(self) -> Timetable:
        """The time limits of all days."""
        ...

    def read_as(self, choices: Mapping[str, str]) -> "Book":
        """The same under other readings."""
        ...

    def under(self, overlay: Overlay) -> "Book":
        """The same with a county's additions."""
        ...

    def interpreted(self, reading: str, choice: str, since: date, known: date) -> "Book":
        """The same where one ambiguity is read otherwise from a day on."""
        ...


@dataclass(frozen=True, slots=True)
class Pack:
    """One regulation as data, as it is from ``first`` through ``last``: the law of those days.

    ``id`` is what cases and events name, on every day. ``book`` has the other days.
    ``digests`` are those of what decides in each entry in force, by what it is called,
    ``fingerprint`` that of all of them: the same for the same law, whenever it holds.

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
    limits: Limits
    outcomes: Outcomes
    decisive: tuple[str, ...]
    first: date
    last: date | None
    book: Book = field(compare=False, repr=False)
    digests: Mapping[str, str] = field(compare=False, repr=False)
    fingerprint: str = field(compare=False)
    overlay: Overlay | None = None
    documents: Mapping[DocumentKind, DocumentRule] = field(default_factory=dict)
    clauses: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What cases and envelopes keep: the pack, and the county's overlay where one lies on it."""
        return joint(self.id, None if self.overlay is None else self.overlay.id)

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
        found = self._parameter(id, on)
        if found is None:
            raise NoLawInForce(f"pack {self.id!r} has no {id!r} on {on}")
        return found

    def _parameter(self, id: str, on: date) -> Parameter | None:
        return next((one for one in self.on(on).parameters if one.id == id), None)

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

    def has(self, id: str, on: date) -> bool:
        """Whether the pack has such a parameter that day: what a text does not ask for binds nobody."""
        return self._parameter(id, on) is not None

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

    def on(self, day: date) -> "Pack":
        """The same pack as it is on another day. Raises ``NoLawInForce`` before its first."""
        if self.first <= day and (self.last is None or day <= self.last):
            return self
        return self.book.on(day)

    def limit(self, id: str, on: date) -> Limit:
        """The time limit counted from a day, by its entry of that day. Raises ``KeyError``."""
        return self.timetable.limit(id, on)

    @property
    def timetable(self) -> Timetable:
        """The time limits of all days: each runs by its entry of the day it is counted from."""
        return self.book.timetable

    def read_as(self, choices: Mapping[str, str]) -> "Pack":
        """The same pack under other readings. Raises ``ValueError`` for an impossible one."""
        for id, choice in choices.items():
            if id not in self.readings or choice not in self.readings[id].possible:
                raise ValueError(f"pack {self.id!r} knows no reading {choice!r} of {id!r}")
        return self.book.read_as(choices).on(self.first)

    def interpreted(self, reading: str, choice: str, since: date, known: date) -> "Pack":
        """The pack where an ambiguity is read otherwise from a day on (34), after its last change.

        Raises ``PackError`` where it does not hold together so, ``LookupError`` where the text does
        not ask that on that day.
        """
        return self.book.interpreted(reading, choice, since, known).latest

    def under(self, overlay: Overlay) -> "Pack":
        """The pack with a county's additions, as it is from the first day of both.

        Raises ``ValueError`` where they are another pack's.
        """
        if overlay.pack != self.id or self.overlay is not None:
            raise ValueError(f"overlay {overlay.id!r} is none of pack {self.id!r}")
        return self.book.under(overlay).on(max(self.first, overlay.valid_from))


def joint(pack: str, overlay: str | None) -> str:
    """The name of a pack, with its county's overlay where there is one."""
    return pack if overlay is None else f"{pack}{JOINT}{overlay}"


@dataclass(frozen=True, slots=True)
class Law:
    """All packs and county overlays known. Two never cover the same day in the same area."""

    packs: tuple[Pack, ...]
    overlays: tuple[Overlay, ...] = ()
    _laid: dict[tuple[str, str], Pack] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _both: dict[tuple[str, ...], Overlay] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @classmethod
    def of(cls, packs: Iterable[Pack], overlays: Iterable[Overlay] = ()) -> "Law":
        """Raises ``Twice`` where ids repeat or two of one area overlap."""
        return cls(apart(Saying("packs"), packs), apart(Saying("overlays"), overlays))

    def on(self, day: date, area: str = "5401") -> Pack:
        """The law of a day in an area (a division code); the narrowest area wins.

        Without county additions. Raises ``NoLawInForce`` where none is.
        """
        return self._covering(day, area).on(day)

    def _covering(self, day: date, area: str) -> Pack:
        covering = [p for p in self.packs if lies_in(area, p.area) and p.covers(day)]
        if not covering:
            raise NoLawInForce(
                Saying("no policy pack is in force in {area} on {day}", area=area, day=day)
            )
        return max(covering, key=lambda pack: narrowness(pack.area))

    def governing(self, day: date, area: str) -> Pack:
        """The law of a day in an area, with what its county adds that day (34).

        Raises ``NoLawInForce`` where none is.
        """
        city = self._covering(day, area)
        overlay = self.overlay_on(city.id, day, area)
        return (city if overlay is None else self._under(city, overlay)).on(day)

    def pack(self, name: str, on: date | None = None) -> Pack:
        """The pack of that name, in force or not, with the overlay the name holds.

        As it is on a day; without one, after the last change that is known: whoever asks about a
        case names the day that governs (``domain/case/governing.py``). Raises ``NoLawInForce``
        where pack or overlay are unknown, or begin later.
        """
        found = self._named(name)
        return found if on is None else found.on(on)

    def pages(self, name: str, on: date) -> tuple[Pack, ...]:
        """The law of a day as it is known now, and as it was known before each correction.

        Raises ``NoLawInForce`` as ``pack`` does.
        """
        now = self.pack(name, on)
        return (now, *(book.on(on) for book in reversed(now.book.earlier)))

    def digests(self, id: str, on: date) -> tuple[Mapping[str, str], ...]:
        """What decides by entry in a pack or an overlay by itself, as known now and before.

        Raises ``NoLawInForce`` where it is unknown or begins later.
        """
        for overlay in self.overlays:
            if overlay.id == id:
                return tuple(one.on(on).digests for one in (overlay, *overlay.earlier))
        return tuple(page.digests for page in self.pages(id, on))

    def _named(self, name: str) -> Pack:
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
        """What is added to a pack that is in force there on a day, if anything is.

        The city's document and the county's own are one, named by both.
        """
        some = [
            one
            for one in self.overlays
            if one.pack == pack and lies_in(area, one.area) and one.covers(day)
        ]
        return self._joined(sorted(some, key=lambda one: narrowness(one.area))) if some else None

    def _joined(self, some: Sequence[Overlay]) -> Overlay:
        """Several as one, the widest first: the same one each time."""
        key = tuple(one.id for one in some)
        if key not in self._both:
            self._both[key] = reduce(together, some)
        return self._both[key]

    def overlay(self, id: str) -> Overlay:
        """The overlay of that id, or those it names. Raises ``NoLawInForce`` where one is unknown."""
        known = {one.id: one for one in self.overlays}
        names = id.split(JOINT)
        if strange := [name for name in names if name not in known]:
            raise NoLawInForce(f"no county overlay is named {strange[0]!r}")
        return self._joined([known[name] for name in names])

"""All that a pack's file says, of all days; opened on a day it is the law of that day.

What is in force changes on few days. For each period between two of them the pack is put together
once, from the entries in force, and found again by every day of the period.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from adapters.packs import entries, paperwork_entries, schema
from adapters.packs.dated import ONE_DAY, Windows, changes, on, places, reread
from adapters.packs.findings import Findings, read
from adapters.packs.form import digest, digests, fingerprint
from adapters.packs.lines import Lines
from adapters.packs.outcome_checks import Known
from adapters.packs.outcome_schema import OUTCOME_TABLES
from adapters.packs.prescribed import Prescriber, applying, depends_on
from adapters.packs.reachable import absent_under, check_end, check_reachable
from adapters.packs.schema import Entry
from adapters.packs.step_checks import check_quick
from domain.ground.sayings import Saying
from domain.law.casework import joined
from domain.law.citations import Citation
from domain.law.mistakes import PackError
from domain.law.outcome import Outcomes
from domain.law.overlay import Overlay
from domain.law.pack import NoLawInForce, Pack
from domain.law.parts import LimitEntry, Reading
from domain.time.limits import Expiry, Limits
from domain.time.timetable import Timetable

Written = Mapping[str, list[Entry | None]]
Interpretation = tuple[str, str, date, date]
"""An ambiguity, the reading chosen, since when, and the day it became known."""


@dataclass(frozen=True, slots=True)
class Book:
    """A pack's file, read under some choices of readings, with or without a county's additions.

    ``since`` are the first days of its periods, ``sha256`` is the hash of the file. ``known``: since
    when this much is known; ``earlier`` are the books of what was known before, the oldest first.
    """

    head: entries.Head
    provisions: Mapping[str, str]
    clauses: Mapping[str, str]
    windows: Windows
    published: tuple[Entry, ...]
    cite: Callable[[str], Citation]
    since: tuple[date, ...]
    sha256: str = ""
    known: date | None = None
    earlier: tuple["Book", ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    overlay: Overlay | None = None
    _pages: dict[date, Pack] = field(default_factory=dict, init=False, compare=False, repr=False)
    _timetable: list[Timetable] = field(default_factory=list, init=False, compare=False, repr=False)
    _read: dict[Interpretation, "Book"] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @classmethod
    def of(
        cls,
        head: entries.Head,
        provisions: Mapping[str, str],
        clauses: Mapping[str, str],
        windows: Windows,
        published: Iterable[Entry],
        cite: Callable[[str], Citation],
    ) -> "Book":
        """The book of a file's entries, each with its days."""
        since = changes(windows, head.valid_from)
        return cls(head, provisions, clauses, windows, tuple(published), cite, since)

    def on(self, day: date) -> Pack:
        """The law of a day. Raises ``NoLawInForce`` before its first."""
        number = bisect_right(self.since, day)
        if number == 0:
            raise NoLawInForce(Saying("pack {id!r} begins after {day}", id=self.head.id, day=day))
        first = self.since[number - 1]
        page = self._pages.get(first)
        if page is None:
            page = self._pages[first] = self._opened(first, self._silent())
        return page

    def _silent(self) -> Findings:
        """Where to note what is wrong with a text that was found to be good."""
        return Findings(Lines({}), self.cite, places=places(self.windows))

    @property
    def latest(self) -> Pack:
        """The law after the last change that is known."""
        return self.on(self.since[-1])

    @property
    def timetable(self) -> Timetable:
        """The time limits of all days."""
        if not self._timetable:
            self._timetable.append(Timetable.of((day, self.on(day).limits) for day in self.since))
        return self._timetable[0]

    def read_as(self, choices: Mapping[str, str]) -> "Book":
        """The same under other readings."""
        both = tuple(sorted((dict(self.choices) | dict(choices)).items()))
        earlier = tuple(one.read_as(choices) for one in self.earlier)
        return replace(self, choices=both, earlier=earlier)

    def interpreted(self, reading: str, choice: str, since: date, known: date) -> "Book":
        """The same where one ambiguity is read otherwise from a day on, which became known on another.

        As if the file had one row more; what was known before is still there. Raises ``PackError``
        where the law does not hold together so. Found to hold, it is not opened again.
        """
        asked = (reading, choice, since, known)
        if asked not in self._read:
            self._read[asked] = self._interpreted(*asked)
        return self._read[asked]

    def _interpreted(self, reading: str, choice: str, since: date, known: date) -> "Book":
        found = self._silent()
        begins = self.head.valid_from
        read = reread(self.windows["reading"], reading, choice, since, begins, found)
        windows = {**self.windows, "reading": read}
        days = changes(windows, begins)
        book = replace(
            self, windows=windows, since=days, known=known, earlier=(*self.earlier, self)
        )
        book.check(found)
        if found.problems:
            raise PackError(found.problems)
        return book

    def under(self, overlay: Overlay) -> "Book":
        """The same with a county's additions, and the days on which they change.

        What became known of either is known of both together, one after the other.
        """
        cities, counties = (*self.earlier, self), (*overlay.earlier, overlay)
        told = [(one.known or date.min, 0, n) for n, one in enumerate(cities[1:], start=1)]
        told += [(one.known or date.min, 1, n) for n, one in enumerate(counties[1:], start=1)]
        city, county = cities[0], counties[0]
        together: tuple[Book, ...] = (city._with(county, ()),)
        for _, whose, number in sorted(told):
            if whose:
                county = counties[number]
            else:
                city = cities[number]
            together = (*together, city._with(county, together))
        return together[-1]

    def _with(self, overlay: Overlay, earlier: tuple["Book", ...]) -> "Book":
        """One state of knowledge of the city's law under one of the county's."""
        since = {*self.since, *(day for day in overlay.since if day >= self.since[0])}
        known = max((day for day in (self.known, overlay.known) if day is not None), default=None)
        return replace(
            self, overlay=overlay, since=tuple(sorted(since)), known=known, earlier=earlier
        )

    def check(self, found: Findings) -> None:
        """The law of every period holds together, under each single change of a reading."""
        found.places = places(self.windows)
        for number, day in enumerate(self.since):
            before = tuple(found.problems)
            self._opened(day, found, thoroughly=True)
            if number:
                found.since(day, before)

    def _opened(self, day: date, found: Findings, thoroughly: bool = False) -> Pack:
        """The pack of the period that begins on a day. What is wrong goes to ``found``; where
        nothing was to be found wrong any more, raises ``PackError``.
        """
        written = on(self.windows, day)
        readings, limits, parts = self._parts(written, found)
        prescriber = self._prescriber(written)
        scales, outcomes = prescriber.build(readings, found)
        if thoroughly:
            self._check(limits, outcomes, found)
            check_quick(written, outcomes.casework, found)
            prescriber.check(readings, found)
        elif found.problems:
            raise PackError(found.problems)
        head = self.head
        own = {} if found.problems else self._digests(written, prescriber, readings, found)
        city = Pack(
            id=head.id,
            document=head.document,
            title=head.title,
            area=head.area,
            valid_from=head.valid_from,
            valid_to=head.valid_to,
            bases=head.bases,
            provisions=self.provisions,
            clauses=self.clauses,
            county=head.county,
            readings=readings,
            scales=scales,
            limits=applicable(limits.values(), readings, head.ends_all),
            outcomes=outcomes,
            decisive=depends_on(prescriber.raw, readings),
            first=day,
            last=self._last(day),
            book=self,
            digests=own,
            fingerprint=fingerprint(own.values()),
            **parts,
        )
        return city if self.overlay is None else laid(city, self.overlay)

    def _check(self, limits: Mapping[int, LimitEntry], outcomes: Outcomes, found: Findings) -> None:
        """Every limit can start and stop, and ends with the file."""
        if self.head.id:
            check_end(self.head.ends_all, found)
        check_reachable(limits, absent_under(outcomes.casework), found)

    def _parts(
        self, written: Written, found: Findings
    ) -> tuple[Mapping[str, Reading], Mapping[int, LimitEntry], Mapping[str, Any]]:
        """What needs no readings to be built, and the readings."""
        s, e = schema, entries
        parameters = read("parameter", written["parameter"], s.PARAMETER, e.parameter, found)
        documents = read(
            "document",
            written["document"],
            paperwork_entries.DOCUMENT,
            lambda entry: paperwork_entries.document(entry, found.cite),
            found,
        )
        readings = self._readings(written, found)
        limits = read("limit", written["limit"], s.LIMIT, e.limit, found)
        check_limits(limits, readings, found)
        parts = {
            "parameters": tuple(parameters.values()),
            "documents": {rule.kind: rule for rule in documents.values()},
        }
        return readings, limits, parts

    def _readings(self, written: Written, found: Findings) -> dict[str, Reading]:
        """As the file has them, or as they were chosen where the day knows that question."""
        built = read("reading", written["reading"], schema.READING, entries.reading, found)
        readings = {one.id: one for one in built.values()}
        for id, choice in self.choices:
            if id in readings and choice in readings[id].possible:
                readings[id] = readings[id].read_as(choice)
        return readings

    def _prescriber(self, written: Written) -> Prescriber:
        raw = {table: written.get(table, []) for table in OUTCOME_TABLES}
        raw["published"] = list(self.published)
        limits = [entry for entry in written["limit"] if entry is not None]
        known = Known(
            {str(e.get("id")): str(e.get("unit")) for e in written["parameter"] if e is not None},
            frozenset(str(entry.get("id")) for entry in limits),
            frozenset(str(e.get("id")) for e in limits if e.get("expiry") == Expiry.ENDS_NOTICE),
        )
        return Prescriber(raw, known, self.cite)

    def _digests(
        self,
        written: Written,
        prescriber: Prescriber,
        readings: Mapping[str, Reading],
        found: Findings,
    ) -> dict[str, str]:
        """Of the head and of each entry in force under these readings."""
        under = applying({"limit": written["limit"]}, readings, found)
        chosen = [{"id": one.id, "chosen": one.chosen} for one in readings.values()]
        by_itself = {table: written[table] for table in ("parameter", "document")}
        outcomes = applying(prescriber.raw, readings, found)
        return {
            "pack": digest("pack", self.head.decides),
            "clauses": digest("clauses", self.clauses),
            **digests({**by_itself, **outcomes, **under, "reading": chosen}),
        }

    def _last(self, day: date) -> date | None:
        """The last day of the period that begins on a day; none for the last one."""
        later = [since for since in self.since if since > day]
        return later[0] - ONE_DAY if later else None


def laid(city: Pack, overlay: Overlay) -> Pack:
    """A city's pack with its county's additions, both of one day."""
    for part in overlay.parts:
        city = _laid(city, part)
    return replace(city, overlay=overlay)


def _laid(city: Pack, overlay: Overlay) -> Pack:
    added = overlay.on(city.first)
    casework = joined((city.outcomes.casework, added.casework))
    own = {limit.id for limit in added.limits}
    kept = tuple(limit for limit in city.limits if limit.id not in own)
    both = _together(city.digests, overlay.id, added.digests)
    return replace(
        city,
        outcomes=replace(city.outcomes, casework=casework),
        limits=Limits((*kept, *added.limits), city.limits.ends_all),
        parameters=(*city.parameters, *added.parameters),
        readings={**city.readings, **added.readings},
        digests=both,
        fingerprint=fingerprint(both.values()),
    )


def _together(city: Mapping[str, str], overlay: str, added: Mapping[str, str]) -> dict[str, str]:
    """The county's limit or procedure stands in the place of the city's."""
    kept = {name: one for name, one in city.items() if name not in added}
    return {**kept, **{f"{overlay}: {name}": one for name, one in added.items()}}


def applicable(
    entries: Iterable[LimitEntry], readings: Mapping[str, Reading], ends_all: frozenset[str]
) -> Limits:
    """The limits that apply under the chosen readings."""
    chosen = [
        entry.limit
        for entry in entries
        if entry.reading is None
        or (entry.reading[0] in readings and readings[entry.reading[0]].chosen == entry.reading[1])
    ]
    return Limits(tuple(chosen), ends_all)


def check_limits(
    limits: Mapping[int, LimitEntry], readings: Mapping[str, Reading], found: Findings
) -> None:
    """Ids are unique under each reading, and readings named by limits are possible ones."""
    seen: dict[str, set[tuple[str, str] | None]] = {}
    for index, entry in limits.items():
        under = seen.setdefault(entry.limit.id, set())
        clash = entry.reading in under or (under and None in (entry.reading, *under))
        if clash or any(r and entry.reading and r[0] != entry.reading[0] for r in under):
            found.add("limit", index, "id", Saying("{id!r} is defined twice", id=entry.limit.id))
        under.add(entry.reading)
        if entry.reading is not None:
            id, choice = entry.reading
            if id not in readings or choice not in readings[id].possible:
                found.add(
                    "limit",
                    index,
                    "reading",
                    Saying("no reading {choice!r} of {id!r}", choice=choice, id=id),
                )

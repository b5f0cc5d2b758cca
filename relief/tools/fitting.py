"""Every fingerprint a case names held to the law on record of that name and day, for ``relief verify``."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from domain.case.amendment.facts import ApplicationAmended, ApplicationCorrected
from domain.case.intake.facts import ApplicationAccepted, ApplicationSubmitted
from domain.case.recomputation import DECISIONS, trace_of
from domain.case.transfer.facts import FilePassedOn, FileTakenOver
from domain.ground.facts import LawApplied, Recorded
from domain.ground.posts import TOWNSHIP
from domain.law.overlay import JOINT
from domain.law.pack import Law, NoLawInForce, joint
from relief.words.dictionary import fact as fact_word
from relief.words.sentences import say

SIDE_BY_SIDE = timedelta(days=1)
"""So long servers that were not started again may go on by the law of before, beside one that was."""


class Fitting:
    """Takes in facts as they pass by; ``faults`` says which names law that never was, or no more was.

    A correction makes another page of the same day: what was decided on the one before still fits.
    Law counts for each server from its own next start: what one that runs on does ``SIDE_BY_SIDE`` is
    no fault, ``notes`` tell of it.
    """

    def __init__(self, law: Law) -> None:
        self._law = law
        self._areas: dict[str, str] = {}
        self._accepted: dict[str, date] = {}
        self._page: dict[str, tuple[str, date, int]] = {}
        self._since: dict[str, datetime] = {}
        self._found: list[tuple[str, str]] = []
        self.notes: list[str] = []

    def look(self, recorded: Recorded) -> None:
        """Take in one fact of the history."""
        fact = recorded.fact
        if isinstance(fact, ApplicationSubmitted | FileTakenOver | FilePassedOn):
            self._areas[recorded.stream] = fact.village_code or fact.township
        if isinstance(fact, ApplicationAmended | ApplicationCorrected):
            township = self._areas[recorded.stream][:TOWNSHIP]
            self._areas[recorded.stream] = fact.stands.village_code or township
        if isinstance(fact, ApplicationAccepted):
            self._accepted[recorded.stream] = fact.on
            self._without(recorded, fact)
        for counting in recorded.law.split(JOINT)[1:]:
            self._since.setdefault(counting, recorded.recorded_at)
        day = self._accepted.get(recorded.stream)
        if day is None:
            return
        for named in applied(recorded):
            self._held(recorded, named, day)

    def _held(self, recorded: Recorded, named: LawApplied, day: date) -> None:
        try:
            pages = [one.fingerprint for one in self._law.pages(named.name, day)]
        except NoLawInForce:
            return
        if named.fingerprint not in pages:
            self._fault(recorded, named, say("fitting.no-law", id=named.name, day=day))
            return
        page = pages.index(named.fingerprint)
        self._since.setdefault(named.fingerprint, recorded.recorded_at)
        name, then, before = self._page.get(recorded.stream, ("", day, page))
        if (name, then) == (named.name, day) and page > before:
            newer = pages[before]
            if self._running_on(recorded, newer):
                self._note(recorded, say("fitting.before-correction", newer=newer))
            else:
                what = say("fitting.before", day=day)
                self._fault(recorded, named, what)
        self._page[recorded.stream] = named.name, day, page

    def _without(self, recorded: Recorded, fact: ApplicationAccepted) -> None:
        """An acceptance under the city's law alone, where the county's own counted already."""
        try:
            governing = self._law.governing(fact.on, self._areas.get(recorded.stream, ""))
        except NoLawInForce:
            return
        own = governing.overlay
        if own is None or own.id in fact.pack.split(JOINT) or own.id not in self._since:
            return
        if self._running_on(recorded, own.id):
            self._note(recorded, say("fitting.county-rules", id=own.id))
            return
        what = say("fitting.county-counted", id=fact.pack, own=own.id)
        self._found.append((fact.pack, f"{_place(recorded)}{what}"))

    def _running_on(self, recorded: Recorded, newer: str) -> bool:
        """Whether a server that was not started again may have done this."""
        return recorded.recorded_at - self._since[newer] <= SIDE_BY_SIDE

    def _note(self, recorded: Recorded, what: str) -> None:
        where = say("fitting.fact", stream=recorded.stream, version=recorded.version)
        self.notes.append(say("fitting.check", where=where, what=what))

    def _fault(self, recorded: Recorded, named: LawApplied, what: str) -> None:
        said = say("fitting.fingerprint", fingerprint=named.fingerprint, what=what)
        self._found.append((named.name, f"{_place(recorded)}{said}"))

    def faults(self, edited: Collection[str]) -> list[str]:
        """Each, but of files of which is told already that they were ``edited`` or are gone."""
        return [told for name, told in self._found if set(name.split(JOINT)).isdisjoint(edited)]


def _place(recorded: Recorded) -> str:
    return say(
        "fitting.place",
        stream=recorded.stream,
        version=recorded.version,
        fact=fact_word(recorded.fact.NAME),
    )


def applied(recorded: Recorded) -> Iterator[LawApplied]:
    """The law an acceptance, an opinion or a decision names with its fingerprint.

    A trace may be of other readings than its pack: it is reckoned again under them.
    """
    fact = recorded.fact
    if isinstance(fact, ApplicationAccepted) and fact.fingerprint is not None:
        yield LawApplied(fact.pack, fact.fingerprint)
    law = getattr(fact, "law", None)
    if isinstance(law, LawApplied):
        yield law
    elif isinstance(fact, DECISIONS):
        trace = trace_of(fact)
        if trace is not None and trace.fingerprint is not None:
            yield LawApplied(joint(trace.pack, trace.overlay), trace.fingerprint)

"""No file rewrites what facts rest on: entries edited in place, and files taken away, are found by name.

Facts are looked at only where a file is not the one on record, or one on record is gone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from adapters.journal import Journal
from adapters.packs.held import at_11a5808
from domain.case.resting import BY_DAY, kept, rests, stands
from domain.ground.facts import Recorded, topics
from domain.ground.places import lies_in
from domain.ground.posts import COUNTY
from domain.law.overlay import JOINT
from domain.law.pack import Law, Pack
from domain.law.reference import STREAM, ReferenceValueRecorded
from domain.registers.law.facts import LawRecorded
from domain.registers.law.state import Changed, Document, Enacted, Laid, changed, heads
from relief.clock import LHASA
from relief.law.enactment import Enactments, document_of, on_record
from relief.law.recording import rested_on_before
from relief.office.references import figure_id
from relief.office.requests import before
from relief.words.dictionary import fact as fact_word
from relief.words.sentences import say

PAGE = 1_000
FIGURE = "published"
"""The table of figures that are recorded from a pack, one by one."""
MOST_TOLD = 10
"""How many entries and files are told in one sentence."""
RESTING = topics(*BY_DAY)
ON_RECORD = topics(LawRecorded)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """An entry that was edited in place, the first fact that rests on it, and how many do."""

    name: str
    changed: Changed
    stream: str
    version: int
    fact: str
    facts: int = 1

    def __str__(self) -> str:
        done = (
            say("rewriting.removed")
            if self.changed.gone
            else say("rewriting.added")
            if self.changed.was is None
            else say("rewriting.changed")
        )
        more = "" if self.facts == 1 else say("rewriting.many", facts=self.facts)
        return say(
            "rewriting.entry",
            named=self.name,
            entry=self.changed.entry,
            first=self.changed.first,
            done=done,
            stream=self.stream,
            version=self.version,
            fact=fact_word(self.fact),
            more=more,
        )


@dataclass(frozen=True, slots=True)
class Gone:
    """A file on record that no setting leads to any more, and the first fact that rests on it.

    Where none does (``facts`` is 0) it is law in force all the same: without it decisions would go on
    as if it had never been.
    """

    law: LawRecorded
    stream: str = ""
    version: int = 0
    fact: str = ""
    facts: int = 0

    def __str__(self) -> str:
        more = "" if self.facts == 1 else say("rewriting.many", facts=self.facts)
        law = self.law
        why = say(
            "rewriting.rests",
            stream=self.stream,
            version=self.version,
            fact=fact_word(self.fact) if self.facts else "",
            more=more,
        )
        return say(
            "rewriting.file",
            named=law.name,
            document=law.document,
            valid_from=law.valid_from,
            sha256=law.sha256,
            what=why if self.facts else say("rewriting.in-force"),
        )


RESTORE = say("rewriting.restore")
AGAIN = say("rewriting.restore-value")
PUT_BACK = say("rewriting.put-back")


class LawRewritten(Exception):
    """Entries were edited in place, or files taken away, that facts rest on: which, and the way out."""

    def __init__(self, found: Sequence[Rewritten | Gone]) -> None:
        told = "；".join(map(str, found[:MOST_TOLD]))
        more = len(found) - MOST_TOLD
        beyond = say("rewriting.beyond", more=more) if more > 0 else ""
        super().__init__(f"{told}{beyond}。{''.join(dict.fromkeys(map(way_out, found)))}")
        self.found = tuple(found)


def way_out(one: Rewritten | Gone) -> str:
    """What to do about it."""
    if isinstance(one, Rewritten):
        return AGAIN if one.changed.table == FIGURE else RESTORE
    return PUT_BACK.format(setting="RELIEF_OVERLAYS" if one.law.pack else "RELIEF_PACKS")


def rewritten(enacting: Enactments) -> tuple[Rewritten | Gone, ...]:
    """Every entry edited in place that facts rest on, every file taken away that facts rest on or that
    is in force, and every published figure that was recorded and says something else now; each once.
    """
    journal, law = enacting.journal, enacting.law
    counting = enacting.counting
    record = on_record(journal, [one.id for one in counting])
    documents = map(document_of, counting)
    differing = {
        one.name: parts
        for one in documents
        if (parts := _differing(one, record[one.name], journal))
    }
    known = {one.id for one in counting}
    gone = {one.name: one for one in recorded_laws(journal) if one.name not in known}
    found = found_in(journal, enacting.written, law, differing, gone)
    missed = {one.law.name for one in found if isinstance(one, Gone)}
    unused = (
        Gone(law) for name, law in gone.items() if name not in missed and _holds(law, journal)
    )
    return (*found, *unused, *figures(journal, enacting.written.packs))


def _holds(law: LawRecorded, journal: Journal) -> bool:
    """Whether a file has days left: its last one is not behind the newest fact."""
    return law.valid_to is None or law.valid_to >= _newest_day(journal)


def figures(journal: Journal, packs: Iterable[Pack]) -> Iterator[Rewritten]:
    """The published figures of packs that are on record otherwise: the recorded one would stay.

    Its document and what was read there may be told in other words; a figure from another source is
    recorded in the place of the earlier one.
    """
    recorded = {one.command: one for one in journal.read((STREAM,))[STREAM]}
    for pack in packs:
        for value in pack.outcomes.published:
            id = figure_id(value)
            one = recorded.get(id) or recorded.get(before(id))
            if one is None:
                continue
            kept = cast(ReferenceValueRecorded, one.fact)
            if _deciding(kept) == _deciding(value):
                continue
            first = value.valid_from or date(value.period or date.min.year, 1, 1)
            part = Changed(f"{FIGURE} {value.series} {value.area} {first}", first, value.valid_to)
            part = replace(part, was=str(kept.value))
            yield Rewritten(pack.id, part, one.stream, one.version, kept.NAME)


def _deciding(value: ReferenceValueRecorded) -> tuple[object, ...]:
    return value.value, value.unit, value.valid_to, value.published_on


def found_in(
    journal: Journal,
    written: Law,
    law: Law,
    differing: Mapping[str, Sequence[Changed]],
    gone: Mapping[str, LawRecorded],
) -> tuple[Rewritten | Gone, ...]:
    """The facts of a history that rest on what differs or is gone, by entry and file."""
    found: dict[tuple[str, Changed | None], Rewritten | Gone] = {}
    for recorded in _resting(journal) if differing or gone else ():
        moved = _moved(recorded, written, law, differing)
        for key in dict.fromkeys((*moved, *_without(recorded, gone))):
            one = found.get(key)
            found[key] = _first(key, recorded, gone) if one is None else _once_more(one)
    return tuple(found.values())


def _once_more(one: Rewritten | Gone) -> Rewritten | Gone:
    return replace(one, facts=one.facts + 1)


def _first(
    key: tuple[str, Changed | None], recorded: Recorded, gone: Mapping[str, LawRecorded]
) -> Rewritten | Gone:
    (name, part), fact = key, recorded.fact.NAME
    if part is None:
        return Gone(gone[name], recorded.stream, recorded.version, fact, 1)
    return Rewritten(name, part, recorded.stream, recorded.version, fact)


def recorded_laws(journal: Journal) -> tuple[LawRecorded, ...]:
    """The newest of what is on record of each pack and overlay."""
    facts = (one.fact for page in journal.pages(PAGE, ON_RECORD) for one in page)
    return tuple({one.name: one for one in cast(Iterator[LawRecorded], facts)}.values())


def unrewritten(enacting: Enactments) -> None:
    """Raises ``LawRewritten`` where facts rest on what was edited in place or is gone."""
    found = rewritten(enacting)
    if found:
        raise LawRewritten(found)


def rewrites(document: Document, enacting: Enactments) -> tuple[str, ...]:
    """The entries of a file not on record yet that say something else of days that facts rest on.

    Of a file of which nothing is on record: its first day, where facts of its area rest on its days.
    """
    journal = enacting.journal
    state = on_record(journal, [document.name])[document.name]
    if state.newest is None and document.name != at_11a5808().name:
        return _reaching_back(document, journal)
    parts = _differing(document, state, journal)
    laid = enacting.laid_as_law(document)
    found = found_in(journal, laid, laid, {document.name: parts}, {}) if parts else ()
    told = (*found, *figures(journal, (one for one in laid.packs if one.id == document.name)))
    return tuple(one.changed.entry for one in told if isinstance(one, Rewritten))


def _reaching_back(document: Document, journal: Journal) -> tuple[str, ...]:
    """The first day of a new file, where facts of its area were decided on its days without it."""
    if document.valid_from > _newest_day(journal):
        return ()
    back = any(_would_govern(document, one) for one in _resting(journal))
    return (f"valid_from {document.valid_from}",) if back else ()


def _of_area(division: str, area: str) -> bool:
    """Whether what an office decided may be of an area: it lies in it, or the area is part of what a
    township or county decides on.
    """
    return lies_in(division, area) or (len(division) >= COUNTY and area.startswith(division))


def _would_govern(document: Document, recorded: Recorded) -> bool:
    """Whether a fact of a file's area rests, on one of its days, on what it would say otherwise."""
    if not _of_area(recorded.authority.division, document.area):
        return False
    tables = {one.entry.partition(" ")[0] for one in document.entries}
    last = document.valid_to or date.max
    return any(
        document.valid_from <= one.day <= last
        and document.pack in (None, one.name.split(JOINT)[0])
        and (one.tables is None or not one.tables.isdisjoint(tables))
        for one in rests(recorded)
    )


class LaidFiles:
    """The files that wait to count, and the packs that do, for commands about law."""

    def __init__(self, enacting: Enactments) -> None:
        self._enacting = enacting

    def laid(self, name: str) -> tuple[Laid, ...]:
        """The files of a name that wait to count, each with the entries it would rewrite."""
        mine = (one for one in self._enacting.waiting if one.name == name)
        return tuple(Laid(one, rewrites(one, self._enacting)) for one in mine)

    def read_now(self, name: str) -> Pack:
        """A pack as it is read by now. Raises ``NoLawInForce`` where none of that name counts."""
        return self._enacting.read_now(name)


def _differing(document: Document, state: Enacted, journal: Journal) -> tuple[Changed, ...]:
    """What a file says otherwise than the one on record; than the one of before, where none is.

    What begins after the newest fact is left out: nothing can rest on it.
    """
    newest: LawRecorded | Document | None = state.newest
    if newest is None and document.name == at_11a5808().name and rested_on_before(journal):
        newest = at_11a5808()
    if newest is None or newest.sha256 == document.sha256:
        return ()
    until = _newest_day(journal)
    parts = (*heads(newest, document), *changed(newest.entries, document.entries))
    return tuple(one for one in parts if one.first <= until)


def _newest_day(journal: Journal) -> date:
    """The day of the newest fact, where it was recorded."""
    head = journal.store.max_notification_id() or 0
    found = journal.following(max(head - 1, 0), 1)
    return max((one.recorded_at.astimezone(LHASA).date() for one in found), default=date.min)


def _resting(journal: Journal) -> Iterator[Recorded]:
    for page in journal.pages(PAGE, RESTING):
        yield from page


def _moved(
    recorded: Recorded, written: Law, law: Law, differing: Mapping[str, Sequence[Changed]]
) -> Iterator[tuple[str, Changed]]:
    """The entries changed under a fact, where it does not stand as it did.

    One that had put another right is among them where the fact rests on the wrong one: taken back, it
    would leave the list of what is to be looked at again in silence.
    """
    for one in rests(recorded):
        for name in one.name.split(JOINT):
            parts = [part for part in differing.get(name, ()) if one.on(part)]
            if parts and stands(one, law):
                parts = [part for part in parts if part.put_right]
            yield from ((name, p) for p in parts if not kept(p, name, one.day, written))


def _without(
    recorded: Recorded, gone: Mapping[str, LawRecorded]
) -> Iterator[tuple[str, Changed | None]]:
    """The files a fact rests on that are not there any more."""
    for one in rests(recorded) if gone else ():
        yield from ((name, None) for name in one.name.split(JOINT) if name in gone)

"""Every file a case has is there, unchanged and opens; none is there of whoever's key was destroyed,
and none that no case has."""

from adapters.files.store import FilesDown, NoFile
from domain.case.evidence.facts import EvidenceAttached
from domain.ground.facts import Recorded
from domain.ground.history import KeyMissing
from relief.bootstrap import Service
from relief.evidence.orphans import kept
from relief.evidence.waiting import place
from relief.outside import KEYS_DOWN
from relief.tools.findings import Findings
from relief.words.sentences import say


class KeptFiles:
    """Holds the files against what the history says of them; reads each once."""

    def __init__(self, service: Service, found: Findings) -> None:
        self._filing = service.filing
        self._people = service.journal.store.people_by_id
        self._found = found
        self._named: set[str] = set()
        self._there = self._listed()

    def _listed(self) -> tuple[str, ...]:
        """Before the facts are read: what is attached in between is named by then."""
        try:
            return tuple(kept(self._filing.store))
        except FilesDown:
            self._found.fault(say("kept.down"))
            return ()

    def others(self) -> None:
        """Files no fact names; to be asked once every fact was looked at."""
        for file in self._there:
            if file not in self._named:
                self._found.fault(say("kept.orphan", file=file))

    def look(self, recorded: Recorded) -> None:
        """A fact of a file; any other is none of this."""
        fact = recorded.fact
        if not isinstance(fact, EvidenceAttached):
            return
        self._named.add(fact.file)
        where = say("kept.place", stream=recorded.stream, version=recorded.version)
        rows = self._people([one.person for one in fact.keys])
        if any(row.wrapped_key == "" for row in rows.values()):
            self._found.destroyed += 1
            if self._filing.store.has(place(fact.file)):
                self._found.fault(say("kept.remains", place=where))
            return
        self._found.files += 1
        self._held(fact, where)

    def _held(self, fact: EvidenceAttached, where: str) -> None:
        try:
            self._filing.key(fact.file, fact.keys)
            self._found.opened += len(fact.keys)
        except (KeyMissing, *KEYS_DOWN):
            self._found.fault(say("kept.shut", place=where))
        try:
            if not self._filing.whole(fact):
                self._found.fault(say("kept.differs", place=where))
        except NoFile:
            self._found.fault(say("kept.missing", place=where))

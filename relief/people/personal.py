"""Showing facts to people: masked to everybody, in clear to those who gave a reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from adapters.journal import Journal
from adapters.keys.sealer import KeySealer
from domain.ground.facts import Recorded
from domain.ground.history import KeyGone
from domain.ground.masks import DESTROYED
from domain.ground.people import UNKNOWN, PersonId, Private
from relief.people.masking import FIELDS, Kind, field_of, masked


@dataclass(frozen=True, slots=True)
class Value:
    """One personal value: in which fact of the case, where in it, about whom."""

    version: int
    fact: str
    path: str
    person: PersonId
    text: str


class Personal:
    """Opens what may be seen of facts, and nothing once a person's key is destroyed."""

    def __init__(self, journal: Journal, sealer: KeySealer) -> None:
        self._journal = journal
        self._sealer = sealer

    def masked(self, records: Sequence[Recorded]) -> list[Recorded]:
        """The same facts with every private value as a masked text."""
        gone = self._gone(records)

        def shown(recorded: Recorded) -> Recorded:
            def mask(private: Private, path: str) -> str:
                kind = FIELDS[field_of(path)]
                if private.about in gone:
                    return DESTROYED
                if kind is Kind.TEXT:
                    return masked(kind, "")
                return masked(kind, self._text(recorded, private, path))

            return self._journal.changed(recorded, mask)

        return [shown(recorded) for recorded in records]

    def opened(self, recorded: Recorded) -> Recorded:
        """The same fact in clear, for documents.

        Raises ``KeyGone`` once the key of anybody in it is destroyed: a paper with holes is none.
        """
        for person in self._gone([recorded]):
            raise KeyGone(person)
        return self._journal.opened(recorded)

    def values(
        self,
        records: Sequence[Recorded],
        fields: Collection[str],
        persons: Collection[PersonId] = (),
    ) -> list[Value]:
        """The clear values of some fields, of some persons (of all, where none is named)."""
        gone, found = self._gone(records), list[Value]()
        for recorded in records:

            def note(private: Private, path: str, recorded: Recorded = recorded) -> Private:
                wanted = field_of(path) in fields and (not persons or private.about in persons)
                if wanted:
                    lost = private.about in gone
                    text = DESTROYED if lost else self._text(recorded, private, path)
                    fact = recorded.fact.NAME
                    found.append(Value(recorded.version, fact, path, private.about, text))
                return private

            self._journal.changed(recorded, note)
        return found

    def persons(self, records: Sequence[Recorded]) -> tuple[PersonId, ...]:
        """Whom the private values of these facts are about, in order of appearance."""
        about = dict[PersonId, None]()

        def note(private: Private, path: str) -> Private:
            about.setdefault(private.about)
            return private

        for recorded in records:
            self._journal.changed(recorded, note)
        about.pop(UNKNOWN, None)
        return tuple(about)

    def _text(self, recorded: Recorded, private: Private, path: str) -> str:
        return self._sealer.open(private, recorded.stream, recorded.version, path)

    def _gone(self, records: Sequence[Recorded]) -> frozenset[PersonId]:
        """Those without a key, looked up now: what another process destroyed counts at once.

        What was kept in clear before facts of its kind were sealed is shown only while somebody
        of its stream still has a key.
        """
        about = self.persons(records)
        gone = frozenset(about) - self._sealer.keep(about)
        return gone | {UNKNOWN} if about and len(gone) == len(about) else gone

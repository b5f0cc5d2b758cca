"""Showing facts to people: masked to everybody, in clear to those who gave a reason."""

from collections.abc import Collection, Iterable, Sequence
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
        gone = self._gone(self.persons(records))

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
        for person in self._gone(self.persons([recorded])):
            raise KeyGone(person)
        return self._journal.opened(recorded)

    def values(
        self,
        records: Sequence[Recorded],
        fields: Collection[str],
        persons: Collection[PersonId] = (),
    ) -> list[Value]:
        """The clear values of some fields, of some persons (of all, where none is named)."""
        held = [(one, *where) for one in records for where in self._privates(one)]
        gone, found = self._gone(_about(private for _, private, _ in held)), list[Value]()
        for recorded, private, path in held:
            if field_of(path) in fields and (not persons or private.about in persons):
                lost = private.about in gone
                text = DESTROYED if lost else self._text(recorded, private, path)
                fact = recorded.fact.NAME
                found.append(Value(recorded.version, fact, path, private.about, text))
        return found

    def persons(self, records: Sequence[Recorded]) -> tuple[PersonId, ...]:
        """Whom the private values of these facts are about, in order of appearance."""
        return _about(private for one in records for private, _ in self._privates(one))

    def _privates(self, recorded: Recorded) -> list[tuple[Private, str]]:
        """The private values of a fact, sealed, with where they stand."""
        found: list[tuple[Private, str]] = []

        def note(private: Private, path: str) -> Private:
            found.append((private, path))
            return private

        self._journal.changed(recorded, note)
        return found

    def _text(self, recorded: Recorded, private: Private, path: str) -> str:
        return self._sealer.open(private, recorded.stream, recorded.version, path)

    def _gone(self, about: tuple[PersonId, ...]) -> frozenset[PersonId]:
        """Those of them without a key, looked up now: what another process destroyed counts at once.

        What was kept in clear before facts of its kind were sealed is shown only while somebody
        of its stream still has a key.
        """
        if not about:
            return frozenset()
        gone = frozenset(about) - self._sealer.keep(about)
        return gone | {UNKNOWN} if len(gone) == len(about) else gone


def _about(values: Iterable[Private]) -> tuple[PersonId, ...]:
    """Whom private values are about, each once."""
    return tuple(one for one in dict.fromkeys(v.about for v in values) if one != UNKNOWN)

"""The sealed values of the history, one after the other, and whose they are. Bounded memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adapters.journal import Journal
from adapters.keys.sealer import KeySealer
from domain.ground.facts import Recorded
from domain.ground.history import PersonRow
from domain.ground.people import UNKNOWN, Private

PAGE = 500


@dataclass(frozen=True, slots=True)
class Box:
    """A sealed value: where it stands, and the person it is about (``None``: nobody knows them)."""

    recorded: Recorded
    path: str
    private: Private
    person: PersonRow | None

    @property
    def destroyed(self) -> bool:
        """Whether the person's key was destroyed, and the value with it."""
        return self.person is not None and not self.person.wrapped_key

    def opened(self, sealer: KeySealer) -> str:
        """The clear text. Raises what the sealer raises."""
        at = self.recorded
        if self.person is not None:
            sealer.introduce([self.person])
        return sealer.open(self.private, at.stream, at.version, self.path)


def every_box(journal: Journal) -> Iterator[Box]:
    """Every sealed value of the history, the oldest first."""
    for page in journal.pages(PAGE):
        yield from boxes(journal, page)


def boxes(journal: Journal, page: Sequence[Recorded]) -> Iterator[Box]:
    """The sealed values of some facts, their persons looked up in one round trip."""
    found: list[tuple[Recorded, str, Private]] = []
    for recorded in page:

        def note(private: Private, path: str, recorded: Recorded = recorded) -> Private:
            if private.box is not None and private.about != UNKNOWN:
                found.append((recorded, path, private))
            return private

        journal.changed(recorded, note)
    people = journal.store.people_by_id([*{private.about for _, _, private in found}])
    for recorded, path, private in found:
        yield Box(recorded, path, private, people.get(private.about))

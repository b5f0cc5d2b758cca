"""Which files name a person: from the ledgers, and from the history where they are behind."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from adapters.journal import Journal
from adapters.store.places import FOLLOWERS
from adapters.store.places import Places as LedgerPlaces
from adapters.store.schema import NAMING
from domain.case.events import ApplicationSubmitted
from domain.facts import FACTS, Recorded
from domain.lead import LeadRecorded
from projections.applicants import APPLICANTS, files_of

PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Dossier:
    """The streams of all files that name a person, as far as ``seen``; whether there is one at all."""

    streams: tuple[str, ...]
    seen: int
    known: bool


class Dossiers:
    """Finds a person's files, none left out that was recorded before it was asked."""

    def __init__(self, journal: Journal, ledgers: LedgerPlaces, follower: str) -> None:
        self._journal = journal
        self._ledgers = ledgers
        self._follower = follower

    def of(self, person: str) -> Dossier:
        """Every file up to the newest position there is now."""
        head = self._journal.store.max_notification_id() or 0
        with self._ledgers.reading() as connection:
            there = connection.dialect.has_table(connection, APPLICANTS.name)
            mine = select(FOLLOWERS.c.position).where(FOLLOWERS.c.name == self._follower)
            reached = (connection.execute(mine).scalar_one_or_none() or 0) if there else 0
            found = {row["stream"] for row in files_of(connection, person)} if there else set()
        found |= {one.stream for one in self._named(reached, head) if names(one, person)}
        known = bool(self._journal.store.people_by_id([person]))
        return Dossier(tuple(sorted(found)), head, known)

    def _named(self, after: int, to: int) -> Iterator[Recorded]:
        """The facts after a position by which somebody first stands in a file."""
        topics = [f"{n}/{v}" for n in NAMING for v in range(1, FACTS[n].VERSION + 1)]
        while after < to:
            page = self._journal.following(after, PAGE, to, topics)
            yield from page
            after = page[-1].position if len(page) == PAGE else to


def names(recorded: Recorded, person: str) -> bool:
    """Whether a fact names the person."""
    match recorded.fact:
        case ApplicationSubmitted(members=members):
            return any(member.person == person for member in members)
        case LeadRecorded(person=about):
            return about == person
        case _:
            return False

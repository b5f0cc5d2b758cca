"""Which files name a person: from the ledgers, and from the history where they are behind."""

from collections.abc import Iterator
from typing import Protocol

from sqlalchemy import select

from adapters.store.place import FOLLOWERS, Place
from domain.case.amendment.amended import named
from domain.case.amendment.facts import ApplicationAmended, CorrectionRequested
from domain.case.intake.facts import ApplicationSubmitted
from domain.ground.facts import FACTS, Recorded, topics
from domain.ground.history import NAMING, is_person
from domain.registers.leads.facts import LeadRecorded
from projections.applicants import APPLICANTS, files_of
from relief.office.ports import Dossier, Journal

PAGE = 1_000
TOPICS = topics(*(FACTS[name] for name in NAMING))


class Ledgers(Protocol):
    """Where the ledgers are, if there are any."""

    def found(self) -> Place | None:
        """The complete ones."""
        ...


class Dossiers:
    """Finds a person's files, none left out that was recorded before it was asked."""

    def __init__(self, journal: Journal, ledgers: Ledgers, follower: str) -> None:
        self._journal = journal
        self._ledgers = ledgers
        self._follower = follower

    def of(self, person: str) -> Dossier:
        """Every file up to the newest position there is now."""
        head = self._journal.head
        found, reached = self._listed(person)
        found |= {one.stream for one in self._named(reached, head) if names(one, person)}
        known = is_person(person) and bool(self._journal.people_by_id([person]))
        return Dossier(tuple(sorted(found)), head, known)

    def _listed(self, person: str) -> tuple[set[str], int]:
        """The files the ledgers know of, and up to where; nothing while there are no ledgers."""
        place = self._ledgers.found()
        if place is None:
            return set(), 0
        with place.reading() as connection:
            mine = select(FOLLOWERS.c.position).where(FOLLOWERS.c.name == self._follower)
            reached: int = connection.execute(mine).scalar_one_or_none() or 0
            there = connection.dialect.has_table(connection, APPLICANTS.name)
            return (
                ({row["stream"] for row in files_of(connection, person)}, reached)
                if there
                else (set(), 0)
            )

    def _named(self, after: int, to: int) -> Iterator[Recorded]:
        """The facts after a position by which somebody first stands in a file."""
        while after < to:
            page = self._journal.following(after, PAGE, to, TOPICS)
            yield from page
            after = page[-1].position if len(page) == PAGE else to


def names(recorded: Recorded, person: str) -> bool:
    """Whether a fact names the person."""
    match recorded.fact:
        case ApplicationSubmitted() | ApplicationAmended() | CorrectionRequested() as fact:
            return any(member.person == person for member in named(fact))
        case LeadRecorded(person=about):
            return about == person
        case _:
            return False

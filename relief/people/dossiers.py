"""Which files name a person: from the ledgers, and from the history where they are behind."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from sqlalchemy import select

from adapters.store.place import FOLLOWERS, Place
from domain.account.home import AlikeFile
from domain.case.amendment.amended import named
from domain.case.amendment.facts import ApplicationAmended, CorrectionRequested
from domain.case.intake.facts import ApplicationSubmitted
from domain.ground.facts import FACTS, Recorded, topics
from domain.ground.history import NAMING, is_person
from domain.ground.matter import Likeness
from domain.registers.leads.facts import LeadRecorded
from projections.applicants import APPLICANTS, files_of
from projections.likenesses import LIKENESSES, MOST, alike, shared, values_of
from relief.office.ports import Dossier, Journal
from relief.office.streams import case_stream

PAGE = 1_000
NAMED = topics(*(FACTS[name] for name in NAMING))
COMPARED = topics(ApplicationSubmitted)
"""Facts by which an application says what it is compared by, where no ledger has it yet."""


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

    def alike(self, case: str) -> tuple[AlikeFile, ...]:
        """The applications of others that share a telephone, an account or an address with one."""
        head, stream = self._journal.head, case_stream(case)
        own = (one.fact for one in self._journal.read((stream,))[stream])
        values = [one for fact in own for one in values_of(fact)]
        found, reached = self._known_alike(values, case)
        newer = (_likeness(one, values) for one in self._after(reached, head, COMPARED))
        first = [one for one in newer if one is not None and one.case != case]
        every = {one.case: one for one in (*reversed(first), *found)}
        return tuple(every.values())[:MOST]

    def _known_alike(
        self, values: list[tuple[str, Likeness]], case: str
    ) -> tuple[list[AlikeFile], int]:
        """Those the ledgers know of, and up to where; none while there are no ledgers."""
        place = self._ledgers.found()
        if place is None or not values:
            return [], 0 if values else self._journal.head
        with place.reading() as connection:
            mine = select(FOLLOWERS.c.position).where(FOLLOWERS.c.name == self._follower)
            reached: int = connection.execute(mine).scalar_one_or_none() or 0
            if not connection.dialect.has_table(connection, LIKENESSES.name):
                return [], 0
            return alike(connection, values, case), reached

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
        return self._after(after, to, NAMED)

    def _after(self, after: int, to: int, stored: Sequence[str]) -> Iterator[Recorded]:
        """The facts as stored by some names after a position."""
        while after < to:
            page = self._journal.following(after, PAGE, to, stored)
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


def _likeness(recorded: Recorded, values: Iterable[tuple[str, Likeness]]) -> AlikeFile | None:
    """An application, where it shares one of these values."""
    fact, own = recorded.fact, tuple(values)
    told = (
        shared(mine, theirs)
        for value, theirs in values_of(fact)
        for other, mine in own
        if value == other
    )
    found = dict.fromkeys(one for one in told if one is not None)
    if not found or not isinstance(fact, ApplicationSubmitted):
        return None
    return AlikeFile(fact.applicant, fact.case, tuple(found))

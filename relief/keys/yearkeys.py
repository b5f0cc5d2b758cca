"""The end of index keys: with the last person whose values were indexed under one, it goes as well.

Looked at after each destroyed key, at the first sweep of a process and of a day: whatever was
interrupted between the two destructions is made good then.
"""

from collections.abc import Iterator
from datetime import date

import structlog
from eventsourcing.persistence import PersistenceError

from adapters.journal import Journal
from adapters.keys.keys import MasterKey
from domain.case.authority import SYSTEM
from domain.case.indexed import FIELDS, indexes, value_at
from domain.ground.facts import Fact, topics
from domain.ground.indexes import last_year
from domain.registers.keys.commands import DestroyIndexKey
from domain.registers.keys.state import MASTER_KEYS, MasterKeys
from relief.clock import Clock
from relief.keys.keyring import on_record
from relief.office.ports import Give
from relief.office.requests import Receipt, Request, system_id
from relief.people.indexing import introduction

log = structlog.get_logger(__name__)
PAGE = 2_000
SLACK = 10_000
"""Positions looked at beyond the first fact of a later year: another server's clock may be behind."""
TOPICS = topics(*FIELDS)


class IndexKeys:
    """Destroys the index keys that nobody's key is left to."""

    def __init__(self, journal: Journal, master: MasterKey, clock: Clock, give: Give) -> None:
        self._journal = journal
        self._master = master
        self._clock = clock
        self._give = give
        self._day: date | None = None
        self._due = True

    def someone_gone(self) -> None:
        """A person's key was destroyed: there is something to look at."""
        self._due = True

    def look(self) -> None:
        """Destroy what outlived everybody, where there is an occasion. Raises nothing a database does."""
        today = self._clock.now().date()
        if not self._due and self._day == today:
            return
        self._day, self._due = today, False
        try:
            years = outlived(self._journal, on_record(self._journal), today)
            refused = [year for year in years if not self._destroy(year)]
        except PersistenceError as error:
            log.warning("index keys cannot be looked at now", error=type(error).__name__)
            self._due = True
            return
        self._due = self._due or bool(refused)

    def _destroy(self, year: int) -> bool:
        id = system_id("keys", "index", str(year), "destroyed")
        command = DestroyIndexKey(case=MASTER_KEYS, year=year, living=False)
        answer = self._give(Request(command, SYSTEM, id, self._master.digest(id.encode())))
        done = isinstance(answer, Receipt)
        log.info("the index key of a year", year=year, destroyed=done)
        return done


def outlived(journal: Journal, known: MasterKeys, today: date) -> tuple[int, ...]:
    """The years nothing is indexed under any more, whose keys outlive everybody who was."""
    over = (year for year in known.years_standing() if last_year(year) < today.year)
    return tuple(year for year in over if not living(journal, known, year))


def living(journal: Journal, known: MasterKeys, year: int) -> bool:
    """Whether anybody still has a key whose values were indexed under that of a year.

    The newest facts are looked at first: whoever came last is kept longest.
    """
    low, high = _span(journal, known, year)
    while high > low:
        start = max(low, high - PAGE)
        page = journal.following(start, PAGE, high, TOPICS)
        about = {one for recorded in page for one in persons(recorded.fact, year)}
        rows = journal.store.people_by_id([*about]).values()
        if any(row.wrapped_key for row in rows):
            return True
        high = start
    return False


def persons(fact: Fact, year: int) -> Iterator[str]:
    """Whom the values of a fact are about that were indexed under the key of a year."""
    for one in indexes(fact):
        if one.year == year:
            yield value_at(fact, one.field).about


def _span(journal: Journal, known: MasterKeys, year: int) -> tuple[int, int]:
    """Between which positions facts were indexed under the key of a year."""
    head = journal.store.max_notification_id() or 0
    later = min((one for one in known.years if one > last_year(year)), default=None)
    end = head if later is None else min(head, (_introduced(journal, later) or head) + SLACK)
    return _introduced(journal, year) or 0, end


def _introduced(journal: Journal, year: int) -> int | None:
    receipt = journal.store.command(introduction(year))
    return None if receipt is None else receipt.first_position

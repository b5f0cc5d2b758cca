"""Indexing what facts hold: the values are indexed where they are clear last, just before they are sealed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from adapters.keys.keys import MasterKey
from adapters.keys.sealer import Lookup
from adapters.keys.years import YearKey, YearKeys, new_year_key
from domain.case.authority import SYSTEM
from domain.case.indexed import to_index
from domain.ground.facts import Fact
from domain.ground.history import IndexKeyGone, NoIndexKey, PersonRow
from domain.ground.indexes import NORMAL, YEARS_BACK
from domain.ground.refusal import Code, Refused
from domain.registers.keys.commands import IntroduceIndexKey
from domain.registers.keys.state import MASTER_KEYS
from relief.office.ports import Give
from relief.office.requests import Receipt, Request, system_id

AGAIN = frozenset({Code.BUSY, Code.DONE_ALREADY})
"""Somebody else was quicker, or may be done by now."""


def introduction(year: int) -> str:
    """The id of the command by which a year got its index key."""
    return system_id("keys", "index", str(year))


def why_not(answer: Receipt | Refused) -> Refused | None:
    """The refusal of a year's key, where asking again would not help."""
    if isinstance(answer, Refused) and not any(one.code in AGAIN for one in answer.reasons):
        return answer
    return None


class Indexing:
    """Gives facts their indexes. The key of a year is made when the first fact of it needs one."""

    def __init__(self, master: MasterKey, lookup: Lookup) -> None:
        self._master = master
        self.years = YearKeys(master, lookup)

    def introduced(
        self, command: IntroduceIndexKey
    ) -> tuple[IntroduceIndexKey, Sequence[PersonRow]]:
        """The command with the check value of a new key, and the row that holds it."""
        row, check = new_year_key(self._master, command.year)
        return replace(command, check=check), (row,)

    def of(self, fact: Fact, at: datetime, give: Give) -> Fact:
        """The fact with an index of each value it is to be told equal by; recorded ``at``.

        The year is that of recording: it is over once and for all, whatever day a fact tells of.
        Raises ``NoIndexKey``; ``IndexKeyGone`` where that year's key was destroyed already.
        """
        values = tuple(to_index(fact))
        if not values:
            return fact
        keys = self._keys(at.year, give)
        compared = ((path, kind, NORMAL[kind](value.reveal())) for path, kind, value in values)
        made = (key.of(kind, path, plain) for path, kind, plain in compared for key in keys)
        told: Any = fact
        indexed: Fact = replace(told, indexes=tuple(made))
        return indexed

    def _keys(self, year: int, give: Give) -> tuple[YearKey, ...]:
        """The key of the year, made where there is none; and of the year before, where one stands."""
        own = self.years.of(year) or self._made(year, give)
        earlier = (self._standing(year - back) for back in range(1, YEARS_BACK + 1))
        return (own, *(key for key in earlier if key is not None))

    def _standing(self, year: int) -> YearKey | None:
        try:
            return self.years.of(year)
        except IndexKeyGone:
            return None

    def _made(self, year: int, give: Give) -> YearKey:
        id = introduction(year)
        command = IntroduceIndexKey(case=MASTER_KEYS, year=year)
        answer = give(Request(command, SYSTEM, id, self._master.digest(id.encode())))
        self.years.forget()
        made = self.years.of(year) if isinstance(answer, Receipt) else None
        if made is None:
            raise NoIndexKey(year, why_not(answer))
        return made

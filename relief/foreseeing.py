"""登记前所示影响: what a holiday notice, or a withdrawal of one, would move; shown before it is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from domain.case.authority import Officer
from domain.case.decide import decide
from domain.case.situation import Situation
from domain.case.table import row_of
from domain.ground.refusal import Code, Reason, Refused
from domain.law.pack import Law
from domain.registers.calendar.commands import Kept
from domain.registers.calendar.foreseen import Foreseen
from domain.registers.calendar.rules import moved_by
from domain.time.standing import touched
from projections.limit_moves import Move, moves
from relief.bootstrap import Service

MOST = 100
"""So many moves are listed, the most frequent first; the others are counted."""


@dataclass(frozen=True, slots=True)
class Moving:
    """The limits that move with days that turn: how many of each, and of all."""

    moves: Sequence[tuple[Move, int]]
    total: int

    @property
    def left_off(self) -> int:
        """How many limits move that are not among those listed."""
        return self.total - sum(count for _, count in self.moves)


def foresee(service: Service, command: Kept, officer: Officer) -> Foreseen | Refused:
    """The days that would turn, or every reason why it would be refused: nothing is recorded."""
    looked = service.office.looking.at(row_of(command), command, officer, fresh=True)
    if isinstance(looked.situation, Refused):
        return looked.situation
    against = _against(looked.situation, command)
    if against:
        return Refused(against)
    found = moved_by(looked.situation, command)
    if found is None:
        raise ValueError("no notice is meant")
    return found


def _against(situation: Situation, command: Kept) -> tuple[Reason, ...]:
    """Why it would be refused, but for that nothing was shown yet."""
    decided = decide(situation, command)
    reasons = decided.reasons if isinstance(decided, Refused) else ()
    return tuple(one for one in reasons if one.code is not Code.NOTICE_NOT_SHOWN)


def moving(connection: Connection, law: Law, found: Foreseen) -> Moving:
    """The limits of the city that would move, grouped: what is held hangs on no number of cases."""
    days = touched(found.before.facts, found.after.facts)
    if not days:
        return Moving((), 0)

    counted = moves(connection, law, found.after, min(days), max(days))
    return Moving(counted.most_common(MOST), counted.total())

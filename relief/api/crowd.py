"""Everybody who is connected, by client: nobody takes all the room, and who comes new finds some.

Where there is no room, whoever holds most makes it: the connection that has said nothing for the
longest time is let go, then one that is still sending; never one whose request is being worked on.
"""

from collections.abc import Container
from enum import IntEnum
from typing import Protocol


class Doing(IntEnum):
    """What a connection is about; the least first let go."""

    NOTHING = 0
    SENDING = 1
    ANSWERED = 2


class Line(Protocol):
    """A connection."""

    client_key: str
    doing: Doing

    def let_go(self) -> None:
        """End it at once."""


class Crowd:
    """Counts connections: ``most`` in all, ``each`` of one client. Used by one loop only.

    Of ``exempt`` addresses, the proxies, only all together are bounded.
    """

    def __init__(self, most: int, each: int, exempt: Container[str] = ()) -> None:
        self.most, self.each = most, each
        self.turned_away = 0
        self._exempt = exempt
        self._held: dict[str, dict[Line, None]] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def enter(self, line: Line) -> bool:
        """Whether there is room for one more, or was made."""
        mine = self._held.get(line.client_key, {})
        if line.client_key not in self._exempt and len(mine) >= self.each:
            room = self._make_room(mine)
        else:
            room = self._count < self.most or any(map(self._make_room, self._by_size()))
        if not room:
            self.turned_away += 1
            return False
        self._held.setdefault(line.client_key, {})[line] = None
        self._count += 1
        return True

    def touched(self, line: Line) -> None:
        """It did something just now: others come before it when somebody has to go."""
        mine = self._held.get(line.client_key, {})
        if line in mine:
            del mine[line]
            mine[line] = None

    def leave(self, line: Line) -> None:
        """It is over; saying so twice does no harm."""
        mine = self._held.get(line.client_key, {})
        if line in mine:
            del mine[line]
            self._count -= 1
            if not mine:
                del self._held[line.client_key]

    def _by_size(self) -> list[dict[Line, None]]:
        """What each client holds: who holds most first, proxies last."""
        named = sorted(self._held.items(), key=lambda one: (one[0] in self._exempt, -len(one[1])))
        return [held for _, held in named]

    def _make_room(self, held: dict[Line, None]) -> bool:
        """Let one of these go, if one may be."""
        for doing in (Doing.NOTHING, Doing.SENDING):
            for line in held:
                if line.doing is doing:
                    self.leave(line)
                    line.let_go()
                    return True
        return False

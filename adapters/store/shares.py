"""The shares of a history: whole streams, a few thousand facts each, that make up its ledgers.

They are cut once for a place and stand in it until all are folded; each is done in the transaction
that writes its rows. Until then the place says that it is folded in shares where it would say what
it applied last: no follower, of whatever release, takes it for ledgers that it may go on with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    MetaData,
    SmallInteger,
    Table,
    Text,
    func,
    insert,
    inspect,
    select,
    update,
)

from adapters.store.follower import LedgersAhead, mark_of
from adapters.store.place import FOLLOWERS, Place
from adapters.store.recorder import EventRecorder

SIZE = 5_000
"""How many facts make a share, or those of one stream where it has more."""
IN_SHARES = "in shares"
"""What stands in a place for its last fact's mark, while its shares are folded."""

SHARES = Table(
    "shares",
    MetaData(),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("after", Text, nullable=False),
    Column("upto", Text),
    Column("done", SmallInteger, nullable=False),
)
"""The streams after one up to another one, to the end where it is empty, in the database's order."""


@dataclass(frozen=True, slots=True)
class Share:
    """Whole streams, up to a position of the history."""

    number: int
    after: str
    upto: str | None
    head: int


class Shares:
    """The shares of one follower's place."""

    def __init__(self, name: str, place: Place, store: EventRecorder) -> None:
        self.name = name
        self._place = place
        self._store = store
        self._reach = f"{name}/shares"

    def begun(self, least: int) -> bool:
        """Whether this place is folded in shares: they are cut where nothing is in it yet.

        Not where a follower has it, nor where the history is shorter than ``least``.
        """
        with self._place.alone() as connection:
            mark = _mark(connection, self.name)
            if mark is not None:
                return mark == IN_SHARES
            last = self._store.max_notification_id() or 0
            if last < max(least, 1):
                return False
            (head,) = self._store.select_notifications(last, 1, last)
            SHARES.create(connection, checkfirst=True)
            connection.execute(insert(SHARES), self._cut())
            reach = {"name": self._reach, "position": head.id, "mark": mark_of(head)}
            mine = {"name": self.name, "position": 0, "mark": IN_SHARES}
            connection.execute(insert(FOLLOWERS), [reach, mine])
            return True

    def _cut(self) -> list[dict[str, Any]]:
        cuts = self._store.cuts(SIZE)
        edges = zip(["", *cuts], [*cuts, None], strict=True)
        return [
            {"number": n, "after": after, "upto": upto, "done": 0}
            for n, (after, upto) in enumerate(edges, 1)
        ]

    def left(self) -> Sequence[Share]:
        """Those that nobody has done, in order of their streams; none where all are ledgers by now."""
        with self._place.reading() as connection:
            if _mark(connection, self.name) != IN_SHARES:
                return ()
            head = select(FOLLOWERS.c.position).where(FOLLOWERS.c.name == self._reach)
            reach: int = connection.execute(head).scalar_one_or_none() or 0
            wanted = select(SHARES).where(SHARES.c.done == 0).order_by(SHARES.c.number)
            found = connection.execute(wanted).all()
        return [Share(one.number, one.after, one.upto, reach) for one in found]

    def claim(self, connection: Connection, share: Share) -> bool:
        """Have a share done by this transaction; ``False`` where somebody was quicker."""
        mine = update(SHARES).where(SHARES.c.number == share.number, SHARES.c.done == 0)
        return bool(connection.execute(mine.values(done=1)).rowcount)

    def count(self, connection: Connection, facts: int) -> None:
        """So many facts more are folded: the last a transaction does, for all others wait for it."""
        told = update(FOLLOWERS).where(FOLLOWERS.c.name == self.name)
        connection.execute(told.values(position=FOLLOWERS.c.position + facts))

    def finish(self) -> bool:
        """Make a follower's place of it once all are done; whether it is one now.

        Raises ``LedgersAhead`` where the history does not hold any more what was folded.
        """
        with self._place.alone() as connection:
            if _mark(connection, self.name) != IN_SHARES:
                return True
            undone = select(func.count()).select_from(SHARES).where(SHARES.c.done == 0)
            if connection.execute(undone).scalar_one():
                return False
            mine = FOLLOWERS.c.name == self._reach
            reach = connection.execute(select(FOLLOWERS).where(mine)).one()
            found = self._store.select_notifications(reach.position, 1, reach.position)
            if not found or mark_of(found[0]) != reach.mark:
                raise LedgersAhead(self.name, reach.position, self._place)
            whole = {"position": reach.position, "mark": reach.mark}
            connection.execute(update(FOLLOWERS).where(FOLLOWERS.c.name == self.name).values(whole))
            connection.execute(FOLLOWERS.delete().where(mine))
            connection.execute(SHARES.delete())
            return True


def _mark(connection: Connection, name: str) -> str | None:
    """What a place says it applied last for a follower; ``None`` where none ever had it."""
    if not inspect(connection).has_table(FOLLOWERS.name):
        return None
    found: str | None = connection.execute(
        select(FOLLOWERS.c.mark).where(FOLLOWERS.c.name == name)
    ).scalar_one_or_none()
    return found

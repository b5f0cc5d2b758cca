"""Forms that officers began and did not give yet, sealed; they come and go."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, delete, func, insert, or_, select, update

from adapters.identity.schema import DRAFTS
from adapters.keys.keys import MARK

C = DRAFTS.c


@dataclass(frozen=True, slots=True)
class Of:
    """Whose draft of which command; ``number`` names what it is about, empty where nothing is yet."""

    officer: str
    command: str
    number: str


@dataclass(frozen=True, slots=True)
class Begun:
    """That somebody began something, where they work, and when they put it aside; not what it says."""

    of: Of
    division: str
    saved: float


@dataclass(frozen=True, slots=True)
class Sealed:
    """A draft as it is kept: its own key, wrapped, and what was typed, sealed under that."""

    begun: Begun
    key: str
    box: str


class DraftStore:
    """One draft of an officer for a command and what it is about. Thread-safe."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, draft: Sealed, oldest: float, most: int) -> None:
        """Put it aside in place of the one before; drafts saved before ``oldest`` are forgotten.

        Of somebody's drafts only so many stay, the newest.
        """
        of, begun = draft.begun.of, draft.begun
        row = (*astuple(of), begun.division, begun.saved, draft.key, draft.box)
        values = dict(zip(C.keys(), row, strict=True))
        opened = self._engine.connect().execution_options(writing=True)
        with opened as connection, connection.begin():
            connection.execute(delete(DRAFTS).where(or_(_is(of), C.saved < oldest)))
            connection.execute(insert(DRAFTS).values(**values))
            mine = C.officer == of.officer
            newest = select(C.saved).where(mine).order_by(C.saved.desc())
            beyond = connection.execute(newest.offset(most).limit(1)).scalar()
            if beyond is not None:
                connection.execute(delete(DRAFTS).where(mine, C.saved <= beyond))

    def drop(self, of: Of) -> None:
        """Forget it."""
        opened = self._engine.connect().execution_options(writing=True)
        with opened as connection, connection.begin():
            connection.execute(delete(DRAFTS).where(_is(of)))

    def one(self, of: Of, oldest: float) -> Sealed | None:
        """The draft, unless there is none or it is too old."""
        wanted = select(DRAFTS).where(_is(of), C.saved >= oldest)
        with self._engine.connect() as connection:
            found = connection.execute(wanted).one_or_none()
        return None if found is None else _sealed(found)

    def mine(self, officer: str, oldest: float) -> list[Begun]:
        """What somebody began, the newest first."""
        return self._begun(C.officer == officer, oldest)

    def inside(self, areas: Iterable[str], oldest: float) -> list[Begun]:
        """What was begun by officers of these divisions and what lies in them, the newest first."""
        lies = [C.division.startswith(area, autoescape=True) for area in areas]
        return self._begun(or_(*lies), oldest) if lies else []

    def otherwise(self, key: str) -> list[Sealed]:
        """Those wrapped under another master key than this."""
        wanted = select(DRAFTS).where(C.key.not_like(f"{key}{MARK}%"))
        with self._engine.connect() as connection:
            return [_sealed(row) for row in connection.execute(wanted)]

    def under(self, key: str) -> int:
        """How many a master key wraps."""
        wanted = select(func.count()).where(C.key.like(f"{key}{MARK}%"))
        with self._engine.connect() as connection:
            return connection.execute(wanted).scalar_one()

    def rewrap(self, held: Sealed, fresh: str) -> int:
        """Keep its key wrapped anew, unless the draft was saved again meanwhile; how many that were."""
        same = update(DRAFTS).where(_is(held.begun.of), C.key == held.key)
        opened = self._engine.connect().execution_options(writing=True)
        with opened as connection, connection.begin():
            return connection.execute(same.values(key=fresh)).rowcount

    def _begun(self, whose: ColumnElement[bool], oldest: float) -> list[Begun]:
        columns = (C.officer, C.command, C.number, C.division, C.saved)
        wanted = select(*columns).where(whose, C.saved >= oldest).order_by(C.saved.desc())
        with self._engine.connect() as connection:
            return [Begun(Of(*row[:3]), *row[3:]) for row in connection.execute(wanted)]


def _is(of: Of) -> ColumnElement[bool]:
    return (C.officer == of.officer) & (C.command == of.command) & (C.number == of.number)


def _sealed(row: Row[Any]) -> Sealed:
    officer, command, number, division, saved, key, box = tuple(row)
    return Sealed(Begun(Of(officer, command, number), division, saved), key, box)

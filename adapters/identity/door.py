"""What is kept of signing in. SQLite keeps it in a file of its own, PostgreSQL beside the history.

Sessions, credentials and attempts come and go; the log only grows. Times are seconds since 1970.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from adapters.identity.drafts import DraftStore
from adapters.identity.knocking import Knock, counted, forgive, turn
from adapters.identity.log import SignInLog
from adapters.identity.schema import ATTEMPTS, BEGUN, CREDENTIALS, DEVICES, SESSIONS, install
from adapters.keys.keys import MARK
from adapters.store.engines import engine_beside, install_beside
from domain.ground.names import folded

SEEN_EVERY_SECONDS = 30.0
"""How exactly a session knows when it was last used: writing at every request would cost more."""
FORGOTTEN_SECONDS = 86_400.0
"""How long after it is free again an attempt is remembered."""


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody signed in. ``id`` is the hash of what they hold."""

    id: str
    officer: str
    issuer: str
    subject: str
    started: float
    seen: float


@dataclass(frozen=True, slots=True)
class Credential:
    """An entry of the local list."""

    officer: str
    password: str
    second_factor: str
    step: int


def door_engine(url: str | URL, *, append_only: bool = False) -> Engine:
    """The engine signing in lives on; ``append_only`` where nobody changes tables or the log."""
    return engine_beside(url, "sign-in", append_only=append_only)


def install_door(url: str | URL, app_role: str | None = None) -> None:
    """Create the tables at this URL; safe to repeat."""
    install_beside(door_engine(url), partial(install, app_role=app_role))


class Door:
    """Sessions, credentials, attempts and the log. Thread-safe; close it when done."""

    def __init__(self, url: str | URL, *, create: bool = True) -> None:
        if create:
            install_door(url)
        self._engine = door_engine(url, append_only=True)
        self.log, self.drafts = SignInLog(self._engine), DraftStore(self._engine)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        opened = self._engine.connect().execution_options(writing=True)
        with opened as connection, connection.begin():
            yield connection

    def open(self, session: Session, oldest: float) -> None:
        """Somebody signed in; sessions begun before ``oldest`` are over and forgotten."""
        with self._writing() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.started < oldest))
            connection.execute(insert(SESSIONS).values(**_row(session)))

    def session(self, id: str) -> Session | None:
        """The session of this id, whether or not it is still good."""
        with self._engine.connect() as connection:
            found = connection.execute(select(SESSIONS).where(SESSIONS.c.id == id)).one_or_none()
        return None if found is None else Session(*found)

    def saw(self, session: Session, now: float) -> None:
        """The session was used; kept to half a minute."""
        if now - session.seen >= SEEN_EVERY_SECONDS:
            with self._writing() as connection:
                changed = update(SESSIONS).where(SESSIONS.c.id == session.id)
                connection.execute(changed.values(seen=now))

    def end(self, id: str) -> None:
        """Signed out, or found too old."""
        with self._writing() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.id == id))

    def begin(self, state: str, now: float, expires: float) -> None:
        """A sign-in was sent off; what was never finished is forgotten."""
        with self._writing() as connection:
            connection.execute(delete(BEGUN).where(BEGUN.c.expires < now))
            connection.execute(insert(BEGUN).values(state=state, expires=expires))

    def take(self, state: str, now: float) -> bool:
        """Whether this sign-in was begun, is in time, and comes back for the first time."""
        with self._writing() as connection:
            gone = delete(BEGUN).where(BEGUN.c.state == state, BEGUN.c.expires >= now)
            return connection.execute(gone).rowcount == 1

    def credential(self, officer: str) -> Credential | None:
        """Somebody's entry of the local list; one from before may be spelled in other letter case."""
        exact = CREDENTIALS.c.officer == officer
        wanted = select(CREDENTIALS).where(_same(CREDENTIALS, officer)).order_by(exact.desc())
        with self._engine.connect() as connection:
            found = connection.execute(wanted.limit(1)).one_or_none()
        return None if found is None else Credential(*found)

    def keep(self, credential: Credential) -> None:
        """Set somebody's credentials; whoever is signed in by the old ones is so no longer."""
        with self._writing() as connection:
            connection.execute(delete(CREDENTIALS).where(_same(CREDENTIALS, credential.officer)))
            connection.execute(insert(CREDENTIALS).values(**_row(credential)))
            _sign_out(connection, credential.officer)

    def change(self, held: Credential, session: str, **fresh: str | int) -> bool:
        """Set parts of somebody's credentials anew, unless they changed meanwhile.

        Of all sessions of theirs only the one with this id goes on.
        """
        same = (CREDENTIALS.c.officer == held.officer) & (CREDENTIALS.c.password == held.password)
        same &= CREDENTIALS.c.second_factor == held.second_factor
        others = _same(SESSIONS, held.officer) & (SESSIONS.c.id != session)
        with self._writing() as connection:
            changed = connection.execute(update(CREDENTIALS).where(same).values(**fresh))
            if changed.rowcount == 1:
                connection.execute(delete(SESSIONS).where(others))
                _forget_devices(connection, held.officer)
            return changed.rowcount == 1

    def drop(self, officer: str) -> None:
        """Take somebody's credentials away, and sign them out."""
        with self._writing() as connection:
            connection.execute(delete(CREDENTIALS).where(_same(CREDENTIALS, officer)))
            _sign_out(connection, officer)

    def use(self, officer: str, step: int, before: int) -> bool:
        """Whether a code of this time step is used for the first time: none earlier counts then."""
        with self._writing() as connection:
            used = update(CREDENTIALS).where(
                CREDENTIALS.c.officer == officer, CREDENTIALS.c.step == before
            )
            return connection.execute(used.values(step=step)).rowcount == 1

    def sealed_otherwise(self, key: str) -> list[Credential]:
        """Whose second factor is sealed under another master key than this."""
        with self._engine.connect() as connection:
            found = [Credential(*row) for row in connection.execute(select(CREDENTIALS))]
        return [one for one in found if not one.second_factor.startswith(f"{key}{MARK}")]

    def sealed_under(self, key: str, original: bool) -> int:
        """How many second factors a master key seals; the original one also what names no key."""
        with self._engine.connect() as connection:
            found = connection.execute(select(CREDENTIALS.c.second_factor)).scalars().all()
        return sum(
            one.startswith(f"{key}{MARK}") or (original and MARK not in one) for one in found
        )

    def reseal(self, held: Credential, fresh: str) -> bool:
        """Keep a second factor sealed anew, unless it was changed meanwhile."""
        with self._writing() as connection:
            same = update(CREDENTIALS).where(
                CREDENTIALS.c.officer == held.officer,
                CREDENTIALS.c.second_factor == held.second_factor,
            )
            return connection.execute(same.values(second_factor=fresh)).rowcount == 1

    def rehash(self, officer: str, old: str, new: str) -> None:
        """Keep a password under newer parameters."""
        with self._writing() as connection:
            same = update(CREDENTIALS).where(
                CREDENTIALS.c.officer == officer, CREDENTIALS.c.password == old
            )
            connection.execute(same.values(password=new))

    def attempt(self, knock: Knock, now: float, wait: Callable[[int], float]) -> float:
        """Count an attempt as failed before it is made; 0, or how long to wait until the next.

        ``wait`` says for how long so many failures in a row close the door to whoever knocks so.
        """
        with self._writing() as connection:
            connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.until < now - FORGOTTEN_SECONDS))
            return turn(connection, knock, now) or counted(connection, knock, now, wait)

    def succeeded(self, knock: Knock) -> None:
        """Failures before count no more for whoever knocks so."""
        with self._writing() as connection:
            forgive(connection, knock)

    def device(self, id: str, officer: str, since: float) -> bool:
        """Whether the officer signed in with this device, and not before ``since``."""
        wanted = select(DEVICES.c.since).where(DEVICES.c.id == id, DEVICES.c.officer == officer)
        with self._engine.connect() as connection:
            found = connection.execute(wanted).scalar_one_or_none()
        return found is not None and found >= since

    def know_device(self, fresh: str, held: str | None, officer: str, now: float) -> None:
        """Know a device by a fresh id, also for the others who signed in with it before."""
        with self._writing() as connection:
            mine = (DEVICES.c.id == held) & (DEVICES.c.officer == officer)
            connection.execute(delete(DEVICES).where(mine))
            connection.execute(update(DEVICES).where(DEVICES.c.id == held).values(id=fresh))
            connection.execute(insert(DEVICES).values(id=fresh, officer=officer, since=now))

    def close(self) -> None:
        """Close every connection."""
        self.log.close()


def _sign_out(connection: Connection, officer: str) -> None:
    """Sessions that rest on the local list end, and no device is known any more."""
    _forget_devices(connection, officer)
    local = _same(SESSIONS, officer) & (SESSIONS.c.issuer == "")
    connection.execute(delete(SESSIONS).where(local))


def _forget_devices(connection: Connection, officer: str) -> None:
    connection.execute(delete(DEVICES).where(_same(DEVICES, officer)))


def _same(table: Table, officer: str) -> ColumnElement[bool]:
    """Rows of an officer, in whatever letter case an earlier release kept the id."""
    return func.lower(table.c.officer) == folded(officer)


def _row(record: Session | Credential) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__slots__}

"""What is kept of signing in. SQLite keeps it in a file of its own, PostgreSQL beside the history.

Sessions, credentials and attempts come and go; the log only grows. Times are seconds since 1970.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from sqlalchemy import URL, Connection, Engine, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from adapters.identity.log import SignInLog
from adapters.identity.schema import ATTEMPTS, BEGUN, CREDENTIALS, SESSIONS, install
from adapters.keys.keys import MARK
from adapters.store.engines import engine_beside, install_beside

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
        self.log = SignInLog(self._engine)

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
        """Somebody's entry of the local list."""
        wanted = select(CREDENTIALS).where(CREDENTIALS.c.officer == officer)
        with self._engine.connect() as connection:
            found = connection.execute(wanted).one_or_none()
        return None if found is None else Credential(*found)

    def keep(self, credential: Credential) -> None:
        """Set somebody's credentials; whoever is signed in by the old ones is so no longer."""
        with self._writing() as connection:
            connection.execute(
                delete(CREDENTIALS).where(CREDENTIALS.c.officer == credential.officer)
            )
            connection.execute(insert(CREDENTIALS).values(**_row(credential)))
            _sign_out(connection, credential.officer)

    def change(self, held: Credential, session: str, **fresh: str | int) -> bool:
        """Set parts of somebody's credentials anew, unless they changed meanwhile.

        Of all sessions of theirs only the one with this id goes on.
        """
        same = (CREDENTIALS.c.officer == held.officer) & (CREDENTIALS.c.password == held.password)
        same &= CREDENTIALS.c.second_factor == held.second_factor
        others = (SESSIONS.c.officer == held.officer) & (SESSIONS.c.id != session)
        with self._writing() as connection:
            changed = connection.execute(update(CREDENTIALS).where(same).values(**fresh))
            if changed.rowcount == 1:
                connection.execute(delete(SESSIONS).where(others))
            return changed.rowcount == 1

    def drop(self, officer: str) -> None:
        """Take somebody's credentials away, and sign them out."""
        with self._writing() as connection:
            connection.execute(delete(CREDENTIALS).where(CREDENTIALS.c.officer == officer))
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

    def attempt(self, name: str, now: float, wait: Callable[[int], float]) -> float:
        """Count an attempt as failed before it is made; 0, or how long to wait until the next.

        Counted in one statement, so that guesses made at the same moment wait for each other.
        ``wait`` says for how long so many failures in a row close the door.
        """
        with self._writing() as connection:
            connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.until < now - FORGOTTEN_SECONDS))
            into = sqlite_insert if connection.dialect.name == "sqlite" else postgres_insert
            row = into(ATTEMPTS).values(name=name, failures=1, until=now)
            counted = row.on_conflict_do_update(
                index_elements=["name"],
                set_={"failures": ATTEMPTS.c.failures + 1},
                where=ATTEMPTS.c.until <= now,
            ).returning(ATTEMPTS.c.failures)
            failures = connection.execute(counted).scalar_one_or_none()
            if failures is None:
                until = select(ATTEMPTS.c.until).where(ATTEMPTS.c.name == name)
                return max(0.001, float(connection.execute(until).scalar_one()) - now)
            closed = update(ATTEMPTS).where(ATTEMPTS.c.name == name)
            connection.execute(closed.values(until=now + wait(failures)))
            return 0.0

    def succeeded(self, name: str) -> None:
        """Failures before count no more."""
        with self._writing() as connection:
            connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.name == name))

    def close(self) -> None:
        """Close every connection."""
        self.log.close()


def _sign_out(connection: Connection, officer: str) -> None:
    local = (SESSIONS.c.officer == officer) & (SESSIONS.c.issuer == "")
    connection.execute(delete(SESSIONS).where(local))


def _row(record: Session | Credential) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__slots__}

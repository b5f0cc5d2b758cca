"""Whether this process can do its work, and every reason why not.

What commands and single cases need is the database; what lists need is complete ledgers near the
head of the history as well. ``relief serve`` logs every change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Event

import structlog
from eventsourcing.persistence import PersistenceError
from sqlalchemy.exc import SQLAlchemyError

from adapters.store.errors import Emptied
from adapters.store.latest import APART
from adapters.store.trouble import Trouble
from relief.bootstrap import Service
from relief.keys.keyring import against, on_record
from relief.keys.proof import KeysDoNotOpen
from relief.outside import KEYS_DOWN, FilesDown, FilesGone
from relief.words.edges import Edge

log = structlog.get_logger(__name__)
LAG_POSITIONS = 20_000
"""Ledgers further behind than this are too far behind, however fast they come on."""
STILL_SECONDS = 30.0
"""So long ledgers may be behind and not move: a follower tries again after five."""
SWEEP_SECONDS = 60.0
SWEEP_TICKS = 4
"""A sweep is overdue after this many ticks, and not before ``SWEEP_SECONDS``."""
WATCH_SECONDS = 600.0
"""The watcher stands still after this long: it rests a minute at the most between two parts."""
LOOK_SECONDS = 2.0
NOBODY = "NotRunning"
"""Told in place of an error where no process follows."""

FOR_COMMANDS = frozenset({Edge.STORE_DOWN, Edge.STORE_READ_ONLY, Edge.CLOCK_BEHIND, Edge.KEYS_LOST})
"""What keeps even commands and single cases from being answered."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason, with its numbers; never a word that could name somebody."""

    code: Edge
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Readiness:
    """Newest position, how far the ledgers are, and what is wrong."""

    head: int
    ledgers: int
    causes: tuple[Cause, ...]

    @property
    def commands(self) -> tuple[Cause, ...]:
        """What keeps commands and single cases from being answered."""
        return tuple(cause for cause in self.causes if cause.code in FOR_COMMANDS)


def readiness(service: Service) -> Readiness:
    """How this process stands now. Raises nothing that a database does."""
    try:
        return _asked(service)
    except (PersistenceError, SQLAlchemyError) as error:
        return Readiness(0, 0, (Cause(Edge.STORE_DOWN, {"error": type(error).__name__}),))


def _asked(service: Service) -> Readiness:
    built = service.ledgers.found() is not None
    applied, head = service.position() if built else service.built(), service.head()
    causes = [
        *_store(service),
        *_clock(service),
        *_keys(service),
        *_files(service),
        *_follower(service, applied, head),
        *(() if built else (_rebuilding(applied, head),)),
        *(_lag(service, applied, head) if built else ()),
        *_sweep(service),
        *_proof(service),
        *_watch(service),
    ]
    return Readiness(head, applied, tuple(causes))


def _store(service: Service) -> list[Cause]:
    """Whether a save would be kept, and the history is there that this process saw."""
    if service.journal.store.emptied():
        return [Cause(Edge.STORE_DOWN, {"error": Emptied.__name__})]
    return [] if service.journal.store.writable() else [Cause(Edge.STORE_READ_ONLY, {})]


def _clock(service: Service) -> list[Cause]:
    """Whether this server's clock stands so long before what was recorded that nothing can be."""
    now, latest = service.clock.now(), service.journal.store.latest()
    if latest is None or latest - now <= APART:
        return []
    told = {"clock": now, "recorded": latest.astimezone(now.tzinfo)}
    facts = {name: at.isoformat(" ", "seconds") for name, at in told.items()}
    seconds = f"{(latest - now).total_seconds():.0f}"
    return [Cause(Edge.CLOCK_BEHIND, {**facts, "seconds": seconds})]


def _keys(service: Service) -> list[Cause]:
    """Whether the master keys are there and can be read; the ids of those on record where they are not."""
    wanted = on_record(service.journal)
    lost = wanted.standing()
    try:
        lost = lost - set(service.master.keys.held())
        if lost:
            against(service.master, wanted, service.settings, service.journal)
    except (KeysDoNotOpen, *KEYS_DOWN) as error:
        facts = {"keys": "、".join(sorted(lost)), "error": type(error).__name__}
        return [Cause(Edge.KEYS_LOST, facts)]
    return []


def _files(service: Service) -> list[Cause]:
    """Whether a file would be kept, and those on record have their place."""
    try:
        service.filing.stands()
        service.filing.store.usable()
    except FilesGone:
        return [Cause(Edge.FILES_GONE, {})]
    except FilesDown as error:
        return [Cause(Edge.FILES_LOST, {"error": str(error)})]
    return []


def _rebuilding(applied: int, head: int) -> Cause:
    return Cause(Edge.LEDGERS_REBUILDING, {"applied": str(applied), "head": str(head)})


def _follower(service: Service, applied: int, head: int) -> list[Cause]:
    """What the follower stands still at, whichever process it is; or that there is none."""
    seat = service.ledgers.seat
    if seat.taken():
        service.standing.followed()
        trouble = seat.trouble()
    else:
        missed = service.standing.misses_follower
        trouble = Trouble(applied + 1, NOBODY) if missed else None
    if trouble is None:
        return []
    facts = {"position": str(trouble.position), "error": trouble.error, "head": str(head)}
    return [Cause(Edge.FOLLOWER_STOPPED, facts)]


def _lag(service: Service, applied: int, head: int) -> list[Cause]:
    """Whoever follows: the place's position against the head tells it."""
    lag, still = head - applied, service.standing.stands(applied, head)
    if lag <= LAG_POSITIONS and still <= STILL_SECONDS:
        return []
    return [Cause(Edge.FOLLOWER_LAGS, {"lag": str(lag), "seconds": f"{still:.0f}"})]


def _sweep(service: Service) -> list[Cause]:
    """Only of a process that sweeps: what another one's sweep came to stands nowhere."""
    seconds, error = service.standing.unswept()
    if seconds <= max(SWEEP_SECONDS, SWEEP_TICKS * service.settings.tick_seconds):
        return []
    facts = {"seconds": f"{seconds:.0f}"} | ({} if error is None else {"error": error})
    return [Cause(Edge.SWEEP_STOPPED, facts)]


def _proof(service: Service) -> list[Cause]:
    """Only of a process that signs: it stays until the logs continue their checkpoints again."""
    broken = service.standing.broken
    return [Cause(Edge.PROOF_BROKEN, {"logs": "、".join(broken)})] if broken else []


def _watch(service: Service) -> list[Cause]:
    """Only of a process that watches: what it found wrong, or that it does not look any more."""
    red, seconds = service.standing.red, service.standing.unwatched()
    causes = []
    if red:
        causes.append(
            Cause(Edge.WATCH_RED, {"many": str(len(red)), "parts": "、".join(dict.fromkeys(red))})
        )
    if seconds > WATCH_SECONDS:
        causes.append(Cause(Edge.WATCH_STOPPED, {"seconds": f"{seconds:.0f}"}))
    return causes


def watch(service: Service, stop: Event) -> None:
    """Look every ``LOOK_SECONDS``, and log loudly when a reason comes, and when all are gone."""
    known = frozenset[str]()
    while True:
        causes = readiness(service).causes
        codes = frozenset(cause.code.value for cause in causes)
        for cause in causes:
            if cause.code is Edge.LEDGERS_REBUILDING:
                log.info("the ledgers are being built", **cause.facts)
            elif cause.code.value not in known:
                log.error("not ready", cause=cause.code.value, **cause.facts)
        if known and not codes:
            log.warning("ready again")
        known = codes
        if stop.wait(LOOK_SECONDS):
            return

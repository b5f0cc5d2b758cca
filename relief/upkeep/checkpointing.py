"""Checkpoints of the logs: signed at an interval and on demand, deposited with every witness.

Whoever holds one finds any later rewriting of what lay under it. How they look: ``docs/proof.md``.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Event

import structlog

from adapters.proof import keys
from adapters.proof.book import Book
from adapters.proof.cosigning import read_keys
from adapters.proof.folder import Folder
from adapters.proof.logs import ACCESS, BUNDLE, FACTS, LOGS, ROWS, SIGN_IN, Gap
from adapters.proof.notes import Verifier, WrongNote
from adapters.proof.prover import Broken, Made, Prover, Sources
from adapters.proof.remote import Remote
from adapters.proof.restored import Restored
from adapters.proof.stamping import Service as Stamping
from adapters.store.errors import NotInstalled
from domain.ground.sayings import Saying
from relief.bootstrap import Service
from relief.settings import Settings, WrongSetting
from relief.upkeep.restoring import logged
from relief.words.sentences import say

log = structlog.get_logger(__name__)
NAMES = {
    FACTS: say("checkpoint.log-facts"),
    ROWS: say("checkpoint.log-rows"),
    ACCESS: say("checkpoint.log-access"),
    SIGN_IN: say("checkpoint.log-sign-in"),
}

ADDRESS = ("http://", "https://")
"""How a witness that is no folder begins."""


class ProofKeyGone(Exception):
    """Checkpoints were signed, and the key that signed them is not there. The sentence is for people."""


def witnesses(settings: Settings) -> list[Folder]:
    """The folders checkpoints are deposited into."""
    return [Folder(Path(one)) for one in _named(settings) if not one.startswith(ADDRESS)]


def remotes(settings: Settings) -> list[Remote]:
    """The witnesses that are asked over HTTP."""
    return [Remote(one) for one in _named(settings) if one.startswith(ADDRESS)]


def witness_keys(settings: Settings) -> list[Verifier]:
    """By which keys witnesses are known. Raises ``WrongSetting`` where the file holds anything else."""
    if settings.witness_keys is None:
        return []
    try:
        return read_keys(settings.witness_keys.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, WrongNote):
        raise WrongSetting(say("checkpoint.witness-keys", file=settings.witness_keys)) from None


def _named(settings: Settings) -> list[str]:
    return [one for told in settings.witnesses.split(",") if (one := told.strip())]


def opened_book(settings: Settings) -> Book:
    """Where checkpoints are kept, made where it is not there. Raises ``NotInstalled``."""
    book = Book(settings.database, create=False)
    if not book.whole():
        book.close()
        if not settings.install:
            raise NotInstalled(
                Saying(
                    "the database was not installed by this edition of relief:"
                    " the owner of the database runs `relief install` first"
                )
            )
        book = Book(settings.database, create=True)
    return book


@contextmanager
def proving(service: Service) -> Iterator[Prover]:
    """What signs for this installation; its key is made before the first checkpoint and never again.

    Raises ``ProofKeyGone``, ``UnsafeProofKey``, ``OSError``.
    """
    settings = service.settings
    book = opened_book(settings)
    sources = Sources(settings.database)
    try:
        before, path = book.installation(), settings.proof_key
        if before is None and not path.exists():
            keys.make(path)
        try:
            found = keys.signing(path)
        except FileNotFoundError:
            raise ProofKeyGone(say("checkpoint.no-key", path=path)) from None
        if before is not None and not keys.goes_on(found.name, before):
            raise ProofKeyGone(say("checkpoint.other-key", path=path))
        yield Prover(
            sources,
            book,
            found.name,
            found.signers,
            [*witnesses(settings), *remotes(settings)],
            witness_keys(settings),
            Stamping(settings.stamp_service) if settings.stamp_service else None,
            partial(_restored, service, found.name),
        )
    finally:
        sources.close()
        book.close()


def _restored(service: Service, name: str) -> Restored | None:
    row = logged(service.journal.store.engine, name)
    return None if row is None else row[1]


def checkpoint(service: Service) -> list[Made]:
    """One of each log that holds anything; readiness is told what does not continue.

    Raises ``Broken``, ``Gap`` and what ``proving`` does.
    """
    try:
        with proving(service) as prover:
            made = list(prover.checkpoints(service.clock.now()))
    except (Broken, Gap) as error:
        log.error("a log does not continue its checkpoint: none is signed", of=error.log)
        service.standing.broken = (named(error.log),)
        raise
    service.standing.broken = tuple(named(one.log) for one in made if one.refused)
    for one in made:
        _told(one)
    return made


def _told(made: Made) -> None:
    if made.new:
        log.info("a checkpoint was signed", of=made.log, size=made.point.size)
    if made.unstamped:
        log.warning("a checkpoint was not stamped", of=made.log, error=made.unstamped)
    for where, why in made.refused.items():
        log.error("a witness refuses a checkpoint", of=made.log, witness=where, why=why)
    for where, why in made.away.items():
        log.warning("a witness cannot be reached", of=made.log, witness=where, error=why)


def keep_checkpoints(service: Service, stop: Event) -> None:
    """One after each interval until told to stop, the first at once where any was signed before.

    An error is logged, and the next one tries again.
    """
    seconds = service.settings.checkpoint_minutes * 60
    wait = 0.0 if service.settings.proof_key.exists() else seconds
    while not stop.wait(wait):
        wait = seconds
        try:
            with suppress(Broken, Gap):
                checkpoint(service)
        except Exception as error:
            log.warning("no checkpoint can be made now", error=type(error).__name__)


def public_keys(service: Service) -> list[str]:
    """The verifier keys of every log and of bundles, for whoever is to check either."""
    with proving(service) as prover:
        return [str(key) for name in (*LOGS, BUNDLE) for key in prover.keys(name)]


def named(log: str) -> str:
    """What a log is called."""
    return NAMES[log]


def place(log: str, after: str, upto: str) -> str:
    """Where a part of everything lies, without a word of what it holds; without a log: streams."""
    if not log:
        return say("watch.streams")
    return say("watch.entries", log=named(log), first=int(after) + 1, last=upto)

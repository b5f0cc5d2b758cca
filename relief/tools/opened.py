"""How each tool opens the history: to read, to write, or to begin one. Commands that read make nothing."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass

from eventsourcing import persistence
from sqlalchemy import exc

from adapters.identity.registered import WrongProvider
from adapters.identity.tokens import UnsafeTokenKey
from adapters.keys.ring import KeysNotReplaced, UnsafeMasterKey
from adapters.proof.keys import UnsafeProofKey
from adapters.store.errors import NotHeld, NotInstalled, NotOurs
from adapters.store.follower import LedgersAhead
from adapters.store.mapper import UnreadableEvent
from domain.law.pack import NoLawInForce
from relief.bootstrap import Service, build
from relief.installation import WrongRelease
from relief.keeper import AnotherLaw
from relief.keys.histories import NoHistory, Unreachable, standing
from relief.keys.proof import KeysDoNotOpen
from relief.law.rewriting import LawRewritten
from relief.left import HistoryGone, none_lost
from relief.listening import NotListening
from relief.opening import NoAccessLog, for_reading
from relief.settings import Settings, WrongSetting
from relief.tools.judged import NotHere, placed
from relief.upkeep.checkpointing import ProofKeyGone
from relief.words.sentences import say


@dataclass(frozen=True, slots=True)
class Opening:
    """How a tool opens the history. ``reads``: nothing is made or changed; ``keys``: sealed values
    are opened; ``looks``: personal data is shown, on record; ``founds``: it may begin a history.
    """

    reads: bool = False
    keys: bool = False
    looks: bool = False
    founds: bool = False


WRITES, FOUNDS = Opening(), Opening(founds=True)
READS, READS_SEALED = Opening(reads=True), Opening(reads=True, keys=True)
SHOWS = Opening(reads=True, keys=True, looks=True)
OPENINGS: Mapping[tuple[str, str | None], Opening] = {
    ("serve", None): FOUNDS,
    ("officers", "first"): WRITES,
    ("officers", "invite"): WRITES,
    ("officers", "remove-password"): WRITES,
    ("token", None): FOUNDS,
    ("rebuild", None): WRITES,
    ("sweep", None): WRITES,
    ("checkpoint", None): WRITES,
    ("files", None): WRITES,
    ("keys", None): WRITES,
    ("keys", "show"): READS_SEALED,
    ("verify", None): READS_SEALED,
    ("document", None): READS_SEALED,
    ("document", "drawn"): SHOWS,
    ("replay", None): SHOWS,
    ("replay", "all"): READS,
    ("audit", None): SHOWS,
    ("audit", "draw"): READS_SEALED,
    ("access", None): READS,
    ("limits", None): READS,
    ("notice", None): READS,
    ("notice", "recorded"): WRITES,
    ("divisions", None): WRITES,
}
"""By tool, and by what it is to do where that matters. Commands that read make nothing."""


FOUNDED_FIRST = say("opened.install-first")
"""The way out where somebody is to be the first officer of a history that is not there."""


def opening(asked: argparse.Namespace) -> Opening:
    """How the tool asked for opens the history."""
    act = getattr(asked, "act", None)
    if asked.tool == "document" and asked.kind is not None:
        act = "drawn"
    if asked.tool == "replay" and asked.all:
        act = "all"
    if asked.tool == "notice" and asked.shown is not None:
        act = "recorded"
    return OPENINGS.get((asked.tool, act)) or OPENINGS[asked.tool, None]


def opened(asked: argparse.Namespace, settings: Settings) -> Service:
    """The service as the tool needs it. Raises what ``CODES`` lists."""
    how = opening(asked)
    try:
        if how.reads:
            return for_reading(settings, keys=how.keys, looks=how.looks)
        if not how.founds:
            none_lost(settings)
            standing(settings.database)
        placed(settings.database)
        return build(settings)
    except NoHistory as error:
        if asked.tool == "officers" and asked.act == "first":
            raise NoHistory(f"{error}{FOUNDED_FIRST}") from None
        raise


CODES: Mapping[type[Exception], tuple[str, int]] = {
    NoHistory: ("", 3),
    HistoryGone: ("", 1),
    KeysDoNotOpen: ("", 1),
    NoAccessLog: ("", 1),
    Unreachable: ("", 1),
    NotHeld: (say("opened.database"), 1),
    NotInstalled: (say("opened.database"), 1),
    NotOurs: (say("opened.database"), 1),
    KeysNotReplaced: ("", 1),
    UnsafeMasterKey: (say("opened.master-key"), 1),
    UnsafeTokenKey: (say("opened.token-key"), 1),
    AnotherLaw: (say("opened.not-updated"), 1),
    NotHere: ("", 1),
    NotListening: ("", 1),
    NoLawInForce: ("", 3),
    ProofKeyGone: ("", 1),
    UnsafeProofKey: (say("opened.proof-key"), 1),
    LawRewritten: (say("opened.law"), 1),
    UnreadableEvent: (say("opened.unreadable"), 1),
    LedgersAhead: (say("opened.went-back"), 1),
    WrongRelease: (say("opened.law"), 2),
    WrongSetting: (say("opened.settings"), 2),
    WrongProvider: (say("opened.settings"), 2),
}
"""Why a tool may not begin: what is said before the error's own sentence, and the exit code."""

NOT_WHOLE: Mapping[type[Exception], int] = {UnreadableEvent: 4, HistoryGone: 4}
"""How ``relief verify`` ends where something is not whole without which it cannot even begin."""


def code(tool: str, kind: type[Exception]) -> int:
    """The exit code of a tool that may not begin, for an error of a kind of ``CODES``."""
    known = CODES[kind][1]
    return NOT_WHOLE.get(kind, known) if tool == "verify" else known


BROKEN = (exc.OperationalError, persistence.OperationalError)
"""What a database that cannot be worked with answers."""


def broken(error: Exception) -> bool:
    """Whether the database is none, cannot be opened or does not answer: no fault of the program."""
    return isinstance(error, BROKEN) or type(error) in {
        exc.DatabaseError,
        persistence.DatabaseError,
    }

"""What the office asks of the world around it: its history, who is who, files, drawings.

``adapters.journal.Journal`` keeps the history in a database, ``relief.office.memory`` in memory; both have
this face, and the errors of ``domain.ground.history``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from domain.account.home import AlikeFile
from domain.case.documents import Drawn
from domain.case.situation import Situation
from domain.ground.commands import Command
from domain.ground.document import Document, Rendered
from domain.ground.facts import Fact, Recorded
from domain.ground.history import NOT_READ, CommandRow, PersonRow, Versions
from domain.ground.refusal import Reason
from domain.ground.shapes import Change
from domain.ground.terms import DocumentFormat
from domain.law.pack import Pack
from domain.registers.law.state import Laid
from relief.office.requests import Request

Give = Callable[[Request], Any]
"""Executes a command; a receipt, or something else where it was refused."""


class Epoch(Protocol):
    """Counts how often the history was found to have gone back."""

    forgetting: list[Callable[[], None]]
    """Called where it did: every memory of what it held is to be emptied."""

    @property
    def number(self) -> int:
        """Which epoch this process remembers; taken before the first look."""
        ...


class Journal(Protocol):
    """The history: facts of any streams, in one order, for ever. Thread-safe."""

    @property
    def epoch(self) -> Epoch:
        """What this process remembers of the history, and whether it is still so."""
        ...

    @property
    def head(self) -> int:
        """The newest position; 0 where nothing was recorded yet."""
        ...

    def append(
        self,
        recorded: Sequence[Recorded],
        command: CommandRow,
        people: Sequence[PersonRow] = (),
        epoch: int | None = None,
        reads: Versions = NOT_READ,
    ) -> int:
        """Keep facts with the receipt, new persons and what stands beside them, or nothing at all.

        Each fact must be its stream's next, and not before the one before it; ``reads`` are the
        streams they rest on and do not write to, which must hold just that many facts. ``epoch`` is
        that of the first look at what they build on. Private text is sealed under its person's key.
        Positions are given out one after the other, and none is left out. Returns the last one (0
        where nothing was recorded). Raises ``Conflict`` (``ClockBehind``, ``ClaimTaken``,
        ``CommandAlreadyRecorded``), ``KeyMissing`` or ``OutcomeUnknown``.
        """
        ...

    def command(self, command_id: str) -> CommandRow | None:
        """The receipt under this command id. Raises ``Unanswered`` where nobody can be asked."""
        ...

    def read(self, streams: Sequence[str]) -> dict[str, list[Recorded]]:
        """Whole streams, the oldest fact first; a stream without facts has an empty list."""
        ...

    def after(self, stream: str, version: int) -> list[Recorded]:
        """What a stream holds beyond a version, the oldest first."""
        ...

    def since(self, versions: Versions) -> dict[str, list[Recorded]]:
        """What streams hold from a version on, that fact included, the oldest first."""
        ...

    def first(self, stream: str) -> Recorded:
        """The oldest fact of a stream. Raises ``LookupError`` where there is none."""
        ...

    def at(self, stream: str, version: int) -> Recorded:
        """One fact of a stream. Raises ``LookupError`` where it has no such version."""
        ...

    def last(self, stream: str) -> Recorded | None:
        """The newest fact of a stream."""
        ...

    def following(
        self, position: int, limit: int = 500, to: int | None = None, topics: Sequence[str] = ()
    ) -> list[Recorded]:
        """The facts after a position (and up to another, of some topics only), with their own."""
        ...

    def changed(self, recorded: Recorded, change: Change) -> Recorded:
        """The same fact with each private value changed; for showing, never for storing."""
        ...

    def opened(self, recorded: Recorded, below: str = "") -> Recorded:
        """The same with its private text in clear, all or ``below`` a path. Raises ``KeyMissing``."""
        ...

    def people_by_id(self, ids: Sequence[str]) -> Mapping[str, PersonRow]:
        """The stored persons among these identifiers. A destroyed key is an empty one."""
        ...

    def people_by_blind_index(self, indexes: Sequence[str]) -> Mapping[str, PersonRow]:
        """The stored persons among these blind indexes, by blind index."""
        ...

    def look(self) -> None:
        """See that the history still holds what is remembered; forget it where it does not."""
        ...

    def scrub(self) -> bool:
        """Remove what destroyed keys leave behind; false where that is not allowed."""
        ...


class Indexing(Protocol):
    """Tells equal values apart from others, without reading them."""

    def of(self, fact: Fact, at: datetime, give: Give) -> Fact:
        """The fact, recorded ``at``, with an index of each value it is to be told equal by.

        A key that is missing is made by a command of its own. Raises ``NoIndexKey``,
        ``IndexKeyGone``.
        """
        ...


class Persons(Protocol):
    """Who is who."""

    @property
    def indexing(self) -> Indexing:
        """What their values are indexed by."""
        ...

    def identify(self, command: Command) -> tuple[Command, Sequence[PersonRow]]:
        """The command about real persons, and the rows of those not stored yet."""
        ...


class Drawings(Protocol):
    """The documents commands are about."""

    def drawn(self, command: Command, situation: Situation) -> Drawn | Reason | None:
        """The document a command is about, for the rules; ``None`` where there is none yet."""
        ...


class Drawing(Protocol):
    """Draws documents as files. Thread-safe."""

    def render(self, document: Document, format: DocumentFormat) -> Rendered:
        """The file. Raises ``Undrawable``: nothing is ever drawn with holes."""
        ...

    def drawable(self, text: str) -> bool:
        """Whether letters can show a text."""
        ...

    def edition(self, wording: int) -> str:
        """Which tools draw the words of this wording: the same edition draws the same bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Dossier:
    """The streams of all files that name a person, as far as ``seen``; whether there is one at all."""

    streams: tuple[str, ...]
    seen: int
    known: bool


class Files(Protocol):
    """The files that name a person, and those that look like another."""

    def of(self, person: str) -> Dossier:
        """Every file, none left out that was recorded before it was asked."""
        ...

    def alike(self, case: str) -> tuple[AlikeFile, ...]:
        """The applications of others that share a telephone or an account with one, the newest first."""
        ...


class Laying(Protocol):
    """The files of the law that wait to count, and the packs that do."""

    def laid(self, name: str) -> tuple[Laid, ...]:
        """The files of a name that wait to count, each with the entries it would rewrite."""
        ...

    def read_now(self, name: str) -> Pack:
        """A pack as it is read by now. Raises ``NoLawInForce`` where none of that name counts."""
        ...


class Learner(Protocol):
    """Somebody who keeps a memory beside the office."""

    def learn(self, recorded: tuple[Recorded, ...]) -> None:
        """Take note of facts just saved here."""
        ...


class Sealer(Protocol):
    """Whoever keeps persons' keys in memory."""

    def forget(self, person_id: str) -> None:
        """Drop a person's key from memory."""
        ...

    def forget_all(self) -> None:
        """Drop every person's key from memory."""
        ...

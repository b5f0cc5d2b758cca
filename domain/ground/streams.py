"""The kinds of streams a command looks at and writes to."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NoReturn


class Stream(StrEnum):
    """A kind of stream: the first word of its name. ``FILES`` are all files that name a person,
    ``ALIKE`` the applications of others that look like one by telephone or account.
    """

    CASE = "case"
    LEAD = "lead"
    DELEGATIONS = "delegations"
    OFFICERS = "officers"
    DIVISIONS = "divisions"
    PERSON_KEY = "person"
    MASTER_KEYS = "keys"
    ANCHORS = "anchors"
    LAW = "law"
    CALENDAR = "calendar"
    VALUES = "reference"
    ACCOUNTS = "account"
    HOMES = "home"
    ROSTER = "spot"
    FILES = "files"
    ALIKE = "alike"


FIELDS: Mapping[Stream, str] = {
    Stream.LEAD: "lead",
    Stream.DELEGATIONS: "delegations",
    Stream.OFFICERS: "officers",
    Stream.DIVISIONS: "divisions",
    Stream.PERSON_KEY: "key",
    Stream.MASTER_KEYS: "master_keys",
    Stream.ANCHORS: "anchors",
    Stream.LAW: "enacted",
    Stream.CALENDAR: "calendar",
    Stream.VALUES: "references",
    Stream.ACCOUNTS: "accounts",
    Stream.HOMES: "homes",
    Stream.ROSTER: "roster",
    Stream.FILES: "files",
    Stream.ALIKE: "alike",
}
"""What a rule finds each kind under. Its own case is always there, and so is the law."""


KEPT = frozenset({Stream.OFFICERS, Stream.CALENDAR, Stream.VALUES, Stream.FILES, Stream.ALIKE})
"""Kinds that somebody keeps folded for everybody: only a row that writes there loads the stream."""


class NotDeclared(Exception):
    """A rule looks at, or writes to, what its row does not name. The row is to be put right."""


class Unread:
    """Stands where a row reads nothing: whoever looks at it is told so. Raises ``NotDeclared``."""

    __slots__ = ("_kind",)

    def __init__(self, kind: Stream) -> None:
        self._kind = kind

    def __repr__(self) -> str:
        return f"<{self._kind.value}: not read>"

    def _raise(self, *_: Any) -> NoReturn:
        raise NotDeclared(
            f"a rule looks at {self._kind.name}, and the row of its command does not read it"
        )

    __getattr__ = __getitem__ = __contains__ = __eq__ = __ne__ = _raise
    __iter__ = __len__ = __bool__ = __hash__ = _raise


UNREAD: Mapping[Stream, Unread] = {kind: Unread(kind) for kind in FIELDS}
"""One for each kind."""


_KINDS: Mapping[str, Stream] = {kind.value: kind for kind in Stream}


def kind_of(stream: str) -> Stream:
    """The kind of a stream. Raises ``ValueError`` for one nobody knows."""
    word = stream.partition("-")[0]
    return _KINDS.get(word) or Stream(word)

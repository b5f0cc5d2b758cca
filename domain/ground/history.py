"""What stands in the history beside facts, and why keeping something there may be refused.

The office and whoever keeps its history (a database, a memory) speak of the same rows and the same
refusals. Where a keeper's own library has errors of its own, its errors are both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.ground.people import PersonId
from domain.ground.refusal import Refused

OPENING = ("application-submitted", "lead-recorded")
"""The facts by which a file begins, with whoever it is about."""

AMENDING = ("application-amended", "application-correction-requested")
"""The facts by which others may come into a file that has begun."""

NAMING = (*OPENING, *AMENDING)
"""The facts by which a person first stands in a file."""

YEAR_KEY = "index-"
"""How the name begins under which a year's index key lies among the persons' keys."""


Versions = Mapping[str, int]
"""Streams, and up to which version each was looked at; 0 of one that held nothing."""

NOT_READ: Versions = {}
"""Of a save that rests on nothing but what it writes to."""


ALSO = "also-"
"""How the name begins under which somebody is found by something besides what they were first found
by; its key opens nothing, and goes with theirs."""

ALSO_BY = ("number", "certificate", "birth", "born")
"""By what: an identity number, a certificate of birth, guardian and name and day of birth; and the day
that was said first, by which nobody is found and what is said later is held."""


def is_year_key(id: str) -> bool:
    """Whether a name among the persons' keys is a year's."""
    return id.startswith(YEAR_KEY)


def also(by: str, person: str) -> str:
    """Under which name a person is found by this besides."""
    return f"{ALSO}{by}-{person}"


def is_person(id: str) -> bool:
    """Whether a name among the persons' keys is a person's."""
    return not is_year_key(id) and not id.startswith(ALSO)


@dataclass(frozen=True, slots=True)
class CommandRow:
    """The receipt of a command. Whoever stores it fills in the positions."""

    command_id: str
    digest: str
    outcome: str
    first_position: int = 0
    last_position: int = 0


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as the store knows one: no name, no number, only keyed and wrapped values."""

    person_id: str
    blind_index: str
    wrapped_key: str

    @property
    def whose(self) -> PersonId:
        """The person it leads to."""
        id = self.person_id
        return PersonId(id.split("-", 2)[2] if id.startswith(ALSO) else id)


class Conflict(Exception):
    """Something else was kept first; nothing of this save was. Look again and decide again."""


class ClockBehind(Conflict):
    """A fact would stand before what its stream holds, or long before the latest of any: none was kept."""

    def __init__(self, newest: datetime, given: datetime) -> None:
        super().__init__(f"recorded at {given}, but a fact of {newest} stands")
        self.newest = newest
        self.given = given


class ClaimTaken(Conflict):
    """A number that proves one thing only stands already; nothing of this save was kept.

    ``kind`` and ``key`` say which.
    """

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(f"a {kind} stands already")
        self.kind = kind
        self.key = key


class CommandAlreadyRecorded(Conflict):
    """This command id has a receipt already; nothing of this save was kept."""


class OutcomeUnknown(Exception):
    """The reply to a commit was lost: the save may or may not be kept. Look the command id up."""


class Unanswered(Exception):
    """The store could not be asked whether a command has a receipt."""


class KeyMissing(Exception):
    """There is no key for this person: unknown, not introduced yet, or shredded."""


class KeyGone(KeyMissing):
    """There was a key for this ``person``, and it was destroyed."""

    def __init__(self, person: str) -> None:
        super().__init__(f"the key of person {person} was destroyed")
        self.person = person


class IndexKeyGone(Exception):
    """The index key of this ``year`` was destroyed."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the index key of {year} was destroyed")
        self.year = year


class NoIndexKey(Exception):
    """There is no index key of this ``year`` yet, and none could be made just now.

    ``refused`` says why not; without it somebody else was quicker, and one may try again.
    """

    def __init__(self, year: int, refused: Refused | None = None) -> None:
        super().__init__(f"there is no index key of {year}")
        self.year, self.refused = year, refused

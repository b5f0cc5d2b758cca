"""What is asked and answered when people are looked at."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from domain.ground.access import Why
from domain.ground.names import AT_THE_CONSOLE, FILE_NUMBER, TYPED, folded
from relief.api import fields as f
from relief.api import queries as q
from relief.api.answers import Answer
from relief.api.records import Body
from relief.people.masking import FIELDS

FieldName = StrEnum("FieldName", {name.upper(): name for name in FIELDS})  # type: ignore[misc]
"""The fields that can be asked for in clear, as facts name them."""


class Reveal(Body):
    """Why clear values are asked for, whose, and which."""

    reason: Why
    note: f.TextField | None = None
    fields: Annotated[tuple[FieldName, ...], Field(min_length=1, max_length=len(FIELDS))]
    persons: Annotated[tuple[f.PersonField, ...], Field(max_length=f.LONGEST_LIST)] = ()


class PersonSearch(Body):
    """A person by identity number, which stands in the body only, never in an address."""

    id_number: f.TextField
    reason: Why
    note: f.TextField | None = None


class RevealedValue(Answer):
    """One clear value: of which fact, where in it, about whom."""

    version: int
    fact: str
    field: str
    person: str
    value: str


class RevealedValues(Answer):
    """Clear values of a file; that they were looked at is on record."""

    case: str
    items: list[RevealedValue]


class PersonFile(Answer):
    """A case or lead that names the person."""

    number: str
    kind: str
    person: str
    township: str
    relation: str
    on: str
    href: str


class PersonFiles(Answer):
    """The files of the territory that name the person."""

    items: list[PersonFile]


class LookLine(Answer):
    """One look: who, when, from where, at whose what, and why."""

    number: int
    at: str
    officer: str
    posts: list[str]
    division: str
    act: str
    case: str
    persons: list[str]
    fields: list[str]
    reason: str | None
    note: str | None
    address: str
    request: str
    asked: list[str]
    digest: str


class LookPage(Answer):
    """A page of the access log; ``next`` is the cursor of the one after."""

    items: list[LookLine]
    next: str | None


def _asked(typed: str) -> str:
    return typed if typed.startswith(AT_THE_CONSOLE) else folded(typed)


_OFFICER = f.form_of(f"{TYPED.pattern}|{AT_THE_CONSOLE}[!-~]{{1,90}}", "not-an-officer-id")
_FILE = f.form_of(FILE_NUMBER.pattern, "not-a-file-number")

AskedOfficer = Annotated[str, *_OFFICER, AfterValidator(_asked)]
"""Whose looks: also by a name that nobody is called by any more."""
AskedFile = Annotated[str, *_FILE, AfterValidator(str.upper)]
"""Of which file, a case or a lead; its letter case does not count."""


class LooksQuery(q.InPages):
    """What may be asked of the access log."""

    case: AskedFile | None = None
    person: f.PersonField | None = None
    officer: AskedOfficer | None = None
    cursor: q.LogCursor | None = None

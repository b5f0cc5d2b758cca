"""What a form asks: the fields of a body in their groups, each with its words and the control it takes."""

import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin

from pydantic import BaseModel, PlainValidator
from pydantic.fields import FieldInfo

from domain.ground.money import Money
from domain.ground.people import PersonId, Private
from relief.api import fields as f
from relief.people.masking import FIELDS
from relief.people.masking import Kind as Personal
from relief.words.dictionary import of
from relief.words.fields import Label, labelled
from relief.words.forms import groups

LINE, LONG, MONEY, AREA, WHOLE, DAY = "line", "long", "money", "area", "whole", "day"
FLAG, ONE, MANY, LINES, RECORD, RECORDS = "flag", "one", "many", "lines", "record", "records"
PERSON, PLACE, OFFICER, FILE = "person", "place", "officer", "file"
PAPER, TOWNSHIP = "paper", "township"
"""The kinds of controls."""

SINGLE: Mapping[Any, str] = {Money: MONEY, date: DAY, bool: FLAG, int: WHOLE, str: LINE}
READ_BY: Mapping[Any, str] = {
    f.area: AREA,
    f.officer: OFFICER,
    f.person: PERSON,
    f.place: PLACE,
}
"""What a value is, by the function that reads it, where its type says too little."""

CALLED: Mapping[str, str] = {
    **dict.fromkeys(("materials", "missing", "outstanding", "paper"), PAPER),
    **dict.fromkeys(("patient", "child"), PERSON),
    **dict.fromkeys(("township", "lives_in"), TOWNSHIP),
}
"""What a text is, by the name of its field, where neither its type nor its reader says."""

FILLED_IN = "sha256"
"""What the office itself fills in where nobody does: the hash of a document that is served."""

RARE = frozenset(
    {"late_reason", "received_on", "accepted_on", "posted_on", "handed_on", "ended_on", "batch"}
    | {"lead", "agent", "incapable", "birth", "account_checked", "again", "text_digest"}
    | {"correction", "also_year", "periods", "elsewhere", "registers", "spending", "care"}
    | {"signals", "findings", "other_aid", "aid", "compensation", "found", "overrides"}
    | {"exception", "parted", "alive", "mistaken", "county_ground", "proposal", "sha256"}
)
"""What few cases need: it is asked last in its group, and folded away until something stands there."""

SHORT = frozenset(
    {
        "address",
        "born",
        "country",
        "health",
        "occupation",
        "registered_at",
        "email",
        "bank",
        "place",
    }
    | {"whereabouts", "organisation", "reporter", "complainant", "objector", "receiver", "told"}
)
"""Personal texts that are a line and no more."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field as a form asks for it: ``inner`` is the form of the records it holds.

    ``each``: what one of its lines or choices is; ``usual``: what stands there unless it is changed;
    ``rare``: few cases need it.
    """

    name: str
    kind: str
    needed: bool
    words: Label
    choices: tuple[tuple[str, str], ...] = ()
    each: str = LINE
    usual: str = ""
    inner: "Form | None" = None
    personal: bool = False

    @property
    def rare(self) -> bool:
        """Whether it is folded away until something stands there."""
        without = self.kind == RECORD and self.name == "paper"
        known = without or self.name in RARE
        return known and (not self.needed or self.name == FILLED_IN)


@dataclass(frozen=True, slots=True)
class Form:
    """A body, or a record inside one: its groups with their fields."""

    record: type[BaseModel]
    groups: tuple[tuple[str, tuple[Field, ...]], ...]

    @property
    def fields(self) -> Iterator[Field]:
        """Every field, in order."""
        for _, those in self.groups:
            yield from those


@cache
def form_of(record: type[BaseModel]) -> Form:
    """The form of a body. Raises ``Unworded`` where something of it has no words."""
    made = []
    for group in groups(record.__name__, [*record.model_fields]):
        there = [name for name in group.fields if name in record.model_fields]
        made.append((group.title, tuple(_field(record, name) for name in there)))
    return Form(record, tuple(made))


def _field(record: type[BaseModel], name: str) -> Field:
    info: FieldInfo = record.model_fields[name]
    base, readers = _bare(info.annotation, info.metadata)
    words, needed = labelled(name, record), info.is_required()
    if get_origin(base) is tuple:
        one, each = _bare(get_args(base)[0], ())
        if _holds(one):
            return Field(name, RECORDS, needed, words, inner=form_of(one))
        if _listed(one):
            return Field(name, MANY, needed, words, _choices(one), ONE)
        return Field(name, LINES, needed, words, each=_kind(name, one, each))
    if _holds(base):
        return Field(name, RECORD, needed, words, inner=form_of(base))
    choices = _choices(base) if _listed(base) else ()
    kind = ONE if choices else _kind(name, base, readers)
    return Field(name, kind, needed, words, choices, usual=_usual(info), personal=base is Private)


def _bare(hint: Any, metadata: Any) -> tuple[Any, tuple[Any, ...]]:
    """A hint without what says it may be nothing, and the functions that read its values."""
    if get_origin(hint) in (typing.Union, UnionType):
        hint = next(one for one in get_args(hint) if one is not type(None))
    readers = tuple(metadata)
    while get_origin(hint) is typing.Annotated:
        hint, *more = get_args(hint)
        readers += tuple(more)
    return hint, tuple(one.func for one in readers if isinstance(one, PlainValidator))


def _kind(name: str, base: Any, readers: tuple[Any, ...]) -> str:
    """Which control a single value takes."""
    for one in readers:
        if one in READ_BY:
            return READ_BY[one]
    if name == FILE:
        return FILE
    if name in CALLED and base is str:
        return CALLED[name]
    if base is Private:
        personal = FIELDS.get(name, Personal.TEXT) is not Personal.TEXT
        return LINE if personal or name in SHORT else LONG
    if base is PersonId:
        return PERSON
    if base is str and FIELDS.get(name) is Personal.TEXT and name not in SHORT:
        return LONG
    return SINGLE[base]


def _holds(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _listed(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _choices(kind: type[StrEnum]) -> tuple[tuple[str, str], ...]:
    return tuple((one.value, of(one)) for one in kind)


def _usual(info: FieldInfo) -> str:
    """A field's default as an input has it; nothing where it has none."""
    made = None if info.is_required() else info.default
    if isinstance(made, bool):
        return "true" if made else "false"
    return str(made.value) if isinstance(made, StrEnum) else ""

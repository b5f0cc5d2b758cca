"""Records as bodies: strict models made from the dataclasses of the domain, and back again."""

import re
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar

import pydantic
from pydantic import (
    BaseModel,
    ConfigDict,
    PlainValidator,
    TypeAdapter,
    WithJsonSchema,
    create_model,
)

from domain.assessment import inputs as i
from domain.case.decision.commands import SetAside
from domain.case.records import Helper, Member
from domain.ground.declared import declared
from domain.ground.money import Money
from domain.ground.people import UNKNOWN, PersonId, Private
from relief.api import fields as f
from relief.words.dictionary import table
from relief.words.fields import ANYWHERE
from relief.words.sentences import say


class Body(BaseModel):
    """A body, or a record inside one: ``made`` is the class it turns into."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    made: ClassVar[Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a body differs from its command: fields left out, fields read in another way or added."""

    without: frozenset[str] = frozenset()
    other: Mapping[str, Any] = field(default_factory=dict)


_WRITTEN: dict[Any, Any] = {
    Money: f.MoneyField,
    Private: f.PrivateField,
    PersonId: f.PersonField,
    date: f.DayField,
    str: f.TextField,
    int: f.NumberField,
}


def written(hint: Any) -> Any:
    """How a value of a command's field is written in a body. Raises ``TypeError``."""
    if hint in _WRITTEN:
        return _WRITTEN[hint]
    if hint is bool or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return hint
    if is_dataclass(hint):
        return model(hint)
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple and inner[1:] == (Ellipsis,):
        return Annotated[
            tuple[written(inner[0]), ...],  # type: ignore[misc]
            pydantic.Field(max_length=f.LONGEST_LIST),
        ]
    if origin in (typing.Union, types.UnionType) and type(None) in inner:
        (kind,) = (part for part in inner if part is not type(None))
        return written(kind) | None
    raise TypeError(f"no body can hold {hint}")


YEARS = frozenset({"year", "expense_year", "also_year", "booked"})
"""Numbers that are years, by the name of their field."""


def named(name: str, hint: Any) -> Any:
    """How a field is written: by its type, or by its name where the type says too little."""
    if name in YEARS and hint in (int, int | None):
        return f.YearField if hint is int else f.YearField | None
    return written(hint)


def of(one: Field[Any], hint: Any) -> Any:
    """How a field of a record is written: what counts hundredths, with a point."""
    return f.AreaOfHome | None if i.HUNDREDTHS in one.metadata else named(one.name, hint)


def default(one: Field[Any], kind: Any) -> Any:
    """A field's default as a body has it, told as its kind is written; a record's is its body left empty."""
    made = one.default_factory() if one.default_factory is not MISSING else one.default
    if made is MISSING:
        return ...
    record = is_dataclass(made) and type(made) not in _WRITTEN
    held = model(type(made))() if record else made
    told = TypeAdapter(kind).dump_python(held, mode="json")
    return pydantic.Field(held, json_schema_extra={"default": told})


_made: dict[tuple[Any, str], type[Body]] = {}
_RECORDS: dict[type, Any] = {}
"""Which record each model turns into."""


def model(record: Any, shape: Shape | None = None, name: str | None = None) -> type[Body]:
    """The strict model of a dataclass; the same one each time it is asked for."""
    title = name or record.__name__
    if (record, title) in _made:
        return _made[record, title]
    shape = shape or Shape()
    hints = typing.get_type_hints(record)
    parts: dict[str, Any] = {name: (kind, ...) for name, kind in shape.other.items()}
    for one in fields(record):
        if one.name in shape.without:
            continue
        kind = shape.other.get(one.name) or of(one, hints[one.name])
        parts[one.name] = (kind, default(one, kind))
    made = create_model(title, __base__=Body, **parts)
    made.__doc__ = declared(record).summary or None
    made.made = record
    _made[record, title], _RECORDS[made] = made, record
    return made


def parts_of(body: Body) -> dict[str, Any]:
    """The fields of a body, the records inside it made."""
    return {name: _inside(value) for name, value in vars(body).items()}


def _inside(value: Any) -> Any:
    if type(value) is tuple:
        return tuple(map(_inside, value))
    record = _RECORDS.get(type(value))
    if record is None:
        return value
    parts = parts_of(value)
    if record in (Member, Helper):
        parts["person"] = UNKNOWN
    return record(**parts)


NOT_REPEATED = "?"
LONGEST_NAME = 40
SHORTENED = "…"
_NAME = re.compile(r"[A-Za-z_][A-Za-z_-]*")


def safe_name(part: str | int) -> str:
    """A field's name or place as it was typed, a long one shortened; what is no plain name is not
    repeated.

    A name with digits is one of ours where the dictionary has it: any other could be a number.
    """
    name = str(part)
    if isinstance(part, int) or name in table("fields", ANYWHERE):
        return name
    if not _NAME.fullmatch(name):
        return NOT_REPEATED
    return name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + SHORTENED


_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}")
_IDENTITY = re.compile(r"(?<![0-9])(1[0-9]{10}|[1-9][0-9]{16}[0-9Xx])(?![0-9])")


def id_only(value: Any) -> str:
    """The id of a paper or record; nothing that reads like a name, phone or identity number."""
    if not isinstance(value, str):
        raise f.fault("not-a-text")
    if not _ID.fullmatch(value) or _IDENTITY.search(value):
        raise f.fault("not-an-id")
    return value


IdField = Annotated[
    str,
    PlainValidator(id_only),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": f"^{_ID.pattern}$",
            "description": say("api.types.id"),
        }
    ),
]
IdsField = Annotated[tuple[IdField, ...], pydantic.Field(max_length=f.LONGEST_LIST)]
_AS_IDS: Mapping[Any, Any] = {
    str: IdField,
    str | None: IdField | None,
    tuple[str, ...]: IdsField,
}


def ids(record: Any) -> dict[str, Any]:
    """The fields of a record that hold ids."""
    hints = typing.get_type_hints(record)
    return {one.name: _AS_IDS[h] for one in fields(record) if (h := hints[one.name]) in _AS_IDS}


for _record in (
    i.Source,
    i.Statement,
    i.MedicalBill,
    i.SchoolCost,
    i.CareCost,
    i.Received,
    i.Finding,
    i.Override,
    i.EarlierGrant,
    SetAside,
):
    model(_record, Shape(other=ids(_record)))

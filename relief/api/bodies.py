"""Bodies of commands: strict models made once, at import, from the commands themselves."""

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, create_model

from domain.case import commands as c
from domain.case.events import Account, Incident, Member
from domain.money import Money
from domain.people import UNKNOWN, PersonId, Private
from relief.api import fields as f
from relief.api.routes import ROUTES, CommandRoute
from relief.people import listed


class Body(BaseModel):
    """A body, or a record inside one: ``made`` is the class it turns into."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    made: ClassVar[Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a body differs from its command: fields left out, fields read in another way or added."""

    without: frozenset[str] = frozenset()
    other: Mapping[str, Any] = field(default_factory=dict)


NUMBER = Shape(frozenset({"case"}))
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
        return typing.Annotated[
            tuple[written(inner[0]), ...],  # type: ignore[misc]
            Field(max_length=f.LONGEST_LIST),
        ]
    if origin in (typing.Union, types.UnionType) and type(None) in inner:
        (kind,) = (part for part in inner if part is not type(None))
        return written(kind) | None
    raise TypeError(f"no body can hold {hint}")


_made: dict[tuple[Any, str], type[Body]] = {}


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
        kind = shape.other.get(one.name) or written(hints[one.name])
        parts[one.name] = (kind, ... if one.default is MISSING else one.default)
    made = create_model(title, __base__=Body, **parts)
    made.__doc__ = record.__doc__
    made.made = record
    _made[record, title] = made
    return made


MEMBER = model(Member, Shape(frozenset({"person"})), "ApplicationMember")
OWN_ACCOUNT = model(Account, Shape(other={"holder": f.PlaceField}), "ApplicationAccount")
INCIDENT = model(Incident, Shape(frozenset({"place_index"})))
MEMBERS = typing.Annotated[tuple[MEMBER, ...], Field(max_length=f.LONGEST_LIST)]  # type: ignore[valid-type]

SHAPES: Mapping[type[c.Command], Shape] = {
    c.SubmitApplication: Shape(
        NUMBER.without,
        {"members": MEMBERS, "account": OWN_ACCOUNT | None},
    ),
    c.ReceiveAtCounty: Shape(frozenset({"case", "seed"})),
    c.RecordHolidayNotice: Shape(NUMBER.without, {"region": f.RegionField}),
    c.RecordReferenceValue: Shape(NUMBER.without, {"region": f.AreaField}),
    c.DeclareKinship: Shape(frozenset({"case", "person"})),
}
"""Commands whose bodies differ from them by more than the number in the path."""

BODIES: Mapping[type[c.Command], type[Body]] = {
    route.command: model(route.command, SHAPES.get(route.command, NUMBER)) for route in ROUTES
}


def command_of(route: CommandRoute, body: Body, number: str) -> c.Command:
    """The command a body stands for, about the case (or lead, county) in its path."""
    parts = parts_of(body)
    command: c.Command = route.command(case=parts.pop("region", number), **parts)
    if isinstance(command, c.SubmitApplication):
        return replace(command, members=listed(command.members))
    return command


def parts_of(body: Body) -> dict[str, Any]:
    """The fields of a body, the records inside it made."""
    return {name: _inside(getattr(body, name)) for name in type(body).model_fields}


def _inside(value: Any) -> Any:
    if isinstance(value, Body):
        parts = parts_of(value)
        if value.made is Member:
            parts["person"] = UNKNOWN
        return value.made(**parts)
    if type(value) is tuple:
        return tuple(map(_inside, value))
    return value

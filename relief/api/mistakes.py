"""What a reader of values finds wrong, as faults of ours: in bodies, queries and addresses alike.

Each names the place, the rule that was broken with its bounds, and the values a closed list has.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, NamedTuple, Protocol, get_args

from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import Request

from domain.ground.refusal import Code
from relief.api import given
from relief.api.problems import Fault, Problem
from relief.api.records import safe_name
from relief.words.dictionary import kind_of, knows
from relief.words.edges import Edge
from relief.words.slots import FIELDS


class Codes(NamedTuple):
    """How what is missing, not asked for, or wrong is refused in one kind of place."""

    missing: Code | Edge
    unknown: Code | Edge
    invalid: Code | Edge


OF_BODY = Codes(Code.FIELD_MISSING, Edge.FIELD_UNKNOWN, Code.FIELD_INVALID)
OF_QUERY = Codes(Edge.QUERY_MISSING, Edge.QUERY_UNKNOWN, Edge.QUERY_INVALID)
OF_PATH = Codes(Edge.PATH_INVALID, Edge.PATH_INVALID, Edge.PATH_INVALID)

NAMES: Mapping[str, str] = {
    "string_type": "not-a-text",
    "int_type": "not-a-number",
    "int_from_float": "not-a-number",
    "int_parsing_size": "too-large",
    "bool_type": "not-a-flag",
    "tuple_type": "not-a-list",
    "model_type": "not-a-record",
    "model_attributes_type": "not-a-record",
    "enum": "not-in-list",
    "string_too_long": "too-long",
    "string_too_short": "too-short",
    "too_long": "too-many",
    "too_short": "too-few",
    "greater_than_equal": "too-small",
    "less_than_equal": "too-large",
}
"""What pydantic calls a fault, and what we call it."""

BOUNDS: Mapping[str, str] = {
    "ge": "least",
    "min_length": "least",
    "least": "least",
    "le": "most",
    "max_length": "most",
    "most": "most",
}
"""What pydantic calls a bound, and what our sentences call it."""


def mistake(error: Mapping[str, Any], hint: Any, codes: Codes = OF_BODY) -> Fault:
    """One of pydantic's errors, without the value it is about; ``hint`` is what was read as."""
    loc = error["loc"]
    path = ".".join(map(safe_name, loc))
    match error["type"]:
        case "missing":
            return Fault(codes.missing, field=path)
        case "extra_forbidden":
            return unknown(path, _fields(_place(hint, loc[:-1])), codes)
        case kind:
            name = NAMES.get(kind, kind if knows("fault", kind) else "wrong-form")
            said = error.get("ctx", {})
            bounds = {ours: str(said[theirs]) for theirs, ours in BOUNDS.items() if theirs in said}
            choices = _listed(_place(hint, loc)) if kind == "enum" else {}
            return Fault(codes.invalid, field=path, facts={"fault": name, **bounds, **choices})


def unknown(path: str, allowed: Iterable[str], codes: Codes) -> Fault:
    """What nobody asked for; of a query the conditions there are stand beside it."""
    told = codes is OF_QUERY and [*allowed]
    facts = {"allowed": ",".join(told), "list": FIELDS} if told else {}
    return Fault(codes.unknown, field=path, facts=facts)


def of_query(errors: Sequence[Mapping[str, Any]], route: APIRoute) -> tuple[Fault, ...]:
    """What is wrong with the conditions of a question that the framework reads one by one."""
    query = conditions(route)
    found = [mistake({**one, "loc": one["loc"][1:]}, query, OF_QUERY) for one in errors]
    return tuple({one.field: one for one in found}.values())


def conditions(route: APIRoute) -> dict[str, Any]:
    """The conditions a question can be asked with, and what each may be."""
    found: dict[str, Any] = {}
    for one in route.dependant.query_params:
        hint = one.field_info.annotation
        found |= _fields(hint) or {one.name: hint}
    return found


def asked_by(route: APIRoute) -> type[BaseModel] | None:
    """The record that the conditions of a question are the fields of."""
    hints = (one.field_info.annotation for one in route.dependant.query_params)
    models = (one for hint in hints for one in _kinds(hint) if issubclass(one, BaseModel))
    return next(models, None)


def wrong(name: str, fault: str, **facts: str) -> Problem:
    """A condition of a query that the question itself finds wrong."""
    return Problem(Fault(Edge.QUERY_INVALID, field=name, facts={"fault": fault, **facts}))


class Titled(Protocol):
    """An entry of a pack, with what the pack calls it."""

    @property
    def title(self) -> str:
        """What it is called."""


def choices(entries: Mapping[str, Titled], of: str) -> dict[str, str]:
    """Entries of a pack that may be named, with their titles in the same order; ``of``: their list."""
    titles = "；".join(one.title for one in entries.values())
    return {"allowed": ",".join(entries), "titles": titles, "list": of}


def unasked(request: Request) -> None:
    """Where an address takes no conditions at all, none is passed over. Raises ``Problem`` 400."""
    names = given.sent(request)
    strange = [unknown(one, (), OF_QUERY) for one in dict.fromkeys(map(safe_name, names))]
    given.told([*strange, *given.repeated(names).values()])


def _listed(hint: Any) -> dict[str, str]:
    """The values of the closed list that may stand somewhere, and what /v1/words calls it."""
    for kind in _kinds(hint):
        if issubclass(kind, Enum):
            values = ",".join(str(one.value) for one in kind)
            return {"allowed": values, "list": list_of(kind)}
    return {}


def list_of(kind: type[Enum]) -> str:
    """Under which name ``/v1/words`` has a closed list; fields are called as everywhere."""
    return FIELDS if kind.__name__ == "FieldName" else kind_of(kind)


def _place(hint: Any, loc: Sequence[str | int]) -> Any:
    """What may stand at a place inside of what may stand here."""
    for part in loc:
        if isinstance(part, int):
            continue
        hint = _fields(hint).get(part)
    return hint


def _fields(hint: Any) -> Mapping[str, Any]:
    """The fields of the first record among what may stand somewhere, and what each may be."""
    if isinstance(hint, Mapping):
        return hint
    record = next((one for one in _kinds(hint) if issubclass(one, BaseModel)), None)
    if record is None:
        return {}
    return {name: one.annotation for name, one in record.model_fields.items()}


def _kinds(hint: Any) -> Iterator[type]:
    """Every class that a hint is made of."""
    if isinstance(hint, type) and not get_args(hint):
        yield hint
    for inner in get_args(hint):
        yield from _kinds(inner)

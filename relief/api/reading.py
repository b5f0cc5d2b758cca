"""Reading a request strictly: size, type, JSON without repeats, headers. All faults together."""

import json
import re
from asyncio import timeout
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request

from domain.refusal import Code
from relief.api.problems import Fault, Problem
from relief.api.records import Body
from relief.api.routes import About, CommandRoute
from relief.logs import OF_A_PERSON
from relief.terms import TERMS
from relief.wording import Edge

LARGEST_BODY = 256 * 1024
DEEPEST_BODY = 32
BODY_SECONDS = 20.0

_KEY = re.compile(r"[\x21-\x7e]{1,100}")
_VERSION = re.compile(r'"([0-9]{1,9})"')
_NAME = re.compile(r"[a-z_]{1,40}")
_FAULTS = {
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
    "too_long": "too-long",
    "greater_than_equal": "too-small",
    "less_than_equal": "too-large",
    "string_pattern_mismatch": "wrong-form",
}
"""What pydantic calls a fault, and what we call it."""


async def raw_body(request: Request) -> bytes:
    """The body, as long as it is allowed to be and to take. Raises ``Problem`` 408, 413 or 415."""
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > LARGEST_BODY:
        raise _too_large()
    try:
        async with timeout(BODY_SECONDS):
            read = await _received(request)
    except TimeoutError:
        fault = Fault(Edge.BODY_TOO_SLOW, facts={"seconds": str(int(BODY_SECONDS))})
        raise Problem(fault, headers={"Connection": "close"}) from None
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if read and kind != "application/json":
        raise Problem(Fault(Edge.MEDIA_TYPE_WRONG))
    return bytes(read)


async def _received(request: Request) -> bytearray:
    read = bytearray()
    async for part in request.stream():
        read += part
        if len(read) > LARGEST_BODY:
            raise _too_large()
    return read


def _too_large() -> Problem:
    """The rest is not read, so the connection cannot be used again."""
    fault = Fault(Edge.BODY_TOO_LARGE, facts={"most": str(LARGEST_BODY)})
    return Problem(fault, headers={"Connection": "close"})


def body(raw: bytes, model: type[Body]) -> tuple[Body, bytes]:
    """The body as its model, and in canonical form. Raises ``Problem`` with every fault of it.

    No body at all is an empty one.
    """
    raw = raw or b"{}"
    repeated: list[Fault] = []
    canonical = _canonical(raw, repeated)
    try:
        read = model.model_validate_json(raw)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        raise Problem(*repeated, *map(_fault, found)) from None
    if repeated:
        raise Problem(*repeated)
    return read, canonical


def _canonical(raw: bytes, repeated: list[Fault]) -> bytes:
    """The same JSON with sorted keys; notes repeated keys. Raises ``Problem`` for what is no JSON."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            seen: set[str] = set()
            for name, _ in pairs:
                if name in seen:
                    repeated.append(Fault(Edge.FIELD_REPEATED, field=safe_name(name)))
                seen.add(name)
        return found

    try:
        parsed = json.loads(raw.decode(), object_pairs_hook=once, parse_constant=_no_number)
        if depth(parsed) > DEEPEST_BODY:
            raise Problem(Fault(Edge.BODY_TOO_DEEP, facts={"most": str(DEEPEST_BODY)}))
        return json.dumps(parsed, sort_keys=True, separators=(",", ":")).encode()
    except (ValueError, RecursionError):
        raise Problem(Fault(Edge.BODY_NOT_JSON)) from None


def depth(value: Any) -> int:
    """How deep lists and objects lie in each other; looked at level by level, no deeper than needed."""
    found, level = 0, [value]
    while level and found <= DEEPEST_BODY:
        inner = [one.values() if isinstance(one, dict) else one for one in level if _holds(one)]
        found += bool(inner)
        level = [one for parts in inner for one in parts]
    return found


def _holds(value: Any) -> bool:
    return isinstance(value, dict | list)


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")


def _fault(error: Any) -> Fault:
    """One of pydantic's errors, without the value it is about."""
    path = ".".join(map(safe_name, error["loc"]))
    match error["type"]:
        case "json_invalid":
            return Fault(Edge.BODY_NOT_JSON)
        case "model_type" | "model_attributes_type" if not path:
            return Fault(Edge.BODY_NOT_JSON)
        case "missing":
            return Fault(Code.FIELD_MISSING, field=path)
        case "extra_forbidden":
            return Fault(Edge.FIELD_UNKNOWN, field=path)
        case kind:
            name = _FAULTS.get(kind, kind if kind in TERMS else "wrong-form")
            facts = {"fault": name}
            if kind == "enum":
                facts["allowed"] = error["ctx"]["expected"]
            return Fault(Code.FIELD_INVALID, field=path, facts=facts)


def safe_name(part: str | int) -> str:
    """A field's name or place; what could not be one of ours is not repeated."""
    name = str(part)
    return name if isinstance(part, int) or _NAME.fullmatch(name) else "?"


def idempotency_key(request: Request) -> str:
    """The client's own number of this request, kept for ever: no person's number may be in it.

    Raises ``Problem``.
    """
    keys = request.headers.getlist("idempotency-key")
    if not keys:
        raise Problem(Fault(Edge.KEY_MISSING))
    if len(keys) > 1 or not _KEY.fullmatch(keys[0]) or OF_A_PERSON.search(keys[0]):
        raise Problem(Fault(Edge.KEY_INVALID))
    return keys[0]


def version_seen(request: Request, route: CommandRoute) -> int | None:
    """The version of the case the officer looked at. Raises ``Problem``; 428 where one is needed."""
    given = request.headers.getlist("if-match")
    if not given:
        if route.decision:
            raise Problem(Fault(Edge.VERSION_MISSING))
        return None
    found = _VERSION.fullmatch(given[0].strip())
    if len(given) > 1 or found is None or route.about is not About.CASE:
        raise Problem(Fault(Edge.VERSION_INVALID))
    return int(found[1])

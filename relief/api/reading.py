"""Reading a request strictly: size, type, JSON without repeats, headers. All faults together."""

import json
import re
from asyncio import timeout
from codecs import BOM_UTF8
from collections.abc import Callable
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from pydantic import ValidationError
from starlette.requests import Request

from relief.api.mistakes import mistake
from relief.api.problems import MOST_TOLD, Fault, Problem
from relief.api.records import Body, safe_name
from relief.api.routes import About, CommandRoute
from relief.logs import of_a_person
from relief.words.edges import Edge

LARGEST_BODY = 256 * 1024
DEEPEST_BODY = 32
BODY_SECONDS = 20.0
SMALL_BODY = 4 * 1024
"""What a body may have that anybody can send; and up to which size reading one holds nobody up."""
MOST_PARTS, MOST_FIELDS = 5_000, 100
"""Fields and list items of a body, and fields of one record: beyond, it is not read at all."""
READERS = 2
"""How many large bodies are read at once, beside the loop: others wait behind large ones only."""

T = TypeVar("T")

_KEY = re.compile(r"[\x21-\x7e]{1,100}")
_VERSION = re.compile(r'"(0|[1-9][0-9]{0,8})"')
_LENGTH = re.compile(r"[0-9]{1,15}")


async def raw_body(request: Request, most: int = LARGEST_BODY) -> bytes:
    """The body, as long as it is allowed to be and to take. Raises ``Problem`` 408, 413 or 415.

    What is over ``most`` is let go while it arrives, so that its sender can read the answer.
    """
    read = await received(request, most)
    if read:
        json_said(request.headers.get("content-type", ""))
    return read


async def received(request: Request, most: int, largest: int = LARGEST_BODY) -> bytes:
    """The body whatever it is of; over ``largest`` it is not even let go. Raises ``Problem`` 408, 413."""
    length = request.headers.get("content-length", "0")
    if not _LENGTH.fullmatch(length) or int(length) > largest:
        raise _too_large(most)
    try:
        async with timeout(BODY_SECONDS):
            return bytes(await _received(request, most, largest))
    except TimeoutError:
        fault = Fault(Edge.BODY_TOO_SLOW, facts={"seconds": str(int(BODY_SECONDS))})
        raise Problem(fault, headers={"Connection": "close"}) from None


def json_said(given: str) -> None:
    """That a body is said to be JSON, and in no other signs than UTF-8 (RFC 8259, 8.1).

    Raises ``Problem`` 415.
    """
    kind, _, parameters = given.lower().partition(";")
    if kind.strip() != "application/json":
        raise Problem(Fault(Edge.MEDIA_TYPE_WRONG))
    for one in parameters.split(";"):
        name, _, value = one.partition("=")
        if name.strip() == "charset" and value.strip().strip('"') not in ("utf-8", "utf8"):
            raise Problem(Fault(Edge.MEDIA_TYPE_WRONG, facts={"fault": "other-charset"}))


async def _received(request: Request, most: int, largest: int) -> bytearray:
    read, length = bytearray(), 0
    async for part in request.stream():
        length += len(part)
        if length > largest:
            raise _too_large(most)
        if length <= most:
            read += part
    if length > most:
        raise _too_large(most)
    return read


def _too_large(most: int) -> Problem:
    """The rest is not read, so the connection cannot be used again."""
    fault = Fault(Edge.BODY_TOO_LARGE, facts={"most": str(most)})
    return Problem(fault, headers={"Connection": "close"})


class Aside:
    """Reads what is large on a thread beside the loop, a few at a time; what is small at once."""

    def __init__(self) -> None:
        self._readers = CapacityLimiter(READERS)

    async def read(self, raw: bytes, work: Callable[[], T]) -> T:
        """What ``work`` makes of the body."""
        if len(raw) <= SMALL_BODY:
            return work()
        return await to_thread.run_sync(work, limiter=self._readers)


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
        told = (_fault(one, model) for one in found[:MOST_TOLD])
        raise gathered([*repeated, *told], len(found)) from None
    if repeated:
        raise gathered(repeated)
    return read, canonical


def gathered(faults: list[Fault], found: int = 0) -> Problem:
    """A problem of the first faults; ``found`` were found in the model, of which some are among them."""
    told = faults[:MOST_TOLD]
    return Problem(*told, more=len(faults) - len(told) + max(0, found - MOST_TOLD))


def _canonical(raw: bytes, repeated: list[Fault]) -> bytes:
    """The same JSON with sorted keys; notes repeated keys. Raises ``Problem`` for what is no JSON."""
    parts = raw.count(b",") + raw.count(b":")
    fields = 0

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal fields
        fields += len(pairs)
        if len(pairs) > MOST_FIELDS or fields > MOST_PARTS:
            raise _too_many()
        found = dict(pairs)
        if len(found) != len(pairs):
            seen: set[str] = set()
            for name, _ in pairs:
                if name in seen:
                    repeated.append(Fault(Edge.FIELD_REPEATED, field=safe_name(name)))
                seen.add(name)
        return found

    text = _text(raw)
    try:
        parsed = json.loads(text, object_pairs_hook=once, parse_constant=_no_number)
        if raw.count(b"{") + raw.count(b"[") > DEEPEST_BODY < depth(parsed):
            raise Problem(Fault(Edge.BODY_TOO_DEEP, facts={"most": str(DEEPEST_BODY)}))
        if parts > MOST_PARTS and items(parsed) > MOST_PARTS:
            raise _too_many()
        return json.dumps(parsed, sort_keys=True, separators=(",", ":")).encode()
    except (ValueError, RecursionError):
        raise Problem(Fault(Edge.BODY_NOT_JSON)) from None


def _text(raw: bytes) -> str:
    """The signs of a body. Raises ``Problem`` where it is not in UTF-8, or begins with a mark of that."""
    if raw.startswith(BOM_UTF8):
        raise Problem(Fault(Edge.BODY_NOT_JSON, facts={"fault": "byte-order-mark"}))
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise Problem(Fault(Edge.BODY_NOT_JSON, facts={"fault": "not-utf-8"})) from None


def _too_many() -> Problem:
    facts = {"most": str(MOST_PARTS), "widest": str(MOST_FIELDS)}
    return Problem(Fault(Edge.BODY_TOO_MANY, facts=facts))


def items(value: Any) -> int:
    """How many fields and list items there are in all."""
    found, left = 0, [value]
    while left:
        one = left.pop()
        inner = one.values() if isinstance(one, dict) else one
        found += len(inner)
        left.extend(part for part in inner if _holds(part))
    return found


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


def _fault(error: Any, model: type[Body]) -> Fault:
    """One of pydantic's errors; what is no object at all is no body."""
    whole = error["type"] in ("model_type", "model_attributes_type") and not error["loc"]
    if whole or error["type"] == "json_invalid":
        return Fault(Edge.BODY_NOT_JSON)
    return mistake(error, model)


def idempotency_key(request: Request) -> str:
    """The client's own number of this request, kept for ever: no person's number may be in it.

    Raises ``Problem``.
    """
    keys = request.headers.getlist("idempotency-key")
    if not keys:
        raise Problem(Fault(Edge.KEY_MISSING))
    (key, *others) = keys
    if others:
        raise Problem(Fault(Edge.KEY_INVALID))
    return usable_key(key)


def usable_key(key: str) -> str:
    """A number of a request that may be kept for ever. Raises ``Problem`` 400."""
    if not _KEY.fullmatch(key) or of_a_person(key):
        raise Problem(Fault(Edge.KEY_INVALID))
    return key


def version_seen(request: Request, route: CommandRoute) -> int | None:
    """The version of the case the officer looked at. Raises ``Problem``; 428 where one is needed."""
    given = request.headers.getlist("if-match")
    if not given:
        if route.decision:
            raise Problem(Fault(Edge.VERSION_MISSING))
        return None
    found = _VERSION.fullmatch(given[0])
    if len(given) > 1 or found is None or route.about is not About.CASE:
        raise Problem(Fault(Edge.VERSION_INVALID))
    return int(found[1])

"""What a form on a page sends, read strictly: bounded in bytes, fields and time."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from relief.api.problems import Fault, Problem
from relief.api.reading import MOST_PARTS, received
from relief.words.edges import Edge

LARGEST_FORM = 1024 * 1024
"""Bytes of a form: a Chinese sign is nine of them in an address-encoded body."""
FORM = "application/x-www-form-urlencoded"

Fields = Mapping[str, list[str]]
"""What was typed, by the name of each input, in the order of the page."""


async def fields(request: Request, most: int = LARGEST_FORM) -> Fields:
    """Every input by its name. Raises ``Problem`` 400, 408, 413, 415."""
    raw = await received(request, most, LARGEST_FORM)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if raw and kind != FORM:
        raise Problem(Fault(Edge.MEDIA_TYPE_WRONG))
    try:
        text = raw.decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_PARTS, errors="strict")
    except ValueError:
        raise Problem(Fault(Edge.BODY_NOT_JSON)) from None
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value.replace("\r\n", "\n"))
    return found


def one(typed: Fields, name: str) -> str:
    """The last value of an input; empty where it was not sent."""
    return typed.get(name, [""])[-1]

"""Values at the limits of each type, and where the document of the API has a place for one."""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.ground.personal import luhn
from tests.api.words import PHONE, identity_number

NUL, HALF = "\x00", "\ud800"
TIBETAN = str.maketrans("0123456789", "༠༡༢༣༤༥༦༧༨༩")
NUMBERS = {
    "telephone": PHONE,
    "telephone in Tibetan": PHONE.translate(TIBETAN),
    "telephone with hidden signs": "\u200b".join(PHONE),
    "identity": identity_number(77),
    "identity in full width": identity_number(77).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    ),
    "card": next(one for n in range(10) if luhn(one := f"622200001111222233{n}")),
}
"""Numbers of nobody, which must come back nowhere and stay nowhere."""

TEXTS: dict[str, Any] = {
    "empty": "",
    "blank": " ",
    "long": "长" * 100_000,
    "hundred": "x" * 101,
    "NUL": f"a{NUL}b",
    "half a sign": f"a{HALF}b",
    "beyond the plane": "\U0010ffff",
    "quote": "'\";--%_\\",
    "dots": "../../etc/passwd",
    **NUMBERS,
}
INTEGERS: dict[str, Any] = {
    "nought": 0,
    "below": -1,
    "most of 31 bits": 2**31,
    "most of 63 bits": 2**63 - 1,
    "2^63": 2**63,
    "below -2^63": -(2**63) - 1,
    "10^30": 10**30,
    "fraction": 1.5,
    "whole fraction": 1.0,
    "exponent": 1e300,
    "true": True,
    "text": "1",
}
DAYS: dict[str, Any] = {
    "first": "0001-01-01",
    "last": "9999-12-31",
    "near the last": "9999-12-28",
    "year nought": "0000-01-01",
    "no leap year": "2026-02-29",
    "seconds": "1772409600",
    "instant": "2026-03-02T00:00:00Z",
    "full width": "２０２６-03-02",
    "Tibetan": "༢༠༢༦-༠༣-༠༢",
    "number": 20260302,
}
SUMS: dict[str, Any] = {
    "nought": "0.00",
    "below": "-0.01",
    "third decimal": "0.001",
    "most": "999999999.99",
    "beyond": "1000000000.00",
    "exponent": "1e5",
    "endless": "9" * 100_000,
    "not a number": "NaN",
    "number": 1e308,
}
OTHERS: dict[str, Any] = {"null": None, "list": [], "record": {}, "deep": [[[[{}]]]]}
IN_QUERIES: dict[str, str] = {
    "007": "007",
    "plus": "+1",
    "exponent in text": "1e2",
    "fraction in text": "1.0",
    "Tibetan digit": "༥",
    "cut cursor": "WyJ4",
    "forged cursor": "WyI5OTk5LTEyLTMxIiwieCIsOTIyMzM3MjAzNjg1NDc3NTgwOF0",
    "number in a cursor": "OTIyMzM3MjAzNjg1NDc3NTgwOA",
    "cursor of half a sign": "_____w",
}


def resolved(schema: Mapping[str, Any], document: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema without references, the first of several that is not null."""
    while True:
        if "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        elif "anyOf" in schema:
            schema = next(one for one in schema["anyOf"] if one.get("type") != "null")
        else:
            return schema


def at_limits(schema: Mapping[str, Any], document: Mapping[str, Any]) -> dict[str, Any]:
    """What is tried in the place of a value of this type."""
    found = resolved(schema, document)
    if found.get("format") == "date":
        return {**DAYS, **TEXTS, **OTHERS}
    match found.get("type"):
        case "integer" | "number":
            return {**INTEGERS, **OTHERS}
        case "string" if "examples" in found:
            return {**SUMS, **TEXTS, **OTHERS}
        case "string":
            return {**TEXTS, **OTHERS, "number": 10**30}
        case "array":
            return {**OTHERS, "many": [None] * 300, "crowd": [0] * 30_000, "text": "x"}
        case _:
            return {**OTHERS, "text": "x", "number": 1, "true": True}


def places(
    schema: Mapping[str, Any], document: Mapping[str, Any], path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    """Every place of a body that holds a value, with what may stand there; lists by their first item."""
    found = resolved(schema, document)
    if path:
        yield path, found
    if found.get("type") == "object":
        for name, inner in found.get("properties", {}).items():
            yield from places(inner, document, (*path, name))
    elif found.get("type") == "array":
        yield from places(found.get("items", {}), document, (*path, 0))


def with_value(
    body: Any, path: tuple[str | int, ...], value: Any, schema: Any, document: Any
) -> Any:
    """The body with a value in that place; what lies around it is made where it is not there yet."""
    if not path:
        return value
    name, rest = path[0], path[1:]
    found = resolved(schema, document)
    if isinstance(name, int):
        return [with_value(None, rest, value, found.get("items", {}), document)]
    held = dict(body) if isinstance(body, dict) else {}
    inner = found["properties"][name]
    held[name] = with_value(held.get(name), rest, value, inner, document)
    return held

"""Every value the OpenAPI document tells is one its schema lets through: defaults, examples, lists."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from tests.api.conftest import Api
from tests.api.test_jurisdiction import ONE_STORE

SCHEMAS = ("schema", "items", "additionalProperties", "not", "contains", "propertyNames")
"""Words of the document that hold one schema; ``LISTED`` hold a list, ``NAMED`` each by a name."""

LISTED = ("anyOf", "oneOf", "allOf", "prefixItems")
VALUES = ("default", "const", "example", "examples", "enum")
"""Words of a schema that hold values, and no schemas."""

NAMED = ("properties", "patternProperties", "schemas", "$defs")

Told = tuple[str, str, dict[str, Any], Any]


def told(node: Any, at: str = "", *, schema: bool = False) -> Iterator[Told]:
    """Each value the document tells: where, by which word, the schema it must fit, and the value."""
    if isinstance(node, list):
        for place, one in enumerate(node):
            yield from told(one, f"{at}/{place}", schema=schema)
    if not isinstance(node, dict):
        return
    if schema:
        ones = ("default", "const", "example")
        yield from ((at, word, node, node[word]) for word in ones if word in node)
        yield from (
            (at, word, node, v) for word in ("examples", "enum") for v in node.get(word, ())
        )
        inner = {**node, **dict.fromkeys(VALUES)}
    elif "schema" in node:
        given = {f"{at}/{name}": one["value"] for name, one in node.get("examples", {}).items()}
        yield from ((where, "examples", node["schema"], value) for where, value in given.items())
        if "example" in node:
            yield at, "example", node["schema"], node["example"]
        inner = {**node, "example": None, "examples": None}
    else:
        inner = node
    for word, one in inner.items():
        where = f"{at}/{word}"
        if word in NAMED and isinstance(one, dict):
            for name, of in one.items():
                yield from told(of, f"{where}/{name}", schema=True)
        else:
            yield from told(one, where, schema=word in SCHEMAS or (schema and word in LISTED))


@ONE_STORE
def test_every_value_that_is_told_fits_its_schema(api: Api) -> None:
    """A client that fills in what the document tells is not refused for it; ``0.00`` is no record."""
    document = api.app.openapi()
    tried, wrong = dict.fromkeys(("default", "examples", "enum"), 0), []
    for at, word, schema, value in told(document):
        tried[word] = tried.get(word, 0) + 1
        within = "$ref" in str({**schema, word: None})
        ours = {**schema, "components": document["components"]} if within else schema
        check = jsonschema_rs.Draft202012Validator(ours, validate_formats=True)
        wrong += [(at, word, value, one.message) for one in check.iter_errors(value)]
    assert min(tried.values()) > 50, tried
    assert wrong == []


@ONE_STORE
def test_the_default_of_every_sum_is_written_as_sums_are(api: Api) -> None:
    """In yuan as text, in every schema that has one."""
    sums = [
        value
        for _, word, schema, value in told(api.app.openapi())
        if word == "default" and "[0-9]{1,9}" in schema.get("pattern", "")
    ]
    assert len(sums) > 15 and set(sums) == {"0.00"}

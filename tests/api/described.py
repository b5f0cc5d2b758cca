"""Every answer a test gets is held against the OpenAPI document: status, media type, schema."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import Any
from urllib.parse import unquote

import httpx
import jsonschema_rs
from fastapi import FastAPI

from domain.law.overlay import JOINT
from domain.law.pack import Law
from relief.api.coded import LAWS, WORDS
from relief.api.headers import EVERYWHERE
from relief.api.legal import laws
from relief.api.problems import MEDIA_TYPE
from relief.api.wordbook import book

Described = dict[str, Any]
PROBLEM = "#/components/schemas/Problem"
FILE = {"type": "string", "format": "binary"}
UNDESCRIBED = ("/v1/openapi.json", "/docs", "/")
"""The document itself, the page made of it, and the way to the console."""
CONSOLE = "/console"
"""Pages are held by tests of their own (``tests/console``)."""

ALWAYS = {name.lower() for name in EVERYWHERE}
OF_HTTP = frozenset({"connection", "content-length", "content-type", "date", "transfer-encoding"})
"""Headers of HTTP itself."""

SOMETIMES = frozenset({"location", "set-cookie"})
"""What an answer has where there is something new, or a session to keep or drop."""

NEVER_DESCRIBED = (404, 405, 500)
"""What any address may answer: it is not there, not by this method, or the service is at fault."""


_DESCRIBED: dict[str, Any] = {}
"""The document, the same for every application, and for each law the hook made of both."""


def described(app: FastAPI, law: Law) -> Callable[[httpx.Response], None]:
    """The hook that holds answers against the document and the dictionary."""
    app.openapi_schema = _DESCRIBED.get("document")
    _DESCRIBED["document"] = app.openapi()
    named = ",".join(laws(law))
    if named not in _DESCRIBED:
        _DESCRIBED[named] = as_described(_DESCRIBED["document"], book(law))
    hook: Callable[[httpx.Response], None] = _DESCRIBED[named]
    return hook


def as_described(document: Described, book: Described) -> Callable[[httpx.Response], None]:
    """A hook that fails where the document does not describe an answer, or the book lacks a code."""
    addresses = [(_form(path), methods) for path, methods in document["paths"].items()]

    @cache
    def validator(schema: str) -> Any:
        return jsonschema_rs.validator_for({"$ref": schema, **document})

    def check(response: httpx.Response) -> None:
        response.read()
        path, method = unquote(response.request.url.path), response.request.method.lower()
        if path in UNDESCRIBED or path.startswith(CONSOLE) or of_console(response):
            return
        operation = next(
            (
                found[method]
                for form, found in addresses
                if form.fullmatch(path) and method in found
            ),
            None,
        )
        described = {} if operation is None else operation["responses"]
        told = described
        status = response.status_code
        if str(status) not in told:
            assert status in NEVER_DESCRIBED, f"{method} {path}: {status} is not described"
            told = {str(status): {"content": {MEDIA_TYPE: {"schema": {"$ref": PROBLEM}}}}}
        apart = told_apart(told[str(status)], response) if str(status) in described else set()
        assert apart == set(), f"{method} {path}: {status}: headers {apart}"
        content = told[str(status)]["content"]
        if not content:
            assert response.content == b"", f"{method} {path}: {status} has no content"
            return
        kind = response.headers["content-type"]
        assert kind in content, f"{method} {path}: {response.headers}"
        schema = content[kind]["schema"]
        if schema == FILE:
            return
        schema = schema["$ref"]
        for fault in validator(schema).iter_errors(response.json()):
            raise AssertionError(f"{method} {path}: {fault.message} at {fault.instance_path}")
        strange = [*unworded({"$ref": schema}, response.json(), document, book)]
        assert strange == [], f"{method} {path}: /v1/words does not have {strange}"

    return check


def of_console(response: httpx.Response) -> bool:
    """Whether a page answered in place of the API: to a browser that began to sign in on one."""
    onward = response.headers.get("location", "").startswith(CONSOLE)
    return onward or (
        "content-language" in response.headers
        and "text/html" in response.headers.get("content-type", "")
    )


def told_apart(told: Described, response: httpx.Response) -> set[str]:
    """The headers that an answer has and the document does not, or the other way round."""
    described = {name.lower() for name in told.get("headers", {})}
    sent = set(response.headers) - OF_HTTP - ALWAYS
    kept = described & SOMETIMES if response.is_success or response.is_redirect else described
    return (sent - described) | (described - sent - kept)


def words(book: Described, name: str) -> Collection[str]:
    """The codes a list of the book has words for."""
    if name == "fields":
        found: Collection[str] = book["fields"]["any"]
        return found
    return book["values"].get(name) or book[name]  # type: ignore[no-any-return]


def unworded(
    schema: Described, value: Any, document: Described, book: Described
) -> Iterator[tuple[str, str]]:
    """Each code in an answer that its list in the book does not have, with the list's name."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if isinstance(value, dict):
        for name, inner in schema.get("properties", {}).items():
            if name in value:
                yield from unworded(inner, value[name], document, book)
    elif isinstance(value, list):
        named = {WORDS: schema[WORDS]} if WORDS in schema else {}
        inner = {**schema.get("items", {}), **named}
        for one in value:
            yield from unworded(inner, one, document, book)
    elif isinstance(value, str) and WORDS in schema:
        name = schema[WORDS]
        parts = value.split(JOINT) if name == LAWS else (value.partition("/")[0],)
        yield from ((name, one) for one in parts if one not in words(book, name))
    for other in schema.get("anyOf", ()):
        yield from unworded(other, value, document, book)


def _form(path: str) -> re.Pattern[str]:
    """A template as a pattern of addresses."""
    return re.compile(re.sub(r"\\{[a-z_]+\\}", "[^/]+", re.escape(path)))

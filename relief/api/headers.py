"""Every header the API reads or sends, as the OpenAPI document tells them; HTTP's own are left to HTTP.

What holds at every address stands once, under ``components``; what is of one address stands there.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from relief.api.addresses import BEGIN_SIGN_IN, EVIDENCE_FILE, QUESTIONS, UPLOAD
from relief.api.envelope import SECURITY_HEADERS
from relief.api.problems import AFTER, POSITION
from relief.api.queries import LARGEST_POSITION
from relief.api.routes import ROUTES
from relief.api.ways import OPENING

TEXT = {"type": "string"}
REF = "#/components/headers/{name}"
NUMBER = "X-Request-Id"
WAITED = {"type": "integer", "minimum": 0, "maximum": LARGEST_POSITION}

EVERYWHERE = (NUMBER, *(name.decode().title() for name, _ in SECURITY_HEADERS))
"""What every answer says."""

OF_REFUSALS: Mapping[str, tuple[str, ...]] = {
    "401": ("WWW-Authenticate",),
    "429": ("Retry-After",),
    "503": ("Retry-After",),
}
OF_WORDS = ("ETag", "Content-Language", "Vary")
OF_A_FILE = ("Content-Disposition",)
OF_EVIDENCE = ("Relief-File-SHA256",)
OF_A_DOCUMENT = (
    "Relief-Document-SHA256",
    "Relief-Document-Standing",
    "Relief-Document-Version",
)
NAMED = {UPLOAD.name: "Content-Disposition"}
"""What an address looks at beside what all commands and lists do."""


def headed(made: dict[str, Any]) -> None:
    """Puts into the document which headers each address reads, and which each of its answers sends."""
    said = {
        one["operationId"]: one for methods in made["paths"].values() for one in methods.values()
    }
    told = set(EVERYWHERE)
    for name, sent in _sent(said):
        for status, headers in sent.items():
            told |= {*headers}
            answer = said[name]["responses"][status]
            answer["headers"] = {one: {"$ref": REF.format(name=one)} for one in headers}
    components = made["components"]
    components["headers"] = {one: {"schema": dict(TEXT)} for one in sorted(told)}
    components["parameters"] = {NUMBER: _read(NUMBER, {**TEXT, "maxLength": 64})}
    for name, one in said.items():
        given = one.get("parameters", [])
        if _lists(one):
            one["parameters"] = [*given, _read(AFTER, dict(WAITED))]
        elif name in NAMED:
            one["parameters"] = [*given, _read(NAMED[name], dict(TEXT))]


def _lists(said: Mapping[str, Any]) -> bool:
    """Whether an operation waits for the ledgers: by its condition, and so by the header."""
    given = said.get("parameters", ())
    return any((one["name"], one["in"]) == ("after", "query") for one in given)


def _read(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "header", "schema": schema}


def _sent(said: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, tuple[str, ...]]]]:
    """By operation and status: the headers of the answer."""
    commands = {one.name: one for one in ROUTES}
    questions = {one.name: one for one in QUESTIONS}
    for name, one in said.items():
        refused = {s: told for s, told in OF_REFUSALS.items() if s in one["responses"]}
        if name in commands:
            done: tuple[str, ...] = ("ETag", POSITION)
            done += ("Location",) if commands[name].path in OPENING else ()
            yield name, {**refused, "200": done, "201": done}
            continue
        question = questions[name]
        own = question.sends
        own += (POSITION,) if _lists(one) else ()
        if question.files:
            own += OF_A_FILE + (OF_EVIDENCE if question is EVIDENCE_FILE else OF_A_DOCUMENT)
        if question.kept:
            yield name, {**refused, "200": OF_WORDS, "304": OF_WORDS}
        elif question is BEGIN_SIGN_IN:
            yield name, {**refused, "303": own}
        else:
            yield name, {**refused, "200": own}

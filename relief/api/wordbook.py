"""``GET /v1/words``: the dictionary for clients, whole, in the language they read best."""

import json
import re
from functools import cache, partial
from hashlib import sha256
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from domain.case.table import RULES
from domain.ground.refusal import Code
from domain.law.pack import Law
from relief.api.addresses import WORDS
from relief.api.coded import of_facts
from relief.api.forms import forms
from relief.api.legal import laws, limits, materials, series
from relief.api.routes import ROUTES
from relief.api.worded import models
from relief.words.dictionary import CHINESE, TIBETAN, chapter, command, fact, file, table
from relief.words.edges import Edge
from relief.words.fields import labelled, named
from relief.words.readings import lists as readings
from relief.words.refusals import wording

LANGUAGES = (CHINESE, TIBETAN)
KEPT = "public, max-age=300"
"""How long a client need not ask again; afterwards it asks by ``If-None-Match``."""

MOST_LANGUAGES = 20
"""How many languages of a header are looked at."""

_RANGE = re.compile(r"([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|\*)(?:;q=([01](?:\.[0-9]{0,3})?))?")


def dictionary(law: Law) -> APIRouter:
    """The route of the dictionary, with what the law on record calls its entries."""
    made = APIRouter()
    written = cache(partial(sent, law))

    @WORDS.on(made)
    async def words(request: Request) -> Response:
        language = wanted(request.headers.get("accept-language", ""))
        body, tag = written(language)
        said = {
            "ETag": tag,
            "Cache-Control": KEPT,
            "Content-Language": ", ".join(dict.fromkeys((language, CHINESE))),
            "Vary": "Accept-Language",
        }
        if has(request.headers.get("if-none-match", ""), tag):
            return Response(b"", 304, said)
        return Response(body, 200, said, "application/json")

    return made


@cache
def complete() -> None:
    """Before anything is served: raises ``Unworded`` where a command, what it brings, or a refusal lacks
    its words.
    """
    for kind, rule in RULES.items():
        command(kind.__name__)
        chapter(rule.chapter.value)
        for one in rule.brings:
            fact(one.NAME)
    for code in (*Code, *Edge):
        wording(code)


def wanted(header: str) -> str:
    """The language of ours that a client likes best; Chinese where it names none of them."""
    liked: dict[str, float] = {}
    for one in header.split(",", MOST_LANGUAGES)[:MOST_LANGUAGES]:
        found = _RANGE.fullmatch(one.replace(" ", "").replace("\t", ""))
        ours = None if found is None else _ours(found[1].lower())
        if found is not None and ours is not None:
            liked[ours] = max(liked.get(ours, 0.0), float(found[2] or 1))
    best = max(LANGUAGES, key=lambda one: liked.get(one, 0.0))
    return best if liked.get(best, 0.0) > 0 else CHINESE


def _ours(asked: str) -> str | None:
    first = asked.partition("-")[0]
    return CHINESE if asked == "*" else {"zh": CHINESE, "bo": TIBETAN}.get(first)


def has(given: str, tag: str) -> bool:
    """Whether a client holds this very dictionary already (RFC 9110, 13.1.2)."""
    held = {one.strip().removeprefix("W/") for one in given.split(",")}
    return bool(held & {tag, "*"})


def sent(law: Law, language: str) -> tuple[bytes, str]:
    """The dictionary of a language as it is sent, and its tag."""
    body = json.dumps(book(law, language), ensure_ascii=False, separators=(",", ":")).encode()
    return body, f'"{sha256(body).hexdigest()[:32]}"'


def book(law: Law, language: str = CHINESE) -> dict[str, Any]:
    """The dictionary of a language; what it lacks, and what the law calls something, is Chinese."""
    return {
        "language": language,
        "values": {**dict(lists(language)), **readings(language)},
        "fields": labels(language),
        "forms": {
            form: [{"title": one.title, "fields": list(one.fields)} for one in some]
            for form, some in forms(language).items()
        },
        "chapters": dict(table("commands", "chapters", language)),
        "commands": {one.__name__: _command(one.__name__, language) for one in RULES},
        "facts": dict(table("facts", "facts", language)),
        "fact_values": {name: dict(held) for name, held in of_facts().items() if held},
        "refusals": {code.value: _refusal(code, language) for code in (*Code, *Edge)},
        "limits": {one.id: one.title for one in limits(law).values()},
        "materials": dict(materials(law)),
        "series": dict(series(law)),
        "laws": dict(laws(law)),
    }


def labels(language: str = CHINESE) -> dict[str, dict[str, dict[str, str]]]:
    """The labels by record; a body, query or answer has beside its own those of what it is made of."""
    tables = file("fields", language)
    records: dict[str, str | type] = {name: name for name in tables if name != "path"}
    records |= {one.__name__: one for one in models()}
    found: dict[str, dict[str, dict[str, str]]] = {}
    for name, record in records.items():
        names = (record,) if isinstance(record, str) else named(record)
        fields = dict.fromkeys(field for one in names for field in tables.get(one, ()))
        if fields:
            found[name] = {field: _label(field, record, language) for field in fields}
    return found


def lists(language: str = CHINESE) -> list[tuple[str, dict[str, str]]]:
    """The words of every closed list; one within a module's table by both names."""
    found: list[tuple[str, dict[str, str]]] = []
    for name, said in file("values", language).items():
        inner = {key: one for key, one in said.items() if isinstance(one, dict)}
        found += [(f"{name}.{key}", dict(one)) for key, one in inner.items()]
        if not inner:
            found.append((name, dict(said)))
    return found


def _label(field: str, record: str | type, language: str) -> dict[str, str]:
    said = labelled(field, record, language)
    return {"label": said.label, "hint": said.hint, "example": said.example}


_OF_COMMAND = {route.name: route for route in ROUTES}
_CHAPTERS = {kind.__name__: rule.chapter for kind, rule in RULES.items()}


def _command(name: str, language: str) -> dict[str, Any]:
    route = _OF_COMMAND.get(name)
    return {
        "title": command(name, language),
        "chapter": chapter(_CHAPTERS[name].value, language),
        "href": None if route is None else route.path,
        "if_match": route is not None and route.decision,
    }


def _refusal(code: Code | Edge, language: str) -> dict[str, Any]:
    said = wording(code, language)
    kept = table("refusals" if isinstance(code, Code) else "edges", code.value, language)
    own = {
        field: {"sentence": one["sentence"], "way_out": one["way_out"]}
        for field, one in kept.get("fields", {}).items()
    }
    return {
        "title": said.title,
        "sentence": said.sentence,
        "way_out": said.way_out,
        "status": said.status,
        "fields": own,
    }

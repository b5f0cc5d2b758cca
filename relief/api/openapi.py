"""What the OpenAPI document says of commands: headers, bodies, answers."""

import json
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Any

from anyio import Lock, to_thread
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, Field
from pydantic.json_schema import models_json_schema
from starlette.requests import Request
from starlette.responses import Response

from relief.api.answers import Answer
from relief.api.bodies import BODIES
from relief.api.cookies import SESSION
from relief.api.mistakes import unasked
from relief.api.problems import Place
from relief.api.routes import NUMBERS, ROUTES, About, CommandRoute
from relief.api.trimmed import without_framework_refusals, without_what_nothing_names
from relief.api.worded import worded
from relief.words.dictionary import example
from relief.words.forms import Group
from relief.words.sentences import say

REF = "#/components/schemas/{model}"


class Receipt(Answer):
    """What was done, and where it stands in the history."""

    case: str
    version: int
    position: int
    facts: list[str]
    repeated: bool
    links: dict[str, str]
    cautions: list[dict[str, Any]] = Field(default=[])


class ProblemError(Answer):
    """One ground: code, where it is, article, facts and way out."""

    code: str
    place: Place | None
    field: str | None
    pointer: str | None
    label: str | None
    article: str | None
    article_text: str | None
    message: str
    way_out: str
    facts: dict[str, str]


class Problem(Answer):
    """A refusal as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[ProblemError]
    more: int


REFUSALS = (400, 401, 403, 404, 409, 408, 412, 413, 415, 421, 422, 428, 429, 503)
"""What addresses may answer but what they are asked for."""


SIGNED_IN: list[dict[str, list[str]]] = [{"officer": []}, {"session": []}]
"""Who asks is known by a token or by a session."""

ALWAYS = (400, 421, 429)
"""What every address may answer before it is looked at."""

POSTED = (*ALWAYS, 401, 408, 413, 415, 422, 503)
"""What every address that takes a body may answer."""

NUMBER = {
    about.value: {"type": "string", "pattern": f"^{form.pattern}$"}
    for about, form in NUMBERS.items()
}
TEXT = {"type": "string"}
KEY = {**TEXT, "minLength": 1, "maxLength": 100, "pattern": "^[\\x21-\\x7e]+$"}
BINARY = {"type": "string", "format": "binary"}
ASKED_BY = ("Accept-Language", "If-None-Match")


def problem(status: int) -> dict[str, Any]:
    """A refusal, as the document describes it."""
    content = {"application/problem+json": {"schema": {"$ref": REF.format(model="Problem")}}}
    return {"description": "", "content": content}


def operation(route: CommandRoute) -> dict[str, Any]:
    """A command as the document describes it. Commands are served without the framework's help."""
    schema = _ref(BODIES[route.command])
    needed = any(field.is_required() for field in BODIES[route.command].model_fields.values())
    done = {"application/json": {"schema": {"$ref": REF.format(model="Receipt")}}}
    kept = {"content": done}
    return {
        "operationId": route.name,
        "summary": route.summary,
        "tags": [route.tag.value],
        "parameters": list(_parameters(route)),
        "requestBody": {"required": needed, "content": _sent(route.name, schema)},
        "responses": {
            "201": {"description": "", **kept},
            "200": {"description": say("api.answers.again"), **kept},
            **{str(status): problem(status) for status in refusals(route)},
        },
        "security": SIGNED_IN,
    }


def refusals(route: CommandRoute) -> list[int]:
    """Why a command may be refused: what is about a version only where there is one."""
    never = set() if route.about is About.CASE else {412}
    never |= set() if route.decision else {428}
    never |= {404} if route.about is About.NOTHING else set()
    return [status for status in REFUSALS if status not in never]


def asks(answer: type[BaseModel], *path: str, also: Sequence[int] = ()) -> dict[str, Any]:
    """What a question's route says to the framework: its answer, its path's numbers, its refusals.

    ``also``: the statuses it is refused with beside 401, 404 (where its path names something)
    and 503.
    """
    made = tells_anyone(answer, 401, 503, *also, *((404,) if path else ()))
    made["openapi_extra"] |= {
        "parameters": _in_path(path),
        "security": SIGNED_IN,
    }
    return made


def _in_path(names: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": NUMBER[name]} for name in names
    ]


def tells_anyone(answer: type[BaseModel], *statuses: int, status: int = 200) -> dict[str, Any]:
    """What the route of a question says to the framework that is answered without asking who asks.

    ``status`` is the answer's, ``statuses`` those of refusals.
    """
    return {
        "response_model": None,
        "responses": {status: {"model": answer, "description": ""}},
        "openapi_extra": {
            "responses": {str(status): problem(status) for status in sorted({*ALWAYS, *statuses})},
            "security": [],
        },
    }


def posted(
    name: str,
    body: type[BaseModel],
    answer: type[BaseModel],
    *path: str,
    also: Sequence[int] = (),
    anyone: bool = False,
) -> dict[str, Any]:
    """The same for a question that is sent with a body, read as strictly as a command's.

    ``anyone``: it is answered without asking who asks.
    """
    refusals = sorted({*POSTED, *also, *((404,) if path else ())})
    return {
        "response_model": None,
        "openapi_extra": {
            **({"parameters": _in_path(path)} if path else {}),
            "requestBody": {"required": True, "content": _sent(name, _ref(body))},
            "responses": {
                "200": {
                    "description": "",
                    "content": {"application/json": {"schema": _ref(answer)}},
                },
                **{str(status): problem(status) for status in refusals},
            },
            "security": [] if anyone else SIGNED_IN,
        },
    }


def uploads(
    kinds: Collection[str], answer: type[BaseModel], *path: str, also: Sequence[int] = ()
) -> dict[str, Any]:
    """The same for a question that is sent as a file of one of these media types."""
    key = {"name": "Idempotency-Key", "in": "header", "required": True, "schema": KEY}
    return {
        "response_model": None,
        "openapi_extra": {
            "parameters": [*_in_path(path), key],
            "requestBody": {
                "required": True,
                "content": {kind: {"schema": BINARY} for kind in kinds},
            },
            "responses": {
                "200": {
                    "description": "",
                    "content": {"application/json": {"schema": _ref(answer)}},
                },
                **{str(s): problem(s) for s in sorted({*POSTED, *also, 404})},
            },
            "security": SIGNED_IN,
        },
    }


def _ref(model: type[BaseModel]) -> dict[str, Any]:
    return {"$ref": REF.format(model=model.__name__)}


def _sent(operation: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A body with its example, which a test sends."""
    usual = {"usual": {"value": example(operation)}}
    return {"application/json": {"schema": schema, "examples": usual}}


def downloads(said: dict[str, Any], kinds: Mapping[Any, str]) -> dict[str, Any]:
    """The same for a question that is answered by a file of one of these media types."""
    content = {kind: {"schema": BINARY} for kind in kinds.values()}
    described = {"description": "", "content": content}
    return {**said, "response_class": Response, "responses": {200: described}}


def keepable(said: dict[str, Any]) -> dict[str, Any]:
    """The same for a question whose answer clients keep: in which language, and what they have."""
    more: dict[str, Any] = said["openapi_extra"]
    more["responses"]["304"] = {"description": "", "content": {}}
    more["parameters"] = [
        *more.get("parameters", ()),
        *({"name": name, "in": "header", "schema": dict(TEXT)} for name in ASKED_BY),
    ]
    return said


def open_to_all(request: Request) -> bool:
    """Whether the route of a request says that nobody has to sign in."""
    route = request.scope.get("route")
    said = getattr(route, "openapi_extra", None) or {}
    return said.get("security") == []


def _parameters(route: CommandRoute) -> list[dict[str, Any]]:
    text = TEXT
    found: list[dict[str, Any]] = [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": True,
            "schema": KEY,
        }
    ]
    if route.about is not About.NOTHING:
        name = route.about.value
        found.append({"name": name, "in": "path", "required": True, "schema": NUMBER[name]})
    if route.about is About.CASE:
        found.append(
            {
                "name": "If-Match",
                "in": "header",
                "required": route.decision,
                "schema": {**text, "pattern": '^"(0|[1-9][0-9]{0,8})"$'},
            }
        )
    return found


WAYS_IN = {
    "officer": {"type": "http", "scheme": "bearer"},
    "session": {"type": "apiKey", "in": "cookie", "name": SESSION},
}
"""How a request says who is asking."""


def document(
    app: FastAPI,
    more: Sequence[type[BaseModel]],
    forms: Mapping[str, Sequence[Group]],
    added: Sequence[Callable[[dict[str, Any]], None]],
    asked: Mapping[str, type[BaseModel]],
) -> dict[str, Any]:
    """The whole document, made once; ``more`` are bodies that no command has.

    ``added`` put in ways on and headers; ``asked`` are the conditions of each question.
    """
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title,
            version=app.version,
            openapi_version="3.1.0",
            description=app.description,
            routes=app.routes,
            tags=app.openapi_tags,
        )
        without_framework_refusals(made)
        for route in ROUTES:
            made["paths"].setdefault(route.path, {})["post"] = operation(route)
        models = [BODIES[route.command] for route in ROUTES]
        shared: list[type[BaseModel]] = [Receipt, Problem, *more]
        _, schemas = models_json_schema(
            [(model, "validation") for model in (*models, *shared)], ref_template=REF
        )
        components = made.setdefault("components", {})
        components.setdefault("schemas", {}).update(schemas["$defs"])
        components["securitySchemes"] = WAYS_IN
        for one in added:
            one(made)
        worded(made, forms, asked)
        without_what_nothing_names(made)
        app.openapi_schema = made
    return app.openapi_schema


def written(made: Callable[[], dict[str, Any]]) -> Callable[[Request], Awaitable[Response]]:
    """The address of the document: made and written out once, beside the loop; anybody may ask."""
    bytes_of: list[bytes] = []
    once = Lock()

    async def answered(request: Request) -> Response:
        unasked(request)
        if not bytes_of:
            async with once:
                if not bytes_of:
                    bytes_of.append(await to_thread.run_sync(lambda: json.dumps(made()).encode()))
        return Response(bytes_of[0], 200, {}, "application/json")

    return answered

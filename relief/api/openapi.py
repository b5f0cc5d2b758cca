"""What the OpenAPI document says of commands: headers, bodies, answers."""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from relief.api.bodies import BODIES
from relief.api.routes import ROUTES, About, CommandRoute

REF = "#/components/schemas/{model}"


class Receipt(BaseModel):
    """回执：办了什么、在历史中的位置。"""

    case: str
    version: int
    position: int
    facts: list[str]
    repeated: bool


class ProblemError(BaseModel):
    """一项原因：代码、条文、事实和出路。"""

    code: str
    field: str | None
    article: str | None
    article_text: str | None
    message: str
    way_out: str
    facts: dict[str, str]


class Problem(BaseModel):
    """RFC 9457。"""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[ProblemError]


REFUSALS = {
    400: "请求头或格式有误",
    401: "未登录",
    403: "岗位无权或职责未分离",
    404: "没有该案件，或不在辖区",
    409: "案件目前不能办理",
    412: "案件已有变化",
    413: "内容过大",
    415: "类型不支持",
    422: "填写内容有误",
    428: "缺少If-Match",
    503: "暂时无法办理，可用同一编号重试",
}


def problem(description: str) -> dict[str, Any]:
    """A refusal, as the document describes it."""
    content = {"application/problem+json": {"schema": {"$ref": REF.format(model="Problem")}}}
    return {"description": description, "content": content}


def operation(route: CommandRoute) -> dict[str, Any]:
    """A command as the document describes it. Commands are served without the framework's help."""
    schema = {"$ref": REF.format(model=route.name)}
    needed = any(field.is_required() for field in BODIES[route.command].model_fields.values())
    done = {"application/json": {"schema": {"$ref": REF.format(model="Receipt")}}}
    return {
        "operationId": route.name,
        "summary": route.summary,
        "tags": [route.tag.value],
        "parameters": list(_parameters(route)),
        "requestBody": {"required": needed, "content": {"application/json": {"schema": schema}}},
        "responses": {
            "201": {"description": "已记录", "content": done},
            "200": {"description": "同一请求先前已记录", "content": done},
            **{
                str(status): problem(text)
                for status, text in REFUSALS.items()
                if status != 428 or route.decision
            },
        },
        "security": [{"officer": []}],
    }


def reading(*path: str) -> dict[str, Any]:
    """What the document adds to a question: its path's numbers, its refusals, who may ask."""
    numbers = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in path
    ]
    return {
        "parameters": numbers,
        "responses": {str(status): problem(REFUSALS[status]) for status in (401, 404, 503)},
        "security": [{"officer": []}],
    }


def _parameters(route: CommandRoute) -> list[dict[str, Any]]:
    text = {"type": "string"}
    found: list[dict[str, Any]] = [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": True,
            "description": "本请求的唯一编号；重试时不变",
            "schema": {**text, "minLength": 1, "maxLength": 100, "pattern": "^[\\x21-\\x7e]+$"},
        }
    ]
    if route.about is not About.NOTHING:
        path = {"name": route.about.value, "in": "path", "required": True, "schema": text}
        found.append(path)
    if route.about is About.CASE:
        found.append(
            {
                "name": "If-Match",
                "in": "header",
                "required": route.decision,
                "description": '所见的案件版本，如"7"',
                "schema": {**text, "pattern": '^"[0-9]{1,9}"$'},
            }
        )
    return found


def document(app: FastAPI, more: Sequence[type[BaseModel]] = ()) -> dict[str, Any]:
    """The whole document, made once; ``more`` are bodies that no command has."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title,
            version=app.version,
            openapi_version="3.1.0",
            description=app.description,
            routes=app.routes,
        )
        for route in ROUTES:
            made["paths"].setdefault(route.path, {})["post"] = operation(route)
        models = [BODIES[route.command] for route in ROUTES]
        shared: list[type[BaseModel]] = [Receipt, Problem, *more]
        _, schemas = models_json_schema(
            [(model, "validation") for model in (*models, *shared)], ref_template=REF
        )
        components = made.setdefault("components", {})
        components.setdefault("schemas", {}).update(schemas["$defs"])
        components["securitySchemes"] = {"officer": {"type": "http", "scheme": "bearer"}}
        app.openapi_schema = made
    return app.openapi_schema

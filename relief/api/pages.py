"""``/docs``: the OpenAPI document as one page to read. No script, nothing from elsewhere.

It is made of the document alone, once, so it can say nothing that the document does not.
"""

from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from json import dumps
from typing import Any

from anyio import Lock, to_thread
from starlette.requests import Request
from starlette.responses import Response

from relief.api.mistakes import unasked
from relief.api.worded import GROUPS, METHODS, VALUES
from relief.words.dictionary import CHINESE
from relief.words.sentences import say

STYLE = (
    "body{font:16px/1.6 sans-serif;max-width:64rem;margin:0 auto;padding:1rem;color:#222}"
    "h2{border-bottom:2px solid #888}article{margin:1.5rem 0}code{background:#eee}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #bbb;padding:.2rem .5rem;"
    "text-align:left;vertical-align:top}pre{background:#eee;padding:.5rem;overflow:auto}"
)
POLICY = (
    "default-src 'none'; "
    f"style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Only the one style that stands in the page is taken; there is nothing else to allow."""

SCHEMAS = "#/components/schemas/"
JSON = "application/json"


def shown(made: Callable[[], dict[str, Any]]) -> Callable[[Request], Awaitable[Response]]:
    """The address of the page: made once, beside the loop; anybody may read it."""
    bytes_of: list[bytes] = []
    once = Lock()

    async def answered(request: Request) -> Response:
        unasked(request)
        async with once:
            if not bytes_of:
                bytes_of.append(await to_thread.run_sync(lambda: page(made()).encode()))
        headers = {"Content-Security-Policy": POLICY}
        return Response(bytes_of[0], 200, headers, "text/html; charset=utf-8")

    return answered


def page(document: Mapping[str, Any]) -> str:
    """The whole page."""
    info = document["info"]
    return "\n".join(
        (
            f'<!doctype html><html lang="{CHINESE}"><head><meta charset="utf-8">',
            f"<title>{escape(info['title'])}</title><style>{STYLE}</style></head><body>",
            f"<h1>{escape(info['title'])} {escape(info['version'])}</h1>",
            f"<p>{escape(info['description'])}</p>",
            *_chapters(document),
            f"<h2>{escape(say('api.page.schemas'))}</h2>",
            *map(_schema, *zip(*document["components"]["schemas"].items(), strict=True)),
            "</body></html>",
        )
    )


def _chapters(document: Mapping[str, Any]) -> Iterator[str]:
    """The operations, chapter by chapter in the document's order."""
    for tag in document["tags"]:
        yield f"<h2>{escape(tag['name'])}</h2>"
        for path, methods in document["paths"].items():
            for method in METHODS:
                if method in methods and tag["name"] in methods[method]["tags"]:
                    yield from _operation(path, method, methods[method])


def _operation(path: str, method: str, said: Mapping[str, Any]) -> Iterator[str]:
    yield f'<article id="{escape(said["operationId"])}"><h3>{escape(said["summary"])}</h3>'
    yield f"<p><code>{method.upper()} {escape(path)}</code></p>"
    yield f"<p>{escape(said.get('description', ''))}</p>"
    given = said.get("parameters", ())
    if given:
        yield _table((one["name"], _asked(one), one.get("required", False)) for one in given)
    content = said.get("requestBody", {}).get("content", {}).get(JSON, {})
    if content:
        yield f"<p>{escape(say('api.page.body'))}：{_type(content['schema'])}</p>"
    for one in content.get("examples", {}).values():
        yield f"<pre>{escape(dumps(one['value'], ensure_ascii=False, indent=1))}</pre>"
    yield "<ul>"
    for status, answer in said["responses"].items():
        kinds = answer.get("content", {}).values()
        types = "、".join(_type(kind["schema"]) for kind in kinds)
        yield f"<li><code>{escape(status)}</code> {escape(answer['description'])} {types}</li>"
    yield "</ul></article>"


def _asked(parameter: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a parameter, with what the parameter itself says to mind."""
    return {**parameter["schema"], **{k: parameter[k] for k in ("description",) if k in parameter}}


def _schema(name: str, said: Mapping[str, Any]) -> str:
    """A body, an answer or a list, with everything it has."""
    head = f'<article id="{_anchor(name)}"><h3>{escape(said["title"])} <code>{escape(name)}</code></h3>'
    about = f"<p>{escape(said.get('description', ''))}</p>"
    needed = said.get("required", ())
    rows = "".join(_fields(said, needed))
    return f"{head}{about}{rows}{_values(said)}</article>"


def _fields(said: Mapping[str, Any], needed: Sequence[str]) -> Iterator[str]:
    """The fields of a form group by group; those of any other schema together."""
    parts = said.get("properties", {})
    for group in said.get(GROUPS, [{"title": "", "fields": list(parts)}] if parts else ()):
        if group["title"]:
            yield f"<p>{escape(group['title'])}</p>"
        yield _table((field, parts[field], field in needed) for field in group["fields"])


def _table(lines: Any) -> str:
    """Parameters or fields: name, what it is called, type, what to mind."""
    heads = "".join(f"<th>{escape(one)}</th>" for one in say("api.page.heads").split())
    rows = []
    for name, said, needed in lines:
        must = escape(say("api.page.needed")) if needed else ""
        cells = (
            f"<code>{escape(name)}</code>",
            escape(said.get("title", "")),
            f"{_type(said)} {must}",
            f"{escape(said.get('description', ''))}{_values(said)}",
        )
        rows.append("".join(f"<td>{cell}</td>" for cell in cells))
    return f"<table><tr>{heads}</tr>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _values(said: Mapping[str, Any]) -> str:
    """The values of a closed list, each with its word."""
    named = zip(said.get("enum", ()), said.get(VALUES, ()), strict=False)
    return "".join(f"<div><code>{escape(str(v))}</code> {escape(w)}</div>" for v, w in named)


def _type(said: Mapping[str, Any]) -> str:
    """What a value is: a link where it is described elsewhere on the page."""
    if "$ref" in said:
        name = said["$ref"].removeprefix(SCHEMAS)
        return f'<a href="#{_anchor(name)}"><code>{escape(name)}</code></a>'
    if "anyOf" in said:
        return " / ".join(map(_type, said["anyOf"]))
    if said.get("type") == "array":
        return f"[{_type(said.get('items', {}))}]"
    form = said.get("format") or said.get("pattern") or ""
    return f"<code>{escape(str(said.get('type', '')))}</code> {escape(str(form))}"


def _anchor(name: str) -> str:
    """Schemas and operations may share a name: the place of a schema is its own."""
    return escape(f"schema-{name}")

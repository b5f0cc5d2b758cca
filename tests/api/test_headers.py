"""Every header the API reads or sends stands in the OpenAPI document.

What answers send is held against it by ``tests.api.described``, in every test that asks.
"""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from relief.api.addresses import QUESTIONS
from relief.api.envelope import SECURITY_HEADERS
from tests.api.conftest import Api
from tests.api.test_jurisdiction import ONE_STORE
from tests.api.words import READER

ROOT = Path(__file__).parents[2]
READING = frozenset({"get", "getlist"})

UNTOLD = {
    "authorization": "how officers are known: a security scheme of the document",
    "content-length": "of HTTP itself",
    "content-type": "the media types of a body stand with the body",
    "host": "of HTTP itself",
    "origin": "a browser says it, no client",
    "sec-fetch-site": "a browser says it, no client",
}
"""Headers that are read and are no parameter, and why: OpenAPI passes over some, browsers say others."""


def read() -> Iterator[str]:
    """The name of every header that a module of the API reads; pages are none of its answers."""
    for path in ROOT.joinpath("relief").rglob("*.py"):
        if path.is_relative_to(ROOT / "relief/console"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            if call.func.attr in READING and "eaders" in ast.unparse(call.func.value):
                name = call.args[0]
                known = isinstance(name, ast.Constant)
                yield str(
                    name.value if known else getattr(import_module(module), ast.unparse(name))  # type: ignore[attr-defined]
                ).lower()


@ONE_STORE
def test_every_header_that_is_read_is_a_parameter(api: Api) -> None:
    """A header the code looks at and the document does not have fails here by its name."""
    document = api.app.openapi()
    told = {
        one["name"].lower()
        for methods in document["paths"].values()
        for operation in methods.values()
        for one in operation.get("parameters", ())
        if one["in"] == "header"
    }
    told |= {one["name"].lower() for one in document["components"]["parameters"].values()}
    found = {*read()}
    assert found - UNTOLD.keys() == told
    assert UNTOLD.keys() <= found


@ONE_STORE
def test_what_every_answer_says_stands_in_the_document_once(api: Api) -> None:
    """And so does every header that an answer names: described, and said in Chinese."""
    headers = api.app.openapi()["components"]["headers"]
    guards = {name.decode() for name, _ in SECURITY_HEADERS} | {"x-request-id"}
    assert guards <= {name.lower() for name in headers}
    assert all(one["schema"] and one["description"] for one in headers.values())


@ONE_STORE
def test_every_list_waits_by_the_header_as_by_the_condition(api: Api) -> None:
    """``Relief-After`` stands at the addresses that read it: elsewhere nobody waits."""
    for methods in api.app.openapi()["paths"].values():
        for one in methods.values():
            named = {p["name"] for p in one.get("parameters", ())}
            sent = one["responses"].get("200", {}).get("headers", {})
            assert ("Relief-After" in named) == ("after" in named), one["operationId"]
            assert "Relief-After" not in named or "Relief-Position" in sent, one["operationId"]
    api.follow()
    late = api.http.get("/v1/worklist", headers={**api.headers(READER), "Relief-After": "9" * 9})
    assert late.status_code == 400


@ONE_STORE
def test_no_address_passes_over_a_condition_it_does_not_know(api: Api) -> None:
    """The document and its page refuse any; the others any but their own."""
    plain = [one.path for one in QUESTIONS if one.method == "get" and "{" not in one.path]
    for path in ("/v1/openapi.json", "/docs", *plain):
        answer = api.http.get(path, params={"x": "1"}, headers=api.headers(READER))
        codes = [one["code"] for one in answer.json()["errors"]]
        assert answer.status_code == 400 and {*codes} <= {"query-unknown", "query-missing"}, path

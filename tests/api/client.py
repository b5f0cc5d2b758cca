"""A client made from the OpenAPI document alone: a function for each operation, links to follow."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import jsonschema_rs

Send = Callable[..., httpx.Response]
"""``(method, path, headers, params, content) -> answer``."""

Function = Callable[..., "Answered"]


@dataclass(frozen=True)
class Answered:
    """An answer, and the parameters of every operation it leads on to."""

    status: int
    body: Any
    headers: Mapping[str, str]
    ways: Mapping[str, Mapping[str, str]]


def generated(document: Mapping[str, Any], send: Send) -> dict[str, Function]:
    """The functions of a client, by the names of operations. Each takes what the document names."""
    return {
        said["operationId"]: function(document, path, method, said, send)
        for path, methods in document["paths"].items()
        for method, said in methods.items()
    }


def function(
    document: Mapping[str, Any], path: str, method: str, said: Mapping[str, Any], send: Send
) -> Function:
    """One operation: parameters by their names, and a body held against its schema.

    Raises ``TypeError`` for a parameter that is missing or not described, ``ValueError`` for a body
    that the document does not allow.
    """
    places = {one["name"]: one for one in said.get("parameters", ())}
    needed = {name for name, one in places.items() if one.get("required")}

    def call(given: Mapping[str, str], body: Any = None) -> Answered:
        if needed - given.keys() or given.keys() - places.keys():
            raise TypeError(f"{said['operationId']} takes {sorted(places)}, not {sorted(given)}")
        put: dict[str, dict[str, str]] = {"path": {}, "query": {}, "header": {}}
        for name, value in given.items():
            put[places[name]["in"]][name] = value
        content = None
        told = said.get("requestBody", {}).get("content", {}).get("application/json")
        if told is not None:
            schema = told["schema"]
            jsonschema_rs.validate({**schema, **document}, body)
            content = json.dumps(body).encode()
            put["header"]["Content-Type"] = "application/json"
        answer = send(method, path.format(**put["path"]), put["header"], put["query"], content)
        described = said["responses"][str(answer.status_code)]
        return Answered(answer.status_code, answer.json(), answer.headers, ways(described, answer))

    return call


def ways(described: Mapping[str, Any], answer: httpx.Response) -> dict[str, dict[str, str]]:
    """The links of an answer, with what each takes from it; a name may say where it stands.

    Of an empty list, or a field without a value, none leads on.
    """
    found = {
        link["operationId"]: {
            name.rpartition(".")[2]: taken(how, answer) for name, how in link["parameters"].items()
        }
        for link in described.get("links", {}).values()
    }
    return {
        name: {place: value for place, value in way.items() if value is not None}
        for name, way in found.items()
        if None not in way.values()
    }


def taken(expression: str, answer: httpx.Response) -> str | None:
    """What a runtime expression of a link stands for; nothing where the answer has no such place."""
    if expression.startswith("$response.header."):
        return answer.headers[expression.removeprefix("$response.header.")]
    found = answer.json()
    for part in expression.removeprefix("$response.body#/").split("/"):
        try:
            found = found[int(part) if isinstance(found, list) else part]
        except IndexError:
            return None
    return None if found is None else str(found)


def example(document: Mapping[str, Any], name: str) -> Any:
    """The example the document gives of an operation's body."""
    said = next(
        said
        for methods in document["paths"].values()
        for said in methods.values()
        if said["operationId"] == name
    )
    return said["requestBody"]["content"]["application/json"]["examples"]["usual"]["value"]

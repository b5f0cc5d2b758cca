"""The OpenAPI document in words: titles and help of operations, bodies, fields and values.

Nothing is worded where a route or a model is declared: the dictionary says it all, by name.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from pydantic import BaseModel

from relief.api.answers import Answer
from relief.api.coded import WORDS, list_of
from relief.api.mistakes import list_of as words_of
from relief.words.dictionary import Unworded, command, entry, kind_of, knows, table, word
from relief.words.fields import PRIVATE, labelled
from relief.words.forms import Group
from relief.words.sentences import say, template

VALUES = "x-enum-descriptions"
"""What code generators read beside ``enum``: the word of each value, in its order."""

GROUPS = "x-groups"
"""The groups of a form's fields, in their order."""

METHODS = ("get", "post", "delete")


def worded(
    document: dict[str, Any],
    forms: Mapping[str, Sequence[Group]],
    asked: Mapping[str, type[BaseModel]],
) -> None:
    """Puts every title and help into a document that has none, and fields of forms in their order.

    ``asked``: by question, the record whose fields its conditions are. Raises ``Unworded``.
    """
    for methods in document["paths"].values():
        for method in METHODS:
            if method in methods:
                _operation(methods[method], asked)
    for header, described in document["components"].get("headers", {}).items():
        described["description"] = say(f"api.headers.{header}")
    for one in document["components"].get("parameters", {}).values():
        _parameter(one, "")
    records = {one.__name__: one for one in models()}
    answers = {one.__name__ for one in models(Answer)}
    lists = {one.__name__: one for one in _lists()}
    for name, schema in document["components"]["schemas"].items():
        _schema(name, schema, records.get(name, name), answer=name in answers)
        if name in forms:
            _grouped(schema, forms[name])
        if "enum" in schema:
            schema[WORDS] = words_of(lists[name])
            schema[VALUES] = [_value(name, value, lists) for value in schema["enum"]]


OWN_CODE = frozenset({"FinishSignIn"})
"""Where a code is the provider's, no division's."""


def _operation(said: dict[str, Any], asked: Mapping[str, type[BaseModel]]) -> None:
    name = said["operationId"]
    said["summary"] = title_of(name)
    said.pop("description", None)
    if name in table("sentences/api", "help"):
        said["description"] = say(f"api.help.{name}")
    for one in said.get("parameters", ()):
        _parameter(one, asked.get(name, "") if one["in"] == "query" else "", name)
    for status, answer in said["responses"].items():
        if answer.get("description", "").isascii():
            answer["description"] = say(f"api.answers.{status}")


def _parameter(one: dict[str, Any], record: type | str, operation: str = "") -> None:
    label = labelled(one["name"].lower().replace("-", "_"), record)
    one["schema"]["title"] = label.label
    if label.hint:
        one["description"] = label.hint
    elif one["name"] in table("sentences/api", "parameters") and operation not in OWN_CODE:
        one["description"] = say(f"api.parameters.{one['name']}")


def knows_command(name: str) -> bool:
    """Whether an operation is a command."""
    return name in table("commands", "commands")


def title_of(operation: str) -> str:
    """What an operation is called. Raises ``Unworded``."""
    if knows_command(operation):
        return command(operation)
    return template(f"api.operations.{operation}")


def _schema(name: str, schema: dict[str, Any], record: type | str, *, answer: bool) -> None:
    schema["title"], help_ = _of_schema(name)
    schema.pop("description", None)
    if help_:
        schema["description"] = help_
    for field, said in schema.get("properties", {}).items():
        label = labelled(field, record)
        said["title"] = label.label
        kind = list_of(name, field, answer)
        if kind is not None and _text(said):
            said[WORDS] = kind
        if help_ := label.hint or _help(said):
            said["description"] = help_
        if label.example and _text({**said, "items": {}}):
            said.setdefault("examples", [label.example])


def _grouped(schema: dict[str, Any], groups: Sequence[Group]) -> None:
    """Puts the fields of a form in their order, with the groups beside them."""
    fields = schema.get("properties", {})
    schema["properties"] = {name: fields[name] for one in groups for name in one.fields}
    schema[GROUPS] = [{"title": one.title, "fields": list(one.fields)} for one in groups]


def _help(said: Mapping[str, Any]) -> str:
    """What a type says of itself, also where a field may be empty."""
    inner = (one.get("description", "") for one in said.get("anyOf", ()))
    return str(said.get("description") or next(filter(None, inner), ""))


def _text(said: Mapping[str, Any]) -> bool:
    """Whether a field holds text, or text or nothing, or a list of texts."""
    inner = (*said.get("anyOf", ()), said.get("items", {}))
    return said.get("type") == "string" or any(map(_text, filter(None, inner)))


def _of_schema(name: str) -> tuple[str, str]:
    if knows_command(name):
        return command(name), table("schemas", "commands").get(name, "")
    said = entry("schemas", "schemas", name)
    return (said, "") if isinstance(said, str) else (said["title"], said.get("help", ""))


def _value(name: str, value: str, lists: Mapping[str, type[Enum]]) -> str:
    if name == "FieldName":
        return labelled(value, PRIVATE).label
    kind = kind_of(lists[name]) if name in lists else name
    if not knows(kind, value):
        raise Unworded("values", kind, value)
    return word(kind, value)


def models(base: type[BaseModel] = BaseModel) -> Iterator[type[BaseModel]]:
    """Every body, query and answer that is made from one."""
    for own in base.__subclasses__():
        yield own
        yield from models(own)


def _lists() -> Iterator[type[Enum]]:
    """Every closed list that a model's field may hold, by what the models declare."""
    for model in models():
        for field in model.model_fields.values():
            yield from _enums(field.annotation)


def _enums(hint: Any) -> Iterator[type[Enum]]:
    if isinstance(hint, type) and issubclass(hint, Enum):
        yield hint
    for inner in getattr(hint, "__args__", ()):
        yield from _enums(inner)

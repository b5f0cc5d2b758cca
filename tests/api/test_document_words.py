"""The OpenAPI document speaks Chinese: whoever builds a form from it needs no other words."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

import pytest

from relief.api.worded import GROUPS, VALUES
from tests.api.conftest import Api
from tests.api.test_jurisdiction import ONE_STORE

TYPED = {"true", "national"}
"""What is typed as it stands."""


def parts(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every object of the document, with where it stands."""
    if isinstance(node, dict):
        yield path, node
        for name, inner in node.items():
            yield from parts(inner, (*path, name))
    elif isinstance(node, list):
        for place, inner in enumerate(node):
            yield from parts(inner, (*path, str(place)))


def foreign(text: str) -> bool:
    """Whether a text has no Chinese, or an English identifier in it."""
    latin = set(re.findall(r"[A-Za-z_]{2,}", text)) - TYPED
    return bool(latin) or not re.search("[\u4e00-\u9fff]", text)


@pytest.mark.parametrize("what", ["title", "description", "summary"])
def test_every_text_of_the_document_is_chinese(api: Api, what: str) -> None:
    """Titles, help and summaries; names and codes stand in places of their own."""
    told = [
        (path, node[what])
        for path, node in parts(api.app.openapi())
        if path[-1:] != ("properties",) and GROUPS not in path and isinstance(node.get(what), str)
    ]
    assert len(told) > 100
    assert [(path, text) for path, text in told if foreign(text)] == []


def test_every_operation_field_and_value_has_its_title(api: Api) -> None:
    """Nothing is left out: operations, schemas, fields, parameters, values."""
    document = api.app.openapi()
    lacking = []
    for methods in document["paths"].values():
        for operation in methods.values():
            lacking += [operation["operationId"]] if "summary" not in operation else []
            for one in operation.get("parameters", ()):
                lacking += [] if "title" in one["schema"] else [one["name"]]
    for name, schema in document["components"]["schemas"].items():
        lacking += [] if "title" in schema else [name]
        for field, said in schema.get("properties", {}).items():
            lacking += [] if "title" in said else [f"{name}.{field}"]
    for path, node in parts(document):
        if isinstance(node.get("enum"), list):
            words = node.get(VALUES, [])
            whole = len(words) == len(node["enum"]) and not any(map(foreign, words))
            lacking += [] if whole else ["/".join(path)]
    assert lacking == []


def folded(title: str) -> str:
    """A title as a generator makes a class name of it: signs, blanks and cases do not count."""
    return "".join(filter(str.isalnum, normalize("NFKC", title))).casefold()


@ONE_STORE
def test_every_schema_has_a_title_of_its_own(api: Api) -> None:
    """Generators name classes by titles: of two schemas alike they drop one, and what leads to it."""
    schemas = api.app.openapi()["components"]["schemas"]
    often = Counter(folded(one["title"]) for one in schemas.values())
    shared = [
        (name, one["title"]) for name, one in schemas.items() if often[folded(one["title"])] > 1
    ]
    assert shared == [] and len(often) > 150


def test_what_a_generator_folds_away_tells_no_titles_apart() -> None:
    """The judge of the titles above: what it must take for one and the same."""
    assert folded("收款账户（ 已遮蔽）") == folded("收款账户_已遮蔽") != folded("收款账户")

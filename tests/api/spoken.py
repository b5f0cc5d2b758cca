"""Every sentence of every answer a test gets is looked at: Chinese, but for ids and what is typed."""

from collections.abc import Iterator
from typing import Any

import httpx

from relief.api.speech import THEIRS
from tests.words.judged import english

SAID = frozenset(
    {"title", "detail", "message", "way_out", "label", "text", "progress", "awaited", "notes"}
    | {"chapter", "sentence", "hint"}
)
BESIDE = ("_text", "_title")
"""The fields of an answer that are sentences of ours, and how one beside its code ends.

``test_coded`` holds each field of an answer to be one of them, or known to be none.
"""

NOT_OURS = ("/v1/openapi.json", "/v1/words")
"""Looked at whole by tests of their own."""


def sentences(node: Any, name: str = "") -> Iterator[str]:
    """Every text below a field that people read; the facts of a refusal are for programs."""
    if isinstance(node, dict):
        for key, inner in node.items():
            if key != "facts":
                yield from sentences(inner, key)
    elif isinstance(node, list):
        for inner in node:
            yield from sentences(inner, name)
    elif isinstance(node, str) and (name in SAID or name.endswith(BESIDE)):
        yield node


def foreign(answer: httpx.Response) -> list[str]:
    """The sentences of an answer with an English word in them, but names of the client's and of fields."""
    said = answer.json()
    errors = said.get("errors", ()) if isinstance(said, dict) else ()
    theirs = {str(one["field"]) for one in errors if one["code"] in THEIRS}
    for one in errors:
        if one["code"] in THEIRS:
            theirs |= {*filter(None, one["facts"].get("allowed", "").split(","))}
    return [text for text in sentences(said) if english(text, theirs)]


def spoken(answer: httpx.Response) -> None:
    """A hook that fails where an answer says something to people in English."""
    answer.read()
    if "json" in answer.headers.get("content-type", "") and answer.request.url.path not in NOT_OURS:
        told = foreign(answer)
        assert told == [], f"{answer.request.method} {answer.request.url.path}: {told}"

"""What is said when something is refused: title, sentence and way out of every code, and its status.

A sentence names facts as ``{fact}``. A part in ``[…]`` is left out where its facts are absent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from domain.assessment.result import Verdict
from domain.ground.refusal import Code
from relief.words.dictionary import CHINESE, Unworded, knows, of, table, word
from relief.words.edges import Edge
from relief.words.statuses import STATUSES


@dataclass(frozen=True, slots=True)
class Wording:
    """Title, sentence with facts, way out, HTTP status."""

    title: str
    sentence: str
    way_out: str
    status: int


VERDICTS = frozenset(map(str, Verdict))
"""Codes that are a verdict's: their title is the verdict's word."""


@cache
def wording(code: Code | Edge, language: str = CHINESE) -> Wording:
    """The words of a code. Raises ``Unworded``."""
    said = _said(code, language)
    title = of(Verdict(code.value), language) if code.value in VERDICTS else said["title"]
    return Wording(title, said["sentence"], said["way_out"], STATUSES[code])


def of_field(
    code: Code | Edge, field: str, language: str = CHINESE, course: str = ""
) -> tuple[str, str]:
    """The sentence and the way out: its own where a code says more about one field, or of a case
    that stands as ``course`` says.
    """
    said = _said(code, language)
    own = said.get("courses", {}).get(course) or said.get("fields", {}).get(field, said)
    return own["sentence"], own["way_out"]


def against(code: str, language: str = CHINESE) -> str:
    """What stood against a deed that is held again: an oddity of its facts, or a refusal's title.

    Raises ``Unworded``.
    """
    if knows("oddity", code):
        return word("oddity", code, language)
    return wording(Code(code), language).title


def _said(code: Code | Edge, language: str) -> Mapping[str, Any]:
    name = "refusals" if isinstance(code, Code) else "edges"
    said = table(name, code.value, language)
    if not said:
        raise Unworded(name, type(code).__name__, code.value)
    return said

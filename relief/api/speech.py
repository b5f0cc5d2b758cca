"""Wording with its facts filled in."""

import re
from collections.abc import Mapping

from domain.refusal import Code
from relief.outcomes import lacking
from relief.terms import in_chinese
from relief.wording import BY_FIELD, WORDING, Edge, Wording

UNSAID = "（未说明）"

_PART = re.compile(r"\[([^\[\]]*)\]")
_FACT = re.compile(r"\{(\w+)\}")


def wording(code: Code | Edge) -> Wording:
    """The wording of a code."""
    return WORDING[code]


def spoken(code: Code | Edge, field: str | None, facts: Mapping[str, str]) -> tuple[str, str]:
    """The sentence and the way out, with the facts in Chinese."""
    plain = WORDING[code]
    own = BY_FIELD.get((code, field or "")) if isinstance(code, Code) else None
    sentence, way_out = own or (plain.sentence, plain.way_out)
    told = {name: in_chinese(value, name) for name, value in facts.items()}
    if "what" in facts and "title" in facts:
        told["what"] = lacking(facts["what"], facts["title"])
    if field is not None:
        told.setdefault("field", field)
    return _filled(sentence, told), way_out


def _filled(sentence: str, facts: Mapping[str, str]) -> str:
    """The sentence with its facts; a bracketed part without its facts falls away."""

    def part(found: re.Match[str]) -> str:
        names = _FACT.findall(found[1])
        return found[1] if all(name in facts for name in names) else ""

    kept = _PART.sub(part, sentence)
    return _FACT.sub(lambda found: facts.get(found[1], UNSAID), kept)

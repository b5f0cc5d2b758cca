"""Wording with its facts filled in."""

import re
from collections.abc import Mapping

from domain.ground.refusal import Code
from domain.ground.terms import Stage, passed
from relief.api.records import NOT_REPEATED
from relief.people.masking import field_of
from relief.words.edges import Edge
from relief.words.fields import PRIVATE, of_path
from relief.words.fields import label as field_label
from relief.words.lists import joined
from relief.words.readings import LIST, several
from relief.words.refusals import of_field
from relief.words.sentences import say
from relief.words.slots import FIELDS, LISTED, in_words, kinds
from relief.words.verdicts import lacking

UNSAID = say("api.problems.unsaid")
UNNAMED = say("api.problems.unnamed")
"""A name of the client's that could be anybody's number, and is not said again."""

THEIRS = frozenset(
    {Edge.FIELD_UNKNOWN, Edge.FIELD_REPEATED, Edge.QUERY_UNKNOWN, Edge.QUERY_REPEATED}
)
"""Codes about names that are the client's own: told as they were typed, whatever we call so elsewhere."""

OF_THE_LAW = frozenset({"commands", "limits", "materials", "series"})
"""Lists whose titles stand beside what is allowed, or that are too long to be told."""

CLOSED, PASSED = "closed", "passed"
"""How a case stands that an act comes too late for."""

_PART = re.compile(r"\[([^\[\]]*)\]")
_FACT = re.compile(r"\{(\w+)\}")


def spoken(
    code: Code | Edge, field: str | None, facts: Mapping[str, str], record: type | None = None
) -> tuple[str, str]:
    """The sentence and the way out, with the facts in Chinese; ``record`` has the field.

    Raises ``Unworded``.
    """
    last = field_of(field) if field else ""
    own = "" if "fault" in facts else field or ""
    sentence, way_out = of_field(code, own, course=course(facts))
    told = {}
    for slot in {*_FACT.findall(sentence), *_FACT.findall(way_out)} & facts.keys():
        told[slot] = in_words(kinds(code, slot, last), facts[slot])
    if "what" in facts and "title" in facts:
        told["what"] = lacking(facts["what"], facts["title"])
    if "allowed" in facts:
        told["choices"] = facts.get("titles") or chosen(code, facts, last, record)
    if field is not None:
        told.setdefault("field", label(code, field, record))
    return _filled(sentence, told), _filled(way_out, told)


def course(facts: Mapping[str, str]) -> str:
    """That a case is closed, or is beyond every stage an act needs: nothing before it is left to do."""
    named = {one.value: one for one in Stage}
    stages = [named[one] for one in facts.get("needed", "").split(",") if one in named]
    here = named.get(facts.get("stage", ""))
    if here is None or not passed(here, stages):
        return ""
    return CLOSED if here is Stage.CLOSED else PASSED


def chosen(code: Code | Edge, facts: Mapping[str, str], field: str, record: type | None) -> str:
    """What is allowed, in words: names of fields, or values of a list; nothing of no list of ours.

    Where a name was no field's, each field there is stands with the name it is asked by.
    """
    kind = facts.get("list") or LISTED.get(field, "")
    if kind == FIELDS:
        of = PRIVATE if facts.get("fault") == "not-in-list" else record or ""
        told = ((field_label(one, of), one) for one in facts["allowed"].split(","))
        return joined(f"{called}（{name}）" if code in THEIRS else called for called, name in told)
    if kind in OF_THE_LAW:
        return facts.get("titles", "")
    if kind.startswith(LIST):
        return several(kind.removeprefix(LIST), facts["allowed"].split(","))
    return in_words((kind,), facts["allowed"]) if kind else ""


def label(code: Code | Edge, field: str, record: type | None = None) -> str:
    """What a field or header is called; a name that is the client's stays as it is.

    Raises ``Unworded``.
    """
    theirs = code in THEIRS and not (code is Edge.QUERY_REPEATED and has(record, field))
    ours = field if theirs else field.lower().replace("-", "_")
    return of_path(ours, record, theirs=theirs).replace(NOT_REPEATED, UNNAMED)


def has(record: type | None, field: str) -> bool:
    """Whether a form has a field of this name."""
    return field in getattr(record, "model_fields", ())


def _filled(sentence: str, facts: Mapping[str, str]) -> str:
    """The sentence with its facts; a bracketed part without its facts falls away."""

    def part(found: re.Match[str]) -> str:
        names = _FACT.findall(found[1])
        return found[1] if all(facts.get(name) for name in names) else ""

    kept = _PART.sub(part, sentence)
    return _FACT.sub(lambda found: facts.get(found[1], UNSAID), kept)

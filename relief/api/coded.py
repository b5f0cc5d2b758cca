"""Which list of ``/v1/words`` has the words of a code, by the field of an answer that holds it.

A list is a table of values, or one of the book's other parts: facts, commands, refusals, limits.
Where several limits of one kind can run, ``/`` and a number follow the code.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, get_args, get_type_hints

from domain.ground.facts import FACTS as KINDS
from relief.words.dictionary import kind_of, table

WORDS = "x-words"
"""What the document calls the list, beside a field or a closed list."""

FACTS, COMMANDS, REFUSALS, FIELDS = "facts", "commands", "refusals", "fields"
LIMITS, MATERIALS, SERIES, LAWS = "limits", "materials", "series", "laws"
"""Parts of the book that are lists by themselves; packs say these last four."""

ANYWHERE: Mapping[str, str] = {
    "act": "Act",
    "basis": "Basis",
    "category": "Category",
    "cause": "Cause",
    "channel": "Channel",
    "command": COMMANDS,
    "countersignature": "CountersignatureState",
    "credentials": "Credential",
    "duty": "Duty",
    "ending": "Ending",
    "expiry": "Expiry",
    "fact": FACTS,
    "facts": FACTS,
    "ground": "Ground",
    "kinds": "Cause",
    "law": LAWS,
    "limit": LIMITS,
    "limits": LIMITS,
    "mark": "Mark",
    "materials": MATERIALS,
    "methods": "Method",
    "not_ready": REFUSALS,
    "objections": "ObjectionOutcome",
    "outcome": "LeadOutcome",
    "outstanding": MATERIALS,
    "pack": LAWS,
    "post": "Post",
    "posts": "Post",
    "procedure": "Procedure",
    "referrals": "ReferralPurpose",
    "relation": "Relation",
    "residence": "Residence",
    "series": SERIES,
    "sources": "FundSource",
    "stage": "Stage",
    "subject": "Subject",
    "urgent_kind": "Cause",
}
"""By the name of a field, wherever it holds text."""

OF: Mapping[tuple[str, str], str] = {
    ("DayOfLimit", "reason"): "due.Why",
    ("DeskItem", "time_limit"): LIMITS,
    ("DeskItem", "waits_for"): "Party",
    ("DoorLine", "event"): "DoorEvent",
    ("DoorLine", "method"): "DoorMethod",
    ("DueAnswer", "unit"): "Unit",
    ("NoticeLine", "effect"): "NoticeEffect",
    ("TurnedDay", "was"): "DayKind",
    ("TurnedDay", "becomes"): "DayKind",
    ("EvidenceLine", "paper"): MATERIALS,
    ("LeadLine", "source"): "LeadSource",
    ("LeadLine", "state"): "LeadState",
    ("LookLine", "reason"): "access.Why",
    ("MaterialLine", "id"): MATERIALS,
    ("PersonFile", "kind"): "FileKind",
    ("ProblemError", "code"): REFUSALS,
    ("PublicNoticeLine", "state"): "NoticeState",
    ("Recomputed", "why"): "recomputation.Why",
    ("ReferenceItem", "unit"): "SeriesUnit",
    ("Review", "why"): "recomputation.Why",
    ("SeriesLine", "unit"): "SeriesUnit",
    **{(line, "state"): "LimitState" for line in ("CaseLimitLine", "TimeLimitLine", "WorkLine")},
    **{(line, "kind"): "FileKind" for line in ("TimeLimitLine", "WorkLine")},
    ("WhyNot", "code"): REFUSALS,
}
"""Where a field of one answer is of another list than its name says, or its name says too little."""

IN_WORDS = ("limits", "materials")
"""What an assessment tells with its title beside."""

ASIDE = {
    *(("ProblemError", "facts"), ("WordBook", "facts")),
    *((name, field) for name in ("AssessmentAnswer", "CaseAssessment") for field in IN_WORDS),
    ("AgainstRule", "code"),
    ("ChangesShown", "left"),
    ("ChangesShown", "alive"),
    ("ChangesShown", "mistaken"),
    ("LookLine", "fields"),
}
"""Fields called like a code that hold something else, or of two lists: their words stand beside."""

SENT: Mapping[str, str] = {
    "materials": MATERIALS,
    "missing": MATERIALS,
    "outstanding": MATERIALS,
    "series": SERIES,
}
"""What bodies name of the law."""


@cache
def of_facts() -> Mapping[str, Mapping[str, str]]:
    """The lists of what facts hold, by the fact and the path of the field, places of items left out."""
    return {name: dict(_coded(KINDS[name], "")) for name in sorted(table("facts", "facts"))}


def _coded(hint: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(hint, type) and issubclass(hint, Enum):
        yield path, kind_of(hint)
    elif isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        for one in fields(hint):
            yield from _coded(hints[one.name], f"{path}.{one.name}" if path else one.name)
    for inner in get_args(hint):
        yield from _coded(inner, path)


def list_of(record: str, field: str, answer: bool) -> str | None:
    """The list of a field's codes, in an answer or a body; ``None`` for what is no code."""
    if not answer:
        return SENT.get(field)
    if (record, field) in ASIDE:
        return None
    return OF.get((record, field)) or ANYWHERE.get(field)

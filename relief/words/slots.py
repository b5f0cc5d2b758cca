"""Of which list the values are that stand in the slots of a refusal's sentence.

Sums, numbers, days, codes of divisions and titles from the pack are told as they are. A slot that
is not entered here raises ``Unworded``, and so does a value that none of its lists knows.
"""

from collections.abc import Callable, Mapping

from domain.ground.refusal import Code
from relief.words.dictionary import CHINESE, Unworded, fact, knows, table, word
from relief.words.edges import Edge
from relief.words.lists import joined

Kinds = tuple[str, ...]
AS_IT_IS: Kinds = ()
"""The values of a slot that are no words of ours."""

FACT: Kinds = ("fact",)
"""The values of a slot that are stable names of facts."""

FIELDS = "fields"
"""What stands for a list where the values allowed are names of fields."""

PLAIN = frozenset(
    {
        *(
            "allowed",
            "amount",
            "applicants",
            "base",
            "cap",
            "ceiling",
            "unpaid",
            "paid",
            "debt",
            "case",
            "released",
            "shown",
        ),
        *(
            "granted",
            "persons",
            "least",
            "most",
            "left",
            "right",
            "room",
            "widest",
            "seconds",
            "have",
        ),
        *(
            "day",
            "earliest",
            "latest",
            "last_day",
            "until",
            "number",
            "payment",
            "version",
            "seen",
            "grants",
            "issued",
        ),
        *("place", "position", "head", "lag", "applied", "division", "earlier", "entry", "file"),
        *("clock", "recorded", "keys", "logs", "successor", "parts", "count", "many"),
        "choices",
        "turned",
        *("issuer", "others", "person", "pool", "title", "titles", "what"),
    }
)
"""Slots of sums, counts, days and numbers, and of what is put in words before it comes here."""

KINDS: Mapping[str, Kinds] = {
    **dict.fromkeys(PLAIN, AS_IT_IS),
    "awaited": FACT,
    "cited": ("Ground",),
    "did": ("Deed", "deed"),
    "document": ("DocumentKind",),
    "documents": ("DocumentKind",),
    "doubts": ("Doubt",),
    "duty": ("FollowUp",),
    "effect": ("NoticeEffect",),
    "fault": ("fault", "Wrong", "unprintable"),
    "held": ("Post",),
    "idle": ("idle",),
    "kind": ("NumberKind",),
    "lacking": ("lacking",),
    "level": ("level",),
    "needed": ("Stage", "needed"),
    "of": ("EvidenceOf",),
    "outcome": ("CountersignatureOutcome",),
    "post": ("Post",),
    "posts": ("Post",),
    "recipients": ("Recipient",),
    "rules": ("Elsewhere",),
    "stage": ("Stage",),
    "stands": AS_IT_IS,
    "subject": ("Subject",),
    "verdict": ("Verdict",),
}
"""The lists of each slot; the first that knows a value has its word."""

OF_CODE: Mapping[tuple[Code | Edge, str], Kinds] = {
    (Code.COUNTY_GROUND_UNKNOWN, "ground"): AS_IT_IS,
    (Code.DIVISION_VAGUE, "effect"): ("DivisionEffect",),
    (Code.DUTIES_NOT_SEPARATE, "did"): ("Deed", "deed"),
    (Code.FIELD_INVALID, "needed"): AS_IT_IS,
    (Code.NOT_DELEGATED, "kind"): ("Cause",),
    (Code.PHOTOGRAPHS_MISSING, "needed"): AS_IT_IS,
    (Code.PERSONAL_NUMBER, "number"): ("PersonalNumber",),
    (Code.SPOT_CHECK_OTHER, "case"): AS_IT_IS,
}
"""Where a slot is of another list in the sentence of one code."""

LISTED: Mapping[str, str] = {
    "kind": "NumberKind",
    "post": "Post",
    "source": "FundSource",
}
"""By field: the list of the values that a rule of the procedure allows there."""

COMPARED: Mapping[str, Kinds] = {
    "subject": ("Subject",),
    "category": ("Category",),
    "cause": ("Cause",),
    "members": AS_IT_IS,
}
"""By field: the lists of what is said there, and of what the application said."""


def kinds(code: Code | Edge, slot: str, field: str) -> Kinds:
    """The lists a slot's values are of, none where they stand as they are. Raises ``Unworded``."""
    if code is Code.DIFFERS_FROM_APPLICATION and slot in ("said", "applied"):
        return COMPARED[field]
    found = OF_CODE.get((code, slot), KINDS.get(slot))
    if found is None:
        raise Unworded("refusals", code.value, f"{{{slot}}}")
    return found


def in_words(kinds: Kinds, value: str, language: str = CHINESE) -> str:
    """A value, or several with commas between, in words and in their list's order.

    Raises ``Unworded``.
    """
    if not kinds:
        return value
    several = filter(None, value.split(","))
    return joined(_one(kinds, one, language) for one in sorted(several, key=_place(kinds)))


def _place(kinds: Kinds) -> Callable[[str], int]:
    """Where a value stands in the dictionary's lists, which have the order of the procedure."""
    order = [value for kind in kinds for value in table("values", kind)]
    return lambda value: order.index(value) if value in order else len(order)


def _one(kinds: Kinds, value: str, language: str) -> str:
    if kinds is FACT:
        return fact(value, language)
    return word(next((k for k in kinds if knows(k, value)), kinds[0]), value, language)

"""What an assessment finds missing, as an officer would say it."""

from domain.assessment.result import Lack
from domain.case.reasons import title_of
from domain.law.pack import Pack
from relief.words.dictionary import CHINESE, Unworded, entry, knows, word


def lack(missing: Lack, pack: Pack) -> str:
    """What is missing, as an officer would say it. Raises ``Unworded``."""
    return lacking(missing.what, title_of(missing.what, pack))


def lacking(what: str, title: str, language: str = CHINESE) -> str:
    """The same of a reason's facts: what it is, and what the pack calls it. Raises ``Unworded``."""
    kind, _, which = what.partition(":")
    if knows("whole", kind):
        return word("whole", kind, language)
    said = str(entry("verdicts", "lacking", kind, language))
    return said.format(which=_named(kind, which, title, language))


LISTS = {
    "subject": "Subject",
    "cause": "Cause",
    "category": "Category",
    "statement": "Claim",
    "evidence": "Evidence",
}
"""Lacks that name a value of a closed list; the others are called by the pack's title."""


def _named(kind: str, which: str, title: str, language: str) -> str:
    if kind == "costs":
        return word("Costs", title, language)
    if kind in LISTS:
        return word(LISTS[kind], which, language)
    if not which:
        raise Unworded("verdicts", "lacking", kind)
    return title

"""Every decision of a history reckoned again from its own trace, for ``relief verify``."""

import re
from collections.abc import Mapping

from domain.assessment.result import AmountRange, Trace
from domain.case.decision.facts import SmallSum
from domain.case.recomputation import Difference, Reckoned, Why, reckoned
from domain.ground.facts import Recorded
from domain.law.pack import Law
from domain.law.reference import References
from relief.words import dictionary as words
from relief.words.fields import of_path
from relief.words.sayings import NAMED
from relief.words.sentences import say, template
from relief.words.slots import Kinds, in_words

MOST_TOLD = 5
"""How many differences of one decision are told."""

RECORDS = {"amount": AmountRange, "trace": Trace, "small": SmallSum}
"""Of which record the parts of a difference are."""

LISTS: Mapping[str, Kinds] = {
    "verdict": ("Verdict",),
    "flags": ("Flag",),
    "decider": ("Decider",),
    "small.per_whom": ("SmallPer",),
}
"""Of which list the values of a difference are."""

FIGURE = re.compile(r"[0-9.,:–-]+")

ASIDE = ("law", "trace")
"""Differences in what a decision rests on; all others are of what it comes to."""


class Reckoner:
    """Reckons decisions again as they pass by; ``faults`` says which would differ, and why.

    ``corrected`` are those that stand and that somebody must look at again."""

    def __init__(self, law: Law, references: References) -> None:
        self._law = law
        self._references = references
        self.decisions = 0
        self._another, self._alike = list[str](), list[str]()
        self.corrected: list[str] = []

    def look(self, recorded: Recorded) -> None:
        """Take in one fact of the history."""
        found = reckoned(recorded.fact, self._law, self._references)
        if found is None:
            return
        self.decisions += 1
        if found.why is Why.CORRECTED:
            self.corrected.append(told(recorded, found))
        elif found.why is not None:
            another = any(not one.what.startswith(ASIDE) for one in found.differences)
            (self._another if another else self._alike).append(told(recorded, found))

    @property
    def faults(self) -> list[str]:
        """Those that come to something else first, then those that only rest on something else."""
        return [*self._another, *self._alike]


def told(recorded: Recorded, found: Reckoned) -> str:
    """A decision that would come out otherwise, or stands and must be looked at again: which, and why."""
    where = say(
        "reckoning.fact",
        stream=recorded.stream,
        version=recorded.version,
        fact=words.fact(found.fact.NAME),
    )
    assert found.why is not None
    parts = [difference(one) for one in found.differences[:MOST_TOLD]]
    beyond = len(found.differences) - len(parts)
    if beyond:
        parts.append(say("reckoning.beyond", number=beyond))
    return f"{where}：{words.of(found.why)}：{'；'.join(parts)}".removesuffix("：")


def difference(one: Difference) -> str:
    """What differs, by its labels; what it was and what it came to, as they are recorded."""
    head, _, rest = one.what.partition(".")
    what = template(f"reckoning.of.{head}")
    if rest:
        what = say("reckoning.part", whole=what, part=of_path(rest, RECORDS.get(head)))
    lists = LISTS.get(one.what, LISTS.get(head, ()))
    return say(
        "reckoning.difference", what=what, was=shown(one.was, lists), now=shown(one.now, lists)
    )


def shown(value: str, lists: Kinds) -> str:
    """A value in words where its list is known, a number as it stands, else quoted as recorded."""
    if lists:
        return in_words(lists, value)
    return value if not value or FIGURE.fullmatch(value) else value.join(NAMED)

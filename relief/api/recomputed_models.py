"""What a decision reckoned again looks like, a deed held to its rules, and what is to be reviewed."""

from relief.api.answers import Answer, Day


class Difference(Answer):
    """Where recomputing differs: at what, what it was and what it is."""

    what: str
    was: str
    now: str


class Recomputed(Answer):
    """One decision again: the same, or why not."""

    version: int
    fact: str
    title: str
    on: Day
    law: str
    fingerprint: str | None
    same: bool
    why: str | None
    why_text: str | None
    differences: list[Difference]


class AgainstRule(Answer):
    """A rule a deed did not keep, and what was said against it."""

    rule: str
    code: str
    text: str


class HeldDeed(Answer):
    """A deed held to the rules of its edition; ``untold`` are those it does not tell enough for."""

    version: int
    fact: str
    title: str
    rules: int
    asked: int
    untold: list[str]
    against: list[AgainstRule]


class Recomputation(Answer):
    """Each decision of a case again, and each deed held to its rules."""

    case: str
    items: list[Recomputed]
    deeds: list[HeldDeed]


class Review(Recomputed):
    """A decision on an entry corrected since, or reckoned otherwise since an upgrade; it stands,
    whoever is competent looks at it again.
    """

    case: str
    href: str


class Reviews(Answer):
    """Decisions to be looked at again."""

    items: list[Review]

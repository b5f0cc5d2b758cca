"""What ``relief verify`` counted, found wrong, and merely noticed."""

from dataclasses import dataclass, field, fields

MANY = 1_000
"""Faults told one by one; what is beyond is counted."""


@dataclass(slots=True)
class Findings:
    """What was counted and what was wrong. ``notes`` are no faults.

    ``deeds`` of cases by the edition of the rules they were held to, ``registered`` those of registers;
    ``asked`` and ``unasked``: how many questions of those rules the facts told enough for, and how
    many they did not.
    """

    events: int = 0
    streams: int = 0
    decisions: int = 0
    deeds: dict[int, int] = field(default_factory=dict)
    registered: int = 0
    asked: int = 0
    unasked: dict[str, int] = field(default_factory=dict)
    rows: int = 0
    looks: int = 0
    sign_ins: int = 0
    anchors: int = 0
    opened: int = 0
    destroyed: int = 0
    files: int = 0
    leaves: int = 0
    checkpoints: int = 0
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    spellings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    beyond: int = 0

    def take(self, other: "Findings") -> None:
        """What was found elsewhere, after what was found here."""
        for one in fields(self):
            mine, theirs = getattr(self, one.name), getattr(other, one.name)
            if isinstance(mine, int):
                setattr(self, one.name, mine + theirs)
            elif isinstance(mine, dict):
                mine.update(theirs)
            elif one.name != "faults":
                mine.extend(theirs)
        for fault in other.faults:
            self.fault(fault)

    def fault(self, what: str) -> None:
        """Something is wrong; where, never what it holds."""
        if len(self.faults) < MANY:
            self.faults.append(what)
        else:
            self.beyond += 1

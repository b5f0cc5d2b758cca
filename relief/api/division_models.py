"""The answers of the register of divisions."""

from domain.ground.places import Level
from domain.registers.divisions.facts import DivisionEffect
from relief.api.answers import Answer, Day


class DivisionSaid(Answer):
    """What a document says of one division; empty where it says nothing of that."""

    effect: DivisionEffect
    effect_text: str
    code: str
    name: str
    kind: str
    level: Level | None
    parent: str
    first_day: Day | None
    last_day: Day | None
    successor: str
    origin: str
    seat: bool | None
    address: str
    phone: str


class DivisionRecord(Answer):
    """A fact of the register; ``proposal`` is the number of what it answers.

    ``pending``: nobody answered it yet. ``counts``: divisions are made of it now.
    """

    number: int
    fact: str
    title: str
    city: str | None
    proposal: int | None
    document: str | None
    source: str | None
    changes: list[DivisionSaid]
    reason: str | None
    recorded_on: Day
    officer: str
    pending: bool
    counts: bool


class DivisionRecords(Answer):
    """What is on record, in order; of installations the divisions are left to their own list."""

    version: int
    items: list[DivisionRecord]


class DivisionMoved(Answer):
    """What one change moves, as of today; lengths are counted by the ledgers.

    ``delegations_text``: what becomes of the delegations, where they do not pass on.
    """

    effect: DivisionEffect
    effect_text: str
    code: str
    was_name: str | None
    since: Day | None
    successor: str
    open_cases: int
    open_leads: int
    delegations: int
    delegations_text: str | None
    officers: int


class DivisionsForeseen(Answer):
    """What would move. ``shown`` confirms it in the command."""

    shown: str
    number: int
    items: list[DivisionMoved]

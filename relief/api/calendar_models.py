"""The answers of the register of holiday notices, and what may be asked of it."""

from pydantic import BaseModel, ConfigDict

from relief.api import fields as f
from relief.api import queries as q
from relief.api.answers import Answer, Day


class HolidayNoticesQuery(BaseModel):
    """放假安排查询条件。"""

    model_config = ConfigDict(extra="forbid")

    year: q.Year | None = None
    region: f.RegionField | None = None


class NoticeLine(Answer):
    """A fact of the register: a notice, or the withdrawal of the notice ``mistaken``.

    ``counts``: it was not withdrawn as a mistake. ``stands``: it is part of what the calendar is
    made of now.
    """

    number: int
    region: str
    year: int
    name: str
    effect: str | None
    effect_text: str | None
    amends: str | None
    mistaken: int | None
    off: list[Day]
    makeup: list[Day]
    document: str
    source: str | None
    source_text: str | None
    confidence: str | None
    confidence_text: str | None
    reason: str | None
    recorded_on: Day
    officer: str
    counts: bool
    stands: bool


class NoticeList(Answer):
    """What is on record of a year and region, in order."""

    version: int
    items: list[NoticeLine]


class TurnedDay(Answer):
    """A day that is worked and would be off, or the other way round, by what it is and would be."""

    day: Day
    was: str
    was_text: str
    was_source_text: str
    becomes: str
    becomes_text: str
    becomes_source_text: str
    firm: bool


class MovedLimits(Answer):
    """How many running limits of a kind would move from one last day to another."""

    limit: str
    title: str
    last_day: Day
    new_last_day: Day
    count: int


class Foreseen(Answer):
    """What would move. ``shown`` confirms it in the command; limits are counted by the ledgers."""

    shown: str
    calendar: str
    days: list[TurnedDay]
    moving: int
    left_off: int
    limits: list[MovedLimits]

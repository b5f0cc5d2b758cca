"""What an officer, or the system, may ask of the register of values."""

from dataclasses import dataclass
from datetime import date

from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("8.1/2 11", "``case`` is the area, a division prefix.")
class RecordReferenceValue(Command):
    """Either the figure of a year (``period``) or a standard in force from a day (``valid_from``)."""

    series: str
    period: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    published_on: date | None = None
    value: Money
    document: str
    source: str

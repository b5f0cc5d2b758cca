"""What an officer, or the system, may ask of the register of calendar."""

from dataclasses import dataclass
from datetime import date

from domain.ground.commands import Command
from domain.ground.declared import carries


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("民法典§203", '``case`` is the region: "national" or a division prefix.')
class RecordHolidayNotice(Command):
    year: int
    name: str
    off: tuple[date, ...]
    makeup: tuple[date, ...] = ()
    document: str
    source: str
    confidence: str = "official"

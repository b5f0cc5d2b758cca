"""What an officer, or the system, may ask of the register of calendar."""

from dataclasses import dataclass
from datetime import date

from domain.ground.commands import Command
from domain.ground.declared import carries, says
from domain.ground.editions import since
from domain.time.notices import NoticeEffect


@dataclass(frozen=True, slots=True, kw_only=True)
@says("节日安排: one holiday as a notice has it, and what that does to what is on record of it.")
class HolidayArranged:
    """``amends`` is the document that is amended, replaced or withdrawn."""

    name: str
    effect: NoticeEffect
    off: tuple[date, ...] = ()
    makeup: tuple[date, ...] = ()
    amends: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("民法典§203", '``case`` is the region: "national" or a division prefix.')
class RecordHolidayNotice(Command):
    """One document with every holiday it arranges. ``shown`` is the mark of what was shown to move."""

    year: int
    document: str
    source: str
    confidence: str = "official"
    holidays: tuple[HolidayArranged, ...]
    shown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
@since(3)
@carries("民法典§203", "A notice recorded by mistake is taken off the record, by another hand.")
class WithdrawHolidayNotice(Command):
    """``number`` is the notice's place in the register; ``shown`` as for recording one."""

    number: int
    reason: str
    shown: str = ""


Kept = RecordHolidayNotice | WithdrawHolidayNotice
"""What changes the calendar: what it moves is shown before."""

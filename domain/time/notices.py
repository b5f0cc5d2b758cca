"""Holiday notices as facts: the calendar is what they add up to, also as once known."""

from datetime import date
from enum import StrEnum

from domain.ground.declared import says
from domain.ground.facts import Fact, fact

NATIONAL = "national"
"""The region of a notice of the State Council; any other region is a division prefix."""

LHASA = "5401"
"""The division prefix of the city of Lhasa."""


@says("通知的效力: what a notice does to the arrangement of a holiday of a year.")
class NoticeEffect(StrEnum):
    """``AMENDS`` adds days to what stands; ``REPLACES`` and ``WITHDRAWS`` put an end to it."""

    ESTABLISHES = "establishes"
    AMENDS = "amends"
    REPLACES = "replaces"
    WITHDRAWS = "withdraws"


@fact("holiday-notice-recorded", version=2)
@says("放假安排通知: days off, and weekend days worked in exchange, as one notice orders them.")
class HolidayNoticeRecorded(Fact):
    """``region`` is ``NATIONAL`` or a division prefix; ``year`` the year the notice arranges;
    ``off`` and ``makeup`` list single days. ``document`` is the notice, ``source`` where its
    text was read, ``confidence`` how far that copy is trusted. ``on`` is the day it was
    recorded. ``effect`` is what it does to the arrangement of that region, year and name, ``amends``
    the document it does it to. Notices of before edition 3 name none: they replace whatever stands.
    """

    region: str
    year: int
    name: str
    off: tuple[date, ...]
    makeup: tuple[date, ...]
    document: str
    source: str
    confidence: str
    on: date
    effect: NoticeEffect = NoticeEffect.REPLACES
    amends: str = ""


@fact("holiday-notice-withdrawn")
@says("撤回放假安排: a notice was recorded by mistake; it counts for nothing from now on.")
class HolidayNoticeWithdrawn(Fact):
    """``number`` is the notice's place in the register; what it did to others is undone."""

    on: date
    number: int
    region: str
    year: int
    name: str
    document: str
    reason: str


CalendarFact = HolidayNoticeRecorded | HolidayNoticeWithdrawn

"""Holiday notices as facts: the calendar is what they add up to, also as once known."""

from datetime import date

from domain.ground.declared import says
from domain.ground.facts import Fact, fact

NATIONAL = "national"
"""The region of a notice of the State Council; any other region is a division prefix."""

LHASA = "5401"
"""The division prefix of the city of Lhasa."""


@fact("holiday-notice-recorded")
@says("放假安排通知: days off, and weekend days worked in exchange, as one notice orders them.")
class HolidayNoticeRecorded(Fact):
    """``region`` is ``NATIONAL`` or a division prefix; ``year`` the year the notice arranges;
    ``off`` and ``makeup`` list single days. ``document`` is the notice, ``source`` where its
    text was read, ``confidence`` how far that copy is trusted. ``on`` is the day it was
    recorded. A later notice of the same region, year and name replaces the earlier one.
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

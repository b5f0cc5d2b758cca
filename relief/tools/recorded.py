"""Law and calendar as a history has them, and nothing else of it: what ``relief calendar`` reads."""

from dataclasses import dataclass
from functools import cached_property
from typing import cast

from adapters.journal import Journal
from adapters.packs import Files
from adapters.store import reading
from domain.ground.streams import Stream
from domain.law.pack import Law
from domain.time.calendar import Calendar
from domain.time.notices import LHASA, HolidayNoticeRecorded
from relief.clock import SystemClock
from relief.installation import divisions, files_of, lawful
from relief.keys.histories import NoHistory, standing
from relief.law.enactment import Enactments
from relief.settings import Settings
from relief.tools.calendar import UNCHOSEN, Shipped, shipped


@dataclass(frozen=True)
class Recorded:
    """A history opened for reading, and the files its law is written in. Close it when done."""

    files: Files
    journal: Journal

    @cached_property
    def law(self) -> Law:
        """What counts of the files, as the record reads them."""
        return Enactments(self.files, self.journal).law

    @property
    def calendars(self) -> "Recorded":
        """The calendar is read here."""
        return self

    def current(self) -> Calendar:
        """Lhasa's calendar by all notices on record."""
        notices = self.journal.after(Stream.CALENDAR, 0)
        return Calendar.of((cast(HolidayNoticeRecorded, one.fact) for one in notices), LHASA)

    def close(self) -> None:
        """Close every connection."""
        self.journal.close()


def recorded(settings: Settings) -> Recorded | Shipped:
    """Of the history that stands; of the program where a file nobody chose holds none.

    Raises ``NoHistory``, ``Unreachable``, ``WrongSetting``.
    """
    files = files_of(settings)
    lawful(files.law, divisions(settings), SystemClock().now().date())
    try:
        standing(settings.database)
    except NoHistory:
        if settings.database != UNCHOSEN:
            raise
        return shipped(settings)
    return Recorded(files, Journal(reading.for_reading(settings.database), create=False))

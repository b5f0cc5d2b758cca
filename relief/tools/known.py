"""Law and calendar as a history has them, and nothing else of it: what ``relief calendar`` reads."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, cast

from adapters.packs import Files
from adapters.store.glance import glance
from domain.ground.streams import Stream
from domain.law.pack import Law
from domain.time.calendar import Calendar
from domain.time.notices import LHASA, CalendarFact
from relief.clock import SystemClock
from relief.installation import divisions, files_of, lawful
from relief.law.enactment import Counting, Placed, on_record_of
from relief.settings import Settings


class History(Placed, Protocol):
    """A history opened for reading."""

    def close(self) -> None:
        """Close every connection."""
        ...


@dataclass(frozen=True)
class Known:
    """What a history knows, and the files its law is written in. Close it when done."""

    files: Files
    history: History

    @cached_property
    def law(self) -> Law:
        """What counts of the files, as the record reads them."""
        return Counting(self.files, on_record_of(self.files, self.history)).law

    @property
    def calendars(self) -> "Known":
        """The calendar is read here."""
        return self

    def current(self) -> Calendar:
        """Lhasa's calendar by all notices on record."""
        notices = self.history.placed((Stream.CALENDAR,))
        return Calendar.of((cast(CalendarFact, one.fact) for one in notices), LHASA)

    def close(self) -> None:
        """Close the history."""
        self.history.close()


def lawful_files(settings: Settings) -> Files:
    """The files at hand. Raises ``WrongSetting`` as a service would."""
    files = files_of(settings)
    lawful(files, divisions(settings), SystemClock().now().date())
    return files


def glanced(settings: Settings) -> Known | None:
    """Of a history that a look in passing finds. Raises ``WrongSetting``."""
    files, seen = lawful_files(settings), glance(settings.database)
    return None if seen is None else Known(files, seen)

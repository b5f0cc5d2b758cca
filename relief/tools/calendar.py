"""``relief calendar 2019-12-30 +5wd``: each day counted or skipped, and why: a limit is evidence."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from domain.law.pack import Law, NoLawInForce
from domain.time.calendar import FIRST_YEAR, BeyondCalendar, Calendar
from domain.time.due import Counted, Due, Why, due
from domain.time.limits import Basis, Expiry, Limit, Unit
from domain.time.notices import LHASA
from domain.time.statute import Occasion
from relief.clock import SystemClock
from relief.installation import law_of
from relief.notices import known_notices
from relief.settings import Settings
from relief.terminal import complain
from relief.tools.limits import basis, length
from relief.tools.output import Output
from relief.usage import WrongWords
from relief.words.days import awaited, settled, source
from relief.words.sentences import say, titles

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SPAN = re.compile(r"\+([0-9]{1,18})(wd|d)")
SAME_DAY = ("+0d", *titles("calendar.same-day-typed"))
LONGEST = 3_650
"""Days. Nothing in the regulation comes near; a slip of the key is told, not reckoned."""

WEEKDAYS = say("calendar.weekdays")
REASONS = {
    Why.START_DAY: say("calendar.start-day"),
    Why.COUNTED: say("calendar.counted"),
    Why.REST_DAY: say("calendar.rest-day"),
    Why.EXTENSION: say("calendar.extension"),
    Why.SAME_DAY: say("calendar.same-day"),
}
CIVIL_CODE = date(2021, 1, 1)
"""民法典 took over the counting of periods from 民法总则, in the same words."""


class Days(Protocol):
    """Where the calendar comes from."""

    def current(self) -> Calendar:
        """Lhasa's calendar as it is known now."""
        ...


class Reckoning(Protocol):
    """What a reckoning needs: a history's law and calendar, or what comes with the program."""

    @property
    def law(self) -> Law:
        """The law, for limits by name."""
        ...

    @property
    def calendars(self) -> Days:
        """The calendar."""
        ...


@dataclass(frozen=True, slots=True)
class Shipped:
    """The law and the holiday notices that come with the program, where no history stands."""

    law: Law
    days: Calendar

    @property
    def calendars(self) -> "Shipped":
        """The calendar is its own source."""
        return self

    def current(self) -> Calendar:
        """The shipped calendar."""
        return self.days

    def close(self) -> None:
        """There is nothing to close."""


UNCHOSEN = Settings().database
"""Where a history lies that nobody chose a place for."""


def none_stands(settings: Settings) -> bool:
    """Whether nobody chose a history and nothing of one lies where it would: seen without a database."""
    file = Path(UNCHOSEN.removeprefix("sqlite:///"))
    if settings.database != UNCHOSEN or settings.files is not None or settings.files_s3:
        return False
    return not (file.is_file() or any(file.absolute().parent.glob(f"{file.stem}-*")))


def shipped(settings: Settings) -> Shipped:
    """What comes with the program, which is said."""
    absent = say("histories.none", shown=UNCHOSEN)
    complain(say("opened.shipped-notices", error=absent))
    notices = known_notices(SystemClock().now().date())
    return Shipped(law_of(settings), Calendar.of(notices, LHASA))


def calendar(service: Reckoning, start: str, span: str, output: Output) -> int:
    """Print the reckoning. Returns 0. Raises ``WrongWords``."""
    day = day_of(start)
    limit = limit_of(span, day, service)
    days = service.calendars.current()
    end = reckoned(limit, day, days)
    if output.json:
        output.data(as_data(limit, end, days))
    told(limit, end, days, output)
    return 0


def day_of(text: str) -> date:
    """A real day. Raises ``WrongWords``."""
    try:
        day = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        raise WrongWords("start", say("calendar.no-day", text=text)) from None
    if day is None:
        raise WrongWords("start", say("calendar.start-form", text=text))
    if day.year < FIRST_YEAR:
        raise WrongWords("start", say("calendar.too-early", first=FIRST_YEAR))
    return day


def limit_of(span: str, start: date, service: Reckoning) -> Limit:
    """``+5wd``, ``+7d``, ``当日``, or a limit of the law in force. Raises ``WrongWords``."""
    if span in SAME_DAY:
        return of_length(0, Unit.SAME_DAY, start)
    if written := SPAN.fullmatch(span):
        count = int(written[1])
        if not 1 <= count <= LONGEST:
            raise WrongWords("span", say("calendar.span-range", longest=LONGEST))
        return of_length(count, Unit.WORKING_DAY if written[2] == "wd" else Unit.NATURAL_DAY, start)
    return limit_named(span, start, service)


def limit_named(id: str, start: date, service: Reckoning) -> Limit:
    """A time limit of the law in force on the day, by its code or title. Raises ``WrongWords``."""
    try:
        limits = service.law.on(start).limits
    except NoLawInForce:
        raise WrongWords("span", say("calendar.no-law", start=start, id=id)) from None
    called = [one.id for one in limits.table if one.title == id]
    id = called[0] if len(called) == 1 else id
    if id not in limits:
        raise WrongWords("span", say("calendar.span-form", id=id))
    if limits[id].unit is Unit.HOUR:
        raise WrongWords("span", say("calendar.hours", id=id))
    return limits[id]


def of_length(count: int, unit: Unit, start: date) -> Limit:
    """A limit of nothing but a length, extended over rest days like any (民法典 §203)."""
    return Limit(
        id="",
        title="",
        length=count,
        unit=unit,
        starts=(),
        stops=(),
        duty="caseworker",
        expiry=Expiry.REMINDS,
        basis=Basis.STATUTORY,
        citation=f"{civil(start)}§201",
        extends=unit is Unit.NATURAL_DAY,
    )


def reckoned(limit: Limit, start: date, days: Calendar) -> Due:
    """The end of the limit. Raises ``WrongWords`` beyond the last year there is."""
    try:
        return due(limit, start, days)
    except BeyondCalendar:
        raise WrongWords("span", say("calendar.beyond")) from None


def told(limit: Limit, end: Due, days: Calendar, output: Output) -> None:
    """The limit, its days, and where it ends."""
    name = f"{limit.title}（“{limit.id}”）{basis(limit)}，" if limit.id else ""
    output.line(
        say(
            "calendar.from",
            start=end.start,
            named=name,
            length=length(limit),
            citation=limit.citation,
        )
    )
    rows = [
        (
            one.day,
            say("calendar.weekday", what=WEEKDAYS[one.day.weekday()]),
            counted(one),
            why(one, end),
            settled(one.firm),
            source(one.source),
        )
        for one in end.days
    ]
    output.table(titles("calendar.head"), rows)
    output.line(say("calendar.due", last_day=end.last_day, warning_day=end.warning_day))
    if end.provisional:
        output.line(say("calendar.provisional", festivals=awaited(hanging_on(end, days))))
    output.line(say("calendar.version", calendar_version=end.calendar_version))


def counted(one: Counted) -> str:
    """第3日, or nothing."""
    return say("calendar.number", number=one.number) if one.counted else "—"


def why(one: Counted, end: Due) -> str:
    """Why a day was counted or passed over, by the law of the start day."""
    text = REASONS[one.reason].format(civil=civil(end.start))
    moved_to = one.reason is Why.EXTENSION and one.day == end.last_day
    return say("calendar.until", text=text) if moved_to else text


def civil(start: date) -> str:
    """The law that counts periods which start on a day (民法典 §§200-204)."""
    return say("calendar.civil-code") if start >= CIVIL_CODE else say("calendar.civil-principles")


def hanging_on(end: Due, days: Calendar) -> list[Occasion]:
    """The festivals whose arrangement is not on record, and on which the reckoning hangs."""
    counted = (day.day for day in end.days if day.reason is not Why.START_DAY)
    found = {one: None for day in counted for one in days.awaited(day)}
    return sorted(found, key=lambda one: one.days[0])


def as_data(limit: Limit, end: Due, days: Calendar) -> dict[str, object]:
    """The reckoning for programs, in the words of the interface."""
    return {
        "limit": limit.id or None,
        "title": limit.title or None,
        "length": limit.length,
        "unit": limit.unit.value,
        "basis": limit.basis.value if limit.id else None,
        "article": limit.citation,
        "start": end.start,
        "last_day": end.last_day,
        "warning_day": end.warning_day,
        "provisional": end.provisional,
        "awaited": [
            {"year": one.year, "festival": one.festival.value}
            for one in (hanging_on(end, days) if end.provisional else ())
        ],
        "calendar": end.calendar_version,
        "days": [
            {
                "day": one.day,
                "counted": one.counted,
                "number": one.number,
                "reason": one.reason.value,
                "firm": one.firm,
                "source": one.source,
            }
            for one in end.days
        ],
    }

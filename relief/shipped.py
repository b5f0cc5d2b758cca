"""The holiday notices that come with the program, as commands of the system."""

from collections.abc import Iterator
from datetime import date

import structlog

from adapters.keys.keys import MasterKey
from domain.case.authority import SYSTEM
from domain.registers.calendar.commands import HolidayArranged, RecordHolidayNotice
from domain.time.notices import HolidayNoticeRecorded
from domain.time.standing import Chain, Holiday, bound, chains, holiday, said_in
from relief.notices import known_notices
from relief.office.calendars import Calendars
from relief.office.requests import Request, system_id

log = structlog.get_logger(__name__)


def shipped_notices(calendars: Calendars, today: date, master: MasterKey) -> Iterator[Request]:
    """The national arrangement and Lhasa's own, of holidays nobody recorded anything of yet.

    So a newer library puts nothing in the place of what an officer recorded or withdrew; what says
    otherwise of a day than a notice on record is left to an officer, which the log tells.
    """
    facts = calendars.current().facts
    known, standing = {holiday(fact) for fact in facts}, chains(facts)
    for notice in known_notices(today):
        if holiday(notice) in known:
            continue
        if contradicts(notice, standing):
            log.warning("shipped notice contradicts what is on record", year=notice.year)
            continue
        yield request(notice, master)


def contradicts(notice: HolidayNoticeRecorded, standing: dict[Holiday, Chain]) -> bool:
    """Whether a notice that stands of its region, or of one around or within, has a day otherwise."""
    own = {day: one.off for day, one in said_in(standing, notice.region).items()}
    return any(
        any(not said.get(day, True) for day in notice.off)
        or any(said.get(day, False) for day in notice.makeup)
        for said in (own, bound(standing, notice.region))
    )


def request(notice: HolidayNoticeRecorded, master: MasterKey) -> Request:
    """A shipped holiday notice as a command of the system."""
    arranged = HolidayArranged(
        name=notice.name, effect=notice.effect, off=notice.off, makeup=notice.makeup
    )
    command = RecordHolidayNotice(
        case=notice.region,
        year=notice.year,
        document=notice.document,
        source=notice.source,
        confidence=notice.confidence,
        holidays=(arranged,),
    )
    id = system_id("calendar", notice.region, str(notice.year), notice.name, notice.source)
    return Request(command, SYSTEM, id, master.digest(id.encode()))

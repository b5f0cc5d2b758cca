"""Beside the case: holiday notices of every year (民法典 §203)."""

from datetime import date

from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.ground.words import said
from domain.registers.calendar import commands as c
from domain.registers.calendar.situation import Situation
from domain.time.notices import HolidayNoticeRecorded

NO_CASE = stages(Stage.UNKNOWN)


@carries(
    "民法典§203",
    "Every day of a notice lies in or beside its year, and no day is both off and worked.",
)
def of_its_year(s: Situation, command: c.RecordHolidayNotice) -> Reason | None:
    days: tuple[date, ...] = (*command.off, *command.makeup)
    if any(abs(day.year - command.year) > 1 for day in days):
        return reason(Code.FIELD_INVALID, "民法典§203", "off", fault="other-year")
    if set(command.off) & set(command.makeup):
        return reason(Code.FIELD_INVALID, "民法典§203", "makeup", fault="off-and-worked")
    return None


@since(2)
@carries(
    "民法典§203",
    "Nobody types a year's arrangement earlier than in the year before; what is shipped stands.",
)
def year_arranged(s: Situation, command: c.RecordHolidayNotice) -> Reason | None:
    if command.year <= s.today.year + 1 or Post.SYSTEM in s.officer.posts:
        return None
    return reason(Code.FIELD_INVALID, "民法典§203", "year", fault="not-yet")


def notice_recorded(s: Situation, command: c.RecordHolidayNotice) -> tuple[Change, ...]:
    """放假安排."""
    return (
        Change(
            HolidayNoticeRecorded(
                region=command.case,
                year=command.year,
                name=command.name,
                off=tuple(command.off),
                makeup=tuple(command.makeup),
                document=command.document,
                source=command.source,
                confidence=command.confidence,
                on=s.today,
            )
        ),
    )


RULES: Rules = {
    c.RecordHolidayNotice: Rule(
        article="民法典§203",
        by=(Post.CITY_OFFICER, Post.SYSTEM),
        by_article="34",
        writes=(Stream.CALENDAR,),
        address="notices",
        stages=NO_CASE,
        checks=(*said("name", "off", "document", "source"), of_its_year, year_arranged),
        facts=notice_recorded,
        brings=(HolidayNoticeRecorded,),
    ),
}

"""``relief calendar 2019-12-30 +5wd``: each day counted or skipped, and why: a limit is evidence."""

import re
import sys
from datetime import date

from domain.law.pack import NoLawInForce
from domain.time.calendar import NEW_YEAR_RULE, WEEKDAY_RULE, Calendar
from domain.time.due import Counted, Due, Why, due
from domain.time.limits import Basis, Expiry, Limit, Unit
from relief.bootstrap import Service
from relief.tools.limits import basis, length
from relief.tools.output import Output

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SPAN = re.compile(r"\+([0-9]{1,6})(wd|d)")
SAME_DAY = ("+0d", "当日", "当天")
LONGEST = 3_650
"""Days. Nothing in the regulation comes near; a slip of the key is told, not reckoned."""

WEEKDAYS = "一二三四五六日"
REASONS = {
    Why.START_DAY: "起算日，不计入（{civil}§201）",
    Why.COUNTED: "计入",
    Why.REST_DAY: "休息日，不计入",
    Why.EXTENSION: "末日逢休息日，顺延（{civil}§203）",
    Why.SAME_DAY: "当日，至24:00止",
}
SOURCES = {
    WEEKDAY_RULE: "星期：周一至周五上班，周末休息",
    NEW_YEAR_RULE: "每年1月1日放假（全国年节及纪念日放假办法§2）",
}
"""Rules in Chinese; notices name themselves."""

CIVIL_CODE = date(2021, 1, 1)
"""民法典 took over the counting of periods from 民法总则, in the same words."""


class WrongWords(ValueError):
    """What was asked cannot be understood. The sentence is for people."""


def calendar(service: Service, start: str, span: str, output: Output) -> int:
    """Print the reckoning. Returns 0, or 2 for words that make no sense."""
    try:
        day = day_of(start)
        limit = limit_of(span, day, service)
        days = service.calendars.current()
        end = reckoned(limit, day, days)
    except WrongWords as error:
        print(f"无法计算：{error}", file=sys.stderr)
        return 2
    if output.json:
        output.data(as_data(limit, end, days))
    told(limit, end, days, output)
    return 0


def day_of(text: str) -> date:
    """A real day. Raises ``WrongWords``."""
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        raise WrongWords(f"没有“{text}”这一天") from None
    raise WrongWords(f"起算日“{text}”应写作2019-12-30")


def limit_of(span: str, start: date, service: Service) -> Limit:
    """``+5wd``, ``+7d``, ``当日``, or a limit of the law in force. Raises ``WrongWords``."""
    if span in SAME_DAY:
        return of_length(0, Unit.SAME_DAY, start)
    if written := SPAN.fullmatch(span):
        count = int(written[1])
        if not 1 <= count <= LONGEST:
            raise WrongWords(f"期间须为1至{LONGEST}天；当日写作+0d")
        return of_length(count, Unit.WORKING_DAY if written[2] == "wd" else Unit.NATURAL_DAY, start)
    return limit_named(span, start, service)


def limit_named(id: str, start: date, service: Service) -> Limit:
    """A time limit of the law in force on the day. Raises ``WrongWords``."""
    try:
        limits = service.law.on(start).limits
    except NoLawInForce:
        raise WrongWords(f"{start}没有施行中的政策版本，时限“{id}”无从查起") from None
    if id not in limits:
        raise WrongWords(f"期间“{id}”应写作+5wd、+7d、当日，或时限名称（见relief limits）")
    if limits[id].unit is Unit.HOUR:
        raise WrongWords(f"时限“{id}”按小时计算，不以日历逐日计")
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
    except OverflowError:
        raise WrongWords("届满日超出了日历的范围") from None


def told(limit: Limit, end: Due, days: Calendar, output: Output) -> None:
    """The limit, its days, and where it ends."""
    name = f"{limit.title}（{limit.id}）{basis(limit)}，" if limit.id else ""
    output.line(f"{end.start}起，{name}{length(limit)}，依据{limit.citation}")
    rows = [
        (
            one.day,
            f"周{WEEKDAYS[one.day.weekday()]}",
            counted(one),
            why(one, end),
            source(one),
        )
        for one in end.days
    ]
    output.table(("日期", "星期", "计数", "说明", "来源"), rows)
    output.line(f"届满日 {end.last_day}（至当日24:00）；提醒日 {end.warning_day}（不计顺延）")
    if end.provisional:
        years = "、".join(map(str, unpublished(end, days)))
        output.line(f"暂定：{years}年放假安排尚未登记，公布登记后重新计算")
    output.line(f"日历版本 {end.calendar_version}")


def counted(one: Counted) -> str:
    """第3日, or nothing."""
    return f"第{one.number}日" if one.counted else "—"


def why(one: Counted, end: Due) -> str:
    """Why a day was counted or passed over, by the law of the start day."""
    text = REASONS[one.reason].format(civil=civil(end.start))
    moved_to = one.reason is Why.EXTENSION and one.day == end.last_day
    return f"{text}至此日" if moved_to else text


def civil(start: date) -> str:
    """The law that counts periods which start on a day (民法典 §§200-204)."""
    return "民法典" if start >= CIVIL_CODE else "民法总则"


def source(one: Counted) -> str:
    """The notice or rule that says what kind of day it is."""
    return SOURCES.get(one.source, one.source)


def unpublished(end: Due, days: Calendar) -> list[int]:
    """The years of the reckoning whose national arrangement is not recorded."""
    return sorted({one.day.year for one in end.days if not days.published(one.day.year)})


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
        "unpublished_years": unpublished(end, days) if end.provisional else [],
        "calendar": end.calendar_version,
        "days": [
            {
                "day": one.day,
                "counted": one.counted,
                "number": one.number,
                "reason": one.reason.value,
                "source": one.source,
            }
            for one in end.days
        ],
    }

"""Beside the case: holiday notices of every year, and those recorded by mistake (民法典 §203)."""

from collections.abc import Iterator, Sequence
from datetime import date

from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.names import folded
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.ground.words import said
from domain.registers.calendar import arranging as a
from domain.registers.calendar import commands as c
from domain.registers.calendar.arranging import REST_DAYS
from domain.registers.calendar.foreseen import Foreseen, foreseen
from domain.registers.calendar.situation import Situation
from domain.registers.calendar.state import Noted
from domain.time.notices import (
    CalendarFact,
    HolidayNoticeRecorded,
    HolidayNoticeWithdrawn,
    NoticeEffect,
)
from domain.time.standing import Holiday, bound, chains, counting, days, holiday, said_in

NO_CASE = stages(Stage.UNKNOWN)


@since(3)
@carries(REST_DAYS, "What the notice moves was shown, and still is what was shown.")
def shown_before(s: Situation, command: c.Kept) -> Reason | None:
    if Post.SYSTEM in s.officer.posts:
        return None
    now = moved_by(s, command)
    if now is None or now.mark == command.shown:
        return None
    return reason(Code.NOTICE_NOT_SHOWN, REST_DAYS, "shown", turned=len(now.days))


@carries(REST_DAYS, "What a command of the register would move; nothing where it means no notice.")
def moved_by(s: Situation, command: c.Kept) -> Foreseen | None:
    if isinstance(command, c.RecordHolidayNotice):
        return foreseen(s.calendar, recorded(s, command))
    noted = meant(s, command)
    return None if noted is None else foreseen(s.calendar, (withdrawn(s, command, noted),))


def meant(s: Situation, command: c.WithdrawHolidayNotice) -> Noted | None:
    """The notice that is to be withdrawn, where it is on record in the region and counts."""
    counts = counting(s.notices.facts)
    one = next((one for one in s.notices.noted if one.number == command.number), None)
    return one if one and one.number in counts and one.fact.region == command.case else None


@since(3)
@carries(REST_DAYS, "The notice is on record, and was not withdrawn before.")
def on_record(s: Situation, command: c.WithdrawHolidayNotice) -> Reason | None:
    if meant(s, command) is not None:
        return None
    return reason(Code.NOTICE_UNKNOWN, REST_DAYS, "number", number=command.number)


@since(3)
@carries(REST_DAYS, "Nothing was recorded of the same holiday since: what came last goes first.")
def nothing_since(s: Situation, command: c.WithdrawHolidayNotice) -> Reason | None:
    noted = meant(s, command)
    if noted is None:
        return None
    of = holiday(noted.fact)
    later = [n for n, one in counting(s.notices.facts).items() if holiday(one) == of]
    if later[-1] == noted.number:
        return None
    return reason(Code.NOTICE_BUILT_UPON, REST_DAYS, "number", number=later[-1])


@since(3)
@carries(REST_DAYS, "Two persons: who recorded a notice does not say that it was a mistake.")
def noted_by_another(s: Situation, command: c.WithdrawHolidayNotice) -> Reason | None:
    noted = meant(s, command)
    if noted is not None and folded(noted.by) in s.officer.ids:
        return reason(Code.DUTIES_NOT_SEPARATE, REST_DAYS, did="noted")
    return None


def recorded(s: Situation, command: c.RecordHolidayNotice) -> Sequence[HolidayNoticeRecorded]:
    """One fact for each holiday of the notice."""
    return [
        HolidayNoticeRecorded(
            region=command.case,
            year=command.year,
            name=one.name,
            off=tuple(one.off),
            makeup=tuple(one.makeup),
            document=command.document,
            source=command.source,
            confidence=command.confidence,
            on=s.today,
            effect=one.effect,
            amends=one.amends,
        )
        for one in command.holidays
    ]


def withdrawn(
    s: Situation, command: c.WithdrawHolidayNotice, noted: Noted
) -> HolidayNoticeWithdrawn:
    """The notice counts for nothing from now on."""
    return HolidayNoticeWithdrawn(
        on=s.today,
        number=noted.number,
        region=noted.fact.region,
        year=noted.fact.year,
        name=noted.fact.name,
        document=noted.fact.document,
        reason=command.reason,
    )


def notice_recorded(s: Situation, command: c.RecordHolidayNotice) -> tuple[Change, ...]:
    """放假安排."""
    return tuple(map(Change, recorded(s, command)))


def notice_withdrawn(s: Situation, command: c.WithdrawHolidayNotice) -> tuple[Change, ...]:
    """撤回放假安排. Raises ``ValueError`` where no notice is meant."""
    noted = meant(s, command)
    if noted is None:
        raise ValueError("no such notice is on record")
    return (Change(withdrawn(s, command, noted)),)


@since(3)
@carries(REST_DAYS, "What stands again, once another goes, contradicts nothing recorded meanwhile.")
def stands_again_beside(s: Situation, command: c.Kept) -> tuple[Reason, ...]:
    return tuple(
        reason(Code.NOTICE_CONTRADICTS, REST_DAYS, place, day=day)
        for place, of, facts in _ending(s, command)
        for day in _against_others(s, of, facts)
    )


def _ending(s: Situation, command: c.Kept) -> Iterator[tuple[str, Holiday, Sequence[CalendarFact]]]:
    """Where a command ends a notice: its field, the holiday, and what would be recorded."""
    if isinstance(command, c.RecordHolidayNotice):
        facts = recorded(s, command)
        for place, one in a.placed(command):
            if one.effect in (NoticeEffect.REPLACES, NoticeEffect.WITHDRAWS):
                yield f"{place}.amends", a.of(command, one), facts
        return
    noted = meant(s, command)
    if noted is not None:
        yield "number", holiday(noted.fact), (withdrawn(s, command, noted),)


def _against_others(s: Situation, of: Holiday, facts: Sequence[CalendarFact]) -> Iterator[date]:
    """The days of which a notice of before says again what another holiday says otherwise."""
    before = days(s.notices.standing.get(of, ()))
    after = chains((*s.notices.facts, *facts))
    others = {day: one.off for day, one in said_in(after, of.region, but={of}).items()}
    around = bound(after, of.region)
    for day, one in days(after.get(of, ())).items():
        again = one.notice not in facts and (day not in before or before[day].off is not one.off)
        if again and not (others.get(day, one.off) is around.get(day, one.off) is one.off):
            yield day


RULES: Rules = {
    c.RecordHolidayNotice: Rule(
        article=REST_DAYS,
        by=(Post.CITY_OFFICER, Post.SYSTEM),
        by_article="34",
        reads=(Stream.CALENDAR,),
        writes=(Stream.CALENDAR,),
        address="notices",
        stages=NO_CASE,
        checks=(
            *said("document", "source"),
            since(3)(said("holidays")[0]),
            *(a.of_nation_or_city, a.each_named_once, a.of_its_year, a.year_arranged),
            *(a.says_what_it_does, a.names_what_stands, a.adds_something),
            *(a.leaves_statutory_days, a.contradicts_nothing, stands_again_beside),
            shown_before,
        ),
        facts=notice_recorded,
        brings=(HolidayNoticeRecorded,),
    ),
    c.WithdrawHolidayNotice: Rule(
        article=REST_DAYS,
        by=(Post.CITY_OFFICER,),
        by_article="34",
        reads=(Stream.CALENDAR,),
        writes=(Stream.CALENDAR,),
        address="notices/withdrawal",
        stages=NO_CASE,
        checks=(
            *said("reason"),
            *(on_record, nothing_since, noted_by_another),
            *(stands_again_beside, shown_before),
        ),
        facts=notice_withdrawn,
        brings=(HolidayNoticeWithdrawn,),
    ),
}

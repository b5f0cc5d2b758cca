"""What a holiday notice may say: asked of every holiday it arranges, and every fault is told."""

from collections.abc import Iterator, Mapping
from datetime import date

from domain.ground.declared import carries, internal
from domain.ground.editions import since
from domain.ground.posts import CITY, Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.texts import blank, spelled
from domain.registers.calendar import commands as c
from domain.registers.calendar.situation import Situation
from domain.time.notices import NATIONAL, NoticeEffect
from domain.time.standing import Chain, Holiday, before, bound, days, said_in
from domain.time.statute import statutory

REST_DAYS = "民法典§203"
STATUTE = "全国年节及纪念日放假办法§2"
OWN_FESTIVALS = "全国年节及纪念日放假办法§4"
ARRANGING = (NoticeEffect.ESTABLISHES, NoticeEffect.REPLACES)
NEW = NoticeEffect.ESTABLISHES


def placed(command: c.RecordHolidayNotice) -> Iterator[tuple[str, c.HolidayArranged]]:
    """Each holiday with where it stands in the command."""
    return ((f"holidays.{n}", one) for n, one in enumerate(command.holidays))


def of(command: c.RecordHolidayNotice, one: c.HolidayArranged) -> Holiday:
    """The holiday that is meant."""
    return Holiday(command.case, command.year, one.name)


@since(3)
@carries(
    OWN_FESTIVALS,
    "A notice is of the nation, of the region around the city or of the whole city: limits run by "
    "a city's days.",
)
def of_nation_or_city(s: Situation, command: c.RecordHolidayNotice) -> Reason | None:
    region = command.case
    if region == NATIONAL or len(region) == CITY or s.officer.division[:CITY].startswith(region):
        return None
    fault = "narrower-than-city" if len(region) > CITY else "region-elsewhere"
    return reason(Code.FIELD_INVALID, OWN_FESTIVALS, "region", fault=fault)


@carries(
    REST_DAYS,
    "Every day of a notice lies in or beside its year, and no day is both off and worked.",
)
def of_its_year(s: Situation, command: c.RecordHolidayNotice) -> tuple[Reason, ...]:
    found = []
    for path, one in placed(command):
        if any(abs(day.year - command.year) > 1 for day in (*one.off, *one.makeup)):
            found.append(reason(Code.FIELD_INVALID, REST_DAYS, f"{path}.off", fault="other-year"))
        if set(one.off) & set(one.makeup):
            fault = reason(Code.FIELD_INVALID, REST_DAYS, f"{path}.makeup", fault="off-and-worked")
            found.append(fault)
    return tuple(found)


@since(2)
@carries(
    REST_DAYS,
    "Nobody types a year's arrangement earlier than in the year before; what is shipped stands.",
)
def year_arranged(s: Situation, command: c.RecordHolidayNotice) -> Reason | None:
    if command.year <= s.today.year + 1 or Post.SYSTEM in s.officer.posts:
        return None
    return reason(Code.FIELD_INVALID, REST_DAYS, "year", fault="not-yet")


@since(3)
@internal("Each holiday of a notice is named, and once.")
def each_named_once(s: Situation, command: c.RecordHolidayNotice) -> tuple[Reason, ...]:
    found, names = [], [spelled(one.name) for one in command.holidays]
    for n, (path, one) in enumerate(placed(command)):
        if blank(one.name):
            found.append(reason(Code.FIELD_MISSING, field=f"{path}.name"))
        elif names[n] in names[:n]:
            found.append(reason(Code.FIELD_INVALID, None, f"{path}.name", fault="listed-twice"))
    return tuple(found)


@since(3)
@carries(REST_DAYS, "A notice says what it does: days where it arranges some, and what it amends.")
def says_what_it_does(s: Situation, command: c.RecordHolidayNotice) -> tuple[Reason, ...]:
    return tuple(
        reason(Code.NOTICE_VAGUE, REST_DAYS, f"{path}.{field}", effect=one.effect)
        for path, one in placed(command)
        for field in _vague(one)
    )


def _vague(one: c.HolidayArranged) -> Iterator[str]:
    """The fields by which nobody can tell what a notice does."""
    if (one.effect is NEW) is not blank(one.amends):
        yield "amends"
    days_told = bool(one.off or one.makeup)
    if one.effect is NoticeEffect.WITHDRAWS:
        if days_told:
            yield "off"
    elif not (one.off if one.effect in ARRANGING else days_told):
        yield "off"


@since(3)
@carries(REST_DAYS, "A notice establishes what is not arranged yet, or names the one it amends.")
def names_what_stands(s: Situation, command: c.RecordHolidayNotice) -> tuple[Reason, ...]:
    standing, found = s.notices.standing, []
    for path, one in placed(command):
        chain = _likewise(standing, of(command, one)) if one.effect is NEW else ()
        chain = standing.get(of(command, one), chain)
        documents = tuple(dict.fromkeys(n.document for n in chain))
        told = "；".join(documents)
        if one.effect is NEW and documents:
            code, field, facts = Code.NOTICE_STANDS_ALREADY, "effect", {"stands": told}
            found.append(reason(code, REST_DAYS, f"{path}.{field}", **facts))
        elif one.effect is not NEW and not blank(one.amends) and one.amends not in documents:
            found.append(reason(Code.NOTICE_AMENDS_NOTHING, REST_DAYS, f"{path}.amends"))
    return tuple(found)


def _likewise(standing: Mapping[Holiday, Chain], meant: Holiday) -> Chain:
    """What stands of the same holiday under a name that is only written differently."""
    for one, chain in standing.items():
        same = (one.region, one.year) == (meant.region, meant.year)
        if same and spelled(one.name) == spelled(meant.name):
            return chain
    return ()


@since(3)
@carries(STATUTE, "No notice makes a statutory rest day a working day.")
def leaves_statutory_days(s: Situation, command: c.RecordHolidayNotice) -> tuple[Reason, ...]:
    return tuple(
        reason(Code.NOTICE_AGAINST_STATUTE, STATUTE, f"{path}.makeup", day=day)
        for path, one in placed(command)
        for day in one.makeup
        if day in statutory(day.year)
    )


@since(3)
@carries(
    REST_DAYS, "No day is off by one notice and worked by another of its region or one within."
)
def contradicts_nothing(s: Situation, command: c.RecordHolidayNotice) -> tuple[Reason, ...]:
    standing, others = _left(s, command), _elsewhere(s, command)
    found = []
    for n, (path, one) in enumerate(placed(command)):
        known = dict(standing)
        for other in (*command.holidays[:n], *command.holidays[n + 1 :]):
            known |= dict.fromkeys(other.off, (True, False))
            known |= dict.fromkeys(other.makeup, (False, False))
        known |= _own(s, command, one)
        for field, off in (("off", True), ("makeup", False)):
            for day in getattr(one, field):
                was, may_turn = known.get(day, (off, False))
                if others.get(day, off) is not off or (was is not off and not may_turn):
                    code = Code.NOTICE_CONTRADICTS
                    found.append(reason(code, REST_DAYS, f"{path}.{field}", day=day))
    return tuple(found)


def _elsewhere(s: Situation, command: c.RecordHolidayNotice) -> Mapping[date, bool]:
    """What other areas have of their days; of statutory ones it is told as such."""
    said = bound(s.notices.standing, command.case)
    return {day: off for day, off in said.items() if day not in statutory(day.year)}


Said = dict[date, tuple[bool, bool]]
"""Of each day: whether it is off, and whether an amendment may say otherwise."""


def _left(s: Situation, command: c.RecordHolidayNotice) -> Said:
    """What other holidays of the region have of their days."""
    meant = {of(command, one) for one in command.holidays}
    others = said_in(s.notices.standing, command.case, but=meant)
    return {day: (one.off, False) for day, one in others.items()}


def _own(s: Situation, command: c.RecordHolidayNotice, one: c.HolidayArranged) -> Said:
    """What is left of the holiday itself: what is worked may be freed, what is off stays so."""
    chain = s.notices.standing.get(of(command, one), ())
    left = before(chain, one.amends) if one.effect is NoticeEffect.REPLACES else chain
    return {day: (said.off, not said.off) for day, said in days(left).items()}


@since(3)
@carries(REST_DAYS, "An amendment adds some day to what stands.")
def adds_something(s: Situation, command: c.RecordHolidayNotice) -> tuple[Reason, ...]:
    return tuple(
        reason(Code.DONE_ALREADY, REST_DAYS, f"{path}.off")
        for path, one in placed(command)
        if one.effect is NoticeEffect.AMENDS
        and (one.off or one.makeup)
        and _said_already(s, command, one)
    )


def _said_already(s: Situation, command: c.RecordHolidayNotice, one: c.HolidayArranged) -> bool:
    """Whether every day it names stands so."""
    own = days(s.notices.standing.get(of(command, one), ()))
    off = all(day in own and own[day].off for day in one.off)
    return off and all(day in own and not own[day].off for day in one.makeup)

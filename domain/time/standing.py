"""Which notices stand (现行放假安排): each holiday's arrangement is a chain of notices, folded as they say.

A chain begins with a notice that establishes a holiday (or replaces one), and goes on with those
that add days to it. What is replaced or withdrawn goes with everything that was added to it.
"""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from domain.time.notices import (
    NATIONAL,
    CalendarFact,
    HolidayNoticeRecorded,
    HolidayNoticeWithdrawn,
    NoticeEffect,
)


class Holiday(NamedTuple):
    """What a chain of notices arranges: a holiday of a year, in a region."""

    region: str
    year: int
    name: str


def holiday(notice: HolidayNoticeRecorded | HolidayNoticeWithdrawn) -> Holiday:
    """The holiday a notice is about."""
    return Holiday(notice.region, notice.year, notice.name)


class Arranged(NamedTuple):
    """What a chain says of one day: whether it is off, and the notice that says so."""

    off: bool
    notice: HolidayNoticeRecorded


Chain = tuple[HolidayNoticeRecorded, ...]
Said = Mapping[date, Arranged]


def counting(facts: Iterable[CalendarFact]) -> dict[int, HolidayNoticeRecorded]:
    """The notices by their number in the register, without those withdrawn as mistakes."""
    notices: dict[int, HolidayNoticeRecorded] = {}
    for number, fact in enumerate(facts, start=1):
        if isinstance(fact, HolidayNoticeRecorded):
            notices[number] = fact
        else:
            notices.pop(fact.number, None)
    return notices


def chains(facts: Iterable[CalendarFact]) -> dict[Holiday, Chain]:
    """The notices that stand, by holiday; the one established or replaced last comes last.

    What only adds days keeps the place of its chain: it turns no other day.
    """
    found: dict[Holiday, Chain] = {}
    for notice in counting(facts).values():
        one = holiday(notice)
        chain = after(found.get(one, ()), notice)
        if not chain or notice.effect is NoticeEffect.REPLACES:
            found.pop(one, None)
        if chain:
            found[one] = chain
    return found


def after(chain: Chain, notice: HolidayNoticeRecorded) -> Chain:
    """The chain once a notice did what it says."""
    match notice.effect:
        case NoticeEffect.ESTABLISHES | NoticeEffect.AMENDS:
            return (*chain, notice)
        case NoticeEffect.REPLACES:
            return (*before(chain, notice.amends), notice)
        case NoticeEffect.WITHDRAWS:
            return before(chain, notice.amends)


def before(chain: Chain, document: str) -> Chain:
    """What of a chain stood before a document, or nothing where none is named."""
    names = [one.document for one in chain]
    return chain[: names.index(document)] if document in names else ()


def touched(before: Iterable[CalendarFact], after: Iterable[CalendarFact]) -> frozenset[date]:
    """Every day of each holiday whose notices are others afterwards."""
    was, now = chains(before), chains(after)
    others = [one for one in was.keys() | now.keys() if was.get(one) != now.get(one)]
    found = (days(standing.get(one, ())) for one in others for standing in (was, now))
    return frozenset(day for named in found for day in named)


def said_in(standing: Mapping[Holiday, Chain], region: str, but: Container[Holiday] = ()) -> Said:
    """What the chains of a region say of their days, those of some holidays left out."""
    others = (chain for of, chain in standing.items() if of.region == region and of not in but)
    return {day: one for chain in others for day, one in days(chain).items()}


def bound(standing: Mapping[Holiday, Chain], region: str) -> Mapping[date, bool]:
    """The days of which notices of other areas leave a region no choice, and whether they are off.

    What a wider area has off, no narrower one works: it may only have further days off
    (全国年节及纪念日放假办法 §4).
    """
    around = [days(chain) for of, chain in standing.items() if _wider(of.region, region)]
    within = [days(chain) for of, chain in standing.items() if _wider(region, of.region)]
    off = {day: True for said in around for day, one in said.items() if one.off}
    return {day: False for said in within for day, one in said.items() if not one.off} | off


def _wider(one: str, other: str) -> bool:
    """Whether an area lies around another."""
    if NATIONAL in (one, other):
        return one == NATIONAL != other
    return other != one and other.startswith(one)


def days(chain: Chain) -> Said:
    """What a chain says of each day it names.

    Within one notice what is worked wins; a day that any later notice has off is off, so that what
    is added does not hang on the order in which it was read.
    """
    said: dict[date, Arranged] = {}
    for n, notice in enumerate(chain):
        for day in notice.off:
            if day not in said or not said[day].off:
                said[day] = Arranged(True, notice)
        for day in notice.makeup:
            if n == 0 or day not in said or not said[day].off:
                said[day] = Arranged(False, notice)
    return said

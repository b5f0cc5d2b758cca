"""小额快救: what the law of a case says of small sums, and how much they may come to."""

from datetime import date

from domain.assessment.engine import as_of
from domain.case.records import KnownStatus
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.money import Money
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import Procedure, Stage
from domain.law.small_fast import (
    HOUSE,
    RULE,
    STATUS,
    STATUS_MONTHS,
    SmallFastRule,
    SmallGrant,
)


def rule(s: Situation) -> SmallFastRule | None:
    """What a document on record says of small sums in the law of the case; none without one."""
    return s.pack.outcomes.casework.small_fast


def on_course(s: Situation) -> bool:
    """Whether the case was accepted for a small sum at once."""
    return s.case.procedure is Procedure.SMALL_FAST


def governing(s: Situation) -> date:
    """The day of acceptance; before it, today (AMB-12)."""
    return s.case.accepted_on or s.today


@carries(f"{RULE} AMB-12", "The monthly standard where the emergency is; ``None``: not on record.")
def standard(s: Situation) -> Money | None:
    small = rule(s)
    if small is None:
        return None
    series, place = s.pack.outcomes.series[small.series], s.case.asked.township
    fen = as_of(series, place, governing(s), s.references)
    return None if fen is None else Money(fen)


@carries("11 12 AMB-45 AMB-46", "How a small sum counts afterwards, as its own law reads it.")
def grant(s: Situation) -> SmallGrant | None:
    small = rule(s)
    return SmallGrant(small.year, small.more) if on_course(s) and small is not None else None


@since(3)
@carries(RULE, "Whoever is helped at once is neither checked nor examined; more goes another way.")
def ordinary_way(s: Situation) -> Reason | None:
    return reason(Code.SMALL_FAST_ONLY, RULE) if on_course(s) else None


@since(3)
@carries(HOUSE, "A small sum that was drawn is looked at before its file is closed.")
def small_sum_looked_at(s: Situation) -> Reason | None:
    """Nothing is left to look at where everybody to be helped died, and the file only ends."""
    county = s.case.county
    if not county.afterwards or county.spot_checked is not None or s.case.approval is None:
        return None
    if s.case.stage is Stage.ENDED:
        return None
    return reason(Code.SPOT_CHECK_PENDING, HOUSE)


@carries(STATUS, "The status found last that is not too old on the day of acceptance.")
def status(s: Situation) -> KnownStatus | None:
    small = rule(s)
    if small is None:
        return None
    months = s.pack.count(STATUS_MONTHS, governing(s))
    for one in reversed(s.case.statuses):
        if one.status in small.statuses and governing(s) <= months_after(one.issued_on, months):
            return one
    return None


@carries(STATUS, "The tests in whose place a known status stands, where the document says so.")
def waived_by_status(s: Situation) -> tuple[str, ...]:
    small = rule(s)
    if small is None or not small.ordinary or status(s) is None:
        return ()
    return small.waives


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the month's last where it has none such."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError("no such month")

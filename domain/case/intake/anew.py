"""重新受理: how often an application may be accepted anew, and what was used of the days before."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.case.situation import Situation
from domain.case.state import Case
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.refusal import Code, Reason, reason

HOUSE = "内部§登记更正"
MOST = "acceptances_anew"
"""How often the days of the examination may begin anew; a law without it has no bound."""
ACCEPTED = "application-accepted"
ENDED = frozenset({"acceptance-undone", "file-taken-over"})


def stood(case: Case) -> Iterator[tuple[date, date]]:
    """Each acceptance that ended with an undoing or a handing over: its days."""
    since_day: date | None = None
    for moment in case.moments:
        if moment.name == ACCEPTED:
            since_day = moment.on
        elif moment.name in ENDED and since_day is not None:
            yield since_day, moment.on
            since_day = None


@carries("18.1.1", "The working days that earlier acceptances used of an examination's five.")
def used_days(s: Situation) -> int | None:
    """None where there was no earlier one. The day of an acceptance is not counted (民法典 §201)."""
    before = tuple(stood(s.case))
    if not before:
        return None
    days = (first + timedelta(n) for first, end in before for n in range(1, (end - first).days + 1))
    return sum(s.calendar.is_working(day) for day in days)


@since(3)
@carries(HOUSE, "The days of an examination do not begin anew without end.")
def not_too_often(s: Situation) -> Reason | None:
    """Of an application that is accepted, and so would have to be accepted once more."""
    if s.case.accepted_on is None or not s.pack.has(MOST, s.today):
        return None
    most = s.pack.count(MOST, s.today)
    if sum(1 for _ in stood(s.case)) < most:
        return None
    return reason(Code.ACCEPTED_ANEW_TOO_OFTEN, HOUSE, most=most)

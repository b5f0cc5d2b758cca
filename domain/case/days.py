"""补录: a deed counts from the day it was done; entered late, it says why (内部).

Every fact has the day it happened (``on``) and the day it was entered (its envelope's).
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from domain.case.situation import Situation
from domain.case.words import happened_by_today
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.people import Private, unsaid
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Check

HOUSE = "内部§补录"
ENTRY = "entry_days"
"""Within how many working days a deed is entered without a reason; without it nobody is asked."""


READYING = frozenset(
    {
        *("application-submitted", "supplement-received", "urgency-established"),
        *("application-amended", "acceptance-undone", "acceptance-refusal-revoked"),
        *("file-taken-over", "small-fast-left"),
    }
)
"""What an acceptance follows."""


def day_done(s: Situation, command: Any, field: str) -> date:
    """The day a deed was done: today, unless the command says another."""
    day: date | None = getattr(command, field)
    return day or s.today


def applied_on(s: Situation) -> date:
    """The day of the application: nothing of it comes before."""
    return s.case.asked.on


def ready_since(s: Situation) -> date:
    """The last day on which something of what is accepted came about: it is not accepted before."""
    return max(moment.on for moment in s.case.moments if moment.name in READYING)


def late_reason(s: Situation, command: Any) -> Private | None:
    """Why a deed is entered late, where somebody says so."""
    told: Private | None = command.late_reason
    if told is None or unsaid(told):
        return None
    return told.bound(s.case.asked.applicant)


def dated(
    field: str, follows: Callable[[Situation], date | None] = lambda s: None
) -> tuple[Check, Check]:
    """The checks of a deed's own day, by the name of its field; ``follows``: the day it follows."""
    return since(3)(happened_by_today(field, follows)), entered_in_time(field)


def same_law(field: str) -> Check:
    """A check that the law of today was in force already on a deed's own day."""

    @since(3)
    @carries(HOUSE, "No deed moves before the law it is held to.", name=f"same_law({field})")
    def check(s: Situation, command: Any) -> Reason | None:
        day, pack = day_done(s, command, field), s.pack
        parts = (pack,) if pack.overlay is None else (pack, pack.overlay)
        if all(one.covers(day) for one in parts):
            return None
        first = max(one.valid_from for one in parts)
        return reason(Code.DATE_TOO_EARLY, field=field, day=day, earliest=first)

    return check


def entered_in_time(field: str) -> Check:
    """A check that whoever enters a deed late says why."""

    @since(3)
    @carries(HOUSE, "A deed entered late says why.", name=f"entered_in_time({field})")
    def check(s: Situation, command: Any) -> Reason | None:
        day = getattr(command, field)
        if day is None or day >= s.today or not s.pack.has(ENTRY, s.today):
            return None
        last = s.calendar.working_day_after(day, s.pack.count(ENTRY, s.today))
        if s.today <= last or not unsaid(command.late_reason):
            return None
        return reason(Code.LATENESS_UNREASONED, HOUSE, "late_reason", day=day, last_day=last)

    return check

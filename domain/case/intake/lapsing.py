"""第十六条第一款: an application lapses by time alone; papers brought in time and told late open it again."""

from datetime import date

from domain.case.changing import replace
from domain.case.clock import not_running, running
from domain.case.intake import commands as c
from domain.case.papers import missing, papers_missing
from domain.case.service.owed import told_of_lacking
from domain.case.situation import Situation
from domain.case.state import OVER, Case
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.people import unsaid
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import DocumentKind, Ending
from domain.time.due import last_day
from domain.time.limits import Expiry, Limit

LAPSED = "application-lapsed"


def last_for_papers(s: Situation, case: Case) -> tuple[Limit, date] | None:
    """The limit after which a case lapses, and its last day; ``None`` where none runs."""
    for run in running(case, s.pack).values():
        limit = s.pack.limit(run.limit, run.started_on)
        if limit.expiry is Expiry.LAPSES:
            return limit, last_day(limit, run.started_on, s.calendar)
    return None


def last_since_told(s: Situation, case: Case) -> date | None:
    """The last of as many days since the family knew what it lacks."""
    told, runs = told_of_lacking(case), last_for_papers(s, case)
    return None if told is None or runs is None else last_day(runs[0], told, s.calendar)


@carries("16/1", "An application lapses only after the time for papers ran out.")
def supplement_time_over(s: Situation) -> Reason | None:
    runs = last_for_papers(s, s.case)
    if runs is None:
        return not_running(s.pack, "16/1", "supplement")
    last = runs[1]
    return reason(Code.LIMIT_NOT_OVER, "16/1", last_day=last) if s.today <= last else None


@since(3)
@carries("16/1 27", "Nobody's application lapses before they had the notice for as long.")
def told_what_lacks(s: Situation) -> Reason | None:
    if told_of_lacking(s.case) is None:
        return reason(Code.DECISION_NOT_SERVED, "27", documents=DocumentKind.DEFICIENCIES.value)
    last = last_since_told(s, s.case)
    if last is None or s.today > last:
        return None
    return reason(Code.LIMIT_NOT_OVER, "16/1", last_day=last)


@since(3)
@carries("16/1", "Papers that were brought before an application lapsed are told after it.")
def brought_before_it_lapsed(case: Case, command: c.ReceiveSupplement) -> bool:
    lapsed = case.stage in OVER and case.ending is Ending.LAPSED
    return lapsed and command.received_on is not None


def lapse(case: Case) -> int:
    """The place of the last lapse among the moments. Raises ``ValueError`` where there was none."""
    names = [moment.name for moment in case.moments]
    return len(names) - 1 - names[::-1].index(LAPSED)


@since(3)
@carries(
    "16/1", "What had lapsed by time alone is open again for papers brought up to the last day."
)
def brought_in_time(s: Situation, command: c.ReceiveSupplement) -> Reason | None:
    """As it stood before it lapsed."""
    day = command.received_on
    if day is None or not brought_before_it_lapsed(s.case, command):
        return None
    then = replace(s.case, moments=s.case.moments[: lapse(s.case)])
    runs, since_told = last_for_papers(s, then), last_since_told(s, then)
    if runs is None or day <= (last := max(runs[1], since_told or runs[1])):
        return None
    return reason(Code.DATE_TOO_LATE, "16/1", "received_on", day=day, latest=last)


@since(3)
@carries("16/1", "For all of them: what would have lapsed for the rest has lapsed.")
def brought_whole(s: Situation, command: c.ReceiveSupplement) -> Reason | None:
    if not brought_before_it_lapsed(s.case, command):
        return None
    lacking = missing(s) - frozenset(command.materials)
    return papers_missing(s, lacking, "16/1", "materials") if lacking else None


@since(3)
@carries("16/1", "And says why that was not told before it lapsed.")
def why_told_late(s: Situation, command: c.ReceiveSupplement) -> Reason | None:
    if not brought_before_it_lapsed(s.case, command) or not unsaid(command.late_reason):
        return None
    day, lapsed = command.received_on, s.case.moments[lapse(s.case)].on
    return reason(Code.LATENESS_UNREASONED, "16/1", "late_reason", day=day, last_day=lapsed)


TOLD_LATE = (brought_in_time, brought_whole, why_told_late)

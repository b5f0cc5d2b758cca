"""Which time limits run in a case now: its moments folded over the pack's table of limits."""

from domain.case.state import Case, Moment
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import Course
from domain.law.pack import Pack
from domain.time.running import NOTHING_RUNNING, RunningLimits

START = (Course.GENERAL, NOTHING_RUNNING)
"""Before acceptance a case runs on the general course."""


def tick(
    course: Course, limits: RunningLimits, moment: Moment, pack: Pack
) -> tuple[Course, RunningLimits]:
    """Course and running limits after one moment."""
    now = moment.course or course
    after = limits.after(
        pack.timetable,
        moment.name,
        moment.on,
        now,
        moment.conditions,
        moment.key,
        moment.at,
    )
    return now, after


def running(case: Case, pack: Pack) -> RunningLimits:
    """The limits that run after everything that happened."""
    course, limits = START
    for moment in case.moments:
        course, limits = tick(course, limits, moment, pack)
    return limits


def not_running(pack: Pack, article: str, limit: str, field: str | None = None) -> Reason:
    """This limit does not run: its id for programs, for people its title, the county's own among them.

    Of one that no day's law knows, the id is told in both.
    """
    known = (table.get(limit) for table in reversed(pack.timetable.tables))
    title = next((one.title for one in known if one is not None), limit)
    return reason(Code.LIMIT_NOT_RUNNING, article, field, limit=limit, title=title)

"""Which time limits run in a case now: its moments folded over the pack's table of limits."""

from domain.case.state import Case, Moment
from domain.case.terms import Course
from domain.law.pack import Pack
from domain.time.running import NOTHING_RUNNING, RunningLimits, advance

START = (Course.GENERAL, NOTHING_RUNNING)
"""Before acceptance a case runs on the general course."""


def tick(
    course: Course, limits: RunningLimits, moment: Moment, pack: Pack
) -> tuple[Course, RunningLimits]:
    """Course and running limits after one moment."""
    now = moment.course or course
    after = advance(
        limits,
        pack.limits,
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

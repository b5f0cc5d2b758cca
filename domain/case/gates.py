"""The two gates no decision passes unlawfully: the public notice and the yearly room."""

from datetime import date

from domain.account.account import (
    most_grants,
    same_matter,
    used_by_household,
    used_by_individual,
)
from domain.case.situation import Situation
from domain.case.terms import Opinion, Procedure, Subject
from domain.law.casework import ProcedureRule
from domain.law.terms import NoticeTime
from domain.money import Money
from domain.people import Private, unsaid
from domain.refusal import Code, Reason, reason
from domain.time.due import last_day

ANY_CHANGE = "any-change-renotice"
"""The reading of AMB-30 under which a lower sum, too, must be posted anew."""

JOINT_POOL = "joint"
"""The reading of AMB-03 under which a member's individual grant uses household room."""


def notice_time(s: Situation) -> NoticeTime:
    """When the procedure of the case has its public notice, as the pack says (A18.1.1, A18.2)."""
    rule = notice_rule(s)
    return NoticeTime.NONE if rule is None else rule.notice


def notice_rule(s: Situation) -> ProcedureRule | None:
    """What the pack says of the procedure the case is in (A18)."""
    procedure = s.case.procedure
    return None if procedure is None else s.pack.outcomes.casework.procedure(procedure)


def notice_last_day(s: Situation) -> date:
    """The legal last day of the notice now posted (A18.1.1; AMB-16)."""
    rule = notice_rule(s)
    if s.case.notice is None or rule is None or rule.notice_limit is None:
        raise ValueError("no notice is posted")
    return last_day(s.pack.limits[rule.notice_limit], s.case.notice.posted_on, s.calendar)


def notice_done(s: Situation) -> Reason | None:
    """Where it is due before approval, the whole notice is over before the file moves on (A18.1.1)."""
    if notice_time(s) is not NoticeTime.BEFORE or opinion(s) is not Opinion.POSITIVE:
        return None
    if s.case.notice is None:
        return reason(Code.NOTICE_MISSING, "18.1.1")
    if s.case.notice.ended_on is None:
        return reason(Code.NOTICE_NOT_OVER, "18.1.1", last_day=notice_last_day(s))
    return None


def no_open_objection(s: Situation) -> Reason | None:
    """An objection not yet answered blocks the way to the county (A18.1.1, AMB-17)."""
    if s.case.open_objection is not None:
        return reason(Code.OBJECTION_OPEN, "18.1.1", number=s.case.open_objection)
    return None


def within_notice(s: Situation, amount: Money, field: str = "amount") -> Reason | None:
    """A sum above the one shown needs a new notice; or any other sum does (A18.1.1, AMB-30)."""
    if notice_time(s) is not NoticeTime.BEFORE or s.case.notice is None:
        return None
    shown = s.case.notice.amount
    if amount > shown:
        return reason(Code.ABOVE_NOTICED_AMOUNT, "18.1.1", field, amount=amount, shown=shown)
    if amount < shown and read_as(s, "AMB-30", ANY_CHANGE):
        return reason(Code.NOT_NOTICED_AMOUNT, "18.1.1", field, amount=amount, shown=shown)
    return None


def read_as(s: Situation, ambiguity: str, choice: str) -> bool:
    """Whether the pack reads an ambiguity so. A pack whose text has no such doubt does not."""
    reading = s.pack.readings.get(ambiguity)
    return reading is not None and reading.chosen == choice


def opinion(s: Situation) -> Opinion | None:
    """The opinion the township signed."""
    return None if s.case.examination is None else s.case.examination.opinion


def household_room(s: Situation, amount: Money) -> Reason | None:
    """What the members together may still receive this year (A11, AMB-01, AMB-03)."""
    joint = s.pack.reading("AMB-03") == JOINT_POOL
    household = s.case.asked.subject is Subject.HOUSEHOLD
    if not household and not joint:
        return None
    used = used_by_household(s.accounts, s.today.year, joint)
    cap = s.pack.money("household_cap", s.today)
    if used + amount > cap:
        return reason(
            Code.ABOVE_HOUSEHOLD_CAP, "11", "amount", amount=amount, cap=cap, room=cap - used
        )
    return None


def person_room(s: Situation, amount: Money) -> Reason | None:
    """What an individual may still receive this year (A11)."""
    if s.case.asked.subject is Subject.HOUSEHOLD:
        return None
    used = used_by_individual(s.accounts[s.case.asked.applicant], s.today.year)
    cap = s.pack.money("person_cap", s.today)
    if used + amount > cap:
        return reason(
            Code.ABOVE_PERSON_CAP, "11", "amount", amount=amount, cap=cap, room=cap - used
        )
    return None


def often_enough(s: Situation, exception: Private | None) -> Reason | None:
    """As a rule two grants a year; a third needs the county's recorded exception (A12)."""
    allowed = s.pack.count("yearly_count", s.today)
    grants = most_grants(s.accounts, s.today.year)
    if grants >= allowed and unsaid(exception):
        return reason(Code.YEARLY_COUNT_REACHED, "12", "exception", grants=grants, allowed=allowed)
    return None


def new_matter(s: Situation, exception: Private | None) -> Reason | None:
    """一事一救: the same matter is relieved once, unless the county verified a special case (A12)."""
    earlier = same_matter(s.accounts, s.case.asked.matter, s.case.id)
    if earlier is not None and unsaid(exception):
        return reason(Code.SAME_MATTER, "12", "exception", earlier=earlier)
    return None


def urgent(s: Situation) -> Reason | None:
    """The urgent procedure, and nothing else: townships decide only there (A18.2.1, AMB-24)."""
    if s.case.procedure is not Procedure.URGENT:
        return reason(Code.NOT_URGENT, "18.2.1")
    return None

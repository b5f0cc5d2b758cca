"""The gates several steps must pass: the public notice, objections, urgency, delegation."""

from datetime import date, datetime, time

from domain.case.situation import Situation
from domain.ground.declared import carries, internal
from domain.ground.editions import since
from domain.ground.money import Money
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import ObjectionOutcome, Opinion, Procedure
from domain.law.casework import ProcedureRule
from domain.law.terms import LateDay, NoticeTime, Renotice
from domain.registers.delegations.facts import DelegationGranted
from domain.time.due import LOCAL, last_day

ANY_CHANGE = "any-change-renotice"
"""The reading of AMB-30 under which a lower sum, too, must be posted anew."""


STRICT_DAY = "refused"
"""The reading of AMB-32 under which a township decides on the day of acceptance or not at all."""


GRACE = "notice_grace_hour"
"""The hour of the next working day until which a file waits for the box; nought: it does not."""


NOT_DUE = ObjectionOutcome.NOT_ELIGIBLE.value
"""What the answer to an objection says that was right: no relief is due."""


@carries("18.1.1 18.2", "When the procedure of the case has its public notice, as the pack says.")
def notice_time(s: Situation) -> NoticeTime:
    rule = notice_rule(s)
    return NoticeTime.NONE if rule is None else rule.notice


@carries("18", "What the pack says of the procedure the case is in.")
def notice_rule(s: Situation) -> ProcedureRule | None:
    procedure = s.case.procedure
    if procedure is None:
        return None
    return s.pack.outcomes.casework.procedure(procedure, s.case.asked.category)


@carries("18.1.1 AMB-16", "The legal last day of the notice now posted.")
def notice_last_day(s: Situation) -> date:
    last = None if s.case.notice is None else last_day_of(s, s.case.notice.posted_on)
    if last is None:
        raise ValueError("no notice is posted")
    return last


@carries("18.1.1 AMB-16", "The legal last day of a notice posted on a day; none where none is due.")
def last_day_of(s: Situation, posted: date) -> date | None:
    rule = notice_rule(s)
    if rule is None or rule.notice_limit is None:
        return None
    return last_day(s.pack.limit(rule.notice_limit, posted), posted, s.calendar)


@carries(
    "18.1.1", "Where it is due before approval, the whole notice is over before the file moves on."
)
def notice_done(s: Situation) -> Reason | None:
    if notice_time(s) is not NoticeTime.BEFORE or opinion(s) is not Opinion.POSITIVE:
        return None
    if s.case.notice is None:
        return reason(Code.NOTICE_MISSING, "18.1.1")
    if s.case.notice.ended_on is None:
        return reason(Code.NOTICE_NOT_OVER, "18.1.1", last_day=notice_last_day(s))
    return None


@since(3)
@carries(
    "18.1.1", "A sum that was raised since it hung is not paid before it has hung for its period."
)
def shown_again(s: Situation) -> Reason | None:
    if not s.case.to_show:
        return None
    if s.case.notice is None:
        return reason(Code.NOTICE_MISSING, "18.1.1")
    if s.case.notice.ended_on is None:
        return reason(Code.NOTICE_NOT_OVER, "18.1.1", last_day=notice_last_day(s))
    return None


@internal(
    "When the box was emptied after a notice: noon of the next working day, or no wait at all."
)
def grace_until(s: Situation, last: date) -> datetime | None:
    """As the law of the notice's last day has it: what was over before there was any grace waits for none."""
    hour = s.pack.count(GRACE, last) if s.pack.has(GRACE, last) else 0
    if not hour:
        return None
    day = s.calendar.working_day_after(last, 1)
    return datetime.combine(day, time(hour), LOCAL)


@since(3)
@carries("18.1.1", "The file goes up once the box was emptied; the last day stays what it is.")
def box_emptied(s: Situation) -> Reason | None:
    notice = s.case.notice
    if notice is None or notice.afterwards or notice.ended_on is None or s.now is None:
        return None
    until = grace_until(s, notice.ended_on)
    if until is None or s.now >= until:
        return None
    return reason(Code.BOX_NOT_EMPTIED, "18.1.1", until=f"{until:%Y-%m-%d %H:%M}")


@carries("18.1.1 AMB-17", "An objection not yet answered blocks the way to the county.")
def no_open_objection(s: Situation) -> Reason | None:
    if s.case.open_objection is not None:
        return reason(Code.OBJECTION_OPEN, "18.1.1", number=s.case.open_objection)
    return None


@since(3)
@carries(
    "18.1.1 18.1.2",
    "Nor is relief granted anew over an objection that none is due, until it was examined again.",
)
def examined_since_upheld(s: Situation) -> Reason | None:
    """Upheld while a decision stands, it leaves the opinion as it was signed."""
    for moment in reversed(s.case.moments):
        if moment.name == "application-examined":
            break
        if moment.name == "objection-resolved" and NOT_DUE in moment.conditions:
            return reason(Code.OPINION_NEGATIVE, "18.1.2")
    return None


@since(3)
@carries("18.1.2 31", "Nor over a complaint that was found right, until it was examined again.")
def examined_since_complaint(s: Situation) -> Reason | None:
    """One whose proposal was rejected says nothing against it any more."""
    return reason(Code.OPINION_MISSING, "18.1.2") if s.case.founded else None


@since(3)
@carries(
    "内部§申请变更", "Nothing is decided while a correction of the application is not answered."
)
def no_correction_asked_for(s: Situation) -> Reason | None:
    if s.case.asked_for is None:
        return None
    return reason(Code.AMENDMENT_PENDING, "内部§申请变更", number=s.case.asked_for.number)


@since(3)
@carries("18.1.1", "Nor is anything paid, or the file closed, over one that is open.")
def objections_answered(s: Situation) -> Reason | None:
    """A notice after approval holds up no payment."""
    return None if notice_time(s) is NoticeTime.AFTER else no_open_objection(s)


@carries("18.1.1 AMB-30", "A sum above the one shown needs a new notice; or any other sum does.")
def within_notice(s: Situation, amount: Money, field: str = "amount") -> Reason | None:
    if notice_time(s) is not NoticeTime.BEFORE or s.case.notice is None:
        return None
    shown = s.case.notice.amount
    if amount > shown:
        return reason(Code.ABOVE_NOTICED_AMOUNT, "18.1.1", field, amount=amount, shown=shown)
    if amount < shown and any_change(s):
        return reason(Code.NOT_NOTICED_AMOUNT, "18.1.1", field, amount=amount, shown=shown)
    return None


def any_change(s: Situation) -> bool:
    """Whether a lower sum, too, hangs anew: as the procedure says, or by the reading of AMB-30."""
    rule = notice_rule(s)
    own = None if rule is None else rule.renotice
    return read_as(s, "AMB-30", ANY_CHANGE) if own is None else own is Renotice.ANY


def strict_day(s: Situation) -> bool:
    """Whether a township decides within its day or not at all: as its delegation says, or by AMB-32."""
    work = s.pack.outcomes.casework
    rule = None
    if s.case.procedure is not None:
        rule = work.delegation(s.case.procedure, s.case.asked.category)
    own = None if rule is None else rule.late
    return read_as(s, "AMB-32", STRICT_DAY) if own is None else own is LateDay.REFUSED


def read_as(s: Situation, ambiguity: str, choice: str) -> bool:
    """Whether the pack reads an ambiguity so. A pack whose text has no such doubt does not."""
    reading = s.pack.readings.get(ambiguity)
    return reading is not None and reading.chosen == choice


def opinion(s: Situation) -> Opinion | None:
    """The opinion the township signed."""
    return None if s.case.examination is None else s.case.examination.opinion


@carries(
    "18.2.1 AMB-24", "Townships decide only in procedures the law delegates: here the urgent one."
)
def delegable(s: Situation) -> Reason | None:
    rules = s.pack.outcomes.casework.delegations
    if all(rule.procedure is not s.case.procedure for rule in rules):
        return reason(Code.NOT_URGENT, "18.2.1")
    return None


@since(3)
@carries(
    "18.1.1 18.2.1", "Where the law posts first, no township decides before the notice was over."
)
def shown_first(s: Situation) -> Reason | None:
    return notice_done(s) if delegable(s) is None else None


@since(3)
@carries("14.1", "Relief is granted to somebody who can still be helped.")
def somebody_left(s: Situation) -> Reason | None:
    return reason(Code.NOBODY_LEFT, "14.1") if s.case.bereft else None


@carries("18.2.1 AMB-32", "Late approval by a township is allowed and flagged; or refused.")
def within_its_day(s: Situation) -> Reason | None:
    accepted = s.case.accepted_on
    if accepted is None or s.today <= accepted or not strict_day(s):
        return None
    return reason(Code.DAY_OVER, "18.2.1", day=accepted)


@carries("18.2.1 AMB-24", "The urgent procedure, and nothing else: townships decide only there.")
def urgent(s: Situation) -> Reason | None:
    if s.case.procedure is not Procedure.URGENT:
        return reason(Code.NOT_URGENT, "18.2.1")
    return None


@carries("18.2.1", "The county's delegation that covers this township, kind of hardship and day.")
def covering(s: Situation) -> DelegationGranted | None:
    if s.case.urgent_kind is None:
        return None
    return s.delegations.covering(s.case.asked.township, s.case.urgent_kind, s.today)

"""第二十一条转介; withdrawal, death, archiving, and lateness."""

from datetime import date

from domain.account.events import GrantReleased
from domain.case import turns
from domain.case.clock import not_running, running
from domain.case.countersignature.facts import Countersigned, FiledForRecord
from domain.case.decision.sampling import fell_away
from domain.case.ending import commands as c
from domain.case.ending import deaths
from domain.case.ending import facts as e
from domain.case.gates import no_open_objection, notice_time
from domain.case.inquiry.owed import papers_for_closing
from domain.case.payment.accounts import not_at_the_bank
from domain.case.payment.handing import none_released, not_held, review_entered_right
from domain.case.payment.payable import refused_on_substance
from domain.case.releases import releases
from domain.case.revision.debts import no_debt, no_debt_of_fraud
from domain.case.service.owed import every_decision_served, left_to_serve
from domain.case.situation import Situation, happened
from domain.case.small_sums import small_sum_looked_at
from domain.case.state import WHILE_OPEN
from domain.case.steps import looked_into_before_closing
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.letters import Letter
from domain.ground.money import ZERO
from domain.ground.posts import COUNTY_DESK, TOWNSHIP_DESK, Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import (
    CountersignatureOutcome,
    DocumentKind,
    Ending,
    FollowUp,
    ObjectionOutcome,
    Recipient,
    Stage,
)
from domain.ground.words import said
from domain.law.terms import NoticeTime
from domain.registers.roster.facts import CaseBeyondDraw, SpotCheckFellAway
from domain.time.due import Reckoned, is_over, reckon
from domain.time.limits import Expiry
from domain.time.running import Running

RUNNING = frozenset(Stage) - {Stage.UNKNOWN}
"""Where a limit may run: that of a complaint also once the file is closed."""
LATENESS = (Expiry.LATE, Expiry.REMINDS)
"""Ends that are recorded as lateness; the others have facts of their own."""


@carries("19", "Once money is under way or paid, the application cannot be taken back.")
def nothing_paid(s: Situation) -> Reason | None:
    if s.case.payments.pending is not None or s.case.payments.disbursed > ZERO:
        return reason(Code.PAYMENT_PENDING, "19")
    return None


@carries(
    "18.2.1", "What the county refused to sign for fraud is not taken back: it is closed as such."
)
def no_fraud(s: Situation) -> Reason | None:
    approval = s.case.approval
    if approval is None or approval.countersignature_outcome is not CountersignatureOutcome.FRAUD:
        return None
    return reason(Code.COUNTERSIGNATURE_REFUSED, "18.2.1")


@since(3)
@carries("21", "A referral waits for its answer.")
def referral_waits(s: Situation) -> Reason | None:
    return None if None in s.case.referrals else reason(Code.REFERRAL_UNKNOWN, "21")


@carries("21", "The answer belongs to a referral that waits for one.")
def referral_open(s: Situation, command: c.RecordReferralAnswer) -> Reason | None:
    answers = s.case.referrals
    if None not in answers:
        return referral_waits(s)
    if not 1 <= command.number <= len(answers) or answers[command.number - 1] is not None:
        return reason(Code.REFERRAL_UNKNOWN, "21", "number", number=command.number)
    return None


@carries("21", "A file is not closed over an open referral.")
def all_answered(s: Situation) -> Reason | None:
    if None in s.case.referrals:
        return reason(Code.REFERRAL_OPEN, "21")
    return None


@since(3)
@carries("18.1.1", "Nor over an objection that waits for its answer.")
def every_objection_answered(s: Situation) -> Reason | None:
    return no_open_objection(s)


@since(3)
@carries("31", "Nor over a complaint that waits for its answer.")
def every_complaint_answered(s: Situation) -> Reason | None:
    return reason(Code.COMPLAINT_OPEN, "31") if None in s.case.complaints else None


@carries(
    "18 18.2.1",
    "Nor before the result went back and what must follow a delegated approval was done.",
)
def obligations_done(s: Situation) -> Reason | None:
    if s.case.stage is Stage.ENDED:
        return None
    lacking = [] if s.case.fed_back else ["result-fed-back"]
    lacking += follow_ups_missing(s)
    if notice_owed(s):
        lacking.append("public-notice-ended")
    if lacking:
        return reason(Code.OBLIGATION_OPEN, "18.2.1", lacking=",".join(lacking))
    return None


@carries(
    "18.1.1", "A notice due after approval has not hung for its period, nor fallen to an objection."
)
def notice_owed(s: Situation) -> bool:
    if s.case.approval is None or notice_time(s) is not NoticeTime.AFTER:
        return False
    if any(one not in (None, ObjectionOutcome.UNFOUNDED) for one in s.case.objections):
        return False
    return s.case.notice is None or s.case.notice.ended_on is None


@carries("18.2.1 19", "Paid in full, refused, or stopped because the county would not countersign.")
def settled(s: Situation) -> Reason | None:
    approval = s.case.approval
    stopped = approval is not None and refused_on_substance(approval)
    if s.case.stage is Stage.APPROVED and not stopped:
        return reason(Code.OBLIGATION_OPEN, "19", lacking="relief-disbursed")
    return not_at_the_bank(s)


@carries(
    "18.2.1", "Not filed; neither countersigned nor refused on substance; where either is owed."
)
def follow_ups_missing(s: Situation) -> tuple[str, ...]:
    approval = s.case.approval
    if approval is None:
        return ()
    done = {
        FollowUp.FILING: approval.filed,
        FollowUp.COUNTERSIGNATURE: approval.countersigned or refused_on_substance(approval),
    }
    facts = {FollowUp.FILING: FiledForRecord, FollowUp.COUNTERSIGNATURE: Countersigned}
    return tuple(facts[one].NAME for one in approval.owed if not done[one])


@carries("31", "The limit runs in this case, its end is lateness, and it was not recorded before.")
def limit_over(s: Situation, command: c.RecordMissedLimit) -> Reason | None:
    run = meant(s, command)
    if run is None or s.pack.limit(run.limit, run.started_on).expiry not in LATENESS:
        return not_running(s.pack, "31", command.limit, "limit")
    end = ending(s, run)
    if missed_already(s, run, end):
        return reason(Code.DONE_ALREADY, "31", "limit", limit=command.limit)
    if not is_over(end, s.today, s.now):
        return reason(Code.LIMIT_NOT_OVER, "31", "limit", last_day=end.last_day)
    return None


@carries("31", "Its lateness is on record, and no notice freed the day on which that was recorded.")
def missed_already(s: Situation, run: Running, end: Reckoned) -> bool:
    this = (run.limit, run.key, run.started_on, run.started_at)
    days = (day for *missed, day in s.case.missed if tuple(missed) == this)
    return any(end.until is not None or day > end.last_day for day in days)


@carries(
    "民法典§203",
    "The limit runs, its last day is another than it was, and that is not on record yet.",
)
def limit_moved(s: Situation, command: c.RecordRecomputedLimit) -> Reason | None:
    run = meant(s, command)
    if run is None:
        return not_running(s.pack, "民法典§203", command.limit, "limit")
    last = ending(s, run).last_day
    if last in (command.was, known_as(s, run)):
        return reason(Code.DONE_ALREADY, "民法典§203", "limit", limit=command.limit)
    return None


def known_as(s: Situation, run: Running) -> date | None:
    """The last day as the case's history last told it, where a notice moved it before."""
    this = (run.limit, run.key, run.started_on)
    return next((day for *moved, day in s.case.moved if tuple(moved) == this), None)


def moved(s: Situation, command: c.RecordRecomputedLimit) -> e.TimeLimitRecomputed:
    """The old last day and the new one, and the calendar that says so."""
    run = meant(s, command)
    if run is None:
        raise ValueError("the limit does not run")
    return e.TimeLimitRecomputed(
        on=s.today,
        limit=command.limit,
        key=command.key,
        started_on=command.started_on,
        was=known_as(s, run) or command.was,
        now=ending(s, run).last_day,
        calendar=s.calendar.version,
    )


def meant(s: Situation, command: c.RecordMissedLimit | c.RecordRecomputedLimit) -> Running | None:
    """The run of a limit that is meant, while it runs."""
    this = (command.limit, command.key, command.started_on)
    runs = running(s.case, s.pack).values()
    return next((r for r in runs if (r.limit, r.key, r.started_on) == this), None)


@carries("民法典§201", "When a run of a limit ends; one in hours from the instant it began.")
def ending(s: Situation, run: Running) -> Reckoned:
    limit = s.pack.limit(run.limit, run.started_on)
    return reckon(limit, run.started_on, s.calendar, run.started_at)


def withdrawn(s: Situation, command: c.WithdrawApplication) -> tuple[Change, ...]:
    """撤回: a new application may follow."""
    fact = e.ApplicationWithdrawn(
        on=s.today,
        reason=command.reason.bound(s.case.asked.applicant),
        unserved=left_to_serve(s, Ending.WITHDRAWN),
    )
    return (Change(fact), *fell_away(s), *releases(s, "withdrawn"))


def missed(s: Situation, command: c.RecordMissedLimit) -> e.TimeLimitMissed:
    """Lateness as a fact, with the day that was the last."""
    run = meant(s, command)
    if run is None:
        raise ValueError("the limit does not run")
    return e.TimeLimitMissed(
        on=s.today,
        limit=command.limit,
        key=command.key,
        started_on=command.started_on,
        started_at=run.started_at,
        last_day=ending(s, run).last_day,
    )


def closed(s: Situation, command: c.CloseCase) -> e.CaseClosed:
    """归档."""
    ending = s.case.ending or Ending.COUNTERSIGNATURE_REFUSED
    return e.CaseClosed(on=s.today, ending=ending, volume=command.volume)


RULES: Rules = {
    c.ReferCase: Rule(
        article="21",
        by=(*TOWNSHIP_DESK, *COUNTY_DESK),
        address="referrals",
        letters=(
            Letter(
                kind=DocumentKind.REFERRAL,
                fact=e.CaseReferred,
                article="21",
                readers=frozenset({Recipient.RECEIVER}),
            ),
        ),
        stages=WHILE_OPEN,
        checks=said("receiver"),
        facts=lambda s, k: happened(
            e.CaseReferred(
                on=s.today,
                number=len(s.case.referrals) + 1,
                receiver=k.receiver.bound(s.case.asked.applicant),
                purpose=k.purpose,
            )
        ),
        brings=(e.CaseReferred,),
    ),
    c.RecordReferralAnswer: Rule(
        article="21",
        by=(*TOWNSHIP_DESK, *COUNTY_DESK),
        address="referrals/answer",
        awaited=True,
        turn=turns.referred,
        stages=WHILE_OPEN | {Stage.CLOSED},
        guards=(referral_waits,),
        checks=(referral_open, *said("result")),
        facts=lambda s, k: happened(
            e.ReferralAnswered(
                on=s.today,
                number=k.number,
                accepted=k.accepted,
                result=k.result.bound(s.case.asked.applicant),
            )
        ),
        brings=(e.ReferralAnswered,),
    ),
    c.WithdrawApplication: Rule(
        article="14.1",
        by=(Post.CASEWORKER,),
        reads=(Stream.ACCOUNTS, Stream.ROSTER),
        writes=(Stream.CASE, Stream.ACCOUNTS, Stream.ROSTER),
        address="withdrawal",
        stages=deaths.BEFORE_PAYMENT,
        guards=(nothing_paid, no_fraud, none_released, not_held, review_entered_right),
        joined={"none_released": 3, "not_held": 3},
        facts=withdrawn,
        brings=(e.ApplicationWithdrawn, SpotCheckFellAway, CaseBeyondDraw, GrantReleased),
    ),
    **deaths.RULES,
    c.CloseCase: Rule(
        article="23/1",
        by=COUNTY_DESK,
        address="closing",
        awaited=True,
        families=(no_debt,),
        stages=stages(Stage.APPROVED, Stage.PAID, Stage.REFUSED, Stage.ENDED),
        guards=(
            *(settled, all_answered, every_objection_answered, every_complaint_answered),
            *(obligations_done, papers_for_closing, every_decision_served, small_sum_looked_at),
            *(looked_into_before_closing, no_debt, no_debt_of_fraud, not_held, none_released),
            review_entered_right,
        ),
        checks=said("volume"),
        facts=lambda s, k: happened(closed(s, k)),
        brings=(e.CaseClosed,),
    ),
    c.RecordRecomputedLimit: Rule(
        article="民法典§203",
        by=(Post.SYSTEM,),
        reads=(Stream.CALENDAR,),
        stages=RUNNING,
        checks=(limit_moved,),
        facts=lambda s, k: happened(moved(s, k)),
        brings=(e.TimeLimitRecomputed,),
    ),
    c.RecordMissedLimit: Rule(
        article="31",
        by=(Post.SYSTEM,),
        reads=(Stream.CALENDAR,),
        stages=RUNNING,
        checks=(limit_over,),
        facts=lambda s, k: happened(missed(s, k)),
        brings=(e.TimeLimitMissed,),
    ),
}

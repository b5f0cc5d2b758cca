"""What each fact of a case changes in the register (台账). Rows in, rows out; no rule, no clock.

Where the case stands is the same answer as ``domain.case.evolve`` gives; a test compares them.
"""

from collections.abc import Callable
from typing import Any

from domain.case import events as e
from domain.case.terms import Ending, FollowUp, Method, ObjectionOutcome, Procedure, Stage
from domain.facts import Fact
from projections.rows import Row

AWAITED = "open"
"""State of a countersignature that is still due."""
COUNTERSIGNED = "countersigned"


def applied(fact: e.ApplicationSubmitted) -> Row:
    """The row of a case that begins: every column, the later ones empty."""
    return {
        **_EMPTY,
        "case_id": fact.case,
        "county": fact.township[:6],
        "township": fact.township,
        "village": fact.village,
        "subject": fact.subject.value,
        "category": fact.category.value,
        "cause": fact.incident.cause.value,
        "channel": fact.channel.value,
        "applicant": fact.applicant,
        "members": len(fact.members),
        "stage": Stage.RECEIVED.value,
        "applied_on": fact.on.isoformat(),
    }


_EMPTY: Row = {
    **dict.fromkeys(("procedure", "pack", "ending", "accepted_on", "notice_from", "notice_to")),
    **dict.fromkeys(("visited_on", "approved_on", "approver", "amount_fen", "countersignature")),
    **dict.fromkeys(("refused_on", "ground", "paid_on", "closed_on")),
    **dict.fromkeys(("delegated", "late", "spot_check", "paid_fen"), 0),
    **dict.fromkeys(("methods", "sources", "referrals"), ""),
}


def to_stage(stage: Stage, day: str | None = None, ending: Ending | None = None) -> "Move":
    """A fact that brings the case to a stage, with the column of its day and its ending."""
    reached = {"stage": stage.value}
    if ending is not None:
        reached["ending"] = ending.value

    def move(row: Row, fact: Any, officer: str) -> None:
        row.update(reached)
        if day is not None:
            row[day] = fact.on.isoformat()

    return move


def dated(day: str) -> "Move":
    """A fact that sets the column of its day."""

    def move(row: Row, fact: Any, officer: str) -> None:
        row[day] = fact.on.isoformat()

    return move


def supplemented(row: Row, fact: e.SupplementReceived, officer: str) -> None:
    """The last of the papers asked for brings the case back to the counter; a part does not."""
    if row["stage"] == Stage.SUPPLEMENT_REQUESTED and not fact.lacking:
        row["stage"] = Stage.RECEIVED.value


def accepted(row: Row, fact: e.ApplicationAccepted, officer: str) -> None:
    """受理."""
    row["stage"] = Stage.ACCEPTED.value
    row["accepted_on"] = fact.on.isoformat()
    row["procedure"] = fact.procedure.value
    row["pack"] = fact.pack


def not_urgent(row: Row, fact: e.UrgencyNotConfirmed, officer: str) -> None:
    """On in the general procedure, from the examination."""
    row["procedure"] = Procedure.GENERAL.value
    row["stage"] = Stage.ACCEPTED.value


def before(row: Row, stage: Stage) -> None:
    """A notice leads to a stage; once relief is approved it hangs beside the main course."""
    if row["approved_on"] is None:
        row["stage"] = stage.value


def posted(row: Row, fact: e.PublicNoticePosted, officer: str) -> None:
    """公示 from this day."""
    before(row, Stage.IN_NOTICE)
    row["notice_from"] = fact.on.isoformat()
    row["notice_to"] = None


def noticed(row: Row, fact: e.PublicNoticeEnded, officer: str) -> None:
    """公示 through its last day."""
    before(row, Stage.CLEARED)
    row["notice_to"] = fact.last_day.isoformat()


def unnoticed(row: Row, fact: e.PublicNoticeInterrupted, officer: str) -> None:
    """The notice counts for nothing."""
    before(row, Stage.EXAMINED)
    row["notice_from"] = row["notice_to"] = None


def answered(row: Row, fact: e.ObjectionResolved, officer: str) -> None:
    """An objection that is right takes the notice down; one without ground leaves it up."""
    if fact.outcome is ObjectionOutcome.UNFOUNDED:
        return
    row["notice_from"] = row["notice_to"] = None
    amount = fact.outcome is ObjectionOutcome.AMOUNT_WRONG
    before(row, Stage.ACCEPTED if amount else Stage.EXAMINED)


def approved(row: Row, fact: e.ReliefApproved, officer: str) -> None:
    """批准: who, how much, and whether under delegation."""
    row["stage"] = Stage.APPROVED.value
    row["approved_on"] = fact.on.isoformat()
    row["approver"] = officer
    row["amount_fen"] = fact.amount.fen
    row["delegated"] = int(fact.delegated)
    row["late"] = int(fact.late)
    asked = FollowUp.COUNTERSIGNATURE in fact.owed
    row["countersignature"] = AWAITED if asked else None


def refused(row: Row, fact: e.ReliefRefused, officer: str) -> None:
    """不予批准 and its ground."""
    row["stage"] = Stage.REFUSED.value
    row["ending"] = Ending.REFUSED.value
    row["refused_on"] = fact.on.isoformat()
    row["approver"] = officer
    row["ground"] = fact.ground.value


def countersigned(row: Row, fact: e.Countersigned, officer: str) -> None:
    """补签."""
    row["countersignature"] = COUNTERSIGNED


def not_countersigned(row: Row, fact: e.CountersignatureRefused, officer: str) -> None:
    """Not countersigned, and why."""
    row["countersignature"] = fact.outcome.value


def paid_by(method: Method) -> "Move":
    """发放 by a method: the case is paid once the whole sum is."""

    def move(row: Row, fact: Any, officer: str) -> None:
        row["paid_fen"] += fact.amount.fen
        row["paid_on"] = fact.on.isoformat()
        row["methods"] = with_one(row["methods"], method.value)
        row["sources"] = with_one(row["sources"], fact.source.value)
        if row["amount_fen"] is not None and row["paid_fen"] >= row["amount_fen"]:
            row["stage"] = Stage.PAID.value
            row["ending"] = Ending.PAID.value

    return move


def referred(row: Row, fact: e.CaseReferred, officer: str) -> None:
    """转介, to what."""
    row["referrals"] = with_one(row["referrals"], fact.purpose.value)


def died(row: Row, fact: e.MemberDied, officer: str) -> None:
    """One member fewer, perhaps another applicant."""
    row["members"] -= 1
    row["applicant"] = fact.representative or row["applicant"]


def closed(row: Row, fact: e.CaseClosed, officer: str) -> None:
    """归档."""
    row["stage"] = Stage.CLOSED.value
    row["ending"] = fact.ending.value
    row["closed_on"] = fact.on.isoformat()


def with_one(list_: str, one: str) -> str:
    """A comma-separated list without repetitions, in alphabetical order."""
    return one if not list_ else ",".join(sorted({*list_.split(","), one}))


Move = Callable[[Row, Any, str], None]

MOVES: dict[type[Fact], Move] = {
    e.DeficienciesNotified: to_stage(Stage.SUPPLEMENT_REQUESTED),
    e.SupplementReceived: supplemented,
    e.ApplicationLapsed: to_stage(Stage.CLOSED, "closed_on", Ending.LAPSED),
    e.ApplicationAccepted: accepted,
    e.AcceptanceRefused: to_stage(Stage.CLOSED, "closed_on", Ending.NOT_ACCEPTED),
    e.HandedToReliefStation: to_stage(Stage.CLOSED, "closed_on", Ending.HANDED_TO_STATION),
    e.OpinionSigned: to_stage(Stage.OPINION_SIGNED),
    e.ApplicationExamined: to_stage(Stage.EXAMINED),
    e.OpinionSentBack: to_stage(Stage.ACCEPTED),
    e.UrgencyNotConfirmed: not_urgent,
    e.PublicNoticePosted: posted,
    e.PublicNoticeInterrupted: unnoticed,
    e.PublicNoticeEnded: noticed,
    e.ObjectionResolved: answered,
    e.SubmittedForApproval: to_stage(Stage.SUBMITTED),
    e.ReceivedByCounty: to_stage(Stage.UNDER_COUNTY),
    e.SpotCheckSelected: lambda row, fact, officer: row.update(spot_check=1),
    e.SpotCheckReported: dated("visited_on"),
    e.CountyVerified: dated("visited_on"),
    e.ReturnedForReexamination: to_stage(Stage.RETURNED),
    e.ReliefApproved: approved,
    e.ReliefRefused: refused,
    e.Countersigned: countersigned,
    e.CountersignatureRefused: not_countersigned,
    e.ReliefDisbursed: paid_by(Method.BANK),
    e.CashDisbursed: paid_by(Method.CASH),
    e.GoodsDelivered: paid_by(Method.GOODS),
    e.CaseReferred: referred,
    e.ApplicationWithdrawn: to_stage(Stage.CLOSED, "closed_on", Ending.WITHDRAWN),
    e.MemberDied: died,
    e.CaseTerminated: to_stage(Stage.CLOSED, "closed_on", Ending.TERMINATED),
    e.CaseClosed: closed,
}
"""What moves which columns."""

UNMOVED = frozenset(
    {
        e.UrgencyEstablished,
        e.MeansCheckReported,
        e.HomeVisited,
        e.CommunityAppraisalHeld,
        e.CircumstancesRecorded,
        e.ObjectionLodged,
        e.FiledForRecord,
        e.ResultFedBack,
        e.DocumentServed,
        e.ReferralAnswered,
        e.TimeLimitMissed,
        e.TimeLimitRecomputed,
        e.PaymentInstructed,
        e.PaymentFailed,
        e.PaymentAccountCorrected,
    }
)
"""Facts of a case that no column of the register tells; named, so that none is forgotten."""

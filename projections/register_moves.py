"""The columns of the register (台账), and what each fact of a case changes in them."""

from collections.abc import Callable
from typing import Any, TypedDict

from domain.case.amendment.facts import (
    ApplicationAmended,
    ApplicationCorrected,
    ExaminationReopened,
    MembersRestored,
)
from domain.case.countersignature.facts import CountersignatureRefused, Countersigned
from domain.case.decision.facts import (
    CountyVerified,
    ReceivedByCounty,
    ReliefApproved,
    ReliefRefused,
    ReturnedForReexamination,
    SpotCheckReported,
    SpotCheckSelected,
    SubmittedForApproval,
)
from domain.case.ending.facts import ApplicationWithdrawn, CaseClosed, CaseReferred, MemberDied
from domain.case.inquiry.facts import (
    ApplicationExamined,
    OpinionSentBack,
    OpinionSigned,
    UrgencyNotConfirmed,
)
from domain.case.intake.facts import (
    AcceptanceRefused,
    AcceptanceUndone,
    ApplicationAccepted,
    ApplicationLapsed,
    ApplicationStruck,
    DeficienciesNotified,
    HandedToCompetent,
    HandedToReliefStation,
    SupplementReceived,
)
from domain.case.notice.facts import (
    ObjectionResolved,
    PublicNoticeEnded,
    PublicNoticeInterrupted,
    PublicNoticePosted,
)
from domain.case.payment.facts import (
    CashDisbursed,
    GoodsDelivered,
    PaymentReturned,
    ReliefDisbursed,
    ReliefTakenBack,
    Returned,
)
from domain.case.records import CaseTerminated
from domain.case.revision.facts import AcceptanceRefusalRevoked, DecisionChanged, DecisionRevoked
from domain.case.small_fast.facts import SmallFastLeft
from domain.case.transfer.facts import FilePassedOn, FileTakenOver
from domain.ground.facts import Fact
from domain.ground.terms import Again, FollowUp, Method, ObjectionOutcome, Procedure
from projections.rows import Row


class CaseRow(TypedDict):
    """A line of the register. Sums in fen; lists are comma-separated."""

    case_id: str
    from_position: int
    to_position: int
    county: str
    township: str
    village: str
    subject: str
    category: str
    cause: str
    channel: str
    applicant: str
    members: int
    procedure: str | None
    pack: str | None
    stage: str
    ending: str | None
    applied_on: str
    accepted_on: str | None
    notice_from: str | None
    notice_to: str | None
    spot_check: bool
    visited_on: str | None
    approved_on: str | None
    approver: str | None
    amount_fen: int | None
    delegated: bool
    late: bool
    refused_on: str | None
    ground: str | None
    countersignature: str | None
    paid_on: str | None
    paid_fen: int
    methods: str
    sources: str
    referrals: str
    closed_on: str | None
    taken_over: bool


AWAITED = "open"
"""State of a countersignature that is still due."""
COUNTERSIGNED = "countersigned"


def stage_alone(row: Row, fact: Any, officer: str) -> None:
    """A fact that tells where the case stands, and nothing besides."""


def dated(day: str) -> "Move":
    """A fact that sets the column of its day."""

    def move(row: Row, fact: Any, officer: str) -> None:
        row[day] = fact.on.isoformat()

    return move


def accepted(row: Row, fact: ApplicationAccepted, officer: str) -> None:
    """受理."""
    row["accepted_on"] = fact.on.isoformat()
    row["procedure"] = fact.procedure.value
    row["pack"] = fact.pack


def unaccepted(row: Row, fact: AcceptanceUndone, officer: str) -> None:
    """撤销受理: nothing is accepted, no notice counts, and a visit that fell away is drawn no more."""
    row["accepted_on"] = row["procedure"] = row["pack"] = None
    row["notice_from"] = row["notice_to"] = None
    if fact.fell_away:
        row["spot_check"] = 0


def taken_over(row: Row, fact: FileTakenOver, officer: str) -> None:
    """Another township's line, and nothing is accepted there yet."""
    row.update(county=fact.township[:6], township=fact.township, village=fact.village)
    row["accepted_on"] = row["procedure"] = row["pack"] = None
    row["taken_over"] = 1


def passed_on(row: Row, fact: FilePassedOn, officer: str) -> None:
    """The line of whoever stands for the township that is no more; nothing else changes."""
    if row["township"] != fact.township:
        row.update(county=fact.township[:6], township=fact.township)
        row["taken_over"] = 1


def not_urgent(row: Row, fact: UrgencyNotConfirmed, officer: str) -> None:
    """On in the general procedure, from the examination."""
    row["procedure"] = Procedure.GENERAL.value


def posted(row: Row, fact: PublicNoticePosted, officer: str) -> None:
    """公示 from this day."""
    row["notice_from"], row["notice_to"] = fact.on.isoformat(), None


def noticed(row: Row, fact: PublicNoticeEnded, officer: str) -> None:
    """公示 through its last day."""
    row["notice_to"] = fact.last_day.isoformat()


def unnoticed(row: Row, fact: PublicNoticeInterrupted | ExaminationReopened, officer: str) -> None:
    """The notice counts for nothing."""
    row["notice_from"] = row["notice_to"] = None


def answered(row: Row, fact: ObjectionResolved, officer: str) -> None:
    """An objection that is right takes the notice down; one without ground leaves it up."""
    if fact.outcome is ObjectionOutcome.UNFOUNDED:
        return
    row["notice_from"] = row["notice_to"] = None


def approved(row: Row, fact: ReliefApproved, officer: str) -> None:
    """批准: who, how much, and whether under delegation."""
    row["approved_on"] = fact.on.isoformat()
    row["approver"] = officer
    row["amount_fen"] = fact.amount.fen
    row["delegated"] = int(fact.delegated)
    row["late"] = int(fact.late)
    asked = FollowUp.COUNTERSIGNATURE in fact.owed
    row["countersignature"] = AWAITED if asked else None
    if fact.sampled is not None:
        row["spot_check"], row["visited_on"] = int(fact.sampled.chosen), None


def refused(row: Row, fact: ReliefRefused, officer: str) -> None:
    """不予批准 and its ground."""
    row["refused_on"] = fact.on.isoformat()
    row["approver"] = officer
    row["ground"] = fact.ground.value


def revoked(row: Row, fact: DecisionRevoked, officer: str) -> None:
    """撤销: nothing is decided, the file is open; earlier versions of the line tell what stood.

    A notice that was posted of the approval goes with it; one of before the approval stays.
    """
    approved, posted = row["approved_on"], row["notice_from"]
    if approved and posted and posted >= approved:
        row["notice_from"] = row["notice_to"] = None
    row["approved_on"] = row["approver"] = row["amount_fen"] = row["countersignature"] = None
    row["refused_on"] = row["ground"] = None
    row["delegated"] = row["late"] = 0
    row["closed_on"] = None


def changed(row: Row, fact: DecisionChanged, officer: str) -> None:
    """变更: the sum that stands now; a raised one that is to be shown again takes the notice down."""
    row["closed_on"] = None
    row["amount_fen"] = fact.amount.fen
    if fact.to_show:
        row["notice_from"] = row["notice_to"] = None


def not_countersigned(row: Row, fact: CountersignatureRefused, officer: str) -> None:
    """Not countersigned, and why."""
    row["countersignature"] = fact.outcome.value


def paid_by(method: Method) -> "Move":
    """发放 by a method."""

    def move(row: Row, fact: Any, officer: str) -> None:
        row["paid_fen"] += fact.amount.fen
        row["paid_on"] = fact.on.isoformat()
        row["methods"] = with_one(row["methods"], method.value)
        row["sources"] = with_one(row["sources"], fact.source.value)

    return move


def came_back(row: Row, fact: Returned, officer: str) -> None:
    """退汇、交回: what the family has still; a closed file is open again where it is to be paid."""
    row["paid_fen"] -= fact.amount.fen
    row["paid_on"] = None if fact.left.on is None else fact.left.on.isoformat()
    row["methods"] = ",".join(sorted(fact.left.methods))
    row["sources"] = ",".join(sorted(fact.left.sources))
    if row["amount_fen"] is None:
        return
    if fact.stands is not None:
        row["amount_fen"] = fact.stands.fen
    if row["paid_fen"] == 0 or row["paid_fen"] < row["amount_fen"]:
        row["closed_on"] = None


def referred(row: Row, fact: CaseReferred, officer: str) -> None:
    """转介, to what."""
    row["referrals"] = with_one(row["referrals"], fact.purpose.value)


def died(row: Row, fact: MemberDied, officer: str) -> None:
    """One member fewer, perhaps another applicant."""
    row["members"] -= 1
    row["applicant"] = fact.representative or row["applicant"]
    if fact.stands is not None and row["amount_fen"] is not None:
        row["amount_fen"] = fact.stands.fen
        if row["paid_fen"] > fact.stands.fen:
            row["closed_on"] = None


def restored(row: Row, fact: MembersRestored, officer: str) -> None:
    """As many members as before, and the sum that stands again."""
    row["members"] += len(fact.persons)
    if fact.amount is not None:
        row["amount_fen"] = fact.amount.fen


def amended(row: Row, fact: ApplicationAmended | ApplicationCorrected, officer: str) -> None:
    """变更、更正: what the application says now."""
    stands = fact.stands
    row["subject"], row["category"] = stands.subject.value, stands.category.value
    row["cause"], row["village"] = stands.cause.value, stands.village
    row["applicant"], row["members"] = stands.applicant, len(stands.members)
    if Again.NOTICE in fact.again:
        row["notice_from"] = row["notice_to"] = None


def ended(row: Row, fact: Any, officer: str) -> None:
    """Over; the file closes with it unless letters are left to be served."""
    if not fact.unserved:
        row["closed_on"] = fact.on.isoformat()


def with_one(list_: str, one: str) -> str:
    """A comma-separated list without repetitions, in alphabetical order."""
    return one if not list_ else ",".join(sorted({*list_.split(","), one}))


Move = Callable[[Row, Any, str], None]

MOVES: dict[type[Fact], Move] = {
    DeficienciesNotified: stage_alone,
    SupplementReceived: stage_alone,
    ApplicationLapsed: ended,
    ApplicationAccepted: accepted,
    AcceptanceUndone: unaccepted,
    SmallFastLeft: lambda row, fact, officer: row.update(
        accepted_on=None, procedure=None, pack=None
    ),
    ApplicationStruck: ended,
    ApplicationAmended: amended,
    ApplicationCorrected: amended,
    ExaminationReopened: unnoticed,
    FileTakenOver: taken_over,
    FilePassedOn: passed_on,
    AcceptanceRefused: ended,
    HandedToCompetent: ended,
    HandedToReliefStation: dated("closed_on"),
    OpinionSigned: stage_alone,
    ApplicationExamined: stage_alone,
    OpinionSentBack: stage_alone,
    UrgencyNotConfirmed: not_urgent,
    PublicNoticePosted: posted,
    PublicNoticeInterrupted: unnoticed,
    PublicNoticeEnded: noticed,
    ObjectionResolved: answered,
    SubmittedForApproval: stage_alone,
    ReceivedByCounty: stage_alone,
    SpotCheckSelected: lambda row, fact, officer: row.update(spot_check=1),
    SpotCheckReported: dated("visited_on"),
    CountyVerified: dated("visited_on"),
    ReturnedForReexamination: stage_alone,
    ReliefApproved: approved,
    ReliefRefused: refused,
    DecisionRevoked: revoked,
    AcceptanceRefusalRevoked: lambda row, fact, officer: row.update(closed_on=None),
    DecisionChanged: changed,
    Countersigned: lambda row, fact, officer: row.update(countersignature=COUNTERSIGNED),
    CountersignatureRefused: not_countersigned,
    ReliefDisbursed: paid_by(Method.BANK),
    CashDisbursed: paid_by(Method.CASH),
    GoodsDelivered: paid_by(Method.GOODS),
    PaymentReturned: came_back,
    ReliefTakenBack: came_back,
    CaseReferred: referred,
    ApplicationWithdrawn: ended,
    MemberDied: died,
    MembersRestored: restored,
    CaseTerminated: dated("closed_on"),
    CaseClosed: dated("closed_on"),
}
"""What moves which columns."""

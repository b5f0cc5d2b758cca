"""Where a fact brings a case: one table, for the fold of a case and for its line in the register.

Holds no rule: a fact happened, and this is where the case stands since.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from domain.case import facts as e
from domain.case.amendment.facts import (
    ApplicationAmended,
    ApplicationCorrected,
    ExaminationReopened,
    MembersRestored,
)
from domain.case.decision.facts import (
    ReceivedByCounty,
    ReliefApproved,
    ReliefRefused,
    ReturnedForReexamination,
    SubmittedForApproval,
)
from domain.case.ending.facts import (
    ApplicationWithdrawn,
    CaseClosed,
    MemberDied,
)
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
    ApplicationSubmitted,
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
from domain.case.revision.facts import (
    AcceptanceRefusalRevoked,
    DecisionChanged,
    DecisionRevoked,
)
from domain.case.small_fast.facts import SmallFastLeft
from domain.case.state import BEYOND_TOWNSHIP
from domain.case.transfer.facts import FileTakenOver
from domain.ground.money import ZERO, Money
from domain.ground.terms import Again, Ending, ObjectionOutcome, Stage


class Stand(NamedTuple):
    """Where a case stands, with all that its next stage hangs on.

    ``approved`` is the sum, ``None`` before relief is approved; ``paid`` is what the family has.
    """

    stage: Stage
    ending: Ending | None
    approved: Money | None
    paid: Money


Reached = tuple[Stage, Ending | None]
Step = Callable[[Stand, Any], Reached]
"""Where a case stands after a fact: ``(as it stood, fact) -> stage and ending``."""


def to(stage: Stage) -> Step:
    """A fact that brings the case to a stage from wherever it stood."""
    return lambda stand, _: (stage, stand.ending)


def ended(stage: Stage, ending: Ending) -> Step:
    """A fact that brings the case to its end."""
    return lambda *_: (stage, ending)


def told(ending: Ending) -> Step:
    """A fact that ends the case; the file closes with it where nothing is left to be served."""
    return lambda _, fact: (Stage.ENDED if fact.unserved else Stage.CLOSED, ending)


def noticed(stage: Stage) -> Step:
    """A notice leads to a stage; once relief is approved it hangs beside the main course."""
    return lambda stand, _: (stage if stand.approved is None else stand.stage, stand.ending)


def supplemented(stand: Stand, fact: SupplementReceived) -> Reached:
    """The last of the papers asked for brings the case back to the counter; a part does not.

    So it does where they were brought in time, and told after it had lapsed.
    """
    if stand.ending is Ending.LAPSED and not fact.lacking:
        return (Stage.RECEIVED, None)
    back = stand.stage is Stage.SUPPLEMENT_REQUESTED and not fact.lacking
    return (Stage.RECEIVED if back else stand.stage, stand.ending)


def answered(stand: Stand, fact: ObjectionResolved) -> Reached:
    """Unfounded: on with the notice. Amount wrong: a new opinion. Not eligible: a negative one.

    Once the file went up it stays there: the county refuses it or sends it back.
    """
    if fact.outcome is ObjectionOutcome.UNFOUNDED or stand.stage in BEYOND_TOWNSHIP:
        return (stand.stage, stand.ending)
    whole = stand.stage not in (Stage.ACCEPTED, Stage.OPINION_SIGNED)
    if fact.outcome is ObjectionOutcome.NOT_ELIGIBLE and whole:
        return noticed(Stage.EXAMINED)(stand, fact)
    return noticed(Stage.ACCEPTED)(stand, fact)


def amended(stand: Stand, fact: ApplicationAmended | ApplicationCorrected) -> Reached:
    """A signature under what the application does not say any more falls."""
    falls = stand.stage is Stage.OPINION_SIGNED and Again.OPINION in fact.again
    return (Stage.ACCEPTED if falls else stand.stage, stand.ending)


def taken_over(stand: Stand, fact: FileTakenOver) -> Reached:
    """It lies on the counter there; papers that the family was told of are still awaited."""
    stays = stand.stage is Stage.SUPPLEMENT_REQUESTED
    return (stand.stage if stays else Stage.RECEIVED, stand.ending)


def reopened(stand: Stand, fact: ExaminationReopened) -> Reached:
    """The township examines again; the county gives the file back for it."""
    with_county = stand.stage in (Stage.SUBMITTED, Stage.UNDER_COUNTY)
    return (Stage.RETURNED if with_county else Stage.ACCEPTED, stand.ending)


TOLD_AFTER = frozenset({Stage.REFUSED, Stage.ENDED, Stage.CLOSED})
"""Where nothing is handed over any more."""


def told_after(stand: Stand) -> Reached:
    """Where a file is open again for what was handed over before its end."""
    to_the_dead = stand.ending is Ending.TERMINATED and stand.approved is not None
    if stand.ending is Ending.PAID or to_the_dead:
        return (Stage.PAID, Ending.PAID)
    if stand.ending is Ending.COUNTERSIGNATURE_REFUSED:
        return (Stage.APPROVED, None)
    return (Stage.REFUSED if stand.ending is Ending.REFUSED else Stage.ENDED, stand.ending)


def disbursed(stand: Stand, fact: ReliefDisbursed | CashDisbursed | GoodsDelivered) -> Reached:
    """The case is paid once the whole sum reached the family. What was handed over before the file was
    over, and is told after, opens it for what is owed.
    """
    if stand.stage in TOLD_AFTER:
        return told_after(stand)
    whole = stand.approved is not None and stand.paid + fact.amount >= stand.approved
    return (Stage.PAID, Ending.PAID) if whole else (stand.stage, stand.ending)


def came_back(stand: Stand, fact: Returned) -> Reached:
    """To be paid again, the archive's file too; where no approval stands, or the family has that sum
    all the same, the case stands where it stood.
    """
    stands = stand.approved if fact.stands is None else fact.stands
    left = stand.paid - fact.amount
    if stands is None or (left > ZERO and left >= stands):
        return (stand.stage, stand.ending)
    return (Stage.APPROVED, None)


def revoked(stand: Stand, fact: DecisionRevoked) -> Reached:
    """A decision taken back lies with the county again, and nothing has ended."""
    return (Stage.UNDER_COUNTY, None)


def received_again(stand: Stand, fact: AcceptanceRefusalRevoked) -> Reached:
    """Nothing was refused: it lies on the counter, and nothing has ended."""
    return (Stage.RECEIVED, None)


def stands(stand: Stand, fact: ReliefApproved | DecisionChanged) -> Reached:
    """Paid where the family has that sum already, else to be paid."""
    whole = stand.paid > ZERO and stand.paid >= fact.amount
    return (Stage.PAID, Ending.PAID) if whole else (Stage.APPROVED, None)


def died(stand: Stand, fact: MemberDied) -> Reached:
    """What came after the death of the last to be helped is owed: the file is open for it."""
    if fact.stands is None or stand.approved is None or stand.paid <= fact.stands:
        return (stand.stage, stand.ending)
    return (Stage.PAID, Ending.PAID)


def restored(stand: Stand, fact: MembersRestored) -> Reached:
    """What fell with the death is to be paid again, or was paid."""
    if fact.amount is None:
        return (stand.stage, stand.ending)
    whole = stand.paid > ZERO and stand.paid >= fact.amount
    return (Stage.PAID, Ending.PAID) if whole else (Stage.APPROVED, None)


def closed(stand: Stand, fact: CaseClosed) -> Reached:
    """归档, with the ending the fact tells."""
    return (Stage.CLOSED, fact.ending)


STEPS: Mapping[type[e.CaseFact], Step] = {
    ApplicationSubmitted: to(Stage.RECEIVED),
    DeficienciesNotified: to(Stage.SUPPLEMENT_REQUESTED),
    SupplementReceived: supplemented,
    ApplicationLapsed: told(Ending.LAPSED),
    ApplicationAccepted: to(Stage.ACCEPTED),
    AcceptanceUndone: to(Stage.RECEIVED),
    ApplicationAmended: amended,
    ApplicationCorrected: amended,
    ExaminationReopened: reopened,
    MembersRestored: restored,
    FileTakenOver: taken_over,
    ApplicationStruck: told(Ending.ENTERED_BY_MISTAKE),
    AcceptanceRefused: told(Ending.NOT_ACCEPTED),
    HandedToCompetent: told(Ending.HANDED_TO_COMPETENT),
    HandedToReliefStation: ended(Stage.CLOSED, Ending.HANDED_TO_STATION),
    OpinionSigned: to(Stage.OPINION_SIGNED),
    ApplicationExamined: to(Stage.EXAMINED),
    OpinionSentBack: to(Stage.ACCEPTED),
    UrgencyNotConfirmed: to(Stage.ACCEPTED),
    SmallFastLeft: to(Stage.RECEIVED),
    PublicNoticePosted: noticed(Stage.IN_NOTICE),
    PublicNoticeInterrupted: noticed(Stage.EXAMINED),
    PublicNoticeEnded: noticed(Stage.CLEARED),
    ObjectionResolved: answered,
    SubmittedForApproval: to(Stage.SUBMITTED),
    ReceivedByCounty: to(Stage.UNDER_COUNTY),
    ReturnedForReexamination: to(Stage.RETURNED),
    ReliefApproved: stands,
    ReliefRefused: ended(Stage.REFUSED, Ending.REFUSED),
    DecisionRevoked: revoked,
    AcceptanceRefusalRevoked: received_again,
    DecisionChanged: stands,
    ReliefDisbursed: disbursed,
    CashDisbursed: disbursed,
    GoodsDelivered: disbursed,
    PaymentReturned: came_back,
    ReliefTakenBack: came_back,
    ApplicationWithdrawn: told(Ending.WITHDRAWN),
    CaseTerminated: ended(Stage.CLOSED, Ending.TERMINATED),
    MemberDied: died,
    CaseClosed: closed,
}
"""Every fact that brings a case anywhere; after any other it stands where it stood."""

OVER: Mapping[Stage, frozenset[str]] = {
    Stage.REFUSED: frozenset({ReliefRefused.NAME}),
    Stage.CLOSED: frozenset(
        {
            ApplicationLapsed.NAME,
            ApplicationStruck.NAME,
            AcceptanceRefused.NAME,
            HandedToReliefStation.NAME,
            ApplicationWithdrawn.NAME,
            CaseTerminated.NAME,
            CaseClosed.NAME,
        }
    ),
}
"""The stages at which an application is over, and the facts that bring a case there."""

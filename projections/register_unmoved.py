"""The facts of a case that no line of the register (台账) tells."""

from typing import get_args

from domain.case.amendment.facts import (
    CorrectionRejected,
    CorrectionRequested,
    NumberJoined,
)
from domain.case.complaint.facts import ComplaintAnswered, ComplaintRecorded
from domain.case.countersignature.facts import (
    FiledForRecord,
    ResultFedBack,
)
from domain.case.ending.facts import (
    JointMeetingHeld,
    ReferralAnswered,
    TimeLimitMissed,
    TimeLimitRecomputed,
)
from domain.case.evidence.facts import EvidenceAttached
from domain.case.inquiry.facts import (
    CommunityAppraisalHeld,
    DoubtResolved,
    HomeVisited,
    MeansCheckReported,
    PapersExcused,
)
from domain.case.intake.facts import (
    UrgencyEstablished,
)
from domain.case.knowledge.facts import KnowledgeFact
from domain.case.messages.facts import MessageFact
from domain.case.notice.facts import (
    ObjectionLodged,
)
from domain.case.payment.facts import (
    AccountCorrectionRejected,
    AccountCorrectionRequested,
    HandoverReleased,
    NumberVouched,
    PaymentAccountCorrected,
    PaymentFailed,
    PaymentInstructed,
    ReleaseReturned,
)
from domain.case.records import CircumstancesRecorded
from domain.case.revision.facts import (
    ReviewRecorded,
    RevisionProposed,
    RevisionRejected,
)
from domain.case.service.facts import ServiceFact
from domain.case.small_fast.facts import KnownStatusRecorded
from domain.case.transfer.facts import FileOffered, FileSentBack

UNMOVED = frozenset(
    {
        *(UrgencyEstablished, CorrectionRequested, CorrectionRejected, NumberJoined),
        *(FileOffered, FileSentBack, KnownStatusRecorded),
        *(MeansCheckReported, HomeVisited, CommunityAppraisalHeld),
        *(CircumstancesRecorded, ObjectionLodged, ComplaintRecorded),
        *(ComplaintAnswered, DoubtResolved, PapersExcused, EvidenceAttached),
        *(FiledForRecord, ResultFedBack, RevisionProposed),
        *(RevisionRejected, ReviewRecorded, *get_args(ServiceFact), *get_args(MessageFact)),
        *(ReferralAnswered, JointMeetingHeld, TimeLimitMissed),
        *(TimeLimitRecomputed, PaymentInstructed, PaymentFailed),
        *(AccountCorrectionRequested, AccountCorrectionRejected, HandoverReleased),
        *(ReleaseReturned, PaymentAccountCorrected, NumberVouched, *get_args(KnowledgeFact)),
    }
)
"""Facts of a case that no column of the register tells; named, so that none is forgotten."""

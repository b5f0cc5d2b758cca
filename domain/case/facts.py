"""Every fact of a case: the chapters' facts together."""

from domain.case.amendment.facts import AmendmentFact
from domain.case.complaint.facts import ComplaintFact
from domain.case.countersignature.facts import CountersignatureFact
from domain.case.decision.facts import DecisionFact
from domain.case.ending.facts import EndingFact
from domain.case.evidence.facts import EvidenceFact
from domain.case.inquiry.facts import InquiryFact
from domain.case.intake.facts import IntakeFact
from domain.case.knowledge.facts import KnowledgeFact
from domain.case.messages.facts import MessageFact
from domain.case.notice.facts import NoticeFact
from domain.case.payment.facts import PaymentFact
from domain.case.revision.facts import RevisionFact
from domain.case.service.facts import ServiceFact
from domain.case.small_fast.facts import SmallFastFact
from domain.case.transfer.facts import TransferFact

CaseFact = (
    IntakeFact
    | AmendmentFact
    | TransferFact
    | InquiryFact
    | SmallFastFact
    | KnowledgeFact
    | NoticeFact
    | ComplaintFact
    | DecisionFact
    | CountersignatureFact
    | PaymentFact
    | RevisionFact
    | ServiceFact
    | MessageFact
    | EvidenceFact
    | EndingFact
)

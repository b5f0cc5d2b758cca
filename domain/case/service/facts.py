"""送达: what happens in a case. A vocabulary."""

from datetime import date

from domain.ground.declared import carries, says
from domain.ground.facts import Fact, fact
from domain.ground.people import Private
from domain.ground.service_terms import ServiceFault, TellingWay
from domain.ground.terms import DocumentFormat, DocumentKind, Manner, NumberKind, Recipient


@fact("document-served", version=3)
@carries("16/1 18.1.2", "文书送达: ``sha256`` is that of the bytes served.")
class DocumentServed(Fact):
    """They can be drawn again from the case as of ``version`` under ``calendar`` (how many holiday
    notices were known) by the ``edition`` of wording and drawing that made them. ``number`` is
    the document's own (文号), ``serial`` its place among those of its kind.
    """

    on: date
    document: DocumentKind
    serial: int
    number: str
    format: DocumentFormat
    sha256: str
    edition: str
    version: int
    calendar: int
    manner: Manner
    served_on: Recipient
    receipt: str
    batch: str | None = None
    vouched: tuple[NumberKind, ...] = ()
    late_reason: Private | None = None


@fact("service-failed")
@says("未能送达: who was to be served, how it was tried, and why it reached nobody.")
class ServiceFailed(Fact):
    on: date
    document: DocumentKind
    serial: int
    manner: Manner
    served_on: Recipient
    fault: ServiceFault
    evidence: tuple[str, ...]
    late_reason: Private | None = None


@fact("payment-told")
@carries("27", "告知到账或者退票: whom, how, and of which payment.")
class PaymentTold(Fact):
    on: date
    payment: int
    credited: bool
    way: TellingWay
    told: Recipient
    late_reason: Private | None = None


@fact("slip-renewed")
@carries("27", "收件凭条换发: its code is another from here on. No fact holds a code.")
class SlipRenewed(Fact):
    on: date
    number: int
    reason: Private


ServiceFact = DocumentServed | ServiceFailed | PaymentTold | SlipRenewed

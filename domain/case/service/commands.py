"""送达: what an officer, or the sweep, may ask for. Words only."""

from dataclasses import dataclass
from datetime import date

from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.people import Private
from domain.ground.service_terms import ServiceFault, TellingWay
from domain.ground.terms import DocumentFormat, DocumentKind, Manner, Recipient


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("16/1 18.1.2", "``sha256`` is that of the very file served, in hexadecimal.")
class ServeDocument(Command):
    """``number`` tells several of a kind apart (the referral's number, the notice's round); absent:
    the last one. ``receipt`` is the number of the paper that proves the service.
    """

    document: DocumentKind
    number: int | None = None
    format: DocumentFormat = DocumentFormat.PDF
    sha256: str
    manner: Manner
    served_on: Recipient
    delivered_on: date
    receipt: str
    batch: str | None = None
    late_reason: Private | None = None


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.1.2 27", "an attempt to serve a document that reached nobody; another may follow.")
class RecordFailedService(Command):
    """``number`` tells several of a kind apart; absent: the last one."""

    document: DocumentKind
    number: int | None = None
    manner: Manner
    served_on: Recipient
    attempted_on: date
    fault: ServiceFault
    evidence: tuple[str, ...]
    late_reason: Private | None = None


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("27", "the family was told what the bank answered of a payment.")
class TellOfPayment(Command):
    payment: int
    way: TellingWay
    told: Recipient
    told_on: date
    late_reason: Private | None = None


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("27", "a new code on the slip: whoever knows the old one is told nothing any more.")
class RenewSlip(Command):
    reason: Private

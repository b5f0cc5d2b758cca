"""送达: what an officer, or the sweep, may ask for. Words only."""

from dataclasses import dataclass
from datetime import date

from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.people import Private
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

"""What is answered of the documents of a case."""

from domain.ground.terms import DocumentFormat, DocumentKind, Manner, NumberKind, Recipient
from relief.api.answers import Answer, Anything, Day
from relief.documents.catalogue import Standing


class Service(Answer):
    """One service of a document."""

    officer: str
    on: Day
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
    batch: str | None
    vouched: list[NumberKind]
    late_reason: str | None = None


class Paper(Answer):
    """A kind of document: issued, ready, a draft, or why not yet."""

    document: DocumentKind
    title: str
    standing: Standing
    standing_text: str
    number: int | None
    version: int | None
    href: str | None
    formats: list[DocumentFormat]
    served: list[Service]
    reasons: list[Anything]


class Documents(Answer):
    """The documents of a case."""

    case: str
    items: list[Paper]

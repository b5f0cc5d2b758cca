"""Who looked at whose data, and why: the closed lists of the access log (GB/T 22239 level 3)."""

from enum import StrEnum

from domain.ground.declared import says


class Act(StrEnum):
    """How personal data was looked at."""

    MASKED = "masked-read"
    REVEALED = "revealed"
    SEARCHED = "searched"
    SLOWED = "slowed"
    TRIED = "tried"
    DOCUMENT = "document"
    FILE = "file"


@says("Why clear values are needed. ``OTHER`` is explained in a note.")
class Why(StrEnum):
    IDENTITY = "identity-check"
    CONTACT = "contact-family"
    INQUIRY = "inquiry"
    DECISION = "decision"
    PAYMENT = "payment"
    OBJECTION = "objection"
    AUDIT = "audit"
    ASKED_BY_FAMILY = "asked-by-family"
    OTHER = "other"

"""Which documents a case can have: the fact each rests on, the article, the command that leads there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.case import commands as c
from domain.case import events as e
from domain.case.state import Case
from domain.case.terms import DocumentKind
from domain.case.timing import FOLLOWING


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    """What a document rests on.

    ``command`` brings the ``fact`` about, where one of ``conditions`` (if any) held. What ``grows``
    takes in what the case learns later; the others say for ever what their fact said.
    """

    fact: type[e.CaseFact]
    command: type[c.Command]
    article: str
    conditions: frozenset[str] = frozenset()
    grows: bool = False


FOUNDATIONS: Mapping[DocumentKind, Foundation] = {
    DocumentKind.ACCEPTANCE: Foundation(
        fact=e.ApplicationAccepted, command=c.AcceptApplication, article="15"
    ),
    DocumentKind.DEFICIENCIES: Foundation(
        fact=e.DeficienciesNotified, command=c.NotifyDeficiencies, article="16/1"
    ),
    DocumentKind.ACCEPTANCE_REFUSAL: Foundation(
        fact=e.AcceptanceRefused, command=c.RefuseAcceptance, article="16/1"
    ),
    DocumentKind.RELIEF_REFUSAL: Foundation(
        fact=e.ReliefRefused, command=c.RefuseRelief, article="18.1.2"
    ),
    DocumentKind.FORM: Foundation(
        fact=e.ApplicationSubmitted, command=c.SubmitApplication, article="16.7", grows=True
    ),
    DocumentKind.PUBLIC_NOTICE: Foundation(
        fact=e.PublicNoticePosted, command=c.PostPublicNotice, article="18.1.1"
    ),
    DocumentKind.COUNTERSIGNATURE: Foundation(
        fact=e.ReliefApproved,
        command=c.ApproveUnderDelegation,
        article="18.2.1",
        conditions=frozenset(FOLLOWING.values()),
        grows=True,
    ),
    DocumentKind.REFERRAL: Foundation(fact=e.CaseReferred, command=c.ReferCase, article="21"),
}
"""Every kind of document."""

DRAFTED = frozenset({DocumentKind.ACCEPTANCE, DocumentKind.DEFICIENCIES})
"""What can be looked at before its command was given: the case says all that it will say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a case a document stands: ``serial`` among those of its kind, ``founded`` the version
    of the fact it rests on, ``version`` that of the case whose state it tells."""

    serial: int
    founded: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A document as the system draws it now; ``issuer`` is the division of the office that issues it.

    ``text_digest`` is the SHA-256 of its words, ``sha256`` that of the file.
    """

    place: Place
    number: str
    issued_on: date
    issuer: str
    text_digest: str
    sha256: str
    edition: str
    calendar: int


def places(case: Case, kind: DocumentKind) -> tuple[Place, ...]:
    """The documents of a kind that a case has, in order. A version counts facts, as moments do."""
    rests = FOUNDATIONS[kind]
    founded = [
        version
        for version, moment in enumerate(case.moments, start=1)
        if moment.name == rests.fact.NAME
        and (not rests.conditions or rests.conditions & moment.conditions)
    ]
    return tuple(
        Place(serial=serial, founded=at, version=case.version if rests.grows else at)
        for serial, at in enumerate(founded, start=1)
    )


def place(case: Case, kind: DocumentKind, serial: int | None = None) -> Place | None:
    """One of them, the last where no serial is named; ``None`` where there is no such."""
    for one in reversed(places(case, kind)):
        if serial is None or one.serial == serial:
            return one
    return None

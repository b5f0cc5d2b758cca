"""文书送达: what was issued is served as it was printed, by the office that issued it."""

from collections.abc import Mapping

from domain.case import commands as c
from domain.case import events as e
from domain.case.documents import FOUNDATIONS, place
from domain.case.rules.words import happened_by_today, said
from domain.case.situation import Rule, Rules, Situation, happened
from domain.case.terms import DocumentKind, Recipient, Stage
from domain.refusal import Code, Reason, reason

FAMILY = frozenset({Recipient.APPLICANT, Recipient.RELATIVE, Recipient.AGENT})
ADDRESSEES: Mapping[DocumentKind, frozenset[Recipient]] = {
    **dict.fromkeys(DocumentKind, FAMILY),
    DocumentKind.FORM: FAMILY | {Recipient.COUNTY},
    DocumentKind.COUNTERSIGNATURE: frozenset({Recipient.COUNTY}),
    DocumentKind.REFERRAL: frozenset({Recipient.RECEIVER}),
    DocumentKind.PUBLIC_NOTICE: frozenset({Recipient.PUBLIC}),
}
"""Letters go to the applicant's side, forms and slips to offices; a notice hangs for everybody."""


def issued(s: Situation, command: c.ServeDocument) -> Reason | None:
    """There is such a document: what it tells was decided (A16.1, A18.1.2)."""
    if place(s.case, command.document, command.number) is not None:
        return None
    rests = FOUNDATIONS[command.document]
    return reason(
        Code.DOCUMENT_NOT_ISSUED,
        rests.article,
        "document",
        document=command.document,
        awaited=rests.fact.NAME,
    )


def by_its_office(s: Situation, command: c.ServeDocument) -> Reason | None:
    """The office that issues a document serves it: township or county (4/2)."""
    if s.drawn is None or s.officer.division == s.drawn.issuer:
        return None
    article = FOUNDATIONS[command.document].article
    return reason(Code.NOT_THE_ISSUER, article, "document", issuer=s.drawn.issuer)


def same_file(s: Situation, command: c.ServeDocument) -> Reason | None:
    """What was printed is what the record says (internal)."""
    if s.drawn is None or command.sha256 == s.drawn.sha256:
        return None
    article = FOUNDATIONS[command.document].article
    return reason(Code.DOCUMENT_DIFFERS, article, "sha256", version=s.drawn.place.version)


def not_before_issue(s: Situation, command: c.ServeDocument) -> Reason | None:
    """Nothing is served before the day it was issued."""
    if s.drawn is None or command.delivered_on >= s.drawn.issued_on:
        return None
    day = command.delivered_on
    earliest = s.drawn.issued_on
    return reason(Code.DATE_TOO_EARLY, field="delivered_on", day=day, earliest=earliest)


def to_whom_it_concerns(s: Situation, command: c.ServeDocument) -> Reason | None:
    """Each document has those it is for; only an entrusted agent stands for the applicant (A17.1)."""
    for_all = command.served_on in ADDRESSEES[command.document]
    if for_all and (s.case.asked.by_agent or command.served_on is not Recipient.AGENT):
        return None
    article = FOUNDATIONS[command.document].article
    allowed = ",".join(sorted(ADDRESSEES[command.document]))
    return reason(Code.FIELD_INVALID, article, "served_on", recipients=allowed)


def not_served_yet(s: Situation, command: c.ServeDocument) -> Reason | None:
    """Each document is served on each once; both applicant and agent may get one (internal)."""
    at = place(s.case, command.document, command.number)
    growing = FOUNDATIONS[command.document].grows
    if at is None or growing:
        return None
    if (command.document, at.serial, command.served_on) not in s.case.served:
        return None
    article = FOUNDATIONS[command.document].article
    return reason(Code.DONE_ALREADY, article, "served_on")


def served(s: Situation, command: c.ServeDocument) -> e.DocumentServed:
    """The service, with all that it takes to draw the same file again."""
    drawn = s.document
    return e.DocumentServed(
        on=command.delivered_on,
        document=command.document,
        serial=drawn.place.serial,
        number=drawn.number,
        format=command.format,
        sha256=drawn.sha256,
        edition=drawn.edition,
        version=drawn.place.version,
        calendar=drawn.calendar,
        manner=command.manner,
        served_on=command.served_on,
        receipt=command.receipt,
    )


RULES: Rules = {
    c.ServeDocument: Rule(
        article="16/1",
        stages=frozenset(Stage) - {Stage.UNKNOWN},
        checks=(
            *said("receipt"),
            issued,
            by_its_office,
            same_file,
            happened_by_today("delivered_on"),
            not_before_issue,
            to_whom_it_concerns,
            not_served_yet,
        ),
        facts=lambda s, k: happened(served(s, k)),
    ),
}

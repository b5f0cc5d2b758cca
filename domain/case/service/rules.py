"""文书送达: what was issued is served as it was printed, by the office that issued it; or not reached."""

from collections.abc import Mapping

from domain.case.days import entered_in_time, late_reason
from domain.case.documents import place
from domain.case.numbers import numbered, vouched
from domain.case.service import commands as c
from domain.case.service import facts as e
from domain.case.service.owed import of_its_office, to_serve
from domain.case.situation import Situation, happened
from domain.case.words import happened_by_today
from domain.ground.declared import carries, internal
from domain.ground.editions import since
from domain.ground.letters import Letter
from domain.ground.posts import COUNTY_DESK, TOWNSHIP_DESK
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Rule, Rules
from domain.ground.service_terms import MessageState, ServiceFault
from domain.ground.streams import Stream
from domain.ground.terms import Manner, NumberKind, Recipient, Stage
from domain.ground.words import said

Serving = c.ServeDocument | c.RecordFailedService
HOUSE = "内部§文书送达"
MEMBER_DIED = "member-died"
FAULTS: Mapping[Manner, frozenset[ServiceFault]] = {
    Manner.DIRECT: frozenset(
        {ServiceFault.NOT_FOUND, ServiceFault.NOBODY_THERE, ServiceFault.DECLINED}
    ),
    Manner.LEFT: frozenset({ServiceFault.NOT_FOUND, ServiceFault.NOBODY_THERE}),
    Manner.POST: frozenset({ServiceFault.NOT_FOUND, ServiceFault.DECLINED, ServiceFault.RETURNED}),
    Manner.ELECTRONIC: frozenset({ServiceFault.NOT_DELIVERED}),
    Manner.ANNOUNCEMENT: frozenset(),
}
"""Why each manner may reach nobody. An announcement reaches whoever cannot be reached."""


def letter(s: Situation, command: Serving) -> Letter:
    """What the document to be served rests on, and whom it is for."""
    return s.row.serves[command.document]


@carries("16/1 18.1.2", "There is such a document: what it tells was decided.")
def issued(s: Situation, command: Serving) -> Reason | None:
    rests = letter(s, command)
    if place(s.case, rests, command.number) is not None:
        return None
    return reason(
        Code.DOCUMENT_NOT_ISSUED,
        rests.article,
        "document",
        document=command.document,
        awaited=rests.fact.NAME,
    )


@carries("4/2", "The office that issues a document serves it: township or county.")
def by_its_office(s: Situation, command: Serving) -> Reason | None:
    if s.drawn is None or s.officer.division in (s.drawn.issuer, successor(s, s.drawn.issuer)):
        return None
    article = letter(s, command).article
    return reason(Code.NOT_THE_ISSUER, article, "document", issuer=s.drawn.issuer)


@carries(
    "15 27", "What an office issued before its file was taken over, the one that has it serves."
)
def successor(s: Situation, issuer: str) -> str:
    here = s.case.asked.township
    had = any(one.township.startswith(issuer) for one in s.case.formerly)
    return here[: len(issuer)] if had else issuer


@internal("What was printed is what the record says.")
def same_file(s: Situation, command: c.ServeDocument) -> Reason | None:
    if s.drawn is None or command.sha256 == s.drawn.sha256:
        return None
    article = letter(s, command).article
    return reason(Code.DOCUMENT_DIFFERS, article, "sha256", version=s.drawn.place.version)


@internal("Nothing is served before the day it was issued.")
def not_before_issue(s: Situation, command: c.ServeDocument) -> Reason | None:
    if s.drawn is None or command.delivered_on >= s.drawn.issued_on:
        return None
    day = command.delivered_on
    earliest = s.drawn.issued_on
    return reason(Code.DATE_TOO_EARLY, field="delivered_on", day=day, earliest=earliest)


@carries(
    "17", "Each document has those it is for; only an entrusted agent stands for the applicant."
)
def to_whom_it_concerns(s: Situation, command: Serving) -> Reason | None:
    rests = letter(s, command)
    for_all = command.served_on in rests.readers
    if for_all and (s.case.asked.entrusted or command.served_on is not Recipient.AGENT):
        return None
    allowed = ",".join(sorted(rests.readers))
    return reason(Code.FIELD_INVALID, rests.article, "served_on", recipients=allowed)


@since(3)
@carries(
    "27",
    "Nobody is served after their death, nor an agent of theirs: of a household, who stands for it.",
)
def recipient_lives(s: Situation, command: Serving) -> Reason | None:
    done = command.delivered_on if isinstance(command, c.ServeDocument) else command.attempted_on
    theirs = command.served_on in (Recipient.APPLICANT, Recipient.AGENT)
    died = max((one.on for one in s.case.moments if one.name == MEMBER_DIED), default=None)
    gone = s.case.bereft or s.case.asked.applicant in s.case.asked.died
    if not gone or not theirs or died is None or done <= died:
        return None
    left = sorted(letter(s, command).readers - {Recipient.APPLICANT, Recipient.AGENT})
    article = letter(s, command).article
    return reason(Code.FIELD_INVALID, article, "served_on", recipients=",".join(left))


@internal("Each document is served on each once; both applicant and agent may get one.")
def not_served_yet(s: Situation, command: Serving) -> Reason | None:
    rests = letter(s, command)
    at = place(s.case, rests, command.number)
    if at is None or rests.grows:
        return None
    if (command.document, at.serial, command.served_on) not in s.case.served:
        return None
    return reason(Code.DONE_ALREADY, rests.article, "served_on")


@since(3)
@carries(
    HOUSE, "Announced only where another manner was tried and reached nobody, as civil suits do."
)
def tried_before_announced(s: Situation, command: c.ServeDocument) -> Reason | None:
    rests = letter(s, command)
    if command.manner is not Manner.ANNOUNCEMENT or Recipient.PUBLIC in rests.readers:
        return None
    at = place(s.case, rests, command.number)
    if at is None or any(one[:2] == (command.document, at.serial) for one in s.case.undelivered):
        return None
    return reason(Code.SERVICE_NOT_TRIED, HOUSE, "manner")


@since(3)
@carries(
    "27",
    "By message only whom it was agreed with, once a message went out that the paper is ready.",
)
def told_electronically(s: Situation, command: c.ServeDocument) -> Reason | None:
    at = place(s.case, letter(s, command), command.number)
    if command.manner is not Manner.ELECTRONIC or at is None:
        return None
    of_it = (x for x in s.case.messages if (x.document, x.serial) == (command.document, at.serial))
    if any(one.state is MessageState.DELIVERED for one in of_it):
        return None
    return reason(Code.MESSAGE_NOT_DELIVERED, "27", "manner")


@since(3)
@internal("Nothing is tried before the day the document was issued.")
def tried_after_issue(s: Situation, command: c.RecordFailedService) -> Reason | None:
    if s.drawn is None or command.attempted_on >= s.drawn.issued_on:
        return None
    return reason(
        Code.DATE_TOO_EARLY,
        field="attempted_on",
        day=command.attempted_on,
        earliest=s.drawn.issued_on,
    )


@since(3)
@carries(HOUSE, "Why nobody was reached is something that may happen in that manner.")
def fault_of_the_manner(s: Situation, command: c.RecordFailedService) -> Reason | None:
    if command.fault in FAULTS[command.manner]:
        return None
    return reason(Code.FIELD_INVALID, HOUSE, "fault", fault="of-another-manner")


def failed(s: Situation, command: c.RecordFailedService) -> e.ServiceFailed:
    """The attempt, so that another manner may follow."""
    return e.ServiceFailed(
        on=command.attempted_on,
        document=command.document,
        serial=s.document.place.serial,
        manner=command.manner,
        served_on=command.served_on,
        fault=command.fault,
        evidence=tuple(command.evidence),
        late_reason=late_reason(s, command),
    )


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
        batch=command.batch,
        vouched=vouched(s, service_receipt=command.receipt),
        late_reason=late_reason(s, command),
    )


RULES: Rules = {
    c.ServeDocument: Rule(
        article="16/1",
        by=(*TOWNSHIP_DESK, *COUNTY_DESK),
        by_article="4/2",
        reads=(Stream.CALENDAR,),
        address="documents",
        awaited=True,
        turn=to_serve,
        whose=of_its_office,
        stages=frozenset(Stage) - {Stage.UNKNOWN},
        checks=(
            numbered("receipt", NumberKind.SERVICE_RECEIPT),
            issued,
            by_its_office,
            same_file,
            happened_by_today("delivered_on"),
            entered_in_time("delivered_on"),
            not_before_issue,
            to_whom_it_concerns,
            recipient_lives,
            not_served_yet,
            tried_before_announced,
            told_electronically,
        ),
        facts=lambda s, k: happened(served(s, k)),
        brings=(e.DocumentServed,),
    ),
    c.RecordFailedService: Rule(
        article="27",
        by=(*TOWNSHIP_DESK, *COUNTY_DESK),
        by_article="4/2",
        reads=(Stream.CALENDAR,),
        address="documents/undelivered",
        whose=of_its_office,
        aside=True,
        stages=frozenset(Stage) - {Stage.UNKNOWN},
        checks=(
            *said("evidence"),
            issued,
            by_its_office,
            happened_by_today("attempted_on"),
            entered_in_time("attempted_on"),
            tried_after_issue,
            to_whom_it_concerns,
            recipient_lives,
            not_served_yet,
            fault_of_the_manner,
        ),
        facts=lambda s, k: happened(failed(s, k)),
        brings=(e.ServiceFailed,),
    ),
}

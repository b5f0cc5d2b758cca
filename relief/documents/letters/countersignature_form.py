"""报备/补签表 (A18.2.1): a delegated approval reported to the county and countersigned."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from domain.case.countersignature.facts import CountersignatureRefused, Countersigned
from domain.case.decision.facts import ReliefApproved
from domain.case.inquiry.facts import HomeVisited, OpinionSigned
from domain.case.intake.facts import UrgencyEstablished
from domain.case.payment.facts import CashDisbursed, GoodsDelivered, PaymentInstructed
from domain.ground.document import Document, Row, Style, Table
from domain.ground.facts import Fact
from domain.ground.money import Money
from domain.ground.terms import DocumentKind, FollowUp, Method
from relief.documents.inputs import Limit, Paper
from relief.documents.parts import band, last_day, p, row, sheet, wide
from relief.documents.telling import Telling, Writing
from relief.documents.wording import day, sum_in_full
from relief.words.dictionary import of
from relief.words.sentences import say

PAID: Mapping[type[Fact], Method] = {
    PaymentInstructed: Method.BANK,
    CashDisbursed: Method.CASH,
    GoodsDelivered: Method.GOODS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Countersignature:
    """What 报备/补签表 says. The county's part stays blank where ``county_agrees`` is ``None``.

    Where nothing is to be ``countersigned`` it is filed only, and has no such part.
    """

    paper: Paper
    county: str
    applicant: str
    village: str
    members: int
    category: str
    cause: str
    urgency: str
    accepted_on: date
    approved_on: date
    amount: Money
    method: str = ""
    delegation: str
    findings: str
    opinion: str
    caseworker: str = ""
    leader: str = ""
    countersigned: bool = True
    countersign_by: Limit | None
    county_agrees: bool | None = None
    county_reasons: str = ""
    county_signer: str = ""
    county_signed_on: date | None = None


def tell(t: Telling) -> Document:
    """The township's approval under delegation, and the county's answer where it is asked."""
    approved, urgency = t.founded(ReliefApproved), t.facts.last(UrgencyEstablished)
    visit, opinion = t.facts.last(HomeVisited), t.facts.last(OpinionSigned)
    answer = t.facts.last(Countersigned) or t.facts.last(CountersignatureRefused)
    refused = answer if isinstance(answer, CountersignatureRefused) else None
    limit = next(
        (one for one in t.pack.timetable.at(approved.on) if Countersigned.NAME in one.stops), None
    )
    paid = next((how for kind, how in PAID.items() if t.facts.last(kind)), None)
    cause = t.case.asked.matter.cause if urgency is None else urgency.kind
    return countersignature_form(
        Countersignature(
            paper=t.paper(),
            county=t.office(t.division[:6]).name,
            applicant=t.name(),
            village=t.case.asked.village,
            members=len(t.case.asked.members),
            category=t.category(),
            cause=of(cause),
            urgency="" if urgency is None else urgency.reason.reveal(),
            accepted_on=t.case.accepted_on or approved.on,
            approved_on=approved.on,
            amount=approved.amount,
            method="" if paid is None else of(paid),
            delegation=approved.delegation or "",
            findings="" if visit is None else visit.findings.reveal(),
            opinion="" if opinion is None else opinion.reasons.reveal(),
            caseworker=t.signed(OpinionSigned),
            leader=t.signed(ReliefApproved),
            countersigned=FollowUp.COUNTERSIGNATURE in approved.owed,
            countersign_by=None if limit is None else t.due(limit, approved.on),
            county_agrees=None if answer is None else refused is None,
            county_reasons="" if refused is None else refused.reasons.reveal(),
            county_signer="" if answer is None else t.signed(type(answer)),
            county_signed_on=None if answer is None else answer.on,
        )
    )


def _case(said: Countersignature) -> tuple[Row, ...]:
    """Whose case it is, and when it was accepted and approved."""
    return (
        row(
            say("countersign.office"),
            said.paper.issuer.name,
            say("countersign.number"),
            said.paper.case,
        ),
        row(
            say("countersign.applicant"),
            said.applicant,
            say("countersign.village"),
            said.village,
        ),
        row(
            say("countersign.persons"),
            say("countersign.persons-of", members=said.members),
            say("countersign.category"),
            said.category,
        ),
        row(
            say("countersign.urgent-kind"),
            said.cause,
            say("countersign.delegation"),
            said.delegation,
        ),
        row(
            say("countersign.accepted"),
            day(said.accepted_on),
            say("countersign.approved"),
            day(said.approved_on),
        ),
    )


def countersignature_form(said: Countersignature) -> Document:
    """报备/补签表."""
    rows = (
        *_case(said),
        wide(say("countersign.amount"), sum_in_full(said.amount)),
        wide(say("countersign.method"), said.method),
        wide(say("countersign.urgency"), said.urgency, height=16),
        wide(say("countersign.verification"), said.findings, height=20),
        wide(say("countersign.opinion"), said.opinion, height=36, foot=_township(said)),
        *(_county_part(said) if said.countersigned else ()),
    )
    request = (
        say("countersign.request-both") if said.countersigned else say("countersign.request-filing")
    )
    blocks = (
        p(Style.ADDRESSEE, f"{said.county}："),
        p(
            Style.NOTE,
            say("countersign.request", basis=said.paper.basis, request=request),
        ),
        Table((16, 30, 16, 34), rows),
        p(Style.NOTE, say("countersign.copies")),
    )
    return sheet(DocumentKind.COUNTERSIGNATURE, said.paper, blocks)


def _township(said: Countersignature) -> tuple[str, ...]:
    return (
        say(
            "countersign.signatures",
            what=said.caseworker or _BLANK,
            what2=said.leader or _BLANK,
        ),
        say("countersign.sealed", day=day(said.paper.on)),
    )


def _county_part(said: Countersignature) -> Iterator[Row]:
    """What the county writes, and until when."""
    yield band(say("countersign.for-county"), 4)
    if said.countersign_by is not None:
        yield wide(
            say("countersign.limit"),
            say("countersign.limit-of", last_day=last_day(said.countersign_by)),
        )
    yield wide(say("countersign.answer"), _county(said), height=40, foot=_county_foot(said))


def _county(said: Countersignature) -> str:
    boxes = {None: ("□", "□"), True: ("■", "□"), False: ("□", "■")}[said.county_agrees]
    return say(
        "countersign.answers",
        what=boxes[0],
        what2=boxes[1],
        county_reasons=said.county_reasons,
    )


def _county_foot(said: Countersignature) -> tuple[str, ...]:
    return (
        say("countersign.signer", what=said.county_signer or _BLANK),
        say("countersign.sealed", day=day(said.county_signed_on)),
    )


_BLANK = "　　　　　　"


LETTER = Writing(kind=DocumentKind.COUNTERSIGNATURE, tell=tell)

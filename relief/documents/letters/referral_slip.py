"""转介单 (article 21): the least the receiver needs to help."""

from dataclasses import dataclass
from datetime import date

from domain.case.ending import facts as e
from domain.ground.document import Document, Row, Style, Table
from domain.ground.money import Money
from domain.ground.terms import DocumentKind, ReferralPurpose
from relief.documents.inputs import Limit, Paper
from relief.documents.parts import band, contact, last_day, p, row, sheet, wide
from relief.documents.telling import Telling, Writing
from relief.documents.wording import day, sum_in_full
from relief.words.dictionary import of
from relief.words.sentences import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """What 转介单 says. ``id_number`` is printed for public offices only, never for a ``charity``.

    ``granted`` is the relief already given, ``reply_by`` the day an answer is asked for. ``need`` and
    ``consented_on`` are left to be written by hand where nobody recorded them.
    """

    paper: Paper
    serial: int
    receiver: str
    purpose: str
    charity: bool = False
    applicant: str
    id_number: str = ""
    phone: str
    village: str
    members: int
    category: str
    granted: Money | None
    granted_on: date | None = None
    need: str = ""
    consented_on: date | None = None
    handler: str = ""
    reply_by: Limit | None = None


def tell(t: Telling) -> Document:
    """What the receiver needs to help; need and consent are written by hand (A21)."""
    referred = t.founded(e.CaseReferred)
    limit = next(
        (x for x in t.pack.timetable.at(referred.on) if e.ReferralAnswered.NAME in x.stops), None
    )
    approval = t.case.approval
    return referral_slip(
        Referral(
            paper=t.paper(),
            serial=referred.number,
            receiver=referred.receiver.reveal(),
            purpose=of(referred.purpose),
            charity=referred.purpose is ReferralPurpose.CHARITY,
            applicant=t.name(),
            id_number=t.identity(),
            phone=t.phone(),
            village=t.case.asked.village,
            members=len(t.case.asked.members),
            category=t.category(),
            granted=None if approval is None else approval.amount,
            granted_on=None if approval is None else approval.on,
            handler=t.signed(e.CaseReferred),
            reply_by=None if limit is None else t.due(limit, referred.on),
        )
    )


def referral_slip(said: Referral) -> Document:
    """转介单, with the receiver's answer to be returned below."""
    blocks = (
        p(Style.ADDRESSEE, f"{said.receiver}："),
        p(
            Style.NOTE,
            say("referral-slip.referred", basis=said.paper.basis),
        ),
        Table((16, 34, 16, 30), (*_person(said), *_matter(said), *_answer(said))),
        p(Style.NOTE, say("referral-slip.purpose-only")),
    )
    return sheet(DocumentKind.REFERRAL, said.paper, blocks)


def _person(said: Referral) -> tuple[Row, ...]:
    identity = (
        ()
        if said.charity or not said.id_number
        else (wide(say("referral-slip.id-number"), said.id_number),)
    )
    return (
        row(
            say("referral-slip.number"),
            said.paper.case,
            say("referral-slip.serial"),
            say("referral-slip.serial-of", serial=said.serial),
        ),
        row(say("referral-slip.applicant"), said.applicant, say("referral-slip.phone"), said.phone),
        *identity,
        row(
            say("referral-slip.village"),
            said.village,
            say("referral-slip.members"),
            say("referral-slip.members-of", members=said.members),
        ),
        row(
            say("referral-slip.category"), said.category, say("referral-slip.purpose"), said.purpose
        ),
    )


def _matter(said: Referral) -> tuple[Row, ...]:
    granted = (
        f"{day(said.granted_on)}，{sum_in_full(said.granted)}"
        if said.granted
        else say("referral-slip.none")
    )
    foot = (
        say("referral-slip.handler", what=said.handler or "\u3000\u3000\u3000\u3000\u3000\u3000"),
        say("referral-slip.sealed", day=day(said.paper.on)),
    )
    return (
        wide(say("referral-slip.granted"), granted),
        wide(say("referral-slip.need"), said.need, height=34),
        wide(
            say("referral-slip.consent"),
            say("referral-slip.consented"),
            height=20,
            foot=(say("referral-slip.consent-signed", day=day(said.consented_on)),),
        ),
        wide(
            say("referral-slip.office"),
            f"{said.paper.issuer.name}\n{contact(said.paper.issuer)}",
            30,
            foot,
        ),
    )


def _answer(said: Referral) -> tuple[Row, ...]:
    asked = say("referral-slip.reply-by", last_day=last_day(said.reply_by)) if said.reply_by else ""
    return (
        band(say("referral-slip.reply", asked=asked), 4),
        wide(
            say("referral-slip.result"),
            say("referral-slip.result-of"),
            44,
            (say("referral-slip.reply-signed"), say("referral-slip.sealed", day=day(None))),
        ),
    )


LETTER = Writing(kind=DocumentKind.REFERRAL, tell=tell)

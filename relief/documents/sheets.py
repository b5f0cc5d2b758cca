"""Forms and slips between offices: 报备/补签表 (A18.2.1) and 转介单 (A21)."""

from collections.abc import Mapping

from adapters.documents import (
    Countersignature,
    Document,
    Referral,
    countersignature_form,
    referral_slip,
)
from domain.case import events as e
from domain.case.terms import FollowUp, Method, ReferralPurpose
from domain.facts import Fact
from relief.documents.letters import founded
from relief.documents.telling import Telling
from relief.terms import in_chinese

PAID: Mapping[type[Fact], Method] = {
    e.PaymentInstructed: Method.BANK,
    e.CashDisbursed: Method.CASH,
    e.GoodsDelivered: Method.GOODS,
}


def countersigning(t: Telling) -> Document:
    """报备/补签表: the township's approval under delegation, and the county's answer where it is asked."""
    approved, urgency = founded(t, e.ReliefApproved), t.facts.last(e.UrgencyEstablished)
    visit, opinion = t.facts.last(e.HomeVisited), t.facts.last(e.OpinionSigned)
    answer = t.facts.last(e.Countersigned) or t.facts.last(e.CountersignatureRefused)
    refused = answer if isinstance(answer, e.CountersignatureRefused) else None
    limit = next((one for one in t.pack.limits if e.Countersigned.NAME in one.stops), None)
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
            cause=in_chinese(cause.value),
            urgency="" if urgency is None else urgency.reason.reveal(),
            accepted_on=t.case.accepted_on or approved.on,
            approved_on=approved.on,
            amount=approved.amount,
            method="" if paid is None else in_chinese(paid.value, "method"),
            delegation=approved.delegation or "",
            findings="" if visit is None else visit.findings.reveal(),
            opinion="" if opinion is None else opinion.reasons.reveal(),
            caseworker=signed(t, e.OpinionSigned),
            leader=signed(t, e.ReliefApproved),
            countersigned=FollowUp.COUNTERSIGNATURE in approved.owed,
            countersign_by=None if limit is None else t.due(limit, approved.on),
            county_agrees=None if answer is None else refused is None,
            county_reasons="" if refused is None else refused.reasons.reveal(),
            county_signer="" if answer is None else signed(t, type(answer)),
            county_signed_on=None if answer is None else answer.on,
        )
    )


def signed(t: Telling, kind: type[Fact]) -> str:
    """Room to sign by hand, and whose signature the record holds; empty where nobody signed."""
    entry = t.facts.entry(kind)
    return "" if entry is None else f"　　　　　（{entry.officer}）"


def referring(t: Telling) -> Document:
    """转介单: what the receiver needs to help; need and consent are written by hand (A21)."""
    referred = founded(t, e.CaseReferred)
    limit = next((x for x in t.pack.limits if e.ReferralAnswered.NAME in x.stops), None)
    approval = t.case.approval
    return referral_slip(
        Referral(
            paper=t.paper(),
            serial=referred.number,
            receiver=referred.receiver.reveal(),
            purpose=in_chinese(referred.purpose.value, "purpose"),
            charity=referred.purpose is ReferralPurpose.CHARITY,
            applicant=t.name(),
            id_number=t.id_number(),
            phone=t.phone(),
            village=t.case.asked.village,
            members=len(t.case.asked.members),
            category=t.category(),
            granted=None if approval is None else approval.amount,
            granted_on=None if approval is None else approval.on,
            handler=signed(t, e.CaseReferred),
            reply_by=None if limit is None else t.due(limit, referred.on),
        )
    )

"""申报回避与登录身份: whose kin officers are, and how they sign in."""

from typing import Any

from domain.case import commands as c
from domain.case.rules.appointments import BESIDE_CASES, not_oneself
from domain.case.rules.words import said
from domain.case.situation import Change, Rule, Rules, Situation
from domain.identity import identity_number_fault
from domain.officers import (
    CredentialChanged,
    KinshipDeclared,
    KinshipWithdrawn,
    SignInLinked,
    SignInUnlinked,
)
from domain.refusal import Code, Reason, reason

SIGNING_IN = "内部§身份鉴别"
KIN = "公务员法§76"


def officer_known(s: Situation, command: c.Command) -> Reason | None:
    """Somebody of whom the register has heard."""
    known = s.officers.entry(command.case).appointments
    return None if known else reason(Code.OFFICER_UNKNOWN, SIGNING_IN, "officer")


def kin_number_right(s: Situation, command: c.DeclareKinship) -> Reason | None:
    """The identity number has 18 places and the right check digit (GB 11643)."""
    wrong = identity_number_fault(command.id_number.reveal(), s.today)
    if wrong is None:
        return None
    return reason(Code.IDENTITY_NUMBER_WRONG, KIN, "id_number", fault=wrong)


def kinship_declared(s: Situation, command: c.WithdrawKinship) -> Reason | None:
    """Only what was declared is withdrawn."""
    if command.person in s.officers.kin(command.case):
        return None
    return reason(Code.KINSHIP_UNKNOWN, KIN, "person")


def subject_free(s: Situation, command: c.LinkSignIn) -> Reason | None:
    """A subject is one officer, and an officer one subject of an issuer."""
    mine = any(
        issuer == command.issuer and officer == command.case
        for (issuer, _), officer in s.officers.links.items()
    )
    if mine or s.officers.linked(command.issuer, command.subject) is not None:
        return reason(Code.SIGN_IN_LINKED, SIGNING_IN, "subject")
    return None


def subject_linked(s: Situation, command: c.UnlinkSignIn) -> Reason | None:
    """Only what is linked is taken apart."""
    if s.officers.linked(command.issuer, command.subject) == command.case:
        return None
    return reason(Code.SIGN_IN_UNKNOWN, SIGNING_IN, "subject")


def credential_there(s: Situation, command: c.RecordCredential) -> Reason | None:
    """Only a credential that is set is taken away."""
    held = s.officers.entry(command.case).credentials
    if command.present or command.credential in held:
        return None
    return reason(Code.SIGN_IN_UNKNOWN, SIGNING_IN, "credential")


def declared(s: Situation, command: c.DeclareKinship) -> tuple[Change, ...]:
    """申报回避: the person alone is kept, not the number."""
    fact = KinshipDeclared(
        on=s.today,
        officer=command.case,
        person=command.person,
        relation=command.relation,
        document=command.document,
    )
    return (Change(fact),)


def withdrawn(s: Situation, command: c.WithdrawKinship) -> tuple[Change, ...]:
    """撤销回避申报."""
    fact = KinshipWithdrawn(
        on=s.today, officer=command.case, person=command.person, document=command.document
    )
    return (Change(fact),)


def _link(s: Situation, command: c.LinkSignIn) -> dict[str, Any]:
    return {
        "on": s.today,
        "officer": command.case,
        "issuer": command.issuer,
        "subject": command.subject,
        "document": command.document,
    }


def linked(s: Situation, command: c.LinkSignIn) -> tuple[Change, ...]:
    """绑定登录身份."""
    return (Change(SignInLinked(**_link(s, command))),)


def unlinked(s: Situation, command: c.UnlinkSignIn) -> tuple[Change, ...]:
    """解除登录身份绑定."""
    return (Change(SignInUnlinked(**_link(s, command))),)


def credential_changed(s: Situation, command: c.RecordCredential) -> tuple[Change, ...]:
    """登录凭证变更."""
    fact = CredentialChanged(
        on=s.today, officer=command.case, credential=command.credential, present=command.present
    )
    return (Change(fact),)


RULES: Rules = {
    c.DeclareKinship: Rule(
        article=KIN,
        stages=BESIDE_CASES,
        checks=(*said("document"), officer_known, kin_number_right),
        facts=declared,
    ),
    c.WithdrawKinship: Rule(
        article=KIN,
        stages=BESIDE_CASES,
        checks=(*said("document"), not_oneself, kinship_declared),
        facts=withdrawn,
    ),
    c.LinkSignIn: Rule(
        article=SIGNING_IN,
        stages=BESIDE_CASES,
        checks=(*said("issuer", "subject", "document"), not_oneself, officer_known, subject_free),
        facts=linked,
    ),
    c.UnlinkSignIn: Rule(
        article=SIGNING_IN,
        stages=BESIDE_CASES,
        checks=(*said("document"), not_oneself, subject_linked),
        facts=unlinked,
    ),
    c.RecordCredential: Rule(
        article=SIGNING_IN,
        stages=BESIDE_CASES,
        checks=(officer_known, credential_there),
        facts=credential_changed,
    ),
}

"""申报回避与登录身份: whose kin officers are, and how they sign in."""

from typing import Any

from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.identity import identity_number_fault, never_issued
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules
from domain.ground.streams import Stream
from domain.ground.words import said
from domain.registers.officers import commands as c
from domain.registers.officers.appointments import (
    APART,
    BESIDE_CASES,
    KIN,
    not_oneself,
    officer_nameable,
)
from domain.registers.officers.facts import (
    CredentialChanged,
    Kinship,
    KinshipDeclared,
    KinshipWithdrawn,
    SignInLinked,
    SignInUnlinked,
)
from domain.registers.officers.situation import Situation

SIGNING_IN = "内部§身份鉴别"


@carries(SIGNING_IN, "Somebody of whom the register has heard.")
def officer_known(s: Situation, command: Command) -> Reason | None:
    known = s.officers.entry(command.case).appointments
    return None if known else reason(Code.OFFICER_UNKNOWN, SIGNING_IN, "officer")


@carries(KIN, "The identity number has 18 places and the right check digit (GB 11643).")
def kin_number_right(s: Situation, command: c.DeclareKinship) -> Reason | None:
    wrong = identity_number_fault(command.id_number.reveal(), s.today)
    if wrong is None:
        return None
    return reason(Code.IDENTITY_NUMBER_WRONG, KIN, "id_number", fault=wrong)


@since(3)
@carries(KIN, "The identity number is one that somebody living may have got.")
def kin_number_issued(s: Situation, command: c.DeclareKinship) -> Reason | None:
    """Asked of one that is written right."""
    number = command.id_number.reveal()
    told = identity_number_fault(number, s.today) is None
    fault = never_issued(number, s.today) if told else None
    if fault is None:
        return None
    return reason(Code.IDENTITY_NUMBER_WRONG, KIN, "id_number", fault=fault)


@since(3)
@carries(APART, "Who somebody is, another says: else whoever has two ids could untie them.")
def not_ones_own_number(s: Situation, command: c.DeclareKinship) -> Reason | None:
    return not_oneself(s, command) if command.relation is Kinship.SELF else None


@since(3)
@carries(KIN, "What was declared is withdrawn before something else is said of the same person.")
def kinship_new(s: Situation, command: c.DeclareKinship) -> Reason | None:
    """Nobody has two numbers of their own either, unless one was joined to the other; the same said again
    changes nothing.
    """
    held = s.officers.entry(command.case).kin
    own = [person for person, relation in held.items() if relation is Kinship.SELF]
    second = command.relation is Kinship.SELF and bool(own) and command.person not in own
    if second or held.get(command.person, command.relation) is not command.relation:
        return reason(Code.KINSHIP_DECLARED, KIN, "relation")
    return None


@since(3)
@carries(KIN, "Only what was declared is withdrawn, under the id it was declared for.")
def kinship_declared(s: Situation, command: c.WithdrawKinship) -> Reason | None:
    if command.person in s.officers.entry(command.case).kin:
        return None
    return reason(Code.KINSHIP_UNKNOWN, KIN, "person")


@carries(SIGNING_IN, "A subject is one officer, and an officer one subject of an issuer.")
def subject_free(s: Situation, command: c.LinkSignIn) -> Reason | None:
    mine = any(
        issuer == command.issuer and officer == command.case
        for (issuer, _), officer in s.officers.links.items()
    )
    if mine or s.officers.linked(command.issuer, command.subject) is not None:
        return reason(Code.SIGN_IN_LINKED, SIGNING_IN, "subject")
    return None


@carries(SIGNING_IN, "Only what is linked is taken apart.")
def subject_linked(s: Situation, command: c.UnlinkSignIn) -> Reason | None:
    if s.officers.linked(command.issuer, command.subject) == command.case:
        return None
    return reason(Code.SIGN_IN_UNKNOWN, SIGNING_IN, "subject")


@carries(SIGNING_IN, "Only a credential that is set is taken away.")
def credential_there(s: Situation, command: c.RecordCredential) -> Reason | None:
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
        by=(Post.SECURITY_ADMIN,),
        reads=(Stream.OFFICERS,),
        writes=(Stream.OFFICERS,),
        address="kinships",
        stages=BESIDE_CASES,
        checks=(
            *said("document"),
            not_ones_own_number,
            officer_known,
            kin_number_right,
            kin_number_issued,
            kinship_new,
        ),
        facts=declared,
        brings=(KinshipDeclared,),
    ),
    c.WithdrawKinship: Rule(
        article=KIN,
        by=(Post.SECURITY_ADMIN,),
        reads=(Stream.OFFICERS,),
        writes=(Stream.OFFICERS,),
        address="kinships/withdrawal",
        stages=BESIDE_CASES,
        checks=(*said("document"), not_oneself, kinship_declared),
        facts=withdrawn,
        brings=(KinshipWithdrawn,),
    ),
    c.LinkSignIn: Rule(
        article=SIGNING_IN,
        by=(Post.SECURITY_ADMIN, Post.SYSTEM),
        reads=(Stream.OFFICERS,),
        writes=(Stream.OFFICERS,),
        address="sign-in-links",
        stages=BESIDE_CASES,
        checks=(
            *said("issuer", "subject", "document"),
            officer_nameable,
            not_oneself,
            officer_known,
            subject_free,
        ),
        facts=linked,
        brings=(SignInLinked,),
    ),
    c.UnlinkSignIn: Rule(
        article=SIGNING_IN,
        by=(Post.SECURITY_ADMIN,),
        reads=(Stream.OFFICERS,),
        writes=(Stream.OFFICERS,),
        address="sign-in-links/removal",
        stages=BESIDE_CASES,
        checks=(*said("document"), not_oneself, subject_linked),
        facts=unlinked,
        brings=(SignInUnlinked,),
    ),
    c.RecordCredential: Rule(
        article=SIGNING_IN,
        by=(Post.SYSTEM,),
        reads=(Stream.OFFICERS,),
        writes=(Stream.OFFICERS,),
        stages=BESIDE_CASES,
        checks=(officer_known, credential_there),
        facts=credential_changed,
        brings=(CredentialChanged,),
    ),
}

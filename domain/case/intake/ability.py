"""民法典第二十条: a minor applies by a guardian or is helped to apply, never alone at the counter."""

from datetime import date

from domain.case.intake.children import of_age
from domain.case.intake.commands import SubmitApplication
from domain.case.intake.identities import day_of
from domain.case.records import Member
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.identity import born, identity_number_fault, normal
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import Relation

CIVIL_CODE = "民法典§20"


def birthday(member: Member, day: date) -> date | None:
    """When somebody was born by their number or paper; ``None`` where that tells no day up to this."""
    if member.id_number is None:
        told = None if member.paper is None else day_of(member.paper)
        return None if told is None or told > day else told
    number = normal(member.id_number.reveal())
    return born(number) if identity_number_fault(number, day) is None else None


def minor(members: tuple[Member, ...], day: date) -> bool:
    """Whether whoever applies of these is under age, by their number or paper."""
    applicants = (one for one in members if one.relation is Relation.APPLICANT)
    days = (birthday(one, day) for one in applicants)
    return any(one is not None and not of_age(one, day) for one in days)


@since(3)
@carries("民法典§20 14.2 17", "A minor applies by an agent, as a guardian is, or upon a lead.")
def guardian_named(s: Situation, command: SubmitApplication) -> Reason | None:
    alone = command.agent is None and command.lead is None
    if alone and minor(command.members, s.today):
        return reason(Code.GUARDIAN_MISSING, CIVIL_CODE, "agent")
    return None

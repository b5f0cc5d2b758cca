"""民法典第二十条: a minor applies by a guardian or is helped to apply, never alone at the counter."""

from datetime import date

from domain.case.intake.children import birthday, of_age
from domain.case.intake.commands import SubmitApplication
from domain.case.records import Member
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import Relation
from domain.ground.texts import spelled

CIVIL_CODE = "民法典§20"


def minor(members: tuple[Member, ...], day: date) -> bool:
    """Whether whoever applies of these is under age, by their number or paper."""
    applicants = (one for one in members if one.relation is Relation.APPLICANT)
    days = (birthday(one, day) for one in applicants)
    return any(one is not None and not of_age(one, day) for one in days)


@since(3)
@carries("民法典§20 14.2 17", "A minor applies by an agent, as a guardian is, or upon a lead.")
def guardian_named(s: Situation, command: SubmitApplication) -> Reason | None:
    """By somebody else: who is called like the minor is the minor."""
    agent = command.agent
    if command.lead is not None or not minor(command.members, s.today):
        return None
    if agent is None:
        return reason(Code.GUARDIAN_MISSING, CIVIL_CODE, "agent")
    named = {
        spelled(one.name.reveal()) for one in command.members if one.relation is Relation.APPLICANT
    }
    if spelled(agent.name.reveal()) in named:
        return reason(Code.GUARDIAN_MISSING, CIVIL_CODE, "agent.name")
    return None

"""民法典第二十条: a minor applies by a guardian or is helped to apply, never alone at the counter."""

from datetime import date

from domain.case.intake.children import birthday, born_as_told, of_age
from domain.case.intake.commands import SubmitApplication
from domain.case.records import Member
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.refusal import Code, Reason, reason
from domain.ground.terms import Relation
from domain.ground.texts import spelled

CIVIL_CODE = "民法典§20"
INCAPABLE = "民法典§21"


def minor(members: tuple[Member, ...], day: date) -> bool:
    """Whether whoever applies of these is under age, by their number or paper."""
    applicants = (one for one in members if one.relation is Relation.APPLICANT)
    days = (birthday(one, day) for one in applicants)
    return any(one is not None and not of_age(one, day) for one in days)


@since(3)
@carries("民法典§20 14.2 17", "A minor applies by an agent, as a guardian is, or upon a lead.")
def guardian_named(s: Situation, command: SubmitApplication) -> Reason | None:
    agent = command.agent
    if command.lead is not None or not minor(command.members, s.today):
        return None
    if agent is None:
        return reason(Code.GUARDIAN_MISSING, CIVIL_CODE, "agent")
    return None


@since(3)
@carries(
    "民法典§21 14.2 17", "Whoever cannot act applies by an agent, as a guardian is, or upon a lead."
)
def guardian_of_incapable(s: Situation, command: SubmitApplication) -> Reason | None:
    """A minor is asked it as one already."""
    alone = command.lead is None and command.agent is None
    if not (command.incapable and alone) or minor(command.members, s.today):
        return None
    return reason(Code.GUARDIAN_MISSING, INCAPABLE, "agent")


@since(3)
@carries("民法典§18 民法典§20 17", "An agent is nobody under age who is listed, nor the applicant.")
def agent_of_age(s: Situation, command: SubmitApplication) -> Reason | None:
    """Who is called like one of them is taken for them."""
    agent = command.agent
    if agent is None:
        return None
    named = {
        spelled(one.name.reveal())
        for one in command.members
        if one.relation is Relation.APPLICANT or young(one, s.today)
    }
    if spelled(agent.name.reveal()) in named:
        return reason(Code.GUARDIAN_MISSING, CIVIL_CODE, "agent.name")
    return None


def young(member: Member, day: date) -> bool:
    """Whether somebody is under age by number, paper or birth; of whose day nothing is known is not."""
    told = born_as_told(member, day)[1]
    return told is not None and told <= day and not of_age(told, day)

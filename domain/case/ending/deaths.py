"""死亡: one member fewer, another representative, or the end of the case (内部)."""

from domain.account.events import GrantReleased
from domain.case.ending import commands as c
from domain.case.ending import facts as e
from domain.case.payment.accounts import not_at_the_bank
from domain.case.releases import releases
from domain.case.situation import Situation, happened
from domain.case.words import happened_by_today
from domain.ground.declared import carries
from domain.ground.money import ZERO
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules
from domain.ground.streams import Stream
from domain.ground.terms import Stage, Subject

BEFORE_PAYMENT = frozenset(Stage) - {Stage.UNKNOWN, Stage.REFUSED, Stage.PAID, Stage.CLOSED}


@carries("14.1", "The person who died belongs to the application.")
def is_member(s: Situation, command: c.RecordDeath) -> Reason | None:
    if command.person not in s.case.asked.members:
        return reason(Code.NOT_A_MEMBER, "14.1", "person")
    return None


@carries(
    "14.1", "A household whose applicant died names one of its members instead, and only then."
)
def represented(s: Situation, command: c.RecordDeath) -> Reason | None:
    asked = s.case.asked
    others = [m for m in asked.members if m != command.person]
    if asked.subject is Subject.INDIVIDUAL or command.person != asked.applicant or not others:
        if command.representative is None:
            return None
        return reason(Code.FIELD_INVALID, "14.1", "representative", fault="nobody-to-represent")
    if command.representative not in others:
        return reason(Code.NOT_A_MEMBER, field="representative")
    return None


def died(s: Situation, command: c.RecordDeath) -> tuple[Change, ...]:
    """One member fewer; an individual's case, or an empty household's, ends here but for a debt."""
    asked = s.case.asked
    fact = e.MemberDied(
        on=command.died_on, person=command.person, representative=command.representative
    )
    left = len(asked.members) > 1
    goes_on = left and (asked.subject is Subject.HOUSEHOLD or command.person != asked.applicant)
    if goes_on or s.case.debt > ZERO:
        return happened(fact)
    ended = e.CaseTerminated(on=s.today, reason="death")
    return (Change(fact), Change(ended), *releases(s, "death"))


RULES: Rules = {
    c.RecordDeath: Rule(
        article="14.1",
        by=(Post.CASEWORKER,),
        reads=(Stream.ACCOUNTS,),
        writes=(Stream.CASE, Stream.ACCOUNTS),
        address="deaths",
        stages=BEFORE_PAYMENT,
        guards=(not_at_the_bank,),
        checks=(is_member, represented, happened_by_today("died_on")),
        facts=died,
        brings=(e.CaseTerminated, GrantReleased, e.MemberDied),
    ),
}

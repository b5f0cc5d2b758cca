"""第十四条: a death that one case has on record is told in every other that lists the person."""

from collections.abc import Iterator

from domain.account.home import NOBODY
from domain.case.knowledge import commands as c
from domain.case.knowledge import facts as e
from domain.case.situation import Situation, happened
from domain.case.state import WHILE_OPEN
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.people import PersonId
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, Reasons, reason
from domain.ground.rows import Change, Rule, Rules
from domain.ground.streams import Stream
from domain.ground.words import said


def known_dead(s: Situation) -> Iterator[PersonId]:
    """Members who died by what stands elsewhere, in their order; not who was found to be another."""
    for person in s.case.asked.members:
        died = s.homes.get(person, NOBODY).died
        if died is not None and (person, died) not in s.case.heard.alive:
            yield person


@since(3)
@carries("14.1", "A death on record elsewhere is recorded here, or found to be another's.")
def nobody_known_dead(s: Situation) -> Reasons:
    """Told once for each: the day, and which of the persons listed; nothing of the other case."""
    return tuple(
        reason(Code.DEATH_KNOWN, "14.1", person=person, day=s.homes[person].died)
        for person in known_dead(s)
    )


@since(3)
@carries("14.1", "Some death of a person listed here is on record elsewhere.")
def death_known(s: Situation) -> Reason | None:
    if any(s.homes.get(one, NOBODY).died is not None for one in s.case.asked.members):
        return None
    return reason(Code.DEATH_UNKNOWN, "14.1")


@since(3)
@carries("14.1", "What is judged is the death of somebody listed here.")
def death_of_a_member(s: Situation, command: c.JudgeDeath) -> Reason | None:
    if death_known(s) is not None:
        return None
    listed = command.person in s.case.asked.members
    if listed and s.homes.get(command.person, NOBODY).died is not None:
        return None
    return reason(Code.DEATH_UNKNOWN, "14.1", "person")


def judged(s: Situation, command: c.JudgeDeath) -> tuple[Change, ...]:
    """Whose death it is, and upon what."""
    died = s.homes[command.person].died
    if died is None:
        raise ValueError("no death is on record")
    return happened(
        e.DeathJudged(
            on=s.today,
            person=command.person,
            died_on=died,
            sameness=command.sameness,
            findings=command.findings.bound(command.person),
            evidence=tuple(command.evidence),
        )
    )


RULES: Rules = {
    c.JudgeDeath: Rule(
        article="14.1",
        by=(Post.CASEWORKER, Post.COUNTY_CHECKER),
        hand=Deed.RECORDED,
        reads=(Stream.HOMES,),
        address="deaths/judgement",
        awaited=True,
        lifts=(nobody_known_dead,),
        stages=WHILE_OPEN,
        guards=(death_known,),
        checks=(death_of_a_member, *said("findings", "evidence")),
        facts=judged,
        brings=(e.DeathJudged,),
    ),
}

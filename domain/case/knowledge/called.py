"""第十六条: who is recorded elsewhere by another name under the same number is compared by a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.case.knowledge import commands as c
from domain.case.knowledge import facts as e
from domain.case.situation import Situation, happened
from domain.case.state import OVER, WHILE_OPEN
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.people import PersonId
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules
from domain.ground.words import said

Otherwise = Mapping[PersonId, int]
"""Of whom other applications have other names under the same number, and how many."""


@dataclass(frozen=True, slots=True)
class OtherNames:
    """A member, how many other names are recorded, and whether somebody found whose they are."""

    person: PersonId
    others: int
    answered: bool


def names(s: Situation, otherwise: Otherwise) -> Iterator[OtherNames]:
    """Of members, as long as something may still be decided on them; a new name asks anew."""
    if s.case.stage in OVER:
        return
    found = dict(s.case.heard.names)
    for person in s.case.asked.members:
        others = otherwise.get(person, 0)
        if others:
            yield OtherNames(person, others, others <= found.get(person, 0))


def names_open(s: Situation, otherwise: Otherwise) -> tuple[Reason, ...]:
    """Those nobody answered for. Told at the counter: who somebody is, the number says, not the name."""
    return tuple(
        reason(Code.NAMED_OTHERWISE, "16.3", person=one.person, others=one.others)
        for one in names(s, otherwise)
        if not one.answered
    )


@since(3)
@carries("16.3", "Whose names are compared is listed here, and recorded by another one elsewhere.")
def named_otherwise(s: Situation, command: c.JudgeName) -> Reason | None:
    if command.person in s.case.asked.members and command.others:
        return None
    return reason(Code.NAMES_AGREE, "16.3", "person")


def judged(s: Situation, command: c.JudgeName) -> tuple[Change, ...]:
    """Whether all those names are of one person, and upon what."""
    return happened(
        e.NameJudged(
            on=s.today,
            person=command.person,
            others=command.others,
            sameness=command.sameness,
            findings=command.findings.bound(command.person),
            evidence=tuple(command.evidence),
        )
    )


RULES: Rules = {
    c.JudgeName: Rule(
        article="16.3",
        by=(Post.CASEWORKER, Post.COUNTY_CHECKER),
        hand=Deed.RECORDED,
        address="names/judgement",
        aside=True,
        stages=WHILE_OPEN,
        checks=(named_otherwise, *said("findings", "evidence")),
        facts=judged,
        brings=(e.NameJudged,),
    ),
}

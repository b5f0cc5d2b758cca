"""第十六条第三项: the identity number of somebody who was listed without one."""

from domain.case.amendment import commands as c
from domain.case.amendment import facts as e
from domain.case.situation import Situation, happened
from domain.ground.declared import carries, internal
from domain.ground.editions import since
from domain.ground.identity import born, normal, wrong_number
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Rule, Rules
from domain.ground.terms import Stage
from domain.ground.words import said

ARTICLE = "16.3"


@since(3)
@carries("14.1", "The person belongs to the application.")
def listed(s: Situation, command: c.JoinNumber) -> Reason | None:
    if command.person in s.case.asked.members:
        return None
    return reason(Code.NOT_A_MEMBER, "14.1", "person")


@since(3)
@carries("16.3", "Who was listed by a number keeps it; who has none yet gets one, and only one.")
def without_number(s: Situation, command: c.JoinNumber) -> Reason | None:
    asked = s.case.asked
    if command.person not in asked.members or command.person in asked.unnumbered:
        return None
    return reason(Code.NUMBERED_ALREADY, ARTICLE, "person")


@since(3)
@carries(
    "16 16.3", "The identity number is right (GB 11643), and of the day of birth that was said."
)
def number_fits(s: Situation, command: c.JoinNumber) -> Reason | None:
    number = normal(command.id_number.reveal())
    fault = wrong_number(number, s.today)
    if fault is not None:
        return reason(Code.IDENTITY_NUMBER_WRONG, ARTICLE, "id_number", fault=fault)
    other = command.born is not None and command.born.reveal() != born(number).isoformat()
    if other or command.otherwise:
        return reason(Code.IDENTITY_CONTRADICTS, ARTICLE, "id_number")
    return None


@since(3)
@internal(
    "One person has one account: a number under which another one has grants is joined to nobody."
)
def nobody_elses(s: Situation, command: c.JoinNumber) -> Reason | None:
    """Nor one of an application that goes on; whoever was only declared, or listed once, is the same."""
    if command.known in (None, command.person):
        return None
    if command.known in s.case.asked.members:
        return reason(Code.NUMBER_OF_A_MEMBER, field="id_number")
    return reason(Code.NUMBER_KNOWN_OTHERWISE, field="id_number") if command.held else None


RULES: Rules = {
    c.JoinNumber: Rule(
        article=ARTICLE,
        by=(Post.CASEWORKER, Post.COUNTY_CHECKER),
        by_article="14.1",
        address="members/number",
        aside=True,
        stages=frozenset(Stage) - {Stage.UNKNOWN},
        checks=(*said("document"), listed, without_number, number_fits, nobody_elses),
        facts=lambda s, k: happened(
            e.NumberJoined(
                on=s.today,
                person=k.person,
                id_number=k.id_number.bound(k.person),
                shown=None if k.shown is None else k.shown.bound(k.person),
                document=k.document,
                known=None if k.known == k.person else k.known,
            )
        ),
        brings=(e.NumberJoined,),
    ),
}

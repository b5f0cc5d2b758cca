"""第十六条第三项: the identity number of somebody who was listed without one."""

from collections.abc import Iterator

from domain.case.amendment import commands as c
from domain.case.amendment import facts as e
from domain.case.amendment.again import TO_BE_TOLD
from domain.case.situation import Situation
from domain.case.state import OVER
from domain.ground.declared import carries, internal
from domain.ground.duties import every_hand
from domain.ground.editions import since
from domain.ground.identity import born, normal, wrong_number
from domain.ground.people import PersonId
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.ground.words import said
from domain.registers.officers.facts import KinshipDeclared
from domain.registers.officers.state import STREAM as OFFICERS

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


@since(3)
@carries(
    "30 公务员法§76",
    "No number makes whoever had a hand in an undecided case kin of it.",
)
def kin_of_no_hand(s: Situation, command: c.JoinNumber) -> Reason | None:
    """By an amendment the person is listed anew, and what kin did is done again; what was decided stands."""
    decided = s.case.approval is not None or s.case.stage in TO_BE_TOLD | OVER
    if decided or command.known is None:
        return None
    if all(command.known not in s.officers.kin(one) for one in every_hand(s.case.hands)):
        return None
    return reason(Code.KIN_BY_NUMBER, "公务员法§76", "id_number")


def joined(s: Situation, command: c.JoinNumber) -> tuple[Change, ...]:
    """Whoever is kin to whom the number was known by is kin to the person, in every file."""
    other = None if command.known == command.person else command.known
    fact = e.NumberJoined(
        on=s.today,
        person=command.person,
        id_number=command.id_number.bound(command.person),
        shown=None if command.shown is None else command.shown.bound(command.person),
        document=command.document,
        known=other,
    )
    return (Change(fact), *(Change(one, OFFICERS) for one in _kinships(s, command, other)))


def _kinships(
    s: Situation, command: c.JoinNumber, other: PersonId | None
) -> Iterator[KinshipDeclared]:
    """What was declared of the one, said of the other."""
    for officer, entry in s.officers.entries.items():
        relation = None if other is None else entry.kin.get(other)
        if relation is not None and command.person not in entry.kin:
            yield KinshipDeclared(
                on=s.today,
                officer=officer,
                person=command.person,
                relation=relation,
                document=command.document,
            )


RULES: Rules = {
    c.JoinNumber: Rule(
        article=ARTICLE,
        reads=(Stream.OFFICERS,),
        writes=(Stream.CASE, Stream.OFFICERS),
        by=(Post.CASEWORKER, Post.COUNTY_CHECKER),
        by_article="14.1",
        address="members/number",
        aside=True,
        stages=frozenset(Stage) - {Stage.UNKNOWN},
        checks=(
            *said("document"),
            listed,
            without_number,
            number_fits,
            nobody_elses,
            kin_of_no_hand,
        ),
        facts=joined,
        brings=(e.NumberJoined, KinshipDeclared),
    ),
}

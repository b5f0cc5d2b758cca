"""人员情况互通: what happens in a case. A vocabulary."""

from datetime import date

from domain.account.known import Parting
from domain.ground.declared import carries
from domain.ground.facts import Fact, fact
from domain.ground.matter import Likeness, Sameness
from domain.ground.people import PersonId, Private


@fact("death-judged")
@carries("14.1", "死亡核认: whether a death recorded elsewhere is that of the person listed here.")
class DeathJudged(Fact):
    """``died_on`` is the day the other record tells."""

    on: date
    person: PersonId
    died_on: date
    sameness: Sameness
    findings: Private
    evidence: tuple[str, ...]


@fact("name-judged")
@carries(
    "16.3", "姓名核认: whether who is recorded by another name elsewhere is the one listed here."
)
class NameJudged(Fact):
    """``others`` says how many other names were recorded under the same number by then."""

    on: date
    person: PersonId
    others: int
    sameness: Sameness
    findings: Private
    evidence: tuple[str, ...]


@fact("household-parted")
@carries("11 AMB-35", "分户: members who live with somebody not listed here no more.")
class HouseholdParted(Fact):
    """``on`` is the day they parted; ``others`` says from how many persons."""

    on: date
    persons: tuple[PersonId, ...]
    parting: Parting
    others: int
    findings: Private
    evidence: tuple[str, ...]


@fact("likeness-judged")
@carries("12", "事项核认: whether an application that looks alike is of the same matter.")
class LikenessJudged(Fact):
    """``person`` and ``listing`` name the other application, and neither its number nor its place."""

    on: date
    person: PersonId
    listing: int
    likenesses: tuple[Likeness, ...]
    sameness: Sameness
    findings: Private
    evidence: tuple[str, ...]


@fact("household-joined")
@carries("11 AMB-03", "并户: those of another application and of this one live together.")
class HouseholdJoined(Fact):
    """``on`` is the day since which they do; ``others`` says with how many persons."""

    on: date
    person: PersonId
    listing: int
    others: int
    findings: Private
    evidence: tuple[str, ...]


KnowledgeFact = DeathJudged | NameJudged | HouseholdParted | HouseholdJoined | LikenessJudged

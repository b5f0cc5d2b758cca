"""人员情况互通: what an officer may ask for. Words only."""

from dataclasses import dataclass
from datetime import date

from domain.account.known import Parting
from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.matter import Sameness
from domain.ground.people import PersonId, Private


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("14.1", "whether who died elsewhere is the person listed here, upon what evidence.")
class JudgeDeath(Command):
    """Of the same person the death is recorded here as well, which this does not do."""

    person: PersonId
    sameness: Sameness
    findings: Private
    evidence: tuple[str, ...]


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("16.3", "whether who has another name elsewhere is one person, upon what evidence.")
class JudgeName(Command):
    """The office fills in ``others``: how many other names are recorded under the same number."""

    person: PersonId
    sameness: Sameness
    findings: Private
    evidence: tuple[str, ...]
    others: int = 0


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("11 AMB-35", "members live with those not listed here no more, since a day upon proof.")
class PartHousehold(Command):
    """``persons`` are members of the application; whom they parted from is known to the office."""

    persons: tuple[PersonId, ...]
    parted_on: date
    parting: Parting
    findings: Private
    evidence: tuple[str, ...]


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("12", "whether an application that looks alike is of the same matter, upon what evidence.")
class JudgeLikeness(Command):
    """``listing`` counts the applications that list the person, from 1."""

    person: PersonId
    listing: int
    sameness: Sameness
    findings: Private
    evidence: tuple[str, ...]


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("11 AMB-03", "those of an application that looks alike and of this one live together.")
class JoinHousehold(Command):
    """``joined_on`` is the day since which they do, as the proof says."""

    person: PersonId
    listing: int
    joined_on: date
    findings: Private
    evidence: tuple[str, ...]

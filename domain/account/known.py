"""The facts of what is known of a person everywhere, whichever case told it."""

from datetime import date
from enum import StrEnum

from domain.ground.declared import carries, says
from domain.ground.facts import Fact, fact
from domain.ground.matter import Matter, Sameness
from domain.ground.people import PersonId


@says("How people who lived together came to live apart.")
class Parting(StrEnum):
    DIVORCED = "divorced"
    MOVED_OUT = "moved-out"
    NEVER_TOGETHER = "never-together"
    DIED = "died"


@fact("death-known")
@carries("14.1", "The person died on this day, as some case has it: every other one is told.")
class DeathKnown(Fact):
    on: date
    person: PersonId
    case: str


@fact("death-withdrawn")
@carries(
    "14.1", "The death was recorded by mistake, as two hands found: nobody is told of it any more."
)
class DeathWithdrawn(Fact):
    on: date
    person: PersonId
    case: str


@fact("person-listed")
@carries("AMB-03", "An application lists this person, together with ``others``: one household.")
class PersonListed(Fact):
    on: date
    person: PersonId
    case: str
    matter: Matter
    others: tuple[PersonId, ...] = ()


@fact("persons-parted")
@carries("AMB-03 AMB-35", "This person lives with ``others`` no more, since a day upon proof.")
class PersonsParted(Fact):
    """``on`` is the day they parted. Who never lived together never shared a year either."""

    on: date
    person: PersonId
    case: str
    others: tuple[PersonId, ...]
    parting: Parting


@fact("persons-joined")
@carries("AMB-03", "This person lives with ``others``, as a person found out upon proof.")
class PersonsJoined(Fact):
    on: date
    person: PersonId
    case: str
    others: tuple[PersonId, ...]


@fact("matters-compared")
@carries("12", "Whether two applications are of one matter, as a person found out.")
class MattersCompared(Fact):
    """``other`` is somebody whom ``other_case`` lists; of one person's two applications themselves.
    ``division`` is whose verdict it is.
    """

    on: date
    person: PersonId
    case: str
    other: PersonId
    other_case: str
    sameness: Sameness
    division: str = ""


HomeFact = (
    DeathKnown | DeathWithdrawn | PersonListed | PersonsParted | PersonsJoined | MattersCompared
)

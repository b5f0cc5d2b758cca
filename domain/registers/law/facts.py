"""法规入档、解释入档: what happens to law on record."""

from dataclasses import dataclass
from datetime import date

from domain.ground.declared import carries, says
from domain.ground.facts import Fact, fact


@dataclass(frozen=True, slots=True)
@says("An entry, the days on which it decides the same, and the digest of what decides in it.")
class EntryHeld:
    entry: str
    first: date
    last: date | None
    digest: str

    def on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


@fact("law-recorded")
@says("A pack or an overlay (``pack`` says of which) as it counts from now on.")
class LawRecorded(Fact):
    """``sha256`` is the file's; a later fact of the same name stands in the place of an earlier one."""

    on: date
    name: str
    pack: str | None
    document: str
    area: str
    valid_from: date
    valid_to: date | None
    sha256: str
    entries: tuple[EntryHeld, ...]


@fact("law-proposed")
@says(
    "A city officer asks that a file count: by its document, from its first day, as it is (hash)."
)
class LawProposed(Fact):
    on: date
    name: str
    document: str
    valid_from: date
    sha256: str


@fact("interpretation-proposed")
@says("A city officer asks that an ambiguity be read so from a day on, by the bureau's document.")
class InterpretationProposed(Fact):
    """``correction``: it was to be read so on days that have been already."""

    on: date
    name: str
    reading: str
    choice: str
    since: date
    document: str
    correction: bool = False


@fact("interpretation-recorded")
@carries("34", "解释: from a day on the bureau reads an ambiguity of the text so.")
class InterpretationRecorded(Fact):
    """It is known from ``on``, the day it was recorded; what was decided before stands."""

    on: date
    name: str
    reading: str
    choice: str
    since: date
    document: str
    proposed_by: str
    correction: bool = False


EnactmentFact = LawRecorded | LawProposed | InterpretationProposed | InterpretationRecorded

"""主动发现: a lead recorded and closed (A14.2)."""

from datetime import date
from enum import StrEnum

from domain.ground.declared import carries, says
from domain.ground.facts import Fact, fact
from domain.ground.people import PersonId, Private
from domain.ground.terms import Category


@says("Who told the township.")
class LeadSource(StrEnum):
    COMMITTEE = "village-committee"
    POLICE = "police"
    URBAN_MANAGEMENT = "urban-management"
    STATION = "relief-station"
    ORGANISATION = "organisation"
    CITIZEN = "citizen"


@says("What became of it.")
class LeadOutcome(StrEnum):
    HELPED_TO_APPLY = "helped-to-apply"
    NOT_IN_NEED = "not-in-need"
    OTHER_PROGRAMME = "other-programme"
    NOT_FOUND = "not-found"


@fact("lead-recorded", version=2)
@says("Someone may need help. The reporter stays secret; whom it is about is not identified yet.")
class LeadRecorded(Fact):
    lead: str
    on: date
    township: str
    source: LeadSource
    category: Category | None
    person: PersonId
    whereabouts: Private
    reporter: Private | None = None
    protective_step: Private | None = None


@fact("lead-closed", version=2)
@says("The lead was looked into; a case number where the person was helped to apply.")
class LeadClosed(Fact):
    on: date
    outcome: LeadOutcome
    note: Private
    case: str | None = None


@fact("lead-passed-on")
@carries("行政诉讼法§26", "The township is no more: whoever stands for it looks into the lead.")
class LeadPassedOn(Fact):
    """``since``: the day from which on it does."""

    on: date
    origin: str
    township: str
    since: date


LeadFact = LeadRecorded | LeadClosed | LeadPassedOn

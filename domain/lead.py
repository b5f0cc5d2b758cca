"""主动发现: a lead on someone in need, from hearing of it to its outcome (A14.2)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.case.terms import Category
from domain.facts import Fact, fact
from domain.people import PersonId, Private


class LeadSource(StrEnum):
    """Who told the township."""

    COMMITTEE = "village-committee"
    POLICE = "police"
    URBAN_MANAGEMENT = "urban-management"
    STATION = "relief-station"
    ORGANISATION = "organisation"
    CITIZEN = "citizen"


class LeadOutcome(StrEnum):
    """What became of it."""

    HELPED_TO_APPLY = "helped-to-apply"
    NOT_IN_NEED = "not-in-need"
    OTHER_PROGRAMME = "other-programme"
    NOT_FOUND = "not-found"


@fact("lead-recorded", version=2)
class LeadRecorded(Fact):
    """Someone may need help. The reporter stays secret; whom it is about is not identified yet."""

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
class LeadClosed(Fact):
    """The lead was looked into; a case number where the person was helped to apply."""

    on: date
    outcome: LeadOutcome
    note: Private
    case: str | None = None


LeadFact = LeadRecorded | LeadClosed


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead as of its last fact."""

    version: int = 0
    id: str = ""
    township: str = ""
    person: PersonId | None = None
    outcome: LeadOutcome | None = None
    closed_on: date | None = None


def stream(lead: str) -> str:
    """The stream of a lead."""
    return f"lead-{lead}"


def evolve(lead: Lead, fact: LeadFact) -> Lead:
    """The lead after a fact."""
    if isinstance(fact, LeadRecorded):
        return Lead(lead.version + 1, fact.lead, fact.township, fact.person)
    return Lead(lead.version + 1, lead.id, lead.township, lead.person, fact.outcome, fact.on)

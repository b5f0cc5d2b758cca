"""主动发现: a lead on someone in need, from hearing of it to its outcome (A14.2)."""

from dataclasses import dataclass, replace
from datetime import date

from domain.ground.people import PersonId
from domain.registers.leads.facts import LeadFact, LeadOutcome, LeadPassedOn, LeadRecorded


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
    if isinstance(fact, LeadPassedOn):
        return replace(lead, version=lead.version + 1, township=fact.township)
    return Lead(lead.version + 1, lead.id, lead.township, lead.person, fact.outcome, fact.on)

"""What an officer, or the system, may ask of the register of leads."""

from dataclasses import dataclass

from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.people import Private
from domain.ground.terms import Category
from domain.registers.leads.facts import LeadOutcome, LeadSource


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("14.2", "``case`` is the number of the lead.")
class RecordLead(Command):
    township: str
    source: LeadSource
    category: Category | None = None
    whereabouts: Private
    reporter: Private | None = None
    protective_step: Private | None = None


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("行政诉讼法§26", "the township is no more: the lead lies with whoever stands for it.")
class PassOnLead(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("14.2")
class CloseLead(Command):
    outcome: LeadOutcome
    note: Private
    application: str | None = None

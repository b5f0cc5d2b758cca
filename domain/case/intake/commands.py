"""申请与受理: what an officer, or the sweep, may ask for. Words only."""

from dataclasses import dataclass
from datetime import date

from domain.case.intake.facts import Competent
from domain.case.records import Account, Agent, Contact, Incident, Member
from domain.ground.commands import Command
from domain.ground.declared import carries, says
from domain.ground.editions import since
from domain.ground.money import Money
from domain.ground.people import PersonId, Private
from domain.ground.terms import (
    Category,
    Cause,
    Channel,
    MistakeGround,
    Procedure,
    Residence,
    Subject,
)


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("14", "a family or person asks for relief.")
class SubmitApplication(Command):
    """``account_checked``: the account's number was looked at again, its check digit being wrong,
    or its looking like a telephone or an identity number. ``incapable``: the applicant cannot act, or
    not wholly (民法典 §21, §22).

    ``received_on``: the day it was handed in, if not today. The office fills in ``otherwise``: of whom
    another birth was said before.
    """

    channel: Channel
    subject: Subject
    category: Category
    incident: Incident
    township: str
    village: str
    lives_in: str
    lives_in_seat: bool | None = None
    residence: Residence
    members: tuple[Member, ...]
    contact: Contact
    account: Account | None = None
    agent: Agent | None = None
    lead: str | None = None
    requested: Money | None = None
    statement: Private
    materials: tuple[str, ...] = ()
    account_checked: bool = False
    incapable: bool = False
    received_on: date | None = None
    late_reason: Private | None = None
    otherwise: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("16/1", "say once all that is missing.")
class NotifyDeficiencies(Command):
    missing: tuple[str, ...]
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("16/1 17", "papers handed in later; ``received_on``: when, if not today.")
class ReceiveSupplement(Command):
    materials: tuple[str, ...]
    received_on: date | None = None
    late_reason: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
@says("close without prejudice once the time for papers is over.")
class LapseApplication(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.2")
class EstablishUrgency(Command):
    kind: Cause
    reason: Private


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("15 16 17", "``outstanding`` papers only in the urgent procedure, with a reason.")
class AcceptApplication(Command):
    """``accepted_on``: the day it was accepted at the counter, if not today."""

    procedure: Procedure
    outstanding: tuple[str, ...] = ()
    reason: Private | None = None
    accepted_on: date | None = None
    late_reason: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("16/1", "in writing.")
class RefuseAcceptance(Command):
    reason: Private
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("15")
class HandToReliefStation(Command):
    station: str
    slip: str


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("8.2 27", "whoever comes under other rules is handed to whoever is competent.")
class HandToCompetent(Command):
    competent: Competent
    body: str
    reasons: Private
    slip: str


@since(2)
@dataclass(frozen=True, slots=True, kw_only=True)
@says("An acceptance was a mistake: the application lies on the counter again.")
class UndoAcceptance(Command):
    ground: MistakeGround
    reasons: Private


@since(2)
@dataclass(frozen=True, slots=True, kw_only=True)
@says("An application was entered by mistake: the file ends, and another may follow.")
class StrikeApplication(Command):
    ground: MistakeGround
    reasons: Private

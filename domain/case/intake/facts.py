"""申请与受理: what happens in a case. A vocabulary."""

from dataclasses import field
from datetime import date
from enum import StrEnum

from domain.case.records import Account, Agent, Contact, Incident, Member
from domain.ground.declared import carries, says
from domain.ground.facts import Fact, fact
from domain.ground.indexes import Index
from domain.ground.money import Money
from domain.ground.people import PersonId, Private
from domain.ground.terms import (
    Category,
    Cause,
    Channel,
    MistakeGround,
    NumberKind,
    Procedure,
    Residence,
    Subject,
)


@carries("8.2", "Who helps where other rules apply: 生活无着, 突发公共事件, 疾病应急救助.")
class Competent(StrEnum):
    RELIEF_STATION = "relief-station"
    DISASTER_RELIEF = "disaster-relief"
    DISEASE_EMERGENCY = "disease-emergency-aid"
    OTHER_RULES = "other-rules"


@fact("application-submitted", version=9)
@carries("14", "申请. ``township`` and ``lives_in`` are 9-digit division codes.")
class ApplicationSubmitted(Fact):
    """``materials`` are papers by the pack's names for them, here and in every fact; ``lacking`` is
    what the law of the day asked for besides (``None``: recorded before the fact said so).
    ``account_checked``: the account's number was looked at once more, though a card's check
    digit is wrong in it. ``incapable``: the applicant cannot act, or not wholly; somebody does for them.
    ``village_code``: of the village on record by the name of ``village`` that day; empty where none is.
    """

    case: str
    on: date
    channel: Channel
    subject: Subject
    category: Category
    incident: Incident
    township: str
    village: str
    lives_in: str
    lives_in_seat: bool
    residence: Residence
    applicant: PersonId
    members: tuple[Member, ...]
    contact: Contact
    account: Account | None = None
    agent: Agent | None = None
    lead: str | None = None
    requested: Money | None = None
    statement: Private
    materials: tuple[str, ...]
    lacking: tuple[str, ...] | None = None
    account_checked: bool = False
    late_reason: Private | None = None
    incapable: bool = False
    village_code: str = ""
    indexes: tuple[Index, ...] = field(default=(), repr=False)


@fact("deficiencies-notified", version=2)
@carries("16/1", "一次性告知: everything that is missing, once.")
class DeficienciesNotified(Fact):
    on: date
    missing: tuple[str, ...]
    document: str
    vouched: tuple[NumberKind, ...] = ()


@fact("supplement-received", version=2)
@carries("16 17", "补正: before acceptance, or ``later`` after a conditional one.")
class SupplementReceived(Fact):
    """``lacking`` is what was asked for and has still not come: papers may arrive in parts."""

    on: date
    materials: tuple[str, ...]
    later: bool
    lacking: tuple[str, ...] = ()
    late_reason: Private | None = None


@fact("application-lapsed", version=2)
@says("No supplement came in time: over without prejudice (internal rule).")
class ApplicationLapsed(Fact):
    on: date
    unserved: bool = False


@fact("urgency-established")
@carries("18.2", "情况紧急: kind of hardship and why waiting would do irreparable harm.")
class UrgencyEstablished(Fact):
    on: date
    kind: Cause
    reason: Private


@fact("application-accepted", version=4)
@carries("13 17", "受理. Fixes procedure and policy pack; ``outstanding`` papers are due later.")
class ApplicationAccepted(Fact):
    """``by_county``: the applicant went straight to the county (13). ``fingerprint`` is the pack's,
    of that day. ``used_days``: the working days that earlier acceptances of this file took, where
    there were any.
    """

    on: date
    procedure: Procedure
    pack: str
    outstanding: tuple[str, ...] = ()
    reason: Private | None = None
    by_county: bool = False
    fingerprint: str | None = None
    late_reason: Private | None = None
    used_days: int | None = None


@fact("acceptance-refused", version=3)
@carries("16/1", "不予受理, with its reason in writing.")
class AcceptanceRefused(Fact):
    """``unserved``, here and elsewhere: the file stays open until the family was served its letters. What
    was recorded before edition 3 closed it at once.
    """

    on: date
    reason: Private
    document: str
    vouched: tuple[NumberKind, ...] = ()
    unserved: bool = False


@fact("handed-to-relief-station", version=2)
@carries(
    "15", "Neither local hukou nor permit: helped to apply at the relief station. Not a refusal."
)
class HandedToReliefStation(Fact):
    on: date
    station: str
    slip: str
    vouched: tuple[NumberKind, ...] = ()


@fact("handed-to-competent", version=2)
@carries("8.2 27", "转办: other rules apply, and ``body`` helps by them. Not a refusal.")
class HandedToCompetent(Fact):
    """``by_the_county``, here and in what is undone or struck: which office did it, and serves its letter.
    Facts of before do not say.
    """

    on: date
    competent: Competent
    body: str
    reasons: Private
    slip: str
    vouched: tuple[NumberKind, ...] = ()
    unserved: bool = False
    by_the_county: bool | None = None


@fact("acceptance-undone")
@says("撤销受理: since when it stood, and why it was a mistake.")
class AcceptanceUndone(Fact):
    """``fell_away``: no visit was made, and it is counted no more among those of which some are drawn."""

    on: date
    since: date
    ground: MistakeGround
    reasons: Private
    fell_away: bool = False
    by_the_county: bool | None = None


@fact("application-struck", version=2)
@says("撤销登记: the application was entered by mistake.")
class ApplicationStruck(Fact):
    on: date
    ground: MistakeGround
    reasons: Private
    unserved: bool = False
    by_the_county: bool | None = None


IntakeFact = (
    ApplicationSubmitted
    | DeficienciesNotified
    | SupplementReceived
    | ApplicationLapsed
    | UrgencyEstablished
    | ApplicationAccepted
    | AcceptanceRefused
    | HandedToReliefStation
    | HandedToCompetent
    | AcceptanceUndone
    | ApplicationStruck
)

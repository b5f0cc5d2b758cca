"""转介与结案: what an officer, or the sweep, may ask for. Words only."""

from dataclasses import dataclass
from datetime import date

from domain.case.records import Agent
from domain.ground.commands import Command
from domain.ground.declared import carries, says
from domain.ground.editions import since
from domain.ground.people import PersonId, Private
from domain.ground.terms import ReferralPurpose


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("21 27", "to whoever else may help, at any stage.")
class ReferCase(Command):
    receiver: Private
    purpose: ReferralPurpose


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("21 27")
class RecordReferralAnswer(Command):
    number: int
    accepted: bool
    result: Private


@since(3)
@dataclass(frozen=True, slots=True, kw_only=True)
@carries("27", "what a joint meeting resolved in a grave matter.")
class RecordJointMeeting(Command):
    held_on: date
    minutes: str
    resolution: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawApplication(Command):
    reason: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDeath(Command):
    """``guardian``: who stands for a child where nobody of age is left, or for a representative who is
    ``incapable``: they cannot act, or not wholly.

    ``under_age`` are those of the household who were on the day, ``guardian_is`` whom of it the guardian
    is called like; both found out by the office.
    """

    person: PersonId
    died_on: date
    representative: PersonId | None = None
    guardian: Agent | None = None
    incapable: bool = False
    under_age: tuple[PersonId, ...] = ()
    guardian_is: PersonId | None = None
    late_reason: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase(Command):
    volume: str


@dataclass(frozen=True, slots=True, kw_only=True)
@says("a holiday notice moved the last day of a running limit; ``was`` it so far.")
class RecordRecomputedLimit(Command):
    limit: str
    key: str = ""
    started_on: date
    was: date


@dataclass(frozen=True, slots=True, kw_only=True)
@says("the sweep found a limit that ran out.")
class RecordMissedLimit(Command):
    limit: str
    key: str = ""
    started_on: date

"""转介与结案: what an officer, or the sweep, may ask for. Words only."""

from dataclasses import dataclass
from datetime import date

from domain.ground.commands import Command
from domain.ground.declared import carries, says
from domain.ground.people import PersonId, Private
from domain.ground.terms import ReferralPurpose


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("21")
class ReferCase(Command):
    receiver: Private
    purpose: ReferralPurpose


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("21")
class RecordReferralAnswer(Command):
    number: int
    accepted: bool
    result: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawApplication(Command):
    reason: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDeath(Command):
    person: PersonId
    died_on: date
    representative: PersonId | None = None


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

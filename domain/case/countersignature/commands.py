"""备案与补签: what an officer, or the sweep, may ask for. Words only."""

from dataclasses import dataclass

from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.people import Private
from domain.ground.terms import CountersignatureOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.2.1")
class FileForRecord(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.2.1")
class Countersign(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.2.1")
class RefuseCountersignature(Command):
    outcome: CountersignatureOutcome
    reasons: Private


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.1.2")
class FeedBackResult(Command):
    pass

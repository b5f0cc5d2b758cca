"""公示: what an officer, or the sweep, may ask for. Words only."""

from dataclasses import dataclass
from datetime import date

from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.people import Private
from domain.ground.terms import ObjectionOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.1.1", "``text_digest`` is that of the text the system words; empty: it is filled in.")
class PostPublicNotice(Command):
    """``posted_on``: when it was posted, if that was not today."""

    place: str
    text_digest: str = ""
    evidence: tuple[str, ...]
    posted_on: date | None = None
    late_reason: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InterruptPublicNotice(Command):
    reason: Private


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPublicNotice(Command):
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("18.1.1", "``received_on``: when it was received, if that was not today.")
class LodgeObjection(Command):
    content: Private
    objector: Private | None = None
    received_on: date | None = None
    late_reason: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveObjection(Command):
    number: int
    outcome: ObjectionOutcome
    findings: Private
    evidence: tuple[str, ...] = ()

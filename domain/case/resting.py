"""Which facts rest on which entries of the law, of which days, and under which fingerprint.

Acceptance and decisions rest on the whole law of the day of acceptance. Every other deed rests on what
an office does by the law of the day itself (``domain/case/governing.py``), and on the time limits that
are counted from it; what is said before there is an acceptance rests on kinds and papers as well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from domain.case import facts as e
from domain.case.decision.facts import ReliefApproved, ReliefRefused
from domain.case.governing import AT_INTAKE, BY_DEED
from domain.case.intake.facts import ApplicationAccepted, IntakeFact
from domain.case.recomputation import trace_of
from domain.case.revision.facts import DecisionChanged
from domain.ground.facts import Fact, Recorded
from domain.law.held import held
from domain.law.pack import Law, NoLawInForce, joint
from domain.law.reference import ReferenceValueRecorded
from domain.registers.delegations.facts import DelegationGranted
from domain.registers.keys.facts import KeyDestroyed, KeyDestructionProposed
from domain.registers.law.state import Changed
from domain.registers.leads.facts import LeadClosed, LeadRecorded
from domain.registers.roster.facts import RosterFact
from domain.time.due import LOCAL

Tables = frozenset[str]

FIXING = (ApplicationAccepted, ReliefApproved, ReliefRefused, DecisionChanged)
"""Facts that fix what a family is owed: they rest on every entry of the day of acceptance."""

BY_DAY: Mapping[type[Fact], Tables] = {
    **dict.fromkeys(get_args(e.CaseFact), BY_DEED),
    **dict.fromkeys(get_args(IntakeFact), AT_INTAKE),
    LeadRecorded: frozenset({"category", "limit"}),
    LeadClosed: frozenset({"limit"}),
    DelegationGranted: frozenset({"delegation", "parameter", "series", "pack"}),
    ReferenceValueRecorded: frozenset({"series"}),
    **dict.fromkeys(get_args(RosterFact), frozenset({"parameter"})),
    KeyDestructionProposed: frozenset({"parameter"}),
    KeyDestroyed: frozenset({"parameter"}),
}
"""By fact, the tables whose entries of its own day it rests on. Facts absent here rest on none."""


@dataclass(frozen=True, slots=True)
class Rests:
    """On which law a fact rests: its name, the day that governs, which tables, what decided then.

    ``tables``: all where absent; ``fingerprint``: of all of them together, where the fact kept it.
    """

    name: str
    day: date
    tables: Tables | None = None
    fingerprint: str | None = None

    def on(self, changed: Changed) -> bool:
        """Whether an entry is among them."""
        return changed.on(self.day) and (self.tables is None or changed.table in self.tables)


def rests(recorded: Recorded) -> Iterator[Rests]:
    """Everything a fact rests on."""
    fact = recorded.fact
    if type(fact) in BY_DAY:
        # A rule looked at the day it was recorded, whatever day the deed itself was done.
        for day in sorted({recorded.recorded_at.astimezone(LOCAL).date(), *_own(fact)}):
            yield Rests(recorded.law, day, BY_DAY[type(fact)])
    whole = fixed(fact)
    if whole is not None:
        yield whole


def fixed(fact: Fact) -> Rests | None:
    """On which law, as a whole, an acceptance or decision rests; ``None`` for every other fact."""
    match fact:
        case ApplicationAccepted():
            return _fixed(fact.pack, fact.on, fact.fingerprint)
        case ReliefApproved() | ReliefRefused() | DecisionChanged():
            trace = trace_of(fact)
            if trace is None:
                return None
            name = joint(trace.pack, trace.overlay)
            return _fixed(name, trace.question.accepted_on, trace.fingerprint)
        case _:
            return None


def _own(fact: Fact) -> tuple[date, ...]:
    day = getattr(fact, "on", None)
    return (day,) if type(day) is date else ()


def _fixed(name: str, day: date, fingerprint: str | None) -> Rests:
    return Rests(name, day, None, fingerprint or held(name, day))


def stands(one: Rests, law: Law) -> bool:
    """Whether all that decides under that name and day, as known now or before a correction.

    Where a fact kept no fingerprint nobody can say so of the whole: its entries are asked.
    """
    if one.fingerprint is None:
        return False
    try:
        return any(page.fingerprint == one.fingerprint for page in law.pages(one.name, one.day))
    except NoLawInForce:
        return False


def kept(changed: Changed, name: str, day: date, law: Law) -> bool:
    """Whether an entry of a pack or overlay says what it did, as known now or before a correction."""
    try:
        return any(said.get(changed.entry) == changed.was for said in law.digests(name, day))
    except NoLawInForce:
        return False

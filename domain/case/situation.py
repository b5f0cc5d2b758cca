"""Everything a rule may look at, and the shape of a rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from domain.account.account import Accounts
from domain.anchoring import Anchors
from domain.assessment.engine import Assessor, Engine
from domain.authority import Officer
from domain.case.commands import Command
from domain.case.documents import Drawn
from domain.case.events import CaseFact
from domain.case.state import Case
from domain.case.terms import Stage
from domain.delegation import Delegations
from domain.facts import Authority, Fact
from domain.keeping import Files, MasterKeys, PersonKey
from domain.law.pack import Pack
from domain.lead import Lead
from domain.officers import Officers
from domain.people import Private
from domain.places import Places
from domain.reference import References
from domain.refusal import Code, Reason, Reasons, reason
from domain.sampling import Roster
from domain.time.calendar import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The case and what lies beside it, the law in force for it, the day, and who asks."""

    case: Case
    pack: Pack
    calendar: Calendar
    places: Places
    today: date
    officer: Officer
    assessor: Assessor
    now: datetime | None = None
    references: References = field(default_factory=References)
    accounts: Accounts = field(default_factory=dict)
    delegations: Delegations = field(default_factory=Delegations)
    roster: Roster = field(default_factory=Roster)
    lead: Lead = field(default_factory=Lead)
    key: PersonKey = field(default_factory=PersonKey)
    files: Files = field(default_factory=Files)
    master_keys: MasterKeys = field(default_factory=MasterKeys)
    anchors: Anchors = field(default_factory=Anchors)
    officers: Officers = field(default_factory=Officers)
    answers: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What the law was already asked in this situation: several rules ask the same."""
    drawn: Drawn | None = None
    """The document a command is about, drawn by the office before it asks the rules."""

    @property
    def county(self) -> str:
        """The county of the case's township: the first six digits."""
        return self.case.asked.township[:6]

    @property
    def engine(self) -> Engine:
        """The assessment under the case's own pack and its county's additions (AMB-40)."""
        return self.assessor.engine(self.today, self.case.asked.township, self.pack.name)

    @property
    def document(self) -> Drawn:
        """The document drawn. Raises ``ValueError`` where the office drew none."""
        if self.drawn is None:
            raise ValueError("no document was drawn")
        return self.drawn


@dataclass(frozen=True, slots=True)
class Change:
    """A fact and the stream it belongs to. An empty stream is the command's own."""

    fact: Fact
    stream: str = ""


Guard = Callable[[Situation], Reasons]
"""What must hold of the case, whatever the words of the command."""

Check = Callable[..., Reasons]
"""What must hold of the words: ``(situation, command) -> Reasons``."""

Facts = Callable[..., tuple[Change, ...]]
"""What happened: ``(situation, command) -> changes``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One command: its article, when it is in order, what it must say, what it brings about.

    ``guards`` are asked of the case alone, so that "why not yet" can be answered before anyone
    fills in a form; ``checks`` are asked of the words. Both gather all reasons. ``cautions`` are
    what some words could cure and checks ask again: told beforehand, they forbid nothing.
    """

    article: str
    stages: frozenset[Stage]
    facts: Facts
    guards: tuple[Guard, ...] = ()
    checks: tuple[Check, ...] = ()
    cautions: tuple[Guard, ...] = ()


Rules = Mapping[type[Command], Rule]


def stages(*names: Stage) -> frozenset[Stage]:
    """The stages in which a command is in order."""
    return frozenset(names)


def happened(*facts: CaseFact) -> tuple[Change, ...]:
    """Facts of the case itself."""
    return tuple(Change(fact) for fact in facts)


def about_applicant(situation: Situation, text: Private | None) -> Private | None:
    """Personal text of the case, sealed for its applicant; ``None`` stays ``None``."""
    return None if text is None else text.bound(situation.case.asked.applicant)


def out_of_order(situation: Situation, rule: Rule) -> Reason | None:
    """The case is at another stage than the command needs."""
    if situation.case.stage in rule.stages:
        return None
    needed = ",".join(sorted(stage.value for stage in rule.stages))
    return reason(Code.OUT_OF_ORDER, rule.article, stage=situation.case.stage.value, needed=needed)


AuthorityOrReasons = Authority | tuple[Reason, ...]

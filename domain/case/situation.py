"""Everything a rule may look at, and the shape of a rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from domain.account.account import Accounts
from domain.account.home import AlikeFile, Homes
from domain.assessment.engine import Assessor, Engine
from domain.case.documents import Drawn
from domain.case.records import Account
from domain.case.state import Case
from domain.ground.facts import Authority, Fact, LawApplied
from domain.ground.people import Private
from domain.ground.places import Places
from domain.ground.posts import Officer
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule
from domain.law.pack import Pack
from domain.law.reference import References
from domain.registers.anchors.state import Anchors
from domain.registers.calendar.state import Notices
from domain.registers.delegations.state import Delegations
from domain.registers.divisions.state import Divisions, Load, Lying
from domain.registers.keys.state import Files, MasterKeys, PersonKey
from domain.registers.law.state import Enacted, Laid
from domain.registers.leads.state import Lead
from domain.registers.officers.state import Officers
from domain.registers.roster.state import Roster
from domain.time.calendar import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The case and what lies beside it, the law in force for it, the day, and who asks.

    What the row of a command does not read is not there: whoever looks at it raises
    ``NotDeclared``.
    """

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
    gone: Accounts = field(default_factory=dict)
    """The accounts of members who died: what they carry of the case is given back. Around it they are
    as anybody's who lived with a member.
    """
    homes: Homes = field(default_factory=dict)
    """What is known everywhere of whoever the application lists or a command names."""
    alike: tuple[AlikeFile, ...] = ()
    """Applications of others that share a telephone, account or address; their homes are there as well."""
    around: Accounts = field(default_factory=dict)
    """The accounts of those not listed, any more or ever, whom a member lives or lived with."""
    delegations: Delegations = field(default_factory=Delegations)
    roster: Roster = field(default_factory=Roster)
    lead: Lead = field(default_factory=Lead)
    key: PersonKey = field(default_factory=PersonKey)
    files: Files = field(default_factory=Files)
    master_keys: MasterKeys = field(default_factory=MasterKeys)
    anchors: Anchors = field(default_factory=Anchors)
    notices: Notices = field(default_factory=Notices)
    divisions: Divisions = field(default_factory=Divisions)
    lying: Lying = field(default=lambda _: Load(), compare=False, repr=False)
    """What lies in a division, by its code, as far as the ledgers know."""
    enacted: Enacted = field(default_factory=Enacted)
    laid: tuple[Laid, ...] = ()
    """The files of a name that were laid ready and do not count yet."""
    named: Pack | None = None
    """The pack an interpretation names, as it counts now."""
    officers: Officers = field(default_factory=Officers)
    answers: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What the law was already asked in this situation: several rules ask the same."""
    drawn: Drawn | None = None
    """The document a command is about, drawn by the office before it asks the rules."""
    account: Account | None = field(default=None, repr=False)
    """The account in clear that the command copies, opened by the office."""
    asked: "Rule | None" = field(default=None, compare=False, repr=False)
    """The row of the command that is asked for."""

    def under(self, rule: "Rule") -> "Situation":
        """The same situation, as far as a row reads it."""
        return self._with(rule.view)

    def with_papers(self, drawn: Drawn | None, account: Account | None) -> "Situation":
        """The same situation, with what the office drew and opened for the command."""
        return self._with({"drawn": drawn, "account": account})

    def _with(self, changes: Mapping[str, Any]) -> "Situation":
        made = object.__new__(Situation)
        put = object.__setattr__
        for name, value in zip(SEEN, LOOK(self), strict=True):
            put(made, name, value)
        for name, value in changes.items():
            put(made, name, value)
        return made

    @property
    def row(self) -> "Rule":
        """The row of the command. Raises ``ValueError`` where no row is asked about."""
        if self.asked is None:
            raise ValueError("no command is asked about")
        return self.asked

    @property
    def county(self) -> str:
        """The county of the case's township: the first six digits."""
        return self.case.asked.township[:6]

    @property
    def drawing(self) -> str:
        """The county that counts the case for its spot checks: the one that received it first."""
        return self.case.counted_in or self.county

    @property
    def engine(self) -> Engine:
        """The assessment under the case's own law and its county's additions (AMB-40)."""
        return self.assessor.of(self.pack)

    @property
    def law(self) -> LawApplied:
        """The law of the case by name and fingerprint, for a fact to keep."""
        return LawApplied(self.pack.name, self.pack.fingerprint)

    @property
    def account_named(self) -> Account:
        """The account a command copies. Raises ``ValueError`` where the office opened none."""
        if self.account is None:
            raise ValueError("no account was opened")
        return self.account

    @property
    def document(self) -> Drawn:
        """The document drawn. Raises ``ValueError`` where the office drew none."""
        if self.drawn is None:
            raise ValueError("no document was drawn")
        return self.drawn


SEEN = tuple(one.name for one in fields(Situation))


LOOK: Callable[[Situation], tuple[Any, ...]] = attrgetter(*SEEN)
"""All that a situation holds, at once: it is asked under every row, for every question."""


def happened(*facts: Fact) -> tuple[Change, ...]:
    """Facts of the case itself."""
    return tuple(Change(fact) for fact in facts)


def about_applicant(situation: Situation, text: Private | None) -> Private | None:
    """Personal text of the case, sealed for its applicant; ``None`` stays ``None``."""
    return None if text is None else text.bound(situation.case.asked.applicant)


def out_of_order(situation: Situation, rule: Rule) -> Reason | None:
    """The case is at another stage than the command needs."""
    if rule.in_order(situation.case, situation.pack):
        return None
    needed = ",".join(sorted(stage.value for stage in rule.stages))
    return reason(Code.OUT_OF_ORDER, rule.article, stage=situation.case.stage.value, needed=needed)


AuthorityOrReasons = Authority | tuple[Reason, ...]

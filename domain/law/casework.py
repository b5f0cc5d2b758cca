"""What a policy pack prescribes for the way to an outcome: notice, power, grounds, papers, counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.ground.terms import Category, FollowUp, FundSource, Procedure, Residence
from domain.law.citations import Citation
from domain.law.small_fast import SmallFastRule
from domain.law.steps import USUALLY, Order, StepRule, ordered
from domain.law.terms import Frequency, LateDay, NoticeTime, Renotice, Signal, Window
from domain.time.limits import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureRule:
    """When the public notice of a procedure stands, and the time limit that measures it (A18).

    ``categories``: for which kinds (empty: for all that have no rule of their own).
    """

    procedure: Procedure
    notice: NoticeTime
    citation: Citation
    basis: Basis
    notice_limit: str | None = None
    renotice: Renotice | None = None
    categories: frozenset[Category] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationRule:
    """Up to how much the township decides instead of the county (A18.2.1).

    ``ceiling`` names an amount, or a multiple of ``series``. ``registered``: only where the county
    delegated by an act. ``seat``: also for who lives where the county sits (AMB-22). ``duties``:
    what must follow the decision. ``late``: whether it may come after the day of acceptance.
    """

    procedure: Procedure
    ceiling: str
    registered: bool
    seat: bool
    citation: Citation
    series: str | None = None
    categories: frozenset[Category] = frozenset()
    duties: tuple[FollowUp, ...] = ()
    late: LateDay | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundRule:
    """A ground of refusal (A10). ``signal`` may point to it; ``needs_finding``: a person decides."""

    id: str
    title: str
    citation: Citation
    needs_finding: bool
    start: date
    end: date | None = None
    signal: Signal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialRule:
    """A paper an application needs (A16, A17): of which kinds and residences (empty: all).

    ``by_agent``: only where someone applies on behalf.
    """

    id: str
    title: str
    citation: Citation
    start: date
    end: date | None = None
    categories: frozenset[Category] = frozenset()
    residences: frozenset[Residence] = frozenset()
    by_agent: bool = False

    def needed(self, category: Category, residence: Residence, by_agent: bool) -> bool:
        """Whether an application of this kind needs it."""
        return (
            (not self.categories or category in self.categories)
            and (not self.residences or residence in self.residences)
            and (by_agent or not self.by_agent)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequencyRule:
    """How often relief is given (A12). ``count`` names a parameter; ``exception`` the post.

    ``window``: of which grants a matter counts; of all there ever were where absent.
    """

    per: Frequency
    count: str | None
    exception: str | None
    citation: Citation
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class FundRule:
    """Where money for relief may come from (A22)."""

    id: FundSource
    title: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Casework:
    """The casework rules of a pack or, in a county's overlay, what it adds."""

    procedures: tuple[ProcedureRule, ...] = ()
    delegations: tuple[DelegationRule, ...] = ()
    grounds: tuple[GroundRule, ...] = ()
    materials: tuple[MaterialRule, ...] = ()
    frequencies: tuple[FrequencyRule, ...] = ()
    funds: tuple[FundRule, ...] = ()
    steps: tuple[StepRule, ...] = ()
    small_fast: SmallFastRule | None = None

    def procedure(self, procedure: Procedure, category: Category) -> ProcedureRule | None:
        """The rule of a procedure for a kind: its own before that of all, an overlay's before the city's."""
        found = [
            rule
            for rule in self.procedures
            if rule.procedure is procedure and (not rule.categories or category in rule.categories)
        ]
        own = [rule for rule in found if rule.categories]
        best = own or found
        return best[-1] if best else None

    def order(self, procedure: Procedure, category: Category) -> Order:
        """Which steps are asked of a kind in a procedure, and which come before which (18)."""
        if not self.steps:
            return USUALLY[procedure]
        return ordered(self.steps, procedure, category)

    def delegation(self, procedure: Procedure, category: Category) -> DelegationRule | None:
        """Up to how much the township decides on such a case, if at all (18.2.1)."""
        for rule in reversed(self.delegations):
            if rule.procedure is procedure and (not rule.categories or category in rule.categories):
                return rule
        return None

    def papers(
        self, category: Category, residence: Residence, by_agent: bool
    ) -> tuple[MaterialRule, ...]:
        """The papers an application needs (A16, A17)."""
        return tuple(r for r in self.materials if r.needed(category, residence, by_agent))

    def frequency(self, per: Frequency) -> FrequencyRule | None:
        """The rule that counts by year or by matter."""
        return next((rule for rule in self.frequencies if rule.per is per), None)


def joined(parts: Iterable[Casework]) -> Casework:
    """A city's casework and its county's additions as one."""
    every = tuple(parts)
    return Casework(
        tuple(rule for part in every for rule in part.procedures),
        tuple(rule for part in every for rule in part.delegations),
        tuple(rule for part in every for rule in part.grounds),
        tuple(rule for part in every for rule in part.materials),
        tuple(rule for part in every for rule in part.frequencies),
        tuple(rule for part in every for rule in part.funds),
        tuple(rule for part in every for rule in part.steps),
        next((part.small_fast for part in every if part.small_fast is not None), None),
    )

"""The order of steps (程序): which are asked of a case, and which come before which.

Four steps every case of relief goes through, in this order: opinion, decision, payment, closing. The
others stand where a pack puts them, per procedure and kind of hardship; where it says nothing, means
check and visit come before the opinion, and in urgency the county verifies before it decides. Of who is
helped at once nothing is asked first (小额快救).
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from math import nan

from domain.ground.terms import Category, Procedure
from domain.law.citations import Citation
from domain.law.terms import Step

COURSE = (Step.OPINION, Step.DECISION, Step.PAYMENT, Step.CLOSING)
"""What no order is without, each before the next."""

USUAL: Mapping[Procedure, Mapping[Step, Step]] = {
    Procedure.GENERAL: {Step.MEANS_CHECK: Step.OPINION, Step.HOME_VISIT: Step.OPINION},
    Procedure.URGENT: {
        Step.MEANS_CHECK: Step.OPINION,
        Step.HOME_VISIT: Step.OPINION,
        Step.VERIFICATION: Step.DECISION,
    },
    Procedure.SMALL_FAST: {},
}
"""What is asked where a pack says nothing, and before what."""

WITHIN: Mapping[Step, tuple[Step | None, Step]] = {
    Step.MEANS_CHECK: (None, Step.CLOSING),
    Step.HOME_VISIT: (None, Step.CLOSING),
    Step.APPRAISAL: (None, Step.CLOSING),
    Step.PAPERS: (None, Step.CLOSING),
    Step.VERIFICATION: (Step.OPINION, Step.DECISION),
}
"""Between what a step can stand at all: the county verifies once it has the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRule:
    """Where a pack puts a step: whether it is asked, ``after`` and ``before`` which others.

    ``categories``: of which kinds of hardship (empty: of all that have no rule of their own).
    """

    procedure: Procedure
    step: Step
    asked: bool
    citation: Citation
    after: tuple[Step, ...] = ()
    before: tuple[Step, ...] = ()
    categories: frozenset[Category] = frozenset()


@dataclass(frozen=True, slots=True)
class Order:
    """The steps asked of a kind of hardship in a procedure, each with all that come before it.

    ``moved``: the steps that a pack places itself.
    """

    before: Mapping[Step, frozenset[Step]]
    moved: frozenset[Step] = frozenset()

    def asks(self, step: Step) -> bool:
        """Whether a case needs it."""
        return step in self.before

    def precedes(self, one: Step, other: Step) -> bool:
        """Whether a step is asked, and comes before another that is."""
        return one in self.before.get(other, frozenset())


def placed(
    rules: Iterable[StepRule], procedure: Procedure, category: Category
) -> dict[Step, StepRule]:
    """The rule of each step a pack speaks of: that of the kind comes before that of all kinds."""
    found: dict[Step, StepRule] = {}
    fitting = [one for one in rules if one.procedure is procedure]
    for rule in sorted(fitting, key=lambda one: bool(one.categories)):
        if not rule.categories or category in rule.categories:
            found[rule.step] = rule
    return found


def edges(rules: Mapping[Step, StepRule], procedure: Procedure) -> dict[Step, set[Step]]:
    """The steps asked, each with those that come right before it: as written, circles and all."""
    usual = {step: at for step, at in USUAL[procedure].items() if step not in rules}
    own = {step: rule for step, rule in rules.items() if rule.asked}
    steps = {*COURSE, *usual, *own}
    made: dict[Step, set[Step]] = {step: set() for step in steps}
    for one, next in itertools.pairwise(COURSE):
        made[next].add(one)
    for step, at in usual.items():
        made[at].add(step)
    for step in steps & WITHIN.keys():
        made[step] |= {one for one in WITHIN[step][:1] if one is not None}
    for step, rule in own.items():
        made[step] |= set(rule.after) & steps
        for later in _anchors(rule, procedure):
            made.get(later, set()).add(step)
    return made


def _anchors(rule: StepRule, procedure: Procedure) -> tuple[Step, ...]:
    """Before what a step stands: as the pack says, else as usual, else before the closing."""
    if rule.before or rule.step in COURSE:
        return rule.before
    usual = USUAL[procedure].get(rule.step, Step.CLOSING)
    return (Step.CLOSING if rule.after else usual,)


def ordered(rules: Iterable[StepRule], procedure: Procedure, category: Category) -> Order:
    """The order of a procedure for a kind. Raises ``CycleError`` for a circle."""
    own = placed(rules, procedure, category)
    direct = edges(own, procedure)
    before: dict[Step, frozenset[Step]] = {}
    for step in TopologicalSorter(direct).static_order():
        right = direct[step]
        before[step] = frozenset(right).union(*(before[one] for one in right))
    return Order(before, frozenset(own))


USUALLY: Mapping[Procedure, Order] = {
    procedure: ordered((), procedure, Category.OTHER_HOUSEHOLD) for procedure in Procedure
}
"""The order of a pack that says nothing of it."""


def circle(rules: Mapping[Step, StepRule], procedure: Procedure) -> tuple[Step, ...]:
    """The steps that each come before the next, and the last before the first; none where none do."""
    try:
        TopologicalSorter(edges(rules, procedure)).prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1][1:]))
    return ()


def nowhere(
    rules: Mapping[Step, StepRule], procedure: Procedure
) -> Iterator[tuple[Step, str, Step]]:
    """Each step that can never come, by which key, and because of which other step."""
    steps = edges(rules, procedure).keys()
    for step, rule in rules.items():
        if rule.asked:
            earliest, latest = WITHIN.get(step, (None, None))
            for other in rule.after:
                if other not in steps or (latest is not None and _at(other) >= _at(latest)):
                    yield step, "after", other
            for other in rule.before:
                if other not in steps or (earliest is not None and _at(other) <= _at(earliest)):
                    yield step, "before", other


def _at(step: Step) -> float:
    """The place of a step of the course; of another none that would say anything."""
    return COURSE.index(step) if step in COURSE else nan

"""Every decision can be reckoned again from its own fact, today and years later."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as drawn

from domain.assessment.engine import recompute
from domain.assessment.result import Trace
from domain.case.decision import facts as e
from domain.ground.refusal import Code
from domain.law.reference import SUBSISTENCE
from tests.case import journeys as j
from tests.case import people as p
from tests.case.earlier import after_grants, same_matter_again
from tests.case.fitting import Step
from tests.case.machine import RUNS, Machine
from tests.case.prescribed import FIRE, ILLNESS, bills, onward, told
from tests.case.story import given
from tests.case.test_properties import REPEATABLE
from tests.case.words import yuan
from tests.case.world import World
from tests.support import commands as c


def decided(world: World) -> list[tuple[e.ReliefApproved | e.ReliefRefused, Trace]]:
    """Every decision of a world that carries its trace."""
    return [
        (fact, fact.assessment)
        for kind in (e.ReliefApproved, e.ReliefRefused)
        for fact in world.facts(kind)
        if isinstance(fact, kind) and fact.assessment is not None
    ]


def reckoned_again(world: World) -> int:
    """Recompute all of them; how many there were."""
    for fact, trace in decided(world):
        again = recompute(trace, world.law, world.references)
        assert again.trace == trace
        assert fact.prescribed is not None
        kept = fact.prescribed
        assert (again.verdict, again.amount, again.flags) == (
            kept.verdict,
            kept.amount,
            kept.flags,
        )
        if isinstance(fact, e.ReliefApproved):
            assert again.amount is not None and again.amount.permits(fact.amount)
    return len(decided(world))


JOURNEYS: tuple[tuple[str, Callable[[], j.Journey], int], ...] = (
    ("a judgement", j.approved, 1),
    ("a floor", lambda: onward(told(FIRE)).go(c.ApproveRelief), 1),
    ("tiers", lambda: onward(told(ILLNESS, bills=bills(1500, 1500))).go(c.ApproveRelief), 1),
    ("a delegated approval", j.delegated, 1),
    ("a refusal", j.refused, 1),
    ("several grants of a family", lambda: after_grants(100, 100), 2),
    (
        "an exception",
        lambda: same_matter_again().go(c.ApproveRelief, exception=p.secret("再次遭灾")),
        2,
    ),
)


@pytest.mark.article("11")
@pytest.mark.parametrize(("what", "start", "decisions"), JOURNEYS)
def test_an_auditor_who_reckons_again_comes_to_the_same(
    what: str, start: Callable[[], j.Journey], decisions: int
) -> None:
    """Verdict, range, flags and the whole trace, from the fact alone (11)."""
    assert reckoned_again(start().world) == decisions, what


def test_a_standard_recorded_later_changes_no_decision_of_before() -> None:
    """The trace says how many reference values were known (AMB-12)."""
    journey = onward(told(FIRE)).go(c.ApproveRelief)
    journey.go(
        c.RecordReferenceValue,
        series=SUBSISTENCE,
        period=None,
        published_on=None,
        valid_from=date(2025, 1, 1),
        value=yuan(900),
    )
    assert reckoned_again(journey.world) == 1
    given(told(replace(FIRE, case="L-2"), journey.world)).when(c.SignOpinion).then_refused(
        Code.AMOUNT_OUTSIDE_RANGE
    )


@REPEATABLE
@drawn(RUNS)
def test_no_order_of_commands_makes_a_decision_that_cannot_be_reckoned_again(
    steps: list[Step],
) -> None:
    """Whatever happened before, each decision stands on its own trace."""
    reckoned_again(Machine().run(steps).world)

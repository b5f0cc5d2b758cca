"""What a newer rule asks as well is still asked by itself of facts of the editions before it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from domain.ground.editions import FIRST, RELEASED
from domain.ground.facts import Fact, Recorded
from domain.ground.terms import Residence
from tests.case import journeys as j
from tests.case import people as p
from tests.case.replaying import against, history
from tests.case.words import after
from tests.support import commands as c
from tests.support import facts as e

EDITIONS = range(FIRST, RELEASED + 1)


def saying(
    facts: list[Recorded], kind: type[Fact], change: Callable[[Any], Fact]
) -> list[Recorded]:
    """A history whose facts of a kind say something else."""
    return [replace(f, fact=change(f.fact)) if isinstance(f.fact, kind) else f for f in facts]


@pytest.mark.article("7", "15")
@pytest.mark.parametrize("edition", EDITIONS)
def test_nobody_from_elsewhere_was_ever_turned_away(edition: int) -> None:
    """They were handed to the relief station (15): a refusal all the same is named."""
    at = j.not_accepted()
    facts = history(at, edition)
    assert not against(facts, at.world)
    elsewhere = saying(
        facts, e.ApplicationSubmitted, lambda one: replace(one, residence=Residence.NEITHER)
    )
    assert against(elsewhere, at.world) == [("acceptance-refused", "resident", "not-resident")]


@pytest.mark.article("16/1")
@pytest.mark.parametrize("edition", EDITIONS)
def test_no_application_ever_lapsed_on_its_last_day(edition: int) -> None:
    """Thirty days there are for papers, the thirtieth among them, since the first edition."""
    at = j.told().on(after(31)).go(c.LapseApplication, by=p.SWEEP)
    facts = history(at, edition)
    assert not against(facts, at.world)
    early = saying(facts, e.ApplicationLapsed, lambda one: replace(one, on=after(30)))
    named = [("application-lapsed", "supplement_time_over", "limit-not-over")]
    assert against(early, at.world) == named

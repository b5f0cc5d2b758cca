"""第十八条入户抽查: at least 30 % of the received general cases, at every moment (AMB-26)."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.registers.roster.facts import CaseCountedForSpotCheck
from domain.registers.roster.state import DRAWS, Roster, count, draw_of, evolve

RATE = Fraction(30, 100)
NEVER_EARLY = Fraction(0)


def receive(seeds: list[str], early: Fraction) -> list[CaseCountedForSpotCheck]:
    """One county receives a case for each seed."""
    roster, counted = Roster(), []
    for number, seed in enumerate(seeds, start=1):
        fact = count(
            roster, case=f"L-{number}", on=date(2025, 3, 10), seed=seed, rate=RATE, early=early
        )
        roster = evolve(roster, fact)
        counted.append(fact)
    return counted


@pytest.mark.article("18.1.2")
@pytest.mark.parametrize(
    ("received", "drawn"), [(1, 1), (3, 1), (4, 2), (10, 3), (11, 4), (100, 30)]
)
def test_thirty_percent_is_rounded_up(received: int, drawn: int) -> None:
    """不低于30%: without chance exactly the least number of whole cases is drawn (A18.1.2)."""
    last = receive([f"s{n}" for n in range(received)], NEVER_EARLY)[-1]
    assert (last.received, last.selected) == (received, drawn)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=3), min_size=1, max_size=80), st.integers(0, 100))
def test_the_rate_holds_at_every_moment_whatever_chance_adds(seeds: list[str], early: int) -> None:
    """After each receipt at least three of ten are drawn, counted here from the facts alone."""
    drawn = 0
    for received, fact in enumerate(receive(seeds, Fraction(early, 100)), start=1):
        drawn += fact.chosen
        assert 10 * drawn >= 3 * received
        assert (fact.received, fact.selected) == (received, drawn)


def test_a_draw_can_be_recomputed_by_anyone() -> None:
    """The stored seed and the case number fix the draw for ever."""
    (fact,) = receive(["seed-1"], NEVER_EARLY)
    assert fact.draw == draw_of(fact.seed, fact.case) == draw_of("seed-1", "L-1")
    assert 0 <= fact.draw < DRAWS


def test_nobody_can_tell_which_case_is_next() -> None:
    """With an early rate some cases are drawn before the rate would force it."""
    forced = sum(f.chosen for f in receive([f"s{n}" for n in range(200)], NEVER_EARLY))
    early = sum(f.chosen for f in receive([f"s{n}" for n in range(200)], Fraction(50, 100)))
    assert forced == 60 < early

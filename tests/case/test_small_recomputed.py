"""A small sum reckoned again: from its fact alone, and from what its document says otherwise since."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.case.recomputation import Reckoned, Why, reckoned, trace_of
from domain.case.resting import fixed
from domain.ground.money import Money
from domain.ground.refusal import Code
from domain.law.pack import Law
from tests.case import journeys as j
from tests.case import people as p
from tests.case.smallfast import (
    ABOUT,
    APART,
    PER_PERSON,
    Replaced,
    granted,
    on_record,
    overlay,
    registered,
)
from tests.case.story import given
from tests.case.words import yuan
from tests.case.world import LAW, World
from tests.support import commands as c
from tests.support import facts as e

MONTHS = '次最高金额：月低保标准的倍数（含）"\nvalue = 1\n'
ALONE = '单独决定的最高金额：月低保标准的倍数（含）"\nvalue = 1\n'


def fact(world: World, kind: Any = e.ReliefApproved) -> Any:
    """The one decision of a world."""
    return world.facts(kind)[-1]


def again(
    at: j.Journey, replaced: Replaced | None = None, kind: Any = e.ReliefApproved
) -> Reckoned:
    """The decision once more, by the document as it stands or as it is written otherwise."""
    law = at.world.law if replaced is None else Law.of(LAW.packs, [overlay(replaced=replaced)])
    found = reckoned(fact(at.world, kind), law, at.world.references)
    assert found is not None
    return found


@pytest.mark.parametrize("replaced", [{}, PER_PERSON, APART])
def test_it_is_reckoned_again_from_its_fact_alone(replaced: Replaced) -> None:
    """Standard, persons, ceiling and the room of the year come to the same, by the law it names."""
    at = granted(world=on_record(replaced=replaced))
    approved = fact(at.world)
    assert again(at) == Reckoned(approved)
    assert approved.small.room == (None if replaced is APART else yuan(10000))
    rests, trace = fixed(approved), trace_of(approved)
    assert rests is not None and trace is not None
    assert (rests.name, rests.fingerprint) == ("lhasa-2018-202+small-fast", trace.fingerprint)


@pytest.mark.parametrize(
    ("was", "now", "what", "sums"),
    [
        (MONTHS, MONTHS.replace("1\n", '"0.5"\n'), "small.most", ("600.00", "300.00")),
        (ALONE, ALONE.replace("1\n", '"0.5"\n'), "ceiling", ("600.00", "300.00")),
    ],
)
def test_a_document_edited_in_place_is_told_with_what_it_would_change(
    was: str, now: str, what: str, sums: tuple[str, str]
) -> None:
    """Half a standard instead of one: the law of that day is not what it was, and what comes of it."""
    found = again(granted(), {was: now})
    assert found.why is Why.LAW and found.came is not None
    told = {one.what: (one.was, one.now) for one in found.differences}
    assert told[what] == sums
    assert ("amount" in told) == (what == "small.most")


def test_a_sum_above_what_comes_of_it_is_told() -> None:
    """Whoever wrote another sum into the history is found, though nothing of the law changed."""
    at = granted()
    forged = replace(fact(at.world), amount=yuan("600.01"))
    found = reckoned(forged, at.world.law, at.world.references)
    assert found is not None and found.why is Why.RULES
    assert [(one.what, one.was, one.now) for one in found.differences] == [
        ("amount", "600.01", "600.00")
    ]
    few = replace(fact(at.world).small, persons=2)
    found = reckoned(replace(forged, amount=yuan(1), small=few), at.world.law, at.world.references)
    assert found is not None and [one.what for one in found.differences] == ["small.persons"]


def test_a_document_that_is_gone_is_told() -> None:
    """Nobody can reckon by what is not known any more."""
    at = granted()
    found = reckoned(fact(at.world), LAW, at.world.references)
    assert found is not None and found.why is Why.NO_LAW


def test_a_changed_small_sum_keeps_what_it_was_held_to() -> None:
    """As the approval does; it is reckoned again as well."""
    at = granted().go(c.ChangeSum, by=p.APPROVER, amount=yuan(600))
    changed = fact(at.world, e.DecisionChanged)
    assert changed.small.most == yuan(600) and changed.assessment is None
    assert again(at, kind=e.DecisionChanged) == Reckoned(changed)
    halved = again(at, {MONTHS: MONTHS.replace("1\n", '"0.5"\n')}, e.DecisionChanged)
    assert ("amount", "600.00", "300.00") in [
        (one.what, one.was, one.now) for one in halved.differences
    ]


def test_a_change_is_held_to_the_year_its_grant_is_booked_in() -> None:
    """Granted in December of a year that is all but used up: in January no more of it is there (11)."""
    december = date(2025, 12, 30)
    world = on_record(replaced={'次数（含）"\nvalue = 2': '次数（含）"\nvalue = 9'})
    used = replace(ABOUT, case="K-1", amount=Money(yuan(10000).fen - yuan(500).fen))
    world = j.approved(j.accepted(used, world)).world
    at = registered(replace(ABOUT, day=december), world).go(c.ApproveSmallRelief)
    story = given(at).when(c.ChangeSum, p.APPROVER, amount=yuan(600), day=date(2026, 1, 5))
    story.then_refused(Code.ABOVE_YEARLY_ROOM, article="11", about="amount")

"""第二十六条: what of the destitute other programmes left unpaid, a kind of its own."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assessment.engine import Engine, recompute
from domain.assessment.faults import Fault, Wrong, faults
from domain.assessment.inputs import CareCost, EarlierGrant
from domain.assessment.plan import NotRelieved
from domain.assessment.result import Answer, Assessment, Flag, Verdict
from domain.ground.money import Money
from domain.ground.terms import Category, Subject
from domain.law.terms import CareKind, Claim, Evidence, Register
from tests.assessment.facts import (
    ENGINE,
    LATE,
    LATE_DAY,
    LATE_PACK,
    LATE_REFERENCES,
    LAW,
    complete,
    grant,
    of_late,
    question,
    yuan,
)

DESTITUTE = Category.DESTITUTE
BASE = LATE_PACK.outcomes.bases["destitute"]
NO_CAPS = Engine(LATE_PACK.read_as({"AMB-39": "no-caps"}))
PAYERS = ("insurance", "special_aid", "support_fund")
fen = st.integers(0, 700_000)


def cost(left: str | int, id: str = "care-1", on: date = LATE_DAY, **paid: Any) -> CareCost:
    """A cost of which ``left`` was paid by nobody."""
    total = Money(yuan(left).fen + sum(part.fen for part in paid.values()))
    return CareCost(id=id, kind=CareKind.DISABILITY, paid_on=on, total=total, **paid)


def cared(*costs: CareCost, rules: Engine = LATE, **changes: Any) -> Assessment:
    """Somebody destitute with these costs."""
    return of_late(DESTITUTE, rules, care=costs, **changes)


def most(found: Assessment) -> int:
    """The most that may be granted, in fen."""
    assert found.amount is not None
    return found.amount.most.fen


def before(amount: int, category: Category = DESTITUTE, **changes: Any) -> EarlierGrant:
    """A grant of this year to the same person."""
    return grant(str(Money(amount)), category, date(2026, 3, 2), **changes)


@pytest.mark.article("26")
def test_what_is_left_of_the_costs_may_be_paid() -> None:
    """Less insurance, special aid and the support fund; up to all of it, with a reason (26)."""
    paid: dict[str, Any] = {name: yuan(100) for name in PAYERS}
    found = cared(cost(1200, **paid))
    assert found.verdict is Verdict.DUE and found.amount is not None
    assert (found.amount.least, found.amount.proposed, found.amount.most) == (
        Money(0),
        yuan(1200),
        yuan(1200),
    )
    assert found.amount.reasoned and Flag.REASON_REQUIRED in found.flags
    assert found.trace.reckoning is not None and found.trace.reckoning.article == "26"


@pytest.mark.article("26")
@pytest.mark.parametrize("kind", list(CareKind))
def test_every_cost_of_the_article_is_one_a_funeral_too(kind: CareKind) -> None:
    """失能护理、住院护理、目录外治疗、丧葬等: what is left of it may be paid (26)."""
    found = cared(replace(cost(1200, special_aid=yuan(100)), kind=kind))
    assert found.verdict is Verdict.DUE and most(found) == 120_000


@pytest.mark.article("26")
@pytest.mark.parametrize("register", list(Register))
def test_it_is_for_the_destitute_only(register: Register) -> None:
    """At home or in an institution; nobody of another register (26)."""
    destitute = register in (Register.DESTITUTE, Register.IN_INSTITUTION)
    found = cared(cost(1200), registers=(register,))
    assert (found.verdict is Verdict.DUE) is destitute
    assert (found.coverage.answer is Answer.YES) is destitute


@pytest.mark.article("26")
def test_that_the_programmes_did_not_suffice_is_shown() -> None:
    """By register, by what was tried and by receipts; each lack by its name (26)."""
    found = cared(cost(1200), evidence=(), statements=())
    named = {lack.what for lack in found.missing}
    assert named == {
        f"statement:{Claim.OTHER_MEASURES_TRIED}",
        f"evidence:{Evidence.REGISTER_LOOKUP}",
        f"evidence:{Evidence.OTHER_MEASURES_RECORD}",
        f"evidence:{Evidence.FEE_RECEIPTS}",
    }
    assert {lack.article for lack in found.missing} == {"26"}


@pytest.mark.article("26")
def test_costs_nobody_named_are_a_lack_and_costs_all_paid_are_no_relief() -> None:
    """Unknown is no nought (26)."""
    assert "costs:destitute" in {lack.what for lack in cared().missing}
    covered = cost(0, insurance=yuan(900))
    assert cared(covered).verdict is Verdict.NOTHING_DUE
    over = replace(covered, support_fund=yuan(1))
    found = cared(over, cost(500, "care-2"))
    assert most(found) == 50_000 and Flag.REPAID_MORE in found.flags
    assert Flag.REPAID_MORE not in cared(covered, cost(500, "care-2")).flags


@pytest.mark.article("26")
def test_costs_of_another_year_or_after_the_day_do_not_count() -> None:
    """As bills, by the day they were paid (26, AMB-37)."""
    last_year = cost(900, "a", date(2025, 12, 31))
    assert most(cared(last_year, cost(500, "b"))) == 50_000
    assert most(cared(cost(900, "c", date(2026, 12, 8)), cost(500, "b"))) == 50_000


@pytest.mark.article("26", "11")
def test_whether_the_caps_hold_is_read() -> None:
    """5,000 for a person of a year with what was granted before; or no cap at all (26, AMB-39)."""
    told = cost(7000)
    capped = cared(told)
    assert most(capped) == 500_000 and Flag.ROOM_CUT in capped.flags
    assert most(cared(told, rules=NO_CAPS)) == 700_000
    assert cared(told, rules=NO_CAPS).room is None
    other = before(400_000, Category.OTHER_INDIVIDUAL)
    assert most(cared(told, earlier=(other,))) == 100_000
    family = before(950_000, Category.PREDICAMENT)
    assert most(cared(told, earlier=(family,))) == 50_000
    assert most(cared(told, rules=NO_CAPS, earlier=(other,))) == 700_000


@pytest.mark.article("26", "11")
def test_without_caps_its_grants_use_up_nobodys_room() -> None:
    """Where the caps do not hold, other relief of the year is not cut by it (AMB-39)."""
    given = before(450_000)
    other = Category.OTHER_INDIVIDUAL
    assert of_late(other, earlier=(given,)).room == yuan(500)
    assert of_late(other, NO_CAPS, earlier=(given,)).room == yuan(5000)
    household = replace(given, subject=Subject.HOUSEHOLD, category=Category.PREDICAMENT)
    assert of_late(other, NO_CAPS, earlier=(replace(household, own=True),)).room == yuan(5000)
    assert of_late(Category.PREDICAMENT, NO_CAPS, earlier=(given,)).room == yuan(10000)
    assert of_late(Category.PREDICAMENT, earlier=(given,)).room == yuan(5500)


@pytest.mark.article("26")
@given(st.lists(st.tuples(fen, fen), min_size=1, max_size=5), st.integers(0, 600_000), st.randoms())
def test_never_more_than_is_left_nor_than_the_year_has_room(
    told: list[tuple[int, int]], granted: int, chance: Any
) -> None:
    """In any order of the costs; and what was granted for the year comes off first (26, 11)."""
    costs = [
        replace(cost(0, f"care-{n}"), total=Money(total), special_aid=Money(paid))
        for n, (total, paid) in enumerate(told)
    ]
    earlier = (before(granted),) if granted else ()
    left = sum(max(0, total - paid) for total, paid in told)
    found = cared(*costs, earlier=earlier)
    assert most(found) == min(max(0, left - granted), max(0, 500_000 - granted))
    assert most(cared(*costs, earlier=earlier, rules=NO_CAPS)) == max(0, left - granted)
    chance.shuffle(costs)
    assert cared(*costs, earlier=earlier).amount == found.amount
    assert recompute(found.trace, LAW, LATE_REFERENCES) == found


def test_before_december_2026_there_was_no_such_kind() -> None:
    """The older law relieves it not at all."""
    asked = question(Category.OTHER_INDIVIDUAL)
    told = replace(asked.circumstances, category=DESTITUTE)
    with pytest.raises(NotRelieved):
        ENGINE.assess(replace(asked, circumstances=told), LATE_REFERENCES)


def test_impossible_costs_are_told_each_by_its_field() -> None:
    """Negative, of tomorrow, twice the same."""
    rule = LATE_PACK.outcomes.categories[DESTITUTE]
    care = (
        replace(cost(5), insurance=Money(-1)),
        cost(5, "care-2", date(2026, 12, 8)),
        cost(5),
    )
    asked = question(DESTITUTE, LATE_DAY, LATE)
    wrong = replace(asked, circumstances=complete(rule, care=care))
    assert set(faults(wrong, BASE)) == {
        Fault("care.0.insurance", Wrong.NEGATIVE),
        Fault("care.1.paid_on", Wrong.IN_FUTURE),
        Fault("care.2.id", Wrong.TWICE),
    }

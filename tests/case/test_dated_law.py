"""A case keeps the law of its acceptance; deeds and time limits have that of their own day (AMB-40)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from adapters.packs.parser import parse
from domain.assessment.engine import recompute
from domain.ground.refusal import Code
from domain.ground.terms import FundSource
from domain.law.pack import Law
from projections.limit_rows import LIMITS
from projections.limits import TimeLimits
from tests.case import journeys as j
from tests.case.prescribed import ILLNESS, bills, onward, told
from tests.case.story import given
from tests.case.test_recomputed import reckoned_again
from tests.case.words import MONDAY, yuan
from tests.case.world import World
from tests.law.dating import TEXT, changed, with_entries
from tests.projections.folding import folded
from tests.projections.histories import Log
from tests.support import commands as c
from tests.support import facts as e

CHANGE = MONDAY + timedelta(days=1)
"""Cases of Monday are decided under a law that changed on Tuesday."""


def law(*added: tuple[str, dict[str, Any]], text: str = TEXT) -> Law:
    return Law.of([parse(with_entries(added, text))])


LOWER = law(changed("tier", {"scale": "medical", "step": 1}, **{"percent": 50, "from": CHANGE}))
"""70 per cent of the first 3,000 yuan until Monday, 50 from Tuesday."""


@pytest.mark.article("11.2")
def test_a_case_is_decided_by_the_law_of_its_acceptance() -> None:
    """Accepted on Monday: 70 per cent, whenever it is decided; accepted on Tuesday: 50 (11.2, AMB-40)."""
    before = onward(told(ILLNESS, World(law=LOWER), bills=bills(1500, 1500))).go(c.ApproveRelief)
    (approved,) = before.world.facts(e.ReliefApproved)
    assert isinstance(approved, e.ReliefApproved) and approved.amount == yuan(2100)
    assert before.about.day > CHANGE
    after = told(
        replace(ILLNESS, case="L-2", day=CHANGE), World(law=LOWER), bills=bills(1500, 1500)
    )
    given(after).when(c.SignOpinion).then_refused(Code.AMOUNT_OUTSIDE_RANGE)
    given(after).when(c.SignOpinion, recommended=yuan(1500)).then(e.OpinionSigned)


def test_a_decision_is_reckoned_again_by_the_law_of_its_acceptance() -> None:
    """An entry added later, whatever its first day after the acceptance, changes no trace."""
    journey = onward(told(ILLNESS, bills=bills(1500, 1500))).go(c.ApproveRelief)
    journey.world.law = LOWER
    assert reckoned_again(journey.world) == 1
    (fact,) = journey.world.facts(e.ReliefApproved)
    assert isinstance(fact, e.ReliefApproved) and fact.assessment is not None
    later = replace(fact.assessment.question, accepted_on=CHANGE)
    again = recompute(replace(fact.assessment, question=later), LOWER, journey.world.references)
    assert again.amount is not None and again.amount.most == yuan(1500)


@pytest.mark.article("18.1.2")
def test_a_time_limit_is_that_of_the_day_it_is_counted_from() -> None:
    """Nine working days for the county from the 20th: received on the 18th it has five (18.1.2)."""
    later = changed("limit", {"id": "county-decision"}, **{"length": 9, "from": date(2025, 3, 20)})
    at = j.drawn(j.accepted(world=World(law=law(later))))
    pack = at.world.pack(at.case, at.about.day, at.case.asked.township)
    run = at.world.limits(at.about.case)["county-decision"]
    assert (at.about.day, pack.limit(run.limit, run.started_on).length) == (date(2025, 3, 18), 5)
    late = j.drawn(j.accepted(replace(at.about, case="L-2", day=date(2025, 3, 12)), at.world))
    run = late.world.limits("L-2")["county-decision"]
    assert pack.limit(run.limit, run.started_on).length == 9


@pytest.mark.article("22")
def test_money_comes_from_where_it_may_come_on_the_day_it_is_paid() -> None:
    """A fund that ended on Monday pays nothing on Tuesday, also for a case of before (22)."""
    ended = TEXT.replace('id = "donation"\n', f'id = "donation"\nto = {MONDAY}\n', 1)
    at = j.approved(j.accepted(world=World(law=law(text=ended))))
    paying = given(at).when(c.InstructPayment, source=FundSource.DONATION)
    paying.then_refused(Code.FIELD_INVALID)
    given(at).when(c.InstructPayment).then(e.PaymentInstructed)


def test_the_ledger_has_each_limit_by_its_own_entry() -> None:
    """Rows of one case carry the last days of the entries of the days they are counted from."""
    from tests.projections import histories as h

    pack = parse(with_entries([
        changed("limit", {"id": "payment"}, **{"length": 3, "from": h.day(2)}),
        changed("limit", {"id": "feedback"}, **{"length": 4, "from": h.day(60)}),
    ]))  # fmt: skip
    log = Log().case(*h.general())
    rows = {r["limit"]: r for r in folded(log.records, [TimeLimits(Law.of([pack]))]).all(LIMITS)}
    old = {r["limit"]: r for r in folded(log.records, [TimeLimits(law())]).all(LIMITS)}
    assert rows["payment"]["last_day"] < old["payment"]["last_day"]
    rows.pop("payment"), old.pop("payment")
    assert rows == old

"""What no order of commands may bring about, by whomever they are given."""

from collections import Counter

from hypothesis import given, settings

from domain.account.account import PersonAccount, stream
from domain.case.payment.rules import refused_on_substance
from domain.case.state import Case
from domain.ground.money import ZERO
from domain.ground.terms import Ending
from tests.case.machine import CASES, RUNS, Machine, Step
from tests.case.oracles import Reader, charges
from tests.support import facts as e

GIVEN_UP = {Ending.WITHDRAWN, Ending.TERMINATED}
"""Ends after which only what was paid uses room."""
REPEATABLE = settings(derandomize=True, max_examples=150, deadline=None, database=None)
"""The same examples every time: a failure here is a failure everywhere."""


@REPEATABLE
@given(RUNS)
def test_no_order_of_commands_exceeds_power_room_notice_or_approval(steps: list[Step]) -> None:
    """Ceiling, caps, notice, spot check, duties and payments, reckoned from the facts alone."""
    Reader().read(Machine().run(steps))


@REPEATABLE
@given(RUNS)
def test_replaying_what_was_recorded_gives_the_live_state(steps: list[Step]) -> None:
    """Nothing is remembered that is not a fact, and every account is its grants less its releases."""
    machine = Machine().run(steps)
    assert machine.world.replayed().standing() == machine.world.standing()
    read = Reader().read(machine)
    assert dict(charges(machine)) == dict(read.charged)


@REPEATABLE
@given(RUNS)
def test_the_accounts_add_up_to_what_stands(steps: list[Step]) -> None:
    """Of a case that goes on, every member carries the sum that stands: no more, no less, once."""
    machine = Machine().run(steps)
    for case in (machine.world.case(about.case) for about in CASES):
        if case.application is None or case.ending in GIVEN_UP or stopped(case):
            continue
        stands = ZERO if case.approval is None else case.approval.amount
        for person in case.application.members:
            account = machine.world.accounts.get(stream(person), PersonAccount())
            charged = [one.amount for one in account.standing if one.case == case.id]
            assert charged == ([stands] if stands > ZERO else [])
        assert case.debt == max(case.payments.disbursed - stands, ZERO)


def stopped(case: Case) -> bool:
    """The county would not countersign: only what was paid uses room."""
    return case.approval is not None and refused_on_substance(case.approval)


def test_the_random_orders_reach_every_part_of_the_procedure() -> None:
    """A property nobody reaches proves nothing: the same orders do approve, pay, refuse and object."""
    reached: Counter[str] = Counter()

    @settings(REPEATABLE, max_examples=120)
    @given(RUNS)
    def walk(steps: list[Step]) -> None:
        machine = Machine().run(steps)
        reached["refusals"] += machine.refusals
        for happened in machine.history:
            reached.update(f"{type(fact).__name__}" for fact in happened.facts)

    walk()
    for kind in (
        e.ReliefApproved,
        e.ReliefDisbursed,
        e.CashDisbursed,
        e.ObjectionResolved,
        e.PublicNoticeEnded,
    ):
        assert reached[kind.__name__] > 20, dict(reached)
    for rarer in (
        e.CountersignatureRefused,
        e.SpotCheckReported,
        e.CountyVerified,
        e.ReturnedForReexamination,
        e.SupplementReceived,
        e.CaseTerminated,
        e.DecisionRevoked,
        e.DecisionChanged,
        e.RevisionRejected,
        e.ApplicationAmended,
        e.ApplicationCorrected,
        e.ExaminationReopened,
    ):
        assert reached[rarer.__name__] > 1, dict(reached)
    assert reached["refusals"] > 1000

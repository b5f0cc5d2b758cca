"""What no order of commands may bring about, by whomever they are given."""

from collections import Counter

from hypothesis import given, settings

from tests.case.machine import RUNS, Machine, Step
from tests.case.oracles import Reader, charges
from tests.support import facts as e

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
    ):
        assert reached[rarer.__name__] > 5, dict(reached)
    assert reached["refusals"] > 1000

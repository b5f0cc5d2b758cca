"""What no order of commands may bring about, by whomever they are given, and whither all of them lead."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import UnionType

import pytest
from hypothesis import given, settings

from domain.account.account import PersonAccount, stream
from domain.case.authority import Officer
from domain.case.moves import Party
from domain.case.payment.payable import refused_on_substance
from domain.case.state import Case
from domain.case.table import RULES
from domain.ground.facts import Fact
from domain.ground.money import ZERO
from domain.ground.refusal import Refused
from domain.ground.streams import Stream
from domain.ground.terms import Ending, ObjectionOutcome, Procedure, Stage
from domain.registers.roster.facts import CaseDrawnAgain, SpotCheckFellAway
from tests.case.bringing import brought, waiting
from tests.case.choosing import COMMANDS, NOWHERE
from tests.case.fitting import Step
from tests.case.machine import RUNS, Happened, Machine, steps
from tests.case.oracles import Reader, charges
from tests.support import commands as c
from tests.support import facts as e
from tests.support.lengths import walk

GIVEN_UP = {Ending.WITHDRAWN, Ending.TERMINATED}
"""Ends after which only what was paid uses room."""
REPEATABLE = settings(derandomize=True, max_examples=150, deadline=None, database=None)
"""The same examples every time: a failure here is a failure everywhere."""
LONG = settings(REPEATABLE, max_examples=walk(75, 3000))


class Listed(Machine):
    """A machine that looks, after each command it accepts, who has the case on a list now."""

    def give(self, asked: c.Command, officer: Officer) -> tuple[Fact, ...] | Refused:
        """Give it; then some list holds the case, or it is closed; lists know what lies beside it."""
        done = super().give(asked, officer)
        case = self.world.case(asked.case)
        if isinstance(done, Refused) or case.stage is Stage.UNKNOWN:
            return done
        found = [
            move for move in waiting(self.world, case, self.day) if move.party is not Party.LOT
        ]
        over = case.stage is Stage.CLOSED and case.proposal is None and None not in case.complaints
        assert found or over, (asked, case)
        assert all(move.posts for move in found), (asked, case)
        return done


@LONG
@given(RUNS)
def test_no_order_of_commands_exceeds_power_room_notice_or_approval(steps: list[Step]) -> None:
    """Ceiling, caps, notice, spot check, duties and payments, reckoned from the facts alone."""
    Reader().read(Machine().run(steps))


@LONG
@given(RUNS)
def test_replaying_what_was_recorded_gives_the_live_state(steps: list[Step]) -> None:
    """Nothing is remembered that is not a fact, and every account is its grants less its releases."""
    machine = Machine().run(steps)
    assert machine.world.replayed().standing() == machine.world.standing()
    read = Reader().read(machine)
    assert dict(charges(machine)) == dict(read.charged)


@LONG
@given(RUNS)
def test_the_accounts_add_up_to_what_stands(steps: list[Step]) -> None:
    """Of a case that goes on, every member carries the sum that stands: no more, no less, once.

    Whoever died since carries it too, or nothing.
    """
    machine = Machine().run(steps)
    add_up(machine)
    paid_out(machine)


def add_up(machine: Machine) -> None:
    """Every account of every case against what stands there."""
    for case in machine.cases:
        if case.ending in GIVEN_UP or stopped(case):
            continue
        stands = ZERO if case.approval is None else case.approval.amount
        for person in case.asked.members:
            account = machine.world.accounts.get(stream(person), PersonAccount())
            charged = [one.amount for one in account.standing if one.case == case.id]
            assert charged == ([stands] if stands > ZERO else []), case
        for person in {*case.asked.died} - {*case.asked.members}:
            account = machine.world.accounts.get(stream(person), PersonAccount())
            charged = [one.amount for one in account.standing if one.case == case.id]
            assert charged in ([], [stands]), case
        assert case.debt == max(case.payments.disbursed - stands, ZERO)


def paid_out(machine: Machine) -> None:
    """What a case says was paid is what came less what came back, and it is paid where that is whole."""
    had: Counter[str] = Counter()
    for one in machine.history:
        for fact in one.facts:
            if isinstance(fact, PAID):
                had[one.case] += fact.amount.fen
            elif isinstance(fact, e.Returned):
                had[one.case] -= fact.amount.fen
    for case in machine.cases:
        assert case.payments.disbursed.fen == had[case.id], case
        assert case.payments.disbursed == sum((x.amount for x in case.payments.kept), ZERO)
        if case.ending is Ending.PAID and case.approval is not None:
            assert ZERO < case.payments.disbursed >= case.approval.amount, case


def stopped(case: Case) -> bool:
    """The county would not countersign: only what was paid uses room."""
    return case.approval is not None and refused_on_substance(case.approval)


@LONG
@given(RUNS)
def test_some_list_holds_every_open_case_and_every_file_reaches_its_end(
    steps: list[Step],
) -> None:
    """Whatever was done to it: by what the lists name and nothing else, but for a file with a debt."""
    machine = Listed().run(steps)
    for case in machine.cases:
        if case.stage is not Stage.CLOSED and case.debt == ZERO:
            brought(machine, case.id)
    Reader().read(machine)
    add_up(machine)
    paid_out(machine)


@cache
def told() -> tuple[Machine, ...]:
    """The same orders each time, for what they reach."""
    return tuple(Machine().run(list(steps(seed, 420))) for seed in range(walk(130, 400)))


def happened() -> Iterator[Happened]:
    """Everything that was accepted in them."""
    for machine in told():
        yield from machine.history


@cache
def given_how_often() -> Counter[type[c.Command]]:
    """How often each command was accepted."""
    return Counter(one.command for one in happened())


SELDOM: Mapping[type[c.Command], int] = {c.JoinHousehold: 0, c.DrawAgain: 1}
"""What needs two applications of one matter by people who are not the same, and neither decided; and a
county that drew less than its share."""
OF_CASES = [kind for kind in COMMANDS if RULES[kind].own is Stream.CASE and kind not in NOWHERE]


@pytest.mark.parametrize("command", OF_CASES, ids=lambda kind: kind.__name__)
def test_every_command_of_a_case_is_given_in_some_random_order(command: type[c.Command]) -> None:
    """A property nobody reaches proves nothing."""
    assert given_how_often()[command] > SELDOM.get(command, 5), given_how_often()


Kind = type[object] | UnionType | tuple[type[object], ...]
Stretch = Callable[[list[Happened]], bool]
"""Whether the history of one case has a stretch of a kind."""


def facts(history: list[Happened]) -> list[Fact]:
    """Everything that happened in a case, in order."""
    return [fact for one in history for fact in one.facts]


def follows(*kinds: Kind) -> Stretch:
    """These happened, one after the other, whatever came between."""

    def so(history: list[Happened]) -> bool:
        left = list(kinds)
        for fact in facts(history):
            if left and isinstance(fact, left[0]):
                left.pop(0)
        return not left

    return so


def open_at_once(history: list[Happened]) -> bool:
    """A second objection came before the first had its answer."""
    unanswered = 0
    for fact in facts(history):
        unanswered += isinstance(fact, e.ObjectionLodged) - isinstance(fact, e.ObjectionResolved)
        if unanswered > 1:
            return True
    return False


def upheld(outcome: ObjectionOutcome, *before: Kind) -> Stretch:
    """An objection was right, after these."""

    def so(history: list[Happened]) -> bool:
        met, wanted = False, follows(*before)
        for place, one in enumerate(history):
            answers = [f for f in one.facts if isinstance(f, e.ObjectionResolved)]
            met = met or (any(f.outcome is outcome for f in answers) and wanted(history[:place]))
        return met

    return so


def entered_late(kind: Kind) -> Stretch:
    """A deed was entered on a later day than it was done."""

    def so(history: list[Happened]) -> bool:
        return any(
            isinstance(fact, kind) and fact.on < one.day  # type: ignore[attr-defined]
            for one in history
            for fact in one.facts
        )

    return so


PAID = (e.ReliefDisbursed, e.CashDisbursed, e.GoodsDelivered)
REVISED = (e.DecisionRevoked, e.DecisionChanged)
REACHED: Mapping[str, Stretch] = {
    "an amended application is approved": follows(e.ApplicationAmended, e.ReliefApproved),
    "a corrected one is examined again": follows(e.ApplicationCorrected, e.ExaminationReopened),
    "a correction is rejected": follows(e.CorrectionRejected),
    "revoked before payment, approved anew": follows(
        e.ReliefApproved, e.DecisionRevoked, e.ReliefApproved
    ),
    "revoked or changed after payment": follows(PAID, REVISED),
    "a changed sum is paid": follows(e.DecisionChanged, PAID),
    "a refusal is revoked": follows(e.ReliefRefused, e.DecisionRevoked),
    "closed and revised": follows(e.CaseClosed, REVISED),
    "a review is entered and carried out": follows(e.ReviewRecorded, REVISED),
    "two objections are open at once": open_at_once,
    "an objection is entered late": entered_late(e.ObjectionLodged),
    "an objection is right while the notice hangs": upheld(
        ObjectionOutcome.AMOUNT_WRONG, e.PublicNoticePosted
    ),
    "an objection is right after the approval": upheld(
        ObjectionOutcome.NOT_ELIGIBLE, e.ReliefApproved
    ),
    "an objection undoes an opinion at the county": upheld(
        ObjectionOutcome.AMOUNT_WRONG, e.SubmittedForApproval
    ),
    "cash or goods are entered late": entered_late((e.CashDisbursed, e.GoodsDelivered)),
    "a visit is entered late": entered_late(e.HomeVisited),
    "a posting is entered late": entered_late(e.PublicNoticePosted),
    "a complaint is founded, and the decision revised": follows(
        e.ComplaintAnswered,
        e.RevisionProposed,
        REVISED,
    ),
    "a death while an order is out": follows(
        e.PaymentInstructed,
        e.MemberDied,
        (e.PaymentFailed, e.ReliefDisbursed),
    ),
    "a death after payment": follows(PAID, e.MemberDied),
    "a death ends a case": follows(e.MemberDied, e.CaseTerminated),
    "a household goes on after a death": follows(e.MemberDied, e.ReliefApproved),
    "a drawn visit falls away": follows(e.SpotCheckSelected, SpotCheckFellAway),
    "an undone acceptance is accepted again": follows(e.AcceptanceUndone, e.ApplicationAccepted),
    "an acceptance is undone once a notice was posted": follows(
        e.PublicNoticePosted, e.AcceptanceUndone
    ),
    "a child's number comes later": follows(e.NumberJoined, e.ReliefApproved),
    "the bank's answer is written of by itself": follows(
        (e.ReliefDisbursed, e.PaymentFailed), e.MessageQueued
    ),
    "a second look says otherwise": follows(e.SpotCheckReported, e.SpotCheckReported),
    "papers follow after an urgent acceptance": follows(
        e.UrgencyEstablished, e.ApplicationAccepted, e.SupplementReceived
    ),
    "a doubt is resolved, and relief approved": follows(e.DoubtResolved, e.ReliefApproved),
    "sent back once it was credited, and paid again": follows(
        e.ReliefDisbursed, e.PaymentReturned, PAID
    ),
    "given back, and handed over again": follows(
        (e.CashDisbursed, e.GoodsDelivered), e.ReliefTakenBack, PAID
    ),
    "sent back once the file was closed": follows(e.CaseClosed, e.Returned),
    "sent back after a death": follows(PAID, e.MemberDied, e.Returned),
    "sent back, and a debt is none any more": follows(REVISED, e.Returned),
    "what came back is entered late": entered_late(e.Returned),
    "set apart, and it comes back": follows(e.HandoverReleased, e.ReleaseReturned),
    "sent back by the bank, put right, and paid": follows(
        e.PaymentFailed, e.PaymentAccountCorrected, e.ReliefDisbursed
    ),
    "delegated, filed, countersigned": follows(e.FiledForRecord, e.Countersigned),
    "delegated, and stopped by the county": follows(e.FiledForRecord, e.CountersignatureRefused),
    "handed to another township, and approved there": follows(e.FileTakenOver, e.ReliefApproved),
    "sent back, and accepted after all": follows(e.FileSentBack, e.ApplicationAccepted),
    "not met at first, and served": follows(e.ServiceFailed, e.DocumentServed),
    "urgent no more": follows(e.UrgencyNotConfirmed, e.PublicNoticePosted),
    "returned, and approved after all": follows(e.ReturnedForReexamination, e.ReliefApproved),
}
"""Courses in which people err or the world comes late, by a sentence of each."""


@cache
def by_case() -> tuple[list[Happened], ...]:
    """Every case that was ever applied for in them, with its history."""
    found: dict[tuple[int, str], list[Happened]] = {}
    for number, machine in enumerate(told()):
        for one in machine.history:
            found.setdefault((number, one.case), []).append(one)
    return tuple(found.values())


@pytest.mark.parametrize("course", REACHED)
def test_the_random_orders_err_and_come_late(course: str) -> None:
    """So often that each property above holds of more than one such case."""
    count = sum(map(REACHED[course], by_case()))
    assert count > 5, count


def test_the_random_orders_go_through_both_procedures_to_their_ends() -> None:
    """Each procedure approves, pays, refuses, closes; every stage is met, and what is drawn again."""
    ends: Counter[tuple[Procedure | None, Stage]] = Counter()
    for machine in told():
        ends.update((case.procedure, case.stage) for case in machine.cases)
    for procedure in (Procedure.GENERAL, Procedure.URGENT):
        for stage in (Stage.APPROVED, Stage.PAID, Stage.CLOSED):
            assert ends[procedure, stage] > 5, ends
    drawn = sum(isinstance(fact, CaseDrawnAgain) for one in happened() for fact in one.facts)
    assert drawn > 1
    assert sum(machine.refusals for machine in told()) > 1000

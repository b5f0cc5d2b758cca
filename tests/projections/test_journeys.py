"""Whatever happens in an office, the register and the limits say what the rules say."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

import pytest
from hypothesis import given, settings

from domain.case import facts as e
from domain.case.clock import running
from domain.case.evolve import NEW, evolve
from domain.case.state import Case
from domain.ground.facts import Fact
from domain.ground.terms import CountersignatureOutcome, Ending, Stage
from domain.time.running import Running
from projections.limit_rows import LIMITS, MISSED, RUNNING
from projections.limits import TimeLimits
from projections.register import REGISTER, STREAM, Register
from projections.register_moves import AWAITED, COUNTERSIGNED
from projections.rows import DictRows, Row
from tests.case import journeys as j
from tests.case.fitting import Step
from tests.case.machine import RUNS, Machine
from tests.case.world import PACK, World
from tests.projections.folding import LAW
from tests.projections.histories import Log
from tests.support import commands as c
from tests.support import lengths

REPEATABLE = settings(
    derandomize=True, max_examples=lengths.walk(30, 60), deadline=None, database=None
)

Deed = tuple[str, Fact, str]
"""A case, a fact of it, and who recorded it."""


def of_world(world: World) -> Iterator[Deed]:
    """Every fact of every case, case by case."""
    for stream, entries in world.streams.items():
        if stream.startswith(STREAM):
            yield from ((stream.removeprefix(STREAM), one.fact, one.officer) for one in entries)


def of_machine(machine: Machine) -> Iterator[Deed]:
    """Every fact of every case, in the order in which it was recorded."""
    for happened in machine.history:
        for fact in happened.facts:
            if isinstance(fact, e.CaseFact):
                yield happened.case, fact, happened.officer.id


def walk(deeds: Iterable[Deed]) -> Iterator[tuple[Case, DictRows]]:
    """The fold of a case and all rows, after each single fact."""
    log, rows, cases = Log(), DictRows(), dict[str, Case]()
    ledgers = (Register(), TimeLimits(LAW))
    for number, fact, officer in deeds:
        cases[number] = evolve(cases.get(number, NEW), fact, officer)  # type: ignore[arg-type]
        recorded = log.add(f"{STREAM}{number}", fact, officer)
        for ledger in ledgers:
            ledger.project(rows, recorded)
        yield cases[number], rows


def line(rows: DictRows, case: Case) -> Row:
    """The current line of a case."""
    row = rows.get(REGISTER, (case.id,))
    assert row is not None
    return row


def told(case: Case) -> dict[str, object]:
    """What the register has to say of a case."""
    approval, asked = case.approval, case.asked
    return {
        "stage": case.stage.value,
        "ending": case.ending,
        "procedure": case.procedure,
        "pack": case.pack,
        "township": asked.township,
        "county": asked.township[:6],
        "village": asked.village,
        "applicant": asked.applicant,
        "members": len(asked.members),
        "notice_from": case.notice.posted_on.isoformat() if case.notice else None,
        "spot_check": int(case.county.spot_check),
        "amount_fen": approval.amount.fen if approval else None,
        "paid_fen": case.payments.disbursed.fen,
        "countersignature": countersignature(case),
    }


def decided(case: Case) -> bool:
    """Whether an approval or a refusal stands."""
    return case.approval is not None or case.ending is Ending.REFUSED


def countersignature(case: Case) -> str | None:
    """Due, given, or why not."""
    if case.approval is None or not case.approval.delegated:
        return None
    if case.approval.countersigned:
        return COUNTERSIGNED
    return case.approval.countersignature_outcome or AWAITED


def limits_told(rows: DictRows, case: Case) -> set[tuple[str, str, str, bool]]:
    """The rows that run: limit, key, first day, and whether its lateness is on record."""
    found = rows.find(LIMITS, state=RUNNING) + rows.find(LIMITS, state=MISSED)
    return {
        (row["limit"], row["key"], row["started_on"], row["state"] == MISSED)
        for row in found
        if row["case_id"] == case.id
    }


def _run(r: Running) -> tuple[str, str, date, datetime | None]:
    """What tells one run from another."""
    return r.limit, r.key, r.started_on, r.started_at


def limits_running(case: Case) -> set[tuple[str, str, str, bool]]:
    """The same as the rules reckon."""
    return {
        (r.limit, r.key, r.started_on.isoformat(), _run(r) in {tuple(m) for *m, _ in case.missed})
        for r in running(case, PACK).values()
    }


def agree(deeds: Iterable[Deed]) -> Counter[Stage]:
    """Register, limits and fold agree after every fact; how often each stage was met."""
    met: Counter[Stage] = Counter()
    for case, rows in walk(deeds):
        row, said = line(rows, case), told(case)
        assert {name: row[name] for name in said} == said
        assert row["approver"] in (case.hands.approved if decided(case) else {None})
        assert limits_told(rows, case) == limits_running(case)
        met[case.stage] += 1
    return met


@REPEATABLE
@given(RUNS)
def test_after_every_fact_of_any_journey_the_register_stands_where_the_case_stands(
    steps: list[Step],
) -> None:
    """Stage, ending, sums, countersignature and running limits, with random officers and orders."""
    agree(of_machine(Machine().run(steps)))


def test_the_random_journeys_reach_every_stage() -> None:
    """What is never reached is never compared."""
    met: Counter[Stage] = Counter()

    @REPEATABLE
    @given(RUNS)
    def count(steps: list[Step]) -> None:
        met.update(agree(of_machine(Machine().run(steps))))

    count()
    assert set(met) == set(Stage) - {Stage.UNKNOWN}, met


def put_right() -> j.Journey:
    """A formal defect, cured and countersigned."""
    return (
        j.filed()
        .go(c.RefuseCountersignature, outcome=CountersignatureOutcome.FORMAL)
        .go(c.Countersign)
    )


def revoked() -> j.Journey:
    """An approval taken back."""
    return j.approved().go(c.RevokeDecision)


def changed() -> j.Journey:
    """An approval of less than before."""
    return j.approved().go(c.ChangeSum)


def stopped() -> j.Journey:
    """Refused on substance and closed without payment."""
    return j.countersignature_refused().go(c.FeedBackResult).serve().go(c.CloseCase)


def late_referral() -> j.Journey:
    """Two referrals of one day, the second late."""
    at = j.referred().go(c.ReferCase)
    started = at.about.day
    at.on(date(2025, 6, 2))
    return at.go(c.RecordMissedLimit, limit="referral-answer", key="2", started_on=started)


JOURNEYS: tuple[Callable[[], j.Journey], ...] = (
    *(start for stage, start in j.STAGES.items() if stage is not Stage.UNKNOWN),
    *(j.from_elsewhere, j.urgent_outstanding, j.examined_negative, j.objected, j.drawn),
    *(j.failed, j.referred, j.urgent_verified, j.urgent_returned, j.delegated_without_papers),
    *(j.countersigned, j.countersignature_refused, put_right, stopped, late_referral),
)


@pytest.mark.parametrize("start", JOURNEYS)
def test_after_every_fact_of_the_usual_journeys_too(start: j.Start) -> None:
    """Each procedure from the counter to its end."""
    assert agree(of_world(start().world))


def test_a_case_the_county_stopped_is_told_as_such() -> None:
    """What was approved stays written down beside why it was not paid."""
    *_, (case, rows) = walk(of_world(stopped().world))
    row = line(rows, case)
    assert (row["stage"], row["ending"]) == ("closed", "countersignature-refused")
    assert (row["countersignature"], row["amount_fen"], row["paid_fen"]) == ("fraud", 180_000, 0)


def test_only_the_clock_that_was_late_is_marked() -> None:
    """Two clocks of one limit and one day are told apart by their key."""
    *_, (case, rows) = walk(of_world(late_referral().world))
    states = {
        row["key"]: row["state"]
        for row in rows.all(LIMITS)
        if row["case_id"] == case.id and row["limit"] == "referral-answer"
    }
    assert states == {"1": RUNNING, "2": MISSED}

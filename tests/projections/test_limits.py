"""Time limits: they open, stop, are late or missed, and follow the calendar as it becomes known."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.packs.parser import parse
from domain.case.clock import running
from domain.case.evolve import replay
from domain.ground.facts import Fact
from domain.ground.terms import Course, Material, ObjectionOutcome, Procedure, ReferralPurpose
from domain.law.pack import Law
from domain.registers.leads.facts import LeadClosed, LeadOutcome, LeadRecorded, LeadSource
from domain.registers.leads.state import stream
from domain.time.calendar import Calendar
from domain.time.due import reckon
from projections.limit_rows import LATE, LIMITS, MET, MISSED, RUNNING
from projections.limits import TimeLimits
from projections.rows import DictRows, Row
from tests.law.dating import TEXT
from tests.projections.folding import LAW, folded
from tests.projections.histories import (
    PACK,
    SEWU,
    Log,
    accepted,
    approved,
    day,
    general,
    holiday,
    missed,
    posted,
    secret,
    signed,
    submitted,
    to_county,
    urgent,
)
from tests.support import facts as e


def rows_of(log: Log, law: Law = LAW) -> dict[tuple[str, str, int], Row]:
    """All limits by limit, key and occurrence."""
    found = folded(log.records, [TimeLimits(law)]).all(LIMITS)
    return {(row["limit"], row["key"], row["occurrence"]): row for row in found}


def limit(log: Log, name: str, key: str = "", occurrence: int = 1) -> Row:
    """One limit's row."""
    return rows_of(log)[name, key, occurrence]


def test_a_limit_opens_with_its_days_and_its_source():
    """Acceptance starts the five working days of the examination."""
    row = limit(Log().case(submitted(), accepted(day(0))), "examination")
    expected = {
        "case_id": "c1",
        "kind": "case",
        "county": "540102",
        "township": SEWU,
        "duty": "caseworker",
        "basis": "STATUTORY",
        "expiry": "LATE",
        "citation": "18.1.1",
        "pack": PACK,
        "started_on": "2026-03-02",
        "last_day": "2026-03-09",
        "warning_day": "2026-03-09",
        "provisional": 1,
        "state": RUNNING,
        "ended_on": None,
        "missed_on": None,
    }
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(("on", "state"), [(day(7), MET), (day(8), LATE)])
def test_a_limit_met_on_its_last_day_is_met_and_a_day_later_late(on: date, state: str):
    """The last day counts in full."""
    row = limit(Log().case(submitted(), accepted(day(0)), *signed(on)), "examination")
    assert (row["state"], row["ended_on"]) == (state, on.isoformat())


def test_a_recorded_miss_marks_the_limit_and_it_runs_on():
    """Lateness recorded as lateness; when the limit is met at last, it is late."""
    log = Log().case(submitted(), accepted(day(0)), missed(day(8)))
    row = limit(log, "examination")
    assert (row["state"], row["missed_on"], row["ended_on"]) == (MISSED, "2026-03-10", None)
    row = limit(log.case(*signed(day(9))), "examination")
    assert (row["state"], row["missed_on"], row["ended_on"]) == (LATE, "2026-03-10", "2026-03-11")


def test_the_end_of_a_case_cuts_its_limits_short():
    """A withdrawn case met nothing and is late with nothing, unless it already was."""
    withdrawn = e.ApplicationWithdrawn(on=day(3), reason=secret())
    log = Log().case(submitted(), accepted(day(0)), withdrawn)
    assert limit(log, "examination")["state"] == "ended"
    log = Log().case(submitted(), accepted(day(0)), replace(withdrawn, on=day(20)))
    assert limit(log, "examination")["state"] == LATE


def test_an_application_that_lapsed_is_nobodys_lateness():
    """The time for papers ran out: its effect is the end of the application."""
    lacking = e.DeficienciesNotified(on=day(1), missing=(Material.LETTER,), document="d")
    log = Log().case(submitted(materials=()), lacking, e.ApplicationLapsed(on=day(40)))
    assert limit(log, "supplement")["state"] == "ended"


def test_a_notice_that_hung_its_whole_time_is_met():
    """It ends after its last day, because that day counts in full; torn down, it is cut short."""
    log = Log().case(submitted(), accepted(day(0)), *signed(day(1)), posted(day(2)))
    torn = e.PublicNoticeInterrupted(on=day(4), round=1, reason=secret())
    log.case(torn, posted(day(5), 2), e.PublicNoticeEnded(on=day(15), round=2, last_day=day(14)))
    assert limit(log, "public-notice")["state"] == "ended"
    again = limit(log, "public-notice", occurrence=2)
    assert (again["state"], again["started_on"]) == (MET, "2026-03-07")


def test_objections_and_referrals_run_one_clock_each():
    """Two referrals wait apart; the answer to one leaves the other running."""

    def referral(number: int) -> e.CaseReferred:
        return e.CaseReferred(
            on=day(9), number=number, receiver=secret(), purpose=ReferralPurpose.CHARITY
        )

    answer = e.ReferralAnswered(on=day(10), number=1, accepted=True, result=secret())
    log = Log().case(
        submitted(), accepted(day(0)), approved(day(8)), referral(1), referral(2), answer
    )
    assert limit(log, "referral-answer", "1")["state"] == MET
    assert limit(log, "referral-answer", "2")["state"] == RUNNING


def test_a_course_chooses_its_limits():
    """An urgent case has the same day, a case for the county's verification three days."""
    log = Log().case(submitted(), accepted(day(0), Procedure.URGENT))
    assert limit(log, "urgent-examination")["last_day"] == "2026-03-02"
    log.case(*signed(day(0)), *to_county(day(0), Course.URGENT_OTHER))
    assert limit(log, "urgent-verification")["last_day"] == "2026-03-05"


def test_urgency_that_is_not_confirmed_counts_from_acceptance():
    """The general clock runs from the day of acceptance."""
    log = Log().case(submitted(), accepted(day(0), Procedure.URGENT))
    log.case(e.UrgencyNotConfirmed(on=day(1), reasons=secret()))
    row = limit(log, "examination")
    assert (row["started_on"], row["last_day"]) == ("2026-03-02", "2026-03-09")
    assert limit(log, "urgent-examination")["state"] == LATE


def test_a_lead_is_looked_into_within_a_working_day():
    """Leads have limits as cases have, in rows of their own kind."""
    log = Log()
    lead = LeadRecorded(
        lead="l1",
        on=day(4),
        township=SEWU,
        source=LeadSource.POLICE,
        category=None,
        person=secret().about,
        whereabouts=secret(),
    )
    log.add(stream("l1"), lead)
    row = limit(log, "lead-triage")
    assert (row["kind"], row["case_id"], row["last_day"]) == ("lead", "l1", "2026-03-09")
    log.add(stream("l1"), LeadClosed(on=day(7), outcome=LeadOutcome.NOT_FOUND, note=secret()))
    assert limit(log, "lead-triage")["state"] == MET


def test_a_holiday_notice_moves_running_limits_and_makes_them_final():
    """What has ended in time stays as it was reckoned then; what runs is reckoned again, late or not."""
    log = Log().case(submitted("c1"), accepted(day(0)), *signed(day(2)))
    log.case(submitted("c2"), accepted(day(0)), case="c2")
    log.case(submitted("c3"), accepted(day(0)), missed(day(8)), case="c3")
    log.add("calendar", holiday([day(4)]))
    found = folded(log.records, [TimeLimits(LAW)])

    def examination(case: str) -> Row:
        row = found.get(LIMITS, (case, "examination", "", 1))
        assert row is not None
        return row

    before, after = examination("c1"), examination("c2")
    assert (before["last_day"], before["provisional"]) == ("2026-03-09", 1)
    assert (after["last_day"], after["provisional"]) == ("2026-03-10", 0)
    assert before["calendar"] != after["calendar"]
    late = examination("c3")
    assert (late["state"], late["last_day"]) == (RUNNING, "2026-03-10")


def test_a_restarted_follower_reads_its_calendar_from_its_rows():
    """Each fact folded by a fresh projection gives the rows of one that never stopped."""
    log = Log()
    log.add("calendar", holiday([day(4)]))
    log.case(*general())
    log.add("calendar", holiday([day(9)], name="other"))
    log.case(*urgent("c2"), case="c2")
    rows = DictRows()
    for recorded in log.records:
        TimeLimits(LAW).project(rows, recorded)
    live = folded(log.records, [TimeLimits(LAW)])
    for table in TimeLimits.tables:
        assert rows.all(table) == live.all(table)


def test_a_batch_rolled_back_leaves_no_trace_in_memory():
    """Folding the same facts again after a failure gives the same rows."""
    log = Log().case(*general())
    projection = TimeLimits(LAW)
    folded(log.records, [projection])
    again = folded(log.records, [projection])
    assert again.all(LIMITS) == folded(log.records, [TimeLimits(LAW)]).all(LIMITS)


def test_acceptance_fixes_the_pack():
    """From acceptance on, limits are those of the pack the fact names."""
    old, new = (
        parse(TEXT.replace('id = "lhasa-2018-202"', f'id = "{id}"')) for id in ("old", "new")
    )
    old = replace(old, valid_to=day(0))
    new = replace(new.read_as({"AMB-16": "working-days"}), valid_from=day(1))
    law = Law.of((old, new))
    log = Log().case(submitted("c1", materials=()), replace(accepted(day(1)), pack="new"))
    log.case(*signed(day(1)), posted(day(1)))
    log.case(submitted("c2"), replace(accepted(day(0)), pack="old"), case="c2")
    log.case(*signed(day(1)), posted(day(1)), case="c2")
    found = folded(log.records, [TimeLimits(law)]).all(LIMITS)
    ends = {r["case_id"]: r["last_day"] for r in found if r["limit"] == "public-notice"}
    assert ends == {"c1": "2026-03-12", "c2": "2026-03-10"}
    packs = {(r["case_id"], r["pack"]) for r in found if r["state"] == RUNNING}
    assert packs == {("c1", "new"), ("c2", "old")}


def test_the_running_rows_are_the_running_limits_of_the_case():
    """After every fact, the rows that run are what the rules themselves would reckon with."""
    objected = [
        submitted(materials=()),
        e.DeficienciesNotified(on=day(1), missing=(Material.LETTER,), document="d"),
        e.SupplementReceived(on=day(2), materials=(Material.LETTER,), later=False),
        accepted(day(2)),
        *signed(day(3)),
        posted(day(5)),
        e.ObjectionLodged(on=day(6), number=1, content=secret()),
        e.ObjectionResolved(
            on=day(7), number=1, outcome=ObjectionOutcome.AMOUNT_WRONG, findings=secret()
        ),
        *signed(day(8)),
        posted(day(9), 2),
    ]
    pack, calendar = LAW.pack(PACK), Calendar.of(())
    for facts in (general(), urgent(), objected):
        log, projection, rows = Log(), TimeLimits(LAW), DictRows()
        for number, fact in enumerate(facts, start=1):
            projection.project(rows, log.add("case-c1", fact))
            case = replay((one, "o") for one in facts[:number])  # type: ignore[misc]
            expected = {
                (run.limit, run.key, run.occurrence): (
                    run.started_on.isoformat(),
                    reckon(pack.limits[run.limit], run.started_on, calendar).last_day.isoformat(),
                )
                for run in running(case, pack).values()
            }
            found = {
                (row["limit"], row["key"], row["occurrence"]): (row["started_on"], row["last_day"])
                for row in rows.find(LIMITS, state=RUNNING)
            }
            assert found == expected


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 40), max_size=4, unique=True), st.data())
def test_when_a_notice_is_recorded_does_not_matter_to_what_still_runs(
    off: list[int], data: st.DataObject
):
    """A calendar learnt late gives running limits the days of one known from the start."""
    facts: list[tuple[str, Fact]] = [
        (f"case-{case}", fact)
        for case in ("c1", "c2")
        for fact in (submitted(case), accepted(day(0)), *signed(day(2)), posted(day(3)))
    ]
    notice = ("calendar", holiday([day(n) for n in off]))
    early, late = Log(), Log()
    at = data.draw(st.integers(0, len(facts)))
    for stream_, fact in (notice, *facts):
        early.add(stream_, fact)
    for stream_, fact in (*facts[:at], notice, *facts[at:]):
        late.add(stream_, fact)

    def runs(log: Log) -> list[tuple[str, str, str, int]]:
        found = folded(log.records, [TimeLimits(LAW)]).find(LIMITS, state=RUNNING)
        return [(r["case_id"], r["limit"], r["last_day"], r["provisional"]) for r in found]

    assert runs(early) == runs(late)

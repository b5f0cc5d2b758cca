"""The register: each fact moves its columns, and every version can be asked for again."""

from itertools import accumulate
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.case import events as e
from domain.case.evolve import NEW, evolve
from domain.case.state import Case
from domain.case.terms import (
    Category,
    CountersignatureOutcome,
    Ending,
    FundSource,
    Ground,
    Material,
    ObjectionOutcome,
    Procedure,
    ReferralPurpose,
    Stage,
    Subject,
)
from domain.facts import Fact
from domain.money import Money
from domain.people import PersonId
from projections import register
from projections.reading import BadCursor
from projections.register import REGISTER, CaseRow, Filter, Register
from projections.register_moves import MOVES, UNMOVED
from projections.rows import OPEN, Row
from tests.projections.folding import folded, ledgers, values
from tests.projections.histories import (
    Log,
    accepted,
    approved,
    busy,
    day,
    general,
    paid,
    posted,
    secret,
    signed,
    submitted,
    to_county,
    urgent,
)


def last(*facts: Fact) -> Row:
    """The current row after these facts of a case."""
    rows = folded(Log().case(*facts).records, [Register()])
    (row,) = rows.find(REGISTER)
    return row


def test_every_fact_of_a_case_either_moves_a_column_or_is_named_as_moving_none():
    """No fact is forgotten when the vocabulary grows."""
    assert set(MOVES) | UNMOVED | {e.ApplicationSubmitted} == set(get_args(e.CaseFact))
    assert not set(MOVES) & UNMOVED


def test_no_column_can_hold_personal_text():
    """The register names nobody: persons are identifiers."""
    row = last(*general())
    assert row["applicant"] == "c1-p1"
    assert not any("secret" in str(v) or "broken leg" in str(v) for v in row.values())


def test_an_application_opens_a_line():
    """Place, matter and persons come from the application."""
    row = last(submitted(category=Category.EDUCATION, members=3))
    assert (row["county"], row["township"], row["village"]) == (
        "540102",
        "540102001",
        "540102001201",
    )
    assert (row["subject"], row["category"], row["cause"]) == (
        "household",
        "education-expenditure",
        "major-illness",
    )
    assert (row["members"], row["stage"], row["applied_on"]) == (3, "received", "2026-03-02")


def test_a_paid_case_tells_its_whole_course():
    """Each date is the day it happened, whatever day it was recorded."""
    row = last(*general())
    expected = {
        "procedure": "general",
        "pack": "lhasa-2018-202",
        "accepted_on": "2026-03-02",
        "notice_from": "2026-03-05",
        "notice_to": "2026-03-12",
        "spot_check": 1,
        "visited_on": "2026-03-16",
        "approved_on": "2026-03-17",
        "approver": "officer-1",
        "amount_fen": 300_000,
        "delegated": 0,
        "late": 0,
        "paid_on": "2026-03-19",
        "paid_fen": 300_000,
        "methods": "bank",
        "sources": "fiscal",
        "countersignature": None,
        "stage": "closed",
        "ending": "paid",
        "closed_on": "2026-04-01",
    }
    assert {name: row[name] for name in expected} == expected


def test_a_delegated_approval_awaits_its_countersignature():
    """补签 is a state of its own beside the stage."""
    until_approval = urgent()[:8]
    row = last(*until_approval)
    assert (row["delegated"], row["countersignature"]) == (1, "open")
    assert last(*urgent())["countersignature"] == "countersigned"
    refusal = e.CountersignatureRefused(
        on=day(3), outcome=CountersignatureOutcome.FRAUD, reasons=secret()
    )
    assert last(*until_approval, refusal)["countersignature"] == "fraud"


REFUSED = e.ReliefRefused(on=day(9), ground=Ground.IDLE_LAND, reasons=secret(), document="d")
BEGUN = (submitted(), accepted(day(0)))
NOTICED = (*BEGUN, *signed(day(1)), posted(day(2)))
GRANTED = (*NOTICED, approved(day(9)))


@pytest.mark.parametrize(
    ("facts", "moved"),
    [
        ((*BEGUN, REFUSED), {"stage": "refused", "ending": "refused", "refused_on": "2026-03-11"}),
        ((*BEGUN, REFUSED), {"ground": "10.3-leaves-land-idle", "approver": "officer-1"}),
        (
            (submitted(), e.ApplicationLapsed(on=day(40))),
            {"stage": "closed", "ending": "lapsed", "closed_on": "2026-04-11"},
        ),
        (
            (submitted(), e.AcceptanceRefused(on=day(1), reason=secret(), document="d")),
            {"ending": "acceptance-refused"},
        ),
        (
            (submitted(), e.HandedToReliefStation(on=day(0), station="s", slip="1")),
            {"ending": "handed-to-relief-station"},
        ),
        (
            (*BEGUN, e.ApplicationWithdrawn(on=day(1), reason=secret())),
            {"stage": "closed", "ending": "withdrawn"},
        ),
        ((*BEGUN, e.CaseTerminated(on=day(1), reason="death")), {"ending": "terminated"}),
        (
            (*BEGUN, e.UrgencyNotConfirmed(on=day(1), reasons=secret())),
            {"procedure": "general", "stage": "accepted"},
        ),
        (
            (
                *BEGUN,
                e.MemberDied(on=day(1), person=PersonId("c1-p1"), representative=PersonId("c1-p2")),
            ),
            {"members": 1, "applicant": "c1-p2"},
        ),
        (
            (*NOTICED, e.PublicNoticeInterrupted(on=day(4), round=1, reason="torn")),
            {"stage": "examined", "notice_from": None},
        ),
        (
            (
                *GRANTED,
                e.CaseReferred(on=day(10), number=1, receiver="r", purpose=ReferralPurpose.HOUSING),
                e.CaseReferred(on=day(10), number=2, receiver="r", purpose=ReferralPurpose.CHARITY),
            ),
            {"referrals": "charity,housing-assistance"},
        ),
        ((*GRANTED, *paid(day(11), 100_000)), {"stage": "approved", "paid_fen": 100_000}),
        (
            (
                *GRANTED,
                *paid(day(11), 100_000),
                e.GoodsDelivered(
                    on=day(12),
                    items=("coal",),
                    amount=Money(200_000),
                    source=FundSource.DONATION,
                    procurement="p",
                    receipt="r",
                ),
            ),
            {
                "stage": "paid",
                "methods": "bank,goods",
                "sources": "donation,fiscal",
                "paid_on": "2026-03-14",
            },
        ),
    ],
)
def test_a_fact_moves_its_columns(facts: tuple[Fact, ...], moved: Row):
    """One example for each way a line can change."""
    row = last(*facts)
    assert {name: row[name] for name in moved} == moved


@pytest.mark.parametrize(
    "facts",
    [
        general(),
        urgent(),
        [*GRANTED, *paid(day(10), 1)],
        [
            submitted(materials=()),
            e.DeficienciesNotified(on=day(1), missing=(Material.LETTER,), document="d"),
            e.SupplementReceived(on=day(2), materials=(Material.LETTER,), later=False),
            accepted(day(2)),
            e.SupplementReceived(on=day(3), materials=(Material.LETTER,), later=True),
            *signed(day(3)),
            e.OpinionSentBack(on=day(3), reasons=secret()),
            *signed(day(4)),
            posted(day(5)),
            e.ObjectionLodged(on=day(6), number=1, content=secret()),
            e.ObjectionResolved(
                on=day(7), number=1, outcome=ObjectionOutcome.UNFOUNDED, findings=secret()
            ),
            e.ObjectionLodged(on=day(8), number=2, content=secret()),
            e.ObjectionResolved(
                on=day(8), number=2, outcome=ObjectionOutcome.AMOUNT_WRONG, findings=secret()
            ),
            *signed(day(8)),
            posted(day(8), 2),
            e.ObjectionLodged(on=day(9), number=3, content=secret()),
            e.ObjectionResolved(
                on=day(9), number=3, outcome=ObjectionOutcome.NOT_ELIGIBLE, findings=secret()
            ),
            *to_county(day(10)),
            e.ReturnedForReexamination(on=day(11), reasons=secret()),
            *to_county(day(12)),
            REFUSED,
            e.CaseClosed(on=day(20), ending=Ending.REFUSED, volume="v"),
        ],
    ],
)
def test_the_register_says_what_the_fold_of_the_case_says(facts: list[Fact]):
    """Stage, ending, members and sums have one answer, after every single fact."""

    def step(case: Case, fact: Fact) -> Case:
        return evolve(case, fact, "officer-1")  # type: ignore[arg-type]

    for number, case in enumerate(list(accumulate(facts, step, initial=NEW))[1:], start=1):
        row = last(*facts[:number])
        assert row["stage"] == case.stage
        assert row["ending"] == case.ending
        assert row["procedure"] == case.procedure
        assert row["members"] == len(case.asked.members)
        assert row["paid_fen"] == case.payments.disbursed.fen
        assert row["amount_fen"] == (case.approval.amount.fen if case.approval else None)


def test_a_fact_that_changes_no_column_opens_no_version():
    """Versions mark changes of the register, not facts of the case."""
    log = Log().case(
        *BEGUN, e.TimeLimitMissed(on=day(9), limit="x", started_on=day(0), last_day=day(5))
    )
    assert len(folded(log.records, [Register()]).all(REGISTER)) == 2


def test_a_fact_without_an_application_stops_the_follower():
    """A gap in the history is never bridged."""
    with pytest.raises(LookupError, match="no application"):
        folded(Log().case(accepted(day(0))).records, [Register()])


def test_a_case_is_read_as_it_was_known():
    """At each position the line says what the facts up to there said."""
    facts = general()
    with ledgers(Log().case(*facts).records) as connection:
        for position in range(1, len(facts) + 1):
            then = last(*facts[:position])
            found = register.one(connection, "c1", as_of=position)
            assert found is not None
            for name in ("stage", "amount_fen", "paid_fen", "notice_to", "approver"):
                assert found[name] == then[name]
        assert register.one(connection, "c1", as_of=0) is None
        now = register.one(connection, "c1")
        assert now is not None
        assert (now["to_position"], now["spot_check"], now["late"]) == (OPEN, True, False)
        assert register.one(connection, "c2") is None


def test_pages_follow_each_other_without_gap_or_repetition():
    """Whatever the size of a page, all lines come once, in order."""
    with ledgers(busy(30)) as connection:
        for size in (1, 7, 500):
            found: list[CaseRow] = []
            after = None
            while True:
                got = register.county_ledger(connection, "540102", after=after, size=size)
                found += got.rows
                if (after := got.next) is None:
                    break
            assert len(found) == 15
            assert values(found, "case_id") == sorted(values(found, "case_id"))
            assert set(values(found, "county")) == {"540102"}


def test_a_strange_cursor_is_refused():
    """Nothing that a page did not give out reaches the database."""
    with ledgers(busy(2)) as connection:
        for cursor in ("", "[]", '["a"]', '["a", 1]', "{}", '["a","b","c"]'):
            with pytest.raises(BadCursor):
                register.county_ledger(connection, "540102", after=cursor)
        with pytest.raises(ValueError, match="page"):
            register.county_ledger(connection, "540102", size=0)


def test_filters_choose_lines():
    """Each filter alone, and as of an earlier position."""
    log = Log().case(*general(), case="c1")
    before = len(log.records)
    log.case(*[submitted("c2", day(400), category=Category.EDUCATION)], case="c2")

    def cases(which: Filter) -> list[str]:
        return values(register.township_ledger(connection, "540102001", which).rows, "case_id")

    with ledgers(log.records) as connection:
        assert cases(Filter()) == ["c1", "c2"]
        assert cases(Filter(stage=Stage.CLOSED)) == ["c1"]
        assert cases(Filter(category=Category.EDUCATION)) == ["c2"]
        assert cases(Filter(year=2027)) == ["c2"]
        assert cases(Filter(approved_from="2026-03-17", approved_to="2026-03-17")) == ["c1"]
        assert cases(Filter(approved_to="2026-03-16")) == []
        assert cases(Filter(as_of=before)) == ["c1"]
        assert cases(Filter(as_of=before, stage=Stage.RECEIVED)) == []
        assert cases(Filter(as_of=1, stage=Stage.RECEIVED)) == ["c1"]


def test_totals_keep_households_individuals_and_persons_apart():
    """户次, 人次 and the persons behind them are three numbers."""
    log = Log().case(*general("c1", members=4), case="c1")
    log.case(*urgent("c2", subject=Subject.INDIVIDUAL, members=3, township="540102002"), case="c2")
    log.case(submitted("c3", members=2), case="c3")
    with ledgers(log.records) as connection:
        found = register.totals(connection, "540102")
        then = register.totals(connection, "540102", Filter(as_of=1))
    total = found.total
    assert (total.cases, total.persons) == (3, 9)
    assert (total.granted_households, total.granted_individuals, total.granted_persons) == (1, 1, 5)
    assert (total.approved_fen, total.paid_fen) == (450_000, 450_000)
    assert found.by_township["540102002"].approved_fen == 150_000
    assert found.by_category["medical-expenditure"] == total
    assert (then.total.cases, then.total.approved_fen) == (1, 0)


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 25), st.integers(1, 40))
def test_totals_are_the_sums_of_the_lines(cases: int, position: int):
    """However many cases, and whenever one asks."""
    records = busy(cases, 5)
    with ledgers(records) as connection:
        for as_of in (None, min(position * 10, len(records))):
            for area in ("5401", "540102", "540102001"):
                lines = register.county_ledger(connection, area, Filter(as_of=as_of), size=500).rows
                total = register.totals(connection, area, Filter(as_of=as_of)).total
                assert total.cases == len(lines)
                assert total.persons == sum(values(lines, "members"))
                assert total.paid_fen == sum(values(lines, "paid_fen"))
                assert total.approved_fen == sum(a or 0 for a in values(lines, "amount_fen"))


def test_an_urgent_case_is_marked_late_when_its_day_had_passed():
    """The approval itself says so (AMB-32)."""
    late = approved(day(1), delegated=True)
    late = type(late)(**{n: getattr(late, n) for n in late.__dataclass_fields__} | {"late": True})
    row = last(submitted(), accepted(day(0), Procedure.URGENT), *signed(day(0)), late)
    assert row["late"] == 1

"""The register: each fact moves its columns, and every version can be asked for again."""

from dataclasses import replace
from datetime import date
from itertools import accumulate
from typing import get_args

import pytest

from domain.case.evolve import NEW, evolve
from domain.case.intake.facts import Competent
from domain.case.records import Changes, Left
from domain.case.state import Case
from domain.ground.facts import Fact
from domain.ground.money import Money
from domain.ground.people import PersonId
from domain.ground.terms import (
    Category,
    CountersignatureOutcome,
    Decided,
    Ending,
    FundSource,
    Ground,
    Material,
    Method,
    MistakeGround,
    ObjectionOutcome,
    PaymentFault,
    Procedure,
    ReferralPurpose,
    RevisionGround,
)
from projections.register import REGISTER, Register
from projections.register_moves import MOVES
from projections.register_unmoved import UNMOVED
from projections.rows import Row
from tests.projections.folding import folded, last
from tests.projections.histories import (
    Log,
    accepted,
    approved,
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
from tests.projections.test_stages import STANDS
from tests.support import facts as e


def returned(on: date, left: Left, stands: Money | None = None) -> e.PaymentReturned:
    """The whole of a payment, sent back by the bank."""
    return e.PaymentReturned(
        on=on,
        payment=1,
        amount=Money(300_000),
        source=FundSource.FISCAL,
        fault=PaymentFault.ACCOUNT_CLOSED,
        serial="s",
        unpaid=Money(300_000) if stands is None else stands,
        left=left,
        stands=stands,
    )


def test_every_fact_of_a_case_either_moves_a_column_or_is_named_as_moving_none():
    """No fact is forgotten when the vocabulary grows."""
    told = {*MOVES, *UNMOVED, e.ApplicationSubmitted}
    forgotten = sorted(kind.__name__ for kind in set(get_args(e.CaseFact)) - told)
    assert not forgotten, (
        f"projections/register_moves.py says nothing of {forgotten}: name it in MOVES, with what it"
        " changes in a line of the register, or in projections/register_unmoved.py"
    )
    strange = sorted(kind.__name__ for kind in told - set(get_args(e.CaseFact)))
    assert not strange, f"projections/register_moves.py names {strange}: no fact of a case"
    both = sorted(kind.__name__ for kind in set(MOVES) & UNMOVED)
    assert not both, f"projections/register_moves.py names {both} in MOVES and in UNMOVED"


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
        (
            (
                *BEGUN,
                e.HandedToCompetent(
                    on=day(1),
                    competent=Competent.DISASTER_RELIEF,
                    body="b",
                    reasons=secret(),
                    slip="1",
                ),
            ),
            {"stage": "closed", "ending": "handed-to-competent", "closed_on": "2026-03-03"},
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
            (*NOTICED, e.ExaminationReopened(on=day(4), correction=1)),
            {"stage": "accepted", "notice_from": None},
        ),
        (
            (
                *BEGUN,
                e.ApplicationAmended(on=day(1), changes=Changes(), stands=STANDS, reasons=secret()),
            ),
            {"members": 1, "applicant": "c1-p2", "village": "another", "cause": "major-illness"},
        ),
        (
            (*NOTICED, e.PublicNoticeInterrupted(on=day(4), round=1, reason=secret())),
            {"stage": "examined", "notice_from": None},
        ),
        (
            (
                *GRANTED,
                e.CaseReferred(
                    on=day(10), number=1, receiver=secret(), purpose=ReferralPurpose.HOUSING
                ),
                e.CaseReferred(
                    on=day(10), number=2, receiver=secret(), purpose=ReferralPurpose.CHARITY
                ),
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
                    items=(secret(),),
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
        (
            (*GRANTED, *paid(day(11), 300_000), returned(day(15), Left(on=None))),
            {
                "stage": "approved",
                "ending": None,
                "amount_fen": 300_000,
                "paid_fen": 0,
                "paid_on": None,
                "methods": "",
                "sources": "",
                "closed_on": None,
            },
        ),
        (
            (
                *GRANTED,
                *paid(day(11), 300_000),
                e.CaseClosed(on=day(13), ending=Ending.PAID, volume="v"),
                returned(day(15), Left(on=None)),
            ),
            {"stage": "approved", "ending": None, "paid_fen": 0, "closed_on": None},
        ),
        (
            (
                *GRANTED,
                *paid(day(11), 300_000),
                returned(day(15), Left(on=None), stands=Money(0)),
                e.CaseTerminated(on=day(15), reason="death"),
            ),
            {"stage": "closed", "amount_fen": 0, "paid_fen": 0, "closed_on": day(15).isoformat()},
        ),
        (
            (
                *GRANTED,
                *paid(day(10), 100_000),
                e.CashDisbursed(
                    on=day(11),
                    amount=Money(200_000),
                    source=FundSource.DONATION,
                    reason=secret(),
                    receipt="r",
                ),
                e.ReliefTakenBack(
                    on=day(12),
                    handed="r",
                    method=Method.CASH,
                    amount=Money(200_000),
                    source=FundSource.DONATION,
                    reason=secret(),
                    receipt="b",
                    unpaid=Money(200_000),
                    left=Left(on=day(10), methods=(Method.BANK,), sources=(FundSource.FISCAL,)),
                ),
            ),
            {
                "stage": "approved",
                "paid_fen": 100_000,
                "paid_on": day(10).isoformat(),
                "methods": "bank",
                "sources": "fiscal",
            },
        ),
    ],
)
def test_a_fact_moves_its_columns(facts: tuple[Fact, ...], moved: Row):
    """One example for each way a line can change."""
    row = last(*facts)
    assert {name: row[name] for name in moved} == moved


def revoked(on: date) -> e.DecisionRevoked:
    """An approval taken back."""
    return e.DecisionRevoked(
        on=on,
        stood=Decided.APPROVAL,
        since=day(3),
        ground=RevisionGround.FACTS_WRONG,
        reasons=secret(),
        document="d",
        evidence=("p",),
    )


def raised(on: date, *, to_show: bool) -> e.DecisionChanged:
    """A higher sum, which hangs again or need not."""
    return e.DecisionChanged(
        on=on,
        since=day(9),
        was=Money(300_000),
        amount=Money(400_000),
        unpaid=Money(400_000),
        ground=RevisionGround.REVIEW,
        reasons=secret(),
        document="d",
        evidence=("p",),
        to_show=to_show,
    )


UNDONE = e.AcceptanceUndone(
    on=day(10), since=day(0), ground=MistakeGround.WRONG_KIND, reasons=secret(), fell_away=True
)
DRAWN = e.SpotCheckSelected(on=day(9), sequence=1, seed="s")
SHOWN_AFTER = (*BEGUN, *signed(day(1)), approved(day(2)), posted(day(2)))
GONE: Row = {"notice_from": None, "notice_to": None}


@pytest.mark.parametrize(
    ("facts", "moved"),
    [
        ((*NOTICED, DRAWN, UNDONE), {**GONE, "accepted_on": None, "spot_check": 0}),
        ((*NOTICED, DRAWN, replace(UNDONE, fell_away=False)), {**GONE, "spot_check": 1}),
        ((*SHOWN_AFTER, revoked(day(9))), {**GONE, "approved_on": None}),
        ((*GRANTED, revoked(day(10))), {"notice_from": "2026-03-04", "approved_on": None}),
        ((*GRANTED, raised(day(10), to_show=True)), {**GONE, "amount_fen": 400_000}),
        ((*GRANTED, raised(day(10), to_show=False)), {"notice_from": "2026-03-04"}),
    ],
)
def test_a_notice_goes_with_what_it_was_posted_of(facts: tuple[Fact, ...], moved: Row):
    """An acceptance undone, an approval revoked, a sum to be shown again; a drawn visit, too."""
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


def test_an_urgent_case_is_marked_late_when_its_day_had_passed():
    """The approval itself says so (AMB-32)."""
    late = approved(day(1), delegated=True)
    late = type(late)(**{n: getattr(late, n) for n in late.__dataclass_fields__} | {"late": True})
    row = last(submitted(), accepted(day(0), Procedure.URGENT), *signed(day(0)), late)
    assert row["late"] == 1

"""第八至十一条: the circumstances of a case are recorded, never overwritten, and never impossible."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.assessment.inputs import Means, Spending
from domain.case import records as e
from domain.ground.refusal import Code
from domain.ground.terms import Category, Cause, Ground, Stage, Subject
from tests.case import journeys as j
from tests.case import people as p
from tests.case.prescribed import ILLNESS, bills, figure, found, looked_into, record, told
from tests.case.story import Wrong, given, like, rows, sentence
from tests.case.words import MONDAY, About, after, circumstances_of, yuan
from tests.support import commands as c

ASKED = About()
SICK = circumstances_of(ILLNESS)


def records(**changes: Any) -> dict[str, Any]:
    """The words of a record in which something is not as it should be."""
    return {"circumstances": circumstances_of(ASKED, **changes)}


def ill(**changes: Any) -> dict[str, Any]:
    """The same of an illness."""
    return {"circumstances": circumstances_of(ILLNESS, **changes)}


AS_APPLIED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("the subject is the application's", "subject", {"subject": Subject.INDIVIDUAL}),
    ("the kind is the application's", "category", {"category": Category.PREDICAMENT}),
    ("the cause is the application's", "cause", {"cause": Cause.TRAFFIC}),
    ("no member is invented", "members", {"members": 4}),
    ("no member is forgotten", "members", {"members": 2}),
    ("nobody is not a household", "members", {"members": 0}),
)

IMPOSSIBLE: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("a bill is not settled tomorrow", "bills.0.settled_on", {"bills": bills(1, day=after(1))}),
    ("a bill counts once", "bills.1.id", {"bills": (*bills(1), *bills(1))}),
    (
        "nobody was paid back less than nothing",
        "bills.0.medical_aid",
        {"bills": (replace(bills(100)[0], medical_aid=yuan(-1)),)},
    ),
    (
        "nobody owes an insurance",
        "bills.0.commercial_insurance",
        {"bills": (replace(bills(100)[0], commercial_insurance=yuan(-1)),)},
    ),
    (
        "a period ends after it began",
        "spending.end",
        {"spending": Spending(start=MONDAY, end=after(-1), food=figure(1))},
    ),
    (
        "an income is that of the twelve months before the application",
        "means.income_from",
        {"means": Means(income_per_head=figure(4000), income_from=MONDAY)},
    ),
    (
        "only a ground of the pack is found",
        "findings.0.ground",
        {"findings": (replace(found(Ground.IDLE_LAND), ground="10.99-else"),)},
    ),
)

WRONG: tuple[Wrong, ...] = (
    *rows(
        looked_into,
        c.RecordCircumstances,
        *(
            (what, Code.DIFFERS_FROM_APPLICATION, "8", f"circumstances.{field}", records(**facts))
            for what, field, facts in AS_APPLIED
        ),
        (
            "a year to come has no costs",
            Code.FIELD_INVALID,
            None,
            "expense_year",
            {"expense_year": 2026},
        ),
        ("no period is none", Code.FIELD_INVALID, None, "periods", {"periods": 0}),
        (
            "a finding is that of who records it",
            Code.FIELD_INVALID,
            "10",
            "circumstances.findings.0.by",
            records(findings=(found(Ground.IDLE_LAND, by="somebody-else"),)),
        ),
        (
            "a finding rests on evidence",
            Code.FIELD_MISSING,
            "10",
            "circumstances.findings.0.evidence",
            records(findings=(replace(found(Ground.IDLE_LAND), evidence=()),)),
        ),
    ),
    *rows(
        lambda: looked_into(ILLNESS),
        c.RecordCircumstances,
        *(
            (what, Code.FIELD_INVALID, None, f"circumstances.{field}", ill(**facts))
            for what, field, facts in IMPOSSIBLE
        ),
    ),
    *rows(
        lambda: told(ILLNESS),
        c.RecordCircumstances,
        (
            "costs once recorded do not shrink without a paper",
            Code.FIELD_INVALID,
            None,
            "correction",
            ill(bills=bills("2999.99")),
        ),
        (
            "blanks are no paper",
            Code.FIELD_INVALID,
            None,
            "correction",
            {**ill(bills=bills("2999.99")), "correction": " "},
        ),
    ),
    *rows(
        lambda: told(replace(ILLNESS, case="L-2"), j.approved(j.accepted(ILLNESS)).world),
        c.RecordCircumstances,
        (
            "nor below what an earlier grant of the year rested on",
            Code.FIELD_INVALID,
            None,
            "correction",
            ill(bills=bills(2000)),
        ),
    ),
    *rows(
        j.signed,
        c.RecordCircumstances,
        ("a signed opinion is sent back first", Code.OUT_OF_ORDER, "18.1.1", None),
    ),
)


@pytest.mark.article("8")
@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_cannot_be_is_not_recorded(case: Wrong) -> None:
    """Each fault says its field and what is wrong with it, and leaves no trace."""
    case.holds()


def test_all_faults_of_a_record_are_told_together() -> None:
    """Nobody hands in a form five times to hear of five faults."""
    story = given(looked_into).when(
        c.RecordCircumstances,
        expense_year=2026,
        **records(members=9, bills=bills(1, day=date(2025, 3, 11))),
    )
    story.then_refused(Code.FIELD_INVALID, Code.FIELD_INVALID, Code.DIFFERS_FROM_APPLICATION)


def test_a_later_record_stands_instead_of_the_earlier_and_both_stay_in_the_file() -> None:
    """A correction is a new fact with the paper that explains it; numbers count from one."""
    story = given(lambda: looked_into(ILLNESS)).when(c.RecordCircumstances)
    story.then(like(e.CircumstancesRecorded, number=1, circumstances=SICK))
    less = circumstances_of(ILLNESS, bills=bills(2000))
    story.when(c.RecordCircumstances, circumstances=less, correction="paper-9")
    story.then(like(e.CircumstancesRecorded, number=2, circumstances=less, correction="paper-9"))
    assert len(story.journey.world.facts(e.CircumstancesRecorded)) == 2
    latest = story.journey.case.circumstances
    assert latest is not None and (latest.number, latest.circumstances) == (2, less)


@pytest.mark.article("18.1.1")
def test_other_circumstances_need_another_opinion() -> None:
    """What was signed rested on the earlier record: a returned file is signed anew (18.1.1)."""
    journey = record(j.returned(), spending=None)
    assert journey.stage is Stage.RETURNED and journey.case.examination is None
    given(journey).when(c.SubmitForApproval).then_refused(Code.INQUIRY_INCOMPLETE)


@pytest.mark.article("10")
def test_a_finding_of_an_earlier_record_may_be_carried_over_by_somebody_else() -> None:
    """Who found it stays who found it (10)."""
    first = found(Ground.IDLE_LAND, holds=False, by="tw-caseworker-2")
    facts = circumstances_of(ASKED, findings=(first,))
    journey = looked_into().go(c.RecordCircumstances, by=p.SECOND_CASEWORKER, circumstances=facts)
    given(journey).when(c.RecordCircumstances, circumstances=facts).then(e.CircumstancesRecorded)


@pytest.mark.parametrize("back", [11, 26, 2025])
def test_costs_of_long_ago_answer_no_hardship_of_today(back: int) -> None:
    """Ten years before the application are enough for anybody."""
    story = given(j.accepted).when(c.RecordCircumstances, expense_year=MONDAY.year - back)
    story.then_refused(Code.FIELD_INVALID, about="expense_year")
    assert not given(j.accepted).when(c.RecordCircumstances, expense_year=MONDAY.year - 10).reasons

"""Beside the case: leads, delegations, holiday notices and reference values."""

from datetime import date
from typing import Any

import pytest

from domain.case.notice import facts as e
from domain.ground.money import ZERO
from domain.ground.posts import Post
from domain.ground.refusal import Code
from domain.ground.terms import Cause
from domain.law.reference import ReferenceValueRecorded
from domain.registers.delegations.facts import DelegationGranted, DelegationRevoked
from domain.registers.leads.facts import LeadClosed, LeadOutcome, LeadRecorded, LeadSource
from domain.registers.officers.facts import Kinship
from domain.time.notices import HolidayNoticeRecorded
from tests.case import journeys as j
from tests.case import people as p
from tests.case.hardship import REFERENCES
from tests.case.story import Wrong, decided_alone, empty, given, like, rows, sentence
from tests.case.words import MONDAY, About, yuan
from tests.support import commands as c


def leading(last_day: date | None = None, id: str = p.APPROVER.id) -> j.Journey:
    """Who approves for the county leads a township of it, to a day, perhaps under another id."""
    held: dict[str, Any] = {
        "case": id,
        "post": Post.TOWNSHIP_LEADER,
        "valid_from": date(2024, 1, 1),
    }
    at = j.Journey().go(c.AppointOfficer, valid_to=last_day, **held)
    for one in {id, p.APPROVER.id} if id != p.APPROVER.id else ():
        number = p.secret(p.identity_number(77))
        told: dict[str, Any] = {"relation": Kinship.SELF, "person": p.STRANGER, "id_number": number}
        at.go(c.DeclareKinship, case=one, **told)
    return at


WRONG: tuple[Wrong, ...] = (
    *rows(
        j.lead_recorded, c.RecordLead, ("a lead is recorded once", Code.CASE_EXISTS, "14.2", None)
    ),
    *rows(j.Journey, c.CloseLead, ("the lead exists", Code.LEAD_UNKNOWN, "14.2", None)),
    *rows(j.lead_closed, c.CloseLead, ("a lead is closed once", Code.DONE_ALREADY, "14.2", None)),
    *empty(j.lead_recorded, c.CloseLead, "note"),
    *rows(
        j.lead_recorded,
        c.CloseLead,
        (
            "who was helped has a case",
            Code.FIELD_INVALID,
            "14.2",
            "application",
            {"outcome": LeadOutcome.HELPED_TO_APPLY},
        ),
        (
            "who was not found has none",
            Code.FIELD_INVALID,
            "14.2",
            "application",
            {"application": "L-2"},
        ),
    ),
    *empty(j.Journey, c.GrantDelegation, "number", "kinds", "document"),
    *empty(j.Journey, c.GrantDelegation, "townships"),
    *rows(
        j.Journey,
        c.GrantDelegation,
        (
            "a ceiling is more than nothing",
            Code.AMOUNT_NOT_POSITIVE,
            None,
            "ceiling",
            {"ceiling": ZERO},
        ),
        (
            "no ceiling above the law's",
            Code.ABOVE_DELEGATED_CEILING,
            "18.2.1",
            "ceiling",
            {"ceiling": yuan("2000.01")},
        ),
        (
            "no township of another county",
            Code.DIVISION_UNKNOWN,
            "18.2.1",
            "townships",
            {"townships": (p.TOWNSHIP, p.OTHER_TOWNSHIP)},
        ),
        (
            "a township is named once",
            Code.FIELD_INVALID,
            "18.2.1",
            "townships",
            {"townships": (p.TOWNSHIP, p.TOWNSHIP)},
        ),
        (
            "no township that does not exist",
            Code.DIVISION_UNKNOWN,
            "18.2.1",
            "townships",
            {"townships": ("540121999",)},
        ),
        (
            "it begins before it ends",
            Code.FIELD_INVALID,
            "18.2.1",
            "valid_to",
            {"valid_to": date(2024, 12, 31)},
        ),
    ),
    *rows(
        leading,
        c.GrantDelegation,
        ("nobody delegates to themselves", Code.OWN_MATTER, "30", "townships"),
    ),
    *rows(
        lambda: leading(date(2025, 4, 1), id="another-id"),
        c.GrantDelegation,
        ("nor to their other id", Code.OWN_MATTER, "30", "townships"),
    ),
    *rows(
        j.delegation_granted,
        c.GrantDelegation,
        ("a number is used once", Code.DELEGATION_EXISTS, "18.2.1", "number"),
    ),
    *rows(
        lambda: j.delegation_granted().go(c.RevokeDelegation),
        c.GrantDelegation,
        ("also after it was taken back", Code.DELEGATION_EXISTS, "18.2.1", "number"),
    ),
    *empty(j.delegation_granted, c.RevokeDelegation, "document"),
    *rows(
        j.Journey,
        c.RevokeDelegation,
        ("only what is in force is taken back", Code.DELEGATION_UNKNOWN, "18.2.1", "number"),
    ),
    *rows(
        lambda: j.delegation_granted().go(c.RevokeDelegation),
        c.RevokeDelegation,
        ("and only once", Code.DELEGATION_UNKNOWN, "18.2.1", "number"),
    ),
    *empty(j.Journey, c.RecordReferenceValue, "document", "source"),
    *rows(
        j.Journey,
        c.RecordReferenceValue,
        (
            "a figure is more than nothing",
            Code.AMOUNT_NOT_POSITIVE,
            None,
            "value",
            {"value": ZERO},
        ),
        ("the law asks for it", Code.FIELD_INVALID, "11", "series", {"series": "price_of_tea"}),
        ("its area is there", Code.DIVISION_UNKNOWN, "3", "region", {"case": "540199"}),
        ("of a year or from a day", Code.FIELD_INVALID, "11", "period", {"period": None}),
        (
            "and not of both",
            Code.FIELD_INVALID,
            "11",
            "period",
            {"valid_from": date(2024, 1, 1)},
        ),
        (
            "it ends after it begins",
            Code.FIELD_INVALID,
            "11",
            "valid_to",
            {"period": None, "valid_from": date(2024, 1, 1), "valid_to": date(2023, 12, 31)},
        ),
        (
            "the figure of a year has no last day",
            Code.FIELD_INVALID,
            "11",
            "valid_to",
            {"valid_to": date(2024, 12, 31)},
        ),
        (
            "it was published by today",
            Code.DATE_IN_FUTURE,
            "11",
            "published_on",
            {"published_on": date(2099, 1, 1)},
        ),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_the_registers_refuse_what_the_law_does_not_allow(case: Wrong) -> None:
    """Each guard and check of the registers says its code, article and field, and leaves no trace."""
    case.holds()


def test_a_lead_on_a_township_that_does_not_exist_is_refused() -> None:
    """Somebody has to look into it."""
    nowhere = p.officer("nobody", "540121999", *p.CASEWORKER.posts)
    given().when(c.RecordLead, nowhere, township="540121999").then_refused(
        Code.DIVISION_UNKNOWN, article="3", about="township"
    )
    told = decided_alone(c.RecordLead, township="540121999")
    assert (Code.DIVISION_UNKNOWN, "township") in told


@pytest.mark.article("14.2")
@pytest.mark.parametrize("source", LeadSource)
def test_a_lead_keeps_its_reporter_secret_under_the_key_of_whom_it_is_about(
    source: LeadSource,
) -> None:
    """主动发现, police and 城管 with the protective step they took (A14.2)."""
    story = given().when(c.RecordLead, source=source)
    story.then(
        like(
            LeadRecorded,
            source=source,
            protective_step=p.kept("送至医院", "whom-it-is-about"),
            on=MONDAY,
        )
    )
    (lead,) = story.journey.world.facts(LeadRecorded)
    assert isinstance(lead, LeadRecorded) and lead.reporter is not None
    assert lead.reporter.about == lead.person == "whom-it-is-about"


@pytest.mark.parametrize(
    "outcome", [o for o in LeadOutcome if o is not LeadOutcome.HELPED_TO_APPLY]
)
def test_a_lead_ends_with_its_outcome(outcome: LeadOutcome) -> None:
    """Not in need, other programme, or not found."""
    given(j.lead_recorded).when(c.CloseLead, outcome=outcome).then(
        LeadClosed(on=MONDAY, outcome=outcome, note=p.kept("已离开", "whom-it-is-about"))
    )


@pytest.mark.article("18.2.1")
def test_a_county_delegates_by_kind_township_sum_and_time() -> None:
    """委托: the law's ceiling itself may be delegated (A18.2.1)."""
    given().when(c.GrantDelegation).then(
        like(DelegationGranted, ceiling=yuan(2000), kinds=(Cause.FIRE,), county=p.COUNTY)
    )


@pytest.mark.article("18.2.1", "30")
def test_who_has_left_a_township_delegates_to_it() -> None:
    """The post ended the day before the delegation begins."""
    given(leading(date(2024, 12, 31))).when(c.GrantDelegation).then(like(DelegationGranted))


def test_a_county_takes_a_delegation_back() -> None:
    """撤销委托 by a document."""
    given(j.delegation_granted).when(c.RevokeDelegation).then(
        DelegationRevoked(on=MONDAY, number="林委〔2025〕1号", document="撤销决定")
    )


@pytest.mark.article("民法典§203")
def test_a_holiday_notice_moves_the_end_of_a_notice_that_hangs() -> None:
    """A local notice recorded while the case runs is counted from then on (民法典 §203)."""
    story = given(j.in_notice(j.accepted(About(day=date(2025, 8, 18)))))
    story.when(c.RecordHolidayNotice).then(like(HolidayNoticeRecorded, confidence="official"))
    story.when(c.EndPublicNotice, day=date(2025, 8, 26)).then_refused(Code.NOTICE_NOT_OVER)
    story.when(c.EndPublicNotice, day=date(2025, 8, 28)).then(
        like(e.PublicNoticeEnded, last_day=date(2025, 8, 27))
    )


@pytest.mark.article("11")
def test_a_standard_of_the_whole_region_is_recorded_by_the_city() -> None:
    """The unit is the law's own; the area may be larger than the city (11)."""
    story = given().when(
        c.RecordReferenceValue,
        case="54",
        series="urban_subsistence_monthly",
        period=None,
        valid_from=date(2025, 1, 1),
    )
    story.then(like(ReferenceValueRecorded, area="54", unit="yuan-per-month", on=MONDAY))
    assert story.journey.world.references.version == REFERENCES.version + 1

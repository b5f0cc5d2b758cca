"""Beside the case: leads (A14.2), holiday notices (民法典 §203).

And the reference values that amounts and tests are reckoned with (A8.1/2, A11).
"""

from datetime import date

from domain.case import commands as c
from domain.case.rules.words import positive, said
from domain.case.situation import Change, Rule, Rules, Situation, stages
from domain.case.terms import Stage
from domain.lead import LeadClosed, LeadOutcome, LeadRecorded
from domain.people import UNKNOWN, PersonId
from domain.reference import ReferenceValueRecorded
from domain.refusal import Code, Reason, reason
from domain.time.notices import HolidayNoticeRecorded

NO_CASE = stages(Stage.UNKNOWN)


def lead_new(s: Situation) -> Reason | None:
    """A lead is recorded once."""
    return reason(Code.CASE_EXISTS, "14.2") if s.lead.version else None


def lead_open(s: Situation) -> Reason | None:
    """A lead is closed once, with its outcome."""
    if not s.lead.version:
        return reason(Code.LEAD_UNKNOWN, "14.2")
    return reason(Code.DONE_ALREADY, "14.2") if s.lead.outcome is not None else None


def lead_township(s: Situation, command: c.RecordLead) -> Reason | None:
    """The township that looks into it exists."""
    if s.places.township(command.township, s.today) is None:
        return reason(Code.DIVISION_UNKNOWN, "3", "township", division=command.township)
    return None


def application_named(s: Situation, command: c.CloseLead) -> Reason | None:
    """Helped to apply: the application is named, and only then."""
    helped = command.outcome is LeadOutcome.HELPED_TO_APPLY
    if helped != (command.application is not None):
        return reason(Code.FIELD_INVALID, "14.2", "application")
    return None


def of_its_year(s: Situation, command: c.RecordHolidayNotice) -> Reason | None:
    """Every day of a notice lies in or beside its year, and no day is both off and worked."""
    days: tuple[date, ...] = (*command.off, *command.makeup)
    if any(abs(day.year - command.year) > 1 for day in days):
        return reason(Code.FIELD_INVALID, "民法典§203", "off", year=command.year)
    if set(command.off) & set(command.makeup):
        return reason(Code.FIELD_INVALID, "民法典§203", "makeup")
    return None


def series_known(s: Situation, command: c.RecordReferenceValue) -> Reason | None:
    """The law of the day asks for such a figure (A11)."""
    if command.series in s.pack.outcomes.series:
        return None
    known = ",".join(sorted(s.pack.outcomes.series))
    return reason(Code.FIELD_INVALID, "11", "series", fault="not-in-list", allowed=known)


def area_known(s: Situation, command: c.RecordReferenceValue) -> Reason | None:
    """It holds for a division that is there, or for a larger one around the pack's area (3)."""
    area = command.case
    around = bool(area) and s.pack.area.startswith(area)
    if around or s.places.find(area, s.today) is not None:
        return None
    return reason(Code.DIVISION_UNKNOWN, "3", "region", division=area)


def of_year_or_from_day(s: Situation, command: c.RecordReferenceValue) -> Reason | None:
    """The figure of a year, or a standard in force from a day: exactly one of them (A11)."""
    if (command.period is None) == (command.valid_from is None):
        return reason(Code.FIELD_INVALID, "11", "period", fault="period-or-valid-from")
    return None


def validity_in_order(s: Situation, command: c.RecordReferenceValue) -> Reason | None:
    """A standard ends no earlier than it begins (A11)."""
    if command.valid_to is None:
        return None
    if command.valid_from is None or command.valid_to < command.valid_from:
        return reason(Code.FIELD_INVALID, "11", "valid_to", fault="dates-out-of-order")
    return None


def published_by_today(s: Situation, command: c.RecordReferenceValue) -> Reason | None:
    """What was published is there to be read (A11)."""
    day = command.published_on
    if day is not None and day > s.today:
        return reason(Code.DATE_IN_FUTURE, "11", "published_on", day=day)
    return None


def lead_recorded(s: Situation, command: c.RecordLead) -> tuple[Change, ...]:
    """The lead; whom it is about has a key of their own but no name yet."""
    person = command.whereabouts.about
    if person == UNKNOWN:
        raise ValueError("a lead is about somebody")
    reporter, step = command.reporter, command.protective_step
    return (
        Change(
            LeadRecorded(
                lead=command.case,
                on=s.today,
                township=command.township,
                source=command.source,
                category=command.category,
                person=person,
                whereabouts=command.whereabouts,
                reporter=None if reporter is None else reporter.bound(person),
                protective_step=None if step is None else step.bound(person),
            )
        ),
    )


def lead_person(s: Situation) -> PersonId:
    """Whom the lead is about. Raises ``ValueError`` before it was recorded."""
    if s.lead.person is None:
        raise ValueError("a lead is closed that was never recorded")
    return s.lead.person


def lead_closed(s: Situation, command: c.CloseLead) -> tuple[Change, ...]:
    """The lead's outcome."""
    return (
        Change(
            LeadClosed(
                on=s.today,
                outcome=command.outcome,
                note=command.note.bound(lead_person(s)),
                case=command.application,
            )
        ),
    )


def notice_recorded(s: Situation, command: c.RecordHolidayNotice) -> tuple[Change, ...]:
    """放假安排."""
    return (
        Change(
            HolidayNoticeRecorded(
                region=command.case,
                year=command.year,
                name=command.name,
                off=tuple(command.off),
                makeup=tuple(command.makeup),
                document=command.document,
                source=command.source,
                confidence=command.confidence,
                on=s.today,
            )
        ),
    )


def value_recorded(s: Situation, command: c.RecordReferenceValue) -> tuple[Change, ...]:
    """参考标准数值, in the unit the law reckons with."""
    return (
        Change(
            ReferenceValueRecorded(
                series=command.series,
                area=command.case,
                period=command.period,
                valid_from=command.valid_from,
                valid_to=command.valid_to,
                published_on=command.published_on,
                value=command.value,
                unit=s.pack.outcomes.series[command.series].unit.value,
                document=command.document,
                source=command.source,
                on=s.today,
            )
        ),
    )


RULES: Rules = {
    c.RecordLead: Rule(
        article="14.2",
        stages=NO_CASE,
        guards=(lead_new,),
        checks=(lead_township,),
        facts=lead_recorded,
    ),
    c.CloseLead: Rule(
        article="14.2",
        stages=NO_CASE,
        guards=(lead_open,),
        checks=(*said("note"), application_named),
        facts=lead_closed,
    ),
    c.RecordHolidayNotice: Rule(
        article="民法典§203",
        stages=NO_CASE,
        checks=(*said("name", "off", "document", "source"), of_its_year),
        facts=notice_recorded,
    ),
    c.RecordReferenceValue: Rule(
        article="11",
        stages=NO_CASE,
        checks=(
            *said("document", "source"),
            positive("value"),
            series_known,
            area_known,
            of_year_or_from_day,
            validity_in_order,
            published_by_today,
        ),
        facts=value_recorded,
    ),
}

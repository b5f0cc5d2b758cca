"""Beside the case: the reference values that amounts and tests are reckoned with (A8.1/2, A11)."""

from domain.ground.declared import carries
from domain.ground.places import lies_in
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.ground.words import positive, said
from domain.law.reference import ReferenceValueRecorded
from domain.registers.values import commands as c
from domain.registers.values.situation import Situation

NO_CASE = stages(Stage.UNKNOWN)


@carries("11", "The law of the day asks for such a figure.")
def series_known(s: Situation, command: c.RecordReferenceValue) -> Reason | None:
    if command.series in s.pack.outcomes.series:
        return None
    known = sorted(s.pack.outcomes.series)
    named = "；".join(s.pack.outcomes.series[one].title for one in known)
    allowed = {"allowed": ",".join(known), "titles": named, "list": "series"}
    return reason(Code.FIELD_INVALID, "11", "series", fault="not-in-list", **allowed)


@carries("3", "It holds for a division that is there, or for a larger one around the pack's area.")
def area_known(s: Situation, command: c.RecordReferenceValue) -> Reason | None:
    area = command.case
    around = bool(area) and lies_in(s.pack.area, area)
    if around or s.places.find(area, s.today) is not None:
        return None
    return reason(Code.DIVISION_UNKNOWN, "3", "region", division=area)


@carries("11", "The figure of a year, or a standard in force from a day: exactly one of them.")
def of_year_or_from_day(s: Situation, command: c.RecordReferenceValue) -> Reason | None:
    if (command.period is None) == (command.valid_from is None):
        return reason(Code.FIELD_INVALID, "11", "period", fault="period-or-valid-from")
    return None


@carries("11", "A standard ends no earlier than it begins.")
def validity_in_order(s: Situation, command: c.RecordReferenceValue) -> Reason | None:
    if command.valid_to is None:
        return None
    if command.valid_from is None or command.valid_to < command.valid_from:
        return reason(Code.FIELD_INVALID, "11", "valid_to", fault="dates-out-of-order")
    return None


@carries("11", "What was published is there to be read.")
def published_by_today(s: Situation, command: c.RecordReferenceValue) -> Reason | None:
    day = command.published_on
    if day is not None and day > s.today:
        return reason(Code.DATE_IN_FUTURE, "11", "published_on", day=day)
    return None


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
    c.RecordReferenceValue: Rule(
        article="11",
        by=(Post.CITY_OFFICER, Post.SYSTEM),
        by_article="34",
        writes=(Stream.VALUES,),
        address="",
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
        brings=(ReferenceValueRecorded,),
    ),
}

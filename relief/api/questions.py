"""What an assessment is asked: one flat body of facts and days, made from the domain's records.

Papers, records and people occur by their ids only: whoever tries something out names nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, get_type_hints

from pydantic import create_model

from domain.assessment import inputs as i
from domain.ground.terms import Residence
from relief.api import fields as f
from relief.api.records import Body, default, ids, named, parts_of

OWN_NAMES = {"members": "household_size"}
"""Fields that read better under another name, here."""

OWN_DAYS = {
    "applied_on": f.DayField | None,
    "accepted_on": f.DayField | None,
    "expense_year": f.YearField | None,
}
"""Taken from the day of decision where they are not given."""

MORE: Mapping[str, Any] = {
    "residence": (Residence, Residence.LOCAL),
    "by_agent": (bool, False),
}
"""What decides which papers are asked for."""


def _fields_of(record: Any) -> dict[str, Any]:
    hints, as_ids = get_type_hints(record), ids(record)
    kinds = {
        one: as_ids.get(one.name) or named(one.name, hints[one.name])
        for one in fields(record)
        if one.name != "circumstances"
    }
    return {
        OWN_NAMES.get(one.name, one.name): (kind, default(one, kind)) for one, kind in kinds.items()
    }


AssessmentQuestion: type[Body] = create_model(
    "AssessmentQuestion",
    __base__=Body,
    __doc__="Facts and days to assess: ids only, nothing personal.",
    **{
        **_fields_of(i.Circumstances),
        **_fields_of(i.Question),
        **{name: (kind, None) for name, kind in OWN_DAYS.items()},
        "township": (f.TownshipField, ...),
        **MORE,
    },
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what decides the papers."""

    question: i.Question
    residence: Residence
    by_agent: bool


def asked(body: Body) -> Asked:
    """The question a body stands for."""
    parts = parts_of(body)
    residence, by_agent = parts.pop("residence"), parts.pop("by_agent")
    for domain, ours in OWN_NAMES.items():
        parts[domain] = parts.pop(ours)
    names = {one.name for one in fields(i.Circumstances)}
    facts = {name: parts.pop(name) for name in names}
    on = parts["on"]
    parts["accepted_on"] = parts["accepted_on"] or on
    parts["applied_on"] = parts["applied_on"] or parts["accepted_on"]
    if parts["expense_year"] is None:
        parts["expense_year"] = on.year
    question = i.Question(circumstances=i.Circumstances(**facts), **parts)
    return Asked(question, residence, by_agent)

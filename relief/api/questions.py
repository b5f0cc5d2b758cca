"""What an assessment is asked: one flat body of facts and days, made from the domain's records.

Papers, records and people occur by their ids only: whoever tries something out names nobody.
"""

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Annotated, Any, get_type_hints

from pydantic import Field, PlainValidator, WithJsonSchema, create_model

from domain.assessment import inputs as i
from domain.case.terms import Residence
from relief.api import fields as f
from relief.api.bodies import Body, Shape, model, parts_of, written

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}")
_IDENTITY = re.compile(r"(?<![0-9])(1[0-9]{10}|[1-9][0-9]{16}[0-9Xx])(?![0-9])")


def id_only(value: Any) -> str:
    """The id of a paper or record; nothing that reads like a name, phone or identity number."""
    if not isinstance(value, str):
        raise f.fault("not-a-text")
    if not _ID.fullmatch(value) or _IDENTITY.search(value):
        raise f.fault("not-an-id")
    return value


IdField = Annotated[
    str,
    PlainValidator(id_only),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": f"^{_ID.pattern}$",
            "description": "材料或记录的编号，不含个人信息",
        }
    ),
]
TownshipField = Annotated[
    str, Field(strict=True, pattern=r"^[0-9]{9}$", description="乡镇（街道）行政区划代码")
]
_AS_IDS: Mapping[Any, Any] = {
    str: IdField,
    str | None: IdField | None,
    tuple[str, ...]: Annotated[tuple[IdField, ...], Field(max_length=f.LONGEST_LIST)],
}
OWN_NAMES = {"members": "household_size"}
"""Fields that read better under another name, here."""

OWN_DAYS = {
    "applied_on": f.DayField | None,
    "accepted_on": f.DayField | None,
    "expense_year": f.NumberField | None,
}
"""Taken from the day of decision where they are not given."""

MORE: Mapping[str, Any] = {
    "residence": (Residence, Residence.LOCAL),
    "by_agent": (bool, False),
}
"""What decides which papers are asked for."""


def _ids(record: Any) -> dict[str, Any]:
    """The fields of a record that hold ids."""
    hints = get_type_hints(record)
    return {one.name: _AS_IDS[h] for one in fields(record) if (h := hints[one.name]) in _AS_IDS}


for _record in (
    i.Source,
    i.Statement,
    i.MedicalBill,
    i.SchoolCost,
    i.Received,
    i.Finding,
    i.Override,
    i.EarlierGrant,
):
    model(_record, Shape(other=_ids(_record)))


def _default(one: Any) -> Any:
    """A field's default as a body has it; a record's is the record's body left empty."""
    made = one.default_factory() if one.default_factory is not MISSING else one.default
    if made is MISSING:
        return ...
    return model(type(made))() if is_dataclass(made) else made


def _fields_of(record: Any) -> dict[str, Any]:
    hints, ids = get_type_hints(record), _ids(record)
    return {
        OWN_NAMES.get(one.name, one.name): (
            ids.get(one.name) or written(hints[one.name]),
            _default(one),
        )
        for one in fields(record)
        if one.name != "circumstances"
    }


AssessmentQuestion: type[Body] = create_model(
    "AssessmentQuestion",
    __base__=Body,
    __doc__="试算的事实和日期：不写姓名、公民身份号码等个人信息，只写编号。",
    **{
        **_fields_of(i.Circumstances),
        **_fields_of(i.Question),
        **{name: (kind, None) for name, kind in OWN_DAYS.items()},
        "township": (TownshipField, ...),
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

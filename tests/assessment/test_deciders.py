"""Who decides, county additions, and what the trace says of both."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adapters.packs.county import parse_overlay
from domain.assessment.engine import Assessor, Engine, recompute
from domain.assessment.inputs import Finding
from domain.assessment.plan import NotRelieved
from domain.assessment.result import Decider, Verdict
from domain.ground.terms import Category, Procedure
from domain.law.pack import Law, NoLawInForce, Pack
from tests.assessment.facts import DAY, ENGINE, LAW, PACK, REFERENCES, assess, question, yuan

COUNTY = Path(__file__).parent.with_name("law").joinpath("county.toml")
OVERLAY = parse_overlay(COUNTY.read_text(encoding="utf-8"), PACK)
LAID = Law.of(LAW.packs, [OVERLAY])
LINZHOU = "540121101"


@pytest.mark.parametrize(
    ("changes", "decider"),
    [
        ({"delegated_up_to": yuan(2000)}, Decider.TOWNSHIP),
        ({"delegated_up_to": yuan(2000), "lives_in_seat": True}, Decider.TOWNSHIP),
        ({"delegated_up_to": yuan(1819)}, Decider.COUNTY),
        ({}, Decider.COUNTY),
        ({"delegated_up_to": yuan(2000), "members": 3}, Decider.COUNTY),
        ({"delegated_up_to": yuan(2000), "procedure": Procedure.GENERAL}, Decider.COUNTY),
    ],
)
def test_who_decides(changes: dict[str, Any], decider: Decider) -> None:
    """Urgent, delegated and at most 2,000: the township; else the county (18.2.1, AMB-22 to 24)."""
    facts: dict[str, Any] = {"members": 2, "procedure": Procedure.URGENT, **changes}
    assert assess(Category.SUDDEN_HARDSHIP, **facts).decider is decider


@pytest.mark.article("18.2.1")
def test_the_ceiling_is_included() -> None:
    """2,000.00 is the township's, a fen more is the county's (18.2.1)."""
    asked = question(
        Category.SUDDEN_HARDSHIP, procedure=Procedure.URGENT, delegated_up_to=yuan(2000)
    )
    assert ENGINE.decider(asked, yuan(2000), REFERENCES) is Decider.TOWNSHIP
    assert ENGINE.decider(asked, yuan("2000.01"), REFERENCES) is Decider.COUNTY


@pytest.mark.article("18.2.1", "18.2.2")
@pytest.mark.parametrize(("seat", "decider"), [(True, Decider.COUNTY), (False, Decider.TOWNSHIP)])
def test_read_otherwise_the_county_decides_for_its_seat(seat: bool, decider: Decider) -> None:
    """AMB-22 the other way round; townships outside the seat keep their delegation and its duties."""
    other = PACK.read_as({"AMB-22": "county"})
    found = assess(
        Category.SUDDEN_HARDSHIP,
        rules=Engine(other),
        members=1,
        procedure=Procedure.URGENT,
        delegated_up_to=yuan(2000),
        lives_in_seat=seat,
    )
    assert found.decider is decider
    (rule,) = other.outcomes.casework.delegations
    assert rule.duties == PACK.outcomes.casework.delegations[0].duties
    assert {duty.value for duty in rule.duties} == {"filing", "countersignature"}


@pytest.mark.article("10.10")
def test_a_county_ground_refuses_in_its_county_only() -> None:
    """Found in Linzhou it refuses; elsewhere the same finding names no ground (10.10)."""
    finding = Finding("linzhou-gambling", True, "officer-1", DAY, ("paper-4",))
    asked = question(Category.PREDICAMENT, findings=(finding,))
    assessor = Assessor(LAID)
    there = assessor.assess(replace(asked, township=LINZHOU), REFERENCES)
    assert there.verdict is Verdict.GROUND and there.trace.overlay == "linzhou-test"
    assert recompute(there.trace, LAID, REFERENCES) == there
    here = assessor.assess(asked, REFERENCES)
    assert here.verdict is Verdict.DUE and here.trace.overlay is None


def test_a_dated_ground_is_gone_after_its_last_day() -> None:
    """The county's ground ended with 2021."""
    finding = Finding("linzhou-gambling", True, "officer-1", DAY, ("paper-4",))
    asked = question(
        Category.PREDICAMENT, on=date(2022, 1, 4), findings=(finding,), township=LINZHOU
    )
    assert Assessor(LAID).assess(asked, REFERENCES).verdict is Verdict.DUE


@pytest.mark.article("35")
def test_before_the_law_there_is_no_answer() -> None:
    """No pack is borrowed from a later day (35)."""
    with pytest.raises(NoLawInForce):
        Assessor(LAW).assess(question(Category.MEDICAL, on=date(2018, 12, 2)), REFERENCES)


def test_a_kind_the_pack_does_not_relieve_is_said_to_be_so() -> None:
    """No amount, no assessment: an error by name and not a refusal."""
    bare: Pack = replace(PACK, outcomes=replace(PACK.outcomes, amounts=()))
    with pytest.raises(NotRelieved):
        Engine(bare).assess(question(Category.MEDICAL), REFERENCES)

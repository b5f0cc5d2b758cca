"""A register's rules look at their own small situation: what it names, and all that it names."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

import domain.registers
from domain.case.situation import Situation
from domain.registers.anchors.situation import Situation as OfAnchors
from domain.registers.calendar.situation import Situation as OfCalendar
from domain.registers.delegations.situation import Situation as OfDelegations
from domain.registers.divisions.situation import Situation as OfDivisions
from domain.registers.keys.situation import Situation as OfKeys
from domain.registers.law.situation import Situation as OfLaw
from domain.registers.leads.situation import Situation as OfLeads
from domain.registers.officers.situation import Situation as OfOfficers
from domain.registers.values.situation import Situation as OfValues

ROOMS = sorted(file.parent for file in Path(domain.registers.__path__[0]).glob("*/situation.py"))
TAKEN_FOR_GRANTED = {"today"}
"""What every rule may ask, whether or not one does."""


def every(
    s: Situation,
) -> tuple[
    OfAnchors, OfCalendar, OfDelegations, OfDivisions, OfKeys, OfLaw, OfLeads, OfOfficers, OfValues
]:
    """The one situation is each of the small ones: mypy says so."""
    return (s, s, s, s, s, s, s, s, s)


def looked_at(room: Path) -> set[str]:
    """What the rules of a register look at: every ``s.name`` of its modules."""
    return {
        node.attr
        for file in room.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "s"
    }


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_register_names_what_its_rules_look_at_and_no_more(room: Path) -> None:
    """A field nobody looks at would let a later rule decide by what is none of its business."""
    module = import_module(f"domain.registers.{room.name}.situation")
    named = {name for name in vars(module.Situation) if not name.startswith("_")}
    assert named - TAKEN_FOR_GRANTED == looked_at(room) - TAKEN_FOR_GRANTED


def test_every_small_situation_is_compared_with_the_whole() -> None:
    """None is left out of what mypy is told above."""
    assert len(ROOMS) == len(every.__annotations__["return"].__args__)

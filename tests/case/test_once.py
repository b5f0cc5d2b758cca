"""What a command lists it lists once, whichever list of whichever command it is."""

from dataclasses import replace
from typing import Any

import pytest

from domain.case.once import listed_once, lists_of
from domain.case.table import RULES
from domain.ground.commands import Command
from domain.ground.refusal import Code
from tests.case import journeys as j
from tests.case.story import given
from tests.case.words import RIGHT, About
from tests.support import commands as c

LISTS = [(kind, name) for kind in RIGHT if kind in RULES for name in lists_of(kind)]


@pytest.mark.parametrize(("kind", "name"), LISTS)
def test_what_is_listed_twice_is_refused_by_its_place(kind: type[Command], name: str) -> None:
    """Blanks about it make no other paper."""
    right: Any = RIGHT[kind](About())
    once = replace(right, **{name: ("甲", "乙")})
    assert listed_once(once) == ()
    (told,) = listed_once(replace(right, **{name: ("甲", "乙", " 甲")}))
    assert (told.code, told.field) == (Code.FIELD_INVALID, f"{name}.2")
    assert told.facts == {"fault": "listed-twice"}


def test_every_command_is_asked() -> None:
    """The lists the law asks for are among them."""
    assert {("SubmitApplication", "materials"), ("SubmitForApproval", "files")} <= {
        (kind.__name__, name) for kind, name in LISTS
    }


def test_an_application_names_each_paper_once() -> None:
    """It is refused as a whole, and nothing is recorded."""
    paper = RIGHT[c.SubmitApplication](About()).materials[0]  # type: ignore[attr-defined]
    story = given(j.Journey).when(c.SubmitApplication, materials=(paper, paper))
    assert (Code.FIELD_INVALID, "materials.1") in [(one.code, one.field) for one in story.reasons]

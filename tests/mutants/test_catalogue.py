"""The list of mutants: complete, named once each, few of them equivalent, and a draw that repeats."""

from dataclasses import fields, replace

import pytest

from domain.case import moves
from domain.case.authority import POWERS, Power
from domain.case.decide import RULES
from domain.case.inquiry.commands import CompleteExamination
from domain.case.intake.commands import LapseApplication
from domain.case.table import DEEDS
from domain.coverage.coverage import reasoning
from domain.ground.commands import Command
from domain.ground.duties import APART
from domain.ground.posts import Post
from domain.ground.rows import Rule
from domain.law.citations import exists
from tests.mutants.catalogue import MOST, chosen, equivalent, every
from tests.mutants.columns import LEFT_OUT, MARKS, PLAIN, STRUCK, anew
from tests.mutants.mutant import Kind
from tests.mutants.packs import entries, read_as, text
from tests.mutants.rows import Column, put, struck
from tests.support.complete import complete

EVERY = every()


def test_each_has_a_name_of_its_own() -> None:
    """A survivor can be run again by its name."""
    names = [one.id for one in EVERY]
    assert len(names) == len(set(names))
    assert {one.kind for one in EVERY} == set(Kind)


def test_each_guard_check_caution_power_and_duty_has_one() -> None:
    """Nothing in the tables is passed over."""
    asked = sum(len((*r.guards, *r.checks, *r.cautions)) for r in RULES.values())
    kinds = (Kind.GUARD, Kind.CHECK, Kind.CAUTION)
    assert len([one for one in EVERY if one.kind in kinds]) == asked
    names = {one.id for one in EVERY}
    assert {f"power:{command.__name__}:any" for command in POWERS} <= names
    assert len([one for one in EVERY if one.kind is Kind.DUTY]) >= len(APART) + len(DEEDS)


def test_every_column_of_a_row_is_struck_or_left_out_in_a_sentence() -> None:
    """What is reckoned from others is no column of its own; a new one is not forgotten."""
    there = {one.name for one in fields(Rule) if one.init}
    complete([*STRUCK, *LEFT_OUT], there, "tests/mutants/columns.py")
    assert not STRUCK & LEFT_OUT.keys()
    assert [name for name, why in LEFT_OUT.items() if len(why) <= 40] == []


def test_each_stage_mark_and_fact_of_a_row_has_one() -> None:
    """Whatever a row says that another does not is struck; two flags are turned up as well."""
    names = {one.id for one in EVERY}
    for command, row in RULES.items():
        of = f"column:{command.__name__}"
        assert {f"{of}:stages-{stage}" for stage in row.stages} <= names
        assert {f"{of}:brings-{fact.NAME}" for fact in row.brings} <= names
        assert {f"{of}:awaited", f"{of}:sees_version"} <= names
        said = {name for name, plain in PLAIN.items() if getattr(row, name) != plain}
        assert {f"{of}:{one.name}" for one in MARKS if one.name in said} <= names


def test_what_is_made_of_a_row_when_it_is_imported_follows_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A case waits no more for what is not awaited, and for nothing at a stage that is struck."""
    monkeypatch.setattr(moves, "LIFTED", moves.LIFTED)
    row = RULES[CompleteExamination]
    try:
        put(RULES, CompleteExamination, replace(row, awaited=False))
        anew(CompleteExamination, RULES[CompleteExamination])
        assert row.stages and all(
            CompleteExamination not in dict(moves.AWAITED[stage]) for stage in row.stages
        )
    finally:
        put(RULES, CompleteExamination, row)
        anew(CompleteExamination, row)
    assert all(CompleteExamination in dict(moves.AWAITED[stage]) for stage in row.stages)


def test_each_function_that_carries_a_provision_has_one() -> None:
    """What rules ask on their way is struck as well, and every kind of entry of the pack."""
    functions = [name for name, it, said in reasoning() if said.places and not isinstance(it, type)]
    assert len([one for one in EVERY if one.kind is Kind.PART]) == len(functions)
    changed = {one.id.partition(":")[2].partition(".")[0] for one in EVERY if one.before}
    tables = {entry.table for entry in entries(text().splitlines())}
    assert tables | {"heading"} == changed


def test_any_column_of_a_row_is_struck_by_the_same_words() -> None:
    """Whatever a row will hold beside its guards: each member goes, one at a time, the rest stays."""
    row = Power((Post.CASEWORKER, Post.SYSTEM, Post.SYSTEM), "16/1")
    table: dict[type[Command], Power] = {LapseApplication: row}
    told: list[tuple[Post, ...]] = []
    column = Column(
        kind=Kind.POWER,
        table=table,
        name="posts",
        called=str,
        places=lambda power, post: frozenset({power.article}),
        about=lambda power: "officers",
        then=lambda command, power: told.append(power.posts),
    )
    mutants = list(struck(column))
    names = ["caseworker", "system", "system#2"]
    assert [one.id for one in mutants] == [f"power:LapseApplication:{name}" for name in names]
    assert mutants[0].places == {"16/1"}
    mutants[0].apply()
    assert table[LapseApplication].posts == (Post.SYSTEM, Post.SYSTEM)
    assert told == [(Post.SYSTEM, Post.SYSTEM)]


def test_each_says_what_is_carried_by_what_it_strikes() -> None:
    """Provisions that exist: a test that names one is asked first."""
    assert [one.id for one in EVERY for place in one.places if not exists(place)] == []


def test_each_equivalent_mutant_is_still_there_and_has_a_reason() -> None:
    """A list that outlives its code hides what is not tested."""
    listed = equivalent()
    assert listed.keys() - {one.id for one in EVERY} == set()
    assert [id for id, why in listed.items() if len(why) <= 20] == []


def test_few_are_equivalent() -> None:
    """At most two in a hundred."""
    assert len(equivalent()) <= MOST * len(EVERY)


def test_a_seed_decides_the_draw() -> None:
    """The same commit draws the same mutants, another commit others."""
    first = chosen(EVERY, 20, "11a5808", None)
    assert len({one.id for one in first}) == 20
    assert chosen(EVERY, 20, "11a5808", None) == first
    assert chosen(EVERY, 20, "791f553", None) != first
    assert {one.kind for one in chosen(EVERY, None, "", "power:")} == {Kind.POWER}


def test_a_pack_that_its_check_refuses_is_not_put_in_place() -> None:
    """A change that makes no pack is told apart from one that a test notices."""

    def broken(lines: list[str]) -> None:
        lines[0] = "[["

    with pytest.raises(ValueError, match="line 1"):
        read_as(broken)

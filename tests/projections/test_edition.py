"""The edition of the ledgers changes with whatever their rows follow from."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Index, MetaData, Table, Text

from domain.law.pack import Law
from domain.time.limits import Limits, Unit
from relief import editions
from relief.editions import edition, shapes
from tests.projections import pinned
from tests.projections.folding import LAW


def changed(**limit: Any) -> Law:
    """The law with one of its limits changed."""
    first, *others = LAW.packs
    one, *rest = first.limits
    limits = Limits((replace(one, **limit), *rest), first.limits.ends_all)
    return Law.of((replace(first, limits=limits), *others), LAW.overlays)


def test_the_edition_is_the_same_in_every_process() -> None:
    """Whatever the seed of hashes, and whatever else was imported before."""
    words = (
        "from adapters.packs import law; from relief.editions import edition; print(edition(law()))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", words],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert told == {edition(LAW)}


@pytest.mark.parametrize(
    "other",
    [
        {"length": 99, "unit": Unit.WORKING_DAY},
        {"duty": "finance"},
        {"citation": "35"},
        {"title": "别名"},
        {"courses": ("urgent-seat",)},
    ],
    ids=str,
)
def test_another_table_of_limits_is_another_edition(other: dict[str, Any]) -> None:
    """Length, duty, citation, course: rows of time limits hang on all of them."""
    assert edition(changed(**other)) != edition(LAW)


def test_the_days_a_law_is_in_force_belong_to_the_edition() -> None:
    """They say which law a case without acceptance runs under."""
    first, *others = LAW.packs
    later = replace(first, valid_from=first.valid_from.replace(year=first.valid_from.year + 1))
    assert edition(Law.of((later, *others), LAW.overlays)) != edition(LAW)


def test_every_shape_belongs_to_the_edition() -> None:
    """A column more, another type, another key, nothing allowed or not, an index more."""

    def table(*parts: Any) -> list[str]:
        return shapes([Table("rows", MetaData(), *parts)])

    plain = table(Column("a", Text, primary_key=True), Column("b", Text))
    others = [
        table(Column("a", Text, primary_key=True)),
        table(Column("a", Text, primary_key=True), Column("b", Text, nullable=False)),
        table(Column("a", Text, primary_key=True), Column("b", Text, primary_key=True)),
        table(Column("a", Text, primary_key=True), Column("b", Text), Index("i", "b")),
    ]
    assert all(other != plain for other in others)


def test_a_number_raised_by_hand_is_another_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    """For what no table shows."""
    before = edition(LAW)
    monkeypatch.setattr(editions, "FOLDING", editions.FOLDING + 1)
    assert edition(LAW) != before


@pytest.mark.slow
def test_the_same_edition_folds_kept_histories_to_the_same_rows() -> None:
    """Where the rows changed and the edition did not, ledgers would keep old rows for ever."""
    noted, now = json.loads(pinned.NOTED.read_text()), pinned.found()
    if now["rows"] != noted["rows"]:
        assert now["edition"] != noted["edition"], "raise FOLDING in relief/editions.py"
    assert now == noted, "note the new edition: python -m tests.projections.pinned"

"""Both procedures walked row by row: what happens, who does it, and what is due next."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.case.intake import commands as c
from domain.case.service.commands import ServeDocument
from domain.ground.terms import DocumentKind, Procedure, Stage
from domain.time.due import last_day
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given
from tests.case.tables import GENERAL, SMALL, Row, large
from tests.case.words import About, yuan
from tests.case.world import CALENDAR, PACK


def walk(start: j.Journey, table: tuple[Row, ...]) -> None:
    """Each row brings about its facts, its stage, and exactly its running limits."""
    story = given(start)
    for day, command, officer, facts, stage, due in table:
        words: dict[str, Any] = (
            {"procedure": Procedure.URGENT}
            if command is c.AcceptApplication and start.case.urgent_kind
            else {}
        )
        if command is ServeDocument:
            words = {"document": DocumentKind.RELIEF_APPROVAL}
        story.when(command, officer, day, **words).then(*facts)
        assert story.journey.stage is stage, command
        limits = story.journey.world.limits("L-1")
        ends = {
            k: last_day(PACK.limits[r.limit], r.started_on, CALENDAR) for k, r in limits.items()
        }
        assert ends == due, command.__name__


def test_the_general_procedure_row_by_row() -> None:
    """From the counter to the archive, with an objection on the way."""
    walk(j.Journey(), GENERAL)


def test_the_urgent_procedure_to_two_thousand_yuan_row_by_row() -> None:
    """Same day at the township, then filed and countersigned."""
    walk(j.urgency(world=j.with_delegation()), SMALL)


@pytest.mark.parametrize("seat", [True, False])
def test_the_urgent_procedure_above_two_thousand_yuan_row_by_row(seat: bool) -> None:
    """Up the same day; the seat the same day, others three and two days."""
    home = p.SEAT if seat else p.TOWNSHIP
    start = j.received(About(amount=yuan(3000)), lives_in=home).go(c.EstablishUrgency)
    start.go(c.AcceptApplication, procedure=Procedure.URGENT)
    walk(j.examined(start), large(seat))


SPECIAL: tuple[tuple[str, Callable[[], j.Journey], Stage], ...] = (
    ("handed to the station", lambda: j.from_elsewhere().go(c.HandToReliefStation), Stage.CLOSED),
    ("acceptance refused", lambda: j.received().go(c.RefuseAcceptance), Stage.ENDED),
    ("accepted with papers to follow", j.urgent_outstanding, Stage.ACCEPTED),
    ("sent back by the county", j.returned, Stage.RETURNED),
    ("refused", j.refused, Stage.REFUSED),
    ("a payment sent back", j.failed, Stage.APPROVED),
    ("a countersignature refused", j.countersignature_refused, Stage.APPROVED),
)


@pytest.mark.parametrize(("path", "start", "stage"), SPECIAL)
def test_special_paths_lead_where_they_should(
    path: str, start: Callable[[], j.Journey], stage: Stage
) -> None:
    """Each special path that commands express ends at its stage, and replay agrees."""
    journey = start()
    assert journey.stage is stage, path
    assert journey.world.replayed().cases == journey.world.cases

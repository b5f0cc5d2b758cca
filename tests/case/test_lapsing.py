"""第十六条第一款: papers brought in time and told late open again what had lapsed by time alone."""

import pytest

from domain.ground.refusal import Code
from domain.ground.terms import DocumentKind, Ending, Material, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, given, like, rows, sentence
from tests.case.words import PAPERS, after
from tests.support import commands as c
from tests.support import facts as e

LAST = after(30)
"""9 April 2025, the thirtieth day."""
WHY = p.secret("窗口收件后停电")


def lapsed() -> j.Journey:
    """The sweep ended it in the first night after the last day."""
    return j.told().on(after(31)).go(c.LapseApplication, by=p.SWEEP)


def two_lacking() -> j.Journey:
    """And two papers had lacked."""
    papers = tuple(m for m in PAPERS if m not in (Material.HARDSHIP_PROOF, Material.LETTER))
    lacking = tuple(m for m in PAPERS if m not in papers)
    at = j.received(materials=papers).go(c.NotifyDeficiencies, missing=lacking)
    at.go(c.ServeDocument, document=DocumentKind.DEFICIENCIES)
    return at.on(after(31)).go(c.LapseApplication, by=p.SWEEP)


WRONG: tuple[Wrong, ...] = (
    *rows(
        lapsed,
        c.ReceiveSupplement,
        ("a day too late", Code.DATE_TOO_LATE, "16/1", "received_on",
         {"received_on": after(31), "late_reason": WHY}),
        ("nobody says why", Code.LATENESS_UNREASONED, "16/1", "late_reason", {"received_on": LAST}),
        ("brought today", Code.OUT_OF_ORDER, "16/1", None),
    ),
    *rows(
        two_lacking,
        c.ReceiveSupplement,
        ("a part of it", Code.MATERIALS_MISSING, "16/1", "materials",
         {"received_on": LAST, "late_reason": WHY}),
    ),
    *rows(
        lambda: j.received().go(c.WithdrawApplication),
        c.ReceiveSupplement,
        ("the family took it back", Code.OUT_OF_ORDER, "16/1", None, {"received_on": after(0)}),
    ),
)  # fmt: skip


@pytest.mark.article("16/1")
@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_had_lapsed_stays_so(case: Wrong) -> None:
    """Each with its own reason, and nothing changed."""
    case.holds()


@pytest.mark.article("16/1")
def test_papers_of_the_last_day_told_the_day_after_open_it_again() -> None:
    """It goes on as it would have: what time alone ended was not late."""
    story = given(lapsed)
    assert story.at(Stage.CLOSED) and story.journey.case.ending is Ending.LAPSED
    story.when(c.ReceiveSupplement, received_on=LAST, late_reason=WHY)
    story.then(like(e.SupplementReceived, on=LAST, lacking=()))
    assert story.at(Stage.RECEIVED) and story.journey.case.ending is None
    assert "acceptance" in story.journey.world.limits("L-1")
    story.when(c.AcceptApplication).then(e.ApplicationAccepted)


@pytest.mark.article("16/1", "27")
def test_the_days_since_the_family_was_served_count() -> None:
    """Served ten days after, it had as many more; the last is a Saturday and moves to Monday."""
    at = j.notified().on(after(10)).go(c.ServeDocument, document=DocumentKind.DEFICIENCIES)
    story = given(at.on(after(43)).go(c.LapseApplication, by=p.SWEEP))
    story.when(c.ReceiveSupplement, received_on=after(42), late_reason=WHY)
    story.then(e.SupplementReceived)

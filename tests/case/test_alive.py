"""恢复: what fell with a death that was recorded by mistake stands again once two hands withdrew it."""

from typing import Any

import pytest

from domain.account.events import GrantCharged, GrantReleased
from domain.account.known import DeathWithdrawn, PersonsJoined
from domain.case.amendment.facts import ApplicationCorrected, MembersRestored
from domain.case.records import Changes
from domain.ground.money import ZERO
from domain.ground.refusal import Code
from domain.ground.terms import Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Story, given, like
from tests.case.test_deaths import alone, household, paid
from tests.case.words import after, yuan
from tests.support import commands as c
from tests.support import facts as e

FIRST = p.GESANG.persons[0]
ALIVE: dict[str, Any] = {"changes": Changes(alive=(FIRST,)), "evidence": ("户籍证明 1",)}


def died(journey: j.Journey, **words: Any) -> j.Journey:
    """The one who is helped is recorded dead."""
    return journey.go(c.RecordDeath, person=FIRST, **words)


def withdrawn(journey: j.Journey) -> Story:
    """One asks for it to be withdrawn, another agrees."""
    journey.go(c.CorrectApplication, by=p.SECOND_CASEWORKER, **ALIVE)
    return given(journey).when(c.ConfirmCorrection, correction=journey.case.corrections)


@pytest.mark.article("14.1", "AMB-02")
def test_what_was_owed_for_a_death_that_never_was_is_owed_no_more() -> None:
    """Paid after the day said: the sum, the room and the member are as before, and the file closes."""
    before = paid().case
    journey = died(paid(), died_on=after(7))
    assert journey.case.debt == yuan(1800) and journey.case.bereft
    story = withdrawn(journey)
    story.then(
        ApplicationCorrected,
        like(MembersRestored, persons=(FIRST,), amount=yuan(1800), unpaid=ZERO),
        *[like(GrantCharged, amount=yuan(1800), on=after(8))] * 3,
        DeathWithdrawn,
        *[PersonsJoined] * 3,
    )
    case = story.journey.case
    assert case.approval is not None and before.approval is not None
    assert (case.debt, case.bereft, case.approval.amount) == (ZERO, False, before.approval.amount)
    assert (case.stage, case.ending, case.asked.applicant) == (
        *(Stage.PAID, before.ending),
        FIRST,
    )
    assert set(case.asked.members) == set(before.asked.members) and not case.asked.died
    assert case.payments.stood == before.payments.stood
    story.when(c.FeedBackResult).served().when(c.CloseCase).then(e.CaseClosed)


@pytest.mark.article("14.1", "AMB-02")
def test_what_was_still_to_be_paid_is_to_be_paid_again() -> None:
    """A part came after the day said, the rest never; now the rest is paid."""
    journey = alone().on(after(12)).go(c.PayCash, amount=yuan(500))
    story = withdrawn(died(journey, died_on=after(10)))
    story.then(
        ApplicationCorrected,
        like(MembersRestored, amount=yuan(1800), unpaid=yuan(1300)),
        *[like(GrantCharged, amount=yuan(1800))] * 3,
        DeathWithdrawn,
        *[PersonsJoined] * 3,
    )
    assert story.at(Stage.APPROVED)
    story.when(c.InstructPayment, amount=yuan(1300)).then(e.PaymentInstructed)


@pytest.mark.article("14.1")
def test_what_came_in_time_is_booked_once() -> None:
    """Of a sum that stood in part the room is given back and taken whole."""
    journey = alone().on(after(12)).go(c.PayCash, amount=yuan(500))
    journey.on(after(14)).go(c.PayCash, amount=yuan(200), receipt="收据 9")
    story = withdrawn(died(journey, died_on=after(13)))
    story.then(
        ApplicationCorrected,
        like(MembersRestored, amount=yuan(1800), unpaid=yuan(1100)),
        *[like(GrantReleased, amount=yuan(500))] * 3,
        *[like(GrantCharged, amount=yuan(1800))] * 3,
        DeathWithdrawn,
        *[PersonsJoined] * 3,
    )
    for person in story.journey.case.asked.members:
        standing = story.journey.world.account(person).standing
        assert [one.amount for one in standing] == [yuan(1800)]


def test_a_member_of_a_household_is_listed_again() -> None:
    """Nothing had fallen: nothing is booked."""
    journey = household()
    (gone,) = journey.case.asked.died
    journey.go(c.CorrectApplication, by=p.SECOND_CASEWORKER, changes=Changes(alive=(gone,)))
    story = given(journey).when(c.ConfirmCorrection, correction=1)
    assert not story.reasons
    assert any(like(MembersRestored, amount=None).fits(one) for one in story.last)  # type: ignore[union-attr]
    assert gone in journey.case.asked.members and not journey.case.asked.died


def test_what_was_decided_since_is_not_undone_by_it() -> None:
    """A sum that was taken back stays taken back; somebody is left to be helped again."""
    journey = died(paid(), died_on=after(7))
    journey.go(c.ProposeRevision, c.ApproveRevision)
    assert journey.case.bereft and journey.case.approval is None
    story = withdrawn(journey)
    assert not story.reasons
    case = story.journey.case
    assert (case.bereft, case.approval, case.debt) == (False, None, yuan(1800))
    story.when(c.ApproveRelief, document="批准 2")
    assert Code.NOBODY_LEFT not in {one.code for one in story.reasons}

"""第十八条: where a pack posts before approval, nobody approves without the notice, townships neither.

Beihe's file with nothing changed but when its notice hangs, and an urgent procedure like it.
"""

from datetime import date
from typing import Any

import pytest

from adapters.packs.parser import parse
from domain.account.events import GrantCharged
from domain.ground.money import Money
from domain.ground.refusal import Code, Refused
from domain.ground.terms import Material, ObjectionOutcome, Procedure, Stage
from domain.law.pack import Law
from tests.case import people as p
from tests.case.story import Story, given
from tests.case.test_second_city import TEXT, Beihe, beihe, local, signed
from tests.case.world import LAW
from tests.support import commands as c
from tests.support import facts as e

BEFORE = (
    TEXT.replace('notice = "after-approval"', 'notice = "before-approval"')
    + """
[[procedure]]
id = "urgent"
notice = "before-approval"
notice_limit = "notice"
basis = "STATUTORY"
citation = "7"

[[delegation]]
procedure = "urgent"
ceiling = "township_multiple"
series = "subsistence"
registered = false
seat = true
citation = "7"

[[parameter]]
id = "notice_grace_hour"
title = "箱"
value = 12
unit = "count"
from = 2022-07-01
basis = "INTERNAL"
citation = "7"
"""
)
PHOTOGRAPHED = (
    BEFORE
    + """
[[parameter]]
id = "notice_photographs"
title = "照片"
value = 1
unit = "count"
from = 2022-07-01
basis = "INTERNAL"
citation = "7"
"""
)
BOX_EMPTIED = date(2023, 3, 13)
OVER = date(2023, 3, 10)
BOTH = pytest.mark.parametrize("procedure", (Procedure.GENERAL, Procedure.URGENT))


def examined(procedure: Procedure) -> Beihe:
    """Signed by both in a procedure, under a law that posts first."""
    at = beihe()
    at.world.law = Law.of((*LAW.packs, parse(BEFORE)))
    at.go(c.SubmitApplication, materials=(Material.IDENTITY_CARD,))
    if procedure is Procedure.URGENT:
        at.go(c.EstablishUrgency)
    at.go(c.AcceptApplication, procedure=procedure)
    return signed(at.go(c.ReportMeansCheck, c.RecordHomeVisit))


def cleared(procedure: Procedure) -> Beihe:
    """The notice hung for its three working days, and is over; the box is still to be emptied."""
    at = examined(procedure)
    at.go(c.PostPublicNotice).on(OVER).go(c.EndPublicNotice)
    return at


def approving(at: Beihe, **changes: Any) -> Story:
    """The township's leader asks to approve."""
    return given(at).when(c.ApproveUnderDelegation, local(c.ApproveUnderDelegation), **changes)


@pytest.mark.article("18.1.1")
@BOTH
def test_no_township_approves_without_the_notice(procedure: Procedure) -> None:
    """Not before it hung, nor while it hangs; then at the township as at the county (18.1.1)."""
    at = examined(procedure)
    approving(at).then_refused(Code.NOTICE_MISSING)
    given(at).when(c.SubmitForApproval, local(c.SubmitForApproval)).then_refused(
        Code.NOTICE_MISSING
    )
    at.go(c.PostPublicNotice)
    approving(at).then_refused(Code.OUT_OF_ORDER)
    at = cleared(procedure)
    approving(at).then_refused(Code.BOX_NOT_EMPTIED)
    story = approving(at.on(BOX_EMPTIED)).then(e.ReliefApproved, *[GrantCharged] * 3)
    assert story.at(Stage.APPROVED)


@BOTH
def test_an_objection_that_is_open_stops_the_township_too(procedure: Procedure) -> None:
    """One that comes before the file goes on is answered first (18.1.1)."""
    at = cleared(procedure).go(c.LodgeObjection, received_on=date(2023, 3, 9))
    at.on(BOX_EMPTIED)
    approving(at).then_refused(Code.OBJECTION_OPEN)
    at.go(c.ResolveObjection, outcome=ObjectionOutcome.NOT_ELIGIBLE)
    story = approving(at)
    assert isinstance(story.last, Refused)
    assert Code.OPINION_NEGATIVE in {one.code for one in story.last.reasons}


@BOTH
def test_the_township_grants_no_more_than_the_notice_showed(procedure: Procedure) -> None:
    """A sum above the one shown hangs anew before anybody grants it (18.1.1, AMB-30)."""
    at = cleared(procedure).on(BOX_EMPTIED)
    assert at.case.notice is not None
    more = Money(at.case.notice.amount.fen + 1)
    story = approving(at, amount=more, lowered_reason=p.secret("x"))
    assert isinstance(story.last, Refused)
    assert Code.ABOVE_NOTICED_AMOUNT in {one.code for one in story.last.reasons}


@BOTH
def test_photographs_of_its_end_are_on_file_before_the_township_decides(
    procedure: Procedure,
) -> None:
    """Where the law asks for them (内部§证据文件)."""
    at = cleared(procedure).on(BOX_EMPTIED)
    at.world.law = Law.of((*LAW.packs, parse(PHOTOGRAPHED)))
    approving(at).then_refused(Code.PHOTOGRAPHS_MISSING)

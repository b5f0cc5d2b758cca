"""Whose turn it is, asked of whoever may give a command: what waits for an answer there is none to."""

from collections.abc import Iterator
from functools import cache

import pytest

from domain.case import turns
from domain.case.authority import Officer
from domain.case.decide import standing
from domain.case.inquiry.doubts import in_doubt
from domain.case.moves import AWAITED, waits
from domain.case.table import RULES
from domain.ground.refusal import Code, Refused
from domain.ground.rows import Rule
from domain.ground.terms import Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.journeys import Journey
from tests.case.machine import Machine, steps
from tests.case.story import Given, given
from tests.case.words import giver
from tests.support import commands as c

ANSWERS = (
    *(turns.amending, turns.offered, turns.objected, turns.referred),
    *(turns.proposed, turns.correction_asked, turns.complained, turns.order_given, in_doubt),
    *(turns.at_no_home_here, turns.by_the_township),
)
"""Turns of rows that answer something: without it there is nothing to be done at all."""

ANSWERING = {kind: row for kind, row in RULES.items() if row.awaited and row.turn in ANSWERS}

AGAIN = {
    *(c.NotifyDeficiencies, c.ReceiveSupplement, c.ReportMeansCheck, c.RecordHomeVisit),
    *(c.RecordCircumstances, c.SignOpinion, c.ReportSpotCheck, c.ReportCountyVerification),
    *(c.ReturnForReexamination, c.CorrectPaymentAccount, c.InstructPayment),
    *(c.PayCash, c.DeliverGoods, c.TellOfPayment, c.ServeDocument, c.AttachEvidence),
    *(c.JudgeDeath, c.JudgeLikeness, c.PartHousehold, c.JoinHousehold),
    *(c.RecordReview, c.RecordCommunityAppraisal),
}
"""Awaited once, or where it stops something; what was found may be entered again or before."""


class Looking(Machine):
    """A machine that is looked at after every few steps."""

    def looked(self, seed: int, length: int) -> Iterator[tuple[type[c.Command], Rule, bool, bool]]:
        """Of each row that may be awaited: whether it stands, and whether the case waits for it."""
        for number, step in enumerate(steps(seed, length)):
            self.try_one(step)
            case = self.world.case(self.number(step))
            if number % 5 or case.stage is Stage.UNKNOWN:
                continue
            for kind, row in AWAITED[case.stage]:
                words = object.__new__(kind)
                object.__setattr__(words, "case", case.id)
                found = self.world.situation(words, giver(kind), self.day)
                yield kind, row, not standing(found, row), waits(row, found)


@cache
def seen() -> tuple[tuple[type[c.Command], Rule, bool, bool], ...]:
    """What every row said along random orders of commands."""
    return tuple(one for seed in range(4) for one in Looking().looked(seed, 300))


def test_nothing_is_answered_where_nothing_waits_for_an_answer() -> None:
    """Whatever answers something stands against nobody's asking only while that is open."""
    assert {kind for kind, row, _, _ in seen() if row.turn in ANSWERS} >= {
        *(c.ConfirmCorrection, c.RejectCorrection, c.ConfirmAccountCorrection),
        *(c.RejectAccountCorrection, c.RecordReferralAnswer, c.ResolveObjection),
    }
    assert [kind for kind, row, may, turn in seen() if row.turn in ANSWERS and may > turn] == []


def test_what_may_be_done_though_nobody_waits_for_it_is_done_again() -> None:
    """So that a list of what is awaited and a list of what can be done differ by these alone."""
    found = {kind for kind, _, may, turn in seen() if may and not turn}
    assert found <= AGAIN, {one.__name__ for one in found - AGAIN}


OPEN: dict[Code, tuple[Given, Officer, tuple[type[c.Command], ...]]] = {
    Code.AMENDMENT_UNKNOWN: (j.received, p.LEADER, (c.ConfirmCorrection, c.RejectCorrection)),
    Code.CORRECTION_UNKNOWN: (
        j.received,
        p.LEADER,
        (c.ConfirmAccountCorrection, c.RejectAccountCorrection),
    ),
    Code.REFERRAL_UNKNOWN: (j.received, p.LEADER, (c.RecordReferralAnswer,)),
    Code.REVISION_UNKNOWN: (j.closed, p.SECOND_APPROVER, (c.ApproveRevision, c.RejectRevision)),
}


@pytest.mark.parametrize("code", OPEN)
def test_without_anything_to_answer_the_case_itself_says_so_once(code: Code) -> None:
    """Before anybody fills in a number, and to whoever gives one all the same."""
    start, officer, kinds = OPEN[code]
    for kind in kinds:
        story = given(start)
        journey: Journey = story.journey
        asked = journey.words(kind)
        told = journey.world.situation(asked, officer, journey.about.day)
        assert [one.code for one in standing(told, RULES[kind])] == [code], kind
        story.when(asked, officer)
        assert isinstance(story.last, Refused)
        assert [one.code for one in story.last.reasons].count(code) == 1, kind

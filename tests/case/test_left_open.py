"""However a case ends or its decision falls: what was open is refused over, answered after, or ended."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from domain.case.countersignature.facts import CountersignatureRefused
from domain.case.decision.facts import ReliefRefused, ReturnedForReexamination
from domain.case.ending.facts import ApplicationWithdrawn, CaseClosed, MemberDied
from domain.case.intake.facts import (
    AcceptanceRefused,
    AcceptanceUndone,
    ApplicationLapsed,
    ApplicationStruck,
    HandedToCompetent,
    HandedToReliefStation,
)
from domain.case.records import CaseTerminated
from domain.case.revision.facts import DecisionChanged, DecisionRevoked, RevisionRejected
from domain.case.state import Case
from domain.case.table import RULES
from domain.ground.facts import Fact
from domain.ground.money import ZERO
from domain.ground.refusal import Code, Refused
from domain.ground.terms import CountersignatureOutcome, Ending
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, given, rows, sentence
from tests.case.test_ending import FIRST, individual
from tests.case.test_objections import boxed
from tests.case.words import yuan
from tests.support import commands as c

ENDS: frozenset[type[Fact]] = frozenset(
    {
        *(ApplicationLapsed, ApplicationStruck, AcceptanceRefused, AcceptanceUndone),
        *(HandedToCompetent, HandedToReliefStation, ReturnedForReexamination),
        *(ReliefRefused, DecisionRevoked, DecisionChanged, RevisionRejected),
        *(ApplicationWithdrawn, MemberDied, CaseTerminated, CaseClosed, CountersignatureRefused),
    }
)
"""Facts by which a case ends, or what was decided falls or becomes another."""
ENDING = sorted(
    (one for one, rule in RULES.items() if ENDS & {*rule.brings}), key=lambda one: one.__name__
)
WORDS: Mapping[type[c.Command], tuple[dict[str, Any], ...]] = {
    c.RecordDeath: ({}, {"person": FIRST}),
    c.RefuseCountersignature: tuple({"outcome": one} for one in CountersignatureOutcome),
    c.RejectRevision: ({}, {"entered_wrongly": True}),
}
"""Other words than the right ones, where an end has several."""


@dataclass(frozen=True)
class Open:
    """Something that may be open: where it is, what answers it, and whether it is."""

    starts: tuple[Callable[[], j.Journey], ...]
    answers: tuple[tuple[type[c.Command], dict[str, Any]], ...]
    holds: Callable[[Case], bool]


def alone() -> j.Journey:
    """An individual's case, approved."""
    return j.approved(j.accepted(individual()))


def filed() -> j.Journey:
    """A township's approval that waits for the county's signature."""
    return j.filed()


def part_paid() -> j.Journey:
    """An individual's case, paid in part."""
    return alone().go(c.PayCash, amount=yuan(500))


def after(*commands: type[c.Command], at: tuple[j.Start, ...]) -> tuple[j.Start, ...]:
    """Each of these places, once the commands were given."""
    return tuple(lambda one=one: one().go(*commands) for one in at)


APPROVED = (j.approved, alone, part_paid, filed)
DECIDED = (*APPROVED, j.paid)
ANYWHERE = (j.received, j.incomplete, j.accepted, j.in_notice, j.under_county, *DECIDED, j.refused)

THINGS: Mapping[str, Open] = {
    "a release": Open(
        after(c.ReleaseForHandover, at=(j.approved, alone, filed))
        + after(c.ReleaseForHandover, c.ProposeRevision, at=(j.approved, alone))
        + after(c.ReleaseForHandover, c.ProposeRevision, c.ApproveRevision, at=(j.approved,)),
        ((c.ReturnRelease, {}),),
        lambda case: case.payments.released > ZERO,
    ),
    "an order": Open(
        after(c.InstructPayment, at=(j.approved, alone, filed))
        + after(c.InstructPayment, c.ProposeRevision, at=(j.approved, alone))
        + after(c.InstructPayment, c.ProposeRevision, c.ApproveRevision, at=(j.approved,)),
        ((c.ReportPaymentFailure, {}), (c.ConfirmPayment, {})),
        lambda case: case.payments.pending is not None,
    ),
    "a proposal": Open(
        after(c.ProposeRevision, at=DECIDED),
        ((c.RejectRevision, {}),),
        lambda case: case.proposal is not None,
    ),
    "an outcome": Open(
        after(c.RecordReview, at=(*DECIDED, j.refused)),
        ((c.RejectRevision, {"entered_wrongly": True}),),
        lambda case: case.proposal is not None,
    ),
    "an outcome entered wrongly": Open(
        tuple(
            lambda one=one: one().go(c.RecordReview).go(c.RejectRevision, entered_wrongly=True)  # type: ignore[misc]
            for one in (*DECIDED, j.refused)
        ),
        ((c.RecordReview, {}),),
        lambda case: case.papers.wrongly is not None,
    ),
    "a correction": Open(
        after(c.CorrectApplication, at=(j.examined, j.in_notice, j.cleared, j.under_county)),
        ((c.RejectCorrection, {}),),
        lambda case: case.asked_for is not None,
    ),
    "another account": Open(
        after(c.CorrectPaymentAccount, at=(j.accepted, j.in_notice, j.under_county, *APPROVED)),
        ((c.RejectAccountCorrection, {}),),
        lambda case: case.payments.correction is not None,
    ),
    "an objection": Open(
        (j.objected, boxed, lambda: boxed(j.under_county), lambda: boxed(j.paid)),
        ((c.ResolveObjection, {"evidence": ("查证 1",)}),),
        lambda case: case.open_objection is not None,
    ),
    "a referral": Open(
        after(c.ReferCase, at=ANYWHERE),
        ((c.RecordReferralAnswer, {}),),
        lambda case: None in case.referrals,
    ),
    "a complaint": Open(
        after(c.RecordComplaint, at=ANYWHERE),
        ((c.AnswerComplaint, {}), (c.AnswerComplaint, {"by": p.CITY})),
        lambda case: None in case.complaints,
    ),
}


def ways(command: type[c.Command]) -> Iterator[dict[str, Any]]:
    """The words of an end, each tried."""
    yield from WORDS.get(command, ({},))


def ready(journey: j.Journey, command: type[c.Command]) -> j.Journey:
    """Told and served, where the file is to be closed."""
    if command is c.CloseCase:
        journey.do(c.FeedBackResult)
        journey.serve()
    return journey


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("command", ENDING, ids=lambda one: one.__name__)
def test_what_is_open_when_a_case_ends_is_not_lost(command: type[c.Command], thing: str) -> None:
    """Refused over, or still answered, or ended with it."""
    open_one = THINGS[thing]
    for start in open_one.starts:
        for words in ways(command):
            journey = ready(start(), command)
            assert open_one.holds(journey.case), "the place is not what it says"
            done = journey.do(command, **words)
            if isinstance(done, Refused) or not open_one.holds(journey.case):
                continue
            refused = [journey.copy().do(kind, **said) for kind, said in open_one.answers]
            assert not all(isinstance(one, Refused) for one in refused), (journey.stage, refused)


def back_at_the_township(*before: type[c.Command]) -> j.Journey:
    """What was decided was taken back, and the township examines again."""
    journey = j.approved().go(*before, c.ProposeRevision, c.ApproveRevision)
    return journey.go(c.ReturnForReexamination, c.SignOpinion, c.SendBackOpinion)


WRONG: tuple[Wrong, ...] = (
    *rows(
        lambda: j.approved().go(c.ReleaseForHandover),
        c.WithdrawApplication,
        ("cash is out", Code.RELEASE_OPEN, "19", None),
    ),
    *rows(
        lambda: j.approved().go(c.ProposeRevision),
        c.WithdrawApplication,
        ("a proposal waits", Code.REVISION_PENDING, "内部§决定更正", None),
    ),
    *rows(
        lambda: j.approved().go(c.ProposeRevision),
        c.RevokeDecision,
        ("a proposal waits for an answer", Code.REVISION_PENDING, "内部§决定更正", None),
    ),
    *rows(
        lambda: j.approved().go(c.ProposeRevision),
        c.ChangeSum,
        (
            "a proposal is answered first",
            Code.REVISION_PENDING,
            "内部§决定更正",
            None,
            {"amount": yuan(1000)},
        ),
    ),
    *rows(
        lambda: back_at_the_township(c.ReleaseForHandover),
        c.HandToCompetent,
        ("cash comes back first", Code.RELEASE_OPEN, "19", None),
    ),
    *rows(
        lambda: back_at_the_township(c.InstructPayment),
        c.HandToCompetent,
        ("the bank answers first", Code.PAYMENT_PENDING, "19", None),
    ),
    *rows(
        lambda: back_at_the_township(c.InstructPayment, c.ConfirmPayment),
        c.HandToCompetent,
        ("what was paid is settled first", Code.DEBT_OPEN, "内部§决定更正", None),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_a_case_does_not_end_over_what_is_open(case: Wrong) -> None:
    """Each with its own code, which says what is to be done first."""
    case.holds()


def test_what_came_back_lets_the_family_withdraw() -> None:
    """The way out of the refusal."""
    story = given(lambda: j.approved().go(c.ReleaseForHandover)).when(c.ReturnRelease)
    story.when(c.WithdrawApplication)
    assert story.journey.case.ending is Ending.WITHDRAWN


@pytest.mark.article("18.2.1", "AMB-31")
def test_what_was_obtained_by_fraud_is_owed() -> None:
    """Refused for fraud after payment, nothing stands; of what was honest nothing is asked back."""
    paid = j.filed().go(c.InstructPayment, c.ConfirmPayment)
    honest = paid.copy().go(c.RefuseCountersignature, outcome=CountersignatureOutcome.NOT_ELIGIBLE)
    assert honest.case.debt == ZERO
    story = given(paid).when(c.RefuseCountersignature, outcome=CountersignatureOutcome.FRAUD)
    assert story.journey.case.debt == story.journey.case.payments.disbursed > ZERO
    story.when(c.FeedBackResult)
    story.served().when(c.CloseCase).then_refused(Code.DEBT_OPEN)

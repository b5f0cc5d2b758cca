"""What the rows say of when and whose turn it is, written down again from the rules and held to them.

Who gives each command stands in test_powers, what it is asked in the tests of its chapter.
"""

from collections.abc import Collection, Mapping
from dataclasses import fields
from itertools import chain
from typing import Any

import pytest

from domain.case.decide import RULES
from domain.case.table import EVERY_FACT
from domain.ground.duties import Deed
from domain.ground.editions import FIRST, RELEASED
from domain.ground.rows import Rule
from domain.ground.terms import Stage
from tests.case.editions import kept
from tests.support import commands as c
from tests.support.complete import complete

Commands = Collection[type[c.Command]]

COMMANDS = sorted(RULES, key=lambda command: command.__name__)
each = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)

FILED = frozenset(Stage) - {Stage.UNKNOWN}
"""Wherever a file may be."""
AT_COUNTER = frozenset({Stage.RECEIVED, Stage.SUPPLEMENT_REQUESTED})
UP_TO_SIGNED = AT_COUNTER | {Stage.ACCEPTED, Stage.OPINION_SIGNED}
NOT_OVER = FILED - {Stage.ENDED, Stage.CLOSED}
LOOKED_INTO = NOT_OVER - {*AT_COUNTER, Stage.APPROVED, Stage.REFUSED, Stage.PAID}
"""From the acceptance until something is decided."""

SINCE: tuple[tuple[frozenset[Stage], Commands], ...] = (
    (
        frozenset({Stage.UNKNOWN}),
        (
            *(c.NameOfficer, c.InstallDivisions, c.ProposeDivisions, c.ConfirmDivisions),
            *(c.RejectDivisions, c.WithdrawDivisions, c.PassOnLead, c.WithdrawHolidayNotice),
        ),
    ),
    (
        FILED,
        (
            *(c.JoinNumber, c.TellOfPayment, c.RecordFailedService, c.RenewSlip, c.JudgeLikeness),
            *(c.AgreeToMessages, c.EndMessages, c.QueueMessage, c.QueueForCause),
            *(c.HandOverMessage, c.ReportMessage, c.AttachEvidence),
            *(c.RecordComplaint, c.AnswerComplaint, c.PassOnFile),
        ),
    ),
    (
        FILED - {Stage.CLOSED},
        (
            *(c.AmendApplication, c.CorrectApplication, c.ConfirmCorrection, c.RejectCorrection),
            *(c.RecordJointMeeting, c.PartHousehold, c.JoinHousehold, c.JudgeDeath),
            c.JudgeName,
        ),
    ),
    (NOT_OVER, (c.RecordKnownStatus, c.ExcusePapers)),
    (FILED - AT_COUNTER, (c.RecordPaymentReturn, c.TakeBack)),
    (LOOKED_INTO, (c.ResolveDoubt, c.DrawAgain)),
    (UP_TO_SIGNED, (c.OfferFile, c.TakeOverFile, c.SendFileBack)),
    (AT_COUNTER | {Stage.ACCEPTED}, (c.HandToCompetent,)),
    (
        frozenset({Stage.ACCEPTED, Stage.UNDER_COUNTY, Stage.RETURNED}),
        (c.ApproveSmallRelief, c.LeaveSmallFast),
    ),
)
"""Commands that began since the last release, by the stages they are in order at."""

WIDER: tuple[tuple[frozenset[Stage], Commands], ...] = (
    (
        frozenset({Stage.ENDED}),
        (
            *(c.RecordReview, c.ProposeRevision, c.ApproveRevision, c.RejectRevision),
            *(c.VouchNumber, c.ServeDocument, c.CloseCase),
        ),
    ),
    (
        frozenset({Stage.REFUSED, Stage.PAID}),
        (c.ConfirmAccountCorrection, c.RejectAccountCorrection),
    ),
    (
        frozenset({Stage.ENDED, Stage.CLOSED}),
        (c.ReturnRelease, c.RecordRecomputedLimit, c.RecordMissedLimit),
    ),
    (frozenset({Stage.CLEARED}), (c.ApproveUnderDelegation,)),
    (AT_COUNTER | LOOKED_INTO | {Stage.ENDED}, (c.ReferCase,)),
    (AT_COUNTER | LOOKED_INTO | {Stage.ENDED, Stage.CLOSED}, (c.RecordReferralAnswer,)),
    (frozenset({Stage.REFUSED, Stage.PAID, Stage.ENDED, Stage.CLOSED}), (c.RecordDeath,)),
    (LOOKED_INTO - {Stage.ACCEPTED}, (c.UndoAcceptance,)),
    (
        (LOOKED_INTO - {Stage.IN_NOTICE}) | {Stage.REFUSED, Stage.ENDED, Stage.CLOSED},
        (c.LodgeObjection, c.ResolveObjection),
    ),
)
"""Older commands, by the stages they are in order at since then as well."""


@each
def test_a_command_is_in_order_at_these_stages_and_no_others(command: type[c.Command]) -> None:
    """Those a release allowed and nobody gave up since, and what is written down here."""
    name, row = command.__name__, RULES[command]
    released = chain.from_iterable(
        kept(edition)["commands"].get(name, {"stages": ()})["stages"]
        for edition in range(FIRST, RELEASED + 1)
    )
    since = (stages for stages, commands in (*SINCE, *WIDER) if command in commands)
    expected = {*released, *chain.from_iterable(since)} - {*row.formerly}
    where = f"tests/case/kept, or SINCE and WIDER of tests/case/test_columns.py, for {name},"
    complete(expected, row.stages, where)


MAY_FOLLOW = frozenset(
    {
        *(Stage.EXAMINED, Stage.IN_NOTICE, Stage.CLEARED, Stage.SUBMITTED, Stage.UNDER_COUNTY),
        *(Stage.APPROVED, Stage.PAID),
    }
)
FOLLOWING: Commands = (c.ReportMeansCheck, c.RecordHomeVisit, c.RecordCommunityAppraisal)
"""What a law may let follow the relief: in order after the examination as well."""


@each
def test_what_may_follow_the_relief_is_in_order_after_it(command: type[c.Command]) -> None:
    """Up to what is paid; a small sum is looked at once granted; nothing else is."""
    wanted = MAY_FOLLOW if command in FOLLOWING else frozenset[Stage]()
    if command is c.ReportSpotCheck:
        wanted = frozenset({Stage.APPROVED, Stage.PAID})
    assert RULES[command].later == wanted


SAYS: Mapping[str, Commands] = {
    "late": (*FOLLOWING, c.ReportSpotCheck),
    "awaited": (
        *(c.NotifyDeficiencies, c.ReceiveSupplement, c.LapseApplication, c.AcceptApplication),
        *(c.RefuseAcceptance, c.HandToReliefStation, c.ConfirmCorrection, c.RejectCorrection),
        *(c.TakeOverFile, c.SendFileBack, c.ReportMeansCheck, c.RecordHomeVisit),
        c.RecordCommunityAppraisal,
        *(c.RecordCircumstances, c.ResolveDoubt, c.SignOpinion, c.CompleteExamination),
        *(c.JudgeDeath, c.PartHousehold, c.JudgeLikeness, c.JoinHousehold, c.AttachEvidence),
        *(c.PostPublicNotice, c.EndPublicNotice, c.ResolveObjection, c.AnswerComplaint),
        *(c.SubmitForApproval, c.ReceiveAtCounty, c.DrawAgain, c.ReportSpotCheck),
        *(c.ReportCountyVerification, c.ReturnForReexamination, c.ApproveRelief, c.RefuseRelief),
        *(c.ApproveUnderDelegation, c.ApproveSmallRelief, c.FileForRecord, c.Countersign),
        *(c.RefuseCountersignature, c.FeedBackResult, c.ApproveRevision, c.RejectRevision),
        *(c.RecordReview, c.CorrectPaymentAccount, c.ConfirmAccountCorrection),
        *(c.RejectAccountCorrection, c.InstructPayment, c.ConfirmPayment, c.ReturnRelease),
        *(c.PayCash, c.DeliverGoods, c.ServeDocument, c.TellOfPayment, c.RecordReferralAnswer),
        *(c.CloseCase, c.CloseLead),
    ),
    "turn": (
        *(c.NotifyDeficiencies, c.ReceiveSupplement, c.AcceptApplication, c.HandToReliefStation),
        *(c.ConfirmCorrection, c.RejectCorrection, c.TakeOverFile, c.SendFileBack),
        *(c.ReportMeansCheck, c.RecordHomeVisit, c.RecordCircumstances, c.ResolveDoubt),
        c.RecordCommunityAppraisal,
        *(c.SignOpinion, c.RejectUrgency, c.JoinHousehold, c.AttachEvidence, c.ResolveObjection),
        *(c.AnswerComplaint, c.ReportSpotCheck, c.ReportCountyVerification, c.DrawAgain),
        *(c.ReturnForReexamination, c.ApproveSmallRelief, c.LeaveSmallFast, c.FileForRecord),
        *(c.Countersign, c.RefuseCountersignature, c.ApproveRevision, c.RejectRevision),
        *(c.RecordReview, c.CorrectPaymentAccount, c.ConfirmAccountCorrection),
        *(c.RejectAccountCorrection, c.InstructPayment, c.ConfirmPayment, c.ReportPaymentFailure),
        *(c.RecordPaymentReturn, c.TakeBack, c.ReturnRelease, c.PayCash, c.DeliverGoods),
        *(c.ServeDocument, c.TellOfPayment, c.RecordReferralAnswer),
    ),
    "whose": (
        *(c.AcceptApplication, c.UndoAcceptance, c.AttachEvidence, c.AnswerComplaint),
        *(c.ServeDocument, c.RecordFailedService),
    ),
    "applicants": (c.ReceiveSupplement,),
    "by_lot": (c.DrawAgain,),
    "aside": (
        *(c.JoinNumber, c.AgreeToMessages, c.EndMessages, c.QueueMessage),
        *(c.RecordFailedService, c.RenewSlip, c.TellOfPayment, c.JudgeName),
    ),
    "belated": (c.ReceiveSupplement, c.PayCash, c.DeliverGoods),
    "receives": (c.TakeOverFile, c.SendFileBack),
    "lifts": (c.JudgeDeath, c.PartHousehold, c.JudgeLikeness, c.JoinHousehold),
    "families": (c.CloseCase,),
    "about": (c.AnswerComplaint, c.ApproveSmallRelief),
}
"""Who says anything in a column that most rows leave as it is."""

PLAIN: Mapping[str, Any] = {one.name: one.default for one in fields(Rule)}


@pytest.mark.parametrize("column", SAYS)
def test_these_rows_say_something_there_and_no_others(column: str) -> None:
    """What a case waits for, whose turn it is, and what is told unasked, hang on it."""
    saying = (one.__name__ for one, row in RULES.items() if getattr(row, column) != PLAIN[column])
    told = (one.__name__ for one in SAYS[column])
    complete(told, saying, f"{column!r} in SAYS of tests/case/test_columns.py")


FORMERLY: Mapping[type[c.Command], Mapping[str, int]] = {
    c.RecordReview: {"decision-changed": 2, "decision-revoked": 2},
    c.CorrectPaymentAccount: {"payment-account-corrected": 1},
}
"""Facts a command brought about up to an edition: what was recorded then stays lawful."""


@each
def test_what_a_command_brought_about_once_is_not_forgotten(command: type[c.Command]) -> None:
    """Whoever reads an old file asks its facts of the row that brought them about."""
    formerly = RULES[command].formerly.items()
    facts = {getattr(fact, "NAME", str(fact)): until for fact, until in formerly}
    assert facts == FORMERLY.get(command, {})


HANDS: Mapping[Deed, Commands] = {
    Deed.ACCEPTED: (c.AcceptApplication,),
    Deed.UNDONE: (c.UndoAcceptance, c.StrikeApplication),
    Deed.AMENDED: (c.CorrectApplication,),
    Deed.CONFIRMED: (c.ConfirmCorrection, c.RejectCorrection),
    Deed.OFFERED: (c.OfferFile,),
    Deed.TAKEN: (c.TakeOverFile, c.SendFileBack),
    Deed.VISITED: (c.RecordHomeVisit,),
    Deed.RECORDED: (
        c.JudgeName,
        *(c.RecordCircumstances, c.ResolveDoubt, c.RecordKnownStatus, c.JudgeDeath),
        *(c.JudgeLikeness, c.PartHousehold, c.JoinHousehold),
    ),
    Deed.SIGNED: (c.SignOpinion,),
    Deed.EXAMINED: (c.CompleteExamination,),
    Deed.CHECKED: (c.ReportSpotCheck, c.ReportCountyVerification),
    Deed.APPROVED: (
        *(c.ApproveRelief, c.RefuseRelief, c.ApproveUnderDelegation, c.ApproveSmallRelief),
    ),
    Deed.COUNTERSIGNED: (c.Countersign, c.RefuseCountersignature),
    Deed.PROPOSED: (c.ProposeRevision, c.ResolveObjection, c.AnswerComplaint, c.RecordReview),
    Deed.REVISED: (c.ApproveRevision, c.RejectRevision, c.RevokeDecision, c.ChangeSum),
    Deed.ASKED: (c.CorrectPaymentAccount,),
    Deed.AGREED: (c.ConfirmAccountCorrection, c.RejectAccountCorrection),
    Deed.ORDERED: (c.InstructPayment,),
    Deed.ANSWERED: (c.ConfirmPayment, c.ReportPaymentFailure, c.RecordPaymentReturn),
    Deed.RELEASED: (c.ReleaseForHandover, c.TakeBack),
    Deed.HANDED: (c.PayCash, c.DeliverGoods),
}


@pytest.mark.article("30")
@pytest.mark.parametrize("deed", Deed)
def test_these_commands_are_the_hand_of_a_deed(deed: Deed) -> None:
    """Two deeds are kept apart by the hands of their commands: a row that names none keeps nobody out."""
    done = (one.__name__ for one, row in RULES.items() if row.hand is deed)
    told = (one.__name__ for one in HANDS[deed])
    complete(told, done, f"{deed.name} in HANDS of tests/case/test_columns.py")


BY_ANOTHER: Mapping[str, Commands] = {
    "4/2": (
        *(c.ApproveRelief, c.RefuseRelief, c.ApproveRevision, c.RejectRevision, c.RecordReview),
        *(c.RevokeDecision, c.ChangeSum, c.AttachEvidence, c.ExcusePapers),
        *(c.ServeDocument, c.RecordFailedService, c.RenewSlip, c.TellOfPayment),
        *(c.AgreeToMessages, c.EndMessages, c.QueueMessage),
    ),
    "14.1": (c.JoinNumber,),
    "15": (c.OfferFile, c.TakeOverFile, c.SendFileBack),
    "34": (
        *(c.RecordHolidayNotice, c.WithdrawHolidayNotice, c.RecordReferenceValue),
        *(c.ProposeDivisions, c.ConfirmDivisions, c.RejectDivisions, c.WithdrawDivisions),
        *(c.ProposeLaw, c.ApproveLaw),
    ),
}


@each
def test_a_power_cites_the_article_that_gives_it(command: type[c.Command]) -> None:
    """That of the command, or the one that gives its office what it does by another article."""
    row = RULES[command]
    named = [article for article, commands in BY_ANOTHER.items() if command in commands]
    assert row.power.article == (named or [row.article])[0]
    assert row.by_article == "".join(named)


ALIKE: Mapping[str, Commands] = {
    "person-listed": (c.SubmitApplication, c.AmendApplication, c.ConfirmCorrection),
    "public-notice-interrupted": (c.InterruptPublicNotice, c.ConfirmCorrection, c.UndoAcceptance),
    "persons-parted": (c.PartHousehold, c.RecordDeath, c.ConfirmCorrection),
    "persons-joined": (c.JoinHousehold, c.ConfirmCorrection),
    "kinship-declared": (c.DeclareKinship, c.JoinNumber),
    "spot-check-selected": (c.ReceiveAtCounty, c.DrawAgain),
    "spot-check-fell-away": (
        *(c.WithdrawApplication, c.RecordDeath, c.HandToCompetent, c.UndoAcceptance),
    ),
    "case-beyond-draw": (
        *(c.WithdrawApplication, c.RecordDeath, c.HandToCompetent, c.UndoAcceptance),
        *(c.ApproveRelief, c.RefuseRelief),
    ),
    "relief-approved": (c.ApproveRelief, c.ApproveUnderDelegation, c.ApproveSmallRelief),
    "grant-charged": (
        *(c.ApproveRelief, c.ApproveUnderDelegation, c.ApproveSmallRelief),
        *(c.ApproveRevision, c.ChangeSum, c.ConfirmCorrection),
    ),
    "grant-released": (
        *(c.RefuseCountersignature, c.WithdrawApplication, c.RecordDeath, c.ConfirmCorrection),
        *(c.ReportPaymentFailure, c.RecordPaymentReturn, c.TakeBack),
        *(c.ApproveRevision, c.RevokeDecision, c.ChangeSum),
    ),
    "revision-proposed": (
        *(c.ProposeRevision, c.ResolveObjection, c.AnswerComplaint, c.RecordReview),
    ),
    "decision-revoked": (c.ApproveRevision, c.RevokeDecision),
    "decision-changed": (c.ApproveRevision, c.ChangeSum),
    "case-terminated": (
        *(c.RecordDeath, c.ReportPaymentFailure, c.RecordPaymentReturn, c.TakeBack),
        c.ReturnRelease,
    ),
    "message-queued": (c.QueueMessage, c.QueueForCause),
    "officer-appointed": (c.AppointOfficer, c.AppointAdministrator),
    "appointment-ended": (c.EndAppointment, c.EndAdministration),
    "law-recorded": (c.RecordLaw, c.ApproveLaw),
    "key-checks-recorded": (c.IntroduceMasterKey, c.RecordKeyChecks),
}
"""Facts that several commands bring about."""


OURS = sorted(name for name, kind in EVERY_FACT.items() if kind.__module__.startswith("domain."))


@pytest.mark.parametrize("fact", OURS)
def test_a_fact_is_brought_about_by_these_commands(fact: str) -> None:
    """By one alone, where nothing else is written down here."""
    bringing = {
        command.__name__
        for command, row in RULES.items()
        if fact in {one.NAME for one in row.brings}
    }
    if fact in ALIKE:
        told = (one.__name__ for one in ALIKE[fact])
        complete(told, bringing, f"{fact!r} in ALIKE of tests/case/test_columns.py")
    else:
        assert len(bringing) == 1, f"ALIKE does not say that {sorted(bringing)} bring about {fact}"

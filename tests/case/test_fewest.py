"""How few people can carry a whole course: reckoned from the tables of powers and duties."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import pytest

from domain.case.authority import POWERS
from domain.case.table import DEEDS, RULES, SHORT_HANDED, TOGETHER
from domain.ground.duties import APART, NOTHING, Deed
from domain.ground.posts import COUNTY, LEVEL, TOWNSHIP, Post
from domain.registers.officers.staffing import NEEDED
from tests.case.words import MONDAY
from tests.case.world import PACK
from tests.support import commands as c

Course = tuple[type[c.Command], ...]

INQUIRY: Course = (
    c.SubmitApplication,
    c.AcceptApplication,
    c.ReportMeansCheck,
    c.RecordHomeVisit,
    c.RecordCircumstances,
    c.SignOpinion,
    c.CompleteExamination,
)
NOTICE: Course = (c.PostPublicNotice, c.EndPublicNotice)
UP: Course = (c.SubmitForApproval, c.ReceiveAtCounty)
BANK: Course = (c.InstructPayment, c.ConfirmPayment)
CORRECTED: Course = (
    c.CorrectPaymentAccount,
    c.RejectAccountCorrection,
    c.CorrectPaymentAccount,
    c.ConfirmAccountCorrection,
)
BY_BANK_AGAIN: Course = (c.InstructPayment, c.ReportPaymentFailure, *CORRECTED, *BANK)
SENT_BACK: Course = (*BANK, c.RecordPaymentReturn, *CORRECTED, *BANK)
BY_CASH: Course = (c.PayCash,)
GIVEN_BACK: Course = (*BY_CASH, c.TakeBack, *BY_CASH)
BY_GOODS: Course = (c.DeliverGoods,)
RELEASED: Course = (c.ReleaseForHandover,)
REVISED: Course = (
    *(c.ProposeRevision, c.RejectRevision),
    *(c.ProposeRevision, c.ApproveRevision),
)
REVIEWED: Course = (c.RecordReview, c.ApproveRevision)
ELSEWHERE: Course = (
    *(c.JudgeDeath, c.JudgeName, c.PartHousehold),
    *(c.JudgeLikeness, c.JoinHousehold),
)
END: Course = (c.FeedBackResult, c.ServeDocument, c.CloseCase)
GENERAL = (*INQUIRY, *NOTICE, *UP, c.ReportSpotCheck)
MISTAKEN: Course = (*GENERAL, c.UndoAcceptance, c.StrikeApplication)
TAKEN_OVER: Course = (
    *(c.SubmitApplication, c.OfferFile, c.SendFileBack, c.OfferFile, c.TakeOverFile),
    *GENERAL[1:],
)
PUT_RIGHT: Course = (
    *(*GENERAL, c.CorrectApplication, c.RejectCorrection),
    *(c.CorrectApplication, c.ConfirmCorrection, *GENERAL),
)
INTAKE = (c.SubmitApplication, c.AcceptApplication)
AT_COUNTY = (*INQUIRY, c.EstablishUrgency, *UP, c.ReportCountyVerification)
DELEGATED = (*INQUIRY, c.EstablishUrgency, c.ApproveUnderDelegation, c.FileForRecord)

COURSES: dict[str, Course] = {
    "general, objected": (
        *GENERAL,
        *(c.ResolveObjection, c.ApproveRelief, c.AnswerComplaint),
        *BANK,
        *END,
    ),
    "general, in doubt": (*GENERAL, c.ResolveDoubt, c.ApproveRelief, *BANK, *END),
    "general, known elsewhere": (
        *GENERAL,
        *ELSEWHERE,
        c.ApproveRelief,
        *BANK,
        *END,
    ),
    "general, refused": (*GENERAL, c.RefuseRelief, *END),
    "general, revoked": (*GENERAL, c.ApproveRelief, c.RevokeDecision, c.RefuseRelief, *END),
    "general, changed": (*GENERAL, c.ApproveRelief, c.ChangeSum, *BANK, *END),
    "general, revised once paid": (*GENERAL, c.ApproveRelief, *BANK, *REVISED, *END),
    "general, reviewed once paid": (
        *GENERAL,
        c.ApproveRelief,
        *BANK,
        c.RecordReview,
        c.ApproveRevision,
        *END,
    ),
    "general, accepted twice": (*MISTAKEN, c.ApproveRelief, *BANK, *END),
    "general, taken over": (*TAKEN_OVER, c.ApproveRelief, *BANK, *END),
    "general, corrected": (*PUT_RIGHT, c.ApproveRelief, *BANK, *END),
    "general, by bank": (*GENERAL, c.ApproveRelief, *BANK, *END),
    "general, account corrected": (*GENERAL, c.ApproveRelief, *BY_BANK_AGAIN, *END),
    "general, sent back once credited": (*GENERAL, c.ApproveRelief, *SENT_BACK, *END),
    "general, given back": (*GENERAL, c.ApproveRelief, *GIVEN_BACK, *END),
    "general, cash": (*GENERAL, c.ApproveRelief, *BY_CASH, *END),
    "general, goods": (*GENERAL, c.ApproveRelief, *BY_GOODS, *END),
    "urgent, by bank": (*AT_COUNTY, c.ApproveRelief, *BY_BANK_AGAIN, *END),
    "urgent, cash": (*AT_COUNTY, c.ApproveRelief, *BY_CASH, *END),
    "general, of a known status": (c.RecordKnownStatus, *GENERAL, c.ApproveRelief, *BANK, *END),
    "at once, by bank": (*INTAKE, c.ApproveSmallRelief, c.FileForRecord, *BANK, *END),
    "at once, cash": (*INTAKE, c.ApproveSmallRelief, c.FileForRecord, *BY_CASH, *END),
    "delegated, by bank": (*DELEGATED, *BY_BANK_AGAIN, c.Countersign, *END),
    "delegated, cash": (*DELEGATED, *BY_CASH, c.Countersign, *END),
    "delegated, cash released": (*DELEGATED, *RELEASED, *BY_CASH, c.Countersign, *END),
    "delegated, goods released": (*DELEGATED, *RELEASED, *BY_GOODS, c.Countersign, *END),
    "delegated, not countersigned": (*DELEGATED, *BANK, c.RefuseCountersignature, *END),
}
"""Every course from the counter to the archive, with each way of paying."""

VISITORS = PACK.count("visitors_min", MONDAY)
ALONE = frozenset({c.ReportSpotCheck, c.ReportCountyVerification})
"""Visits on which officers go with officers; at the village, a helper is the second person."""


@dataclass(frozen=True)
class Part:
    """What one human does: a command, or going along on one."""

    command: type[c.Command]
    level: int
    number: int = 0

    @property
    def deed(self) -> Deed | None:
        """The deed it leaves in the case."""
        return DEEDS.get(self.command)


def parts(course: Course) -> Iterator[tuple[Part, ...]]:
    """The course divided between township and county in every way the powers allow.

    Whoever did something may do it again: a command that comes twice is one part.
    """
    once = tuple(dict.fromkeys(course))
    levels = [sorted({LEVEL[p] for p in POWERS[k].posts if p in LEVEL}) for k in once]
    for chosen in product(*levels):
        yield tuple(
            Part(command, level, number)
            for command, level in zip(once, chosen, strict=True)
            for number in range(VISITORS if command in ALONE else 1)
        )


def clash(one: Part, other: Part) -> bool:
    """Whether two parts need two people."""
    if one.command is other.command and one.number != other.number:
        return True
    if one.deed is None or other.deed is None:
        return False
    for command, deed in ((one.command, other.deed), (other.command, one.deed)):
        if deed in TOGETHER.get(command, NOTHING) or deed in SHORT_HANDED.get(command, NOTHING):
            return False
        if deed in RULES[command].about:
            return True
    return frozenset({one.deed, other.deed}) in APART


def people(those: tuple[Part, ...]) -> int:
    """The fewest who can do these parts between them."""

    def fits(left: tuple[Part, ...], hands: list[list[Part]], most: int) -> bool:
        if not left:
            return True
        part, rest = left[0], left[1:]
        for hand in hands:
            if not any(clash(part, other) for other in hand):
                hand.append(part)
                if fits(rest, hands, most):
                    return True
                hand.remove(part)
        if len(hands) == most:
            return False
        return fits(rest, [*hands, [part]], most)

    doing = tuple(part for part in those if part.deed is not None)
    return next((n for n in range(1, 12) if fits(doing, [], n)), 12)


def fewest(course: Course) -> tuple[int, int]:
    """Humans at the township and at the county, dividing the course as well as can be."""
    return min(
        tuple(people(tuple(x for x in way if x.level == level)) for level in (TOWNSHIP, COUNTY))
        for way in parts(course)
    )  # type: ignore[return-value]


@pytest.mark.article("18", "19", "30")
@pytest.mark.parametrize("course", COURSES.values(), ids=COURSES)
def test_a_whole_course_needs_no_more_people_than_offices_have(course: Course) -> None:
    """Two at a township, five at a county (18, 19, 30): a duty that raises it fails here."""
    township, county = fewest(course)
    assert township <= NEEDED[TOWNSHIP] == 2
    assert county <= NEEDED[COUNTY] == 5


@pytest.mark.article("18.1.1", "30")
def test_fewer_would_not_do() -> None:
    """Two sign (18.1.1); two look, one decides and another pays (30)."""
    reckoned = [fewest(course) for course in COURSES.values()]
    assert max(township for township, _ in reckoned) == 2
    assert max(county for _, county in reckoned) >= 4


def test_every_deed_is_in_some_course() -> None:
    """A command that leaves a hand in the case is counted, also one that is new."""
    assert set(DEEDS) <= {command for course in COURSES.values() for command in course}


def test_a_row_that_keeps_one_more_apart_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reckoning reads the table itself."""
    more = APART | {
        frozenset({Deed.VISITED, Deed.SIGNED}),
        frozenset({Deed.VISITED, Deed.EXAMINED}),
    }
    monkeypatch.setitem(globals(), "APART", more)
    assert fewest(COURSES["general, by bank"])[0] == 3


def test_levels_are_those_of_the_posts() -> None:
    """Whoever pays sits in the county; whoever visits in the township."""
    assert (LEVEL[Post.FINANCE], LEVEL[Post.CASEWORKER]) == (COUNTY, TOWNSHIP)

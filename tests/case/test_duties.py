"""第十八、三十条: who did one thing in a case may not do another. Every entry of the table."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.case.authority import ADMINISTRATORS, Officer, Post, authorise
from domain.case.decision import facts as e
from domain.case.state import Case
from domain.case.table import DEEDS, SEPARATE
from domain.ground.duties import APART, Deed, Hands
from domain.ground.refusal import Code
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given
from tests.case.words import MONDAY, About, at_home, yuan
from tests.support import commands as c

X = p.SAME
IN_TOWNSHIP, IN_COUNTY = p.BOTH_SIDES

Start = Callable[[], j.Journey]


def visited(urgent: bool = False) -> j.Journey:
    """X went along on the home visit."""
    start = j.urgent_accepted(world=j.with_delegation()) if urgent else j.accepted()
    start.go(c.ReportMeansCheck, c.RecordCircumstances)
    return start.go(c.RecordHomeVisit, visitors=("other", X))


def signed(urgent: bool = False) -> j.Journey:
    """X signed the opinion."""
    start = j.urgent_accepted(world=j.with_delegation()) if urgent else j.accepted()
    return j.inquired(start).go(c.SignOpinion, by=IN_TOWNSHIP)


def examined(start: j.Journey, by_x: bool = False) -> j.Journey:
    """The leader signed: X, or somebody else."""
    at = start if start.case.hands.signed else start.go(c.SignOpinion)
    return at.go(c.CompleteExamination, by=IN_TOWNSHIP if by_x else p.LEADER)


def up(start: j.Journey) -> j.Journey:
    """To the county's desk, through the notice where one is needed."""
    if start.case.urgent_kind is None:
        start.go(c.PostPublicNotice).on(start.about.day + timedelta(days=8)).go(c.EndPublicNotice)
    return start.go(c.SubmitForApproval, c.ReceiveAtCounty)


def looked(start: j.Journey) -> j.Journey:
    """The county looked for itself."""
    urgent = start.case.urgent_kind is not None
    return start.go(c.ReportCountyVerification if urgent else c.ReportSpotCheck)


def checked() -> j.Journey:
    """X made the spot check for the county."""
    return j.drawn().go(c.ReportSpotCheck, by=IN_COUNTY)


def accompanied() -> j.Journey:
    """X only went along on the spot check."""
    return j.drawn().go(c.ReportSpotCheck, visitors=(X, "other"))


def delegated(start: j.Journey, by_x: bool = False) -> j.Journey:
    """Approved under delegation, by X or by somebody else, and filed."""
    approving = IN_TOWNSHIP if by_x else p.SECOND_LEADER
    return start.go(c.ApproveUnderDelegation, by=approving).go(c.FileForRecord)


def county_approved_by_x() -> j.Journey:
    """X approved for the county."""
    return j.under_county().go(c.ApproveRelief, by=IN_COUNTY)


def looked_for_the_county_by_x() -> j.Journey:
    """A history in which X verified for the county what the township then approved itself."""
    at = j.urgent_examined()
    verified = e.CountyVerified(
        on=MONDAY, visitors=(X, "other"), confirmed=True, findings=p.secret("属实")
    )
    given(at, verified)
    return delegated(at)


PAYER = p.officer(X, p.COUNTY, Post.FINANCE)


def ordered_by_x() -> j.Journey:
    """X ordered the payment."""
    return j.approved().go(c.InstructPayment, by=PAYER)


def failed_by_x() -> j.Journey:
    """X reported that the bank sent it back, and the account was put right."""
    return j.corrected(j.ordered().go(c.ReportPaymentFailure, by=PAYER))


def asked_by_x() -> j.Journey:
    """X asked for another account."""
    return j.approved().go(c.CorrectPaymentAccount, by=PAYER)


def agreed_by_x() -> j.Journey:
    """X agreed to the account somebody else had asked for."""
    return j.asked_for().go(c.ConfirmAccountCorrection, by=PAYER)


def failed_after_order_of_x() -> j.Journey:
    """X ordered, the bank sent it back, somebody asks for another account."""
    return j.asked_for(ordered_by_x().go(c.ReportPaymentFailure))


CLASHES: tuple[tuple[type[c.Command], str, Start], ...] = (
    (c.CompleteExamination, "signed", signed),
    (c.ReportSpotCheck, "visited", lambda: up(examined(visited()))),
    (c.ReportSpotCheck, "signed", lambda: up(examined(signed()))),
    (c.ReportSpotCheck, "examined", lambda: up(examined(j.signed(), by_x=True))),
    (c.ReportCountyVerification, "visited", lambda: up(examined(visited(True)))),
    (c.ReportCountyVerification, "signed", lambda: up(examined(signed(True)))),
    (
        c.ReportCountyVerification,
        "examined",
        lambda: up(examined(j.signed(j.urgent_accepted()), by_x=True)),
    ),
    *(
        (command, deed, start)
        for command in (c.ApproveRelief, c.RefuseRelief)
        for deed, start in (
            ("visited", lambda: looked(up(examined(visited())))),
            ("signed", lambda: looked(up(examined(signed())))),
            ("examined", lambda: looked(up(examined(j.signed(), by_x=True)))),
            ("checked", checked),
            ("checked", accompanied),
        )
    ),
    (c.ApproveUnderDelegation, "visited", lambda: examined(visited(True))),
    (c.ApproveUnderDelegation, "signed", lambda: examined(signed(True))),
    *(
        (command, deed, start)
        for command in (c.Countersign, c.RefuseCountersignature)
        for deed, start in (
            ("approved", lambda: delegated(j.urgent_examined(), by_x=True)),
            ("checked", looked_for_the_county_by_x),
            ("visited", lambda: delegated(examined(visited(True)))),
            ("signed", lambda: delegated(examined(signed(True)))),
            (
                "examined",
                lambda: delegated(
                    examined(j.signed(j.urgent_accepted(world=j.with_delegation())), by_x=True)
                ),
            ),
        )
    ),
    (c.InstructPayment, "approved", county_approved_by_x),
    (c.ConfirmPayment, "ordered", lambda: ordered_by_x()),
    (c.ReportPaymentFailure, "ordered", lambda: ordered_by_x()),
    (c.InstructPayment, "answered", lambda: failed_by_x()),
    (c.RecordPaymentReturn, "ordered", lambda: ordered_by_x().go(c.ConfirmPayment)),
    (
        c.InstructPayment,
        "answered",
        lambda: j.corrected(j.paid().go(c.RecordPaymentReturn, by=PAYER)),
    ),
    (c.TakeBack, "handed", lambda: j.approved().go(c.PayCash, by=PAYER)),
    (c.PayCash, "released", lambda: j.handed_over().go(c.TakeBack, by=PAYER)),
    (c.ConfirmAccountCorrection, "asked", lambda: asked_by_x()),
    (c.RejectAccountCorrection, "asked", lambda: asked_by_x()),
    (c.InstructPayment, "asked", lambda: asked_by_x().go(c.ConfirmAccountCorrection)),
    (c.InstructPayment, "agreed", lambda: agreed_by_x()),
    (c.ConfirmAccountCorrection, "ordered", lambda: failed_after_order_of_x()),
    (c.PayCash, "approved", county_approved_by_x),
    (c.DeliverGoods, "approved", county_approved_by_x),
    (c.PayCash, "approved", lambda: delegated(j.urgent_examined(), by_x=True)),
    (c.DeliverGoods, "approved", lambda: delegated(j.urgent_examined(), by_x=True)),
)


@pytest.mark.article("30")
@pytest.mark.parametrize(("command", "deed", "start"), CLASHES)
def test_who_did_one_thing_may_not_do_the_other(
    command: type[c.Command], deed: str, start: Start
) -> None:
    """The refusal says what the officer did before, whatever posts they hold (A30)."""
    journey = start()
    township = command in {c.CompleteExamination, c.ApproveUnderDelegation}
    cash = command in {c.PayCash, c.DeliverGoods} and journey.case.approval.delegated  # type: ignore[union-attr]
    story = given(journey).when(command, IN_TOWNSHIP if township or cash else IN_COUNTY)
    story.then_refused(Code.DUTIES_NOT_SEPARATE, article="30")
    assert story.reasons[0].facts == {"did": deed}


@pytest.mark.parametrize(("command", "deed"), [(x, d) for x, row in SEPARATE.items() for d in row])
def test_every_entry_of_the_table_keeps_one_person_out(
    command: type[c.Command], deed: Deed
) -> None:
    """No duty is separate on paper only, not even where the usual course never gets there."""
    everything = Officer(X, frozenset(Post) - ADMINISTRATORS, at_home(command).division)
    hands = Hands(**{deed.value: frozenset({"other", X})})
    words = j.Journey().words(command)
    refused = authorise(words, everything, p.TOWNSHIP, Case(hands=hands), MONDAY)
    assert isinstance(refused, tuple)
    assert [(r.code, r.facts) for r in refused] == [(Code.DUTIES_NOT_SEPARATE, {"did": deed.value})]


def test_the_table_says_the_same_in_both_directions() -> None:
    """Whichever of two deeds comes first, the other is closed, save what a delegation joins."""
    for command, own in DEEDS.items():
        for deed in set(Deed) - set(SEPARATE[command]):
            joined = (command, deed) == (c.ApproveUnderDelegation, Deed.EXAMINED)
            assert frozenset({own, deed}) not in APART or joined


@pytest.mark.article("18", "30")
def test_what_the_law_keeps_apart_is_in_the_table() -> None:
    """Who visited does not approve; two sign; approver, checker and payer are three (A18, A30)."""
    pairs = {
        ("visited", "approved"),
        ("recorded", "approved"),
        ("signed", "examined"),
        ("checked", "approved"),
        *(
            (county, money)
            for county in ("checked", "approved", "countersigned")
            for money in ("asked", "agreed", "ordered", "answered", "released", "handed")
        ),
        ("asked", "agreed"),
        ("ordered", "answered"),
        ("asked", "ordered"),
        ("agreed", "ordered"),
        ("visited", "handed"),
        ("recorded", "handed"),
        ("signed", "handed"),
        ("examined", "handed"),
        ("released", "handed"),
        ("visited", "checked"),
        ("approved", "countersigned"),
    }
    assert {frozenset(map(Deed, pair)) for pair in pairs} <= APART


def test_the_caseworker_who_visited_may_sign_and_a_leader_who_signed_may_approve_under_delegation() -> (
    None
):
    """What is not in the table is allowed: offices are small."""
    given(lambda: visited()).when(c.SignOpinion, IN_TOWNSHIP)
    story = given(j.urgent_examined).when(c.ApproveUnderDelegation, p.LEADER)
    assert not story.reasons


def test_a_second_caseworker_may_complete_what_another_signed_as_leader() -> None:
    """Persons are kept apart, not posts."""
    story = given(lambda: j.signed()).when(c.CompleteExamination, p.BOTH_TOWNSHIP_POSTS)
    assert not story.reasons


def test_an_approver_of_an_earlier_case_is_free_in_the_next() -> None:
    """Duties are kept apart case by case."""
    world = county_approved_by_x().world
    about = About(case="L-2", amount=yuan(100))
    journey = j.under_county(j.accepted(about, world))
    assert not given(journey).when(c.ApproveRelief, IN_COUNTY).reasons

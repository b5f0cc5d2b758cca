"""移送: a file goes to the township it belongs to, by two hands of two offices, before it is examined."""

from typing import Any

import pytest

from domain.case.authority import Officer
from domain.case.records import Changes
from domain.case.state import OVER
from domain.case.streams import BESIDE
from domain.ground.posts import Post
from domain.ground.refusal import Code, Refused
from domain.ground.streams import Stream
from domain.ground.terms import (
    Again,
    DocumentKind,
    Material,
    MeansCheck,
    Procedure,
    Residence,
    Stage,
)
from domain.registers.roster.state import stream as roster
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY, after
from tests.support import commands as c
from tests.support import facts as e

SECOND = p.officer("other-checker", p.OTHER_COUNTY, Post.COUNTY_CHECKER)
SAME_HAND = p.officer(p.CASEWORKER.id, p.OTHER_TOWNSHIP, Post.CASEWORKER)
"""Who offered the file, and holds a post in the other township as well."""
THERE = {
    post: p.officer(f"other-{post}", p.OTHER_TOWNSHIP[:level], post)
    for post, level in (
        (Post.CASEWORKER, 9),
        (Post.TOWNSHIP_LEADER, 9),
        (Post.COUNTY_CHECKER, 6),
        (Post.APPROVER, 6),
        (Post.FINANCE, 6),
    )
}
"""The officers of the township that takes it over, and of its county."""


LOOKED = (Again.DUPLICATES, Again.AUTHORITY)
"""What is looked at again whatever the other township did."""


def examined_again() -> j.Journey:
    """Examined once, and to be examined again upon a correction."""
    at = j.examined().go(c.CorrectApplication, changes=Changes(left=(p.GESANG.persons[2],)))
    return at.go(c.ConfirmCorrection)


def sent_back() -> j.Journey:
    """The other township did not take it."""
    return j.offered().go(c.SendFileBack)


WRONG: tuple[Wrong, ...] = (
    *empty(j.accepted, c.OfferFile, "reasons", "told"),
    *rows(
        j.accepted,
        c.OfferFile,
        (
            "a township nobody knows",
            Code.DIVISION_UNKNOWN,
            "3",
            "township",
            {"township": "540104999"},
        ),
        ("the township it is in", Code.FIELD_INVALID, "15", "township", {"township": p.TOWNSHIP}),
        ("another city", Code.FIELD_INVALID, "15", "township", {"township": "650102002"}),
    ),
    *rows(j.examined, c.OfferFile, ("once it is examined", Code.OUT_OF_ORDER, "27", None)),
    *rows(
        examined_again,
        c.OfferFile,
        ("what was examined once", Code.TRANSFER_TOO_LATE, "27", None),
    ),
    *rows(
        j.offered,
        c.OfferFile,
        ("to one township at a time", Code.TRANSFER_PENDING, "27", None),
    ),
    *empty(j.offered, c.TakeOverFile, "village"),
    *rows(
        j.offered,
        c.TakeOverFile,
        (
            "the family lives nowhere",
            Code.DIVISION_UNKNOWN,
            "3",
            "lives_in",
            {"lives_in": "540104999"},
        ),
        (
            "it does not belong there either",
            Code.NOT_RESIDENT,
            "15",
            "residence",
            {"residence": Residence.NEITHER},
        ),
        (
            "the township that offered it",
            Code.NOT_THE_RECEIVER,
            "15",
            None,
            {"officer": p.LEADER},
        ),
        ("who offered it", Code.DUTIES_NOT_SEPARATE, "30", None, {"officer": SAME_HAND}),
    ),
    *rows(
        lambda: j.accepted().go(c.OfferFile, township=p.SEAT_UNKNOWN),
        c.TakeOverFile,
        (
            "nobody says whether it lives in the seat",
            Code.FIELD_MISSING,
            "18.2.2",
            "lives_in_seat",
            {
                "lives_in": p.SEAT_UNKNOWN,
                "lives_in_seat": None,
                "officer": p.officer("in-the-city", p.SEAT_UNKNOWN, Post.CASEWORKER),
            },
        ),
    ),
    *rows(
        sent_back,
        c.TakeOverFile,
        ("it was sent back", Code.OUT_OF_JURISDICTION, "15", None),
        ("by whoever has it", Code.TRANSFER_UNKNOWN, "27", None, {"officer": p.LEADER}),
    ),
    *rows(
        j.taken_over,
        c.TakeOverFile,
        (
            "it was taken over already",
            Code.TRANSFER_UNKNOWN,
            "27",
            None,
            {"officer": p.OTHER_LEADER},
        ),
    ),
    *empty(j.offered, c.SendFileBack, "reasons"),
    *rows(
        j.taken_over,
        c.SendFileBack,
        ("once it was taken over", Code.TRANSFER_UNKNOWN, "27", None, {"officer": p.OTHER_LEADER}),
    ),
    *rows(
        lambda: j.offered(j.signed()).go(c.CompleteExamination),
        c.TakeOverFile,
        ("an offer falls with the examination", Code.OUT_OF_JURISDICTION, "15", None),
    ),
)


@pytest.mark.article("15", "27")
@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_keeps_a_file_from_being_handed_on(case: Wrong) -> None:
    """Each refusal with its own reason, and nothing changed."""
    case.holds()


def test_a_file_taken_over_is_the_other_townships_and_begins_at_its_counter() -> None:
    """Number and day stay; what was accepted, seen and found out is looked at again."""
    story = given(lambda: j.offered(j.signed())).when(c.TakeOverFile, day=after(1))
    again = (*LOOKED, Again.HOME_VISIT, Again.CIRCUMSTANCES, Again.OPINION)
    story.then(
        like(
            e.FileTakenOver,
            origin=p.TOWNSHIP,
            township=p.OTHER_TOWNSHIP,
            ground=e.TransferGround.MOVED,
            again=again,
            awaited=False,
        )
    )
    case = story.journey.case
    assert (case.id, case.asked.on, case.stage) == ("L-1", MONDAY, Stage.RECEIVED)
    assert (case.asked.township, case.asked.village) == (p.OTHER_TOWNSHIP, "云杉村")
    assert case.asked.residence is Residence.LOCAL and not case.asked.lives_in_seat
    assert (case.pack, case.procedure, case.accepted_on) == (None, None, None)
    assert (case.known, case.examination, case.inquiry.visited_on) == (None, None, None)
    assert case.inquiry.means_check is MeansCheck.CONSISTENT
    assert [(one.township, one.until) for one in case.formerly] == [(p.TOWNSHIP, case.version)]


def test_the_new_county_decides_and_pays() -> None:
    """From acceptance to payment by its officers; the old ones have no say at any step."""
    story = given(j.taken_over)
    caseworker, leader, checker, approver, finance = THERE.values()
    steps: tuple[tuple[type[c.Command], Officer], ...] = (
        (c.AcceptApplication, caseworker),
        (c.RecordHomeVisit, caseworker),
        (c.ReportMeansCheck, caseworker),
        (c.RecordCircumstances, caseworker),
        (c.SignOpinion, caseworker),
        (c.CompleteExamination, leader),
        (c.PostPublicNotice, caseworker),
    )
    register = p.register(*THERE.values(), SECOND, p.RECEIVER, p.CASEWORKER, p.LEADER)
    story.journey.world = story.journey.world.staffed(register)
    for command, officer in steps:
        old = p.CASEWORKER if officer is caseworker else p.LEADER
        visiting = command is c.RecordHomeVisit
        changes: dict[str, Any] = {"visitors": (officer.id,)} if visiting else {}
        story.when(command, old, **changes).then_refused(Code.TAKEN_OVER, article=None)
        story.when(command, officer, **changes)
        assert not isinstance(story.last, Refused), story.last
    at = story.journey.on(j.after_notice(story.journey))
    at.go(c.EndPublicNotice, by=caseworker).go(c.SubmitForApproval, by=leader)
    at.go(c.ReceiveAtCounty, by=checker)
    assert roster(p.OTHER_COUNTY) in at.world.rosters
    assert roster(p.COUNTY) not in at.world.rosters
    if at.case.county.spot_check:
        at.go(c.ReportSpotCheck, by=checker, visitors=(checker.id, SECOND.id))
    at.go(c.ApproveRelief, by=approver).go(c.InstructPayment, by=finance)
    assert at.stage is Stage.APPROVED


def test_until_it_is_taken_the_old_office_keeps_the_duty() -> None:
    """It may go on; the other one may do nothing but answer."""
    story = given(j.offered)
    story.when(c.ReportMeansCheck, p.RECEIVER).then_refused(Code.NOT_TAKEN_OVER, article="18.1.1")
    story.when(c.ReportMeansCheck).then(e.MeansCheckReported)


def test_what_is_sent_back_stays_and_may_be_offered_once_more() -> None:
    """Each offer has its number and its answer."""
    story = given(j.offered).when(c.SendFileBack)
    story.then(like(e.FileSentBack, number=1))
    assert (story.journey.case.asked.township, story.journey.case.offer) == (p.TOWNSHIP, None)
    story.when(c.SendFileBack, p.RECEIVER).then_refused(Code.OUT_OF_JURISDICTION)
    story.when(c.OfferFile).then(like(e.FileOffered, number=2))
    story.when(c.TakeOverFile, p.OTHER_LEADER).then(like(e.FileTakenOver, number=2))


def test_a_file_may_come_home_again() -> None:
    """By other hands than offered it: who had it in between has it no more."""
    story = given(j.taken_over)
    story.when(c.OfferFile, p.OTHER_LEADER, township=p.TOWNSHIP).then(e.FileOffered)
    home: dict[str, Any] = {"lives_in": p.TOWNSHIP, "lives_in_seat": None}
    story.when(c.TakeOverFile, p.LEADER, **home).then(e.FileTakenOver)
    case = story.journey.case
    assert case.asked.township == p.TOWNSHIP
    assert [one.township for one in case.formerly] == [p.TOWNSHIP, p.OTHER_TOWNSHIP]
    story.when(c.AcceptApplication, p.RECEIVER).then_refused(Code.TAKEN_OVER)
    story.when(c.AcceptApplication).then(e.ApplicationAccepted)


def test_papers_the_family_was_told_of_are_handed_in_at_the_other_counter() -> None:
    """It is not told twice, and its days go on."""
    story = given(lambda: j.offered(j.notified())).when(c.TakeOverFile)
    story.then(like(e.FileTakenOver, awaited=True, again=(*LOOKED, Again.PAPERS)))
    at = story.journey
    assert at.stage is Stage.SUPPLEMENT_REQUESTED
    assert "supplement" in at.world.limits("L-1")
    story.when(c.ReceiveSupplement, p.RECEIVER).then(e.SupplementReceived)
    story.when(c.AcceptApplication, p.OTHER_LEADER).then_refused(Code.POST_NOT_COMPETENT)
    story.when(c.AcceptApplication, p.RECEIVER).then(e.ApplicationAccepted)


def test_a_permit_there_asks_for_proof_of_the_home_county() -> None:
    """What it belongs there by decides which papers it needs (16/2); they may follow."""
    story = given(j.offered).when(c.TakeOverFile, residence=Residence.PERMIT)
    story.then(like(e.FileTakenOver, again=(*LOOKED, Again.PAPERS)))
    story.when(c.AcceptApplication, p.RECEIVER).then_refused(Code.MATERIALS_MISSING)
    owed: dict[str, Any] = {"outstanding": (Material.ORIGIN_PROOF,)}
    story.when(c.AcceptApplication, p.RECEIVER, **owed).then(e.ApplicationAccepted)


def test_urgency_is_found_again_where_the_family_lives() -> None:
    """One office's finding binds no other; the case is accepted there as urgent all the same."""
    story = given(lambda: j.offered(j.urgent_accepted())).when(c.TakeOverFile)
    story.then(like(e.FileTakenOver, again=(*LOOKED, Again.URGENCY)))
    urgent: dict[str, Any] = {"procedure": Procedure.URGENT}
    story.when(c.AcceptApplication, p.RECEIVER, **urgent).then_refused(Code.NOT_URGENT)
    story.when(c.EstablishUrgency, p.RECEIVER).then(e.UrgencyEstablished)
    story.when(c.AcceptApplication, p.RECEIVER, **urgent).then(e.ApplicationAccepted)
    case = story.journey.case
    named = {
        stream
        for kind in (Stream.DELEGATIONS, Stream.ROSTER)
        for stream in BESIDE[kind](c.Command(case="L-1"), case)
    }
    assert all(stream.endswith(p.OTHER_COUNTY) for stream in named) and len(named) == 2


@pytest.mark.parametrize("ending", [c.WithdrawApplication, c.HandToCompetent])
def test_an_offer_falls_where_the_case_ends(ending: type[c.Command]) -> None:
    """Nobody may take over what is over."""
    story = given(lambda: j.offered(j.received())).when(ending)
    assert story.journey.stage in OVER and story.journey.case.receiver is None
    story.when(c.TakeOverFile).then_refused(Code.OUT_OF_JURISDICTION)


def test_what_the_old_office_issued_is_served_by_the_one_that_has_the_file() -> None:
    """Papers go with it; nobody else's are served by it."""
    story = given(j.taken_over)
    served: dict[str, Any] = {"document": DocumentKind.ACCEPTANCE}
    story.when(c.ServeDocument, p.CASEWORKER, **served).then_refused(Code.TAKEN_OVER)
    story.when(c.ServeDocument, p.RECEIVER, **served).then(e.DocumentServed)
    story.when(c.ServeDocument, p.RECEIVER, document=DocumentKind.TRANSFER).then(e.DocumentServed)

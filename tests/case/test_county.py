"""第十八条: the file goes up, is received and drawn, verified in urgency, sent back."""

from itertools import count
from typing import Any

import pytest

from domain.account.events import GrantCharged
from domain.case.authority import Officer
from domain.ground.refusal import Code
from domain.ground.terms import Course, Doubt, Ground, MeansCheck, Opinion, Procedure, Stage
from domain.registers.roster import state as sampling
from domain.registers.roster.facts import CaseCountedForSpotCheck
from relief.entropy import SeededEntropy
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY, About, after, yuan
from tests.case.world import Entry
from tests.support import commands as c
from tests.support import facts as e


def half_examined() -> j.Journey:
    """A history in which only the caseworker ever signed, and the file came back all the same."""
    journey = j.signed()
    given(
        journey,
        e.SubmittedForApproval(
            on=MONDAY, opinion=Opinion.POSITIVE, recommended=yuan(1800), files=("x",)
        ),
        e.ReceivedByCounty(on=MONDAY, course=Course.GENERAL),
        e.ReturnedForReexamination(on=MONDAY, reasons=p.secret("缺签字")),
    )
    return journey


def raised() -> j.Journey:
    """Sent back, then signed for more than the notice had shown."""
    return j.returned().go(c.SignOpinion, recommended=yuan(2500)).go(c.CompleteExamination)


def spot_check(confirmed: bool) -> j.Journey:
    """The drawn case was visited, with this outcome."""
    return j.drawn().go(c.ReportSpotCheck, confirmed=confirmed)


def verification(confirmed: bool) -> j.Journey:
    """The urgent case was verified, with this outcome."""
    return j.urgent_at_county().go(c.ReportCountyVerification, confirmed=confirmed)


OTHERS: dict[str, Any] = {"visitors": ("co-c", "co-d"), "again": p.secret("该户申请复核")}
"""Others look a second time, and say why."""
SECOND = tuple(
    (start, command, *row)
    for start, command, article in (
        (lambda: spot_check(False), c.ReportSpotCheck, "18.1.2"),
        (lambda: verification(False), c.ReportCountyVerification, "18.2.2"),
    )
    for row in (
        (Code.FIELD_MISSING, article, p.AGAIN[0], {**OTHERS, "again": None}),
        (Code.DUTIES_NOT_SEPARATE, "30", p.CHECKER, OTHERS),
        (Code.DUTIES_NOT_SEPARATE, "30", p.AGAIN[0], {**OTHERS, "visitors": ("co-c", "co-a")}),
    )
)


@pytest.mark.article("18.1.2", "18.2.2", "30")
@pytest.mark.parametrize(("start", "command", "code", "article", "who", "words"), SECOND)
def test_a_second_result_is_of_others_and_has_its_reason(
    start: j.Start, command: type[c.Command], code: Code, article: str, who: Officer, words: Any
) -> None:
    """What one checker could not confirm the same checker does not confirm after all."""
    given(start).when(command, who, **words).then_refused(code, article=article)


@pytest.mark.article("18.1.2", "18.2.2")
@pytest.mark.parametrize(
    ("start", "ground"),
    [
        (lambda: spot_check(False), Ground.NOT_CONFIRMED),
        (lambda: verification(False), Ground.NOT_VERIFIED),
    ],
)
def test_what_the_county_could_not_confirm_has_its_own_ground_of_refusal(
    start: j.Start, ground: Ground
) -> None:
    """Also where the file was sent back before; where it was confirmed it is no ground."""
    story = given(start).when(c.RefuseRelief, ground=ground, evidence=())
    story.then(like(e.ReliefRefused, ground=ground))


@pytest.mark.parametrize(
    ("start", "ground", "article"),
    [
        (lambda: spot_check(True), Ground.NOT_CONFIRMED, "18.1.2"),
        (lambda: spot_check(False), Ground.NOT_VERIFIED, "18.2.2"),
        (lambda: verification(True), Ground.NOT_VERIFIED, "18.2.2"),
    ],
)
def test_what_was_confirmed_is_not_refused_for_that(
    start: j.Start, ground: Ground, article: str
) -> None:
    """Each ground is of the look that was made."""
    story = given(start).when(c.RefuseRelief, ground=ground, evidence=())
    story.then_refused(Code.GROUND_NOT_BORNE_OUT, article=article, about="ground")


def back(at: j.Journey) -> j.Journey:
    """Returned to the township and received by the county again."""
    return at.go(c.ReturnForReexamination, c.SubmitForApproval, c.ReceiveAtCounty)


TOWNSHIP_HANDS = (p.CASEWORKER.id, p.LEADER.id)
"""Who visited, signed and completed in every journey."""

NOT_INDEPENDENT = tuple(
    (f"{command.__name__} without {one}", Code.DUTIES_NOT_SEPARATE, "30", "visitors", words)
    for command in (c.ReportSpotCheck, c.ReportCountyVerification)
    for one in TOWNSHIP_HANDS
    for words in ({"visitors": ("co-a", "co-b", one)},)
)
"""The county's visitors are its own, however many go."""

WRONG: tuple[Wrong, ...] = (
    *rows(j.drawn, c.ReportSpotCheck, *NOT_INDEPENDENT[:2]),
    *rows(j.urgent_at_county, c.ReportCountyVerification, *NOT_INDEPENDENT[2:]),
    *rows(
        lambda: spot_check(False),
        c.ApproveRelief,
        ("a visit that did not confirm", Code.CHECK_NOT_CONFIRMED, "18.1.2", None),
    ),
    *rows(
        lambda: verification(False),
        c.ApproveRelief,
        ("a verification that did not confirm", Code.CHECK_NOT_CONFIRMED, "18.2.2", None),
    ),
    *rows(
        lambda: back(spot_check(False)),
        c.ApproveRelief,
        ("after a return the county looks again", Code.CHECK_NOT_CONFIRMED, "18.1.2", None),
    ),
    *rows(
        lambda: back(verification(True)),
        c.ApproveRelief,
        ("a new urgent file is verified anew", Code.VERIFICATION_PENDING, "18.2.2", None),
    ),
    *empty(j.cleared, c.SubmitForApproval, "files"),
    *rows(
        j.examined,
        c.SubmitForApproval,
        ("no file goes up unposted", Code.NOTICE_MISSING, "18.1.1", None),
    ),
    *rows(
        raised,
        c.SubmitForApproval,
        ("more than was shown is posted anew", Code.ABOVE_NOTICED_AMOUNT, "18.1.1", "recommended"),
    ),
    *empty(j.submitted, c.ReceiveAtCounty, "seed"),
    *rows(
        lambda: j.examined_negative().go(c.SubmitForApproval, c.ReceiveAtCounty),
        c.ReportSpotCheck,
        ("a visit is made by two", Code.FIELD_INVALID, None, "visitors", {"visitors": ("co-a",)}),
    ),
    *rows(
        j.urgent_at_county,
        c.ReportSpotCheck,
        ("only drawn cases report a spot check", Code.SPOT_CHECK_NOT_SELECTED, "18.1.2", None),
    ),
    *rows(
        j.drawn,
        c.ReportCountyVerification,
        ("the county verifies urgent cases itself", Code.NOT_URGENT, "18.2.2", None),
    ),
    *rows(
        j.urgent_at_county,
        c.ReportCountyVerification,
        (
            "a verification is made by two",
            Code.FIELD_INVALID,
            None,
            "visitors",
            {"visitors": ("co-a", "co-a")},
        ),
    ),
    *rows(
        lambda: j.returned().go(c.SubmitForApproval, c.ReceiveAtCounty),
        c.ReturnForReexamination,
        ("a file is sent back once", Code.RETURNED_ALREADY, "18.1.2", None),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_the_way_to_the_county_refuses_what_the_law_does_not_allow(case: Wrong) -> None:
    """Each guard and check on the way up says its code, article and field, and leaves no trace."""
    case.holds()


@pytest.mark.article("18.1.1")
def test_a_file_never_goes_up_without_both_signatures_whatever_history_says() -> None:
    """The gate reads the signatures themselves, not only the stage (A18.1.1)."""
    given(half_examined).when(c.SubmitForApproval).then_refused(
        Code.INQUIRY_INCOMPLETE, Code.NOTICE_MISSING, article="18.1.1"
    )


@pytest.mark.article("18.1.1", "18.1.2")
def test_the_file_goes_up_after_the_notice_and_the_county_clock_starts_on_receipt() -> None:
    """报批、收件: the first case a county receives is drawn for a visit (A18.1.1, A18.1.2)."""
    story = (
        given(j.cleared)
        .when(c.SubmitForApproval)
        .then(
            e.SubmittedForApproval(
                on=after(8), opinion=Opinion.POSITIVE, recommended=yuan(1800), files=("审批表",)
            )
        )
    )
    story.when(c.ReceiveAtCounty, day=after(9)).then(
        e.ReceivedByCounty(on=after(9), course=Course.GENERAL),
        like(CaseCountedForSpotCheck, received=1, selected=1, chosen=True, case="L-1"),
        like(e.SpotCheckSelected, on=after(9), sequence=1),
    )
    story.when(c.ReportSpotCheck).then(like(e.SpotCheckReported, confirmed=True))
    assert story.journey.case.hands.checked == {"co-a", "co-b", p.CHECKER.id}


def test_a_negative_opinion_goes_up_without_a_notice() -> None:
    """Only the county refuses; the township sends its negative opinion (AMB-27)."""
    given(j.examined_negative).when(c.SubmitForApproval).then(
        like(e.SubmittedForApproval, opinion=Opinion.NEGATIVE)
    )


@pytest.mark.article("18.2.2")
@pytest.mark.parametrize(
    ("township", "course"), [(p.TOWNSHIP, Course.URGENT_OTHER), (p.SEAT, Course.URGENT_SEAT)]
)
def test_urgent_files_are_received_on_the_course_of_the_home_and_are_not_drawn(
    township: str, course: Course
) -> None:
    """The county seat's residents are decided the same day; urgent cases are visited anyway (A18.2.2)."""
    about = About(township=township)
    clerk = p.officer("clerk", township, *p.BOTH_TOWNSHIP_POSTS.posts)
    leader = p.officer("leader", township, *p.LEADER.posts)
    at = j.Journey(about)
    at.go(c.SubmitApplication, c.EstablishUrgency, by=clerk)
    at.go(c.AcceptApplication, by=clerk, procedure=Procedure.URGENT)
    at.go(c.ReportMeansCheck, c.RecordHomeVisit, c.RecordCircumstances, c.SignOpinion, by=clerk)
    at.go(c.CompleteExamination, c.SubmitForApproval, by=leader)
    given(at).when(c.ReceiveAtCounty).then(e.ReceivedByCounty(on=MONDAY, course=course))


@pytest.mark.article("18.2.2")
def test_the_county_verifies_an_urgent_case_itself() -> None:
    """核查工作结束 starts the county's two days (A18.2.2)."""
    story = given(j.urgent_at_county).when(c.ReportCountyVerification, day=after(2))
    story.then(like(e.CountyVerified, on=after(2), confirmed=True))
    assert story.journey.world.limits("L-1")["urgent-decision"].started_on == after(2)


@pytest.mark.article("18.1.2")
@pytest.mark.parametrize(("draw", "visited"), [(999, True), (1000, False)])
def test_one_case_in_ten_is_visited_before_the_share_asks_for_it(draw: int, visited: bool) -> None:
    """年初抽查起点: by chance (10 % of all draws), so that nobody can tell which is next (internal)."""
    at = j.submitted()
    county = sampling.stream(at.case.asked.township[:6])
    drawn = CaseCountedForSpotCheck(
        on=MONDAY, case="L-0", seed="", draw=0, received=20, selected=20, chosen=True
    )
    at.world.record(county, Entry(drawn, p.CHECKER.id, None, MONDAY))
    own = SeededEntropy(1).token(16)
    seed = next(n for n in map(str, count()) if sampling.draw_of(f"{n}|{own}", "L-1") == draw)
    assert at.go(c.ReceiveAtCounty, seed=seed).case.county.spot_check is visited


@pytest.mark.article("18.1.2")
@pytest.mark.parametrize("given_seed", ["", "seed-1"])
def test_whoever_sends_a_seed_does_not_alone_decide_what_is_drawn(given_seed: str) -> None:
    """The office adds chance of its own and keeps the whole, by which the draw is reckoned again."""
    story = given(j.submitted).when(c.ReceiveAtCounty, seed=given_seed)
    assert isinstance(story.last, tuple), story.reasons
    counted = next(one for one in story.last if isinstance(one, CaseCountedForSpotCheck))
    told, _, own = counted.seed.rpartition("|")
    assert told == given_seed and len(own) == 16
    assert counted.draw == sampling.draw_of(counted.seed, "L-1")
    chosen = next(one for one in story.last if isinstance(one, e.SpotCheckSelected))
    assert chosen.seed == counted.seed


def test_a_returned_file_is_put_right_and_goes_up_again_counted_once() -> None:
    """退回: new receipt, new clock, but the same place in the spot-check roster."""
    story = given(j.under_county).when(c.ReturnForReexamination).then(e.ReturnedForReexamination)
    story.when(c.ReportMeansCheck, result=MeansCheck.MISMATCH).then(e.MeansCheckReported)
    story.when(c.ResolveDoubt, doubt=Doubt.MISMATCH).then(e.DoubtResolved)
    story.when(c.RecordHomeVisit).then(e.HomeVisited)
    story.when(c.SignOpinion, recommended=yuan(1500)).then(e.OpinionSigned)
    story.when(c.CompleteExamination).then(e.ApplicationExamined)
    story.when(c.SubmitForApproval).then(like(e.SubmittedForApproval, recommended=yuan(1500)))
    story.when(c.ReceiveAtCounty, day=after(15)).then(
        e.ReceivedByCounty(on=after(15), course=Course.GENERAL)
    )
    assert story.journey.world.limits("L-1")["county-decision"].started_on == after(15)
    story.when(c.ApproveRelief, amount=yuan(1500))
    assert story.journey.stage is Stage.APPROVED


def test_a_returned_file_may_go_up_again_as_it_was() -> None:
    """The township may answer a return without changing the opinion."""
    given(j.returned).when(c.SubmitForApproval).then(e.SubmittedForApproval)


@pytest.mark.article("18.1.2", "18.2.2")
@pytest.mark.parametrize("start", [lambda: spot_check(False), lambda: verification(False)])
def test_what_the_check_did_not_confirm_is_refused_or_sent_back(start: j.Start) -> None:
    """经核查不符合: a ground is found, or the township looks again (A18.1.2, A18.2.2)."""
    given(start()).when(c.RefuseRelief).then(e.ReliefRefused)
    given(start()).when(c.ReturnForReexamination).then(e.ReturnedForReexamination)


def test_a_later_check_that_confirms_opens_the_way_to_relief() -> None:
    """The last look counts, with or without a return in between."""
    at = spot_check(False).go(c.ReportSpotCheck, by=p.AGAIN[0], **OTHERS)
    given(at).when(c.ApproveRelief).then(e.ReliefApproved, *[GrantCharged] * 3)
    again = back(verification(False)).go(c.ReportCountyVerification, by=p.AGAIN[0], **OTHERS)
    given(again).when(c.ApproveRelief).then(e.ReliefApproved, *[GrantCharged] * 3)


def test_a_visit_that_confirmed_is_not_made_twice() -> None:
    """A return for another reason leaves it standing."""
    given(back(spot_check(True))).when(c.ApproveRelief).then(e.ReliefApproved, *[GrantCharged] * 3)


@pytest.mark.article("18.1.2")
def test_more_than_recommended_is_for_a_new_opinion_first() -> None:
    """The county approves up to the two signatures; for more the file goes back (A18.1.2)."""
    at = j.urgent_verified()
    story = given(at).when(c.ApproveRelief, amount=yuan("1800.01"))
    story.then_refused(Code.ABOVE_RECOMMENDED_AMOUNT, article="18", about="amount")
    assert story.reasons[0].facts == {"amount": "1800.01", "most": "1800.00"}
    at.go(c.ReturnForReexamination).go(c.SignOpinion, recommended=yuan("1800.01"))
    at.go(c.CompleteExamination, c.SubmitForApproval, c.ReceiveAtCounty)
    at.go(c.ReportCountyVerification)
    story.when(c.ApproveRelief, amount=yuan("1800.01")).then(
        like(e.ReliefApproved, amount=yuan("1800.01")), *[GrantCharged] * 3
    )


@pytest.mark.article("18")
def test_a_notice_of_more_does_not_cover_more_than_the_new_opinion_recommends() -> None:
    """Posted 1,800, sent back, signed for 1,500: 1,500 is the most (A18)."""
    at = j.returned().go(c.SignOpinion, recommended=yuan(1500)).go(c.CompleteExamination)
    at.go(c.SubmitForApproval, c.ReceiveAtCounty)
    given(at).when(c.ApproveRelief, amount=yuan("1500.01")).then_refused(
        Code.ABOVE_RECOMMENDED_AMOUNT, article="18"
    )

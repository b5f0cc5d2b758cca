"""第十五至十七条: papers, acceptance, and who is sent elsewhere."""

from dataclasses import replace
from datetime import date

import pytest

from domain.case.decide import RULES, cautioned, standing
from domain.case.intake import commands as c
from domain.case.intake import facts as e
from domain.case.intake.facts import Competent
from domain.case.service.commands import ServeDocument
from domain.ground.refusal import Code
from domain.ground.terms import (
    Cause,
    Channel,
    DocumentKind,
    Ending,
    Material,
    Procedure,
    Residence,
    Stage,
)
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY, PAPERS, About, after, application

WRONG_INTAKE: tuple[Wrong, ...] = (
    *empty(j.incomplete, c.NotifyDeficiencies, "document"),
    *rows(
        j.incomplete,
        c.NotifyDeficiencies,
        (
            "not less than is missing is told",
            Code.FIELD_INVALID,
            "16/1",
            "missing",
            {"missing": (Material.LETTER,)},
        ),
        (
            "not more than is missing is told",
            Code.FIELD_INVALID,
            "16/1",
            "missing",
            {"missing": (Material.HARDSHIP_PROOF, Material.LETTER)},
        ),
    ),
    *empty(j.notified, c.ReceiveSupplement, "materials"),
    *rows(
        j.notified,
        c.ReceiveSupplement,
        (
            "a paper the law has no name for is not taken",
            Code.FIELD_INVALID,
            "16/1",
            "materials",
            {"materials": ("herd-certificate",)},
        ),
    ),
    *rows(
        j.accepted,
        c.ReceiveSupplement,
        ("papers nobody waits for are not taken", Code.OUT_OF_ORDER, "16/1", None),
    ),
    *rows(
        j.notified,
        c.LapseApplication,
        (
            "nobody told them",
            Code.DECISION_NOT_SERVED,
            "27",
            None,
            {"day": date(2025, 4, 10)},
        ),
    ),
    *rows(
        lambda: (
            j.notified()
            .on(after(5))
            .go(ServeDocument, document=DocumentKind.DEFICIENCIES, delivered_on=after(5))
        ),
        c.LapseApplication,
        (
            "they have not had it for thirty days",
            Code.LIMIT_NOT_OVER,
            "16/1",
            None,
            {"day": date(2025, 4, 10)},
        ),
    ),
    *rows(
        j.told,
        c.LapseApplication,
        (
            "the thirtieth day still counts",
            Code.LIMIT_NOT_OVER,
            "16/1",
            None,
            {"day": date(2025, 4, 9)},
        ),
    ),
    *rows(
        j.from_elsewhere,
        c.AcceptApplication,
        ("who lives elsewhere is not accepted", Code.NOT_RESIDENT, "15", None),
    ),
    *rows(
        j.incomplete,
        c.AcceptApplication,
        ("no acceptance without the papers", Code.MATERIALS_MISSING, "16/1", "outstanding"),
    ),
    *rows(
        j.received,
        c.AcceptApplication,
        (
            "the urgent procedure needs urgency on record",
            Code.NOT_URGENT,
            "18.2.1",
            "procedure",
            {"procedure": Procedure.URGENT},
        ),
    ),
    *rows(
        j.urgency,
        c.AcceptApplication,
        ("urgency on record asks for the urgent procedure", Code.NOT_URGENT, "18.2.1", "procedure"),
    ),
    *empty(j.received, c.RefuseAcceptance, "document"),
    *rows(
        j.from_elsewhere,
        c.RefuseAcceptance,
        ("who lives elsewhere is handed over, not refused", Code.NOT_RESIDENT, "15", None),
    ),
    *rows(
        j.notified,
        c.AcceptApplication,
        ("papers asked for are still needed", Code.MATERIALS_MISSING, "16/1", "outstanding"),
    ),
    *empty(j.from_elsewhere, c.HandToReliefStation, "station", "slip"),
    *empty(j.received, c.HandToCompetent, "body", "reasons", "slip"),
    *rows(
        j.from_elsewhere,
        c.HandToCompetent,
        (
            "who lives elsewhere goes by the station's own way",
            Code.NOT_RESIDENT,
            "15",
            "competent",
            {"competent": Competent.RELIEF_STATION},
        ),
    ),
    *rows(
        j.signed,
        c.HandToCompetent,
        ("not once an opinion is signed", Code.OUT_OF_ORDER, "8.2", None),
    ),
    *rows(
        j.received,
        c.HandToReliefStation,
        ("residents are not handed to the station", Code.RESIDENT, "15", None),
    ),
)


@pytest.mark.article(
    "7", "15", "16", "16/1", "16.1", "16.2", "16.3", "16.4", "16.5", "16.6", "16.7", "18.2"
)
@pytest.mark.parametrize("case", WRONG_INTAKE, ids=sentence)
def test_acceptance_refuses_what_the_law_does_not_allow(case: Wrong) -> None:
    """Each guard and check up to acceptance says its code, article and field, and leaves no trace."""
    case.holds()


@pytest.mark.article("8.2", "27")
@pytest.mark.parametrize("competent", Competent)
@pytest.mark.parametrize("start", [j.received, j.notified, j.accepted, j.urgent_accepted])
def test_who_comes_under_other_rules_is_handed_to_whoever_is_competent(
    start: j.Start, competent: Competent
) -> None:
    """Vagrants with a local hukou, disasters, emergency treatment: not refused, and no limit is left."""
    story = given(start).when(c.HandToCompetent, competent=competent)
    story.then(like(e.HandedToCompetent, competent=competent))
    case = story.journey.case
    assert (case.stage, case.ending) == (Stage.ENDED, Ending.HANDED_TO_COMPETENT)
    assert not story.journey.world.limits("L-1")


@pytest.mark.article("17")
def test_no_paper_follows_in_the_general_procedure() -> None:
    """It is missing, and may not be named as outstanding either."""
    story = given(j.incomplete).when(c.AcceptApplication, outstanding=(Material.HARDSHIP_PROOF,))
    story.then_refused(Code.MATERIALS_MISSING, Code.FIELD_INVALID)


@pytest.mark.article("16", "16/1", "17")
def test_an_application_without_any_paper_is_registered_and_told_once() -> None:
    """Whatever came, it lies on the counter; all that lacks stands in one notice."""
    story = given(j.Journey).when(c.SubmitApplication, materials=())
    story.then(like(e.ApplicationSubmitted, materials=(), lacking=tuple(sorted(PAPERS))))
    story.when(c.NotifyDeficiencies, missing=PAPERS[1:]).then_refused(Code.FIELD_INVALID)
    story.when(c.NotifyDeficiencies, missing=PAPERS).then(e.DeficienciesNotified)
    story.when(c.ReceiveSupplement, materials=PAPERS).then(e.SupplementReceived)
    story.when(c.AcceptApplication).then(e.ApplicationAccepted)


@pytest.mark.article("17")
def test_an_agent_without_a_telephone_is_registered_and_the_letter_lacks() -> None:
    """Who is entrusted says how to be reached (17): until then the letter is not complete."""
    papers = (*PAPERS, Material.ENTRUSTMENT)
    story = given(j.Journey).when(
        c.SubmitApplication,
        channel=Channel.ON_BEHALF,
        agent=replace(p.AGENT, phone=None),
        materials=papers,
    )
    story.then(like(e.ApplicationSubmitted, lacking=(Material.ENTRUSTMENT,), materials=papers))
    story.when(c.AcceptApplication).then_refused(Code.MATERIALS_MISSING)
    story.when(c.NotifyDeficiencies, missing=(Material.ENTRUSTMENT,)).then(e.DeficienciesNotified)
    story.when(c.ReceiveSupplement, materials=(Material.ENTRUSTMENT,)).then(e.SupplementReceived)
    story.when(c.AcceptApplication).then(e.ApplicationAccepted)


def asked_now(journey: j.Journey) -> tuple[tuple[Code, ...], tuple[Code, ...]]:
    """What stands against an acceptance whatever it says, and what it has to answer for."""
    words = c.AcceptApplication(case="L-1", procedure=Procedure.GENERAL)
    s = journey.world.situation(words, p.CASEWORKER, journey.about.day)
    rule = RULES[c.AcceptApplication]
    return (
        tuple(one.code for one in standing(s, rule)),
        tuple(one.code for one in cautioned(s, rule)),
    )


@pytest.mark.article("16", "17")
def test_why_not_yet_answers_as_the_acceptance_does() -> None:
    """Papers that may not follow forbid it; those that may are what its words must answer for."""
    assert asked_now(j.at(j.received)) == ((), ())
    assert asked_now(j.at(j.incomplete)) == ((Code.MATERIALS_MISSING,), ())
    urgent = j.incomplete().go(c.EstablishUrgency)
    assert asked_now(urgent) == ((), (Code.MATERIALS_MISSING,))


@pytest.mark.article("16.6", "17", "18.2.1")
def test_a_consent_that_follows_is_asked_for_the_same_day() -> None:
    """In urgency the case cannot be signed that day without it: told before it is accepted."""
    without = tuple(one for one in PAPERS if one is not Material.MEANS_CHECK_CONSENT)
    urgent = j.received(materials=without).go(c.EstablishUrgency)
    assert asked_now(urgent) == ((), (Code.MATERIALS_MISSING, Code.CONSENT_DUE_TODAY))


@pytest.mark.article("16")
def test_what_is_missing_is_told_once_and_never_a_second_time() -> None:
    """一次性告知: a second notice is blocked even where something is missing still (A16)."""
    story = (
        given(j.incomplete)
        .when(c.NotifyDeficiencies)
        .then(
            e.DeficienciesNotified(
                on=MONDAY, missing=(Material.HARDSHIP_PROOF,), document="补正告知书 1/L-1"
            )
        )
    )
    story.when(c.ReceiveSupplement).then(
        e.SupplementReceived(on=MONDAY, materials=(Material.HARDSHIP_PROOF,), later=False)
    )
    story.when(c.NotifyDeficiencies).then_refused(Code.NOTIFIED_ALREADY, Code.FIELD_INVALID)
    story.when(c.AcceptApplication).then(e.ApplicationAccepted)


def test_a_notice_of_nothing_is_refused() -> None:
    """A complete application has nothing to be told about."""
    complete = given(j.received)
    complete.when(c.NotifyDeficiencies, missing=()).then_refused(
        Code.NOTHING_TO_DO, Code.FIELD_MISSING
    )
    named = (Material.HARDSHIP_PROOF,)
    complete.when(c.NotifyDeficiencies, missing=named).then_refused(
        Code.NOTHING_TO_DO, Code.FIELD_INVALID, article="16/1"
    )


@pytest.mark.article("16")
def test_papers_may_come_in_several_parts_until_all_that_was_asked_for_is_there() -> None:
    """补正: the first part does not shut the door on the second (A16)."""
    papers = tuple(m for m in PAPERS if m not in {Material.LETTER, Material.HARDSHIP_PROOF})
    story = given(j.received(materials=papers))
    story.when(c.NotifyDeficiencies, missing=(Material.LETTER, Material.HARDSHIP_PROOF))
    story.when(c.ReceiveSupplement, materials=(Material.LETTER,)).then(e.SupplementReceived)
    assert story.at(Stage.SUPPLEMENT_REQUESTED)
    assert "acceptance" not in story.journey.world.limits("L-1")
    story.when(c.ReceiveSupplement).then(e.SupplementReceived)
    assert story.at(Stage.RECEIVED)
    assert "acceptance" in story.journey.world.limits("L-1")
    story.when(c.AcceptApplication).then(e.ApplicationAccepted)


def test_after_thirty_days_without_papers_the_application_lapses_without_prejudice() -> None:
    """9 April 2025 is the thirtieth day, so the tenth is the first on which it may lapse."""
    story = given(j.told).when(c.LapseApplication, p.SWEEP, after(31))
    story.then(e.ApplicationLapsed(on=date(2025, 4, 10)))
    assert story.journey.case.ending is Ending.LAPSED
    assert not story.journey.world.limits("L-1")
    again = application(About(case="L-2"))
    story.when(again).then(e.ApplicationSubmitted)


@pytest.mark.article("17")
def test_in_urgency_the_case_is_accepted_first_and_papers_follow() -> None:
    """容缺受理 with its reason; the paper is ticked off when it comes (A17)."""
    story = (
        given(j.incomplete)
        .when(c.EstablishUrgency)
        .then(like(e.UrgencyEstablished, kind=Cause.FIRE))
    )
    owed = (Material.HARDSHIP_PROOF,)
    story.when(c.AcceptApplication, procedure=Procedure.URGENT, outstanding=owed).then_refused(
        Code.FIELD_MISSING, article="17", about="reason"
    )
    story.when(
        c.AcceptApplication,
        procedure=Procedure.URGENT,
        outstanding=owed,
        reason=p.secret("证件烧毁"),
    ).then(like(e.ApplicationAccepted, outstanding=owed, procedure=Procedure.URGENT))
    story.when(c.ReceiveSupplement).then(like(e.SupplementReceived, later=True))
    assert story.journey.case.outstanding == frozenset()
    assert "acceptance" not in story.journey.world.limits("L-1")


@pytest.mark.article("17")
def test_only_papers_that_are_missing_can_be_owed() -> None:
    """What lies on the counter, or is not needed, is not put down as outstanding (A17)."""
    for owed in (Material.LETTER, Material.ORIGIN_PROOF, Material.ENTRUSTMENT):
        given(j.urgency).when(
            c.AcceptApplication, procedure=Procedure.URGENT, outstanding=(owed,), reason="x"
        ).then_refused(Code.FIELD_INVALID, article="17", about="outstanding")


@pytest.mark.article("16/2")
def test_a_permit_holder_is_accepted_while_the_home_county_still_has_to_answer() -> None:
    """A16/2: the proof from the home county may follow in any procedure, without a reason."""
    story = given(j.received(residence=Residence.PERMIT))
    story.when(c.AcceptApplication).then_refused(Code.MATERIALS_MISSING, article="16/1")
    story.when(c.AcceptApplication, outstanding=(Material.ORIGIN_PROOF,)).then(
        like(e.ApplicationAccepted, outstanding=(Material.ORIGIN_PROOF,), pack="lhasa-2018-202")
    )


@pytest.mark.article("16")
def test_acceptance_is_refused_in_writing() -> None:
    """不予受理 has a document and ends the case (A16)."""
    story = (
        given(j.received)
        .when(c.RefuseAcceptance)
        .then(like(e.AcceptanceRefused, document="不予受理通知书 1/L-1"))
    )
    assert (story.journey.stage, story.journey.case.ending) == (Stage.ENDED, Ending.NOT_ACCEPTED)


@pytest.mark.article("15")
def test_who_lives_elsewhere_is_helped_to_the_relief_station_and_not_refused() -> None:
    """协助向救助管理站申请: the case ends as handed over (A15)."""
    story = (
        given(j.from_elsewhere)
        .when(c.HandToReliefStation)
        .then(e.HandedToReliefStation(on=MONDAY, station="拉萨市救助管理站", slip="转送单 1/L-1"))
    )
    assert story.journey.case.ending is Ending.HANDED_TO_STATION
    assert not story.journey.world.limits("L-1")


@pytest.mark.article("16")
def test_papers_may_be_handed_in_before_anybody_asked_for_them() -> None:
    """Whoever brings what is missing is not sent home (A16)."""
    story = given(j.incomplete).when(c.ReceiveSupplement)
    story.then(e.SupplementReceived(on=MONDAY, materials=(Material.HARDSHIP_PROOF,), later=False))
    assert story.at(Stage.RECEIVED)
    story.when(c.AcceptApplication).then(e.ApplicationAccepted)


@pytest.mark.article("16")
def test_a_part_handed_in_unasked_says_what_is_still_lacking() -> None:
    """The case stays at the counter, and the notice names only the rest (A16)."""
    papers = tuple(m for m in PAPERS if m not in {Material.LETTER, Material.HARDSHIP_PROOF})
    story = given(j.received(materials=papers))
    story.when(c.ReceiveSupplement, materials=(Material.LETTER,)).then(
        like(e.SupplementReceived, lacking=(Material.HARDSHIP_PROOF,), later=False)
    )
    assert story.at(Stage.RECEIVED)
    story.when(c.NotifyDeficiencies).then(
        like(e.DeficienciesNotified, missing=(Material.HARDSHIP_PROOF,))
    )


@pytest.mark.article("17", "18.2")
def test_urgency_that_shows_while_papers_are_awaited_is_accepted_at_once() -> None:
    """先行受理: danger does not wait for papers already asked for (A17, A18.2)."""
    owed = (Material.HARDSHIP_PROOF,)
    story = given(j.notified).when(c.EstablishUrgency, day=after(2)).then(e.UrgencyEstablished)
    assert story.at(Stage.SUPPLEMENT_REQUESTED)
    story.when(
        c.AcceptApplication,
        procedure=Procedure.URGENT,
        outstanding=owed,
        reason=p.secret("证件烧毁"),
    ).then(like(e.ApplicationAccepted, outstanding=owed, procedure=Procedure.URGENT))
    assert story.at(Stage.ACCEPTED)
    running = story.journey.world.limits("L-1")
    assert {"urgent-examination", "outstanding-materials"} <= set(running)
    assert not {"supplement", "acceptance"} & set(running)


def test_the_home_countys_proof_may_be_left_owing_while_other_papers_are_awaited() -> None:
    """A16/2: once only that proof is lacking, the case is accepted from where it stands."""
    papers = tuple(m for m in PAPERS if m is not Material.HARDSHIP_PROOF)
    asked = (Material.HARDSHIP_PROOF, Material.ORIGIN_PROOF)
    story = given(j.received(materials=papers, residence=Residence.PERMIT))
    story.when(c.NotifyDeficiencies, missing=asked).then(e.DeficienciesNotified)
    story.when(c.ReceiveSupplement).then(
        like(e.SupplementReceived, lacking=(Material.ORIGIN_PROOF,))
    )
    assert story.at(Stage.SUPPLEMENT_REQUESTED)
    story.when(c.AcceptApplication, outstanding=(Material.ORIGIN_PROOF,))
    story.then(e.ApplicationAccepted)

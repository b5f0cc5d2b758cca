"""第十八条审核: means check, home visit, appraisal and the two signatures."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.case.inquiry import facts as e
from domain.ground.money import ZERO
from domain.ground.refusal import Code
from domain.ground.terms import Category, Ground, Material, Opinion, Procedure, Stage, Subject
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY, PAPERS, About, after, yuan
from tests.support import commands as c


def without_consent() -> j.Journey:
    """Accepted urgently while the consent to the means check is still owed."""
    papers = tuple(m for m in PAPERS if m is not Material.MEANS_CHECK_CONSENT)
    return (
        j.received(materials=papers)
        .go(c.EstablishUrgency)
        .go(
            c.AcceptApplication,
            procedure=Procedure.URGENT,
            outstanding=(Material.MEANS_CHECK_CONSENT,),
            reason=p.secret("证件烧毁"),
        )
    )


def individual() -> j.Journey:
    """One person of the family applies alone, visited and checked."""
    about = About(
        family=p.GESANG.alone(), subject=Subject.INDIVIDUAL, category=Category.OTHER_INDIVIDUAL
    )
    return j.inquired(j.accepted(about))


def told() -> j.Journey:
    """The family told its circumstances; nobody looked yet."""
    return j.accepted().go(c.RecordCircumstances)


def ready() -> j.Journey:
    """Visited and checked: ready for an opinion."""
    return j.inquired(j.accepted())


@pytest.mark.article("18.1.1")
def test_the_township_checks_means_visits_and_hears_the_neighbours() -> None:
    """核对、入户调查、民主评议: each a fact of its own, the visit dated on its day (A18.1.1)."""
    story = given(j.accepted).when(c.ReportMeansCheck).then(like(e.MeansCheckReported, on=MONDAY))
    story.when(c.RecordHomeVisit, day=after(1), visited_on=MONDAY).then(
        like(e.HomeVisited, on=MONDAY)
    )
    story.when(c.RecordCommunityAppraisal).then(
        like(e.CommunityAppraisalHeld, on=after(1), participants=7, in_favour=6)
    )


@pytest.mark.article("18.1.1")
def test_two_officers_sign_and_the_leader_signs_what_the_caseworker_wrote() -> None:
    """经办人和主管领导签署审核意见 (A18.1.1)."""
    story = (
        given(ready)
        .when(c.SignOpinion)
        .then(like(e.OpinionSigned, opinion=Opinion.POSITIVE, recommended=yuan(1800), ground=None))
    )
    story.when(c.CompleteExamination).then(
        like(e.ApplicationExamined, on=MONDAY, opinion=Opinion.POSITIVE, recommended=yuan(1800))
    )


def test_a_leader_who_does_not_sign_sends_the_opinion_back() -> None:
    """退回审核意见: the caseworker looks and signs again."""
    story = given(j.signed).when(c.SendBackOpinion).then(like(e.OpinionSentBack, on=MONDAY))
    assert story.journey.stage is Stage.ACCEPTED
    story.when(c.SignOpinion, recommended=yuan(900)).then(e.OpinionSigned)
    story.when(c.CompleteExamination).then(like(e.ApplicationExamined, recommended=yuan(900)))


def test_a_visit_without_the_familys_signature_says_why() -> None:
    """入户调查表: a signature or the reason why there is none."""
    given(j.accepted).when(
        c.RecordHomeVisit, signed_by_household=False, unsigned_reason=p.secret("不识字，按手印")
    ).then(like(e.HomeVisited, unsigned_reason=p.kept("不识字，按手印")))


def negative(
    recommended: object = ZERO, ground: Ground | None = Ground.IDLE_LAND
) -> dict[str, Any]:
    """The words of a negative opinion."""
    return {
        "opinion": Opinion.NEGATIVE,
        "recommended": recommended,
        "ground": ground,
        "evidence": ("认定书 1",),
    }


WRONG: tuple[Wrong, ...] = (
    *rows(
        without_consent,
        c.ReportMeansCheck,
        ("means are checked with consent", Code.CONSENT_MISSING, "16.6", None),
    ),
    *empty(j.accepted, c.ReportMeansCheck, "consent", "report"),
    *rows(
        j.accepted,
        c.RecordHomeVisit,
        (
            "nobody visits tomorrow",
            Code.DATE_IN_FUTURE,
            None,
            "visited_on",
            {"visited_on": after(1)},
        ),
        (
            "nobody visits before acceptance",
            Code.DATE_TOO_EARLY,
            None,
            "visited_on",
            {"visited_on": after(-1)},
        ),
        ("one visitor is not enough", Code.FIELD_INVALID, None, "visitors", {"helpers": ()}),
        (
            "the same visitor twice is one",
            Code.FIELD_INVALID,
            None,
            "visitors",
            {"visitors": ("other", "OTHER"), "helpers": ()},
        ),
        (
            "a missing signature is explained",
            Code.FIELD_MISSING,
            "18.1.1",
            "unsigned_reason",
            {"signed_by_household": False},
        ),
    ),
    *rows(
        j.accepted,
        c.RecordCommunityAppraisal,
        ("no appraisal tomorrow", Code.DATE_IN_FUTURE, None, "held_on", {"held_on": after(1)}),
        (
            "no appraisal before acceptance",
            Code.DATE_TOO_EARLY,
            None,
            "held_on",
            {"held_on": after(-1)},
        ),
        (
            "not more in favour than present",
            Code.FIELD_INVALID,
            "18.1.1",
            "in_favour",
            {"in_favour": 8},
        ),
        (
            "not less than nobody in favour",
            Code.FIELD_INVALID,
            "18.1.1",
            "in_favour",
            {"in_favour": -1},
        ),
        (
            "somebody is present",
            Code.FIELD_INVALID,
            "18.1.1",
            "in_favour",
            {"participants": 0, "in_favour": 0},
        ),
    ),
    *empty(j.accepted, c.RecordCommunityAppraisal, "minutes"),
    *rows(
        told,
        c.SignOpinion,
        ("nobody signs before the inquiry", Code.INQUIRY_INCOMPLETE, "18.1.1", None),
    ),
    *rows(
        lambda: told().go(c.ReportMeansCheck),
        c.SignOpinion,
        ("nobody signs before the visit", Code.INQUIRY_INCOMPLETE, "18.1.1", None),
    ),
    *rows(
        lambda: told().go(c.RecordHomeVisit),
        c.SignOpinion,
        ("nobody signs before the means check", Code.INQUIRY_INCOMPLETE, "18.1.1", None),
    ),
    *rows(
        ready,
        c.SignOpinion,
        (
            "a positive opinion names a sum",
            Code.OPINION_INCONSISTENT,
            "18.1.1",
            "recommended",
            {"recommended": ZERO},
        ),
        (
            "a positive opinion has no ground",
            Code.OPINION_INCONSISTENT,
            "18.1.1",
            "recommended",
            {"ground": Ground.IDLE_LAND},
        ),
        (
            "a negative opinion names no sum",
            Code.OPINION_INCONSISTENT,
            "18.1.1",
            "recommended",
            {**negative(yuan(1))},
        ),
        (
            "nor a negative sum",
            Code.OPINION_INCONSISTENT,
            "18.1.1",
            "recommended",
            {**negative(yuan(-500))},
        ),
        (
            "a negative opinion has its ground",
            Code.OPINION_INCONSISTENT,
            "18.1.1",
            "recommended",
            {**negative(ground=None)},
        ),
        (
            "no more than 10,000 for a household",
            Code.ABOVE_HOUSEHOLD_CAP,
            "11",
            "recommended",
            {"recommended": yuan("10000.01")},
        ),
    ),
    *rows(
        individual,
        c.SignOpinion,
        (
            "no more than 5,000 for an individual",
            Code.ABOVE_PERSON_CAP,
            "11",
            "recommended",
            {"recommended": yuan("5000.01")},
        ),
    ),
    *rows(
        j.accepted,
        c.RejectUrgency,
        ("only an urgent case leaves the urgent procedure", Code.NOT_URGENT, "18.2.1", None),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_the_inquiry_refuses_what_the_law_does_not_allow(case: Wrong) -> None:
    """Each guard and check of the inquiry says its code, article and field, and leaves no trace."""
    case.holds()


@pytest.mark.article("11")
@pytest.mark.parametrize(("start", "most"), [(ready, "10000"), (individual, "5000")])
def test_the_yearly_cap_itself_may_be_recommended(
    start: Callable[[], j.Journey], most: str
) -> None:
    """不得高于 includes the number (A11)."""
    given(start).when(c.SignOpinion, recommended=yuan(most)).then(
        like(e.OpinionSigned, recommended=yuan(most))
    )


@pytest.mark.article(
    "10.10", "10.1", "10.2", "10.3", "10.4", "10.5", "10.6", "10.7", "10.8", "10.9"
)
@pytest.mark.parametrize(
    "ground", [g for g in Ground if g.found_by_a_person and g is not Ground.COUNTY_GROUND]
)
def test_every_ground_of_article_ten_can_carry_a_negative_opinion(ground: Ground) -> None:
    """A10.1 to A10.9: found by the caseworker upon evidence, and proposed to the county.

    A county's own (A10.10) stand in test_counties.py.
    """
    given(ready).when(c.SignOpinion, **negative(ground=ground)).then(
        like(e.OpinionSigned, opinion=Opinion.NEGATIVE, ground=ground, recommended=ZERO)
    )

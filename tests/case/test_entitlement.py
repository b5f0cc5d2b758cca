"""第二、八至十二条: nobody signs a positive opinion the law does not prescribe, nor on nothing."""

from typing import Any

import pytest

from domain.assessment.inputs import Elsewhere, Signals
from domain.assessment.result import Flag, Verdict
from domain.case.inquiry import facts as e
from domain.ground.refusal import Code
from domain.ground.terms import Ground
from domain.law.terms import Claim
from tests.case import journeys as j
from tests.case import people as p
from tests.case.prescribed import (
    ABLE,
    FIRE,
    ILLNESS,
    NEGATIVE,
    bills,
    found,
    looked_into,
    record,
    spent,
    stated,
    told,
)
from tests.case.story import Wrong, given, like, rows, sentence
from tests.case.words import About, after, circumstances_of, yuan
from tests.support import commands as c


def lacking(**facts: Any) -> Any:
    """A fire whose circumstances are not, or not yet, what article 8 to 10 ask for."""
    return lambda: told(FIRE, **facts)


RICH = (stated(Claim.PROPERTY_WITHIN_RULES, False), stated(Claim.LOSS_BEYOND_INCOME, True))


CASES: tuple[tuple[str, Any, Code, str], ...] = (
    ("2 how other aid stands is known", {"other_aid": None}, Code.FACTS_MISSING, "2"),
    ("8 each paper is on file", {"evidence": ()}, Code.FACTS_MISSING, "8.1.1"),
    ("8 what befell the household is known", {"effects": ()}, Code.FACTS_MISSING, "8.1.1"),
    ("8 income could make up the loss", {"statements": ABLE}, Code.NOT_COVERED, "8.1.1"),
    (
        "8 other rules provide for the vagrant",
        {"elsewhere": Elsewhere.VAGRANT},
        Code.OTHER_RULES_APPLY,
        "8.2",
    ),
    ("9 twice the sum is not enough", {"spending": spent(26000)}, Code.TEST_FAILED, "9"),
    ("9 the property is within the rules", {"statements": RICH}, Code.TEST_FAILED, "9"),
    ("9 spending is known", {"spending": None}, Code.FACTS_MISSING, "9"),
    ("10 a ground holds", {"findings": (found(Ground.IDLE_LAND),)}, Code.REFUSAL_GROUND, "10.3"),
    (
        "10 a candidate is decided on",
        {"signals": Signals(check_refused=True, verifiable=False)},
        Code.FINDING_MISSING,
        "10.1",
    ),
    ("10 the register decides alone", {"signals": Signals(station_record=True)},
     Code.REFUSAL_GROUND, "10.9"),
)  # fmt: skip


@pytest.mark.article("8.2", "10.9")
@pytest.mark.parametrize(("why", "facts", "code", "article"), CASES)
def test_no_opinion_is_positive_against_the_assessment(
    why: str, facts: dict[str, Any], code: Code, article: str
) -> None:
    """Each part of articles 2 and 8 to 10 stands in the way by its own code and article."""
    story = given(lacking(**facts)).when(c.SignOpinion)
    story.then_refused(*[code] * max(1, len(story.reasons)), article=article)


@pytest.mark.article("11.1")
@pytest.mark.parametrize(
    ("sum", "right"), [("1799.99", False), ("1800", True), ("10000", True), ("10000.01", False)]
)
def test_a_sudden_hardship_is_granted_at_least_the_floor_and_at_most_the_cap(
    sum: str, right: bool
) -> None:
    """人均不低于城镇低保月标准: three members at 600 yuan, up to 10,000 (11.1)."""
    story = given(lambda: told(FIRE)).when(c.SignOpinion, recommended=yuan(sum))
    if right:
        story.then(like(e.OpinionSigned, recommended=yuan(sum)))
    else:
        assert story.reasons[0].field == "recommended"
        assert story.reasons[0].facts["amount"] == str(yuan(sum))


@pytest.mark.article("11.2")
def test_a_sum_outside_the_range_is_told_the_range() -> None:
    """The answer says what would be lawful (11.2)."""
    story = given(lambda: told(ILLNESS)).when(c.SignOpinion, recommended=yuan(2000))
    story.then_refused(Code.AMOUNT_OUTSIDE_RANGE, article="11.2", about="recommended")
    assert story.reasons[0].facts == {"amount": "2000.00", "least": "2100.00", "most": "2100.00"}


@pytest.mark.article("11.2")
def test_above_ten_thousand_the_text_names_only_a_maximum() -> None:
    """最高救助10000元: less may be recommended, with its reason (11.2, AMB-08)."""
    journey = told(ILLNESS, bills=bills("10000.01"))
    given(journey).when(c.SignOpinion, recommended=yuan(7000)).then(
        like(e.OpinionSigned, recommended=yuan(7000))
    )


@pytest.mark.article("11")
def test_a_judgement_has_its_reason_in_writing() -> None:
    """The floor is proposed; any other sum is a judgement, and says why (11)."""
    blank = p.secret("  ")
    story = given(lambda: told(FIRE)).when(c.SignOpinion, recommended=yuan(2500), reasons=blank)
    story.then_refused(Code.AMOUNT_UNREASONED, article="11", about="reasons")
    story.when(c.SignOpinion, recommended=yuan(1800), reasons=blank).then(e.OpinionSigned)


def test_the_opinion_keeps_what_the_law_prescribed_when_it_was_signed() -> None:
    """Verdict, range and flags, and which record they rest on."""
    story = given(lambda: record(told(ILLNESS), bills=bills(3050))).when(
        c.SignOpinion, recommended=yuan(2440)
    )
    (signed,) = story.journey.world.facts(e.OpinionSigned)
    assert isinstance(signed, e.OpinionSigned) and signed.prescribed is not None
    assert (signed.prescribed.record, signed.prescribed.verdict) == (2, Verdict.DUE)
    assert signed.prescribed.amount is not None and signed.prescribed.amount.permits(yuan(2440))
    assert Flag.NEAR_EDGE in signed.prescribed.flags


WRONG: tuple[Wrong, ...] = (
    *rows(
        looked_into,
        c.SignOpinion,
        ("nobody signs on nothing", Code.CIRCUMSTANCES_MISSING, "18.1.1", None),
    ),
    *rows(
        lambda: told(FIRE),
        c.SignOpinion,
        (
            "a ground of article 10 has evidence",
            Code.FIELD_MISSING,
            "10.3",
            "evidence",
            {**NEGATIVE, "ground": Ground.IDLE_LAND},
        ),
        (
            "10.10 names a ground of the county's, and this county has none",
            Code.COUNTY_GROUND_UNKNOWN,
            "10.10",
            "county_ground",
            {**NEGATIVE, "ground": Ground.COUNTY_GROUND, "evidence": ("paper-2",)},
        ),
        *(
            (
                f"{ground.value} is what the assessment says, or is not said",
                Code.GROUND_NOT_BORNE_OUT,
                ground.article,
                "ground",
                {**NEGATIVE, "ground": ground},
            )
            for ground in Ground
            if not ground.found_by_a_person
        ),
    ),
    *rows(
        j.under_county,
        c.RefuseRelief,
        (
            "the county too needs evidence for article 10",
            Code.FIELD_MISSING,
            "10.3",
            "evidence",
            {"evidence": ()},
        ),
        (
            "nor names a ground of the county's beside one of the city's",
            Code.COUNTY_GROUND_UNKNOWN,
            "10.10",
            "county_ground",
            {"county_ground": "linzhou-gambling"},
        ),
        (
            "nor refuses what is due",
            Code.GROUND_NOT_BORNE_OUT,
            "9",
            "ground",
            {"ground": Ground.NO_SEVERE_DIFFICULTY},
        ),
        (
            "what the county found is of this application",
            Code.DIFFERS_FROM_APPLICATION,
            "8",
            "found.category",
            {"found": circumstances_of(FIRE)},
        ),
    ),
    *rows(
        j.under_county,
        c.ApproveRelief,
        (
            "what the county found can be",
            Code.FIELD_INVALID,
            None,
            "found.bills.0.settled_on",
            {"found": circumstances_of(About(), bills=bills(1, day=after(30)))},
        ),
        (
            "only a test there is can be set aside",
            Code.FIELD_INVALID,
            None,
            "overrides.0.test",
            {"overrides": (c.SetAside(test="10-else", document="paper-7"),)},
        ),
        (
            "a test is set aside by a paper",
            Code.FIELD_INVALID,
            None,
            "overrides.0.document",
            {"overrides": (c.SetAside(test="severe-difficulty", document=" "),)},
        ),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_decisions_rest_on_circumstances_and_evidence(case: Wrong) -> None:
    """Each guard and check says its code, article and field, and leaves no trace."""
    case.holds()

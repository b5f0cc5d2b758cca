"""A county's own grounds, papers and stricter limits hold in its cases only (10.10, 16.8, 34)."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.packs import law
from adapters.packs.county import parse_overlay
from domain.assessment.result import Verdict
from domain.ground.refusal import Code
from domain.ground.terms import Category, Cause, Ground
from domain.law.pack import Law
from tests.case import journeys as j
from tests.case import people as p
from tests.case.prescribed import NEGATIVE, onward, told
from tests.case.story import given, like
from tests.case.words import MONDAY, PAPERS, About, after
from tests.case.world import PACK, World
from tests.support import commands as c
from tests.support import facts as e

HERD = "linzhou-herd-certificate"
TEXT = (Path(__file__).parents[1] / "law" / "county.toml").read_text(encoding="utf-8")
OVERLAY = parse_overlay(TEXT, PACK)
FIRE = About(category=Category.SUDDEN_HARDSHIP)
ILL = About(category=Category.MEDICAL, cause=Cause.ILLNESS)


def county(text: str = TEXT) -> World:
    """A world in which 林周县 added to the city's rules."""
    return World(law=Law.of(law().packs, [parse_overlay(text, PACK)]))


@pytest.mark.article("16.8")
def test_the_countys_paper_is_asked_for_at_the_counter() -> None:
    """Everything the city asks for is there; the county's certificate is not (16.8)."""
    story = given(j.received(FIRE, world=county()))
    (fact,) = story.journey.world.facts(e.ApplicationSubmitted)
    assert isinstance(fact, e.ApplicationSubmitted) and fact.lacking == (HERD,)
    assert set(story.journey.world.limits("L-1")) == {"deficiency-notice"}
    story.when(c.AcceptApplication).then_refused(Code.MATERIALS_MISSING, article="16/1")
    assert story.reasons[0].facts == {"missing": HERD, "titles": "牲畜数量证明"}


@pytest.mark.article("31", "34")
def test_a_countys_own_limit_that_does_not_run_is_told_by_its_title() -> None:
    """No list but the county's file knows it; one that nobody knows is told by its id (31, 34)."""
    for limit, title in (("urgent-notice", "紧急救助审批后公示"), ("no-such", "no-such")):
        story = given(j.received(FIRE, world=county()))
        story.when(c.RecordMissedLimit, limit=limit, started_on=MONDAY)
        story.then_refused(Code.LIMIT_NOT_RUNNING, article="31", about="limit")
        assert story.reasons[0].facts == {"limit": limit, "title": title}


@pytest.mark.article("16/1")
def test_the_one_notice_tells_the_countys_paper_as_well() -> None:
    """Leaving it unsaid is refused; told and handed in, the case goes on (16/1)."""
    papers = PAPERS[1:]
    story = given(j.received(FIRE, world=county(), materials=papers))
    story.when(c.NotifyDeficiencies, missing=PAPERS[:1]).then_refused(Code.FIELD_INVALID)
    story.when(c.NotifyDeficiencies, missing=(PAPERS[0], HERD)).then(e.DeficienciesNotified)
    story.when(c.ReceiveSupplement, materials=(PAPERS[0],)).then(
        like(e.SupplementReceived, lacking=(HERD,))
    )
    story.when(c.ReceiveSupplement, materials=(HERD,)).then(like(e.SupplementReceived, lacking=()))
    story.when(c.AcceptApplication).then(
        like(e.ApplicationAccepted, pack="lhasa-2018-202+linzhou-test")
    )


@pytest.mark.article("16/1")
def test_what_was_not_told_is_not_asked_for_afterwards() -> None:
    """A county's rule that begins after the notice gives no reason for a second one (16/1)."""
    later = TEXT.replace("valid_from = 2021-01-01", f"valid_from = {after(2)}")
    world = county(later)
    story = given(j.received(world=world, materials=PAPERS[1:]))
    story.when(c.NotifyDeficiencies, missing=PAPERS[:1]).then(e.DeficienciesNotified)
    story.when(c.ReceiveSupplement, day=after(3), materials=PAPERS[:1]).then(
        like(e.SupplementReceived, lacking=())
    )
    story.when(c.AcceptApplication).then(like(e.ApplicationAccepted))


@pytest.mark.parametrize(
    "about", [ILL, About(family=p.family("央金", serial=50), township=p.OTHER_TOWNSHIP)]
)
def test_nobody_else_is_asked_for_it(about: About) -> None:
    """Another kind of hardship, and another county, need the city's papers only."""
    officer = replace(p.CASEWORKER, division=about.township)
    at = j.Journey(about, county()).go(c.SubmitApplication, by=officer)
    (fact,) = at.world.facts(e.ApplicationSubmitted)
    assert isinstance(fact, e.ApplicationSubmitted) and fact.lacking == ()


@pytest.mark.article("34")
def test_a_case_runs_under_the_countys_stricter_limit_and_keeps_it() -> None:
    """Five working days for payment instead of ten, also once the county's rule has ended (34)."""
    ends = TEXT.replace("valid_from = 2021-01-01", f"valid_from = 2021-01-01\nvalid_to = {MONDAY}")
    journey = j.approved(j.accepted(ILL, county(ends)))
    assert journey.about.day > MONDAY
    limits = journey.world.law.pack(journey.case.pack or "").limits
    assert limits["payment"].length == 5 and PACK.limits["payment"].length == 10


GAMBLING = "linzhou-gambling"
STANDING = TEXT.replace("to = 2021-12-31\n", "")
OWN: dict[str, Any] = {
    "ground": Ground.COUNTY_GROUND,
    "county_ground": GAMBLING,
    "evidence": ("paper-2",),
}


@pytest.mark.article("10.10")
def test_the_countys_own_ground_is_found_named_and_kept() -> None:
    """Township and county name the same entry of the county's rules, and the facts keep it (10.10)."""
    story = given(lambda: told(ILL, county(STANDING))).when(c.SignOpinion, **NEGATIVE, **OWN)
    story.then(like(e.OpinionSigned, ground=Ground.COUNTY_GROUND, county_ground=GAMBLING))
    story = given(lambda: onward(told(ILL, county(STANDING)))).when(c.RefuseRelief, **OWN)
    story.then(like(e.ReliefRefused, county_ground=GAMBLING))
    (fact,) = story.journey.world.facts(e.ReliefRefused)
    assert isinstance(fact, e.ReliefRefused) and fact.assessment is not None
    assert fact.prescribed is not None and fact.prescribed.verdict is Verdict.GROUND


@pytest.mark.article("10.10")
@pytest.mark.parametrize(
    ("text", "ground"), [(STANDING, "somebody-elses"), (STANDING, None), (TEXT, GAMBLING)]
)
def test_a_ground_the_county_does_not_have_that_day_refuses_nobody(
    text: str, ground: str | None
) -> None:
    """Unknown, unnamed, or ended with 2021 (10.10)."""
    words = {**OWN, "county_ground": ground}
    story = given(lambda: told(ILL, county(text))).when(c.SignOpinion, **NEGATIVE, **words)
    story.then_refused(Code.COUNTY_GROUND_UNKNOWN, article="10.10", about="county_ground")

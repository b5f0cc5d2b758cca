"""Who may do what, where, and when: every command against every stage, post and territory."""

import pytest

from domain.case.authority import ADMINISTRATORS, LEVEL, POWERS, Officer, Post, authorise
from domain.case.decide import RULES
from domain.case.state import Case
from domain.ground.facts import Authority
from domain.ground.refusal import Code, Refused
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given
from tests.case.words import MONDAY, RIGHT, at_home, giver
from tests.support import commands as c

COMMANDS = sorted(RIGHT, key=lambda command: command.__name__)
OF_A_CASE = [x for x in COMMANDS if RULES[x].stages != frozenset({Stage.UNKNOWN})]
ELSEWHERE = [x for x in COMMANDS if RULES[x].own is not Stream.DIVISIONS]
"""Of divisions everybody tells those of their own city (``test_divisions``)."""
WITHIN = {4: "5401", 6: p.COUNTY, 9: p.TOWNSHIP}
BESIDE = {4: "5402", 6: p.OTHER_COUNTY, 9: p.OTHER_TOWNSHIP}


def fresh(command: type[c.Command]) -> Officer:
    """Somebody of a competent post who did nothing in the case yet."""
    post = next(iter(giver(command).posts & set(POWERS[command].posts)))
    return p.officer("fresh", at_home(command).division, post)


def name(command: type[c.Command]) -> str:
    """How a command is called in a test's name."""
    return command.__name__


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("command", OF_A_CASE, ids=name)
def test_a_command_at_the_wrong_stage_is_out_of_order(
    command: type[c.Command], stage: Stage
) -> None:
    """The refusal names the stage the case is at and the stages the command needs."""
    story = given(j.STAGES[stage]).when(command, fresh(command))
    if stage in RULES[command].stages:
        own = ",".join(sorted(RULES[command].stages))
        told = [r.facts["needed"] for r in story.reasons if r.code is Code.OUT_OF_ORDER]
        assert own not in told, "the row's own stages let it through; a guard may ask for more"
    elif stage is Stage.UNKNOWN:
        story.then_refused(Code.CASE_UNKNOWN)
    else:
        story.then_refused(Code.OUT_OF_ORDER, article=RULES[command].article)
        needed = ",".join(sorted(RULES[command].stages))
        assert story.reasons[0].facts == {"stage": stage.value, "needed": needed}


def test_an_application_is_submitted_once() -> None:
    """A second one under the same number is out of order."""
    given(j.received).when(c.SubmitApplication).then_refused(Code.OUT_OF_ORDER, article="14.1")


@pytest.mark.article("4")
@pytest.mark.parametrize("command", ELSEWHERE, ids=name)
def test_an_officer_of_another_territory_learns_nothing_else(command: type[c.Command]) -> None:
    """Territory comes before post and before the case itself (A4)."""
    usual = giver(command)
    stranger = Officer("stranger", usual.posts, BESIDE[len(usual.division)])
    journey = j.at(j.approved if command in OF_A_CASE else j.lead_recorded)
    if command is c.RecordMissedLimit or usual.division == "5401":
        stranger = Officer("stranger", usual.posts, "5402")
    given(journey).when(command, stranger).then_refused(
        Code.OUT_OF_JURISDICTION, article=POWERS[command].article
    )


@pytest.mark.article("4", "18")
@pytest.mark.parametrize("command", COMMANDS, ids=name)
@pytest.mark.parametrize("post", Post)
def test_only_the_posts_of_the_table_give_a_command(command: type[c.Command], post: Post) -> None:
    """One table gives power and nothing else does; the authority names its article (A4, A18)."""
    length = LEVEL.get(post, 4)
    officer = p.officer("somebody", WITHIN[length], post)
    journey = j.Journey()
    power = authorise(journey.words(command), officer, p.TOWNSHIP, Case(), MONDAY)
    if post in POWERS[command].posts:
        assert power == Authority(post.value, officer.division, POWERS[command].article)
    else:
        assert isinstance(power, tuple)
        assert [r.code for r in power] == [Code.POST_NOT_COMPETENT]


@pytest.mark.parametrize("command", COMMANDS, ids=name)
def test_a_post_counts_only_at_its_own_level(command: type[c.Command]) -> None:
    """A county officer holds no township post, a city officer no county post."""
    for division in WITHIN.values():
        usual = giver(command)
        if len(division) == len(usual.division):
            continue
        elsewhere = Officer("somebody", usual.posts, division)
        power = authorise(j.Journey().words(command), elsewhere, p.TOWNSHIP, Case(), MONDAY)
        assert isinstance(power, tuple)
        assert [r.code for r in power] == [Code.POST_NOT_COMPETENT]


@pytest.mark.article("4")
@pytest.mark.parametrize("command", OF_A_CASE, ids=name)
def test_the_auditor_and_the_city_change_nothing_in_a_case(command: type[c.Command]) -> None:
    """The city coordinates and reads; it decides no case (A4). Of the county's own work it answers."""
    for outsider in (p.AUDITOR, p.CITY):
        if outsider.posts & set(POWERS[command].posts):
            assert command is c.AnswerComplaint
            continue
        story = given(j.approved).when(command, outsider)
        story.then_refused(Code.POST_NOT_COMPETENT, article=POWERS[command].article)


@pytest.mark.parametrize("command", OF_A_CASE, ids=name)
@pytest.mark.parametrize("kind", sorted(ADMINISTRATORS))
def test_an_administrator_touches_no_case_whatever_else_they_hold(
    command: type[c.Command], kind: Post
) -> None:
    """三员分立: an administrator's post silences every other post of the same person."""
    usual = at_home(command)
    both = Officer("both", usual.posts | {kind}, usual.division)
    given(j.approved).when(command, both).then_refused(
        Code.POST_NOT_COMPETENT, article=POWERS[command].article
    )


@pytest.mark.article("15")
def test_a_neighbouring_township_of_the_same_county_has_no_say() -> None:
    """属地: the township of the case, not of the county (A15)."""
    neighbour = p.officer("neighbour", p.SEAT, Post.CASEWORKER)
    given(j.accepted).when(c.RecordHomeVisit, neighbour).then_refused(
        Code.OUT_OF_JURISDICTION, article="18.1.1"
    )


def test_every_refusal_of_the_matrix_is_a_refusal() -> None:
    """The right words at no stage at all bring about nothing."""
    for command in OF_A_CASE:
        assert isinstance(j.Journey().do(command), Refused)

"""姓名互通: another name under the same number is told, and whose it is a person says with evidence."""

import pytest

from domain.case.knowledge.called import names, names_open
from domain.case.situation import Situation
from domain.ground.matter import Sameness
from domain.ground.refusal import Code
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import MONDAY
from tests.support import commands as c
from tests.support import facts as e

APPLICANT, WIFE = p.GESANG.persons[:2]


def seen(at: j.Journey) -> Situation:
    """The case as it stands."""
    return at.world.situation(at.words(c.SignOpinion), p.CASEWORKER, MONDAY)


@pytest.mark.article("16.3")
@pytest.mark.parametrize("sameness", [Sameness.SAME, Sameness.ANOTHER])
def test_what_was_found_of_a_name_is_answered_until_there_is_another(sameness: Sameness) -> None:
    """Each member for themselves; two names are not answered by what was found of one."""
    at = j.accepted()
    (one,) = names_open(seen(at), {APPLICANT: 1})
    assert (one.code, one.facts) == (Code.NAMED_OTHERWISE, {"person": APPLICANT, "others": "1"})
    story = given(at).when(c.JudgeName, sameness=sameness)
    story.then(like(e.NameJudged, person=APPLICANT, others=1, sameness=sameness))
    told = names(seen(story.journey), {APPLICANT: 1, WIFE: 1, p.STRANGER: 1})
    assert [(one.person, one.answered) for one in told] == [(APPLICANT, True), (WIFE, False)]
    assert len(names_open(seen(story.journey), {APPLICANT: 2})) == 1


def test_what_nobody_can_tell_answers_nothing() -> None:
    """Also where it had been answered before."""
    at = j.accepted().go(c.JudgeName).go(c.JudgeName, sameness=Sameness.UNCLEAR)
    assert names_open(seen(at), {APPLICANT: 1})


def test_a_file_that_ended_tells_no_names() -> None:
    """Nothing there waits for it."""
    at = j.received().go(c.WithdrawApplication)
    assert not [*names(seen(at), {APPLICANT: 1})]
    given(at).when(c.JudgeName).then_refused(Code.OUT_OF_ORDER)


WRONG: tuple[Wrong, ...] = (
    *rows(
        j.accepted,
        c.JudgeName,
        ("no other name", Code.NAMES_AGREE, "16.3", "person", {"others": 0}),
        ("nobody listed here", Code.NAMES_AGREE, "16.3", "person", {"person": "f" * 32}),
    ),
    *empty(j.accepted, c.JudgeName, "findings", "evidence"),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_keeps_a_name_from_being_judged(case: Wrong) -> None:
    """Each with its own reason, and nothing changed."""
    case.holds()

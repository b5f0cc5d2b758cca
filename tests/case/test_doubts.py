"""经核查符合救助条件的: what a check left in doubt stops the decision until a person finds how it is."""

from dataclasses import replace
from typing import Any

import pytest

from domain.assessment.inputs import Certainty, Means
from domain.case.decide import RULES, cautioned
from domain.ground.refusal import Code
from domain.ground.terms import Doubt, MeansCheck, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.prescribed import figure, onward, record
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import About, circumstances_of
from tests.support import commands as c
from tests.support import facts as e

DECLARED = {
    "means": Means(
        deposits=replace(
            figure(10), source=replace(figure(10).source, certainty=Certainty.DECLARED)
        )
    )
}
CHECKED = MeansCheck.CONSISTENT


def doubtful(check: MeansCheck = CHECKED, **changes: Any) -> j.Journey:
    """Accepted, and the check or the circumstances leave a doubt."""
    at = j.accepted(About()).go(c.ReportMeansCheck, result=check).go(c.RecordHomeVisit)
    return record(at, **changes)


def at_county(check: MeansCheck = CHECKED, **changes: Any) -> j.Journey:
    """The same, ready for the county's decision."""
    return onward(doubtful(check, **changes))


def resolved(journey: j.Journey, doubt: Doubt) -> j.Journey:
    """And the caseworker found how it is."""
    return journey.go(c.ResolveDoubt, doubt=doubt)


DOUBTS = [
    (Doubt.MISMATCH, MeansCheck.MISMATCH, {}),
    (Doubt.NOT_VERIFIABLE, MeansCheck.NOT_VERIFIABLE, {}),
    (Doubt.DECLARED_ONLY, CHECKED, DECLARED),
]

UNCLEAR = MeansCheck.NOT_VERIFIABLE

WRONG: tuple[Wrong, ...] = (
    *empty(lambda: doubtful(UNCLEAR), c.ResolveDoubt, "findings", "evidence"),
    *rows(doubtful, c.ResolveDoubt, ("nothing is in doubt", Code.DOUBT_UNKNOWN, "18.1.1", None)),
    *rows(
        lambda: doubtful(UNCLEAR),
        c.ResolveDoubt,
        (
            "not that",
            Code.DOUBT_UNKNOWN,
            "18.1.1",
            "doubt",
            {"doubt": Doubt.DECLARED_ONLY},
        ),
    ),
    *rows(
        lambda: resolved(doubtful(UNCLEAR), Doubt.NOT_VERIFIABLE),
        c.ResolveDoubt,
        ("it is found once", Code.DOUBT_UNKNOWN, "18.1.1", None),
    ),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_what_keeps_a_doubt_from_being_resolved(case: Wrong) -> None:
    """Each with its own reason, and nothing changed."""
    case.holds()


@pytest.mark.article("18.1.1", "18.1.2")
@pytest.mark.parametrize(("doubt", "check", "changes"), DOUBTS)
def test_a_doubt_stops_the_approval_until_somebody_finds_how_it_is(
    doubt: Doubt, check: MeansCheck, changes: dict[str, Any]
) -> None:
    """Refused by name; the finding stands in the file with its evidence, and the county may approve."""
    story = given(lambda: at_county(check, **changes)).when(c.ApproveRelief)
    story.then_refused(Code.DOUBT_OPEN, article="18.1.1")
    assert story.reasons[0].facts == {"doubts": doubt.value}
    story.when(c.ResolveDoubt, p.SECOND_CASEWORKER, doubt=doubt)
    story.then(like(e.DoubtResolved, doubt=doubt, evidence=("函证 1",)))
    story.when(c.ApproveRelief)
    assert story.at(Stage.APPROVED)


@pytest.mark.article("18.2.1")
def test_a_doubt_stops_a_township_under_delegation() -> None:
    """The same before the leader approves."""
    at = j.urgent_accepted(world=j.with_delegation())
    at.go(c.ReportMeansCheck, result=UNCLEAR).go(c.RecordHomeVisit, c.RecordCircumstances)
    story = given(at.go(c.SignOpinion, c.CompleteExamination)).when(c.ApproveUnderDelegation)
    story.then_refused(Code.DOUBT_OPEN, article="18.1.1")
    story.when(c.ResolveDoubt).when(c.ApproveUnderDelegation)
    assert story.at(Stage.APPROVED)


def test_whoever_signs_is_told_of_a_doubt_and_may_sign() -> None:
    """What the county will ask is told beforehand; it forbids no opinion."""
    at = doubtful(UNCLEAR)
    seen = at.world.situation(at.words(c.SignOpinion), p.CASEWORKER, at.about.day)
    assert [told.code for told in cautioned(seen, RULES[c.SignOpinion])] == [Code.DOUBT_OPEN]
    given(at).when(c.SignOpinion).then(e.OpinionSigned)


def test_whoever_found_how_it_is_does_not_approve() -> None:
    """Finding and deciding are two hands (30)."""
    both = p.BOTH_SIDES[0]
    at = doubtful(UNCLEAR).go(c.ResolveDoubt, by=both)
    story = given(onward(at)).when(c.ApproveRelief, p.BOTH_SIDES[1])
    story.then_refused(Code.DUTIES_NOT_SEPARATE, article="30")


def test_a_refusal_needs_no_doubt_resolved() -> None:
    """What nobody can find out is refused."""
    given(lambda: at_county(UNCLEAR)).when(c.RefuseRelief).then(e.ReliefRefused)


def test_a_new_check_raises_its_doubt_anew_and_leaves_the_others() -> None:
    """The finding was of the check before it."""
    at = doubtful(UNCLEAR, **DECLARED)
    resolved(resolved(at, Doubt.NOT_VERIFIABLE), Doubt.DECLARED_ONLY)
    story = given(at).when(c.ReportMeansCheck, result=MeansCheck.MISMATCH)
    story.when(c.ResolveDoubt, doubt=Doubt.DECLARED_ONLY).then_refused(Code.DOUBT_UNKNOWN)
    story.when(c.ResolveDoubt, doubt=Doubt.MISMATCH).then(e.DoubtResolved)


def test_new_circumstances_raise_theirs_anew() -> None:
    """The figures are other ones; what was found of the check stands."""
    at = doubtful(UNCLEAR, **DECLARED)
    resolved(resolved(at, Doubt.NOT_VERIFIABLE), Doubt.DECLARED_ONLY)
    story = given(record(at, **DECLARED)).when(c.ResolveDoubt, doubt=Doubt.NOT_VERIFIABLE)
    story.then_refused(Code.DOUBT_UNKNOWN)
    story.when(c.ResolveDoubt, doubt=Doubt.DECLARED_ONLY).then(e.DoubtResolved)


def test_what_the_county_found_instead_is_no_doubt_either() -> None:
    """Its own figures are checked ones."""
    found = circumstances_of(About(), **DECLARED)
    story = given(at_county).when(c.ApproveRelief, found=found)
    story.then_refused(Code.DOUBT_OPEN, article="18.1.2", about="found")


@pytest.mark.parametrize(
    ("start", "command"), [(j.approved, c.ChangeSum), (j.paid, c.ProposeRevision)]
)
def test_what_is_found_after_the_approval_is_checked_too(
    start: j.Start, command: type[c.Command]
) -> None:
    """Figures only declared lower no sum, neither before nor after it was paid."""
    story = given(start).when(command, found=circumstances_of(About(), **DECLARED))
    assert ("found", Code.DOUBT_OPEN) in {(one.field, one.code) for one in story.reasons}

"""告知: whatever takes something from a family is told by a letter, or is on a list of why not."""

from typing import get_args

import pytest

from domain.case.authority import Officer
from domain.case.facts import CaseFact
from domain.case.letters import DECISIONS
from domain.case.service.owed import EITHER, issuers, owed
from domain.case.table import LETTERS, RULES
from domain.ground.letters import FAMILY
from domain.ground.posts import COUNTY_DESK, TOWNSHIP_DESK
from domain.ground.refusal import Code
from domain.ground.terms import DocumentKind, Ending, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import given, like
from tests.support import commands as c
from tests.support import facts as e

FAVOURS: frozenset[str] = frozenset(
    {
        *("application-submitted", "supplement-received", "urgency-established"),
        *("application-accepted", "papers-excused", "doubt-resolved", "identity-number-joined"),
        *("opinion-signed", "application-examined", "public-notice-posted", "public-notice-ended"),
        *("submitted-for-approval", "received-by-county", "filed-for-record", "countersigned"),
        *(
            "acceptance-refusal-revoked",
            "members-restored",
            "result-fed-back",
            "case-referred",
            "referral-answered",
        ),
        *("payment-instructed", "handover-released", "payment-account-corrected"),
        *("relief-disbursed", "cash-disbursed", "goods-delivered", "payment-told"),
        *("document-served", "service-failed", "slip-renewed", "messages-agreed", "messages-ended"),
        *("message-queued", "message-handed-over", "message-delivered", "message-failed"),
    }
)
"""What brings a case on, gives the family something, or is itself how it is told."""

FOUND_OUT: frozenset[str] = frozenset(
    {
        *("means-check-reported", "home-visited", "community-appraisal-held"),
        *("circumstances-recorded", "spot-check-selected", "spot-check-reported"),
        *(
            "county-verified",
            "death-judged",
            "likeness-judged",
            "name-judged",
            "joint-meeting-held",
        ),
        *("household-joined", "household-parted", "evidence-attached", "number-vouched"),
        "known-status-recorded",
        *("objection-lodged", "complaint-recorded", "review-recorded"),
        *("time-limit-missed", "time-limit-recomputed"),
    }
)
"""What is found out, said or entered: what is made of it is decided, and told by its letter."""

OTHERWISE: dict[str, str] = {
    "application-lapsed": "the notice of what lacks was served first, and says what follows (16/1)",
    "handed-to-relief-station": "whoever applied is taken there with the slip in hand (15)",
    "application-withdrawn": "the family itself said so",
    "case-terminated": "nobody to be helped is left",
    "member-died": "the family told it, or the death is known; nothing was decided",
    "case-closed": "no decision: it follows every letter",
    "payment-failed": "told by the payment, as a credit is (27)",
    "payment-returned": "told by the payment, as a credit is (27)",
    "relief-taken-back": "the family itself gave it back",
    "release-returned": "within the office: the sum stands and is set apart again",
    "opinion-sent-back": "within the office: nothing was decided",
    "returned-for-reexamination": "within the office: nothing was decided",
    "urgency-not-confirmed": "the way of the examination: nothing was decided",
    "examination-reopened": "examined again: nothing was decided",
    "public-notice-interrupted": "what follows is decided, and told by its letter",
    "objection-resolved": "what follows is decided, and told by its letter",
    "complaint-answered": "the answer is itself what whoever complained is told (31)",
    "application-amended": "what the family says of itself; what follows is decided and told",
    "application-corrected": "upon a proof of the family's papers; what follows is decided and told",
    "application-correction-requested": "nothing is said anew yet",
    "application-correction-rejected": "what the family said goes on being so",
    "account-correction-requested": "the family asks for it; nothing is paid elsewhere yet",
    "account-correction-rejected": "the account the family named goes on being so",
    "revision-proposed": "held until it is answered; what follows is told by its letter",
    "revision-rejected": "what the family was told stands",
    "file-offered": "within the office: the file lies where it lay",
    "file-sent-back": "within the office: the file lies where it lay",
    "file-passed-on": "another office stands for the one that is no more: nothing was decided",
    "small-fast-left": "the way of the usual procedure: nothing was decided",
}
"""Why no letter of decision tells of what may take something from a family."""

TOLD_BESIDE: dict[str, DocumentKind] = {
    "deficiencies-notified": DocumentKind.DEFICIENCIES,
    "file-taken-over": DocumentKind.TRANSFER,
}
"""Letters beside those of decisions: they keep no file open."""


OF_CASES = frozenset(get_args(CaseFact))
OF_A_CASE = [command for command, rule in RULES.items() if not OF_CASES.isdisjoint(rule.brings)]


@pytest.mark.article("27")
@pytest.mark.parametrize("command", OF_A_CASE, ids=lambda one: one.__name__)
def test_whatever_takes_something_from_a_family_is_told_or_says_why_not(
    command: type[c.Command],
) -> None:
    """Each fact of each command gives or finds something, is told by a letter, or says why it is not."""
    every = (DECISIONS, TOLD_BESIDE, OTHERWISE, FAVOURS, FOUND_OUT)
    for fact in RULES[command].brings:
        if fact not in OF_CASES:
            continue
        ways = [fact.NAME in one for one in every]
        assert sum(ways) == 1, f"{fact.NAME} is told by no letter: owe one, or say here why not"


@pytest.mark.article("27")
@pytest.mark.parametrize("fact", [*DECISIONS, *TOLD_BESIDE])
def test_each_of_these_letters_is_owed_after_its_fact_and_for_the_family(fact: str) -> None:
    """By the row of its command."""
    kind = {**DECISIONS, **TOLD_BESIDE}[fact]
    assert (LETTERS[kind].fact.NAME, LETTERS[kind].readers) == (fact, FAMILY)
    assert any(fact in {one.NAME for one in rule.brings} for rule in RULES.values())


@pytest.mark.article("27")
def test_whose_application_is_struck_is_told() -> None:
    """The file stays open for the letter, and nothing else is done in it."""
    story = given(j.received).when(c.StrikeApplication)
    story.then(like(e.ApplicationStruck, unserved=True, by_the_county=False))
    assert (story.journey.stage, story.journey.case.ending) == (
        Stage.ENDED,
        Ending.ENTERED_BY_MISTAKE,
    )
    story.when(c.CloseCase).then_refused(Code.DECISION_NOT_SERVED, article="27")
    story.when(c.ServeDocument, document=DocumentKind.STRIKING).then(e.DocumentServed)
    story.when(c.CloseCase).then(e.CaseClosed)


DONE = (
    (j.received, c.StrikeApplication, p.LEADER, p.APPROVER),
    (j.accepted, c.UndoAcceptance, p.LEADER, p.APPROVER),
    (j.accepted, c.HandToCompetent, p.CASEWORKER, p.CHECKER),
)


@pytest.mark.article("4/2", "27")
@pytest.mark.parametrize(("start", "command", "township", "county"), DONE)
def test_the_letter_is_of_the_office_that_did_it(
    start: j.Start, command: type[c.Command], township: Officer, county: Officer
) -> None:
    """It stands on the lists of that office alone, and the other does not serve it."""
    for officer, desk, others in (
        (township, TOWNSHIP_DESK, p.CHECKER),
        (county, COUNTY_DESK, p.CASEWORKER),
    ):
        journey = start().go(command, by=officer)
        (left,) = owed(journey.case)
        assert left.kind in EITHER and issuers(left) == desk
        story = given(journey).when(c.ServeDocument, others, document=left.kind)
        story.then_refused(Code.NOT_THE_ISSUER)

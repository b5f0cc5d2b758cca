"""行政复议、行政诉讼: what came of it is entered with its document, and confirmed by a second hand."""

from dataclasses import replace
from datetime import date

from domain.case import turns
from domain.case.entitlement import NO_WORDS, assessed
from domain.case.gates import no_open_objection
from domain.case.letters import letter_of
from domain.case.numbers import numbered, vouched
from domain.case.revision import commands as c
from domain.case.revision import facts as e
from domain.case.revision.deciding import (
    HOUSE,
    Sum,
    another_sum,
    as_of_approval,
    beyond_death,
    decision_stands,
)
from domain.case.revision.proposals import STANDING, proposal, within_caps
from domain.case.situation import Situation
from domain.case.words import happened_by_today
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.money import ZERO
from domain.ground.numbers import normal
from domain.ground.posts import COUNTY_DESK
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules
from domain.ground.streams import Stream
from domain.ground.terms import (
    DocumentKind,
    Ending,
    NumberKind,
    Reviewer,
    ReviewResult,
    RevisionGround,
)
from domain.ground.words import positive, said

REVIEW = "社会救助暂行办法§65"
GROUNDS = {
    Reviewer.AUTHORITY: RevisionGround.REVIEW,
    Reviewer.COURT: RevisionGround.JUDGMENT,
}


def not_accepted_on(s: Situation) -> date | None:
    """The day on which the application was not accepted, where that is how it ended."""
    if s.case.ending is not Ending.NOT_ACCEPTED:
        return None
    told = (m.on for m in s.case.moments if letter_of(m) is DocumentKind.ACCEPTANCE_REFUSAL)
    return max(told)


@since(3)
@carries(f"{REVIEW} {HOUSE}", "There is a decision, or an acceptance that was refused (16/1).")
def something_decided(s: Situation) -> Reason | None:
    return None if not_accepted_on(s) is not None else decision_stands(s)


def day_decided(s: Situation) -> date | None:
    """The day of what was looked at, where anything stands."""
    refused = not_accepted_on(s)
    if refused is not None:
        return refused
    return s.case.decided_on if decision_stands(s) is None else None


@since(2)
@carries(
    f"{REVIEW} {HOUSE}", "A sum is said where it was changed, of an approval, and is another one."
)
def sum_said(s: Situation, command: c.RecordReview) -> Reason | None:
    if (command.result is ReviewResult.CHANGED) != (command.amount is not None):
        return reason(Code.FIELD_INVALID, REVIEW, "amount", fault="sum-of-a-change")
    if command.amount is None:
        return None
    if s.case.approval is None:
        return reason(Code.FIELD_INVALID, REVIEW, "result", fault="nothing-approved")
    return another_sum(s, Sum(command.amount))


@since(3)
@carries(
    f"11 {REVIEW}",
    "Above what a yearly total leaves only where that very sum is ordered to be paid.",
)
def sum_within_caps(s: Situation, command: c.RecordReview) -> Reason | None:
    if command.amount is None or s.case.approval is None:
        return None
    return within_caps(s, command.amount, command.ordered)


@since(3)
@carries(REVIEW, "Ordered to be paid is a sum.")
def ordered_sum(s: Situation, command: c.RecordReview) -> Reason | None:
    if not command.ordered or command.amount is not None:
        return None
    return reason(Code.FIELD_INVALID, REVIEW, "ordered", fault="sum-of-a-change")


@since(3)
@carries(
    f"11 {REVIEW} 行政复议法§64 行政诉讼法§71 {HOUSE}",
    "What is to be paid at least is said of a decision on the merits that was annulled, is more than it "
    "gave, and within the yearly totals.",
)
def least_said(s: Situation, command: c.RecordReview) -> Reason | None:
    least, stands = command.at_least, s.case.approval
    if least is None:
        return None
    if command.result is not ReviewResult.REVOKED or not_accepted_on(s) is not None:
        return reason(Code.FIELD_INVALID, REVIEW, "at_least", fault="least-of-an-annulment")
    if stands is not None and ZERO < least <= stands.amount:
        return reason(Code.SUM_UNCHANGED, HOUSE, "at_least", amount=least)
    found = assessed(s, NO_WORDS if stands is None else as_of_approval(s))
    if found is None or found.room is None or least <= found.room:
        return None
    return reason(Code.REVIEW_ABOVE_CAP, "11", "at_least", amount=least, room=found.room)


@since(3)
@carries(
    f"{REVIEW} 行政复议法§64 行政诉讼法§71",
    "For the way it came about a decision is annulled, not changed.",
)
def procedure_of_an_annulment(s: Situation, command: c.RecordReview) -> Reason | None:
    if not command.procedural or command.result is ReviewResult.REVOKED:
        return None
    return reason(Code.FIELD_INVALID, REVIEW, "procedural", fault="procedure-of-an-annulment")


@since(3)
@carries(
    "行政复议法§77 行政诉讼法§94 内部§决定更正",
    "One outcome after another: what was entered is confirmed first, or found to be entered wrongly.",
)
def confirmed_before(s: Situation) -> Reason | None:
    wanted = s.case.proposal
    if wanted is None or wanted.ground not in e.OTHERS:
        return None
    return reason(Code.REVIEW_UNCONFIRMED, HOUSE, number=wanted.number)


@since(3)
@carries(
    f"{REVIEW} 内部§单据唯一",
    "A paper of theirs: none of our own decisions, nor one that was entered already.",
)
def paper_of_theirs(s: Situation, command: c.RecordReview) -> Reason | None:
    number, papers = normal(NumberKind.DECISION, command.document), s.case.papers
    again = number in papers.reviews and not vouched(s, decision=command.document)
    if number not in papers.own and not again:
        return None
    return reason(Code.REVIEW_TWICE, REVIEW, "document")


@since(3)
@carries(HOUSE, "Of others is only a paper that was entered here, and wrongly.")
def entered_here(s: Situation, command: c.RecordReview) -> Reason | None:
    if command.result is not ReviewResult.OF_OTHERS or s.case.papers.wrongly is not None:
        return None
    return reason(Code.FIELD_INVALID, HOUSE, "result", fault="entered-nowhere")


def recorded(s: Situation, command: c.RecordReview) -> tuple[Change, ...]:
    """The outcome; what is to follow waits for a second hand, before any proposal that was open."""
    fact = e.ReviewRecorded(
        on=s.today,
        by=command.by,
        result=command.result,
        amount=command.amount,
        document=command.document,
        given_on=command.given_on,
        ordered=command.ordered,
        at_least=command.at_least,
        procedural=command.procedural,
        reasons=command.reasons.bound(s.case.asked.applicant),
    )
    since = not_accepted_on(s)
    nothing = command.result in (ReviewResult.UPHELD, ReviewResult.OF_OTHERS)
    if nothing or beyond_death(s, command.amount):
        return (Change(fact),)
    if since is not None:
        return (Change(fact), Change(taken_again(s, command, since)))
    ground, evidence = GROUNDS[command.by], (command.document,)
    made = proposal(s, ground, command.reasons, evidence, command.amount)
    said = replace(
        made,
        ordered=command.ordered,
        at_least=command.at_least,
        procedural=command.procedural,
    )
    return (Change(fact), Change(said))


def taken_again(s: Situation, command: c.RecordReview, since: date) -> e.AcceptanceRefusalRevoked:
    """The application is to be accepted, or refused on another ground."""
    return e.AcceptanceRefusalRevoked(
        on=s.today,
        since=since,
        document=command.document,
        reasons=command.reasons.bound(s.case.asked.applicant),
        vouched=vouched(s, decision=command.document),
        procedural=command.procedural,
    )


RULES: Rules = {
    c.RecordReview: Rule(
        article=REVIEW,
        by=COUNTY_DESK,
        by_article="4/2",
        hand=Deed.PROPOSED,
        reads=(Stream.ACCOUNTS, Stream.HOMES, Stream.DELEGATIONS, Stream.VALUES),
        address="reviews",
        sees_version=True,
        awaited=True,
        turn=turns.review_to_enter,
        stages=STANDING,
        guards=(something_decided, no_open_objection, confirmed_before),
        checks=(
            *said("reasons"),
            positive(),
            positive("at_least"),
            numbered("document", NumberKind.DECISION),
            happened_by_today("given_on", day_decided),
            sum_said,
            ordered_sum,
            sum_within_caps,
            least_said,
            procedure_of_an_annulment,
            paper_of_theirs,
            entered_here,
        ),
        facts=recorded,
        brings=(
            e.ReviewRecorded,
            e.RevisionProposed,
            e.AcceptanceRefusalRevoked,
        ),
        joined={"positive(at_least)": 3},
        formerly={e.DecisionChanged: 2, e.DecisionRevoked: 2},
    ),
}

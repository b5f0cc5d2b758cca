"""行政复议、行政诉讼: what came of it is entered with its document, and carried out."""

from datetime import date

from domain.account.events import GrantCharged, GrantReleased
from domain.case.gates import no_open_objection
from domain.case.intake.facts import AcceptanceRefused
from domain.case.numbers import numbered, vouched
from domain.case.revision import commands as c
from domain.case.revision import facts as e
from domain.case.revision.deciding import (
    HOUSE,
    Why,
    another_sum,
    changed,
    decision_stands,
    revoked,
)
from domain.case.revision.proposals import STANDING, Sum
from domain.case.situation import Situation
from domain.case.words import happened_by_today
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.posts import COUNTY_DESK
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules
from domain.ground.streams import Stream
from domain.ground.terms import Ending, NumberKind, Reviewer, ReviewResult, RevisionGround
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
    refused = (one.on for one in s.case.moments if one.name == AcceptanceRefused.NAME)
    return max(refused)


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


def recorded(s: Situation, command: c.RecordReview) -> tuple[Change, ...]:
    """The outcome, and what follows from it at once."""
    fact = e.ReviewRecorded(
        on=s.today,
        by=command.by,
        result=command.result,
        amount=command.amount,
        document=command.document,
        given_on=command.given_on,
        reasons=command.reasons.bound(s.case.asked.applicant),
    )
    why = Why(
        ground=GROUNDS[command.by],
        reasons=command.reasons,
        document=command.document,
        evidence=(command.document,),
    )
    if command.amount is not None:
        return (Change(fact), *changed(s, command.amount, why))
    since = not_accepted_on(s)
    if command.result is ReviewResult.REVOKED and since is not None:
        return (Change(fact), Change(taken_again(s, command, since)))
    if command.result is ReviewResult.REVOKED:
        return (Change(fact), *revoked(s, why))
    return (Change(fact),)


def taken_again(s: Situation, command: c.RecordReview, since: date) -> e.AcceptanceRefusalRevoked:
    """The application is to be accepted, or refused on another ground."""
    return e.AcceptanceRefusalRevoked(
        on=s.today,
        since=since,
        document=command.document,
        reasons=command.reasons.bound(s.case.asked.applicant),
        vouched=vouched(s, decision=command.document),
    )


RULES: Rules = {
    c.RecordReview: Rule(
        article=REVIEW,
        by=COUNTY_DESK,
        by_article="4/2",
        hand=Deed.REVISED,
        reads=(Stream.ACCOUNTS, Stream.DELEGATIONS, Stream.VALUES),
        writes=(Stream.CASE, Stream.ACCOUNTS),
        address="reviews",
        sees_version=True,
        stages=STANDING,
        guards=(something_decided, no_open_objection),
        checks=(
            *said("reasons"),
            positive(),
            numbered("document", NumberKind.DECISION),
            happened_by_today("given_on", day_decided),
            sum_said,
        ),
        facts=recorded,
        brings=(
            e.ReviewRecorded,
            e.DecisionRevoked,
            e.DecisionChanged,
            e.AcceptanceRefusalRevoked,
            GrantCharged,
            GrantReleased,
        ),
    ),
}

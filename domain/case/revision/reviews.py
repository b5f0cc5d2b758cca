"""行政复议、行政诉讼: what came of it is entered with its document, and carried out."""

from datetime import date

from domain.account.events import GrantCharged, GrantReleased
from domain.case.gates import no_open_objection
from domain.case.numbers import numbered
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
from domain.ground.terms import NumberKind, Reviewer, ReviewResult, RevisionGround
from domain.ground.words import positive, said

REVIEW = "社会救助暂行办法§65"
GROUNDS = {
    Reviewer.AUTHORITY: RevisionGround.REVIEW,
    Reviewer.COURT: RevisionGround.JUDGMENT,
}


def day_decided(s: Situation) -> date | None:
    """The day of the decision that was looked at, where one stands."""
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
    if command.result is ReviewResult.REVOKED:
        return (Change(fact), *revoked(s, why))
    return (Change(fact),)


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
        guards=(decision_stands, no_open_objection),
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
            GrantCharged,
            GrantReleased,
        ),
    ),
}

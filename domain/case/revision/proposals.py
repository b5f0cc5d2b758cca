"""提请撤销、变更: once money is under way or paid, a checker proposes and an approver decides (内部)."""

from collections.abc import Sequence
from dataclasses import replace

from domain.account.events import GrantCharged, GrantReleased
from domain.case import turns
from domain.case.beside import Proposal
from domain.case.decision.looking import found_without_doubt, own_finding
from domain.case.entitlement import assessed
from domain.case.gates import no_open_objection
from domain.case.numbers import numbered
from domain.case.payment.handing import not_held, review_entered_right
from domain.case.revision import commands as c
from domain.case.revision import facts as e
from domain.case.revision.deciding import (
    HOUSE,
    Sum,
    Why,
    another_sum,
    as_of_approval,
    beyond_death,
    changed,
    decision_stands,
    named,
    no_higher_than_shown,
    not_bound,
    not_changed_to_annulled,
    not_stopped,
    own_ground,
    prescribed,
    revoked,
)
from domain.case.situation import Situation, about_applicant, happened
from domain.ground.declared import carries
from domain.ground.duties import BY_ONLY_APPROVER, Deed
from domain.ground.editions import since
from domain.ground.money import Money
from domain.ground.people import Private
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, Reasons, gather, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import NumberKind, RevisionGround, Stage
from domain.ground.words import positive, said

STANDING = stages(Stage.APPROVED, Stage.PAID, Stage.REFUSED, Stage.ENDED, Stage.CLOSED)


@since(3)
@carries(HOUSE, "A proposal waits for its answer.")
def proposal_waits(s: Situation) -> Reason | None:
    return None if s.case.proposal is not None else reason(Code.REVISION_UNKNOWN, HOUSE)


@since(2)
@carries(HOUSE, "What is answered is the proposal that is open.")
def answers_proposal(s: Situation, command: c.ApproveRevision | c.RejectRevision) -> Reason | None:
    if s.case.proposal is None or s.case.proposal.number == command.proposal:
        return proposal_waits(s)
    return reason(Code.REVISION_UNKNOWN, HOUSE, "proposal", number=command.proposal)


@since(2)
@carries(
    "2 8 9 10 11 12 18 18.1.1 18.2.1 AMB-30 内部§决定更正 行政复议法§64 行政复议法§77 行政诉讼法§71 "
    "行政诉讼法§94",
    "A sum that is named is another one, one the law prescribes, and none above what hung, nor annulled.",
)
def sum_right(s: Situation, command: c.ProposeRevision | c.ApproveRevision) -> Reasons:
    of = asked_sum(s, command)
    if of is None:
        return None
    if s.case.approval is None:
        return reason(Code.FIELD_INVALID, HOUSE, "amount", fault="nothing-approved")
    if s.case.proposal is not None and s.case.proposal.ground in e.OTHERS:
        return gather((another_sum(s, of), within_caps(s, of.amount, s.case.proposal.ordered)))
    rules = (another_sum, no_higher_than_shown, not_changed_to_annulled)
    return gather((not_stopped(s), prescribed(s, of), *(rule(s, of) for rule in rules)))


@carries(
    "11 社会救助暂行办法§65",
    "Not above what a yearly total leaves, unless that very sum is ordered.",
)
def within_caps(s: Situation, amount: Money, ordered: bool) -> Reason | None:
    found = None if ordered else assessed(s, as_of_approval(s))
    if found is None or found.room is None or amount <= found.room:
        return None
    return reason(Code.REVIEW_ABOVE_CAP, "11", "amount", amount=amount, room=found.room)


@since(3)
@carries(
    "社会救助暂行办法§65 行政诉讼法§71",
    "Nor is one approved against what a review or a court said.",
)
def proposal_not_bound(s: Situation, command: c.ApproveRevision) -> Reason | None:
    return None if s.case.proposal is None else not_bound(s, s.case.proposal)


@since(3)
@carries(
    "行政复议法§77 行政诉讼法§94 内部§决定更正",
    "What a review or a court said is not decided again: it is rejected as entered wrongly, or not.",
)
def entered_wrongly(s: Situation, command: c.RejectRevision) -> Reason | None:
    wanted = s.case.proposal
    if wanted is None or command.entered_wrongly is (wanted.ground in e.OTHERS):
        return None
    if not command.entered_wrongly:
        return reason(Code.REVIEW_BINDING, "行政诉讼法§94", "entered_wrongly")
    return reason(Code.FIELD_INVALID, HOUSE, "entered_wrongly", fault="not-of-others")


@since(3)
@carries("14.1 AMB-02", "Not more than what came in time, where nobody is left to help.")
def sum_for_somebody(s: Situation, command: c.ProposeRevision) -> Reason | None:
    if not beyond_death(s, command.amount):
        return None
    return reason(Code.NOBODY_LEFT, "14.1", "amount")


def asked_sum(s: Situation, command: c.ProposeRevision | c.ApproveRevision) -> Sum | None:
    """The sum that is proposed, now or before."""
    if isinstance(command, c.ProposeRevision):
        return None if command.amount is None else named(command, command.amount)
    wanted = s.case.proposal
    if wanted is None or wanted.amount is None:
        return None
    return Sum(wanted.amount, wanted.lowered, wanted.found)


def asked(s: Situation) -> Proposal:
    """The proposal that is open. Raises ``ValueError`` where there is none."""
    if s.case.proposal is None:
        raise ValueError("no revision was proposed")
    return s.case.proposal


def proposal(
    s: Situation,
    ground: RevisionGround,
    reasons: Private,
    evidence: Sequence[str],
    amount: Money | None = None,
) -> e.RevisionProposed:
    """提请, by whoever asks: the next of the case."""
    return e.RevisionProposed(
        on=s.today,
        number=s.case.proposals + 1,
        amount=amount,
        ground=ground,
        reasons=reasons.bound(s.case.asked.applicant),
        evidence=tuple(evidence),
    )


def proposed(s: Situation, command: c.ProposeRevision) -> tuple[Change, ...]:
    """提请."""
    made = proposal(s, command.ground, command.reasons, command.evidence, command.amount)
    lowered = about_applicant(s, command.lowered_reason)
    return happened(replace(made, lowered_reason=lowered, found=command.found))


def decided(s: Situation, command: c.ApproveRevision) -> tuple[Change, ...]:
    """As proposed, with the approver's own reasons."""
    wanted = asked(s)
    why = Why(
        ground=wanted.ground,
        reasons=command.reasons,
        document=command.document,
        evidence=wanted.evidence,
        proposal=wanted.number,
        lowered_reason=command.reasons if wanted.lowered else None,
        found=wanted.found,
        ordered=wanted.ordered,
    )
    return revoked(s, why) if wanted.amount is None else changed(s, wanted.amount, why)


def rejected(s: Situation, command: c.RejectRevision) -> tuple[Change, ...]:
    """What was decided stands; an outcome that was entered wrongly is to be entered right."""
    return happened(
        e.RevisionRejected(
            on=s.today,
            proposal=command.proposal,
            reasons=command.reasons.bound(s.case.asked.applicant),
            entered_wrongly=command.entered_wrongly,
        )
    )


RULES: Rules = {
    c.ProposeRevision: Rule(
        article=HOUSE,
        by=(Post.COUNTY_CHECKER,),
        hand=Deed.PROPOSED,
        reads=(Stream.ACCOUNTS, Stream.HOMES, Stream.DELEGATIONS, Stream.VALUES),
        address="revisions",
        stages=STANDING,
        guards=(decision_stands, not_held, review_entered_right),
        checks=(
            *said("reasons", "evidence"),
            own_ground,
            not_bound,
            positive(),
            own_finding,
            found_without_doubt,
            sum_right,
            sum_for_somebody,
        ),
        facts=proposed,
        brings=(e.RevisionProposed,),
        joined={"own_finding": 3},
    ),
    c.ApproveRevision: Rule(
        article=HOUSE,
        by=(Post.APPROVER,),
        by_article="4/2",
        hand=Deed.REVISED,
        short_handed=BY_ONLY_APPROVER,
        reads=(Stream.ACCOUNTS, Stream.HOMES, Stream.DELEGATIONS, Stream.VALUES),
        writes=(Stream.CASE, Stream.ACCOUNTS),
        address="revisions/approval",
        sees_version=True,
        awaited=True,
        turn=turns.proposed,
        stages=STANDING,
        guards=(proposal_waits, decision_stands, no_open_objection, review_entered_right),
        checks=(
            answers_proposal,
            *said("reasons"),
            numbered("document", NumberKind.DECISION),
            proposal_not_bound,
            sum_right,
        ),
        facts=decided,
        brings=(e.DecisionRevoked, e.DecisionChanged, GrantCharged, GrantReleased),
        joined={"decision_stands": 3},
    ),
    c.RejectRevision: Rule(
        article=HOUSE,
        by=(Post.APPROVER,),
        by_article="4/2",
        hand=Deed.REVISED,
        short_handed=BY_ONLY_APPROVER,
        address="revisions/rejection",
        sees_version=True,
        awaited=True,
        turn=turns.proposed,
        stages=STANDING,
        guards=(proposal_waits, decision_stands),
        checks=(answers_proposal, *said("reasons"), entered_wrongly),
        facts=rejected,
        brings=(e.RevisionRejected,),
        joined={"decision_stands": 3},
    ),
}

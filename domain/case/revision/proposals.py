"""提请撤销、变更: once money is under way or paid, a checker proposes and an approver decides (内部)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.account.events import GrantCharged, GrantReleased
from domain.case import turns
from domain.case.gates import no_open_objection
from domain.case.numbers import numbered
from domain.case.payment.handing import not_held
from domain.case.revision import commands as c
from domain.case.revision import facts as e
from domain.case.revision.deciding import (
    HOUSE,
    Why,
    another_sum,
    changed,
    decision_stands,
    no_higher_than_shown,
    not_stopped,
    own_ground,
    revoked,
    sum_prescribed,
)
from domain.case.situation import Situation, happened
from domain.case.state import Proposal
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.money import Money
from domain.ground.people import Private
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, Reasons, gather, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import NumberKind, RevisionGround, Stage
from domain.ground.words import positive, said

STANDING = stages(Stage.APPROVED, Stage.PAID, Stage.REFUSED, Stage.CLOSED)


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum that is asked for."""

    amount: Money


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
    "2 8 9 10 11 12 18 18.1.1 18.2.1 AMB-30 内部§决定更正",
    "A sum that is named is another one, one the law prescribes, and none above what hung.",
)
def sum_right(s: Situation, command: c.ProposeRevision | c.ApproveRevision) -> Reasons:
    amount = asked_sum(s, command)
    if amount is None:
        return None
    if s.case.approval is None:
        return reason(Code.FIELD_INVALID, HOUSE, "amount", fault="nothing-approved")
    of = Sum(amount)
    rules = (another_sum, sum_prescribed, no_higher_than_shown)
    return gather((not_stopped(s), *(rule(s, of) for rule in rules)))


def asked_sum(s: Situation, command: c.ProposeRevision | c.ApproveRevision) -> Money | None:
    """The sum that is proposed, now or before."""
    if isinstance(command, c.ProposeRevision):
        return command.amount
    return None if s.case.proposal is None else s.case.proposal.amount


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
    why = command.ground, command.reasons, command.evidence
    return happened(proposal(s, *why, command.amount))


def decided(s: Situation, command: c.ApproveRevision) -> tuple[Change, ...]:
    """As proposed, with the approver's own reasons."""
    wanted = asked(s)
    why = Why(
        ground=wanted.ground,
        reasons=command.reasons,
        document=command.document,
        evidence=wanted.evidence,
        proposal=wanted.number,
    )
    return revoked(s, why) if wanted.amount is None else changed(s, wanted.amount, why)


def rejected(s: Situation, command: c.RejectRevision) -> tuple[Change, ...]:
    """What was decided stands."""
    reasons = command.reasons.bound(s.case.asked.applicant)
    return happened(e.RevisionRejected(on=s.today, proposal=command.proposal, reasons=reasons))


RULES: Rules = {
    c.ProposeRevision: Rule(
        article=HOUSE,
        by=(Post.COUNTY_CHECKER,),
        hand=Deed.PROPOSED,
        reads=(Stream.ACCOUNTS, Stream.DELEGATIONS, Stream.VALUES),
        address="revisions",
        stages=STANDING,
        guards=(decision_stands, not_held),
        checks=(*said("reasons", "evidence"), own_ground, positive(), sum_right),
        facts=proposed,
        brings=(e.RevisionProposed,),
    ),
    c.ApproveRevision: Rule(
        article=HOUSE,
        by=(Post.APPROVER,),
        by_article="4/2",
        hand=Deed.REVISED,
        reads=(Stream.ACCOUNTS, Stream.DELEGATIONS, Stream.VALUES),
        writes=(Stream.CASE, Stream.ACCOUNTS),
        address="revisions/approval",
        sees_version=True,
        awaited=True,
        turn=turns.proposed,
        stages=STANDING,
        guards=(proposal_waits, no_open_objection),
        checks=(
            answers_proposal,
            *said("reasons"),
            numbered("document", NumberKind.DECISION),
            sum_right,
        ),
        facts=decided,
        brings=(e.DecisionRevoked, e.DecisionChanged, GrantCharged, GrantReleased),
    ),
    c.RejectRevision: Rule(
        article=HOUSE,
        by=(Post.APPROVER,),
        by_article="4/2",
        hand=Deed.REVISED,
        address="revisions/rejection",
        sees_version=True,
        awaited=True,
        turn=turns.proposed,
        stages=STANDING,
        guards=(proposal_waits,),
        checks=(answers_proposal, *said("reasons")),
        facts=rejected,
        brings=(e.RevisionRejected,),
    ),
}

"""撤销与变更: before anybody was paid, one officer takes back or changes what another decided (内部)."""

from domain.account.events import GrantCharged, GrantReleased
from domain.case.decision.looking import found_without_doubt, own_finding
from domain.case.gates import no_open_objection
from domain.case.numbers import numbered
from domain.case.payment.accounts import not_at_the_bank
from domain.case.payment.handing import none_released, not_held, review_entered_right
from domain.case.revision import commands as c
from domain.case.revision import facts as e
from domain.case.revision import proposals, reviews
from domain.case.revision.deciding import (
    HOUSE,
    Why,
    another_sum,
    changed,
    named,
    no_higher_than_shown,
    not_bound,
    not_changed_to_annulled,
    not_stopped,
    own_ground,
    prescribed,
    revoked,
)
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.letters import Letter
from domain.ground.money import ZERO
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, Reasons, reason
from domain.ground.rows import Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import DocumentKind, NumberKind, Stage
from domain.ground.words import positive, said


@since(2)
@carries(HOUSE, "One officer alone takes back only what nobody was paid on.")
def nobody_paid(s: Situation) -> Reason | None:
    if s.case.payments.disbursed > ZERO:
        return reason(Code.PAID_ALREADY, HOUSE, paid=s.case.payments.disbursed)
    return None


def why(command: c.RevokeDecision | c.ChangeSum) -> Why:
    """As the command says."""
    return Why(
        ground=command.ground,
        reasons=command.reasons,
        document=command.document,
        evidence=command.evidence,
        lowered_reason=getattr(command, "lowered_reason", None),
        found=getattr(command, "found", None),
    )


@since(2)
@carries(
    "2 8 9 10 11 12 临时救助意见§小额快救",
    "The new sum is one the law prescribes, or is lowered with a reason for what others gave.",
)
def sum_prescribed(s: Situation, command: c.ChangeSum) -> Reasons:
    return prescribed(s, named(command, command.amount))


ALONE = (
    *(nobody_paid, not_at_the_bank, none_released, no_open_objection),
    *(not_held, review_entered_right),
)
"""What lets one officer revise alone: not over what is proposed, or said by a review or a court."""

RULES: Rules = {
    c.RevokeDecision: Rule(
        article=HOUSE,
        by=(Post.APPROVER,),
        by_article="4/2",
        hand=Deed.REVISED,
        reads=(Stream.ACCOUNTS,),
        writes=(Stream.CASE, Stream.ACCOUNTS),
        address="revocation",
        sees_version=True,
        letters=(Letter(kind=DocumentKind.REVOCATION, fact=e.DecisionRevoked, article=HOUSE),),
        stages=stages(Stage.APPROVED, Stage.REFUSED),
        guards=ALONE,
        checks=(
            *said("reasons", "evidence"),
            own_ground,
            not_bound,
            numbered("document", NumberKind.DECISION),
        ),
        facts=lambda s, k: revoked(s, why(k)),
        brings=(e.DecisionRevoked, GrantReleased),
        joined={"not_held": 3},
    ),
    c.ChangeSum: Rule(
        article=HOUSE,
        by=(Post.APPROVER,),
        by_article="4/2",
        hand=Deed.REVISED,
        reads=(Stream.ACCOUNTS, Stream.HOMES, Stream.DELEGATIONS, Stream.VALUES),
        writes=(Stream.CASE, Stream.ACCOUNTS),
        address="change",
        sees_version=True,
        letters=(Letter(kind=DocumentKind.CHANGE, fact=e.DecisionChanged, article=HOUSE),),
        stages=stages(Stage.APPROVED),
        guards=(*ALONE, not_stopped),
        checks=(
            *said("reasons", "evidence"),
            own_ground,
            not_bound,
            positive(),
            numbered("document", NumberKind.DECISION),
            another_sum,
            own_finding,
            found_without_doubt,
            sum_prescribed,
            no_higher_than_shown,
            not_changed_to_annulled,
        ),
        facts=lambda s, k: changed(s, k.amount, why(k)),
        brings=(e.DecisionChanged, GrantCharged, GrantReleased),
        joined={"own_finding": 3, "not_held": 3},
    ),
    **proposals.RULES,
    **reviews.RULES,
}

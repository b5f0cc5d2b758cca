"""撤销与变更: a decision that proves wrong is taken back, in writing, by another hand (内部)."""

from domain.account.events import GrantReleased
from domain.case.gates import no_open_objection
from domain.case.numbers import numbered, vouched
from domain.case.payment.accounts import not_at_the_bank
from domain.case.payment.handing import none_released
from domain.case.releases import released_to
from domain.case.revision import commands as c
from domain.case.revision import facts as e
from domain.case.situation import Situation
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.letters import Letter
from domain.ground.money import ZERO
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import Decided, DocumentKind, NumberKind, Stage
from domain.ground.words import said

HOUSE = "内部§决定更正"


@since(2)
@carries(HOUSE, "One officer alone takes back only what nobody was paid on.")
def nobody_paid(s: Situation) -> Reason | None:
    if s.case.payments.disbursed > ZERO:
        return reason(Code.PAID_ALREADY, HOUSE, paid=s.case.payments.disbursed)
    return None


def standing(s: Situation) -> Decided:
    """What stands: an approval, or else a refusal."""
    return Decided.REFUSAL if s.case.approval is None else Decided.APPROVAL


def revoked(s: Situation, command: c.RevokeDecision) -> tuple[Change, ...]:
    """The decision taken back, and every account with all of its room again."""
    approval = s.case.approval
    fact = e.DecisionRevoked(
        on=s.today,
        stood=standing(s),
        since=s.case.decided_on,
        amount=None if approval is None else approval.amount,
        ground=command.ground,
        reasons=command.reasons.bound(s.case.asked.applicant),
        document=command.document,
        evidence=tuple(command.evidence),
        vouched=vouched(s, decision=command.document),
    )
    return (Change(fact), *released_to(s, ZERO, "revoked"))


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
        stages=stages(Stage.APPROVED),
        guards=(nobody_paid, not_at_the_bank, none_released, no_open_objection),
        checks=(*said("reasons", "evidence"), numbered("document", NumberKind.DECISION)),
        facts=revoked,
        brings=(e.DecisionRevoked, GrantReleased),
    ),
}

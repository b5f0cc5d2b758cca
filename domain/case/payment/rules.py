"""第十九、二十、二十二条: handed over in cash where it must be, or in goods; and all rows of payment."""

from domain.case import turns
from domain.case.days import dated, day_done, late_reason
from domain.case.numbers import numbered, vouched
from domain.case.payment import accounts, bank, handing, returns
from domain.case.payment import commands as c
from domain.case.payment import facts as e
from domain.case.payment.funds import procured, procured_unless_urgent
from domain.case.payment.payable import ANSWERED, PAYABLE, SUM, TOLD, something_left
from domain.case.records import CaseTerminated
from domain.case.situation import Situation, about_applicant, happened
from domain.ground.declared import carries
from domain.ground.duties import BY_CASEWORKER, Deed
from domain.ground.posts import Post
from domain.ground.rows import Check, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import NumberKind, Stage
from domain.ground.words import said


def cash(s: Situation, command: c.PayCash) -> e.CashDisbursed:
    """Cash in hand, witnessed."""
    return e.CashDisbursed(
        on=day_done(s, command, "handed_on"),
        late_reason=late_reason(s, command),
        amount=command.amount,
        source=command.source,
        reason=command.reason.bound(s.case.asked.applicant),
        receipt=command.receipt,
        witness=handing.witness_kept(s, command),
        unpaid=handing.still_unpaid(s, command.amount),
        batch=command.batch,
        vouched=vouched(s, receipt=command.receipt),
        witness_officer=handing.officer_witnessing(command),
        witness_id=command.witness_id,
        short_handed=handing.short(s),
    )


@carries("AMB-34", "Goods at their value (they count for the caps).")
def goods(s: Situation, command: c.DeliverGoods) -> e.GoodsDelivered:
    return e.GoodsDelivered(
        on=day_done(s, command, "handed_on"),
        late_reason=late_reason(s, command),
        items=tuple(item.bound(s.case.asked.applicant) for item in command.items),
        amount=command.amount,
        source=command.source,
        procurement=command.procurement,
        urgency=about_applicant(s, command.urgency),
        receipt=command.receipt,
        unpaid=handing.still_unpaid(s, command.amount),
        batch=command.batch,
        vouched=vouched(s, receipt=command.receipt, procurement=command.procurement),
        witness=handing.witness_kept(s, command),
        witness_officer=handing.officer_witnessing(command),
        witness_id=command.witness_id,
        short_handed=handing.short(s),
    )


HANDED_OVER: tuple[Check, ...] = (
    *dated("handed_on"),
    handing.approved_that_day,
    handing.released_first,
    handing.witness_named,
    handing.witness_outside,
)


RULES: Rules = {
    **accounts.RULES,
    **bank.RULES,
    c.ReleaseForHandover: Rule(
        article="19",
        by=(Post.FINANCE,),
        hand=Deed.RELEASED,
        reads=(Stream.HOMES, Stream.CALENDAR),
        address="handover-release",
        stages=stages(Stage.APPROVED),
        guards=(*PAYABLE, handing.none_released),
        cautions=TOLD,
        checks=SUM,
        facts=handing.released,
        brings=(e.HandoverReleased,),
    ),
    c.ReturnRelease: Rule(
        article="19",
        by=(Post.FINANCE,),
        address="handover-release/return",
        awaited=True,
        turn=turns.set_apart,
        stages=ANSWERED | {Stage.ENDED, Stage.CLOSED},
        guards=(handing.something_released,),
        checks=said("reason"),
        facts=handing.came_back,
        brings=(e.ReleaseReturned, CaseTerminated),
    ),
    c.PayCash: Rule(
        article="19",
        by=(Post.FINANCE, Post.CASEWORKER),
        hand=Deed.HANDED,
        short_handed=BY_CASEWORKER,
        reads=(Stream.HOMES, Stream.OFFICERS, Stream.CALENDAR),
        address="cash",
        awaited=True,
        turn=turns.to_hand_over,
        stages=stages(Stage.APPROVED),
        guards=(*PAYABLE, something_left),
        cautions=TOLD,
        belated=handing.handed_while_it_stood,
        checks=(*SUM, *said("reason"), numbered("receipt", NumberKind.RECEIPT), *HANDED_OVER),
        facts=lambda s, k: happened(cash(s, k)),
        brings=(e.CashDisbursed,),
    ),
    c.DeliverGoods: Rule(
        article="20",
        by=(Post.FINANCE, Post.CASEWORKER),
        hand=Deed.HANDED,
        short_handed=BY_CASEWORKER,
        reads=(Stream.HOMES, Stream.OFFICERS, Stream.CALENDAR),
        address="goods",
        awaited=True,
        turn=turns.to_hand_over,
        stages=stages(Stage.APPROVED),
        guards=(*PAYABLE, something_left),
        cautions=TOLD,
        belated=handing.handed_while_it_stood,
        checks=(
            *SUM,
            *(procured, procured_unless_urgent),
            *said("items"),
            numbered("receipt", NumberKind.RECEIPT),
            numbered("procurement", NumberKind.PROCUREMENT),
            *HANDED_OVER,
        ),
        facts=lambda s, k: happened(goods(s, k)),
        brings=(e.GoodsDelivered,),
    ),
    **returns.RULES,
}

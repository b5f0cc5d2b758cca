"""告知: whoever applied is told when money is credited, and when it comes back."""

from domain.case.beside import Answered
from domain.case.days import dated, late_reason
from domain.case.service import commands as c
from domain.case.service import facts as e
from domain.case.situation import Situation, happened
from domain.ground.declared import carries, internal
from domain.ground.editions import since
from domain.ground.letters import FAMILY
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Rule, Rules
from domain.ground.streams import Stream
from domain.ground.terms import Recipient, Stage


def to_tell(s: Situation) -> bool:
    """The bank answered, and somebody is left whom nobody told."""
    over = s.case.stage is Stage.CLOSED or s.case.bereft
    return not over and bool(s.case.payments.untold)


@since(3)
@carries("27", "There is something to tell: the bank answered, and nobody told the family.")
def something_to_tell(s: Situation) -> Reason | None:
    paid = s.case.payments
    if paid.untold:
        return None
    if paid.attempts > (paid.pending is not None):
        return reason(Code.DONE_ALREADY, "27")
    return reason(Code.NOTHING_TO_DO, "27", idle="answer-to-tell")


@since(3)
@carries("27", "Of that payment, which the bank answered.")
def payment_answered(s: Situation, command: c.TellOfPayment) -> Reason | None:
    if not s.case.payments.untold or answer(s, command) is not None:
        return None
    return reason(Code.PAYMENT_UNKNOWN, "27", "payment", payment=command.payment)


@since(3)
@internal("Nobody is told before the day the bank answered.")
def told_after_answer(s: Situation, command: c.TellOfPayment) -> Reason | None:
    found = answer(s, command)
    if found is None or command.told_on >= found.on:
        return None
    day, earliest = command.told_on, found.on
    return reason(Code.DATE_TOO_EARLY, field="told_on", day=day, earliest=earliest)


@since(3)
@carries("17 27", "Whoever applied is told, an adult of the household, or an entrusted agent.")
def family_told(s: Situation, command: c.TellOfPayment) -> Reason | None:
    agent = s.case.asked.entrusted or command.told is not Recipient.AGENT
    if command.told in FAMILY and agent:
        return None
    return reason(Code.FIELD_INVALID, "27", "told", recipients=",".join(sorted(FAMILY)))


def answer(s: Situation, command: c.TellOfPayment) -> Answered | None:
    """What the bank answered of it."""
    return next((x for x in s.case.payments.untold if x.payment == command.payment), None)


def told(s: Situation, command: c.TellOfPayment) -> e.PaymentTold:
    """Credited, or come back. Raises ``ValueError`` where the bank did not answer."""
    found = answer(s, command)
    if found is None:
        raise ValueError("the bank did not answer")
    return e.PaymentTold(
        on=command.told_on,
        payment=command.payment,
        credited=found.credited,
        way=command.way,
        told=command.told,
        late_reason=late_reason(s, command),
    )


RULES: Rules = {
    c.TellOfPayment: Rule(
        article="27",
        by=(Post.CASEWORKER, Post.COUNTY_CHECKER),
        by_article="4/2",
        reads=(Stream.CALENDAR,),
        address="payments/telling",
        aside=True,
        awaited=True,
        turn=to_tell,
        stages=frozenset(Stage) - {Stage.UNKNOWN},
        guards=(something_to_tell,),
        checks=(
            payment_answered,
            *dated("told_on"),
            told_after_answer,
            family_told,
        ),
        facts=lambda s, k: happened(told(s, k)),
        brings=(e.PaymentTold,),
    ),
}

"""第十九条: the account relief is paid to, as applied for, or as asked for and agreed to since."""

from domain.case import turns
from domain.case.accounts import (
    bound_account,
    card_looked_at,
    digits_only,
    likely_account,
    one_digit,
)
from domain.case.beside import Correction
from domain.case.payment import commands as c
from domain.case.payment import facts as e
from domain.case.situation import Situation, happened
from domain.case.state import GOING_ON, Case
from domain.ground.commands import Command
from domain.ground.declared import carries
from domain.ground.duties import Deed
from domain.ground.editions import since
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Rule, Rules
from domain.ground.terms import Stage
from domain.ground.texts import blank
from domain.ground.words import said

ATTEMPTS = "payment_attempts_before_visit"
"""The parameter that says after how many failures somebody goes there."""

OPEN = GOING_ON - {Stage.REFUSED, Stage.PAID}
"""While something may still be paid, a wrong account can be put right."""

ANSWERED = OPEN | {Stage.REFUSED, Stage.PAID}
"""Where what was asked for is answered: the file may have gone another way since."""


def fact_of_account(command: Command, case: Case) -> int | None:
    """In which fact of the case (by version) the account stands that a command copies."""
    paid = case.payments
    match command:
        case c.InstructPayment():
            return None if paid.account is None else paid.account.version
        case c.ConfirmAccountCorrection():
            return None if paid.correction is None else paid.correction.account.version
        case _:
            return None


@carries("19", "While an order is out, nobody knows whether the account was right.")
def not_at_the_bank(s: Situation) -> Reason | None:
    if s.case.payments.pending is not None:
        return reason(Code.PAYMENT_PENDING, "19", payment=s.case.payments.pending)
    return None


@since(2)
@carries("19", "One request at a time, and none left open when money goes out.")
def no_correction_open(s: Situation) -> Reason | None:
    if s.case.payments.correction is not None:
        return reason(Code.CORRECTION_PENDING, "19", number=s.case.payments.correction.number)
    return None


@since(2)
@carries(
    "19", "Straight to the beneficiary's own account: there is one, of a person still applied for."
)
def account_on_record(s: Situation) -> Reason | None:
    account = s.case.payments.account
    if account is None or account.holder not in s.case.asked.members:
        return reason(Code.ACCOUNT_MISSING, "19")
    return None


@carries("19", "After a failure the account is put right before the next order.")
def account_right(s: Situation) -> Reason | None:
    if not s.case.payments.account_corrected:
        return reason(Code.ACCOUNT_NOT_CORRECTED, "19")
    return None


@carries("19", "Straight to the beneficiary's own account.")
def holder_belongs(s: Situation, command: c.CorrectPaymentAccount) -> Reason | None:
    if command.account.holder not in s.case.asked.members:
        return reason(Code.NOT_A_MEMBER, "19", "account.holder")
    return None


@carries("19", "After so many failures somebody goes to see the family before the next order.")
def visited_first(s: Situation, command: c.CorrectPaymentAccount) -> Reason | None:
    if not s.pack.has(ATTEMPTS, s.today) or not blank(command.visit):
        return None
    if s.case.payments.failures >= s.pack.count(ATTEMPTS, s.today):
        return reason(Code.FIELD_MISSING, "19", "visit", failures=s.case.payments.failures)
    return None


@since(3)
@carries("19", "Another account was asked for, and nobody agreed.")
def account_asked_for(s: Situation) -> Reason | None:
    if s.case.payments.correction is not None:
        return None
    return reason(Code.CORRECTION_UNKNOWN, "19")


@since(2)
@carries("19", "What is answered is the request that is open.")
def answers_request(
    s: Situation, command: c.ConfirmAccountCorrection | c.RejectAccountCorrection
) -> Reason | None:
    open_one = s.case.payments.correction
    if open_one is None or open_one.number == command.request:
        return account_asked_for(s)
    return reason(Code.CORRECTION_UNKNOWN, "19", "request", number=command.request)


@since(2)
@carries("19", "The holder may have died since it was asked for.")
def holder_still_belongs(s: Situation, command: c.ConfirmAccountCorrection) -> Reason | None:
    open_one = s.case.payments.correction
    if open_one is not None and open_one.account.holder not in s.case.asked.members:
        return reason(Code.NOT_A_MEMBER, "19")
    return None


def asked_for(s: Situation, command: c.CorrectPaymentAccount) -> e.AccountCorrectionRequested:
    """Another account, with its proof."""
    return e.AccountCorrectionRequested(
        on=s.today,
        number=s.case.payments.corrections + 1,
        account=bound_account(command.account),
        reason=command.reason.bound(s.case.asked.applicant),
        document=command.document,
        visit=command.visit,
        account_checked=command.account_checked,
    )


def agreed(s: Situation) -> e.PaymentAccountCorrected:
    """The account asked for is the one on record from now on."""
    asked = requested(s)
    return e.PaymentAccountCorrected(
        on=s.today, account=s.account_named, visit=asked.visit, request=asked.number
    )


def requested(s: Situation) -> Correction:
    """The request that is open. Raises ``ValueError`` where there is none."""
    if s.case.payments.correction is None:
        raise ValueError("no correction was asked for")
    return s.case.payments.correction


RULES: Rules = {
    c.CorrectPaymentAccount: Rule(
        article="19",
        by=(Post.CASEWORKER, Post.FINANCE),
        hand=Deed.ASKED,
        address="payment-account",
        awaited=True,
        turn=turns.no_way_to_pay,
        stages=OPEN,
        guards=(not_at_the_bank, no_correction_open),
        checks=(
            *said("reason", "document"),
            holder_belongs,
            digits_only,
            one_digit,
            likely_account,
            card_looked_at,
            visited_first,
        ),
        facts=lambda s, k: happened(asked_for(s, k)),
        brings=(e.AccountCorrectionRequested,),
        formerly={e.PaymentAccountCorrected: 1},
        joined={"not_at_the_bank": 2, "said(reason)": 2, "said(document)": 2},
    ),
    c.ConfirmAccountCorrection: Rule(
        article="19",
        by=(Post.FINANCE, Post.TOWNSHIP_LEADER),
        hand=Deed.AGREED,
        address="payment-account/confirmation",
        sees_version=True,
        awaited=True,
        turn=turns.correction_asked,
        stages=ANSWERED,
        guards=(account_asked_for,),
        checks=(answers_request, holder_still_belongs),
        facts=lambda s, k: happened(agreed(s)),
        brings=(e.PaymentAccountCorrected,),
    ),
    c.RejectAccountCorrection: Rule(
        article="19",
        by=(Post.FINANCE, Post.TOWNSHIP_LEADER),
        hand=Deed.AGREED,
        address="payment-account/rejection",
        sees_version=True,
        awaited=True,
        turn=turns.correction_asked,
        stages=ANSWERED,
        guards=(account_asked_for,),
        checks=(answers_request, *said("reasons")),
        facts=lambda s, k: happened(
            e.AccountCorrectionRejected(
                on=s.today,
                number=k.request,
                reasons=k.reasons.bound(s.case.asked.applicant),
            )
        ),
        brings=(e.AccountCorrectionRejected,),
    ),
}

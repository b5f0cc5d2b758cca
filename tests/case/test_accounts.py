"""第十九条: money goes to the account on record; two people name it, and its number is a number."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as supposing
from hypothesis import strategies as st

from domain.case.payment.accounts import OPEN
from domain.case.records import Account
from domain.ground.banking import account_number_fault, misread_card, written
from domain.ground.personal import luhn
from domain.ground.refusal import Code
from domain.ground.terms import Channel, PaymentFault, Stage
from tests.case import journeys as j
from tests.case import people as p
from tests.case.story import Wrong, empty, given, like, rows, sentence
from tests.case.words import after
from tests.support import commands as c
from tests.support import facts as e

MINE = p.GESANG.account
ELSEWHERE = replace(MINE, holder=p.STRANGER)
CHILD = p.GESANG.persons[2]
NEW = Account(holder=CHILD, bank=p.secret("另一银行"), number=p.secret("62170000 0000 0014"))
NAMING = (c.SubmitApplication, c.CorrectPaymentAccount)
"""Every command that names an account."""


def numbered(number: str) -> Account:
    """The family's account under another number."""
    return replace(MINE, number=p.secret(number))


def start(command: type[c.Command]) -> Callable[[], j.Journey]:
    """Where a command that names an account is in order."""
    return j.Journey if command is c.SubmitApplication else j.approved


def child_died_meanwhile() -> j.Journey:
    """Another account was asked for, in the name of a child who then died."""
    return j.approved().go(c.CorrectPaymentAccount, account=NEW).go(c.RecordDeath, person=CHILD)


def holder_died() -> j.Journey:
    """The account on record is a child's, who died."""
    at = j.received(account=NEW).go(c.AcceptApplication)
    return j.approved(at).go(c.RecordDeath, person=CHILD)


WRONG: tuple[Wrong, ...] = (
    *rows(
        lambda: j.approved(j.accepted(account=None)),
        c.InstructPayment,
        ("no account, no order", Code.ACCOUNT_MISSING, "19", None),
    ),
    *rows(holder_died, c.InstructPayment, ("its holder died", Code.ACCOUNT_MISSING, "19", None)),
    *rows(
        j.asked_for,
        c.InstructPayment,
        ("while another is asked for", Code.CORRECTION_PENDING, "19", None),
    ),
    *rows(
        j.ordered,
        c.CorrectPaymentAccount,
        ("while the bank has not answered", Code.PAYMENT_PENDING, "19", None),
    ),
    *rows(
        j.asked_for,
        c.CorrectPaymentAccount,
        ("one request at a time", Code.CORRECTION_PENDING, "19", None),
    ),
    *rows(
        j.approved,
        c.CorrectPaymentAccount,
        ("to the family", Code.NOT_A_MEMBER, "19", "account.holder", {"account": ELSEWHERE}),
    ),
    *empty(j.approved, c.CorrectPaymentAccount, "document", "reason"),
    *rows(
        child_died_meanwhile,
        c.ConfirmAccountCorrection,
        ("nor to somebody dead", Code.NOT_A_MEMBER, "19", None),
    ),
    *(
        row
        for answer in (c.ConfirmAccountCorrection, c.RejectAccountCorrection)
        for row in (
            *rows(
                j.approved,
                answer,
                (f"{answer.__name__} of none", Code.CORRECTION_UNKNOWN, "19", None),
            ),
            *rows(
                j.asked_for,
                answer,
                (
                    f"{answer.__name__} of another",
                    Code.CORRECTION_UNKNOWN,
                    "19",
                    "request",
                    {"request": 2},
                ),
            ),
        )
    ),
    *empty(j.asked_for, c.RejectAccountCorrection, "reasons"),
)


@pytest.mark.parametrize("case", WRONG, ids=sentence)
def test_an_account_is_named_and_used_only_as_it_may_be(case: Wrong) -> None:
    """Each guard and check about accounts says its code, article and field, and leaves no trace."""
    case.holds()


def test_an_order_goes_to_the_account_applied_for() -> None:
    """It names none itself; the fact copies the one it was ordered to."""
    assert "account" not in c.InstructPayment.__dataclass_fields__
    account = Account(
        holder=MINE.holder,
        bank=p.kept("测试银行"),
        number=p.kept("6217000000000006"),
    )
    given(j.approved).when(c.InstructPayment).then(like(e.PaymentInstructed, account=account))


def test_an_order_goes_to_the_account_asked_for_and_confirmed_by_another() -> None:
    """Before any order failed, too; blanks typed for legibility are gone from its number."""
    story = given(j.approved).when(c.CorrectPaymentAccount, account=NEW)
    story.then(like(e.AccountCorrectionRequested, number=1, document="存折复印件 1"))
    story.when(c.ConfirmAccountCorrection).then(like(e.PaymentAccountCorrected, request=1))
    account = Account(
        holder=CHILD, bank=p.kept("另一银行", CHILD), number=p.kept("6217000000000014", CHILD)
    )
    story.when(c.InstructPayment).then(like(e.PaymentInstructed, account=account))


def test_a_correction_not_agreed_to_changes_nothing() -> None:
    """The order goes to the account on record, and another may be asked for."""
    story = given(j.approved).when(c.CorrectPaymentAccount, account=NEW)
    story.when(c.RejectAccountCorrection).then(like(e.AccountCorrectionRejected, number=1))
    again = given(story.journey.copy()).when(c.CorrectPaymentAccount)
    again.then(like(e.AccountCorrectionRequested, number=2))
    story.when(c.InstructPayment).then(like(e.PaymentInstructed))
    assert story.last[0].account.holder == MINE.holder  # type: ignore[union-attr, index]


@pytest.mark.article("19")
def test_a_correction_not_agreed_to_does_not_put_a_failed_account_right() -> None:
    """After a failure only a confirmed one lets the next order out (19)."""
    story = given(j.failed).when(c.CorrectPaymentAccount).when(c.RejectAccountCorrection)
    story.when(c.InstructPayment).then_refused(Code.ACCOUNT_NOT_CORRECTED, article="19")
    story.when(c.CorrectPaymentAccount)
    story.when(c.ConfirmAccountCorrection, p.LEADER, request=2).then(e.PaymentAccountCorrected)
    story.when(c.InstructPayment).then(like(e.PaymentInstructed, payment=2))


@pytest.mark.parametrize("stage", sorted(OPEN))
def test_an_account_can_be_put_right_while_the_case_is_open(stage: Stage) -> None:
    """Wrong from the beginning, or none at all: no order has to fail first."""
    story = given(j.STAGES[stage]).when(c.CorrectPaymentAccount, account=NEW)
    story.then(e.AccountCorrectionRequested)
    story.when(c.ConfirmAccountCorrection, p.SECOND_FINANCE).then(e.PaymentAccountCorrected)


def test_without_an_account_one_is_asked_for_and_paid_to() -> None:
    """The way out of a case whose application named none."""
    at = j.corrected(j.approved(j.accepted(account=None)))
    given(at).when(c.InstructPayment).then(like(e.PaymentInstructed, payment=1))


def test_a_correction_of_before_two_people_made_it_is_in_force() -> None:
    """An old history goes on to the account it was corrected to; whoever corrected it may order."""
    old = e.PaymentAccountCorrected(
        on=after(8), account=replace(NEW, number=p.secret("6217000000000014"))
    )
    story = given(j.at(j.failed), old).when(c.InstructPayment)
    story.then(like(e.PaymentInstructed, payment=2))
    assert story.last[0].account.holder == CHILD  # type: ignore[union-attr, index]


def test_an_old_case_in_which_one_hand_ordered_and_answered_goes_on_with_another() -> None:
    """Who did both before they were apart ordered; two people of finance are still enough."""
    at = j.at(j.ordered)
    at.world.record(
        f"case-{at.about.case}",
        replace(
            at.world.streams[f"case-{at.about.case}"][-1],
            fact=e.PaymentFailed(on=at.about.day, payment=1, fault=PaymentFault.ACCOUNT_CLOSED),
            officer=p.FINANCE.id,
        ),
    )
    story = given(j.corrected(at)).when(c.InstructPayment, p.FINANCE)
    story.then(like(e.PaymentInstructed, payment=2))
    story.when(c.ConfirmPayment, p.SECOND_FINANCE, payment=2).then(e.ReliefDisbursed)


def test_after_three_failures_somebody_goes_there_first() -> None:
    """The fourth account is put right only on the record of a visit (internal)."""
    at = j.approved()
    for number in (1, 2):
        j.corrected(at.go(c.InstructPayment).go(c.ReportPaymentFailure, payment=number))
    story = given(at.go(c.InstructPayment).go(c.ReportPaymentFailure, payment=3))
    story.when(c.CorrectPaymentAccount).then_refused(
        Code.FIELD_MISSING, article="19", about="visit"
    )
    story.when(c.CorrectPaymentAccount, visit="上门核实记录 1")
    story.then(like(e.AccountCorrectionRequested, visit="上门核实记录 1", number=3))
    story.when(c.ConfirmAccountCorrection, request=3)
    story.then(like(e.PaymentAccountCorrected, visit="上门核实记录 1"))


NO_NUMBERS = (
    ("6.22202E+18", "digits"),
    ("abc", "digits"),
    ("62-2202000012345678", "digits"),
    ("6222 0200.0012", "digits"),
    ("༦༢༢༢༠༢༠༠༠༠༡༢", "digits"),
    ("622202", "length"),
    ("1" * 31, "length"),
    *(("0" * length, "one-digit") for length in (10, 17, 19, 30)),
    ("０" * 16, "one-digit"),
    ("1" * 19, "one-digit"),
    ("9999 999999", "one-digit"),
    ("4" * 16, "one-digit"),
)


@pytest.mark.parametrize("command", NAMING)
@pytest.mark.parametrize(("number", "fault"), NO_NUMBERS)
def test_what_no_bank_takes_is_no_account_number(
    command: type[c.Command], number: str, fault: str
) -> None:
    """As a spreadsheet has it, with hyphens or letters, in other digits, of a wrong length, of one digit."""
    story = given(start(command)()).when(command, account=numbered(number))
    story.then_refused(Code.ACCOUNT_NUMBER_WRONG, article="19", about="account.number")
    assert [one.facts.get("fault") for one in story.reasons] == [fault]


@pytest.mark.parametrize("command", NAMING)
def test_a_card_with_a_wrong_check_digit_is_told_and_goes_on_once_looked_at(
    command: type[c.Command],
) -> None:
    """A caution, not a refusal of accounts that are no cards; that it was looked at is on record."""
    doubtful = numbered("6217 0000 0000 0000")
    story = given(start(command)()).when(command, account=doubtful)
    story.then_refused(Code.ACCOUNT_NUMBER_DOUBTFUL, article="19", about="account_checked")
    story.when(command, account=doubtful, account_checked=True)
    fact: Any = story.last[0]  # type: ignore[index]
    assert fact.account_checked
    assert fact.account.number.reveal() == "6217000000000000"


OF_SOMEBODY = {
    "13800000000": "a-telephone",
    "138 0000 0000": "a-telephone",
    "８６13800000000": "a-telephone",
    "008613800000000": "a-telephone",
    "013800000000": "a-telephone",
    "13900000000": "a-telephone",
    "08916320000": "a-telephone",
    "8916320000": "a-telephone",
    "868916320000": "a-telephone",
    "identity": "an-identity-number",
}
"""The telephones and the number of who is named in an application, as an account's number."""

LIKE_SOMEBODY = {
    "13800000001": "like-telephone",
    "1380000000": "like-telephone",
    "138000000001": "like-telephone",
    "23800000000": "like-telephone",
    "18912345678": "like-telephone",
    "8618912345678": "like-telephone",
    "1795118912345678": "like-telephone",
    "08916999999": "like-telephone",
    "identity but for one": "like-identity-number",
    "identity and one more": "like-identity-number",
    "540121190106059997": "like-identity-number",
    "540121010605999": "like-identity-number",
}
"""One figure beside such a number, and others' as they look."""


def with_numbers(number: str) -> dict[str, Any]:
    """An application that names telephones and a number, and one of them as its account's."""
    own = p.GESANG.members[0].id_number
    assert own is not None
    told = own.reveal()
    last = "3" if told[-1] != "3" else "4"
    number = {
        "identity": told,
        "identity but for one": told[:-1] + last,
        "identity and one more": f"{told}9",
    }.get(number, number)
    landline = replace(p.AGENT, phone=p.secret("0891-6320000"))
    agent = p.AGENT if number == "13900000000" else landline
    return {"account": numbered(number), "agent": agent, "channel": Channel.ON_BEHALF}


@pytest.mark.parametrize("number", OF_SOMEBODY)
def test_a_number_of_somebody_named_is_no_account(number: str) -> None:
    """However it is dialled, and looked at again or not: nobody can be paid to a telephone."""
    for checked in (False, True):
        story = given(j.Journey).when(
            c.SubmitApplication, **with_numbers(number), account_checked=checked
        )
        story.then_refused(Code.ACCOUNT_NUMBER_WRONG, article="19", about="account.number")
        assert [one.facts.get("fault") for one in story.reasons] == [OF_SOMEBODY[number]]


@pytest.mark.parametrize("number", LIKE_SOMEBODY)
def test_what_looks_like_a_number_of_somebody_is_looked_at_again(number: str) -> None:
    """Some banks count so: it goes on once somebody held it against the passbook."""
    story = given(j.Journey).when(c.SubmitApplication, **with_numbers(number))
    story.then_refused(Code.ACCOUNT_NUMBER_DOUBTFUL, article="19", about="account_checked")
    assert [one.facts.get("fault") for one in story.reasons] == [LIKE_SOMEBODY[number]]
    story.when(c.SubmitApplication, **with_numbers(number), account_checked=True)
    story.then(e.ApplicationSubmitted)


@pytest.mark.parametrize("number", ["13800000000", "08916320000", "540121190106059997"])
def test_another_account_is_looked_at_in_the_same_way(number: str) -> None:
    """Who asks for it names no telephone: what it looks like is told all the same."""
    story = given(j.approved()).when(c.CorrectPaymentAccount, account=numbered(number))
    story.then_refused(Code.ACCOUNT_NUMBER_DOUBTFUL, article="19", about="account_checked")
    story.when(c.CorrectPaymentAccount, account=numbered(number), account_checked=True)
    story.then(e.AccountCorrectionRequested)


def test_figures_in_a_row_may_be_a_passbook() -> None:
    """Only one digit again and again is nobody's."""
    given(j.Journey).when(c.SubmitApplication, account=numbered("1234567890")).then(
        e.ApplicationSubmitted
    )


def test_a_passbook_checks_nothing() -> None:
    """Its number is the bank's own."""
    given(j.Journey).when(c.SubmitApplication, account=numbered("2512340100001234567")).then(
        e.ApplicationSubmitted
    )


WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
DIGITS = st.text("0123456789", min_size=10, max_size=30)


@supposing(DIGITS, st.integers(0, 29), st.sampled_from(" \u3000\xa0"), st.booleans())
def test_blanks_and_full_width_digits_make_no_other_number(
    number: str, place: int, blank: str, wide: bool
) -> None:
    """What is typed for legibility is gone from what is kept; nothing else is put right."""
    typed = number[:place] + blank + number[place:]
    typed = typed.translate(WIDE) if wide else typed
    assert written(typed) == number
    assert account_number_fault(typed) is None
    assert misread_card(typed) == misread_card(number)


@supposing(st.text("0123456789", min_size=14, max_size=17), st.integers(1, 9))
def test_every_wrong_digit_at_the_end_of_a_card_is_told(rest: str, off: int) -> None:
    """Luhn finds any single wrong digit."""
    first = "62" + rest[:-1]
    last = next(d for d in "0123456789" if luhn(first + d))
    assert not misread_card(first + last)
    wrong = first + str((int(last) + off) % 10)
    assert misread_card(wrong) == (16 <= len(wrong) <= 19)

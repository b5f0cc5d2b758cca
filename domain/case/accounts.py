"""第十九条: an account that some command names, looked at before anybody pays to it."""

from typing import Protocol

from domain.case.records import Account
from domain.case.situation import Situation
from domain.ground.banking import account_number_fault, misread_card, one_digit_only, written
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.people import Private
from domain.ground.refusal import Code, Reason, reason


class Naming(Protocol):
    """A command that may name an account, and says whether somebody looked at its number again."""

    @property
    def account(self) -> Account | None:
        """The account, in clear."""

    @property
    def account_checked(self) -> bool:
        """Whether the number stands as it is, though a card's check digit is wrong in it."""


def bound_account(account: Account) -> Account:
    """The account, bank and number sealed for its holder; the number as it is kept."""
    holder = account.holder
    number = Private(holder, written(account.number.reveal()))
    return Account(holder=holder, bank=account.bank.bound(holder), number=number)


@since(2)
@carries("19", "A number no bank takes is refused before anybody pays to it.")
def digits_only(s: Situation, command: Naming) -> Reason | None:
    if command.account is None:
        return None
    fault = account_number_fault(command.account.number.reveal())
    if fault is None:
        return None
    return reason(Code.ACCOUNT_NUMBER_WRONG, "19", "account.number", fault=fault)


@since(3)
@carries("19", "One digit again and again is no account: nobody could be paid to it.")
def one_digit(s: Situation, command: Naming) -> Reason | None:
    if command.account is None or not one_digit_only(command.account.number.reveal()):
        return None
    return reason(Code.ACCOUNT_NUMBER_WRONG, "19", "account.number", fault="one-digit")


@since(2)
@carries("19", "A card's wrong check digit is told; an account that is no card may have it.")
def card_looked_at(s: Situation, command: Naming) -> Reason | None:
    if command.account is None or command.account_checked:
        return None
    if one_digit(s, command) is not None:
        return None
    if digits_only(s, command) is None and misread_card(command.account.number.reveal()):
        return reason(Code.ACCOUNT_NUMBER_DOUBTFUL, "19", "account_checked")
    return None

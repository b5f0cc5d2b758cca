"""第十九条: an account that some command names, looked at before anybody pays to it."""

from typing import Protocol

from domain.case.records import Account, Member
from domain.case.situation import Situation
from domain.ground.banking import (
    account_number_fault,
    misread_card,
    near_number,
    one_digit_only,
    reads_as,
    same_number,
    written,
)
from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.people import Private
from domain.ground.personal import PersonalNumber
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
    told = (one(s, command) for one in (digits_only, one_digit, nobodys_number, likely_account))
    if any(told) or not misread_card(command.account.number.reveal()):
        return None
    return reason(Code.ACCOUNT_NUMBER_DOUBTFUL, "19", "account_checked", fault="card-digit")


@since(3)
@carries(
    "19", "Money goes to an account: the telephone or identity number of who is named is none."
)
def nobodys_number(s: Situation, command: Naming) -> Reason | None:
    if command.account is None:
        return None
    number = command.account.number.reveal()
    if same_number(number, telephones(command)):
        return reason(Code.ACCOUNT_NUMBER_WRONG, "19", "account.number", fault="a-telephone")
    if same_number(number, identity_numbers(command)):
        return reason(Code.ACCOUNT_NUMBER_WRONG, "19", "account.number", fault="an-identity-number")
    return None


@since(3)
@carries("19", "A number that looks like one of somebody is looked at again before it is paid to.")
def likely_account(s: Situation, command: Naming) -> Reason | None:
    """By one figure beside a number that is named, or read as a telephone or an identity number."""
    if command.account is None or command.account_checked:
        return None
    if any(one(s, command) for one in (digits_only, one_digit, nobodys_number)):
        return None
    number = command.account.number.reveal()
    kind = reads_as(number)
    if kind is PersonalNumber.IDENTITY or near_number(number, identity_numbers(command)):
        fault = "like-identity-number"
    elif kind is not None or near_number(number, telephones(command)):
        fault = "like-telephone"
    else:
        return None
    return reason(Code.ACCOUNT_NUMBER_DOUBTFUL, "19", "account_checked", fault=fault)


def telephones(command: Naming) -> tuple[str, ...]:
    """The telephones a command names: of whoever applies, and of whom they entrusted."""
    named = (getattr(command, "contact", None), getattr(command, "agent", None))
    return tuple(one.phone.reveal() for one in named if one is not None and one.phone is not None)


def identity_numbers(command: Naming) -> tuple[str, ...]:
    """The identity numbers a command names, as they are typed."""
    members: tuple[Member, ...] = getattr(command, "members", ())
    return tuple(one.id_number.reveal() for one in members if one.id_number is not None)

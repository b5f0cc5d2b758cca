"""Account numbers as a bank keeps them (A19): digits, 10 to 30; a card's last one checks the others."""

from domain.ground.personal import luhn

FEWEST, MOST = 10, 30
CARD_LENGTHS = range(16, 20)
CARD_PREFIXES = ("35", "4", "5", "60", "62", "81", "9558", "9559")
"""How cards of this country's banks begin; passbooks may begin with anything, and check nothing."""

_NARROWED = str.maketrans("０１２３４５６７８９", "0123456789")


def written(number: str) -> str:
    """The number as it is kept: blanks typed for legibility gone, full-width digits narrowed.

    Nothing else is put right: what a bank would not take must be seen by whoever typed it.
    """
    return "".join(number.split()).translate(_NARROWED)


def account_number_fault(number: str) -> str | None:
    """What is wrong with a number as typed: "digits" or "length"; ``None`` for a right one."""
    plain = written(number)
    if not (plain.isascii() and plain.isdigit()):
        return "digits"
    return None if FEWEST <= len(plain) <= MOST else "length"


def one_digit_only(number: str) -> bool:
    """Whether it is one digit again and again: a field filled in to be rid of it, and no account."""
    plain = written(number)
    return account_number_fault(number) is None and len(set(plain)) == 1


def misread_card(number: str) -> bool:
    """Whether it looks like a card's number whose check digit is wrong (ISO/IEC 7812-1)."""
    plain = written(number)
    card = len(plain) in CARD_LENGTHS and plain.startswith(CARD_PREFIXES)
    return card and not luhn(plain)

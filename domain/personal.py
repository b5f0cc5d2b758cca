"""Numbers that lead to a person, wherever they stand in a text: identity, bank card, mobile phone."""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from domain.identity import identity_number_fault


class PersonalNumber(StrEnum):
    """What kind of number it is."""

    IDENTITY = "identity-number"
    CARD = "bank-card-number"
    MOBILE = "mobile-number"


_LONG = re.compile(r"[0-9０-９](?:[ \u3000\xa0]?[0-9０-９]){10}")
"""As many digits as the shortest of them has: most texts are let go here."""

_RANDOM = re.compile(r"(?=.*[a-f])([0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{64})")
"""What this house draws or reckons: ids of persons and keys, digests. Its digits mean nothing."""

_IDENTITY = re.compile(r"(?<![0-9])[1-9][0-9]{5} ?[0-9]{8} ?[0-9]{3}[0-9X](?![0-9])")
_CARD = re.compile(r"(?<![0-9])[3-69][0-9]{3}(?: ?[0-9]{4}){3}(?: ?[0-9]{1,3})?(?![0-9])")
"""Banks' numbers begin with 3 to 6 or 9 (ISO/IEC 7812): what begins with a year never is one."""
_MOBILE = re.compile(r"(?<![0-9])(?:(?:00)?86)?1[3-9][0-9] ?[0-9]{4} ?[0-9]{4}(?![0-9])")


_NARROW = str.maketrans("０１２３４５６７８９ＸｘXx\u3000\xa0", "0123456789XXXX  ")


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others (ISO/IEC 7812-1, annex B)."""
    doubled = (sum(divmod(2 * int(d), 10)) for d in digits[-2::-2])
    return (sum(doubled) + sum(int(d) for d in digits[::-2])) % 10 == 0


def personal_number(text: str, today: date) -> PersonalNumber | None:
    """The first kind of personal number a text contains.

    An identity number has its birth date (not after ``today``) and check digit right, a card number
    of 16 to 19 digits its own. They may be grouped by single spaces, in full-width digits too; a
    hyphen parts what only looks like one.
    """
    if _LONG.search(text) is None or _RANDOM.fullmatch(text):
        return None
    plain = text.translate(_NARROW)
    for kind, (form, right) in _KINDS.items():
        if any(right(found[0].replace(" ", ""), today) for found in form.finditer(plain)):
            return kind
    return None


_KINDS: dict[PersonalNumber, tuple[re.Pattern[str], Callable[[str, date], bool]]] = {
    PersonalNumber.IDENTITY: (_IDENTITY, lambda n, day: identity_number_fault(n, day) is None),
    PersonalNumber.CARD: (_CARD, lambda n, day: luhn(n)),
    PersonalNumber.MOBILE: (_MOBILE, lambda n, day: True),
}

"""The codes on slips: a keyed function of the number of a case, so that no fact holds one."""

import hmac

from adapters.keys.keys import MasterKey

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Signs that nobody takes for another, spoken or written by hand."""
LENGTH = 8
PURPOSE = "slip"


class SlipCodes:
    """Makes the code of a slip and tells whether one fits; only who has the keys of the house can."""

    def __init__(self, master: MasterKey) -> None:
        self._master = master

    def of(self, case: str, renewed: int) -> str:
        """The code of a case after so many renewals: eight signs, about forty bits."""
        left = int(self._master.digest(f"{PURPOSE}|{case}|{renewed}".encode(errors="replace")), 16)
        signs = []
        for _ in range(LENGTH):
            left, at = divmod(left, len(ALPHABET))
            signs.append(ALPHABET[at])
        return "".join(signs)

    def fits(self, case: str, renewed: int, said: str) -> bool:
        """Whether that is what was said, however it was set off; as long for one as for another."""
        plain = "".join(sign for sign in said.upper() if sign.isalnum())
        return hmac.compare_digest(plain.encode(), self.of(case, renewed).encode())


def in_print(code: str) -> str:
    """Set off in the middle, so that it can be read out."""
    half = LENGTH // 2
    return f"{code[:half]}-{code[half:]}" if code else ""

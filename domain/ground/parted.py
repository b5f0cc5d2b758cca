"""Numbers that lead to a person, however their figures are parted; and telephones of a household.

One to six signs between two figures part them: blanks, whatever is neither letter nor figure, and
the words for year, month and day. A letter of any other word ends a number, so that a house number
and a telephone after it stay two.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache

from domain.ground.personal import PersonalNumber, luhn, narrow, personal_number

MOST = 6
"""So many signs may part two figures; what is farther apart is two numbers."""
_FEWEST = 10
_DATES = str.maketrans("\u5e74\u6708\u65e5", "...")
_PARTS = re.compile(rf"(?<=[0-9X])[ .-]{{1,{MOST}}}(?=[0-9X])")
_FAR = re.compile(rf"[ .-]{{{MOST + 1},}}")
_RUN = re.compile("[0-9](?:[.-]?[0-9X])+")
_PARTING = re.compile("[.-]")
_DAY_LAST = re.compile(r"[0-9]{3}[.-](?:19|20)[0-9]{2}[.-][01][0-9][.-][0-3][0-9]")
"""A number, and then a day: the number of a paper."""
_YEAR = re.compile("-(?:19[4-9]|20[0-9])[0-9](?:-|$)")
_MOBILE = re.compile("(?:(?:00)?86)?1[3-9][0-9]{9}")
_LANDLINE = re.compile(
    r"(?<![0-9])(?:0|(?:00)?86[.-]?0?)(?:10|2[0-9]|[3-9][0-9]{2})"
    r"[.-]?[1-9](?:[.-]?[0-9]){6,7}(?![.-]?[0-9])"
)
"""An area code of this country, and the 7 or 8 figures of a line."""


def parted_number(text: str, today: date) -> PersonalNumber | None:
    """The first kind of personal number a text contains, its figures parted by whatever signs."""
    plain = gathered(text)
    if plain is None:
        return None
    for run in _RUN.findall(plain):
        kind = _of_run(run)
        if kind is not None:
            return kind
    return personal_number(plain, today)


def landline(text: str) -> bool:
    """Whether a text holds the telephone of a house, with its area code."""
    plain = gathered(text)
    return plain is not None and _LANDLINE.search(plain) is not None


def gathered(text: str) -> str | None:
    """A text with one sign at most between two figures that belong together; ``None`` for few."""
    figures = narrow(text)
    if sum(sign.isdigit() for sign in figures) < _FEWEST:
        return None
    seen = "".join(map(_sign, figures.translate(_DATES)))
    return _PARTS.sub(_one, _FAR.sub("\u9694", seen))


def _one(found: re.Match[str]) -> str:
    return "-" if "-" in found[0] else "."


@lru_cache(maxsize=4096)
def _sign(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind[0] in "LN" or sign in " -":
        return sign
    return "."


def _of_run(run: str) -> PersonalNumber | None:
    """What figures are that stand together, by groups as people write them: none of one figure."""
    groups = _PARTING.split(run)
    whole = "".join(groups)
    if len(groups) == 1 or _YEAR.search(run) or _DAY_LAST.fullmatch(run):
        return None
    first = groups[1] if groups[0] in ("86", "0086") else groups[0]
    if _MOBILE.fullmatch(whole) and len(first) > 2 and min(map(len, groups)) > 1:
        return PersonalNumber.MOBILE
    even = len({len(group) for group in groups[:-1]}) == 1 and len(groups[-1]) <= len(groups[0]) < 6
    card = 16 <= len(whole) <= 19 and whole[0] in "345689" and whole.isdigit()
    return PersonalNumber.CARD if even and card and luhn(whole) else None

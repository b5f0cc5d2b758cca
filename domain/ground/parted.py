"""Numbers that lead to a person, however their figures are parted; and telephones of a household.

One to six signs between two figures part them: blanks, whatever is neither letter nor figure, and
the words for year, month and day. A letter of any other word ends a number, so that a house number
and a telephone after it stay two. Which signs are figures: ``figures``.
"""

import re
from collections.abc import Iterator
from datetime import date

from domain.ground.figures import narrow, ringed, typed
from domain.ground.personal import DIALLED, FIGURE, RANDOM, PersonalNumber, luhn, personal_number

MOST = 6
"""So many signs may part two figures; what is farther apart is two numbers."""
_FEWEST = 10
_DATES = str.maketrans("\u5e74\u6708\u65e5", "...")
_PARTS = re.compile(rf"(?<=[0-9X])[ .-]{{1,{MOST}}}(?=[0-9X])")
_TIMES = re.compile(f"(?<=[0-9lIOo])X{{1,{MOST}}}(?=[0-9lIOo])")
"""A sign for multiplying, where it can be no last place of an identity number."""
_FAR = re.compile(rf"[ .-]{{{MOST + 1},}}")
_RUN = re.compile("[0-9](?:[.-]?[0-9X])+")
_PARTING = re.compile("[.-]")
_DAY_LAST = re.compile(r"[0-9]{3}[.-](?:19|20)[0-9]{2}[.-][01][0-9][.-][0-3][0-9]")
"""A number, and then a day: the number of a paper."""
_YEAR = re.compile("-20[0-3][0-9](?:-|$)")
_MOBILE = re.compile(f"(?:(?:00)?86)?0?{DIALLED}?1[3-9][0-9]{{9}}")
_MONTH = re.compile("[.-]20[0-3][0-9]{3}")
"""An office's code and a month are no card."""
_CARD_LONG = (16, 19)
_LONGEST = 22
"""So many figures the longest has, with all that is dialled before it."""
_LANDLINE = re.compile(
    r"(?<![0-9])(?:0|(?:00)?86[.-]?0?)(?:10|2[0-9]|[3-9][0-9]{2})"
    r"[.-]?[1-9](?:[.-]?[0-9]){6,7}(?![0-9])"
)
"""An area code of this country, and the 7 or 8 figures of a line; an extension may follow."""


def few(text: str) -> bool:
    """Whether a text is seen at once to hold too few figures for any number of a person."""
    return len(text) < _FEWEST or (text.isascii() and len(FIGURE.findall(text)) < _FEWEST)


def number_of_a_person(text: str, today: date) -> PersonalNumber | None:
    """The first kind of personal number a text contains, in whichever habit it is written."""
    if RANDOM.fullmatch(text):
        return None
    return personal_number(text, today) or parted_number(text, today)


def parted_number(text: str, today: date) -> PersonalNumber | None:
    """The first kind of personal number a text contains, its figures parted by whatever signs, or a
    small ring in the place of a zero.
    """
    zeros = ringed(text)
    return _parted(text, today) or (
        None if zeros is None else personal_number(zeros, today) or _parted(zeros, today)
    )


def _parted(text: str, today: date) -> PersonalNumber | None:
    plain = gathered(text)
    if plain is None or RANDOM.fullmatch(text):
        return None
    for run in _RUN.findall(plain):
        kind = _of_run(run)
        if kind is not None:
            return kind
    return personal_number(plain, today)


def landline(text: str) -> bool:
    """Whether a text holds the telephone of a house, with its area code."""
    read = (gathered(one) for one in (text, ringed(text)) if one is not None)
    return any(plain is not None and _LANDLINE.search(plain) is not None for plain in read)


def gathered(text: str) -> str | None:
    """A text with one sign at most between two figures that belong together; ``None`` for few."""
    if few(text):
        return None
    figures = typed(_TIMES.sub(".", narrow(text)))
    if sum(map(str.isdigit, figures)) < _FEWEST:
        return None
    return _PARTS.sub(_one, _FAR.sub("\u9694", figures.translate(_DATES)))


def _one(found: re.Match[str]) -> str:
    return "-" if "-" in found[0] else "."


def _of_run(run: str) -> PersonalNumber | None:
    """What figures are that stand together, by groups as people write them: none of one figure."""
    for groups, part in _stretches(run):
        whole = "".join(groups)
        if _YEAR.search(part) or _DAY_LAST.fullmatch(part):
            continue
        if _MOBILE.fullmatch(whole) and len(groups[0]) > 2 and min(map(len, groups)) > 1:
            return PersonalNumber.MOBILE
        if _CARD_LONG[0] <= len(whole) <= _CARD_LONG[1] and _card(groups, part == run, part):
            return PersonalNumber.CARD
    return None


def _card(groups: list[str], alone: bool, part: str) -> bool:
    """Whether groups are a card's: alike but for the last. House numbers or days make short ones, so
    two figures count only where nothing else stands beside them.
    """
    whole, (first, *_), last = "".join(groups), groups, groups[-1]
    alike = len({len(group) for group in groups[:-1]}) == 1 and len(last) <= max(len(first), 7)
    fitting = alike and (len(first) > 2 or alone) and len(first) < 7 and not _MONTH.search(part)
    return fitting and whole[0] in "345689" and whole.isdigit() and luhn(whole)


def _stretches(run: str) -> Iterator[tuple[list[str], str]]:
    """Every two or more groups that stand together, and how they are parted."""
    cuts = [-1, *(found.start() for found in _PARTING.finditer(run)), len(run)]
    for first, start in enumerate(cuts[:-2]):
        for end in cuts[first + 2 :]:
            part = run[start + 1 : end]
            groups = _PARTING.split(part)
            if sum(map(len, groups)) > _LONGEST:
                break
            yield groups, part

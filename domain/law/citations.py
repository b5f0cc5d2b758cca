"""Citations: one short notation for every provision a rule may rest on, checked against the text.

Notation, for the regulation (拉政发〔2018〕202号)::

    18          article 18 (第十八条)
    18.2.1      its item (二), sub-item (1); levels are dotted numbers
    16/2        the second paragraph of article 16 (an unnumbered paragraph)
    8.1/4       the fourth paragraph under item (一) of article 8, its list being the first

and for other law its short name, ``§`` and the article: ``民法典§203``. What no law says but the
house has set itself is cited as ``内部§三员分立``, and never looks like an article.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from domain.ground.sayings import Saying
from domain.law.provisions import INTERNAL, OTHER_LAW, PROVISIONS

REGULATION = "拉政发〔2018〕202号"
HOUSE = "内部"
"""Where a rule stands that is internal, not statutory."""

UNLISTED = "未列条款"
"""The place of what a pack's document says nothing about, and our rules do all the same."""

PLACE = re.compile(r"\d+(\.\d+)*(/\d+)?")
"""A place in a document of this kind."""

_NUMERALS = "〇一二三四五六七八九"


class NoSuchProvision(ValueError):
    """A citation of something that does not exist, or that is not written in the notation."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision that exists. ``document`` is its law; ``place`` the place within."""

    document: str
    place: str
    summary: str

    def __str__(self) -> str:
        return self.place if self.document == REGULATION else f"{self.document}§{self.place}"

    @property
    def article(self) -> int:
        """The number of the article. Raises ``ValueError`` for an internal rule: it has none."""
        return int(re.split(r"[./]", self.place)[0])

    @property
    def wording(self) -> str:
        """How a Chinese document cites it: ``第十八条第（二）项第（1）目``."""
        if self.document == HOUSE:
            return f"规定：{self.place}"
        if self.place == UNLISTED:
            return f"（本办法{UNLISTED}）"
        if not PLACE.fullmatch(self.place):
            return f"（{self.place}）"
        place, _, paragraph = self.place.partition("/")
        article, *items = place.split(".")
        marks = [
            f"第（{_chinese(int(n))}）项" if level == 0 else f"第（{n}）目"
            for level, n in enumerate(items)
        ]
        tail = f"第{_chinese(int(paragraph))}款" if paragraph else ""
        return f"第{_chinese(int(article))}条{''.join(marks)}{tail}"


def cite(text: str) -> Citation:
    """The citation written as ``text``. Raises ``NoSuchProvision`` where nothing is there."""
    law, mark, article = text.partition("§")
    if mark:
        summary = (INTERNAL if law == HOUSE else OTHER_LAW.get(law, {})).get(article)
        if summary is None:
            raise NoSuchProvision(
                Saying("{text!r} is not among the provisions of other law used here", text=text)
            )
        return Citation(law, article, summary)
    if not PLACE.fullmatch(text):
        raise NoSuchProvision(
            Saying("{text!r} is not written as 18.2.1, 16/2 or 民法典§203", text=text)
        )
    if text not in PROVISIONS:
        raise NoSuchProvision(Saying("{document} has no {text}", document=REGULATION, text=text))
    return Citation(REGULATION, text, PROVISIONS[text])


def exists(text: str) -> bool:
    """Whether there is such a provision."""
    try:
        cite(text)
    except NoSuchProvision:
        return False
    return True


def as_cited(text: str) -> Citation:
    """The same, of a pack's own provisions as well: what they say only that pack knows.

    Raises ``NoSuchProvision``.
    """
    document, mark, place = text.partition("§")
    if mark and place == UNLISTED:
        return Citation(document, UNLISTED, "")
    known = not mark or document == HOUSE or document in OTHER_LAW
    return cite(text) if known or not PLACE.fullmatch(place) else Citation(document, place, "")


def citing(document: str, provisions: Mapping[str, str]) -> Callable[[str], Citation]:
    """How a pack that lists its own provisions cites: a place is one of those, ``§`` other law.

    A pack that lists none cites the regulation above.
    """

    def cite_own(text: str) -> Citation:
        if "§" in text:
            return cite(text)
        if text not in provisions:
            raise NoSuchProvision(Saying("{document} has no {text}", document=document, text=text))
        return Citation(document, text, provisions[text])

    return cite_own if provisions else cite


def wholes(place: str) -> Iterator[str]:
    """A place, and each that it is a part of, the nearest first: 8.1/2, 8.1, 8."""
    yield place
    while cut := max(place.rfind("."), place.rfind("/"), 0):
        place = place[:cut]
        yield place


def _chinese(number: int) -> str:
    """A number from 1 to 9999 in Chinese numerals: 203 is 二百零三, 18 is 十八."""
    written, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += ("零" if gap else "") + _NUMERALS[digit] + sign
        gap = digit == 0 and bool(written)
    return written.removeprefix("一") if number // 10 == 1 else written

"""公示 (A18.1.1): only what may be shown.

Shown are name, village, number of members, category, amount, period and where to object. The table
is built from ``Shown``, which has no room for anything else; digits in names and places are refused,
because numbers of persons, phones, doors and accounts would come in that way.
"""

import re
from dataclasses import dataclass
from datetime import date

from adapters.documents.content import Block, Cell, Document, Role, Row, Style, Table
from adapters.documents.inputs import Office, Paper
from adapters.documents.layout import letter, p
from adapters.documents.wording import day, figures
from domain.case.terms import INDIVIDUAL_CATEGORIES, Category, DocumentKind
from domain.money import Money

TSHEG = "་"
NAME_LENGTH = 30
PLACE_LENGTH = 20

_SPELT_OUT = re.compile("[〇零一二三四五六七八九]{3}")

INDIVIDUAL = "困难个人"
"""One wording for all individuals: a finer one would tell who is a minor or mentally ill."""


class NotForDisplay(ValueError):
    """A public notice would have shown what must not be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One line of the notice. ``masked`` where the family asks for it; minors always are.

    ``title`` is the Chinese of the category.
    """

    name: str
    minor: bool
    village: str
    members: int
    category: Category
    title: str
    amount: Money
    masked: bool = False

    def __post_init__(self) -> None:
        if not (showable(self.name, NAME_LENGTH) and showable(self.village, PLACE_LENGTH)):
            raise NotForDisplay("names and places in a public notice are short, without numbers")

    @property
    def name_shown(self) -> str:
        """The name as it may be read on the board."""
        return masked(self.name) if self.minor or self.masked else self.name

    @property
    def category_shown(self) -> str:
        """The category as it may be read on the board."""
        return INDIVIDUAL if self.category in INDIVIDUAL_CATEGORIES else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity:
    """What 公示 says. The posting day is before ``first_day`` where it is not counted.

    Where it hangs is recorded, and not said: the same text hangs wherever it must. ``decided``: relief
    was approved already, as the procedures of some cities have it.
    """

    paper: Paper
    length: str
    first_day: date
    last_day: date
    shown: tuple[Shown, ...]
    objections: Office
    decided: bool = False


def masked(name: str) -> str:
    """张小明 becomes 张*; of a name in Tibetan script the first syllable stays."""
    first = name.split(TSHEG)[0] + TSHEG if TSHEG in name else name[:1]
    return f"{first}*"


def showable(text: str, length: int) -> bool:
    """Whether a name or place may stand on the board: short, and without numbers."""
    return len(text) <= length and not _has_number(text)


def plain(place: str) -> str:
    """A place up to where its numbers begin: 雪莲村3组 is 雪莲村. Empty where nothing is left."""
    shown = place[:PLACE_LENGTH]
    while shown and not showable(shown, PLACE_LENGTH):
        shown = shown[:-1]
    return shown


def public_notice(said: Publicity) -> Document:
    """公示."""
    paper, objections = said.paper, said.objections
    given = "已批准给予" if said.decided else "拟给予"
    if not said.shown:
        raise ValueError("a public notice must show somebody")
    blocks: list[Block] = [
        p(
            Style.BODY,
            f"依照{paper.basis}的规定，经家庭经济状况核对、入户调查和审核，"
            f"下列家庭（个人）{given}临时救助，现予以公示，接受群众监督。",
        ),
        _table(said.shown, "救助金额" if said.decided else "拟救助金额"),
        p(
            Style.BODY,
            f"公示期：{said.length}，自{day(said.first_day)}起至{day(said.last_day)}止。",
        ),
        p(
            Style.BODY,
            "对公示内容有异议的，可以在公示期内以书面、电话或者当面方式向下列单位反映，匿名反映的同样受理。",
        ),
        p(
            Style.BODY,
            f"受理单位：{objections.name}\n地址：{objections.address}\n监督电话：{objections.phone}",
        ),
        p(Style.BODY, "公示期满即予撤除。"),
    ]
    return letter(DocumentKind.PUBLIC_NOTICE, paper, blocks, served=False)


def _table(shown: tuple[Shown, ...], sum_title: str) -> Table:
    head = ("序号", "申请人", "所在村（居）", "救助人数", "救助类型", sum_title)
    rows = [Row(tuple(Cell(text, role=Role.LABEL) for text in head))]
    for number, one in enumerate(shown, start=1):
        texts = (
            str(number),
            one.name_shown,
            one.village,
            f"{one.members}人",
            one.category_shown,
            figures(one.amount),
        )
        rows.append(Row(tuple(Cell(text, role=Role.CENTRED) for text in texts)))
    return Table((8, 16, 20, 13, 24, 19), tuple(rows), headings=1)


def _has_number(text: str) -> bool:
    """Digits of any script, or three Chinese ones in a row: one alone is part of many names."""
    digits = any(c.isnumeric() and not "一" <= c <= "鿿" for c in text)
    return digits or _SPELT_OUT.search(text) is not None

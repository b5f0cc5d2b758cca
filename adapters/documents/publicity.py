"""公示 (A18.1.1): only what may be shown.

Shown are name, village, number of members, category, amount, period and where to object. The table
is built from ``Shown``, which has no room for anything else; digits in names and places are refused,
because numbers of persons, phones, doors and accounts would come in that way.
"""

import re
from dataclasses import dataclass
from datetime import date

from adapters.documents.content import Block, Cell, Document, Kind, Role, Row, Style, Table
from adapters.documents.inputs import Office, Paper
from adapters.documents.layout import letter, p
from adapters.documents.wording import clause, day, figures
from domain.case.terms import Category
from domain.money import Money

TSHEG = "་"
NAME_LENGTH = 30
PLACE_LENGTH = 20

_SPELT_OUT = re.compile("[〇零一二三四五六七八九]{3}")

SHOWN_CATEGORIES = {
    Category.SUDDEN_HARDSHIP: "急难型困难家庭",
    Category.MEDICAL: "支出型困难家庭（医疗）",
    Category.EDUCATION: "支出型困难家庭（教育）",
    Category.PREDICAMENT: "困境家庭",
    Category.OTHER_HOUSEHOLD: "其他困难家庭",
    # One wording for all individuals: a finer one would tell who is a minor or mentally ill.
    Category.UNSUPPORTED_INDIVIDUAL: "困难个人",
    Category.SPECIAL_INDIVIDUAL: "困难个人",
    Category.OTHER_INDIVIDUAL: "困难个人",
}


class NotForDisplay(ValueError):
    """A public notice would have shown what must not be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One line of the notice. ``masked`` where the family asks for it; minors always are."""

    name: str
    minor: bool
    village: str
    members: int
    category: Category
    amount: Money
    masked: bool = False

    def __post_init__(self) -> None:
        for text, length in ((self.name, NAME_LENGTH), (self.village, PLACE_LENGTH)):
            if len(text) > length or _has_number(text):
                raise NotForDisplay(
                    "names and places in a public notice are short, without numbers"
                )

    @property
    def name_shown(self) -> str:
        """The name as it may be read on the board."""
        return masked(self.name) if self.minor or self.masked else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Publicity:
    """What 公示 says. The posting day is before ``first_day``: it is not counted."""

    paper: Paper
    place: str
    length: str
    first_day: date
    last_day: date
    shown: tuple[Shown, ...]
    objections: Office


def masked(name: str) -> str:
    """张小明 becomes 张*; of a name in Tibetan script the first syllable stays."""
    first = name.split(TSHEG)[0] + TSHEG if TSHEG in name else name[:1]
    return f"{first}*"


def public_notice(said: Publicity) -> Document:
    """公示."""
    paper, objections = said.paper, said.objections
    if not said.shown:
        raise ValueError("a public notice must show somebody")
    blocks: list[Block] = [
        p(
            Style.BODY,
            f"依照{paper.regulation.cited}{clause('18.1.1')}的规定，经家庭经济状况核对、入户调查和审核，"
            f"下列家庭（个人）拟给予临时救助，现在{said.place}予以公示，接受群众监督。",
        ),
        _table(said.shown),
        p(
            Style.BODY,
            f"公示期：{said.length}，自{day(said.first_day)}起至{day(said.last_day)}止。",
        ),
        p(
            Style.BODY,
            "对公示内容有异议的，可以在公示期内以书面、电话或者当面方式向下列单位反映，匿名反映的同样受理："
            f"{objections.name}；地址：{objections.address}；监督电话：{objections.phone}。",
        ),
        p(Style.BODY, "公示期满即予撤除。"),
    ]
    return letter(Kind.PUBLIC_NOTICE, paper, blocks, served=False)


def _table(shown: tuple[Shown, ...]) -> Table:
    head = ("序号", "申请人", "所在村（居）", "救助人数", "救助类型", "拟救助金额")
    rows = [Row(tuple(Cell(text, role=Role.LABEL) for text in head))]
    for number, one in enumerate(shown, start=1):
        texts = (
            str(number),
            one.name_shown,
            one.village,
            f"{one.members}人",
            SHOWN_CATEGORIES[one.category],
            figures(one.amount),
        )
        rows.append(Row(tuple(Cell(text, role=Role.CENTRED) for text in texts)))
    return Table((8, 16, 20, 13, 24, 19), tuple(rows), headings=1)


def _has_number(text: str) -> bool:
    """Digits of any script, or three Chinese ones in a row: one alone is part of many names."""
    digits = any(c.isnumeric() and not "一" <= c <= "鿿" for c in text)
    return digits or _SPELT_OUT.search(text) is not None

"""公示 (A18.1.1): from the posting, with nothing of the application but what may be shown.

Shown are name, village, number of members, category, amount, period and where to object. The table
is built from ``Shown``, which has no room for anything else; digits in names and places are refused,
because numbers of persons, phones, doors and accounts would come in that way.
"""

import re
from dataclasses import dataclass
from datetime import date

from domain.case.notice import facts as e
from domain.case.notice.rules import to_show
from domain.case.situation import Situation
from domain.ground.document import Block, Cell, Document, Role, Row, Style, Table
from domain.ground.masks import masked_name
from domain.ground.money import Money
from domain.ground.terms import INDIVIDUAL_CATEGORIES, Category, DocumentKind
from domain.time.statute import ONE_DAY
from relief.documents.inputs import Limit, Office, Paper
from relief.documents.parts import letter, p
from relief.documents.telling import NotForDisplay, Preview, Telling, Writing, age
from relief.documents.wording import day, figures
from relief.words.sentences import say

ANONYMOUS = "*"
FULL_AGE = 18
"""民法典 §17: under it a name is masked."""
NOTICE = "public-notice"
"""The limit of a notice whose procedure names none any more: a case once general and now urgent."""
NAME_LENGTH = 30
PLACE_LENGTH = 20

_SPELT_OUT = re.compile("[〇零一二三四五六七八九]{3}")

INDIVIDUAL = say("public-notice.individual")
"""One wording for all individuals: a finer one would tell who is a minor or mentally ill."""


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
        return masked_name(self.name) if self.minor or self.masked else self.name

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


def tell(t: Telling) -> Document:
    """The notice of the round that hangs: the recorded sum, the recorded day, its whole period."""
    posted = t.founded(e.PublicNoticePosted)
    first, period = hanging(t, posted.on)
    asked = t.case.asked
    shown = Shown(
        name=name(t),
        minor=minor(t, posted.on),
        village=plain(asked.village) or t.office(asked.township).name,
        members=len(asked.members),
        category=asked.category,
        title=t.category(),
        amount=posted.amount,
    )
    return public_notice(
        Publicity(
            paper=t.paper(),
            length=period.length,
            first_day=first,
            last_day=period.last_day,
            shown=(shown,),
            objections=t.office(t.division),
            decided=t.case.approval is not None,
        )
    )


def hanging(t: Telling, posted_on: date) -> tuple[date, Limit]:
    """The first day of a notice's period, and the period with its last (AMB-16)."""
    procedure = t.case.procedure
    work = t.pack.outcomes.casework
    rule = None if procedure is None else work.procedure(procedure, t.case.asked.category)
    limit = t.pack.limit(NOTICE if rule is None else rule.notice_limit or NOTICE, t.on)
    first = posted_on if limit.counts_start else posted_on + ONE_DAY
    return first, t.due(limit, posted_on)


def name(t: Telling) -> str:
    """The applicant's; one that has figures in it, or is no name, is masked rather than refused."""
    full = t.name()
    short = full if showable(full, NAME_LENGTH) else masked_name(full)
    return short if showable(short, NAME_LENGTH) else ANONYMOUS


def minor(t: Telling, on: date) -> bool:
    """Whether the applicant is under age on a day; whoever's day of birth nobody knows is."""
    years = age(t.facts.member(t.case.asked.applicant), on)
    return years is None or years < FULL_AGE


def supposed(s: Situation) -> e.PublicNoticePosted:
    """A posting today: the notice hangs before it is recorded."""
    return e.PublicNoticePosted(
        on=s.today,
        round=s.case.notices + 1,
        place="",
        amount=to_show(s),
        text_digest="",
        evidence=(),
    )


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
    given = say("public-notice.granted") if said.decided else say("public-notice.proposed")
    if not said.shown:
        raise ValueError("a public notice must show somebody")
    blocks: list[Block] = [
        p(
            Style.BODY,
            say("public-notice.shown", basis=paper.basis, given=given),
        ),
        _table(
            said.shown,
            say("public-notice.amount") if said.decided else say("public-notice.amount-proposed"),
        ),
        p(
            Style.BODY,
            say(
                "public-notice.period",
                length=said.length,
                day=day(said.first_day),
                day2=day(said.last_day),
            ),
        ),
        p(
            Style.BODY,
            say("public-notice.objections"),
        ),
        p(
            Style.BODY,
            say(
                "public-notice.where",
                named=objections.name,
                address=objections.address,
                phone=objections.phone,
            ),
        ),
        p(Style.BODY, say("public-notice.taken-down")),
    ]
    return letter(DocumentKind.PUBLIC_NOTICE, paper, blocks, served=False)


def _table(shown: tuple[Shown, ...], sum_title: str) -> Table:
    head = (
        say("public-notice.place"),
        say("public-notice.applicant"),
        say("public-notice.village"),
        say("public-notice.persons"),
        say("public-notice.category"),
        sum_title,
    )
    rows = [Row(tuple(Cell(text, role=Role.LABEL) for text in head))]
    for number, one in enumerate(shown, start=1):
        texts = (
            str(number),
            one.name_shown,
            one.village,
            say("public-notice.persons-of", members=one.members),
            one.category_shown,
            figures(one.amount),
        )
        rows.append(Row(tuple(Cell(text, role=Role.CENTRED) for text in texts)))
    return Table((8, 16, 20, 13, 24, 19), tuple(rows), headings=1)


def _has_number(text: str) -> bool:
    """Digits of any script, or three Chinese ones in a row: one alone is part of many names."""
    digits = any(c.isnumeric() and not "一" <= c <= "鿿" for c in text)
    return digits or _SPELT_OUT.search(text) is not None


LETTER = Writing(
    kind=DocumentKind.PUBLIC_NOTICE, tell=tell, preview=Preview(supposed=supposed, draft=False)
)

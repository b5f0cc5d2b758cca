"""What several documents need to be told. Callers fill these from facts they may read in clear."""

from dataclasses import dataclass
from datetime import date

from domain.case.terms import Material


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office as it appears in print."""

    name: str
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """The instrument a document rests on: it stands in every document (article 1)."""

    title: str
    number: str

    @property
    def cited(self) -> str:
        """``《…》（拉政发〔2018〕202号）``."""
        return f"《{self.title}》（{self.number}）"


LHASA = Regulation(title="拉萨市临时救助实施细则（试行）", number="拉政发〔2018〕202号")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What every document bears: its number (文号), its day, who issues it, the case.

    ``tibetan`` is an optional heading in Tibetan, set above the Chinese one.
    """

    number: str
    on: date
    issuer: Office
    case: str
    regulation: Regulation = LHASA
    tibetan: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """To whom a notice goes; a household is addressed as 你户. ``agent`` applied for them (A14.1)."""

    applicant: str
    household: bool
    agent: str = ""

    @property
    def you(self) -> str:
        """How the text addresses them."""
        return "你户" if self.household else "你"

    @property
    def line(self) -> str:
        """The line of address."""
        return (
            f"{self.applicant}（受托人：{self.agent}）：" if self.agent else f"{self.applicant}："
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A time limit as computed: its length in words (5个工作日) and its last day.

    ``provisional``: the holidays of the year are not published yet. ``statutory`` is false for
    limits the office set itself, which must never be shown as law.
    """

    length: str
    last_day: date
    provisional: bool = False
    statutory: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A paper to be handed in: ``form`` such as 原件1份, ``source`` where one gets it (A16.2)."""

    material: Material
    form: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """Where a decision can be contested: the reviewing authority and the court."""

    authority: str
    court: str

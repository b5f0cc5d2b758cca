"""What several documents need to be told: facts in clear, and the Chinese of whatever is a term.

Titles, names of offices and provisions come from the policy pack and the divisions: no city's words
stand in letters.
"""

from dataclasses import dataclass
from datetime import date

from relief.words.sentences import say


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What every document bears: title, number (文号), day, issuer, case and legal basis.

    ``provisions`` are those of the regulation it rests on, in words; empty where the pack names none.
    A ``draft`` is marked on every page and has no number. ``tibetan`` is an optional heading in
    Tibetan, set above the Chinese one. Raises ``ValueError`` for a draft with a number.
    """

    title: str
    number: str
    on: date
    issuer: Office
    case: str
    regulation: Regulation
    provisions: str = ""
    draft: bool = False
    tibetan: str = ""

    def __post_init__(self) -> None:
        if self.draft and self.number:
            raise ValueError("a draft has no number")

    @property
    def basis(self) -> str:
        """``《…》（…号）第十五条``: the regulation and its provisions."""
        return f"{self.regulation.cited}{self.provisions}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """To whom a notice goes; a household is addressed as 你户. ``agent`` applied for them (A14.1)."""

    applicant: str
    household: bool
    agent: str = ""

    @property
    def you(self) -> str:
        """How the text addresses them."""
        return say("letters.you-household") if self.household else say("letters.you")

    @property
    def line(self) -> str:
        """The line of address."""
        return (
            say("letters.agent", applicant=self.applicant, agent=self.agent)
            if self.agent
            else f"{self.applicant}："
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

    material: str
    form: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """How a decision can be contested: by which statute, where, and within which limits of which law.

    ``review_days`` are natural days, ``litigation_months`` months, both from receipt.
    """

    statute: str
    authority: str
    review_days: int
    review_law: str
    court: str
    litigation_months: int
    litigation_law: str

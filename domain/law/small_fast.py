"""小额快救: what a document that is on record lays beside a city's regulation, and how much it gives."""

from dataclasses import dataclass
from fractions import Fraction

from domain.ground.declared import carries
from domain.ground.money import Money
from domain.ground.terms import FollowUp
from domain.law.citations import Citation
from domain.law.terms import Register, Term

RULE = "临时救助意见§小额快救"
PLACE = "临时救助意见§急难发生地"
STATUS = "临时救助意见§已认定对象"
HOUSE = "内部§小额快救"
"""What the text read so far leaves open, and whoever records the document decides."""

MONTHS = "small_fast_months"
"""How many monthly standards one such sum may come to."""
TOWNSHIP = "small_fast_township_months"
"""Up to how many the township decides alone; above, the county does."""
TIMES = "small_fast_times"
"""How often a year a family may be helped so."""
STATUS_MONTHS = "known_status_months"
"""For how many months a status that was found stands in the place of tests."""

CHECKED = "small_fast_check_rate"
"""How many in a hundred the county looks at once they are granted; none where it says so."""

PARAMETERS = (MONTHS, TOWNSHIP, TIMES, STATUS_MONTHS, CHECKED)
"""The values such a document must give."""


@carries(RULE, "Whose standard the ceiling is: of the household once, or of each person (AMB-44).")
class SmallPer(Term):
    HOUSEHOLD = "per-household"
    PERSON = "per-person"


@carries("11 12", "Whether a small sum counts in the totals and the count of the year (AMB-45).")
class SmallYear(Term):
    COUNTED = "counted-in-year"
    APART = "apart-from-year"


@carries(HOUSE, "Whether more relief for the same matter is lessened by it (AMB-46).")
class SmallMore(Term):
    AGAINST = "against-later-sum"
    BESIDE = "beside-later-sum"


@dataclass(frozen=True, slots=True)
@carries("11 12 AMB-45 AMB-46", "That a grant was a small sum, and how its law lets it count.")
class SmallGrant:
    in_year: SmallYear
    afterwards: SmallMore

    @property
    def counted(self) -> bool:
        """Whether it counts in the totals and the count of the year."""
        return self.in_year is SmallYear.COUNTED

    @property
    def against(self) -> bool:
        """Whether more relief for the same matter is lessened by it."""
        return self.afterwards is SmallMore.AGAINST


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallFastRule:
    """How a small sum is given at once (小额快救).

    ``series``: the monthly standard sums are reckoned by. ``papers``: those an application needs,
    all others of the city are not asked for. ``statuses``: of whom a register already knows how they
    live, ``waives``: the city's tests in whose place that stands, ``ordinary``: in the city's own
    procedures as well. ``duties``: what follows a township's decision.
    """

    series: str
    per: SmallPer
    year: SmallYear
    more: SmallMore
    papers: tuple[str, ...]
    statuses: frozenset[Register]
    waives: tuple[str, ...]
    ordinary: bool
    citation: Citation
    duties: tuple[FollowUp, ...] = ()

    @carries(RULE, "At most so many monthly standards, of each person where it is read so.")
    def most(self, standard: Money, months: Fraction, persons: int) -> Money:
        """Rounded down to the fen: never above the ceiling."""
        heads = persons if self.per is SmallPer.PERSON else 1
        return Money(int(standard.fen * months * heads))

"""What an assessment answers, and the trace from which anyone can reckon it again."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.assessment.inputs import Elsewhere, Question
from domain.ground.declared import carries
from domain.ground.money import Money
from domain.law.reference import ReferenceValueRecorded
from domain.law.terms import AmountKind, Claim


class Verdict(StrEnum):
    """What the law prescribes, on these facts."""

    DUE = "due"
    INCOMPLETE = "facts-missing"
    ELSEWHERE = "other-rules-apply"
    NOT_COVERED = "not-covered"
    TEST_FAILED = "test-failed"
    GROUND = "refusal-ground"
    SAME_MATTER = "same-matter"
    TOO_OFTEN = "yearly-count-reached"
    NOTHING_DUE = "nothing-due"
    CAP_REACHED = "annual-cap-reached"


class Answer(StrEnum):
    """Yes, no, or not to be said before something missing is known."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


class Flag(StrEnum):
    """What whoever decides must see."""

    FLOOR_CUT_BY_CAP = "floor-cut-by-cap"
    ROOM_CUT = "cut-by-room-left"
    NEAR_EDGE = "base-near-a-tier-edge"
    AT_MOST = "text-names-only-a-maximum"
    NO_RATE_ABOVE = "no-rate-above-the-last-tier"
    EARLIER_DEDUCTED = "earlier-grant-of-the-year-deducted"
    GRANTED_MORE = "earlier-grants-exceed-entitlement"
    REASON_REQUIRED = "amount-is-a-judgement-with-reason"
    OLDER_REFERENCE = "reference-value-is-older"
    REFERENCE_MISSING = "reference-value-not-recorded"
    DECLARED_ONLY = "rests-on-unverified-figures"
    OVERRIDDEN = "test-set-aside-by-county"
    EXCEPTION = "county-exception-used"
    HOUSING_NOT_BASIC = "housing-beyond-basic"
    STAGE_NOT_COUNTED = "school-stage-does-not-count"
    STAGE_MANUAL = "school-stage-needs-a-decision"
    AID_THIS_YEAR = "other-aid-or-compensation-this-year"
    PERIODS_CLIPPED = "periods-beyond-what-is-allowed"
    NO_LIMIT_STATED = "no-limit-stated"
    AREA_UNSAID = "housing-area-not-said"
    REPAID_MORE = "paid-back-more-than-the-cost"


@carries("4/2 18", "Who decides.")
class Decider(StrEnum):
    COUNTY = "county"
    TOWNSHIP = "township-by-delegation"


@dataclass(frozen=True, slots=True)
class Lack:
    """A fact, paper or finding that is missing, and the provision that asks for it."""

    what: str
    article: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One test: both sides in fen where it compares, and whether its outcome binds."""

    test: str
    article: str
    answer: Answer
    binding: bool
    left: Money | None = None
    right: Money | None = None
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class GroundResult:
    """A ground of refusal: pointed to by a machine, or found by a person; only ``holds`` refuses."""

    ground: str
    article: str
    candidate: bool
    holds: bool


@dataclass(frozen=True, slots=True)
@carries("8", "Whether the kind of hardship is there, and why not or what is missing.")
class Coverage:
    answer: Answer
    article: str
    failed: tuple[Lack, ...]
    missing: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class AmountRange:
    """The least, the proposed and the most that may be granted, all included.

    ``proposed`` is absent where the law leaves the sum to judgement altogether. ``reasoned``: any
    sum but a prescribed one needs a written reason.
    """

    least: Money
    proposed: Money | None
    most: Money
    reasoned: bool

    def permits(self, amount: Money) -> bool:
        """Whether a sum lies within the range."""
        return self.least <= amount <= self.most


@dataclass(frozen=True, slots=True)
class Applied:
    """A parameter that was used: value and unit as the pack has them, since when, by what law."""

    id: str
    value: str
    unit: str
    since: date
    article: str


@dataclass(frozen=True, slots=True)
class ReferenceUsed:
    """A reference value that was used, as recorded; ``older``: not the one that was asked for."""

    series: str
    fact: ReferenceValueRecorded
    older: bool


@dataclass(frozen=True, slots=True)
class Share:
    """The part of the base that was tiered together: whose, its tier, rate and exact earning.

    ``exact`` is in fen: ``whole`` or ``whole+rest/denominator``. Marginal tiers have no one rate.
    """

    whose: str
    base: Money
    up_to: Money | None
    rate: str | None
    exact: str


@dataclass(frozen=True, slots=True)
class PoolUse:
    """A yearly total: its cap, what is used of it, and the room left."""

    pool: str
    article: str
    cap: Money
    used: Money
    room: Money


@dataclass(frozen=True, slots=True)
class FormulaUse:
    """What one of several formulas gives, exactly, and whether it is the one that counts."""

    formula: str
    article: str
    exact: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Raised:
    """Another maximum that held: for which limit, by what finding, by which minutes."""

    limit: str
    article: str
    most: Money
    claim: Claim | None
    minutes: str | None


@dataclass(frozen=True, slots=True)
@carries("AMB-37", "What one of two years comes to: its costs, its earlier grants, its totals.")
class YearPart:
    """``booked``: the year whose totals it uses up, where costs decide that."""

    year: int
    booked: int | None
    base: Money
    earlier: Money
    pools: tuple[PoolUse, ...]
    amount: AmountRange


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How the sum came about: base, shares, earlier grants of the year, pools in their order.

    ``booked``: the year whose totals it uses up, where costs decide that. ``parts``: where costs of
    two years are answered, each year by itself, the earlier one first. ``formulas`` are those of
    which one was taken, ``raised`` the maxima that held instead of the usual ones.
    """

    kind: AmountKind
    article: str
    base: Money | None
    shares: tuple[Share, ...]
    earlier: Money
    pools: tuple[PoolUse, ...]
    booked: int | None = None
    parts: tuple[YearPart, ...] = ()
    formulas: tuple[FormulaUse, ...] = ()
    raised: tuple[Raised, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything the answer rests on. ``known`` is how many reference values were recorded then.

    ``fingerprint`` is that of the law applied; traces of before it was kept have none.
    """

    question: Question
    pack: str
    document: str
    overlay: str | None
    readings: tuple[tuple[str, str], ...]
    known: int
    applied: tuple[Applied, ...]
    references: tuple[ReferenceUsed, ...]
    reckoning: Reckoning | None
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The law's answer to a question. It decides nothing: an officer does.

    ``against`` is everything that stands against relief; its first is the verdict.
    """

    verdict: Verdict
    against: tuple[Verdict, ...]
    coverage: Coverage
    tests: tuple[Checked, ...]
    grounds: tuple[GroundResult, ...]
    elsewhere: Elsewhere | None
    missing: tuple[Lack, ...]
    amount: AmountRange | None
    room: Money | None
    decider: Decider
    flags: tuple[Flag, ...]
    trace: Trace

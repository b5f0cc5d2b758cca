"""What is declared and verified about a household or individual: the facts an assessment rests on.

``evidence`` everywhere is the id of a paper or record on file; never a name or free text about a
person, because assessments are kept whole in decision facts.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.ground.declared import carries, says
from domain.ground.money import ZERO, Money
from domain.ground.terms import Category, Cause, Procedure, Subject
from domain.law.terms import CareKind, Claim, Effect, Evidence, Register, SchoolStage


@says("Whether a figure is what the family says, or what was checked.")
class Certainty(StrEnum):
    DECLARED = "declared"
    VERIFIED = "verified"


@carries("2", "How other programmes stand to this hardship.")
class OtherAid(StrEnum):
    NOT_COVERED = "not-covered"
    STILL_DIFFICULT = "covered-still-difficult"


@carries("8.2.1 8.2.3", "Whom other rules provide for: led there, never simply refused.")
class Elsewhere(StrEnum):
    VAGRANT = "vagrant-relief"
    PUBLIC_EMERGENCY = "public-emergency-relief"
    EMERGENCY_TREATMENT = "emergency-treatment-fund"


@dataclass(frozen=True, slots=True)
@says("Where a figure or statement comes from, and the day it describes or was checked.")
class Source:
    certainty: Certainty
    evidence: str
    on: date


@dataclass(frozen=True, slots=True)
@says("A sum with its source. A later correction is a new figure, never an overwriting.")
class Figure:
    amount: Money
    source: Source


@dataclass(frozen=True, slots=True)
@says("What a person found to be so, or not so.")
class Statement:
    claim: Claim
    holds: bool
    source: Source


HUNDREDTHS = "hundredths"
"""What marks a field whose whole number counts hundredths, and which people write with a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
@carries(
    "8.1/3 9", "E: necessary spending over a period, item by item; an absent item is nothing spent."
)
class Spending:
    """``clothing`` includes daily needs, water and power. ``housing_area`` is in hundredths of a
    square metre per head; ``housing_dangerous``: 危房.
    """

    start: date
    end: date
    food: Figure | None = None
    clothing: Figure | None = None
    housing: Figure | None = None
    medical: Figure | None = None
    education: Figure | None = None
    housing_area: int | None = field(default=None, metadata={HUNDREDTHS: True})
    housing_dangerous: bool = False

    @property
    def items(self) -> tuple[Figure, ...]:
        """The items that were given."""
        every = (self.food, self.clothing, self.housing, self.medical, self.education)
        return tuple([item for item in every if item is not None])

    @property
    def fen(self) -> int:
        """E in fen."""
        total = 0
        for item in (self.food, self.clothing, self.housing, self.medical, self.education):
            if item is not None:
                total += item.amount.fen
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("8.1/2 9", "D, I and the income per head of 12 months, with the months it covers.")
class Means:
    deposits: Figure | None = None
    income_last_year: Figure | None = None
    income_per_head: Figure | None = None
    income_from: date | None = None
    income_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("8.1/4", "One settled bill and who paid what of it. Counted by the day of settlement.")
class MedicalBill:
    """``commercial_insurance``: 商业保险. ``compensation``: what anybody else paid for this bill, who
    caused the illness or answers for it.
    """

    id: str
    patient: str
    settled_on: date
    total: Money
    basic_insurance: Money = ZERO
    major_insurance: Money = ZERO
    medical_aid: Money = ZERO
    social_aid: Money = ZERO
    commercial_insurance: Money = ZERO
    compensation: Money = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("8.1/5", "What a child's schooling cost. The last two sums are on record and never count.")
class SchoolCost:
    """``selection_fee``: 择校费. ``outside_rent``: 校外租房."""

    id: str
    child: str
    paid_on: date
    stage: SchoolStage
    tuition: Money = ZERO
    lodging: Money = ZERO
    living: Money = ZERO
    books: Money = ZERO
    education_aid: Money = ZERO
    social_aid: Money = ZERO
    selection_fee: Money = ZERO
    outside_rent: Money = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("26", "One cost of a destitute person, and which programmes paid what of it.")
class CareCost:
    """``special_aid``: 专项救助. ``support_fund``: 特困供养救助经费."""

    id: str
    kind: CareKind
    paid_on: date
    total: Money
    insurance: Money = ZERO
    special_aid: Money = ZERO
    support_fund: Money = ZERO


@dataclass(frozen=True, slots=True)
@carries("11", "Other aid, or compensation, received this year: by whom it was given, and when.")
class Received:
    giver: str
    amount: Money
    on: date
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("10", "What registers and checks show. ``None``: not asked yet.")
class Signals:
    check_refused: bool = False
    verifiable: bool | None = None
    mismatch: Money | None = None
    able_without_work: bool | None = None
    realisable_assets: Money | None = None
    basic_need: Money | None = None
    third_party: bool = False
    station_record: bool | None = None


NO_SIGNALS = Signals()
"""Nothing was asked, nothing is known."""


@dataclass(frozen=True, slots=True)
@carries("10", "A person found that a ground of refusal holds, or does not.")
class Finding:
    ground: str
    holds: bool
    by: str
    on: date
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
@carries("9", "A test set aside (一般指): by which post, with which written reason on file.")
class Override:
    test: str
    post: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
@carries(
    "AMB-37", "A grant in any member's account. ``own``: to the person assessed, as an individual."
)
class EarlierGrant:
    """``on`` is the day of approval, ``expense_year`` the year whose costs it answered (AMB-37).
    ``booked``: the year whose totals it uses up, where that is not simply the year of approval.
    ``small``: a small sum at once, which answered no costs.
    """

    case: str
    on: date
    subject: Subject
    category: Category
    amount: Money
    expense_year: int
    own: bool = False
    booked: int | None = None
    small: bool = False

    @property
    def year(self) -> int:
        """The calendar year whose totals it uses up."""
        return self.on.year if self.booked is None else self.booked


@dataclass(frozen=True, slots=True, kw_only=True)
@says("The hardship and the household, as far as known. ``members`` counts who shares the home.")
class Circumstances:
    subject: Subject
    category: Category
    cause: Cause
    members: int = 1
    other_aid: OtherAid | None = None
    effects: tuple[Effect, ...] = ()
    registers: tuple[Register, ...] = ()
    elsewhere: Elsewhere | None = None
    evidence: tuple[Evidence, ...] = ()
    statements: tuple[Statement, ...] = ()
    spending: Spending | None = None
    means: Means = field(default_factory=Means)
    bills: tuple[MedicalBill, ...] = ()
    schooling: tuple[SchoolCost, ...] = ()
    aid: tuple[Received, ...] = ()
    compensation: tuple[Received, ...] = ()
    signals: Signals = NO_SIGNALS
    findings: tuple[Finding, ...] = ()
    care: tuple[CareCost, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
@carries(
    "12 AMB-12 AMB-40",
    "Everything asked of the law at once: circumstances, days, place, procedure, what came before.",
)
class Question:
    """``accepted_on`` governs (AMB-12, AMB-40); ``on`` is the day of the decision and dates the
    yearly totals; ``applied_on`` the income test; ``expense_year`` the bills, ``also_year`` those of
    the year before, where both are answered.
    ``delegated_up_to`` is the ceiling of the county's delegation in force for this township and
    kind, where there is one. ``grants_this_year`` is the most any person helped has had.
    ``same_matter`` names the case that relieved this matter before; ``exception`` the document
    of the county's exception (12). ``known_base`` is the base last assessed for that year.
    ``periods``: months or days proposed. ``collective``: the minutes of the meeting that resolved it.
    ``ahead``: what the family had at once for this very matter, where that lessens the sum;
    ``waived``: tests in whose place a known status stands.
    """

    circumstances: Circumstances
    township: str
    applied_on: date
    accepted_on: date
    on: date
    expense_year: int
    procedure: Procedure = Procedure.GENERAL
    lives_in_seat: bool = False
    delegated_up_to: Money | None = None
    earlier: tuple[EarlierGrant, ...] = ()
    grants_this_year: int = 0
    same_matter: str | None = None
    exception: str | None = None
    overrides: tuple[Override, ...] = ()
    known_base: Money | None = None
    periods: int | None = None
    also_year: int | None = None
    collective: str | None = None
    ahead: Money | None = None
    waived: tuple[str, ...] = ()

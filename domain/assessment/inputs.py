"""What is declared and verified about a household or individual: the facts an assessment rests on.

``evidence`` everywhere is the id of a paper or record on file; never a name or free text about a
person, because assessments are kept whole in decision facts.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.case.terms import Category, Cause, Procedure, Subject
from domain.law.terms import Claim, Effect, Evidence, Register, SchoolStage
from domain.money import ZERO, Money


class Certainty(StrEnum):
    """Whether a figure is what the family says, or what was checked."""

    DECLARED = "declared"
    VERIFIED = "verified"


class OtherAid(StrEnum):
    """How other programmes stand to this hardship (2)."""

    NOT_COVERED = "not-covered"
    STILL_DIFFICULT = "covered-still-difficult"


class Elsewhere(StrEnum):
    """Whom other rules provide for (8.2.1, 8.2.3): led there, never simply refused."""

    VAGRANT = "vagrant-relief"
    PUBLIC_EMERGENCY = "public-emergency-relief"
    EMERGENCY_TREATMENT = "emergency-treatment-fund"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure or statement comes from, and the day it describes or was checked."""

    certainty: Certainty
    evidence: str
    on: date


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum with its source. A later correction is a new figure, never an overwriting."""

    amount: Money
    source: Source


@dataclass(frozen=True, slots=True)
class Statement:
    """What a person found to be so, or not so."""

    claim: Claim
    holds: bool
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """E: necessary spending over a period (9, 8.1/3), item by item; an absent item is nothing spent.

    ``clothing`` includes daily needs, water and power. ``housing_area`` is in hundredths of a
    square metre per head; ``housing_dangerous``: 危房.
    """

    start: date
    end: date
    food: Figure | None = None
    clothing: Figure | None = None
    housing: Figure | None = None
    medical: Figure | None = None
    education: Figure | None = None
    housing_area: int | None = None
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
class Means:
    """D, I and the income per head of 12 months (9, 8.1/2), with the months it covers."""

    deposits: Figure | None = None
    income_last_year: Figure | None = None
    income_per_head: Figure | None = None
    income_from: date | None = None
    income_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicalBill:
    """One settled bill and who paid what of it (8.1/4). Counted by the day of settlement."""

    id: str
    patient: str
    settled_on: date
    total: Money
    basic_insurance: Money = ZERO
    major_insurance: Money = ZERO
    medical_aid: Money = ZERO
    social_aid: Money = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolCost:
    """What a child's schooling cost (8.1/5). The last two sums are on record and never count.

    ``selection_fee``: 择校费. ``outside_rent``: 校外租房.
    """

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


@dataclass(frozen=True, slots=True)
class Received:
    """Other aid, or compensation, received this year (11): by whom it was given, and when."""

    giver: str
    amount: Money
    on: date
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What registers and checks show (10). ``None``: not asked yet."""

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
class Finding:
    """A person found that a ground of refusal holds, or does not (10)."""

    ground: str
    holds: bool
    by: str
    on: date
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Override:
    """A test set aside (9 一般指): by which post, with which written reason on file."""

    test: str
    post: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierGrant:
    """A grant in any member's account. ``own``: to the person assessed, as an individual.

    ``on`` is the day of approval, ``expense_year`` the year whose costs it answered (AMB-37).
    """

    case: str
    on: date
    subject: Subject
    category: Category
    amount: Money
    expense_year: int
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """The hardship and the household, as far as known. ``members`` counts who shares the home."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Everything asked of the law at once: circumstances, days, place, procedure, what came before.

    ``accepted_on`` governs (AMB-12, AMB-40); ``on`` is the day of the decision and dates the yearly
    totals; ``applied_on`` the income test; ``expense_year`` the bills. ``delegated_up_to`` is the
    ceiling of the county's delegation in force for this township and kind, where there is one.
    ``grants_this_year`` is the most any person helped has had. ``same_matter`` names the case that
    relieved this matter before; ``exception`` the document of the county's exception (12).
    ``known_base`` is the base last assessed for that year. ``periods``: months or days proposed.
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

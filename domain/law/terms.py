"""The closed lists a policy pack may use. Values stand in files and facts and are never renamed."""

from enum import StrEnum

from domain.ground.declared import carries, says


class Term(StrEnum):
    """A closed list whose members hash as the strings they are, which is several times faster."""

    __hash__ = str.__hash__


class AmountKind(Term):
    """The shapes an amount can have."""

    TIER_WHOLE = "tier-whole"
    """The whole base earns the rate of the tier it falls in."""
    TIER_MARGINAL = "tier-marginal"
    """Each part of the base earns the rate of its own tier."""
    RATE = "rate-with-cap"
    """One rate of the base, up to ``most``."""
    FLOOR = "floor-ceiling"
    """At least a multiple of a standard, at most what the limits leave; a judgement between."""
    STANDARD = "standard-periods"
    """A standard times persons times months (or days), the number being a judgement."""
    BAND = "band"
    """Between two fixed sums; a judgement."""
    DISCRETIONARY = "discretionary"
    """Up to what the limits leave; a judgement."""
    COSTS = "up-to-costs"
    """Up to the costs that are left; a judgement."""
    UP_TO = "up-to"
    """Up to a multiple of a standard, without a least sum; a judgement."""
    GREATER = "greater-of"
    """The greater of what several formulas give."""
    LESSER = "lesser-of"
    """The lesser of what several formulas give."""


@carries("8.1.1", "What a sudden event did to the household.")
class Effect(Term):
    EARNER_LOST = "main-worker-lost"
    LABOUR_WEAKENED = "labour-structure-weakened"
    PROPERTY_LOST = "heavy-property-loss"
    INCOME_CUT = "main-income-cut-off"


@carries(
    "8.1.3 26",
    "On which register somebody stands: 低保、低收入、特困、特殊困难儿童、低保边缘、刚性支出.",
)
class Register(Term):
    SUBSISTENCE = "subsistence-allowance"
    LOW_INCOME = "low-income"
    DESTITUTE = "destitute-living-at-home"
    SPECIAL_CHILD = "child-in-special-hardship"
    IN_INSTITUTION = "destitute-in-institution"
    MARGIN = "subsistence-margin"
    RIGID = "rigid-expenditure"


@says("What only a person can find to be so.")
class Claim(Term):
    PROPERTY_WITHIN_RULES = "property-within-subsistence-rules"
    LOSS_BEYOND_INCOME = "income-cannot-make-up-the-loss"
    COST_STILL_HEAVY = "remaining-cost-still-heavy"
    SPENDING_JUMPED = "necessary-spending-jumped-beyond-means"
    OTHER_MEASURES_TRIED = "other-measures-did-not-suffice"
    NO_FAMILY_SUPPORT = "family-cannot-support-for-now"
    CANNOT_LIVE = "basic-living-cannot-be-kept-up"
    NEEDS_CARE = "needs-care-or-treatment-for-now"


@carries("8", "Which paper or record proves a kind of hardship.")
class Evidence(Term):
    EVENT_PROOF = "event-proof"
    VISIT_RECORD = "visit-record"
    BILLS = "medical-bills-and-settlement-slips"
    ENROLMENT = "enrolment-proof"
    FEE_RECEIPTS = "fee-receipts"
    REGISTER_LOOKUP = "register-lookup"
    OTHER_MEASURES_RECORD = "other-measures-record"
    NO_SUPPORT_DECLARATION = "no-family-support-declaration"
    CONTACT_ATTEMPTS = "contact-attempts"
    CARE_PAPERS = "guardian-police-or-hospital-papers"


class Quantity(Term):
    """Sums a test may compare."""

    NECESSARY_SPENDING = "necessary-spending"
    DEPOSITS = "deposits"
    INCOME_LAST_YEAR = "income-last-year"
    INCOME_PER_HEAD = "income-per-head-12-months"


class Comparison(Term):
    """How two sums are compared; strict or not."""

    OVER = ">"
    AT_LEAST = ">="
    UNDER = "<"
    AT_MOST = "<="


class Costs(Term):
    """Which costs a base adds up."""

    MEDICAL = "medical-bills"
    SCHOOL = "school-costs"
    SPENDING = "necessary-spending"
    CARE = "destitute-costs"


class Deducted(Term):
    """What is taken off a cost before it counts (A8.1.2, A8.1/4)."""

    BASIC_INSURANCE = "basic-insurance"
    MAJOR_INSURANCE = "major-illness-insurance"
    MEDICAL_AID = "medical-aid"
    EDUCATION_AID = "education-aid"
    SOCIAL_AID = "social-aid"
    COMMERCIAL_INSURANCE = "commercial-insurance"
    COMPENSATION = "compensation"
    INSURANCE = "insurance"
    SPECIAL_AID = "special-aid"
    SUPPORT_FUND = "destitute-support-fund"


@carries("26", "What of a destitute person cost more than other programmes paid.")
class CareKind(Term):
    DISABILITY = "disability-care"
    HOSPITAL = "hospital-care"
    OFF_CATALOGUE = "off-catalogue-treatment"
    FUNERAL = "funeral"
    OTHER = "other-cost"


@carries("8.1/5", "学段.")
class SchoolStage(Term):
    KINDERGARTEN = "kindergarten"
    PRIMARY = "primary"
    JUNIOR = "junior-secondary"
    SENIOR = "senior-secondary"
    VOCATIONAL = "vocational-senior-secondary"
    COLLEGE = "college"
    POSTGRADUATE = "postgraduate"


class SumOver(Term):
    """Whose costs are added before the scale applies (AMB-05, AMB-36)."""

    HOUSEHOLD = "household"
    PATIENT = "patient"
    CHILD = "child"


@carries("9", "How spending on a home larger than basic housing counts (AMB-42).")
class LargeHome(Term):
    BASIC_PART = "basic-part"
    """As much of it as the basic area is of the whole area."""
    NOT_COUNTED = "large-home-not-counted"
    WHOLE = "large-home-counted-whole"


@carries("9", "Whether spending on a home in danger (危房) counts (AMB-43).")
class DangerousHome(Term):
    COUNTED = "dangerous-home-counted"
    NOT_COUNTED = "dangerous-home-not-counted"


class SeriesUnit(Term):
    """What a reference value is in."""

    YUAN_A_MONTH = "yuan-per-month"
    YUAN_A_DAY = "yuan-per-day"
    YUAN_A_YEAR = "yuan-per-year"


class AsOf(Term):
    """The value of which day, or of which year, is meant (AMB-12)."""

    ACCEPTANCE = "acceptance-day"
    DECISION = "decision-day"
    LAST_YEAR = "year-before-application"


class Fallback(Term):
    """What happens where the value meant is not published yet (AMB-10)."""

    NONE = "none"
    LATEST = "latest-published-flagged"


class Per(Term):
    """Whether a standard counts once or for each member."""

    CASE = "case"
    MEMBER = "member"


class PoolOf(Term):
    """Whose yearly total a pool is: all members together, or the person helped."""

    HOUSEHOLD = "household"
    PERSON = "person"


class Window(Term):
    """Which grants a yearly total counts (AMB-01)."""

    CALENDAR = "calendar-year"
    ROLLING = "rolling-year"


class CapYear(Term):
    """Which year's total a grant for costs uses up (AMB-37)."""

    APPROVAL = "year-of-approval"
    COSTS = "year-of-costs"


class FloorVsCap(Term):
    """What holds where the least is above the most (AMB-06)."""

    CAP_WINS = "cap-wins"
    FLOOR_WINS = "floor-wins"


class Rounding(Term):
    """How the one rounding at the end goes (AMB-33)."""

    HALF_UP = "half-up-once"
    DOWN = "down-once"


class NoticeTime(Term):
    """When the public notice stands, if at all."""

    BEFORE = "before-approval"
    AFTER = "after-approval"
    NONE = "none"


class Step(Term):
    """The steps whose order a pack may say."""

    MEANS_CHECK = "means-check"
    HOME_VISIT = "home-visit"
    APPRAISAL = "community-appraisal"
    PAPERS = "papers"
    VERIFICATION = "county-verification"
    OPINION = "opinion"
    DECISION = "decision"
    PAYMENT = "payment"
    CLOSING = "closing"


class Renotice(Term):
    """After which change of a sum a notice hangs anew (AMB-30)."""

    RAISED = "lower-with-reason-raise-renotice"
    ANY = "any-change-renotice"


class LateDay(Term):
    """Whether a township decides after the day it accepted (AMB-32)."""

    ALLOWED = "allowed-flagged"
    REFUSED = "late-day-refused"


class Signal(Term):
    """What a machine can see that points to a ground of refusal (A10). Never a finding."""

    CHECK_REFUSED = "check-refused-and-not-verifiable"
    MISMATCH = "mismatch-above-tolerance"
    ABLE_WITHOUT_WORK = "able-adult-without-work"
    ASSETS_COVER_NEED = "realisable-assets-cover-need"
    COMPENSATED = "compensation-received"
    STATION_RECORD = "station-record"


class Frequency(Term):
    """What is counted: grants of a year, or of one matter (A12)."""

    YEAR = "year"
    MATTER = "matter"

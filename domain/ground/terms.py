"""The closed lists of the procedure. Values are stored in facts and never renamed."""

from collections.abc import Iterable
from enum import StrEnum

from domain.ground.declared import carries, says
from domain.ground.service_terms import DocumentFormat as DocumentFormat
from domain.ground.service_terms import DocumentKind as DocumentKind
from domain.ground.service_terms import Manner as Manner
from domain.ground.service_terms import Recipient as Recipient


@carries("8", "Whom the relief is for: 家庭 or 个人.")
class Subject(StrEnum):
    HOUSEHOLD = "household"
    INDIVIDUAL = "individual"


@carries("8.1 8.2 26", "困难类型.")
class Category(StrEnum):
    SUDDEN_HARDSHIP = "sudden-hardship"
    MEDICAL = "medical-expenditure"
    EDUCATION = "education-expenditure"
    PREDICAMENT = "predicament"
    OTHER_HOUSEHOLD = "other-household"
    UNSUPPORTED_INDIVIDUAL = "unsupported-individual"
    SPECIAL_INDIVIDUAL = "special-individual"
    OTHER_INDIVIDUAL = "other-individual"
    DESTITUTE = "destitute-individual"


INDIVIDUAL_CATEGORIES = frozenset(kind for kind in Category if kind.value.endswith("-individual"))


@carries("2 8", "What befell the family.")
class Cause(StrEnum):
    FIRE = "fire"
    LIGHTNING = "lightning"
    DROWNING = "drowning"
    TRAFFIC = "traffic-accident"
    OTHER_ACCIDENT = "other-accident"
    ILLNESS = "major-illness"
    SCHOOLING = "schooling"
    SUDDEN_SPENDING = "sudden-necessary-spending"
    OTHER = "other"


@carries("14", "How the application reached the township: 本人、委托、主动发现.")
class Channel(StrEnum):
    COUNTER = "counter"
    ONLINE = "online"
    ON_BEHALF = "on-behalf"
    LEAD = "lead"


@carries("15", "户籍或居住证, or neither.")
class Residence(StrEnum):
    LOCAL = "local-hukou"
    PERMIT = "residence-permit"
    NEITHER = "neither"


@says("A member's relation to the applicant.")
class Relation(StrEnum):
    APPLICANT = "applicant"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    WARD = "ward"
    OTHER = "other"


@carries("16/1 16/2 17", "申请材料 that rules speak of. The whole list is the pack's.")
class Material(StrEnum):
    LETTER = "application-letter"
    RESIDENCE_PAPER = "hukou-book-or-permit"
    IDENTITY_CARD = "identity-card"
    HARDSHIP_PROOF = "hardship-proof"
    INCOME_PROPERTY_PROOF = "income-and-property-proof"
    MEANS_CHECK_CONSENT = "means-check-consent"
    APPLICATION_FORM = "application-form"
    ORIGIN_PROOF = "origin-county-proof"
    ENTRUSTMENT = "entrustment-letter"


@carries("18.1 18.2 临时救助意见§小额快救", "一般程序, 紧急程序 or 小额快救.")
class Procedure(StrEnum):
    GENERAL = "general"
    URGENT = "urgent"
    SMALL_FAST = "small-fast"


@carries("18", "Which time limits a case runs under.")
class Course(StrEnum):
    GENERAL = "general"
    URGENT_TOWNSHIP = "urgent-township"
    URGENT_SEAT = "urgent-seat"
    URGENT_OTHER = "urgent-other"
    SMALL_FAST = "small-fast"


@says("审核意见.")
class Opinion(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


@carries("18.1.1", "家庭经济状况核对.")
class MeansCheck(StrEnum):
    CONSISTENT = "consistent"
    MISMATCH = "mismatch"
    NOT_VERIFIABLE = "not-verifiable"


@carries("18.1.1", "What a check leaves in doubt, so that a person must find how it is.")
class Doubt(StrEnum):
    MISMATCH = "means-check-mismatch"
    NOT_VERIFIABLE = "means-check-not-verifiable"
    DECLARED_ONLY = "figures-only-declared"


@carries("18.1.1", "异议处理结果 (the flow itself is an internal default).")
class ObjectionOutcome(StrEnum):
    UNFOUNDED = "unfounded"
    AMOUNT_WRONG = "upheld-amount"
    NOT_ELIGIBLE = "upheld-not-eligible"


@carries("10.1 10.2 10.3 10.4 10.5 10.6 10.7 10.8 10.9 10.10", "不予救助的理由; tests not met.")
class Ground(StrEnum):
    REFUSES_CHECK = "10.1-refuses-economic-check"
    HIDES_OR_FORGES = "10.2-hides-or-forges"
    IDLE_LAND = "10.3-leaves-land-idle"
    REFUSES_WORK = "10.4-refuses-work"
    REALISABLE_ASSETS = "10.5-realisable-assets"
    ILLEGAL_ACTIVITY = "10.6-illegal-activity"
    OWN_VIOLATION = "10.7-own-violation"
    COMPENSATED = "10.8-compensated-by-third-party"
    STATION_FRAUD = "10.9-station-fraud"
    COUNTY_GROUND = "10.10-county-ground"
    NOT_COVERED = "8-not-covered"
    NO_SEVERE_DIFFICULTY = "9-no-severe-difficulty"
    SAME_MATTER = "12.1-same-matter"
    TOO_OFTEN = "12-yearly-count-reached"
    YEARLY_LIMIT = "11-yearly-limit-reached"
    NOTHING_DUE = "11-nothing-due"
    NOT_CONFIRMED = "18.1.2-not-confirmed"
    NOT_VERIFIED = "18.2.2-not-verified"

    @property
    def article(self) -> str:
        """The provision it stands in (8 to 12)."""
        return "12" if self is Ground.SAME_MATTER else self.value.partition("-")[0]

    @property
    def found_by_a_person(self) -> bool:
        """Whether it is one of article 10, which somebody must find; the others are reckoned."""
        return self.article.startswith("10.")


@carries("18.2.1", "What a pack asks for after a delegated approval: 报备, 补签.")
class FollowUp(StrEnum):
    FILING = "filing"
    COUNTERSIGNATURE = "countersignature"


@carries("18.2.1 AMB-31", "Why a countersignature was refused.")
class CountersignatureOutcome(StrEnum):
    FORMAL = "formal-defect"
    NOT_ELIGIBLE = "not-eligible-in-good-faith"
    FRAUD = "fraud"


@says("What was decided on an application.")
class Decided(StrEnum):
    APPROVAL = "approval"
    REFUSAL = "refusal"


@says("Why an acceptance or an entry counts for nothing.")
class MistakeGround(StrEnum):
    ENTERED_TWICE = "entered-twice"
    WRONG_KIND = "wrong-kind"
    WRONG_PERSONS = "wrong-persons"
    NOT_COMPETENT = "not-competent"
    PAPERS_WRONG = "papers-wrong"

    @property
    def article(self) -> str:
        return "内部§登记更正"


@says("What is looked at again: duplicates and authority at every later step, the rest is undone.")
class Again(StrEnum):
    DUPLICATES = "duplicates"
    AUTHORITY = "authority"
    PAPERS = "papers"
    URGENCY = "urgency"
    MEANS_CHECK = "means-check"
    HOME_VISIT = "home-visit"
    CIRCUMSTANCES = "circumstances"
    OPINION = "opinion"
    NOTICE = "public-notice"


@says("Who looked at a decision upon the applicant's complaint: 行政复议机关, 人民法院.")
class Reviewer(StrEnum):
    AUTHORITY = "review-authority"
    COURT = "court"


@says("What came of a review.")
class ReviewResult(StrEnum):
    UPHELD = "upheld"
    REVOKED = "revoked"
    CHANGED = "changed"
    OF_OTHERS = "of-others"


@says("Why a decision does not stand as it was given.")
class RevisionGround(StrEnum):
    FACTS_WRONG = "facts-wrong"
    FACTS_LATE = "facts-found-later"
    HIDDEN = "hidden-or-forged"
    LAW_MISAPPLIED = "law-misapplied"
    PROCEDURE = "procedure-violated"
    SUM_WRONG = "sum-wrong"
    RELIEVED_TWICE = "relieved-twice"
    REVIEW = "administrative-review"
    JUDGMENT = "court-judgment"

    @property
    def article(self) -> str:
        return "内部§决定更正"


@carries("22", "资金来源.")
class FundSource(StrEnum):
    FISCAL = "fiscal"
    DONATION = "donation"
    BALANCE_SUBSISTENCE = "balance-subsistence-allowance"
    BALANCE_DESTITUTE = "balance-support-for-the-destitute"
    BALANCE_RELIEF = "balance-temporary-relief"


@carries("19 20", "发放方式.")
class Method(StrEnum):
    BANK = "bank"
    CASH = "cash"
    GOODS = "goods"


@says("Why the bank sent a payment back (退票).")
class PaymentFault(StrEnum):
    NAME_MISMATCH = "name-mismatch"
    ACCOUNT_CLOSED = "account-closed"
    ACCOUNT_FROZEN = "account-frozen"
    ACCOUNT_NOT_FOUND = "account-not-found"


@carries("21", "转介去向.")
class ReferralPurpose(StrEnum):
    SUBSISTENCE = "subsistence-allowance"
    MEDICAL = "medical-assistance"
    EDUCATION = "education-assistance"
    HOUSING = "housing-assistance"
    EMPLOYMENT = "employment-assistance"
    CHARITY = "charity"
    HOME_COUNTY = "home-county"


@says("How a case left the counter.")
class Ending(StrEnum):
    NOT_ACCEPTED = "acceptance-refused"
    LAPSED = "lapsed"
    HANDED_TO_STATION = "handed-to-relief-station"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    REFUSED = "refused"
    PAID = "paid"
    COUNTERSIGNATURE_REFUSED = "countersignature-refused"
    ENTERED_BY_MISTAKE = "entered-by-mistake"
    HANDED_TO_COMPETENT = "handed-to-competent"


@says("Where the main course of a case stands. Obligations beside it have states of their own.")
class Stage(StrEnum):
    UNKNOWN = "unknown"
    RECEIVED = "received"
    SUPPLEMENT_REQUESTED = "supplement-requested"
    ACCEPTED = "accepted"
    OPINION_SIGNED = "opinion-signed"
    EXAMINED = "examined"
    IN_NOTICE = "in-notice"
    CLEARED = "cleared"
    SUBMITTED = "submitted"
    UNDER_COUNTY = "under-county"
    RETURNED = "returned"
    APPROVED = "approved"
    REFUSED = "refused"
    PAID = "paid"
    ENDED = "ended"
    """Over, and open only until the family was served what was decided."""
    CLOSED = "closed"


ORDER = {stage: place for place, stage in enumerate(Stage)} | {
    Stage.RETURNED: [*Stage].index(Stage.ACCEPTED)
}
"""How far a case is at each stage: one that was returned to the township begins again there."""


def passed(here: Stage, stages: Iterable[Stage]) -> bool:
    """Whether a case has all of some stages behind it: what waits for one of them is no more to come."""
    named = tuple(stages)
    return bool(named) and all(ORDER[stage] < ORDER[here] for stage in named)


@says("Which paper carries the number.")
class NumberKind(StrEnum):
    BANK_SERIAL = "bank-serial"
    RECEIPT = "receipt"
    PROCUREMENT = "procurement"
    DECISION = "decision"
    DEFICIENCY_NOTICE = "deficiency-notice"
    ACCEPTANCE_REFUSAL = "acceptance-refusal"
    STATION_SLIP = "station-slip"
    SERVICE_RECEIPT = "service-receipt"
    DELEGATION = "delegation"

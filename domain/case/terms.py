"""The closed lists of the procedure. Values are stored in facts and never renamed."""

from enum import StrEnum


class Subject(StrEnum):
    """Whom the relief is for (A8): 家庭 or 个人."""

    HOUSEHOLD = "household"
    INDIVIDUAL = "individual"


class Category(StrEnum):
    """困难类型 (A8.1, A8.2)."""

    SUDDEN_HARDSHIP = "sudden-hardship"
    MEDICAL = "medical-expenditure"
    EDUCATION = "education-expenditure"
    PREDICAMENT = "predicament"
    OTHER_HOUSEHOLD = "other-household"
    UNSUPPORTED_INDIVIDUAL = "unsupported-individual"
    SPECIAL_INDIVIDUAL = "special-individual"
    OTHER_INDIVIDUAL = "other-individual"


INDIVIDUAL_CATEGORIES = frozenset(
    {Category.UNSUPPORTED_INDIVIDUAL, Category.SPECIAL_INDIVIDUAL, Category.OTHER_INDIVIDUAL}
)


class Cause(StrEnum):
    """What befell the family (A2, A8)."""

    FIRE = "fire"
    LIGHTNING = "lightning"
    DROWNING = "drowning"
    TRAFFIC = "traffic-accident"
    OTHER_ACCIDENT = "other-accident"
    ILLNESS = "major-illness"
    SCHOOLING = "schooling"
    SUDDEN_SPENDING = "sudden-necessary-spending"
    OTHER = "other"


class Channel(StrEnum):
    """How the application reached the township (A14): 本人、委托、主动发现."""

    COUNTER = "counter"
    ONLINE = "online"
    ON_BEHALF = "on-behalf"
    LEAD = "lead"


class Residence(StrEnum):
    """户籍或居住证 (A15.1), or neither (A15.2)."""

    LOCAL = "local-hukou"
    PERMIT = "residence-permit"
    NEITHER = "neither"


class Relation(StrEnum):
    """A member's relation to the applicant."""

    APPLICANT = "applicant"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    WARD = "ward"
    OTHER = "other"


class Material(StrEnum):
    """申请材料 that rules speak of (A16.3, A16.4, A17.1). The whole list is the pack's."""

    LETTER = "application-letter"
    RESIDENCE_PAPER = "hukou-book-or-permit"
    IDENTITY_CARD = "identity-card"
    HARDSHIP_PROOF = "hardship-proof"
    INCOME_PROPERTY_PROOF = "income-and-property-proof"
    MEANS_CHECK_CONSENT = "means-check-consent"
    APPLICATION_FORM = "application-form"
    ORIGIN_PROOF = "origin-county-proof"
    ENTRUSTMENT = "entrustment-letter"


class Procedure(StrEnum):
    """一般程序 (A18.1) or 紧急程序 (A18.2)."""

    GENERAL = "general"
    URGENT = "urgent"


class Course(StrEnum):
    """Which time limits a case runs under (A18)."""

    GENERAL = "general"
    URGENT_TOWNSHIP = "urgent-township"
    URGENT_SEAT = "urgent-seat"
    URGENT_OTHER = "urgent-other"


class Opinion(StrEnum):
    """审核意见."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class MeansCheck(StrEnum):
    """家庭经济状况核对 (A18.1.1)."""

    CONSISTENT = "consistent"
    MISMATCH = "mismatch"
    NOT_VERIFIABLE = "not-verifiable"


class ObjectionOutcome(StrEnum):
    """异议处理结果 (A18.1.1; the flow itself is an internal default)."""

    UNFOUNDED = "unfounded"
    AMOUNT_WRONG = "upheld-amount"
    NOT_ELIGIBLE = "upheld-not-eligible"


class Ground(StrEnum):
    """不予救助的理由 (A10.1 to A10.10), and the tests that are not met."""

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

    @property
    def article(self) -> str:
        """The provision it stands in (8 to 12)."""
        return "12" if self is Ground.SAME_MATTER else self.value.partition("-")[0]

    @property
    def found_by_a_person(self) -> bool:
        """Whether it is one of article 10, which somebody must find; the others are reckoned."""
        return self.article.startswith("10.")


class FollowUp(StrEnum):
    """What a pack asks for after a delegated approval (A18.2.1): 报备, 补签."""

    FILING = "filing"
    COUNTERSIGNATURE = "countersignature"


class CountersignatureOutcome(StrEnum):
    """Why a countersignature was refused (A18.2.1, AMB-31)."""

    FORMAL = "formal-defect"
    NOT_ELIGIBLE = "not-eligible-in-good-faith"
    FRAUD = "fraud"


class FundSource(StrEnum):
    """资金来源 (A22)."""

    FISCAL = "fiscal"
    DONATION = "donation"
    BALANCE_SUBSISTENCE = "balance-subsistence-allowance"
    BALANCE_DESTITUTE = "balance-support-for-the-destitute"
    BALANCE_RELIEF = "balance-temporary-relief"


class Method(StrEnum):
    """发放方式 (A19, A20)."""

    BANK = "bank"
    CASH = "cash"
    GOODS = "goods"


class PaymentFault(StrEnum):
    """Why the bank sent a payment back (退票)."""

    NAME_MISMATCH = "name-mismatch"
    ACCOUNT_CLOSED = "account-closed"
    ACCOUNT_FROZEN = "account-frozen"
    ACCOUNT_NOT_FOUND = "account-not-found"


class ReferralPurpose(StrEnum):
    """转介去向 (A21)."""

    SUBSISTENCE = "subsistence-allowance"
    MEDICAL = "medical-assistance"
    EDUCATION = "education-assistance"
    HOUSING = "housing-assistance"
    EMPLOYMENT = "employment-assistance"
    CHARITY = "charity"
    HOME_COUNTY = "home-county"


class DocumentKind(StrEnum):
    """文书 (A16.2, A16.7, A18, A21): the documents of a case."""

    ACCEPTANCE = "acceptance-notice"
    DEFICIENCIES = "deficiency-notice"
    ACCEPTANCE_REFUSAL = "acceptance-refusal"
    RELIEF_REFUSAL = "relief-refusal"
    FORM = "application-form"
    PUBLIC_NOTICE = "public-notice"
    COUNTERSIGNATURE = "countersignature-form"
    REFERRAL = "referral-slip"


class DocumentFormat(StrEnum):
    """文书格式: printable, or editable in an office program."""

    PDF = "pdf"
    DOCX = "docx"


class Manner(StrEnum):
    """送达方式: 直接、留置、邮寄、公告、电子."""

    DIRECT = "direct"
    LEFT = "left-at-residence"
    POST = "post"
    ANNOUNCEMENT = "announcement"
    ELECTRONIC = "electronic"


class Recipient(StrEnum):
    """受送达人: the applicant, an adult of the household, the agent; an office; or everybody."""

    APPLICANT = "applicant"
    RELATIVE = "adult-relative"
    AGENT = "agent"
    RECEIVER = "receiving-office"
    COUNTY = "county-office"
    PUBLIC = "public"


class Ending(StrEnum):
    """How a case left the counter."""

    NOT_ACCEPTED = "acceptance-refused"
    LAPSED = "lapsed"
    HANDED_TO_STATION = "handed-to-relief-station"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    REFUSED = "refused"
    PAID = "paid"
    COUNTERSIGNATURE_REFUSED = "countersignature-refused"


class Stage(StrEnum):
    """Where the main course of a case stands. Obligations beside it have states of their own."""

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
    CLOSED = "closed"

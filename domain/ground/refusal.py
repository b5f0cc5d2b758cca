"""A refusal carries data: codes, articles, facts. Its wording is chosen at the edge."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Why something is refused. Stable: programs switch on these."""

    # the words of a command
    FIELD_INVALID = "field-invalid"
    FIELD_MISSING = "field-missing"
    SIGN_NOT_PRINTABLE = "sign-not-printable"
    ADULT_LEFT = "adult-left"
    GUARDIAN_MISSING = "guardian-missing"
    DATE_IN_FUTURE = "date-in-future"
    DATE_TOO_EARLY = "date-too-early"
    DATE_TOO_LATE = "date-too-late"
    LATENESS_UNREASONED = "lateness-unreasoned"
    AMOUNT_NOT_POSITIVE = "amount-not-positive"
    IDENTITY_NUMBER_WRONG = "identity-number-wrong"
    IDENTITY_NOT_SAID = "identity-not-said"
    IDENTITY_CONTRADICTS = "identity-contradicts"
    NUMBER_NEEDED = "number-needed"
    BORN_LATER = "born-later"
    GUARDIAN_NOT_LISTED = "guardian-not-listed"
    NUMBER_OF_A_MEMBER = "number-of-a-member"
    NUMBER_KNOWN_OTHERWISE = "number-known-otherwise"
    NUMBERED_ALREADY = "numbered-already"
    PERSONAL_NUMBER = "personal-number"
    MASKED_VALUE = "masked-value"
    ACCOUNT_NUMBER_WRONG = "account-number-wrong"
    ACCOUNT_NUMBER_DOUBTFUL = "account-number-doubtful"
    NUMBER_USED_ALREADY = "number-used-already"
    DIVISION_UNKNOWN = "division-unknown"
    DIVISION_OF_OTHER_LEVEL = "division-of-other-level"
    FILE_UNKNOWN = "file-unknown"
    FILE_TWICE = "file-twice"
    PHOTOGRAPHS_MISSING = "photographs-missing"
    # the course of a case
    CASE_UNKNOWN = "case-unknown"
    CASE_EXISTS = "case-exists"
    OUT_OF_ORDER = "out-of-order"
    MATERIALS_MISSING = "materials-missing"
    NOTIFIED_ALREADY = "notified-already"
    NOT_RESIDENT = "not-resident"
    RESIDENT = "resident"
    NOT_URGENT = "not-urgent"
    INQUIRY_INCOMPLETE = "inquiry-incomplete"
    DOUBT_OPEN = "doubt-open"
    DOUBT_UNKNOWN = "doubt-unknown"
    DEATH_KNOWN = "death-known"
    IN_TWO_HOUSEHOLDS = "in-two-households"
    NOT_LIVING_TOGETHER = "not-living-together"
    LIKENESS_OPEN = "likeness-open"
    LIKENESS_UNKNOWN = "likeness-unknown"
    VERDICT_STANDS = "verdict-stands"
    DEATH_UNKNOWN = "death-unknown"
    CONSENT_MISSING = "consent-missing"
    CONSENT_DUE_TODAY = "consent-due-today"
    OPINION_INCONSISTENT = "opinion-inconsistent"
    NOTICE_NOT_OVER = "notice-not-over"
    BOX_NOT_EMPTIED = "box-not-emptied"
    NOTICE_MISSING = "notice-missing"
    NOTICE_NOT_REQUIRED = "notice-not-required"
    OBJECTION_OPEN = "objection-open"
    OBJECTION_UNKNOWN = "objection-unknown"
    OBJECTION_LATE = "objection-late"
    COMPLAINT_OPEN = "complaint-open"
    COMPLAINT_UNKNOWN = "complaint-unknown"
    SPOT_CHECK_PENDING = "spot-check-pending"
    SPOT_CHECK_SHORT = "spot-check-short"
    SPOT_CHECK_ENOUGH = "spot-check-enough"
    SPOT_CHECK_OTHER = "spot-check-other"
    SPOT_CHECK_NOT_SELECTED = "spot-check-not-selected"
    VERIFICATION_PENDING = "verification-pending"
    CHECK_NOT_CONFIRMED = "check-not-confirmed"
    WITH_COUNTY = "with-county"
    RETURNED_ALREADY = "returned-already"
    EXAMINED_ALREADY = "examined-already"
    DECIDED_ALREADY = "decided-already"
    AMENDMENT_PENDING = "amendment-pending"
    AMENDMENT_UNKNOWN = "amendment-unknown"
    ROOM_MINTED = "room-minted"
    DUTY_HIDDEN = "duty-hidden"
    TRANSFER_PENDING = "transfer-pending"
    TRANSFER_TOO_LATE = "transfer-too-late"
    ACCEPTED_ANEW_TOO_OFTEN = "accepted-anew-too-often"
    TRANSFER_UNKNOWN = "transfer-unknown"
    TAKEN_OVER = "taken-over"
    NOT_TAKEN_OVER = "not-taken-over"
    NOT_THE_RECEIVER = "not-the-receiver"
    URGENT_FOR_ANOTHER = "urgent-for-another"
    OPINION_NEGATIVE = "opinion-negative"
    OPINION_MISSING = "opinion-missing"
    # what the law prescribes
    CIRCUMSTANCES_MISSING = "circumstances-missing"
    DIFFERS_FROM_APPLICATION = "differs-from-application"
    FACTS_MISSING = "facts-missing"
    FINDING_MISSING = "finding-missing"
    OTHER_RULES_APPLY = "other-rules-apply"
    NOT_COVERED = "not-covered"
    TEST_FAILED = "test-failed"
    REFUSAL_GROUND = "refusal-ground"
    GROUND_NOT_BORNE_OUT = "ground-not-borne-out"
    COUNTY_GROUND_UNKNOWN = "county-ground-unknown"
    # the sums
    ABOVE_DELEGATED_CEILING = "above-delegated-ceiling"
    ABOVE_NOTICED_AMOUNT = "above-noticed-amount"
    NOT_NOTICED_AMOUNT = "not-noticed-amount"
    ABOVE_RECOMMENDED_AMOUNT = "above-recommended-amount"
    ABOVE_HOUSEHOLD_CAP = "above-household-cap"
    ABOVE_PERSON_CAP = "above-person-cap"
    ANNUAL_CAP_REACHED = "annual-cap-reached"
    NOTHING_DUE = "nothing-due"
    AMOUNT_OUTSIDE_RANGE = "amount-outside-range"
    AMOUNT_UNREASONED = "amount-unreasoned"
    LOWERED_WITHOUT_REASON = "lowered-without-reason"
    YEARLY_COUNT_REACHED = "yearly-count-reached"
    SUM_UNCHANGED = "sum-unchanged"
    SAME_MATTER = "same-matter"
    NOT_DELEGATED = "not-delegated"
    DAY_OVER = "day-over"
    DELEGATION_NOT_PROVIDED = "delegation-not-provided"
    DELEGATION_UNKNOWN = "delegation-unknown"
    DELEGATION_EXISTS = "delegation-exists"
    # after the decision
    NOT_FILED = "not-filed"
    OBLIGATION_NOT_REQUIRED = "obligation-not-required"
    DONE_ALREADY = "done-already"
    NOTHING_TO_DO = "nothing-to-do"
    COUNTERSIGNATURE_REFUSED = "countersignature-refused"
    PAID_ALREADY = "paid-already"
    REVISION_PENDING = "revision-pending"
    REVISION_UNKNOWN = "revision-unknown"
    REVIEW_UNCONFIRMED = "review-unconfirmed"
    REVIEW_TO_ENTER = "review-to-enter"
    REVIEW_TWICE = "review-twice"
    REVIEW_ABOVE_CAP = "review-above-cap"
    REVIEW_BINDING = "review-binding"
    REVIEW_BINDS = "review-binds"
    REVIEW_ANNULLED = "review-annulled"
    REVIEW_ORDERED = "review-ordered"
    DEBT_OPEN = "debt-open"
    PAYMENT_PENDING = "payment-pending"
    PAYMENT_UNKNOWN = "payment-unknown"
    PAYMENT_NOT_CREDITED = "payment-not-credited"
    NOT_HANDED_OVER = "not-handed-over"
    ABOVE_UNPAID_AMOUNT = "above-unpaid-amount"
    ACCOUNT_NOT_CORRECTED = "account-not-corrected"
    ACCOUNT_MISSING = "account-missing"
    CORRECTION_PENDING = "correction-pending"
    CORRECTION_UNKNOWN = "correction-unknown"
    NOBODY_LEFT = "nobody-left"
    NOT_A_MEMBER = "not-a-member"
    FUND_NOT_FOR = "fund-not-for"
    FUND_NOT_YET = "fund-not-yet"
    NOT_RELEASED = "not-released"
    RELEASE_OPEN = "release-open"
    REFERRAL_OPEN = "referral-open"
    REFERRAL_UNKNOWN = "referral-unknown"
    OBLIGATION_OPEN = "obligation-open"
    DECISION_NOT_SERVED = "decision-not-served"
    MESSAGES_NOT_AGREED = "messages-not-agreed"
    MESSAGE_NOT_DELIVERED = "message-not-delivered"
    SERVICE_NOT_TRIED = "service-not-tried"
    DOCUMENT_NOT_ISSUED = "document-not-issued"
    DOCUMENT_DIFFERS = "document-differs"
    DOCUMENT_NOT_PRINTABLE = "document-not-printable"
    NOT_THE_ISSUER = "not-the-issuer"
    LIMIT_NOT_OVER = "limit-not-over"
    LIMIT_NOT_RUNNING = "limit-not-running"
    LEAD_UNKNOWN = "lead-unknown"
    # holiday notices
    NOTICE_VAGUE = "notice-vague"
    NOTICE_STANDS_ALREADY = "notice-stands-already"
    NOTICE_AMENDS_NOTHING = "notice-amends-nothing"
    NOTICE_AGAINST_STATUTE = "notice-against-statute"
    NOTICE_CONTRADICTS = "notice-contradicts"
    NOTICE_NOT_SHOWN = "notice-not-shown"
    NOTICE_UNKNOWN = "notice-unknown"
    NOTICE_BUILT_UPON = "notice-built-upon"
    # divisions on record
    DIVISION_VAGUE = "division-vague"
    DIVISION_MISFITS = "division-misfits"
    DIVISION_ENDS_TOO_EARLY = "division-ends-too-early"
    DIVISION_SUCCEEDS_ITSELF = "division-succeeds-itself"
    DIVISION_PARENT_UNKNOWN = "division-parent-unknown"
    DIVISION_OVERLAPS = "division-overlaps"
    DIVISION_NOT_THERE = "division-not-there"
    DIVISION_OF_OTHER_CITY = "division-of-other-city"
    DIVISION_HAS_PARTS = "division-has-parts"
    DIVISION_CASES_OPEN = "division-cases-open"
    DIVISION_REACHES_BACK = "division-reaches-back"
    DIVISIONS_NOT_SHOWN = "divisions-not-shown"
    DIVISIONS_UNKNOWN = "divisions-unknown"
    DIVISIONS_RESTED_ON = "divisions-rested-on"
    DIVISIONS_BUILT_UPON = "divisions-built-upon"
    DIVISION_ENDED = "division-ended"
    # law on record
    LAW_FILE_UNKNOWN = "law-file-unknown"
    LAW_FILE_DIFFERS = "law-file-differs"
    LAW_RESTED_ON = "law-rested-on"
    LAW_NOT_PROPOSED = "law-not-proposed"
    LAW_UNKNOWN = "law-unknown"
    READING_UNKNOWN = "reading-unknown"
    READING_IMPOSSIBLE = "reading-impossible"
    INTERPRETATION_REACHES_BACK = "interpretation-reaches-back"
    INTERPRETATION_IN_FUTURE = "interpretation-in-future"
    # the officer
    POST_NOT_COMPETENT = "post-not-competent"
    OUT_OF_JURISDICTION = "out-of-jurisdiction"
    DUTIES_NOT_SEPARATE = "duties-not-separate"
    KIN_CONCERNED = "kin-concerned"
    OWN_MATTER = "own-matter"
    NOT_AN_OUTSIDER = "not-an-outsider"
    # the register of officers
    APPOINTMENT_EXISTS = "appointment-exists"
    NOBODY_TO_DEPUTISE = "nobody-to-deputise"
    APPOINTMENT_UNKNOWN = "appointment-unknown"
    POSTS_INCOMPATIBLE = "posts-incompatible"
    ADMINISTRATOR_EXISTS = "administrator-exists"
    OFFICER_UNKNOWN = "officer-unknown"
    OFFICE_SHORT = "office-short"
    OFFICER_UNIDENTIFIED = "officer-unidentified"
    KINSHIP_DECLARED = "kinship-declared"
    KINSHIP_UNKNOWN = "kinship-unknown"
    SIGN_IN_LINKED = "sign-in-linked"
    SIGN_IN_UNKNOWN = "sign-in-unknown"
    # keys of persons
    PERSON_UNKNOWN = "person-unknown"
    FILE_KEPT = "file-kept"
    NOT_PROPOSED = "not-proposed"
    KEY_DESTROYED = "key-destroyed"
    # the request itself
    IDEMPOTENCY_KEY_REUSED = "idempotency-key-reused"
    VERSION_STALE = "version-stale"
    BUSY = "busy"
    CLOCK_BEHIND = "clock-behind"
    NO_LAW_IN_FORCE = "no-law-in-force"


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of a refusal: code, the article behind it, the field it is about, the facts."""

    code: Code
    article: str | None = None
    field: str | None = None
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)


Reasons = Reason | tuple[Reason, ...] | None
"""What a guard or check answers: one reason, several at once, or none."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A command changes nothing, for all of these reasons at once."""

    reasons: tuple[Reason, ...]


def reason(
    code: Code, article: str | None = None, field: str | None = None, **facts: object
) -> Reason:
    """A reason; every fact is written out as text."""
    return Reason(code, article, field, {k: str(v) for k, v in facts.items()})


def gather(reasons: Iterable[Reasons]) -> tuple[Reason, ...]:
    """All reasons that hold, each once."""
    every: list[Reason] = []
    for some in reasons:
        if not some:
            continue
        for one in some if isinstance(some, tuple) else (some,):
            if one not in every:
                every.append(one)
    return tuple(every)

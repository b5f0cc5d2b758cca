"""What is said when something is refused: title, sentence and way out of every code, and its status.

A sentence names facts as ``{fact}``. A part in ``[…]`` is left out where its facts are absent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from domain.assessment.result import Verdict
from domain.ground.refusal import Code
from relief.words.dictionary import CHINESE, Unworded, knows, of, table, word


class Edge(StrEnum):
    """Why a request is refused before anyone asks the rules. Stable, like ``Code``."""

    FIELD_UNKNOWN = "field-unknown"
    FIELD_REPEATED = "field-repeated"
    BODY_NOT_JSON = "body-not-json"
    BODY_TOO_LARGE = "body-too-large"
    FILE_TYPE_WRONG = "file-type-wrong"
    FILE_EMPTY = "file-empty"
    FILE_NOT_AS_SAID = "file-not-as-said"
    FILE_TOO_MUCH = "file-too-much"
    FILE_LOCKED = "file-locked"
    FILE_ACTIVE = "file-active"
    FILE_PAGES = "file-too-many-pages"
    FILE_UNREADABLE = "file-unreadable"
    FILE_NAME_LEADS = "file-name-leads"
    FILE_DAMAGED = "file-damaged"
    FILE_ABSENT = "file-absent"
    FILES_DOWN = "files-unavailable"
    MEDIA_TYPE_WRONG = "media-type-wrong"
    KEY_MISSING = "idempotency-key-missing"
    KEY_INVALID = "idempotency-key-invalid"
    VERSION_MISSING = "if-match-missing"
    VERSION_INVALID = "if-match-invalid"
    QUERY_INVALID = "query-invalid"
    QUERY_MISSING = "query-missing"
    QUERY_UNKNOWN = "query-unknown"
    QUERY_REPEATED = "query-repeated"
    QUERY_UNREADABLE = "query-unreadable"
    UNAUTHENTICATED = "unauthenticated"
    TOKEN_EXPIRED = "token-expired"
    WAY_CLOSED = "sign-in-not-offered"
    SIGN_IN_FAILED = "sign-in-failed"
    NOT_APPOINTED = "not-appointed"
    NOT_LOCAL = "not-signed-in-locally"
    CREDENTIALS_WRONG = "credentials-wrong"
    PROVIDER_DOWN = "sign-in-provider-unavailable"
    NOT_FOUND = "not-found"
    PROGRESS_UNKNOWN = "progress-unknown"
    METHOD_WRONG = "method-not-allowed"
    BODY_TOO_DEEP = "body-too-deep"
    BODY_TOO_MANY = "body-too-many"
    BODY_TOO_SLOW = "body-too-slow"
    HOST_UNKNOWN = "host-unknown"
    TOO_MANY = "too-many-requests"
    LEDGER_BEHIND = "ledger-behind"
    LEDGERS_REBUILDING = "ledgers-rebuilding"
    FOLLOWER_STOPPED = "follower-stopped"
    FOLLOWER_LAGS = "follower-lags"
    SWEEP_STOPPED = "sweep-stopped"
    STORE_DOWN = "store-unavailable"
    STORE_READ_ONLY = "store-read-only"
    KEYS_DOWN = "keys-unavailable"
    FAULT = "internal-error"


@dataclass(frozen=True, slots=True)
class Wording:
    """Title, sentence with facts, way out, HTTP status."""

    title: str
    sentence: str
    way_out: str
    status: int


WORDS, COURSE, DENIED = 422, 409, 403
"""What was said is wrong; the case is not there yet; the officer may not."""

STATUSES: Mapping[Code | Edge, int] = {
    Code.FIELD_INVALID: WORDS,
    Code.FIELD_MISSING: WORDS,
    Code.DATE_IN_FUTURE: WORDS,
    Code.DATE_TOO_EARLY: WORDS,
    Code.DATE_TOO_LATE: WORDS,
    Code.LATENESS_UNREASONED: WORDS,
    Code.AMOUNT_NOT_POSITIVE: WORDS,
    Code.IDENTITY_NUMBER_WRONG: WORDS,
    Code.IDENTITY_NOT_SAID: WORDS,
    Code.IDENTITY_CONTRADICTS: WORDS,
    Code.NUMBER_NEEDED: WORDS,
    Code.BORN_LATER: WORDS,
    Code.GUARDIAN_NOT_LISTED: WORDS,
    Code.NUMBER_OF_A_MEMBER: COURSE,
    Code.NUMBER_KNOWN_OTHERWISE: COURSE,
    Code.NUMBERED_ALREADY: COURSE,
    Code.PERSONAL_NUMBER: WORDS,
    Code.MASKED_VALUE: WORDS,
    Code.FILE_UNKNOWN: WORDS,
    Code.FILE_TWICE: COURSE,
    Code.PHOTOGRAPHS_MISSING: COURSE,
    Code.ACCOUNT_NUMBER_WRONG: WORDS,
    Code.ACCOUNT_NUMBER_DOUBTFUL: WORDS,
    Code.NUMBER_USED_ALREADY: COURSE,
    Code.DIVISION_UNKNOWN: WORDS,
    Code.DIVISION_OF_OTHER_LEVEL: WORDS,
    Code.CASE_UNKNOWN: 404,
    Code.CASE_EXISTS: COURSE,
    Code.OUT_OF_ORDER: COURSE,
    Code.MATERIALS_MISSING: COURSE,
    Code.NOTIFIED_ALREADY: COURSE,
    Code.NOT_RESIDENT: COURSE,
    Code.RESIDENT: COURSE,
    Code.NOT_URGENT: COURSE,
    Code.INQUIRY_INCOMPLETE: COURSE,
    Code.DOUBT_OPEN: COURSE,
    Code.DOUBT_UNKNOWN: WORDS,
    Code.CONSENT_MISSING: COURSE,
    Code.CONSENT_DUE_TODAY: COURSE,
    Code.OPINION_INCONSISTENT: WORDS,
    Code.NOTICE_NOT_OVER: COURSE,
    Code.BOX_NOT_EMPTIED: COURSE,
    Code.NOTICE_MISSING: COURSE,
    Code.NOTICE_NOT_REQUIRED: COURSE,
    Code.OBJECTION_OPEN: COURSE,
    Code.OBJECTION_UNKNOWN: WORDS,
    Code.OBJECTION_LATE: WORDS,
    Code.COMPLAINT_OPEN: COURSE,
    Code.COMPLAINT_UNKNOWN: WORDS,
    Code.SPOT_CHECK_PENDING: COURSE,
    Code.SPOT_CHECK_SHORT: COURSE,
    Code.SPOT_CHECK_ENOUGH: COURSE,
    Code.SPOT_CHECK_NOT_SELECTED: COURSE,
    Code.VERIFICATION_PENDING: COURSE,
    Code.CHECK_NOT_CONFIRMED: COURSE,
    Code.WITH_COUNTY: COURSE,
    Code.RETURNED_ALREADY: COURSE,
    Code.EXAMINED_ALREADY: COURSE,
    Code.DECIDED_ALREADY: COURSE,
    Code.AMENDMENT_PENDING: COURSE,
    Code.AMENDMENT_UNKNOWN: WORDS,
    Code.TRANSFER_PENDING: COURSE,
    Code.TRANSFER_TOO_LATE: COURSE,
    Code.ACCEPTED_ANEW_TOO_OFTEN: COURSE,
    Code.TRANSFER_UNKNOWN: COURSE,
    Code.TAKEN_OVER: COURSE,
    Code.NOT_TAKEN_OVER: COURSE,
    Code.NOT_THE_RECEIVER: COURSE,
    Code.ROOM_MINTED: COURSE,
    Code.DUTY_HIDDEN: COURSE,
    Code.URGENT_FOR_ANOTHER: COURSE,
    Code.OPINION_NEGATIVE: COURSE,
    Code.OPINION_MISSING: COURSE,
    Code.CIRCUMSTANCES_MISSING: COURSE,
    Code.DIFFERS_FROM_APPLICATION: WORDS,
    Code.FACTS_MISSING: COURSE,
    Code.FINDING_MISSING: COURSE,
    Code.OTHER_RULES_APPLY: COURSE,
    Code.NOT_COVERED: COURSE,
    Code.TEST_FAILED: COURSE,
    Code.REFUSAL_GROUND: COURSE,
    Code.GROUND_NOT_BORNE_OUT: WORDS,
    Code.COUNTY_GROUND_UNKNOWN: WORDS,
    Code.ABOVE_DELEGATED_CEILING: WORDS,
    Code.ABOVE_NOTICED_AMOUNT: WORDS,
    Code.NOT_NOTICED_AMOUNT: WORDS,
    Code.ABOVE_RECOMMENDED_AMOUNT: WORDS,
    Code.ABOVE_HOUSEHOLD_CAP: WORDS,
    Code.ABOVE_PERSON_CAP: WORDS,
    Code.ANNUAL_CAP_REACHED: COURSE,
    Code.NOTHING_DUE: COURSE,
    Code.AMOUNT_OUTSIDE_RANGE: WORDS,
    Code.AMOUNT_UNREASONED: WORDS,
    Code.LOWERED_WITHOUT_REASON: WORDS,
    Code.YEARLY_COUNT_REACHED: COURSE,
    Code.SUM_UNCHANGED: WORDS,
    Code.SAME_MATTER: COURSE,
    Code.NOT_DELEGATED: COURSE,
    Code.DAY_OVER: COURSE,
    Code.DELEGATION_NOT_PROVIDED: COURSE,
    Code.DELEGATION_UNKNOWN: WORDS,
    Code.DELEGATION_EXISTS: COURSE,
    Code.NOT_FILED: COURSE,
    Code.OBLIGATION_NOT_REQUIRED: COURSE,
    Code.DONE_ALREADY: COURSE,
    Code.NOTHING_TO_DO: COURSE,
    Code.COUNTERSIGNATURE_REFUSED: COURSE,
    Code.PAID_ALREADY: COURSE,
    Code.REVISION_PENDING: COURSE,
    Code.REVISION_UNKNOWN: WORDS,
    Code.REVIEW_UNCONFIRMED: COURSE,
    Code.REVIEW_ABOVE_CAP: WORDS,
    Code.REVIEW_BINDS: COURSE,
    Code.DEBT_OPEN: COURSE,
    Code.PAYMENT_PENDING: COURSE,
    Code.PAYMENT_UNKNOWN: WORDS,
    Code.ABOVE_UNPAID_AMOUNT: WORDS,
    Code.ACCOUNT_NOT_CORRECTED: COURSE,
    Code.ACCOUNT_MISSING: COURSE,
    Code.CORRECTION_PENDING: COURSE,
    Code.CORRECTION_UNKNOWN: WORDS,
    Code.NOBODY_LEFT: COURSE,
    Code.NOT_A_MEMBER: WORDS,
    Code.FUND_NOT_FOR: WORDS,
    Code.FUND_NOT_YET: WORDS,
    Code.NOT_RELEASED: COURSE,
    Code.RELEASE_OPEN: COURSE,
    Code.REFERRAL_OPEN: COURSE,
    Code.REFERRAL_UNKNOWN: WORDS,
    Code.OBLIGATION_OPEN: COURSE,
    Code.DECISION_NOT_SERVED: COURSE,
    Code.MESSAGES_NOT_AGREED: COURSE,
    Code.MESSAGE_NOT_DELIVERED: COURSE,
    Code.SERVICE_NOT_TRIED: COURSE,
    Code.DOCUMENT_NOT_ISSUED: COURSE,
    Code.DOCUMENT_DIFFERS: WORDS,
    Code.DOCUMENT_NOT_PRINTABLE: COURSE,
    Code.NOT_THE_ISSUER: DENIED,
    Code.LIMIT_NOT_OVER: COURSE,
    Code.LIMIT_NOT_RUNNING: COURSE,
    Code.LEAD_UNKNOWN: WORDS,
    Code.LAW_FILE_UNKNOWN: 404,
    Code.LAW_FILE_DIFFERS: WORDS,
    Code.LAW_RESTED_ON: COURSE,
    Code.LAW_NOT_PROPOSED: COURSE,
    Code.LAW_UNKNOWN: 404,
    Code.READING_UNKNOWN: WORDS,
    Code.READING_IMPOSSIBLE: COURSE,
    Code.INTERPRETATION_REACHES_BACK: COURSE,
    Code.INTERPRETATION_IN_FUTURE: WORDS,
    Code.POST_NOT_COMPETENT: DENIED,
    Code.OUT_OF_JURISDICTION: DENIED,
    Code.DUTIES_NOT_SEPARATE: DENIED,
    Code.KIN_CONCERNED: DENIED,
    Code.OWN_MATTER: DENIED,
    Code.NOT_AN_OUTSIDER: WORDS,
    Code.APPOINTMENT_EXISTS: COURSE,
    Code.APPOINTMENT_UNKNOWN: WORDS,
    Code.POSTS_INCOMPATIBLE: COURSE,
    Code.ADMINISTRATOR_EXISTS: COURSE,
    Code.OFFICER_UNKNOWN: WORDS,
    Code.OFFICE_SHORT: WORDS,
    Code.KINSHIP_UNKNOWN: WORDS,
    Code.SIGN_IN_LINKED: COURSE,
    Code.SIGN_IN_UNKNOWN: WORDS,
    Code.PERSON_UNKNOWN: WORDS,
    Code.FILE_KEPT: COURSE,
    Code.NOT_PROPOSED: COURSE,
    Code.KEY_DESTROYED: COURSE,
    Code.IDEMPOTENCY_KEY_REUSED: WORDS,
    Code.VERSION_STALE: 412,
    Code.BUSY: 503,
    Code.CLOCK_BEHIND: 503,
    Code.NO_LAW_IN_FORCE: 503,
    Edge.FIELD_UNKNOWN: WORDS,
    Edge.FIELD_REPEATED: WORDS,
    Edge.BODY_NOT_JSON: 400,
    Edge.BODY_TOO_LARGE: 413,
    Edge.FILE_TYPE_WRONG: 415,
    Edge.FILE_EMPTY: WORDS,
    Edge.FILE_NOT_AS_SAID: WORDS,
    Edge.FILE_TOO_MUCH: WORDS,
    Edge.FILE_LOCKED: WORDS,
    Edge.FILE_ACTIVE: WORDS,
    Edge.FILE_PAGES: WORDS,
    Edge.FILE_UNREADABLE: WORDS,
    Edge.FILE_NAME_LEADS: WORDS,
    Edge.FILE_DAMAGED: COURSE,
    Edge.FILE_ABSENT: 404,
    Edge.FILES_DOWN: 503,
    Edge.MEDIA_TYPE_WRONG: 415,
    Edge.KEY_MISSING: 400,
    Edge.KEY_INVALID: 400,
    Edge.VERSION_MISSING: 428,
    Edge.VERSION_INVALID: 400,
    Edge.QUERY_INVALID: 400,
    Edge.QUERY_MISSING: 400,
    Edge.QUERY_UNKNOWN: 400,
    Edge.QUERY_REPEATED: 400,
    Edge.QUERY_UNREADABLE: 400,
    Edge.UNAUTHENTICATED: 401,
    Edge.TOKEN_EXPIRED: 401,
    Edge.WAY_CLOSED: 404,
    Edge.SIGN_IN_FAILED: 401,
    Edge.NOT_APPOINTED: 401,
    Edge.NOT_LOCAL: COURSE,
    Edge.CREDENTIALS_WRONG: DENIED,
    Edge.PROVIDER_DOWN: 503,
    Edge.NOT_FOUND: 404,
    Edge.PROGRESS_UNKNOWN: 404,
    Edge.METHOD_WRONG: 405,
    Edge.BODY_TOO_DEEP: 400,
    Edge.BODY_TOO_MANY: 400,
    Edge.BODY_TOO_SLOW: 408,
    Edge.HOST_UNKNOWN: 421,
    Edge.TOO_MANY: 429,
    Edge.LEDGER_BEHIND: 503,
    Edge.LEDGERS_REBUILDING: 503,
    Edge.FOLLOWER_STOPPED: 503,
    Edge.FOLLOWER_LAGS: 503,
    Edge.SWEEP_STOPPED: 503,
    Edge.STORE_DOWN: 503,
    Edge.STORE_READ_ONLY: 503,
    Edge.KEYS_DOWN: 503,
    Edge.FAULT: 500,
}
"""HTTP status of each code."""

VERDICTS = frozenset(map(str, Verdict))
"""Codes that are a verdict's: their title is the verdict's word."""


@cache
def wording(code: Code | Edge, language: str = CHINESE) -> Wording:
    """The words of a code. Raises ``Unworded``."""
    said = _said(code, language)
    title = of(Verdict(code.value), language) if code.value in VERDICTS else said["title"]
    return Wording(title, said["sentence"], said["way_out"], STATUSES[code])


def of_field(
    code: Code | Edge, field: str, language: str = CHINESE, course: str = ""
) -> tuple[str, str]:
    """The sentence and the way out: its own where a code says more about one field, or of a case
    that stands as ``course`` says.
    """
    said = _said(code, language)
    own = said.get("courses", {}).get(course) or said.get("fields", {}).get(field, said)
    return own["sentence"], own["way_out"]


def against(code: str, language: str = CHINESE) -> str:
    """What stood against a deed that is held again: an oddity of its facts, or a refusal's title.

    Raises ``Unworded``.
    """
    if knows("oddity", code):
        return word("oddity", code, language)
    return wording(Code(code), language).title


def _said(code: Code | Edge, language: str) -> Mapping[str, Any]:
    name = "refusals" if isinstance(code, Code) else "edges"
    said = table(name, code.value, language)
    if not said:
        raise Unworded(name, type(code).__name__, code.value)
    return said

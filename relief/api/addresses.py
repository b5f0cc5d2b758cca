"""The addresses of all questions: one table, each with whom it concerns and its answer's model.

Those of commands follow from their rows (``relief.api.routes``).
"""

from collections.abc import Mapping
from typing import get_args

from pydantic import BaseModel

from domain.case.authority import ACCESS_LOG_READERS, REVEALERS
from domain.ground.commands import Command
from domain.ground.posts import ADMINISTRATORS, Post
from domain.ground.streams import Stream
from domain.registers.calendar.commands import Kept
from domain.registers.divisions.commands import Showing
from relief.api import access_models as looks
from relief.api import answers as a
from relief.api import calendar_models as of_calendar
from relief.api import case_models as of_case
from relief.api import division_models as of_divisions
from relief.api import document_models as of_documents
from relief.api import evidence_models as of_files
from relief.api import hint_models as elsewhere
from relief.api import progress_models as slips
from relief.api import proof_models as of_proof
from relief.api import signing_models as door
from relief.api.asking import Question, Whom
from relief.api.assessment_models import AssessmentAnswer, CaseAssessment
from relief.api.bodies import BODIES
from relief.api.lookup_models import ColleaguePage, DivisionList, MaterialList
from relief.api.questions import AssessmentQuestion
from relief.api.recomputed_models import Recomputation, Reviews
from relief.api.routes import CASE, PREFIXES, ROUTES, Tag
from relief.api.word_models import WordBook
from relief.outside import FILE_TYPES, MEDIA_TYPES

LEAD = PREFIXES[Stream.LEAD]
VERSIONED, PLACED, SEATED = ("ETag",), ("Relief-Position",), ("Set-Cookie",)
"""Headers of answers: the version of a case, the place in the history, the session of a browser."""
REGISTRARS = frozenset({Post.SECURITY_ADMIN, Post.AUDIT_ADMIN, Post.CITY_OFFICER})
"""Who reads the whole register (internal, GB/T 22239 level 3)."""
DOOR_READERS = frozenset({Post.SECURITY_ADMIN, Post.AUDIT_ADMIN})
PROOF_READERS = frozenset({*ADMINISTRATORS, Post.AUDITOR})

ANYONE, OFFICER, SESSION_OF, POSTS, AREA, NUMBER = Whom

# One case.
CASE_NOW = Question("Case", CASE, of_case.CASE, NUMBER, sends=VERSIONED)
HISTORY = Question("CaseHistory", f"{CASE}/history", of_case.CaseHistory, NUMBER, sends=VERSIONED)
ASSESSMENT = Question(
    "CaseAssessment",
    f"{CASE}/assessment",
    CaseAssessment,
    NUMBER,
    also=(409,),
    sends=VERSIONED,
)
NEXT_STEPS = Question(
    "NextSteps",
    f"{CASE}/next-steps",
    of_case.NextSteps,
    NUMBER,
    also=(400,),
    sends=VERSIONED,
)
CASE_LIMITS = Question(
    "CaseTimeLimits",
    f"{CASE}/time-limits",
    of_case.CaseTimeLimits,
    NUMBER,
    also=(400,),
    sends=PLACED,
)
HINTS = Question("CaseHints", f"{CASE}/hints", elsewhere.CaseHints, NUMBER)
RECOMPUTATION = Question(
    "Recompute",
    f"{CASE}/recomputation",
    Recomputation,
    NUMBER,
    also=(400, 408, 413, 415, 422),
    method="post",
    sends=VERSIONED,
)
CASE_DOCUMENTS = Question(
    "Documents", f"{CASE}/documents", of_documents.Documents, NUMBER, Tag.PAPERS, sends=VERSIONED
)
DOCUMENT = Question(
    "Document",
    f"{CASE}/documents/{{kind}}",
    of_documents.Documents,
    NUMBER,
    Tag.PAPERS,
    also=(400, 403, 409),
    files=MEDIA_TYPES,
)
UPLOAD = Question(
    "Upload",
    f"{CASE}/files",
    of_files.Uploaded,
    NUMBER,
    Tag.INQUIRY,
    also=(403, 409),
    method="post",
    sent=tuple(FILE_TYPES),
)
CASE_EVIDENCE = Question(
    "Evidence", f"{CASE}/evidence", of_files.EvidenceList, NUMBER, sends=VERSIONED
)
EVIDENCE_FILE = Question(
    "EvidenceFile",
    f"{CASE}/evidence/{{file}}",
    of_files.EvidenceList,
    NUMBER,
    also=(403, 409),
    files={kind: kind for kind in FILE_TYPES},
)

# Ledgers.
TOWNSHIP_LEDGER = Question(
    "TownshipLedger", "/v1/ledgers/township/{code}", a.TOWNSHIP_LEDGER, AREA, also=(400, 403, 404)
)
COUNTY_LEDGER = Question(
    "CountyLedger", "/v1/ledgers/county/{code}", a.COUNTY_LEDGER, AREA, also=(400, 403, 404)
)
WORKLIST = Question("Worklist", "/v1/worklist", a.WORKLIST, AREA, also=(400, 403))
DESK = Question("Desk", "/v1/desk", a.DESK, AREA, also=(400, 403))
LOAD = Question("OfficeLoad", "/v1/office-load", a.OfficeLoad, AREA, also=(400, 403))
TIME_LIMITS = Question("TimeLimits", "/v1/time-limits", a.TIME_LIMITS, AREA, also=(400, 403))
PUBLIC_NOTICES = Question(
    "PublicNotices", "/v1/public-notices", a.PUBLIC_NOTICES, AREA, also=(400, 403)
)
LEADS = Question("Leads", "/v1/leads", a.LEADS, AREA, also=(400, 403))
ONE_LEAD = Question("Lead", LEAD, a.LEAD_LINE, NUMBER, also=(400,))
DELEGATIONS = Question(
    "Delegations",
    "/v1/counties/{county}/delegations",
    a.DelegationList,
    AREA,
    also=(400, 403, 404),
)
REVIEWS = Question("Reviews", "/v1/reviews", Reviews, AREA, also=(400, 403))

# What is looked up and reckoned.
DIVISIONS = Question("Divisions", "/v1/divisions", DivisionList, OFFICER, also=(400,))
DIVISION_RECORDS = Question(
    "DivisionRecords", "/v1/divisions/records", of_divisions.DivisionRecords, OFFICER, also=(400,)
)
MATERIALS = Question("Materials", "/v1/materials", MaterialList, OFFICER, also=(400, 409))
COLLEAGUES = Question("Colleagues", "/v1/colleagues", ColleaguePage, AREA, also=(400, 403))
DUE = Question("Due", "/v1/calendar/due", a.DueAnswer, OFFICER, also=(400,))
NOTICES = Question(
    "HolidayNotices", "/v1/calendar/notices", of_calendar.NoticeList, OFFICER, also=(400,)
)
FORESEEN: Mapping[type[Command], Question] = {
    one.command: Question(
        f"Foresee{one.name}",
        f"{one.path}/foreseen",
        of_divisions.DivisionsForeseen if one.command is Showing else of_calendar.Foreseen,
        POSTS,
        also=(403, 409),
        method="post",
        body=BODIES[one.command],
        posts=frozenset({Post.CITY_OFFICER}),
        sends=() if one.command is Showing else PLACED,
    )
    for one in ROUTES
    if one.command in (*get_args(Kept), Showing)
}
"""What a command of a register would move: sent as the command itself is."""
ASSESS = Question(
    "Assess",
    "/v1/assessments",
    AssessmentAnswer,
    OFFICER,
    Tag.ASSESSMENT,
    method="post",
    body=AssessmentQuestion,
)
REFERENCE_VALUES = Question(
    "ReferenceValues",
    "/v1/reference-values",
    a.ReferenceList,
    OFFICER,
    Tag.ASSESSMENT,
    also=(400,),
)

# Persons.
REVEAL_CASE, REVEAL_LEAD = (
    Question(
        f"Reveal{about}",
        f"{path}/reveal",
        looks.RevealedValues,
        NUMBER,
        Tag.PERSONAL,
        also=(403, 409),
        method="post",
        body=looks.Reveal,
    )
    for about, path in (("Case", CASE), ("Lead", LEAD))
)
PERSON_SEARCH = Question(
    "PersonSearch",
    "/v1/person-search",
    looks.PersonFiles,
    POSTS,
    Tag.PERSONAL,
    also=(403, 409),
    method="post",
    body=looks.PersonSearch,
    posts=REVEALERS,
)
ACCESS_LOG = Question(
    "AccessLog",
    "/v1/access-log",
    looks.LookPage,
    POSTS,
    Tag.PERSONAL,
    also=(400, 403),
    posts=ACCESS_LOG_READERS,
)

_PROOF = ("Proof", "/v1/proof", of_proof.ProofState, POSTS, Tag.SERVICE, (403,))
PROOF = Question(*_PROOF, posts=PROOF_READERS)

# Signing in, and officers.
WAYS_IN = Question("WaysIn", "/v1/sign-in", door.WaysIn, ANYONE, Tag.OFFICERS)
BEGIN_SIGN_IN = Question(
    "BeginSignIn",
    "/v1/sign-in/provider",
    door.SentOff,
    ANYONE,
    Tag.OFFICERS,
    also=(401, 404, 503),
    status=303,
    sends=("Location", *SEATED),
)
FINISH_SIGN_IN = Question(
    "FinishSignIn",
    "/v1/sign-in/callback",
    door.SessionAnswer,
    ANYONE,
    Tag.OFFICERS,
    (401, 404, 503),
    sends=SEATED,
)
SIGN_IN_LOCALLY = Question(
    "SignInLocally",
    "/v1/sign-in/local",
    door.SessionAnswer,
    ANYONE,
    Tag.OFFICERS,
    method="post",
    body=door.LocalSignIn,
    sends=SEATED,
)
OFFER_TO_INVITED, ACCEPT_INVITATION = (
    Question(
        body.__name__,
        f"/v1/sign-in/invitation{path}",
        answer,
        ANYONE,
        Tag.OFFICERS,
        method="post",
        body=body,
    )
    for body, path, answer in (
        (door.OfferToInvited, "/offer", door.Offered),
        (door.AcceptInvitation, "", door.CredentialsChanged),
    )
)
SESSION = Question("Session", "/v1/session", door.SessionAnswer, OFFICER, Tag.OFFICERS)
SIGN_OUT = Question(
    "SignOut",
    "/v1/session",
    door.SignedOut,
    OFFICER,
    Tag.OFFICERS,
    method="delete",
    sends=SEATED,
)
CHANGE_PASSWORD, OFFER_SECOND_FACTOR, CHANGE_SECOND_FACTOR = (
    Question(
        body.__name__,
        f"/v1/session/{path}",
        answer,
        SESSION_OF,
        Tag.OFFICERS,
        also=(403, 409),
        method="post",
        body=body,
    )
    for body, path, answer in (
        (door.ChangePassword, "password", door.CredentialsChanged),
        (door.OfferSecondFactor, "second-factor/offer", door.Offered),
        (door.ChangeSecondFactor, "second-factor", door.CredentialsChanged),
    )
)
OFFICERS = Question(
    "Officers",
    "/v1/officers",
    door.OfficerPage,
    POSTS,
    Tag.OFFICERS,
    also=(400, 403),
    posts=REGISTRARS,
)
SIGN_INS = Question(
    "SignIns",
    "/v1/sign-ins",
    door.DoorPage,
    POSTS,
    Tag.OFFICERS,
    also=(400, 403),
    posts=DOOR_READERS,
)

# Whoever applied.
PROGRESS = Question(
    "Progress",
    "/v1/progress",
    slips.ProgressAnswer,
    ANYONE,
    also=(404,),
    method="post",
    body=slips.ProgressQuestion,
)

# The service.
HEALTH = Question("Health", "/healthz", a.Alive, ANYONE, Tag.SERVICE)
READINESS = Question("Readiness", "/readyz", a.Ready, ANYONE, Tag.SERVICE, also=(503,))
VERSION = Question("Version", "/v1/version", a.VersionAnswer, ANYONE, Tag.SERVICE)
WORDS = Question("Words", "/v1/words", WordBook, ANYONE, Tag.SERVICE, kept=True)
"""Words are needed before anybody signs in, and say nothing of any case."""

QUESTIONS: tuple[Question, ...] = (
    *(one for one in tuple(globals().values()) if isinstance(one, Question)),
    *FORESEEN.values(),
)
"""Every question there is."""

SENT: tuple[type[BaseModel], ...] = tuple(
    model
    for one in QUESTIONS
    if one.body is not None or one.sent
    for model in (one.body, one.answer)
    if model is not None
)
"""The bodies of questions and what answers them: the framework does not meet these by itself."""

"""What answers about one case look like: as it stands, its history, next steps, limits, papers."""

from datetime import datetime
from typing import Any

from pydantic import create_model

from domain.case import beside, state
from domain.case.records import PaperKind, Parted
from domain.ground.facts import Authority
from domain.ground.posts import Post
from domain.ground.terms import Category, Cause, Ending, Stage, Subject
from relief.api.answers import Answer, Anything, Day, Yuan, record

EXAMINATION = record(state.Examination)
NOTICE = record(state.Notice)
COUNTY = record(state.County)
APPROVAL = record(state.Approval)
PROPOSAL = record(beside.Proposal)
OFFER = record(beside.Offer)
PARTED: Any = record(Parted)
AUTHORITY: Any = record(Authority)


class IncidentShown(Answer):
    """Cause and day; the place is personal and not told."""

    cause: Cause
    on: Day


class IncidentAsked(IncidentShown):
    """An incident as it is asked for, its place masked."""

    place: str


class Figures(Answer):
    """What a case comes to."""

    stage: str
    ending: str | None
    procedure: str | None
    recommended: Yuan | None
    approved: Yuan | None
    paid: Yuan
    debt: Yuan
    notice_round: int
    open_objection: int | None
    limits: list[str]


class BirthShown(Answer):
    """What is said of the birth of a child without a number, masked."""

    born: str
    certificate: str | None
    guardian: str | None


class PaperShown(Answer):
    """The paper of identity of somebody without a number, masked."""

    kind: PaperKind
    number: str
    born: str
    country: str | None


class PersonShown(Answer):
    """Somebody of the application, name and number masked; not everybody has a number."""

    person: str
    relation: str
    name: str
    id_number: str | None
    shown: str | None
    birth: BirthShown | None
    paper: PaperShown | None
    health: str | None
    occupation: str | None
    income_last_year: Yuan | None


class ContactShown(Answer):
    """How to reach the applicant, masked."""

    phone: str | None
    address: str | None
    registered_at: str | None


class AccountShown(Answer):
    """The account, masked."""

    holder: str
    bank: str
    number: str


class CorrectionShown(Answer):
    """A correction of the account that waits for an answer, masked."""

    request: int
    account: AccountShown


class ChangesShown(Answer):
    """What an application is to say instead, masked."""

    members: list[PersonShown]
    left: list[str]
    subject: Subject | None
    category: Category | None
    incident: IncidentAsked | None
    village: str | None
    contact: ContactShown | None
    mistaken: list[str]
    parted: PARTED | None
    alive: list[str]


class AmendmentShown(Answer):
    """A correction of the application that waits for an answer, masked."""

    number: int
    changes: ChangesShown


class AgentShown(Answer):
    """The agent, masked."""

    reason: str
    organisation: str | None
    name: str
    phone: str | None


class CaseLinks(Answer):
    """Where the rest of what is told of a case stands."""

    history: str
    assessment: str
    next_steps: str
    time_limits: str
    hints: str
    documents: str
    evidence: str


class StepLinks(Answer):
    """The same from what comes next in the case."""

    case: str
    history: str
    assessment: str
    time_limits: str
    hints: str
    documents: str
    evidence: str


CASE: type[Answer] = create_model(
    "CaseNow",
    __base__=Figures,
    __doc__="A case as it stands, personal data masked.",
    people=(list[PersonShown], ...),
    contact=(ContactShown, ...),
    account=(AccountShown | None, ...),
    account_correction=(CorrectionShown | None, ...),
    correction=(AmendmentShown | None, ...),
    agent=(AgentShown | None, ...),
    case=(str, ...),
    version=(int, ...),
    township=(str, ...),
    village=(str, ...),
    village_code=(str | None, ...),
    subject=(str, ...),
    category=(str, ...),
    channel=(str, ...),
    residence=(str, ...),
    incident=(IncidentShown, ...),
    applied_on=(Day, ...),
    accepted_on=(Day | None, ...),
    applicant=(str, ...),
    members=(list[str], ...),
    materials=(list[str], ...),
    outstanding=(list[str], ...),
    urgent_kind=(str | None, ...),
    law=(str, ...),
    examination=(EXAMINATION | None, ...),
    notice=(NOTICE | None, ...),
    objections=(list[str | None], ...),
    complaints=(list[bool | None], ...),
    spot_check=(bool, ...),
    county=(COUNTY, ...),
    approval=(APPROVAL | None, ...),
    proposal=(PROPOSAL | None, ...),
    transfer=(OFFER | None, ...),
    formerly=(list[str], ...),
    fed_back=(bool, ...),
    referrals=(list[bool | None], ...),
    links=(CaseLinks, ...),
)


class HistoryEntry(Answer):
    """A fact of the file, and what the case came to by it."""

    version: int
    fact: str
    fact_version: int
    on: Day
    recorded_at: datetime
    officer: str
    authority: AUTHORITY
    articles: list[str]
    articles_text: list[str]
    law: str
    rules: int
    fields: Anything
    notes: list[str]
    after: Figures


class CaseHistory(Answer):
    """The whole file."""

    case: str
    items: list[HistoryEntry]


class CaseLimitLine(Answer):
    """One run of a limit in the case, statutory or the office's own."""

    limit: str
    title: str
    duty: str
    post: str
    post_title: str
    basis: str
    basis_title: str
    article: str
    article_text: str
    started_on: Day
    last_day: Day
    warning_day: Day
    until: str | None
    provisional: bool
    state: str
    state_title: str
    ended_on: Day | None
    missed_on: Day | None


class CaseTimeLimits(Answer):
    """Every limit that ran or runs in the case."""

    case: str
    items: list[CaseLimitLine]


class Step(Answer):
    """A step that may come next: whether it can be taken, and why not."""

    command: str
    title: str
    method: str
    href: str
    if_match: bool
    awaited: bool
    allowed: bool
    reasons: list[Anything]
    cautions: list[Anything]


class WhyNot(Answer):
    """A reason in short; the step asked for by name tells all of it."""

    code: str
    message: str
    way_out: str
    article_text: str | None


class MyStep(Answer):
    """A step the asking officer can take now; ``cautions`` are what its words must answer for."""

    command: str
    title: str
    method: str
    href: str
    if_match: bool
    awaited: bool
    cautions: list[WhyNot]


class StepName(Answer):
    """A step by name."""

    command: str
    title: str
    awaited: bool


class Waiting(StepName):
    """A step that waits; ``needed_text``: the stages it is of, where the case is not there yet."""

    needed_text: str | None


class NotYet(Answer):
    """Steps that are the asking officer's, and why they cannot be taken now: all for these reasons."""

    reasons: list[WhyNot]
    steps: list[Waiting]


class OthersTurn(StepName):
    """A step that can be taken now, by somebody in one of these posts."""

    posts: list[Post]
    posts_text: str


class Over(Answer):
    """That an application is over: how, since when, and what is left to do."""

    ending: Ending
    ending_title: str
    since: Day
    message: str
    way_out: str


class NextSteps(Answer):
    """What may come next, sorted for who asks; ``step`` is the one asked for by name, whole."""

    case: str
    stage: Stage
    stage_title: str
    over: Over | None
    mine: list[MyStep]
    not_yet: list[NotYet]
    others: list[OthersTurn]
    step: Step | None
    links: StepLinks

"""What 申请审批表 is filled from (A16.7, A18). Whatever is absent stays blank, to be written by hand."""

from dataclasses import dataclass
from datetime import date

from domain.ground.money import Money
from domain.ground.terms import Opinion
from relief.documents.inputs import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """The applicant, or the head of the household that applies."""

    name: str
    sex: str = ""
    id_number: str = ""
    registered_at: str = ""
    lives_at: str = ""
    residence: str = ""
    phone: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMember:
    """A member of the household. ``income`` is that of last year."""

    name: str
    relation: str
    id_number: str = ""
    age: int | None = None
    health: str = ""
    occupation: str = ""
    income: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """D, I and E of article 9, and what else was found."""

    income: Money | None = None
    deposits: Money | None = None
    spending: Money | None = None
    property_note: str = ""
    other_aid: str = ""
    grants_this_year: int | None = None
    granted_this_year: Money | None = None
    last_granted_on: date | None = None
    last_granted: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccount:
    """Where relief is to be paid."""

    holder: str = ""
    bank: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What the township found: means check, village's help, visit, appraisal (A18.1.1)."""

    check: str = ""
    village_opinion: str = ""
    visited_on: date | None = None
    visitors: tuple[str, ...] = ()
    findings: str = ""
    appraised_on: date | None = None
    participants: int = 0
    in_favour: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TownshipPart:
    """The township's opinion with its two signatures, and the public notice.

    ``basis`` is what the law prescribes on the recorded circumstances (A11).
    """

    opinion: Opinion | None = None
    reasons: str = ""
    recommended: Money | None = None
    basis: str = ""
    caseworker: str = ""
    leader: str = ""
    signed_on: date | None = None
    notice_place: str = ""
    notice_from: date | None = None
    notice_to: date | None = None
    objections: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyPart:
    """The county's decision. ``drawn``: whether the case was drawn for a visit."""

    drawn: bool | None = None
    checked: str = ""
    approved: bool | None = None
    reasons: str = ""
    amount: Money | None = None
    checker: str = ""
    approver: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationForm:
    """The whole form."""

    paper: Paper
    household: bool
    category: str
    cause: str
    procedure: str = ""
    applicant: Applicant
    members: tuple[FormMember, ...]
    statement: str = ""
    means: Means = Means()
    account: BankAccount = BankAccount()
    consent_on: date | None = None
    inquiry: Inquiry = Inquiry()
    township: TownshipPart = TownshipPart()
    county: CountyPart = CountyPart()
    attachments: tuple[str, ...] = ()

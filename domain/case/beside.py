"""What a case knows of itself beside its course: payments, accounts, files, messages, who had it."""

from dataclasses import dataclass
from datetime import date

from domain.assessment.inputs import Circumstances
from domain.case.records import TransferGround
from domain.ground.declared import says
from domain.ground.files import EvidenceKind, EvidenceOf
from domain.ground.money import ZERO, Money
from domain.ground.people import PersonId
from domain.ground.service_terms import MessageState
from domain.ground.terms import DocumentKind, FundSource, Ground, Method, NumberKind, RevisionGround


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountOnRecord:
    """Where relief is paid: in which fact of the case it stands (by version), and whose it is."""

    version: int
    holder: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Another account that was asked for and not yet confirmed: in which fact it stands."""

    number: int
    account: AccountOnRecord
    visit: str | None = None


@dataclass(frozen=True, kw_only=True)
class Offer:
    """To which township the file was offered, and nobody answered."""

    number: int
    township: str
    ground: TransferGround


@dataclass(frozen=True, slots=True, kw_only=True)
class Formerly:
    """A township that had the case, up to which of its facts (by version)."""

    township: str
    until: int


@dataclass(frozen=True, kw_only=True)
class Rested:
    """What a decision rested on: a sum or a ground, evidence, and what was found to be so by then.

    ``version`` is the fact of the case that decided.
    """

    version: int = 0
    amount: Money | None = None
    ground: Ground | None = None
    county_ground: str | None = None
    evidence: tuple[str, ...] = ()
    circumstances: Circumstances | None = None


@dataclass(frozen=True, kw_only=True)
class Annulled:
    """A decision that a review or a court took away (``again``: it is not to be taken again on the same
    facts and grounds), and the ``least`` sum they said instead, where they said one.
    """

    was: Rested
    again: bool
    least: Money | None = None


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A revision that was proposed and not answered: no sum where the decision is to be revoked."""

    number: int
    amount: Money | None
    ground: RevisionGround
    evidence: tuple[str, ...]
    lowered: bool = False
    """For what others gave, with a reason (11)."""
    found: Circumstances | None = None
    ordered: bool = False
    """A review or a court orders that sum to be paid as it is."""
    least: Money | None = None
    """What is to be paid at least, once it is decided anew."""
    procedural: bool = False
    """Annulled for the way it came about alone."""


@dataclass(frozen=True, kw_only=True)
class Papers:
    """Numbers of papers that decide, as they are compared: the offices' own, and what reviews gave.

    ``wrongly``: the outcome (by its proposal) that was entered wrongly, and not entered right since.
    ``rested``: what the last decision rested on; ``annulled``: what was taken away, and is not to be
    said again; ``received_again``: refusing to accept it was annulled, and nothing was said anew since.
    """

    own: frozenset[str] = frozenset()
    reviews: frozenset[str] = frozenset()
    wrongly: int | None = None
    rested: Rested | None = None
    annulled: tuple[Annulled, ...] = ()
    received_again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """A number somebody vouched for, as it is compared, not used yet."""

    kind: NumberKind
    number: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What somebody found of what is known elsewhere.

    ``alive`` are members, each with the day on which another record has somebody else die; ``names``
    those of whom it was found whose other names are, with how many there were.
    """

    alive: frozenset[tuple[PersonId, date]] = frozenset()
    names: frozenset[tuple[PersonId, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Answered:
    """What the bank answered of a payment, on which day."""

    payment: int
    credited: bool
    on: date


@dataclass(frozen=True, kw_only=True)
class Reached:
    """What reached the family, when and how; ``back``: it came back since.

    Credited, it is of a ``payment`` through the ``paying_bank``; handed over, of a ``receipt`` as such
    numbers are compared.
    """

    on: date
    amount: Money
    source: FundSource
    method: Method
    payment: int | None = None
    paying_bank: str | None = None
    receipt: str = ""
    back: bool = False


@dataclass(frozen=True, kw_only=True)
class Payments:
    """发放 so far. ``pending`` is the attempt the bank has not answered.

    ``reached`` tells what reached the family, ``disbursed`` the sum of what did not come back; ``untold``
    what the bank answered and nobody told them. ``account`` is the one on record; ``correction``
    what is asked for in its stead. ``released`` is what finance gave out to be handed over and what
    has not been handed over yet.
    ``stood`` tells what of an approval stood to be paid, each sum since the day it was recorded;
    ``fallen``: how many of them there were when the last to be helped died.
    """

    attempts: int = 0
    pending: int | None = None
    pending_amount: Money = ZERO
    pending_source: FundSource | None = None
    pending_since: date | None = None
    failures: int = 0
    account_corrected: bool = True
    disbursed: Money = ZERO
    reached: tuple[Reached, ...] = ()
    untold: tuple[Answered, ...] = ()
    account: AccountOnRecord | None = None
    correction: Correction | None = None
    corrections: int = 0
    released: Money = ZERO
    released_source: FundSource | None = None
    stood: tuple[tuple[date, Money], ...] = ()
    fallen: int | None = None

    @property
    def kept(self) -> tuple[Reached, ...]:
        """What reached the family and did not come back."""
        return tuple(one for one in self.reached if not one.back)


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message to the family: of which document, how often it was tried, how far it has come.

    ``cause`` is the version of the fact it tells of, if of one.
    """

    number: int
    document: DocumentKind | None = None
    serial: int | None = None
    cause: int | None = None
    attempts: int = 0
    state: MessageState = MessageState.QUEUED


@dataclass(frozen=True, slots=True, kw_only=True)
@says("A file that belongs to the case: what it is of, and what tells it equal to another.")
class OnFile:
    file: str
    likeness: str
    kind: EvidenceKind
    of: EvidenceOf
    number: int | None

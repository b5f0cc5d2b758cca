"""Records that facts of several chapters hold, and facts that several chapters bring about or keep."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.account.known import Parting
from domain.assessment.inputs import Circumstances
from domain.assessment.result import AmountRange, Flag, Verdict
from domain.ground.declared import carries, says
from domain.ground.facts import Fact, fact
from domain.ground.matter import Matter
from domain.ground.money import Money
from domain.ground.people import PersonId, Private
from domain.ground.terms import Category, Cause, FundSource, Method, Relation, Subject
from domain.law.terms import Register


@carries("15", "Why a file belongs to another township.")
class TransferGround(StrEnum):
    REGISTERED = "registered-elsewhere"
    PERMITTED = "permit-elsewhere"
    MOVED = "family-moved"

    @property
    def article(self) -> str:
        return "15"


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("16.3", "By what a child is known that has no identity number yet.")
class Birth:
    """``born`` is a day as YYYY-MM-DD, ``certificate`` the number of 出生医学证明; where there is none
    yet, ``guardian`` is who of the application answers for the child.
    """

    born: Private
    certificate: Private | None = None
    guardian: PersonId | None = None


@carries("16.3", "Which paper tells who somebody is that has no number of 18 places.")
class PaperKind(StrEnum):
    HONG_KONG_MACAO = "hong-kong-macao-permit"
    TAIWAN = "taiwan-permit"
    PERMANENT_RESIDENCE = "permanent-residence-card"
    PASSPORT = "passport"


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("16.3", "By what somebody is known who has a paper of identity and no number.")
class IdentityPaper:
    """``born`` is a day as YYYY-MM-DD; ``country`` is who issued a passport, in three letters."""

    kind: PaperKind
    number: Private
    born: Private
    country: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
@says(
    "A person of the application. For an individual's application other members may be listed too."
)
class Member:
    """Somebody has a number; or a ``paper`` of another kind; a child may have a ``birth`` instead,
    until it has a number. ``shown`` is the number as its paper shows it, where that is otherwise.
    Health, occupation and income are what the paper form asks of everybody (16.7).
    """

    person: PersonId
    relation: Relation
    name: Private
    id_number: Private | None = None
    shown: Private | None = None
    birth: Birth | None = None
    paper: IdentityPaper | None = None
    health: Private | None = None
    occupation: Private | None = None
    income_last_year: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
@says("How to reach the applicant, and where their hukou is.")
class Contact:
    phone: Private | None = None
    address: Private | None = None
    registered_at: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("19", "The bank account relief is paid to: holder is a person of the application.")
class Account:
    holder: PersonId
    bank: Private
    number: Private


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("14.1 17", "受托人: who applies for the applicant, and why.")
class Agent:
    """``phone`` may still be lacking when the application is handed in."""

    reason: Private
    organisation: Private | None = None
    name: Private
    phone: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
@says("What happened, where and when. ``place_index`` is the office's keyed index of the place.")
class Incident:
    cause: Cause
    on: date
    place: Private
    place_index: str = field(default="", repr=False)

    @property
    def matter(self) -> Matter:
        """What 一事一救 compares."""
        return Matter(cause=self.cause, on=self.on, place_index=self.place_index)


@dataclass(frozen=True, slots=True, kw_only=True)
@carries("11 AMB-35", "A parting that takes two hands: it was said otherwise, or minted room.")
class Parted:
    """``persons`` are members of the application; whom they parted from is known to the office."""

    persons: tuple[PersonId, ...]
    parted_on: date
    parting: Parting


@dataclass(frozen=True, slots=True, kw_only=True)
@says("What an application says instead of what it said; what is not named here stays as it was.")
class Changes:
    """``members`` are added, or said anew where they are listed already; those who ``left`` are not of
    the application any more, and the ``mistaken`` of them never were of the household: their numbers
    were mistyped. Of ``contact`` only what is told is replaced. Who ``parted`` does so for everybody, and
    who is ``alive`` was recorded dead by mistake.
    """

    members: tuple[Member, ...] = ()
    left: tuple[PersonId, ...] = ()
    subject: Subject | None = None
    category: Category | None = None
    incident: Incident | None = None
    village: str | None = None
    contact: Contact | None = None
    mistaken: tuple[PersonId, ...] = ()
    parted: Parted | None = None
    alive: tuple[PersonId, ...] = ()

    @property
    def applying(self) -> tuple[PersonId, ...]:
        """Whom it says to be the applicant: one at most where it is right."""
        return tuple(m.person for m in self.members if m.relation is Relation.APPLICANT)


@dataclass(frozen=True, slots=True, kw_only=True)
@says("The application as it stands after an amendment, as far as that names nobody.")
class Stands:
    """``happened_on`` is the day of the incident, ``place_index`` the office's keyed index of its place;
    ``village_code`` that of the village on record by its name, empty where none is.
    """

    subject: Subject
    category: Category
    cause: Cause
    happened_on: date
    place_index: str = field(default="", repr=False)
    village: str
    village_code: str = ""
    applicant: PersonId
    members: tuple[PersonId, ...]

    @property
    def matter(self) -> Matter:
        """What 一事一救 compares."""
        return Matter(cause=self.cause, on=self.happened_on, place_index=self.place_index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescribed:
    """What the law prescribed when something was signed or decided (11).

    ``record`` numbers the circumstances it was asked about; the county's own finding has none.
    """

    record: int | None
    verdict: Verdict
    amount: AmountRange | None
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """村（居）民委员会协助人员 (A18.1.1): a random identifier, and the name they are known by."""

    person: PersonId
    name: Private


@dataclass(frozen=True, slots=True)
class KnownStatus:
    """A register the family was found to stand on, by a paper of a day."""

    status: Register
    issued_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What of relief stays with a family after some came back: since when, in which ways, from where."""

    on: date | None
    methods: tuple[Method, ...] = ()
    sources: tuple[FundSource, ...] = ()


@fact("circumstances-recorded", version=2)
@carries("8 9 10 11", "困难情况 as declared and verified on a day: ids and figures, no names.")
class CircumstancesRecorded(Fact):
    """``number`` counts the records of a case from 1; a later one stands instead of an earlier one.
    ``correction`` names the paper that says why the costs are less than assessed before.
    ``also_year``: the year before, where costs of both are answered.
    """

    on: date
    number: int
    expense_year: int
    circumstances: Circumstances
    periods: int | None = None
    correction: str | None = None
    also_year: int | None = None


@fact("case-terminated")
@says("终止: the case cannot go on.")
class CaseTerminated(Fact):
    on: date
    reason: str

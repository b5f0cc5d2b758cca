"""What a case knows of itself: folded from its facts, never stored.

Records that folding copies have no slots: all fields of one are copied at once
(``domain.case.changing``).
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from domain.assessment.inputs import Circumstances, Override
from domain.case.beside import (
    Formerly,
    Heard,
    Message,
    Offer,
    OnFile,
    Papers,
    Payments,
    Proposal,
    Vouched,
)
from domain.case.records import CircumstancesRecorded, KnownStatus, Parted
from domain.ground.declared import says
from domain.ground.duties import Hands
from domain.ground.matter import Matter
from domain.ground.money import ZERO, Money
from domain.ground.people import PersonId
from domain.ground.terms import (
    Category,
    Cause,
    Channel,
    CountersignatureOutcome,
    Course,
    DocumentKind,
    Doubt,
    Ending,
    FollowUp,
    Ground,
    Manner,
    MeansCheck,
    ObjectionOutcome,
    Opinion,
    Procedure,
    Recipient,
    Residence,
    Stage,
    Subject,
)


@dataclass(frozen=True, kw_only=True)
class Application:
    """What was asked, by whom and where (申请). ``died`` are those who were members until they died."""

    on: date
    channel: Channel
    subject: Subject
    category: Category
    matter: Matter
    township: str
    village: str
    lives_in_seat: bool
    residence: Residence
    applicant: PersonId
    members: tuple[PersonId, ...]
    by_agent: bool
    lead: str | None
    has_account: bool
    died: tuple[PersonId, ...] = ()
    unnumbered: tuple[PersonId, ...] = ()
    """Who of it has no identity number yet."""
    by_birth: tuple[PersonId, ...] = ()
    """Children among them, known by their birth."""
    also: tuple[PersonId, ...] = ()
    """Who was known under a number that was joined to one of them."""
    guarded: bool = False
    """A guardian was named since for the child who stands for the household."""
    village_code: str = ""
    """Of the village, where one was on record by the name the application gives it."""

    @property
    def entrusted(self) -> bool:
        """Whether somebody else acts for whoever applies: an agent, or a guardian."""
        return self.by_agent or self.guarded


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """What the township found out (审核), and which helpers of the village went along."""

    means_check: MeansCheck | None = None
    visited_on: date | None = None
    appraised_on: date | None = None
    helpers: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, kw_only=True)
@says("The opinion: signed by the caseworker, complete once the leader signed too.")
class Examination:
    opinion: Opinion
    recommended: Money
    ground: Ground | None
    signed_on: date
    examined_on: date | None = None


@dataclass(frozen=True, kw_only=True)
@says("One posting of the public notice (公示); ``afterwards``: of an approval already given.")
class Notice:
    round: int
    posted_on: date
    amount: Money
    afterwards: bool = False
    ended_on: date | None = None
    free_on: date | None = None


@dataclass(frozen=True, kw_only=True)
@says(
    "The county's part: receipt, spot check, verification, returns; ``accepted`` at its own door."
)
class County:
    received_on: date | None = None
    course: Course | None = None
    spot_check: bool = False
    spot_checked: bool | None = None
    verified: bool | None = None
    returns: int = 0
    accepted: bool = False
    counted: bool = False
    afterwards: bool = False
    """A small sum of it was drawn, to be looked at once it is granted."""
    look_again: bool = False
    """The county did not confirm it, and the file went back and forth since."""

    def given_back(self) -> "County":
        """As it is once the township has the file: a look that did not confirm goes on counting, one
        that did counts for a spot check alone (18.2.2 has the county verify anew).
        """
        verified = False if self.verified is False else None
        again = False in (self.spot_checked, verified)
        return replace(self, received_on=None, verified=verified, look_again=again)


@dataclass(frozen=True, kw_only=True)
@says("批准: the sum, whether the township decided it under delegation, and what is to follow.")
class Approval:
    """``bound``: a review or a court said the sum, so that nobody here says another."""

    on: date
    amount: Money
    delegated: bool
    bound: bool = False
    owed: tuple[FollowUp, ...] = ()
    filed: bool = False
    countersigned: bool | None = None
    countersignature_outcome: CountersignatureOutcome | None = None


@dataclass(frozen=True, kw_only=True)
@says("What the county excepted from, set aside and found otherwise in the approval that stands.")
class Excepted:
    exception: str | None = None
    overrides: tuple[Override, ...] = ()
    found: Circumstances | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A correction that was asked for and not answered: in which fact it stands (by version).

    Of what is asked for, all that names nobody. ``named`` are those who are said anew, ``added`` those
    of them who were not listed when it was asked for, ``applicant`` the one of them who applies,
    ``unnumbered`` those of them who have no identity number, ``by_birth`` children among these. Of
    those who ``left`` the ``mistaken`` never were of the household; some ``parted`` from others.
    """

    number: int
    version: int
    named: tuple[PersonId, ...]
    added: tuple[PersonId, ...]
    left: tuple[PersonId, ...]
    applicant: PersonId | None
    subject: Subject | None
    category: Category | None
    matter: Matter | None
    village: str | None
    unnumbered: tuple[PersonId, ...] = ()
    by_birth: tuple[PersonId, ...] = ()
    mistaken: tuple[PersonId, ...] = ()
    parted: Parted | None = None
    alive: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A fact as the time limits see it: its name and day, and what held when it happened.

    ``at`` is the instant it was recorded, where the envelope is at hand: hours run from it.
    """

    name: str
    on: date
    conditions: frozenset[str] = frozenset()
    key: str = ""
    course: Course | None = None
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """A relief application as of its last fact, counted by ``version``; ``counted_in``: who drew by it."""

    stage: Stage = Stage.UNKNOWN
    version: int = 0
    id: str = ""
    application: Application | None = None
    materials: frozenset[str] = frozenset()
    notified: frozenset[str] | None = None
    urgent_kind: Cause | None = None
    procedure: Procedure | None = None
    pack: str | None = None
    accepted_on: date | None = None
    outstanding: frozenset[str] = frozenset()
    inquiry: Inquiry = field(default_factory=Inquiry)
    circumstances: CircumstancesRecorded | None = None
    outdated: bool = False
    """The circumstances on file are those of the application as it was."""
    amended: tuple[int, ...] = ()
    """In which facts of the case (by version) the application was amended, or a number joined."""
    asked_for: Asked | None = None
    corrections: int = 0
    offer: Offer | None = None
    offers: int = 0
    formerly: tuple[Formerly, ...] = ()
    counted_in: str = ""
    resolved: frozenset[Doubt] = frozenset()
    heard: Heard = field(default_factory=Heard)
    examination: Examination | None = None
    notice: Notice | None = None
    notices: int = 0
    objections: tuple[ObjectionOutcome | None, ...] = ()
    complaints: tuple[bool | None, ...] = ()
    founded: frozenset[int] = frozenset()
    """What was found right since the last examination: before the decision (0), or by its proposal."""
    county: County = field(default_factory=County)
    approval: Approval | None = None
    excepted: Excepted = field(default_factory=Excepted)
    to_show: bool = False
    """The sum that stands hangs once more before it is paid."""
    revoked: int = 0
    proposal: Proposal | None = None
    waiting: tuple[Proposal, ...] = ()
    """What else was proposed, in the order in which it is answered after the one that is open."""
    proposals: int = 0
    papers: Papers = field(default_factory=Papers)
    resolved_by: str | None = None
    bereft: bool = False
    fed_back: bool = False
    payments: Payments = field(default_factory=Payments)
    vouched: frozenset[Vouched] = frozenset()
    referrals: tuple[bool | None, ...] = ()
    served: frozenset[tuple[DocumentKind, int, Recipient]] = frozenset()
    undelivered: frozenset[tuple[DocumentKind, int, Manner]] = frozenset()
    agreed: int | None = None
    """In which fact of the case (by version) the family agreed to be written to."""
    messages: tuple[Message, ...] = ()
    slips: int = 0
    """How often the slip's code was made anew."""
    evidence: tuple[OnFile, ...] = ()
    statuses: tuple[KnownStatus, ...] = ()
    missed: frozenset[tuple[str, str, date, datetime | None, date]] = frozenset()
    """Runs of limits whose lateness is on record, each with the day it was recorded."""
    moved: tuple[tuple[str, str, date, date], ...] = ()
    ending: Ending | None = None
    hands: Hands = field(default_factory=Hands)
    moments: tuple[Moment, ...] = ()

    @property
    def known(self) -> CircumstancesRecorded | None:
        """The circumstances on file, where they are those of the application as it stands."""
        return None if self.outdated else self.circumstances

    @property
    def receiver(self) -> str | None:
        """The township the file is offered to, as long as it may take it over."""
        return None if self.offer is None or self.stage in OVER else self.offer.township

    @property
    def open_objections(self) -> tuple[int, ...]:
        """Numbers of the objections that still wait for an answer."""
        return tuple(
            number for number, outcome in enumerate(self.objections, start=1) if outcome is None
        )

    @property
    def open_objection(self) -> int | None:
        """The first of them."""
        return next(iter(self.open_objections), None)

    @property
    def debt(self) -> Money:
        """What was paid above what stands; of what the county would not sign for fraud, nothing does."""
        stood = None if self.defrauded else self.approval
        stands = ZERO if stood is None else stood.amount
        return max(self.payments.disbursed - stands, ZERO)

    @property
    def defrauded(self) -> bool:
        """Whether the county found fraud when it was to countersign."""
        outcome = None if self.approval is None else self.approval.countersignature_outcome
        return outcome is CountersignatureOutcome.FRAUD

    @property
    def decided_on(self) -> date:
        """The day of the decision that stands. Raises ``ValueError`` before there is one."""
        for moment in reversed(self.moments):
            if moment.name in DECISIONS:
                return moment.on
        raise ValueError("nothing was decided yet")

    @property
    def asked(self) -> Application:
        """The application. Raises ``ValueError`` before there is one."""
        if self.application is None:
            raise ValueError("no application yet")
        return self.application


DECISIONS = frozenset({"relief-approved", "relief-refused"})
"""Facts that decide on an application, by name."""


WHILE_OPEN = frozenset(Stage) - {Stage.UNKNOWN, Stage.CLOSED}
"""From the application until the file is closed, also where only letters are left to serve."""

OVER = frozenset({Stage.ENDED, Stage.CLOSED})
"""Where nothing more is decided unless it is opened again."""

GOING_ON = WHILE_OPEN - OVER
"""From the application on, as long as something may still be decided."""

BEYOND_TOWNSHIP = frozenset(
    {Stage.SUBMITTED, Stage.UNDER_COUNTY, Stage.RETURNED, Stage.REFUSED, Stage.ENDED, Stage.CLOSED}
)
"""Where an objection that is right brings the file nowhere else."""


FOLLOWING = {FollowUp.FILING: "to-file", FollowUp.COUNTERSIGNATURE: "to-countersign"}
"""What follows a delegated approval, as limits ask for it."""

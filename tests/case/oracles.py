"""What must hold of any history, reckoned from the facts alone and never with the code under test."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from domain.account.events import GrantCharged, GrantReleased
from domain.account.known import Parting, PersonsParted
from domain.case.authority import Officer
from domain.ground.facts import Fact
from domain.ground.numbers import normal
from domain.ground.terms import (
    Category,
    CountersignatureOutcome,
    NumberKind,
    ObjectionOutcome,
    Opinion,
    Procedure,
    RevisionGround,
    Subject,
)
from domain.registers.roster.facts import (
    CaseBeyondDraw,
    CaseCountedForSpotCheck,
    CaseDrawnAgain,
    SpotCheckFellAway,
)
from tests.case.hardship import MONTHLY
from tests.case.machine import Machine
from tests.case.world import CALENDAR
from tests.support import facts as e

HOUSEHOLD_CAP, PERSON_CAP, TOWNSHIP_CEILING = 1_000_000, 500_000, 200_000
"""In fen, from article 11 and 18.2.1 themselves."""
COSTS_BY_YEAR_SINCE = date(2026, 12, 1)
"""What is accepted since then has its costs charged to their own year."""

Disbursed = e.ReliefDisbursed | e.CashDisbursed | e.GoodsDelivered


@dataclass
class File:
    """A case as a reader of its facts would note it down."""

    members: set[str] = field(default_factory=set)
    applicant: str = ""
    individual: bool = False
    procedure: Procedure | None = None
    opinion: Opinion | None = None
    hanging: date | None = None
    over: date | None = None
    objections: dict[int, bool] = field(default_factory=dict)
    looked: set[str] = field(default_factory=set)
    visited: set[str] = field(default_factory=set)
    confirmed: bool = True
    returned: bool = False
    received: bool = False
    undone: bool = False
    recommended: int = 0
    signed: str = ""
    examined: str = ""
    county: str = ""
    approved: int = 0
    approved_by: str = ""
    proposed_by: str = ""
    said_in: str = ""
    asked_by: str = ""
    known: bool = False
    paid: int = 0
    had: list[tuple[str, int, date, str]] = field(default_factory=list)
    stood: list[tuple[date, int]] = field(default_factory=list)
    """What was approved and not stopped, each sum since the day it was so."""
    ordered: int = 0
    ordered_on: date | None = None
    ordered_by: str = ""
    account: e.Account | None = None
    wanted: e.Account | None = None
    wanted_by: str = ""
    stopped: bool = False
    category: Category = Category.OTHER_HOUSEHOLD
    bills: int = 0
    expense_year: int = 0
    accepted: date = date.min


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval as noted: when, of how much, for whom, and whose year's costs it answered."""

    case: str
    year: int
    fen: int
    members: frozenset[str]
    individual: str | None
    category: Category
    expense_year: int
    on: date


@dataclass
class Reader:
    """Reads a history from the beginning and objects to what the law forbids."""

    files: dict[str, File] = field(default_factory=lambda: defaultdict(File))
    approvals: list[Approval] = field(default_factory=list)
    charged: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    received: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    drawn: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    parted: dict[tuple[str, str], date] = field(default_factory=dict)
    """Who ever stood in one application, each pair both ways; the day they parted, or none."""

    def read(self, machine: Machine) -> "Reader":
        """Every fact in order."""
        for happened in machine.history:
            for fact in happened.facts:
                self.note(happened.case, fact, happened.officer, happened.day)
        return self

    def note(self, case: str, fact: Fact, officer: Officer, day: date) -> None:
        """One fact."""
        file = self.files[case]
        match fact:
            case e.ApplicationSubmitted():
                file.members = {m.person for m in fact.members}
                self.together(file.members)
                file.applicant, file.individual = fact.applicant, fact.subject is Subject.INDIVIDUAL
                file.category, file.account = fact.category, fact.account
                file.county = fact.township[:6]
            case e.FileTakenOver():
                assert not file.examined, "an examined file changed hands"
                file.county, file.known, file.opinion = fact.township[:6], False, None
            case e.AccountCorrectionRequested():
                assert not file.ordered, "asked while the bank has not answered"
                file.wanted, file.wanted_by = fact.account, officer.id
            case e.PaymentAccountCorrected():
                assert fact.account == file.wanted and officer.id != file.wanted_by
                file.account, file.wanted = fact.account, None
            case e.AccountCorrectionRejected():
                assert officer.id != file.wanted_by
                file.wanted = None
            case e.CircumstancesRecorded():
                file.known = True
                file.bills = sum(bill.total.fen for bill in fact.circumstances.bills)
                file.expense_year = fact.expense_year
            case e.ApplicationAmended() | e.ApplicationCorrected():
                self.amended(case, file, fact, officer)
            case e.CorrectionRequested():
                file.asked_by = officer.id
            case e.ExaminationReopened():
                file.opinion = file.hanging = file.over = None
                file.recommended = 0
                file.returned = file.returned or file.received
                file.confirmed = file.confirmed or file.received
            case e.MemberDied():
                file.members.discard(fact.person)
                file.applicant = fact.representative or file.applicant
                if fact.stands is not None:
                    file.approved = fact.stands.fen
                    self.keep(case, fact.stands.fen)
            case e.ApplicationAccepted():
                file.procedure, file.accepted, file.undone = fact.procedure, fact.on, False
            case e.AcceptanceUndone():
                file.undone = True
            case e.UrgencyNotConfirmed():
                file.procedure = Procedure.GENERAL
            case e.HomeVisited():
                file.visited |= {*fact.visitors, officer.id}
                file.looked |= file.visited
            case e.SpotCheckReported() | e.CountyVerified():
                township = {*file.visited, file.signed, file.examined}
                assert not township & {*fact.visitors}, "the township looked for the county"
                file.looked |= {*fact.visitors, officer.id}
                file.confirmed = fact.confirmed
            case e.ReceivedByCounty():
                file.received = True
            case e.ReturnedForReexamination():
                file.confirmed = file.returned = True
            case e.OpinionSigned():
                file.signed = officer.id
            case e.ApplicationExamined():
                assert officer.id != file.signed, "one person signed twice"
                file.opinion, file.examined = fact.opinion, officer.id
                file.recommended = fact.recommended.fen
            case e.PublicNoticePosted():
                file.hanging, file.over = fact.on, None
            case e.PublicNoticeInterrupted():
                file.hanging = None
            case e.PublicNoticeEnded():
                self.ended(file, day)
            case e.ObjectionLodged():
                file.objections[fact.number] = False
            case e.ObjectionResolved():
                self.resolved(file, fact)
            case e.SubmittedForApproval():
                noticed(file, day)
            case e.ReliefApproved():
                self.approve(case, file, fact, officer, day)
            case (
                e.PaymentInstructed()
                | e.PaymentFailed()
                | e.ReliefDisbursed()
                | e.CashDisbursed()
                | e.GoodsDelivered()
                | e.PaymentReturned()
                | e.ReliefTakenBack()
            ):
                self.money(case, file, fact, officer)
            case e.CountersignatureRefused() if fact.outcome is not CountersignatureOutcome.FORMAL:
                file.stopped = True
                self.keep(case, file.paid + file.ordered)
            case e.CaseTerminated() if file.paid == file.approved:
                assert not file.ordered, "an order is out at the bank"
            case e.ApplicationWithdrawn() | e.CaseTerminated():
                assert not file.ordered, "an order is out at the bank"
                self.keep(case, file.paid)
            case e.ReviewRecorded():
                file.said_in = fact.document
            case e.RevisionProposed():
                file.proposed_by = officer.id
            case e.DecisionRevoked() | e.DecisionChanged():
                self.revise(case, file, fact, officer)
            case CaseCountedForSpotCheck():
                self.received[file.county] += 1
                self.drawn[file.county] += fact.chosen
                enough = 10 * self.drawn[file.county] >= 3 * self.received[file.county]
                assert enough or fact.chosen, "fewer than 30% are drawn"
            case SpotCheckFellAway():
                self.received[file.county] -= 1
                self.drawn[file.county] -= 1
            case CaseBeyondDraw():
                self.received[file.county] -= file.undone
            case CaseDrawnAgain():
                self.drawn[file.county] += 1
            case PersonsParted():
                for other in fact.others:
                    self.apart(fact.person, other, fact.on, fact.parting)
            case GrantCharged():
                self.charged[fact.person] += fact.amount.fen
            case GrantReleased():
                self.charged[fact.person] -= fact.amount.fen
            case _:
                pass
        stands = 0 if file.stopped else file.approved
        if stands != (file.stood[-1][1] if file.stood else 0):
            file.stood.append((day, stands))

    def together(self, members: set[str]) -> None:
        """They live together, as an application has it."""
        self.parted |= {(a, b): date.max for a in members for b in members if a != b}

    def apart(self, one: str, other: str, day: date, how: Parting) -> None:
        """They live together no more, or never did."""
        if how is Parting.NEVER_TOGETHER:
            self.parted.pop((one, other), None)
        elif (one, other) in self.parted:
            self.parted[one, other] = day

    def shares(self, new: Approval, earlier: Approval) -> bool:
        """Whether an earlier grant uses room of the household that is helped now."""
        return bool(earlier.members & new.members) or any(
            earlier.on <= self.parted.get((one, other), date.min)
            for one in new.members
            for other in earlier.members
        )

    def amended(
        self,
        case: str,
        file: File,
        fact: e.ApplicationAmended | e.ApplicationCorrected,
        officer: Officer,
    ) -> None:
        """By two once it was examined; nobody leaves whose grants count; nothing old is decided upon."""
        stands = fact.stands
        members: set[str] = {*stands.members}
        entitled = (members, stands.category) != (file.members, file.category)
        if isinstance(fact, e.ApplicationCorrected):
            assert officer.id != file.asked_by, "who asked for a correction agreed to it"
        assert not (entitled and file.approved), "what was approved upon was amended"
        before = {a.case for a in self.approvals if a.fen and a.members & file.members} - {case}
        after = {a.case for a in self.approvals if a.fen and a.members & members} - {case}
        assert before <= after, "a grant that counts was lost"
        if members != file.members:
            self.together(members)
        file.members, file.applicant = members, stands.applicant
        file.individual = stands.subject is Subject.INDIVIDUAL
        file.category = stands.category
        file.known = file.known and not entitled
        if entitled:
            file.opinion = None

    def money(
        self,
        case: str,
        file: File,
        fact: e.PaymentInstructed | e.PaymentFailed | Disbursed | e.Returned,
        officer: Officer,
    ) -> None:
        """Orders and payments within the approval, none begun after the county stopped them."""
        match fact:
            case e.PaymentInstructed():
                assert officer.id != file.approved_by, "who approved also pays"
                assert not file.stopped, "ordered after the county would not countersign"
                assert fact.account == file.account, (
                    "paid to another account than the one on record"
                )
                assert file.wanted is None and fact.account.holder in file.members
                file.ordered, file.ordered_on = fact.amount.fen, fact.on
                file.ordered_by = officer.id
            case e.PaymentFailed():
                assert officer.id != file.ordered_by, "who ordered says what became of it"
                file.ordered = 0
                if file.stopped:
                    self.keep(case, file.paid)
            case e.ReliefDisbursed():
                assert file.ordered_on is not None and fact.on >= file.ordered_on
                assert officer.id != file.ordered_by, "who ordered says what became of it"
                file.paid, file.ordered = file.paid + fact.amount.fen, 0
                file.had.append((str(fact.payment), fact.amount.fen, fact.on, file.ordered_by))
            case e.CashDisbursed() | e.GoodsDelivered():
                file.paid += fact.amount.fen
                receipt = normal(NumberKind.RECEIPT, fact.receipt)
                file.had.append((receipt, fact.amount.fen, fact.on, officer.id))
                came = sum(had[1] for had in file.had if had[2] <= fact.on)
                assert came <= most(file.stood, fact.on), "more than stood that day"
            case e.PaymentReturned() | e.ReliefTakenBack():
                self.returned(case, file, fact, officer)
        if isinstance(fact, e.PaymentInstructed):
            assert file.paid + file.ordered <= file.approved, "more is paid than stands"

    def returned(self, case: str, file: File, fact: e.Returned, officer: Officer) -> None:
        """Something that came, whole, not before it came, said by another than whoever sent it."""
        if isinstance(fact, e.PaymentReturned):
            name = str(fact.payment)
        else:
            name = normal(NumberKind.RECEIPT, fact.handed)
        one = next(had for had in file.had if had[0] == name)
        file.had.remove(one)
        _, fen, came, by = one
        assert fact.amount.fen == fen, "less came back than had come"
        assert fact.on >= came, "it came back before it came"
        assert officer.id != by, "who ordered or handed over says that it came back"
        file.paid -= fen
        assert file.paid == sum(had[1] for had in file.had)
        if fact.stands is not None:
            file.approved = fact.stands.fen
            self.keep(case, file.approved)
        elif file.stopped:
            self.keep(case, file.paid + file.ordered)

    def revise(
        self, case: str, file: File, fact: e.DecisionRevoked | e.DecisionChanged, officer: Officer
    ) -> None:
        """Not by whom approved or proposed, alone only where nothing was paid; never above the notice.

        What a review or a court says binds, whatever was recommended: upon their document, and by a
        second hand.
        """
        bound = fact.ground in (RevisionGround.REVIEW, RevisionGround.JUDGMENT)
        assert officer.id != file.approved_by, "who approved revised it"
        if bound:
            assert fact.evidence == (file.said_in,), "without the document"
            assert officer.id != file.proposed_by, "who entered what they said carried it out"
        elif fact.proposal is None:
            assert not file.ordered and not file.paid, "one hand revised what was paid"
        else:
            assert officer.id != file.proposed_by, "who proposed decided"
        stands = 0 if isinstance(fact, e.DecisionRevoked) else fact.amount.fen
        assert bound or stands <= file.recommended, "more than two signatures recommend"
        file.approved = stands
        if isinstance(fact, e.DecisionRevoked):
            file.stopped = False
        self.keep(case, stands)

    def keep(self, case: str, fen: int) -> None:
        """Of a case's approval only this much still uses room."""
        self.approvals = [replace(a, fen=fen) if a.case == case else a for a in self.approvals]

    def ended(self, file: File, day: date) -> None:
        """A notice ends after seven whole days, a last day of rest moved on."""
        assert file.hanging is not None
        assert day > last_of_seven(file.hanging), "the notice ended too early"
        file.over = day

    def resolved(self, file: File, fact: e.ObjectionResolved) -> None:
        """An upheld objection undoes the notice."""
        file.objections[fact.number] = True
        if fact.outcome is not ObjectionOutcome.UNFOUNDED:
            file.hanging = file.over = None
        if fact.outcome is ObjectionOutcome.NOT_ELIGIBLE:
            file.opinion = Opinion.NEGATIVE

    def approve(
        self, case: str, file: File, fact: e.ReliefApproved, officer: Officer, day: date
    ) -> None:
        """An approval within power, notice, room and separation of duties."""
        assert file.opinion is Opinion.POSITIVE and file.confirmed
        assert file.known, "approved upon circumstances of another application"
        assert fact.amount.fen <= file.recommended, "more than two signatures recommend"
        noticed(file, day)
        township = len(officer.division) == 9
        assert fact.delegated == township
        assert not township or fact.amount.fen <= TOWNSHIP_CEILING, "above the township's power"
        assert not township or (file.procedure is Procedure.URGENT and not file.returned)
        assert officer.id not in file.looked and officer.id != file.signed
        assert township or officer.id != file.examined
        new = Approval(
            case, charged_year(file, day), fact.amount.fen, frozenset(file.members),
            file.applicant if file.individual else None, file.category, file.expense_year, day,
        )  # fmt: skip
        self.within_caps(new)
        self.as_the_text_says(new, file)
        self.approvals = [*(a for a in self.approvals if a.case != case), new]
        file.approved, file.approved_by = fact.amount.fen, officer.id

    def within_caps(self, new: Approval) -> None:
        """The new grant and all of this year that touch its members keep within both caps."""
        same_year = [a for a in self.approvals if a.year == new.year]
        household = sum(a.fen for a in same_year if self.shares(new, a)) + new.fen
        assert household <= HOUSEHOLD_CAP, "above the household cap"
        if new.individual is not None:
            own = sum(a.fen for a in same_year if a.individual == new.individual) + new.fen
            assert own <= PERSON_CAP, "above the person cap"

    def as_the_text_says(self, new: Approval, file: File) -> None:
        """Floors and tiers of article 11, reckoned with nothing but its numbers."""
        beside = [a for a in self.approvals if self.shares(new, a)]
        room = HOUSEHOLD_CAP - sum(a.fen for a in beside if a.year == new.year)
        if new.category is Category.SUDDEN_HARDSHIP:
            assert new.fen >= min(room, MONTHLY * len(new.members)), "below the floor"
        if new.category is not Category.MEDICAL:
            return
        same = [
            a.fen
            for a in beside
            if (a.category, a.expense_year) == (Category.MEDICAL, new.expense_year)
        ]
        due = min(room, entitled(file.bills) - sum(same))
        assert new.fen <= due, "more than the tiers give"
        assert new.fen == due or file.bills > 1_000_000, "less than the tiers give"


def most(stood: list[tuple[date, int]], day: date) -> int:
    """The most that stood at any time of a day."""
    until = [fen for since, fen in stood if since < day][-1:]
    return max((*until, *(fen for since, fen in stood if since == day)), default=0)


def charged_year(file: File, day: date) -> int:
    """Whose totals an approval uses up: those of its own year, or of last year's costs (AMB-37)."""
    by_costs = file.category is Category.MEDICAL and file.accepted >= COSTS_BY_YEAR_SINCE
    return file.expense_year if by_costs and file.expense_year >= day.year - 1 else day.year


def entitled(fen: int) -> int:
    """The whole of a year's self-paid medical costs at the rate of its tier, half up (11.2)."""
    for edge, rate in ((300_000, 70), (600_000, 80), (1_000_000, 90)):
        if fen <= edge:
            return (fen * rate + 50) // 100
    return HOUSEHOLD_CAP


def last_of_seven(posted: date) -> date:
    """The seventh day after posting, or the next day offices work."""
    day = posted + timedelta(days=7)
    while not CALENDAR.is_working(day):
        day += timedelta(days=1)
    return day


def noticed(file: File, day: date) -> None:
    """A positive general file moves on only after a whole notice and without an open objection."""
    if file.procedure is not Procedure.GENERAL or file.opinion is not Opinion.POSITIVE:
        return
    assert file.hanging is not None and file.over is not None, "no whole notice"
    assert day > last_of_seven(file.hanging), "too early after the notice"
    assert all(file.objections.values()), "an objection is open"


def charges(machine: Machine) -> Iterator[tuple[str, int]]:
    """What each person's account says is charged, as the live state has it."""
    for stream, account in machine.world.accounts.items():
        yield stream.removeprefix("account-"), sum(g.amount.fen for g in account.grants)

"""The general case from the counter to the payment: the sixteen commands every figure is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from threading import local
from time import perf_counter, thread_time

from domain.assessment.inputs import Certainty, Circumstances, OtherAid, Source, Statement
from domain.case.authority import Officer, Post
from domain.case.countersignature.commands import FeedBackResult
from domain.case.decision.commands import (
    ApproveRelief,
    ReceiveAtCounty,
    ReportSpotCheck,
    SubmitForApproval,
)
from domain.case.inquiry.commands import (
    CompleteExamination,
    RecordCircumstances,
    RecordHomeVisit,
    ReportMeansCheck,
    SignOpinion,
)
from domain.case.intake.commands import AcceptApplication, SubmitApplication
from domain.case.notice.commands import EndPublicNotice, PostPublicNotice
from domain.case.payment.commands import ConfirmPayment, InstructPayment
from domain.case.records import Account, Contact, Helper, Incident, Member
from domain.ground.commands import Command
from domain.ground.identity import check_digit
from domain.ground.money import Money
from domain.ground.people import UNKNOWN, Private
from domain.ground.refusal import Refused
from domain.ground.terms import (
    Category,
    Cause,
    Channel,
    FundSource,
    Material,
    MeansCheck,
    Opinion,
    Procedure,
    Relation,
    Residence,
    Subject,
)
from domain.law.terms import Claim, Evidence
from domain.registers.officers.commands import AppointOfficer
from relief.clock import LHASA, SimulatedClock
from relief.office.office import Office
from relief.office.requests import Receipt, Request
from relief.people.people import place_holder

TOWNSHIPS = (
    "540121100",
    "540122100",
    "540123100",
    "540124100",
    "540127100",
    "540102002",
    "540103001",
    "540104100",
)
"""One in each county and district: the county counts its own receipts for the spot check."""
MORNING = datetime(2026, 2, 2, 9, tzinfo=LHASA)
AFTER_NOTICE = datetime(2026, 2, 10, 9, tzinfo=LHASA)
VISITED = date(2026, 2, 2)
PAID = date(2026, 2, 10)
GRANT = Money(210_000)
SEEN = Source(Certainty.VERIFIED, "paper-1", VISITED)
HARDSHIP = Circumstances(
    subject=Subject.HOUSEHOLD,
    category=Category.OTHER_HOUSEHOLD,
    cause=Cause.ILLNESS,
    other_aid=OtherAid.STILL_DIFFICULT,
    evidence=(Evidence.OTHER_MEASURES_RECORD, Evidence.VISIT_RECORD),
    statements=(
        Statement(Claim.OTHER_MEASURES_TRIED, True, SEEN),
        Statement(Claim.CANNOT_LIVE, True, SEEN),
    ),
)
"""A kind of hardship for which any sum up to the cap is lawful."""
NOT_NEEDED = (Material.ORIGIN_PROOF, Material.ENTRUSTMENT)
HELPER = Helper(person=UNKNOWN, name=Private(UNKNOWN, "边巴"))
SECURITY = Officer("bench-security", frozenset({Post.SECURITY_ADMIN}), "5401")
_numbers = count(1)


class DeskClock:
    """Every thread its own time, so that concurrent cases may stand at different days."""

    def __init__(self) -> None:
        self._local = local()

    def now(self) -> datetime:
        """The time this thread set, or the first morning."""
        now: datetime = getattr(self._local, "now", MORNING)
        return now

    def set(self, moment: datetime) -> None:
        """Set this thread's time."""
        self._local.now = moment


@dataclass(frozen=True, slots=True)
class Desks:
    """The officers who handle one township's cases."""

    township: str
    caseworker: Officer
    leader: Officer
    checker: Officer
    approver: Officer
    finance: Officer
    second: Officer


def desks(township: str) -> Desks:
    """One officer for each post."""
    county = township[:6]

    def officer(post: Post, division: str) -> Officer:
        return Officer(f"{post.value}-{division}", frozenset({post}), division)

    return Desks(
        township,
        officer(Post.CASEWORKER, township),
        officer(Post.TOWNSHIP_LEADER, township),
        officer(Post.COUNTY_CHECKER, county),
        officer(Post.APPROVER, county),
        officer(Post.FINANCE, county),
        Officer(f"second-{county}", frozenset({Post.FINANCE}), county),
    )


class Unexpected(Exception):
    """The office said no to a case that should go through."""


@dataclass(slots=True)
class Walk:
    """One case walked through an office.

    ``seconds`` and ``processor`` count the office's time only, by the clock and of this thread.
    """

    office: Office
    clock: DeskClock | SimulatedClock
    at: Desks
    case: str = ""
    seconds: float = 0.0
    processor: float = 0.0
    commands: int = 0

    def run(self) -> "Walk":
        """From application to payment."""
        self.clock.set(MORNING)
        for command, officer in self._steps():
            answer = self._given(command, officer)
            if not isinstance(answer, Receipt):
                raise Unexpected(type(command).__name__, [r.code for r in answer.reasons])
            self.case = answer.case
            if "spot-check-selected" in answer.facts:
                self._spot_check()
        return self

    def _spot_check(self) -> None:
        visitors = (self.at.checker.id, self._second_checker())
        command = ReportSpotCheck(
            case=self.case, visitors=visitors, confirmed=True, findings=private("属实")
        )
        self._given(command, self.at.checker)

    def _given(self, command: Command, officer: Officer) -> Receipt | Refused:
        """One command given, and counted."""
        request = Request(command, officer, f"bench-{next(_numbers)}", "d")
        started, began = perf_counter(), thread_time()
        answer = self.office.execute(request)
        self.processor += thread_time() - began
        self.seconds += perf_counter() - started
        self.commands += 1
        return answer

    def _second_checker(self) -> str:
        """A colleague on the register, appointed where nobody did so before: not measured."""
        county = self.at.township[:6]
        appointing = AppointOfficer(
            case=f"ck2.{county}",
            number=f"bench-{county}",
            post=Post.COUNTY_CHECKER,
            division=county,
            valid_from=date(2018, 1, 1),
            document="bench",
        )
        self.office.execute(Request(appointing, SECURITY, f"bench-{next(_numbers)}", "d"))
        return appointing.case

    def _steps(self) -> Iterator[tuple[Command, Officer]]:
        yield application(self.at.township, next(_numbers)), self.at.caseworker
        yield from township_part(self.case, self.at)
        self.clock.set(AFTER_NOTICE)
        yield from county_part(self.case, self.at)
        yield from payment_part(self.case, self.at)


def application(township: str, number: int) -> SubmitApplication:
    """An application of one person nobody saw before."""
    submitted = SubmitApplication(
        case="",
        channel=Channel.COUNTER,
        subject=Subject.HOUSEHOLD,
        category=Category.OTHER_HOUSEHOLD,
        incident=Incident(
            cause=Cause.ILLNESS, on=date(2026, 1, 20), place=private(f"place {township}")
        ),
        township=township,
        village="雪莲村",
        lives_in=township,
        lives_in_seat=False,
        residence=Residence.LOCAL,
        members=(
            Member(
                person=place_holder(0),
                relation=Relation.APPLICANT,
                name=private("扎西"),
                id_number=private(id_number(number)),
            ),
        ),
        contact=Contact(phone=private("13900000000")),
        account=Account(
            holder=place_holder(0), bank=private("农行"), number=private("6228480000000007")
        ),
        statement=private("手术费用无力承担"),
        materials=tuple(m for m in Material if m not in NOT_NEEDED),
    )
    return submitted


def township_part(
    case: str, at: Desks, visited: date = VISITED
) -> Iterator[tuple[Command, Officer]]:
    """From acceptance to the public notice."""
    worker = at.caseworker
    yield AcceptApplication(case=case, procedure=Procedure.GENERAL), worker
    yield (
        ReportMeansCheck(case=case, result=MeansCheck.CONSISTENT, consent="c-1", report="r-1"),
        worker,
    )
    yield (
        RecordHomeVisit(
            case=case,
            visited_on=visited,
            visitors=(worker.id,),
            findings=private("家中贫困"),
            signed_by_household=True,
            helpers=(HELPER,),
        ),
        worker,
    )
    yield RecordCircumstances(case=case, expense_year=2026, circumstances=HARDSHIP), worker
    opinion = SignOpinion(
        case=case, opinion=Opinion.POSITIVE, recommended=GRANT, reasons=private("符合条件")
    )
    yield opinion, worker
    yield CompleteExamination(case=case), at.leader
    notice = PostPublicNotice(case=case, place="村委会", evidence=("photo-1",))
    yield notice, worker


def county_part(case: str, at: Desks) -> Iterator[tuple[Command, Officer]]:
    """From the end of the notice to the decision."""
    yield EndPublicNotice(case=case), at.caseworker
    yield SubmitForApproval(case=case, files=("file-1",)), at.caseworker
    yield ReceiveAtCounty(case=case), at.checker
    yield ApproveRelief(case=case, amount=GRANT, document=f"d-{case}"), at.approver
    yield FeedBackResult(case=case), at.checker


def payment_part(case: str, at: Desks) -> Iterator[tuple[Command, Officer]]:
    """Ordered and credited."""
    instructed = InstructPayment(case=case, amount=GRANT, source=FundSource.FISCAL)
    yield instructed, at.finance
    credited = ConfirmPayment(
        case=case, payment=1, paying_bank="农行", serial=f"s-{case}", paid_on=PAID
    )
    yield credited, at.second


def private(text: str) -> Private:
    """Personal text about nobody yet."""
    return Private(UNKNOWN, text)


def id_number(number: int) -> str:
    """A valid identity number of somebody born between 1900 and 1919; distinct up to 6,000,000."""
    day = date.fromordinal(date(1900, 1, 1).toordinal() + number % 7000)
    body = f"540121{day:%Y%m%d}{number // 7000 % 999 + 1:03d}"
    return body + check_digit(body)

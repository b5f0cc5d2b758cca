"""The general case from the counter to the archive: the seventeen commands every figure is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from threading import local
from time import perf_counter

from domain.assessment.inputs import Certainty, Circumstances, OtherAid, Source, Statement
from domain.authority import Officer, Post
from domain.case import commands as c
from domain.case.events import Account, Contact, Incident, Member
from domain.case.terms import (
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
from domain.identity import check_digit
from domain.law.terms import Claim, Evidence
from domain.money import Money
from domain.people import UNKNOWN, PersonId, Private
from relief.clock import LHASA
from relief.office import Office
from relief.people import place_holder
from relief.requests import Receipt, Request

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
    )


class Refused(Exception):
    """The office said no to a case that should go through."""


@dataclass(slots=True)
class Walk:
    """One case walked through an office. ``seconds`` counts the office's time only."""

    office: Office
    clock: DeskClock
    at: Desks
    case: str = ""
    seconds: float = 0.0
    commands: int = 0

    def run(self) -> "Walk":
        """From application to archive."""
        self.clock.set(MORNING)
        for command, officer in self._steps():
            request = Request(command, officer, f"bench-{next(_numbers)}", "d")
            started = perf_counter()
            answer = self.office.execute(request)
            self.seconds += perf_counter() - started
            self.commands += 1
            if not isinstance(answer, Receipt):
                raise Refused(type(command).__name__, [r.code for r in answer.reasons])
            self.case = answer.case
            if "spot-check-selected" in answer.facts:
                self._spot_check()
        return self

    def _spot_check(self) -> None:
        command = c.ReportSpotCheck(
            case=self.case, visitors=("ck1", "ck2"), confirmed=True, findings=private("属实")
        )
        request = Request(command, self.at.checker, f"bench-{next(_numbers)}", "d")
        started = perf_counter()
        self.office.execute(request)
        self.seconds += perf_counter() - started
        self.commands += 1

    def _steps(self) -> Iterator[tuple[c.Command, Officer]]:
        yield application(self.at.township, next(_numbers)), self.at.caseworker
        yield from township_part(self.case, self.at)
        self.clock.set(AFTER_NOTICE)
        yield from county_part(self.case, self.at)
        known = self.office.situation(self.case, self.at.finance)
        applicant = known.case.asked.applicant if known else UNKNOWN
        yield from payment_part(self.case, self.at, applicant)


def application(township: str, number: int) -> c.SubmitApplication:
    """An application of one person nobody saw before."""
    submitted = c.SubmitApplication(
        case="",
        channel=Channel.COUNTER,
        subject=Subject.HOUSEHOLD,
        category=Category.OTHER_HOUSEHOLD,
        incident=Incident(cause=Cause.ILLNESS, on=date(2026, 1, 20), place=private(township)),
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
        statement=private("手术费用无力承担"),
        materials=tuple(m for m in Material if m not in NOT_NEEDED),
    )
    return submitted


def township_part(
    case: str, at: Desks, visited: date = VISITED
) -> Iterator[tuple[c.Command, Officer]]:
    """From acceptance to the public notice."""
    worker, visitors = at.caseworker, (at.caseworker.id, "cw2")
    yield c.AcceptApplication(case=case, procedure=Procedure.GENERAL), worker
    yield (
        c.ReportMeansCheck(case=case, result=MeansCheck.CONSISTENT, consent="c-1", report="r-1"),
        worker,
    )
    yield (
        c.RecordHomeVisit(
            case=case,
            visited_on=visited,
            visitors=visitors,
            findings=private("家中贫困"),
            signed_by_household=True,
        ),
        worker,
    )
    yield c.RecordCircumstances(case=case, expense_year=2026, circumstances=HARDSHIP), worker
    opinion = c.SignOpinion(
        case=case, opinion=Opinion.POSITIVE, recommended=GRANT, reasons=private("符合条件")
    )
    yield opinion, worker
    yield c.CompleteExamination(case=case), at.leader
    notice = c.PostPublicNotice(case=case, place="村委会", evidence=("photo-1",))
    yield notice, worker


def county_part(case: str, at: Desks) -> Iterator[tuple[c.Command, Officer]]:
    """From the end of the notice to the decision."""
    yield c.EndPublicNotice(case=case), at.caseworker
    yield c.SubmitForApproval(case=case, files=("file-1",)), at.caseworker
    yield c.ReceiveAtCounty(case=case), at.checker
    yield c.ApproveRelief(case=case, amount=GRANT, document="d-1"), at.approver
    yield c.FeedBackResult(case=case), at.checker


def payment_part(case: str, at: Desks, applicant: PersonId) -> Iterator[tuple[c.Command, Officer]]:
    """Paid and closed."""
    account = Account(holder=applicant, bank=private("农行"), number=private("6228480000000000"))
    instructed = c.InstructPayment(
        case=case, amount=GRANT, source=FundSource.FISCAL, account=account
    )
    yield instructed, at.finance
    yield c.ConfirmPayment(case=case, payment=1, serial="s-1", paid_on=PAID), at.finance
    yield c.CloseCase(case=case, volume="v-1"), at.approver


def private(text: str) -> Private:
    """Personal text about nobody yet."""
    return Private(UNKNOWN, text)


def id_number(number: int) -> str:
    """A valid identity number of somebody born between 1900 and 1919; distinct up to 6,000,000."""
    day = date.fromordinal(date(1900, 1, 1).toordinal() + number // 999 % 7000)
    body = f"540121{day:%Y%m%d}{number % 999 + 1:03d}"
    return body + check_digit(body)

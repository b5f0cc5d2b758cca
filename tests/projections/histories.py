"""Histories of cases as facts, for tests and measurements of the read models."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import zip_longest

from domain.account.account import stream as account_stream
from domain.account.events import GrantCharged
from domain.ground.facts import Authority, Fact, Recorded
from domain.ground.money import Money
from domain.ground.people import PersonId, Private
from domain.ground.terms import (
    Category,
    Cause,
    Channel,
    Course,
    Ending,
    FundSource,
    Material,
    MeansCheck,
    Opinion,
    Procedure,
    Relation,
    Residence,
    Subject,
)
from domain.time.notices import NATIONAL, HolidayNoticeRecorded
from tests.support import facts as e

MONDAY = date(2026, 3, 2)
PACK = "lhasa-2018-202"
SEWU = "540102001"
PAPERS = (
    *(Material.LETTER, Material.RESIDENCE_PAPER, Material.IDENTITY_CARD, Material.HARDSHIP_PROOF),
    *(Material.INCOME_PROPERTY_PROOF, Material.MEANS_CHECK_CONSENT, Material.APPLICATION_FORM),
)
AUTHORITY = Authority(post="caseworker", division=SEWU, article="18.1.1")


def day(number: int) -> date:
    """So many natural days after the first Monday."""
    return MONDAY + timedelta(days=number)


def secret(text: str = "secret") -> Private:
    """A private value that must not be seen."""
    return Private(PersonId("p1"), text)


@dataclass
class Log:
    """A history under construction: every fact gets its version and its position."""

    records: list[Recorded] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)

    def add(self, stream: str, fact: Fact, officer: str = "officer-1") -> Recorded:
        """One more fact."""
        version = self.versions[stream] = self.versions.get(stream, 0) + 1
        on: date = fact.on  # type: ignore[attr-defined]
        recorded = Recorded(
            stream=stream,
            version=version,
            fact=fact,
            recorded_at=datetime.combine(on, time(9), UTC),
            officer=officer,
            authority=AUTHORITY,
            law=PACK,
            command=f"{stream}-{version}",
            position=len(self.records) + 1,
        )
        self.records.append(recorded)
        return recorded

    def case(self, *facts: Fact, case: str = "c1") -> "Log":
        """Facts of a case."""
        for fact in facts:
            self.add(f"case-{case}", fact)
        return self


def submitted(
    case: str = "c1",
    on: date = MONDAY,
    *,
    township: str = SEWU,
    category: Category = Category.MEDICAL,
    subject: Subject = Subject.HOUSEHOLD,
    members: int = 2,
    materials: tuple[Material, ...] = PAPERS,
) -> e.ApplicationSubmitted:
    """申请."""
    people = [PersonId(f"{case}-p{n}") for n in range(1, members + 1)]
    return e.ApplicationSubmitted(
        case=case,
        on=on,
        channel=Channel.COUNTER,
        subject=subject,
        category=category,
        incident=e.Incident(cause=Cause.ILLNESS, on=on, place=secret()),
        township=township,
        village=f"{township}201",
        lives_in=township,
        lives_in_seat=False,
        residence=Residence.LOCAL,
        applicant=people[0],
        members=tuple(
            e.Member(person=person, relation=Relation.OTHER, name=secret(), id_number=secret())
            for person in people
        ),
        contact=e.Contact(phone=secret()),
        statement=secret("a broken leg"),
        materials=materials,
    )


def accepted(on: date, procedure: Procedure = Procedure.GENERAL) -> e.ApplicationAccepted:
    """受理."""
    return e.ApplicationAccepted(on=on, procedure=procedure, pack=PACK)


def signed(on: date, fen: int = 300_000) -> tuple[e.OpinionSigned, e.ApplicationExamined]:
    """Both signatures."""
    return (
        e.OpinionSigned(on=on, opinion=Opinion.POSITIVE, recommended=Money(fen), reasons=secret()),
        e.ApplicationExamined(on=on, opinion=Opinion.POSITIVE, recommended=Money(fen)),
    )


def posted(on: date, round: int = 1, fen: int = 300_000) -> e.PublicNoticePosted:
    """公示."""
    return e.PublicNoticePosted(
        on=on, round=round, place="board", amount=Money(fen), text_digest="d", evidence=("p",)
    )


def approved(on: date, fen: int = 300_000, delegated: bool = False) -> e.ReliefApproved:
    """批准."""
    return e.ReliefApproved(
        on=on,
        amount=Money(fen),
        delegated=delegated,
        delegation="D1" if delegated else None,
        household_cap=Money(1_000_000),
        person_cap=Money(500_000),
        document="doc",
    )


def to_county(on: date, course: Course = Course.GENERAL) -> tuple[Fact, ...]:
    """报批 and receipt."""
    return (
        e.SubmittedForApproval(
            on=on, opinion=Opinion.POSITIVE, recommended=Money(300_000), files=("f",)
        ),
        e.ReceivedByCounty(on=on, course=course),
    )


def paid(on: date, fen: int = 300_000) -> tuple[Fact, ...]:
    """The order and the bank's answer."""
    account = e.Account(holder=PersonId("p1"), bank=secret(), number=secret())
    source = FundSource.FISCAL
    return (
        e.PaymentInstructed(on=on, payment=1, amount=Money(fen), source=source, account=account),
        e.ReliefDisbursed(on=on, payment=1, amount=Money(fen), source=source, serial="s"),
    )


def visited(on: date) -> tuple[Fact, ...]:
    """Means check and home visit."""
    return (
        e.MeansCheckReported(on=on, result=MeansCheck.CONSISTENT, consent="c", report="r"),
        e.HomeVisited(on=on, visitors=("o2",), findings=secret(), signed_by_household=True),
    )


def general(case: str = "c1", start: date = MONDAY, **of: object) -> list[Fact]:
    """A whole case of the general procedure, in time throughout."""

    def at(number: int) -> date:
        return start + timedelta(days=number)

    return [
        submitted(case, start, **of),  # type: ignore[arg-type]
        accepted(at(0)),
        *visited(at(1)),
        *signed(at(2)),
        posted(at(3)),
        e.PublicNoticeEnded(on=at(12), round=1, last_day=at(10)),
        *to_county(at(13)),
        e.SpotCheckSelected(on=at(13), sequence=1, seed="s"),
        e.SpotCheckReported(on=at(14), visitors=("o5",), confirmed=True, findings=secret()),
        approved(at(15)),
        e.ResultFedBack(on=at(16)),
        *paid(at(17)),
        e.CaseClosed(on=at(30), ending=Ending.PAID, volume="v1"),
    ]


def urgent(case: str = "c1", start: date = MONDAY, **of: object) -> list[Fact]:
    """A whole urgent case decided by the township."""

    def at(number: int) -> date:
        return start + timedelta(days=number)

    return [
        submitted(case, start, **of),  # type: ignore[arg-type]
        e.UrgencyEstablished(on=start, kind=Cause.FIRE, reason=secret()),
        accepted(start, Procedure.URGENT),
        *visited(start),
        *signed(start, 150_000),
        approved(start, 150_000, delegated=True),
        e.CashDisbursed(
            on=start,
            amount=Money(150_000),
            source=FundSource.DONATION,
            reason=secret(),
            receipt="r",
            witness=secret(),
        ),
        e.FiledForRecord(on=at(1)),
        e.Countersigned(on=at(3)),
        e.ResultFedBack(on=at(3)),
        e.CaseClosed(on=at(30), ending=Ending.PAID, volume="v2"),
    ]


def missed(on: date, started: int = 0) -> e.TimeLimitMissed:
    """督办 of the examination."""
    return e.TimeLimitMissed(on=on, limit="examination", started_on=day(started), last_day=day(7))


def charges(case: str, approval: e.ReliefApproved, people: int = 2) -> Iterator[GrantCharged]:
    """What an approval books."""
    for number in range(1, people + 1):
        yield GrantCharged(
            on=approval.on,
            person=PersonId(f"{case}-p{number}"),
            case=case,
            subject=Subject.HOUSEHOLD,
            category=Category.MEDICAL,
            matter=e.Matter(cause=Cause.ILLNESS, on=approval.on),
            amount=approval.amount,
            beneficiary=True,
        )


FESTIVALS = (date(2026, 2, 17), date(2026, 4, 5))
"""The own days of both: off by the regulation, notice or not."""


def holiday(
    off: Iterable[date] = (), year: int = 2026, name: str = "清明节", on: date = MONDAY
) -> HolidayNoticeRecorded:
    """放假通知, which arranges 春节 and 清明节 of 2026 as well: between them every day is firm."""
    return HolidayNoticeRecorded(
        region=NATIONAL,
        year=year,
        name=name,
        off=(*FESTIVALS, *off),
        makeup=(),
        document="国办发明电",
        source="test",
        confidence="official",
        on=on,
    )


def busy(cases: int, concurrent: int = 200) -> list[Recorded]:
    """Many cases side by side, with accounts and a calendar, as an office would record them."""
    log = Log()
    log.add("calendar", holiday([date(2026, 4, 6)]))
    for first in range(0, cases, concurrent):
        numbers = range(first, min(first + concurrent, cases))
        histories = [(f"2026-{n:06d}", _one(n)) for n in numbers]
        for facts in zip_longest(*(history for _, history in histories)):
            for (case, _), fact in zip(histories, facts, strict=True):
                if fact is not None:
                    log.case(fact, case=case)
                if isinstance(fact, e.ReliefApproved):
                    for charge in charges(case, fact):
                        log.add(account_stream(charge.person), charge)
    return log.records


def _one(number: int) -> list[Fact]:
    case = f"2026-{number:06d}"
    township = f"54010{2 + number % 2}00{1 + number % 7}"
    kind = urgent if number % 4 == 0 else general
    return kind(case, day(number % 200), township=township)

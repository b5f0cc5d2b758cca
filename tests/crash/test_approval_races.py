"""200 approvals over the same persons at the same moment: no cap or count gives way, losers hear why."""

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL

from adapters.store.errors import OutcomeUnknown
from domain.account.events import GrantCharged
from domain.case.decision.facts import ReliefApproved
from domain.case.intake.facts import ApplicationSubmitted
from domain.ground.people import Private
from domain.ground.refusal import Code, Reason, Refused
from domain.ground.terms import Category, Cause, Relation, Subject
from relief.bootstrap import Service
from relief.office.requests import Receipt
from tests.case import people as p
from tests.case.words import About, yuan
from tests.support import commands as c
from tests.support.offices import Counter, all_at_once, serving
from tests.support.wholeness import whole_history

RIVALS = 200
DESKS = 8
"""How many hands prepare the cases."""
PATIENCE = 20
"""How often somebody asks again who is told that the office is busy."""
NEIGHBOUR = "540121201"
"""Another township of the same county."""
HOUSEHOLD_CAP, PERSON_CAP, YEARLY_COUNT = 1_000_000, 500_000, 2
"""In fen, and times a year, from articles 11 and 12 themselves."""


@pytest.fixture
def services(database: URL, tmp_path: Path) -> Iterator[list[Service]]:
    """Two services on PostgreSQL, as two processes would be; one on SQLite, which has one writer."""
    number = 1 if database.get_backend_name() == "sqlite" else 2
    with ExitStack() as stack:
        yield [stack.enter_context(serving(tmp_path, database)) for _ in range(number)]


SPLIT_OFF = p.Family(
    (replace(p.GESANG.members[1], relation=Relation.APPLICANT), p.GESANG.members[2])
)
"""The spouse applies, with the child, as a household of their own."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A case ready for approval, and by whom it will be: the township, or the county."""

    about: About
    county: bool = False
    exception: Private | None = None

    @property
    def words(self) -> tuple[type[c.Command], dict[str, Any]]:
        """The approval."""
        if self.county:
            return c.ApproveRelief, {"exception": self.exception}
        return c.ApproveUnderDelegation, {}


def household(number: int, amount: str | int, family: p.Family = p.GESANG, **more: Any) -> Rival:
    """A household of other special hardship: a sum without a formula."""
    about = About(
        case=f"R-{number}",
        family=family,
        amount=yuan(amount),
        category=Category.OTHER_HOUSEHOLD,
        township=(p.TOWNSHIP, NEIGHBOUR)[number % 2],
    )
    return Rival(about, **more)


def patient(number: int) -> Rival:
    """The family with a year's bills of 3,000, for which 2,100 are due."""
    rival = household(number, 2100, county=True)
    ill = replace(rival.about, category=Category.MEDICAL, cause=Cause.ILLNESS)
    return replace(rival, about=ill)


def individual(number: int, amount: str | int, **more: Any) -> Rival:
    """The applicant of the family, as an individual."""
    rival = household(number, amount, p.GESANG.alone(), **more)
    alone = replace(rival.about, subject=Subject.INDIVIDUAL, category=Category.OTHER_INDIVIDUAL)
    return replace(rival, about=alone)


def prepare(service: Service, rivals: Sequence[Rival]) -> None:
    """Bring every case to its approval."""
    counter = Counter(service)
    counter.go(About(), c.GrantDelegation, townships=(p.TOWNSHIP, NEIGHBOUR))

    def some(first: int) -> None:
        for rival in rivals[first::DESKS]:
            counter.examined(rival.about)
            if rival.county:
                counter.go(rival.about, c.SubmitForApproval, c.ReceiveAtCounty)
                counter.go(rival.about, c.ReportCountyVerification)

    all_at_once([lambda n=n: some(n) for n in range(DESKS)])  # type: ignore[misc]


@dataclass
class Outcome:
    """Who won, what the others were told, and how often somebody had to ask again."""

    won: list[Rival] = field(default_factory=list)
    lost: list[tuple[Rival, tuple[Reason, ...]]] = field(default_factory=list)
    asked_again: int = 0

    @property
    def codes(self) -> Tally[Code]:
        """Why the losers lost."""
        return Tally(reason.code for _, reasons in self.lost for reason in reasons)


def race(services: Sequence[Service], rivals: Sequence[Rival]) -> Outcome:
    """Prepare, then all approvals from the same moment, spread over the services."""
    prepare(services[0], rivals)
    counters = [Counter(service) for service in services]
    outcome = Outcome()

    def one(number: int) -> Receipt | Refused:
        rival, counter = rivals[number], counters[number % len(counters)]
        kind, more = rival.words
        request = counter.request(rival.about, kind, **more)
        for _ in range(PATIENCE):
            with suppress(OutcomeUnknown):
                answer = counter.service.office.execute(request)
                if isinstance(answer, Receipt) or answer.reasons[0].code is not Code.BUSY:
                    return answer
            outcome.asked_again += 1
        raise AssertionError(f"{rival.about.case} was sent away {PATIENCE} times")

    works = [lambda n=n: one(n) for n in range(len(rivals))]
    for rival, answer in zip(rivals, all_at_once(works), strict=True):
        if isinstance(answer, Receipt):
            outcome.won.append(rival)
        else:
            outcome.lost.append((rival, answer.reasons))
    return outcome


@dataclass
class Books:
    """Applications, approvals and charges, read from the facts alone."""

    members: dict[str, frozenset[str]] = field(default_factory=dict)
    helped: dict[str, frozenset[str]] = field(default_factory=dict)
    alone: dict[str, bool] = field(default_factory=dict)
    approved: dict[str, ReliefApproved] = field(default_factory=dict)
    charged: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, service: Service) -> "Books":
        """In the order of the history; every approval is checked against what stood before it."""
        books = cls()
        for recorded in whole_history(service):
            fact, case = recorded.fact, recorded.stream.removeprefix("case-")
            if isinstance(fact, ApplicationSubmitted):
                books.members[case] = frozenset(member.person for member in fact.members)
                books.alone[case] = fact.subject is Subject.INDIVIDUAL
                first = frozenset({fact.members[0].person})
                books.helped[case] = first if books.alone[case] else books.members[case]
            elif isinstance(fact, ReliefApproved):
                books.lawful(case, fact)
                books.approved[case] = fact
            elif isinstance(fact, GrantCharged):
                books.charged[fact.person][fact.case] = fact.amount.fen
        return books

    def lawful(self, case: str, fact: ReliefApproved) -> None:
        """The approval left the caps whole, and the count too unless the county excepted from it."""
        assert self.used(case) + fact.amount.fen <= HOUSEHOLD_CAP
        if self.alone[case]:
            assert self.used_alone(case) + fact.amount.fen <= PERSON_CAP
        if fact.exception is None:
            assert self.count(case) < YEARLY_COUNT

    def used(self, case: str) -> int:
        """What all approvals of its members, and of whom one application names beside them, come to."""
        listed = [those for those in self.members.values() if those & self.members[case]]
        mine = self.members[case].union(*listed)
        return sum(f.amount.fen for other, f in self.approved.items() if self.members[other] & mine)

    def used_alone(self, case: str) -> int:
        """What the applicant was granted as an individual, in fen."""
        mine = self.helped[case]
        return sum(
            f.amount.fen
            for other, f in self.approved.items()
            if self.alone[other] and self.helped[other] == mine
        )

    def count(self, case: str) -> int:
        """The most grants any member was helped by."""
        return max(
            sum(person in self.helped[other] for other in self.approved)
            for person in self.members[case]
        )

    def balanced(self) -> None:
        """Each account holds each approved case that lists its person, whole, and nothing else."""
        everybody = frozenset[str]().union(*self.members.values())
        for person in everybody:
            owed = {n: f.amount.fen for n, f in self.approved.items() if person in self.members[n]}
            assert self.charged[person] == owed

    def still_true(self, rival: Rival, reasons: Sequence[Reason]) -> None:
        """Room only shrinks and counts only grow: what a loser was told holds at the end too."""
        case, amount = rival.about.case, rival.about.amount.fen
        told = {reason.code for reason in reasons}
        assert told, case
        assert told <= {*ROOM, Code.YEARLY_COUNT_REACHED, Code.NOTHING_DUE}, told
        if Code.ABOVE_HOUSEHOLD_CAP in told:
            assert self.used(case) + amount > HOUSEHOLD_CAP
        if Code.ABOVE_PERSON_CAP in told:
            assert self.used_alone(case) + amount > PERSON_CAP
        if Code.ANNUAL_CAP_REACHED in told:
            whole = self.used_alone(case) == PERSON_CAP and self.alone[case]
            assert whole or self.used(case) >= HOUSEHOLD_CAP
        if Code.NOTHING_DUE in told:
            assert self.used(case) >= amount
        if Code.YEARLY_COUNT_REACHED in told:
            assert self.count(case) >= YEARLY_COUNT


ROOM = {Code.ABOVE_HOUSEHOLD_CAP, Code.ABOVE_PERSON_CAP, Code.ANNUAL_CAP_REACHED}


def settled(service: Service, outcome: Outcome) -> Books:
    """The accounts balance, the winners are those approved, and no loser was told an untruth."""
    books = Books.of(service)
    books.balanced()
    assert {rival.about.case for rival in outcome.won} <= books.approved.keys()
    for rival, reasons in outcome.lost:
        assert rival.about.case not in books.approved
        books.still_true(rival, reasons)
    return books


def test_the_last_thousand_yuan_are_granted_once(services: list[Service]) -> None:
    """200 approvals of 1,000 over a family with 1,000 of 10,000 left: one wins, 199 hear of the cap."""
    Counter(services[0]).approved_by_county(About(case="earlier", amount=yuan(9000)))
    outcome = race(services, [household(n, 1000) for n in range(RIVALS)])
    assert len(outcome.won) == 1
    assert outcome.codes[Code.ANNUAL_CAP_REACHED] == RIVALS - 1
    books = settled(services[0], outcome)
    assert books.used("earlier") == HOUSEHOLD_CAP


def test_one_years_bills_are_answered_once(services: list[Service]) -> None:
    """200 approvals of 2,100 upon the same 3,000 of bills: one wins, to the others nothing is due."""
    Counter(services[0]).go(About(), c.RecordReferenceValue)
    outcome = race(services, [patient(n) for n in range(RIVALS)])
    assert len(outcome.won) == 1
    assert outcome.codes == {Code.NOTHING_DUE: RIVALS - 1}
    settled(services[0], outcome)


def test_the_yearly_count_holds_for_a_person_in_two_households(services: list[Service]) -> None:
    """200 approvals of 100 for a family and for its spouse apart: the spouse is helped twice."""
    families = (p.GESANG, SPLIT_OFF)
    outcome = race(services, [household(n, 100, families[n // 2 % 2]) for n in range(RIVALS)])
    assert len(outcome.won) == YEARLY_COUNT
    assert outcome.codes == {Code.YEARLY_COUNT_REACHED: RIVALS - YEARLY_COUNT}
    settled(services[0], outcome)


def test_township_and_county_share_one_room(services: list[Service]) -> None:
    """Many small sums for family, spouse apart and applicant alone, by exception and delegated."""
    again = p.secret("再次遭灾")
    makers = (
        lambda n: household(n, 40, county=True, exception=again),
        lambda n: household(n, 80, SPLIT_OFF, county=True, exception=again),
        lambda n: individual(n, 110, county=True, exception=again),
        lambda n: household(n, 50, SPLIT_OFF if n % 8 == 3 else p.GESANG),
    )
    outcome = race(services, [makers[n % 4](n) for n in range(RIVALS)])
    books = settled(services[0], outcome)
    assert len(outcome.won) > RIVALS // 2
    assert outcome.codes.keys() & ROOM and outcome.codes[Code.YEARLY_COUNT_REACHED]
    family = next(case for case, members in books.members.items() if len(members) == 3)
    assert HOUSEHOLD_CAP - books.used(family) < 11_000, "room was left that somebody asked for"

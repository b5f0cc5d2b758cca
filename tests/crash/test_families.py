"""Families that split, join, move and die: no order of applications gives a year twice, however they race."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import URL

from domain.account.known import DeathWithdrawn, Parting, PersonsJoined, PersonsParted
from domain.case.amendment.facts import ApplicationAmended, ApplicationCorrected, MembersRestored
from domain.case.decision.facts import ReliefApproved
from domain.case.ending.facts import MemberDied
from domain.case.intake.facts import ApplicationSubmitted
from domain.case.knowledge.facts import HouseholdJoined
from domain.case.records import Changes, Incident, Member, Parted
from domain.ground.facts import Recorded
from domain.ground.refusal import Code, Refused
from domain.ground.terms import Category, Procedure, Relation, Subject
from relief.bootstrap import Service
from relief.clock import SimulatedClock
from relief.people.people import listed
from relief.tools.lawfulness import Lawfulness
from tests.case import people as p
from tests.case.people import SECOND_CASEWORKER
from tests.case.words import MONDAY, About, yuan
from tests.support import commands as c
from tests.support.offices import EXAMINATION, Counter, all_at_once, at, local, serving

HOUSEHOLD_CAP, PERSON_CAP = 1_000_000, 500_000
"""In fen a year, from article 11."""
TOWNSHIPS = (p.TOWNSHIP, "540121201", p.OTHER_TOWNSHIP)
"""Two of one county, one of another."""
RUNS, STEPS, WALKS = 25, 30, 24
_families = count(1)
Work = Callable[[], object]


def nothing() -> None:
    """There is nothing to say."""


@dataclass
class Town:
    """Offices over one history, and the day it is for all of them."""

    services: list[Service]
    clock: SimulatedClock

    @property
    def counters(self) -> list[Counter]:
        """A counter of each service."""
        return [Counter(service) for service in self.services]


@pytest.fixture
def town(database: URL, tmp_path: Path) -> Iterator[Town]:
    """Two services on PostgreSQL, as two processes would be; one on SQLite, which has one writer."""
    clock = SimulatedClock(at(MONDAY))
    number = 1 if database.get_backend_name() == "sqlite" else 2
    with ExitStack() as stack:
        every = [stack.enter_context(serving(tmp_path, database, clock)) for _ in range(number)]
        yield Town(every, clock)


@dataclass
class Walk:
    """One family's year: who applies with whom, who parts, who dies; then decisions at one moment."""

    town: Town
    chance: Random
    number: int
    day: date = MONDAY
    cases: list[About] = field(default_factory=list)
    ready: list[About] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Five people and a neighbour, whom nothing is known of."""
        every = p.family(f"家{self.number}", size=6, serial=self.number * 6 % 990)
        year = 1900 + self.number * 6 // 990 % 11
        serials = (self.number * 6 + place for place in range(6))
        *self.people, self.neighbour = (
            replace(one, id_number=p.secret(p.identity_number(serial % 990 + 1, year)))
            for one, serial in zip(every.members, serials, strict=True)
        )

    def go(self) -> None:
        """So many steps, and at the end everything that is ready is decided at one moment."""
        if self.chance.random() < 0.5:
            self.wed()
        for _ in range(STEPS):
            if self.chance.random() < 0.45:
                self.apply()
            elif self.chance.random() < 0.3:
                self.decide()
            else:
                self.change()()
            if self.chance.random() < 0.3:
                self.day += timedelta(days=1)
                self.town.clock.set(max(self.town.clock.now(), at(self.day)))
        self.decide()

    def change(self) -> Work:
        """Something becomes known of who lives with whom: drawn now, said when it is called."""
        if not self.cases:
            return nothing
        about, counter = self.chance.choice(self.cases), self.chance.choice(self.town.counters)
        kinds = (self.part, self.part, self.join, self.join, self.die, self.revive, self.mistype)
        return self.chance.choice(kinds)(about, counter)

    def wed(self) -> None:
        """One applied with two, each by themselves, relieved or not: all are found to live together."""
        one, *others = self.chance.sample(self.people, 3)
        for other in others:
            self.apply([one, other])
            if self.chance.random() < 0.5:
                self.decide()
        self.join(self.cases[-1], self.town.counters[0])()

    def apply(self, together: Sequence[Member] = ()) -> None:
        """Some of them, in any township, for any sum; examined, so that only the decision is left."""
        some = together or self.chance.sample(self.people, self.chance.choice((1, 1, 1, 2, 3)))
        first = (replace(some[0], relation=Relation.APPLICANT),)
        rest = tuple(replace(one, relation=Relation.CHILD) for one in some[1:])
        about = About(
            case=f"F{self.number}-{len(self.cases) + 1}",
            family=p.Family((*first, *rest)),
            amount=yuan(self.chance.choice((1000, 2500, 4000, 5000, 7000, 10000))),
            day=self.town.clock.now().date(),
            category=Category.OTHER_HOUSEHOLD,
            township=self.chance.choice(TOWNSHIPS),
        )
        if len(some) == 1 and self.chance.random() < 0.3:
            about = replace(
                about,
                subject=Subject.INDIVIDUAL,
                category=Category.OTHER_INDIVIDUAL,
                amount=min(about.amount, yuan(5000)),
            )
        self.cases.append(about)
        counter = self.chance.choice(self.town.counters)
        told: dict[str, Any] = {}
        if together or self.chance.random() < 0.3:
            place = p.secret(f"拉姆岗村 {about.case}")
            day = MONDAY - timedelta(days=9)
            told["incident"] = Incident(
                cause=about.cause, on=day, place=place, place_index=about.case
            )
        counter.go(about, c.SubmitApplication, **told)
        counter.go(about, c.EstablishUrgency)
        counter.go(about, c.AcceptApplication, procedure=Procedure.URGENT)
        for kind in EXAMINATION:
            if isinstance(counter.ask(about, kind), Refused):
                return
        counter.go(about, c.SubmitForApproval, c.ReceiveAtCounty, c.ReportCountyVerification)
        self.judged(counter, about)
        self.ready.append(about)

    def decide(self) -> None:
        """All that is ready, from one moment on, at whichever office; now and then while something
        becomes known.
        """
        ready, self.ready = self.ready, []
        counters = self.town.counters
        works: list[Work] = [
            lambda n=n, about=about: self.approve(counters[n % len(counters)], about)  # type: ignore[misc]
            for n, about in enumerate(ready)
        ]
        if self.chance.random() < 0.4:
            works.append(self.change())
        if works:
            all_at_once(works)

    def approve(self, counter: Counter, about: About) -> None:
        """As often as the office is busy; whoever lives in two households parts, or not."""
        exception = p.secret("再次遭灾")
        for _ in range(20):
            asked = counter.request(about, c.ApproveRelief, exception=exception)
            done = counter.service.office.execute(asked)
            if not isinstance(done, Refused) or done.reasons[0].code is not Code.BUSY:
                return

    def any_day(self) -> date:
        """Today, as often before everything, else some day of the walk."""
        today = self.town.clock.now().date()
        back = self.chance.choice((0, 0, 1, self.chance.randrange(20), 400))
        return today - timedelta(days=back)

    def known(self, counter: Counter, stream: str) -> Any:
        """What a stream adds up to."""
        return counter.service.office.states.load((stream,), fresh=True)[0][stream]

    def by_two(self, about: About, counter: Counter, changes: Changes) -> None:
        """What takes two hands: one says it, another agrees, or finds that it does not stand."""
        by = local(SECOND_CASEWORKER, about.township)
        asked = counter.ask(about, c.CorrectApplication, changes=changes, by=by)
        if isinstance(asked, Refused):
            return
        number = self.known(counter, f"case-{about.case}").corrections
        for kind in (c.ConfirmCorrection, c.RejectCorrection):
            if not isinstance(counter.ask(about, kind, correction=number), Refused):
                return

    def part(self, about: About, counter: Counter) -> Work:
        """Whoever an application lists, from all it does not list; now and then by mistake.

        What one hand may not say of it, two find now and then.
        """
        members = self.known(counter, f"case-{about.case}").asked.members
        ways = (Parting.DIVORCED, Parting.MOVED_OUT, Parting.MOVED_OUT, Parting.NEVER_TOGETHER)
        told: dict[str, Any] = {
            "persons": members[:1],
            "parted_on": self.any_day(),
            "parting": self.chance.choice(ways),
        }
        by_two = self.chance.random() < 0.2

        def said() -> None:
            done = counter.ask(about, c.PartHousehold, **told)
            if isinstance(done, Refused) and by_two:
                self.by_two(about, counter, Changes(parted=Parted(**told)))

        return said

    def join(self, about: About, counter: Counter) -> Work:
        """An application is found to be of one household with any that looks like it, since any day."""
        since = self.any_day()

        def said() -> None:
            for found in self.alike(counter, about):
                counter.ask(about, c.JudgeLikeness, **found)
                counter.ask(about, c.JoinHousehold, joined_on=since, **found)

        return said

    def alike(self, counter: Counter, about: About) -> list[dict[str, Any]]:
        """Other applications of its people that look like one, as commands name them."""
        asked = self.known(counter, f"case-{about.case}").asked
        return [
            {"person": person, "listing": place}
            for person in asked.members
            for place, one in enumerate(self.known(counter, f"home-{person}").listings, start=1)
            if one.case != about.case and asked.matter.alike(one.matter)
        ]

    def die(self, about: About, counter: Counter) -> Work:
        """Somebody whom an application lists, as the office of another may learn first; of any day."""
        members = self.known(counter, f"case-{about.case}").asked.members
        if len(members) < 2:
            return nothing
        day = self.chance.choice((self.town.clock.now().date(), self.any_day()))
        told = {"died_on": day, "late_reason": p.secret("家属迟报")}
        return lambda: counter.ask(about, c.RecordDeath, person=members[-1], **told)

    def revive(self, about: About, counter: Counter) -> Work:
        """Somebody whom an application lists, or listed, was recorded dead by mistake."""
        asked = self.known(counter, f"case-{about.case}").asked
        dead = tuple(
            one
            for one in (*asked.members, *asked.died)
            if self.known(counter, f"home-{one}").died is not None
        )
        if not dead:
            return nothing
        return lambda: self.by_two(about, counter, Changes(alive=dead[:1]))

    def mistype(self, about: About, counter: Counter) -> Work:
        """One whom an application lists was meant to be another of the family, or of the neighbours."""
        members = self.known(counter, f"case-{about.case}").asked.members
        place = self.chance.randrange(len(members))
        who = self.chance.choice((*self.people, self.neighbour))
        meant = replace(who, relation=Relation.CHILD if place else Relation.APPLICANT)
        wrong = members[place : place + 1]
        changes = Changes(members=listed((meant,)), left=wrong, mistaken=wrong)
        return lambda: self.by_two(about, counter, changes)

    def judged(self, counter: Counter, about: About) -> None:
        """Whoever died elsewhere is found to be another: the death was not that of the person here. So
        is whatever looks like its matter.
        """
        for person in self.known(counter, f"case-{about.case}").asked.members:
            if self.known(counter, f"home-{person}").died is not None:
                counter.ask(about, c.JudgeDeath, person=person)
        for found in self.alike(counter, about):
            counter.ask(about, c.JudgeLikeness, **found)


@dataclass
class Grant:
    """An approval as a reader of the facts would note it down."""

    case: str
    on: date
    fen: int
    members: frozenset[str]
    alone: str | None


@dataclass
class Books:
    """Who lived with whom and was granted what, in the order of the history, from the facts alone."""

    members: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    alone: dict[str, str | None] = field(default_factory=dict)
    until: dict[tuple[str, str], date] = field(default_factory=dict)
    grants: list[Grant] = field(default_factory=list)
    by_two: str = ""
    """The command by which a second hand agreed to a correction last."""

    def read(self, facts: Sequence[Recorded]) -> "Books":
        """Every approval is held against what stood before it."""
        for one in facts:
            self.note(one, one.stream.removeprefix("case-"))
        return self

    def note(self, recorded: Recorded, case: str) -> None:
        """One fact."""
        match recorded.fact:
            case ApplicationSubmitted() as fact:
                self.members[case] = {member.person for member in fact.members}
                self.alone[case] = fact.applicant if fact.subject is Subject.INDIVIDUAL else None
                self.together(self.members[case])
            case ApplicationCorrected() as fact:
                self.by_two = recorded.command
                self.stands(case, fact)
            case ApplicationAmended() as fact:
                self.stands(case, fact)
            case MemberDied() as fact:
                self.members[case].discard(fact.person)
            case MembersRestored() as fact:
                self.members[case] |= {*fact.persons}
            case PersonsJoined() as fact:
                self.home(fact.person, fact.others)
            case PersonsParted() as fact:
                self.part(fact, by_two=recorded.command == self.by_two)
            case ReliefApproved() as fact:
                self.grant(case, fact)
            case _:
                pass

    def stands(self, case: str, fact: ApplicationAmended | ApplicationCorrected) -> None:
        """Whom it lists now, who live together where they are others than before."""
        now: set[str] = {*fact.stands.members}
        if now != self.members[case]:
            self.members[case] = now
            self.together(now)
        if self.alone[case] is not None:
            self.alone[case] = fact.stands.applicant

    def together(self, persons: set[str]) -> None:
        """They live together, until somebody says otherwise."""
        for one in persons:
            self.home(one, persons - {one})

    def home(self, person: str, others: Iterable[str]) -> None:
        """One lives with others, who need not live together: nobody is joined through a third."""
        for other in others:
            self.until |= {(person, other): date.max, (other, person): date.max}

    def part(self, fact: PersonsParted, *, by_two: bool) -> None:
        """Since that day. Whom a death parted shared everything; one hand takes no grant out."""
        if fact.parting is Parting.DIED:
            return
        never = fact.parting is Parting.NEVER_TOGETHER
        since = date.min if never else fact.on
        for pair in ((fact.person, other) for other in fact.others):
            was = self.until.get(pair, date.min)
            for one in self.grants:
                theirs = pair[1] in one.members and pair[0] not in one.members
                minted = theirs and since < one.on <= was
                assert by_two or not minted, f"a parting by one hand mints what {one.case} used"
            self.until[pair] = since

    def grant(self, case: str, fact: ReliefApproved) -> None:
        """No sum of the year is above its cap by it."""
        new = Grant(case, fact.on, fact.amount.fen, frozenset(self.members[case]), self.alone[case])
        used = sum(one.fen for one in self.grants if self.shares(new, one))
        assert used + new.fen <= HOUSEHOLD_CAP, f"{case} brings its household above the cap"
        if new.alone is not None:
            own = sum(one.fen for one in self.grants if one.alone == new.alone)
            assert own + new.fen <= PERSON_CAP, f"{case} brings its applicant above the cap"
        self.grants.append(new)

    def shares(self, new: Grant, earlier: Grant) -> bool:
        """Whether somebody stands in both, or those of the one lived with those of the other then."""
        return bool(new.members & earlier.members) or any(
            earlier.on <= self.until.get((one, other), date.min)
            for one in new.members
            for other in earlier.members
        )


@pytest.mark.article("11", "AMB-03", "AMB-35")
@settings(
    max_examples=RUNS,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
def test_no_family_passes_the_caps_of_a_year(town: Town, seed: int) -> None:
    """Whoever applies with whom, in whichever townships, in any order, racing: on both databases; and
    held again to its rules no deed of it was unlawful.
    """
    journal = town.services[0].journal
    before = journal.head
    walk = Walk(town, Random(seed), next(_families))
    walk.go()
    facts: list[Recorded] = []
    while page := journal.following(before + len(facts), 2_000):
        facts.extend(page)
    books = Books().read(facts)
    assert len(books.members) == len(walk.cases)
    lawfulness = Lawfulness(town.services[0])
    list(lawfulness.look(f"case-{about.case}" for about in walk.cases))
    assert lawfulness.deeds and not lawfulness.faults


MET = (
    *(ReliefApproved, PersonsParted, PersonsJoined, HouseholdJoined, MemberDied, DeathWithdrawn),
    ApplicationCorrected,
)
"""What happens to the families of some walks."""


def test_the_walk_meets_what_it_is_about(town: Town) -> None:
    """Grants, partings, joinings; deaths, and those withdrawn; a number that was mistyped."""
    journal, wanted = town.services[0].journal, {*MET}
    for seed in range(WALKS):
        Walk(town, Random(seed), next(_families)).go()
        facts = [one.fact for one in journal.following(0, 20_000)]
        if seed >= 2 and wanted <= {type(one) for one in facts}:
            break
    assert wanted <= {type(one) for one in facts}

"""Random orders of random commands: a few families who share persons, right and wrong officers."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from domain.case.authority import Officer, Post, place_in
from domain.case.decide import RULES
from domain.case.entitlement import assessed
from domain.case.state import Case
from domain.ground.duties import Deed, clash
from domain.ground.facts import Fact
from domain.ground.refusal import Refused
from domain.ground.streams import Stream
from domain.ground.terms import Category, Cause, Opinion, Stage, Subject
from tests.case import people as p
from tests.case.answering import answered
from tests.case.choosing import COMMANDS, UNUSUAL, onward
from tests.case.fitting import AMOUNTS, Fit, Step, fitted
from tests.case.words import RIGHT, About, delegation_of, giver
from tests.case.world import World
from tests.support import commands as c

KIN = p.family("德吉", size=4)
COUSINS = p.Family((replace(KIN.members[1], relation=KIN.members[0].relation), *KIN.members[2:]))
THIRD_APPROVER = p.officer("co-approver-3", p.COUNTY, Post.APPROVER)
OFFICERS = (
    p.CASEWORKER, p.SECOND_CASEWORKER, p.LEADER, p.SECOND_LEADER, p.BOTH_TOWNSHIP_POSTS, p.CHECKER,
    p.APPROVER, p.SECOND_APPROVER, p.FINANCE, p.ALL_COUNTY_POSTS, p.CITY, p.AUDITOR, p.SWEEP,
    p.officer("stranger", p.OTHER_COUNTY, *p.ALL_COUNTY_POSTS.posts),
)  # fmt: skip
POOL = (
    p.CASEWORKER, p.SECOND_CASEWORKER, p.LEADER, p.SECOND_LEADER, p.CHECKER, *p.AGAIN, *p.IN_COUNTY,
    p.APPROVER, p.SECOND_APPROVER, THIRD_APPROVER, p.FINANCE, p.SECOND_FINANCE,
)  # fmt: skip
"""Of whom one steps in where the usual officer already had a hand in the case."""
SERVING = frozenset({c.ServeDocument, c.RecordFailedService})
ALONE = {"subject": Subject.INDIVIDUAL, "category": Category.OTHER_INDIVIDUAL}
CASES = (
    About(case="L-1", family=KIN),
    About(case="L-2", family=COUSINS, category=Category.SUDDEN_HARDSHIP),
    About(case="L-3", family=KIN.alone(0), **ALONE),  # type: ignore[arg-type]
    About(case="L-4", family=KIN.alone(0), **ALONE),  # type: ignore[arg-type]
    About(case="L-5", family=KIN, category=Category.MEDICAL, cause=Cause.ILLNESS),
    About(case="L-6", family=COUSINS.alone(0), **ALONE),  # type: ignore[arg-type]
    About(case="L-7", family=COUSINS, category=Category.MEDICAL, cause=Cause.ILLNESS),
)
"""The first case of each kind; where one is closed, another of the kind may follow."""


def steps(seed: int, length: int) -> Iterator[Step]:
    """The same steps for the same seed; a shorter run is the beginning of a longer one."""
    chance = Random(seed)
    case = 0
    for _ in range(length):
        case = case if chance.random() < 0.88 else chance.randrange(len(CASES))
        usual = chance.random() < 0.85
        yield Step(
            case=case,
            command=chance.randrange(10_000),
            officer=len(OFFICERS) if usual else chance.randrange(len(OFFICERS)),
            amount=chance.randrange(len(AMOUNTS)),
            days=chance.choice((0, 0, 0, 0, 0, 1, 1, 2, 8, 8, 8, 40)),
            onward=chance.random() < 0.9,
            exception=chance.random() < 0.7,
            odd=chance.random() < 0.12,
            chance=chance.randrange(10_000),
        )


RUNS = st.builds(
    lambda seed, length: list(steps(seed, length)), st.integers(0, 2**32), st.integers(1, 450)
)
"""Random runs: drawn from a seed, because drawing every step by itself is slower than the code."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What one accepted command brought about."""

    case: str
    officer: Officer
    day: date
    facts: tuple[Fact, ...]
    command: type[c.Command]


@dataclass
class Machine:
    """A world under random commands, and the history of what it accepted."""

    world: World = field(default_factory=World)
    day: date = date(2025, 3, 10)
    history: list[Happened] = field(default_factory=list)
    refusals: int = 0
    tried: int = 0
    followed: dict[int, int] = field(default_factory=dict)
    """How many cases of a kind followed a closed one."""

    def __post_init__(self) -> None:
        """The county's delegation is in force from the start, and for years."""
        granted = replace(delegation_of(About()), valid_to=date(2099, 12, 31))
        self.world.execute(granted, p.APPROVER, self.day)

    def run(self, steps: list[Step]) -> "Machine":
        """Try them all, one after the other."""
        for step in steps:
            self.try_one(step)
        return self

    @property
    def cases(self) -> tuple[Case, ...]:
        """Every case that was ever applied for."""
        return tuple(
            case
            for kind, about in enumerate(CASES)
            for number in range(self.followed.get(kind, 0) + 1)
            if (case := self.world.case(numbered(about.case, number))).stage is not Stage.UNKNOWN
        )

    def number(self, step: Step) -> str:
        """The case a step is about."""
        return numbered(CASES[step.case].case, self.followed.get(step.case, 0))

    def try_one(self, step: Step) -> None:
        """Give a command; where it is refused nothing at all may have changed."""
        self.day += timedelta(days=step.days)
        self.tried += 1
        if self.world.stage(self.number(step)) is Stage.CLOSED and step.seldom(6):
            self.followed[step.case] = self.followed.get(step.case, 0) + 1
        case = self.world.case(self.number(step))
        kind = choose(case, step)
        asked = prescribed(self.words(kind, case, step), self, step)
        done = self.give(asked, stationed(self.who(kind, step), kind, case))
        if isinstance(done, Refused) and not step.odd:
            answered(self, case, done, step.chance)

    def give(self, asked: c.Command, officer: Officer) -> tuple[Fact, ...] | Refused:
        """Give it today."""
        before = self.world.journal.copy()
        done = self.world.execute(asked, officer, self.day)
        if isinstance(done, Refused):
            self.refusals += 1
            assert self.world.journal == before, f"refused {type(asked).__name__} left a trace"
        else:
            self.history.append(Happened(asked.case, officer, self.day, done, type(asked)))
        return done

    def words(self, kind: type[c.Command], case: Case, step: Step) -> c.Command:
        """What is said, fitted to the case."""
        number = case.id or self.number(step)
        about = CASES[step.case]
        about = replace(about, case=number, day=self.day, amount=AMOUNTS[step.amount])
        about = as_amended(about, case)
        fit = Fit(case, step, self.day, lambda: self.world.limits(number), self.tried)
        return fitted(RIGHT[kind](about), fit)

    def who(self, kind: type[c.Command], step: Step) -> Officer:
        """Mostly the officer who usually gives a command or a colleague, sometimes anybody."""
        if step.officer < len(OFFICERS):
            return OFFICERS[step.officer]
        return free(kind, self.world.case(self.number(step)), step)


def numbered(case: str, followed: int) -> str:
    """The number of a case that followed another of its kind."""
    return f"{case}.{followed}" if followed else case


def kind_of(number: str) -> int:
    """Which of the kinds a case is of, by its number."""
    first = number.partition(".")[0]
    return next(kind for kind, about in enumerate(CASES) if about.case == first)


def free(kind: type[c.Command], case: Case, step: Step) -> Officer:
    """The usual giver of a command, or whoever else of its posts had no hand that is kept apart."""
    usual, row = giver(kind), RULES[kind]
    if row.own is not Stream.CASE or usual is p.SWEEP:
        return usual
    first = (p.CHECKER,) if kind in SERVING and step.seldom(2) else (usual,)
    for one in (*first, *POOL):
        again = row.hand is Deed.CHECKED and one.id in case.hands.checked
        did = clash(row.apart, frozenset({one.id}), case.hands)
        if not one.posts.isdisjoint(row.by) and did is None and not again:
            return one
    return usual


def stationed(officer: Officer, kind: type[c.Command], case: Case) -> Officer:
    """Whoever has a post at home has the same where the case is now, or where its file is offered to."""
    if case.application is None or officer.appointments:
        return officer
    place, level = place_in(RULES[kind], case), len(officer.division)
    known = {township[:level] for township in (p.TOWNSHIP, p.OTHER_TOWNSHIP)}
    return replace(officer, division=place[:level]) if officer.division in known else officer


def as_amended(about: About, case: Case) -> About:
    """What a case is about since its application was said anew."""
    if case.application is None:
        return about
    asked = case.application
    said = {"category": asked.category, "subject": asked.subject, "cause": asked.matter.cause}
    return replace(about, **said)  # type: ignore[arg-type]


def choose(case: Case, step: Step) -> type[c.Command]:
    """Mostly something that leads onward, sometimes the unusual, sometimes anything at all."""
    if not step.onward:
        choices: tuple[type[c.Command], ...] = (*COMMANDS, c.SubmitApplication)
    elif step.odd and UNUSUAL[case.stage]:
        choices = UNUSUAL[case.stage]
    else:
        choices = onward(case)
    return choices[step.command % len(choices)]


def prescribed(command: c.Command, machine: Machine, step: Step) -> c.Command:
    """Where the law proposes a sum, an opinion recommends that, the least or the most of it."""
    if not isinstance(command, c.SignOpinion) or step.command % 3 == 0:
        return command
    if machine.world.stage(command.case) is Stage.UNKNOWN:
        return command
    situation = machine.world.situation(command, p.CASEWORKER, machine.day)
    found = assessed(situation) if situation.case.known else None
    due = None if found is None else found.amount
    if command.opinion is Opinion.NEGATIVE or due is None or due.proposed is None:
        return command
    return replace(command, recommended=(due.least, due.proposed, due.most)[step.amount % 3])

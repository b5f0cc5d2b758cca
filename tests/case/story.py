"""The test language: ``given`` what happened, ``when`` somebody asks, ``then`` facts, or a refusal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.authority import Officer
from domain.case import commands as c
from domain.case.decide import RULES
from domain.case.terms import Stage
from domain.facts import Fact
from domain.refusal import Code, Reason, Refused
from tests.case import people as p
from tests.case.journeys import Journey, at
from tests.case.words import giver
from tests.case.world import Entry

Given = Journey | Callable[[], Journey] | Fact


@dataclass
class Seen:
    """What the stories of a run exercised, for the test that nothing was left out."""

    done: set[type[c.Command]] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    codes: set[Code] = field(default_factory=set)
    fired: set[tuple[type[c.Command], str, int]] = field(default_factory=set)
    cited: set[str] = field(default_factory=set)


SEEN = Seen()


@dataclass(frozen=True, slots=True)
class like:
    """A fact of a kind with at least these values."""

    kind: type[Fact]
    values: dict[str, Any]

    def __init__(self, kind: type[Fact], /, **values: Any) -> None:
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "values", values)

    def fits(self, fact: Fact) -> bool:
        """Whether a fact is of the kind and carries the values."""
        return isinstance(fact, self.kind) and all(
            getattr(fact, name) == value for name, value in self.values.items()
        )


@dataclass
class Story:
    """A world, and what the last command brought about."""

    journey: Journey
    last: tuple[Fact, ...] | Refused = ()
    before: tuple[Any, ...] = ()

    def when(
        self,
        command: type[c.Command] | c.Command,
        officer: Officer | None = None,
        day: date | None = None,
        **changes: Any,
    ) -> "Story":
        """Somebody gives a command: its right words, some of them changed, or the command itself."""
        if day is not None:
            self.journey.on(day)
        asked = (
            command if isinstance(command, c.Command) else self.journey.words(command, **changes)
        )
        who = officer or giver(type(asked))
        self.before = self.state()
        note_reasons(self.journey, asked, who)
        self.last = self.journey.world.execute(asked, who, self.journey.about.day)
        return self

    def then(self, *expected: Fact | like | type[Fact]) -> "Story":
        """It brought about exactly these facts, in this order; replay agrees with the live state."""
        assert not isinstance(self.last, Refused), self.last
        assert len(self.last) == len(expected), [type(f).__name__ for f in self.last]
        for fact, wanted in zip(self.last, expected, strict=True):
            if isinstance(wanted, type):
                assert isinstance(fact, wanted), fact
            elif isinstance(wanted, like):
                assert wanted.fits(fact), fact
            else:
                assert fact == wanted
            SEEN.facts.add(fact.NAME)
        again = self.journey.world.replayed()
        assert again.cases == self.journey.world.cases
        assert again.accounts == self.journey.world.accounts
        assert again.officers == self.journey.world.officers
        return self

    def then_refused(
        self, *codes: Code, article: str | None = None, about: str | None = None
    ) -> "Story":
        """It was refused for exactly these reasons, and nothing at all changed."""
        assert isinstance(self.last, Refused), self.last
        assert [r.code for r in self.last.reasons] == list(codes), self.last.reasons
        assert self.state() == self.before, "a refused command left a trace"
        if article is not None:
            assert {r.article for r in self.last.reasons} == {article}, self.last.reasons
        if about is not None:
            assert {r.field for r in self.last.reasons} == {about}, self.last.reasons
        SEEN.codes.update(codes)
        SEEN.cited.update(r.article for r in self.last.reasons if r.article)
        return self

    def at(self, stage: Stage) -> bool:
        """Whether the case now stands at a stage."""
        return self.journey.stage is stage

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons of the last refusal."""
        return self.last.reasons if isinstance(self.last, Refused) else ()

    def state(self) -> tuple[Any, ...]:
        """Every stream and everything folded from it."""
        world = self.journey.world.copy()
        return (
            world.streams,
            world.cases,
            world.accounts,
            world.rosters,
            world.delegations,
            world.leads,
            world.calendar,
            world.officers,
        )


def given(*happened: Given) -> Story:
    """A world in which this happened: a journey to some stage, or facts of case L-1 one by one."""
    journey = Journey()
    for one in happened:
        if isinstance(one, Journey):
            journey = one
        elif isinstance(one, Fact):
            day = getattr(one, "on", journey.about.day)
            journey.world.record(
                f"case-{journey.about.case}", Entry(one, p.CASEWORKER.id, None, day)
            )
        else:
            journey = at(one)
    return Story(journey)


def note_reasons(journey: Journey, command: c.Command, officer: Officer) -> None:
    """Which guards and checks of the command's rule object, one by one."""
    rule = RULES[type(command)]
    situation = journey.world.situation(command, officer, journey.about.day)
    SEEN.done.add(type(command))
    if situation.case.stage not in rule.stages:
        return
    for place, guard in enumerate(rule.guards):
        if guard(situation) is not None:
            SEEN.fired.add((type(command), "guard", place))
    for place, check in enumerate(rule.checks):
        if check(situation, command) is not None:
            SEEN.fired.add((type(command), "check", place))


@dataclass(frozen=True, slots=True)
class Wrong:
    """One way to be refused: where the case stands, what is said wrongly, and what the answer is."""

    sentence: str
    start: Given
    command: type[c.Command]
    code: Code
    article: str | None = None
    about: str | None = None
    day: date | None = None
    officer: Officer | None = None
    changes: dict[str, Any] = field(default_factory=dict)

    def holds(self) -> None:
        """The command is refused for exactly this reason and changes nothing."""
        story = given(self.start).when(self.command, self.officer, self.day, **self.changes)
        story.then_refused(self.code)
        (only,) = story.reasons
        assert only.article == self.article, only
        assert only.field == self.about, only


Row = (
    tuple[str, Code, str | None, str | None]
    | tuple[str, Code, str | None, str | None, dict[str, Any]]
)
"""Sentence, code, article, field, and the words that are changed (``day`` and ``officer`` apart)."""


def rows(start: Given, command: type[c.Command], *table: Row) -> tuple[Wrong, ...]:
    """Ways to be refused with one command at one place in the procedure."""
    return tuple(_wrong(start, command, *row) for row in table)


def _wrong(
    start: Given,
    command: type[c.Command],
    sentence: str,
    code: Code,
    article: str | None,
    about: str | None,
    words: dict[str, Any] | None = None,
) -> Wrong:
    changes = dict(words or {})
    day, officer = changes.pop("day", None), changes.pop("officer", None)
    return Wrong(sentence, start, command, code, article, about, day, officer, changes)


def empty(
    start: Given, command: type[c.Command], *fields: str, **changes: Any
) -> tuple[Wrong, ...]:
    """Each of these texts or lists may not be left empty."""
    return tuple(
        _wrong(
            start,
            command,
            f"{command.__name__} says its {name}",
            Code.FIELD_MISSING,
            None,
            name,
            {**changes, name: nothing(command, name)},
        )
        for name in fields
    )


def nothing(command: type[c.Command], name: str) -> object:
    """An empty value of the field's kind: blanks count as nothing."""
    return (
        "  "
        if "str" in str(command.__annotations__[name])
        and "tuple" not in str(command.__annotations__[name])
        else ()
    )


def sentence(case: Wrong) -> str:
    """How a row of a table is called when it fails."""
    return case.sentence.replace(" ", "-")

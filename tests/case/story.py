"""The test language: ``given`` what happened, ``when`` somebody asks, ``then`` facts, or a refusal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from domain.account.known import PersonListed, PersonsParted
from domain.case.authority import Officer
from domain.case.decide import RULES, decide
from domain.case.state import Case
from domain.case.table import LETTERS
from domain.coverage.coverage import within
from domain.ground.declared import declared, named
from domain.ground.duties import Deed
from domain.ground.facts import Fact
from domain.ground.refusal import Code, Reason, Refused, gather
from domain.ground.terms import Stage
from domain.law.citations import exists
from relief.office.memory import MemoryJournal
from tests.case import people as p
from tests.case.journeys import Journey, at
from tests.case.words import giver
from tests.case.world import Entry, NothingShown
from tests.support import commands as c

Given = Journey | Callable[[], Journey] | Fact


@dataclass
class Seen:
    """What the stories of a walk exercised, for the test that nothing was left out."""

    done: set[type[c.Command]] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    codes: set[Code] = field(default_factory=set)
    fired: set[tuple[type[c.Command], str, int]] = field(default_factory=set)
    cited: set[str] = field(default_factory=set)
    brought: set[tuple[type[c.Command], type[Fact]]] = field(default_factory=set)
    unsaid: set[tuple[str, str]] = field(default_factory=set)
    """What guards and checks answered with that they do not declare."""
    hands: set[tuple[type[c.Command], str]] = field(default_factory=set)
    """Which deeds each command left in a case."""
    moved: set[type[c.Command]] = field(default_factory=set)
    """Commands that brought a case to another stage."""

    def add(self, other: "Seen") -> None:
        """What others exercised as well."""
        for one in fields(self):
            getattr(self, one.name).update(getattr(other, one.name))


_NOTES: ContextVar[Seen | None] = ContextVar("notes", default=None)
"""Where the stories told now are noted; nowhere, as a rule."""


@contextmanager
def noting() -> Iterator[Seen]:
    """Note what the stories told inside exercise."""
    mine = Seen()
    before = _NOTES.set(mine)
    try:
        yield mine
    finally:
        _NOTES.reset(before)


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
    before: MemoryJournal = field(default_factory=MemoryJournal)

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
        seen = _NOTES.get()
        if seen is not None:
            note_reasons(seen, self.journey, asked, who)
        case = self.journey.world.case(asked.case)
        self.last = self.journey.world.execute(asked, who, self.journey.about.day)
        if seen is not None and not isinstance(self.last, Refused):
            seen.brought.update((type(asked), type(fact)) for fact in self.last)
            note_changes(seen, type(asked), case, self.journey.world.case(asked.case))
        return self

    def served(self) -> "Story":
        """Every decision so far was served on the family."""
        self.journey.serve()
        return self

    def then(self, *expected: Fact | like | type[Fact]) -> "Story":
        """It brought about exactly these facts, in this order; replay agrees with the live state.

        What homes are told each time (who is listed, whom a death parted) need not be expected.
        """
        assert not isinstance(self.last, Refused), self.last
        named = [
            one if isinstance(one, type) else getattr(one, "kind", type(one)) for one in expected
        ]
        untold = tuple(kind for kind in (PersonListed, PersonsParted) if kind not in named)
        last = [one for one in self.last if not isinstance(one, untold)]
        assert len(last) == len(expected), [type(f).__name__ for f in last]
        for fact, wanted in zip(last, expected, strict=True):
            if isinstance(wanted, type):
                assert isinstance(fact, wanted), fact
            elif isinstance(wanted, like):
                assert wanted.fits(fact), fact
            else:
                assert fact == wanted
        seen = _NOTES.get()
        if seen is not None:
            seen.facts.update(fact.NAME for fact in self.last)
        assert self.journey.world.replayed().standing() == self.journey.world.standing()
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
        seen = _NOTES.get()
        if seen is not None:
            seen.codes.update(codes)
            seen.cited.update(r.article for r in self.last.reasons if r.article)
        return self

    def at(self, stage: Stage) -> bool:
        """Whether the case now stands at a stage."""
        return self.journey.stage is stage

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons of the last refusal."""
        return self.last.reasons if isinstance(self.last, Refused) else ()

    def state(self) -> MemoryJournal:
        """Everything recorded, with every receipt, person and number used."""
        return self.journey.world.journal.copy()


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


def note_reasons(seen: Seen, journey: Journey, command: c.Command, officer: Officer) -> None:
    """Which guards and checks of the command's rule object, one by one."""
    rule = RULES[type(command)]
    seen.done.add(type(command))
    try:
        situation = journey.world.situation(command, officer, journey.about.day)
    except NothingShown:
        return
    late = rule.belated(situation.case, command)
    if not late and not rule.in_order(situation.case, situation.pack):
        return
    for kind, asked in (
        ("guard", [(one, one(situation)) for one in rule.guards]),
        ("check", [(one, one(situation, command)) for one in rule.checks]),
    ):
        for place, (function, reasons) in enumerate(asked):
            if reasons:
                seen.fired.add((type(command), kind, place))
                note_articles(seen, type(command), function, gather((reasons,)))


def note_changes(seen: Seen, command: type[c.Command], before: Case, after: Case) -> None:
    """Which hands a command left, and whether it moved the case. A deed may come to count as another."""
    was = {deed: getattr(before.hands, deed) - getattr(after.hands, deed) for deed in Deed}
    lost = frozenset().union(*was.values())
    for deed in Deed:
        if getattr(after.hands, deed) - getattr(before.hands, deed) - lost:
            seen.hands.add((command, deed))
    if before.stage is not after.stage:
        seen.moved.add(command)


def note_articles(
    seen: Seen,
    command: type[c.Command],
    function: Callable[..., Any],
    reasons: tuple[Reason, ...],
) -> None:
    """Which articles of the regulation it refuses by without having declared them.

    What is wrong with a document served is refused by the article of the document.
    """
    places = set(declared(function).places)
    if command in (c.ServeDocument, c.RecordFailedService, c.QueueMessage):
        places |= {foundation.article for foundation in LETTERS.values()}
    for one in reasons:
        article = one.article or ""
        if exists(article) and not any(within(article, place) for place in places):
            seen.unsaid.add((f"{function.__module__}.{named(function)}", article))


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


def decided_alone(command: type[c.Command], **changes: Any) -> set[tuple[Code, str | None]]:
    """What the rules themselves say of words that the office would not have shown them at all."""
    start = given().journey
    right = start.words(command)
    shown = start.world.situation(right, giver(command), start.about.day)
    told = decide(shown, replace(right, **changes))
    return {(one.code, one.field) for one in told.reasons} if isinstance(told, Refused) else set()

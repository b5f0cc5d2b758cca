"""Mutants of the one table of commands: guards, checks, powers, duties and streams, changed in place."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from domain.case.table import DEEDS, RULES, SEPARATE, SHORT_HANDED, TOGETHER
from domain.ground.commands import Command
from domain.ground.declared import declared, named
from domain.ground.duties import APART, NOTHING, Apart, Deed, apart
from domain.ground.posts import Post
from domain.ground.rows import Rule
from tests.mutants.mutant import Kind, Mutant, room
from tests.mutants.rows import Column, put, struck

HANDS = frozenset({"18.1.1", "30"})
"""What the separation of duties carries."""


def chapter(rule: Rule) -> str:
    """The room a rule stands in."""
    return room(rule.facts.__module__)


def asked_of(kind: Kind, name: str) -> Column:
    """A column of functions, each with a declaration of its own."""
    return Column(kind, RULES, name, named, lambda _, one: declared(one).places, chapter)


def streams(kind: Kind, name: str, first: int = 0) -> Column:
    """A column of kinds of streams."""
    return Column(
        kind,
        RULES,
        name,
        lambda stream: stream.name.lower(),
        lambda rule, _: frozenset({rule.article}),
        lambda _: "rows",
        first=first,
    )


COLUMNS = (
    asked_of(Kind.GUARD, "guards"),
    asked_of(Kind.CHECK, "checks"),
    asked_of(Kind.CAUTION, "cautions"),
    Column(
        Kind.POWER,
        RULES,
        "by",
        lambda post: f"-{post.value}",
        lambda rule, _: frozenset({rule.power.article}),
        lambda _: "officers",
    ),
    streams(Kind.READ, "reads"),
    streams(Kind.WRITE, "writes", first=1),
)
"""Every column that is struck member by member; the stream a command is about stays."""


def of_rows() -> Iterator[Mutant]:
    """Each guard, check and caution, each post, each stream read or written, struck from its row."""
    for column in COLUMNS:
        yield from struck(column)


def of_powers() -> Iterator[Mutant]:
    """Each power given to every post."""
    for command, rule in RULES.items():
        if set(rule.by) != set(Post):
            yield Mutant(
                id=f"power:{command.__name__}:any",
                kind=Kind.POWER,
                places=frozenset({rule.power.article}),
                apply=partial(change, command, by=tuple(Post)),
                commands=frozenset({command.__name__}),
                chapter="officers",
            )


def of_duties() -> Iterator[Mutant]:
    """Each pair that is kept apart, each deed of a command, and each thing allowed all the same."""
    for pair in sorted(sorted(deed.value for deed in pair) for pair in APART):
        commands = [command for command in DEEDS if DEEDS[command] in pair]
        yield _duty("+".join(pair), HANDS, commands, _together_after_all(commands, pair))
    for command in DEEDS:
        every = _together_after_all([command], list(Deed))
        yield _duty(f"{command.__name__}:no-deed", HANDS, [command], every)
    for command in TOGETHER:
        never = partial(read, command, apart(DEEDS[command]).deeds)
        yield _duty(f"{command.__name__}:never-together", frozenset({"18.2.1"}), [command], never)
    for command in SHORT_HANDED:
        never = partial(change, command, short_handed=NOTHING)
        yield _duty(f"{command.__name__}:never-short-handed", frozenset({"30"}), [command], never)


def _duty(
    name: str, places: frozenset[str], commands: list[type[Command]], apply: Callable[[], None]
) -> Mutant:
    names = frozenset(command.__name__ for command in commands)
    return Mutant(f"duty:{name}", Kind.DUTY, places, apply, names, "duties")


def _together_after_all(commands: list[type[Command]], deeds: list[str]) -> Callable[[], None]:
    def apply() -> None:
        for command in commands:
            others = {deed for deed in deeds if deed != DEEDS[command]} or set(deeds)
            read(command, tuple(deed for deed in SEPARATE[command] if deed not in others))

    return apply


def change(command: type[Command], **columns: object) -> None:
    """Put another row in the place of a command's."""
    put(RULES, command, replace(RULES[command], **columns))  # type: ignore[arg-type]


def read(command: type[Command], deeds: tuple[Deed, ...]) -> None:
    """Keep a command apart from these deeds only."""
    put(SEPARATE, command, deeds)
    changed = replace(RULES[command])
    object.__setattr__(changed, "apart", Apart(deeds))
    changed.view["asked"] = changed  # type: ignore[index]
    put(RULES, command, changed)

"""What is wrong with a pack's text: every mistake is gathered and named with its line."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from domain.law.citations import Citation, NoSuchProvision, cite
from domain.law.lines import Lines
from domain.law.schema import Entry, Schema
from domain.law.values import Mistake

T = TypeVar("T")

SINGLE = ("pack", "overlay", "clauses")
"""Tables written once, in single brackets."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a pack's text: its line (from 1; 0: unknown), where, and what is wrong."""

    line: int
    where: str
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.where}: {self.message}"


class PackError(ValueError):
    """A text that is no valid policy pack, with everything that is wrong about it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        once = dict.fromkeys(problems)
        self.problems = tuple(sorted(once, key=lambda problem: problem.line))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(slots=True)
class Findings:
    """What has been found wrong so far, and by which text citations are checked."""

    lines: Lines
    cite: Callable[[str], Citation] = cite
    problems: list[Problem] = field(default_factory=list)

    def add(self, table: str, index: int, key: str | None, message: str) -> None:
        """A mistake in an entry of a table, or in one of its keys."""
        line = self.lines.of(table, index, key)
        where = f"[{table}]" if table in SINGLE else f"[[{table}]] {index + 1}"
        self.problems.append(Problem(line, where if key is None else f"{where} {key}", message))


def read(
    table: str,
    written: Sequence[Entry | None],
    keys: Schema,
    build: Callable[[Entry], T],
    found: Findings,
) -> dict[int, T]:
    """Every good entry of a table, by its place; bad ones become problems, ``None`` is passed."""
    good: dict[int, T] = {}
    for index, entry in enumerate(written):
        if entry is None:
            continue
        mistakes = keys.mistakes(entry)
        for key, message in mistakes:
            found.add(table, index, key, message)
        if not mistakes:
            try:
                good[index] = build(_cited(entry, found))
            except Mistake as mistake:
                found.add(table, index, mistake.key, mistake.message)
    return good


def _cited(entry: Entry, found: Findings) -> Entry:
    """The entry with its citation looked up. Raises ``Mistake`` where nothing is there."""
    if "citation" not in entry:
        return entry
    try:
        return {**entry, "citation": found.cite(entry["citation"])}
    except NoSuchProvision as error:
        raise Mistake("citation", str(error)) from error

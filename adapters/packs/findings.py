"""What is wrong with a pack's text: every mistake is gathered and named with its line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from adapters.packs.lines import Lines
from adapters.packs.schema import Entry, Schema
from adapters.packs.values import Mistake
from domain.ground.sayings import Saying, told_by
from domain.law.citations import Citation, NoSuchProvision, cite
from domain.law.mistakes import Fault, Problem

T = TypeVar("T")


SINGLE = ("pack", "overlay", "clauses")
"""Tables written once, in single brackets."""


@dataclass(slots=True)
class Findings:
    """What has been found wrong so far, and by which text citations are checked.

    ``places`` says in which order a table's entries are read, where that is not the file's.
    """

    lines: Lines
    cite: Callable[[str], Citation] = cite
    problems: list[Problem] = field(default_factory=list)
    places: Mapping[str, Sequence[int]] = field(default_factory=dict)
    good: dict[tuple[str, int], tuple[Entry, Any]] = field(default_factory=dict)
    """What was made of each good entry: a file is read again under every reading it could have."""

    def since(self, day: date, before: Sequence[Problem]) -> None:
        """Say of what was found after ``before`` that it is wrong from a day on: of each once."""
        known, new = set(map(_bare, before)), self.problems[len(before) :]
        self.problems[len(before) :] = [
            Problem(
                one.line,
                one.where,
                Saying("{message} (from {day} on)", message=one.message, day=day),
                one.fault,
            )
            for one in new
            if _bare(one) not in known
        ]

    def add(
        self,
        table: str,
        index: int,
        key: str | None,
        message: Saying,
        fault: Fault = Fault.ENTRY,
    ) -> None:
        """A mistake in an entry of a table, or in one of its keys."""
        line = self.lines.of(table, index, key)
        where = f"[{table}]" if table in SINGLE else f"[[{table}]] {index + 1}"
        place = where if key is None else f"{where} {key}"
        self.problems.append(Problem(line, place, message, fault))


def _bare(problem: Problem) -> Problem:
    """A problem without the day from which it is one."""
    return replace(problem, message=problem.message.slots.get("message", problem.message))


def read(
    table: str,
    written: Sequence[Entry | None],
    keys: Schema,
    build: Callable[[Entry], T],
    found: Findings,
) -> dict[int, T]:
    """Every good entry of a table, by its place; bad ones become problems, ``None`` is passed."""
    good: dict[int, T] = {}
    for index in found.places.get(table, range(len(written))):
        entry = written[index]
        if entry is None:
            continue
        if known := found.good.get((table, id(entry))):
            good[index] = known[1]
            continue
        mistakes = keys.mistakes(entry)
        for key, message in mistakes:
            found.add(table, index, key, message)
        if not mistakes:
            try:
                good[index] = build(_cited(entry, found))
                found.good[table, id(entry)] = entry, good[index]
            except Mistake as mistake:
                found.add(table, index, mistake.key, mistake.message, mistake.fault)
    return good


def _cited(entry: Entry, found: Findings) -> Entry:
    """The entry with its citation looked up. Raises ``Mistake`` where nothing is there."""
    if "citation" not in entry:
        return entry
    try:
        return {**entry, "citation": found.cite(entry["citation"])}
    except NoSuchProvision as error:
        raise Mistake("citation", told_by(error)) from error

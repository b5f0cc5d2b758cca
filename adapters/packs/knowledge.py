"""What was known of a law, and since when: a wrong entry is corrected by another one that names it.

An entry with ``corrects`` stands in the place of the entry of the same question that begins on that
day, from the day it became known (``known_from``). Nobody rewrites the wrong one: what was decided on
it is found and reckoned by it, whatever became known later. Whoever decides anew decides by what is
known now, for every day.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from adapters.packs.dated import FROM, QUESTION, Question, question
from adapters.packs.findings import Findings
from adapters.packs.schema import Entry
from domain.ground.sayings import Saying

CORRECTS, KNOWN_FROM = "corrects", "known_from"

Place = tuple[str, int]
"""A table and the place of an entry in it."""

_Question = tuple[str, Question, date]
Standing = dict[_Question, int]
"""Which entry of a table answers a question from a day on."""


@dataclass(frozen=True, slots=True)
class State:
    """What was known from a day on (``None``: from the beginning): all entries but those ``left_out``."""

    known: date | None
    left_out: frozenset[Place]


def states(
    written: Mapping[str, Sequence[Entry]], since: date, found: Findings
) -> tuple[State, ...]:
    """Every state of knowledge, the first one first; corrections of nothing go to ``found``."""
    corrections = sorted(_corrections(written, found))
    out = {(table, index) for _, table, index in corrections}
    standing = _standing(written, since, out)
    told = [State(None, frozenset(out))]
    for known in sorted({day for day, _, _ in corrections}):
        left = [(table, index) for day, table, index in corrections if day == known]
        while left:
            now, left = _together(written, left, since, standing)
            for place in now:
                out ^= _put_right(written, since, place, standing, found)
            told.append(State(known, frozenset(out)))
    return tuple(told)


def _together(
    written: Mapping[str, Sequence[Entry]], some: Sequence[Place], since: date, standing: Standing
) -> tuple[list[Place], list[Place]]:
    """The corrections of a day that are known together, and those that put them right in turn.

    Of several of one entry each corrects the one before it in the file: what was decided between them
    rests on a state of its own.
    """
    now, later = list[Place](), list[Place]()
    wrong, right = set[_Question](), set[_Question]()
    for table, index in some:
        entry = written[table][index]
        aim = (table, question(table, entry), entry[CORRECTS])
        if aim in wrong or (aim in right and aim not in standing):
            later.append((table, index))
            continue
        wrong.add(aim)
        right.add(_begins(table, entry, since))
        now.append((table, index))
    return now, later


def _corrections(
    written: Mapping[str, Sequence[Entry]], found: Findings
) -> Iterator[tuple[date, str, int]]:
    """Each with the day it became known; half a correction is none."""
    for table in QUESTION.keys() & written.keys():
        for index, entry in enumerate(written[table]):
            days = [entry.get(key) for key in (CORRECTS, KNOWN_FROM)]
            if all(type(day) is date for day in days):
                yield entry[KNOWN_FROM], table, index
            elif any(day is not None for day in days):
                found.add(
                    table,
                    index,
                    CORRECTS,
                    Saying(
                        "needs {key!r} and {other!r}",
                        key=CORRECTS,
                        other=KNOWN_FROM,
                    ),
                )


def _standing(written: Mapping[str, Sequence[Entry]], since: date, out: set[Place]) -> Standing:
    return {
        _begins(table, entry, since): index
        for table in QUESTION.keys() & written.keys()
        for index, entry in enumerate(written[table])
        if (table, index) not in out
    }


def _begins(table: str, entry: Entry, since: date) -> tuple[str, Question, date]:
    first = entry.get(FROM)
    return table, question(table, entry), first if type(first) is date else since


def _put_right(
    written: Mapping[str, Sequence[Entry]],
    since: date,
    place: Place,
    standing: Standing,
    found: Findings,
) -> set[Place]:
    """Let an entry stand in the place of the one it corrects; the two whose standing changes."""
    table, index = place
    entry = written[table][index]
    wrong = standing.pop((table, question(table, entry), entry[CORRECTS]), None)
    standing[_begins(table, entry, since)] = index
    if wrong is None:
        found.add(
            table, index, CORRECTS, Saying("no such entry begins on {value}", value=entry[CORRECTS])
        )
        return {place}
    return {place, (table, wrong)}

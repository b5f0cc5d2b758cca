"""What lies beside each application in what is known of its persons elsewhere, and is open.

A row follows from what is known of one person, so that a case needs no look into another: the ledger of
desks tells what each case would be stopped by, and is asked together with these rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypedDict, cast, get_args

from sqlalchemy import ColumnElement, FromClause, Table, and_, exists, func, or_, select

from domain.account.home import Home, Listing, evolve
from domain.account.known import HomeFact
from domain.case.knowledge.deaths import nobody_known_dead
from domain.case.knowledge.households import one_household
from domain.case.knowledge.likeness import SETTLED as JUDGED
from domain.case.knowledge.likeness import likeness_judged
from domain.ground.facts import Fact, Recorded
from domain.ground.people import PersonId
from domain.ground.rows import Guard
from projections.rows import History, Looks, Rows
from projections.tables import table

DEATH, LIKENESS, HOUSEHOLD, SETTLED = "death", "likeness", "household", "settled"
KIND_OF: Mapping[Guard, str] = {
    nobody_known_dead: DEATH,
    likeness_judged: LIKENESS,
    one_household: HOUSEHOLD,
}
"""By the guard that is against an act, what is known elsewhere and open."""

REMEMBERED = 5_000
"""So many persons are remembered; the others are read again."""


class ElsewhereRow(TypedDict):
    """What is known of somebody whom an application lists. No personal data: persons are random ids.

    Of a death ``other`` is its day; of a household somebody not listed there whom the person lives
    with; of a likeness the other application, and ``settled`` that the two were compared.
    """

    case_id: str
    kind: str
    person: str
    other: str


ELSEWHERE = table(
    "elsewhere",
    ElsewhereRow,
    ("case_id", "kind", "person", "other"),
)
Key = tuple[str, str, str, str]
KINDS: tuple[type[Fact], ...] = get_args(HomeFact)
LOOKS: Looks = {
    kind: tuple(one.name for one in fields(kind))  # type: ignore[arg-type]
    for kind in KINDS
}
"""What it looks at: everything that is known of persons, whole, as its fold does."""


class Elsewhere:
    """Keeps what is known of persons by the applications that list them."""

    tables: Sequence[Table] = (ELSEWHERE,)
    looks = LOOKS

    def __init__(self, history: History | None = None) -> None:
        self._history = history
        self._held: dict[str, Home] = {}

    def forget(self) -> None:
        """Drop the persons remembered."""
        self._held.clear()

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """What is known of a person after one more fact, in the place of what was known before."""
        if not isinstance(recorded.fact, KINDS):
            return
        person = PersonId(recorded.stream.partition("-")[2])
        before = self._before(recorded)
        after = evolve(before, cast(HomeFact, recorded.fact))
        was, now = set(known(person, before)), set(known(person, after))
        for key in sorted(was - now):
            rows.delete(ELSEWHERE, key)
        for key in sorted(now - was):
            rows.put(ELSEWHERE, dict(zip(ElsewhereRow.__annotations__, key, strict=True)))
        self._held.pop(recorded.stream, None)
        self._held[recorded.stream] = after
        if self._history is not None and len(self._held) > REMEMBERED:
            del self._held[next(iter(self._held))]

    def _before(self, recorded: Recorded) -> Home:
        """What was known: remembered, where that is what stood before this very fact."""
        held = self._held.get(recorded.stream, Home())
        if held.version == recorded.version - 1:
            return held
        home = Home()
        if recorded.version > 1 and self._history is None:
            raise LookupError(
                f"{recorded.stream}: nothing tells what stood before {recorded.version}"
            )
        for one in self._history(recorded.stream) if self._history and recorded.version > 1 else ():
            if one.version < recorded.version:
                home = evolve(home, cast(HomeFact, one.fact))
        return home


def known(person: PersonId, home: Home) -> Iterator[Key]:
    """The rows of a person."""
    for one in home.listings:
        if home.died is not None:
            yield one.case, DEATH, person, home.died.isoformat()
        for tie in home.ties:
            if tie.living and tie.other not in one.others:
                yield one.case, HOUSEHOLD, person, tie.other
        for case in alike(one, home.listings):
            yield one.case, LIKENESS, person, case
    for two in home.compared:
        if two.sameness in JUDGED:
            here, there = sorted(two.cases)
            yield from ((here, SETTLED, person, there), (there, SETTLED, person, here))


def alike(one: Listing, every: Iterable[Listing]) -> Iterator[str]:
    """The other applications that look like one."""
    return (
        other.case
        for other in every
        if other.case != one.case and one.matter.alike(other.matter) is not None
    )


def stopped(desks: FromClause) -> ColumnElement[bool]:
    """Whether what would stop the acts of a row of the desks (``stops``) is known elsewhere and open."""
    d = desks.c
    kinds = ((DEATH, _death(d)), (LIKENESS, _likeness(d)), (HOUSEHOLD, _household(d)))
    found = (and_(d.stops.contains(f",{kind},"), there) for kind, there in kinds)
    return and_(d.stops != "", or_(*found))


def _of(d: Any, kind: str) -> tuple[Any, ColumnElement[bool]]:
    """Rows of a kind about members of the case."""
    e = ELSEWHERE.alias()
    return e.c, and_(e.c.case_id == d.case_id, e.c.kind == kind, _among(d.members, e.c.person))


def _among(ids: Any, one: Any) -> ColumnElement[bool]:
    return ids.contains("," + one + ",")  # type: ignore[no-any-return]


def _death(d: Any) -> ColumnElement[bool]:
    """A member died, and nobody found that to be somebody else."""
    e, of_members = _of(d, DEATH)
    return exists().where(of_members, ~_among(d.heard, e.person + "/" + e.other))


def _likeness(d: Any) -> ColumnElement[bool]:
    """An application looks alike, and nobody compared the two."""
    (one, alike_ones), (two, compared) = _of(d, LIKENESS), _of(d, SETTLED)
    return exists().where(alike_ones, ~exists().where(compared, two.other == one.other))


def _household(d: Any) -> ColumnElement[bool]:
    """A member lives with somebody not listed whom not every member lives with."""
    (one, ties), (two, same) = _of(d, HOUSEHOLD), _of(d, HOUSEHOLD)
    commas = func.length(d.members) - func.length(func.replace(d.members, ",", ""))
    living = select(func.count()).where(same, two.other == one.other)
    all_live = living.correlate_except(two.other.table).scalar_subquery() >= commas - 1
    return exists().where(
        ties, ~_among(d.members, one.other), ~_among(d.dead, one.other), ~all_live
    )

"""The case register (台账, E7 of the yearly forms): one row per case, each version kept.

No personal data: the applicant is a ``PersonId``. Days in columns say when a thing happened; the
positions say when it became known, and ``from_position`` which fact said so last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Table,
    and_,
    case,
    func,
    literal_column,
    or_,
    select,
)

from domain.case.amendment.facts import ApplicationAmended, ApplicationCorrected, MembersRestored
from domain.case.decision.facts import ReliefApproved
from domain.case.intake.facts import ApplicationSubmitted, SupplementReceived
from domain.case.payment.facts import PaymentReturned, ReliefTakenBack
from domain.case.stages import STEPS, Stand
from domain.ground.facts import Recorded
from domain.ground.money import ZERO, Money
from domain.ground.terms import Category, Ending, Procedure, Stage, Subject
from projections.reading import Page, in_area, page
from projections.register_moves import MOVES, CaseRow
from projections.rows import OPEN, Looks, Row, Rows
from projections.tables import current_index, empty, table, typed

STREAM = "case-"


REGISTER = table(
    "register",
    CaseRow,
    ("case_id", "from_position"),
    current_index("register_township", "township", "applied_on", "case_id"),
    current_index("register_county", "county", "applied_on", "case_id"),
    current_index("register_city", "applied_on", "case_id"),
    current_index("register_open", "township", "case_id", where="closed_on IS NULL"),
    current_index("register_approved", "county", "approved_on", where="approved_on IS NOT NULL"),
    current_index("register_taken_over", "case_id", where="taken_over = 1"),
)
NOW: FromClause = REGISTER.alias("now")
"""The current lines: each case has one, in which the first day never changes, and the place only where
a file was taken over."""
C = REGISTER.c
ORDER = (NOW.c.applied_on, NOW.c.case_id)
CURRENT: ColumnElement[int] = literal_column(str(OPEN))
BEFORE = Stand(Stage.UNKNOWN, None, None, ZERO)
"""Where a case stands before its application."""


def applied(fact: ApplicationSubmitted) -> Row:
    """The row of a case that begins: every column, the later ones empty."""
    return {
        **empty(CaseRow),
        "case_id": fact.case,
        "county": fact.township[:6],
        "township": fact.township,
        "village": fact.village,
        "subject": fact.subject.value,
        "category": fact.category.value,
        "cause": fact.incident.cause.value,
        "channel": fact.channel.value,
        "applicant": fact.applicant,
        "members": len(fact.members),
        "stage": STEPS[ApplicationSubmitted](BEFORE, fact)[0].value,
        "applied_on": fact.on.isoformat(),
    }


def stand(row: Row) -> Stand:
    """Where a case stands, as its line tells."""
    return _stand(row["stage"], row["ending"], row["amount_fen"], row["paid_fen"])


@lru_cache(maxsize=4_096)
def _stand(stage: str, ending: str | None, approved: int | None, paid: int) -> Stand:
    return Stand(
        Stage(stage),
        None if ending is None else Ending(ending),
        None if approved is None else Money(approved),
        Money(paid),
    )


def after(row: Row, fact: Any, officer: str) -> None:
    """Change a line by a fact of ``MOVES``: where the case stands, then the columns of its own."""
    step = STEPS.get(type(fact))
    reached = None if step is None else step(stand(row), fact)
    MOVES[type(fact)](row, fact, officer)
    if reached is not None:
        stage, ending = reached
        row["stage"], row["ending"] = stage.value, None if ending is None else ending.value


LOOKS: Looks = {
    **dict.fromkeys(MOVES, ()),
    ApplicationSubmitted: ("incident", "members"),
    SupplementReceived: ("lacking",),
    ApplicationAmended: ("stands", "again"),
    ApplicationCorrected: ("stands", "again"),
    ReliefApproved: ("duties", "sampled"),
    MembersRestored: ("persons",),
    PaymentReturned: ("left",),
    ReliefTakenBack: ("left",),
}
"""What it looks at."""


class Register:
    """Keeps the register. A fact that changes no column opens no version."""

    tables: Sequence[Table] = (REGISTER,)
    looks = LOOKS

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Open a case's row, or its next version."""
        fact = recorded.fact
        if type(fact) in MOVES:
            row = rows.get(REGISTER, (recorded.stream[len(STREAM) :],))
            if row is None:
                raise LookupError(f"{recorded.stream}: no application before {fact.NAME}")
            after(row, fact, recorded.officer)
            rows.put_version(REGISTER, row, recorded.position)
        elif isinstance(fact, ApplicationSubmitted):
            opened = {"from_position": recorded.position, "to_position": OPEN}
            rows.put(REGISTER, {**applied(fact), **opened})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which lines of the register. ``year`` is the year of application; days are ISO, included.

    ``as_of`` asks for the register as it was known at that position.
    """

    stage: Stage | None = None
    category: Category | None = None
    procedure: Procedure | None = None
    year: int | None = None
    approved_from: str | None = None
    approved_to: str | None = None
    as_of: int | None = None


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums over lines of the register.

    ``cases`` and ``persons`` (their members) count applications. ``granted_…`` count approvals:
    households (户次), individuals (个人, 人次), and all persons helped by them (人次).
    """

    cases: int = 0
    persons: int = 0
    granted_households: int = 0
    granted_individuals: int = 0
    granted_persons: int = 0
    approved_fen: int = 0
    paid_fen: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(**{n: getattr(self, n) + getattr(other, n) for n in Totals.__slots__})


@dataclass(frozen=True, slots=True)
class Summary:
    """Totals of an area, together and split; what was not accepted is of no procedure yet."""

    total: Totals
    by_category: dict[str, Totals]
    by_procedure: dict[str, Totals]
    by_township: dict[str, Totals]


def township_ledger(
    connection: Connection,
    township: str,
    which: Filter = EVERYTHING,
    *,
    after: str | None = None,
    size: int = 100,
) -> Page[CaseRow]:
    """A township's register, by day of application. Raises ``BadCursor``."""
    return _ledger(connection, township, which, after, size)


def county_ledger(
    connection: Connection,
    county: str,
    which: Filter = EVERYTHING,
    *,
    after: str | None = None,
    size: int = 100,
) -> Page[CaseRow]:
    """A county's register (or that of a wider prefix). Raises ``BadCursor``."""
    return _ledger(connection, county, which, after, size)


def _ledger(
    connection: Connection, area: str, which: Filter, after: str | None, size: int
) -> Page[CaseRow]:
    lines = _lines(which.as_of)
    wanted = select(*lines.c).where(*_conditions(lines, area, which))
    return page(connection, wanted, CaseRow, ORDER, after, size)


def of_village(connection: Connection, township: str, village: str, most: int) -> list[CaseRow]:
    """The cases of a village that began last, the latest first."""
    of = NOW.c
    there = and_(of.to_position == CURRENT, in_area(NOW, township), of.village == village)
    wanted = select(*of).where(there).order_by(of.applied_on.desc(), of.case_id)
    found = connection.execute(wanted.limit(most)).mappings()
    return [typed(CaseRow, row) for row in found]


def one(connection: Connection, case_id: str, as_of: int | None = None) -> CaseRow | None:
    """The line of one case; ``None`` where there was none yet."""
    known = C.to_position == CURRENT
    if as_of is not None:
        known = and_(C.from_position <= as_of, C.to_position > as_of)
    wanted = select(REGISTER).where(C.case_id == case_id, known)
    found = connection.execute(wanted).mappings().one_or_none()
    return None if found is None else typed(CaseRow, found)


def totals(connection: Connection, area: str, which: Filter = EVERYTHING) -> Summary:
    """Cases, persons and sums of an area, added up from its lines."""
    lines = _lines(which.as_of)
    of = lines.c
    single: ColumnElement[int] = literal_column("1")
    granted = of.approved_on.is_not(None)
    household = and_(granted, of.subject == Subject.HOUSEHOLD.value)
    individual = and_(granted, of.subject == Subject.INDIVIDUAL.value)
    sums = (
        func.count(),
        func.sum(of.members),
        _sum_where(household, single),
        _sum_where(individual, single),
        _sum_where(household, of.members) + _sum_where(individual, single),
        func.coalesce(func.sum(of.amount_fen), 0),
        func.sum(of.paid_fen),
    )
    wanted = (
        select(of.township, of.category, of.procedure, *sums)
        .where(*_conditions(lines, area, which))
        .group_by(of.township, of.category, of.procedure)
        .order_by(of.township, of.category, of.procedure)
    )
    total, by_category, by_township = Totals(), dict[str, Totals](), dict[str, Totals]()
    by_procedure: dict[str, Totals] = {}
    for township, category, procedure, *added in connection.execute(wanted):
        part = Totals(**{n: int(s) for n, s in zip(Totals.__slots__, added, strict=True)})
        total += part
        by_category[category] = by_category.get(category, Totals()) + part
        by_township[township] = by_township.get(township, Totals()) + part
        if procedure is not None:
            by_procedure[procedure] = by_procedure.get(procedure, Totals()) + part
    kinds, ways = (dict(sorted(one.items())) for one in (by_category, by_procedure))
    return Summary(total, kinds, ways, by_township)


def _sum_where(condition: ColumnElement[bool], value: ColumnElement[int]) -> ColumnElement[int]:
    return func.sum(case((condition, value), else_=0))


def _lines(as_of: int | None) -> FromClause:
    """Where the lines are read from: the current ones, or as they were known at a position."""
    return NOW if as_of is None else REGISTER


def _conditions(lines: FromClause, area: str, which: Filter) -> list[ColumnElement[bool]]:
    """The current lines of an area, joined with the versions known then where that is asked."""
    of = lines.c
    here: ColumnElement[bool] = in_area(NOW, area)
    conditions = [NOW.c.to_position == CURRENT]
    if which.as_of is not None:
        here = and_(or_(here, NOW.c.taken_over == 1), in_area(lines, area))
        conditions += [
            of.case_id == NOW.c.case_id,
            of.from_position <= which.as_of,
            of.to_position > which.as_of,
        ]
    conditions.append(here)
    if which.stage is not None:
        conditions.append(of.stage == which.stage.value)
    if which.category is not None:
        conditions.append(of.category == which.category.value)
    if which.procedure is not None:
        conditions.append(of.procedure == which.procedure.value)
    if which.year is not None:
        first, last = f"{which.year}-01-01", f"{which.year}-12-31"
        conditions.append(NOW.c.applied_on.between(first, last))
    if which.approved_from is not None:
        conditions.append(of.approved_on >= which.approved_from)
    if which.approved_to is not None:
        conditions.append(of.approved_on <= which.approved_to)
    return conditions

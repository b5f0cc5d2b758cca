"""What each person was granted in each year (A11, A12): a row per person, case and year.

The office decides from the account's own facts; these rows answer lists and reports.
"""

from collections.abc import Sequence
from typing import TypedDict

from sqlalchemy import (
    ColumnElement,
    Connection,
    Index,
    Table,
    and_,
    case,
    func,
    literal_column,
    select,
)

from domain.account.events import GrantCharged, GrantReleased
from domain.ground.facts import Recorded
from domain.ground.people import PersonId
from projections.reading import Page, page
from projections.rows import Looks, Rows
from projections.tables import table, typed


class GrantRow(TypedDict):
    """A grant in a person's account. ``beneficiary``: helped themselves, not only charged.

    ``charged_fen`` is what was booked, ``released_fen`` what was given back of it.
    """

    person: str
    case_id: str
    year: int
    subject: str
    category: str
    cause: str
    beneficiary: bool
    charged_on: str
    charged_fen: int
    released_on: str | None
    released_fen: int


GRANTS = table(
    "account_grants",
    GrantRow,
    ("person", "case_id", "year"),
    Index("account_grants_year", "person", "year", "charged_on", "case_id"),
    Index("account_grants_case", "case_id"),
)
G = GRANTS.c
ORDER = (G.charged_on, G.case_id)
LOOKS: Looks = {GrantCharged: ("matter",), GrantReleased: ()}
"""What it looks at."""


class Accounts:
    """Keeps the grants."""

    tables: Sequence[Table] = (GRANTS,)
    looks = LOOKS

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Book a grant, or give room back."""
        fact = recorded.fact
        if isinstance(fact, GrantCharged):
            _charge(rows, fact)
        elif isinstance(fact, GrantReleased):
            _release(rows, fact)


def _charge(rows: Rows, fact: GrantCharged) -> None:
    """What was given back whole before gives way to what is charged anew."""
    year = fact.on.year if fact.year is None else fact.year
    for before in rows.find(GRANTS, person=fact.person, case_id=fact.case):
        if before["charged_fen"] == before["released_fen"]:
            rows.delete(GRANTS, (fact.person, fact.case, before["year"]))
    row = {
        "person": fact.person,
        "case_id": fact.case,
        "year": year,
        "subject": fact.subject.value,
        "category": fact.category.value,
        "cause": fact.matter.cause.value,
        "beneficiary": int(fact.beneficiary),
        "charged_on": fact.on.isoformat(),
        "charged_fen": fact.amount.fen,
        "released_on": None,
        "released_fen": 0,
    }
    rows.put(GRANTS, row)


def _release(rows: Rows, fact: GrantReleased) -> None:
    charged = rows.find(GRANTS, person=fact.person, case_id=fact.case)
    row = next((one for one in charged if fact.year in (None, one["year"])), None)
    if row is None:
        raise LookupError(f"case {fact.case} releases a grant that was never charged")
    row["released_on"] = fact.on.isoformat()
    row["released_fen"] += fact.amount.fen
    rows.put(GRANTS, row)


class YearRow(TypedDict):
    """A person's year. ``count`` and ``helped`` leave out grants released as a whole.

    ``count``: grants charged to the account; ``helped``: those that helped the person. ``sum_fen``
    is what is still charged, ``helped_fen`` that part of it which helped the person.
    """

    person: str
    year: int
    count: int
    helped: int
    sum_fen: int
    helped_fen: int
    released_fen: int


def of_year(connection: Connection, person: PersonId, year: int) -> YearRow:
    """What a person was granted in a calendar year (AMB-01), added up from the grants."""
    left = G.charged_fen - G.released_fen
    stands = left > 0
    helped = and_(stands, G.beneficiary == 1)
    wanted = select(
        func.coalesce(_sum_where(stands, literal_column("1")), 0).label("count"),
        func.coalesce(_sum_where(helped, literal_column("1")), 0).label("helped"),
        func.coalesce(func.sum(left), 0).label("sum_fen"),
        func.coalesce(_sum_where(helped, left), 0).label("helped_fen"),
        func.coalesce(func.sum(G.released_fen), 0).label("released_fen"),
    ).where(G.person == person, G.year == year)
    sums = {name: int(value) for name, value in connection.execute(wanted).mappings().one().items()}
    return typed(YearRow, {"person": person, "year": year, **sums})


def _sum_where(condition: ColumnElement[bool], value: ColumnElement[int]) -> ColumnElement[int]:
    return func.sum(case((condition, value), else_=0))


def grants(
    connection: Connection,
    person: PersonId,
    year: int,
    *,
    after: str | None = None,
    size: int = 100,
) -> Page[GrantRow]:
    """A person's grants of a year, by day. Raises ``BadCursor``."""
    wanted = select(GRANTS).where(G.person == person, G.year == year)
    return page(connection, wanted, GrantRow, ORDER, after, size)


def of_case(connection: Connection, case_id: str) -> list[GrantRow]:
    """Whose accounts a case is charged to."""
    wanted = select(GRANTS).where(G.case_id == case_id).order_by(G.person, G.year)
    return [typed(GrantRow, found) for found in connection.execute(wanted).mappings()]

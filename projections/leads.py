"""Leads on people in need (A14.2): who looks into what. No personal text."""

from collections.abc import Sequence
from typing import TypedDict

from sqlalchemy import Connection, Index, Table, select

from domain.ground.facts import Recorded
from domain.registers.leads.facts import LeadClosed, LeadPassedOn, LeadRecorded
from projections.reading import Page, in_area, page
from projections.rows import Looks, Rows
from projections.tables import table, typed

OPEN, CLOSED = "open", "closed"


class LeadRow(TypedDict):
    """A lead; ``case_id`` where the person was helped to apply."""

    lead: str
    county: str
    township: str
    source: str
    category: str | None
    person: str
    protected: bool
    recorded_on: str
    state: str
    outcome: str | None
    closed_on: str | None
    case_id: str | None


LEADS = table(
    "leads",
    LeadRow,
    ("lead",),
    Index("leads_township", "township", "state", "recorded_on", "lead"),
    Index("leads_county", "county", "state", "recorded_on", "lead"),
    Index("leads_city", "state", "recorded_on", "lead"),
)
L = LEADS.c
ORDER = (L.recorded_on, L.lead)
LOOKS: Looks = {LeadRecorded: ("protective_step",), LeadClosed: (), LeadPassedOn: ()}
"""What it looks at."""


class Leads:
    """Keeps the list of leads."""

    tables: Sequence[Table] = (LEADS,)
    looks = LOOKS

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Open or close a lead."""
        fact = recorded.fact
        if isinstance(fact, LeadRecorded):
            _record(rows, fact)
        elif isinstance(fact, LeadClosed):
            _close(rows, recorded.stream.partition("-")[2], fact)
        elif isinstance(fact, LeadPassedOn):
            _pass_on(rows, recorded.stream.partition("-")[2], fact)


def _record(rows: Rows, fact: LeadRecorded) -> None:
    row = {
        "lead": fact.lead,
        "county": fact.township[:6],
        "township": fact.township,
        "source": fact.source.value,
        "category": None if fact.category is None else fact.category.value,
        "person": fact.person,
        "protected": int(fact.protective_step is not None),
        "recorded_on": fact.on.isoformat(),
        "state": OPEN,
        **dict.fromkeys(("outcome", "closed_on", "case_id")),
    }
    rows.put(LEADS, row)


def _close(rows: Rows, lead: str, fact: LeadClosed) -> None:
    row = rows.get(LEADS, (lead,))
    if row is None:
        raise LookupError(f"lead {lead} was closed and never recorded")
    row.update(state=CLOSED, outcome=fact.outcome.value, closed_on=fact.on.isoformat())
    row.update(case_id=fact.case)
    rows.put(LEADS, row)


def _pass_on(rows: Rows, lead: str, fact: LeadPassedOn) -> None:
    row = rows.get(LEADS, (lead,))
    if row is None:
        raise LookupError(f"lead {lead} was passed on and never recorded")
    rows.put(LEADS, {**row, "county": fact.township[:6], "township": fact.township})


def leads(
    connection: Connection,
    area: str,
    state: str = OPEN,
    *,
    after: str | None = None,
    size: int = 100,
) -> Page[LeadRow]:
    """Leads of an area (4, 6 or 9 digits), the oldest first. Raises ``BadCursor``."""
    wanted = select(LEADS).where(in_area(LEADS, area), L.state == state)
    return page(connection, wanted, LeadRow, ORDER, after, size)


def one(connection: Connection, lead: str) -> LeadRow | None:
    """One lead."""
    found = connection.execute(select(LEADS).where(L.lead == lead)).mappings().one_or_none()
    return None if found is None else typed(LeadRow, found)

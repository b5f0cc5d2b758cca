"""A handful of facts, projections and envelopes for tests and measurements of the store.

The facts live in a registry of their own, so the real ones stay as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, MetaData, Table, Text

from domain.ground.facts import Authority, Fact, Recorded
from domain.ground.money import Money
from domain.ground.people import PersonId, Private
from projections.rows import Rows


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a household."""

    person: PersonId
    name: Private
    phone: Private | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOpened(Fact):
    """A case was opened."""

    household: tuple[Member, ...]
    address: Private
    opened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePaid(Fact):
    """Money was paid."""

    amount: Money
    paid_on: date
    note: str | None = None


for _name, _kind in (("sample-opened", SampleOpened), ("sample-paid", SamplePaid)):
    _kind.NAME, _kind.VERSION = _name, 1

SAMPLES: dict[str, type[Fact]] = {"sample-opened": SampleOpened, "sample-paid": SamplePaid}
CLERK = Authority(post="clerk", division="540102", article="art. 7")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def recorded(stream: str, version: int, fact: Fact, command: str = "c-1") -> Recorded:
    """A fact in an envelope."""
    return Recorded(
        stream=stream,
        version=version,
        fact=fact,
        recorded_at=NOON,
        officer="officer-7",
        authority=CLERK,
        law="national-2018,tibet-2020",
        command=command,
    )


def paid(fen: int, note: str | None = None) -> SamplePaid:
    """A payment of so many fen."""
    return SamplePaid(amount=Money(fen), paid_on=date(2026, 3, 2), note=note)


TABLES = MetaData()
TOTALS = Table(
    "totals",
    TABLES,
    Column("case_id", Text, primary_key=True),
    Column("fen", BigInteger, nullable=False),
    Column("payments", Integer, nullable=False),
    Column("last_on", Date, nullable=True),
    Column("large", Boolean, nullable=False),
)
HISTORY = Table(
    "history",
    TABLES,
    Column("case_id", Text, primary_key=True),
    Column("from_position", BigInteger, primary_key=True),
    Column("to_position", BigInteger, nullable=False),
    Column("fen", BigInteger, nullable=False),
)
PAYMENTS = Table(
    "payments",
    TABLES,
    Column("case_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("fen", BigInteger, nullable=False),
    Column("on", Date, nullable=False),
)


class Totals:
    """One row for each case, kept up to date."""

    def __init__(self, table: Table = TOTALS) -> None:
        self.table = table
        self.tables: Sequence[Table] = (table,)

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Add up payments."""
        if not isinstance(recorded.fact, SamplePaid):
            return
        held: dict[str, Any] = rows.get(self.table, (recorded.stream,)) or {"fen": 0, "payments": 0}
        fen = held["fen"] + recorded.fact.amount.fen
        row = {
            "case_id": recorded.stream,
            "fen": fen,
            "payments": held["payments"] + 1,
            "last_on": recorded.fact.paid_on,
            "large": fen > 1_000_000,
        }
        rows.put(self.table, row)


class History:
    """The total of each case as it was known at any position."""

    def __init__(self, table: Table = HISTORY) -> None:
        self.table = table
        self.tables: Sequence[Table] = (table,)

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Open a new version for each payment."""
        if not isinstance(recorded.fact, SamplePaid):
            return
        held = rows.get(self.table, (recorded.stream,))
        fen = recorded.fact.amount.fen + (held["fen"] if held else 0)
        row = {"case_id": recorded.stream, "fen": fen}
        rows.put_version(self.table, row, recorded.position)


class Payments:
    """One row for each payment, numbered by counting those found."""

    def __init__(self, table: Table = PAYMENTS) -> None:
        self.table = table
        self.tables: Sequence[Table] = (table,)

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Add a row."""
        if not isinstance(recorded.fact, SamplePaid):
            return
        number = 1 + len(rows.find(self.table, case_id=recorded.stream))
        row = {
            "case_id": recorded.stream,
            "number": number,
            "fen": recorded.fact.amount.fen,
            "on": recorded.fact.paid_on,
        }
        rows.put(self.table, row)

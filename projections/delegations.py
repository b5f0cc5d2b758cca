"""The county's register of delegations (A18.2.1), those in force and those taken back."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from sqlalchemy import Connection, Table, or_, select

from domain.ground.facts import Recorded
from domain.registers.delegations.facts import DelegationGranted, DelegationRevoked
from projections.rows import Looks, Rows
from projections.tables import table, typed


class DelegationRow(TypedDict):
    """A delegation; ``townships`` and ``kinds`` are comma-separated. Both ends are included."""

    county: str
    number: str
    townships: str
    kinds: str
    ceiling_fen: int
    valid_from: str
    valid_to: str
    document: str
    granted_on: str
    granted_by: str
    revoked_on: str | None
    revoking: str | None


DELEGATIONS = table("delegations", DelegationRow, ("county", "number"))
D = DELEGATIONS.c
LOOKS: Looks = {DelegationGranted: ("townships", "kinds"), DelegationRevoked: ()}
"""What it looks at."""


class DelegationList:
    """Keeps the register."""

    tables: Sequence[Table] = (DELEGATIONS,)
    looks = LOOKS

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Enter a delegation, or its end."""
        fact = recorded.fact
        if isinstance(fact, DelegationGranted):
            _grant(rows, fact, recorded.officer)
        elif isinstance(fact, DelegationRevoked):
            _revoke(rows, recorded.stream.partition("-")[2], fact)


def _grant(rows: Rows, fact: DelegationGranted, officer: str) -> None:
    row = {
        "county": fact.county,
        "number": fact.number,
        "townships": ",".join(fact.townships),
        "kinds": ",".join(kind.value for kind in fact.kinds),
        "ceiling_fen": fact.ceiling.fen,
        "valid_from": fact.valid_from.isoformat(),
        "valid_to": fact.valid_to.isoformat(),
        "document": fact.document,
        "granted_on": fact.on.isoformat(),
        "granted_by": officer,
        "revoked_on": None,
        "revoking": None,
    }
    rows.put(DELEGATIONS, row)


def _revoke(rows: Rows, county: str, fact: DelegationRevoked) -> None:
    row = rows.get(DELEGATIONS, (county, fact.number))
    if row is None:
        raise LookupError(f"county {county} takes back what it never granted: {fact.number}")
    row["revoked_on"], row["revoking"] = fact.on.isoformat(), fact.document
    rows.put(DELEGATIONS, row)


def of_county(
    connection: Connection, county: str, in_force: date | None = None
) -> list[DelegationRow]:
    """A county's delegations by number; with a day, those in force at its end."""
    wanted = select(DELEGATIONS).where(D.county == county)
    if in_force is not None:
        day = in_force.isoformat()
        stands = or_(D.revoked_on.is_(None), D.revoked_on > day)
        wanted = wanted.where(D.valid_from <= day, D.valid_to >= day, stands)
    found = connection.execute(wanted.order_by(D.number)).mappings()
    return [typed(DelegationRow, one) for one in found]

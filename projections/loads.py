"""What lies in a division: open cases and leads, delegations that name it, counted by the ledgers."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, FromClause, and_, exists, func, select

from domain.registers.divisions.state import Load
from projections.delegations import DELEGATIONS
from projections.desk_rows import CASE, DESKS
from projections.leads import LEADS, OPEN
from projections.register import CURRENT, NOW

HERE = NOW.c
"""The current lines of the register."""


def load(connection: Connection, code: str) -> Load:
    """What lies in a township, or is offered to it; of a wider area only delegations of its own count."""
    lies = and_(HERE.township == code, HERE.to_position == CURRENT)
    waits = and_(LEADS.c.township == code, LEADS.c.state == OPEN)
    names = and_(
        DELEGATIONS.c.county == code[:6],
        DELEGATIONS.c.revoked_on.is_(None),
        DELEGATIONS.c.townships.contains(code),
    )
    return Load(
        open=_count(connection, NOW, and_(lies, HERE.closed_on.is_(None)))
        + len(_numbers(connection, _offered(code))),
        cases=_count(connection, NOW, lies),
        leads=_count(connection, LEADS, waits),
        delegations=_count(connection, DELEGATIONS, names),
    )


def _count(connection: Connection, table: FromClause, where: ColumnElement[bool]) -> int:
    wanted = select(func.count()).select_from(table).where(where)
    return int(connection.execute(wanted).scalar_one())


def open_cases(connection: Connection, code: str, after: str, size: int) -> Sequence[str]:
    """The next open cases of a township after one of them, by number."""
    here = and_(HERE.township == code, HERE.to_position == CURRENT, HERE.closed_on.is_(None))
    return _next(connection, HERE.case_id, and_(here, HERE.case_id > after), size)


def offered_cases(connection: Connection, code: str, after: str, size: int) -> Sequence[str]:
    """The next cases of other townships that are offered to one, by number."""
    return _numbers(connection, and_(_offered(code), DESKS.c.case_id > after), size)


def _offered(code: str) -> ColumnElement[bool]:
    """Rows of what waits for a township's answer and lies elsewhere."""
    lies = exists().where(
        HERE.case_id == DESKS.c.case_id, HERE.township == code, HERE.to_position == CURRENT
    )
    return and_(DESKS.c.township == code, DESKS.c.kind == CASE, ~lies)


def _numbers(
    connection: Connection, where: ColumnElement[bool], size: int | None = None
) -> Sequence[str]:
    wanted = select(DESKS.c.case_id).where(where).distinct().order_by(DESKS.c.case_id).limit(size)
    return [one for (one,) in connection.execute(wanted)]


def open_leads(connection: Connection, code: str, after: str, size: int) -> Sequence[str]:
    """The next open leads of a township after one of them, by number."""
    here = and_(LEADS.c.township == code, LEADS.c.state == OPEN, LEADS.c.lead > after)
    return _next(connection, LEADS.c.lead, here, size)


def _next(
    connection: Connection, number: ColumnElement[str], where: ColumnElement[bool], size: int
) -> Sequence[str]:
    wanted = select(number).where(where).order_by(number).limit(size)
    return [one for (one,) in connection.execute(wanted)]

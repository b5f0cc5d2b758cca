"""The sweep: limits that came due become commands, each at most once, whoever sweeps.

The table of running limits says what is due; the command id names case, limit, key and occurrence,
so that a second sweep, a second process or a retry finds the receipt of the first. What a command
may do is decided by its rule, not here.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import structlog

from domain.authority import SYSTEM
from domain.case import commands as c
from domain.time.limits import Expiry
from projections import limit_boards
from projections.limits import LimitRow
from relief.bootstrap import Service
from relief.office import Receipt, Request

log = structlog.get_logger(__name__)
PAGE = 500


@dataclass(slots=True)
class Swept:
    """What one sweep did: due rows looked at, acted on, found done already, not in order yet."""

    due: int = 0
    acted: int = 0
    repeated: int = 0
    refused: int = 0
    codes: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Swept") -> None:
        """Count another pass in."""
        self.due += other.due
        self.acted += other.acted
        self.repeated += other.repeated
        self.refused += other.refused
        self.codes.update(other.codes)


class Sweep:
    """Acts on everything that is due today."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def run(self) -> Swept:
        """One pass, oldest first. An outage shows as lateness in the facts, never as a gap."""
        swept = Swept()
        for row in self._due():
            swept.due += 1
            self._act(row, swept)
        if swept.due:
            log.info("sweep", due=swept.due, acted=swept.acted, refused=swept.codes)
        return swept

    def _due(self) -> Iterator[LimitRow]:
        """Every due row, page by page: acting on one does not disturb the pages after it."""
        now, after = self._service.clock.now(), None
        while True:
            with self._service.ledgers.reading() as connection:
                page = limit_boards.due(connection, now.date(), now=now, after=after, size=PAGE)
            yield from page.rows
            if page.next is None:
                return
            after = page.next

    def _act(self, row: LimitRow, swept: Swept) -> None:
        answer = self._service.office.execute(self._request(row))
        if isinstance(answer, Receipt):
            swept.repeated += answer.repeated
            swept.acted += not answer.repeated
            return
        swept.refused += 1
        swept.codes.update(reason.code.value for reason in answer.reasons)

    def _request(self, row: LimitRow) -> Request:
        id = f"sweep/{row['case_id']}/{row['limit']}/{row['key']}/{row['occurrence']}"
        digest = self._service.master.digest(id.encode())
        return Request(command_for(row), SYSTEM, id, digest)


def command_for(row: LimitRow) -> c.Command:
    """What the end of a limit means."""
    match Expiry(row["expiry"]):
        case Expiry.ENDS_NOTICE:
            return c.EndPublicNotice(case=row["case_id"])
        case Expiry.LAPSES:
            return c.LapseApplication(case=row["case_id"])
        case Expiry.LATE | Expiry.REMINDS:
            return c.RecordMissedLimit(
                case=row["case_id"],
                limit=row["limit"],
                key=row["key"],
                started_on=date.fromisoformat(row["started_on"]),
            )

"""The sweep: limits that came due become commands, each at most once, whoever sweeps.

The table of running limits says what is due; the command id names case, limit, key and occurrence,
so that a second sweep, a second process or a retry finds the receipt of the first. What a command
may do is decided by its rule, not here.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import groupby
from operator import itemgetter
from threading import Lock

import structlog

from adapters.store.turns import turn
from domain.case.authority import CITY, SYSTEM
from domain.case.ending.commands import RecordMissedLimit, RecordRecomputedLimit
from domain.case.intake.commands import LapseApplication
from domain.case.notice.commands import EndPublicNotice
from domain.case.streams import OWN
from domain.case.table import row_of
from domain.ground.commands import Command
from domain.ground.refusal import Refused
from domain.time.limits import Expiry
from projections import limit_boards
from projections.limit_rows import LimitRow
from projections.reading import Page
from relief.bootstrap import Service
from relief.office.requests import Receipt, Request, system_id
from relief.upkeep.anchoring import anchor
from relief.upkeep.outbox import Outbox
from relief.upkeep.passing import passing

log = structlog.get_logger(__name__)
PAGE = 500
TOGETHER = 60
"""How many commands are handed in at once: those that wait to be saved share one transaction."""


@dataclass(slots=True)
class Swept:
    """What one sweep did: due rows looked at, acted on, found done already, not in order yet."""

    due: int = 0
    acted: int = 0
    repeated: int = 0
    refused: int = 0
    codes: Counter[str] = field(default_factory=Counter)

    def count(self, answer: Receipt | Refused) -> None:
        """Count what became of one row."""
        self.due += 1
        if isinstance(answer, Receipt):
            self.repeated += answer.repeated
            self.acted += not answer.repeated
            return
        self.refused += 1
        self.codes.update(reason.code.value for reason in answer.reasons)

    def add(self, other: "Swept") -> None:
        """Count another pass in."""
        self.due += other.due
        self.acted += other.acted
        self.repeated += other.repeated
        self.refused += other.refused
        self.codes.update(other.codes)


class Sweep:
    """Acts on everything that is due, and on every last day a notice moved; anchors the logs.

    Before all that, what lies in divisions that are no more passes to whoever stands for them.
    Index keys that outlived everybody are destroyed as well, and files nobody may have any more.
    ``together`` is how many commands are handed in at a time; by ones, what is due on one day is
    always recorded in the same order.
    """

    def __init__(self, service: Service, together: int = TOGETHER) -> None:
        self._service = service
        self._together = together
        self._turns = Lock()

    def run(self) -> Swept:
        """One pass, oldest first. An outage shows as lateness in the facts, never as a gap.

        Nothing is known to be due while there are no ledgers: the pass waits for the next tick.
        """
        swept, now = Swept(), self._service.clock.now()
        if self._service.ledgers.found() is None:
            return swept
        with ThreadPoolExecutor(self._together, "sweep") as hands:
            for some in passing(self._service, now.date(), self._together):
                self._act(hands, some, swept)
            for page in pages(self._service, limit_boards.moved):
                for wave in waves(page):
                    self._act(hands, [self._moved(row) for row in wave], swept)
            for board in (
                partial(limit_boards.due, today=now.date()),
                partial(limit_boards.due_today, today=now.date(), now=now),
            ):
                for page in pages(self._service, board):
                    for wave in waves(page):
                        self._act(hands, [self._ended(row) for row in wave], swept)
        if swept.due:
            log.info("sweep", due=swept.due, acted=swept.acted, refused=swept.codes)
        Outbox(self._service).run()
        anchor(self._service)
        self._service.index_keys.look()
        self._service.keeping.look()
        return swept

    def _act(self, hands: ThreadPoolExecutor, requests: Sequence[Request], swept: Swept) -> None:
        """Hand in many commands at once, of different cases; each is decided, and refused, by itself.

        The cases are loaded in one round trip, and what waits to be saved is saved together.
        """
        office = self._service.office
        office.states.load([about(one.command) for one in requests], fresh=True)
        for answer in hands.map(self._given, requests):
            self._service.standing.sweeps_on()
            swept.count(answer)

    def _given(self, request: Request) -> Receipt | Refused:
        with turn(self._turns):
            return self._service.office.execute(request)

    def _moved(self, row: LimitRow) -> Request:
        id = system_id("moved", run_of(row), str(row["calendar"]))
        return self._request(moved_for(row), row, id)

    def _ended(self, row: LimitRow) -> Request:
        # What was missed once, and not any more since a notice freed the day, may be missed again.
        again = (row["missed_on"],) if row["missed_on"] else ()
        return self._request(command_for(row), row, system_id("sweep", run_of(row), *again))

    def _request(self, command: Command, row: LimitRow, id: str) -> Request:
        """The system acts for the city the case is in."""
        system = replace(SYSTEM, division=row["township"][:CITY])
        return Request(command, system, id, self._service.master.digest(id.encode()))


def about(command: Command) -> str:
    """The stream of what a command is about: a case or a lead."""
    return OWN[row_of(command).own](command.case)


def pages(service: Service, board: Callable[..., Page[LimitRow]]) -> Iterator[Sequence[LimitRow]]:
    """Every row of a board, page by page: acting on one does not disturb the pages after it."""
    after: str | None = None
    while True:
        with service.ledgers.reading() as connection:
            page = board(connection, after=after, size=PAGE)
        yield page.rows
        if page.next is None:
            return
        after = page.next


def waves(rows: Sequence[LimitRow]) -> Iterator[list[LimitRow]]:
    """Rows of one day that may be acted on at once, the oldest day first: no case stands in one twice."""
    for _, of_day in groupby(rows, key=itemgetter("last_day")):
        left = list(of_day)
        while left:
            wave: dict[str, LimitRow] = {}
            later = [row for row in left if wave.setdefault(row["case_id"], row) is not row]
            yield list(wave.values())
            left = later


def run_of(row: LimitRow) -> str:
    """What names one run of a limit."""
    return f"{row['case_id']}/{row['limit']}/{row['key']}/{row['occurrence']}"


def moved_for(row: LimitRow) -> Command:
    """A notice moved the last day: the case's own history shall say so."""
    return RecordRecomputedLimit(
        case=row["case_id"],
        limit=row["limit"],
        key=row["key"],
        started_on=date.fromisoformat(row["started_on"]),
        was=date.fromisoformat(row["moved_from"] or row["last_day"]),
    )


def command_for(row: LimitRow) -> Command:
    """What the end of a limit means."""
    match Expiry(row["expiry"]):
        case Expiry.ENDS_NOTICE:
            return EndPublicNotice(case=row["case_id"])
        case Expiry.LAPSES:
            return LapseApplication(case=row["case_id"])
        case Expiry.LATE | Expiry.REMINDS:
            return RecordMissedLimit(
                case=row["case_id"],
                limit=row["limit"],
                key=row["key"],
                started_on=date.fromisoformat(row["started_on"]),
            )

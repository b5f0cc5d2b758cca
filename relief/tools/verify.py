"""``relief verify``: is the history whole, and do the ledgers say what it says?"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, select

from adapters.store.follower import Follower
from adapters.store.mapper import FactMapper
from projections.all import everything
from projections.rows import primary_key
from relief.anchoring import anchors
from relief.bootstrap import FOLLOWER, Service
from relief.tools.output import Output

PAGE = 2_000


@dataclass(slots=True)
class Findings:
    """What was counted and what was wrong."""

    events: int = 0
    streams: int = 0
    rows: int = 0
    looks: int = 0
    sign_ins: int = 0
    anchors: int = 0
    faults: list[str] = field(default_factory=list)


def verify(service: Service, output: Output) -> int:
    """Check and report. Returns 0 where all is whole, 4 where anything is not."""
    found = Findings()
    check_history(service, found, output)
    compare_ledgers(service, found, output)
    check_logs(service, found)
    if output.json:
        output.data(
            {
                "events": found.events,
                "streams": found.streams,
                "rows": found.rows,
                "looks": found.looks,
                "sign_ins": found.sign_ins,
                "anchors": found.anchors,
                "faults": found.faults,
            }
        )
    for fault in found.faults:
        output.line(f"✗ {fault}")
    if not found.faults:
        output.line(
            f"✓ {found.events} 条事实、{found.streams} 个流连续无缺，{found.rows} 行台账与重放一致，"
            f"{found.looks} 条查阅记录、{found.sign_ins} 条登录记录环环相扣，与 {found.anchors} 次留证相符"
        )
    return 4 if found.faults else 0


def check_history(service: Service, found: Findings, output: Output) -> None:
    """Every fact can be read; positions and each stream's versions have no gap."""
    versions: dict[str, int] = {}
    position = 0
    while page := service.journal.following(position, PAGE):
        for recorded in page:
            if recorded.position != position + 1:
                found.faults.append(f"position {position + 1} is missing")
            position = recorded.position
            expected = versions.get(recorded.stream, 0) + 1
            if recorded.version != expected:
                found.faults.append(f"{recorded.stream}: version {expected} is missing")
            versions[recorded.stream] = recorded.version
        found.events = position
        output.progress("核对", position)
    output.progress_done()
    found.streams = len(versions)


def compare_ledgers(service: Service, found: Findings, output: Output) -> None:
    """Fold everything afresh and compare with the ledgers in use, row for row."""
    projections = everything(service.law)
    current, fresh = service.ledgers.current(), service.ledgers.fresh()
    try:
        live = service.follower()
        live.catch_up()
        again = Follower(FOLLOWER, service.journal.store, FactMapper(), fresh, projections)
        again.catch_up()
        if live.position != again.position:
            live.catch_up()
        with current.reading() as left, fresh.reading() as right:
            for table in [t for projection in projections for t in projection.tables]:
                found.rows += compare(left, right, table, found)
    finally:
        service.ledgers.drop(fresh)


def check_logs(service: Service, found: Findings) -> None:
    """The logs have no gap, nothing in them was changed, and what was anchored is there."""
    for kept, chained in service.logs.items():
        anchored = anchors(service, kept)
        found.anchors += len(anchored)
        found.faults.extend(chained.faults(anchored))
    found.looks, found.sign_ins = service.looks.log.size(), service.sign_in.door.log.size()


def compare(left: Connection, right: Connection, table: Table, found: Findings) -> int:
    """Rows of one table in both places, in order of the primary key; how many there were."""
    count = 0
    one, other = rows_of(left, table), rows_of(right, table)
    while True:
        mine, theirs = next(one, None), next(other, None)
        if mine is None and theirs is None:
            return count
        count += 1
        if mine != theirs:
            found.faults.append(f"{table.name}: row {count} differs from replay")
            return count


def rows_of(connection: Connection, table: Table) -> Iterator[tuple[object, ...]]:
    """A table's rows in order of its primary key, streamed."""
    ordered = select(table).order_by(*(table.c[name] for name in primary_key(table)))
    result = connection.execution_options(stream_results=True, yield_per=PAGE).execute(ordered)
    return (tuple(row) for row in result)

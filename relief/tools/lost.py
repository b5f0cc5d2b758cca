"""What a history that went back left behind: receipts, anchors and ledgers of facts that are gone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from adapters.access.log import Look
from adapters.identity.log import Entry
from adapters.store import reading
from adapters.store.schema import CLAIMS
from domain.case.claims import ClaimRow, Ledger, claimed
from domain.ground.facts import Recorded
from relief.bootstrap import Service
from relief.clock import LHASA
from relief.tools.findings import Findings
from relief.words.dictionary import word
from relief.words.sayings import told as told_of
from relief.words.sentences import say

APART = timedelta(days=1)
"""So far apart no clocks of servers are: what was noted earlier is of another history."""


class Claims:
    """Claims as the facts make them, gathered while the history is walked."""

    def __init__(self) -> None:
        self._ledger = Ledger()
        self._rows: set[ClaimRow] = set()
        self.doubled: list[str] = []
        """Numbers that were used twice before this was refused."""

    def add(self, recorded: Recorded) -> None:
        """Count a fact's claims in."""
        for row in claimed(recorded):
            earlier = self._ledger.add(row)
            self._rows.add(row)
            if earlier is not None:
                first = say("lost.fact", stream=earlier.stream, version=earlier.version)
                kind = word("NumberKind", row.kind)
                self.doubled.append(
                    say(
                        "lost.twice", stream=row.stream, version=row.version, first=first, kind=kind
                    )
                )

    def compare(self, service: Service, found: Findings) -> None:
        """Where the table differs from the facts, which are doubled; never the number itself."""
        found.notes.extend(self.doubled)
        store = service.journal.store
        if not reading.has_table(store.engine, CLAIMS.name):
            found.notes.append(say("lost.claims"))
            return
        held = store.all_claims()
        for row in sorted(self._rows - held, key=repr):
            found.fault(say("lost.missing", claim=_named(row)))
        for row in sorted(held - self._rows, key=repr):
            found.fault(say("lost.of-no-fact", claim=_named(row)))


def _named(row: ClaimRow) -> str:
    kind = word("NumberKind", row.kind)
    return say("lost.claim", stream=row.stream, version=row.version, kind=kind)


def lost(service: Service, head: int) -> Iterator[str]:
    """Receipts and ledgers that point beyond the head, or at positions that are not there."""
    for command, first, last in service.journal.store.receipts_without_facts():
        yield say("lost.receipt", command=command, first=first, last=last)
    ledgers = service.position()
    if ledgers > head:
        yield say("lost.ledgers", position=ledgers, head=head)


def before_it(service: Service) -> Iterator[str]:
    """Logs that were begun before the history: the one they belong to is gone, and this was begun
    beside what it left. Its first fact comes before anybody can look or sign in.
    """
    for first in service.journal.following(0, 1):
        for kept in service.logs.values():
            oldest = kept.oldest() if kept.stands() else None
            if oldest is not None and _at(oldest) < first.recorded_at - APART:
                at, since = (
                    f"{one.astimezone(LHASA):%Y-%m-%d}" for one in (_at(oldest), first.recorded_at)
                )
                yield say("lost.before-it", log=told_of(kept.chain.name), at=at, since=since)


def _at(noted: Look | Entry) -> datetime:
    if isinstance(noted, Look):
        return datetime.fromisoformat(noted.at)
    return datetime.fromtimestamp(noted.at, UTC)

"""Every decision reckoned again under an edition of what reckons: which would differ, of how many.

Not a ledger: the law and the program decide its rows as much as the history does. No personal data.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TypedDict

from sqlalchemy import Connection, Table, select

from domain.case.decision.facts import ReliefApproved
from domain.case.recomputation import Reckoned, Why, reckoned, trace_of
from domain.ground.facts import Recorded
from domain.ground.money import Money
from domain.law.pack import Law, joint
from domain.law.reference import References
from projections.rows import Rows
from projections.tables import table

STREAM = "case-"


class DifferingRow(TypedDict):
    """A decision that would come out otherwise. Sums in fen; ``differences`` is JSON.

    ``stored_fen`` is what was granted, ``least_fen``, ``proposed_fen`` and ``most_fen`` what the law
    comes to when it is reckoned again.
    """

    edition: str
    case_id: str
    version: int
    fact: str
    decided_on: str
    law: str
    fingerprint: str | None
    why: str
    stored_fen: int | None
    least_fen: int | None
    proposed_fen: int | None
    most_fen: int | None
    differences: str


class CountRow(TypedDict):
    """How many decisions an edition has reckoned so far, and how many of them would differ."""

    edition: str
    decisions: int
    differing: int


class DoneRow(TypedDict):
    """An edition that came to the head of the history: when first, and to which position at last."""

    edition: str
    finished_at: str
    position: int


DIFFERING = table("differing", DifferingRow, ("edition", "case_id", "version"))
COUNTS = table("reckoned", CountRow, ("edition",))
DONE = table("finished", DoneRow, ("edition",))
TABLES: Sequence[Table] = (DIFFERING, COUNTS, DONE)

STANDS = frozenset({None, Why.CORRECTED})
"""It comes to what was recorded; what was corrected since is listed for itself."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an edition is. ``finished_at``: when it first came to the head; ``None`` before."""

    decisions: int = 0
    differing: int = 0
    finished_at: str | None = None


class Reckonings:
    """Reckons each decision as it passes by, and keeps those that would differ.

    ``found`` holds them by case and version, for whoever is to be told.
    """

    tables: Sequence[Table] = TABLES

    def __init__(self, edition: str, law: Law, references: References) -> None:
        self._edition, self._law, self._references = edition, law, references
        self.found: dict[tuple[str, int], DifferingRow] = {}

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Take in one fact."""
        came = reckoned(recorded.fact, self._law, self._references)
        if came is None:
            return
        before = rows.get(COUNTS, (self._edition,)) or {"decisions": 0, "differing": 0}
        differs = came.why not in STANDS
        rows.put(
            COUNTS,
            {
                "edition": self._edition,
                "decisions": before["decisions"] + 1,
                "differing": before["differing"] + differs,
            },
        )
        if differs:
            row = self._row(came, recorded)
            self.found[row["case_id"], row["version"]] = row
            rows.put(DIFFERING, dict(row))

    def _row(self, came: Reckoned, recorded: Recorded) -> DifferingRow:
        fact, trace, now = came.fact, trace_of(came.fact), came.came
        assert trace is not None and came.why is not None
        return {
            "edition": self._edition,
            "case_id": recorded.stream[len(STREAM) :],
            "version": recorded.version,
            "fact": fact.NAME,
            "decided_on": fact.on.isoformat(),
            "law": joint(trace.pack, trace.overlay),
            "fingerprint": trace.fingerprint,
            "why": came.why.value,
            "stored_fen": _fen(fact.amount if isinstance(fact, ReliefApproved) else None),
            "least_fen": None if now is None else now.least.fen,
            "proposed_fen": None if now is None else _fen(now.proposed),
            "most_fen": None if now is None else now.most.fen,
            "differences": json.dumps([asdict(one) for one in came.differences]),
        }


def _fen(amount: Money | None) -> int | None:
    return None if amount is None else amount.fen


def progress(connection: Connection, edition: str) -> Progress:
    """How far an edition is."""
    counted = connection.execute(select(COUNTS).where(COUNTS.c.edition == edition)).first()
    ended = connection.execute(select(DONE).where(DONE.c.edition == edition)).first()
    return Progress(
        0 if counted is None else counted.decisions,
        0 if counted is None else counted.differing,
        None if ended is None else ended.finished_at,
    )


def differing(connection: Connection, edition: str, area: str = "") -> list[DifferingRow]:
    """The decisions of an area that would differ under an edition, by case and version."""
    wanted = select(DIFFERING).where(DIFFERING.c.edition == edition)
    if area:
        wanted = wanted.where(DIFFERING.c.case_id.startswith(area, autoescape=True))
    found = connection.execute(wanted.order_by(DIFFERING.c.case_id, DIFFERING.c.version))
    return [DifferingRow(**row) for row in found.mappings()]  # type: ignore[typeddict-item]


def finish(connection: Connection, edition: str, at: str, position: int) -> None:
    """An edition came to the head of the history, for the first time or again."""
    mine = DONE.c.edition == edition
    if connection.execute(select(DONE).where(mine)).first() is None:
        connection.execute(DONE.insert().values(edition=edition, finished_at=at, position=position))
    else:
        connection.execute(DONE.update().where(mine).values(position=position))


def forget(connection: Connection, edition: str) -> None:
    """An edition is to begin again: what it reckoned went back with the history."""
    for one in TABLES:
        connection.execute(one.delete().where(one.c.edition == edition))

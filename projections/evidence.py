"""Which files are kept, and which are the same: keyed hashes and numbers only."""

from collections.abc import Iterable, Sequence
from typing import TypedDict

from sqlalchemy import Connection, Index, Table, select

from domain.case.evidence.facts import EvidenceAttached
from domain.ground.facts import Recorded
from projections.rows import Looks, Rows
from projections.tables import table, typed


class EvidenceRow(TypedDict):
    """A file of a case."""

    file: str
    case_id: str
    township: str
    likeness: str


EVIDENCE = table(
    "evidence",
    EvidenceRow,
    ("case_id", "file"),
    Index("evidence_likeness", "likeness"),
)
E = EVIDENCE.c
LOOKS: Looks = {EvidenceAttached: ()}
"""What it looks at."""
TOWNSHIP = 9
"""Signs of a case's number that say where it was opened."""


class EvidenceFiles:
    """Keeps which file is in which case."""

    tables: Sequence[Table] = (EVIDENCE,)
    looks = LOOKS

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Enter a file."""
        fact = recorded.fact
        if isinstance(fact, EvidenceAttached):
            case = recorded.stream.partition("-")[2]
            rows.put(
                EVIDENCE,
                {
                    "file": fact.file,
                    "case_id": case,
                    "township": case[:TOWNSHIP],
                    "likeness": fact.likeness,
                },
            )


def alike(connection: Connection, likenesses: Iterable[str]) -> list[EvidenceRow]:
    """Every file that is the same as one of these, by case."""
    wanted = select(EVIDENCE).where(E.likeness.in_([*likenesses])).order_by(E.case_id, E.file)
    return [typed(EvidenceRow, row) for row in connection.execute(wanted).mappings()]

"""In which applications a person is named, and which leads are about whom: identifiers only."""

from collections.abc import Sequence
from typing import TypedDict

from sqlalchemy import Connection, Index, Table, select

from domain.case.amendment.facts import ApplicationAmended, CorrectionRequested
from domain.case.intake.facts import ApplicationSubmitted
from domain.case.records import Member
from domain.case.transfer.facts import FilePassedOn, FileTakenOver
from domain.ground.facts import Recorded
from domain.registers.leads.facts import LeadPassedOn, LeadRecorded
from projections.rows import Looks, Rows
from projections.tables import table, typed


class ApplicantRow(TypedDict):
    """A person in a file; ``stream`` is where its facts stand, ``case_id`` empty for a lead."""

    person: str
    stream: str
    case_id: str
    county: str
    township: str
    relation: str
    applied_on: str


APPLICANTS = table(
    "applicants",
    ApplicantRow,
    ("person", "stream"),
    Index("applicants_stream", "stream"),
)
A = APPLICANTS.c
LOOKS: Looks = {
    ApplicationSubmitted: ("members",),
    ApplicationAmended: ("changes",),
    CorrectionRequested: ("changes",),
    FileTakenOver: (),
    FilePassedOn: (),
    LeadPassedOn: (),
    LeadRecorded: (),
}
"""What it looks at."""


class Applicants:
    """Keeps who is named where."""

    tables: Sequence[Table] = (APPLICANTS,)
    looks = LOOKS

    def project(self, rows: Rows, recorded: Recorded) -> None:
        """Enter the members of an application, or whom a lead is about."""
        fact = recorded.fact
        if isinstance(fact, ApplicationSubmitted):
            for member in fact.members:
                rows.put(APPLICANTS, _row(recorded, fact, member.person, member.relation.value))
        elif isinstance(fact, ApplicationAmended | CorrectionRequested):
            self._named_since(rows, recorded.stream, fact.changes.members)
        elif isinstance(fact, FileTakenOver | FilePassedOn | LeadPassedOn):
            for row in rows.find(APPLICANTS, stream=recorded.stream):
                place = {"county": fact.township[:6], "township": fact.township}
                rows.put(APPLICANTS, {**row, **place})
        elif isinstance(fact, LeadRecorded):
            rows.put(APPLICANTS, _row(recorded, fact, fact.person, ""))

    def _named_since(self, rows: Rows, stream: str, members: Sequence[Member]) -> None:
        """Whoever came into a file that had begun; their line is that of those who were there."""
        if not members:
            return
        (first, *_) = rows.find(APPLICANTS, stream=stream)
        for member in members:
            named = {"person": member.person, "relation": member.relation.value}
            rows.put(APPLICANTS, {**first, **named})


def _row(
    recorded: Recorded, fact: ApplicationSubmitted | LeadRecorded, person: str, relation: str
) -> dict[str, str]:
    return {
        "person": person,
        "stream": recorded.stream,
        "case_id": fact.case if isinstance(fact, ApplicationSubmitted) else "",
        "county": fact.township[:6],
        "township": fact.township,
        "relation": relation,
        "applied_on": fact.on.isoformat(),
    }


def files_of(connection: Connection, person: str) -> list[ApplicantRow]:
    """Every file that names a person, the oldest first."""
    wanted = select(APPLICANTS).where(A.person == person).order_by(A.applied_on, A.stream)
    return [typed(ApplicantRow, row) for row in connection.execute(wanted).mappings()]

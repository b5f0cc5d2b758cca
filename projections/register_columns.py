"""The columns of the register (台账)."""

from typing import TypedDict


class CaseRow(TypedDict):
    """A line of the register. Sums in fen; lists are comma-separated."""

    case_id: str
    from_position: int
    to_position: int
    county: str
    township: str
    village: str
    subject: str
    category: str
    cause: str
    channel: str
    applicant: str
    members: int
    procedure: str | None
    pack: str | None
    stage: str
    ending: str | None
    applied_on: str
    accepted_on: str | None
    notice_from: str | None
    notice_to: str | None
    spot_check: bool
    visited_on: str | None
    approved_on: str | None
    approver: str | None
    amount_fen: int | None
    delegated: bool
    late: bool
    refused_on: str | None
    ground: str | None
    countersignature: str | None
    paid_on: str | None
    paid_fen: int
    methods: str
    sources: str
    referrals: str
    closed_on: str | None
    taken_over: bool

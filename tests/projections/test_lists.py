"""Leads and delegations: short lists."""

from dataclasses import replace

import pytest

from domain.ground.money import Money
from domain.ground.terms import Category, Cause
from domain.registers.delegations.facts import DelegationGranted, DelegationRevoked
from domain.registers.delegations.state import stream as delegations_stream
from domain.registers.leads.facts import LeadClosed, LeadOutcome, LeadRecorded, LeadSource
from domain.registers.leads.state import stream as lead_stream
from projections import delegations, leads
from tests.projections.folding import folded, ledgers, values
from tests.projections.histories import SEWU, Log, day, secret

LEAD = LeadRecorded(
    lead="l1",
    on=day(0),
    township=SEWU,
    source=LeadSource.CITIZEN,
    category=Category.MEDICAL,
    person=secret().about,
    whereabouts=secret(),
    reporter=secret(),
    protective_step=secret(),
)
HELPED = LeadClosed(on=day(1), outcome=LeadOutcome.HELPED_TO_APPLY, note=secret(), case="c1")
GRANTED = DelegationGranted(
    on=day(0),
    number="D1",
    county="540102",
    townships=(SEWU, "540102002"),
    kinds=(Cause.FIRE, Cause.TRAFFIC),
    ceiling=Money(200_000),
    valid_from=day(0),
    valid_to=day(30),
    document="doc 1",
)


def test_a_lead_is_open_until_its_outcome():
    """Who reported it and where the person is stay sealed in the history."""
    log = Log()
    log.add(lead_stream("l1"), LEAD)
    log.add(lead_stream("l2"), replace(LEAD, lead="l2", category=None, protective_step=None))
    log.add(lead_stream("l1"), HELPED)
    with ledgers(log.records) as connection:
        (open_,) = leads.leads(connection, SEWU).rows
        assert (open_["lead"], open_["protected"], open_["category"]) == ("l2", False, None)
        (closed,) = leads.leads(connection, "540102", leads.CLOSED).rows
        assert (closed["outcome"], closed["closed_on"]) == ("helped-to-apply", "2026-03-03")
        assert (closed["case_id"], closed["protected"]) == ("c1", True)
        assert leads.one(connection, "l1") == closed
        assert leads.one(connection, "l3") is None
        assert "secret" not in str(closed)
        assert not leads.leads(connection, "540103").rows


def test_what_was_never_recorded_cannot_be_closed_or_taken_back():
    """A gap in the history stops the follower."""
    log = Log()
    log.add(lead_stream("l1"), HELPED)
    with pytest.raises(LookupError, match="never recorded"):
        folded(log.records, [leads.Leads()])
    log = Log()
    log.add(
        delegations_stream("540102"), DelegationRevoked(on=day(1), number="D1", document="doc 2")
    )
    with pytest.raises(LookupError, match="never granted"):
        folded(log.records)


def test_a_delegation_is_in_force_until_it_ends_or_is_taken_back():
    """Both ends of its period are included; decisions of the day it was taken back stand."""
    log = Log()
    log.add(delegations_stream("540102"), GRANTED)
    log.add(delegations_stream("540102"), replace(GRANTED, number="D2"))
    log.add(
        delegations_stream("540102"), DelegationRevoked(on=day(9), number="D1", document="doc 2")
    )
    with ledgers(log.records) as connection:

        def in_force(number: int) -> list[str]:
            return values(delegations.of_county(connection, "540102", day(number)), "number")

        assert in_force(-1) == []
        assert in_force(0) == in_force(8) == ["D1", "D2"]
        assert in_force(9) == in_force(30) == ["D2"]
        assert in_force(31) == []
        first, _ = delegations.of_county(connection, "540102")
        assert (first["revoked_on"], first["revoking"]) == ("2026-03-11", "doc 2")
        assert (first["townships"], first["kinds"]) == (
            "540102001,540102002",
            "fire,traffic-accident",
        )
        assert (first["ceiling_fen"], first["granted_by"]) == (200_000, "officer-1")

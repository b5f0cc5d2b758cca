"""Accounts: what each person was granted in a year, by case."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.account.account import PersonAccount, evolve, stream
from domain.account.events import AccountFact, GrantCharged, GrantReleased
from domain.ground.money import ZERO, Money
from domain.ground.people import PersonId
from projections import accounts
from tests.projections.folding import folded, ledgers, values
from tests.projections.histories import Log, approved, charges, day

ANNA = PersonId("anna")


def charged(case: str, fen: int, on: int = 0, beneficiary: bool = True) -> GrantCharged:
    """A grant in Anna's account."""
    (charge,) = charges(case, approved(day(on), fen), 1)
    return replace(charge, person=ANNA, beneficiary=beneficiary)


def released(case: str, fen: int, on: int = 5) -> GrantReleased:
    """A part of it given back."""
    return GrantReleased(on=day(on), person=ANNA, case=case, amount=Money(fen), reason="withdrawn")


def log(*facts: AccountFact) -> Log:
    """Anna's account."""
    made = Log()
    for fact in facts:
        made.add(stream(ANNA), fact)
    return made


def test_a_year_adds_up_its_grants():
    """Count, sum and what was given back; next year begins empty."""
    facts = (
        charged("c1", 100_000),
        charged("c2", 200_000, 10, beneficiary=False),
        charged("c3", 300_000, 20),
        released("c1", 40_000),
        released("c3", 300_000, 30),
        charged("c4", 50_000, 400),
    )
    with ledgers(log(*facts).records) as connection:
        assert accounts.of_year(connection, ANNA, 2026) == {
            "person": ANNA,
            "year": 2026,
            "count": 2,
            "helped": 1,
            "sum_fen": 260_000,
            "helped_fen": 60_000,
            "released_fen": 340_000,
        }
        assert accounts.of_year(connection, ANNA, 2027)["sum_fen"] == 50_000
        assert accounts.of_year(connection, PersonId("bob"), 2026)["count"] == 0
        first = accounts.grants(connection, ANNA, 2026, size=2)
        second = accounts.grants(connection, ANNA, 2026, size=2, after=first.next)
        assert values((*first.rows, *second.rows), "case_id") == ["c1", "c2", "c3"]
        assert first.rows[0]["released_on"] == "2026-03-07"
        assert first.rows[1]["beneficiary"] is False
        (only,) = accounts.of_case(connection, "c4")
        assert (only["person"], only["charged_fen"]) == (ANNA, 50_000)


@pytest.mark.article("11")
def test_a_grant_for_two_years_counts_in_each_with_its_part():
    """And gives back in each; charged anew it takes the place of what was given back whole (11)."""
    old, new = (
        replace(charged("c1", fen), year=year) for fen, year in ((400_000, 2025), (175_000, 2026))
    )
    back = [
        replace(released("c1", fen), year=year) for fen, year in ((400_000, 2025), (75_000, 2026))
    ]
    with ledgers(log(old, new, *back).records) as connection:
        years = [accounts.of_year(connection, ANNA, year) for year in (2025, 2026)]
        assert [(y["sum_fen"], y["released_fen"], y["count"]) for y in years] == [
            (0, 400_000, 0),
            (100_000, 75_000, 1),
        ]
        assert values(accounts.of_case(connection, "c1"), "year") == [2025, 2026]
    gone = replace(released("c1", 100_000), year=2026)
    again = charged("c1", 90_000, 400)
    with ledgers(log(old, new, *back, gone, again).records) as connection:
        assert values(accounts.of_case(connection, "c1"), "charged_fen") == [90_000]
    with pytest.raises(LookupError, match="never charged"):
        folded(log(old, replace(released("c1", 1), year=2026)).records)


def test_a_release_of_what_was_never_charged_stops_the_follower():
    """An account never gives what it does not have."""
    with pytest.raises(LookupError, match="never charged"):
        folded(log(released("c1", 1)).records)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9), st.integers(0, 900)), max_size=6))
def test_rows_and_account_agree(grants: list[tuple[int, int, int]]):
    """The rows add up to what the account itself says, year by year."""
    facts: list[AccountFact] = []
    for number, (fen, back, on) in enumerate(grants):
        facts.append(charged(f"c{number}", fen, on))
        facts.append(released(f"c{number}", min(fen, back), on + 1))
    account = PersonAccount()
    for fact in facts:
        account = evolve(account, fact)
    with ledgers(log(*facts).records) as connection:
        for year in (2026, 2027, 2028):
            found = accounts.of_year(connection, ANNA, year)
            stands = [grant for grant in account.standing if grant.on.year == year]
            assert found["count"] == len(stands)
            assert found["sum_fen"] == sum((g.amount for g in stands), ZERO).fen

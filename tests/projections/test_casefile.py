"""The case file: every fact in order, with who, when and by what power, and the case after it."""

import json
from typing import get_args

import pytest

from domain.ground.editions import RULES_EDITION
from domain.ground.facts import FACTS
from domain.ground.masks import SEALED
from domain.ground.terms import Ground
from projections.casefile import case_file, public
from tests.projections.folding import LAW
from tests.projections.histories import (
    AUTHORITY,
    Log,
    accepted,
    day,
    general,
    secret,
    submitted,
    urgent,
)
from tests.support import facts as e


@pytest.mark.parametrize("facts", [general(), urgent()])
def test_every_fact_has_its_entry_in_order(facts: list[e.CaseFact]):
    """Envelope and fact, nothing left out."""
    records = Log().case(*facts).records
    entries = case_file(records, LAW)
    for entry, recorded, fact in zip(entries, records, facts, strict=True):
        assert (entry.position, entry.version) == (recorded.position, recorded.version)
        assert (entry.recorded_at, entry.on) == (recorded.recorded_at, fact.on)
        assert (entry.officer, entry.authority) == ("officer-1", AUTHORITY)
        assert (entry.law, entry.command) == (recorded.law, recorded.command)
        assert entry.rules == recorded.rules == RULES_EDITION
        assert (entry.name, entry.fact_version) == (fact.NAME, fact.VERSION)
        assert entry.fields["on"] == fact.on.isoformat()
        assert entry.articles[0] == "18.1.1"


def test_private_values_are_masked_wherever_they_stand():
    """In the fact itself, in members, in contact and account: sealed, and never opened."""
    entries = case_file(Log().case(*general()).records, LAW)
    written = json.dumps([dict(entry.fields) for entry in entries], ensure_ascii=False)
    assert "secret" not in written
    assert "broken" not in written
    application = entries[0].fields
    assert application["statement"] == SEALED
    members = application["members"]
    assert isinstance(members, list)
    assert members[0] == {
        "person": "c1-p1",
        "relation": "other",
        "name": SEALED,
        "id_number": SEALED,
        **dict.fromkeys(("shown", "birth", "paper", "health", "occupation", "income_last_year")),
    }


def test_each_entry_says_where_the_case_stood_after_it():
    """Stage, sums and the limits that ran."""
    entries = case_file(Log().case(*general()).records, LAW)
    first, second, *_, last = entries
    assert (first.after.stage, first.after.procedure) == ("received", None)
    assert "examination" in second.after.limits
    approval = next(entry for entry in entries if entry.name == "relief-approved")
    assert (approval.after.stage, approval.after.approved_fen) == ("approved", 300_000)
    assert (approval.after.paid_fen, approval.after.notice_round) == (0, 1)
    assert (last.after.ending, last.after.paid_fen, last.after.limits) == ("paid", 300_000, ())


def test_a_refusal_names_the_article_of_its_ground():
    """Beside the article that gives the power."""
    refused = e.ReliefRefused(on=day(5), ground=Ground.IDLE_LAND, reasons=secret(), document="d")
    *_, entry = case_file(Log().case(submitted(), accepted(day(0)), refused).records, LAW)
    assert entry.articles == ("18.1.1", "10.3")


def test_a_file_begins_with_the_first_fact():
    """Half a history has no stages; no history has no entries."""
    with pytest.raises(ValueError, match="first fact"):
        case_file(Log().case(*general()).records[1:], LAW)
    assert case_file([], LAW) == []


def test_a_value_without_a_public_form_is_refused():
    """Nothing is shown that nobody thought about."""
    with pytest.raises(TypeError, match="object"):
        public(object())


def test_the_facts_of_a_case_are_all_known():
    """The vocabulary and the registry agree, so every entry has a name."""
    assert {kind.NAME for kind in get_args(e.CaseFact)} <= FACTS.keys()


def test_sums_are_yuan_as_text():
    """However deep they stand in a fact: no reader guesses at fen."""
    (entry,) = [
        one
        for one in case_file(Log().case(*general()).records, LAW)
        if one.name == "relief-approved"
    ]
    (fact,) = [one for one in general() if isinstance(one, e.ReliefApproved)]
    assert entry.fields["amount"] == str(fact.amount)
    assert "." in str(entry.fields["amount"])
